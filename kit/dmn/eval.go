package dmn

import "github.com/tillit-se/tillit/kit/feel"

type nullCode struct{}

func (nullCode) eval(*run, []feel.Value) feel.Value { return feel.Null }

type constantCode struct{ v feel.Value }

func (c *constantCode) eval(*run, []feel.Value) feel.Value { return c.v }

type variableCode struct{ slot int }

func (c *variableCode) eval(_ *run, f []feel.Value) feel.Value { return f[c.slot] }

// feelCode is an expression in FEEL.
type feelCode struct {
	prog *feel.Program
	at   place
}

func (c *feelCode) eval(r *run, f []feel.Value) feel.Value { return r.feel(c.prog, f, &c.at) }

// faultCode stands where an expression could not be compiled.
type faultCode struct {
	at      place
	code    Code
	message string
}

func (c *faultCode) eval(r *run, _ []feel.Value) feel.Value {
	r.note(c.at, c.code, "%s", c.message)
	return feel.Null
}

// typedCode fits a result to the type that the logic declares.
type typedCode struct {
	code expression
	typ  *itemType
	at   place
}

func (c *typedCode) eval(r *run, f []feel.Value) feel.Value {
	return r.conform(c.typ, c.code.eval(r, f), c.at)
}

type contextCode struct {
	names  []string
	values []expression
	slot   int        // of the first entry
	result expression // nil when the context itself is the result
	at     place
}

func (c *contextCode) eval(r *run, f []feel.Value) feel.Value {
	entries := make([]feel.Entry, len(c.values))
	for i, value := range c.values {
		v := value.eval(r, f)
		if r.spend(1) != nil {
			return feel.Null
		}
		f[c.slot+i] = v
		entries[i] = feel.Entry{Name: c.names[i], Value: v}
		r.traceEntry(c.names[i], v)
	}
	if c.result != nil {
		return c.result.eval(r, f)
	}
	return feel.NewContext(entries...)
}

type listCode struct {
	items []expression
	at    place
}

func (c *listCode) eval(r *run, f []feel.Value) feel.Value {
	items := make([]feel.Value, len(c.items))
	for i, item := range c.items {
		items[i] = item.eval(r, f)
		if r.spend(1) != nil {
			return feel.Null
		}
	}
	return feel.List(items...)
}

type relationCode struct {
	names []string
	types []*itemType
	rows  [][]expression
	at    place
}

func (c *relationCode) eval(r *run, f []feel.Value) feel.Value {
	rows := make([]feel.Value, len(c.rows))
	for i, row := range c.rows {
		entries := make([]feel.Entry, len(row))
		for k, cell := range row {
			entries[k] = feel.Entry{Name: c.names[k], Value: r.conform(c.types[k], cell.eval(r, f), c.at)}
		}
		if r.spend(len(row)) != nil {
			return feel.Null
		}
		rows[i] = feel.NewContext(entries...)
	}
	return feel.List(rows...)
}

type conditionalCode struct {
	cond, then, els expression
	at              place
}

func (c *conditionalCode) eval(r *run, f []feel.Value) feel.Value {
	cond := c.cond.eval(r, f)
	r.traceEntry("if", cond)
	if cond.IsTrue() {
		return c.then.eval(r, f)
	}
	if k := cond.Kind(); k != feel.KindBoolean && k != feel.KindNull {
		r.note(c.at, CodeType, "the condition is a %s, no boolean", k)
		return feel.Null
	}
	return c.els.eval(r, f)
}
