package content_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/content"
)

func TestMeasureCountsWordsLongWordsAndSentences(t *testing.T) {
	cases := map[string]struct {
		text                   string
		words, long, sentences int
	}{
		"nothing":                     {"", 0, 0, 0},
		"one sentence":                {"Katten sitter på mattan.", 4, 0, 1},
		"six letters are not long":    {"Katten myndighet", 2, 1, 1},
		"letters with marks count":    {"Överväg åtgärd.", 2, 1, 1},
		"abbreviations end nothing":   {"Vi tar t.ex. en bil. Sedan går vi.", 8, 0, 2},
		"a small letter goes on":      {"Vi frågar: vem? och när.", 5, 0, 1},
		"numbers are no words":        {"År 2026 kom 3.2 ut.", 3, 0, 1},
		"lines end sentences":         {"Rubrik\nEn rad till", 4, 0, 2},
		"a quotation may end":         {"Hon sa ”nej.” Han gick.", 5, 0, 2},
		"an address is not a word":    {"Se https://example.org/enlanglangadress nu.", 2, 0, 1},
		"a question and a full stop":  {"Vem? Jag. Du!", 3, 0, 3},
		"signs alone are no sentence": {"– . !", 0, 0, 0},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := content.Measure(c.text)
			if got != (content.Readability{Words: c.words, Long: c.long, Sentences: c.sentences}) {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestLIXIsSentenceLengthAndLongWords(t *testing.T) {
	// 10 words, 2 sentences, 3 long words: 5 + 30.
	if got := (content.Readability{Words: 10, Long: 3, Sentences: 2}).LIX(); got != 35 {
		t.Errorf("got %d", got)
	}
	if got := (content.Readability{}).LIX(); got != 0 {
		t.Errorf("got %d for nothing", got)
	}
}

func TestLIXFollowsItsDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-zåäö]{1,14}`), 1, 40).Draw(t, "words")
		text := strings.Join(words, " ") + "."
		long := 0
		for _, w := range words {
			if n := strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }); n >= 0 {
				t.Fatal("not a word")
			}
			if len([]rune(w)) > 6 {
				long++
			}
		}
		got := content.Measure(text + "\n" + text)
		if got.Words != 2*len(words) || got.Long != 2*long || got.Sentences != 2 {
			t.Fatalf("%q: %+v", text, got)
		}
		if once := content.Measure(text); once.LIX() != got.LIX() {
			t.Fatalf("twice the same text is as hard: %d, %d", once.LIX(), got.LIX())
		}
	})
}

func TestTheEmbeddedTextsAreMeasured(t *testing.T) {
	measured, err := content.Embedded().Readability()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for i, m := range measured {
		seen[m.File] = true
		if m.TooHard() {
			t.Errorf("%s in %s: %s", m.File, m.Language, m.Words())
		}
		if i > 0 && m.LIX() > measured[i-1].LIX() {
			t.Errorf("%s is not in its place", m.File)
		}
	}
	for _, file := range []string{
		"guide/need.md", "guide/need.yaml", "guide/guide.yaml",
		"instruments/trust_questions/trust_questions.yaml#security", "instruments/screening/screening.yaml#screening", "provisions/gdpr.yaml",
		"architecture/architecture.yaml", "architecture/blocks/data.yaml", "architecture/patterns.yaml", "architecture/products.yaml",
		"decisions/ai-act-duties-2.dmn",
	} {
		if !seen[file] {
			t.Errorf("%s is not measured", file)
		}
	}
}

// provisionTree is a content tree of one source with the sentence, said often enough to be measured, and a list of terms.
func provisionTree(sv, terms string) fstest.MapFS {
	var b strings.Builder
	b.WriteString("id: sfs/2017:900\ntitle: {sv: Lag, en: Act}\nabbreviation: {sv: L, en: A}\nlink: https://example.org/\n" +
		"read: {checked: \"2026-11-01\", copy: {sv: Läst., en: Read.}}\nprovisions:\n")
	for i := range 12 {
		fmt.Fprintf(&b, "  - target: sfs/2017:900#P%d\n    label: {sv: P, en: P}\n    sv: %q\n    en: \"It is so.\"\n    verification: full\n", i+1, sv)
	}
	return fstest.MapFS{
		"provisions/act.yaml": {Data: []byte(b.String())},
		"law_terms.yaml":      {Data: []byte(terms)},
	}
}

const someTerms = "terms:\n  - {sv: [personuppgift, konsekvensbedömning], en: [personal]}\n"

// hardness gives the problem of the act's Swedish text, if any.
func hardness(tree fstest.MapFS) string {
	for _, p := range content.Open(tree).Check() {
		if p.File == "provisions/act.yaml" && strings.Contains(p.Message, "in sv: LIX") {
			return p.Message
		}
	}
	return ""
}

func TestATermOfLawIsNoHardWordInAProvision(t *testing.T) {
	sv := "Gör en konsekvensbedömning när ”personuppgifterna” rör den personuppgiftsansvarige."
	if got := hardness(provisionTree(sv, someTerms)); got != "" {
		t.Errorf("the terms count as hard words: %s", got)
	}
	if hardness(provisionTree(sv, "terms: []\n")) == "" {
		t.Error("without the list the same words are not hard")
	}
}

func TestALongWindedProvisionIsStillTooHard(t *testing.T) {
	for name, sv := range map[string]string{
		"long words that are no terms": "Genomförandet förutsätter åtgärdsprogrammets fullständiga färdigställande av personuppgifter.",
		"one sentence without an end": "En personuppgift får bara sparas om den som har den kan visa att den är rätt och att den behövs och att den som den rör " +
			"vet om det och kan säga nej och att det finns en väg att gå om den inte vill att den ska vara kvar hos oss i mer än ett år.",
	} {
		t.Run(name, func(t *testing.T) {
			if hardness(provisionTree(sv, someTerms)) == "" {
				t.Error("it passes")
			}
		})
	}
}

func TestAFaultyListOfTermsIsTold(t *testing.T) {
	for list, want := range map[string]string{
		"terms:\n  - {sv: [lag], en: [statute]}\n":                 "is shorter than 5 letters",
		"terms:\n  - {sv: [Myndighet], en: [authority]}\n":         "must be one word in small letters",
		"terms:\n  - {sv: [allmän handling], en: [document]}\n":    "must be one word in small letters",
		"terms:\n  - {sv: [myndighet]}\n":                          "the term has no stem in en",
		"terms:\n  - {sv: [myndighet], de: [behoerde], en: [x]}\n": "de",
	} {
		var told []string
		for _, p := range content.Open(provisionTree("Så är det.", list)).Check() {
			if p.File == "law_terms.yaml" {
				told = append(told, p.Error())
			}
		}
		if !strings.Contains(strings.Join(told, "\n"), want) {
			t.Errorf("%q: told %q", list, told)
		}
	}
}

func TestOnlyProvisionsAreMeasuredWithoutTheirTerms(t *testing.T) {
	measured, err := content.Embedded().Readability()
	if err != nil {
		t.Fatal(err)
	}
	discounted := 0
	for _, m := range measured {
		if m.Plain.Words != m.Readability.Words || m.Plain.Sentences != m.Sentences || m.Plain.Long < m.Long {
			t.Errorf("%s in %s: %+v is not %+v without terms", m.File, m.Language, m.Readability, m.Plain)
		}
		if m.Plain == m.Readability {
			continue
		}
		discounted++
		if !strings.HasPrefix(m.File, "provisions/") {
			t.Errorf("%s in %s is measured without terms of law", m.File, m.Language)
		}
	}
	if discounted == 0 {
		t.Error("no provision is")
	}
}
