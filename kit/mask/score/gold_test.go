package score

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestReadIOB2(t *testing.T) {
	cases := []struct {
		name, in string
		want     []Document
	}{
		{"with B and I", "Anna\tB-PER\nEk\tI-PER\nbor\tO\ni\tO\nLund\tB-LOC\n.\tO\n\n", []Document{
			{"Anna Ek bor i Lund.", []Span{{0, 7, "person"}, {14, 18, "place"}}},
		}},
		{"plain tags and 0, as in klintan", "Anna\tPER\nEk\tPER\n,\t0\nABB\tORG\n", []Document{
			{"Anna Ek, ABB", []Span{{0, 7, "person"}, {9, 12, "organisation"}}},
		}},
		{"two persons side by side", "Anna B-PER\nPer B-PER\n", []Document{
			{"Anna Per", []Span{{0, 4, "person"}, {5, 8, "person"}}},
		}},
		{"plain tags of two classes side by side", "Lund\tLOC\nABB\tORG\n", []Document{
			{"Lund ABB", []Span{{0, 4, "place"}, {5, 8, "organisation"}}},
		}},
		{"I without B begins", "bor\tO\nEk\tI-PER\n", []Document{{"bor Ek", []Span{{4, 6, "person"}}}}},
		{"BILOU", "Anna\tB-PER\nEk\tL-PER\nPer\tU-PER\n", []Document{{"Anna Ek Per", []Span{{0, 7, "person"}, {8, 11, "person"}}}}},
		{"numbered columns and remarks", "# sent_id = 1\n# text = Ek\n1\tEk\tB-PER\t-\tx\n2\t.\tO\t-\tx\n", []Document{{"Ek.", []Span{{0, 2, "person"}}}}},
		{"CoNLL-U: ranges, tokens that are not written, remarks of two words", "# newdoc\n1-2\tx\t_\t-\n1\tEk\tB-PER\t-\n1.1\ty\tB-LOC\t-\n2\t3-4\tO\t-\n", []Document{{"Ek 3-4", []Span{{0, 2, "person"}}}}},
		{"a hash parted by a space", "# O\nEk B-PER\n", []Document{{"# Ek", []Span{{2, 4, "person"}}}}},
		{"a token without a tag", "bn\n", []Document{{Text: "bn"}}},
		{"Windows line ends and a BOM", "\ufeffEk\tB-PER\r\n\r\nPer\tB-PRS\r\n", []Document{{"Ek", []Span{{0, 2, "person"}}}, {"Per", []Span{{0, 3, "person"}}}}},
		{"brackets", "(\tO\nS\tB-ORG\n)\tO\n", []Document{{"(S)", []Span{{1, 2, "organisation"}}}}},
		{"a hash as a token", "#\tO\nEk\tB-PER\n", []Document{{"# Ek", []Span{{2, 4, "person"}}}}},
		{"other classes keep their names", "Nobel\tB-MISC\nx\tB-Event\n", []Document{{"Nobel x", []Span{{0, 5, "other"}, {6, 7, "event"}}}}},
		{"nothing", "", nil},
		{"empty lines", "\n \n\n", nil},
	}
	for _, c := range cases {
		got, err := ReadIOB2(strings.NewReader(c.in))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestReadIOB2SaysWhereItIsWrong(t *testing.T) {
	_, err := ReadIOB2(strings.NewReader("Anna\tB-PER\nEk\tX-PER\n"))
	if !errors.Is(err, ErrGold) || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("%v", err)
	}
}

func TestReadJSONL(t *testing.T) {
	const emoji = `{"text":"😀 Åsa","spans":[{"start":%d,"end":%d,"class":"PER"}]}`
	cases := []struct {
		name, in string
		unit     Unit
		want     []Document
	}{
		{"bytes", `{"text":"Åsa bor","spans":[{"start":0,"end":4,"class":"person"}]}`, Bytes, []Document{{"Åsa bor", []Span{{0, 4, "person"}}}}},
		{"no unit is bytes", `{"text":"Ek","spans":[{"start":0,"end":2,"label":"PER"}]}`, "", []Document{{"Ek", []Span{{0, 2, "person"}}}}},
		{"runes", strings.Replace(strings.Replace(emoji, "%d", "2", 1), "%d", "5", 1), Runes, []Document{{"😀 Åsa", []Span{{5, 9, "person"}}}}},
		{"utf16", strings.Replace(strings.Replace(emoji, "%d", "3", 1), "%d", "6", 1), UTF16, []Document{{"😀 Åsa", []Span{{5, 9, "person"}}}}},
		{"sorted", `{"text":"a b","spans":[{"start":2,"end":3,"type":"x"},{"start":0,"end":1,"type":"y"}]}`, Bytes, []Document{{"a b", []Span{{0, 1, "y"}, {2, 3, "x"}}}}},
		{"no spans", "{\"text\":\"a\"}\n\n{\"text\":\"\"}\n", Bytes, []Document{{Text: "a"}, {Text: ""}}},
	}
	for _, c := range cases {
		got, err := ReadJSONL(strings.NewReader(c.in), c.unit)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestReadJSONLSaysWhatIsWrong(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"no JSON", "{\"text\":\"a\"}\nAnna", "line 2"},
		{"no text", `{"spans":[]}`, "there is no text"},
		{"no end", `{"text":"abc","spans":[{"start":0,"class":"x"}]}`, "start or end is missing"},
		{"outside", `{"text":"abc","spans":[{"start":0,"end":9,"class":"x"}]}`, "0 to 9 is no stretch"},
		{"backwards", `{"text":"abc","spans":[{"start":2,"end":1,"class":"x"}]}`, "2 to 1 is no stretch"},
		{"negative", `{"text":"abc","spans":[{"start":-1,"end":1,"class":"x"}]}`, "no stretch"},
		{"no class", `{"text":"abc","spans":[{"start":0,"end":1}]}`, "class is missing"},
	}
	for _, c := range cases {
		_, err := ReadJSONL(strings.NewReader(c.in), Bytes)
		if !errors.Is(err, ErrGold) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	if _, err := ReadJSONL(strings.NewReader(`{"text":"😀","spans":[{"start":1,"end":2,"class":"x"}]}`), UTF16); err == nil {
		t.Error("half a pair was taken for a place to cut")
	}
	if _, err := ReadJSONL(strings.NewReader(`{"text":"a"}`), "words"); err == nil {
		t.Error("an unknown unit was accepted")
	}
}

func TestClassesOf(t *testing.T) {
	docs := []Document{{Spans: []Span{{0, 1, "place"}, {1, 2, "other"}}}, {Spans: []Span{{0, 1, "person"}, {1, 2, "place"}}}}
	if diff := cmp.Diff([]string{"person", "place"}, ClassesOf(docs)); diff != "" {
		t.Error(diff)
	}
}

// check tells whether every span lies in its text, between runes.
func check(t *testing.T, docs []Document) {
	t.Helper()
	for _, d := range docs {
		for _, s := range d.Spans {
			if s.Start < 0 || s.End > len(d.Text) || s.Start >= s.End {
				t.Fatalf("%+v in %q", s, d.Text)
			}
		}
	}
}

func FuzzReadIOB2(f *testing.F) {
	f.Add([]byte("Anna\tB-PER\nEk\tI-PER\n\n.\tO\n"))
	f.Add([]byte("1\tx\tB-LOC\n# a\n\xff\tPER\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		docs, err := ReadIOB2(strings.NewReader(string(data)))
		if err == nil {
			check(t, docs)
			for _, d := range docs {
				if !utf8.ValidString(d.Text) {
					t.Fatalf("%q is no UTF-8", d.Text)
				}
			}
		}
	})
}

func FuzzReadJSONL(f *testing.F) {
	f.Add([]byte(`{"text":"😀 Åsa","spans":[{"start":2,"end":5,"class":"PER"}]}`), "runes")
	f.Add([]byte(`{"text":"a","spans":[{"start":0,"end":1,"class":"x"}]}`), "utf16")
	f.Fuzz(func(t *testing.T, data []byte, unit string) {
		docs, err := ReadJSONL(strings.NewReader(string(data)), Unit(unit))
		if err == nil {
			check(t, docs)
		}
	})
}
