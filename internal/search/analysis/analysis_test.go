package analysis_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/search/analysis"
)

func parts(text string) []string {
	var out []string
	for _, w := range analysis.Tokenize(text) {
		for _, p := range w.Parts {
			out = append(out, p.Text)
		}
		if w.Joined != "" {
			out = append(out, "="+w.Joined)
		}
	}
	return out
}

func TestWordsAreCutAsAReaderWouldCutThem(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"å ä ö é are letters of their own", "Åtgärder på kafé", "åtgärder på kafé"},
		{"decomposed letters are composed", "a\u030atga\u0308rd", "åtgärd"},
		{"a hyphenated word is whole and parts", "AI-lösning", "ai lösning =ailösning"},
		{"a non-breaking hyphen is a hyphen", "e‑tjänst", "e tjänst =etjänst"},
		{"a word left hanging loses its hyphen", "offentlighets- och sekretesslagen", "offentlighets och sekretesslagen"},
		{"an SFS number is one token", "lagen (2017:900)", "lagen 2017 900 =2017:900"},
		{"a diarienummer is one token", "dnr I2021/01825.", "dnr i2021 01825 =i2021/01825"},
		{"a diarienummer with hyphens", "KS-2023-0123", "ks 2023 0123 =ks-2023-0123"},
		{"och/eller is two words", "och/eller", "och eller"},
		{"the genitive of an abbreviation is dropped", "SKR:s och EU:s", "skr och eu"},
		{"a sentence end is no joiner", "klart.Nästa år 2.3", "klart nästa år 2 3 =2.3"},
		{"an apostrophe ends the word that counts", "the system’s role", "the system role"},
		{"invalid UTF-8 separates", "a\xffb", "a b"},
		{"nothing but signs", "?! — … §", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := strings.Join(parts(tc.text), " "); got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

func TestAllFormsOfASwedishWordShareOneTerm(t *testing.T) {
	a := analysis.New(analysis.Base())
	for _, forms := range []string{
		"beslut beslutet besluten beslutets",
		"skola skolan skolor skolans skolorna",
		"kvalitet kvaliteten kvaliteter",
		"kostnad kostnaden kostnader kostnadens",
		"analys analysen analyser",
		"myndighet myndigheten myndigheter myndigheternas",
		"ansikte ansiktet ansikten ansiktets",
		"ärende ärendet ärenden ärendena",
		"leverans leveransen leveranser",
		"kurs kursen kurser",
		"marknad marknaden",
		"organ organet organen",
		"användare användaren användarnas",
		"åtgärd åtgärden åtgärderna",
		"system systemet systemens",
		"universitet universitetet",
		"månad månaden månader",
		"region regionerna",
		"intelligens intelligensen",
		"konsekvens konsekvensen konsekvenser",
		"kompetens kompetensen kompetenser",
		"licens licensen licenser",
		"kommun kommunen kommuner kommunernas",
		"handläggare handläggaren handläggarna",
		"uppgift uppgiften uppgifter uppgifterna",
		"personuppgift personuppgifter personuppgifterna",
		"behandling behandlingen behandlingar",
		"modell modellen modeller modellerna",
		"tillstånd tillståndet tillstånden tillståndets",
		"ansökan ansökans",
		"bedömning bedömningen bedömningar bedömningarna",
		"risk risken risker riskerna",
		"lag lagen lagar lagarna lagens",
		"förordning förordningen förordningar",
		"bestämmelse bestämmelsen bestämmelser",
		"tjänst tjänsten tjänster tjänsterna",
		"verksamhet verksamheten verksamheter",
		"säkerhet säkerheten",
		"möjlighet möjligheten möjligheter",
		"avgift avgiften avgifter",
		"bidrag bidraget bidragen",
		"elev eleven elever elevernas",
		"patient patienten patienter",
		"robot roboten robotar robotarna",
		"bild bilden bilder bilderna",
		"text texten texter texterna",
		"språk språket språken",
		"väg vägen vägar vägarna",
		"bil bilen bilar bilarna",
	} {
		words := strings.Fields(forms)
		for _, w := range words[1:] {
			if got, want := a.Term(analysis.Swedish, w), a.Term(analysis.Swedish, words[0]); got != want {
				t.Errorf("%s gives %q, %s gives %q", w, got, words[0], want)
			}
		}
	}
}

func TestWordsOfDifferentMeaningKeepApart(t *testing.T) {
	a := analysis.New(analysis.Base())
	for _, pair := range [][2]string{
		{"år", "ar"},
		{"får", "far"},
		{"kön", "kon"},
		{"internet", "intern"},
		{"läkare", "lakare"},
		{"idé", "ide"},
		{"verksamhet", "verk"},
		{"hot", "höt"},
		{"asfalt", "asfal"},
		{"miljö", "miljon"},
		{"ekonomi", "ekonom"},
		{"korn", "kor"},
		{"horn", "hor"},
		{"barn", "bar"},
		{"samma", "sam"},
		{"staten", "sta"},
		{"kön", "kö"},
	} {
		if a.Term(analysis.Swedish, pair[0]) == a.Term(analysis.Swedish, pair[1]) {
			t.Errorf("%s and %s share a term", pair[0], pair[1])
		}
	}
}

func TestCompoundsAreSplitWhereTheirWordsMeet(t *testing.T) {
	a := analysis.New(analysis.Base())
	stems := func(words ...string) []string {
		for i, w := range words {
			words[i] = a.Term(analysis.Swedish, w)
		}
		return words
	}
	for word, want := range map[string][]string{
		"ansiktsigenkänning":       stems("ansikte", "igenkänning"),
		"parkeringstillståndet":    stems("parkering", "tillstånd"),
		"dataskyddsombud":          stems("data", "skydd", "ombud"),
		"personuppgiftsbehandling": stems("person", "uppgift", "behandling"),
		"hälsovård":                stems("hälsa", "vård"),
		"kyrkovård":                stems("kyrka", "vård"),
		"gatuhandel":               stems("gata", "handel"),
		"skolverket":               stems("skola", "verk"),
		"taligenkänning":           stems("tal", "igenkänning"),
		"bildanalysen":             stems("bild", "analys"),
		"livsmedelskontroll":       stems("livsmedel", "kontroll"),
		"upphandlingsmyndigheten":  stems("upphandling", "myndighet"),
		"föreskrifterna":           nil,
		"information":              nil,
		"verksamheten":             nil,
		"överklagande":             nil,
		"tillståndet":              nil,
		"ekonomiskt":               nil,
		"alternativ":               nil,
	} {
		if diff := cmp.Diff(want, a.Leaves(word)); diff != "" {
			t.Errorf("%s: -want +got\n%s", word, diff)
		}
	}
}

func TestTheLexiconLearnsFromTexts(t *testing.T) {
	l := analysis.NewLearner()
	if got := l.Lexicon().Split("glasögonorm"); got != nil {
		t.Fatalf("split before learning: %v", got)
	}
	for range 2 {
		l.Add("Korallen och en orm. Korall växer i haven, en glasögonaffär och ett par glasögon.")
		l.Add("Elever bygger terrarium.")
		l.Add("terrarium med korall")
	}
	if got := l.Lexicon().Split("korallterrarium"); len(got) != 2 {
		t.Errorf("not split after learning: %v", got)
	}
}

func TestALexiconSurvivesBeingWrittenAndRead(t *testing.T) {
	want := analysis.Base()
	var b bytes.Buffer
	if _, err := want.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	got, err := analysis.ReadLexicon(&b)
	if err != nil {
		t.Fatal(err)
	}
	if got.Hash() != want.Hash() || got.Len() != want.Len() {
		t.Errorf("got %s (%d), want %s (%d)", got.Hash(), got.Len(), want.Hash(), want.Len())
	}
	if _, err := analysis.ReadLexicon(strings.NewReader("ord 1\nord utan tal\n")); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("a broken line gives %v", err)
	}
}

func TestPositionsLetAHyphenatedWordMatchItsTwoWords(t *testing.T) {
	a := analysis.New(analysis.Base())
	var got []int
	for _, tok := range a.Terms(analysis.Swedish, "en AI-lösning här", nil) {
		if !tok.Whole {
			got = append(got, tok.Pos)
		}
	}
	if !slices.Equal(got, []int{1, 2, 3, 4}) {
		t.Errorf("positions %v", got)
	}
}

func TestFoldTakesMarksAway(t *testing.T) {
	for word, want := range map[string]string{"årsredovisning": "arsredovisning", "idé": "ide", "smörgås": "smorgas", "abc": "abc"} {
		if got := analysis.Fold(word); got != want {
			t.Errorf("%s: %s", word, got)
		}
	}
}

func TestTokensPointIntoTheText(t *testing.T) {
	a := analysis.New(analysis.Base())
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`([a-zåäöA-ZÅÄÖ]{1,9}[-:/. '’]?[0-9]{0,4} ?){0,8}`)).Draw(t, "text")
		checkTokens(t, a, text)
	})
}

type failer interface {
	Errorf(format string, args ...any)
}

func checkTokens(t failer, a *analysis.Analyzer, text string) {
	last := 0
	for _, w := range analysis.Tokenize(text) {
		if w.Start < last || w.End <= w.Start || w.End > len(text) {
			t.Errorf("word %+v out of place in %q", w, text)
		}
		last = w.End
		for _, p := range w.Parts {
			if p.Start < w.Start || p.End > w.End || p.Text == "" || !utf8.ValidString(p.Text) {
				t.Errorf("part %+v outside %+v", p, w)
			}
			if !norm.NFC.IsNormalString(p.Text) || strings.ContainsFunc(p.Text, unicode.IsSpace) {
				t.Errorf("part %q is not normalised", p.Text)
			}
		}
	}
	for _, lang := range analysis.Langs() {
		for _, tok := range a.Terms(lang, text, func(string, []string) {}) {
			if tok.Term == "" {
				t.Errorf("empty term in %q", text)
			}
		}
	}
}

func TestTheFormOfLettersDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-zåäöé]{1,20}`).Draw(t, "word")
		for _, form := range []string{norm.NFD.String(word), strings.ToUpper(word), norm.NFD.String(strings.ToUpper(word))} {
			if got := parts(form); !slices.Equal(got, []string{word}) {
				t.Fatalf("%q gives %q, want %q", form, got, word)
			}
		}
	})
}

func FuzzTokenize(f *testing.F) {
	for _, s := range []string{"", "I2021/01825", "SKR:s", "a-b-c-", "\xff\xfe", "‑‑", "é\u0301", strings.Repeat("ö", 200), "İstanbul"} {
		f.Add(s)
	}
	a := analysis.New(analysis.Base())
	f.Fuzz(func(t *testing.T, text string) { checkTokens(t, a, text) })
}
