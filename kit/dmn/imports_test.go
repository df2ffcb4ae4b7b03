package dmn_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

// importable is a model that others import: its elements have the same names in all of them.
func importable(space string, factor int, imports ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace=%q name="m">`, space)
	for _, i := range imports {
		name, target, _ := strings.Cut(i, "=")
		fmt.Fprintf(&b, `<import name=%q namespace=%q/>`, name, target)
	}
	fmt.Fprintf(&b, `<itemDefinition name="tSize"><typeRef>number</typeRef><allowedValues><text>[0..%d]</text></allowedValues></itemDefinition>
<inputData id="x" name="x"><variable name="x" typeRef="number"/></inputData>
<decision id="rate" name="rate"><variable name="rate"/><informationRequirement><requiredInput href="#x"/></informationRequirement>%s</decision>
<businessKnowledgeModel id="times" name="times"><variable name="times"/><encapsulatedLogic><formalParameter name="n"/>%s</encapsulatedLogic></businessKnowledgeModel>
<decisionService id="both" name="both"><variable name="both"/><outputDecision href="#rate"/><inputData href="#x"/></decisionService>
</definitions>`, factor, literal(fmt.Sprintf("x * %d", factor)), literal(fmt.Sprintf("n * %d", factor)))
	return b.String()
}

// shelf holds models by their namespaces and counts how often each is fetched.
type shelf struct {
	models map[string]string
	taken  map[string]int
}

func (s *shelf) options() dmn.Options {
	s.taken = map[string]int{}
	return dmn.Options{Import: func(i *dmn.Import) ([]byte, error) {
		s.taken[i.Namespace]++
		if text, ok := s.models[i.Namespace]; ok {
			return []byte(text), nil
		}
		return nil, nil
	}}
}

const mainHead = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:main" name="main">`

func TestModelsWithTheSameNamesAreToldApartByTheirImports(t *testing.T) {
	s := &shelf{models: map[string]string{"urn:a": importable("urn:a", 2), "urn:b": importable("urn:b", 30)}}
	source := mainHead + `<import name="a" namespace="urn:a"/><import name="b" namespace="urn:b"/>
<inputData id="x" name="x"><variable name="x" typeRef="number"/></inputData>
<decision id="rate" name="rate"><variable name="rate"/><informationRequirement><requiredInput href="#x"/></informationRequirement>
<informationRequirement><requiredDecision href="urn:a#rate"/></informationRequirement><informationRequirement><requiredDecision href="urn:b#rate"/></informationRequirement>
<knowledgeRequirement><requiredKnowledge href="urn:a#times"/></knowledgeRequirement><knowledgeRequirement><requiredKnowledge href="urn:b#times"/></knowledgeRequirement>
<knowledgeRequirement><requiredKnowledge href="urn:b#both"/></knowledgeRequirement>` +
		literal(`[x, a.rate, b.rate, a.times(1), b.times(1), b.both(100)]`) + `</decision></definitions>`
	m := load(t, []byte(source), s.options())
	for name, tc := range map[string]struct{ inputs, want string }{
		"each has its own":             {`{"x": 1, "urn:a#x": 10, "urn:b#x": 100}`, `[1, 20, 3000, 2, 30, 3000]`},
		"the plain name is the main's": {`{"x": 1}`, `[1, null, null, 2, 30, 3000]`},
		"only one is given":            {`{"urn:b#x": 1}`, `[null, null, 30, 2, 30, 3000]`},
	} {
		t.Run(name, func(t *testing.T) {
			for _, trace := range []bool{false, true} {
				want(t, evaluate(t, m, "rate", tc.inputs, dmn.Env{Trace: trace}), tc.want)
			}
		})
	}
	if s.taken["urn:a"] != 1 || s.taken["urn:b"] != 1 {
		t.Errorf("fetched %v", s.taken)
	}
}

func TestTheTraceNamesTheModelOfEachValue(t *testing.T) {
	s := &shelf{models: map[string]string{"urn:a": importable("urn:a", 2)}}
	source := mainHead + `<import name="a" namespace="urn:a"/><inputData id="x" name="x"><variable name="x"/></inputData>
<decision id="d" name="d"><variable name="d"/><informationRequirement><requiredInput href="#x"/></informationRequirement><informationRequirement><requiredDecision href="urn:a#rate"/></informationRequirement>` + literal(`x + a.rate`) + `</decision></definitions>`
	m := load(t, []byte(source), s.options())
	got := evaluate(t, m, "d", `{"x": 1, "urn:a#x": 10}`, dmn.Env{Trace: true})
	want(t, got, "21")
	if got.Trace.File != "" || len(got.Trace.Inputs) != 2 || got.Trace.Inputs[0].File != "" || got.Trace.Inputs[1].File != "urn:a" {
		t.Errorf("%+v", got.Trace.Inputs)
	}
	inner := got.Trace.Parts[0]
	if inner.File != "urn:a" || inner.Name != "rate" || len(inner.Inputs) != 1 || inner.Inputs[0].Name != "x" || inner.Inputs[0].File != "" || inner.Inputs[0].Value.NumberText() != "10" {
		t.Errorf("%+v", inner)
	}
}

func TestImportsOfImports(t *testing.T) {
	s := &shelf{models: map[string]string{
		"urn:a":    importable("urn:a", 2, "deep=urn:deep"),
		"urn:b":    importable("urn:b", 3, "deep=urn:deep"),
		"urn:deep": importable("urn:deep", 5),
	}}
	m := load(t, []byte(mainHead+`<import name="a" namespace="urn:a"/><import name="b" namespace="urn:b"/></definitions>`), s.options())
	if s.taken["urn:deep"] != 1 || len(m.Imported()) != 3 {
		t.Errorf("fetched %v, imported %d", s.taken, len(m.Imported()))
	}
	reach := mainHead + `<import name="a" namespace="urn:a"/><decision id="d" name="d"><variable name="d"/><informationRequirement><requiredDecision href="urn:deep#rate"/></informationRequirement>` + literal("1") + `</decision></definitions>`
	if problems := problemsOf(t, []byte(reach), s.options()); problems[0].Code != dmn.CodeReference {
		t.Errorf("what an import imports is not in reach: %v", problems)
	}
}

func TestTypesOfImportedModels(t *testing.T) {
	s := &shelf{models: map[string]string{"urn:a": importable("urn:a", 2), "urn:b": importable("urn:b", 30)}}
	source := mainHead + `<import name="a" namespace="urn:a"/><import name="b" namespace="urn:b"/><itemDefinition name="tSize"><typeRef>string</typeRef></itemDefinition>
<inputData id="v" name="v"><variable name="v"/></inputData>` + func() string {
		var b strings.Builder
		for _, ref := range []string{"tSize", "a.tSize", "b.tSize"} {
			fmt.Fprintf(&b, `<decision id=%q name=%q><variable name=%q typeRef=%q/><informationRequirement><requiredInput href="#v"/></informationRequirement>%s</decision>`, "d"+ref, "as "+ref, "as "+ref, ref, literal("v"))
		}
		return b.String()
	}() + `</definitions>`
	m := load(t, []byte(source), s.options())
	for name, results := range map[string][3]string{"as tSize": {"null", "null", `"x"`}, "as a.tSize": {"2", "null", "null"}, "as b.tSize": {"2", "20", "null"}} {
		for i, v := range []string{"2", "20", `"x"`} {
			want(t, evaluate(t, m, name, `{v: `+v+`}`), results[i])
		}
	}
}

func TestImportsThatDoNotFitAreRefused(t *testing.T) {
	for name, tc := range map[string]struct {
		body   string
		models map[string]string
		code   dmn.Code
		says   string
	}{
		"two imports of one name":        {`<import name="a" namespace="urn:a"/><import name="a" namespace="urn:b"/>`, nil, dmn.CodeDuplicate, `the name is that of import "a" too`},
		"a decision has the name":        {`<import name="a" namespace="urn:a"/><decision id="d" name="a"><variable name="a"/></decision>`, nil, dmn.CodeDuplicate, `the name is that of import "a" too`},
		"nowhere to be found":            {`<import name="c" namespace="urn:c"/>`, nil, dmn.CodeImport, "no file has that namespace"},
		"another namespace in the file":  {`<import name="c" namespace="urn:c"/>`, map[string]string{"urn:c": importable("urn:d", 1)}, dmn.CodeImport, `the file has the namespace "urn:d"`},
		"no model in the file":           {`<import name="c" namespace="urn:c"/>`, map[string]string{"urn:c": "<html/>"}, dmn.CodeImport, "no DMN model"},
		"without a namespace":            {`<import name="c"/>`, nil, dmn.CodeStructure, "has no namespace"},
		"itself":                         {`<import name="c" namespace="urn:main"/>`, nil, dmn.CodeCycle, "in a circle"},
		"in a circle":                    {`<import name="c" namespace="urn:c"/>`, map[string]string{"urn:c": importable("urn:c", 1, "d=urn:d"), "urn:d": importable("urn:d", 1, "c=urn:c")}, dmn.CodeCycle, "in a circle"},
		"an element that is not there":   {`<import name="a" namespace="urn:a"/><decision id="d" name="d"><variable name="d"/><informationRequirement><requiredDecision href="urn:a#none"/></informationRequirement></decision>`, nil, dmn.CodeReference, `nothing with the id of "urn:a#none"`},
		"a namespace that none imports":  {`<decision id="d" name="d"><variable name="d"/><informationRequirement><requiredDecision href="urn:a#rate"/></informationRequirement></decision>`, nil, dmn.CodeReference, `no import has the namespace "urn:a"`},
		"a fault in the imported model":  {`<import name="c" namespace="urn:c"/>`, map[string]string{"urn:c": strings.Replace(importable("urn:c", 1), `href="#x"`, `href="#y"`, 1)}, dmn.CodeImport, `nothing in the model has the id "y"`},
		"an XML bomb in the other model": {`<import name="c" namespace="urn:c"/>`, map[string]string{"urn:c": `<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>`}, dmn.CodeImport, "document type"},
	} {
		t.Run(name, func(t *testing.T) {
			s := &shelf{models: map[string]string{"urn:a": importable("urn:a", 2), "urn:b": importable("urn:b", 30)}}
			for space, text := range tc.models {
				s.models[space] = text
			}
			problems := problemsOf(t, []byte(mainHead+tc.body+`</definitions>`), s.options())
			if problems[0].Code != tc.code || !strings.Contains(problems[0].Message, tc.says) || problems[0].Pos.Line != 1 {
				t.Errorf("%s %q at %v", problems[0].Code, problems[0].Message, problems[0].Pos)
			}
		})
	}
}

func TestKnowledgeThatCallsItselfComputesOrIsStopped(t *testing.T) {
	knowledge := func(name, parameters, body string, requires ...string) string {
		var b strings.Builder
		fmt.Fprintf(&b, `<businessKnowledgeModel id=%q name=%q><variable name=%q/>`, name, name, name)
		b.WriteString("<encapsulatedLogic>")
		for _, p := range strings.Fields(parameters) {
			fmt.Fprintf(&b, `<formalParameter name=%q/>`, p)
		}
		b.WriteString(literal(body) + "</encapsulatedLogic>")
		for _, r := range requires {
			fmt.Fprintf(&b, `<knowledgeRequirement><requiredKnowledge href="#%s"/></knowledgeRequirement>`, r)
		}
		return b.String() + "</businessKnowledgeModel>"
	}
	m := load(t, []byte(mainHead+
		knowledge("factorial", "n", "if n <= 1 then 1 else n * factorial(n - 1)")+
		knowledge("fibonacci", "n", "if n < 2 then n else fibonacci(n - 1) + fibonacci(n - 2)")+
		knowledge("gcd", "a b", "if b = 0 then a else gcd(b, modulo(a, b))")+
		knowledge("iseven", "n", "if n = 0 then true else isodd(n - 1)", "isodd")+
		knowledge("isodd", "n", "if n = 0 then false else iseven(n - 1)", "iseven")+
		knowledge("endless", "n", "endless(n + 1)")+`</definitions>`))
	for name, tc := range map[string]struct{ target, inputs, want string }{
		"factorial of 10": {"factorial", `{n: 10}`, "3628800"},
		"factorial of 30": {"factorial", `{n: 30}`, "265252859812191058636308480000000"},
		"fibonacci of 15": {"fibonacci", `{n: 15}`, "610"},
		"gcd":             {"gcd", `{a: 1071, b: 462}`, "21"},
		"even":            {"iseven", `{n: 50}`, "true"},
		"odd":             {"iseven", `{n: 51}`, "false"},
	} {
		t.Run(name, func(t *testing.T) { want(t, evaluate(t, m, tc.target, tc.inputs), tc.want) })
	}
	target, err := m.Target("endless")
	if err != nil {
		t.Fatal(err)
	}
	for _, limits := range []feel.Limits{{}, {Depth: 20}, {Steps: 100}} {
		_, err := target.Evaluate(t.Context(), []feel.Value{feel.Int(1)}, dmn.Env{Limits: limits})
		if err == nil || !strings.Contains(err.Error(), "limit") {
			t.Errorf("%+v: %v", limits, err)
		}
	}
}
