package feel

// contextBuiltins are the functions of DMN 1.5 table 83.
func contextBuiltins() []builtin {
	ctx := Type{kind: typeContext}
	m := req("m", ctx)
	return []builtin{
		{"get value", []signature{sig(Any, getValue, m, req("key", Any))}},
		{"get entries", []signature{sig(ListOf(Any), getEntries, m)}},
		{"context", []signature{sig(ctx, contextOfEntries, req("entries", anyList))}},
		{"context put", []signature{
			sig(ctx, contextPut, req("context", ctx), req("keys", anyList), anyp("value", Any)),
			sig(ctx, contextPut, req("context", ctx), req("key", StringType), anyp("value", Any)),
		}},
		{"context merge", []signature{sig(ctx, contextMerge, req("contexts", anyList))}},
	}
}

func getValue(c *invocation, args []Value) Value {
	switch args[1].kind {
	case KindString:
		v, _ := args[0].ref.(*Context).Get(args[1].str())
		return v
	case KindList:
		return c.valueAt(args[0], args[1].items())
	}
	return c.null(CodeType, "%s is no key", article(typeOf(args[1])))
}

// valueAt follows a list of keys.
func (c *invocation) valueAt(v Value, keys []Value) Value {
	if len(keys) == 0 {
		return c.null(CodeInvalid, "the list of keys is empty")
	}
	for _, key := range keys {
		ctx, ok := v.AsContext()
		if !ok || key.kind != KindString {
			return Null
		}
		v, _ = ctx.Get(key.str())
	}
	return v
}

func getEntries(c *invocation, args []Value) Value {
	ctx := args[0].ref.(*Context)
	if ctx.Len() > c.s.limits.List {
		c.s.stop("list", c.s.limits.List, c.at)
		return Null
	}
	if !c.s.spend(ctx.Len(), c.at) {
		return Null
	}
	entries := make([]Value, ctx.Len())
	for i := range entries {
		e := ctx.At(i)
		entries[i] = NewContext(Entry{"key", String(e.Name)}, Entry{"value", e.Value})
	}
	return List(entries...)
}

func contextOfEntries(c *invocation, args []Value) Value {
	var b contextBuilder
	for _, item := range args[0].items() {
		entry, ok := item.AsContext()
		if !ok || !c.s.step(c.at) {
			return c.null(CodeType, "the list holds %s, no entry", article(typeOf(item)))
		}
		key, _ := entry.Get("key")
		value, found := entry.Get("value")
		name, isString := key.AsString()
		if !isString || !found {
			return c.null(CodeInvalid, "an entry needs a key and a value")
		}
		if b.c.find(name) >= 0 {
			return c.null(CodeInvalid, "the key %s comes twice", shorten(name))
		}
		b.put(name, value)
	}
	return b.value()
}

func contextPut(c *invocation, args []Value) Value {
	if args[1].kind == KindString {
		return c.putIn(args[0].ref.(*Context), args[1].str(), args[2])
	}
	if args[1].kind != KindList || len(args[1].items()) == 0 {
		return c.null(CodeInvalid, "the key must be a string or a list of strings")
	}
	return c.putDeep(args[0].ref.(*Context), args[1].items(), args[2])
}

func (c *invocation) putIn(ctx *Context, name string, v Value) Value {
	if !c.pay(ctx.Len()) {
		return Null
	}
	var b contextBuilder
	b.grow(ctx.Len() + 1)
	b.putAll(ctx)
	b.put(name, v)
	return b.value()
}

func (c *invocation) putDeep(ctx *Context, keys []Value, v Value) Value {
	name, ok := keys[0].AsString()
	if !ok {
		return c.null(CodeType, "%s is no key", article(typeOf(keys[0])))
	}
	if len(keys) == 1 {
		return c.putIn(ctx, name, v)
	}
	if !c.s.deeper(c.at) {
		return Null
	}
	defer func() { c.s.depth-- }()
	inner, _ := ctx.Get(name)
	next, ok := inner.AsContext()
	if !ok {
		return c.null(CodeNotFound, "there is no context at %s", shorten(name))
	}
	changed := c.putDeep(next, keys[1:], v)
	if changed.kind == KindNull {
		return Null
	}
	return c.putIn(ctx, name, changed)
}

func contextMerge(c *invocation, args []Value) Value {
	var b contextBuilder
	for _, item := range args[0].items() {
		ctx, ok := item.AsContext()
		if !ok || !c.s.spend(ctx.Len()+1, c.at) {
			return c.null(CodeType, "the list holds %s, no context", article(typeOf(item)))
		}
		b.putAll(ctx)
	}
	return b.value()
}
