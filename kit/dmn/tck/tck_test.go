package tck_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/kit/dmn/tck"
)

func run(t *testing.T, dir string, o tck.Options) []tck.Line {
	t.Helper()
	runner, err := tck.NewRunner(o)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := runner.RunDir(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// documented are the failures that docs/decisions-tck.md lists: lines of a table
// that begin with suite and case.
func documented(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "decisions-tck.md"))
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| `([^`]+)` \\| `([^`]+)` \\|")
	var list []string
	for _, match := range row.FindAllStringSubmatch(string(text), -1) {
		list = append(list, match[1]+" "+match[2])
	}
	return list
}

// TestTheKitFailsOnlyWhereTheDocumentSays is the ratchet: a test that begins to
// fail, and one that begins to pass while the document says it fails, are both
// faults.
func TestTheKitFailsOnlyWhereTheDocumentSays(t *testing.T) {
	root := os.Getenv("TILLIT_CONFORMANCE")
	if root == "" {
		t.Skip("TILLIT_CONFORMANCE is unset: it names the folder that holds dmn-tck")
	}
	lines := run(t, filepath.Join(root, "dmn-tck"), tck.Options{Clock: time.Now})
	known := documented(t)
	failed := map[string]bool{}
	for _, l := range lines {
		if l.OK {
			continue
		}
		id := l.Suite + " " + l.Case
		failed[id] = true
		if !slices.Contains(known, id) {
			t.Errorf("%s %s fails: %s", id, l.Result, l.Message)
		}
	}
	for _, id := range known {
		if !failed[id] {
			t.Errorf("%s passes now: take it off the list", id)
		}
	}
	if all, _ := tck.Cases(lines); all < 3391 {
		t.Errorf("only %d cases ran", all)
	}
}

// folder lays out a small kit.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"level/0001-a/0001-a.dmn":         smallModel,
		"level/0001-a/0001-a-test-01.xml": smallTests,
		"level/0001-a/other.xml":          `<note/>`,
		"level/0002-b/0002-b.dmn":         `<broken`,
		"level/0002-b/0002-b-test-01.xml": strings.ReplaceAll(smallTests, "0001-a", "0002-b"),
		"level/0003-c/0003-c.dmn":         smallModel,
		"level/0003-c/0003-c-test-01.xml": `<testCases`,
		"level/readme.txt":                "",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const smallModel = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:a" name="a">
<inputData id="i" name="n"><variable name="n" typeRef="number"/></inputData>
<inputData id="k" name="unused"/>
<decision id="d" name="third"><variable name="third"/><informationRequirement><requiredInput href="#i"/></informationRequirement>
 <literalExpression><text>n / 3</text></literalExpression></decision>
<decision id="e" name="all"><variable name="all"/><informationRequirement><requiredInput href="#i"/></informationRequirement>
 <literalExpression><text>{a: [n, "x"], b: @"2026-01-01", c: n > 1, d: null, e: duration("P1D")}</text></literalExpression></decision>
<decision id="l" name="long"><variable name="long"/><literalExpression><text>count(for a in 1..90000 return count(for b in 1..90000 return b))</text></literalExpression></decision>
<decisionService id="s" name="both"><variable name="both"/><outputDecision href="#d"/><outputDecision href="#e"/><inputData href="#i"/></decisionService>
<businessKnowledgeModel id="b" name="twice"><variable name="twice"/><encapsulatedLogic><formalParameter name="x"/><literalExpression><text>x * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
</definitions>`

const all = `<component name="a"><list><item><value xsi:type="xsd:decimal">2</value></item><item><value xsi:type="xsd:string">x</value></item></list></component>
<component name="b"><value xsi:type="xsd:date">2026-01-01</value></component><component name="c"><value xsi:type="xsd:boolean">true</value></component>
<component name="d"><value xsi:nil="true"/></component><component name="e"><value xsi:type="xsd:duration">P1D</value></component>`

const smallTests = `<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
<modelName>0001-a.dmn</modelName>
<testCase id="eight"><inputNode name="n"><value xsi:type="xsd:decimal">1</value></inputNode><inputNode name="unused"><value xsi:type="xsd:decimal">1</value></inputNode>
 <resultNode name="third" type="decision"><expected><value xsi:type="xsd:decimal">0.333333334</value></expected></resultNode></testCase>
<testCase id="seven"><inputNode name="n"><value xsi:type="xsd:decimal">1</value></inputNode>
 <resultNode name="third"><expected><value xsi:type="xsd:decimal">0.3333334</value></expected></resultNode></testCase>
<testCase id="all"><inputNode name="n"><value xsi:type="xsd:decimal">2</value></inputNode><resultNode name="all"><expected>` + all + `</expected></resultNode></testCase>
<testCase id="nobody"><resultNode name="nobody"><expected><value xsi:nil="true"/></expected></resultNode></testCase>
<testCase id="service" type="decisionService" invocableName="both"><inputNode name="n"><value xsi:type="xsd:decimal">2</value></inputNode>
 <resultNode name="all"><expected>` + all + `</expected></resultNode><resultNode name="third"><expected><value xsi:type="xsd:string">x</value></expected></resultNode></testCase>
<testCase id="bkm" type="bkm" invocableName="twice"><inputNode name="x"><value xsi:type="xsd:decimal">4</value></inputNode>
 <resultNode name="twice"><expected><value xsi:type="xsd:double">8.0</value></expected></resultNode></testCase>
<testCase id="wrong value"><inputNode name="n"><value xsi:type="xsd:decimal">four</value></inputNode><resultNode name="third"><expected><value xsi:nil="true"/></expected></resultNode></testCase>
<testCase id="null"><inputNode name="n"><value xsi:nil="true"/></inputNode><resultNode name="third" errorResult="true"><expected><value xsi:nil="true"/></expected></resultNode></testCase>
<testCase id="long"><resultNode name="long"><expected><value xsi:nil="true"/></expected></resultNode></testCase>
</testCases>`

func TestARunOfASmallKit(t *testing.T) {
	suites := 0
	lines := run(t, folder(t), tck.Options{Progress: func(string, []tck.Line) { suites++ }})
	outcomes := map[string]bool{}
	for _, l := range lines {
		if l.Suite == "level/0001-a" {
			outcomes[l.Case+" "+l.Result] = l.OK
		}
		if l.Suite != "level/0001-a" && (l.OK || l.Message == "") {
			t.Errorf("%+v: the model or the tests are broken", l)
		}
		if !l.OK && l.Message == "" {
			t.Errorf("%+v says nothing", l)
		}
	}
	for id, ok := range map[string]bool{
		"eight third": true, "seven third": false, "all all": true, "nobody nobody": false, "service all": true, "service third": false,
		"bkm twice": true, "wrong value third": false, "null third": true, "long long": false,
	} {
		if got, there := outcomes[id]; got != ok || !there {
			t.Errorf("%s: %v, %v", id, got, there)
		}
	}
	if suites != 3 {
		t.Errorf("%d suites, want 3", suites)
	}
	if all, passed := tck.Cases(lines); all != 19 || passed != 4 {
		t.Errorf("%d of %d cases", passed, all)
	}
}

func TestASuiteByItself(t *testing.T) {
	lines := run(t, filepath.Join(folder(t), "level", "0001-a"), tck.Options{})
	if len(lines) == 0 || lines[0].Suite != "0001-a" {
		t.Errorf("%v", lines)
	}
}

func TestAFolderBehindALink(t *testing.T) {
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(folder(t), link); err != nil {
		t.Skip(err)
	}
	if lines := run(t, link, tck.Options{}); len(lines) == 0 || lines[0].Suite != "level/0001-a" {
		t.Errorf("%v", lines)
	}
}

func TestAFolderWithoutTestsIsAnError(t *testing.T) {
	runner, err := tck.NewRunner(tck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if lines, err := runner.RunDir(t.Context(), t.TempDir()); err == nil {
		t.Errorf("%v", lines)
	}
}

func TestTestsWithoutTheirModelFail(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "x.xml"), []byte(smallTests), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, l := range run(t, dir, tck.Options{}) {
		if l.OK {
			t.Errorf("%+v", l)
		}
	}
}

func TestTimeout(t *testing.T) {
	started := time.Now()
	run(t, filepath.Join(folder(t), "level", "0001-a"), tck.Options{Timeout: 50 * time.Millisecond})
	if took := time.Since(started); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
}

func TestARunEndsWithItsContext(t *testing.T) {
	runner, err := tck.NewRunner(tck.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := runner.RunDir(ctx, folder(t)); err == nil {
		t.Error("no error")
	}
	if _, err := runner.RunDir(t.Context(), filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a folder that is not there was read")
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	err := tck.WriteCSV(&b, []tck.Line{{"s", "f.xml", "1", "a, b", true, ""}, {"s", "f.xml", "2", "c", false, "got \"x\",\nnot y"}})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	if got := strings.Join(rows[0], "|"); got != "s|f.xml|1|a, b|SUCCESS|" {
		t.Error(got)
	}
	if got := strings.Join(rows[1], "|"); got != `s|f.xml|2|c|ERROR|got "x", not y` {
		t.Error(got)
	}
}
