package hide

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/tillit-se/tillit/kit/mask"
)

// maxProfile is the largest profile file in bytes; word lists may be long.
const maxProfile = 4 << 20

// ProfileError says what is wrong with a profile, and on which line of the file.
type ProfileError struct {
	File   string
	Line   int
	Reason string // in English
}

// Error gives file:line: reason.
func (e *ProfileError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason) }

// ParseProfile reads a profile:
//
//	id: our_registry               # letters a-z, digits and _
//	version: 1
//	title: {sv: …, en: …}
//	description: {sv: …, en: …}
//	point: recall                  # balanced (when left out), recall or precision
//	restorable: true               # false when left out
//	default: label                 # operator for classes that are not named below; keep when left out
//	classes:
//	  personnummer: blackout
//	  person: {operator: label, min_score: 0.4}
//	patterns:
//	  - name: our case numbers
//	    class: case_number         # custom when left out; a name that is not built in makes a class of its own
//	    shape: "AB 9{4}/9{1,6}"    # see mask.Pattern; or
//	    words: [Projekt Lind]
//	    context: [ärende]
//	    score: 0.95
//
// Keys that are not known, and given twice, are errors, and so are operators that do not fit a class. file is for messages.
func ParseProfile(file string, data []byte) (*Profile, error) {
	d := &profileReader{file: file}
	root, err := d.document(data)
	if err != nil {
		return nil, err
	}
	p := &Profile{Default: Keep, Rules: map[mask.Class]Rule{}}
	err = d.fields(root, map[string]func(*yaml.Node) error{
		"id":          func(n *yaml.Node) error { return d.id(n, &p.ID) },
		"version":     func(n *yaml.Node) error { return d.version(n, &p.Version) },
		"title":       func(n *yaml.Node) error { return d.both(n, &p.Title) },
		"description": func(n *yaml.Node) error { return d.both(n, &p.Description) },
		"point":       func(n *yaml.Node) error { return d.point(n, &p.Point) },
		"restorable":  func(n *yaml.Node) error { return d.truth(n, &p.Restorable) },
		"default":     func(n *yaml.Node) error { return d.operator(n, &p.Default) },
		"classes":     func(n *yaml.Node) error { return d.classes(n, p) },
		"patterns":    func(n *yaml.Node) error { return d.patterns(n, p) },
	}, "id", "version", "title", "description")
	if err != nil {
		return nil, err
	}
	if err := d.whole(root, p); err != nil {
		return nil, err
	}
	return p, nil
}

type profileReader struct {
	file  string
	lines map[mask.Class]int // where each class is named
}

func (d *profileReader) fail(n *yaml.Node, format string, args ...any) error {
	return &ProfileError{File: d.file, Line: max(1, n.Line), Reason: fmt.Sprintf(format, args...)}
}

func (d *profileReader) document(data []byte) (*yaml.Node, error) {
	top := &yaml.Node{Line: 1}
	if len(data) > maxProfile {
		return nil, d.fail(top, "the file is larger than %d MB", maxProfile>>20)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var doc, second yaml.Node
	if err := decoder.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, d.fail(top, "the file is empty")
		}
		line := yamlLine(err)
		reason := strings.TrimPrefix(strings.TrimPrefix(err.Error(), "yaml: "), fmt.Sprintf("line %d: ", line))
		return nil, &ProfileError{d.file, line, reason}
	}
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		return nil, d.fail(&second, "the file holds more than one document")
	}
	return doc.Content[0], nil
}

// yamlLine finds the line that an error of the YAML reader names.
func yamlLine(err error) int {
	_, after, found := strings.Cut(err.Error(), "line ")
	digits, _, _ := strings.Cut(after, ":")
	if line, bad := strconv.Atoi(digits); found && bad == nil {
		return line
	}
	return 1
}

// fields reads a mapping: each key once, none that is not known, and those that must be there.
func (d *profileReader) fields(n *yaml.Node, known map[string]func(*yaml.Node) error, must ...string) error {
	if n.Kind != yaml.MappingNode {
		return d.fail(n, "here should stand keys and values")
	}
	seen := map[string]bool{}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		read := known[key.Value]
		switch {
		case read == nil:
			return d.fail(key, "unknown key %q", key.Value)
		case seen[key.Value]:
			return d.fail(key, "%q stands twice", key.Value)
		}
		seen[key.Value] = true
		if err := read(value); err != nil {
			return err
		}
	}
	for _, key := range must {
		if !seen[key] {
			return d.fail(n, "%q is missing", key)
		}
	}
	return nil
}

func (d *profileReader) text(n *yaml.Node, to *string) error {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || strings.TrimSpace(n.Value) == "" {
		return d.fail(n, "here should stand a text")
	}
	*to = n.Value
	return nil
}

func (d *profileReader) id(n *yaml.Node, to *string) error {
	if err := d.text(n, to); err != nil {
		return err
	}
	if !mask.Class(*to).Valid() {
		return d.fail(n, "%q is no id: use a-z, 0-9 and _, beginning with a letter, at most 40", *to)
	}
	return nil
}

func (d *profileReader) version(n *yaml.Node, to *int) error {
	version, err := strconv.Atoi(n.Value)
	if err != nil || version < 1 {
		return d.fail(n, "the version should be a whole number from 1")
	}
	*to = version
	return nil
}

func (d *profileReader) both(n *yaml.Node, to *Text) error {
	return d.fields(n, map[string]func(*yaml.Node) error{
		"sv": func(n *yaml.Node) error { return d.text(n, &to.SV) },
		"en": func(n *yaml.Node) error { return d.text(n, &to.EN) },
	}, "sv", "en")
}

func (d *profileReader) point(n *yaml.Node, to *mask.Point) error {
	switch n.Value {
	case "balanced":
		*to = mask.Balanced
	case "recall":
		*to = mask.Recall
	case "precision":
		*to = mask.Precision
	default:
		return d.fail(n, "the point should be balanced, recall or precision, not %q", n.Value)
	}
	return nil
}

func (d *profileReader) truth(n *yaml.Node, to *bool) error {
	if n.Value != "true" && n.Value != "false" {
		return d.fail(n, "here should stand true or false")
	}
	*to = n.Value == "true"
	return nil
}

func (d *profileReader) operator(n *yaml.Node, to *Operator) error {
	if n.Kind != yaml.ScalarNode || !slices.Contains(Operators(), Operator(n.Value)) {
		return d.fail(n, "unknown operator %q; there are %s", n.Value, operatorList())
	}
	*to = Operator(n.Value)
	return nil
}

func operatorList() string {
	var names []string
	for _, operator := range Operators() {
		names = append(names, string(operator))
	}
	return strings.Join(names, ", ")
}

func (d *profileReader) classes(n *yaml.Node, p *Profile) error {
	if n.Kind != yaml.MappingNode {
		return d.fail(n, "here should stand classes and their operators")
	}
	d.lines = map[mask.Class]int{}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		class := mask.Class(key.Value)
		if _, twice := p.Rules[class]; twice {
			return d.fail(key, "%q stands twice", class)
		}
		rule, err := d.rule(value)
		if err != nil {
			return err
		}
		if !rule.Operator.Fits(class) {
			return d.fail(value, "the operator %s does not fit the class %s", rule.Operator, class)
		}
		p.Rules[class] = rule
		d.lines[class] = key.Line
	}
	return nil
}

func (d *profileReader) rule(n *yaml.Node) (rule Rule, err error) {
	if n.Kind == yaml.ScalarNode {
		return rule, d.operator(n, &rule.Operator)
	}
	return rule, d.fields(n, map[string]func(*yaml.Node) error{
		"operator":  func(n *yaml.Node) error { return d.operator(n, &rule.Operator) },
		"min_score": func(n *yaml.Node) error { return d.score(n, &rule.MinScore) },
	}, "operator")
}

func (d *profileReader) score(n *yaml.Node, to *float32) error {
	score, err := strconv.ParseFloat(n.Value, 32)
	if err != nil || !(score > 0 && score <= 1) {
		return d.fail(n, "the score should be above 0 and at most 1, not %q", n.Value)
	}
	*to = float32(score)
	return nil
}

func (d *profileReader) patterns(n *yaml.Node, p *Profile) error {
	if n.Kind != yaml.SequenceNode {
		return d.fail(n, "here should stand a list of patterns")
	}
	for _, item := range n.Content {
		pattern, err := d.pattern(item)
		if err != nil {
			return err
		}
		p.Patterns = append(p.Patterns, pattern)
	}
	return nil
}

func (d *profileReader) pattern(n *yaml.Node) (found mask.Pattern, err error) {
	var class string
	err = d.fields(n, map[string]func(*yaml.Node) error{
		"name":    func(n *yaml.Node) error { return d.text(n, &found.Name) },
		"class":   func(n *yaml.Node) error { return d.id(n, &class) },
		"shape":   func(n *yaml.Node) error { return d.text(n, &found.Shape) },
		"words":   func(n *yaml.Node) error { return d.list(n, &found.Words) },
		"context": func(n *yaml.Node) error { return d.list(n, &found.Context) },
		"score":   func(n *yaml.Node) error { return d.score(n, &found.Score) },
	}, "name")
	if err != nil {
		return found, err
	}
	found.Class = mask.Class(class)
	if (found.Shape == "") == (found.Words == nil) {
		return found, d.fail(n, "a pattern has either a shape or words")
	}
	// The finder knows what a shape may be; to ask it here gives the line.
	if _, err := mask.NewFinder(mask.Options{Classes: []mask.Class{mask.Custom}, NoTagger: true, Patterns: []mask.Pattern{found}}); err != nil {
		var wrong *mask.OptionError
		if errors.As(err, &wrong) {
			return found, d.fail(n, "%s", wrong.Reason)
		}
		return found, d.fail(n, "%v", err)
	}
	return found, nil
}

func (d *profileReader) list(n *yaml.Node, to *[]string) error {
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		return d.fail(n, "here should stand a list of words")
	}
	for _, item := range n.Content {
		var word string
		if err := d.text(item, &word); err != nil {
			return err
		}
		*to = append(*to, word)
	}
	return nil
}

// whole checks what no part can: that classes with rules exist, that something is hidden, and that the profile can keep what it promises.
func (d *profileReader) whole(root *yaml.Node, p *Profile) error {
	own := p.ownClasses()
	for class, line := range d.lines {
		if !own[class] && !slices.Contains(mask.Classes(), class) {
			return &ProfileError{d.file, line, fmt.Sprintf("unknown class %q; tillit mask classes lists them", class)}
		}
	}
	labelled := map[string]mask.Class{}
	for _, class := range slices.Sorted(maps.Keys(own)) {
		word := labelWord(class, Swedish)
		if other, taken := labelled[word]; taken {
			return d.fail(root, "the classes %s and %s would both have the label %s; rename one", other, class, word)
		}
		labelled[word] = class
	}
	if len(p.Classes()) == 0 {
		return d.fail(root, "the profile hides nothing: give default or classes")
	}
	if !p.Default.Fits(mask.Person) {
		return d.fail(root, "the operator %s fits only some classes, so it cannot be the default", p.Default)
	}
	if !p.Restorable {
		return nil
	}
	for _, class := range p.Classes() {
		if !p.Rule(class).Operator.Reversible() {
			return d.fail(root, "the profile is restorable, but %s of %s cannot be undone", p.Rule(class).Operator, class)
		}
	}
	return nil
}
