package feel

import "slices"

// listChangeBuiltins are the functions of DMN 1.5 tables 76 and 81 that make
// new lists of old ones.
func listChangeBuiltins() []builtin {
	list := req("list", anyList)
	position := req("position", NumberType)
	item := anyp("newItem", Any)
	byPlace := sameItems(sig(anyList, replacePlace, list, position, item))
	byMatch := sameItems(sig(anyList, replaceMatches, list, req("match", Type{kind: typeFunction}), item))
	return []builtin{
		{"sublist", []signature{sameItems(sig(anyList, sublist, list, req("start position", NumberType), opt("length", NumberType)))}},
		{"append", []signature{variadic(anyList, appendItems, anyp("list", Any))}},
		{"concatenate", []signature{variadic(anyList, concatenate, req("list", anyList))}},
		{"union", []signature{variadic(anyList, union, req("list", anyList))}},
		{"insert before", []signature{sig(anyList, insertBefore, list, position, item)}},
		{"remove", []signature{sameItems(sig(anyList, remove, list, position))}},
		{"reverse", []signature{sameItems(sig(anyList, reverse, list))}},
		{"distinct values", []signature{sameItems(sig(anyList, distinct, list))}},
		{"flatten", []signature{sig(anyList, flatten, list)}},
		{"list replace", []signature{listReplace(byPlace, byMatch), byMatch}},
		{"sort", []signature{sameItems(sig(anyList, sortList, list, opt("precedes", Type{kind: typeFunction})))}},
	}
}

// listReplace chooses by the kind of its second argument, which is a place or
// a condition.
func listReplace(byPlace, byMatch signature) signature {
	s := byPlace
	s.params = []param{byPlace.params[0], req("position", Any), byPlace.params[2]}
	s.run = func(c *invocation, args []Value) Value {
		switch args[1].kind {
		case KindNumber:
			return byPlace.run(c, args)
		case KindFunction:
			return byMatch.run(c, args)
		}
		return c.null(CodeType, "%s is neither a place nor a function", article(typeOf(args[1])))
	}
	return s
}

// pay counts the copying of n items as work, so that the limit of steps also
// bounds the memory that an expression can ask for.
func (c *invocation) pay(n int) bool { return c.s.spend(n/4, c.at) }

// place turns a position, from 1 or from the end, into an index.
func (c *invocation) place(v Value, size int) (int, bool) {
	n, ok := c.whole(v)
	switch {
	case ok && n > 0 && n <= int64(size):
		return int(n - 1), true
	case ok && n < 0 && n >= -int64(size):
		return size + int(n), true
	}
	c.null(CodeNotFound, "the list has %d items, so there is none at %s", size, v)
	return 0, false
}

func sublist(c *invocation, args []Value) Value {
	items := args[0].items()
	start, ok := c.place(args[1], len(items))
	if !ok {
		return Null
	}
	end := len(items)
	if args[2].kind != KindNull {
		length, ok := c.whole(args[2])
		if !ok || length < 1 || int64(start)+length > int64(len(items)) {
			return c.null(CodeInvalid, "there are not %s items from there on", args[2])
		}
		end = start + int(length)
	}
	return List(items[start:end]...)
}

func appendItems(c *invocation, args []Value) Value {
	items := asItems(args[0])
	if args[0].kind == KindNull {
		items = []Value{Null}
	}
	if !c.pay(len(items) + len(args)) {
		return Null
	}
	return c.s.list(slices.Concat(items, args[1:]), c.at)
}

func concatenate(c *invocation, args []Value) Value {
	total := 0
	for _, a := range args {
		if total += len(a.items()); total > c.s.limits.List {
			c.s.stop("list", c.s.limits.List, c.at)
			return Null
		}
	}
	all := make([]Value, 0, total)
	for _, a := range args {
		all = append(all, a.items()...)
	}
	if !c.pay(total) {
		return Null
	}
	return List(all...)
}

func union(c *invocation, args []Value) Value {
	all := concatenate(c, args)
	if all.kind == KindNull {
		return Null
	}
	return distinct(c, []Value{all})
}

func distinct(c *invocation, args []Value) Value {
	var kept []Value
	for _, item := range args[0].items() {
		if !c.s.spend(len(kept)+1, c.at) {
			return Null
		}
		same := func(other Value) bool { return c.s.equal(item, other, c.at).IsTrue() }
		if !slices.ContainsFunc(kept, same) {
			kept = append(kept, item)
		}
	}
	return List(kept...)
}

func insertBefore(c *invocation, args []Value) Value {
	items := args[0].items()
	at, ok := c.place(args[1], len(items))
	if !ok || !c.pay(len(items)) {
		return Null
	}
	return c.s.list(slices.Insert(slices.Clone(items), at, args[2]), c.at)
}

func remove(c *invocation, args []Value) Value {
	items := args[0].items()
	at, ok := c.place(args[1], len(items))
	if !ok || !c.pay(len(items)) {
		return Null
	}
	return List(slices.Concat(items[:at], items[at+1:])...)
}

func replacePlace(c *invocation, args []Value) Value {
	items := args[0].items()
	at, ok := c.place(args[1], len(items))
	if !ok || !c.pay(len(items)) {
		return Null
	}
	changed := slices.Clone(items)
	changed[at] = args[2]
	return List(changed...)
}

func replaceMatches(c *invocation, args []Value) Value {
	f := args[1].ref.(*function)
	if !c.pay(len(args[0].items())) {
		return Null
	}
	changed := slices.Clone(args[0].items())
	for i, item := range changed {
		match := c.s.call(f, []Value{item, args[2]}, nil, c.at)
		if match.kind != KindBoolean {
			return c.null(CodeType, "the match function gives %s, no boolean", article(typeOf(match)))
		}
		if match.IsTrue() {
			changed[i] = args[2]
		}
	}
	return List(changed...)
}

func reverse(c *invocation, args []Value) Value {
	if !c.pay(len(args[0].items())) {
		return Null
	}
	items := slices.Clone(args[0].items())
	slices.Reverse(items)
	return List(items...)
}

func flatten(c *invocation, args []Value) Value {
	flat, ok := c.flattenInto(nil, args[0].items())
	if !ok {
		return Null
	}
	return List(flat...)
}

func (c *invocation) flattenInto(flat, items []Value) ([]Value, bool) {
	if !c.s.deeper(c.at) {
		return nil, false
	}
	defer func() { c.s.depth-- }()
	for _, item := range items {
		if !c.s.step(c.at) {
			return nil, false
		}
		if item.kind != KindList {
			flat = append(flat, item)
			continue
		}
		var ok bool
		if flat, ok = c.flattenInto(flat, item.items()); !ok {
			return nil, false
		}
	}
	return flat, len(flat) <= c.s.limits.List || c.s.stop("list", c.s.limits.List, c.at)
}

// sortList sorts by a function that tells whether its first argument precedes
// its second, or by the natural order. Equal items keep their order.
func sortList(c *invocation, args []Value) Value {
	if !c.pay(len(args[0].items())) {
		return Null
	}
	items := slices.Clone(args[0].items())
	precedes := c.naturally
	if args[1].kind == KindFunction {
		f := args[1].ref.(*function)
		precedes = func(a, b Value) Value { return c.s.call(f, []Value{a, b}, nil, c.at) }
	}
	if !mergeSort(items, make([]Value, len(items)), precedes) {
		return c.null(CodeType, "the items have no order")
	}
	return List(items...)
}

// mergeSort sorts items with the help of a spare list of the same length, and
// asks as seldom as can be: the order may be a FEEL function. Equal items keep
// their places. It is false when precedes gives no boolean; an order that
// contradicts itself gives some order.
func mergeSort(items, spare []Value, precedes func(a, b Value) Value) bool {
	if len(items) < 2 {
		return true
	}
	half := len(items) / 2
	if !mergeSort(items[:half], spare[:half], precedes) || !mergeSort(items[half:], spare[half:], precedes) {
		return false
	}
	copy(spare, items)
	left, right := spare[:half], spare[half:]
	for i := range items {
		if len(left) == 0 || len(right) == 0 {
			copy(items[i:], left)
			copy(items[i:], right)
			return true
		}
		first := precedes(right[0], left[0])
		switch {
		case first.kind != KindBoolean:
			return false
		case first.IsTrue():
			items[i], right = right[0], right[1:]
		default:
			items[i], left = left[0], left[1:]
		}
	}
	return true
}

func (c *invocation) naturally(a, b Value) Value {
	if !c.s.step(c.at) || !c.s.payText(a, b, c.at) {
		return Null
	}
	return compareValues(opLT, a, b)
}
