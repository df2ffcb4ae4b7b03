package dmn_test

import (
	"errors"
	"fmt"
	"html"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

// grid describes a decision table briefly.
type grid struct {
	policy, aggregation string
	typeRef             string
	// inputs are names; "name:type" declares a type, "name:type:values" the
	// values that are allowed.
	inputs []string
	// outputs are names; "name:type:values:default" says more.
	outputs []string
	// rules are cells, with | between conditions and results.
	rules []string
}

func part(text string, i int) string {
	if parts := strings.Split(text, ":"); i < len(parts) {
		return parts[i]
	}
	return ""
}

func attribute(name, value string) string {
	if value == "" {
		return ""
	}
	return fmt.Sprintf(" %s=%q", name, value)
}

func texted(element, text string) string {
	if text == "" {
		return ""
	}
	return fmt.Sprintf("<%s><text>%s</text></%s>", element, html.EscapeString(text), element)
}

// xml writes the table.
func (g grid) xml() string {
	var b strings.Builder
	fmt.Fprintf(&b, "<decisionTable%s%s%s>", attribute("hitPolicy", g.policy), attribute("aggregation", g.aggregation), attribute("typeRef", g.typeRef))
	for _, in := range g.inputs {
		fmt.Fprintf(&b, "<input><inputExpression%s><text>%s</text></inputExpression>%s</input>",
			attribute("typeRef", part(in, 1)), part(in, 0), texted("inputValues", part(in, 2)))
	}
	for _, out := range g.outputs {
		fmt.Fprintf(&b, "<output%s%s>%s%s</output>", attribute("name", part(out, 0)), attribute("typeRef", part(out, 1)),
			texted("outputValues", part(out, 2)), texted("defaultOutputEntry", part(out, 3)))
	}
	for _, rule := range g.rules {
		b.WriteString("<rule>")
		for i, cell := range strings.Split(rule, "|") {
			element := "inputEntry"
			if i >= len(g.inputs) {
				element = "outputEntry"
			}
			fmt.Fprintf(&b, "<%s><text>%s</text></%s>", element, html.EscapeString(strings.TrimSpace(cell)), element)
		}
		b.WriteString("</rule>")
	}
	b.WriteString("</decisionTable>")
	return b.String()
}

// model writes a decision "result" with the table, and the inputs it needs.
func (g grid) model() []byte {
	var inputs []string
	for _, in := range g.inputs {
		inputs = append(inputs, part(in, 0)+":"+part(in, 1))
	}
	return model(decision("result", "", g.xml(), inputs...))
}

// decision writes a decision of the logic, and its inputs ("name:type").
func decision(name, typeRef, logic string, inputs ...string) string {
	var b strings.Builder
	for i, in := range inputs {
		fmt.Fprintf(&b, `<inputData id="%s-in%d" name="%s"><variable name="%s"%s/></inputData>`, name, i, part(in, 0), part(in, 0), attribute("typeRef", part(in, 1)))
	}
	fmt.Fprintf(&b, `<decision id="%s-id" name="%s"><variable name="%s"%s/>`, name, name, name, attribute("typeRef", typeRef))
	for i := range inputs {
		fmt.Fprintf(&b, `<informationRequirement><requiredInput href="#%s-in%d"/></informationRequirement>`, name, i)
	}
	b.WriteString(logic + "</decision>")
	return b.String()
}

func literal(text string) string {
	return "<literalExpression><text>" + html.EscapeString(text) + "</text></literalExpression>"
}

func load(t testing.TB, source []byte, options ...dmn.Options) *dmn.Model {
	t.Helper()
	var o dmn.Options
	if len(options) > 0 {
		o = options[0]
	}
	m, err := dmn.Load(source, o)
	if err != nil {
		t.Fatalf("the model does not load: %v", err)
	}
	return m
}

// evaluate evaluates a target for inputs written in FEEL.
func evaluate(t testing.TB, m *dmn.Model, name, inputs string, env ...dmn.Env) dmn.Result {
	t.Helper()
	target, err := m.Target(name)
	if err != nil {
		t.Fatal(err)
	}
	var e dmn.Env
	if len(env) > 0 {
		e = env[0]
	}
	r, err := target.EvaluateContext(t.Context(), value(t, inputs), e)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return r
}

// value evaluates FEEL; empty text is null.
func value(t testing.TB, text string) feel.Value {
	t.Helper()
	if text == "" {
		return feel.Null
	}
	p, err := feel.Compile(text, nil)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	r, err := p.Eval(t.Context(), feel.Env{})
	if err != nil {
		t.Fatal(err)
	}
	return r.Value
}

// want fails the test unless the result is what the FEEL says.
func want(t testing.TB, got dmn.Result, text string) {
	t.Helper()
	if expected := value(t, text); !got.Value.Equal(expected) {
		t.Errorf("got %s, want %s; %v", got.Value, text, got.Diagnostics)
	}
}

// hasCode tells whether a diagnostic of that kind was noted.
func hasCode(r dmn.Result, code dmn.Code) bool {
	for _, d := range r.Diagnostics {
		if d.Code == code {
			return true
		}
	}
	return false
}

// problemsOf are the problems of a file that must not load.
func problemsOf(t testing.TB, source []byte, o dmn.Options) []dmn.Problem {
	t.Helper()
	_, err := dmn.Load(source, o)
	var faulty *dmn.ModelError
	if !errors.As(err, &faulty) {
		t.Fatalf("got %v, want a ModelError", err)
	}
	return faulty.Problems
}

// countingExternal answers calls from outside of FEEL with 1, and counts them.
func countingExternal(calls *int) func(feel.Value, []feel.Value) (feel.Value, error) {
	return func(feel.Value, []feel.Value) (feel.Value, error) {
		*calls++
		return feel.Int(1), nil
	}
}
