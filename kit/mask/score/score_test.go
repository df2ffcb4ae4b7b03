package score

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const text = "Anna Svensson bor i Lund hos Per."

// Where the names of text stand.
var (
	anna  = Span{0, 13, "person"}
	lund  = Span{20, 24, "place"}
	per   = Span{29, 32, "person"}
	three = Document{Text: text, Spans: []Span{anna, lund, per}}
)

func TestScorerCounts(t *testing.T) {
	cases := []struct {
		name   string
		found  []Span
		person Counts
	}{
		{
			"all right",
			[]Span{anna, lund, per},
			Counts{Class: "person", Gold: 2, Found: 2, Full: 2, GoldChars: 15, FoundChars: 15, Exact: 2, Overlap: 2},
		},
		{
			"nothing found",
			nil,
			Counts{Class: "person", Gold: 2, Missed: 2, Leaked: 15, GoldChars: 15},
		},
		{
			"only the given name: a partial leak of the surname's eight letters",
			[]Span{{0, 4, "person"}, per},
			Counts{Class: "person", Gold: 2, Found: 2, Full: 1, Partial: 1, Leaked: 8, GoldChars: 15, FoundChars: 7, Exact: 1, Overlap: 1},
		},
		{
			"too much is masked: the word bor",
			[]Span{{0, 17, "person"}, per},
			Counts{Class: "person", Gold: 2, Found: 2, Full: 2, GoldChars: 15, FoundChars: 18, Over: 3, Exact: 1, Overlap: 2},
		},
		{
			"in two parts: covered, as the space says nothing, but not as spans",
			[]Span{{0, 4, "person"}, {5, 13, "person"}, per},
			Counts{Class: "person", Gold: 2, Found: 3, Full: 2, GoldChars: 15, FoundChars: 15, Exact: 1, Overlap: 2},
		},
		{
			"another class hides as well, but is not the person that was found",
			[]Span{{0, 13, "organisation"}, per},
			Counts{Class: "person", Gold: 2, Found: 1, Full: 2, GoldChars: 15, FoundChars: 3, Exact: 1, Overlap: 1},
		},
		{
			"a place taken for a person is over-masking of persons, but not spurious",
			[]Span{anna, {20, 24, "person"}, per},
			Counts{Class: "person", Gold: 2, Found: 3, Full: 2, GoldChars: 15, FoundChars: 19, Over: 4, Exact: 2, Overlap: 2},
		},
		{
			"what touches no name is spurious",
			[]Span{anna, {14, 17, "person"}, per},
			Counts{Class: "person", Gold: 2, Found: 3, Full: 2, GoldChars: 15, FoundChars: 18, Over: 3, Spurious: 1, Exact: 2, Overlap: 2},
		},
		{
			"spans beyond the text are cut",
			[]Span{{-5, 13, "person"}, {29, 99, "person"}, {50, 60, "person"}},
			Counts{Class: "person", Gold: 2, Found: 2, Full: 2, GoldChars: 15, FoundChars: 15, Exact: 1, Overlap: 2},
		},
	}
	for _, c := range cases {
		s := Scorer{Only: []string{"person"}}
		s.Add(three, c.found)
		report := s.Report()
		if len(report.Classes) != 1 {
			t.Errorf("%s: %d classes", c.name, len(report.Classes))
			continue
		}
		if diff := cmp.Diff(c.person, report.Classes[0]); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestRates(t *testing.T) {
	s := Scorer{}
	s.Add(three, []Span{{0, 4, "person"}, {14, 17, "person"}, lund})
	person := s.Report().Classes[0]
	for _, c := range []struct {
		name string
		got  float64
		want float64
	}{
		{"precision", person.Precision(), 4.0 / 7},
		{"recall", person.Recall(), 4.0 / 15},
		{"full recall", person.FullRecall(), 0},
		{"span precision", person.SpanPrecision(), 0},
		{"span recall", person.SpanRecall(), 0},
		{"F1", F(1, 0.5, 1), 2.0 / 3},
		{"F2", F(2, 0.5, 1), 5.0 / 6},
		{"F of nothing", F(1, 0, 0), 0},
		{"recall of no gold", Counts{}.Recall(), 1},
	} {
		if math.Abs(c.got-c.want) > 1e-12 {
			t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
		}
	}
}

func TestReportAddsClassesAndDocuments(t *testing.T) {
	s := Scorer{}
	s.Add(three, []Span{anna})
	s.Add(three, []Span{lund, per})
	r := s.Report()
	if r.Documents != 2 || len(r.Classes) != 2 || r.Classes[0].Class != "person" || r.Classes[1].Class != "place" {
		t.Fatalf("%+v", r)
	}
	want := Counts{Class: "all", Gold: 6, Found: 3, Full: 3, Missed: 3, Leaked: 19, GoldChars: 38, FoundChars: 19, Exact: 3, Overlap: 3}
	if diff := cmp.Diff(want, r.All); diff != "" {
		t.Error(diff)
	}
}

func TestSpanOfSignsAloneCountsThem(t *testing.T) {
	s := Scorer{}
	s.Add(Document{Text: "a ** b", Spans: []Span{{2, 4, "mark"}}}, nil)
	if c := s.Report().Classes[0]; c.Missed != 1 || c.GoldChars != 2 {
		t.Errorf("%+v", c)
	}
}

func TestCountsPartTheGold(t *testing.T) {
	classes := []string{"person", "place"}
	spans := func(t *rapid.T, name string, n int) []Span {
		list := make([]Span, rapid.IntRange(0, 6).Draw(t, name))
		for i := range list {
			start := rapid.IntRange(0, n-1).Draw(t, "start")
			list[i] = Span{start, rapid.IntRange(start+1, n).Draw(t, "end"), rapid.SampledFrom(classes).Draw(t, "class")}
		}
		return list
	}
	rapid.Check(t, func(t *rapid.T) {
		doc := Document{Text: rapid.StringMatching(`[a-zåäö ]{5,40}`).Draw(t, "text")}
		doc.Spans = spans(t, "gold", len(doc.Text))
		found := spans(t, "found", len(doc.Text))
		var s Scorer
		s.Add(doc, found)
		for _, c := range append(s.Report().Classes, s.Report().All) {
			if c.Full+c.Partial+c.Missed != c.Gold || c.Leaked > c.GoldChars || c.Over > c.FoundChars || c.Exact > c.Found || c.Overlap > c.Gold || c.Spurious > c.Found {
				t.Fatalf("%+v", c)
			}
		}
		s = Scorer{}
		s.Add(doc, doc.Spans)
		if all := s.Report().All; all.Full != all.Gold || all.Over != 0 || all.Exact != all.Found {
			t.Fatalf("the gold against itself: %+v", all)
		}
	})
}
