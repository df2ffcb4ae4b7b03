package main

import (
	"context"
	"encoding/json"
	"errors"
	"time"
	_ "time/tzdata" // a browser has no files of time zones

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

// Request asks for the value of an expression, or of a decision of a model.
type Request struct {
	Feel     string          `json:"feel,omitempty"`
	Model    string          `json:"model,omitempty"`   // the text of a DMN file
	Imports  []string        `json:"imports,omitempty"` // those of the models that it imports
	Decision string          `json:"decision,omitempty"`
	Inputs   json.RawMessage `json:"inputs,omitempty"` // an object of names and values
}

// Answer is a value, or an error.
type Answer struct {
	// Value is the value as JSON; dates and durations are text.
	Value json.RawMessage `json:"value"`
	// FEEL is the value as FEEL writes it.
	FEEL string `json:"feel"`
	// Diagnostics tell why a value, or a part of it, is null.
	Diagnostics []string `json:"diagnostics"`
	Error       string   `json:"error,omitempty"`
}

// answer evaluates a request.
func answer(r Request) Answer {
	inputs := feel.NewContext()
	if len(r.Inputs) > 0 {
		var err error
		if inputs, err = feel.FromJSON(r.Inputs); err != nil {
			return failed(err)
		}
	}
	if r.Model != "" {
		return decide(r, inputs)
	}
	return evaluate(r.Feel, inputs)
}

func failed(err error) Answer { return Answer{Error: err.Error(), Diagnostics: []string{}} }

func decide(r Request, inputs feel.Value) Answer {
	model, err := dmn.Load([]byte(r.Model), dmn.Options{Import: r.imported})
	if err != nil {
		return failed(err)
	}
	target, err := model.Target(r.Decision)
	if err != nil {
		return failed(err)
	}
	result, err := target.EvaluateContext(context.Background(), inputs, dmn.Env{Clock: time.Now})
	if err != nil {
		return failed(err)
	}
	a := valued(result.Value)
	for _, d := range result.Diagnostics {
		a.Diagnostics = append(a.Diagnostics, d.String())
	}
	return a
}

// imported finds a model among those of the request.
func (r Request) imported(i *dmn.Import) ([]byte, error) {
	for _, text := range r.Imports {
		if d, err := dmn.Read([]byte(text), dmn.FileLimits{}); err == nil && d.Namespace == i.Namespace {
			return []byte(text), nil
		}
	}
	return nil, nil
}

func evaluate(src string, inputs feel.Value) Answer {
	entries, ok := inputs.AsContext()
	if !ok {
		return failed(errors.New("the inputs are no object of names and values"))
	}
	var vars []feel.Var
	var values []feel.Value
	for i := range entries.Len() {
		vars, values = append(vars, feel.Var{Name: entries.At(i).Name}), append(values, entries.At(i).Value)
	}
	scope, err := feel.NewScope(vars)
	if err != nil {
		return failed(err)
	}
	program, err := feel.Compile(src, scope)
	var fault *feel.CompileError
	if errors.As(err, &fault) && (fault.Code == feel.CodeType || fault.Code == feel.CodeArguments) {
		program, err = feel.Compile(src, scope, feel.Lenient()) // what the standard says is null, as tillit feel has it
	}
	if err != nil {
		return failed(err)
	}
	result, err := program.Eval(context.Background(), feel.Env{Values: values, Clock: time.Now})
	if err != nil {
		return failed(err)
	}
	a := valued(result.Value)
	for _, d := range result.Diagnostics {
		a.Diagnostics = append(a.Diagnostics, d.String())
	}
	return a
}

func valued(v feel.Value) Answer {
	text, err := feel.ToJSON(v)
	if err != nil { // such as a function, which JSON has no form for
		text = []byte("null")
	}
	return Answer{Value: text, FEEL: v.String(), Diagnostics: []string{}}
}

// answerJSON is answer, from text to text.
func answerJSON(r Request) string {
	text, err := json.Marshal(answer(r))
	if err != nil {
		return `{"value":null,"feel":"null","diagnostics":[],"error":"the answer has no JSON form"}`
	}
	return string(text)
}
