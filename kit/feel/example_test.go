package feel_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/tillit-se/tillit/kit/feel"
)

func Example() {
	scope, err := feel.NewScope([]feel.Var{
		{Name: "monthly income", Type: feel.NumberType},
		{Name: "region", Type: feel.StringType},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	prog, err := feel.Compile(`monthly income * 12 < 250000 and region in ("north", "south")`, scope)
	if err != nil {
		fmt.Println(err)
		return
	}
	env := feel.Env{Values: []feel.Value{feel.Int(18_500), feel.String("south")}}
	result, err := prog.Eval(context.Background(), env)
	fmt.Println(result.Value, err, prog.Names())
	// Output: true <nil> [monthly income region]
}

func ExampleCompile_error() {
	scope, _ := feel.NewScope([]feel.Var{{Name: "income", Type: feel.NumberType}})
	_, err := feel.Compile("incme > 3", scope)
	var fault *feel.CompileError
	if errors.As(err, &fault) {
		fmt.Println(fault.Code, fault.Span.Start.Column, fault.Name)
	}
	fmt.Println(err)
	_, err = feel.Compile(`income = "high"`, scope)
	fmt.Println(err)
	// Output:
	// unknown-name 1 incme
	// line 1, column 1: the name "incme" is not declared; did you mean "income"?
	// line 1, column 1: a number is never compared with a string
}

// What goes wrong gives null, and a diagnostic that tells where and why.
func ExampleResult_diagnostics() {
	prog, _ := feel.Compile("10 / (5 - 5)", nil)
	result, _ := prog.Eval(context.Background(), feel.Env{})
	fmt.Println(result.Value, result.Diagnostics)
	// Output: null [line 1, column 1: division by zero]
}

func ExampleCompileUnaryTests() {
	prog, _ := feel.CompileUnaryTests("[18..65), > 100", nil, feel.NumberType)
	session := feel.NewSession(context.Background(), feel.Env{})
	for _, age := range []int64{17, 18, 65, 101} {
		result, _ := session.EvalTest(prog, feel.Int(age))
		fmt.Print(result.Value, " ")
	}
	// Output: false true false true
}

func ExampleFunc() {
	states := map[string]string{"legal basis": "answered"}
	state := feel.Func{
		Name:   "state",
		Params: []feel.Var{{Name: "question", Type: feel.StringType}},
		Result: feel.StringType,
		Call: func(c *feel.Call, args []feel.Value) (feel.Value, error) {
			name, _ := args[0].AsString()
			return feel.String(c.Host().(map[string]string)[name]), nil
		},
	}
	scope, _ := feel.NewScope(nil, state)
	prog, _ := feel.Compile(`state("legal basis") = "answered"`, scope)
	result, _ := prog.Eval(context.Background(), feel.Env{Host: states})
	fmt.Println(result.Value, prog.HostCalls()[0].Args)
	// Output: true ["legal basis"]
}

func ExampleTrace() {
	scope, _ := feel.NewScope([]feel.Var{{Name: "age"}, {Name: "consent"}})
	prog, _ := feel.Compile("age >= 18 and consent", scope)
	env := feel.Env{Values: []feel.Value{feel.Int(20), feel.Null}, Trace: true}
	result, _ := prog.Eval(context.Background(), env)
	fmt.Println(result.Trace.Text, "is", result.Trace.Value)
	for _, part := range result.Trace.Parts {
		fmt.Println("  ", part.Text, "is", part.Value)
	}
	// Output:
	// age >= 18 and consent is null
	//    age >= 18 is true
	//    consent is null
}

func ExampleFromJSON() {
	v, _ := feel.FromJSON([]byte(`{"amount": 0.10, "tags": ["a", null]}`))
	text, _ := feel.ToJSON(v)
	fmt.Println(v, string(text))
	// Output: {amount: 0.1, tags: ["a", null]} {"amount":0.1,"tags":["a",null]}
}
