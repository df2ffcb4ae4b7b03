package dmn_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
)

// policyCase is what a hit policy makes of the rules that match an input.
type policyCase struct {
	policy, aggregation string
	// none, one, same and more are the results when no rule, one, two that
	// agree, and three that do not all agree match.
	none, one, same, more string
}

// singleOutput has the allowed values 3, 2, 1 in that order.
var singleOutput = []policyCase{
	{"UNIQUE", "", `null`, `1`, `null`, `null`},
	{"FIRST", "", `null`, `1`, `2`, `1`},
	{"ANY", "", `null`, `1`, `2`, `null`},
	{"PRIORITY", "", `null`, `1`, `2`, `3`},
	{"COLLECT", "", `[]`, `[1]`, `[2, 2]`, `[1, 3, 2]`},
	{"COLLECT", "SUM", `null`, `1`, `4`, `6`},
	{"COLLECT", "COUNT", `0`, `1`, `2`, `3`},
	{"COLLECT", "MIN", `null`, `1`, `2`, `1`},
	{"COLLECT", "MAX", `null`, `1`, `2`, `3`},
	{"RULE ORDER", "", `null`, `[1]`, `[2, 2]`, `[1, 3, 2]`},
	{"OUTPUT ORDER", "", `null`, `[1]`, `[2, 2]`, `[3, 2, 1]`},
}

func policyTable(c policyCase, outputs []string, cells func(n int) string) grid {
	g := grid{policy: c.policy, aggregation: c.aggregation, inputs: []string{"x:string"}, outputs: outputs}
	for _, rule := range []string{`"one" 1`, `"same" 2`, `"same" 2`, `"more" 1`, `"more" 3`, `"more" 2`} {
		condition, n, _ := strings.Cut(rule, " ")
		g.rules = append(g.rules, condition+"|"+cells(int(n[0]-'0')))
	}
	return g
}

func (c policyCase) results() map[string]string {
	return map[string]string{"none": c.none, "one": c.one, "same": c.same, "more": c.more}
}

func TestEveryHitPolicyWithOneOutput(t *testing.T) {
	for _, c := range singleOutput {
		g := policyTable(c, []string{":number:3, 2, 1"}, func(n int) string { return fmt.Sprint(n) })
		m := load(t, g.model())
		for input, expected := range c.results() {
			t.Run(strings.Join([]string{c.policy, c.aggregation, input}, " "), func(t *testing.T) {
				for _, trace := range []bool{false, true} {
					got := evaluate(t, m, "result", `{x: "`+input+`"}`, dmn.Env{Trace: trace})
					want(t, got, expected)
					if failed := expected == "null"; got.Failed() != failed {
						t.Errorf("trace %v: failed is %v: %v", trace, got.Failed(), got.Diagnostics)
					}
				}
			})
		}
	}
}

func TestEveryHitPolicyWithADefault(t *testing.T) {
	for _, c := range singleOutput {
		g := policyTable(c, []string{":number:3, 2, 1, -1:-1"}, func(n int) string { return fmt.Sprint(n) })
		m := load(t, g.model())
		for input, expected := range c.results() {
			if input == "none" {
				expected = "-1"
			}
			for _, trace := range []bool{false, true} {
				got := evaluate(t, m, "result", `{x: "`+input+`"}`, dmn.Env{Trace: trace})
				if want(t, got, expected); t.Failed() {
					t.Fatalf("%s %s for %q", c.policy, c.aggregation, input)
				}
				if trace && got.Trace.Parts[0].Table.Default != (input == "none") {
					t.Errorf("%s for %q: the trace says default %v", c.policy, input, got.Trace.Parts[0].Table.Default)
				}
			}
		}
	}
}

// TestEveryHitPolicyWithSeveralOutputs has a second output that is ten times
// the first; where an aggregation is asked for, each output has its own.
func TestEveryHitPolicyWithSeveralOutputs(t *testing.T) {
	pair := func(value string) string {
		switch {
		case value == "null" || value == "[]" || value == "0":
			return value
		case strings.HasPrefix(value, "["):
			var items []string
			for _, item := range strings.Split(strings.Trim(value, "[]"), ", ") {
				items = append(items, fmt.Sprintf("{a: %s, b: %s0}", item, item))
			}
			return "[" + strings.Join(items, ", ") + "]"
		}
		return fmt.Sprintf("{a: %s, b: %s0}", value, value)
	}
	for _, c := range singleOutput {
		g := policyTable(c, []string{"a:number:3, 2, 1", "b:number"}, func(n int) string { return fmt.Sprintf("%d|%d0", n, n) })
		m := load(t, g.model())
		for input, expected := range c.results() {
			if c.aggregation != "COUNT" {
				expected = pair(expected)
			}
			got := evaluate(t, m, "result", `{x: "`+input+`"}`)
			if want(t, got, expected); t.Failed() {
				t.Fatalf("%s %s for %q", c.policy, c.aggregation, input)
			}
		}
	}
}

func TestDefaultsOfSeveralOutputs(t *testing.T) {
	g := grid{policy: "UNIQUE", inputs: []string{"x:number"}, outputs: []string{`a:string::"none"`, `b:number`, `c:number::x * 2`}, rules: []string{`1 | "one" | 1 | 1`}}
	m := load(t, g.model())
	want(t, evaluate(t, m, "result", `{x: 5}`), `{a: "none", b: null, c: 10}`)
	want(t, evaluate(t, m, "result", `{x: 1}`), `{a: "one", b: 1, c: 1}`)
}

func TestAggregationsOfWhatCannotBeAggregated(t *testing.T) {
	tests := []struct{ aggregation, first, second, want string }{
		{"SUM", `"a"`, `1`, `null`},
		{"SUM", `1`, `null`, `null`},
		{"SUM", `true`, `false`, `null`},
		{"SUM", `0.1`, `0.2`, `0.3`},
		{"SUM", `[1]`, `2`, `null`},
		{"SUM", `duration("P1D")`, `duration("P2D")`, `duration("P3D")`},
		{"MIN", `"b"`, `"a"`, `"a"`},
		{"MAX", `"b"`, `"a"`, `"b"`},
		{"MIN", `@"2026-02-01"`, `@"2026-01-31"`, `@"2026-01-31"`},
		{"MAX", `@"PT1H"`, `@"PT61M"`, `@"PT61M"`},
		{"MAX", `1`, `"a"`, `null`},
		{"MIN", `null`, `1`, `null`},
		{"COUNT", `null`, `"a"`, `2`},
		{"COUNT", `1`, `1`, `2`},
		{"MAX", `-0`, `0`, `0`},
		{"SUM", `9.999999999999999999999999999999999e6144`, `9.999999999999999999999999999999999e6144`, `null`},
	}
	for _, test := range tests {
		g := grid{policy: "COLLECT", aggregation: test.aggregation, outputs: []string{""}, rules: []string{test.first, test.second}}
		got := evaluate(t, load(t, g.model()), "result", "")
		expected := value(t, test.want)
		if !got.Value.Equal(expected) {
			t.Errorf("%s of %s and %s is %s, want %s", test.aggregation, test.first, test.second, got.Value, test.want)
		}
		if test.want == "null" && !got.Failed() {
			t.Errorf("%s of %s and %s is null without a word", test.aggregation, test.first, test.second)
		}
	}
}

func TestTiesOfPriorityStayInTheOrderOfTheTable(t *testing.T) {
	g := grid{
		inputs: []string{"x:number"}, outputs: []string{`level:string:"high", "low"`, `why:string`},
		rules: []string{`- | "low" | "first"`, `- | "high" | "second"`, `- | "high" | "third"`, `- | "low" | "fourth"`, `> 0 | "other" | "fifth"`},
	}
	g.policy = "PRIORITY"
	want(t, evaluate(t, load(t, g.model()), "result", `{x: 0}`), `{level: "high", why: "second"}`)
	g.policy = "OUTPUT ORDER"
	want(t, evaluate(t, load(t, g.model()), "result", `{x: 0}`),
		`[{level: "high", why: "second"}, {level: "high", why: "third"}, {level: "low", why: "first"}, {level: "low", why: "fourth"}]`)
}

func TestAnOutputThatIsNotAllowedIsNullAndHasTheLowestPriority(t *testing.T) {
	g := grid{policy: "PRIORITY", inputs: []string{"x:number"}, outputs: []string{`:string:"a", "b"`}, rules: []string{`- | "z"`, `> 5 | "b"`}}
	m := load(t, g.model())
	got := evaluate(t, m, "result", `{x: 6}`)
	want(t, got, `"b"`)
	if !hasCode(got, dmn.CodeValues) {
		t.Errorf("diagnostics: %v", got.Diagnostics)
	}
	want(t, evaluate(t, m, "result", `{x: 1}`), `null`)
}

func TestPriorityByRangesAndNumbers(t *testing.T) {
	g := grid{policy: "OUTPUT ORDER", outputs: []string{`:number:> 100, [10..20], 5, < 0`}, rules: []string{"-3", "5", "15", "20", "101", "10"}}
	want(t, evaluate(t, load(t, g.model()), "result", ""), `[101, 15, 20, 10, 5, -3]`)
}

func TestPoliciesThatNeedAnOrderSaySo(t *testing.T) {
	for _, policy := range []string{"PRIORITY", "OUTPUT ORDER"} {
		g := grid{policy: policy, outputs: []string{":number"}, rules: []string{"1", "2"}}
		source := g.model()
		m := load(t, source)
		p := m.Problems()
		if len(p) != 1 || p[0].Code != dmn.CodeValues || !strings.Contains(p[0].Message, policy) || !strings.HasPrefix(string(source[p[0].Pos.Offset:]), "<decisionTable") {
			t.Errorf("%s: %v", policy, p)
		}
		got := evaluate(t, m, "result", "")
		want(t, got, "null")
		if !hasCode(got, dmn.CodeNoPriority) || !strings.Contains(got.Diagnostics[0].Message, "1 and 2") {
			t.Errorf("%s: %v", policy, got.Diagnostics)
		}
	}
}

func TestDiagnosticsOfTablesNameTheRules(t *testing.T) {
	tests := map[string]struct {
		policy  string
		rules   []string
		code    dmn.Code
		message string
	}{
		"two":             {"UNIQUE", []string{"1", "2"}, dmn.CodeManyRules, "1 and 2 match"},
		"three":           {"UNIQUE", []string{"1", "2", "3"}, dmn.CodeManyRules, "1, 2 and 3 match"},
		"twelve":          {"UNIQUE", strings.Split(strings.Repeat("1 ", 11)+"1", " "), dmn.CodeManyRules, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more match"},
		"they disagree":   {"ANY", []string{"1", "1", "2"}, dmn.CodeConflict, "give 1 and 2"},
		"no rules at all": {"FIRST", nil, dmn.CodeNoRule, "no rule"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			source := grid{policy: test.policy, outputs: []string{""}, rules: test.rules}.model()
			got := evaluate(t, load(t, source), "result", "")
			if len(got.Diagnostics) != 1 {
				t.Fatalf("diagnostics: %v", got.Diagnostics)
			}
			d := got.Diagnostics[0]
			if d.Code != test.code || !strings.Contains(d.Message, test.message) || d.Element != `decision "result"` {
				t.Errorf("%s: %v", d.Code, d)
			}
			if !strings.HasPrefix(string(source[d.Pos.Offset:]), "<decisionTable") {
				t.Errorf("it points at %.20q", source[d.Pos.Offset:])
			}
		})
	}
}

func TestNullInputs(t *testing.T) {
	g := grid{
		policy: "COLLECT", inputs: []string{"x:number"}, outputs: []string{""},
		rules: []string{`- | "any"`, `null | "null"`, `< 5 | "small"`, `not(null) | "not null"`, `not(5) | "not five"`, `5, null | "five or null"`, `? = null | "asked"`, `? != null | "given"`},
	}
	m := load(t, g.model())
	for _, trace := range []bool{false, true} {
		want(t, evaluate(t, m, "result", `{x: null}`, dmn.Env{Trace: trace}), `["any", "null", "not five", "five or null", "asked"]`)
		want(t, evaluate(t, m, "result", `{x: 5}`, dmn.Env{Trace: trace}), `["any", "not null", "five or null", "given"]`)
		want(t, evaluate(t, m, "result", `{x: 1}`, dmn.Env{Trace: trace}), `["any", "small", "not null", "not five", "given"]`)
	}
}

func TestAllowedInputsWithNull(t *testing.T) {
	for values, allowed := range map[string]map[string]bool{
		`"a","b"`:     {`"a"`: true, `"c"`: false, `null`: true, `1`: false},
		`"a", null`:   {`"a"`: true, `"c"`: false, `null`: true},
		`not("a")`:    {`"a"`: false, `"c"`: true, `null`: true},
		`[1..5], > 9`: {`1`: true, `5.1`: false, `10`: true, `null`: true, `"a"`: false},
	} {
		g := grid{policy: "FIRST", inputs: []string{"x::" + values}, outputs: []string{""}, rules: []string{`- | "passed"`}}
		m := load(t, g.model())
		for input, passes := range allowed {
			got := evaluate(t, m, "result", "{x: "+input+"}")
			if passed := !got.Value.IsNull(); passed != passes {
				t.Errorf("%s among %s: %v; %v", input, values, passed, got.Diagnostics)
			}
			if !passes && (got.Diagnostics[0].Code != dmn.CodeValues || !strings.Contains(got.Diagnostics[0].Message, values)) {
				t.Errorf("%s among %s: %v", input, values, got.Diagnostics)
			}
		}
	}
}

func TestTablesWithoutInputsOrRules(t *testing.T) {
	want(t, evaluate(t, load(t, grid{outputs: []string{""}, rules: []string{"42"}}.model()), "result", ""), "42")
	want(t, evaluate(t, load(t, grid{policy: "COLLECT", outputs: []string{""}}.model()), "result", ""), "[]")
	want(t, evaluate(t, load(t, grid{policy: "COLLECT", inputs: []string{"x:"}, outputs: []string{""}, rules: []string{"|"}}.model()), "result", "{x: 1}"), "[null]")
}

func TestATableDeclaresTheTypeOfItsResult(t *testing.T) {
	g := grid{policy: "FIRST", typeRef: "string", inputs: []string{"x:"}, outputs: []string{""}, rules: []string{`1 | "a"`, `2 | 2`}}
	m := load(t, g.model())
	want(t, evaluate(t, m, "result", `{x: 1}`), `"a"`)
	if got := evaluate(t, m, "result", `{x: 2}`); !got.Failed() || !hasCode(got, dmn.CodeType) {
		t.Errorf("got %v", got)
	}
}
