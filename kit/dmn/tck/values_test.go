package tck_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn/tck"
)

// suite lays out one suite with a model that gives its input back, and a case
// for each pair of a value and what is expected; the case's id is its number.
func suite(t *testing.T, pairs [][2]string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(`<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><modelName>echo.dmn</modelName>`)
	for i, pair := range pairs {
		fmt.Fprintf(&b, `<testCase id="%d"><inputNode name="x">%s</inputNode><resultNode name="echo"><expected>%s</expected></resultNode></testCase>`, i, pair[0], pair[1])
	}
	b.WriteString(`</testCases>`)
	dir := filepath.Join(t.TempDir(), "echo")
	write(t, filepath.Join(dir, "echo.dmn"), `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:e" name="e"><inputData id="i" name="x"><variable name="x"/></inputData>
<decision id="d" name="echo"><variable name="echo"/><informationRequirement><requiredInput href="#i"/></informationRequirement><literalExpression><text>x</text></literalExpression></decision></definitions>`)
	write(t, filepath.Join(dir, "echo-test-01.xml"), b.String())
	return dir
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func plain(typ, text string) string { return `<value xsi:type="xsd:` + typ + `">` + text + `</value>` }

func list(items ...string) string {
	return `<list><item>` + strings.Join(items, `</item><item>`) + `</item></list>`
}

func component(name, v string) string {
	return `<component name="` + name + `">` + v + `</component>`
}

const null = `<value xsi:nil="true"/>`

func TestValuesOfTestFiles(t *testing.T) {
	tests := []struct {
		given, expected string
		same            bool
	}{
		{plain("decimal", "1"), plain("decimal", "1.0"), true},
		{plain("decimal", "1"), plain("double", "1.0E0"), true},
		{plain("integer", "7"), plain("decimal", "7"), true},
		{plain("decimal", "1"), plain("decimal", "1.000000001"), true},
		{plain("decimal", "1"), plain("decimal", "1.0000001"), false},
		{plain("decimal", "1"), plain("string", "1"), false},
		{plain("string", "a"), plain("string", "a"), true},
		{plain("string", "a"), plain("string", "A"), false},
		{plain("string", " a "), plain("string", "a"), false},
		{plain("string", ""), plain("string", ""), true},
		{plain("string", "&lt;å&gt;"), plain("string", "&lt;å&gt;"), true},
		{plain("string", ""), null, false},
		{null, null, true},
		{null, plain("decimal", "0"), false},
		{plain("boolean", "true"), plain("boolean", "true"), true},
		{plain("boolean", "true"), plain("boolean", "false"), false},
		{plain("date", "2026-01-31"), plain("date", "2026-01-31"), true},
		{plain("date", "2026-01-31"), plain("date", "2026-02-01"), false},
		{plain("date", "2026-01-31"), plain("string", "2026-01-31"), false},
		{plain("time", "10:00:00Z"), plain("time", "10:00:00Z"), true},
		{plain("time", "10:00:00Z"), plain("time", "10:00:01Z"), false},
		{plain("dateTime", "2026-01-31T10:00:00"), plain("dateTime", "2026-01-31T10:00:00"), true},
		{plain("dateTime", "2026-01-31T10:00:00"), plain("date", "2026-01-31"), false},
		{plain("duration", "P1D"), plain("duration", "PT24H"), true},
		{plain("duration", "P1Y"), plain("duration", "P12M"), true},
		{plain("duration", "P1D"), plain("duration", "P1M"), false},
		{list(plain("decimal", "1"), plain("string", "a")), list(plain("decimal", "1"), plain("string", "a")), true},
		{list(plain("decimal", "1"), plain("decimal", "2")), list(plain("decimal", "2"), plain("decimal", "1")), false},
		{list(plain("decimal", "1")), list(plain("decimal", "1"), plain("decimal", "1")), false},
		{list(plain("decimal", "1")), list(plain("decimal", "1.0000000001")), true},
		{`<list/>`, `<list/>`, true},
		{`<list/>`, null, false},
		{list(list(plain("decimal", "1"))), list(list(plain("decimal", "1"))), true},
		{list(null), list(null), true},
		{component("a", plain("decimal", "1")) + component("b", null), component("b", null) + component("a", plain("decimal", "1")), true},
		{component("a", plain("decimal", "1")), component("a", plain("decimal", "2")), false},
		{component("a", plain("decimal", "1")), component("b", plain("decimal", "1")), false},
		{component("a", plain("decimal", "1")) + component("b", null), component("a", plain("decimal", "1")), false},
		{component("a", component("b", list(plain("date", "2026-01-01")))), component("a", component("b", list(plain("date", "2026-01-01")))), true},
		{component("a", component("b", list(plain("date", "2026-01-01")))), component("a", component("b", list(plain("date", "2026-01-02")))), false},
	}
	var pairs [][2]string
	for _, test := range tests {
		pairs = append(pairs, [2]string{test.given, test.expected})
	}
	lines := run(t, suite(t, pairs), tck.Options{})
	if len(lines) != len(tests) {
		t.Fatalf("%d lines for %d cases", len(lines), len(tests))
	}
	for i, l := range lines {
		if l.OK != tests[i].same {
			t.Errorf("%s as %s: %v, %s", tests[i].given, tests[i].expected, l.OK, l.Message)
		}
		if l.OK == (l.Message != "") {
			t.Errorf("case %s: %v with the message %q", l.Case, l.OK, l.Message)
		}
		if l.Suite != "echo" || l.File != "echo-test-01.xml" || l.Case != fmt.Sprint(i) || l.Result != "echo" {
			t.Errorf("line %d is %+v", i, l)
		}
	}
}

func TestValuesThatAreNone(t *testing.T) {
	bad := [][2]string{}
	for _, v := range []string{plain("decimal", "NaN"), plain("decimal", "1,5"), plain("date", "31/12/2026"), plain("date", "2026-02-30"), plain("boolean", "yes"), plain("duration", "1 day"), plain("dateTime", "now"), plain("time", "25:00:00")} {
		bad = append(bad, [2]string{v, null})
	}
	for _, l := range run(t, suite(t, bad), tck.Options{}) {
		if l.OK || l.Message == "" {
			t.Errorf("%s was read as null: %+v", bad[l.Case[0]-'0'][0], l)
		}
	}
}

func TestErrorsOfFilesAreLinesOfTheReport(t *testing.T) {
	dir := suite(t, [][2]string{{null, null}})
	for name, test := range map[string]struct{ text, say string }{
		"not-xml":  {"once upon a time", "not XML"},
		"cut":      {"<testCases><testCase>", "cannot be read"},
		"no-model": {`<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"><modelName>none.dmn</modelName><testCase id="1"><resultNode name="echo"><expected/></resultNode></testCase></testCases>`, "none.dmn"},
		"outside":  {`<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"><modelName>../../../etc/passwd</modelName><testCase id="1"><resultNode name="echo"><expected/></resultNode></testCase></testCases>`, ""},
	} {
		file := filepath.Join(dir, name+"-test-01.xml")
		write(t, file, test.text)
		found := false
		for _, l := range run(t, dir, tck.Options{}) {
			if l.File != filepath.Base(file) {
				continue
			}
			found = true
			if l.OK || !strings.Contains(l.Message, test.say) {
				t.Errorf("%s: %+v", name, l)
			}
		}
		if !found {
			t.Errorf("%s: nothing is said of the file", name)
		}
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFilesOfTestsAreReadInOrder(t *testing.T) {
	dir := suite(t, [][2]string{{null, null}})
	text, err := os.ReadFile(filepath.Join(dir, "echo-test-01.xml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"echo-test-10.xml", "echo-test-02.xml", "echo-test-03.xml"} {
		write(t, filepath.Join(dir, name), string(text))
	}
	var files []string
	for range 3 {
		files = nil
		for _, l := range run(t, dir, tck.Options{}) {
			files = append(files, l.File[len("echo-test-"):len("echo-test-")+2])
		}
	}
	if strings.Join(files, " ") != "01 02 03 10" {
		t.Errorf("files in the order %v", files)
	}
}
