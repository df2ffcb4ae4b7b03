// Package apitest holds what the API answers against what openapi.yaml says that it answers. It is for tests only; no other code may
// import it.
package apitest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

// Description is openapi.yaml, ready to hold answers against.
type Description struct {
	compiler *jsonschema.Compiler
	paths    map[string]map[string]operation

	mu      sync.Mutex
	schemas map[string]*jsonschema.Schema // compiled so far, by pointer
}

type operation struct {
	OperationID string                             `json:"operationId"`
	Security    []map[string][]string              `json:"security"`
	Parameters  []struct{ Name, In string }        `json:"parameters"`
	RequestBody *struct{ Content map[string]body } `json:"requestBody"`
	Responses   map[string]struct {
		Content map[string]body
	} `json:"responses"`
}

type body struct {
	Schema   any
	Examples map[string]struct{ Value any }
}

// Operation is one operation as tests go through them.
type Operation struct {
	ID, Method, Path string
	Token            bool // it needs a Bearer token
	HasBody          bool
	IfMatch          bool // it takes the revision that was read
}

const document = "mem:///openapi.json"

// Read reads the text of openapi.yaml.
func Read(text []byte) (*Description, error) {
	var tree any
	if err := yaml.Unmarshal(text, &tree); err != nil {
		return nil, fmt.Errorf("apitest: %w", err)
	}
	plain, err := json.Marshal(tree)
	if err != nil {
		return nil, fmt.Errorf("apitest: %w", err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(plain))
	if err != nil {
		return nil, fmt.Errorf("apitest: %w", err)
	}
	d := &Description{compiler: jsonschema.NewCompiler(), schemas: map[string]*jsonschema.Schema{}}
	d.compiler.AssertFormat()
	if err := d.compiler.AddResource(document, doc); err != nil {
		return nil, fmt.Errorf("apitest: %w", err)
	}
	var read struct {
		Paths map[string]map[string]operation `json:"paths"`
	}
	if err := json.Unmarshal(plain, &read); err != nil {
		return nil, fmt.Errorf("apitest: %w", err)
	}
	d.paths = read.Paths
	return d, nil
}

// Operations are all operations that are described.
func (d *Description) Operations() []Operation {
	var all []Operation
	for path, operations := range d.paths {
		for method, op := range operations {
			o := Operation{
				ID: op.OperationID, Method: strings.ToUpper(method), Path: path, Token: len(op.Security) > 0, HasBody: op.RequestBody != nil,
			}
			for _, p := range op.Parameters {
				o.IfMatch = o.IfMatch || p.Name == "If-Match"
			}
			all = append(all, o)
		}
	}
	return all
}

// Answer is what a request got.
type Answer struct {
	Method, Path string // as asked; the path without its query
	Status       int
	Header       http.Header
	Body         []byte
}

// Check tells what of an answer is not as it is described: the status, the media type, the body. An answer to an address that is not
// described must be a problem.
func (d *Description) Check(a Answer) error {
	if a.Method == http.MethodOptions && a.Status == http.StatusNoContent && a.Header.Get("Allow") != "" {
		return nil
	}
	path, op, found := d.find(a.Method, a.Path)
	if !found {
		return d.checkProblem(a)
	}
	status := strconv.Itoa(a.Status)
	response, described := op.Responses[status]
	if !described {
		if a.Status >= 400 && op.Responses["500"].Content != nil {
			return d.checkProblem(a) // what any request may get, such as 415
		}
		return fmt.Errorf("%s: the status %d is not described", op.OperationID, a.Status)
	}
	if a.Status >= 400 {
		if err := d.checkProblem(a); err != nil {
			return err
		}
	}
	if len(response.Content) == 0 {
		if len(a.Body) > 0 && a.Method != http.MethodHead {
			return fmt.Errorf("%s: %d has a body that is not described", op.OperationID, a.Status)
		}
		return nil
	}
	media, _, err := mime.ParseMediaType(a.Header.Get("Content-Type"))
	if err != nil {
		return fmt.Errorf("%s: %d: content type: %w", op.OperationID, a.Status, err)
	}
	if _, ok := response.Content[media]; !ok {
		return fmt.Errorf("%s: %d is sent as %s, which is not described", op.OperationID, a.Status, media)
	}
	if !strings.HasSuffix(media, "json") || a.Method == http.MethodHead {
		return nil
	}
	return d.validate(pointer("paths", path, strings.ToLower(a.Method), "responses", status, "content", media, "schema"), a.Body)
}

// CheckExamples holds every example against the schema beside it.
func (d *Description) CheckExamples() error {
	var all []error
	for path, operations := range d.paths {
		for method, op := range operations {
			if op.RequestBody != nil {
				all = append(all, d.checkExamples(op.RequestBody.Content, "paths", path, method, "requestBody", "content"))
			}
			for status, response := range op.Responses {
				all = append(all, d.checkExamples(response.Content, "paths", path, method, "responses", status, "content"))
			}
		}
	}
	return errors.Join(all...)
}

func (d *Description) checkExamples(content map[string]body, at ...string) error {
	var all []error
	for media, b := range content {
		for name, example := range b.Examples {
			text, err := json.Marshal(example.Value)
			if err == nil {
				err = d.validate(pointer(append(at, media, "schema")...), text)
			}
			if err != nil {
				all = append(all, fmt.Errorf("%s, example %s: %w", strings.Join(at, " "), name, err))
			}
		}
	}
	return errors.Join(all...)
}

// find gives the operation of a request; a fixed part of an address goes before a named one.
func (d *Description) find(method, asked string) (string, operation, bool) {
	if method == http.MethodHead {
		method = http.MethodGet
	}
	best, fixed := "", -1
	for path, operations := range d.paths {
		if _, ok := operations[strings.ToLower(method)]; !ok {
			continue
		}
		if n, fits := match(path, asked); fits && n > fixed {
			best, fixed = path, n
		}
	}
	return best, d.paths[best][strings.ToLower(method)], fixed >= 0
}

// match tells whether an address is of a path, and in how many parts they are the same to the letter.
func match(path, asked string) (same int, fits bool) {
	want, got := strings.Split(path, "/"), strings.Split(asked, "/")
	if len(want) != len(got) {
		return 0, false
	}
	for i, part := range want {
		switch {
		case part == got[i]:
			same++
		case !strings.HasPrefix(part, "{") || got[i] == "":
			return 0, false
		}
	}
	return same, true
}

// problem is what RFC 9457 and the Swedish REST API profile want, all five members.
type problem struct {
	Type, Title, Detail, Instance string
	Status                        int
	Errors                        []struct{ Field, Message string }
}

func (d *Description) checkProblem(a Answer) error {
	where := a.Method + " " + a.Path
	if media := a.Header.Get("Content-Type"); media != "application/problem+json" {
		return fmt.Errorf("%s: %d is sent as %q, not as a problem", where, a.Status, media)
	}
	if a.Method == http.MethodHead {
		return nil
	}
	var p problem
	read := json.NewDecoder(bytes.NewReader(a.Body))
	read.DisallowUnknownFields()
	if err := read.Decode(&p); err != nil {
		return fmt.Errorf("%s: %w in %s", where, err, a.Body)
	}
	words := []string{p.Type, p.Title, p.Detail, p.Instance}
	for _, e := range p.Errors {
		words = append(words, e.Message)
	}
	for _, text := range words {
		if text == "" || strings.HasPrefix(text, "[") {
			return fmt.Errorf("%s: a problem without words: %s", where, a.Body)
		}
	}
	if p.Status != a.Status || p.Instance != a.Path || !strings.HasPrefix(p.Type, "urn:tillit:problem:") {
		return fmt.Errorf("%s: %d is not what its problem says: %s", where, a.Status, a.Body)
	}
	return nil
}

func (d *Description) validate(at string, text []byte) error {
	schema, err := d.schema(at)
	if err != nil {
		return fmt.Errorf("apitest: %w", err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return fmt.Errorf("apitest: no JSON: %w", err)
	}
	if err := schema.Validate(value); err != nil {
		return fmt.Errorf("apitest: %w", err)
	}
	return nil
}

func (d *Description) schema(at string) (*jsonschema.Schema, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if known := d.schemas[at]; known != nil {
		return known, nil
	}
	made, err := d.compiler.Compile(document + at)
	if err == nil {
		d.schemas[at] = made
	}
	return made, err
}

// pointer is a JSON pointer as a fragment of an address.
func pointer(parts ...string) string {
	escape := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D", "+", "%2B")
	p := "#"
	for _, part := range parts {
		p += "/" + escape.Replace(part)
	}
	return p
}
