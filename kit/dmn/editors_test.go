package dmn_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

// editorModel loads a file that is written the way another vendor's editor
// writes: its prefixes, extensions, diagrams and habits.
func editorModel(t testing.TB, name string) *dmn.Model {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("testdata", "editors", name+".dmn"))
	if err != nil {
		t.Fatal(err)
	}
	return load(t, source)
}

// decideJSON evaluates for inputs in JSON.
func decideJSON(t testing.TB, m *dmn.Model, name, inputs string) dmn.Result {
	t.Helper()
	v, err := feel.FromJSON([]byte(inputs))
	if err != nil {
		t.Fatal(err)
	}
	target, err := m.Target(name)
	if err != nil {
		t.Fatal(err)
	}
	r, err := target.EvaluateContext(t.Context(), v, dmn.Env{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestFilesOfOtherEditorsAreEvaluated(t *testing.T) {
	tests := []struct{ file, decision, inputs, want string }{
		{"camunda", "Permit fee", `{"zone": "A", "months": 12}`, `{fee: 480, paper: true}`},
		{"camunda", "Permit fee", `{"zone": "A", "months": 5}`, `{fee: 250, paper: null}`},
		{"camunda", "Decision_permit", `{"zone": "C", "months": 6}`, `{fee: 300, paper: null}`},
		{"camunda", "Permit fee", `{"zone": "X", "months": 6}`, `null`},
		{"kie", "Young children", `{"Applicant": {"Monthly income": 1, "Moved in": "2020-05-01", "Children": [{"Age": 3}, {"Age": 18}, {"Age": 17}]}}`, `2`},
		{"kie", "Housing allowance", `{"Applicant": {"Monthly income": 100, "Moved in": "2020-05-01", "Children": [{"Age": 3}, {"Age": 17}]}}`, `1700`},
		{"kie", "Housing allowance", `{"Applicant": {"Monthly income": 100, "Moved in": null, "Children": [{"Age": 3}]}}`, `1000`},
		{"kie", "Housing allowance", `{"Applicant": {"Monthly income": 50000, "Moved in": null, "Children": [{"Age": 3}]}}`, `0`},
		{"kie", "Housing allowance", `{"Applicant": {"Monthly income": 0, "Moved in": null, "Children": []}}`, `0`},
		{"kie", "Year moved in", `{"Applicant": {"Monthly income": 0, "Moved in": "2019-12-31", "Children": []}}`, `2019`},
		{"kie", "Year moved in", `{"Applicant": {"Monthly income": 0, "Moved in": "2019-12-31", "Children": [{"Age": 150}]}}`, `null`},
		{"kie", "Allowance per child", `{"Number of children": 9}`, `1700`},
		{"trisotech", "Right to leave - 2024", `{"Kind of leave": "sick", "Days off": ["2024-01-01", "2024-01-02"]}`, `"yes"`},
		{"trisotech", "Right to leave - 2024", `{"Kind of leave": "sick", "Days off": "2024-01-01"}`, `"yes"`},
		{"trisotech", "Right to leave - 2024", `{"Kind of leave": "study", "Days off": []}`, `"no"`},
		{"trisotech", "Right to leave - 2024", `{"Kind of leave": "sick", "Days off": ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"]}`, `"ask"`},
		{"trisotech", "Letter", `{"Kind of leave": "study", "Days off": []}`, `"Answer: no"`},
		{"trisotech", "Length of letter", `{"Kind of leave": "study", "Days off": []}`, `0`},
	}
	for _, test := range tests {
		t.Run(test.file+" "+test.decision+" "+test.inputs, func(t *testing.T) {
			want(t, decideJSON(t, editorModel(t, test.file), test.decision, test.inputs), test.want)
		})
	}
}

func TestFilesOfOtherEditorsHaveNoProblems(t *testing.T) {
	for _, file := range []string{"camunda", "kie", "trisotech"} {
		if problems := editorModel(t, file).Problems(); len(problems) > 0 {
			t.Errorf("%s: %v", file, problems)
		}
	}
}

func TestWhatOtherEditorsKeepIsNoPartOfTheModel(t *testing.T) {
	d := editorModel(t, "trisotech").Definitions()
	for _, x := range d.Decisions {
		if x.Name == "proposed only" {
			t.Error("a decision inside an extension was taken for one of the model")
		}
	}
	kept := string(d.Source[d.Extensions.Start:d.Extensions.End])
	if !strings.HasPrefix(kept, "<semantic:extensionElements>") || !strings.HasSuffix(kept, "</semantic:extensionElements>") || !strings.Contains(kept, "_proposed") {
		t.Errorf("the extensions are %q", kept)
	}
	if d.Exporter != "DMN Modeler" || d.ExporterVersion != "12.6.9" || d.Version != "1.5" {
		t.Errorf("written by %q %q, DMN %s", d.Exporter, d.ExporterVersion, d.Version)
	}
	right := d.Decisions[0]
	if right.Description != "<p>Who may be away?</p>" || right.Question != "May the person be away?" || right.AllowedAnswers != "yes, no, ask" {
		t.Errorf("texts of the decision: %q, %q, %q", right.Description, right.Question, right.AllowedAnswers)
	}
	if len(d.Sources) != 1 || d.Sources[0].Type != "Statute" || d.Sources[0].LocationURI != "https://example.org/law" {
		t.Errorf("sources: %+v", d.Sources)
	}
	table, ok := right.Logic.(*dmn.DecisionTable)
	if !ok || table.Orientation != "CrossTable" || table.OutputLabel != "Right" || table.Rules[0].Annotations[0] != "korta ledigheter" || table.Annotations[0] != "Grund" {
		t.Errorf("the table: %+v", right.Logic)
	}
}

// TestDiagramsAreOfNoImportance turns the table, takes the diagram away and
// puts white space between the elements.
func TestDiagramsAreOfNoImportance(t *testing.T) {
	inputs := `{"Kind of leave": "study", "Days off": []}`
	source, err := os.ReadFile(filepath.Join("testdata", "editors", "trisotech.dmn"))
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{
		{"CrossTable", "Rule-as-Column"},
		{"CrossTable", "Rule-as-Row"},
		{` preferredOrientation="CrossTable"`, ""},
		{"><semantic:", ">\r\n\t<semantic:"},
		{"semantic:", "s:"},
		{"<semantic:text>-</semantic:text>", "<semantic:text> - </semantic:text>"},
		{"<semantic:text>-</semantic:text>", "<semantic:text><![CDATA[-]]></semantic:text>"},
		{"<semantic:text>-</semantic:text>", "<semantic:text/>"},
		{"<semantic:text>-</semantic:text>", ""},
		{"<semantic:text>-</semantic:text>", "<semantic:text>&#45;</semantic:text>"},
		{"\xef\xbb\xbf", ""},
	} {
		changed := strings.ReplaceAll(string(source), change[0], change[1])
		if change[0] == "semantic:" {
			changed = strings.ReplaceAll(changed, "xmlns:semantic", "xmlns:s")
		}
		want(t, decideJSON(t, load(t, []byte(changed)), "Letter", inputs), `"Answer: no"`)
	}
}

func TestTypesAsQualifiedNames(t *testing.T) {
	header := `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" xmlns:own="urn:own" xmlns:f="https://www.omg.org/spec/DMN/20230324/FEEL/" xmlns:lib="urn:a" namespace="urn:own" name="x">`
	types := `<itemDefinition name="tFew"><typeRef>f:number</typeRef><allowedValues><text>&lt; 5</text></allowedValues></itemDefinition>`
	files := map[string][]byte{"urn:a": imported("urn:a", `<itemDefinition name="tMany"><typeRef>number</typeRef><allowedValues><text>&gt; 100</text></allowedValues></itemDefinition>`)}
	tests := []struct{ imports, ref, logic, want string }{
		{"", "own:tFew", "4", "4"},
		{"", "own:tFew", "6", "null"},
		{"", "tFew", "6", "null"},
		{"", "f:string", `"a"`, `"a"`},
		{"", "f:string", `1`, `null`},
		{"", "feel:number", `"a"`, `null`},
		{`<import name="many" namespace="urn:a"/>`, "lib:tMany", "101", "101"},
		{`<import name="many" namespace="urn:a"/>`, "lib:tMany", "5", "null"},
		{`<import name="" namespace="urn:a"/>`, "lib:tMany", "5", "null"},
		{`<import name="many" namespace="urn:a"/>`, "many.tMany", "5", "null"},
	}
	for _, test := range tests {
		source := header + test.imports + types + `<decision id="d" name="d"><variable name="d" typeRef="` + test.ref + `"/>` + literal(test.logic) + `</decision></definitions>`
		m := load(t, []byte(source), dmn.Options{Import: resolver(files)})
		if len(m.Problems()) > 0 {
			t.Errorf("%s: %v", test.ref, m.Problems())
		}
		want(t, evaluate(t, m, "d", ""), test.want)
	}
	unknown := header + `<decision id="d" name="d"><variable name="d" typeRef="who:tFew"/>` + literal("6") + `</decision></definitions>`
	if p := load(t, []byte(unknown)).Problems(); len(p) != 1 || p[0].Code != dmn.CodeType || !strings.Contains(p[0].Message, "who:tFew") {
		t.Errorf("problems: %v", p)
	}
}

func TestVariablesWithAnotherNameThanTheirElement(t *testing.T) {
	m := load(t, model(
		`<inputData id="i" name="Gross income"><variable name="grossIncome" typeRef="number"/></inputData>`+
			`<decision id="a" name="Tax"><variable name="tax" typeRef="number"/>`+needs("input", "#i")+literal("grossIncome * 0.3 + (Gross income - grossIncome)")+`</decision>`+
			plain("net", needs("input", "#i")+needs("decision", "#a"), literal("grossIncome - tax + (Tax - tax)"))+
			// A variable never hides an element of that name.
			`<decision id="b" name="b"><variable name="Tax"/>`+literal("1000")+`</decision>`+
			plain("both", needs("decision", "#a")+needs("decision", "#b"), literal("[Tax, b]"))+
			plain("both the other way", needs("decision", "#b")+needs("decision", "#a"), literal("[Tax, b]"))))
	want(t, evaluate(t, m, "net", `{"Gross income": 100}`), `70`)
	want(t, evaluate(t, m, "both", `{"Gross income": 100}`), `[30, 1000]`)
	want(t, evaluate(t, m, "both the other way", `{"Gross income": 100}`), `[30, 1000]`)
	traced := evaluate(t, m, "Tax", `{"Gross income": 100}`, dmn.Env{Trace: true})
	if n := len(traced.Trace.Inputs); n != 1 {
		t.Errorf("the trace has %d inputs, want one: %v", n, traced.Trace.Inputs)
	}
}

func TestEncodings(t *testing.T) {
	text := string(model(plain("d", "", literal(`"å"`))))
	utf16 := func(order [2]int, mark string) []byte {
		out := []byte(mark)
		for _, r := range text {
			pair := [2]byte{byte(r >> 8), byte(r)}
			out = append(out, pair[order[0]], pair[order[1]])
		}
		return out
	}
	for name, good := range map[string]string{
		"a byte order mark": "\ufeff" + text,
		"single quotes":     strings.Replace(text, `<?xml version="1.0" encoding="UTF-8"?>`, `<?xml version='1.0' encoding='utf-8' standalone='yes' ?>`, 1),
		"no declaration":    strings.Replace(text, `<?xml version="1.0" encoding="UTF-8"?>`, "", 1),
		"old line ends":     strings.ReplaceAll(text, "\n", "\r\n"),
		"an entity":         strings.Replace(text, `å`, "&#xE5;", 1),
	} {
		if got := evaluate(t, load(t, []byte(good)), "d", ""); got.Value.String() != `"å"` {
			t.Errorf("%s: %s", name, got.Value)
		}
	}
	latin := strings.Replace(text, "UTF-8", "ISO-8859-1", 1)
	tests := map[string]struct {
		source []byte
		say    string
	}{
		"little endian":              {utf16([2]int{1, 0}, "\xff\xfe"), "UTF-16"},
		"big endian":                 {utf16([2]int{0, 1}, "\xfe\xff"), "UTF-16"},
		"little endian without mark": {utf16([2]int{1, 0}, ""), "UTF-16"},
		"big endian without mark":    {utf16([2]int{0, 1}, ""), "UTF-16"},
		"latin 1":                    {[]byte(strings.Replace(latin, "å", "\xe5", 1)), "ISO-8859-1"},
		"latin 1, all ASCII":         {[]byte(strings.Replace(latin, "å", "a", 1)), "ISO-8859-1"},
		"latin 1 that says UTF-8":    {[]byte(strings.Replace(text, "å", "\xe5", 1)), "0xe5"},
		"a control character":        {[]byte(strings.Replace(text, "å", "\x01", 1)), "U+0001"},
	}
	for name, test := range tests {
		p := problemsOf(t, test.source, dmn.Options{})
		if p[0].Code != dmn.CodeXML || !strings.Contains(p[0].Message, test.say) {
			t.Errorf("%s: %v", name, p)
		}
	}
}
