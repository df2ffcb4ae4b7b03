package feel

func (p *parser) ifExpression() (node, error) {
	start := p.next()
	n := &ifNode{}
	var err error
	if n.cond, err = p.expression(); err != nil {
		return nil, err
	}
	if err = p.expectWord("then", "after the condition"); err != nil {
		return nil, err
	}
	if n.then, err = p.expression(); err != nil {
		return nil, err
	}
	if err = p.expectWord("else", `since every "if" says what holds otherwise`); err != nil {
		return nil, err
	}
	if n.els, err = p.expression(); err != nil {
		return nil, err
	}
	n.base = base{commonType([]node{n.then, n.els}), p.since(start.span.start)}
	return n, p.wantType(n.cond, BooleanType, "the condition of an if")
}

func (p *parser) forExpression() (node, error) {
	start := p.next()
	block := p.pushBlock()
	defer p.popBlock()
	its, err := p.iterations(block)
	if err != nil {
		return nil, err
	}
	if err := p.expectWord("return", "after the lists to go through"); err != nil {
		return nil, err
	}
	n := &forNode{iterations: its, partial: p.declare(block, "partial", ListOf(Any))}
	if n.result, err = p.expression(); err != nil {
		return nil, err
	}
	n.base = base{ListOf(n.result.typ()), p.since(start.span.start)}
	return n, nil
}

func (p *parser) quantified() (node, error) {
	start := p.next()
	block := p.pushBlock()
	defer p.popBlock()
	its, err := p.iterations(block)
	if err != nil {
		return nil, err
	}
	if err := p.expectWord("satisfies", "after the lists to go through"); err != nil {
		return nil, err
	}
	n := &quantifiedNode{every: start.text == "every", iterations: its}
	if n.cond, err = p.expression(); err != nil {
		return nil, err
	}
	n.base = base{BooleanType, p.since(start.span.start)}
	return n, p.wantType(n.cond, BooleanType, "what a loop checks")
}

func (p *parser) iterations(block *block) ([]iteration, error) {
	var its []iteration
	for {
		it, err := p.iteration(block)
		if err != nil {
			return nil, err
		}
		its = append(its, it)
		if !p.acceptOp(",") {
			return its, nil
		}
	}
}

func (p *parser) iteration(block *block) (iteration, error) {
	name, err := p.variableName()
	if err != nil {
		return iteration{}, err
	}
	it := iteration{name: name}
	if it.in, err = p.expression(); err != nil {
		return iteration{}, err
	}
	item := itemType(it.in.typ())
	if p.acceptOp("..") {
		if it.through, err = p.expression(); err != nil {
			return iteration{}, err
		}
		item = commonType([]node{it.in, it.through})
	}
	it.slot = p.declare(block, name, item)
	return it, nil
}

// itemType is the type of what a loop over a value of type t yields.
func itemType(t Type) Type {
	switch t.kind {
	case typeList, typeRange:
		return t.elem()
	}
	return t
}

// variableName reads the variable of a loop and the word "in".
func (p *parser) variableName() (string, error) {
	if t := p.peek(); t.kind != tokName || reserved[t.text] {
		return "", p.unexpected("a variable's name is missing")
	}
	n := 1
	for t := p.peekAt(n); !t.is(tokName, "in"); t = p.peekAt(n) {
		if !mayJoinName(t) {
			p.pos += n
			return "", p.unexpected(`"in" is missing after the variable's name`)
		}
		n++
	}
	name := tokensName(p.tokens[p.pos : p.pos+n])
	p.pos += n + 1
	return name, nil
}

func (p *parser) functionLiteral() (node, error) {
	start := p.next()
	if err := p.expectOp("(", `after "function"`); err != nil {
		return nil, err
	}
	p.pushFrame()
	defer p.popFrame()
	block := p.pushBlock()
	n := &functionNode{}
	for !p.acceptOp(")") {
		if len(n.params) > 0 {
			if err := p.expectOp(",", "between the parameters"); err != nil {
				return nil, err
			}
		}
		param, err := p.parameter()
		if err != nil {
			return nil, err
		}
		p.declare(block, param.Name, param.Type)
		n.params = append(n.params, param)
	}
	external := p.acceptWord("external")
	var err error
	if n.body, err = p.expression(); err != nil {
		return nil, err
	}
	if external {
		n.body = &externalNode{base{Any, n.body.at()}, n.body, len(n.params)}
	}
	params := make([]Type, len(n.params))
	for i, param := range n.params {
		params[i] = param.Type
	}
	n.base = base{FunctionOf(n.body.typ(), params...), p.since(start.span.start)}
	n.frame, n.captures = p.frame.size, p.frame.captures
	return n, nil
}

// parameter reads a formal parameter: a name and perhaps a type.
func (p *parser) parameter() (Var, error) {
	if n := p.nameUntilColon(); n > 0 {
		name := tokensName(p.tokens[p.pos : p.pos+n])
		p.pos += n + 1
		t, err := p.typeName()
		return Var{name, t}, err
	}
	n := 0
	for t := p.peek(); mayJoinName(t); t = p.peekAt(n) {
		n++
	}
	if n == 0 || p.peek().kind != tokName {
		return Var{}, p.unexpected("a parameter's name is missing")
	}
	name := tokensName(p.tokens[p.pos : p.pos+n])
	p.pos += n
	return Var{name, Any}, nil
}

// callRest reads the arguments of an invocation.
func (p *parser) callRest(fn node) (node, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	n := &callNode{fn: fn}
	for !p.acceptOp(")") {
		if len(n.args) > 0 {
			if err := p.expectOp(",", "between the arguments"); err != nil {
				return nil, err
			}
		}
		if err := p.argument(n); err != nil {
			return nil, err
		}
	}
	n.sp = p.since(fn.at().start)
	return p.checkCall(n)
}

func (p *parser) argument(n *callNode) error {
	start := p.peek()
	if words := p.nameUntilColon(); words > 0 {
		n.names = append(n.names, tokensName(p.tokens[p.pos:p.pos+words]))
		p.pos += words + 1
	}
	arg, err := p.listItem()
	if err != nil {
		return err
	}
	n.args = append(n.args, arg)
	if n.names != nil && len(n.names) != len(n.args) {
		return p.fault(CodeArguments, start.span, "a call names all its arguments or none")
	}
	return nil
}
