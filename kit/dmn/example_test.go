package dmn_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

const feeModel = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="https://example.org/fees" name="fees">
  <inputData id="kind" name="Kind of business"><variable name="Kind of business" typeRef="string"/></inputData>
  <inputData id="turnover" name="Turnover"><variable name="Turnover" typeRef="number"/></inputData>
  <decision id="fee" name="Fee">
    <variable name="Fee" typeRef="number"/>
    <informationRequirement><requiredInput href="#kind"/></informationRequirement>
    <informationRequirement><requiredInput href="#turnover"/></informationRequirement>
    <decisionTable hitPolicy="UNIQUE">
      <input><inputExpression typeRef="string"><text>Kind of business</text></inputExpression></input>
      <input><inputExpression typeRef="number"><text>Turnover</text></inputExpression></input>
      <output/>
      <rule><inputEntry><text>"shop"</text></inputEntry><inputEntry><text>&lt; 1000000</text></inputEntry><outputEntry><text>250</text></outputEntry></rule>
      <rule><inputEntry><text>"shop"</text></inputEntry><inputEntry><text>&gt;= 1000000</text></inputEntry><outputEntry><text>Turnover * 0.0005</text></outputEntry></rule>
      <rule><inputEntry><text>"restaurant", "bar"</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>900</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`

// A model is loaded once and evaluated often. Inputs can be given by name.
func Example() {
	model, err := dmn.Load([]byte(feeModel), dmn.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fee, err := model.Target("Fee")
	if err != nil {
		fmt.Println(err)
		return
	}
	inputs, err := feel.FromJSON([]byte(`{"Kind of business": "shop", "Turnover": 3000000}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := fee.EvaluateContext(context.Background(), inputs, dmn.Env{})
	fmt.Println(result.Value, err)
	// Output: 1500 <nil>
}

// The fast door takes inputs in the order of Inputs.
func ExampleTarget_Evaluate() {
	model, _ := dmn.Load([]byte(feeModel), dmn.Options{})
	fee, _ := model.Target("Fee")
	for _, in := range fee.Inputs() {
		fmt.Println(in.Name, in.Type)
	}
	result, err := fee.Evaluate(context.Background(), []feel.Value{feel.String("bar"), feel.Int(1)}, dmn.Env{})
	fmt.Println(result.Value, err)
	// Output:
	// Kind of business string
	// Turnover number
	// 900 <nil>
}

// A result that is null because something failed says so.
func ExampleResult_Failed() {
	model, _ := dmn.Load([]byte(feeModel), dmn.Options{})
	fee, _ := model.Target("Fee")
	result, _ := fee.Evaluate(context.Background(), []feel.Value{feel.String("zoo"), feel.Int(1)}, dmn.Env{})
	fmt.Println(result.Value, result.Failed())
	fmt.Println(result.Diagnostics[0])
	// Output:
	// null true
	// line 9, column 5: decision "Fee": no rule of the table matches
}

// A trace tells which conditions of which rules were met.
func ExampleTrace() {
	model, _ := dmn.Load([]byte(feeModel), dmn.Options{})
	fee, _ := model.Target("Fee")
	result, _ := fee.Evaluate(context.Background(), []feel.Value{feel.String("shop"), feel.Int(5)}, dmn.Env{Trace: true})
	for _, rule := range result.Trace.Parts[0].Table.Rules {
		fmt.Print(rule.Number, rule.Matched)
		for _, cell := range rule.Conditions {
			fmt.Print("  ", cell.Test, ": ", cell.Outcome)
		}
		fmt.Println()
	}
	// Output:
	// 1 true  "shop": true  < 1000000: true
	// 2 false  "shop": true  >= 1000000: false
	// 3 false  "restaurant", "bar": false  -: true
}

// Faults of a file are listed with their places.
func ExampleModelError() {
	_, err := dmn.Load([]byte(`<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="n" name="m">
  <decision id="a" name="A">
    <informationRequirement><requiredInput href="#missing"/></informationRequirement>
  </decision>
</definitions>`), dmn.Options{})
	var faulty *dmn.ModelError
	if errors.As(err, &faulty) {
		for _, problem := range faulty.Problems {
			fmt.Println(problem)
		}
	}
	// Output: line 3, column 50: decision "A": nothing in the model has the id "missing"
}
