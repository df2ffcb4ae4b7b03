package feel

import (
	"strings"
	"unicode/utf8"
)

// stringBuiltins are the functions of DMN 1.5 table 73.
func stringBuiltins() []builtin {
	str := req("string", StringType)
	input, pattern := req("input", StringType), req("pattern", StringType)
	match := req("match", StringType)
	start, length := req("start position", NumberType), opt("length", NumberType)
	return []builtin{
		{"substring", []signature{sig(StringType, substring, str, start, length)}},
		{"string length", []signature{sig(NumberType, stringLength, str)}},
		{"upper case", []signature{sig(StringType, mapString(strings.ToUpper), str)}},
		{"lower case", []signature{sig(StringType, mapString(strings.ToLower), str)}},
		{"substring before", []signature{sig(StringType, substringBefore, str, match)}},
		{"substring after", []signature{sig(StringType, substringAfter, str, match)}},
		{"contains", []signature{sig(BooleanType, stringTest(strings.Contains), str, match)}},
		{"starts with", []signature{sig(BooleanType, stringTest(strings.HasPrefix), str, match)}},
		{"ends with", []signature{sig(BooleanType, stringTest(strings.HasSuffix), str, match)}},
		{"matches", []signature{sig(BooleanType, matches, input, pattern, opt("flags", StringType))}},
		{"replace", []signature{sig(StringType, replace, input, pattern, req("replacement", StringType), opt("flags", StringType))}},
		{"split", []signature{sig(ListOf(StringType), split, str, req("delimiter", StringType))}},
		{"string join", []signature{sig(StringType, stringJoin, req("list", ListOf(Any)), opt("delimiter", StringType))}},
	}
}

func stringLength(_ *invocation, args []Value) Value {
	return Int(int64(utf8.RuneCountInString(args[0].str())))
}

func mapString(f func(string) string) func(*invocation, []Value) Value {
	return func(c *invocation, args []Value) Value { return c.s.text(f(args[0].str()), c.at) }
}

func stringTest(f func(s, t string) bool) func(*invocation, []Value) Value {
	return func(_ *invocation, args []Value) Value { return Bool(f(args[0].str(), args[1].str())) }
}

// substring counts code points from 1, or from the end when start is negative.
func substring(c *invocation, args []Value) Value {
	runes := []rune(args[0].str())
	if !c.s.spend(len(runes)/64, c.at) {
		return Null
	}
	start, ok := c.whole(args[1])
	if !ok || start == 0 {
		return c.null(CodeInvalid, "the start position must be a whole number other than 0, not %s", args[1])
	}
	size := int64(len(runes))
	if start < 0 {
		start += size + 1
	}
	if start < 1 || start > size {
		return c.null(CodeInvalid, "there is no position %s in %d characters", args[1], size)
	}
	end := size
	if args[2].kind != KindNull {
		length, ok := c.whole(args[2])
		if !ok || length < 1 || length > size-start+1 {
			return c.null(CodeInvalid, "there are not %s characters from position %d on", args[2], start)
		}
		end = start - 1 + length
	}
	return c.s.text(string(runes[start-1:end]), c.at)
}

// whole reads an argument that counts something; decimals are cut off.
func (c *invocation) whole(v Value) (int64, bool) {
	cut, ok := roundNumber(v, 0, roundDown)
	if !ok {
		return 0, false
	}
	return wholeInt64(cut)
}

func substringBefore(_ *invocation, args []Value) Value {
	before, _, found := strings.Cut(args[0].str(), args[1].str())
	if !found {
		return String("")
	}
	return String(before)
}

func substringAfter(_ *invocation, args []Value) Value {
	_, after, found := strings.Cut(args[0].str(), args[1].str())
	if !found {
		return String("")
	}
	return String(after)
}

func stringJoin(c *invocation, args []Value) Value {
	delimiter := ""
	if args[1].kind == KindString {
		delimiter = args[1].str()
	}
	var b strings.Builder
	first := true
	for _, item := range args[0].items() {
		switch {
		case item.kind == KindNull:
			continue
		case item.kind != KindString:
			return c.null(CodeType, "the list holds %s, no string", article(typeOf(item)))
		case !c.s.step(c.at):
			return Null
		}
		if !first {
			b.WriteString(delimiter)
		}
		first = false
		b.WriteString(item.str())
		if b.Len() > c.s.limits.String {
			return c.s.text(b.String(), c.at)
		}
	}
	return c.s.text(b.String(), c.at)
}
