package dmn_test

import (
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
)

// wholeFile has one of everything, as an editor would write it.
const wholeFile = `<?xml version="1.0" encoding="UTF-8"?>
<semantic:definitions xmlns:semantic="https://www.omg.org/spec/DMN/20211108/MODEL/" xmlns:vendor="urn:vendor"
  xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" id="defs" name=" Whole   file " namespace="urn:whole" exporter="Editor" exporterVersion="1.0"
  expressionLanguage="https://www.omg.org/spec/DMN/20211108/FEEL/" typeLanguage="https://www.omg.org/spec/DMN/20211108/FEEL/">
  <semantic:description>All of it</semantic:description>
  <semantic:extensionElements><vendor:law year="2020"><semantic:decision name="not ours"/></vendor:law></semantic:extensionElements>
  <semantic:import name="xsd types" namespace="urn:xsd" importType="http://www.w3.org/2001/XMLSchema" locationURI="types.xsd"/>
  <semantic:itemDefinition name="tAge" label="Age" id="t1"><semantic:typeRef>number</semantic:typeRef><semantic:allowedValues id="av"><semantic:text>&gt;= 0</semantic:text></semantic:allowedValues></semantic:itemDefinition>
  <semantic:itemDefinition name="tPeople" isCollection="true"><semantic:itemComponent name="age"><semantic:typeRef>tAge</semantic:typeRef></semantic:itemComponent></semantic:itemDefinition>
  <semantic:itemDefinition name="tFun"><semantic:functionItem outputTypeRef="number"><semantic:parameters name="x" typeRef="string"/></semantic:functionItem></semantic:itemDefinition>
  <semantic:inputData id="i" name="People"><semantic:variable id="v" name="People" typeRef="tPeople"/></semantic:inputData>
  <semantic:knowledgeSource id="ks" name="The act" locationURI="https://example.org/act"><semantic:authorityRequirement><semantic:requiredInput href="#i"/></semantic:authorityRequirement><semantic:type>Statute</semantic:type></semantic:knowledgeSource>
  <semantic:decision id="d" name="Adults" label="Who is grown up?">
    <semantic:extensionElements><vendor:reason>because</vendor:reason></semantic:extensionElements>
    <semantic:question>Who?</semantic:question><semantic:allowedAnswers>People</semantic:allowedAnswers>
    <semantic:variable name="Adults" typeRef="number"/>
    <semantic:informationRequirement id="r1"><semantic:requiredInput href="#i"/></semantic:informationRequirement>
    <semantic:knowledgeRequirement><semantic:requiredKnowledge href="urn:whole#b"/></semantic:knowledgeRequirement>
    <semantic:authorityRequirement><semantic:requiredAuthority href="#ks"/></semantic:authorityRequirement>
    <semantic:decisionTable id="tab" hitPolicy="COLLECT" aggregation="SUM" outputLabel="Fee" preferredOrientation="Rule-as-Row">
      <semantic:input id="in1" label="Number"><semantic:inputExpression typeRef="number"><semantic:text>count(People)</semantic:text></semantic:inputExpression><semantic:inputValues><semantic:text>[0..100]</semantic:text></semantic:inputValues></semantic:input>
      <semantic:output id="out1" name="fee" typeRef="number"><semantic:outputValues><semantic:text>1, 2</semantic:text></semantic:outputValues><semantic:defaultOutputEntry><semantic:text>1</semantic:text></semantic:defaultOutputEntry></semantic:output>
      <semantic:annotation name="Provision"/>
      <semantic:rule id="rule1"><semantic:description>first</semantic:description><semantic:inputEntry id="c1"><semantic:text><![CDATA[< 10]]></semantic:text></semantic:inputEntry><semantic:outputEntry id="o1"><semantic:text>Fee(1)</semantic:text></semantic:outputEntry><semantic:annotationEntry><semantic:text>2 §</semantic:text></semantic:annotationEntry></semantic:rule>
    </semantic:decisionTable>
  </semantic:decision>
  <semantic:businessKnowledgeModel id="b" name="Fee"><semantic:variable name="Fee"/><semantic:encapsulatedLogic kind="FEEL" typeRef="number"><semantic:formalParameter name="n" typeRef="number"/><semantic:literalExpression><semantic:text>n</semantic:text></semantic:literalExpression></semantic:encapsulatedLogic></semantic:businessKnowledgeModel>
  <semantic:decisionService id="s" name="Service"><semantic:variable name="Service"/><semantic:outputDecision href="#d"/><semantic:inputData href="#i"/></semantic:decisionService>
  <semantic:textAnnotation id="note"><semantic:text>A note</semantic:text></semantic:textAnnotation>
  <dmndi:DMNDI><dmndi:DMNDiagram id="page"/></dmndi:DMNDI>
</semantic:definitions>`

func readWhole(t *testing.T) *dmn.Definitions {
	t.Helper()
	d, err := dmn.Read([]byte(wholeFile), dmn.FileLimits{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// equal compares texts by name.
func equal(t *testing.T, pairs map[string][2]string) {
	t.Helper()
	for what, pair := range pairs {
		if pair[0] != pair[1] {
			t.Errorf("%s is %q, want %q", what, pair[0], pair[1])
		}
	}
}

func TestAWholeFileIsRead(t *testing.T) {
	d := readWhole(t)
	equal(t, map[string][2]string{
		"name": {d.Name, "Whole file"}, "version": {d.Version, "1.4"}, "namespace": {d.Namespace, "urn:whole"}, "id": {d.ID, "defs"},
		"exporter": {d.Exporter + " " + d.ExporterVersion, "Editor 1.0"}, "description": {d.Description, "All of it"},
		"import": {d.Imports[0].Name + " " + d.Imports[0].LocationURI, "xsd types types.xsd"},
		"input":  {d.Inputs[0].Name + " " + d.Inputs[0].Variable.TypeRef, "People tPeople"},
		"source": {d.Sources[0].Name + " " + d.Sources[0].Type + " " + d.Sources[0].LocationURI, "The act Statute https://example.org/act"},
		"service": {
			d.Services[0].OutputDecisions[0].Href + d.Services[0].InputData[0].Href, "#d#i",
		},
	})
	if len(d.Decisions) != 1 {
		t.Errorf("%d decisions, want 1: that of the vendor is none", len(d.Decisions))
	}
}

func TestTypesAreRead(t *testing.T) {
	d := readWhole(t)
	age, people, fun := d.Types[0], d.Types[1], d.Types[2]
	equal(t, map[string][2]string{
		"age": {age.Name + " " + age.Label + " " + age.TypeRef, "tAge Age number"}, "allowed": {age.AllowedValues.Text.Text, ">= 0"},
		"component": {people.Components[0].Name + " " + people.Components[0].TypeRef, "age tAge"},
		"function":  {fun.Function.OutputTypeRef + " " + fun.Function.Parameters[0].Name + " " + fun.Function.Parameters[0].TypeRef, "number x string"},
	})
	if !people.IsCollection || age.IsCollection {
		t.Error("isCollection is wrong")
	}
}

func TestDecisionsAreRead(t *testing.T) {
	d := readWhole(t).Decisions[0]
	table, ok := d.Logic.(*dmn.DecisionTable)
	if !ok {
		t.Fatalf("the logic is a %T", d.Logic)
	}
	rule := table.Rules[0]
	equal(t, map[string][2]string{
		"decision": {d.Name + "|" + d.Label + "|" + d.Question + "|" + d.AllowedAnswers, "Adults|Who is grown up?|Who?|People"},
		"requires": {d.InformationRequirements[0].Href + d.KnowledgeRequirements[0].Href + d.AuthorityRequirements[0].Href, "#iurn:whole#b#ks"},
		"table":    {string(table.HitPolicy) + " " + string(table.Aggregation) + " " + table.OutputLabel + " " + table.Orientation, "COLLECT SUM Fee Rule-as-Row"},
		"input":    {table.Inputs[0].Label + " " + table.Inputs[0].Expression.Text.Text + " " + table.Inputs[0].Values.Text.Text, "Number count(People) [0..100]"},
		"output": {
			table.Outputs[0].Name + " " + table.Outputs[0].TypeRef + " " + table.Outputs[0].Values.Text.Text + " " + table.Outputs[0].Default.Text.Text,
			"fee number 1, 2 1",
		},
		"rule":       {rule.ID + " " + rule.Description + " " + rule.Inputs[0].Text.Text + " " + rule.Outputs[0].Text.Text, "rule1 first < 10 Fee(1)"},
		"annotation": {table.Annotations[0] + ": " + rule.Annotations[0], "Provision: 2 §"},
	})
}

func TestElementsKnowWhereTheyStand(t *testing.T) {
	d := readWhole(t)
	decision := d.Decisions[0]
	table := decision.Logic.(*dmn.DecisionTable)
	for begin, e := range map[string]dmn.Element{
		"<semantic:definitions":            d.Element,
		`<semantic:decision id="d"`:        decision.Element,
		`<semantic:decisionTable id="tab"`: table.Element,
		`<semantic:rule id="rule1"`:        table.Rules[0].Element,
		`<semantic:inputEntry id="c1"`:     table.Rules[0].Inputs[0].Element,
		`<semantic:itemComponent`:          d.Types[1].Components[0].Element,
		`<semantic:informationRequirement`: decision.InformationRequirements[0].Element,
	} {
		text := string(d.Source[e.Pos.Offset:e.End])
		if !strings.HasPrefix(text, begin) || !strings.HasSuffix(text, ">") || strings.Count(text, "<") < 2 {
			t.Errorf("%s: the element is %.60q", begin, text)
		}
		if p := d.Position(e.Pos.Offset); p != e.Pos {
			t.Errorf("%s: %v and %v", begin, p, e.Pos)
		}
	}
	if text := string(d.Source[decision.Extensions.Start:decision.Extensions.End]); text != "<semantic:extensionElements><vendor:reason>because</vendor:reason></semantic:extensionElements>" {
		t.Errorf("extensions: %q", text)
	}
	cell := table.Rules[0].Inputs[0].Text
	if at := string(d.Source[cell.Offset(0):]); !strings.HasPrefix(at, "< 10]]>") {
		t.Errorf("the cell's text begins at %.20q", at)
	}
	if at := string(d.Source[decision.InformationRequirements[0].HrefPos.Offset:]); !strings.HasPrefix(at, "#i") {
		t.Errorf("the href is at %.20q", at)
	}
}

func TestAWholeFileRuns(t *testing.T) {
	m := load(t, []byte(wholeFile))
	if problems := m.Problems(); len(problems) > 0 {
		t.Errorf("problems: %v", problems)
	}
	want(t, evaluate(t, m, "Adults", `{People: [{age: 1}]}`), `1`)
	want(t, evaluate(t, m, "Service", `{People: []}`), `1`)
	got := evaluate(t, m, "Adults", `{People: [{age: -1}]}`)
	if !hasCode(got, dmn.CodeType) {
		t.Errorf("an age below zero was taken: %v", got)
	}
	var kinds []string
	for _, target := range m.Targets() {
		kinds = append(kinds, target.String())
	}
	if text := strings.Join(kinds, ", "); text != `decision "Adults", service "Service", knowledge model "Fee"` {
		t.Errorf("targets: %s", text)
	}
}

func TestVersionsOfDMN(t *testing.T) {
	for space, version := range map[string]string{
		"http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2", "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
		"https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4", "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
	} {
		source := strings.Replace(string(model(plain("d", "", literal("1")))), "https://www.omg.org/spec/DMN/20230324/MODEL/", space, 1)
		m := load(t, []byte(source))
		if got := m.Definitions().Version; got != version {
			t.Errorf("%s is %s, want %s", space, got, version)
		}
		want(t, evaluate(t, m, "d", ""), `1`)
	}
}
