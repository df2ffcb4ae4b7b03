package api

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tillit-se/tillit/internal/i18n"
)

// Operation is an operation as people read about it.
type Operation struct {
	ID         string
	Method     string
	Path       string
	Tag        string
	About      i18n.Text
	Token      bool // needs a Bearer token
	Parameters []Parameter
	Statuses   []int
	Request    string // example as JSON; empty where nothing is sent
	Response   string // example of success as JSON
}

// Parameter is a parameter of an operation.
type Parameter struct {
	Name  string
	In    string // query, path, header
	About i18n.Text
}

// Operations describes all operations by address, from the same source as openapi.yaml.
func (a *API) Operations() []Operation {
	paths := a.huma.OpenAPI().Paths
	var found []Operation
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		for _, op := range operationsOf(paths[path]) {
			found = append(found, operationOf(op))
		}
	}
	return found
}

func operationOf(op *huma.Operation) Operation {
	o := Operation{
		ID: op.OperationID, Method: op.Method, Path: op.Path, Tag: op.Tags[0], Token: len(op.Security) > 0,
		About: bothLanguages(op.Description, "\n\n"),
	}
	for _, p := range op.Parameters {
		o.Parameters = append(o.Parameters, Parameter{Name: p.Name, In: p.In, About: bothLanguages(p.Description, " / ")})
	}
	if op.RequestBody != nil {
		o.Request = exampleOfBody(op.RequestBody.Content)
	}
	for status, response := range op.Responses {
		code, err := strconv.Atoi(status)
		if err != nil {
			continue
		}
		o.Statuses = append(o.Statuses, code)
		if code < 300 && response.Content != nil {
			o.Response = exampleOfBody(response.Content)
		}
	}
	slices.Sort(o.Statuses)
	return o
}

// bothLanguages takes a description apart that was written as Swedish, a separator, and English.
func bothLanguages(text, separator string) i18n.Text {
	sv, en, _ := strings.Cut(text, separator)
	return i18n.Text{SV: sv, EN: en}
}

// maxExampleText bounds the examples on the page; the whole ones are in openapi.yaml.
const maxExampleText = 1500

// exampleOfBody is the example of a body, as JSON or as the text it is.
func exampleOfBody(content map[string]*huma.MediaType) string {
	if body := content["text/plain"]; body != nil && body.Examples["exempel"] != nil {
		text, _ := body.Examples["exempel"].Value.(string)
		return text
	}
	return exampleText(content["application/json"])
}

func exampleText(body *huma.MediaType) string {
	if body == nil || body.Examples["exempel"] == nil {
		return ""
	}
	text, err := json.MarshalIndent(body.Examples["exempel"].Value, "", "  ")
	if err != nil {
		return ""
	}
	if len(text) > maxExampleText {
		cut := strings.LastIndexByte(string(text[:maxExampleText]), '\n')
		return string(text[:cut]) + "\n  …"
	}
	return string(text)
}
