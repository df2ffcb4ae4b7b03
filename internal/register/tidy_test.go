package register

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestTidyLeavesTheAnswerAndTakesTheRest(t *testing.T) {
	s := System{
		Name: Text{SV: "  Namn\t", EN: " \r\n "}, Purpose: Text{SV: "rad ett\r\nrad två\rrad tre"}, OtherNames: []string{" ", "a ", ""},
		SearchTerms: []string{" "}, Website: " https://example.org ", Risks: []Risk{{Risk: Text{SV: " risk "}, Severity: "low "}},
		Unverified: []Text{{SV: " kanske"}}, Stated: map[string]Statement{"law.basis": {State: "do_not_know", Reason: " därför "}},
	}
	s.Tidy(definitions(t))
	want := System{
		Name: Text{SV: "Namn"}, Purpose: Text{SV: "rad ett\nrad två\nrad tre"}, OtherNames: []string{"a"},
		Website: "https://example.org", Risks: []Risk{{Risk: Text{SV: "risk"}, Severity: "low"}}, Unverified: []Text{{SV: "kanske"}},
		Stated: map[string]Statement{"law.basis": {State: "do_not_know", Reason: " därför "}},
	}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestBlankTextIsNoAnswer(t *testing.T) {
	d := definitions(t)
	s := complete()
	s.Purpose = Text{SV: " \n ", EN: "\t"}
	s.Tidy(d)
	if got := required(s, d); len(got) != 1 || got[0] != "purpose" {
		t.Errorf("required: %v", got)
	}
}

func TestTidyTwiceIsTidyOnce(t *testing.T) {
	d := definitions(t)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune(" \r\n\tåx\u00a0"))).Draw(t, "text")
		s := System{Name: Text{SV: text}, OtherNames: strings.Split(text, "x")}
		s.Tidy(d)
		once, err := s.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		s.Tidy(d)
		twice, err := s.Canonical()
		if err != nil || string(once) != string(twice) {
			t.Fatalf("%s became %s: %v", once, twice, err)
		}
	})
}
