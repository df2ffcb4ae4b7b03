package statute_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/statute"
)

func tree(t *testing.T, text string, options statute.TreeOptions) string {
	t.Helper()
	var b bytes.Buffer
	if err := parse(t, text).WriteTree(&b, options); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(strings.TrimPrefix(b.String(), "<Forfattning>\n"), "</Forfattning>\n")
}

func TestTrees(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"what is gone has no id", blocks("1 kap. A", "1 § Har upphävts genom lag (2001:2).", "2 § B."), `
  <Kapitel id="K1" ordinal="1" rubrik="1 kap. A">
    <UpphavdParagraf ordinal="1">1 § Har upphävts genom lag (2001:2).</UpphavdParagraf>
    <Paragraf id="K1P2" ordinal="2">
      <Stycke id="K1P2S1">
        <str>B.</str>
      </Stycke>
    </Paragraf>
  </Kapitel>
`},
		{"signs of XML are escaped", blocks(`1 § A < B & "C" > D.`), `
  <Paragraf id="P1" ordinal="1">
    <Stycke id="P1S1">
      <str>A &lt; B &amp; "C" &gt; D.</str>
    </Stycke>
  </Paragraf>
`},
		{"an article that no heading follows is a paragraph", blocks("Artikel 1", "1. Ett."), `
  <Stycke id="S1">
    <str>Artikel 1</str>
    <NumreradLista>
      <Listelement id="S1N1" ordinal="1">
        <str>Ett.</str>
      </Listelement>
    </NumreradLista>
  </Stycke>
`},
		{"provisions of no act are those of the act itself", blocks("1 § A.", "Övergångsbestämmelser", "Lagen träder i kraft nu."), `
  <Paragraf id="P1" ordinal="1">
    <Stycke id="P1S1">
      <str>A.</str>
    </Stycke>
  </Paragraf>
  <Overgangsbestammelser rubrik="Övergångsbestämmelser">
    <Overgangsbestammelse sfsnr="2020:1">
      <Stycke>
        <str>Lagen träder i kraft nu.</str>
      </Stycke>
    </Overgangsbestammelse>
  </Overgangsbestammelser>
`},
		{"an appendix with its time", blocks("1 § A.", "Bilaga 1 /Träder i kraft I:2030-01-01/", "En förteckning."), `
  <Paragraf id="P1" ordinal="1">
    <Stycke id="P1S1">
      <str>A.</str>
    </Stycke>
  </Paragraf>
  <Bilaga id="B1" rubrik="Bilaga 1" ikrafttrader="datetime.datetime(2030, 1, 1, 0, 0)">
    <Stycke id="B1S1">
      <str>En förteckning.</str>
    </Stycke>
  </Bilaga>
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := "\n" + tree(t, test.text, statute.TreeOptions{})
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTreesHoldTermsAndLinks(t *testing.T) {
	options := statute.TreeOptions{Host: "https://example.org/", TermHost: "https://example.org/term/", Links: func(_ *statute.Unit, text string) []statute.TreeLink {
		if at := strings.Index(text, "3 §"); at >= 0 {
			return []statute.TreeLink{{Start: at, End: at + len("3 §"), Target: "sfs/2020:1#P3"}}
		}
		return nil
	}}
	want := `  <Paragraf id="P1" ordinal="1">
    <Stycke id="P1S1">
      <str>Med </str>
      <LinkSubject predicate="dcterms:subject" uri="https://example.org/term/Avgift">avgift</LinkSubject>
      <str> avses i denna lag avgift enligt </str>
      <LinkSubject predicate="dcterms:references" uri="https://example.org/sfs/2020:1#P3">3 §</LinkSubject>
      <str>. </str>
      <LinkSubject predicate="dcterms:references" uri="https://example.org/sfs/2020:1#L2021:2">Lag (2021:2).</LinkSubject>
    </Stycke>
  </Paragraf>
`
	if diff := cmp.Diff(want, tree(t, "1 § Med avgift avses i denna lag avgift enligt 3 §. Lag (2021:2).", options)); diff != "" {
		t.Error(diff)
	}
}

func TestWordingsThatHaveCeasedHaveNoIds(t *testing.T) {
	text := blocks("1 § /Upphör att gälla U:2020-01-01/\nGammal.")
	if got := tree(t, text, statute.TreeOptions{At: date.Must(2020, 1, 1)}); strings.Contains(got, " id=") {
		t.Error(got)
	}
	if got := tree(t, text, statute.TreeOptions{At: date.Must(2019, 12, 31)}); !strings.Contains(got, ` id="P1"`) {
		t.Error(got)
	}
}

func TestJSONLeavesOutWhatIsNotThere(t *testing.T) {
	data, err := json.Marshal(parse(t, "1 § A. Lag (2021:2)."))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"work":{"sfs":"2020:1"},"text":{"kind":"root","children":[{"kind":"section","ordinal":"1","path":"P1","label":"1 §",` +
		`"spans":[{"start":0,"end":4}],"note":{"type":"Lag","sfs":"2021:2"},"children":[{"kind":"paragraph","path":"P1S1","text":"A. Lag (2021:2).",` +
		`"spans":[{"start":5,"end":21}],"note":{"type":"Lag","sfs":"2021:2"}}]}]}}`
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Error(diff)
	}
}

func TestHeadersTellAboutTheWork(t *testing.T) {
	for name, text := range map[string]string{
		"lines": "SFS nr: 2009:400\nDepartement/myndighet: Justitiedepartementet L6\nUtfärdad: 2009-05-20\nÄndrad: t.o.m. SFS 2025:1\n" +
			"Upphävd: 2030-01-01\n\n1 § A.\n",
		"front matter": "---\nbeteckning: 2009:400\nrubrik: \"Lag om x\"\ndepartement: Justitiedepartementet L6\nutfardad_datum: 2009-05-20\n" +
			"upphor_datum: 2030-01-01\n---\n\n# Lag om x\n\n## 1 §\n\nA.\n",
	} {
		s, err := statute.Parse(text, statute.Options{})
		if err != nil {
			t.Fatal(err)
		}
		checkEveryWord(t, name, s)
		w := s.Work
		if w.SFS != "2009:400" || w.Department != "Justitiedepartementet L6" || w.Issued != date.Must(2009, 5, 20) ||
			w.Validity.To.Date != date.Must(2030, 1, 1) {
			t.Errorf("%s: %+v", name, w)
		}
		if len(s.Find("P1S1")) != 1 || len(s.Problems) > 0 {
			t.Errorf("%s: %s %v", name, outline(s), s.Problems)
		}
	}
}

func TestRowsHaveTheirTime(t *testing.T) {
	s := parse(t, blocks("1 § Belopp:", "Grupp                  Kronor", "/Upphör att gälla U:2025-01-01/", "Ett                    100",
		"/Träder i kraft I:2025-01-01/", "Ett                    120", "Två                    300", "2 § Slut."))
	got := ""
	for u := range s.Root.All() {
		if u.Kind == statute.Row {
			got += u.Children[1].Text + " " + u.Validity.From.String() + "–" + u.Validity.To.String() + ";"
		}
	}
	if got != "Kronor –;100 –2025-01-01;120 2025-01-01–;300 –;" {
		t.Error(got)
	}
}

func TestLetterListsStartOverInEachPoint(t *testing.T) {
	s := parse(t, blocks("1 § Avser:", "1. ett som är", "a) x,", "b) y,", "2. två som är", "a) z."))
	if got := s.Find("P1S1N2Na"); len(got) != 1 || got[0].Text != "z." {
		t.Error(outline(s))
	}
}
