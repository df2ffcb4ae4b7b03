package pattern

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// translate writes a pattern without back-references for package regexp. Case
// and lines are spelt out, so that no flag of Go's is needed but m.
func translate(root node, o options) string {
	t := translator{options: o}
	t.node(root)
	return t.b.String()
}

type translator struct {
	b       strings.Builder
	options options
}

func (t *translator) node(n node) {
	switch n := n.(type) {
	case chars:
		t.chars(n.set)
	case anchor:
		t.anchor(n)
	case group:
		t.b.WriteString("(")
		if n.number == 0 {
			t.b.WriteString("?:")
		}
		t.node(n.body)
		t.b.WriteString(")")
	case sequence:
		for _, piece := range n {
			t.node(piece)
		}
	case choice:
		for i, branch := range n {
			if i > 0 {
				t.b.WriteString("|")
			}
			t.node(branch)
		}
	case repeat:
		t.repeat(n)
	}
}

func (t *translator) anchor(n anchor) {
	switch {
	case t.options.lines && n.end:
		t.b.WriteString("(?m:$)")
	case t.options.lines:
		t.b.WriteString("(?m:^)")
	case n.end:
		t.b.WriteString(`\z`)
	default:
		t.b.WriteString(`\A`)
	}
}

func (t *translator) repeat(n repeat) {
	t.b.WriteString("(?:")
	t.node(n.body)
	t.b.WriteString("){" + strconv.Itoa(n.min) + ",")
	if n.max >= 0 {
		t.b.WriteString(strconv.Itoa(n.max))
	}
	t.b.WriteString("}")
	if n.lazy {
		t.b.WriteString("?")
	}
}

// chars writes a set, or the complement of one that reaches to the end.
func (t *translator) chars(set runeSet) {
	switch {
	case len(set) == 2 && set[0] == set[1]:
		t.b.WriteString(regexp.QuoteMeta(string(set[0])))
		return
	case len(set) == 0:
		t.b.WriteString(`[^\x00-\x{10FFFF}]`)
		return
	case len(set) == 2 && set[0] == 0 && set[1] == unicode.MaxRune:
		t.b.WriteString("(?s:.)")
		return
	}
	t.b.WriteString("[")
	if set[len(set)-1] == unicode.MaxRune {
		t.b.WriteString("^")
		set = set.complement()
	}
	for i := 0; i < len(set); i += 2 {
		t.rune(set[i])
		if set[i+1] > set[i] {
			t.b.WriteString("-")
			t.rune(set[i+1])
		}
	}
	t.b.WriteString("]")
}

func (t *translator) rune(r rune) {
	t.b.WriteString(`\x{` + strconv.FormatInt(int64(r), 16) + `}`)
}
