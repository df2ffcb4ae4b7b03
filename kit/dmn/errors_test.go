package dmn_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
)

func TestFilesThatAreNoModels(t *testing.T) {
	table := func(g grid) string { return string(g.model()) }
	tests := map[string]struct {
		source string
		code   dmn.Code
		at     string // what stands in the file where the problem is
	}{
		"empty":               {"", dmn.CodeXML, ""},
		"text":                {"hello", dmn.CodeXML, "hello"},
		"not closed":          {"<a><b></a>", dmn.CodeXML, "</a>"},
		"document type":       {`<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`, dmn.CodeXML, "<!DOCTYPE"},
		"entity":              {`<a>&x;</a>`, dmn.CodeXML, "&x;"},
		"other XML":           {`<svg xmlns="http://www.w3.org/2000/svg"/>`, dmn.CodeNotDMN, "<svg"},
		"DMN 1.1":             {`<definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd"/>`, dmn.CodeNotDMN, "<definitions"},
		"no namespace":        {`<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="x"/>`, dmn.CodeStructure, "<definitions"},
		"decision sans name":  {string(model(`<decision id="d"/>`)), dmn.CodeStructure, `<decision id="d"`},
		"id twice":            {string(model(`<decision id="d" name="a"/><inputData id="d" name="b"/>`)), dmn.CodeDuplicateID, `<decision id="d"`},
		"name twice":          {string(model(`<decision id="d" name="a"/><inputData id="e" name="a"/>`)), dmn.CodeDuplicate, `<decision id="d"`},
		"type twice":          {string(model(`<itemDefinition name="t"/><itemDefinition name="t" id="2"/>`)), dmn.CodeDuplicate, `<itemDefinition name="t" id="2"`},
		"dangling href":       {string(model(plain("d", needs("input", "#nobody"), ""))), dmn.CodeReference, "#nobody"},
		"href without id":     {string(model(plain("d", needs("input", "nobody"), ""))), dmn.CodeReference, "nobody"},
		"wrong kind":          {string(model(plain("a", "", "") + plain("d", needs("knowledge", "#a-id"), ""))), dmn.CodeReference, "#a-id"},
		"requires itself":     {string(model(plain("d", needs("decision", "#d-id"), ""))), dmn.CodeCycle, "#d-id"},
		"in a circle":         {string(model(plain("a", needs("decision", "#b-id"), "") + plain("b", needs("decision", "#a-id"), ""))), dmn.CodeCycle, "#a-id"},
		"requirement empty":   {string(model(plain("d", "<informationRequirement/>", ""))), dmn.CodeStructure, "<informationRequirement"},
		"href missing":        {string(model(plain("d", "<informationRequirement><requiredInput/></informationRequirement>", ""))), dmn.CodeStructure, "<requiredInput"},
		"two expressions":     {string(model(plain("d", "", literal("1")+"<list/>"))), dmn.CodeStructure, "<list"},
		"hit policy":          {table(grid{policy: "BEST", outputs: []string{""}}), dmn.CodeStructure, "<decisionTable"},
		"aggregation":         {table(grid{policy: "COLLECT", aggregation: "MEAN", outputs: []string{""}}), dmn.CodeStructure, "<decisionTable"},
		"no output":           {table(grid{inputs: []string{"x"}}), dmn.CodeStructure, "<decisionTable"},
		"outputs sans name":   {table(grid{outputs: []string{"a", ""}}), dmn.CodeStructure, "<output>"},
		"output twice":        {table(grid{outputs: []string{"a", "a"}}), dmn.CodeDuplicate, `<output name="a"`},
		"a cell too many":     {table(grid{inputs: []string{"x"}, outputs: []string{""}, rules: []string{"1 | 2 | 3"}}), dmn.CodeStructure, "<rule>"},
		"a cell missing":      {table(grid{inputs: []string{"x", "y"}, outputs: []string{""}, rules: []string{"1"}}), dmn.CodeStructure, "<rule>"},
		"entry sans variable": {string(model(plain("d", "", in("context", entry("", literal("1"))+entry("a", literal("2")))))), dmn.CodeStructure, "<contextEntry>"},
		"row too short":       {string(model(plain("d", "", `<relation><column name="a"/><row/></relation>`))), dmn.CodeStructure, "<row/>"},
		"conditional no else": {string(model(plain("d", "", in("conditional", in("if", literal("1"))+in("then", literal("1")))))), dmn.CodeStructure, "<conditional>"},
		"empty branch":        {string(model(plain("d", "", in("filter", in("in", "")+in("match", literal("1")))))), dmn.CodeStructure, "<in>"},
		"for sans variable":   {string(model(plain("d", "", in("for", in("in", literal("1"))+in("return", literal("1")))))), dmn.CodeStructure, "<for>"},
		"binding sans name":   {string(model(plain("d", "", in("invocation", literal("f")+"<binding/>")))), dmn.CodeStructure, "<binding/>"},
		"call of nothing":     {string(model(plain("d", "", "<invocation/>"))), dmn.CodeStructure, "<invocation/>"},
		"function kind":       {string(model(plain("d", "", `<functionDefinition kind="Lua"/>`))), dmn.CodeStructure, "<functionDefinition"},
		"import sans space":   {string(model(`<import name="a"/>`)), dmn.CodeStructure, "<import"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p := problemsOf(t, []byte(test.source), dmn.Options{})[0]
			if p.Code != test.code {
				t.Errorf("code %s, want %s: %s", p.Code, test.code, p)
			}
			if at := test.source[p.Pos.Offset:]; !strings.HasPrefix(at, test.at) {
				t.Errorf("the problem %s points at %.30q, want %q", p, at, test.at)
			}
			before := test.source[:p.Pos.Offset]
			if line := 1 + strings.Count(before, "\n"); p.Pos.Line != line || p.Pos.Column != 1+len([]rune(before[strings.LastIndex(before, "\n")+1:])) {
				t.Errorf("line %d, column %d for byte %d", p.Pos.Line, p.Pos.Column, p.Pos.Offset)
			}
		})
	}
}

func TestAllProblemsAreListed(t *testing.T) {
	problems := problemsOf(t, model(plain("a", needs("input", "#x")+needs("input", "#y"), "")+`<decision id="a-id" name="a"/>`), dmn.Options{})
	if len(problems) != 4 {
		t.Errorf("%d problems, want 4: %v", len(problems), problems)
	}
	err := &dmn.ModelError{Problems: problems}
	if !strings.Contains(err.Error(), "3 more") {
		t.Errorf("the message is %q", err)
	}
}

func TestProblemsThatLetAModelRun(t *testing.T) {
	tests := map[string]struct {
		elements string
		code     dmn.Code
		at       string
	}{
		"an expression":     {plain("d", "", literal("1 +")), dmn.CodeFEEL, "</text>"},
		"its place":         {plain("d", "", literal("1 < > 2")), dmn.CodeFEEL, "&gt; 2"},
		"a type":            {decision("d", "tNone", literal("1")), dmn.CodeType, "<variable"},
		"a name":            {plain("1d", "", literal("1")), dmn.CodeName, "<decision"},
		"a constraint":      {`<itemDefinition name="t"><typeRef>number</typeRef><allowedValues><text>&lt; &lt;</text></allowedValues></itemDefinition>`, dmn.CodeFEEL, "&lt;</text>"},
		"a circle of types": {`<itemDefinition name="t"><typeRef>u</typeRef></itemDefinition><itemDefinition name="u"><typeRef>t</typeRef></itemDefinition>`, dmn.CodeCycle, "<itemDefinition"},
		"foreign language":  {plain("d", "", `<literalExpression expressionLanguage="x"><text>1</text></literalExpression>`), dmn.CodeUnsupported, "<literalExpression"},
		"foreign function":  {plain("d", "", `<functionDefinition kind="Java"/>`), dmn.CodeUnsupported, "<functionDefinition"},
		"an empty service":  {service("s"), dmn.CodeStructure, "<decisionService"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			source := model(test.elements)
			problems := load(t, source).Problems()
			if len(problems) == 0 {
				t.Fatal("no problem is listed")
			}
			p := problems[0]
			if at := string(source[p.Pos.Offset:]); p.Code != test.code || !strings.HasPrefix(at, test.at) {
				t.Errorf("%s (%s) points at %.30q, want %s at %q", p, p.Code, at, test.code, test.at)
			}
			if strict := problemsOf(t, source, dmn.Options{Strict: true}); len(strict) < len(problems) {
				t.Errorf("strict: %v", strict)
			}
		})
	}
}

func TestStrictReadingOfFEEL(t *testing.T) {
	source := model(decision("d", "", literal(`n + "a"`), "n:number"))
	if problems := load(t, source).Problems(); len(problems) > 0 {
		t.Errorf("lenient: %v", problems)
	}
	if p := problemsOf(t, source, dmn.Options{Strict: true})[0]; p.Code != dmn.CodeFEEL {
		t.Errorf("strict: %v", p)
	}
}

func TestFilesWithinLimitsOnly(t *testing.T) {
	deep := strings.Repeat("<list>", 300) + strings.Repeat("</list>", 300)
	wide := strings.Repeat("<list/>", 500)
	attributes := ""
	for i := range 300 {
		attributes += fmt.Sprintf(` a%d=""`, i)
	}
	tests := map[string]struct {
		elements string
		limits   dmn.FileLimits
		limit    string
	}{
		"bytes":      {wide, dmn.FileLimits{Bytes: 1000}, "bytes"},
		"depth":      {plain("d", "", deep), dmn.FileLimits{}, "depth"},
		"elements":   {wide, dmn.FileLimits{Elements: 100}, "elements"},
		"attributes": {"<x" + attributes + "/>", dmn.FileLimits{}, "attributes"},
		"rules":      {string(feeTable(30)[len(model("")):]), dmn.FileLimits{Rules: 20}, "rules"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			source := model(test.elements)
			if name == "rules" {
				source = feeTable(30)
			}
			_, err := dmn.Load(source, dmn.Options{Limits: test.limits})
			var limit *dmn.LimitError
			if !errors.As(err, &limit) || limit.Limit != test.limit || limit.Pos.Line == 0 {
				t.Errorf("got %v", err)
			}
		})
	}
}
