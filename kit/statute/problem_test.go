package statute_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/statute"
)

func TestWhatDoesNotAddUpIsReportedWithItsPlace(t *testing.T) {
	for _, test := range []struct {
		name, text string
		code       statute.Code
		at         string
	}{
		{"a section that goes backwards", blocks("1 § A.", "5 § B.", "3 § Ce."), statute.SectionBackwards, "5:1"},
		{"the same section twice", blocks("1 § A.", "2 § B.", "2 § Ce."), statute.SectionRepeated, "5:1"},
		{"a chapter that goes backwards", blocks("2 kap. A", "1 § B.", "1 kap. Ce", "2 § De."), statute.ChapterBackwards, "5:1"},
		{"a date that stands for none", blocks("1 § /Träder i kraft I:0001-01-01/\nText."), statute.BadDate, "1:5"},
		{"a date that does not exist", blocks("1 § /Upphör att gälla U:2024-02-30/\nText."), statute.BadDate, "1:5"},
		{"a remark that cannot be read", blocks("1 § A.", "/Paragrafen träder i kraft någon gång/"), statute.BadMark, "3:1"},
		{"an unknown condition", blocks("1 § /Träder i kraft I:den dag Kungen bestämmer/\nText."), statute.UnknownCondition, "1:5"},
		{"a misspelt heading", blocks("1 § A.", "Övergångsbestämmeler", "2020:1", "1. Text."), statute.Misspelt, "3:1"},
		{"a letter for a digit", blocks("1 § A.", "l § B."), statute.DirtyText, "3:1"},
		{"a dollar for a section sign", blocks("1 § A.", "2 $ B."), statute.DirtyText, "3:1"},
		{"a lost character", blocks("1 § F\ufffdrordning."), statute.DirtyText, "1:6"},
		{"transitional provisions without heading", blocks("1 § A.", "2020:1", "Denna lag träder i kraft nu."), statute.MissingHeading, "3:1"},
		{"a point that goes backwards", blocks("1 § A:", "4. fyra,", "2. två."), statute.ListBackwards, "5:1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := parse(t, test.text)
			if len(s.Problems) != 1 || s.Problems[0].Code != test.code || s.Problems[0].At.String() != test.at {
				t.Fatalf("got %v, want one %s at %s", s.Problems, test.code, test.at)
			}
			if strict := s.Strict(); (strict != nil) != test.code.Grave() {
				t.Errorf("Strict: %v", strict)
			}
		})
	}
}

func TestSectionThatGoesBackwardsStaysInTheOneBefore(t *testing.T) {
	s := parse(t, blocks("1 § A.", "5 § B.", "3 § Ce."))
	if got := s.Find("P5S2"); len(got) != 1 || got[0].Text != "3 § Ce." {
		t.Error(outline(s))
	}
	if len(s.Find("P3")) != 0 {
		t.Error("3 § was guessed at")
	}
}

func TestCitationFirstInABlockIsNoProblem(t *testing.T) {
	s := parse(t, blocks("5 § A.", "3 § första stycket gäller också.", "9 § andra stycket gäller."))
	if len(s.Problems) != 0 || len(s.Find("P5S3")) != 1 {
		t.Error(s.Problems, outline(s))
	}
}

func TestDecode(t *testing.T) {
	for _, test := range []struct{ name, data, want, at string }{
		{"UTF-8", "1 § å", "1 § å", ""},
		{"UTF-8 with byte order mark", "\xef\xbb\xbf1 §", "1 §", ""},
		{"Latin-1", "1 \xa7 \xe5\xe4\xf6", "1 § åäö", ""},
		{"Windows-1252", "\x93ord\x94 \x96", "“ord” –", ""},
		{"both encodings", "å\nb \xe5", "", "2:3"},
		{"a byte that is nothing", "1 \xa7\n\x81", "", "2:1"},
		{"encoded twice", "1 Â§ Text", "", "1:3"},
		{"a page of HTML", "\n<!DOCTYPE html>\n<html>", "", "2:1"},
		{"not text", "1 §\n\x00\x01", "", "2:1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, err := statute.Decode([]byte(test.data))
			if test.at == "" {
				if err != nil || text != test.want {
					t.Fatalf("got %q, %v", text, err)
				}
				return
			}
			var bad *statute.Error
			if !errors.As(err, &bad) || bad.At.String() != test.at {
				t.Fatalf("got %v, want an error at %s", err, test.at)
			}
		})
	}
}

func TestParseRefusesWhatIsNotText(t *testing.T) {
	for text, at := range map[string]string{"1 §\nab\xff": "2:3", "1 §\x00": "1:4"} {
		_, err := statute.Parse(text, statute.Options{})
		var bad *statute.Error
		if !errors.As(err, &bad) || bad.At.String() != at {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestTooManyProblemsAreCounted(t *testing.T) {
	s := parse(t, strings.Repeat("1 § A.\n\n", 1500))
	if len(s.Problems) != 1000 || !strings.Contains(s.Problems[999].Text, "499 more") {
		t.Error(len(s.Problems), s.Problems[len(s.Problems)-1])
	}
}
