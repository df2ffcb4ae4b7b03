package law_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/document"
	"github.com/tillit-se/tillit/kit/dmn/law"
	"github.com/tillit-se/tillit/kit/feel"
)

// editor is how one vendor's tool writes a file: our own model in its manner, with its diagrams and extensions.
type editor struct {
	name            string
	declaration     string
	prefix          string // of DMN's elements, with its colon
	attributes      string // of the root
	extension       string // inside extensionElements of decisions; empty: it writes none
	newline, indent string
	cdata           bool
}

var editors = []editor{
	{
		name: "Camunda Modeler", declaration: `<?xml version="1.0" encoding="UTF-8"?>`, newline: "\n", indent: "  ",
		attributes: ` xmlns:modeler="http://camunda.org/schema/modeler/1.0" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:biodi="http://bpmn.io/schema/dmn/biodi/2.0" exporter="Camunda Modeler" exporterVersion="5.30.0" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.6.0"`,
		extension:  `<zeebe:versionTag value="v1"/>`,
	},
	{
		name: "dmn-js", declaration: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`, newline: "\n", indent: "\t",
		attributes: ` xmlns:biodi="http://bpmn.io/schema/dmn/biodi/2.0" biodi:annotationsWidth="400"`,
	},
	{
		name: "KIE", declaration: `<?xml version="1.0" ?>`, prefix: "dmn:", newline: "\n", indent: "  ", cdata: true,
		attributes: ` xmlns:kie="https://kie.org/dmn/extensions/1.0" xmlns:included1="urn:other"`,
		extension:  `<kie:attachment name="lag.pdf" url="https://example.org/lag.pdf"/><kie:ComponentsWidthsExtension><kie:ComponentWidths dmnElementRef="d"><kie:width>50.0</kie:width></kie:ComponentWidths></kie:ComponentsWidthsExtension>`,
	},
	{
		name: "Trisotech", declaration: "\ufeff" + `<?xml version="1.0" encoding="UTF-8" standalone="no"?>`, prefix: "semantic:", newline: "", indent: "",
		attributes: ` xmlns:triso="http://www.trisotech.com/2015/triso/modeling" xmlns:trisob="http://www.trisotech.com/2014/triso/bpmn" triso:logoChoice="Default"`,
		extension:  `<triso:reusable xsi:type="x" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/><triso:proposedDecision>a &amp; b</triso:proposedDecision>`,
	},
	{
		name: "Windows", declaration: `<?xml version='1.0' encoding='utf-8'?>`, prefix: "", newline: "\r\n", indent: "    ",
		attributes: ` xmlns:v='urn:vendor' v:quote="'"`,
		extension:  `<v:note xml:space="preserve">  two  spaces &#10; and a line </v:note>`,
	},
}

var namespaces = map[string]string{
	"1.2": "http://www.omg.org/spec/DMN/20180521/", "1.3": "https://www.omg.org/spec/DMN/20191111/",
	"1.4": "https://www.omg.org/spec/DMN/20211108/", "1.5": "https://www.omg.org/spec/DMN/20230324/",
}

// write gives a model in the editor's manner: a fee by a table of two rules.
func (e editor) write(version string) string {
	base := namespaces[version]
	di := "DMNDI/"
	text := func(feel string) string {
		if e.cdata {
			return e.tag("text", "", "<![CDATA["+feel+"]]>")
		}
		return e.tag("text", "", strings.NewReplacer("<", "&lt;", ">", "&gt;", "&", "&amp;").Replace(feel))
	}
	rule := func(id, condition, result string) string {
		return e.tag("rule", ` id="`+id+`"`, e.line(4)+e.tag("inputEntry", "", text(condition))+e.line(4)+e.tag("outputEntry", "", text(result))+e.line(3))
	}
	extension := ""
	if e.extension != "" {
		extension = e.line(2) + e.tag("extensionElements", "", e.extension)
	}
	var b strings.Builder
	b.WriteString(e.declaration + e.line(0))
	fmt.Fprintf(&b, `<%sdefinitions xmlns%s="%sMODEL/" xmlns:dmndi="%s%s"%s id="defs" name="fees" namespace="urn:fees">`, e.prefix, strings.TrimSuffix(":"+e.prefix, ":"), base, base, di, e.attributes)
	b.WriteString(e.line(1) + `<!-- made by ` + e.name + ` -->`)
	b.WriteString(e.line(1) + e.tag("inputData", ` id="i" name="income"`, e.line(2)+"<"+e.prefix+`variable name="income" typeRef="number"/>`+e.line(1)))
	b.WriteString(e.line(1) + e.tag("decision", ` id="d" name="fee"`, extension+
		e.line(2)+"<"+e.prefix+`variable name="fee" typeRef="number"/>`+
		e.line(2)+e.tag("informationRequirement", "", "<"+e.prefix+`requiredInput href="#i"/>`)+
		e.line(2)+e.tag("decisionTable", ` hitPolicy="UNIQUE"`, e.line(3)+
		e.tag("input", "", e.tag("inputExpression", "", text("income")))+e.line(3)+"<"+e.prefix+`output name="fee"/>`+
		e.line(3)+rule("r1", "< 100", "0")+e.line(3)+rule("r2", ">= 100", "income / 10")+e.line(2))+e.line(1)))
	b.WriteString(e.line(1) + `<dmndi:DMNDI><dmndi:DMNDiagram id="g"><dmndi:DMNShape id="s" dmnElementRef="d"><dc:Bounds xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" height="80" width="180" x="1.50" y="2"/></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>`)
	b.WriteString(e.line(0) + "</" + e.prefix + "definitions>" + e.line(0))
	return b.String()
}

func (e editor) tag(local, attributes, inner string) string {
	return "<" + e.prefix + local + attributes + ">" + inner + "</" + e.prefix + local + ">"
}

func (e editor) line(depth int) string { return e.newline + strings.Repeat(e.indent, depth) }

func feesLaw() law.Law {
	key := func(i int) law.RuleKey { return law.RuleKey{Element: "fee", Rule: i} }
	return law.Law{
		Model:     law.Model{ID: "fees", Version: "1", Title: law.Text{SV: "Avgift", EN: "Fee"}, Sources: []string{"sfs/2017:900"}},
		Inputs:    map[string]law.Input{"income": {Label: law.Text{SV: "Inkomst", EN: "Income"}}},
		Decisions: map[string]law.Decision{"fee": {Label: law.Text{SV: "Avgift & skatt", EN: "Fee"}}},
		Rules: map[law.RuleKey]law.Rule{
			key(0): {Outcome: law.Decided, Reason: law.Text{SV: "Låg < 100", EN: "Low"}, Provisions: []string{"sfs/2017:900#P5"}},
			key(1): {Outcome: law.Person, Reason: law.Text{SV: "Hög", EN: "High"}},
		},
	}
}

func eachFile(t *testing.T, f func(t *testing.T, e editor, version, text string)) {
	for _, e := range editors {
		for version := range namespaces {
			t.Run(e.name+" "+version, func(t *testing.T) { f(t, e, version, e.write(version)) })
		}
	}
}

func TestFilesOfEveryEditorAndVersionKeepTheirBytes(t *testing.T) {
	eachFile(t, func(t *testing.T, e editor, _, text string) {
		doc, err := document.Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(doc.Bytes(), []byte(text)) {
			t.Error("reading changes the file")
		}
		written, err := law.Write(doc, feesLaw())
		if err != nil {
			t.Fatal(err)
		}
		again, err := document.Parse(written.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		read, problems := law.Read(again)
		if len(problems) > 0 || read.Rules[law.RuleKey{Element: "fee", Rule: 0}].Reason.SV != "Låg < 100" || read.Decisions["fee"].Label.SV != "Avgift & skatt" {
			t.Errorf("%+v %v", read, problems)
		}
		// Everything that the editor wrote is still there, in its order and to the byte.
		left := []byte(text)
		for _, piece := range pieces(text) {
			at := bytes.Index(written.Bytes(), []byte(piece))
			if at < 0 {
				t.Fatalf("%q is not in what was written:\n%s", piece, written.Bytes())
			}
		}
		if e.extension != "" && !bytes.Contains(written.Bytes(), []byte(e.extension)) {
			t.Errorf("the vendor's extension is gone from %s", left)
		}
		emptied, err := law.Write(again, law.Law{})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Replace(emptied.Text(), ` xmlns:tillit="`+law.Space+`"`, "", 1); got != strings.TrimPrefix(text, "\ufeff") {
			t.Errorf("taking the law away leaves\n%q\nwant\n%q", got, text)
		}
	})
}

// pieces are the lines of a file, or its tags where it is one line; the root's own tag, which gets a namespace, is left out.
func pieces(text string) []string {
	var list []string
	for _, piece := range strings.SplitAfter(text, ">") {
		if !strings.Contains(piece, "definitions xmlns") {
			list = append(list, strings.TrimSpace(piece))
		}
	}
	return list
}

func TestFilesOfEveryEditorAndVersionDecideTheSameWithAndWithoutLaw(t *testing.T) {
	eachFile(t, func(t *testing.T, _ editor, version, text string) {
		doc, err := document.Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		written, err := law.Write(doc, feesLaw())
		if err != nil {
			t.Fatal(err)
		}
		for _, source := range [][]byte{[]byte(text), written.Bytes()} {
			m, err := dmn.Load(source, dmn.Options{Strict: true})
			if err != nil {
				t.Fatal(err)
			}
			if m.Definitions().Version != version {
				t.Errorf("version %s, want %s", m.Definitions().Version, version)
			}
			target, err := m.Target("fee")
			if err != nil {
				t.Fatal(err)
			}
			for income, want := range map[int64]string{99: "0", 100: "10", 250: "25"} {
				got, err := target.Evaluate(t.Context(), []feel.Value{feel.Int(income)}, dmn.Env{})
				if err != nil || got.Value.NumberText() != want {
					t.Errorf("%d gives %s, %v", income, got.Value, err)
				}
			}
		}
	})
}

func TestOtherVersionsAreRefusedWithWhatToDo(t *testing.T) {
	file := editors[0].write("1.5")
	for space, says := range map[string][]string{
		"http://www.omg.org/spec/DMN/20151101/dmn.xsd": {"DMN 1.1", "save it as DMN 1.3 or later"},
		"http://www.omg.org/spec/DMN/20130901":         {"version of DMN that is not read", "save the file as DMN 1.3"},
		"https://www.omg.org/spec/DMN/20270101/MODEL/": {"version of DMN that is not read", "20270101"},
		"http://www.omg.org/spec/BPMN/20100524/MODEL":  {"is no DMN model"},
		"https://www.omg.org/spec/DMN/20230324/MODEL":  {"version of DMN that is not read"}, // the slash is missing
		"https://www.omg.org/spec/DMN/20230324/DMNDI/": {"version of DMN that is not read"},
		"": {"is no DMN model"},
	} {
		text := strings.Replace(file, "https://www.omg.org/spec/DMN/20230324/MODEL/", space, 1)
		_, err := dmn.Load([]byte(text), dmn.Options{})
		if err == nil {
			t.Errorf("%q is read", space)
			continue
		}
		for _, words := range append(slices.Clone(says), "line 2") {
			if !strings.Contains(err.Error(), words) {
				t.Errorf("%q: %v, want %q", space, err, words)
			}
		}
	}
}
