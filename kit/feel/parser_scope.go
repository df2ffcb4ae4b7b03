package feel

// frame is where the local variables of one function body live, or those of
// the whole expression for the outermost frame.
type frame struct {
	outer    *frame
	blocks   []*block
	size     int
	captures []capture
	captured map[int]int // slot in outer → slot here
}

// block is a stretch of source in which some names are declared.
type block struct {
	names nameTable
	// open marks the block of a filter whose items, in slot item, may have
	// entries that their type does not name.
	item int
	open bool
}

func (f *frame) slot() int {
	f.size++
	return f.size - 1
}

func (p *parser) pushFrame() { p.frame = &frame{outer: p.frame} }
func (p *parser) popFrame()  { p.frame = p.frame.outer }

func (p *parser) pushBlock() *block {
	b := &block{}
	p.frame.blocks = append(p.frame.blocks, b)
	return b
}

func (p *parser) popBlock() { p.frame.blocks = p.frame.blocks[:len(p.frame.blocks)-1] }

// declare makes a local variable visible from here on and returns its slot.
func (p *parser) declare(b *block, name string, t Type) int {
	slot := p.frame.slot()
	if words, err := splitName(name); err == nil {
		b.names.add(words, symbol{kind: symLocal, index: slot, typ: t, name: name})
	}
	return slot
}

// pushFilter opens the block of a filter over items of a type.
func (p *parser) pushFilter(item Type) int {
	b := p.pushBlock()
	slot := p.declare(b, "item", item)
	b.item = slot
	fields, closed := item.fields()
	for _, f := range fields {
		if words, err := splitName(f.Name); err == nil {
			b.names.add(words, symbol{kind: symField, typ: f.Type, name: f.Name, item: slot})
		}
	}
	b.open = item.kind == typeAny || item.kind == typeContext && !closed
	return slot
}

// lookup is the outcome of resolving a name.
type lookup struct {
	sym    symbol
	tokens int // how many tokens the name takes; 0 when nothing was found
	frame  *frame
	// open lists the slots of enclosing filters, innermost first, whose items
	// may have an entry of this name that hides sym.
	open []filterItem
}

type filterItem struct {
	slot  int
	frame *frame
}

// find resolves the longest declared name at the current token; inner blocks
// win over outer ones when the length is the same.
func (p *parser) find() lookup {
	var found lookup
	var open []filterItem
	for f := p.frame; f != nil; f = f.outer {
		for i := len(f.blocks) - 1; i >= 0; i-- {
			b := f.blocks[i]
			if sym, n := b.names.longest(p.tokens, p.pos); n > found.tokens {
				found = lookup{sym: sym, tokens: n, frame: f, open: append([]filterItem(nil), open...)}
				if b.open && sym.kind == symLocal && sym.index == b.item {
					// The item may have an entry called item (DMN 1.5 section 10.3.2.5).
					found.open = append(found.open, filterItem{b.item, f})
				}
			}
			if b.open {
				open = append(open, filterItem{b.item, f})
			}
		}
	}
	if p.scope != nil {
		if sym, n := p.scope.names.longest(p.tokens, p.pos); n > found.tokens {
			found = lookup{sym: sym, tokens: n, open: open}
		}
	}
	if sym, n := builtinNames().longest(p.tokens, p.pos); n > found.tokens {
		found = lookup{sym: sym, tokens: n, open: open}
	}
	if found.tokens == 0 {
		found.open = open
	}
	return found
}

// localSlot returns the slot by which the current frame reaches a variable of
// an outer frame, capturing it through all frames between.
func (p *parser) localSlot(f *frame, slot int) int { return reach(p.frame, f, slot) }

func reach(from, owner *frame, slot int) int {
	if from == owner {
		return slot
	}
	outer := reach(from.outer, owner, slot)
	if own, ok := from.captured[outer]; ok {
		return own
	}
	own := from.slot()
	if from.captured == nil {
		from.captured = map[int]int{}
	}
	from.captured[outer] = own
	from.captures = append(from.captures, capture{from: outer, to: own})
	return own
}

// name reads a name in expression position.
func (p *parser) name() (node, error) {
	t := p.peek()
	found := p.find()
	if reserved[t.text] && found.tokens <= 1 {
		return nil, p.unexpected("a value is missing")
	}
	// Two words side by side that nothing declares can only be a longer
	// name, so a filter over unknown items takes them together.
	if len(found.open) > 0 && p.plainWords() > found.tokens {
		found = lookup{open: found.open}
	}
	if found.tokens == 0 {
		return p.undeclared(found.open, p.plainWords())
	}
	p.pos += found.tokens
	at := p.since(t.span.start)
	n := p.reference(found, at)
	for i := len(found.open) - 1; i >= 0; i-- {
		n = p.itemField(found.open[i], found.sym.name, n, at)
	}
	return n, nil
}

func (p *parser) reference(found lookup, at span) node {
	sym := found.sym
	switch sym.kind {
	case symLocal:
		sym.index = p.localSlot(found.frame, sym.index)
	case symField:
		item := symbol{kind: symLocal, index: p.localSlot(found.frame, sym.item), name: "item"}
		x := &refNode{leaf: leaf{base{Any, at}}, sym: item}
		return &pathNode{base: base{sym.typ, at}, x: x, name: sym.name}
	}
	if p.peek().is(tokOp, "(") && sym.typ.kind != typeFunction && (sym.typ.kind != typeAny || sym.kind == symGlobal) {
		// A variable called date does not take the function date away,
		// unless it is declared to hold a function itself.
		if b, ok := builtinByName(sym.name); ok {
			sym = symbol{kind: symBuiltin, index: b, typ: FunctionOf(Any), name: sym.name}
		}
	}
	return &refNode{leaf: leaf{base{sym.typ, at}}, sym: sym}
}

// plainWords counts the undeclared words that stand side by side here.
func (p *parser) plainWords() int {
	n := 0
	for t := p.peek(); t.kind == tokName || n > 0 && t.kind == tokNumber && !t.space; t = p.peekAt(n) {
		if reserved[t.text] {
			break
		}
		n++
	}
	return n
}

func (p *parser) undeclared(open []filterItem, words int) (node, error) {
	start := p.peek()
	name := tokensName(p.tokens[p.pos : p.pos+words])
	p.pos += words
	at := p.since(start.span.start)
	if len(open) > 0 {
		var n node
		for i := len(open) - 1; i >= 0; i-- {
			n = p.itemField(open[i], name, n, at)
		}
		return n, nil
	}
	if p.lenient {
		return &unknownNode{leaf{base{Any, at}}, name}, nil
	}
	return nil, p.unknownName(name, at)
}

func (p *parser) unknownName(name string, at span) error {
	msg := "the name " + shorten(name) + " is not declared"
	if near := closest(name, p.visibleNames()); near != "" {
		msg += "; did you mean " + shorten(near) + "?"
	}
	return &lexError{code: CodeUnknownName, span: at, msg: msg, name: name}
}

func (p *parser) visibleNames() []string {
	var names []string
	if p.scope != nil {
		for _, v := range p.scope.vars {
			names = append(names, v.Name)
		}
		for _, f := range p.scope.funcs {
			names = append(names, f.Name)
		}
	}
	for _, b := range builtins() {
		names = append(names, b.name)
	}
	return names
}

func (p *parser) itemField(item filterItem, name string, outside node, at span) node {
	return &itemFieldNode{base: base{Any, at}, slot: p.localSlot(item.frame, item.slot), name: name, outside: outside}
}
