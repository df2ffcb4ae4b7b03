package analysis

import (
	"strings"

	"github.com/tillit-se/tillit/kit/dmn"
)

// types finds what values an input expression may have.
type types struct {
	vars map[string]string // name of input data or decision → type
	defs map[string]*dmn.ItemDefinition
}

func typesOf(d *dmn.Definitions) types {
	t := types{vars: map[string]string{}, defs: map[string]*dmn.ItemDefinition{}}
	add := func(name string, variable *dmn.InformationItem) {
		if variable != nil {
			t.vars[name] = variable.TypeRef
		}
	}
	for _, in := range d.Inputs {
		add(in.Name, in.Variable)
	}
	for _, dec := range d.Decisions {
		add(dec.Name, dec.Variable)
	}
	for _, def := range d.Types {
		t.defs[def.Name] = def
	}
	return t
}

// found is what is known of a column's values.
type found struct {
	base    string // "boolean" and so on; empty when not known
	many    bool   // a list
	allowed []string
}

// maxDepth bounds types that refer to each other in a circle.
const maxDepth = 50

// of finds the type of a column.
func (t types) of(clause *dmn.InputClause) found {
	var f found
	if e := clause.Expression; e != nil {
		if name, ok := t.vars[strings.TrimSpace(e.Text.Text)]; ok {
			f = t.resolve(name, 0)
		} else if def := t.path(e.Text.Text); def != nil {
			f = t.item(def, 0)
		}
		if f.base == "" && len(f.allowed) == 0 && e.TypeRef != "" {
			f = t.resolve(e.TypeRef, 0)
		}
	}
	if clause.Values != nil && clause.Values.Text.Text != "" {
		f.allowed = append(f.allowed, clause.Values.Text.Text)
	}
	return f
}

func (t types) resolve(name string, depth int) found {
	if def := t.defs[name]; def != nil && depth < maxDepth {
		return t.item(def, depth+1)
	}
	return found{base: name[strings.LastIndex(name, ":")+1:]}
}

func (t types) item(def *dmn.ItemDefinition, depth int) found {
	var f found
	if def.TypeRef != "" {
		f = t.resolve(def.TypeRef, depth)
	}
	f.many = f.many || def.IsCollection
	if def.AllowedValues != nil && def.AllowedValues.Text.Text != "" {
		f.allowed = append(f.allowed, def.AllowedValues.Text.Text)
	}
	return f
}

// path finds the type of person.address.city.
func (t types) path(text string) *dmn.ItemDefinition {
	steps := strings.Split(strings.TrimSpace(text), ".")
	name, ok := t.vars[strings.TrimSpace(steps[0])]
	if !ok {
		return nil
	}
	def := t.defs[name]
	for _, step := range steps[1:] {
		for range maxDepth {
			if def == nil || len(def.Components) > 0 {
				break
			}
			def = t.defs[def.TypeRef]
		}
		if def = component(def, strings.TrimSpace(step)); def == nil {
			return nil
		}
	}
	return def
}

func component(def *dmn.ItemDefinition, name string) *dmn.ItemDefinition {
	if def == nil {
		return nil
	}
	for _, c := range def.Components {
		if c.Name == name {
			return c
		}
	}
	return nil
}
