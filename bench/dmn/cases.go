package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// benchCase is a model with inputs for one of its decisions; without inputs only its compilation is measured.
type benchCase struct {
	Name     string           `json:"name"`
	File     string           `json:"file"`
	Decision string           `json:"decision"`
	Inputs   []map[string]any `json:"inputs"`
	source   []byte
}

// inputSets is how many different inputs a decision is evaluated with, in turn.
const inputSets = 64

func makeCases(tck string) ([]benchCase, error) {
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // inputs that are the same in every run
	cases := []benchCase{
		textTable(random, "20 rules, text and number", 10, 2),
		rangeTable(random, "20 rules, two ranges", 5, 4),
		textTable(random, "200 rules, text and number", 20, 10),
		textTable(random, "2,000 rules, text and number", 100, 20),
		sumTable(random, "20 rules, collect and sum"),
		graph(random, "4 decisions and a BKM"),
	}
	if tck == "" {
		return cases, nil
	}
	largest, err := largestModel(filepath.Join(tck, "dmn-tck"))
	return append(cases, benchCase{Name: "compilation of the TCK's largest model", source: largest}), err
}

// textTable has a rule for every category and every step of amounts of 100.
func textTable(random *rand.Rand, name string, categories, steps int) benchCase {
	var t table
	t.policy, t.output = "UNIQUE", "string"
	t.inputs = []input{{"category", "string"}, {"amount", "number"}}
	for c := range categories {
		for s := range steps {
			test := fmt.Sprintf("[%d..%d)", s*100, s*100+100)
			if s == steps-1 {
				test = fmt.Sprintf(">= %d", s*100)
			}
			t.rules = append(t.rules, []string{fmt.Sprintf(`"category %d"`, c), test, fmt.Sprintf(`"outcome %d"`, c*steps+s)})
		}
	}
	made := benchCase{Name: name, Decision: "Outcome", source: model(t.decision("Outcome", nil), t.inputs)}
	for range inputSets {
		made.Inputs = append(made.Inputs, map[string]any{
			"category": fmt.Sprintf("category %d", random.IntN(categories)), "amount": float64(random.IntN(steps*10000)) / 100,
		})
	}
	return made
}

// rangeTable is a grid of two columns of intervals.
func rangeTable(random *rand.Rand, name string, rows, columns int) benchCase {
	var t table
	t.policy, t.output = "UNIQUE", "number"
	t.inputs = []input{{"age", "number"}, {"income", "number"}}
	for r := range rows {
		for c := range columns {
			t.rules = append(t.rules, []string{
				fmt.Sprintf("[%d..%d)", r*20, r*20+20), fmt.Sprintf("[%d..%d)", c*10000, c*10000+10000), fmt.Sprint(r*columns + c),
			})
		}
	}
	made := benchCase{Name: name, Decision: "Outcome", source: model(t.decision("Outcome", nil), t.inputs)}
	for range inputSets {
		made.Inputs = append(made.Inputs, map[string]any{"age": random.IntN(rows * 20), "income": random.IntN(columns * 10000)})
	}
	return made
}

// sumTable adds the outputs of the rules that match, of which there may be many.
func sumTable(random *rand.Rand, name string) benchCase {
	var t table
	t.policy, t.output = `COLLECT" aggregation="SUM`, "number"
	t.inputs = []input{{"points", "number"}}
	for r := range 20 {
		t.rules = append(t.rules, []string{fmt.Sprintf(">= %d", r*5), fmt.Sprint(r)})
	}
	made := benchCase{Name: name, Decision: "Outcome", source: model(t.decision("Outcome", nil), t.inputs)}
	for range inputSets {
		made.Inputs = append(made.Inputs, map[string]any{"points": random.IntN(100)})
	}
	return made
}

// graph is a small requirements graph: two tables, a call of a knowledge model, and an expression over all.
func graph(random *rand.Rand, name string) benchCase {
	inputs := []input{{"income", "number"}, {"children", "number"}, {"region", "string"}}
	base := table{policy: "UNIQUE", output: "number", inputs: inputs[:1], rules: [][]string{
		{"< 10000", "5000"}, {"[10000..20000)", "3000"}, {"[20000..30000)", "1000"}, {">= 30000", "0"},
	}}
	factor := table{policy: "FIRST", output: "number", inputs: inputs[2:], rules: [][]string{
		{`"north"`, "1.2"}, {`"south"`, "1.1"}, {"-", "1"},
	}}
	source := base.decision("Base", nil) + factor.decision("Factor", nil) +
		literal("Supplement", "number", "supplement(children, 700)", []string{"#children"}, "#supplement") +
		literal("Total", "number", `if Base > 0 then (Base + Supplement) * Factor else Supplement`, []string{"#Base", "#Factor", "#Supplement"}, "") +
		`<businessKnowledgeModel id="supplement" name="supplement"><variable name="supplement"/><encapsulatedLogic>
<formalParameter name="n" typeRef="number"/><formalParameter name="each" typeRef="number"/>
<literalExpression><text>if n &gt; 3 then 3 * each + (n - 3) * each / 2 else n * each</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>`
	made := benchCase{Name: name, Decision: "Total", source: model(source, inputs)}
	for range inputSets {
		made.Inputs = append(made.Inputs, map[string]any{
			"income": random.IntN(40000), "children": random.IntN(6), "region": []string{"north", "south", "west"}[random.IntN(3)],
		})
	}
	return made
}

type input struct{ name, typ string }

// table is a decision table with one output.
type table struct {
	policy, output string
	inputs         []input
	rules          [][]string
}

func (t table) decision(name string, _ []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<decision id="%[1]s" name="%[1]s"><variable name="%[1]s" typeRef="%[2]s"/>`, name, t.output)
	for _, in := range t.inputs {
		fmt.Fprintf(&b, `<informationRequirement><requiredInput href="#%s"/></informationRequirement>`, in.name)
	}
	fmt.Fprintf(&b, "<decisionTable hitPolicy=\"%s\">\n", t.policy)
	for _, in := range t.inputs {
		fmt.Fprintf(&b, "<input><inputExpression typeRef=\"%s\"><text>%s</text></inputExpression></input>\n", in.typ, in.name)
	}
	fmt.Fprintf(&b, "<output typeRef=\"%s\"/>\n", t.output)
	for _, rule := range t.rules {
		b.WriteString("<rule>")
		for i, cell := range rule {
			element := "inputEntry"
			if i == len(rule)-1 {
				element = "outputEntry"
			}
			fmt.Fprintf(&b, "<%[1]s><text>%[2]s</text></%[1]s>", element, escape(cell))
		}
		b.WriteString("</rule>\n")
	}
	b.WriteString("</decisionTable></decision>\n")
	return b.String()
}

// literal is a decision by an expression. A requirement of an input begins with a lower-case letter.
func literal(name, typ, expression string, requires []string, knowledge string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<decision id="%[1]s" name="%[1]s"><variable name="%[1]s" typeRef="%[2]s"/>`, name, typ)
	for _, href := range requires {
		element := "requiredDecision"
		if href[1] >= 'a' {
			element = "requiredInput"
		}
		fmt.Fprintf(&b, `<informationRequirement><%s href="%s"/></informationRequirement>`, element, href)
	}
	if knowledge != "" {
		fmt.Fprintf(&b, `<knowledgeRequirement><requiredKnowledge href="%s"/></knowledgeRequirement>`, knowledge)
	}
	fmt.Fprintf(&b, "<literalExpression><text>%s</text></literalExpression></decision>\n", escape(expression))
	return b.String()
}

func model(elements string, inputs []input) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="bench" name="bench" namespace="https://tillit.example/bench">
`)
	for _, in := range inputs {
		fmt.Fprintf(&b, "<inputData id=\"%[1]s\" name=\"%[1]s\"><variable name=\"%[1]s\" typeRef=\"%[2]s\"/></inputData>\n", in.name, in.typ)
	}
	b.WriteString(elements)
	b.WriteString("</definitions>\n")
	return b.Bytes()
}

func escape(text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		return ""
	}
	return b.String()
}

// largestModel reads the largest model of the Technology Compatibility Kit.
func largestModel(folder string) ([]byte, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*", "*", "*.dmn"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("there are no models below %s", folder)
	}
	var largest []byte
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if len(text) > len(largest) {
			largest = text
		}
	}
	return largest, nil
}
