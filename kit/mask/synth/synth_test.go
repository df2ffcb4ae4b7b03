package synth

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func writer(t *testing.T, set Set, seed uint64) *Writer {
	t.Helper()
	w, err := NewWriter(set, seed)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func write(t *testing.T, set Set, seed uint64, n int) []Text {
	t.Helper()
	texts, err := writer(t, set, seed).Write(n)
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// sound tells whether the spans of a text lie in it, in order and apart, and hold something.
func sound(t interface {
	Helper()
	Errorf(string, ...any)
}, text Text,
) {
	t.Helper()
	at := 0
	for _, s := range text.Spans {
		if s.Start < at || s.End <= s.Start || s.End > len(text.Text) || strings.TrimSpace(text.Text[s.Start:s.End]) != text.Text[s.Start:s.End] {
			t.Errorf("%+v in %q", s, text.Text)
			return
		}
		at = s.End
	}
	if !utf8.ValidString(text.Text) {
		t.Errorf("%q is no UTF-8", text.Text)
	}
}

func TestEveryTemplateIsWritten(t *testing.T) {
	for _, set := range []Set{Training, Negatives, Held} {
		w := writer(t, set, 1)
		texts, err := w.Write(3 * w.Templates())
		if err != nil {
			t.Fatalf("%s: %v", set, err)
		}
		for _, text := range texts {
			sound(t, text)
			if strings.ContainsAny(text.Text, "{}") {
				t.Errorf("%s: a slot was not filled: %q", set, text.Text)
			}
		}
	}
}

func TestSetsHaveNoTemplateInCommon(t *testing.T) {
	seen := map[string]Set{}
	for _, set := range []Set{Training, Negatives, Held} {
		list, err := lines(string(set))
		if err != nil || len(list) < 50 {
			t.Fatalf("%s: %d templates, %v", set, len(list), err)
		}
		for _, line := range list {
			if other, ok := seen[line]; ok {
				t.Errorf("%q is in %s and %s", line, other, set)
			}
			seen[line] = set
		}
	}
}

func TestNegativesNameNoPerson(t *testing.T) {
	for _, text := range write(t, Negatives, 3, 500) {
		for _, s := range text.Spans {
			if s.Class == human {
				t.Errorf("%q names a person", text.Text)
			}
		}
	}
}

func TestSameSeedWritesTheSame(t *testing.T) {
	if diff := cmp.Diff(write(t, Training, 5, 300), write(t, Training, 5, 300)); diff != "" {
		t.Error(diff)
	}
	if cmp.Equal(write(t, Training, 5, 300), write(t, Training, 6, 300)) {
		t.Error("another seed wrote the same")
	}
}

func TestAllCasesAreWritten(t *testing.T) {
	upper, lower, normal := 0, 0, 0
	for _, text := range write(t, Training, 9, 2000) {
		switch text.Text {
		case strings.ToUpper(text.Text):
			upper++
		case strings.ToLower(text.Text):
			lower++
		default:
			normal++
		}
	}
	if upper < 100 || lower < 200 || normal < 1200 {
		t.Errorf("capitals %d, none %d, as usual %d", upper, lower, normal)
	}
	w := writer(t, Held, 9)
	w.AsWritten()
	texts, err := w.Write(500)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range texts {
		if text.Text == strings.ToUpper(text.Text) && !strings.Contains(text.Text, ":") && !strings.HasPrefix(text.Text, "KALLELSE") {
			t.Errorf("%q is not as written", text.Text)
		}
	}
}

func TestGivenNameAndSurnameAreOneName(t *testing.T) {
	var b builder
	b.name("Anna", human)
	b.plain(" ")
	b.name("Ek", human)
	b.plain(", ")
	b.name("Per", human)
	want := Text{"Anna Ek, Per", []Span{{0, 7, human}, {9, 12, human}}}
	if diff := cmp.Diff(want, b.text()); diff != "" {
		t.Error(diff)
	}
}

func TestCaseIsChangedUnderTheSpans(t *testing.T) {
	text := Text{"Åsa ɐek bor", []Span{{0, 9, human}}} // ɐ takes two bytes, its capital three
	for _, c := range []struct{ got, want Text }{
		{Upper(text), Text{"ÅSA ⱯEK BOR", []Span{{0, 10, human}}}},
		{Lower(text), Text{"åsa ɐek bor", []Span{{0, 9, human}}}},
		{onlyNames(text, strings.ToUpper), Text{"ÅSA ⱯEK bor", []Span{{0, 10, human}}}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestGenitive(t *testing.T) {
	for name, want := range map[string]string{"Anna": "Annas", "Lars": "Lars", "Max": "Max", "LARS": "LARS", "Åsé": "Åsés"} {
		if got := genitive(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestRenameKeepsTheRest(t *testing.T) {
	w := writer(t, Training, 4)
	w.AsWritten()
	text := Text{"Då sade Anna Ek att mötet var slut.", []Span{{9, 16, human}}}
	changed := 0
	for range 50 {
		got := w.Rename(text)
		sound(t, got)
		name := got.Text[got.Spans[0].Start:got.Spans[0].End]
		if got.Text != "Då sade "+name+" att mötet var slut." {
			t.Fatalf("%q", got.Text)
		}
		if name != "Anna Ek" {
			changed++
		}
	}
	if changed < 30 {
		t.Errorf("only %d of 50 got another name", changed)
	}
}

func TestRolesBecomeNames(t *testing.T) {
	w := writer(t, Training, 4)
	w.AsWritten()
	named := 0
	for range 60 {
		got := w.Rename(Text{Text: "Om han eller hon begär det ska sökandens ombud kallas."})
		sound(t, got)
		named += len(got.Spans)
		for _, s := range got.Spans {
			if r, _ := utf8.DecodeRuneInString(got.Text[s.Start:]); !unicode.IsLetter(r) && r != '‘' {
				t.Errorf("%q begins with no letter", got.Text[s.Start:s.End])
			}
		}
		if strings.Contains(got.Text, "eller") && !strings.Contains(got.Text, "han eller hon") {
			t.Errorf("only half of the pronoun was replaced: %q", got.Text)
		}
	}
	if named < 30 || named > 90 {
		t.Errorf("%d names in the place of 120 roles", named)
	}
}

func TestHasRole(t *testing.T) {
	for text, want := range map[string]bool{
		"Om sökanden begär det.": true, "Den misstänkte ska höras.": true, "Om han eller hon vill.": true, "Hon kom.": false, "": false,
		"Nämnden beslutar.": false, "Hanterar ärenden.": false,
	} {
		if got := HasRole(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestGroups(t *testing.T) {
	for _, group := range append(Groups(), "fi", "tr", "vi") {
		w := writer(t, Held, 2)
		if err := w.Only(group); err != nil {
			t.Errorf("%s: %v", group, err)
		}
		if texts, err := w.Write(100); err != nil {
			t.Errorf("%s: %v", group, err)
		} else {
			for _, text := range texts {
				sound(t, text)
			}
		}
	}
	if err := writer(t, Held, 2).Only("nowhere"); err == nil {
		t.Error("a group that there is not")
	}
	if _, err := NewWriter("nothing", 1); err == nil {
		t.Error("a set that there is not")
	}
}

func TestRenameOfAnyTextIsSound(t *testing.T) {
	w := writer(t, Training, 8)
	words := []string{"Anna", "han", "hon", "hennes", "sökanden", "den", "misstänkte", ",", ".", "Åsa", "ß", "–", "\n"}
	rapid.Check(t, func(t *rapid.T) {
		var b builder
		for i, word := range rapid.SliceOfN(rapid.SampledFrom(words), 1, 20).Draw(t, "words") {
			if i > 0 {
				b.plain(" ")
			}
			if word == "Anna" || word == "Åsa" {
				b.name(word, rapid.SampledFrom([]string{human, place, organisation, "other"}).Draw(t, "class"))
				continue
			}
			b.plain(word)
		}
		sound(t, w.Rename(b.text()))
	})
}
