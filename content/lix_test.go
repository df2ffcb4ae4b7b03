package content_test

import (
	"strings"
	"testing"
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
