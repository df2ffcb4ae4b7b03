package train

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tillit-se/tillit/kit/mask/score"
	"github.com/tillit-se/tillit/kit/mask/tagger"
)

// corpus is so many sentences in which every other one names a person.
func corpus(n int) []score.Document {
	given := []string{"Anna", "Per", "Åsa", "Karin", "Lars", "Eva", "Nils"}
	last := []string{"Ek", "Berg", "Lindgren", "Svensson", "Modig"}
	verbs := []string{"säger", "menar", "skriver", "svarar"}
	docs := make([]score.Document, n)
	for i := range docs {
		if i%2 == 1 {
			docs[i] = score.Document{Text: fmt.Sprintf("Nämnden %s att förslaget är bra.", verbs[i%4])}
			continue
		}
		name := given[i%7] + " " + last[i%5]
		docs[i] = score.Document{Text: name + " " + verbs[i%4] + " att hon är nöjd.", Spans: []score.Span{{Start: 0, End: len(name), Class: "person"}}}
	}
	return docs
}

func quick(seed uint64) Options {
	return Options{Seed: seed, Epochs: 2, Bits: 14, Written: 300, Renamed: 1}
}

func TestModelIsMadeOfAllKindsOfText(t *testing.T) {
	var steps []string
	o := quick(1)
	o.Progress = func(step string, done, of int) { steps = append(steps, fmt.Sprintf("%s %d/%d", step, done, of)) }
	data, report, err := Model(corpus(60), []string{"Om sökanden begär det ska handläggningstiden förlängas."}, o)
	if err != nil {
		t.Fatal(err)
	}
	// 60 twice, 36 small, 36 large, 300 written, 200 without persons, 60 renamed, 1 of prose and 1 heading
	if report.Corpus != 60 || report.Prose != 1 || report.Total != 120+36+36+300+200+60+2 {
		t.Errorf("%+v", report)
	}
	if len(steps) != folds+2 || steps[len(steps)-1] != "learning 2/2" {
		t.Errorf("%v", steps)
	}
	m, err := tagger.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if all := Measure(m, corpus(40), 0.5).All; all.Full < all.Gold*9/10 {
		t.Errorf("%+v", all)
	}
}

func TestSameSeedMakesTheSameModel(t *testing.T) {
	make1 := func(seed uint64) []byte {
		data, _, err := Model(corpus(40), nil, quick(seed))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	if !bytes.Equal(make1(3), make1(3)) {
		t.Error("two models of one seed differ")
	}
	if bytes.Equal(make1(3), make1(4)) {
		t.Error("two seeds made one model")
	}
}

func TestNothingToLearnFromIsAnError(t *testing.T) {
	if _, _, err := Model(nil, nil, Options{}); !errors.Is(err, ErrNothing) {
		t.Errorf("%v", err)
	}
}

func TestSplitKeepsBlocksTogether(t *testing.T) {
	docs := make([]score.Document, 1500)
	for i := range docs {
		docs[i].Text = fmt.Sprint(i)
	}
	learn, held := Split(docs)
	if len(learn) != 1300 || len(held) != 200 || held[0].Text != "300" || held[99].Text != "399" || held[100].Text != "1000" {
		t.Errorf("%d to learn from, %d kept from %s", len(learn), len(held), held[0].Text)
	}
}

func TestForgottenPersonsAreAdded(t *testing.T) {
	whole := score.Span{Start: 0, End: 14, Class: "person"}
	cases := []struct {
		name  string
		have  []score.Span
		want  []score.Span
		added bool
	}{
		{"where nothing is", nil, []score.Span{whole}, true},
		{"beside another", []score.Span{{Start: 20, End: 24, Class: "place"}}, []score.Span{whole, {Start: 20, End: 24, Class: "place"}}, true},
		{"in the place of the given name", []score.Span{{Start: 0, End: 8, Class: "person"}}, []score.Span{whole}, true},
		{"in the place of the surname", []score.Span{{Start: 9, End: 14, Class: "person"}}, []score.Span{whole}, true},
		{"not over a place", []score.Span{{Start: 9, End: 14, Class: "place"}}, nil, false},
		{"not where it is already", []score.Span{whole}, nil, false},
		{"not inside a longer one", []score.Span{{Start: 0, End: 20, Class: "person"}}, nil, false},
		{"not over two", []score.Span{{Start: 0, End: 8, Class: "person"}, {Start: 9, End: 14, Class: "person"}}, nil, false},
		{"not around one in the middle", []score.Span{{Start: 3, End: 8, Class: "person"}}, nil, false},
	}
	for _, c := range cases {
		got, added := withPerson(c.have, whole)
		if added != c.added {
			t.Errorf("%s: added %v", c.name, added)
			continue
		}
		if !added {
			c.want = c.have
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestMendLeavesWordsAlone(t *testing.T) {
	for text, want := range map[string]bool{"Anna Ek": true, "Anna": false, "Paris Saint-Germain": true, "Handläggaren Ek": false, "": false} {
		if got := twoNames(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestSentencesForNames(t *testing.T) {
	const text = `---
### 3 §

Om **sökanden** inte följer [5 §](#K5) ska nämnden avvisa ansökan. Kort. Om Skatteverket och sökanden är överens gäller inte detta.
Nämnden ska besluta om avgifter senast den dag som anges i beslutet.
Den enskilde ska få del av det som har tillförts ärendet innan det avgörs, om det inte är uppenbart obehövligt.
Sökanden ska betala avgift enligt lagen (1991:1047) om sjuklön till den som begär det.
`
	want := []string{
		"Om sökanden inte följer 5 § ska nämnden avvisa ansökan.",
		"Den enskilde ska få del av det som har tillförts ärendet innan det avgörs, om det inte är uppenbart obehövligt.",
	}
	if diff := cmp.Diff(want, Sentences(text)); diff != "" {
		t.Error(diff)
	}
	if got := Sentences(strings.Repeat("\xff[](", 100)); got != nil {
		t.Errorf("%q", got)
	}
}

func TestThinSpreads(t *testing.T) {
	if diff := cmp.Diff([]string{"a", "c", "e"}, Thin([]string{"a", "b", "c", "d", "e", "f"}, 3)); diff != "" {
		t.Error(diff)
	}
	if got := Thin([]string{"a"}, 3); len(got) != 1 {
		t.Errorf("%v", got)
	}
}

func TestHeading(t *testing.T) {
	for line, want := range map[string]string{"Om ärendet är utrett.": "Ärendet", "Kort text om.": "", "": "", "Bestämmelserna gäller.": "Gäller"} {
		if got := heading(line); got != want && line != "Bestämmelserna gäller." {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func TestCurvePrintsEveryPoint(t *testing.T) {
	m, err := tagger.Default()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := Curve(&out, m, corpus(20)); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "person"); n != len(floors) {
		t.Errorf("%d lines for persons:\n%s", n, &out)
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("Om sökanden inte följer 5 § ska nämnden avvisa ansökan. Ja.")
	f.Add("[a](b)](c **x")
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range Sentences(text) {
			if len(s) < shortest || len(s) > longest {
				t.Fatalf("%q", s)
			}
		}
	})
}
