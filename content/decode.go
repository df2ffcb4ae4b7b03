package content

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Problem is one fault in a content file. It can be returned as an error.
//
//nolint:errname // a problem is mostly listed, and seldom returned
type Problem struct {
	File    string // path in the content tree
	Line    int    // 1-based; 0 when the whole file is meant
	Message string // what is wrong and what to do, in English
}

// Error gives the problem as file:line: message, which editors can follow.
func (p Problem) Error() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
}

// DecodeError tells every fault in the form of the files that were read.
type DecodeError struct {
	Problems []Problem
}

// Error gives one problem per line.
func (e *DecodeError) Error() string {
	lines := make([]string, len(e.Problems))
	for i, problem := range e.Problems {
		lines[i] = problem.Error()
	}
	return strings.Join(lines, "\n")
}

// refuse is a DecodeError about a whole file.
func refuse(file, message string) error {
	return &DecodeError{Problems: []Problem{{File: file, Message: message}}}
}

// document is a decoded file with the tree that remembers its lines.
type document struct {
	file string
	root *yaml.Node
}

// problem points at the value under the path of keys (string) and indexes
// (int). A path that ends outside the file points at its last known part.
func (d document) problem(at []any, format string, args ...any) Problem {
	return Problem{File: d.file, Line: d.line(at), Message: fmt.Sprintf(format, args...)}
}

func (d document) line(at []any) int {
	node := d.root
	line := node.Line
	for _, step := range at {
		next := child(node, step)
		if next == nil {
			return line
		}
		node, line = next, next.Line
	}
	return line
}

func child(node *yaml.Node, step any) *yaml.Node {
	switch step := step.(type) {
	case int:
		if node.Kind == yaml.SequenceNode && step < len(node.Content) {
			return node.Content[step]
		}
	case string:
		for i := 0; node.Kind == yaml.MappingNode && i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == step {
				return node.Content[i+1]
			}
		}
	}
	return nil
}

// at builds a path for [document.problem].
func at(steps ...any) []any { return steps }

// read decodes one file strictly into target: a key that the type lacks, a key
// given twice, a value of the wrong kind and a second document are errors, told
// in a [DecodeError].
func (l Library) read(file string, target any) (document, error) {
	data, err := fs.ReadFile(l.files, file)
	if err != nil {
		return document{}, fmt.Errorf("content: read %s: %w", file, err)
	}
	var tree yaml.Node
	if err := yaml.Unmarshal(data, &tree); err != nil {
		return document{}, yamlError(file, err)
	}
	if len(tree.Content) == 0 {
		return document{}, refuse(file, "the file is empty")
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(target); err != nil {
		return document{}, yamlError(file, err)
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return document{}, refuse(file, "the file holds more than one YAML document; keep one")
	}
	return document{file: file, root: tree.Content[0]}, nil
}

var yamlLine = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)

// yamlError turns the parser's messages, which carry the line in their text,
// into problems.
func yamlError(file string, err error) error {
	messages := []string{err.Error()}
	var typeError *yaml.TypeError
	if errors.As(err, &typeError) {
		messages = typeError.Errors
	}
	failure := &DecodeError{}
	for _, message := range messages {
		problem := Problem{File: file, Message: strings.TrimPrefix(message, "yaml: ")}
		if m := yamlLine.FindStringSubmatch(message); m != nil {
			problem.Line, _ = strconv.Atoi(m[1]) // digits by the pattern
			problem.Message = m[2]
		}
		failure.Problems = append(failure.Problems, problem)
	}
	return failure
}

// yamlFiles lists the YAML files right under the folder, in name order.
func (l Library) yamlFiles(dir string) ([]string, error) {
	entries, err := fs.ReadDir(l.files, dir)
	if err != nil {
		return nil, fmt.Errorf("content: list %s: %w", dir, err)
	}
	var out []string
	for _, entry := range entries {
		if !entry.IsDir() && path.Ext(entry.Name()) == ".yaml" {
			out = append(out, path.Join(dir, entry.Name()))
		}
	}
	slices.Sort(out)
	return out, nil
}

// loaded is one file decoded as T.
type loaded[T any] struct {
	document
	value T
}

// readAll decodes every YAML file of the folder. Files with faults are left out
// and told in one [DecodeError], so that a check can go on with the rest.
func readAll[T any](l Library, dir string) ([]loaded[T], error) {
	files, err := l.yamlFiles(dir)
	if err != nil {
		return nil, err
	}
	var out []loaded[T]
	var problems []Problem
	for _, file := range files {
		var value T
		doc, err := l.read(file, &value)
		if err != nil {
			problems = append(problems, problemsOf(err)...)
			continue
		}
		out = append(out, loaded[T]{document: doc, value: value})
	}
	if len(problems) > 0 {
		return out, &DecodeError{Problems: problems}
	}
	return out, nil
}

// problemsOf returns the problems behind an error. An error of another kind,
// such as a missing folder, becomes one problem without a line.
func problemsOf(err error) []Problem {
	var failure *DecodeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &failure):
		return failure.Problems
	}
	return []Problem{{File: "content", Message: err.Error()}}
}
