package dmn

import (
	"strings"

	"github.com/tillit-se/tillit/kit/feel"
)

// itemType is a type of a model: one of FEEL, or an item definition with its
// constraints. A nil *itemType is Any.
type itemType struct {
	name string
	feel feel.Type
	// refined tells that FEEL's type alone does not decide what conforms.
	refined    bool
	collection bool
	item       *itemType // of a collection, or what a definition refers to
	components []component
	isContext  bool
	allowed    *feel.Program
	constraint *feel.Program
}

type component struct {
	name string
	typ  *itemType
}

func (t *itemType) feelType() feel.Type {
	if t == nil {
		return feel.Any
	}
	return t.feel
}

// String returns the type's name for messages.
func (t *itemType) String() string {
	switch {
	case t == nil:
		return "Any"
	case t.name != "":
		return t.name
	}
	return t.feel.String()
}

// accepts tells whether a value conforms to the type; null conforms to all.
func (r *run) accepts(t *itemType, v feel.Value) bool {
	switch {
	case t == nil || v.IsNull():
		return true
	case !t.refined:
		return t.feel.Accepts(v)
	case !r.acceptsShape(t, v):
		return false
	}
	return r.passes(t.constraint, v)
}

func (r *run) acceptsShape(t *itemType, v feel.Value) bool {
	if t.collection {
		items, ok := v.AsList()
		if !ok || r.spend(len(items)) != nil {
			return false
		}
		for _, item := range items {
			if !r.accepts(t.item, item) || !item.IsNull() && !r.passes(t.allowed, item) {
				return false
			}
		}
		return true
	}
	if t.isContext {
		return r.acceptsContext(t, v) && r.passes(t.allowed, v)
	}
	if t.item != nil {
		return r.accepts(t.item, v) && r.passes(t.allowed, v)
	}
	return t.feel.Accepts(v) && r.passes(t.allowed, v)
}

func (r *run) acceptsContext(t *itemType, v feel.Value) bool {
	c, ok := v.AsContext()
	if !ok || r.spend(len(t.components)) != nil {
		return false
	}
	for _, part := range t.components {
		entry, ok := c.Get(part.name)
		if !ok || !r.accepts(part.typ, entry) {
			return false
		}
	}
	return true
}

func (r *run) passes(tests *feel.Program, v feel.Value) bool {
	if tests == nil {
		return true
	}
	passed, _, err := r.session.Run(tests, nil, v)
	if err != nil {
		r.fail(err, place{})
	}
	return passed.IsTrue()
}

// coerce fits a value to a type by the implicit conversions of DMN 1.5 section
// 10.3.2.9.4: a list of one to its item, a value to a list of one, a date to a
// date and time; ok is false when the value does not fit.
func (r *run) coerce(t *itemType, v feel.Value) (fitted feel.Value, ok bool) {
	if t == nil || v.IsNull() || r.accepts(t, v) {
		return v, true
	}
	if items, isList := v.AsList(); isList {
		if len(items) == 1 && r.accepts(t, items[0]) {
			return items[0], true
		}
		return feel.Null, false
	}
	if list := feel.List(v); r.accepts(t, list) {
		return list, true
	}
	if converted, ok := t.feel.Coerce(v); ok && r.accepts(t, converted) {
		return converted, true
	}
	return feel.Null, false
}

// conform fits a result to its type; what does not fit is null and a diagnostic.
func (r *run) conform(t *itemType, v feel.Value, at place) feel.Value {
	if t == nil {
		return v
	}
	fitted, ok := r.coerce(t, v)
	if !ok && r.err == nil {
		r.note(at, CodeType, "%s is no %s", shown(v), t)
	}
	return fitted
}

// shown prints a value for a message.
func shown(v feel.Value) string {
	const most = 60
	text := v.String()
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return text
}

// baseTypes are other spellings of FEEL's types that models use.
var baseTypes = map[string]feel.Type{
	"dayTimeDuration": feel.DaysTimeType, "yearMonthDuration": feel.YearsMonthsType,
	"dateTime": feel.DateTimeType, "any": feel.Any,
	// Editors for Camunda 7 write these.
	"integer": feel.NumberType, "long": feel.NumberType, "double": feel.NumberType,
}

// plainRef takes the prefix off a reference to a type that is written as a
// qualified name: feel:string, or tns:tAge where the file binds tns to its own
// namespace or that of an import, whose name then leads to the type.
func (m *module) plainRef(ref string) string {
	prefix, rest, ok := strings.Cut(ref, ":")
	if !ok || m.definedType[ref] != nil {
		return ref
	}
	space := m.definitions.doc.Prefix(prefix)
	if i := m.importOf(space); i != nil && i.name != "" {
		return i.name + "." + rest
	}
	if space == m.definitions.Namespace || prefix == "feel" || strings.Contains(space, "/FEEL") || m.importOf(space) != nil {
		return rest
	}
	return ref
}
