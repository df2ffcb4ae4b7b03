package pattern_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/tillit-se/tillit/kit/feel/pattern"
	"pgregory.net/rapid"
)

// piece is a part of a pattern: how it is written, and what it matches said as plainly as can be. try calls next with every
// place behind a match, the preferred first, until next is content.
type piece struct {
	text  string
	empty bool // may match nothing
	try   func(m *match, at int, next func(at int) bool) bool
}

// match is what the plain matcher works on.
type match struct {
	input  []rune
	groups [][2]int // -1 for those that took no part
}

func literal(text string, has func(rune) bool) piece {
	return piece{text: text, try: func(m *match, at int, next func(int) bool) bool {
		return at < len(m.input) && has(m.input[at]) && next(at+1)
	}}
}

func inOrder(parts []piece) piece {
	whole := piece{empty: true}
	for _, p := range parts {
		whole.text += p.text
		whole.empty = whole.empty && p.empty
	}
	whole.try = func(m *match, at int, next func(int) bool) bool {
		var from func(i, at int) bool
		from = func(i, at int) bool {
			if i == len(parts) {
				return next(at)
			}
			return parts[i].try(m, at, func(at int) bool { return from(i+1, at) })
		}
		return from(0, at)
	}
	return whole
}

func group(number int, alternatives []piece) piece {
	texts := make([]string, len(alternatives))
	g := piece{}
	for i, p := range alternatives {
		texts[i] = p.text
		g.empty = g.empty || p.empty
	}
	g.text = "(" + strings.Join(texts, "|") + ")"
	g.try = func(m *match, at int, next func(int) bool) bool {
		for _, p := range alternatives {
			before := m.groups[number]
			if p.try(m, at, func(end int) bool {
				inside := m.groups[number]
				m.groups[number] = [2]int{at, end}
				if next(end) {
					return true
				}
				m.groups[number] = inside
				return false
			}) {
				return true
			}
			m.groups[number] = before
		}
		return false
	}
	return g
}

func repeated(p piece, text string, least, most int, reluctant bool) piece {
	r := piece{text: p.text + text, empty: least == 0}
	r.try = func(m *match, at int, next func(int) bool) bool {
		var turn func(n, at int) bool
		turn = func(n, at int) bool {
			again := func() bool {
				return n < most && p.try(m, at, func(end int) bool { return turn(n+1, end) })
			}
			switch {
			case n < least:
				return again()
			case reluctant:
				return next(at) || again()
			}
			return again() || next(at)
		}
		return turn(0, at)
	}
	return r
}

func backReference(number int) piece {
	return piece{text: fmt.Sprintf(`(?:\%d)`, number+1), empty: true, try: func(m *match, at int, next func(int) bool) bool {
		g := m.groups[number]
		if g[0] < 0 {
			return next(at) // XPath: a group that took no part matches the empty string
		}
		said := m.input[g[0]:g[1]]
		return len(m.input)-at >= len(said) && slices.Equal(m.input[at:at+len(said)], said) && next(at+len(said))
	}}
}

func anchor(text string, holds func(m *match, at int) bool) piece {
	return piece{text: text, empty: true, try: func(m *match, at int, next func(int) bool) bool { return holds(m, at) && next(at) }}
}

// author writes random patterns.
type author struct {
	t      *rapid.T
	groups int   // opened so far
	closed []int // those that may be referred to
}

func (a *author) sequence(depth int) piece {
	var parts []piece
	for range rapid.IntRange(0, 3).Draw(a.t, "pieces") {
		parts = append(parts, a.piece(depth))
	}
	return inOrder(parts)
}

func (a *author) piece(depth int) piece {
	switch n := rapid.IntRange(0, 9).Draw(a.t, "kind"); {
	case n < 2 && depth < 3:
		number := a.groups
		a.groups++
		g := group(number, []piece{a.sequence(depth + 1), a.sequence(depth + 1)})
		a.closed = append(a.closed, number)
		return a.times(g)
	case n < 4 && len(a.closed) > 0:
		return backReference(rapid.SampledFrom(a.closed).Draw(a.t, "reference"))
	case n == 4:
		return anchor("^", func(_ *match, at int) bool { return at == 0 })
	case n == 5:
		return anchor("$", func(m *match, at int) bool { return at == len(m.input) })
	case n == 6:
		return a.times(literal("[^a]", func(r rune) bool { return r != 'a' }))
	case n == 7:
		return a.times(literal(".", func(r rune) bool { return r != '\n' }))
	}
	r := rapid.SampledFrom([]rune("abå")).Draw(a.t, "letter")
	return a.times(literal(string(r), func(c rune) bool { return c == r }))
}

// times repeats what cannot be empty; how often an empty part is gone through is nobody's promise.
func (a *author) times(p piece) piece {
	type count struct {
		text        string
		least, most int
	}
	const forever = 1000
	c := rapid.SampledFrom([]count{{"", 1, 1}, {"", 1, 1}, {"?", 0, 1}, {"*", 0, forever}, {"+", 1, forever}, {"{2}", 2, 2}, {"{1,2}", 1, 2}, {"{2,}", 2, forever}}).Draw(a.t, "times")
	if p.empty || c.text == "" {
		return p
	}
	if rapid.Bool().Draw(a.t, "reluctant") {
		return repeated(p, c.text+"?", c.least, c.most, true)
	}
	return repeated(p, c.text, c.least, c.most, false)
}

// find goes through the input as the standard says: leftmost first, then the preferred way.
func (p piece) find(input string, groups int) [][2]int {
	m := &match{input: []rune(input), groups: make([][2]int, groups)}
	for at := 0; at <= len(m.input); at++ {
		for i := range m.groups {
			m.groups[i] = [2]int{-1, -1}
		}
		end := -1
		if p.try(m, at, func(e int) bool { end = e; return true }) {
			return append([][2]int{{at, end}}, m.groups...)
		}
	}
	return nil
}

func TestTheMachineAgreesWithAPlainMatcher(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := &author{t: t}
		p := a.sequence(0)
		input := rapid.StringOfN(rapid.RuneFrom([]rune("aaabå\n")), 0, 9, -1).Draw(t, "input")
		compiled, err := pattern.Compile(p.text, "")
		if err != nil {
			t.Fatalf("%s: %v", p.text, err)
		}
		if compiled.Groups() != a.groups {
			t.Fatalf("%s has %d groups, want %d", p.text, compiled.Groups(), a.groups)
		}
		want := p.find(input, a.groups)
		matched, err := compiled.Match(input, unlimited)
		if err != nil || matched != (want != nil) {
			t.Fatalf("%s in %q: %t, %v; plainly %v", p.text, input, matched, err, want)
		}
		found, err := compiled.FindAll(input, 100, unlimited)
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			if len(found) > 0 {
				t.Fatalf("%s in %q: %v where there is nothing", p.text, input, found)
			}
			return
		}
		got := make([][2]int, 0, len(want))
		for i := 0; i < len(found[0]); i += 2 {
			got = append(got, [2]int{characters(input, found[0][i]), characters(input, found[0][i+1])})
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%s in %q: groups %v, plainly %v", p.text, input, got, want)
		}
	})
}

// characters turns a byte offset into one of characters.
func characters(input string, offset int) int {
	if offset < 0 {
		return -1
	}
	return len([]rune(input[:offset]))
}

// class is a character class, written and said.
type class struct {
	text string // between the brackets
	has  func(rune) bool
}

func drawClass(t *rapid.T, depth int) class {
	type item struct {
		text string
		has  func(rune) bool
	}
	between := func(low, high rune) func(rune) bool { return func(r rune) bool { return r >= low && r <= high } }
	items := []item{
		{"a", between('a', 'a')},
		{"b-e", between('b', 'e')},
		{"A-F", between('A', 'F')},
		{`\d`, unicode.IsDigit},
		{`\D`, func(r rune) bool { return !unicode.IsDigit(r) }},
		{`\s`, func(r rune) bool { return strings.ContainsRune(" \t\n\r", r) }},
		{`\S`, func(r rune) bool { return !strings.ContainsRune(" \t\n\r", r) }},
		{`\p{Lu}`, unicode.IsUpper},
		{`\P{Ll}`, func(r rune) bool { return !unicode.IsLower(r) }},
		{`\p{IsGreek}`, between(0x370, 0x3ff)},
		{`\-`, between('-', '-')},
		{`\]`, between(']', ']')},
		{`\^`, between('^', '^')},
		{`\\`, between('\\', '\\')},
		{"å-ö", between('å', 'ö')},
		{`\n`, between('\n', '\n')},
	}
	var c class
	var parts []item
	for range rapid.IntRange(1, 3).Draw(t, "items") {
		parts = append(parts, rapid.SampledFrom(items).Draw(t, "item"))
	}
	negated := rapid.Bool().Draw(t, "negated")
	if negated {
		c.text = "^"
	}
	for _, p := range parts {
		c.text += p.text
	}
	c.has = func(r rune) bool {
		return slices.ContainsFunc(parts, func(p item) bool { return p.has(r) }) != negated
	}
	if depth < 3 && rapid.Bool().Draw(t, "subtracts") {
		without, all := drawClass(t, depth+1), c.has
		c.text += "-[" + without.text + "]"
		c.has = func(r rune) bool { return all(r) && !without.has(r) }
	}
	return c
}

func TestClassesAreTheSetsThatTheySay(t *testing.T) {
	alphabet := []rune("abceAFGZ059 \t\n\r-]^\\[åäöÅαΩ٣²_.\u00a0\U0001F600")
	rapid.Check(t, func(t *rapid.T) {
		c := drawClass(t, 0)
		for _, flags := range []string{"", "s", "m"} {
			p, err := pattern.Compile("["+c.text+"]", flags)
			if err != nil {
				t.Fatalf("[%s]: %v", c.text, err)
			}
			behind, err := pattern.Compile("()\\1["+c.text+"]", flags) // on the machine
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range alphabet {
				for _, compiled := range []*pattern.Pattern{p, behind} {
					if got, err := compiled.Match(string(r), unlimited); err != nil || got != c.has(r) {
						t.Fatalf("[%s] matches %q: %t, %v", c.text, r, got, err)
					}
				}
			}
		}
	})
}

func TestWithoutRegardToCaseBothCasesAreIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := sources().Draw(t, "pattern")
		input := rapid.StringOfN(rapid.RuneFrom([]rune("abåABÅ\n")), 0, 8, -1).Draw(t, "input")
		p, err := pattern.Compile("^(?:"+source+")$", "i")
		if err != nil {
			t.Fatal(err)
		}
		first, err := p.Match(input, unlimited)
		if err != nil {
			t.Fatal(err)
		}
		for _, other := range []string{strings.ToUpper(input), strings.ToLower(input)} {
			if second, err := p.Match(other, unlimited); err != nil || first != second {
				t.Fatalf("%s matches %q %t but %q %t, %v", source, input, first, other, second, err)
			}
		}
	})
}

func TestWithTheFlagQEveryTextIsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		before, after := rapid.String().Draw(t, "before"), rapid.String().Draw(t, "after")
		p, err := pattern.Compile(text, "q")
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if got, err := p.Match(before+text+after, unlimited); err != nil || !got {
			t.Fatalf("%q is not found in itself: %v", text, err)
		}
		if got, err := p.Match(before, unlimited); err != nil || got != strings.Contains(before, text) {
			t.Fatalf("%q in %q: %t, %v", text, before, got, err)
		}
	})
}

func TestWithTheFlagXWhiteSpaceSaysNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := sources().Draw(t, "pattern")
		input := rapid.StringOfN(rapid.RuneFrom([]rune("abå")), 0, 8, -1).Draw(t, "input")
		spread := strings.NewReplacer("(", " ( ", ")", " )\n", "|", "\t| ", "a", " a", "{", " {").Replace(source)
		spread = strings.NewReplacer("[ a", "[a", "[^ a", "[^a").Replace(spread) // in brackets a space is a space
		plain, err := pattern.Compile("^(?:"+source+")$", "")
		if err != nil {
			t.Fatal(err)
		}
		loose, err := pattern.Compile("^(?:"+spread+")$", "x")
		if err != nil {
			t.Fatalf("%q: %v", spread, err)
		}
		one, err1 := plain.Match(input, unlimited)
		other, err2 := loose.Match(input, unlimited)
		if err1 != nil || err2 != nil || one != other {
			t.Fatalf("%q %t %v, %q %t %v in %q", source, one, err1, spread, other, err2, input)
		}
	})
}

func TestMatchesDoNotOverlapAndComeInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := &author{t: t}
		p := a.sequence(0)
		input := rapid.StringOfN(rapid.RuneFrom([]rune("abå\n")), 0, 12, -1).Draw(t, "input")
		compiled, err := pattern.Compile(p.text, "")
		if err != nil {
			t.Fatal(err)
		}
		found, err := compiled.FindAll(input, 1000, unlimited)
		if err != nil {
			t.Fatal(err)
		}
		end := 0
		for i, m := range found {
			if m[0] < end || m[1] < m[0] || m[1] > len(input) || i > 0 && m[0] == m[1] && found[i-1][1] == m[0] && found[i-1][0] == m[0] {
				t.Fatalf("%s in %q: %v", p.text, input, found)
			}
			end = m[1]
		}
	})
}
