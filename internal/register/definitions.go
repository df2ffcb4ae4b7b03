package register

import (
	"reflect"
	"sync"

	"github.com/tillit-se/tillit/content"
)

// Definitions are the field definitions with their code lists, ready for use. They are immutable.
type Definitions struct {
	set    content.FieldSet
	fields []Definition // in the order of the form, a list before its sub-fields
	byID   map[string]int
	rules  []content.FieldRule
	plan   []node // of System
}

// Definition is a field with its full id and its codes.
type Definition struct {
	content.Field
	ID    string // full path, such as "risks.measure"
	Group string
	Codes []content.Code // of its vocabulary or options, in order; empty where any value goes
	codes map[string]bool
}

// LoadDefinitions reads the embedded definitions once.
var LoadDefinitions = sync.OnceValues(loadDefinitions)

func loadDefinitions() (*Definitions, error) {
	set, err := content.SystemFields()
	if err != nil {
		return nil, err
	}
	vocabularies, err := content.Vocabularies()
	if err != nil {
		return nil, err
	}
	d := &Definitions{set: set, byID: map[string]int{}, rules: set.Rules}
	for _, group := range set.Groups {
		d.add(group.ID, "", group.Fields, vocabularies)
	}
	d.plan = planOf(reflect.TypeFor[System](), "")
	return d, nil
}

func (d *Definitions) add(group, parent string, fields []content.Field, vocabularies map[string]content.Vocabulary) {
	for _, f := range fields {
		def := Definition{Field: f, ID: parent + f.ID, Group: group, Codes: vocabularies[f.Vocabulary].Codes, codes: map[string]bool{}}
		for _, o := range f.Options {
			def.Codes = append(def.Codes, content.Code{Code: o.Code, Label: o.Label})
		}
		for _, c := range def.Codes {
			def.codes[c.Code] = true
		}
		d.byID[def.ID] = len(d.fields)
		d.fields = append(d.fields, def)
		d.add(group, def.ID+".", f.Fields, vocabularies)
	}
}

// Groups are the parts of the form with their fields.
func (d *Definitions) Groups() []content.FieldGroup { return d.set.Groups }

// Set is the definitions as they stand in the file.
func (d *Definitions) Set() content.FieldSet { return d.set }

// All are all fields in the order of the form, a list before its sub-fields.
func (d *Definitions) All() []Definition { return d.fields }

// Field finds a field by its id: "law.basis", "risks.measure".
func (d *Definitions) Field(id string) (Definition, bool) {
	i, ok := d.byID[id]
	if !ok {
		return Definition{}, false
	}
	return d.fields[i], true
}

// order is the place of a field in the form; what is no field comes last.
func (d *Definitions) order(id string) int {
	if i, ok := d.byID[id]; ok {
		return i
	}
	return len(d.fields)
}

// CodeLabel is the label of a code of the field; the code itself where it has none.
func (d Definition) CodeLabel(code string) Text {
	for _, c := range d.Codes {
		if c.Code == code {
			return text(c.Label)
		}
	}
	return Text{SV: code, EN: code}
}

func text(t content.Text) Text { return Text{SV: t.SV, EN: t.EN} }
