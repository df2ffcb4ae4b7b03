package dmn_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
)

// cellTests are conditions by the type of the column, and the inputs that
// meet them and those that do not.
var cellTests = []struct{ typ, cell, met, unmet string }{
	{"number", `5`, `5|5.0|5.00`, `4|null|6`},
	{"number", `-5`, `-5`, `5`},
	{"number", `< 5`, `4.999|-1`, `5|null`},
	{"number", `<= 5`, `5`, `5.0001`},
	{"number", `> 1e3`, `1001`, `1000`},
	{"number", `[1..5]`, `1|5|3.3`, `0.99|5.01|null`},
	{"number", `(1..5)`, `1.01|4.99`, `1|5`},
	{"number", `]1..5[`, `2`, `1|5`},
	{"number", `[1..5)`, `1`, `5`},
	{"number", `1, 3, [5..7], > 100`, `1|3|6|101`, `2|4|8|100`},
	{"number", `not(1, 3)`, `2|0`, `1|3`},
	{"number", `not([1..5])`, `0|6`, `1|5`},
	{"number", `!= 5`, `4`, `5`},
	{"number", `= 5`, `5`, `4`},
	{"number", `0.1 + 0.2`, `0.3`, `0.30000001`},
	{"number", `abs(-5)`, `5`, `-5`},
	{"number", `? > 3 and ? < 6`, `4|5`, `3|6`},
	{"number", `even(?)`, `2|-4`, `3`},
	{"number", `? * ? = 9`, `3|-3`, `9`},
	{"number", `[1, 2, 3]`, `1|3`, `4`},
	{"number", `null`, `null`, `0`},
	{"number", `-`, `0|null|1`, ``},
	{"number", ` - `, `0|null`, ``},
	{"number", `if ? > 0 then ? < 10 else false`, `5`, `-5|50`},
	{"number", `some i in [1, 2] satisfies i = ?`, `2`, `3`},
	{"string", `"a"`, `"a"`, `"A"|"ab"|""|null`},
	{"string", `"a", "b"`, `"a"|"b"`, `"c"`},
	{"string", `not("a", "b")`, `"c"|""`, `"a"`},
	{"string", `"å \"x\" \n"`, `"å \"x\" \n"`, `"å"`},
	{"string", `starts with(?, "sw")`, `"sweden"`, `"Sweden"`},
	{"string", `string length(?) > 2`, `"abc"`, `"ab"|null`},
	{"string", `matches(?, "[0-9]{5}")`, `"12345"`, `"1234"`},
	{"string", `< "b"`, `"a"|""`, `"b"|"c"`},
	{"string", `["a".."c"]`, `"a"|"bb"|"c"`, `"ca"|"A"`},
	{"string", `""`, `""`, `" "`},
	{"boolean", `true`, `true`, `false|null`},
	{"boolean", `false`, `false`, `true|null`},
	{"boolean", `not(true)`, `false`, `true`},
	{"boolean", `true, false`, `true|false`, `null`},
	{"date", `date("2026-01-31")`, `@"2026-01-31"`, `@"2026-02-01"|null`},
	{"date", `@"2026-01-31"`, `@"2026-01-31"`, `@"2026-02-01"`},
	{"date", `< @"2026-01-31"`, `@"2026-01-30"|@"-0001-01-01"`, `@"2026-01-31"`},
	{"date", `[@"2026-01-01"..@"2026-12-31"]`, `@"2026-01-01"|@"2026-12-31"`, `@"2025-12-31"|@"2027-01-01"`},
	{"date", `>= date("2024-02-29") + duration("P1Y")`, `@"2025-02-28"`, `@"2025-02-27"`},
	{"date", `?.year = 2026`, `@"2026-06-06"`, `@"2025-06-06"`},
	{"date", `day of week(?) = "Monday"`, `@"2026-06-01"`, `@"2026-06-02"`},
	{"time", `> @"12:00:00"`, `@"12:00:01"`, `@"12:00:00"`},
	{"time", `[@"08:00:00"..@"17:00:00")`, `@"08:00:00"`, `@"17:00:00"`},
	{"date and time", `< @"2026-01-01T00:00:00Z"`, `@"2026-01-01T00:30:00+01:00"`, `@"2026-01-01T00:00:00Z"`},
	{"date and time", `@"2026-01-01T12:00:00Z"`, `@"2026-01-01T13:00:00+01:00"`, `@"2026-01-01T12:00:00+01:00"`},
	{"days and time duration", `> duration("P1D")`, `@"PT25H"`, `@"PT24H"`},
	{"days and time duration", `@"PT90M"`, `@"PT1H30M"`, `@"PT1H"`},
	{"years and months duration", `[@"P1Y"..@"P2Y"]`, `@"P18M"|@"P12M"`, `@"P25M"`},
	{"list&lt;number&gt;", `list contains(?, 2)`, `[1, 2]`, `[1]|[]`},
	{"list&lt;number&gt;", `count(?) > 1`, `[1, 2]`, `[1]`},
	{"list&lt;number&gt;", `[1, 2]`, `[1, 2]`, `[2, 1]`},
	{"Any", `?.a = 1`, `{a: 1}`, `{a: 2}|{}|1`},
	{"Any", `{a: 1}`, `{a: 1}`, `{a: 2}`},
	{"Any", `? instance of number`, `1`, `"1"|null`},
	{"Any", `1, "a", true`, `1|"a"|true`, `2|"b"|false|"1"|null`},
	{"Any", `[1..5], ["a".."c"]`, `3|"b"`, `6|"d"|true|null`},
	{"Any", `not("a")`, `"b"`, `"a"`},
}

// TestConditions evaluates each condition alone, so that cells are looked up
// by the index of their column, and under trace, where each is tested.
func TestConditions(t *testing.T) {
	for _, test := range cellTests {
		t.Run(test.typ+" "+test.cell, func(t *testing.T) {
			g := grid{policy: "COLLECT", inputs: []string{"x:" + strings.NewReplacer("&lt;", "<", "&gt;", ">").Replace(test.typ)}, outputs: []string{""}, rules: []string{"|0"}}
			g.rules[0] = test.cell + "|0"
			source := strings.ReplaceAll(string(g.model()), `"list<number>"`, `"list&lt;number&gt;"`)
			m := load(t, []byte(source))
			if len(m.Problems()) > 0 {
				t.Fatalf("problems: %v", m.Problems())
			}
			for _, group := range []struct{ inputs, result string }{{test.met, "[0]"}, {test.unmet, "[]"}} {
				for _, input := range strings.Split(group.inputs, "|") {
					if input == "" {
						continue
					}
					for _, trace := range []bool{false, true} {
						got := evaluate(t, m, "result", "{x: "+input+"}", dmn.Env{Trace: trace})
						if want(t, got, group.result); t.Failed() {
							t.Fatalf("x = %s, trace %v", input, trace)
						}
					}
				}
			}
		})
	}
}

// TestConditionsTogether puts all conditions of a type into one table, where
// the index has to tell them apart.
func TestConditionsTogether(t *testing.T) {
	byType := map[string]*grid{}
	inputs := map[string][]string{}
	expected := map[string]map[string][]string{} // type, input → rules that must match
	against := map[string]map[string][]string{}
	for _, test := range cellTests {
		g := byType[test.typ]
		if g == nil {
			g = &grid{policy: "COLLECT", inputs: []string{"x:Any"}, outputs: []string{""}}
			byType[test.typ], expected[test.typ], against[test.typ] = g, map[string][]string{}, map[string][]string{}
		}
		number := fmt.Sprint(len(g.rules))
		g.rules = append(g.rules, test.cell+"|"+number)
		for _, input := range strings.Split(test.met, "|") {
			inputs[test.typ] = append(inputs[test.typ], input)
			expected[test.typ][input] = append(expected[test.typ][input], number)
		}
		for _, input := range strings.Split(test.unmet, "|") {
			against[test.typ][input] = append(against[test.typ][input], number)
		}
	}
	for typ, g := range byType {
		// Rules enough for an index of several words.
		for len(g.rules) < 130 {
			g.rules = append(g.rules, fmt.Sprintf(`"filler %d"|-1`, len(g.rules)))
		}
		m := load(t, g.model())
		for _, input := range inputs[typ] {
			got := evaluate(t, m, "result", "{x: "+input+"}")
			for _, number := range expected[typ][input] {
				if !holds(t, got, number) {
					t.Errorf("%s: x = %s does not meet rule %s: %s", typ, input, number, got.Value)
				}
			}
			for _, number := range against[typ][input] {
				if holds(t, got, number) {
					t.Errorf("%s: x = %s meets rule %s: %s", typ, input, number, got.Value)
				}
			}
		}
	}
}

// holds tells whether a list has an item.
func holds(t *testing.T, r dmn.Result, item string) bool {
	t.Helper()
	items, ok := r.Value.AsList()
	if !ok {
		t.Fatalf("%s is no list", r.Value)
	}
	return slices.ContainsFunc(items, value(t, item).Equal)
}

func TestConditionsThatCannotTellAreNotMet(t *testing.T) {
	for _, cell := range []string{`? > "a"`, `unknown name`, `?.nothing`, `1 / 0`, `abs("x")`, `date("nonsense")`, `? + "a"`, `nobody(?)`, `5 and 6`} {
		g := grid{policy: "FIRST", inputs: []string{"x:number"}, outputs: []string{""}, rules: []string{cell + `|"met"`, `-|"not"`}}
		for _, trace := range []bool{false, true} {
			want(t, evaluate(t, load(t, g.model()), "result", "{x: 3}", dmn.Env{Trace: trace}), `"not"`)
		}
	}
}

func TestInputExpressionsAreExpressions(t *testing.T) {
	for expression, expected := range map[string]string{
		"x + 1":                         `"six"`,
		"count([1, 2, 3, 4, 5, x])":     `"six"`,
		"if x = 5 then 6 else 0":        `"six"`,
		"{a: 6}.a":                      `"six"`,
		"sum(for i in [1..3] return i)": `"six"`,
		"x":                             `"other"`,
		"":                              `"other"`,
		"nobody":                        `"other"`,
		"null":                          `"other"`,
	} {
		logic := `<decisionTable hitPolicy="FIRST"><input><inputExpression><text>` + expression + `</text></inputExpression></input><output/>` +
			`<rule><inputEntry><text>6</text></inputEntry><outputEntry><text>"six"</text></outputEntry></rule>` +
			`<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"other"</text></outputEntry></rule></decisionTable>`
		got := evaluate(t, load(t, model(decision("d", "", logic, "x:number"))), "d", "{x: 5}")
		if !got.Value.Equal(value(t, expected)) {
			t.Errorf("%q: %s, want %s", expression, got.Value, expected)
		}
	}
}

// TestAnInputIsEvaluatedOnceForAllRules counts calls of a function from outside.
func TestAnInputIsEvaluatedOnceForAllRules(t *testing.T) {
	calls := 0
	f := `<functionDefinition kind="Java"><formalParameter name="n"/>` + in("context", entry("class", literal(`"C"`))+entry("method signature", literal(`"m(int)"`))) + `</functionDefinition>`
	g := grid{policy: "COLLECT", inputs: []string{"f(x)"}, outputs: []string{""}, rules: []string{"1|1", "1|2", "- |3", "> 0|4", "[0..2]|5"}}
	m := load(t, model(decision("d", "", in("context", entry("f", f)+entry("", g.xml())), "x:number")))
	env := dmn.Env{External: countingExternal(&calls)}
	want(t, evaluate(t, m, "d", "{x: 1}", env), "[1, 2, 3, 4, 5]")
	if calls != 1 {
		t.Errorf("%d calls for one input", calls)
	}
}

// TestElementsKnowTheirXML cuts each element out of the file by its place.
func TestElementsKnowTheirXML(t *testing.T) {
	for _, file := range []string{"camunda", "kie", "trisotech"} {
		d := editorModel(t, file).Definitions()
		check := func(e dmn.Element, tag string) {
			t.Helper()
			text := string(d.Source[e.Pos.Offset:e.End])
			name := strings.TrimPrefix(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("<> /\n", r) })[0], "dmn:")
			name = strings.TrimPrefix(name, "semantic:")
			if name != tag || !strings.HasSuffix(text, ">") || e.ID != "" && !strings.Contains(text[:strings.IndexByte(text, '>')+1], e.ID) {
				t.Errorf("%s: <%s> is %.60q", file, tag, text)
			}
			if pos := d.Position(e.Pos.Offset); pos != e.Pos {
				t.Errorf("%s: %v, by its offset %v", file, e.Pos, pos)
			}
		}
		for _, i := range d.Inputs {
			check(i.Element, "inputData")
		}
		for _, i := range d.Types {
			check(i.Element, "itemDefinition")
		}
		for _, k := range d.Knowledge {
			check(k.Element, "businessKnowledgeModel")
			check(k.Logic.Element, "encapsulatedLogic")
		}
		for _, x := range d.Decisions {
			check(x.Element, "decision")
			for _, ref := range x.InformationRequirements {
				check(ref.Element, "informationRequirement")
				if at := string(d.Source[ref.HrefPos.Offset:]); !strings.HasPrefix(at, ref.Href+`"`) {
					t.Errorf("%s: the href %q stands at %.20q", file, ref.Href, at)
				}
			}
			table, ok := x.Logic.(*dmn.DecisionTable)
			if !ok {
				continue
			}
			check(table.Element, "decisionTable")
			for _, rule := range table.Rules {
				check(rule.Element, "rule")
				for _, c := range rule.Inputs {
					check(c.Element, "inputEntry")
				}
				for _, c := range rule.Outputs {
					check(c.Element, "outputEntry")
				}
			}
		}
	}
}
