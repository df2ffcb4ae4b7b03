package feel

import (
	"strings"

	"github.com/tillit-se/tillit/kit/feel/pattern"
)

// keptPatterns is how many compiled patterns a session keeps, since the same
// expression is evaluated again and again.
const keptPatterns = 32

type patternKey struct{ source, flags string }

// pattern compiles a pattern, or takes the one that is kept; null is no flags.
// What is the matter with it is told in a diagnostic.
func (c *invocation) pattern(source, flags Value) (*pattern.Pattern, bool) {
	key := patternKey{source: source.str()}
	if flags.kind == KindString {
		key.flags = flags.str()
	}
	if p, ok := c.s.patterns[key]; ok {
		return p, true
	}
	if !c.s.spend(len(key.source)/8, c.at) {
		return nil, false
	}
	p, err := pattern.Compile(key.source, key.flags)
	if err != nil {
		c.null(CodeInvalid, "%v", err)
		return nil, false
	}
	if !c.s.spend(p.Size(), c.at) {
		return nil, false
	}
	if len(c.s.patterns) >= keptPatterns {
		clear(c.s.patterns)
	}
	if c.s.patterns == nil {
		c.s.patterns = map[patternKey]*pattern.Pattern{}
	}
	key.source, key.flags = strings.Clone(key.source), strings.Clone(key.flags)
	c.s.patterns[key] = p
	return p, true
}

// budget lets a search use the steps that are left.
func (c *invocation) budget() pattern.Budget {
	return func(n int) bool { return c.s.spend(n, c.at) && c.s.alive() }
}

// stopped ends the evaluation when a search gave up: a pattern that explodes
// has used up the steps, whatever bound it met first.
func (c *invocation) stopped() Value {
	c.s.stop("steps", c.s.limits.Steps, c.at)
	return Null
}

func matches(c *invocation, args []Value) Value {
	p, ok := c.pattern(args[1], args[2])
	if !ok {
		return Null
	}
	found, err := p.Match(args[0].str(), c.budget())
	if err != nil {
		return c.stopped()
	}
	return Bool(found)
}

// replace works as fn:replace of XPath does: a pattern that matches nothing at
// all has no places to put the replacement.
func replace(c *invocation, args []Value) Value {
	p, ok := c.pattern(args[1], args[3])
	if !ok {
		return Null
	}
	if empty, err := p.Match("", c.budget()); err != nil || empty {
		return c.null(CodeInvalid, "the pattern matches the empty string")
	}
	parts := []replacementPart{{args[2].str(), -1}}
	if args[3].kind != KindString || !strings.Contains(args[3].str(), "q") {
		if parts, ok = replacement(args[2].str(), p.Groups()); !ok {
			return c.null(CodeInvalid, "in the replacement a $ needs a digit after it and a \\ another \\ or a $")
		}
	}
	found, err := p.FindAll(args[0].str(), c.s.limits.Steps, c.budget())
	if err != nil {
		return c.stopped()
	}
	return c.replaceAll(args[0].str(), found, parts)
}

// replaceAll stops as soon as the result passes the limit.
func (c *invocation) replaceAll(input string, found [][]int, parts []replacementPart) Value {
	var b strings.Builder
	last := 0
	for _, m := range found {
		b.WriteString(input[last:m[0]])
		for _, p := range parts {
			b.WriteString(p.text)
			if p.group >= 0 && p.group < len(m)/2 && m[2*p.group] >= 0 {
				b.WriteString(input[m[2*p.group]:m[2*p.group+1]])
			}
			if b.Len() > c.s.limits.String {
				return c.s.text(b.String(), c.at)
			}
		}
		last = m[1]
		if !c.s.spend(1+len(parts), c.at) {
			return Null
		}
	}
	b.WriteString(input[last:])
	return c.s.text(b.String(), c.at)
}

// replacementPart is a piece of text with a group after it; group -1 is none.
type replacementPart struct {
	text  string
	group int
}

// replacement reads $1, \$ and \\. As in XPath, $12 means group 1 and the digit
// 2 when there is no group 12, and any other $ or \ is an error.
func replacement(text string, groups int) ([]replacementPart, bool) {
	var parts []replacementPart
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && i+1 < len(text) && (text[i+1] == '\\' || text[i+1] == '$'):
			i++
			b.WriteByte(text[i])
		case text[i] == '$' && i+1 < len(text) && isDigit(rune(text[i+1])):
			n := int(text[i+1] - '0')
			i++
			for i+1 < len(text) && isDigit(rune(text[i+1])) && n*10+int(text[i+1]-'0') <= groups {
				i++
				n = n*10 + int(text[i]-'0')
			}
			parts = append(parts, replacementPart{b.String(), n})
			b.Reset()
		case text[i] == '$' || text[i] == '\\':
			return nil, false
		default:
			b.WriteByte(text[i])
		}
	}
	return append(parts, replacementPart{b.String(), -1}), true
}

func split(c *invocation, args []Value) Value {
	p, ok := c.pattern(args[1], Null)
	if !ok {
		return Null
	}
	input := args[0].str()
	found, err := p.FindAll(input, c.s.limits.List, c.budget())
	if err != nil {
		// When the budget did suffice, there are more parts than a list holds.
		c.s.stop("list", c.s.limits.List, c.at)
		return Null
	}
	var items []Value
	begin, end := 0, 0
	for _, m := range found {
		if end = m[0]; m[1] != 0 {
			items = append(items, String(input[begin:end]))
		}
		begin = m[1]
	}
	if end != len(input) || input == "" {
		items = append(items, String(input[begin:]))
	}
	return c.s.list(items, c.at)
}
