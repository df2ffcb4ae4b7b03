package mask_test

import (
	"encoding/json"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/tillit-se/tillit/kit/mask"
	"pgregory.net/rapid"
)

func TestOffsetsAgreeWithTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("aåä🙂e\u0301 \u200b漢")), 1, 60, -1).Draw(t, "text")
		var cuts []int
		for i := range text {
			cuts = append(cuts, i)
		}
		cuts = append(cuts, len(text))
		a := rapid.IntRange(0, len(cuts)-1).Draw(t, "a")
		b := rapid.IntRange(a, len(cuts)-1).Draw(t, "b")
		spans := []mask.Span{{Start: cuts[a], End: cuts[b]}, {Start: cuts[b], End: len(text)}}
		for i, o := range mask.AppendOffsets(nil, []byte(text), spans) {
			want := mask.Offsets{
				Start: spans[i].Start, End: spans[i].End,
				RuneStart: utf8.RuneCountInString(text[:spans[i].Start]), RuneEnd: utf8.RuneCountInString(text[:spans[i].End]),
				UTF16Start: len(utf16.Encode([]rune(text[:spans[i].Start]))), UTF16End: len(utf16.Encode([]rune(text[:spans[i].End]))),
			}
			if o != want {
				t.Fatalf("%q: %+v, want %+v", text, o, want)
			}
		}
	})
}

func TestOffsetsOfBrokenText(t *testing.T) {
	got := mask.AppendOffsets(nil, []byte("\xff\xc3x"), []mask.Span{{Start: 2, End: 3}})
	if got[0].RuneStart != 2 || got[0].UTF16End != 3 {
		t.Errorf("%+v", got)
	}
}

func TestEvidenceIsCodesInJSON(t *testing.T) {
	e := mask.CheckDigit | mask.ContextWord | mask.Embedded
	data, err := json.Marshal(e)
	if err != nil || string(data) != `["check_digit","context_word","embedded"]` {
		t.Fatalf("%s %v", data, err)
	}
	var back mask.Evidence
	if err := json.Unmarshal(data, &back); err != nil || back != e {
		t.Errorf("%v %v", back, err)
	}
	if err := json.Unmarshal([]byte(`["guess"]`), &back); err == nil {
		t.Error("an unknown code is read")
	}
	if err := json.Unmarshal([]byte(`1`), &back); err == nil {
		t.Error("a number is read")
	}
}

func TestClassesAreDescribedInBothLanguages(t *testing.T) {
	seen := make(map[mask.Class]bool)
	for _, c := range mask.Classes() {
		if !c.Valid() || seen[c] || c.Describe("sv") == string(c) && c != mask.Personnummer && c != mask.Samordningsnummer && c != mask.Organisationsnummer && c != mask.Diarienummer || c.Describe("en") == "" {
			t.Errorf("%s: %q %q", c, c.Describe("sv"), c.Describe("en"))
		}
		seen[c] = true
	}
	if mask.Class("projekt").Describe("sv") != "projekt" || mask.Class("9a").Valid() || mask.Class("").Valid() || mask.Class("a-b").Valid() {
		t.Error("names of classes")
	}
}

func TestSpanIsItsClassAndItsAlternatives(t *testing.T) {
	s := mask.Span{Class: mask.Phone, Alternatives: []mask.Alternative{{Class: mask.Personnummer}}}
	if !s.Is(mask.Phone) || !s.Is(mask.Personnummer) || s.Is(mask.Card) {
		t.Error(s)
	}
}
