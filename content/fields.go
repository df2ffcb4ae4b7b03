package content

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

const systemFieldsFile = "fields/system.yaml"

// FieldType says what a field takes and how it is asked for.
type FieldType string

// The types. Text and LongText are in Swedish and English; the others have one value.
const (
	FieldText     FieldType = "text"
	FieldLongText FieldType = "long_text"
	FieldString   FieldType = "string"
	FieldStrings  FieldType = "strings" // a list of short values
	FieldChoice   FieldType = "choice"
	FieldChoices  FieldType = "choices"
	FieldYesNo    FieldType = "yes_no" // yes, partly or no
	FieldBool     FieldType = "bool"
	FieldDate     FieldType = "date" // ISO, whole or partial: 2021, 2021-04, 2021-04-13
	FieldURL      FieldType = "url"
	FieldContact  FieldType = "contact" // a function's e-mail address, telephone number or page
	FieldNumber   FieldType = "organisation_number"
	FieldList     FieldType = "list" // repeatable, with sub-fields
	FieldMap      FieldType = "map"  // by field id, with sub-fields; never asked for as a field of its own
)

var fieldTypes = []FieldType{
	FieldText, FieldLongText, FieldString, FieldStrings, FieldChoice, FieldChoices, FieldYesNo, FieldBool, FieldDate, FieldURL,
	FieldContact, FieldNumber, FieldList, FieldMap,
}

// Need says how much a field matters for publication.
type Need string

// The needs; an empty need is optional.
const (
	NeedRequired    Need = "required"
	NeedRecommended Need = "recommended"
)

// FieldSet is the definition of every field of a system: what the form, the page, the API and the formats share. Whatever a
// record holds is public once it is published, so no field says whether it is.
type FieldSet struct {
	Version   string          `yaml:"version" json:"version"` // of the definitions, semver
	Standards []FieldStandard `yaml:"standards" json:"standards"`
	Groups    []FieldGroup    `yaml:"groups" json:"groups"`
	Envelope  []EnvelopeField `yaml:"envelope" json:"envelope"`
	Rules     []FieldRule     `yaml:"rules" json:"rules"`
}

// FieldStandard is a list of fields that somebody else publishes by.
type FieldStandard struct {
	ID    string `yaml:"id" json:"id"`
	Title Text   `yaml:"title" json:"title"`
}

// FieldGroup is a part of the form.
type FieldGroup struct {
	ID     string  `yaml:"id" json:"id"`
	Title  Text    `yaml:"title" json:"title"`
	Help   *Text   `yaml:"help,omitempty" json:"help,omitempty"`
	Folded bool    `yaml:"folded,omitempty" json:"folded,omitempty"` // closed until one opens it
	Fields []Field `yaml:"fields" json:"fields"`
}

// Field is the definition of one field.
type Field struct {
	ID         string              `yaml:"id" json:"id"` // path in the JSON of a system; relative to the list within a list's Fields
	Type       FieldType           `yaml:"type" json:"type"`
	Label      Text                `yaml:"label" json:"label"`
	Help       *Text               `yaml:"help,omitempty" json:"help,omitempty"`
	Example    *Text               `yaml:"example,omitempty" json:"example,omitempty"`
	Vocabulary string              `yaml:"vocabulary,omitempty" json:"vocabulary,omitempty"`
	Options    []FieldOption       `yaml:"options,omitempty" json:"options,omitempty"` // where no vocabulary is named
	Open       bool                `yaml:"open,omitempty" json:"open,omitempty"`       // takes values beside its codes
	MaxLength  int                 `yaml:"max_length,omitempty" json:"max_length,omitempty"`
	Draft      bool                `yaml:"draft,omitempty" json:"draft,omitempty"` // one of the seven of a first draft
	Publish    Need                `yaml:"publish,omitempty" json:"publish,omitempty"`
	Why        *Text               `yaml:"why,omitempty" json:"why,omitempty"` // why it matters; where Publish is set
	Maps       map[string][]string `yaml:"maps,omitempty" json:"maps,omitempty"`
	Fields     []Field             `yaml:"fields,omitempty" json:"fields,omitempty"` // of a list or map
}

// FieldOption is a code of a field without a vocabulary.
type FieldOption struct {
	Code  string `yaml:"code" json:"code"`
	Label Text   `yaml:"label" json:"label"`
}

// EnvelopeField tells where the peers' fields live that are no part of a system's content, such as its owner.
type EnvelopeField struct {
	ID    string              `yaml:"id" json:"id"`
	Label Text                `yaml:"label" json:"label"`
	Maps  map[string][]string `yaml:"maps" json:"maps"`
}

// FieldRule is what publication asks for because of what other fields say. The condition is code, by id.
type FieldRule struct {
	ID    string `yaml:"id" json:"id"`
	Field string `yaml:"field" json:"field"`
	Need  Need   `yaml:"need" json:"need"`
	Why   Text   `yaml:"why" json:"why"`
}

// SystemFields reads the embedded definitions of a system's fields. The error joins one [Problem] per fault.
func SystemFields() (FieldSet, error) { return Embedded().SystemFields() }

// SystemFields reads the definitions of a system's fields of the library.
func (l Library) SystemFields() (FieldSet, error) {
	var set FieldSet
	doc, err := l.read(systemFieldsFile, &set)
	if err != nil {
		return FieldSet{}, err
	}
	return set, errors.Join(set.problems(doc)...)
}

// problems finds what the decoder cannot: an id given twice, a type that is none, a text that lacks a language.
func (s FieldSet) problems(doc document) []error {
	var out []error
	seen := map[string]bool{}
	for g, group := range s.Groups {
		for f, field := range group.Fields {
			for _, fault := range field.faults(field.ID, seen) {
				out = append(out, doc.problem(at("groups", g, "fields", f), "%s", fault))
			}
		}
	}
	for r, rule := range s.Rules {
		if !seen[rule.Field] || len(rule.Why.missing()) > 0 {
			out = append(out, doc.problem(at("rules", r), "rule %s: unknown field %q, or a reason in one language only", rule.ID, rule.Field))
		}
	}
	return out
}

func (f Field) faults(id string, seen map[string]bool) []string {
	var out []string
	if seen[id] {
		out = append(out, fmt.Sprintf("field %s is defined twice", id))
	}
	seen[id] = true
	if !slices.Contains(fieldTypes, f.Type) {
		out = append(out, fmt.Sprintf("field %s: no such type: %q", id, f.Type))
	}
	for _, text := range []*Text{&f.Label, f.Help, f.Example, f.Why} {
		if text != nil && len(text.missing()) > 0 {
			out = append(out, fmt.Sprintf("field %s: a text lacks %v", id, text.missing()))
		}
	}
	if (f.Publish != "") != (f.Why != nil) {
		out = append(out, fmt.Sprintf("field %s: publish and why belong together", id))
	}
	if coded := f.Type == FieldChoice || f.Type == FieldChoices; coded == (f.Vocabulary == "" && len(f.Options) == 0) {
		out = append(out, fmt.Sprintf("field %s: a choice needs a vocabulary or options, and only a choice has them", id))
	}
	for _, sub := range f.Fields {
		out = append(out, sub.faults(id+"."+sub.ID, seen)...)
	}
	return out
}

// Walk calls visit with every field and its full id, in the order of the form; a list before its sub-fields.
func (s FieldSet) Walk(visit func(id string, f Field)) {
	for _, group := range s.Groups {
		walk("", group.Fields, visit)
	}
}

func walk(parent string, fields []Field, visit func(string, Field)) {
	for _, f := range fields {
		id := parent + f.ID
		visit(id, f)
		walk(id+".", f.Fields, visit)
	}
}

// checkFields demands that the definitions are sound and name vocabularies that exist.
func (c *checker) checkFields(l Library) {
	set, err := l.SystemFields()
	if errors.Is(err, fs.ErrNotExist) {
		return // a tree of packs may leave the definitions to the one that is built in
	}
	if err != nil {
		c.failed(err)
		return
	}
	set.Walk(func(id string, f Field) {
		if _, ok := c.vocabularies[f.Vocabulary]; f.Vocabulary != "" && !ok {
			c.problems = append(c.problems, Problem{File: systemFieldsFile, Message: fmt.Sprintf("field %s: there is no vocabulary %q", id, f.Vocabulary)})
		}
	})
}
