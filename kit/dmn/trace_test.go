package dmn_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
)

var update = flag.Bool("update", false, "write the golden files anew")

// tracedModel has a table that calls a knowledge model, and is required by two
// decisions.
func tracedModel() []byte {
	g := grid{
		policy: "FIRST", inputs: []string{"age:number", `kind:string`}, outputs: []string{"ok:boolean", "fee:number"},
		rules: []string{`< 18 | - | false | 0`, `>= 18 | "a", "b" | true | double(age)`, `- | ? > 1 | true | 1`},
	}
	return model(`<inputData id="i1" name="age"><variable name="age" typeRef="number"/></inputData>
<inputData id="i2" name="kind"><variable name="kind" typeRef="string"/></inputData>` +
		knowledge("double", literal("n * 2"), "n:number") +
		plain("table", needs("input", "#i1")+needs("input", "#i2")+needs("knowledge", "#double-id"), g.xml()) +
		plain("fee", needs("decision", "#table-id"), literal("table.fee")) +
		plain("all", needs("decision", "#fee-id")+needs("decision", "#table-id"), in("context", entry("a", literal("fee"))+entry("b", literal("table.ok")))))
}

func TestTrace(t *testing.T) {
	got := evaluate(t, load(t, tracedModel()), "all", `{age: 20, kind: "b"}`, dmn.Env{Trace: true})
	want(t, got, `{a: 40, b: true}`)
	text, err := json.MarshalIndent(got.Trace, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "trace.json")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, append(text, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	expected, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if string(text) != strings.TrimSpace(string(expected)) {
		t.Errorf("the trace differs from %s; look, and run with -update:\n%s", golden, text)
	}
}

// find returns the first part of a kind.
func find(t *dmn.Trace, kind dmn.TraceKind) *dmn.Trace {
	if t == nil || t.Kind == kind {
		return t
	}
	for _, part := range t.Parts {
		if found := find(part, kind); found != nil {
			return found
		}
	}
	return nil
}

func TestATraceShowsEveryConditionOfEveryRule(t *testing.T) {
	got := evaluate(t, load(t, tracedModel()), "table", `{age: 20, kind: "b"}`, dmn.Env{Trace: true})
	table := find(got.Trace, dmn.TraceTable)
	if table == nil || table.Table == nil {
		t.Fatal("the trace has no table")
	}
	if n := len(table.Table.Rules); n != 3 {
		t.Fatalf("%d rules, want 3", n)
	}
	outcomes := [][]dmn.Outcome{
		{dmn.NotMatched, dmn.Matched}, {dmn.Matched, dmn.Matched}, {dmn.Matched, dmn.Undecided},
	}
	for i, rule := range table.Table.Rules {
		for k, cell := range rule.Conditions {
			if cell.Outcome != outcomes[i][k] {
				t.Errorf("rule %d, condition %d (%s): %s, want %s", i+1, k+1, cell.Test, cell.Outcome, outcomes[i][k])
			}
		}
	}
	if find(got.Trace, dmn.TraceKnowledge) == nil {
		t.Error("the call of the knowledge model is missing")
	}
}

func TestADecisionIsTracedOnce(t *testing.T) {
	got := evaluate(t, load(t, tracedModel()), "all", `{age: 1, kind: "b"}`, dmn.Env{Trace: true})
	text, err := json.Marshal(got.Trace)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), `"kind":"table"`); n != 1 {
		t.Errorf("the table is in the trace %d times", n)
	}
}

func TestATraceOfManyRulesIsBounded(t *testing.T) {
	g := grid{policy: "COLLECT", inputs: []string{"x:number"}, outputs: []string{""}}
	for range 3000 {
		g.rules = append(g.rules, "> 0 | 1")
	}
	logic := `<for iteratorVariable="i">` + in("in", literal("[1..200]")) + in("return", g.xml()) + `</for>`
	got := evaluate(t, load(t, model(decision("d", "", logic, "x:number"))), "d", `{x: 1}`, dmn.Env{Trace: true})
	text, err := json.Marshal(got.Trace)
	if err != nil || len(text) > 100<<20 || !strings.Contains(string(text), `"truncated":true`) {
		t.Errorf("%d bytes, %v", len(text), err)
	}
}

func TestNoTraceUnlessAskedFor(t *testing.T) {
	if got := evaluate(t, load(t, tracedModel()), "all", `{age: 20, kind: "b"}`); got.Trace != nil {
		t.Error("there is a trace")
	}
}
