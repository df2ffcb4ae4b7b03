package analysis_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/dmn/analysis"
	"github.com/tillit-se/tillit/kit/feel"
)

// The tests of this file have tables over few values, for which every combination can be tried: what the analysis says must be so exactly.

// column is a column of a finite table: its values as FEEL writes them.
type column struct {
	declared string // name:type[:allowed values]
	values   []string
}

var finite = []column{
	{`s:string:"a", "b", "c"`, []string{`"a"`, `"b"`, `"c"`}},
	{`b:boolean`, []string{"true", "false"}},
	{`n:number:1, 2, 3, 4`, []string{"1", "2", "3", "4"}},
}

// cell is a condition and the values that meet it.
type cell struct {
	text string
	meet map[string]bool
}

func drawFinite(t *rapid.T, c column) cell {
	picked := rapid.SliceOfNDistinct(rapid.SampledFrom(c.values), 1, len(c.values), rapid.ID).Draw(t, "values")
	slices.Sort(picked)
	made := cell{strings.Join(picked, ", "), map[string]bool{}}
	shape := rapid.SampledFrom([]string{"any", "list", "list", "not"}).Draw(t, "shape")
	switch shape {
	case "any":
		made.text = "-"
	case "not":
		made.text = "not(" + made.text + ")"
	}
	for _, v := range c.values {
		made.meet[v] = shape == "any" || slices.Contains(picked, v) != (shape == "not")
	}
	if c.values[0] == "1" && shape == "list" && rapid.Bool().Draw(t, "as a range") { // numbers have ranges too
		low, high := slices.Min(picked), slices.Max(picked)
		made.text = fmt.Sprintf("[%s..%s]", low, high)
		for _, v := range c.values {
			made.meet[v] = v >= low && v <= high
		}
	}
	return made
}

// world is a finite table with its meaning.
type world struct {
	table
	columns []column
	cells   [][]cell
	outputs []string
}

func drawWorld(t *rapid.T) world {
	w := world{columns: rapid.Permutation(finite).Draw(t, "columns")[:rapid.IntRange(1, 3).Draw(t, "width")]}
	w.policy = rapid.SampledFrom([]string{"UNIQUE", "ANY", "FIRST", "PRIORITY"}).Draw(t, "policy")
	if w.policy == "PRIORITY" {
		w.table.outputs = `"x", "y"`
	}
	for _, c := range w.columns {
		w.table.columns = append(w.table.columns, c.declared)
	}
	for range rapid.IntRange(1, 5).Draw(t, "rules") {
		var row []cell
		var texts []string
		for _, c := range w.columns {
			made := drawFinite(t, c)
			row, texts = append(row, made), append(texts, made.text)
		}
		output := rapid.SampledFrom([]string{`"x"`, `"y"`}).Draw(t, "output")
		w.cells, w.outputs = append(w.cells, row), append(w.outputs, output)
		w.rules = append(w.rules, append(texts, output))
	}
	return w
}

// points are all combinations of values.
func (w world) points() [][]string {
	all := [][]string{nil}
	for _, c := range w.columns {
		var longer [][]string
		for _, p := range all {
			for _, v := range c.values {
				longer = append(longer, append(slices.Clone(p), v))
			}
		}
		all = longer
	}
	return all
}

// hits are the rules that a combination meets, from 1.
func (w world) hits(point []string) []int {
	var hits []int
	for i, row := range w.cells {
		met := true
		for k, c := range row {
			met = met && c.meet[point[k]]
		}
		if met {
			hits = append(hits, i+1)
		}
	}
	return hits
}

// winner is the rule that decides under First and Priority.
func (w world) winner(hits []int) int {
	best := hits[0]
	for _, i := range hits {
		if w.policy == "PRIORITY" && w.outputs[i-1] < w.outputs[best-1] {
			best = i
		}
	}
	return best
}

func (w world) clash(hits []int) bool {
	switch w.policy {
	case "UNIQUE":
		return len(hits) > 1
	case "ANY":
		return slices.ContainsFunc(hits, func(i int) bool { return w.outputs[i-1] != w.outputs[hits[0]-1] })
	}
	return false
}

// covered tells whether a finding of a kind has the combination in its region.
func (w world) covered(t *rapid.T, got analysis.Table, kind analysis.Kind, point []string) bool {
	values := make([]feel.Value, len(point))
	for i, text := range point {
		values[i] = constant(t, text)
	}
	return within(t, w.table, got, kind, nil, values)
}

func constant(t *rapid.T, text string) feel.Value {
	program, err := feel.Compile(text, nil)
	if err != nil {
		t.Fatal(err)
	}
	v, ok := program.Constant()
	if !ok {
		t.Fatalf("%s is no constant", text)
	}
	return v
}

func TestOfFiniteTablesTheAnalysisSaysExactlyWhatIsSo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		got := analyse(t, w.table, analysis.Options{})
		if got.Limit != "" || len(got.Unread) > 0 {
			t.Fatalf("not read as a whole: %+v", got)
		}
		decides := map[int]bool{}
		possible := map[int]bool{}
		for _, point := range w.points() {
			hits := w.hits(point)
			for _, i := range hits {
				possible[i] = true
			}
			if len(hits) > 0 {
				decides[w.winner(hits)] = true
			}
			if gap := w.covered(t, got, analysis.Gap, point); gap != (len(hits) == 0) {
				t.Fatalf("%v: a gap is said %t, %v rules are met\n%v\n%q", point, gap, hits, w.rules, told(got))
			}
			inRegion := w.covered(t, got, analysis.Overlap, point)
			elsewhere := slices.ContainsFunc(got.Findings, func(f analysis.Finding) bool {
				return f.Kind == analysis.Overlap && slices.Equal(f.Rules, hits) && f.Elsewhere
			})
			if clash := w.clash(hits); inRegion && !clash || clash && !inRegion && !elsewhere {
				t.Fatalf("%v: an overlap is said %t, elsewhere %t, rules %v under %s\n%v\n%q", point, inRegion, elsewhere, hits, w.policy, w.rules, told(got))
			}
		}
		for i := range w.rules {
			n := i + 1
			says := func(kind analysis.Kind) bool {
				return slices.ContainsFunc(got.Findings, func(f analysis.Finding) bool { return f.Kind == kind && slices.Equal(f.Rules, []int{n}) })
			}
			if says(analysis.Impossible) != !possible[n] {
				t.Fatalf("rule %d possible: %t, in\n%v\n%q", n, possible[n], w.rules, told(got))
			}
			ordered := w.policy == "FIRST" || w.policy == "PRIORITY"
			if says(analysis.Unreachable) != (ordered && possible[n] && !decides[n]) {
				t.Fatalf("rule %d decides: %t under %s, in\n%v\n%q", n, decides[n], w.policy, w.rules, told(got))
			}
		}
	})
}

// TestDaysAreWholeInTheAnalysis has tables over a fortnight and looks at every day, and at what lies far off.
func TestDaysAreWholeInTheAnalysis(t *testing.T) {
	day := func(n int) string { return fmt.Sprintf(`@"2026-02-%02d"`, n) }
	rapid.Check(t, func(t *rapid.T) {
		s := table{policy: "UNIQUE", columns: []string{"d:date"}}
		type span struct{ low, high int }
		var spans []span
		for range rapid.IntRange(1, 4).Draw(t, "rules") {
			low := rapid.IntRange(1, 14).Draw(t, "low")
			high := rapid.IntRange(low, 14).Draw(t, "high")
			text, is := fmt.Sprintf("[%s..%s]", day(low), day(high)), span{low, high}
			switch rapid.IntRange(0, 4).Draw(t, "shape") {
			case 0:
				text, is = "<= "+day(high), span{-100, high}
			case 1:
				text, is = "> "+day(low), span{low + 1, 100}
			case 2:
				text, is = fmt.Sprintf("[%s..%s)", day(low), day(high+1)), span{low, high}
			case 3:
				text, is = day(low), span{low, low}
			}
			spans, s.rules = append(spans, is), append(s.rules, []string{text, "1"})
		}
		got := analyse(t, s, analysis.Options{})
		for n := 1; n <= 20; n++ {
			hits := 0
			for _, is := range spans {
				if n >= is.low && n <= is.high {
					hits++
				}
			}
			point := []feel.Value{constant(t, day(n))}
			if gap := within(t, s, got, analysis.Gap, nil, point); gap != (hits == 0) {
				t.Fatalf("%s: a gap is said %t, %d rules are met\n%v\n%q", day(n), gap, hits, s.rules, told(got))
			}
			if clash := within(t, s, got, analysis.Overlap, nil, point); clash && hits < 2 {
				t.Fatalf("%s: an overlap is said, %d rules are met\n%v\n%q", day(n), hits, s.rules, told(got))
			}
		}
	})
}

func TestConditionsInPlainWords(t *testing.T) {
	plain := analysis.Phrasing{Value: func(v feel.Value) string { return v.String() }}
	spoken := analysis.Phrasing{
		Value: func(v feel.Value) string { return v.String() },
		Bound: func(sign string, v feel.Value) string {
			return map[string]string{"≥": "from ", ">": "above ", "≤": "to ", "<": "below ", "≠": "other than "}[sign] + v.String()
		},
		And: " and ",
	}
	for _, tc := range []struct {
		tests, plain, spoken string
		not, anything, ok    bool
	}{
		{"5", "5", "5", false, false, true},
		{"< 5", "< 5", "below 5", false, false, true},
		{">= 5", "≥ 5", "from 5", false, false, true},
		{"!= 5", "≠ 5", "other than 5", false, false, true},
		{"[1..5)", "≥ 1, < 5", "from 1 and below 5", false, false, true},
		{"(1..5]", "> 1, ≤ 5", "above 1 and to 5", false, false, true},
		{"1, > 7", "1|> 7", "1|above 7", false, false, true},
		{"not(1, 2)", "1|2", "1|2", true, false, true},
		{"not([1..2])", "≥ 1, ≤ 2", "from 1 and to 2", true, false, true},
		{`"a", "b"`, `"a"|"b"`, `"a"|"b"`, false, false, true},
		{`@"2026-01-01"`, `@"2026-01-01"`, `@"2026-01-01"`, false, false, true},
		{"-", "", "", false, true, true},
		{"", "", "", false, true, true},
		{"modulo(?, 2) = 0", "", "", false, false, false},
		{"a + 1", "", "", false, false, false},
	} {
		for want, p := range map[string]analysis.Phrasing{tc.plain: plain, tc.spoken: spoken} {
			phrases, not, anything, ok := analysis.Phrases(tc.tests, p)
			if got := strings.Join(phrases, "|"); not != tc.not || anything != tc.anything || ok != tc.ok || got != tc.plain && got != tc.spoken || p.Bound == nil && got != want && tc.plain != tc.spoken {
				t.Errorf("%s: %q %t %t %t", tc.tests, got, not, anything, ok)
			}
		}
	}
}
