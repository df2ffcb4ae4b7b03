package dmn_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
)

// officeGraph is inputs, a chain of decisions, and services around parts of it.
const officeGraph = `
<itemDefinition name="tAnswer"><itemComponent name="total"><typeRef>number</typeRef></itemComponent><itemComponent name="base fee"><typeRef>number</typeRef></itemComponent></itemDefinition>
<inputData id="area" name="area"><variable name="area" typeRef="number"/></inputData>
<inputData id="kind" name="kind of shop"><variable name="kind of shop" typeRef="string"/></inputData>
<decision id="base" name="base fee"><variable name="base fee" typeRef="number"/><informationRequirement><requiredInput href="#area"/></informationRequirement><literalExpression><text>area * 2</text></literalExpression></decision>
<decision id="extra" name="extra"><variable name="extra" typeRef="number"/><informationRequirement><requiredInput href="#kind"/></informationRequirement><literalExpression><text>if kind of shop = "bar" then 100 else 0</text></literalExpression></decision>
<decision id="total" name="total"><variable name="total" typeRef="number"/><informationRequirement><requiredDecision href="#base"/></informationRequirement><informationRequirement><requiredDecision href="#extra"/></informationRequirement><literalExpression><text>base fee + extra</text></literalExpression></decision>
<decisionService id="all" name="all of it"><variable name="all of it" typeRef="number"/><outputDecision href="#total"/><encapsulatedDecision href="#base"/><encapsulatedDecision href="#extra"/><inputData href="#area"/><inputData href="#kind"/></decisionService>
<decisionService id="sum" name="sum only"><variable name="sum only"/><outputDecision href="#total"/><inputDecision href="#base"/><inputDecision href="#extra"/></decisionService>
<decisionService id="mix" name="mixed"><variable name="mixed"/><outputDecision href="#total"/><encapsulatedDecision href="#base"/><inputDecision href="#extra"/><inputData href="#area"/></decisionService>
<decisionService id="two" name="two answers"><variable name="two answers" typeRef="tAnswer"/><outputDecision href="#total"/><outputDecision href="#base"/><inputData href="#area"/><inputData href="#kind"/></decisionService>
<decisionService id="bad" name="badly typed"><variable name="badly typed" typeRef="string"/><outputDecision href="#total"/><inputData href="#area"/><inputData href="#kind"/></decisionService>`

func TestServicesAreEvaluatedByThemselves(t *testing.T) {
	m := load(t, model(officeGraph))
	tests := []struct {
		service, inputs, want string
		params                string
	}{
		{"all of it", `{area: 10, kind of shop: "bar"}`, `120`, "area kind of shop"},
		{"all of it", `{area: 10, kind of shop: "inn"}`, `20`, "area kind of shop"},
		{"sum only", `{base fee: 1, extra: 2}`, `3`, "base fee extra"},
		{"mixed", `{area: 4, extra: 1}`, `9`, "area extra"},
		{"two answers", `{area: 1, kind of shop: "bar"}`, `{total: 102, base fee: 2}`, "area kind of shop"},
		{"badly typed", `{area: 1, kind of shop: "bar"}`, `null`, "area kind of shop"},
		{"all of it", `{area: "ten", kind of shop: "bar"}`, `null`, "area kind of shop"},
		{"sum only", `{base fee: 1}`, `null`, "base fee extra"},
	}
	for _, test := range tests {
		t.Run(test.service+" "+test.inputs, func(t *testing.T) {
			got := evaluate(t, m, test.service, test.inputs)
			want(t, got, test.want)
			if test.want == "null" && !got.Failed() && len(got.Missing) == 0 {
				t.Error("null without a word")
			}
			target, err := m.Target(test.service)
			if err != nil {
				t.Fatal(err)
			}
			var params []string
			for _, in := range target.Inputs() {
				params = append(params, in.Name)
			}
			if strings.Join(params, " ") != test.params || target.Kind != dmn.ServiceTarget {
				t.Errorf("%s takes %v", target, params)
			}
		})
	}
}

func TestServicesAreCalled(t *testing.T) {
	tests := []struct{ call, want string }{
		{`all of it(10, "bar")`, `120`},
		{`all of it(kind of shop: "bar", area: 10)`, `120`},
		{`all of it(10)`, `null`},
		{`all of it(10, "bar", 1)`, `null`},
		{`all of it("ten", "bar")`, `null`},
		{`all of it(area: 10, shop: "bar")`, `null`},
		{`all of it([10], "bar")`, `120`},
		{`all of it(null, "bar")`, `null`},
		{`sum only(1, 2)`, `3`},
		{`sum only(extra: 5, base fee: 2)`, `7`},
		{`mixed(4, 1)`, `9`},
		{`two answers(1, "bar").base fee`, `2`},
		{`two answers(1, "bar").total`, `102`},
		{`badly typed(1, "bar")`, `null`},
		{`for a in 1..3 return all of it(a, "inn")`, `[2, 4, 6]`},
		{`sum only(all of it(1, "inn"), sum only(2, 3))`, `7`},
		{`[1, 2, 3][mixed(item, 1) > 3]`, `[2, 3]`},
		{`all of it(area, "bar")`, `2100`},
		{`some f in [sum only] satisfies f(1, 1) = 2`, `true`},
	}
	for _, test := range tests {
		t.Run(test.call, func(t *testing.T) {
			var needed strings.Builder
			for _, id := range []string{"all", "sum", "mix", "two", "bad"} {
				needed.WriteString(needs("knowledge", "#"+id))
			}
			m := load(t, model(officeGraph+plain("d", needs("input", "#area")+needed.String(), literal(test.call))))
			got := evaluate(t, m, "d", `{area: 1000}`)
			want(t, got, test.want)
			// Null as an argument is no fault.
			if test.want == "null" && !got.Failed() && !strings.Contains(test.call, "null") {
				t.Error("null without a word")
			}
		})
	}
}

func TestAServiceIsInvokedByABox(t *testing.T) {
	call := func(bindings ...string) string {
		box := `<invocation>` + literal("mixed")
		for _, b := range bindings {
			name, value, _ := strings.Cut(b, "=")
			box += `<binding><parameter name="` + name + `"/>` + literal(value) + `</binding>`
		}
		return box + `</invocation>`
	}
	for box, expected := range map[string]string{
		call("area=4", "extra=1"):            "9",
		call("extra=1", "area=4"):            "9",
		call("area=4"):                       "null",
		call("area=4", "extra=1", "more=2"):  "null",
		call("area=4", "kind of shop=\"x\""): "null",
	} {
		m := load(t, model(officeGraph+plain("d", needs("knowledge", "#mix"), box)))
		want(t, evaluate(t, m, "d", ""), expected)
	}
}

// TestACallOfAServiceDoesNotTouchItsSurroundings calls a service that gives a
// decision other inputs than those around.
func TestACallOfAServiceDoesNotTouchItsSurroundings(t *testing.T) {
	m := load(t, model(officeGraph+plain("d", needs("decision", "#total")+needs("knowledge", "#all")+needs("decision", "#base"),
		literal(`[total, all of it(1, "inn"), base fee, all of it(2, "bar"), total]`))))
	want(t, evaluate(t, m, "d", `{area: 50, kind of shop: "inn"}`), `[100, 2, 100, 104, 100]`)
}

func TestServicesOfOtherModels(t *testing.T) {
	other := officeGraph
	source := model(importA + plain("d", needs("knowledge", "urn:a#all")+needs("decision", "urn:a#total"), literal(`lib one.all of it(3, "bar") + lib one.total`)) +
		`<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#d-id"/><inputDecision href="urn:a#total"/></decisionService>`)
	m := load(t, source, dmn.Options{Import: resolver(map[string][]byte{"urn:a": imported("urn:a", other)})})
	want(t, evaluate(t, m, "d", `{area: 10, kind of shop: "inn"}`), `126`)
	want(t, evaluate(t, m, "s", `{total: 1}`), `107`)
}

func TestKnowledgeModelsThatCallEachOther(t *testing.T) {
	even := `<businessKnowledgeModel id="e" name="is even"><variable name="is even"/><encapsulatedLogic><formalParameter name="n"/>` + literal("if n = 0 then true else is odd(n - 1)") + `</encapsulatedLogic>` + needs("knowledge", "#o") + `</businessKnowledgeModel>`
	odd := `<businessKnowledgeModel id="o" name="is odd"><variable name="is odd"/><encapsulatedLogic><formalParameter name="n"/>` + literal("if n = 0 then false else is even(n - 1)") + `</encapsulatedLogic>` + needs("knowledge", "#e") + `</businessKnowledgeModel>`
	m := load(t, model(even+odd+plain("d", needs("knowledge", "#e")+needs("knowledge", "#o"), literal("[is even(10), is odd(10), is even(7)]"))))
	want(t, evaluate(t, m, "d", ""), `[true, false, false]`)
	want(t, evaluate(t, m, "is odd", `{n: 99}`), `true`)
}

func TestArgumentsOfKnowledgeModels(t *testing.T) {
	bkm := knowledge("f", literal(`{a: a, b: b}`), "a:number", "b:tGrade")
	for call, expected := range map[string]string{
		`f(1, "A")`:       `{a: 1, b: "A"}`,
		`f([1], ["A"])`:   `{a: 1, b: "A"}`,
		`f(null, null)`:   `{a: null, b: null}`,
		`f(b: "B", a: 2)`: `{a: 2, b: "B"}`,
		`f(1, "C")`:       `null`,
		`f("1", "A")`:     `null`,
		`f(1)`:            `null`,
		`f(1, "A", 2)`:    `null`,
		`f(a: 1)`:         `{a: 1, b: null}`, // what is not named is null
		`f(a: 1, c: 2)`:   `null`,
		`f`:               ``,
	} {
		m := load(t, model(someTypes+bkm+plain("d", needs("knowledge", "#f-id"), literal(call))))
		got := evaluate(t, m, "d", "")
		if expected == "" {
			if kind := fmt.Sprint(got.Value.Kind()); kind != "function" {
				t.Errorf("%s is a %s", call, kind)
			}
			continue
		}
		if want(t, got, expected); expected == "null" && !got.Failed() {
			t.Errorf("%s is null without a word", call)
		}
	}
}

func TestNamesThatAreUnusual(t *testing.T) {
	for _, name := range []string{
		"monthly income", "tax-free", "part 1.2", "a/b", "it's", "c*d", "Größe", "年齢", "_hidden", "if only", "for you", "not so", "date", "time of day", "sum", "list",
		"x1", "a b c d e f", "in", "or else", "between us", "item price", "e.g. this", "A+", "number", "äpple & päron", "between", "true story", "string length",
	} {
		escaped := strings.ReplaceAll(name, "&", "&amp;")
		source := model(`<inputData id="i" name="` + escaped + `"><variable name="` + escaped + `" typeRef="number"/></inputData>` +
			`<decision id="d" name="d"><variable name="d"/>` + needs("input", "#i") + literal(name+" + 1") + `</decision>`)
		m := load(t, source)
		got := decideJSON(t, m, "d", fmt.Sprintf(`{%q: 41}`, name))
		switch bad := name == "in" || name == "between" || strings.Contains(name, "&"); {
		case bad && (len(m.Problems()) == 0 || m.Problems()[0].Code != dmn.CodeName):
			t.Errorf("%q is no name of FEEL, but the problems are %v", name, m.Problems())
		case !bad && (len(m.Problems()) > 0 || !got.Value.Equal(value(t, "42"))):
			t.Errorf("%q: %s; %v %v", name, got.Value, m.Problems(), got.Diagnostics)
		}
	}
}

func TestLongestNamesWin(t *testing.T) {
	inputs := ""
	required := ""
	for i, name := range []string{"a", "b", "a b", "a-b", "a - b", "a b c"} {
		inputs += fmt.Sprintf(`<inputData id="i%d" name="%s"><variable name="%s"/></inputData>`, i, name, name)
		required += needs("input", fmt.Sprintf("#i%d", i))
	}
	values := `{"a": 10, "b": 3, "a b": 100, "a-b": 1000, "a - b": 10000, "a b c": 100000}`
	for text, expected := range map[string]string{
		"a + b": "13", "a b": "100", "a  b": "100", "a b c": "100000", "a-b": "1000", "a - b": "10000", "(a) - b": "7", "a -b": "10000", "a b + c": "null", "a*b": "30",
	} {
		m := load(t, model(inputs+plain("d", required, literal(text))))
		if got := decideJSON(t, m, "d", values); got.Value.String() != expected {
			t.Errorf("%s = %s, want %s", text, got.Value, expected)
		}
	}
}
