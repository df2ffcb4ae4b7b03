package feel

import (
	"strings"
)

// String returns the value as a FEEL expression that gives it back, except
// functions, which print for a reader. Very large values are cut short.
func (v Value) String() string {
	text, _ := v.print(1<<20, true)
	return text
}

// print writes a value. With literal set, dates and their like are written as
// @ literals; else as their bare text, as the function string does. ok is
// false when the text would be longer than most bytes or nested too deep.
func (v Value) print(most int, literal bool) (text string, ok bool) {
	w := valueWriter{most: most, literal: literal, ok: true}
	w.value(v, 0)
	return w.b.String(), w.ok
}

type valueWriter struct {
	b       strings.Builder
	most    int
	literal bool
	ok      bool
}

func (w *valueWriter) value(v Value, depth int) {
	if w.b.Len() > w.most || depth > maxValueDepth {
		w.ok = false
		return
	}
	switch v.kind {
	case KindNull:
		w.b.WriteString("null")
	case KindBoolean:
		if v.num == 1 {
			w.b.WriteString("true")
		} else {
			w.b.WriteString("false")
		}
	case KindNumber:
		w.b.Write(appendNumber(nil, v))
	case KindString:
		quote(&w.b, v.str())
	case KindList:
		w.list(v.items(), depth+1)
	case KindContext:
		w.context(v.ref.(*Context), depth+1)
	case KindRange:
		w.rng(v.rng(), depth+1)
	case KindFunction:
		w.b.WriteString(v.ref.(*function).String())
	default:
		w.temporal(v)
	}
}

func (w *valueWriter) temporal(v Value) {
	if w.literal {
		w.b.WriteString(`@"`)
	}
	if isDuration(v.kind) {
		w.b.Write(appendDuration(nil, v))
	} else {
		w.b.Write(appendMoment(nil, v))
	}
	if w.literal {
		w.b.WriteByte('"')
	}
}

func (w *valueWriter) list(items []Value, depth int) {
	w.b.WriteByte('[')
	for i, item := range items {
		if !w.ok {
			return
		}
		writeComma(&w.b, i)
		w.value(item, depth)
	}
	w.b.WriteByte(']')
}

func (w *valueWriter) context(c *Context, depth int) {
	w.b.WriteByte('{')
	for i, name := range c.names {
		if !w.ok {
			return
		}
		writeComma(&w.b, i)
		writeKey(&w.b, name)
		w.b.WriteString(": ")
		w.value(c.values[i], depth)
	}
	w.b.WriteByte('}')
}

// writeKey writes an entry's name, in quotation marks when it is no FEEL name.
func writeKey(b *strings.Builder, name string) {
	if words, err := splitName(name); err == nil && joinName(words) == name {
		b.WriteString(name)
		return
	}
	quote(b, name)
}

func (w *valueWriter) rng(r *Range, depth int) {
	switch {
	case r.op == opLT || r.op == opLE:
		w.operator(r.op, r.High, depth)
	case r.op != opNone:
		w.operator(r.op, r.Low, depth)
	default:
		w.b.WriteByte(pick(r.LowIncluded, '[', '('))
		w.value(r.Low, depth)
		w.b.WriteString("..")
		w.value(r.High, depth)
		w.b.WriteByte(pick(r.HighIncluded, ']', ')'))
	}
}

func (w *valueWriter) operator(op compareOp, end Value, depth int) {
	w.b.WriteString("(" + op.String() + " ")
	w.value(end, depth)
	w.b.WriteByte(')')
}

func pick(cond bool, yes, no byte) byte {
	if cond {
		return yes
	}
	return no
}
