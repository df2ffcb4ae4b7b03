package analysis_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/search/analysis"
)

// TestVerbsAndAdjectivesShareOneTermInMostForms lists words of administration in the forms that titles and summaries have. The forms of a line share one term.
func TestVerbsAndAdjectivesShareOneTermInMostForms(t *testing.T) {
	a := analysis.New(analysis.Base())
	for _, forms := range []string{
		"offentlig offentliga offentligt", "digital digitala digitalt", "automatisk automatiska automatiskt", "säker säkra", "social sociala socialt",
		"rättslig rättsliga rättsligt", "teknisk tekniska tekniskt", "kommunal kommunala kommunalt", "statlig statliga statligt", "medicinsk medicinska medicinskt",
		"granska granskar", "besluta beslutar", "hantera hanterar", "utveckla utvecklar", "bedöma bedömer",
		"granskning granskningen granskningar granskningarnas", "utredning utredningen utredningens", "prövning prövningen prövningar",
		"upphandling upphandlingen upphandlingar", "tillämpning tillämpningen tillämpningar", "planering planeringen planeringens",
		"myndighet myndighetens myndigheters", "domstol domstolen domstolar domstolens", "nämnd nämnden nämnder nämndernas", "styrelse styrelsen styrelser styrelsens",
		"handling handlingen handlingar handlingarna", "sekretess sekretessen", "avtal avtalet avtalen avtalens", "villkor villkoret villkoren", "krav kravet kraven",
		"projekt projektet projekten projektens", "register registret", "algoritm algoritmen algoritmer algoritmerna", "metod metoden metoder", "rapport rapporten rapporter",
		"barn barnet barnen barnens", "vård vården vårdens", "sjukhus sjukhuset sjukhusen", "kö kön", "ansvar ansvaret", "rutin rutinen rutiner", "larm larmet larmen",
		"kamera kameran kameror kamerorna", "trafik trafiken", "vatten vattnet", "energi energin", "dokument dokumentet dokumenten", "mall mallen mallar",
		"digital digitala digitalt", "lokal lokala lokalt", "generell generella generellt", "effektiv effektiva effektivt", "hållbar hållbara hållbart",
		"gemensam gemensamma gemensamt", "villkor villkoret villkoren villkorets", "kontor kontoret kontoren kontors", "resultat resultatet resultaten resultatens",
		"apparat apparaten apparater apparaterna", "motor motorn motorer motorerna motorernas", "faktor faktorn faktorer", "dator datorn datorer datorns",
		"ekonomi ekonomin ekonomins", "energi energin", "strategi strategin strategier strategierna", "kategori kategorin kategorier", "policy policyn policyns",
		"miljö miljön miljöer miljöns", "maskin maskinen maskiner maskinerna", "rutin rutinen rutiner", "termin terminen", "medborgare medborgaren medborgares",
		"tillsyn tillsynen tillsynens", "vetekorn vetekornet", "formulär formuläret", "papper papperet", "sektor sektorn sektorer sektors", "format formatet formaten", "klimat klimatet",
		"röst rösten röster", "taltjänst taltjänsten", "chattrobot chattroboten chattrobotar", "översättning översättningen översättningar",
	} {
		words := strings.Fields(forms)
		same := 0
		for _, w := range words[1:] {
			if a.Term(analysis.Swedish, w) == a.Term(analysis.Swedish, words[0]) {
				same++
			}
		}
		if known := knownMisses()[words[0]]; len(words)-1-same != known {
			t.Errorf("%s: %d of %d forms miss, not %d", forms, len(words)-1-same, len(words)-1, known)
		}
	}
}

// knownMisses are forms that the stemmer does not join, counted so that it shows when one more, or one less, does.
func knownMisses() map[string]int {
	return map[string]int{"säker": 1, "register": 1, "kö": 1, "vatten": 1}
}

func TestEnglishWordsAreStemmedAsEnglish(t *testing.T) {
	a := analysis.New(analysis.Base())
	for _, forms := range []string{"system systems", "decision decisions", "recognise recognised recognising", "authority authorities", "assessment assessments", "model models", "apply applied applies"} {
		words := strings.Fields(forms)
		for _, w := range words[1:] {
			if a.Term(analysis.English, w) != a.Term(analysis.English, words[0]) {
				t.Errorf("%s and %s do not meet", words[0], w)
			}
		}
	}
	for _, word := range []string{"systemet", "decisions", "päätökset", "2017"} {
		if got := a.Term(analysis.Plain, word); got != word {
			t.Errorf("%s became %s without a language", word, got)
		}
	}
}

func TestTagsAreMappedToLanguagesOfTheIndex(t *testing.T) {
	for tag, want := range map[string]analysis.Lang{
		"sv": analysis.Swedish, "sv-SE": analysis.Swedish, "SV": analysis.Swedish, "en": analysis.English, "en-GB": analysis.English, "fi": analysis.Plain, "": analysis.Plain, "svx": analysis.Plain, "-sv": analysis.Plain,
	} {
		if got := analysis.LangOf(tag); got != want {
			t.Errorf("%q is %q", tag, got)
		}
	}
}

// TestCompoundsOfAdministrationAreSplit is a table of compounds and the words that a search for their parts must find them by.
func TestCompoundsOfAdministrationAreSplit(t *testing.T) {
	a := analysis.New(analysis.Base())
	for word, want := range map[string]string{
		"beslutsstöd": "beslut stöd", "riskbedömningen": "risk bedömning", "trafikövervakning": "trafik övervakning",
		"kvalitetsgranskning": "kvalitet granskning", "avgiftsbeslut": "avgift beslut", "kommunstyrelsen": "kommun styrelse", "patientsäkerhet": "patient säkerhet",
		"bildigenkänning": "bild igenkänning", "textanalys": "text analys", "språkmodell": "språk modell", "språkmodeller": "språk modell", "riskanalys": "risk analys",
		"informationssäkerhet": "information säkerhet", "upphandlingsstöd": "upphandling stöd", "bidragsansökan": "bidrag ansökan",
		"verksamhetsutveckling": "verksamhet utveckling", "ärendehantering": "ärende hantering", "dokumenthantering": "dokument hantering",
	} {
		var stems []string
		for part := range strings.FieldsSeq(want) {
			stems = append(stems, a.Term(analysis.Swedish, part))
		}
		if got := a.Leaves(word); !slices.Equal(got, stems) {
			t.Errorf("%s: %v, want %v", word, got, stems)
		}
	}
	for _, word := range []string{"kommunens", "myndigheterna", "möjligheter", "överklagas", "tillsammans", "undersökning", "framtiden", "mellanrum", "a", "", "åäö", "2017", strings.Repeat("skola", 30)} {
		if got := a.Leaves(word); len(got) != 0 {
			t.Errorf("%q is no compound, but %v", word, got)
		}
	}
}

// TestPartsOfACompoundAreThoseOfItsLeaves: the innermost parts are among all parts, in their order, and a word that is split has at least two.
func TestPartsOfACompoundAreThoseOfItsLeaves(t *testing.T) {
	a := analysis.New(analysis.Base())
	firsts := strings.Fields("ansikts parkerings dataskydds personuppgifts kommun skol hälso bild text risk besluts avgifts språk ärende")
	lasts := strings.Fields("igenkänning tillstånd ombud behandling styrelse verket vård analys modell bedömning stöd beslut hantering granskningen")
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom(firsts).Draw(t, "first") + rapid.SampledFrom(lasts).Draw(t, "last")
		parts, leaves := a.Parts(word), a.Leaves(word)
		if len(parts) == 1 || len(leaves) == 1 || (len(parts) == 0) != (len(leaves) == 0) {
			t.Fatalf("%s: parts %v, leaves %v", word, parts, leaves)
		}
		for _, leaf := range leaves {
			if !slices.Contains(parts, leaf) {
				t.Fatalf("%s: the leaf %s is not among the parts %v", word, leaf, parts)
			}
		}
		if len(parts) > 0 && parts[0] == "" {
			t.Fatalf("%s: %q", word, parts)
		}
	})
}

// TestAWordMustStandInTwoTexts: once may be a slip, however often it stands in that text.
func TestAWordMustStandInTwoTexts(t *testing.T) {
	l := analysis.NewLearner()
	l.Add("korall korall korall, terrarium och terrarium")
	if got := l.Lexicon().Split("korallterrarium"); got != nil {
		t.Errorf("after one text: %v", got)
	}
	l.Add("Korall. Terrarium!")
	if got := l.Lexicon().Split("korallterrarium"); len(got) != 2 {
		t.Errorf("after two texts: %v", got)
	}
}

// TestALexiconDoesNotDependOnTheOrderOfTexts: what is learned from the same texts is the same, and so is its serialised form.
func TestALexiconDoesNotDependOnTheOrderOfTexts(t *testing.T) {
	texts := []string{"Korallen växer.", "korall och terrarium", "Ett terrarium för koraller", "glasögon, glasögon", "AI-lösning 2017:900", "myndigheten beslutar", "Kor-all"}
	learn := func(texts []string) *analysis.Lexicon {
		l := analysis.NewLearner()
		for _, text := range texts {
			l.Add(text)
		}
		return l.Lexicon()
	}
	want := learn(texts)
	if want.Hash() == analysis.Base().Hash() {
		t.Fatal("nothing was learned")
	}
	rapid.Check(t, func(t *rapid.T) {
		got := learn(rapid.Permutation(texts).Draw(t, "order"))
		var a, b bytes.Buffer
		if _, err := want.WriteTo(&a); err != nil {
			t.Fatal(err)
		}
		if n, err := got.WriteTo(&b); err != nil || n != int64(b.Len()) {
			t.Fatalf("%d bytes of %d, %v", n, b.Len(), err)
		}
		if got.Hash() != want.Hash() || a.String() != b.String() {
			t.Fatalf("%s and %s", got.Hash(), want.Hash())
		}
	})
}

func TestALexiconThatCannotBeReadOrWrittenSaysWhere(t *testing.T) {
	for text, line := range map[string]string{
		"ord": "line 1", "a 1\nb x\n": "line 2", "a 1\n\n": "line 2", " 5\n": "line 1", "a -1\n": "line 1", "a 1\nb 2\n\xff 3\n": "line 3", "a 99999999999\n": "line 1",
	} {
		if _, err := analysis.ReadLexicon(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), line) {
			t.Errorf("%q gives %v, not %s", text, err, line)
		}
	}
	full := errors.New("full")
	if _, err := analysis.Base().WriteTo(failing{full}); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestIndexAndQueryAgree is what search rests on: a word has the same term wherever it stands in a text.
func TestIndexAndQueryAgree(t *testing.T) {
	a := analysis.New(analysis.Base())
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.OneOf(rapid.StringMatching(`[a-zåäö]{1,16}`), rapid.StringMatching(`[A-ZÅÄÖ][a-zåäö]{1,14}`), rapid.StringMatching(`[1-9][0-9]{3}:[1-9][0-9]{0,3}`)).Draw(t, "word")
		lang := rapid.SampledFrom(analysis.Langs()).Draw(t, "lang")
		alone := a.Terms(lang, word, nil)
		before := rapid.SampledFrom([]string{"", "Ett ", "(", "— ", "och, "}).Draw(t, "before")
		after := rapid.SampledFrom([]string{"", ".", ", sedan", ") och", "?!"}).Draw(t, "after")
		var within []string
		for _, token := range a.Terms(lang, before+word+after, nil) {
			if token.Start >= len(before) && token.End <= len(before)+len(word) {
				within = append(within, token.Term)
			}
		}
		var terms []string
		for _, token := range alone {
			terms = append(terms, token.Term)
		}
		if !slices.Equal(terms, within) {
			t.Fatalf("%q is %v alone and %v in %q", word, terms, within, before+word+after)
		}
	})
}

// TestAnAnalyzerForgetsNothingWhenItsCacheIsEmptied asks for more words than are remembered, from several goroutines.
func TestAnAnalyzerForgetsNothingWhenItsCacheIsEmptied(t *testing.T) {
	a := analysis.New(analysis.Base())
	want := a.Term(analysis.Swedish, "beslutet")
	var all sync.WaitGroup
	for g := range 4 {
		all.Go(func() {
			for i := range 9_000 {
				a.Term(analysis.Swedish, fmt.Sprintf("ord%dx%d", g, i))
			}
			if got := a.Term(analysis.Swedish, "beslutet"); got != want {
				t.Errorf("%q, then %q", want, got)
			}
		})
	}
	all.Wait()
	if got := a.Parts("parkeringstillstånd"); len(got) != 2 {
		t.Errorf("%v", got)
	}
}

func TestWordsThatAreTooLongAreCutAlikeAndBetweenLetters(t *testing.T) {
	for _, letter := range []string{"a", "å", "ﬁ", "\U0001D4D0"} {
		long := "b" + strings.Repeat(letter, 200)
		first, second := parts(long), parts(long+letter)
		if len(first) != 1 || !slices.Equal(first, second) || len(first[0]) > 96 || !utf8.ValidString(first[0]) || len(first[0]) < 90 || !strings.HasPrefix(strings.ToLower(long), first[0]) {
			t.Errorf("%q… is cut to %q and %q", letter, first, second)
		}
	}
}
