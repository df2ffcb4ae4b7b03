package dmn_test

import (
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
)

// bands is a table whose rules overlap: from 10, from 20, from 30.
func bands(policy, aggregation, output string) grid {
	return grid{
		policy: policy, aggregation: aggregation, inputs: []string{"x:number"}, outputs: []string{output},
		rules: []string{`>= 10 | 1`, `>= 20 | 5`, `>= 30 | 3`},
	}
}

func TestHitPolicies(t *testing.T) {
	ranked := `:number:3, 5, 1`
	tests := map[string]struct {
		table  grid
		inputs string
		want   string
		code   dmn.Code // of the diagnostic that must be there, if any
	}{
		"unique takes the one rule":               {bands("UNIQUE", "", ""), `{x: 15}`, `1`, ""},
		"unique is what an unnamed policy is":     {bands("", "", ""), `{x: 15}`, `1`, ""},
		"unique gives null when two match":        {bands("UNIQUE", "", ""), `{x: 25}`, `null`, dmn.CodeManyRules},
		"unique gives null when none matches":     {bands("UNIQUE", "", ""), `{x: 5}`, `null`, dmn.CodeNoRule},
		"first takes the first":                   {bands("FIRST", "", ""), `{x: 35}`, `1`, ""},
		"first gives null when none matches":      {bands("FIRST", "", ""), `{x: 5}`, `null`, dmn.CodeNoRule},
		"any gives null when rules disagree":      {bands("ANY", "", ""), `{x: 25}`, `null`, dmn.CodeConflict},
		"any takes the one rule":                  {bands("ANY", "", ""), `{x: 15}`, `1`, ""},
		"priority takes the first of the values":  {bands("PRIORITY", "", ranked), `{x: 35}`, `3`, ""},
		"priority looks among those that match":   {bands("PRIORITY", "", ranked), `{x: 25}`, `5`, ""},
		"priority without values gives null":      {bands("PRIORITY", "", ""), `{x: 25}`, `null`, dmn.CodeNoPriority},
		"output order sorts by the values":        {bands("OUTPUT ORDER", "", ranked), `{x: 35}`, `[3, 5, 1]`, ""},
		"output order of one is a list of one":    {bands("OUTPUT ORDER", "", ranked), `{x: 15}`, `[1]`, ""},
		"rule order keeps the order of the table": {bands("RULE ORDER", "", ""), `{x: 35}`, `[1, 5, 3]`, ""},
		"rule order gives null when none matches": {bands("RULE ORDER", "", ""), `{x: 5}`, `null`, dmn.CodeNoRule},
		"collect gives a list":                    {bands("COLLECT", "", ""), `{x: 35}`, `[1, 5, 3]`, ""},
		"collect of nothing is an empty list":     {bands("COLLECT", "", ""), `{x: 5}`, `[]`, ""},
		"collect sums":                            {bands("COLLECT", "SUM", ""), `{x: 35}`, `9`, ""},
		"collect counts":                          {bands("COLLECT", "COUNT", ""), `{x: 25}`, `2`, ""},
		"collect counts nothing":                  {bands("COLLECT", "COUNT", ""), `{x: 5}`, `0`, ""},
		"collect takes the least":                 {bands("COLLECT", "MIN", ""), `{x: 35}`, `1`, ""},
		"collect takes the greatest":              {bands("COLLECT", "MAX", ""), `{x: 35}`, `5`, ""},
		"a sum of nothing is null":                {bands("COLLECT", "SUM", ""), `{x: 5}`, `null`, dmn.CodeNoRule},
		"an input that cannot be compared":        {bands("UNIQUE", "", ""), `{x: null}`, `null`, dmn.CodeNoRule},
		"a default steps in":                      {bands("UNIQUE", "", `:number::-1`), `{x: 5}`, `-1`, ""},
		"a default does not hide a rule":          {bands("UNIQUE", "", `:number::-1`), `{x: 15}`, `1`, ""},
		"a default does not hide two rules":       {bands("UNIQUE", "", `:number::-1`), `{x: 25}`, `null`, dmn.CodeManyRules},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			m := load(t, test.table.model())
			for _, trace := range []bool{false, true} {
				got := evaluate(t, m, "result", test.inputs, dmn.Env{Trace: trace})
				want(t, got, test.want)
				if test.code != "" && !hasCode(got, test.code) {
					t.Errorf("trace %v: no diagnostic %s among %v", trace, test.code, got.Diagnostics)
				}
				if test.code == "" && len(got.Diagnostics) > 0 {
					t.Errorf("trace %v: diagnostics where all went well: %v", trace, got.Diagnostics)
				}
				if failed := test.want == "null"; got.Failed() != failed {
					t.Errorf("trace %v: Failed() = %v", trace, got.Failed())
				}
			}
		})
	}
}

func TestSeveralOutputsAreAContext(t *testing.T) {
	g := grid{
		inputs: []string{"x:number"}, outputs: []string{`risk:string:"high", "low"`, `fee:number`},
		rules: []string{`< 10 | "low" | x * 2`, `>= 10 | "high" | 100`},
	}
	for _, policy := range []string{"UNIQUE", "FIRST", "ANY", "PRIORITY"} {
		g.policy = policy
		m := load(t, g.model())
		want(t, evaluate(t, m, "result", `{x: 4}`), `{risk: "low", fee: 8}`)
		want(t, evaluate(t, m, "result", `{x: 40}`), `{risk: "high", fee: 100}`)
	}
	g.policy = "COLLECT"
	want(t, evaluate(t, load(t, g.model()), "result", `{x: 40}`), `[{risk: "high", fee: 100}]`)
}

func TestPrioritiesGoOutputByOutput(t *testing.T) {
	g := grid{
		policy: "OUTPUT ORDER", inputs: []string{"x:number"},
		outputs: []string{`a:string:"first", "second"`, `b:number:1, 2, 3`},
		rules: []string{
			`- | "second" | 1`, `- | "first" | 3`, `- | "first" | 2`, `> 100 | "first" | 1`,
		},
	}
	got := evaluate(t, load(t, g.model()), "result", `{x: 1}`)
	want(t, got, `[{a: "first", b: 2}, {a: "first", b: 3}, {a: "second", b: 1}]`)
}

func TestPriorityComesFromTheTypeToo(t *testing.T) {
	g := grid{
		policy: "PRIORITY", inputs: []string{"x:number"}, outputs: []string{":tLevel"},
		rules: []string{`- | "low"`, `> 1 | "high"`},
	}
	types := `<itemDefinition name="tLevel"><typeRef>string</typeRef><allowedValues><text>"high", "low"</text></allowedValues></itemDefinition>`
	m := load(t, model(types+decision("result", "", g.xml(), "x:number")))
	want(t, evaluate(t, m, "result", `{x: 2}`), `"high"`)
	want(t, evaluate(t, m, "result", `{x: 1}`), `"low"`)
}

func TestValuesAreChecked(t *testing.T) {
	g := grid{
		inputs: []string{`x:string:"a","b"`}, outputs: []string{`:number:1, 2`},
		rules: []string{`"a" | 1`, `- | 3`},
	}
	g.policy = "FIRST"
	m := load(t, g.model())
	want(t, evaluate(t, m, "result", `{x: "a"}`), `1`)
	for inputs, where := range map[string]string{`{x: "c"}`: "the input", `{x: "b"}`: "the output"} {
		got := evaluate(t, m, "result", inputs)
		want(t, got, `null`)
		if !hasCode(got, dmn.CodeValues) {
			t.Errorf("%s: %s is not allowed, but the diagnostics are %v", inputs, where, got.Diagnostics)
		}
	}
}

func TestCellsMayUseOtherInputsAndTheInputItself(t *testing.T) {
	g := grid{
		policy: "COLLECT", inputs: []string{"x:number", "y:number"}, outputs: []string{""},
		rules: []string{
			`> y | - | "more"`, `y | - | "same"`, `? * 2 = y | - | "half"`, `not(1, 2) | - | "neither"`,
			`[1..3], 7 | - | "among"`, `- | y > 10 | "nonsense"`,
		},
	}
	m := load(t, g.model())
	want(t, evaluate(t, m, "result", `{x: 7, y: 5}`), `["more", "neither", "among"]`)
	want(t, evaluate(t, m, "result", `{x: 2, y: 4}`), `["half", "among"]`)
	want(t, evaluate(t, m, "result", `{x: 9, y: 9}`), `["same", "neither"]`)
}

func TestCellsThatAreWrongAreNeverMet(t *testing.T) {
	g := grid{policy: "FIRST", inputs: []string{"x:number"}, outputs: []string{""}, rules: []string{`> > 1 | 1`, `- | 2`, `- | 1 +`}}
	m := load(t, g.model())
	if n := len(m.Problems()); n != 2 {
		t.Errorf("%d problems, want 2: %v", n, m.Problems())
	}
	for _, trace := range []bool{false, true} {
		want(t, evaluate(t, m, "result", `{x: 5}`, dmn.Env{Trace: trace}), `2`)
	}
	if problems := problemsOf(t, g.model(), dmn.Options{Strict: true}); problems[0].Code != dmn.CodeFEEL {
		t.Errorf("strict: %v", problems)
	}
}
