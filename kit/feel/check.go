package feel

import "fmt"

// This file holds what is certain about types before an expression runs. A
// fault is reported only when no value of the inferred types could work.

// article puts a type's name in a sentence.
func article(t Type) string {
	if t.kind == typeNull {
		return "null"
	}
	return "a " + t.String()
}

// typeOf returns the type of a value.
func typeOf(v Value) Type {
	if v.kind == KindNull {
		return NullType
	}
	return Type{kind: typeKind(v.kind) + 1}
}

// commonType is the type that all nodes share, or Any. Null fits every type.
func commonType(nodes []node) Type {
	common := NullType
	for _, n := range nodes {
		t := n.typ()
		switch {
		case common.kind == typeNull:
			common = t
		case t.kind == typeNull:
		case t.kind != common.kind:
			return Any
		case !sameType(t, common):
			common = withoutDetail(common)
		}
	}
	if common.kind == typeNull {
		return Any
	}
	return common
}

// withoutDetail is the type of things of t's kind whose details differ.
func withoutDetail(t Type) Type {
	if t.kind == typeList || t.kind == typeRange {
		return Type{t.kind, &typeDetail{elem: Any}}
	}
	return Type{kind: t.kind}
}

func unknown(t Type) bool { return t.kind == typeAny || t.kind == typeNull }

// fits tells whether a value of type t may stand where want is expected, also
// by FEEL's implicit conversions between a value and a list of one (DMN 1.5
// section 10.3.2.9.4) and from date to date and time.
func fits(t, want Type) bool {
	switch {
	case unknown(t) || unknown(want):
		return true
	case t.kind == want.kind:
		return t.kind != typeList && t.kind != typeRange || fits(t.elem(), want.elem())
	case want.kind == typeList:
		return fits(t, want.elem())
	case t.kind == typeList:
		return fits(t.elem(), want)
	}
	return t.kind == typeDate && want.kind == typeDateTime
}

// alike tells whether = between the types can be true.
func alike(a, b Type) bool {
	return unknown(a) || unknown(b) || a.kind == b.kind || a.kind == typeList || b.kind == typeList
}

// ordered tells whether < works on values of the type.
func ordered(t Type) bool {
	switch t.kind {
	case typeAny, typeNull, typeNumber, typeString, typeDate, typeTime, typeDateTime, typeYearsMonths, typeDaysTime, typeList:
		return true
	}
	return false
}

// compareProblem says why a comparison can never work, or nothing.
func compareProblem(op compareOp, l, r Type) string {
	if !alike(l, r) {
		return fmt.Sprintf("%s is never compared with %s", article(l), article(r))
	}
	if op == opEQ || op == opNE {
		return ""
	}
	for _, t := range []Type{l, r} {
		if !ordered(t) {
			return fmt.Sprintf("%s has no order, so %s does not work on it", article(t), op)
		}
	}
	return ""
}

// wantType reports a node that can never have the type it needs.
func (p *parser) wantType(n node, want Type, what string) error {
	if p.lenient || fits(n.typ(), want) {
		return nil
	}
	return p.fault(CodeType, n.at(), "%s must be %s, not %s", what, article(want), article(n.typ()))
}

func (p *parser) newLogic(or bool, l, r node) (node, error) {
	n := &logicNode{base: base{BooleanType, span{l.at().start, r.at().end}}, or: or, l: l, r: r}
	word := "and"
	if or {
		word = "or"
	}
	for _, side := range []node{l, r} {
		if err := p.wantType(side, BooleanType, fmt.Sprintf("each side of %q", word)); err != nil {
			return nil, err
		}
	}
	return n, nil
}

func (p *parser) newCompare(op compareOp, l, r node) (node, error) {
	n := &compareNode{base: base{BooleanType, span{l.at().start, r.at().end}}, op: op, l: l, r: r}
	if problem := compareProblem(op, l.typ(), r.typ()); problem != "" && !p.lenient {
		return nil, p.fault(CodeType, n.sp, "%s", problem)
	}
	return n, nil
}

func (p *parser) newBetween(x, low, high node) (node, error) {
	n := &betweenNode{base: base{BooleanType, span{x.at().start, high.at().end}}, x: x, low: low, high: high}
	for _, end := range []node{low, high} {
		if problem := compareProblem(opLE, x.typ(), end.typ()); problem != "" && !p.lenient {
			return nil, p.fault(CodeType, n.sp, "%s", problem)
		}
	}
	return n, nil
}

func (p *parser) checkRange(n *rangeNode) error {
	if problem := compareProblem(opLE, n.low.typ(), n.high.typ()); problem != "" && !p.lenient {
		return p.fault(CodeType, n.sp, "%s", problem)
	}
	return nil
}

func (p *parser) newNegate(x node, sp span) (node, error) {
	t := x.typ()
	switch t.kind {
	case typeAny, typeNull, typeNumber, typeYearsMonths, typeDaysTime:
	default:
		if !p.lenient {
			return nil, p.fault(CodeType, sp, "%s cannot be negated", article(t))
		}
	}
	return &negateNode{base{t, sp}, x}, nil
}

func (p *parser) newArithmetic(op arithOp, l, r node) (node, error) {
	sp := span{l.at().start, r.at().end}
	t, ok := arithmeticType(op, l.typ(), r.typ())
	if !ok && !p.lenient {
		return nil, p.fault(CodeType, sp, "%s %s %s does not work", article(l.typ()), op, article(r.typ()))
	}
	return &arithmeticNode{base{t, sp}, op, l, r}, nil
}

// arithmeticType is the result of an operator (DMN 1.5 table 58), or false
// when the operands can never work.
func arithmeticType(op arithOp, l, r Type) (Type, bool) {
	if unknown(l) || unknown(r) {
		return Any, true
	}
	if t, ok := numericType(op, l, r); ok {
		return t, true
	}
	switch op {
	case opAdd:
		return sumType(l, r)
	case opSub:
		return differenceType(l, r)
	case opDiv:
		return NumberType, duration(l) && l.kind == r.kind
	}
	return Any, false
}

// numericType covers numbers, and durations scaled by one.
func numericType(op arithOp, l, r Type) (Type, bool) {
	switch {
	case l.kind == typeNumber && r.kind == typeNumber:
		return NumberType, true
	case r.kind == typeNumber && (op == opMul || op == opDiv):
		return l, duration(l)
	case l.kind == typeNumber && op == opMul:
		return r, duration(r)
	}
	return Any, false
}

func sumType(l, r Type) (Type, bool) {
	switch {
	case shifts(r, l) || duration(r) && l.kind == r.kind:
		return l, true
	case shifts(l, r):
		return r, true
	}
	return StringType, l.kind == typeString && r.kind == typeString
}

func differenceType(l, r Type) (Type, bool) {
	switch {
	case shifts(r, l) || duration(r) && l.kind == r.kind:
		return l, true
	case l.kind == typeTime || r.kind == typeTime:
		return DaysTimeType, l.kind == r.kind
	}
	return DaysTimeType, moment(l) && moment(r)
}

func duration(t Type) bool { return t.kind == typeYearsMonths || t.kind == typeDaysTime }

// shifts tells whether a duration of type d moves a moment of type t; a time of
// day has no months.
func shifts(d, t Type) bool {
	return duration(d) && moment(t) && (d.kind == typeDaysTime || t.kind != typeTime)
}

func moment(t Type) bool { return t.kind == typeDate || t.kind == typeDateTime || t.kind == typeTime }

func (p *parser) newPath(x node, name string, t Type) node {
	if x.typ().kind == typeList && t.kind != typeAny {
		t = ListOf(t)
	}
	return &pathNode{base: base{t, p.since(x.at().start)}, x: x, name: name}
}

// propertyType is the type of x.name for values that are no contexts (DMN 1.5
// table 60), or false when there is no such property.
func propertyType(t Type, name string) (Type, bool) {
	p, ok := properties[t.kind][name]
	return p, ok
}

var dateProperties = map[string]Type{"year": NumberType, "month": NumberType, "day": NumberType, "weekday": NumberType}

var properties = map[typeKind]map[string]Type{
	typeDate: dateProperties,
	typeTime: {
		"hour": NumberType, "minute": NumberType, "second": NumberType,
		"time offset": DaysTimeType, "timezone": StringType,
	},
	typeDateTime: {
		"year": NumberType, "month": NumberType, "day": NumberType, "weekday": NumberType,
		"hour": NumberType, "minute": NumberType, "second": NumberType,
		"time offset": DaysTimeType, "timezone": StringType,
	},
	typeYearsMonths: {"years": NumberType, "months": NumberType},
	typeDaysTime:    {"days": NumberType, "hours": NumberType, "minutes": NumberType, "seconds": NumberType},
	typeRange:       {"start": Any, "end": Any, "start included": BooleanType, "end included": BooleanType},
}
