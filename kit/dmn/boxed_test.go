package dmn_test

import (
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

// entry is a line of a boxed context; without name it is the result.
func entry(name, logic string) string {
	if name == "" {
		return "<contextEntry>" + logic + "</contextEntry>"
	}
	return `<contextEntry><variable name="` + name + `"/>` + logic + "</contextEntry>"
}

func in(element, logic string) string { return "<" + element + ">" + logic + "</" + element + ">" }

func TestBoxedExpressions(t *testing.T) {
	people := `<relation><column name="name"/><column name="age" typeRef="number"/>
<row>` + literal(`"Ann"`) + literal("30") + `</row><row>` + literal(`"Bo"`) + literal("12") + `</row></relation>`
	double := `<functionDefinition><formalParameter name="x" typeRef="number"/>` + literal("x * 2") + `</functionDefinition>`
	tests := map[string]struct{ logic, want string }{
		"literal":                      {literal("1 + 1"), `2`},
		"empty literal":                {literal(""), `null`},
		"context":                      {in("context", entry("a", literal("1"))+entry("b", literal("a + 1"))), `{a: 1, b: 2}`},
		"context with a result":        {in("context", entry("a", literal("1"))+entry("", literal("a + 41"))), `42`},
		"context hides outer names":    {in("context", entry("n", literal("7"))+entry("", literal("n"))), `7`},
		"names with spaces":            {in("context", entry("monthly income", literal("7"))+entry("", literal("monthly income * 2"))), `14`},
		"nested context":               {in("context", entry("a", in("context", entry("b", literal("n"))))+entry("", literal("a.b + 1"))), `6`},
		"list":                         {in("list", literal("1")+literal("n")+in("list", literal(`"x"`))), `[1, 5, ["x"]]`},
		"empty list":                   {"<list/>", `[]`},
		"relation":                     {people, `[{name: "Ann", age: 30}, {name: "Bo", age: 12}]`},
		"conditional then":             {in("conditional", in("if", literal("n = 5"))+in("then", literal(`"yes"`))+in("else", literal(`"no"`))), `"yes"`},
		"conditional else":             {in("conditional", in("if", literal("n = 6"))+in("then", literal(`"yes"`))+in("else", literal(`"no"`))), `"no"`},
		"conditional of null":          {in("conditional", in("if", literal("null"))+in("then", literal(`"yes"`))+in("else", literal(`"no"`))), `"no"`},
		"conditional of a number":      {in("conditional", in("if", literal("1"))+in("then", literal(`"yes"`))+in("else", literal(`"no"`))), `null`},
		"filter on items":              {in("filter", in("in", literal("[1,2,3,4]"))+in("match", literal("item > n - 3"))), `[3, 4]`},
		"filter on entries":            {in("filter", in("in", people)+in("match", literal("age >= 18"))), `[{name: "Ann", age: 30}]`},
		"filter on unknown entries":    {in("filter", in("in", literal(`[{p: 1}, {p: 9}]`))+in("match", literal("p > n"))), `[{p: 9}]`},
		"filter by number":             {in("filter", in("in", literal("[1,2,3]"))+in("match", literal("2"))), `2`},
		"filter from the end":          {in("filter", in("in", literal("[1,2,3]"))+in("match", literal("-1"))), `3`},
		"filter beyond the end":        {in("filter", in("in", literal("[1,2,3]"))+in("match", literal("9"))), `null`},
		"filter with a boxed match":    {in("filter", in("in", people)+in("match", in("conditional", in("if", literal("age > 20"))+in("then", literal("true"))+in("else", literal("false"))))), `[{name: "Ann", age: 30}]`},
		"for":                          {`<for iteratorVariable="x">` + in("in", literal("[1,2]")) + in("return", literal("x * n")) + `</for>`, `[5, 10]`},
		"for over a range":             {`<for iteratorVariable="x">` + in("in", literal("[1..3]")) + in("return", literal("x + 1")) + `</for>`, `[2, 3, 4]`},
		"for with results so far":      {`<for iteratorVariable="x">` + in("in", literal("[1,2,3]")) + in("return", literal("x + sum([0, sum(partial)])")) + `</for>`, `null`},
		"for over null":                {`<for iteratorVariable="x">` + in("in", literal("null")) + in("return", literal("x")) + `</for>`, `null`},
		"some":                         {`<some iteratorVariable="x">` + in("in", literal("[1,9]")) + in("satisfies", literal("x > n")) + `</some>`, `true`},
		"some of none":                 {`<some iteratorVariable="x">` + in("in", literal("[]")) + in("satisfies", literal("x > n")) + `</some>`, `false`},
		"every":                        {`<every iteratorVariable="x">` + in("in", literal("[1,9]")) + in("satisfies", literal("x > n")) + `</every>`, `false`},
		"every of none":                {`<every iteratorVariable="x">` + in("in", literal("[]")) + in("satisfies", literal("x > n")) + `</every>`, `true`},
		"every that cannot tell":       {`<every iteratorVariable="x">` + in("in", literal("[9, null]")) + in("satisfies", literal("x > n")) + `</every>`, `null`},
		"function and call":            {in("context", entry("double", double)+entry("", literal("double(n)"))), `10`},
		"function called by names":     {in("context", entry("double", double)+entry("", literal("double(x: 4)"))), `8`},
		"function with a wrong arg":    {in("context", entry("double", double)+entry("", literal(`double("a")`))), `null`},
		"invocation":                   {in("context", entry("double", double)+entry("", in("invocation", literal("double")+`<binding><parameter name="x"/>`+literal("n")+`</binding>`))), `10`},
		"invocation of the library":    {in("invocation", literal("substring")+`<binding><parameter name="string"/>`+literal(`"abc"`)+`</binding><binding><parameter name="start position"/>`+literal("2")+`</binding>`), `"bc"`},
		"invocation of nothing":        {in("invocation", literal("nobody")+`<binding><parameter name="x"/>`+literal("n")+`</binding>`), `null`},
		"a function keeps its names":   {in("context", entry("k", literal("n"))+entry("add", `<functionDefinition><formalParameter name="x"/>`+literal("x + k")+`</functionDefinition>`)+entry("k", literal("100"))+entry("", literal("add(1)"))), `6`},
		"a FEEL function keeps them":   {in("context", entry("k", literal("n"))+entry("add", literal("function(x) x + k"))+entry("k", literal("100"))+entry("", literal("add(1)"))), `6`},
		"foreign function":             {in("context", entry("f", `<functionDefinition kind="PMML"><formalParameter name="x"/>`+literal("x")+`</functionDefinition>`)+entry("", literal("f(1)"))), `null`},
		"logic declares a wrong type":  {`<literalExpression typeRef="string"><text>1</text></literalExpression>`, `null`},
		"logic declares a right type":  {`<literalExpression typeRef="number"><text>[1]</text></literalExpression>`, `1`},
		"other languages give null":    {`<literalExpression expressionLanguage="http://www.w3.org/TR/xpath"><text>1</text></literalExpression>`, `null`},
		"a table in a context":         {in("context", entry("t", grid{inputs: []string{"n"}, outputs: []string{""}, rules: []string{"> 3 | n + 1"}}.xml())+entry("", literal("t * 2"))), `12`},
		"an entry of unknown type ref": {in("context", `<contextEntry><variable name="a" typeRef="nobody"/>`+literal("1")+`</contextEntry>`), `{a: 1}`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			m := load(t, model(decision("result", "", test.logic, "n:number")))
			for _, trace := range []bool{false, true} {
				got := evaluate(t, m, "result", `{n: 5}`, dmn.Env{Trace: trace})
				if name == "for with results so far" {
					continue // checked below
				}
				want(t, got, test.want)
			}
		})
	}
}

func TestForSeesItsResultsSoFar(t *testing.T) {
	logic := `<for iteratorVariable="x">` + in("in", literal("[1, 2, 3]")) + in("return", literal("x + count(partial)")) + `</for>`
	want(t, evaluate(t, load(t, model(decision("result", "", logic))), "result", ""), `[1, 3, 5]`)
}

func TestNullsThatAreFaultsAreExplainedInTheFile(t *testing.T) {
	source := model(decision("result", "", "\n"+literal("1 +\n  \"a\" * 2"), "n:number"))
	got := evaluate(t, load(t, source), "result", `{n: 1}`)
	want(t, got, `null`)
	if len(got.Diagnostics) == 0 || !got.Failed() {
		t.Fatalf("no diagnostics: %v", got)
	}
	d := got.Diagnostics[0]
	if at := string(source[d.Pos.Offset:]); !strings.HasPrefix(at, `&#34;a`) {
		t.Errorf("the diagnostic points at %.20q, want the text after the line break", at)
	}
	if d.Element != `decision "result"` || d.Pos.Line != 5 || d.Pos.Column != 3 {
		t.Errorf("the diagnostic is %s", d)
	}
}

func TestANullThatIsMeantIsNoFailure(t *testing.T) {
	got := evaluate(t, load(t, model(decision("result", "", literal("null")))), "result", "")
	if got.Failed() || !got.Value.IsNull() {
		t.Errorf("got %v", got)
	}
}

func TestForeignFunctionsGoToTheCaller(t *testing.T) {
	where := in("context", entry("class", literal(`"Shop"`))+entry("method signature", literal(`"price(int)"`)))
	boxed := `<functionDefinition kind="Java"><formalParameter name="n" typeRef="number"/>` + where + `</functionDefinition>`
	m := load(t, model(
		`<businessKnowledgeModel id="k" name="price"><variable name="price"/><encapsulatedLogic kind="Java"><formalParameter name="n" typeRef="number"/>`+
			where+`</encapsulatedLogic></businessKnowledgeModel>`+
			plain("d", needs("knowledge", "#k"), in("context", entry("f", boxed)+entry("", literal(`[f(2), price(3), f("x")]`))))))
	asked := ""
	env := dmn.Env{External: func(what feel.Value, args []feel.Value) (feel.Value, error) {
		asked = what.String()
		n, _ := args[0].AsInt64()
		return feel.Int(n * 100), nil
	}}
	want(t, evaluate(t, m, "d", "", env), `[200, 300, null]`)
	if !strings.Contains(asked, "price(int)") || !strings.Contains(asked, "java") {
		t.Errorf("asked for %s", asked)
	}
	got := evaluate(t, m, "d", "")
	want(t, got, `[null, null, null]`)
	if !hasCode(got, dmn.CodeUnsupported) {
		t.Errorf("diagnostics: %v", got.Diagnostics)
	}
}
