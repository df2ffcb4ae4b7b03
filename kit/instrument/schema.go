package instrument

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"go.yaml.in/yaml/v3"
)

//go:embed schema.json
var schemaJSON []byte

// SchemaJSON gives the JSON Schema (draft 2020-12) that every pack is checked against.
func SchemaJSON() []byte { return bytes.Clone(schemaJSON) }

// packSchema compiles the embedded schema once, when the first pack is read.
var packSchema = sync.OnceValues(func() (*jsonschema.Schema, error) {
	const url = "https://tillit.se/schema/instrument-1.json"
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaJSON))
	if err != nil {
		return nil, fmt.Errorf("instrument: embedded schema: %w", err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(url, doc); err != nil {
		return nil, fmt.Errorf("instrument: embedded schema: %w", err)
	}
	schema, err := compiler.Compile(url)
	if err != nil {
		return nil, fmt.Errorf("instrument: embedded schema: %w", err)
	}
	return schema, nil
})

// checkSchema reports everything in the tree that breaks the schema.
func checkSchema(root *yaml.Node, report *reporter) error {
	schema, err := packSchema()
	if err != nil {
		return err
	}
	err = schema.Validate(plain(root))
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return err
	}
	reportSchema(invalid, report)
	return nil
}

// plain turns YAML into what a JSON Schema is checked against. Dates stay text, and so do
// numbers that are no plain decimals.
func plain(node *yaml.Node) any {
	switch node.Kind {
	case yaml.MappingNode:
		object := make(map[string]any, len(node.Content)/2)
		for i := 0; i+1 < len(node.Content); i += 2 {
			object[node.Content[i].Value] = plain(node.Content[i+1])
		}
		return object
	case yaml.SequenceNode:
		list := make([]any, len(node.Content))
		for i, item := range node.Content {
			list[i] = plain(item)
		}
		return list
	}
	return plainScalar(node)
}

func plainScalar(node *yaml.Node) any {
	switch node.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return strings.EqualFold(node.Value, "true")
	case "!!int", "!!float":
		if _, err := ParseDecimal(node.Value); err == nil {
			return json.Number(node.Value)
		}
	}
	return node.Value
}

// reportSchema walks to the leaves, where the causes are.
func reportSchema(invalid *jsonschema.ValidationError, report *reporter) {
	if len(invalid.Causes) > 0 {
		for _, cause := range invalid.Causes {
			reportSchema(cause, report)
		}
		return
	}
	path := schemaPath(invalid.InstanceLocation)
	switch what := invalid.ErrorKind.(type) {
	case *kind.Required:
		for _, name := range what.Missing {
			report.addKey(path, missingCode(name), nameOf(path), name)
		}
	case *kind.AdditionalProperties:
		for _, name := range what.Properties {
			report.addKey(childPath(path, name), codeUnknownKey, name, nameOf(path))
		}
	case *kind.Type:
		report.add(path, codeWrongType, nameOf(path), strings.Join(what.Want, "/"), what.Got)
	case *kind.Enum:
		report.add(path, codeNotOneOf, nameOf(path), fmt.Sprint(what.Got), joinAny(what.Want))
	case *kind.Pattern:
		report.add(path, patternCode(what.Want), nameOf(path), what.Got)
	case *kind.MinLength:
		report.add(path, codeEmptyText, nameOf(path))
	case *kind.MaxLength:
		report.add(path, codeTooLong, nameOf(path), what.Got, what.Want)
	case *kind.MinItems:
		report.add(path, codeTooFewItems, nameOf(path), what.Want)
	case *kind.MaxItems:
		report.add(path, codeTooManyItems, nameOf(path), what.Got, what.Want)
	case *kind.UniqueItems:
		report.add(itemPath(path, what.Duplicates[1]), codeRepeated, nameOf(path))
	default:
		report.add(path, codeSchema, nameOf(path), strings.Join(invalid.ErrorKind.KeywordPath(), "/"))
	}
}

// missingCode tells a missing language from any other missing key.
func missingCode(name string) string {
	if name == string(Swedish) || name == string(English) {
		return codeMissingLanguage
	}
	return codeMissingKey
}

func patternCode(pattern string) string {
	switch {
	case pattern == `\S`:
		return codeEmptyText
	case strings.HasPrefix(pattern, "^[a-z]"):
		return codeBadID
	case strings.HasPrefix(pattern, "^[0-9]{4}"):
		return codeBadDate
	}
	return codeBadVersion
}

// schemaPath writes a JSON pointer's tokens as our paths: questions[3].when.
func schemaPath(tokens []string) string {
	path := ""
	for _, token := range tokens {
		if i, err := strconv.Atoi(token); err == nil && path != "" {
			path = itemPath(path, i)
			continue
		}
		path = childPath(path, token)
	}
	return path
}

// nameOf names the thing at path in a message; the whole file has no path.
func nameOf(path string) string {
	if path == "" {
		return "pack"
	}
	return path
}

func joinAny(list []any) string {
	parts := make([]string, len(list))
	for i, item := range list {
		parts[i] = fmt.Sprint(item)
	}
	return strings.Join(parts, ", ")
}
