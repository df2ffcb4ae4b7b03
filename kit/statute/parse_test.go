package statute_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tillit-se/tillit/kit/statute"
)

// parse parses a text that must have no error.
func parse(t testing.TB, text string) *statute.Statute {
	t.Helper()
	s, err := statute.Parse(text, statute.Options{SFS: "2020:1"})
	if err != nil {
		t.Fatal(err)
	}
	checkEveryWord(t, t.Name(), s)
	return s
}

// outline writes a tree as lines "path kind: label|text", with two spaces for each level.
func outline(s *statute.Statute) string {
	var b strings.Builder
	var write func(u *statute.Unit, depth int)
	write = func(u *statute.Unit, depth int) {
		for _, child := range u.Children {
			fmt.Fprintf(&b, "%s%s %s: %s|%s", strings.Repeat("  ", depth), child.Path, child.Kind, child.Label, child.Text)
			if v := child.Validity; !v.IsZero() {
				fmt.Fprintf(&b, " (%s–%s)", v.From, v.To)
			}
			b.WriteByte('\n')
			write(child, depth+1)
		}
	}
	write(s.Root, 0)
	return b.String()
}

// blocks joins blocks with blank lines between them.
func blocks(parts ...string) string { return strings.Join(parts, "\n\n") + "\n" }

func TestStructure(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{
			"sections and their paragraphs", blocks("1 § Ett.", "Två.", "2 a § Tre."), `
P1 section: 1 §|
  P1S1 paragraph: |Ett.
  P1S2 paragraph: |Två.
P2a section: 2 a §|
  P2aS1 paragraph: |Tre.`,
		},
		{
			"sections restart in each chapter", blocks("1 kap. Ett", "1 § A.", "2 kap. Två", "1 § B."), `
K1 chapter: 1 kap.|Ett
  K1P1 section: 1 §|
    K1P1S1 paragraph: |A.
K2 chapter: 2 kap.|Två
  K2P1 section: 1 §|
    K2P1S1 paragraph: |B.`,
		},
		{
			"sections that run through chapters are cited without chapter", blocks("1 kap. Ett", "1 § A.", "2 kap. Två", "2 § B."), `
K1 chapter: 1 kap.|Ett
  P1 section: 1 §|
    P1S1 paragraph: |A.
K2 chapter: 2 kap.|Två
  P2 section: 2 §|
    P2S1 paragraph: |B.`,
		},
		{
			"numbers, letters and dashes nest", blocks("1 § Lista:", "1. ett", "a) alfa", "- streck", "b) beta", "2. två", "Slut."), `
P1 section: 1 §|
  P1S1 paragraph: |Lista:
     number-list: |
      P1S1N1 item: 1.|ett
         letter-list: |
          P1S1N1Na item: a)|alfa
             dash-list: |
              P1S1N1NaN1 item: -|streck
          P1S1N1Nb item: b)|beta
      P1S1N2 item: 2.|två
  P1S2 paragraph: |Slut.`,
		},
		{
			"a list whose points have no blank lines between them", blocks("1 § Ansökan prövas om\n1. den är skriftlig,\n2. den är undertecknad."), `
P1 section: 1 §|
  P1S1 paragraph: |Ansökan prövas om
     number-list: |
      P1S1N1 item: 1.|den är skriftlig,
      P1S1N2 item: 2.|den är undertecknad.`,
		},
		{
			"a wrapped citation is no section", blocks("7 § Detta gäller enligt\n8 § Aktiebolagslagen och\n3 § första stycket."), `
P7 section: 7 §|
  P7S1 paragraph: |Detta gäller enligt 8 § Aktiebolagslagen och 3 § första stycket.`,
		},
		{
			"a section straight after the one before", blocks("7 § Straffet är böter.\n7 a § Den som begår brott döms."), `
P7 section: 7 §|
  P7S1 paragraph: |Straffet är böter.
P7a section: 7 a §|
  P7aS1 paragraph: |Den som begår brott döms.`,
		},
		{
			"a part with its title below", blocks("FÖRSTA AVDELNINGEN", "INLEDANDE BESTÄMMELSER", "1 kap. Ett", "1 § A.", "ANDRA AVDELNINGEN", "SÄRSKILT", "2 kap. Två", "1 § B."), `
Avd1 part: FÖRSTA AVDELNINGEN|INLEDANDE BESTÄMMELSER
  K1 chapter: 1 kap.|Ett
    K1P1 section: 1 §|
      K1P1S1 paragraph: |A.
Avd2 part: ANDRA AVDELNINGEN|SÄRSKILT
  K2 chapter: 2 kap.|Två
    K2P1 section: 1 §|
      K2P1S1 paragraph: |B.`,
		},
		{
			"a table of contents is text", blocks("1 kap. Inledning", "1 § Innehållet är", "2 kap. Talan", "3 kap. Straff", "2 § A.", "2 kap. Talan", "1 § B.", "3 kap. Straff", "1 § C."), `
K1 chapter: 1 kap.|Inledning
  K1P1 section: 1 §|
    K1P1S1 paragraph: |Innehållet är
    K1P1S2 paragraph: |2 kap. Talan
    K1P1S3 paragraph: |3 kap. Straff
  K1P2 section: 2 §|
    K1P2S1 paragraph: |A.
K2 chapter: 2 kap.|Talan
  K2P1 section: 1 §|
    K2P1S1 paragraph: |B.
K3 chapter: 3 kap.|Straff
  K3P1 section: 1 §|
    K3P1S1 paragraph: |C.`,
		},
		{
			"transitional provisions by act, and an appendix", blocks("1 § A.", "Övergångsbestämmelser", "2020:1", "1. Lagen träder i kraft.", "2. Äldre mål.", "Bilaga 1", "En förteckning."), `
P1 section: 1 §|
  P1S1 paragraph: |A.
 transitional: |Övergångsbestämmelser
  L2020:1 provision: 2020:1|
     number-list: |
      L2020:1N1 item: 1.|Lagen träder i kraft.
      L2020:1N2 item: 2.|Äldre mål.
B1 appendix: Bilaga 1|
  B1S1 paragraph: |En förteckning.`,
		},
		{
			"articles of a treaty", blocks("Artikel 1", "Tillämpning", "Artikel 2", "1. Ett.", "2. Två."), `
A1 article: Artikel 1|
  A1R1 heading: |Tillämpning
A2 article: Artikel 2|
   number-list: |
    A2N1 item: 1.|Ett.
    A2N2 item: 2.|Två.`,
		},
		{
			"subsections of older acts", blocks("3 § 1 mom. Ett.", "2 mom. Två.", "Mer."), `
P3 section: 3 §|
  P3O1 subsection: 1 mom.|
    P3O1S1 paragraph: |Ett.
  P3O2 subsection: 2 mom.|
    P3O2S1 paragraph: |Två.
    P3O2S2 paragraph: |Mer.`,
		},
		{
			"the section sign before the number", blocks("§ 1.", "Stiftelsen har till uppgift.", "§ 2.", "Styrelsen."), `
P1 section: § 1.|
  P1S1 paragraph: |Stiftelsen har till uppgift.
P2 section: § 2.|
  P2S1 paragraph: |Styrelsen.`,
		},
		{
			"Markdown", blocks("# Lag om x", "## Rubrik", "### 1 §", "Text."), `
 header: #|Lag om x
R1 heading: ##|Rubrik
P1 section: 1 §|
  P1S1 paragraph: |Text.`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n")+"\n", outline(parse(t, test.text))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTablesKeepTheirColumns(t *testing.T) {
	s := parse(t, blocks("1 § Avgifter:", "Ärende                 Avgift", "Ansökan om\ntillstånd              500 kr", "                       600 kr", "2 § Slut."))
	var rows []string
	for u := range s.Root.All() {
		if u.Kind != statute.Row {
			continue
		}
		row := ""
		for _, cell := range u.Children {
			row += cell.Ordinal + "=" + cell.Text + ";"
		}
		rows = append(rows, row)
	}
	want := []string{"0=Ärende;1=Avgift;", "0=Ansökan om tillstånd;1=500 kr;", "1=600 kr;"}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	if len(s.Find("P2")) != 1 {
		t.Error("the table swallowed 2 §")
	}
}

func TestHeadingsHaveLevels(t *testing.T) {
	s := parse(t, blocks("1 kap. A", "Allmänt", "Syfte", "1 § X.", "Avvikelser", "2 § Y.", "2 kap. B", "Särskilt", "1 § Z."))
	levels := ""
	for u := range s.Root.All() {
		if u.Kind == statute.Heading {
			levels += fmt.Sprint(u.Text, " ", u.Level, ";")
		}
	}
	if levels != "Allmänt 1;Syfte 2;Avvikelser 2;Särskilt 1;" {
		t.Error(levels)
	}
}

func TestChangeNotesAndNotices(t *testing.T) {
	s := parse(t, blocks("1 § Text. Lag (2010:800).", "2 § Har upphävts genom lag (2011:5).", "3 § Har betecknats 4 § genom förordning (2012:7).", "4 § Oändrad."))
	if note := s.Find("P1")[0].Note; note == nil || note.SFS != "2010:800" || note.Type != "Lag" {
		t.Errorf("note of 1 §: %+v", note)
	}
	if gone := s.Find("P2")[0].Gone; gone == nil || gone.By != "2011:5" || gone.Renumbered != "" {
		t.Errorf("2 §: %+v", gone)
	}
	if gone := s.Find("P3")[0].Gone; gone == nil || gone.By != "2012:7" || gone.Renumbered != "4" {
		t.Errorf("3 §: %+v", gone)
	}
	if u := s.Find("P4")[0]; u.Note != nil || u.Gone != nil {
		t.Errorf("4 §: %+v", u)
	}
	if got := s.Target(s.Find("P1S1")[0]); got != "sfs/2020:1#P1S1" {
		t.Error(got)
	}
}

func TestHyphensAtLineEnds(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"tillsyns-\nmyndigheten och tillsynsmyndigheten", "tillsynsmyndigheten och tillsynsmyndigheten"},
		{"icke-\nstatlig och icke-statlig", "icke-statlig och icke-statlig"},
		{"mark-\noch grundarbeten", "mark- och grundarbeten"},
		{"november-\ndecember", "november-december"},
		{"EU-\nförordningen", "EU-förordningen"},
		{"2-\n5 §§", "2-5 §§"},
	} {
		s := parse(t, test.text)
		if got := s.Root.Children[0].Text; got != test.want || len(s.Problems) > 0 {
			t.Errorf("%q: got %q, problems %v", test.text, got, s.Problems)
		}
	}
	s := parse(t, "ut-\nbildning")
	if s.Root.Children[0].Text != "utbildning" || len(s.Problems) != 1 || s.Problems[0].Code != statute.DoubtfulHyphen {
		t.Errorf("without a witness: %q, %v", s.Root.Children[0].Text, s.Problems)
	}
}

func TestTermsThatAreDefined(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{blocks("1 § I denna lag avses med", "abonnent: den som har avtal,"), "abonnent;"},
		{blocks("1 § I lagen betyder", "1. bank: ett företag,", "2. fond: en tillgång."), "bank;fond;"},
		{blocks("1 § Med detaljhandel avses i denna lag försäljning."), "detaljhandel;"},
		{blocks("1 § Inteckning får dödas (dödning). Mer."), "dödning;"},
		{blocks("1 § Den som stjäl, döms för stöld till fängelse."), "stöld;"},
		{blocks("1 § För miljöbrott döms till böter."), "miljöbrott;"},
		{blocks("1 § Den som dröjer (se 2 §) ska betala."), ""},
	} {
		got := ""
		for u := range parse(t, test.text).Root.All() {
			for _, term := range u.Terms {
				got += u.Text[term.Start:term.End] + ";"
			}
		}
		if got != test.want {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}
