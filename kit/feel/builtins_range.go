package feel

import "slices"

// rangeBuiltins are the functions of DMN 1.5 table 78: Allen's relations
// between points and ranges, and range.
func rangeBuiltins() []builtin {
	turned := func(f func(a, b *Range) Value) func(a, b *Range) Value {
		return func(a, b *Range) Value { return f(b, a) }
	}
	return []builtin{
		{"range", []signature{sig(RangeOf(Any), rangeFrom, req("from", StringType))}},
		relation("before", before, pointAndPoint, pointAndRange, rangeAndPoint),
		relation("after", turned(before), pointAndPoint, pointAndRange, rangeAndPoint),
		relation("meets", meets),
		relation("met by", turned(meets)),
		relation("overlaps", overlaps),
		relation("overlaps before", overlapsBefore),
		relation("overlaps after", turned(overlapsBefore)),
		relation("finishes", finishes, pointAndRange),
		relation("finished by", turned(finishes), rangeAndPoint),
		relation("includes", includes, rangeAndPoint),
		relation("during", turned(includes), pointAndRange),
		relation("starts", starts, pointAndRange),
		relation("started by", turned(starts), rangeAndPoint),
		relation("coincides", coincides, pointAndPoint),
	}
}

// shape tells which arguments of a relation are ranges, the others being points.
type shape struct{ first, second bool }

var (
	rangeAndRange = shape{true, true}
	pointAndPoint = shape{}
	pointAndRange = shape{second: true}
	rangeAndPoint = shape{first: true}
)

// params are named as the standard has it.
func (s shape) params() []param {
	switch s {
	case pointAndPoint:
		return []param{req("point1", Any), req("point2", Any)}
	case pointAndRange:
		return []param{req("point", Any), req("range", Any)}
	case rangeAndPoint:
		return []param{req("range", Any), req("point", Any)}
	}
	return []param{req("range1", Any), req("range2", Any)}
}

// relation is a function that takes two ranges, or the other shapes.
func relation(name string, f func(a, b *Range) Value, others ...shape) builtin {
	shapes := append([]shape{rangeAndRange}, others...)
	b := builtin{name: name}
	for _, s := range shapes {
		b.sigs = append(b.sigs, sig(BooleanType, relate(f, shapes), s.params()...))
	}
	return b
}

// relate lets a relation between ranges take points too: a point is the range
// that holds nothing else.
func relate(f func(a, b *Range) Value, shapes []shape) func(*invocation, []Value) Value {
	return func(c *invocation, args []Value) Value {
		if !slices.Contains(shapes, shape{args[0].kind == KindRange, args[1].kind == KindRange}) {
			return c.null(CodeType, "it does not relate %s to %s", article(typeOf(args[0])), article(typeOf(args[1])))
		}
		a, b := asRange(args[0]), asRange(args[1])
		v := Null
		if a.op != opNE && b.op != opNE { // everything but one value is no interval
			v = f(a, b)
		}
		if v.kind == KindNull {
			return c.null(CodeType, "%s and %s cannot be compared", article(typeOf(args[0])), article(typeOf(args[1])))
		}
		return v
	}
}

func asRange(v Value) *Range {
	if v.kind == KindRange {
		return v.rng()
	}
	return &Range{Low: v, High: v, LowIncluded: true, HighIncluded: true}
}

// A range written with one operator, such as (< 5), has no end on its other
// side: there it reaches further than any value.
func (r *Range) noLow() bool  { return r.op == opLT || r.op == opLE }
func (r *Range) noHigh() bool { return r.op == opGT || r.op == opGE }

func before(a, b *Range) Value {
	switch {
	case a.noHigh() || b.noLow():
		return Bool(false)
	case a.HighIncluded && b.LowIncluded:
		return compareValues(opLT, a.High, b.Low)
	}
	return compareValues(opLE, a.High, b.Low)
}

func meets(a, b *Range) Value {
	if a.noHigh() || b.noLow() {
		return Bool(false)
	}
	return and3(Bool(a.HighIncluded && b.LowIncluded), equalEnds(a.High, b.Low))
}

// equalEnds is = without the case of null, which is no end.
func equalEnds(a, b Value) Value {
	if a.kind == KindNull || b.kind == KindNull {
		return Bool(a.kind == b.kind)
	}
	return equalValues(a, b)
}

// reachesInto tells whether a begins before b ends.
func reachesInto(a, b *Range) Value {
	switch {
	case a.noLow() || b.noHigh():
		return haveOrder(a, b)
	case a.LowIncluded && b.HighIncluded:
		return compareValues(opLE, a.Low, b.High)
	}
	return compareValues(opLT, a.Low, b.High)
}

// haveOrder is true, or null when the ends of the ranges are of kinds that
// have no order among them.
func haveOrder(a, b *Range) Value {
	if _, ok := orderOf(a.anEnd(), b.anEnd()); ok {
		return Bool(true)
	}
	return Null
}

// anEnd is an end that the range has.
func (r *Range) anEnd() Value {
	if r.Low.kind == KindNull {
		return r.High
	}
	return r.Low
}

func overlaps(a, b *Range) Value { return and3(reachesInto(a, b), reachesInto(b, a)) }

func overlapsBefore(a, b *Range) Value {
	return and3(and3(startsBefore(a, b), overlaps(a, b)), not3(endsAfter(a, b)))
}

func startsBefore(a, b *Range) Value {
	switch {
	case a.noLow() || b.noLow():
		return and3(haveOrder(a, b), Bool(!b.noLow()))
	case a.LowIncluded && !b.LowIncluded:
		return compareValues(opLE, a.Low, b.Low)
	}
	return compareValues(opLT, a.Low, b.Low)
}

func endsAfter(a, b *Range) Value {
	switch {
	case a.noHigh() || b.noHigh():
		return and3(haveOrder(a, b), Bool(!b.noHigh()))
	case a.HighIncluded && !b.HighIncluded:
		return compareValues(opGE, a.High, b.High)
	}
	return compareValues(opGT, a.High, b.High)
}

func finishes(a, b *Range) Value {
	return and3(and3(equalEnds(a.High, b.High), Bool(a.HighIncluded == b.HighIncluded)), not3(startsBefore(a, b)))
}

func starts(a, b *Range) Value {
	return and3(and3(equalEnds(a.Low, b.Low), Bool(a.LowIncluded == b.LowIncluded)), not3(endsAfter(a, b)))
}

func includes(a, b *Range) Value { return and3(not3(startsBefore(b, a)), not3(endsAfter(b, a))) }

func coincides(a, b *Range) Value {
	same := Bool(a.LowIncluded == b.LowIncluded && a.HighIncluded == b.HighIncluded)
	return and3(same, and3(equalEnds(a.Low, b.Low), equalEnds(a.High, b.High)))
}

// rangeFrom reads a range from text. Its ends must be literals, so that no
// text can run code.
func rangeFrom(c *invocation, args []Value) Value {
	text := args[0].str()
	n, err := parseLiteralRange(text)
	if err != nil {
		return c.null(CodeInvalid, "%s is no range: %v", shorten(text), err)
	}
	return n
}

func parseLiteralRange(text string) (Value, error) {
	tokens, err := lex(text)
	if err != nil {
		return Null, err
	}
	p := &parser{src: text, tokens: tokens, scope: &Scope{}}
	open := p.next()
	if !open.is(tokOp, "[") && !open.is(tokOp, "(") && !open.is(tokOp, "]") {
		return Null, p.fault(CodeSyntax, open.span, "it must begin with a bracket")
	}
	low, err := p.literalEnd()
	if err != nil {
		return Null, err
	}
	if err := p.expectOp("..", "between the ends"); err != nil {
		return Null, err
	}
	high, err := p.literalEnd()
	if err != nil {
		return Null, err
	}
	end := p.next()
	if !end.is(tokOp, "]") && !end.is(tokOp, ")") && !end.is(tokOp, "[") || p.end() != nil {
		return Null, p.fault(CodeSyntax, end.span, "it must end with a bracket")
	}
	return literalRange(p, low, high, open.text == "[", end.text == "]")
}

func literalRange(p *parser, low, high Value, lowIncluded, highIncluded bool) (Value, error) {
	if low.IsNull() && lowIncluded || high.IsNull() && highIncluded {
		return Null, p.fault(CodeInvalid, span{}, "an open end cannot belong to the range")
	}
	if !validEnds(low, high) {
		return Null, p.fault(CodeType, span{}, "its ends cannot be compared")
	}
	if order, ok := orderOf(low, high); ok && order > 0 {
		return Null, p.fault(CodeInvalid, span{}, "it ends before it begins")
	}
	r := Range{Low: low, High: high, LowIncluded: lowIncluded, HighIncluded: highIncluded}
	switch { // "[2..)" is the range (>= 2)
	case low.IsNull():
		r.op = pickOp(highIncluded, opLE, opLT)
	case high.IsNull():
		r.op = pickOp(lowIncluded, opGE, opGT)
	}
	return NewRange(r), nil
}

func pickOp(cond bool, yes, no compareOp) compareOp {
	if cond {
		return yes
	}
	return no
}

// literalEnd reads a number, string, or temporal literal, also one written as
// a call such as date("2026-01-01"), or nothing for an open end.
func (p *parser) literalEnd() (Value, error) {
	if p.isOp("..") || p.isOp(")") || p.isOp("]") || p.isOp("[") {
		return Null, nil
	}
	negative := p.acceptOp("-")
	t := p.peek()
	switch {
	case t.kind == tokNumber:
		n, err := p.numberLiteral()
		if err != nil {
			return Null, err
		}
		v, _ := constant(n)
		if negative {
			v = negateNumber(v)
		}
		return v, nil
	case t.kind == tokString && !negative:
		p.pos++
		return String(t.text), nil
	case t.is(tokOp, "@") && !negative:
		n, err := p.atLiteral()
		if err != nil {
			return Null, err
		}
		v, _ := constant(n)
		return v, nil
	case t.kind == tokName && !negative:
		return p.literalCall()
	}
	return Null, p.unexpected("a literal is missing")
}

// literalCalls are the functions that may stand in the text of a range.
var literalCalls = map[string]func(string) (Value, bool){
	"date": parseTemporal, "time": parseTime, "date and time": parseDateTime, "duration": parseDuration,
}

func (p *parser) literalCall() (Value, error) {
	n := 0
	for p.peekAt(n).kind == tokName {
		n++
	}
	name := tokensName(p.tokens[p.pos : p.pos+n])
	text := p.peekAt(n + 1)
	read, ok := literalCalls[name]
	if !ok || !p.peekAt(n).is(tokOp, "(") || text.kind != tokString || !p.peekAt(n+2).is(tokOp, ")") {
		return Null, p.unexpected("a literal is missing")
	}
	p.pos += n + 3
	v, ok := read(text.text)
	if !ok {
		return Null, p.fault(CodeSyntax, text.span, "%s is no %s", shorten(text.text), name)
	}
	return v, nil
}
