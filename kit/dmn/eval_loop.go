package dmn

import "github.com/tillit-se/tillit/kit/feel"

// itemsOf returns what a boxed loop goes through: the items of a list, the
// numbers or days of a range, or the value itself; nil for null.
func (r *run) itemsOf(v feel.Value, at place) (items []feel.Value, ok bool) {
	switch v.Kind() {
	case feel.KindNull:
		r.note(at, CodeType, "null is nothing to go through")
		return nil, false
	case feel.KindList:
		items, _ = v.AsList()
		return items, true
	case feel.KindRange:
		list := r.feel(r.model.tools.spread, []feel.Value{v}, &at)
		items, ok = list.AsList()
		return items, ok
	}
	return []feel.Value{v}, true
}

// filterCode keeps items, or takes one by its number, as FEEL's filters do
// (DMN 1.5 section 10.3.2.5).
type filterCode struct {
	in     expression
	prog   *feel.Program // the match when it is FEEL
	text   place         // of prog
	match  expression    // else
	slot   int
	fields []string // entries of the items, whose names follow that of the item
	at     place
}

func (c *filterCode) eval(r *run, f []feel.Value) feel.Value {
	in := c.in.eval(r, f)
	items, ok := r.itemsOf(in, c.at)
	if !ok {
		return feel.Null
	}
	kept := []feel.Value{}
	for _, item := range items {
		v := c.test(r, f, item)
		if r.spend(1) != nil {
			return feel.Null
		}
		switch v.Kind() {
		case feel.KindBoolean:
			if v.IsTrue() {
				kept = append(kept, item)
			}
		case feel.KindNull:
		case feel.KindNumber:
			return r.pick(items, v, c.at)
		default:
			r.note(c.at, CodeType, "the match is a %s, no boolean", v.Kind())
			return feel.Null
		}
	}
	return feel.List(kept...)
}

func (c *filterCode) test(r *run, f []feel.Value, item feel.Value) feel.Value {
	if c.prog != nil {
		v, diags, err := r.session.Run(c.prog, f, item)
		if err != nil {
			r.fail(err, c.text)
		}
		r.noteAll(c.text, diags)
		return v
	}
	f[c.slot] = item
	entries, isContext := item.AsContext()
	for i, name := range c.fields {
		f[c.slot+1+i] = feel.Null
		if isContext {
			f[c.slot+1+i], _ = entries.Get(name)
		}
	}
	return c.match.eval(r, f)
}

// pick takes an item by its number; negative numbers count from the end.
func (r *run) pick(items []feel.Value, number feel.Value, at place) feel.Value {
	n, ok := number.AsInt64()
	if ok && n < 0 {
		n += int64(len(items)) + 1
	}
	if !ok || n < 1 || n > int64(len(items)) {
		r.note(at, CodeArguments, "there is no item %s among %d", number, len(items))
		return feel.Null
	}
	return items[n-1]
}

type forCode struct {
	slot, partial int
	in, result    expression
	at            place
}

func (c *forCode) eval(r *run, f []feel.Value) feel.Value {
	items, ok := r.itemsOf(c.in.eval(r, f), c.at)
	if !ok {
		return feel.Null
	}
	results := make([]feel.Value, 0, len(items))
	for _, item := range items {
		f[c.slot], f[c.partial] = item, feel.List(results...)
		results = append(results, c.result.eval(r, f))
		if r.spend(1) != nil {
			return feel.Null
		}
	}
	return feel.List(results...)
}

type quantifiedCode struct {
	every         bool
	slot          int
	in, satisfies expression
	at            place
}

func (c *quantifiedCode) eval(r *run, f []feel.Value) feel.Value {
	items, ok := r.itemsOf(c.in.eval(r, f), c.at)
	if !ok {
		return feel.Null
	}
	undecided := false
	for _, item := range items {
		f[c.slot] = item
		v := c.satisfies.eval(r, f)
		if r.spend(1) != nil {
			return feel.Null
		}
		switch {
		case v.IsNull():
			undecided = true
		case v.Kind() != feel.KindBoolean:
			r.note(c.at, CodeType, "the condition is a %s, no boolean", v.Kind())
			return feel.Null
		case v.IsTrue() != c.every:
			return v
		}
	}
	if undecided {
		return feel.Null
	}
	return feel.Bool(c.every)
}
