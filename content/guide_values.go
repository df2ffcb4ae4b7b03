package content

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Label is a name that may be the same in both languages, as names of works and places mostly are: a plain text or {sv: …, en: …}.
type Label Text

// In returns the label in the language.
func (l Label) In(language string) string { return Text(l).In(language) }

// UnmarshalYAML reads a plain text as the label in both languages.
func (l *Label) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		l.SV, l.EN = node.Value, node.Value
		return nil
	}
	return strictly(node, []string{"sv", "en"}, (*Text)(l))
}

// Condition is a FEEL expression over a record and its assessments (see [Conditions]) and, where the names in it do not say enough, what
// it means in words. It may be written as the expression alone.
type Condition struct {
	When string `yaml:"when" json:"when"`
	Text *Text  `yaml:"text,omitempty" json:"text,omitempty"` // what is so when it is met
}

// UnmarshalYAML reads a plain text as the expression.
func (c *Condition) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		c.When = node.Value
		return nil
	}
	type plain Condition
	return strictly(node, []string{"when", "text"}, (*plain)(c))
}

// strictly decodes a mapping of the keys allowed; yaml.v3 does not carry its own strictness into an UnmarshalYAML.
func strictly(node *yaml.Node, keys []string, into any) error {
	for i := 0; node.Kind == yaml.MappingNode && i < len(node.Content); i += 2 {
		if key := node.Content[i]; !slices.Contains(keys, key.Value) {
			return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: field %s not found; write one of %s", key.Line, key.Value, strings.Join(keys, ", "))}}
		}
	}
	return node.Decode(into)
}
