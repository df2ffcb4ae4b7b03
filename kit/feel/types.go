package feel

import (
	"slices"
	"strings"
)

// Type is a FEEL type as a scope declares it and the compiler infers it. The
// zero Type is Any: nothing is known. Types are immutable.
type Type struct {
	kind   typeKind
	detail *typeDetail // nil for simple types
}

type typeKind uint8

const (
	typeAny typeKind = iota
	typeNull
	typeBoolean
	typeNumber
	typeString
	typeDate
	typeTime
	typeDateTime
	typeYearsMonths
	typeDaysTime
	typeList
	typeContext
	typeRange
	typeFunction
)

type typeDetail struct {
	elem   Type // of a list or range; the result of a function
	fields []Field
	params []Type
	size   int // parts, see [Type.size]
}

// newDetail counts the parts.
func newDetail(d typeDetail) *typeDetail {
	d.size = d.elem.size()
	for _, f := range d.fields {
		d.size = min(d.size+f.Type.size(), 2*maxInferred)
	}
	for _, p := range d.params {
		d.size = min(d.size+p.size(), 2*maxInferred)
	}
	return &d
}

// Field is a named and typed entry of a context type.
type Field struct {
	Name string
	Type Type
}

// Any is the type of which nothing is known. A variable of type Any is checked
// only when the expression runs.
var Any = Type{}

// The simple types of FEEL.
var (
	NullType        = Type{kind: typeNull}
	BooleanType     = Type{kind: typeBoolean}
	NumberType      = Type{kind: typeNumber}
	StringType      = Type{kind: typeString}
	DateType        = Type{kind: typeDate}
	TimeType        = Type{kind: typeTime}
	DateTimeType    = Type{kind: typeDateTime}
	YearsMonthsType = Type{kind: typeYearsMonths}
	DaysTimeType    = Type{kind: typeDaysTime}
)

// ListOf returns the type of lists whose items have a type.
func ListOf(item Type) Type {
	return Type{typeList, newDetail(typeDetail{elem: item})}
}

// ContextOf returns the type of contexts with the given entries and no others.
// Without fields it is the type of contexts of which nothing more is known.
func ContextOf(fields ...Field) Type {
	if len(fields) == 0 {
		return Type{kind: typeContext}
	}
	return Type{typeContext, newDetail(typeDetail{fields: fields})}
}

// RangeOf returns the type of ranges whose ends have a type.
func RangeOf(end Type) Type {
	return Type{typeRange, newDetail(typeDetail{elem: end})}
}

// FunctionOf returns the type of functions with the given parameter types.
func FunctionOf(result Type, params ...Type) Type {
	return Type{typeFunction, newDetail(typeDetail{elem: result, params: params})}
}

// elem returns the type of a list's items or a range's ends.
func (t Type) elem() Type {
	if t.detail == nil {
		return Any
	}
	return t.detail.elem
}

// fields returns the entries of a context type; closed is false when the
// context may hold entries that the type does not name.
func (t Type) fields() (fields []Field, closed bool) {
	if t.kind != typeContext || t.detail == nil {
		return nil, false
	}
	return t.detail.fields, true
}

// String returns the type as FEEL writes it, such as list<number>. Types that
// would fill pages are cut short with a mark of omission.
func (t Type) String() string {
	var b strings.Builder
	t.write(&b)
	return b.String()
}

// maxTypeText is about how much of a type is written, in bytes.
const maxTypeText = 1 << 16

// maxInferred is the size in parts of the largest type that is inferred for a
// context. Types share their parts, so that a short source can make one that is
// enormous when walked through.
const maxInferred = 1000

// size counts the parts of a type, up to about twice maxInferred.
func (t Type) size() int {
	if t.detail == nil {
		return 1
	}
	return 1 + t.detail.size
}

// inferredContext is the type of a context literal.
func inferredContext(fields []Field) Type {
	if t := ContextOf(fields...); t.size() <= maxInferred {
		return t
	}
	return Type{kind: typeContext}
}

// sameType tells whether two types are equal in all parts. Types too large to
// tell count as different.
func sameType(a, b Type) bool {
	budget := 10 * maxInferred
	return sameParts(a, b, &budget)
}

func sameParts(a, b Type, budget *int) bool {
	if *budget--; *budget < 0 || a.kind != b.kind {
		return false
	}
	if a.detail == b.detail {
		return true
	}
	if a.detail == nil || b.detail == nil {
		return false
	}
	same := func(a, b Type) bool { return sameParts(a, b, budget) }
	sameField := func(a, b Field) bool { return a.Name == b.Name && same(a.Type, b.Type) }
	return same(a.detail.elem, b.detail.elem) && slices.EqualFunc(a.detail.params, b.detail.params, same) &&
		slices.EqualFunc(a.detail.fields, b.detail.fields, sameField)
}

var typeNames = map[typeKind]string{
	typeAny: "Any", typeNull: "Null", typeBoolean: "boolean", typeNumber: "number", typeString: "string",
	typeDate: "date", typeTime: "time", typeDateTime: "date and time",
	typeYearsMonths: "years and months duration", typeDaysTime: "days and time duration",
	typeList: "list", typeContext: "context", typeRange: "range", typeFunction: "function",
}

func (t Type) write(b *strings.Builder) {
	b.WriteString(typeNames[t.kind])
	if t.detail == nil {
		return
	}
	if b.Len() > maxTypeText {
		b.WriteString("<…>")
		return
	}
	b.WriteByte('<')
	for i, f := range t.detail.fields {
		writeComma(b, i)
		b.WriteString(f.Name + ": ")
		f.Type.write(b)
	}
	for i, p := range t.detail.params {
		writeComma(b, i)
		p.write(b)
	}
	switch t.kind {
	case typeList, typeRange:
		t.detail.elem.write(b)
		b.WriteByte('>')
	case typeFunction:
		b.WriteString("> -> ")
		t.detail.elem.write(b)
	default:
		b.WriteByte('>')
	}
}

func writeComma(b *strings.Builder, i int) {
	if i > 0 {
		b.WriteString(", ")
	}
}
