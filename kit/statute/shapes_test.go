package statute_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tillit-se/tillit/kit/statute"
)

// TestShapesOfOlderAndOddActs are outlines of acts in shapes that few have, made up after how they look.
func TestShapesOfOlderAndOddActs(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{
			"subparts with Roman numerals", blocks("FÖRSTA AVDELNINGEN", "OM LÅN", "I. Inledning", "1 kap. Ett", "1 § A.", "II. Fortsättning", "2 kap. Två", "1 § B."), `
Avd1 part: FÖRSTA AVDELNINGEN|OM LÅN
   subpart: I.|Inledning
    K1 chapter: 1 kap.|Ett
      K1P1 section: 1 §|
        K1P1S1 paragraph: |A.
   subpart: II.|Fortsättning
    K2 chapter: 2 kap.|Två
      K2P1 section: 1 §|
        K2P1S1 paragraph: |B.`,
		},
		{
			"headings of a part are its own when chapters restart", blocks("FÖRSTA AVDELNINGEN", "ALLMÄNT", "1 kap. Ett", "Rubrik", "1 § A.", "2 kap. Två", "1 § B."), `
Avd1 part: FÖRSTA AVDELNINGEN|ALLMÄNT
  K1 chapter: 1 kap.|Ett
    K1R1 heading: |Rubrik
    K1P1 section: 1 §|
      K1P1S1 paragraph: |A.
  K2 chapter: 2 kap.|Två
    K2P1 section: 1 §|
      K2P1S1 paragraph: |B.`,
		},
		{
			"letters go on after z", blocks("1 § Dessa:", "y) ypsilon,", "z) zäta,", "å) åtta,", "ä) ära,", "ö) öre."), `
P1 section: 1 §|
  P1S1 paragraph: |Dessa:
     letter-list: |
      P1S1Ny item: y)|ypsilon,
      P1S1Nz item: z)|zäta,
      P1S1Nå item: å)|åtta,
      P1S1Nä item: ä)|ära,
      P1S1Nö item: ö)|öre.`,
		},
		{
			"a number that is missing in a list", blocks("1 § Dessa:", "1. ett,", "3. tre."), `
P1 section: 1 §|
  P1S1 paragraph: |Dessa:
     number-list: |
      P1S1N1 item: 1.|ett,
      P1S1N3 item: 3.|tre.`,
		},
		{
			"sections with letters sort after their number", blocks("1 § A.", "1 a § B.", "1 b § C.", "2 § D."), `
P1 section: 1 §|
  P1S1 paragraph: |A.
P1a section: 1 a §|
  P1aS1 paragraph: |B.
P1b section: 1 b §|
  P1bS1 paragraph: |C.
P2 section: 2 §|
  P2S1 paragraph: |D.`,
		},
		{
			"a chapter with a letter", blocks("1 kap. Ett", "1 § A.", "1 a kap. Ett och ett halvt", "1 § B.", "2 kap. Två", "1 § C."), `
K1 chapter: 1 kap.|Ett
  K1P1 section: 1 §|
    K1P1S1 paragraph: |A.
K1a chapter: 1 a kap.|Ett och ett halvt
  K1aP1 section: 1 §|
    K1aP1S1 paragraph: |B.
K2 chapter: 2 kap.|Två
  K2P1 section: 1 §|
    K2P1S1 paragraph: |C.`,
		},
		{
			"provisions of several acts", blocks("1 § A.", "Övergångsbestämmelser", "2020:1", "1. Lagen träder i kraft den 1 juli 2020.", "2021:5", "Denna lag träder i kraft den 1 juli 2021."), `
P1 section: 1 §|
  P1S1 paragraph: |A.
 transitional: |Övergångsbestämmelser
  L2020:1 provision: 2020:1|
     number-list: |
      L2020:1N1 item: 1.|Lagen träder i kraft den 1 juli 2020.
  L2021:5 provision: 2021:5|
    L2021:5S1 paragraph: |Denna lag träder i kraft den 1 juli 2021.`,
		},
		{
			"articles that stand in two appendices are cited with them", blocks("1 § A.", "Bilaga 1", "Artikel 1", "Ett.", "Artikel 2", "Två.", "Bilaga 2", "Artikel 1", "Tre."), `
P1 section: 1 §|
  P1S1 paragraph: |A.
B1 appendix: Bilaga 1|
  B1A1 article: Artikel 1|
    B1A1S1 paragraph: |Ett.
  A2 article: Artikel 2|
    A2S1 paragraph: |Två.
B2 appendix: Bilaga 2|
  B2A1 article: Artikel 1|
    B2A1S1 paragraph: |Tre.`,
		},
		{
			"a chapter that has been repealed", blocks("1 kap. Ett", "1 § A.", "2 kap. Har upphävts genom lag (2011:5).", "3 kap. Tre", "1 § C."), `
K1 chapter: 1 kap.|Ett
  K1P1 section: 1 §|
    K1P1S1 paragraph: |A.
K2 chapter: 2 kap.|Har upphävts genom lag (2011:5).
K3 chapter: 3 kap.|Tre
  K3P1 section: 1 §|
    K3P1S1 paragraph: |C.`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n")+"\n", outline(parse(t, test.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestDoubtIsToldWithItsPlace lists what is wrong with texts, and where.
func TestDoubtIsToldWithItsPlace(t *testing.T) {
	for _, test := range []struct {
		name, text string
		code       statute.Code
		at         string
	}{
		{"a chapter that goes backwards", blocks("2 kap. Två", "1 § A.", "1 kap. Ett", "2 § B."), statute.ChapterBackwards, "5:1"},
		{"a section that stands twice", blocks("1 § A.", "2 § B.", "2 § C."), statute.SectionRepeated, "5:1"},
		{"a scanner's l", blocks("1 § A.", "l § Lagen gäller."), statute.DirtyText, "3:1"},
		{"a dollar for a section sign", blocks("1 § A.", "2 $ Lagen gäller."), statute.DirtyText, "3:1"},
		{"a lost character", blocks("1 § Lagen g\ufffdller."), statute.DirtyText, "1:12"},
		{"a day that is none", blocks("1 § /Träder i kraft I:2024-02-30/\nA."), statute.BadDate, "1:5"},
		{"a day that computers write", blocks("1 § /Träder i kraft I:0001-01-01/\nA."), statute.BadDate, "1:5"},
		{"a condition of another kind", blocks("1 § /Träder i kraft I:den dag riksdagen bestämmer/\nA."), statute.UnknownCondition, "1:5"},
		{"a mark that nothing follows", blocks("1 § A.", "/Träder i kraft I:2024-01-01/"), statute.BadMark, "3:1"},
		{"a word cut at a line end", "1 § Lagen om ut-\nbildning.\n", statute.DoubtfulHyphen, "2:1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := parse(t, test.text)
			if len(s.Problems) != 1 || s.Problems[0].Code != test.code || s.Problems[0].At.String() != test.at {
				t.Errorf("%v, want %s at %s in\n%s", s.Problems, test.code, test.at, outline(s))
			}
		})
	}
	for name, text := range map[string]string{"a control character": "1 § A.\n\n2 § \x01", "not UTF-8": "1 § L\xe4g"} {
		if s, err := statute.Parse(text, statute.Options{}); err == nil || s != nil {
			t.Errorf("%s was read", name)
		}
	}
}
