package feel

import (
	"unsafe"

	"github.com/tillit-se/tillit/kit/date"
)

// Kind tells which of FEEL's kinds of value a [Value] holds (DMN 1.5 section
// 10.3.2.3).
type Kind uint8

// The kinds of value. KindNull is the kind of the zero Value.
const (
	KindNull Kind = iota
	KindBoolean
	KindNumber
	KindString
	KindDate
	KindTime
	KindDateTime
	KindYearsMonths // a duration of years and months
	KindDaysTime    // a duration of days, hours, minutes and seconds
	KindList
	KindContext
	KindRange
	KindFunction
)

var kindNames = [...]string{
	"null", "boolean", "number", "string", "date", "time", "date and time",
	"years and months duration", "days and time duration", "list", "context", "range", "function",
}

// String returns FEEL's own name of the kind, such as "date and time".
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown kind"
}

// Value is one FEEL value: immutable, 32 bytes, cheap to copy and safe to
// share between goroutines. The zero Value is null. Compare values with
// [Value.Equal]; == on Values is not meaningful.
type Value struct {
	// What ref, num and aux hold depends on kind:
	//
	//	number        coefficient in num and exponent in aux, or ref *apd.Decimal
	//	boolean       num 0 or 1
	//	string        ref stringPtr to the bytes, num the length
	//	date          num packed by packDate
	//	time          num seconds of the day, aux nanoseconds, ref *zone or nil
	//	date and time num packed date and seconds, aux nanoseconds, ref *zone or nil
	//	years-months  num months
	//	days-time     num seconds (floored), aux nanoseconds 0–999999999
	//	others        ref *list, *Context, *Range, *function
	ref  any
	num  int64
	aux  int32
	kind Kind
}

// stringPtr keeps the pointer of a string's bytes in an interface without an
// allocation, as log/slog does.
type stringPtr *byte

// Null is the FEEL value null.
var Null = Value{}

// Bool returns a FEEL boolean.
func Bool(b bool) Value {
	if b {
		return Value{kind: KindBoolean, num: 1}
	}
	return Value{kind: KindBoolean}
}

// Int returns a FEEL number without decimals.
func Int(n int64) Value { return Value{kind: KindNumber, num: n} }

// String returns a FEEL string. The text should be valid UTF-8: FEEL counts
// in code points.
func String(s string) Value {
	return Value{kind: KindString, num: int64(len(s)), ref: stringPtr(unsafe.StringData(s))}
}

// Date returns a FEEL date. The zero Date, which is no date, gives null.
func Date(d date.Date) Value {
	if d.IsZero() {
		return Null
	}
	return Value{kind: KindDate, num: packDate(d)}
}

// list is shared by all copies of a list value and never changed.
type list struct{ items []Value }

// List returns a FEEL list. The caller must not change items afterwards.
func List(items ...Value) Value { return Value{kind: KindList, ref: &list{items}} }

// Strings returns a FEEL list of strings.
func Strings(items ...string) Value {
	values := make([]Value, len(items))
	for i, s := range items {
		values[i] = String(s)
	}
	return List(values...)
}

// Kind returns what kind of value v is.
func (v Value) Kind() Kind { return v.kind }

// IsNull reports whether v is null.
func (v Value) IsNull() bool { return v.kind == KindNull }

// IsTrue reports whether v is the boolean true. FEEL has three truth values:
// a value that is not true need not be false.
func (v Value) IsTrue() bool { return v.kind == KindBoolean && v.num == 1 }

// IsFalse reports whether v is the boolean false.
func (v Value) IsFalse() bool { return v.kind == KindBoolean && v.num == 0 }

// AsBool returns the boolean in v; ok is false when v is no boolean.
func (v Value) AsBool() (b, ok bool) { return v.num == 1, v.kind == KindBoolean }

// AsString returns the string in v; ok is false when v is no string.
func (v Value) AsString() (s string, ok bool) {
	if v.kind != KindString {
		return "", false
	}
	return v.str(), true
}

// str returns the text of a value known to be a string.
func (v Value) str() string {
	p, _ := v.ref.(stringPtr)
	return unsafe.String((*byte)(p), int(v.num))
}

// AsDate returns the date in v; ok is false when v is no date.
func (v Value) AsDate() (d date.Date, ok bool) {
	if v.kind != KindDate {
		return date.Date{}, false
	}
	return unpackDate(v.num), true
}

// AsList returns the items of a list, which the caller must not change; ok is
// false when v is no list.
func (v Value) AsList() (items []Value, ok bool) {
	if v.kind != KindList {
		return nil, false
	}
	return v.items(), true
}

// items returns the items of a value known to be a list.
func (v Value) items() []Value { return v.ref.(*list).items }

// AsContext returns the context in v; ok is false when v is no context.
func (v Value) AsContext() (c *Context, ok bool) {
	c, ok = v.ref.(*Context)
	return c, ok
}

// AsRange returns the range in v; ok is false when v is no range.
func (v Value) AsRange() (r Range, ok bool) {
	p, ok := v.ref.(*Range)
	if !ok {
		return Range{}, false
	}
	return *p, true
}

// packDate makes one ordered number of a date.
func packDate(d date.Date) int64 {
	return int64(d.Year())<<9 | int64(d.Month())<<5 | int64(d.Day())
}

func unpackDate(n int64) date.Date {
	return date.Must(int(n>>9), int(n>>5&15), int(n&31))
}
