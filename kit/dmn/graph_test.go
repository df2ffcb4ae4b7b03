package dmn_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

func needs(kind, href string) string {
	switch kind {
	case "knowledge":
		return `<knowledgeRequirement><requiredKnowledge href="` + href + `"/></knowledgeRequirement>`
	case "input":
		return `<informationRequirement><requiredInput href="` + href + `"/></informationRequirement>`
	}
	return `<informationRequirement><requiredDecision href="` + href + `"/></informationRequirement>`
}

func knowledge(name, logic string, params ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<businessKnowledgeModel id="%s-id" name="%s"><variable name="%s"/><encapsulatedLogic>`, name, name, name)
	for _, p := range params {
		fmt.Fprintf(&b, `<formalParameter name="%s"%s/>`, part(p, 0), attribute("typeRef", part(p, 1)))
	}
	return b.String() + logic + `</encapsulatedLogic></businessKnowledgeModel>`
}

// plain is a decision with requirements written out.
func plain(name, requirements, logic string) string {
	return fmt.Sprintf(`<decision id="%s-id" name="%s"><variable name="%s"/>%s%s</decision>`, name, name, name, requirements, logic)
}

func TestDecisionsSeeOnlyWhatTheyRequire(t *testing.T) {
	m := load(t, model(
		`<inputData id="i" name="x"><variable name="x" typeRef="number"/></inputData>`+
			plain("a", needs("input", "#i"), literal("x + 1"))+
			plain("b", needs("decision", "#a-id"), literal("a * 2"))+
			plain("c", needs("decision", "#a-id"), literal("x"))))
	want(t, evaluate(t, m, "b", `{x: 1}`), `4`)
	got := evaluate(t, m, "c", `{x: 1}`)
	want(t, got, `null`)
	if !hasCode(got, "unknown-name") {
		t.Errorf("diagnostics: %v", got.Diagnostics)
	}
}

func TestARequirementThatComesTwiceDoesNoHarm(t *testing.T) {
	m := load(t, model(plain("a", "", literal("1"))+plain("b", needs("decision", "#a-id")+needs("decision", "https://example.org/test#a-id")+needs("decision", "#a-id"), literal("a + 1"))))
	want(t, evaluate(t, m, "b", ""), `2`)
}

func TestADecisionIsMadeOnceForAllThatRequireIt(t *testing.T) {
	var b strings.Builder
	b.WriteString(plain("d0", "", literal("1")))
	for i := 1; i <= 60; i++ {
		b.WriteString(plain(fmt.Sprintf("d%d", i), needs("decision", fmt.Sprintf("#d%d-id", i-1)),
			literal(fmt.Sprintf("d%d + d%d", i-1, i-1))))
	}
	// Made anew each time, this would take 2^60 steps.
	want(t, evaluate(t, load(t, model(b.String())), "d60", ""), `2 ** 60`)
}

func TestALongChainOfDecisions(t *testing.T) {
	var b strings.Builder
	b.WriteString(plain("d0", "", literal("0")))
	const length = 5000
	for i := 1; i <= length; i++ {
		b.WriteString(plain(fmt.Sprintf("d%d", i), needs("decision", fmt.Sprintf("#d%d-id", i-1)), literal(fmt.Sprintf("d%d + 1", i-1))))
	}
	want(t, evaluate(t, load(t, model(b.String())), fmt.Sprintf("d%d", length), ""), fmt.Sprint(length))
}

func TestKnowledgeModels(t *testing.T) {
	m := load(t, model(
		knowledge("square", literal("x * x"), "x:number")+
			`<businessKnowledgeModel id="quad-id" name="quad"><variable name="quad"/><encapsulatedLogic><formalParameter name="x"/>`+
			literal("square(square(x))")+`</encapsulatedLogic>`+needs("knowledge", "#square-id")+`</businessKnowledgeModel>`+
			knowledge("fact", literal("if n <= 1 then 1 else n * fact(n - 1)"), "n:number")+
			`<businessKnowledgeModel id="empty-id" name="empty"><variable name="empty"/></businessKnowledgeModel>`+
			plain("d", needs("knowledge", "#quad-id")+needs("knowledge", "#fact-id")+needs("knowledge", "#empty-id"), in("context",
				entry("a", literal("quad(3)"))+entry("b", literal("fact(20)"))+entry("c", literal(`quad("x")`))+
					entry("d", literal("square(2)"))+entry("e", literal("quad(1, 2)"))+entry("f", literal("empty()"))))))
	got := evaluate(t, m, "d", "")
	want(t, got, `{a: 81, b: 2432902008176640000, c: null, d: null, e: null, f: null}`)
	if !hasCode(got, dmn.CodeNoLogic) || !hasCode(got, dmn.CodeArguments) {
		t.Errorf("diagnostics: %v", got.Diagnostics)
	}
	want(t, evaluate(t, m, "square", `{x: 5}`), `25`)
}

func service(name string, parts ...string) string {
	return fmt.Sprintf(`<decisionService id="%s-id" name="%s"><variable name="%s"/>%s</decisionService>`, name, name, name, strings.Join(parts, ""))
}

func points(element, href string) string { return "<" + element + ` href="` + href + `"/>` }

func TestDecisionServices(t *testing.T) {
	graph := `<inputData id="i" name="x"><variable name="x" typeRef="number"/></inputData>` +
		plain("inner", needs("input", "#i"), literal("x + 1")) +
		plain("out", needs("decision", "#inner-id")+needs("input", "#i"), literal("inner * 10 + x")) +
		service("whole", points("outputDecision", "#out-id"), points("encapsulatedDecision", "#inner-id"), points("inputData", "#i")) +
		service("upper", points("outputDecision", "#out-id"), points("inputDecision", "#inner-id"), points("inputData", "#i")) +
		service("both", points("outputDecision", "#out-id"), points("outputDecision", "#inner-id"), points("inputData", "#i")) +
		plain("caller", needs("knowledge", "#whole-id")+needs("knowledge", "#upper-id")+needs("knowledge", "#both-id")+needs("input", "#i"), in("context",
			entry("a", literal("whole(5)"))+entry("b", literal("upper(5, 1)"))+entry("c", literal("upper(inner: 2, x: 5)"))+
				entry("d", literal("both(5).inner"))+entry("e", literal("x"))+entry("f", literal(`whole("text")`))+entry("g", literal("whole()"))))
	m := load(t, model(graph))
	want(t, evaluate(t, m, "whole", `{x: 1}`), `21`)
	want(t, evaluate(t, m, "upper", `{x: 1, inner: 7}`), `71`)
	want(t, evaluate(t, m, "both", `{x: 1}`), `{out: 21, inner: 2}`)
	want(t, evaluate(t, m, "caller", `{x: 100}`), `{a: 65, b: 15, c: 25, d: 6, e: 100, f: null, g: null}`)
}

func TestInputs(t *testing.T) {
	m := load(t, model(decision("result", "", literal(`string(day + duration("P1D")) + " " + string(n)`), "day:date", "n:number")))
	target, err := m.Target("result-id")
	if err != nil {
		t.Fatal(err)
	}
	if in := target.Inputs(); len(in) != 2 || in[0].Name != "day" || in[0].Type != "date" || in[1].Name != "n" {
		t.Errorf("inputs: %v", in)
	}
	inputs, err := feel.FromJSON([]byte(`{"day": "2026-01-31", "n": 2}`))
	if err != nil {
		t.Fatal(err)
	}
	got, err := target.EvaluateContext(t.Context(), inputs, dmn.Env{})
	if err != nil {
		t.Fatal(err)
	}
	want(t, got, `"2026-02-01 2"`)
}

func TestUnknownAndMissingInputsAreTold(t *testing.T) {
	m := load(t, model(decision("result", "", literal("n"), "n:number", "m:number")))
	target, err := m.Target("result")
	if err != nil {
		t.Fatal(err)
	}
	_, err = target.EvaluateContext(t.Context(), value(t, `{n: 1, k: 2}`), dmn.Env{})
	var wrong *dmn.InputError
	if !errors.As(err, &wrong) || !strings.Contains(err.Error(), `"k"`) || !strings.Contains(err.Error(), `"m", "n"`) {
		t.Errorf("got %v", err)
	}
	got := evaluate(t, m, "result", `{n: 1}`)
	if len(got.Missing) != 1 || got.Missing[0] != "m" {
		t.Errorf("missing: %v", got.Missing)
	}
	if _, err := target.EvaluateContext(t.Context(), value(t, `[1]`), dmn.Env{}); err == nil {
		t.Error("a list was taken for inputs")
	}
	if _, err := target.Evaluate(t.Context(), make([]feel.Value, 3), dmn.Env{}); err == nil {
		t.Error("three inputs were taken where there are two")
	}
	if _, err := m.Target("nobody"); err == nil || !strings.Contains(err.Error(), "result") {
		t.Errorf("got %v", err)
	}
}

// imported writes a model of another namespace.
func imported(namespace, elements string) []byte {
	return []byte(`<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="` + namespace + `" name="other">` + elements + `</definitions>`)
}

func resolver(files map[string][]byte) func(*dmn.Import) ([]byte, error) {
	return func(i *dmn.Import) ([]byte, error) { return files[i.Namespace], nil }
}

const importA = `<import name="lib one" namespace="urn:a" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>`

func TestImports(t *testing.T) {
	files := map[string][]byte{
		"urn:a": imported("urn:a", `<import name="base" namespace="urn:b" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>`+
			`<itemDefinition name="tSmall"><typeRef>number</typeRef><allowedValues><text>&lt; 10</text></allowedValues></itemDefinition>`+
			`<inputData id="i" name="age"><variable name="age" typeRef="tSmall"/></inputData>`+
			knowledge("twice", literal("x * 2"), "x:tSmall")+
			plain("next age", needs("input", "#i")+needs("decision", "urn:b#one-id"), literal("age + base.one"))),
		"urn:b": imported("urn:b", plain("one", "", literal("1"))),
	}
	source := model(importA + plain("d", needs("decision", "urn:a#next age-id")+needs("input", "urn:a#i")+needs("knowledge", "urn:a#twice-id"),
		in("context", entry("a", literal("lib one.next age"))+entry("b", literal("lib one.twice(4)"))+
			entry("c", literal("lib one.twice(40)"))+entry("d", literal("lib one.age"))+
			`<contextEntry><variable name="e" typeRef="lib one.tSmall"/>`+literal("99")+`</contextEntry>`)))
	m := load(t, source, dmn.Options{Import: resolver(files)})
	want(t, evaluate(t, m, "d", `{age: 3}`), `{a: 4, b: 8, c: null, d: 3, e: null}`)
	want(t, evaluate(t, m, "d", `{"urn:a#age": 3}`), `{a: 4, b: 8, c: null, d: 3, e: null}`)
	if n := len(m.Imported()); n != 2 {
		t.Errorf("%d imported models, want 2", n)
	}
	got := evaluate(t, m, "d", `{age: 30}`)
	if len(got.Diagnostics) == 0 || got.Diagnostics[0].File != "urn:a" {
		t.Errorf("the fault is in the imported file, but: %v", got.Diagnostics)
	}
}

func TestInputsThatShareAName(t *testing.T) {
	other := `<inputData id="i" name="age"><variable name="age" typeRef="number"/></inputData>` + plain("twice", needs("input", "#i"), literal("age * 2"))
	second := strings.Replace(importA, `name="lib one" namespace="urn:a"`, `name="two" namespace="urn:b"`, 1)
	source := model(importA + second + `<inputData id="i" name="age"><variable name="age" typeRef="number"/></inputData>` +
		plain("d", needs("input", "#i")+needs("decision", "urn:a#twice-id")+needs("decision", "urn:b#twice-id"), literal("[age, lib one.twice, two.twice]")) +
		plain("e", needs("decision", "urn:a#twice-id")+needs("decision", "urn:b#twice-id"), literal("[lib one.twice, two.twice]")))
	m := load(t, source, dmn.Options{Import: resolver(map[string][]byte{"urn:a": imported("urn:a", other), "urn:b": imported("urn:b", other)})})
	want(t, evaluate(t, m, "d", `{age: 1, "urn:a#age": 2, "urn:b#age": 3}`), `[1, 4, 6]`)
	want(t, evaluate(t, m, "e", `{"urn:a#age": 2, "urn:b#age": 3}`), `[4, 6]`)
	target, err := m.Target("e")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := target.EvaluateContext(t.Context(), value(t, `{age: 1}`), dmn.Env{}); err == nil {
		t.Error("an input was taken that could be either of two")
	}
}

func TestAnImportWithoutNameGivesItsNamesAsTheyAre(t *testing.T) {
	source := model(strings.Replace(importA, `name="lib one"`, `name=""`, 1) +
		`<decision id="d" name="d"><variable name="d" typeRef="tSmall"/>` + needs("knowledge", "urn:a#half-id") + literal("half(8)") + `</decision>`)
	files := map[string][]byte{"urn:a": imported("urn:a", knowledge("half", literal("x / 2"), "x:number")+
		`<itemDefinition name="tSmall"><typeRef>number</typeRef><allowedValues><text>&lt; 10</text></allowedValues></itemDefinition>`)}
	want(t, evaluate(t, load(t, source, dmn.Options{Import: resolver(files)}), "d", ""), `4`)
}

func TestImportsThatFail(t *testing.T) {
	circular := importA
	tests := map[string]struct {
		source []byte
		files  map[string][]byte
		code   dmn.Code
	}{
		"no such file":     {model(importA), nil, dmn.CodeImport},
		"not XML":          {model(importA), map[string][]byte{"urn:a": []byte("text")}, dmn.CodeImport},
		"wrong namespace":  {model(importA), map[string][]byte{"urn:a": imported("urn:b", "")}, dmn.CodeImport},
		"in a circle":      {model(circular), map[string][]byte{"urn:a": imported("urn:a", importA)}, dmn.CodeCycle},
		"nothing there":    {model(importA + plain("d", needs("decision", "urn:a#x"), literal("1"))), map[string][]byte{"urn:a": imported("urn:a", "")}, dmn.CodeReference},
		"not imported":     {model(plain("d", needs("decision", "urn:a#x"), literal("1"))), nil, dmn.CodeReference},
		"no resolver":      {model(importA), map[string][]byte{}, dmn.CodeImport},
		"a fault in there": {model(importA), map[string][]byte{"urn:a": imported("urn:a", plain("d", needs("decision", "#x"), ""))}, dmn.CodeImport},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			o := dmn.Options{Import: resolver(test.files)}
			if name == "no resolver" {
				o.Import = nil
			}
			problems := problemsOf(t, test.source, o)
			if problems[0].Code != test.code || problems[0].Pos.Line == 0 {
				t.Errorf("got %v", problems)
			}
		})
	}
}

func TestImportFromAFolder(t *testing.T) {
	dir := t.TempDir()
	for name, source := range map[string][]byte{
		"a.dmn": imported("urn:a", plain("one", "", literal("1"))), "broken.dmn": []byte("urn:a but no XML"), "a.txt": []byte("urn:a"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), source, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, location := range []string{"", "a.dmn", "../../etc/a.dmn", "broken.dmn", "https://example.org/x.dmn"} {
		source, err := dmn.ImportFrom(dir)(&dmn.Import{Namespace: "urn:a", LocationURI: location})
		if location == "broken.dmn" {
			continue // it names the namespace, so it is what the author pointed at
		}
		if err != nil || !strings.Contains(string(source), `name="one"`) {
			t.Errorf("location %q: %.40q, %v", location, source, err)
		}
	}
	if source, err := dmn.ImportFrom(dir)(&dmn.Import{Namespace: "urn:none"}); source != nil || err != nil {
		t.Errorf("found %q, %v", source, err)
	}
}
