package analysis_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/analysis"
	"github.com/tillit-se/tillit/kit/feel"
)

// table is a table to analyse: columns as name:type[:allowed values], rules as cells with the output last.
type table struct {
	policy  string
	columns []string
	outputs string // output values, for priorities
	rules   [][]string
	dflt    string
}

func (s table) xml() string {
	var b strings.Builder
	b.WriteString(`<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:t" name="t" id="t">`)
	var needs, inputs string
	for i, column := range s.columns {
		parts := strings.SplitN(column, ":", 3)
		kind := parts[1]
		if len(parts) == 3 {
			kind = "t" + strconv.Itoa(i)
			fmt.Fprintf(&b, `<itemDefinition name=%q><typeRef>%s</typeRef><allowedValues><text>%s</text></allowedValues></itemDefinition>`, kind, parts[1], escape(parts[2]))
		}
		fmt.Fprintf(&b, `<inputData id="i%d" name=%q><variable name=%q typeRef=%q/></inputData>`, i, parts[0], parts[0], kind)
		needs += fmt.Sprintf(`<informationRequirement><requiredInput href="#i%d"/></informationRequirement>`, i)
		inputs += fmt.Sprintf(`<input><inputExpression><text>%s</text></inputExpression></input>`, parts[0])
	}
	fmt.Fprintf(&b, `<decision id="d" name="D"><variable name="D"/>%s<decisionTable hitPolicy=%q>%s<output>`, needs, s.policy, inputs)
	if s.outputs != "" {
		fmt.Fprintf(&b, `<outputValues><text>%s</text></outputValues>`, escape(s.outputs))
	}
	if s.dflt != "" {
		fmt.Fprintf(&b, `<defaultOutputEntry><text>%s</text></defaultOutputEntry>`, escape(s.dflt))
	}
	b.WriteString(`</output>`)
	for _, rule := range s.rules {
		b.WriteString("\n<rule>")
		for i, text := range rule {
			name := "inputEntry"
			if i == len(rule)-1 {
				name = "outputEntry"
			}
			fmt.Fprintf(&b, "<%s><text>%s</text></%s>", name, escape(text), name)
		}
		b.WriteString("</rule>")
	}
	b.WriteString(`</decisionTable></decision></definitions>`)
	return b.String()
}

func escape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}

type fataler interface{ Fatal(...any) }

func analyse(t fataler, s table, o analysis.Options) analysis.Table {
	d, err := dmn.Read([]byte(s.xml()), dmn.FileLimits{})
	if err != nil {
		t.Fatal(err)
	}
	report, err := analysis.Analyse(d, o)
	if err != nil || len(report.Tables) != 1 {
		t.Fatal(report, err)
	}
	return report.Tables[0]
}

// told writes findings as "kind rules: region".
func told(a analysis.Table) []string {
	var lines []string
	for _, f := range a.Findings {
		line := string(f.Kind)
		if len(f.Rules) > 0 {
			line += fmt.Sprint(" ", f.Rules)
		}
		if where := f.In("en"); where != "" {
			line += ": " + where
		}
		if f.Uncertain {
			line += " (uncertain)"
		}
		lines = append(lines, line)
	}
	return lines
}

func TestFindings(t *testing.T) {
	for name, tc := range map[string]struct {
		table
		want []string
	}{
		"a complete table": {table{"UNIQUE", []string{"x:number"}, "", [][]string{{"< 5", "1"}, {">= 5", "2"}}, ""}, nil},
		"a gap at one number": {
			table{"UNIQUE", []string{"x:number"}, "", [][]string{{"< 5", "1"}, {"> 5", "2"}}, ""}, []string{"gap: x = 5"},
		},
		"a gap in two columns": {
			table{"UNIQUE", []string{"income:number", "region:string"}, "", [][]string{
				{"< 250000", "-", "1"}, {">= 250000", `not("north")`, "2"},
			}, ""}, []string{`gap: income ≥ 250000, region = "north"`},
		},
		"every other string": {
			table{"UNIQUE", []string{"s:string"}, "", [][]string{{`"a"`, "1"}, {`"b", "c"`, "2"}}, ""}, []string{`gap: s ≠ "a", "b", "c"`},
		},
		"allowed values close the gap": {
			table{"UNIQUE", []string{`s:string:"a","b"`}, "", [][]string{{`"a"`, "1"}, {`"b"`, "2"}}, ""}, nil,
		},
		"a condition outside the allowed values": {
			table{"UNIQUE", []string{`s:string:"a","b"`}, "", [][]string{{`"a"`, "1"}, {`"b"`, "2"}, {`"c"`, "3"}}, ""}, []string{"impossible [3]"},
		},
		"a number outside the allowed range": {
			table{"UNIQUE", []string{`n:number:[0..10]`}, "", [][]string{{"<= 10", "1"}, {"> 10", "2"}}, ""}, []string{"impossible [2]"},
		},
		"an overlap": {
			table{"UNIQUE", []string{"x:number"}, "", [][]string{{"<= 5", "1"}, {">= 5", "2"}}, ""}, []string{"overlap [1 2]: x = 5"},
		},
		"an overlap with one output under Any": {
			table{"ANY", []string{"x:number"}, "", [][]string{{"<= 5", "1"}, {">= 5", "1.0"}}, ""}, nil,
		},
		"an overlap with two outputs under Any": {
			table{"ANY", []string{"x:number"}, "", [][]string{{"<= 5", "1"}, {">= 5", "2"}}, ""}, []string{"overlap [1 2]: x = 5"},
		},
		"a masked rule under First": {
			table{"FIRST", []string{"x:number"}, "", [][]string{{"< 10", "1"}, {"[2..3]", "2"}, {"-", "3"}}, ""}, []string{"unreachable [2]"},
		},
		"a masked rule under Priority": {
			table{"PRIORITY", []string{"x:number"}, `"high","low"`, [][]string{{"-", `"high"`}, {"> 3", `"low"`}}, ""}, []string{"unreachable [2]"},
		},
		"an empty range": {
			table{"UNIQUE", []string{"x:number"}, "", [][]string{{"(5..5)", "1"}, {"-", "2"}}, ""}, []string{"impossible [1]"},
		},
		"days that follow on each other": {
			table{"UNIQUE", []string{"d:date"}, "", [][]string{{`<= date("2026-01-31")`, "1"}, {`>= @"2026-02-01"`, "2"}}, ""}, nil,
		},
		"a gap between days": {
			table{"UNIQUE", []string{"d:date"}, "", [][]string{{`< date("2026-01-31")`, "1"}, {`> date("2026-02-02")`, "2"}}, ""},
			[]string{`gap: @"2026-01-31" ≤ d ≤ @"2026-02-02"`},
		},
		"a gap between durations": {
			table{"UNIQUE", []string{"p:days and time duration"}, "", [][]string{{`< duration("P7D")`, "1"}, {`> duration("P7D")`, "2"}}, ""},
			[]string{`gap: p = @"P7D"`},
		},
		"booleans": {
			table{"UNIQUE", []string{"b:boolean", "c:boolean"}, "", [][]string{{"true", "-", "1"}, {"false", "true", "2"}}, ""},
			[]string{"gap: b = false, c = false"},
		},
		"null where the column speaks of it": {
			table{"UNIQUE", []string{"b:boolean"}, "", [][]string{{"true", "1"}, {"null", "2"}}, ""}, []string{"gap: b = false"},
		},
		"collecting is no gap": {table{"COLLECT", []string{"x:number"}, "", [][]string{{"< 5", "1"}, {"< 7", "2"}}, ""}, nil},
		"a default is no gap":  {table{"UNIQUE", []string{"x:number"}, "", [][]string{{"< 5", "1"}}, "9"}, nil},
		"other FEEL is unread": {
			table{"UNIQUE", []string{"x:number"}, "", [][]string{{"< 5", "1"}, {"> 5", "2"}, {"modulo(?, 5) = 0", "3"}}, ""}, []string{"gap: x = 5 (uncertain)"},
		},
		"a text with a comma and brackets": {
			table{"UNIQUE", []string{"s:string"}, "", [][]string{{`"a, (b", "]\"c"`, "1"}, {`not("a, (b", "]\"c")`, "2"}}, ""}, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := told(analyse(t, tc.table, analysis.Options{})); !slices.Equal(got, tc.want) {
				t.Errorf("got  %q\nwant %q", got, tc.want)
			}
		})
	}
}

func TestUnreadCellsAreNamed(t *testing.T) {
	got := analyse(t, table{"UNIQUE", []string{"x:number", "y:number"}, "", [][]string{{"< 5", "y1", "1"}, {"today()", "-", "1"}, {`"text"`, "-", "1"}, {"> 2", "-", "1"}}, ""}, analysis.Options{})
	var cells []string
	for _, c := range got.Unread {
		cells = append(cells, fmt.Sprintf("%d,%d %s", c.Rule, c.Input, c.Text))
	}
	if want := []string{"2,1 today()", `3,1 "text"`, "1,2 y1"}; !slices.Equal(cells, want) {
		t.Errorf("got %q, want %q", cells, want)
	}
}

func TestMissingValuesAreTold(t *testing.T) {
	got := analyse(t, table{"UNIQUE", []string{"x:number", "b:boolean"}, "", [][]string{{"< 5", "-", "1"}, {">= 5", "-", "1"}}, ""}, analysis.Options{})
	if want := []string{"x"}; !slices.Equal(got.NoNull, want) {
		t.Errorf("got %q, want %q", got.NoNull, want)
	}
}

func TestLargeTablesStopAtALimit(t *testing.T) {
	big := table{policy: "UNIQUE", columns: []string{"x:number", "y:number", "z:number"}}
	for i := range 10_000 {
		big.rules = append(big.rules, []string{fmt.Sprintf("> %d", i*7%9973), fmt.Sprintf("< %d", i*13%9967), fmt.Sprintf("[%d..%d]", i%100, i%100+50), "1"})
	}
	start := time.Now()
	got := analyse(t, big, analysis.Options{})
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %s", took)
	}
	if got.Limit == "" {
		t.Error("no limit is named")
	}
	for _, f := range got.Findings {
		if f.Kind == analysis.Unreachable || f.Kind == analysis.Impossible {
			t.Fatalf("claims of a table not seen as a whole: %v", f)
		}
	}
}

func TestLargeOrderlyTableIsAnalysedAsAWhole(t *testing.T) {
	big := table{policy: "UNIQUE", columns: []string{"x:number", "s:string"}}
	for i := range 10_000 {
		big.rules = append(big.rules, []string{fmt.Sprintf("[%d..%d)", i, i+1), "-", "1"})
	}
	got := analyse(t, big, analysis.Options{})
	if want := []string{"gap: x < 0 or x ≥ 10000"}; got.Limit != "" || !slices.Equal(told(got), want) {
		t.Errorf("limit %q, %q", got.Limit, told(got))
	}
}

// TestAnalysisAgreesWithSampling makes random tables and asks every rule about every value of a grid.
func TestAnalysisAgreesWithSampling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := table{policy: rapid.SampledFrom([]string{"UNIQUE", "FIRST", "ANY", "PRIORITY"}).Draw(t, "policy"), outputs: `"a","b"`}
		columns := rapid.IntRange(1, 3).Draw(t, "columns")
		for i := range columns {
			s.columns = append(s.columns, rapid.SampledFrom([]string{"n%d:number", "s%d:string", "b%d:boolean"}).Draw(t, "type"))
			s.columns[i] = fmt.Sprintf(s.columns[i], i)
		}
		for range rapid.IntRange(1, 5).Draw(t, "rules") {
			var rule []string
			for _, column := range s.columns {
				rule = append(rule, drawCell(t, strings.Split(column, ":")[1]))
			}
			s.rules = append(s.rules, append(rule, rapid.SampledFrom([]string{`"a"`, `"b"`}).Draw(t, "output")))
		}
		got := analyse(t, s, analysis.Options{Findings: 10_000})
		if got.Limit != "" || len(got.Unread) > 0 {
			t.Fatalf("limit %q, unread %v", got.Limit, got.Unread)
		}
		compare(t, s, got)
	})
}

func drawCell(t *rapid.T, kind string) string {
	number := func() string { return strconv.Itoa(rapid.IntRange(0, 3).Draw(t, "number")) }
	switch kind {
	case "boolean":
		return rapid.SampledFrom([]string{"-", "true", "false", "not(true)"}).Draw(t, "cell")
	case "string":
		return rapid.SampledFrom([]string{"-", `"p"`, `"q"`, `"p","q"`, `not("p")`, `not("q","r")`}).Draw(t, "cell")
	}
	switch rapid.IntRange(0, 6).Draw(t, "form") {
	case 0:
		return "-"
	case 1:
		return "< " + number()
	case 2:
		return ">= " + number()
	case 3:
		return number()
	case 4:
		return "not(" + number() + ")"
	case 5:
		return "(" + number() + ".." + number() + "]"
	}
	return number() + ", > " + number()
}

// compare checks the analysis against every value of the grid.
func compare(t *rapid.T, s table, got analysis.Table) {
	reached := map[int]bool{}
	decided := map[int]bool{}
	each(s, nil, func(point []feel.Value) {
		var rules []int
		for i, rule := range s.rules {
			if holds(t, rule[:len(point)], point) {
				rules = append(rules, i+1)
				reached[i+1] = true
			}
		}
		if len(rules) > 0 {
			decided[winner(s, rules)] = true
		}
		if want, told := len(rules) == 0, within(t, s, got, analysis.Gap, nil, point); want != told {
			t.Fatalf("%v: gap %v, told %v by %q", point, want, told, told2(got))
		}
		if conflict(s, rules) && !mentions(got, rules) {
			t.Fatalf("%v: the overlap of %v is not told in %q", point, rules, told2(got))
		}
		if !conflict(s, rules) && within(t, s, got, analysis.Overlap, rules, point) {
			t.Fatalf("%v: %v do not overlap, but %q", point, rules, told2(got))
		}
	})
	for i := range s.rules {
		if want, told := !reached[i+1], silent(got, analysis.Impossible, i+1); want != told {
			t.Fatalf("rule %d impossible: %v, told %v", i+1, want, told)
		}
		if s.policy == "FIRST" || s.policy == "PRIORITY" {
			if want, told := reached[i+1] && !decided[i+1], silent(got, analysis.Unreachable, i+1); want != told {
				t.Fatalf("rule %d masked: %v, told %v", i+1, want, told)
			}
		}
	}
}

func told2(a analysis.Table) []string { return told(a) }

func silent(got analysis.Table, kind analysis.Kind, rule int) bool {
	return slices.ContainsFunc(got.Findings, func(f analysis.Finding) bool { return f.Kind == kind && f.Rules[0] == rule })
}

func winner(s table, rules []int) int {
	if s.policy != "PRIORITY" {
		return rules[0]
	}
	for _, r := range rules {
		if rule := s.rules[r-1]; rule[len(rule)-1] == `"a"` {
			return r
		}
	}
	return rules[0]
}

func conflict(s table, rules []int) bool {
	switch {
	case s.policy == "UNIQUE":
		return len(rules) > 1
	case s.policy == "ANY" && len(rules) > 1:
		return slices.ContainsFunc(rules, func(r int) bool {
			first, other := s.rules[rules[0]-1], s.rules[r-1]
			return first[len(first)-1] != other[len(other)-1]
		})
	}
	return false
}

func mentions(got analysis.Table, rules []int) bool {
	return slices.ContainsFunc(got.Findings, func(f analysis.Finding) bool { return f.Kind == analysis.Overlap && slices.Equal(f.Rules, rules) })
}

// within tells whether a point lies in the region of a finding.
func within(t *rapid.T, s table, got analysis.Table, kind analysis.Kind, rules []int, point []feel.Value) bool {
	return slices.ContainsFunc(got.Findings, func(f analysis.Finding) bool {
		if f.Kind != kind || rules != nil && !slices.Equal(f.Rules, rules) {
			return false
		}
		for _, c := range f.Where {
			i := slices.IndexFunc(s.columns, func(column string) bool { return strings.HasPrefix(column, c.Input+":") })
			if !test(t, c.Tests, point[i]) {
				return false
			}
		}
		return true
	})
}

func holds(t *rapid.T, cells []string, point []feel.Value) bool {
	for i, text := range cells {
		if !test(t, text, point[i]) {
			return false
		}
	}
	return true
}

func test(t *rapid.T, text string, v feel.Value) bool {
	program, err := feel.CompileUnaryTests(text, nil, feel.Any, feel.Lenient())
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	result, err := program.EvalTest(context.Background(), feel.Env{}, v)
	if err != nil {
		t.Fatal(err)
	}
	return result.Value.IsTrue()
}

// each calls f with every point of the grid: halves between numbers, and a string that no rule names.
func each(s table, point []feel.Value, f func([]feel.Value)) {
	if len(point) == len(s.columns) {
		f(point)
		return
	}
	var values []feel.Value
	switch strings.Split(s.columns[len(point)], ":")[1] {
	case "number":
		for n := int64(-1); n <= 8; n++ {
			values = append(values, feel.Scaled(5*n, -1))
		}
	case "string":
		values = []feel.Value{feel.String("p"), feel.String("q"), feel.String("r"), feel.String("z")}
	case "boolean":
		values = []feel.Value{feel.Bool(true), feel.Bool(false)}
	}
	for _, v := range values {
		each(s, append(slices.Clone(point), v), f)
	}
}

func TestStringsAreListedOnlyWhereThereAreNoOthers(t *testing.T) {
	for tests, want := range map[string][]string{
		`"a", "b"`: {"a", "b"}, `"a", 1`: nil, `not("a")`: nil, `-`: nil, `< "c"`: nil, `"it's, (one"`: {"it's, (one"},
	} {
		if got := analysis.Strings(tests); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", tests, got, want)
		}
	}
}

func FuzzAnalyse(f *testing.F) {
	for _, cell := range []string{"-", "< 5", `"a", not("b")`, "[1..5)", `date("2026-01-01")`, "not(", "(((", `"`, "1..2", "? > 3", "null", "@"} {
		f.Add(cell, "> 3")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		s := table{"UNIQUE", []string{"x:number"}, "", [][]string{{a, "1"}, {b, "2"}}, ""}
		d, err := dmn.Read([]byte(s.xml()), dmn.FileLimits{})
		if err != nil {
			return
		}
		if _, err := analysis.Analyse(d, analysis.Options{Steps: 10_000}); err != nil {
			t.Fatal(err)
		}
	})
}
