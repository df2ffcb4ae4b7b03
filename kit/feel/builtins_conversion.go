package feel

import "strings"

// conversionBuiltins are the functions of DMN 1.5 table 72 that turn text into
// numbers and anything into text.
func conversionBuiltins() []builtin {
	return []builtin{
		{"string", []signature{sig(StringType, stringOf, req("from", Any))}},
		{"number", []signature{sig(NumberType, numberOf,
			req("from", StringType), opt("grouping separator", StringType), opt("decimal separator", StringType))}},
	}
}

func stringOf(c *invocation, args []Value) Value {
	if args[0].kind == KindString {
		return args[0]
	}
	text, ok := args[0].print(c.s.limits.String, false)
	switch {
	case !ok && len(text) <= c.s.limits.String:
		c.s.stop("depth", maxValueDepth, c.at)
		return Null
	case !ok:
		c.s.stop("string", c.s.limits.String, c.at)
		return Null
	}
	return c.s.text(text, c.at)
}

func numberOf(c *invocation, args []Value) Value {
	text := args[0].str()
	grouping, okGroup := separator(args[1], " ,.")
	decimal, okDecimal := separator(args[2], ",.")
	if !okGroup || !okDecimal || grouping != "" && grouping == decimal {
		return c.null(CodeInvalid, "the separators must differ, and be one of space, comma and full stop")
	}
	if grouping != "" {
		text = strings.ReplaceAll(text, grouping, "")
	}
	if decimal != "" && decimal != "." {
		if strings.Contains(text, ".") {
			return c.null(CodeInvalid, "%s is no number", shorten(args[0].str()))
		}
		text = strings.Replace(text, decimal, ".", 1)
	}
	v, ok := parseNumber(text)
	if !ok {
		return c.null(CodeInvalid, "%s is no number", shorten(args[0].str()))
	}
	return v
}

// separator reads an optional separator, which must be one of the allowed.
func separator(v Value, allowed string) (string, bool) {
	if v.kind == KindNull {
		return "", true
	}
	s := v.str()
	return s, len(s) == 1 && strings.Contains(allowed, s)
}
