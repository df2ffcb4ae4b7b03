package analysis

import (
	"context"
	"strings"

	"github.com/tillit-se/tillit/kit/feel"
)

// atom is one comparison of a cell: a value, or a range of values.
type atom struct {
	low, high             feel.Value // null is unbounded
	lowIn, highIn         bool
	point, null, negative bool // equal to low; is null; negative turns a point around: !=
}

// cell is a condition as it was read.
type cell struct {
	any  bool
	not  bool
	list []atom
	// unread tells that the text is FEEL that is not analysed.
	unread bool
}

// reader reads cells, and keeps the constants it has seen.
type reader struct{ constants map[string]feel.Value }

func (r *reader) cell(text string) cell {
	text = strings.TrimSpace(text)
	if text == "" || text == "-" {
		return cell{any: true}
	}
	var c cell
	if inner, ok := wrapped(text, "not"); ok {
		c.not, text = true, inner
	}
	for _, part := range splitTop(text, ",") {
		a, ok := r.atom(strings.TrimSpace(part))
		if !ok {
			return cell{unread: true}
		}
		c.list = append(c.list, a)
	}
	return c
}

// wrapped gives what stands within name( … ) when that is the whole text.
func wrapped(text, name string) (inner string, ok bool) {
	rest, found := strings.CutPrefix(text, name)
	rest = strings.TrimSpace(rest)
	if !found || !strings.HasPrefix(rest, "(") || matching(rest) != len(rest)-1 {
		return "", false
	}
	return rest[1 : len(rest)-1], true
}

func (r *reader) atom(text string) (a atom, ok bool) {
	text = strings.TrimSpace(strings.TrimPrefix(text, "?"))
	for _, op := range []string{"<=", ">=", "!=", "<", ">", "="} {
		if rest, found := strings.CutPrefix(text, op); found {
			v, ok := r.constant(rest)
			return compare(op, v), ok && (!v.IsNull() || op == "=" || op == "!=")
		}
	}
	if a, ok := r.interval(text); ok {
		return a, true
	}
	v, ok := r.constant(text)
	return compare("=", v), ok
}

func compare(op string, v feel.Value) atom {
	switch op {
	case "<", "<=":
		return atom{high: v, highIn: op == "<="}
	case ">", ">=":
		return atom{low: v, lowIn: op == ">="}
	}
	return atom{low: v, point: !v.IsNull(), null: v.IsNull(), negative: op == "!="}
}

// interval reads [a..b], (a..b], ]a..b[ and their like.
func (r *reader) interval(text string) (a atom, ok bool) {
	if len(text) < 2 || !strings.ContainsRune("[(]", rune(text[0])) || !strings.ContainsRune("])[", rune(text[len(text)-1])) {
		return atom{}, false
	}
	ends := splitTop(text[1:len(text)-1], "..")
	if len(ends) != 2 {
		return atom{}, false
	}
	low, lowOK := r.constant(ends[0])
	high, highOK := r.constant(ends[1])
	if !lowOK || !highOK || low.IsNull() || high.IsNull() {
		return atom{}, false
	}
	return atom{low: low, high: high, lowIn: text[0] == '[', highIn: text[len(text)-1] == ']'}, true
}

// constant works out an expression that uses no names and no clock.
func (r *reader) constant(text string) (v feel.Value, ok bool) {
	text = strings.TrimSpace(text)
	if v, ok := r.constants[text]; ok {
		return v, true
	}
	if strings.Contains(text, "now") || strings.Contains(text, "today") {
		return feel.Null, false
	}
	program, err := feel.Compile(text, nil)
	if err != nil {
		return feel.Null, false
	}
	result, err := program.Eval(context.Background(), feel.Env{Limits: feel.Limits{Steps: 1000}})
	if err != nil || len(result.Diagnostics) > 0 || kindOf(result.Value) == noKind && !result.Value.IsNull() {
		return feel.Null, false
	}
	r.constants[text] = result.Value
	return result.Value, true
}

// splitTop splits at a separator that stands outside of strings and brackets.
func splitTop(text, sep string) []string {
	var parts []string
	start, depth := 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			i = endOfString(text, i)
		case strings.IndexByte("([{", c) >= 0:
			depth++
		case strings.IndexByte(")]}", c) >= 0:
			depth--
		case depth == 0 && strings.HasPrefix(text[i:], sep):
			parts = append(parts, text[start:i])
			i += len(sep) - 1
			start = i + 1
		}
	}
	return append(parts, text[start:])
}

func endOfString(text string, i int) int {
	for i++; i < len(text) && text[i] != '"'; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	return i
}

// matching is where the bracket that begins the text is closed, or -1.
func matching(text string) int {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			i = endOfString(text, i)
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// Strings gives the strings that unary tests list, such as the allowed values of a type. It is nil where they are anything else.
func Strings(tests string) []string {
	r := reader{map[string]feel.Value{}}
	c := r.cell(tests)
	if c.not {
		return nil
	}
	var list []string
	for _, at := range c.list {
		s, ok := at.low.AsString()
		if !ok || at.negative || !at.point {
			return nil
		}
		list = append(list, s)
	}
	return list
}
