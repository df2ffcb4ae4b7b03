package tagger

import (
	"bytes"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func split(text string) []string {
	var words []string
	for _, t := range tokenize(nil, []byte(text), 0) {
		words = append(words, text[t.start:t.end])
	}
	return words
}

func TestTokens(t *testing.T) {
	cases := []struct {
		text string
		want string // tokens parted by bars
	}{
		{"Anna Ek, 45 år.", "Anna|Ek|,|45|år|."},
		{"Anna-Karin O'Brien", "Anna-Karin|O'Brien"},
		{"Anna\u00adMaria", "Anna\u00adMaria"},
		{"A. Ek och J.K. Berg", "A.|Ek|och|J.K.|Berg"},
		{"slut.Anna började", "slut|.|Anna|började"},
		{"kl. 14.30, 4.834 st", "kl|.|14.30|,|4.834|st"},
		{"SVT:s och Anna:Hej", "SVT:s|och|Anna|:|Hej"},
		{"anna.ek@example.com", "anna.ek@example.com"},
		{"H&M & co", "H&M|&|co"},
		{"”Hej”, sa hon – sen", "”|Hej|”|,|sa|hon|–|sen"},
		{"<b>Ek</b>", "<|b|>|Ek|<|/|b|>"},
		{"Ek/Berg", "Ek|/|Berg"},
		{"a\xffb", "a|\xff|b"},
		{"A\u030Asa Go\u0308ran", "A\u030Asa|Go\u0308ran"},
		{"", ""},
		{" \n\t ", ""},
		{"😀Åsa", "😀|Åsa"},
		{"-Ek-", "-|Ek|-"},
	}
	for _, c := range cases {
		if got := strings.Join(split(c.text), "|"); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func sentences(text string) []string {
	var list []string
	tokens := tokenize(nil, []byte(text), 0)
	for len(tokens) > 0 {
		n := sentenceEnd([]byte(text), tokens)
		list = append(list, text[tokens[0].start:tokens[n-1].end])
		tokens = tokens[n:]
	}
	return list
}

func TestSentences(t *testing.T) {
	long := "En rad som är så lång att den bryts av fönstret men inte är slut"
	cases := []struct {
		name, text string
		want       []string
	}{
		{"two", "Anna kom. Per gick.", []string{"Anna kom.", "Per gick."}},
		{"abbreviations", "Han bor bl.a. hos dr. Ek, t.ex. ibland.", []string{"Han bor bl.a. hos dr. Ek, t.ex. ibland."}},
		{"initials", "Svar till A. Ek i dag.", []string{"Svar till A. Ek i dag."}},
		{"quote", "”Kom!” sa Anna. ”Nej.” Hon gick.", []string{"”Kom!” sa Anna.", "”Nej.” Hon gick."}},
		{"straight quote", "\"Nej.\" Hon gick.", []string{"\"Nej.\"", "Hon gick."}},
		{"small letter goes on", "Kostar 5 kr. per styck.", []string{"Kostar 5 kr. per styck."}},
		{"short lines", "Namn: Anna Ek\nOrt: Lund\n", []string{"Namn: Anna Ek", "Ort: Lund"}},
		{"bullets", "- Anna\n- Per", []string{"- Anna", "- Per"}},
		{"empty line", long + "\n\nAnna kom", []string{long, "Anna kom"}},
		{"wrapped line", long + "\nAnna kom", []string{long + "\nAnna kom"}},
		{"wrapped before a small letter", "En kort rad\nmen inte slut", []string{"En kort rad\nmen inte slut"}},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, sentences(c.text)); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestSentenceWithoutEndIsCut(t *testing.T) {
	for _, s := range sentences(strings.Repeat("ord ", 1000)) {
		if n := len(split(s)); n > maxSentence {
			t.Errorf("%d tokens in a sentence", n)
		}
	}
}

func TestModes(t *testing.T) {
	for _, c := range []struct {
		text     string
		capitals bool
		want     mode
	}{
		{"Anna kom hem", false, modeNormal},
		{"anna kom hem", false, modeNoCaps},
		{"anna kom hem", true, modeNormal},
		{"ANNA KOM HEM", false, modeAllCaps},
		{"ANNA KOM hem med bilen i dag", false, modeNormal},
		{"ANNA", false, modeNormal},
	} {
		text := []byte(c.text)
		if got := modeOf(text, tokenize(nil, text, 0), c.capitals); got != c.want {
			t.Errorf("%q: %d, want %d", c.text, got, c.want)
		}
	}
}

func TestCasing(t *testing.T) {
	for text, want := range map[string]casing{
		"Anna": caseTitle, "anna": caseLower, "ANNA": caseUpper, "A.": caseInitial, "McDonald": caseInner, "iPhone": caseInner,
		"Anna-Karin": caseInner, "Åsa": caseTitle, "ÅSA": caseUpper, "åsa": caseLower, "V70": caseMixed,
	} {
		if got := casingOf([]byte(text), tokenWord, modeNormal); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
	if casingOf([]byte("Anna"), tokenWord, modeNoCaps) != caseFree || casingOf([]byte("."), tokenMark, modeNormal) != caseMark {
		t.Error("a word in a text without capitals, or a mark")
	}
}

func FuzzTokenize(f *testing.F) {
	for _, s := range []string{"Anna Ek, f. 1980.", "a\xff\xfeb", "A\u030Asa\u200b", "J.K.R.", strings.Repeat("-a", 200), "1.2.3:s"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		at := int32(0)
		for _, tok := range tokenize(nil, text, 0) {
			if tok.start < at || tok.end <= tok.start || int(tok.end) > len(text) {
				t.Fatalf("token %d to %d after %d", tok.start, tok.end, at)
			}
			blank := func(r rune) bool { return r <= ' ' || r == 0x7f || unicode.IsSpace(r) }
			if gap := bytes.TrimFunc(text[at:tok.start], blank); utf8.Valid(text) && len(gap) > 0 {
				t.Fatalf("%q lies in no token", gap)
			}
			at = tok.end
		}
	})
}
