package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const feeModel = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="https://tillit.example/m">
<inputData id="age" name="age"><variable name="age" typeRef="number"/></inputData>
<decision id="Fee" name="Fee"><variable name="Fee" typeRef="number"/>
<informationRequirement><requiredInput href="#age"/></informationRequirement>
<decisionTable><input><inputExpression typeRef="number"><text>age</text></inputExpression></input><output typeRef="number"/>
<rule><inputEntry><text>&lt; 18</text></inputEntry><outputEntry><text>0</text></outputEntry></rule>
<rule><inputEntry><text>&gt;= 18</text></inputEntry><outputEntry><text>120.50</text></outputEntry></rule>
</decisionTable></decision></definitions>`

const importing = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="n" namespace="urn:n"><import name="m" namespace="https://tillit.example/m"/>
<decision id="t" name="Twice"><variable name="Twice"/><informationRequirement><requiredDecision href="https://tillit.example/m#Fee"/></informationRequirement><literalExpression><text>m.Fee * 2</text></literalExpression></decision></definitions>`

// asked are requests with what the answer holds.
var asked = []struct {
	Request
	feel, says string // the value, or a part of the error or the diagnostics
}{
	{Request{Feel: "0.1 + 0.2"}, "0.3", ""},
	{Request{Feel: "monthly income * 12", Inputs: json.RawMessage(`{"monthly income": 18500.10}`)}, "222001.2", ""},
	{Request{Feel: `matches("aA", "(a)\1", "i")`}, "true", ""},
	{Request{Feel: `@"2026-07-01T12:00:00@Europe/Stockholm".time offset`}, `@"PT2H"`, ""},
	{Request{Feel: "1 / 0"}, "null", "division by zero"},
	{Request{Feel: "1 +"}, "", "line 1, column 4"},
	{Request{Feel: "for i in 1..10**12 return i"}, "", "(list)"},
	{Request{Feel: "1", Inputs: json.RawMessage(`{"a": 1, "a": 2}`)}, "", "comes twice"},
	{Request{Feel: "1", Inputs: json.RawMessage(`[1]`)}, "", "no object"},
	{Request{Feel: "1", Inputs: json.RawMessage(`{"1": 1}`)}, "", "is no name"},
	{Request{Model: feeModel, Decision: "Fee", Inputs: json.RawMessage(`{"age": 20}`)}, "120.5", ""},
	{Request{Model: feeModel, Decision: "Fee", Inputs: json.RawMessage(`{"age": 7}`)}, "0", ""},
	{Request{Model: feeModel, Decision: "Fee", Inputs: json.RawMessage(`{"years": 7}`)}, "", `no input "years"`},
	{Request{Model: feeModel, Decision: "Tax"}, "", "Tax"},
	{Request{Model: "<definitions", Decision: "Fee"}, "", "line 1"},
	{Request{Model: importing, Decision: "Twice", Inputs: json.RawMessage(`{"age": 20}`), Imports: []string{"<x/>", feeModel}}, "241", ""},
	{Request{Model: importing, Decision: "Twice", Inputs: json.RawMessage(`{"age": 20}`)}, "", "no file has that namespace"},
	{Request{Feel: `"a" + 1`}, "null", "does not work"},
	{Request{Feel: `uper case("a")`}, "", `did you mean "upper case"`},
}

func checkAnswers(t *testing.T, lines []string) {
	t.Helper()
	if len(lines) != len(asked) {
		t.Fatalf("%d answers to %d questions", len(lines), len(asked))
	}
	for i, line := range lines {
		var a Answer
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if a.FEEL != asked[i].feel || !strings.Contains(a.Error+strings.Join(a.Diagnostics, ""), asked[i].says) {
			t.Errorf("%s%.20s: %s", asked[i].Feel, asked[i].Model, line)
		}
	}
}

func TestAnswersTellTheValueOrWhatIsWrong(t *testing.T) {
	var in, out bytes.Buffer
	for _, q := range asked {
		text, err := json.Marshal(q.Request)
		if err != nil {
			text = []byte(`{"feel": "1", "inputs": ` + string(q.Inputs) + `}`)
		}
		in.Write(text)
	}
	if err := serve(&in, &out); err != nil {
		t.Fatal(err)
	}
	checkAnswers(t, strings.Split(strings.TrimSpace(out.String()), "\n"))
	if err := serve(strings.NewReader(`{"feel": `), &out); err == nil {
		t.Error("half a request is taken")
	}
}

// TestTheSameInNode builds for JavaScript and asks the same in Node.
func TestTheSameInNode(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not on this machine")
	}
	if testing.Short() {
		t.Skip("builds for another system")
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Skipf("there is no go command to build with: %v", err)
	}
	support := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js")
	if _, err := os.Stat(support); err != nil {
		t.Skipf("the Go distribution has no wasm_exec.js: %v", err)
	}
	folder := t.TempDir()
	build := exec.Command("go", "build", "-o", filepath.Join(folder, "tillit.wasm"), ".")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	questions, err := json.Marshal(nodeArguments())
	if err != nil {
		t.Fatal(err)
	}
	script := filepath.Join(folder, "ask.js")
	if err := os.WriteFile(script, []byte(askInNode), 0o600); err != nil {
		t.Fatal(err)
	}
	run := exec.Command(node, script, support, filepath.Join(folder, "tillit.wasm"), string(questions))
	run.Stderr = os.Stderr
	out, err := run.Output()
	if err != nil {
		t.Fatal(err)
	}
	checkAnswers(t, strings.Split(strings.TrimSpace(string(out)), "\n"))
}

// nodeArguments are the names of the functions with their arguments.
func nodeArguments() [][]string {
	var calls [][]string
	for _, q := range asked {
		if q.Model != "" {
			calls = append(calls, append([]string{"decide", q.Model, q.Decision, string(q.Inputs)}, q.Imports...))
			continue
		}
		calls = append(calls, []string{"feel", q.Feel, string(q.Inputs)})
	}
	return calls
}

const askInNode = `
require(process.argv[2]);
const go = new Go();
WebAssembly.instantiate(require("fs").readFileSync(process.argv[3]), go.importObject).then(({instance}) => {
  go.run(instance);
  for (const [name, ...args] of JSON.parse(process.argv[4])) console.log(tillit[name](...args));
  process.exit(0);
});
`
