package feel

// Trace tells how a value came about: one node for each sub-expression that
// was evaluated, with its source and its value. Literals have no node of their
// own, and parts that were not needed are missing, such as the right side of
// "false and x".
type Trace struct {
	Span  Span
	Text  string // the source of the sub-expression
	Value Value
	Parts []*Trace // in the order of evaluation
}

// maxTrace bounds the nodes of one trace; parts beyond it are left out.
const maxTrace = 10_000

// traceCode wraps the code of a node when tracing was asked for. Code that is
// not traced has no wrappers, so tracing costs nothing when it is off.
type traceCode struct {
	inner code
	at    span
}

func (c *traceCode) eval(s *Session) Value {
	if s.traceSteps >= maxTrace {
		return c.inner.eval(s)
	}
	s.traceSteps++
	parent, src := s.trace, s.src
	t := &Trace{Span: c.at.in(src), Text: src[c.at.start:c.at.end]}
	s.trace = t
	t.Value = c.inner.eval(s)
	s.trace = parent
	parent.Parts = append(parent.Parts, t)
	return t.Value
}
