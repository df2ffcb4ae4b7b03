package dmn_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
)

// mark stands in a source where a fault is expected; it is taken out before
// the source is read.
const mark = "▶"

// place is a position as people and programs see it.
type place struct{ line, column, offset int }

// marked returns the source without its mark, and where the mark was.
func marked(t testing.TB, source string) (string, place) {
	t.Helper()
	before, after, ok := strings.Cut(source, mark)
	if !ok || strings.Contains(after, mark) {
		t.Fatalf("the source wants one mark: %s", source)
	}
	line := strings.Count(before, "\n") + 1
	column := len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
	return before + after, place{line, column, len(before)}
}

// lines wraps elements into a file, one element to a line.
func lines(elements ...string) string {
	return string(model(strings.Join(elements, "\n")))
}

const xInput = `<inputData id="x" name="x"><variable name="x" typeRef="number"/></inputData>`

// faulty are files that must not load, with the element of the first problem.
var faulty = map[string]struct {
	source  string
	code    dmn.Code
	element string
}{
	"a tag that is not closed":          {lines(`<decision id="d" name="d">` + mark + `</definitions>`), dmn.CodeXML, ""},
	"an attribute twice":                {lines(`<decision id="d" ` + mark + `id="e" name="d"/>`), dmn.CodeXML, ""},
	"an unknown entity":                 {lines(`<decision id="d" name="åäö ` + mark + `&nbsp;"/>`), dmn.CodeXML, ""},
	"a naked ampersand":                 {lines(plain("d", "", `<literalExpression><text>1 `+mark+`& 2</text></literalExpression>`)), dmn.CodeXML, ""},
	"an unbound prefix":                 {lines(mark + `<zoo:bar/>`), dmn.CodeXML, ""},
	"a document type":                   {mark + `<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>`, dmn.CodeXML, ""},
	"text behind the end":               {`<a xmlns="urn:x"/>` + "\n " + mark + "å", dmn.CodeXML, ""},
	"a decision without a name":         {lines(xInput, `  `+mark+`<decision id="d"/>`), dmn.CodeStructure, ""},
	"an input without a name":           {lines(mark + `<inputData id="d"/>`), dmn.CodeStructure, ""},
	"an id twice":                       {lines(xInput, mark+`<decision id="x" name="y"/>`), dmn.CodeDuplicateID, `decision "y"`},
	"a name twice":                      {lines(xInput, "\t"+mark+`<decision id="d" name=" x "/>`), dmn.CodeDuplicate, `decision "x"`},
	"a type twice":                      {lines(`<itemDefinition name="t"/>`, mark+`<itemDefinition name="t"/>`), dmn.CodeDuplicate, `type "t"`},
	"an import with an input's name":    {lines(`<import name="x" namespace="urn:a"/>`, mark+xInput), dmn.CodeDuplicate, `input "x"`},
	"a dangling input":                  {lines(plain("d", needs("input", mark+"#y"), literal("1"))), dmn.CodeReference, `decision "d"`},
	"a dangling decision":               {lines(plain("d", needs("decision", mark+"#y"), literal("1"))), dmn.CodeReference, `decision "d"`},
	"a dangling knowledge model":        {lines(`<businessKnowledgeModel id="k" name="k">` + needs("knowledge", mark+"#y") + `</businessKnowledgeModel>`), dmn.CodeReference, `knowledge model "k"`},
	"a service without that decision":   {lines(service("s", points("outputDecision", mark+"#y"))), dmn.CodeReference, `service "s"`},
	"a service that hides an input":     {lines(xInput, service("s", points("encapsulatedDecision", mark+"#x"))), dmn.CodeReference, `service "s"`},
	"a service's input that is none":    {lines(plain("d", "", literal("1")), service("s", points("inputData", mark+"#d-id"))), dmn.CodeReference, `service "s"`},
	"an input as knowledge":             {lines(xInput, plain("d", needs("knowledge", mark+"#x"), literal("1"))), dmn.CodeReference, `decision "d"`},
	"knowledge as information":          {lines(knowledge("k", literal("1")), plain("d", needs("decision", mark+"#k-id"), literal("1"))), dmn.CodeReference, `decision "d"`},
	"a file that is not imported":       {lines(plain("d", needs("decision", mark+"urn:other#y"), literal("1"))), dmn.CodeReference, `decision "d"`},
	"a reference without #":             {lines(plain("d", needs("decision", mark+"y"), literal("1"))), dmn.CodeReference, `decision "d"`},
	"an empty reference":                {lines(plain("d", needs("decision", mark), literal("1"))), dmn.CodeReference, `decision "d"`},
	"a decision that requires itself":   {lines(plain("d", needs("decision", mark+"#d-id"), literal("1"))), dmn.CodeCycle, `decision "d"`},
	"decisions in a circle":             {lines(plain("a", needs("decision", "#b-id"), ""), plain("b", needs("decision", "#c-id"), ""), plain("c", needs("decision", mark+"#a-id"), "")), dmn.CodeCycle, `decision "c"`},
	"a requirement of nothing":          {lines(plain("d", mark+`<informationRequirement/>`, literal("1"))), dmn.CodeStructure, `decision "d"`},
	"two expressions":                   {lines(plain("d", "", literal("1")+mark+literal("2"))), dmn.CodeStructure, `decision "d"`},
	"a bad hit policy":                  {lines(plain("d", "", mark+`<decisionTable hitPolicy="U"><output/></decisionTable>`)), dmn.CodeStructure, `decision "d"`},
	"a bad hit policy of knowledge":     {lines(knowledge("k", mark+`<decisionTable hitPolicy="U"><output/></decisionTable>`)), dmn.CodeStructure, `knowledge model "k"`},
	"a bad aggregation":                 {lines(plain("d", "", mark+`<decisionTable hitPolicy="COLLECT" aggregation="AVG"><output/></decisionTable>`)), dmn.CodeStructure, `decision "d"`},
	"a condition too many":              {lines(plain("d", "", "<decisionTable><output/>\n"+mark+`<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable>`)), dmn.CodeStructure, `decision "d"`},
	"a result too few":                  {lines(plain("d", "", "<decisionTable><output/>\n"+mark+`<rule/></decisionTable>`)), dmn.CodeStructure, `decision "d"`},
	"a second output without name":      {lines(plain("d", "", `<decisionTable><output name="a"/>`+mark+`<output/></decisionTable>`)), dmn.CodeStructure, `decision "d"`},
	"an output twice":                   {lines(plain("d", "", `<decisionTable><output name="a"/>`+mark+`<output name="a"/></decisionTable>`)), dmn.CodeDuplicate, `decision "d"`},
	"a row that is too long":            {lines(plain("d", "", `<relation><column name="a"/>`+mark+`<row>`+literal("1")+literal("2")+`</row></relation>`)), dmn.CodeStructure, `decision "d"`},
	"an entry that is no result":        {lines(plain("d", "", `<context>`+mark+`<contextEntry>`+literal("1")+`</contextEntry>`+entry("b", literal("1"))+`</context>`)), dmn.CodeStructure, `decision "d"`},
	"an if without else":                {lines(plain("d", "", mark+`<conditional><if>`+literal("true")+`</if><then>`+literal("1")+`</then></conditional>`)), dmn.CodeStructure, `decision "d"`},
	"an empty else":                     {lines(plain("d", "", `<conditional><if>`+literal("true")+`</if><then>`+literal("1")+`</then>`+mark+`<else/></conditional>`)), dmn.CodeStructure, `decision "d"`},
	"a nested fault":                    {lines(plain("d", "", in("list", in("list", in("context", entry("a", mark+`<filter><in>`+literal("1")+`</in></filter>`)))))), dmn.CodeStructure, `decision "d"`},
	"an iteration without variable":     {lines(plain("d", "", mark+`<every><in>`+literal("1")+`</in><satisfies>`+literal("1")+`</satisfies></every>`)), dmn.CodeStructure, `decision "d"`},
	"a binding without parameter":       {lines(plain("d", "", `<invocation>`+literal("f")+mark+`<binding/></invocation>`)), dmn.CodeStructure, `decision "d"`},
	"a function of an unknown language": {lines(plain("d", "", mark+`<functionDefinition kind="Python"/>`)), dmn.CodeStructure, `decision "d"`},
	"an import without namespace":       {lines(mark + `<import name="a"/>`), dmn.CodeStructure, `import "a"`},
	"an import that nobody finds":       {lines("  " + mark + `<import name="a" namespace="urn:nowhere"/>`), dmn.CodeImport, `import "a"`},
}

func TestFaultsOfFilesAreTold(t *testing.T) {
	for name, test := range faulty {
		t.Run(name, func(t *testing.T) {
			source, at := marked(t, test.source)
			p := problemsOf(t, []byte(source), dmn.Options{})[0]
			if p.Code != test.code {
				t.Errorf("code %s, want %s: %s", p.Code, test.code, p)
			}
			if p.Element != test.element {
				t.Errorf("element %q, want %q: %s", p.Element, test.element, p)
			}
			if got := (place{p.Pos.Line, p.Pos.Column, p.Pos.Offset}); got != at {
				t.Errorf("at %v, want %v: %s", got, at, p)
			}
		})
	}
}

// TestAFaultIsToldTheSameWayWithOtherLineEnds moves no fault to another line.
func TestAFaultIsToldTheSameWayWithOtherLineEnds(t *testing.T) {
	for name, test := range faulty {
		source, at := marked(t, test.source)
		p := problemsOf(t, []byte(strings.ReplaceAll(source, "\n", "\r\n")), dmn.Options{})[0]
		if p.Code != test.code || p.Pos.Line != at.line || p.Pos.Column != at.column {
			t.Errorf("%s: %s at %v, want %s at line %d, column %d", name, p.Code, p.Pos, test.code, at.line, at.column)
		}
	}
}

// table writes a table with an input x and cells that may hold a mark.
func cells(inputValues, condition, outputValues, result, def string) string {
	text := func(element, content string) string {
		if content == "" {
			return ""
		}
		return "<" + element + "><text>" + content + "</text></" + element + ">"
	}
	return lines(xInput, `<decision id="d" name="d"><variable name="d"/>`+needs("input", "#x"),
		`<decisionTable hitPolicy="FIRST"><input><inputExpression typeRef="number"><text>x</text></inputExpression>`+text("inputValues", inputValues)+`</input>`,
		`<output>`+text("outputValues", outputValues)+text("defaultOutputEntry", def)+`</output>`,
		`<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>0</text></outputEntry></rule>`,
		`<rule>`+text("inputEntry", condition)+text("outputEntry", result)+`</rule></decisionTable></decision>`)
}

func TestFaultsOfExpressionsAreToldWhereTheyStandInTheFile(t *testing.T) {
	const rule2 = `decision "d", rule 2`
	tests := map[string]struct {
		source  string
		code    dmn.Code
		element string
	}{
		"a condition":                 {cells("", "1 "+mark+"2", "", "1", ""), dmn.CodeFEEL, rule2},
		"behind an entity":            {cells("", "&lt; 5, "+mark+"&gt;&gt; 6", "", "1", ""), dmn.CodeFEEL, rule2},
		"in CDATA":                    {cells("", "<![CDATA[< 5, "+mark+"* 6]]>", "", "1", ""), dmn.CodeFEEL, rule2},
		"on the third line":           {cells("", "1,\n2,\n   "+mark+"* 3", "", "1", ""), dmn.CodeFEEL, rule2},
		"behind letters of the north": {cells("", `"åäö𝄞", `+mark+`* 1`, "", "1", ""), dmn.CodeFEEL, rule2},
		"behind a comment":            {cells("", `1, <!-- ö -->`+mark+`* 1`, "", "1", ""), dmn.CodeFEEL, rule2},
		"a result":                    {cells("", "1", "", "x + "+mark+"* 2", ""), dmn.CodeFEEL, `decision "d"`},
		"the end of a result":         {cells("", "1", "", "x +"+mark, ""), dmn.CodeFEEL, `decision "d"`},
		"allowed inputs":              {cells("1, "+mark+"* 2", "1", "", "1", ""), dmn.CodeFEEL, `decision "d"`},
		"allowed outputs":             {cells("", "1", "1, "+mark+"* 2", "1", ""), dmn.CodeFEEL, `decision "d"`},
		"a default":                   {cells("", "1", "", "1", "1 "+mark+"2"), dmn.CodeFEEL, `decision "d"`},
		"an unknown type":             {lines(`<decision id="d" name="d">` + mark + `<variable name="d" typeRef="tNobody"/>` + literal("1") + `</decision>`), dmn.CodeType, `decision "d"`},
		"an unknown type of a part":   {lines(`<itemDefinition name="t">` + mark + `<itemComponent name="p"><typeRef>tNobody</typeRef></itemComponent></itemDefinition>`), dmn.CodeType, `type "t"`},
		"a type's constraint":         {lines(`<itemDefinition name="t"><typeRef>number</typeRef><allowedValues><text>[1..` + mark + `]</text></allowedValues></itemDefinition>`), dmn.CodeFEEL, `type "t"`},
		"types that are each other":   {lines(mark+`<itemDefinition name="t"><typeRef>u</typeRef></itemDefinition>`, `<itemDefinition name="u"><typeRef>t</typeRef></itemDefinition>`), dmn.CodeCycle, `type "t"`},
		"a name with a sign":          {lines(mark + `<decision id="d" name="a § b">` + literal("1") + `</decision>`), dmn.CodeName, `decision "a § b"`},
		"a keyword as a name":         {lines(mark + `<inputData id="i" name="function"/>`), dmn.CodeName, `input "function"`},
		"a parameter's name":          {lines(`<businessKnowledgeModel id="k" name="k"><encapsulatedLogic>` + mark + `<formalParameter name="if"/>` + literal("1") + `</encapsulatedLogic></businessKnowledgeModel>`), dmn.CodeName, `knowledge model "k"`},
		"another language":            {lines(plain("d", "", mark+`<literalExpression expressionLanguage="https://example.org/groovy"><text>1</text></literalExpression>`)), dmn.CodeUnsupported, `decision "d"`},
		"a service without output":    {lines(mark + service("s")), dmn.CodeStructure, `service "s"`},
		"a boxed filter's match":      {lines(plain("d", "", in("filter", in("in", literal("[1]"))+"<match><literalExpression><text>item "+mark+"* * 2</text></literalExpression></match>"))), dmn.CodeFEEL, `decision "d"`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			source, at := marked(t, test.source)
			problems := load(t, []byte(source)).Problems()
			if len(problems) == 0 {
				t.Fatal("nothing is told")
			}
			p := problems[0]
			if p.Code != test.code || p.Element != test.element {
				t.Errorf("%s of %q, want %s of %q: %s", p.Code, p.Element, test.code, test.element, p)
			}
			// A fault of FEEL may be told where the token before it ends or at
			// the operator that has no right side; the line must be right, and
			// the column within the text.
			if p.Pos.Line != at.line || p.Pos.Column < at.column-2 || p.Pos.Column > at.column+10 {
				t.Errorf("at line %d, column %d, want %d, %d: %s", p.Pos.Line, p.Pos.Column, at.line, at.column, p)
			}
			if before := source[:p.Pos.Offset]; strings.Count(before, "\n")+1 != p.Pos.Line {
				t.Errorf("the offset %d is not on line %d", p.Pos.Offset, p.Pos.Line)
			}
			if _, err := dmn.Load([]byte(source), dmn.Options{Strict: true}); err == nil {
				t.Error("strict loading takes it")
			}
		})
	}
}

func TestDiagnosticsPointIntoCells(t *testing.T) {
	tests := map[string]struct{ source, input string }{
		"a result":              {cells("", "&lt; 5", "", `x + `+mark+`"å"`, ""), "{x: 1}"},
		"an entry of a context": {lines(xInput, plain("d", needs("input", "#x"), in("context", entry("a", literal("1"))+"<contextEntry><variable name=\"b\"/><literalExpression><text>\n 1 - "+mark+"\"a\"</text></literalExpression></contextEntry>"))), "{x: 1}"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			source, at := marked(t, strings.Replace(test.source, "<text>-</text>", "<text>&lt; 0</text>", 1))
			got := evaluate(t, load(t, []byte(source)), "d", test.input)
			if len(got.Diagnostics) != 1 {
				t.Fatalf("diagnostics: %v", got.Diagnostics)
			}
			d := got.Diagnostics[0]
			if d.Pos.Line != at.line || d.Pos.Column > at.column || d.Pos.Column < at.column-5 {
				t.Errorf("at %v, want %v: %s", d.Pos, at, d)
			}
		})
	}
}

func TestImportsInAFault(t *testing.T) {
	files := map[string][]byte{
		"urn:a": imported("urn:a", plain("bad", "", literal("1 +"))+`<itemDefinition name="t"><typeRef>tNobody</typeRef></itemDefinition>`),
	}
	problems := load(t, model(importA), dmn.Options{Import: resolver(files)}).Problems()
	if len(problems) != 2 {
		t.Fatalf("problems: %v", problems)
	}
	for _, p := range problems {
		if p.File != "urn:a" || !strings.HasPrefix(p.String(), "urn:a: line 1, column ") {
			t.Errorf("the fault is in the imported file: %s", p)
		}
	}
}

func TestTwoImportsOfOneNamespace(t *testing.T) {
	second := strings.Replace(importA, `name="lib one"`, `name="lib two"`, 1)
	read := 0
	files := func(i *dmn.Import) ([]byte, error) {
		read++
		return imported(i.Namespace, plain("one", "", literal("1"))), nil
	}
	m := load(t, model(importA+second+plain("d", needs("decision", "urn:a#one-id"), literal("lib one.one + 1"))), dmn.Options{Import: files})
	want(t, evaluate(t, m, "d", ""), "2")
	if read != 1 || len(m.Imported()) != 1 {
		t.Errorf("the file was read %d times, %d models", read, len(m.Imported()))
	}
	if p := problemsOf(t, model(importA+importA), dmn.Options{Import: files}); p[0].Code != dmn.CodeDuplicate {
		t.Errorf("one name for two imports: %v", p)
	}
}

func TestImportsInACircleOfThree(t *testing.T) {
	next := func(space string) string { return `<import name="next" namespace="` + space + `"/>` }
	files := map[string][]byte{"urn:a": imported("urn:a", next("urn:b")), "urn:b": imported("urn:b", next("urn:c")), "urn:c": imported("urn:c", next("urn:a"))}
	p := problemsOf(t, model(importA), dmn.Options{Import: resolver(files)})
	if len(p) != 1 || p[0].Code != dmn.CodeCycle || p[0].File != "urn:c" || p[0].Element != `import "next"` {
		t.Errorf("problems: %v", p)
	}
	files["urn:c"] = imported("urn:c", next("https://example.org/test"))
	if p := problemsOf(t, model(importA), dmn.Options{Import: resolver(files)}); p[0].Code != dmn.CodeCycle {
		t.Errorf("back to the model itself: %v", p)
	}
}

func TestAChainOfImportsIsBounded(t *testing.T) {
	endless := func(i *dmn.Import) ([]byte, error) {
		return imported(i.Namespace, fmt.Sprintf(`<import name="next" namespace="%sx"/>`, i.Namespace)), nil
	}
	if p := problemsOf(t, model(importA), dmn.Options{Import: endless}); p[0].Code != dmn.CodeImport || !strings.Contains(p[0].Message, "more than 200 models") {
		t.Errorf("problems: %v", p)
	}
}

func TestAnImportThatCannotBeReadTellsWhy(t *testing.T) {
	broken := func(*dmn.Import) ([]byte, error) { return nil, errors.New("the disk is on fire") }
	if p := problemsOf(t, model(importA), dmn.Options{Import: broken}); !strings.Contains(p[0].Message, "the disk is on fire") {
		t.Errorf("problems: %v", p)
	}
	tooLarge := func(*dmn.Import) ([]byte, error) { return imported("urn:a", strings.Repeat("<x/>", 500)), nil }
	p := problemsOf(t, model(importA), dmn.Options{Import: tooLarge, Limits: dmn.FileLimits{Elements: 100}})
	if p[0].Code != dmn.CodeImport || !strings.Contains(p[0].Message, "elements") {
		t.Errorf("problems: %v", p)
	}
}

func TestNoMoreThan200ProblemsAreListed(t *testing.T) {
	var elements []string
	for i := range 1000 {
		elements = append(elements, plain(fmt.Sprint("d", i), needs("input", "#nobody"), ""))
	}
	if n := len(problemsOf(t, model(strings.Join(elements, "\n")), dmn.Options{})); n != 200 {
		t.Errorf("%d problems", n)
	}
}
