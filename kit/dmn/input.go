package dmn

import (
	"context"
	"fmt"
	"sort"

	"github.com/tillit-se/tillit/kit/feel"
)

// EvaluateContext evaluates the target for inputs by name, in a FEEL context
// such as [feel.FromJSON] makes. Text is read as a date, time, date and time or
// duration where the input's type wants one, since JSON has none of these. An
// input of an imported model is named so, or "namespace#name" where two inputs
// share the name. Inputs of the model that the target does not need are passed
// over; names that no input has give an [*InputError]; missing ones are null and
// listed in [Result.Missing].
func (t *Target) EvaluateContext(ctx context.Context, inputs feel.Value, env Env) (Result, error) {
	values, missing, err := t.Bind(inputs)
	if err != nil {
		return Result{}, err
	}
	result, err := t.Evaluate(ctx, values, env)
	result.Missing = missing
	return result, err
}

// Bind puts inputs by name into the order that [Target.Evaluate] takes. See
// [Target.EvaluateContext].
func (t *Target) Bind(inputs feel.Value) (values []feel.Value, missing []string, err error) {
	c, ok := inputs.AsContext()
	if !ok && !inputs.IsNull() {
		return nil, nil, fmt.Errorf("the inputs of %s are a context of names and values, not a %s", t, inputs.Kind())
	}
	keys := t.keys()
	values = make([]feel.Value, len(t.inputs))
	given := make([]bool, len(t.inputs))
	var unknown []string
	for i := 0; c != nil && i < c.Len(); i++ {
		e := c.At(i)
		k, ok := keys[cleanName(e.Name)]
		switch {
		case ok:
		case t.spares(e.Name):
			continue // the same inputs may serve several decisions
		default:
			unknown = append(unknown, fmt.Sprintf("%q", e.Name))
			continue
		}
		values[k], given[k] = t.inputs[k].typ.read(e.Value, 0), true
	}
	if unknown != nil {
		return nil, nil, &InputError{Target: t.String(), Unknown: unknown, Known: quoted(keys)}
	}
	for i, in := range t.inputs {
		if !given[i] {
			missing = append(missing, in.Name)
		}
	}
	return values, missing, nil
}

// keys are the names by which inputs are given: their own, unless two share it.
func (t *Target) keys() map[string]int {
	count := map[string]int{}
	for _, in := range t.inputs {
		count[in.Name]++
	}
	keys := map[string]int{}
	for i, in := range t.inputs {
		if count[in.Name] == 1 || in.Namespace == t.Namespace {
			keys[in.Name] = i
		}
		if in.Namespace != t.Namespace {
			keys[in.Namespace+"#"+in.Name] = i
		}
	}
	return keys
}

// spares tells whether a name is that of an input of the model, or of one it
// imports, that the target does without.
func (t *Target) spares(name string) bool {
	name = cleanName(name)
	for _, in := range t.inputs {
		if in.Name == name {
			return false // it could be either of two
		}
	}
	for _, n := range t.model.nodes {
		if n.decision == nil && (n.name == name || n.module.definitions.Namespace+"#"+n.name == name) {
			return true
		}
	}
	return false
}

func quoted(keys map[string]int) []string {
	var names []string
	for name := range keys {
		names = append(names, fmt.Sprintf("%q", name))
	}
	sort.Strings(names)
	return names
}

// maxReadDepth bounds how deep values are looked into for text that is a date.
const maxReadDepth = 100

// read turns text into dates, times and durations where the type wants them.
// What cannot be read stays text, and is then found not to fit the type.
func (t *itemType) read(v feel.Value, depth int) feel.Value {
	if t == nil || depth > maxReadDepth {
		return v
	}
	switch v.Kind() {
	case feel.KindString:
		return t.readText(v)
	case feel.KindList:
		return t.readList(v, depth)
	case feel.KindContext:
		return t.readContext(v, depth)
	}
	return v
}

// readText reads text by the type, or by that of the items where one may stand
// for a list of one.
func (t *itemType) readText(v feel.Value) feel.Value {
	if item, isList := t.feel.Item(); isList {
		return readTemporal(item, v)
	}
	return readTemporal(t.feel, v)
}

func readTemporal(t feel.Type, v feel.Value) feel.Value {
	text, _ := v.AsString()
	switch t.String() {
	case "date", "time", "date and time", "years and months duration", "days and time duration":
	default:
		return v
	}
	read, ok := feel.Temporal(text)
	if !ok {
		return v
	}
	if fitted, ok := t.Coerce(read); ok {
		return fitted
	}
	return v
}

func (t *itemType) readList(v feel.Value, depth int) feel.Value {
	item := t.item
	if !t.collection {
		if item != nil {
			return item.readList(v, depth+1)
		}
		if elem, ok := t.feel.Item(); ok {
			item = &itemType{feel: elem}
		} else {
			item = t // a list of one may stand for its item
		}
	}
	items, _ := v.AsList()
	read := make([]feel.Value, len(items))
	for i := range items {
		read[i] = item.read(items[i], depth+1)
	}
	return feel.List(read...)
}

func (t *itemType) readContext(v feel.Value, depth int) feel.Value {
	if !t.isContext {
		if t.item != nil { // of a collection too: an item may stand for a list of one
			return t.item.read(v, depth+1)
		}
		return v
	}
	c, _ := v.AsContext()
	entries := make([]feel.Entry, c.Len())
	for i := range entries {
		entries[i] = c.At(i)
		for _, part := range t.components {
			if part.name == entries[i].Name {
				entries[i].Value = part.typ.read(entries[i].Value, depth+1)
			}
		}
	}
	return feel.NewContext(entries...)
}
