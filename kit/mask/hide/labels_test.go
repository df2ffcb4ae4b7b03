package hide

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/mask"
)

func sprintf(format string, args ...any) string { return fmt.Sprintf(format, args...) }

func testKey() Key { return NewKeyRing(time.Unix(0, 0)).Current() }

// shown writes what was found in a text as class:number with marks for what is odd.
func shown(text string) []string {
	var found []string
	for _, l := range scanLabels([]byte(text), newVocabulary([]mask.Class{"case_number"})) {
		one := sprintf("%s:%d", l.class, l.number)
		if l.trouble {
			one = "?" + string(l.class)
		}
		if !l.bracketed {
			one += " bare"
		}
		found = append(found, one+" "+text[l.start:l.end])
	}
	return found
}

func TestLabelsAreFoundHoweverTheyHaveBeenWritten(t *testing.T) {
	for text, want := range map[string][]string{
		"[PERSON 1]":                   {"person:1 [PERSON 1]"},
		"[PERSONNUMMER 12]":            {"personnummer:12 [PERSONNUMMER 12]"},
		"[MÅLNUMMER 3][målnummer 4]":   {"malnummer:3 [MÅLNUMMER 3]", "malnummer:4 [målnummer 4]"},
		"[COURTCASE 3]":                {"malnummer:3 [COURTCASE 3]"},
		"[CASENUMBER 2]":               {"diarienummer:2 [CASENUMBER 2]"},
		"[OWNCASENUMBER 2]":            {"case_number:2 [OWNCASENUMBER 2]"},
		"PERSON 1 och PERSON 2":        {"person:1 bare PERSON 1", "person:2 bare PERSON 2"},
		"PERSON_1, Person-2, person 3": {"person:1 bare PERSON_1", "person:2 bare Person-2", "person:3 bare person 3"},
		"[PERSON: 1] [PERSON #2]":      {"person:1 [PERSON: 1]", "person:2 [PERSON #2]"},
		"[PERSON 1":                    {"person:1 [PERSON 1"},
		"PERSON 1]":                    {"person:1 bare PERSON 1]"},
		"[PERSON 1, 2]":                {"?person [PERSON 1"},
		"[PERSON 1 och 2]":             {"?person [PERSON 1"},
		"[PERSON 1-3]":                 {"?person [PERSON 1"},
		"[PERSON]":                     {"?person [PERSON"},
		"[PERSON ]":                    {"?person [PERSON "},
		"[PERSON 1b]":                  {"?person [PERSON 1"},
		"[PER\nSON 1]":                 {"person:1 [PER\nSON 1]"},
		"[PER\u00adSON 1]":             {"person:1 [PER\u00adSON 1]"},
		"[PERSON\u00a01]":              {"person:1 [PERSON\u00a01]"},
		`\[PERSON 1\]`:                 {`person:1 \[PERSON 1\]`},
		"【PERSON 1】":                   {"person:1 【PERSON 1】"},
		"[[PERSON 1]]":                 {"person:1 [PERSON 1]"},
		"(PERSON 1)":                   {"person:1 bare PERSON 1"},
		"Jag är PERSON 1.":             {"person:1 bare PERSON 1"},
		"PERSON 1s":                    {"person:1 bare PERSON 1"},
		"[PERSON 1]s":                  {"person:1 [PERSON 1]"},
	} {
		if diff := cmp.Diff(want, shown(text)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestOrdinaryWordsAreNoLabels(t *testing.T) {
	for _, text := range []string{
		"", "person", "en person", "personen 1", "personer 12", "superperson 1", "PERSONAL 1", "personnummer 8112189876", "telefon 0701740605", "ålder 45,5",
		"Plats 3.2", "adress 12:4", "person 1–3", "[1]", "[se bilaga 1]", "[person]", "IP 10", "kort 1234567890", "text 1/2",
	} {
		if found := shown(text); found != nil {
			t.Errorf("%q: %q", text, found)
		}
	}
}

func TestScanningGivesPlacesInOrderWithinTheText(t *testing.T) {
	v := newVocabulary(nil)
	pieces := []string{"[", "]", "PERSON", "Person", "1", "12", " ", "\n", "s", "PER", "SON", "\\", "å", "_", "-", ",", "{", "】", "TELEFON", "\u00ad", "\xff"}
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "text"), ""))
		end := 0
		for _, l := range scanLabels(text, v) {
			if l.start < end || l.end <= l.start || l.end > len(text) {
				t.Fatalf("%q: %d to %d after %d", text, l.start, l.end, end)
			}
			end = l.end
		}
	})
}

// TestEveryLabelThatIsWrittenIsFoundAgain goes through all classes in both languages, also with words of our own.
func TestEveryLabelThatIsWrittenIsFoundAgain(t *testing.T) {
	own := []mask.Class{"case_number", "a1b2", "x_y"}
	v := newVocabulary(own)
	for _, class := range append(append(mask.Classes(), literal), own...) {
		for _, lang := range []string{Swedish, English} {
			text := labelOf(&entity{class: class, number: 34}, lang)
			found := scanLabels([]byte("å "+text+"s"), v)
			if len(found) != 1 || found[0].class != class || found[0].number != 34 || found[0].trouble || found[0].end-found[0].start != len(text) {
				t.Errorf("%s of %s: %+v", text, class, found)
			}
		}
	}
}

func TestWordsOfLabelsAreLettersAndTellClassesApart(t *testing.T) {
	for _, lang := range []string{Swedish, English} {
		seen := map[string]mask.Class{}
		for class := range labelWords() {
			word := labelWord(class, lang)
			if other, taken := seen[word]; taken {
				t.Errorf("%s and %s are both %s", class, other, word)
			}
			seen[word] = class
			if strings.ToUpper(word) != word || strings.ContainsAny(word, " -_0123456789") {
				t.Errorf("%s is labelled %q", class, word)
			}
		}
	}
	for _, class := range mask.Classes() {
		if _, ok := labelWords()[class]; !ok {
			t.Errorf("%s has no word of its own", class)
		}
	}
}

func TestLiteralsSwallowWhatTheyTouchInBracketsAndGiveWayOtherwise(t *testing.T) {
	text := []byte("[PERSON Anna] och person 1 Bo, PERSON 12 x")
	spans := []mask.Span{{Start: 8, End: 12, Class: mask.Person}, {Start: 26, End: 30, Class: mask.Person}, {Start: 39, End: 41, Class: mask.Age}}
	var got []string
	for _, s := range withLiterals(text, spans, newVocabulary(nil)) {
		got = append(got, string(s.Class)+" "+string(text[s.Start:s.End]))
	}
	want := []string{"person Anna", "text person 1", "person  Bo,", "age 2 "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	nested := []byte("[PERSON 1]2")
	all := withLiterals(nested, []mask.Span{{Start: 8, End: 11, Class: mask.Card}}, newVocabulary(nil))
	if len(all) != 1 || all[0].Class != literal || all[0].Start != 0 || all[0].End != 11 {
		t.Errorf("%+v", all)
	}
}

func TestGenitives(t *testing.T) {
	known := func(words ...string) func(string) bool {
		return func(word string) bool { return slices.Contains(words, word) }
	}
	for _, c := range []struct {
		text           string
		knows          func(string) bool
		stem, genitive string
	}{
		{"Annas", known("anna"), "Anna", "s"},
		{"ANNAS", known("anna"), "ANNA", "S"},
		{"Anna:s", neverKnown, "Anna", ":s"},
		{"Anna’s", neverKnown, "Anna", "’s"},
		{"Anna Svenssons", neverKnown, "Anna Svensson", "s"},
		{"Lars", neverKnown, "Lars", ""},
		{"Hans", known("han"), "Hans", ""},
		{"Max", neverKnown, "Max", ""},
		{"Kvorrs", neverKnown, "Kvorrs", ""},
		{"Kvorrs", known("kvorr"), "Kvorr", "s"},
		{"As", known("a"), "As", ""},
		{":s", neverKnown, ":s", ""},
		{"", neverKnown, "", ""},
	} {
		if stem, genitive := splitGenitive(c.text, c.knows); stem != c.stem || genitive != c.genitive {
			t.Errorf("%q is %q and %q, want %q and %q", c.text, stem, genitive, c.stem, c.genitive)
		}
	}
}

func TestNamesAreReadAsWords(t *testing.T) {
	for text, want := range map[string]string{
		"Anna Svensson": "anna svensson", "ANNA  SVENSSON": "anna svensson", "Svensson, Anna": "anna svensson", "herr Svensson": "svensson",
		"Dr. Anna Svensson": "anna svensson", "A. Svensson": "a svensson", "A.B. Svensson": "a b svensson", "Anna-Karin Svensson": "anna-karin svensson",
		"Anna\u00a0Svens\u00adson": "anna svensson", "O'Brien": "o'brien", "A\u030asa": "åsa",
	} {
		if got := parseName(text, neverKnown).key(); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]bool{"A. Svensson": true, "A.B. Svensson": true, "Anna Svensson": false, "Svensson": false} {
		if got := parseName(text, neverKnown).initials; got != want {
			t.Errorf("%q: initials %v", text, got)
		}
	}
}
