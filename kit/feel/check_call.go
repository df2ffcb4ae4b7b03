package feel

import "fmt"

// checkCall chooses the signature of a built-in function and reports calls
// that can never work.
func (p *parser) checkCall(n *callNode) (node, error) {
	ref, ok := n.fn.(*refNode)
	switch {
	case ok && ref.sym.kind == symBuiltin:
		return p.checkBuiltin(n, &builtins()[ref.sym.index])
	case ok && ref.sym.kind == symHost:
		return p.checkHost(n, &p.scope.funcs[ref.sym.index])
	}
	t := n.fn.typ()
	if t.kind != typeFunction && !unknown(t) && !p.lenient {
		return nil, p.fault(CodeType, n.fn.at(), "%s cannot be called", article(t))
	}
	if t.kind == typeFunction {
		n.t = t.elem()
	}
	if f, ok := n.fn.(*functionNode); ok && len(f.params) != len(n.args) && !p.lenient {
		return nil, p.fault(CodeArguments, n.sp, "the function takes %d arguments, not %d", len(f.params), len(n.args))
	}
	return n, nil
}

func (p *parser) checkBuiltin(n *callNode, b *builtin) (node, error) {
	var args []node
	for i := range b.sigs {
		arranged, ok := arrange(&b.sigs[i], n)
		if ok && (n.sig == nil || !argumentsFit(n.sig, args) && argumentsFit(&b.sigs[i], arranged) || b.sigs[i].namedInOrder(n.names)) {
			n.sig, args = &b.sigs[i], arranged
		}
	}
	switch {
	case n.sig != nil:
		n.args, n.names = args, nil
		n.t = resultType(n.sig.result, n)
		return n, p.checkArguments(b.name, n)
	case p.lenient:
		return n, nil
	}
	return nil, p.fault(CodeArguments, n.sp, "%s", callProblem(b, n))
}

// argumentsFit chooses between signatures with the same number of parameters.
func argumentsFit(s *signature, args []node) bool {
	for i, arg := range args {
		if arg != nil && !fits(arg.typ(), s.params[min(i, len(s.params)-1)].typ) {
			return false
		}
	}
	return true
}

// resultType makes the result of functions that give back items of their list
// argument as precise as the argument is.
func resultType(declared Type, n *callNode) Type {
	if declared.kind != typeList || len(n.args) == 0 || n.args[0] == nil {
		return declared
	}
	if t := n.args[0].typ(); t.kind == typeList && declared.elem().kind == typeAny && n.sig.sameItems {
		return t
	}
	return declared
}

// arrange puts arguments in the order of the signature's parameters, with nil
// for optional ones left out; ok is false when they do not fit.
func arrange(s *signature, n *callNode) (args []node, ok bool) {
	if n.names == nil {
		if s.variadic {
			return n.args, len(n.args) >= 1
		}
		if len(n.args) > len(s.params) {
			return nil, false
		}
		args = append(make([]node, 0, len(s.params)), n.args...)
		for _, param := range s.params[len(n.args):] {
			if !param.optional {
				return nil, false
			}
			args = append(args, nil)
		}
		return args, true
	}
	return arrangeNamed(s, n)
}

func arrangeNamed(s *signature, n *callNode) (args []node, ok bool) {
	if s.variadic {
		return nil, false
	}
	args = make([]node, len(s.params))
	for i, name := range n.names {
		k := s.param(name)
		if k < 0 || args[k] != nil {
			return nil, false
		}
		args[k] = n.args[i]
	}
	for k, param := range s.params {
		if args[k] == nil && !param.mayLack(true) {
			return nil, false
		}
	}
	return args, true
}

func callProblem(b *builtin, n *callNode) string {
	if n.names != nil {
		return fmt.Sprintf("%s takes other arguments: %s", b.name, b.usage())
	}
	return fmt.Sprintf("%s does not take %d arguments: %s", b.name, len(n.args), b.usage())
}

func (p *parser) checkArguments(name string, n *callNode) error {
	for i, arg := range n.args {
		if arg == nil {
			continue
		}
		param := n.sig.params[min(i, len(n.sig.params)-1)]
		if err := p.wantType(arg, param.typ, fmt.Sprintf("%q of %s", param.name, name)); err != nil {
			return err
		}
	}
	return nil
}

func (p *parser) checkHost(n *callNode, f *Func) (node, error) {
	n.t = f.Result
	if n.names != nil {
		args := make([]node, len(f.Params))
		for i, name := range n.names {
			for k, param := range f.Params {
				if param.Name == name {
					args[k] = n.args[i]
				}
			}
		}
		n.args, n.names = args, nil
	}
	if len(n.args) != len(f.Params) || missing(n.args) {
		return nil, p.fault(CodeArguments, n.sp, "%s takes the arguments %s", f.Name, paramNames(f.Params))
	}
	for i, arg := range n.args {
		if err := p.wantType(arg, f.Params[i].Type, fmt.Sprintf("%q of %s", f.Params[i].Name, f.Name)); err != nil {
			return nil, err
		}
	}
	return n, nil
}

func missing(args []node) bool {
	for _, a := range args {
		if a == nil {
			return true
		}
	}
	return false
}

func paramNames(params []Var) string {
	text := "("
	for i, param := range params {
		if i > 0 {
			text += ", "
		}
		text += param.Name
	}
	return text + ")"
}
