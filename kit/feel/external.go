package feel

// externalNode is the body of a function that is defined outside of FEEL.
type externalNode struct {
	base
	what   node // tells where
	params int
}

func (n *externalNode) children(f func(node)) { f(n.what) }

func (n *externalNode) generate(g *generator) code {
	return &externalCode{g.gen(n.what), n.params, n.sp}
}

type externalCode struct {
	what   code
	params int
	at     span
}

// eval finds the arguments in the first places of the function's frame.
func (c *externalCode) eval(s *Session) Value {
	what := c.what.eval(s)
	if s.err != nil {
		return Null
	}
	if s.env.External == nil {
		return s.null(CodeHost, c.at, "external functions are not run here")
	}
	v, err := s.env.External(what, s.stack[s.base:s.base+c.params:s.base+c.params])
	if err != nil {
		return s.null(CodeHost, c.at, "%v", err)
	}
	return v
}
