package xmltree_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/dmn/internal/xmltree"
)

// branch is an element as a test means it.
type branch struct {
	name     string
	attrs    [][2]string
	text     []string // pieces between the children: one more than there are of them
	children []*branch
}

var words = rapid.StringOfN(rapid.RuneFrom([]rune("ab å<>&\"'\n\t]😀\u0085-")), 0, 6, -1)

func drawBranch(t *rapid.T, depth int) *branch {
	b := &branch{name: rapid.SampledFrom([]string{"a", "bé", "x-1", "_y.z"}).Draw(t, "name")}
	for i := range rapid.IntRange(0, 3).Draw(t, "attributes") {
		b.attrs = append(b.attrs, [2]string{fmt.Sprintf("k%d", i), words.Draw(t, "value")})
	}
	children := 0
	if depth < 4 {
		children = rapid.IntRange(0, 3).Draw(t, "children")
	}
	for range children {
		b.text = append(b.text, words.Draw(t, "text"))
		b.children = append(b.children, drawBranch(t, depth+1))
	}
	b.text = append(b.text, words.Draw(t, "text"))
	return b
}

// scribe writes a tree in one of the many ways that XML allows.
type scribe struct {
	t *rapid.T
	b strings.Builder
}

func (s *scribe) one(of ...string) string { return rapid.SampledFrom(of).Draw(s.t, "way") }

func (s *scribe) value(text string) {
	quote := s.one(`"`, `'`)
	s.b.WriteString(quote)
	for _, r := range text {
		switch {
		case r == '<':
			s.b.WriteString(s.one("&lt;", "&#60;"))
		case r == '&':
			s.b.WriteString(s.one("&amp;", "&#x26;"))
		case string(r) == quote, r == '\n', r == '\t':
			fmt.Fprintf(&s.b, "&#%d;", r)
		default:
			s.b.WriteRune(r)
		}
	}
	s.b.WriteString(quote)
}

func (s *scribe) text(text string) {
	if !strings.Contains(text, "]]>") && text != "" && s.one("plain", "cdata") == "cdata" {
		s.b.WriteString("<![CDATA[" + text + "]]>")
		return
	}
	for _, r := range text {
		switch r {
		case '<':
			s.b.WriteString(s.one("&lt;", "&#x3c;"))
		case '>':
			s.b.WriteString("&gt;")
		case '&':
			s.b.WriteString("&amp;")
		case '\n':
			s.b.WriteString(s.one("\n", "\r\n", "\r"))
		default:
			s.b.WriteRune(r)
		}
	}
}

func (s *scribe) element(n *branch) {
	s.b.WriteString("<" + n.name)
	for _, a := range n.attrs {
		s.b.WriteString(s.one(" ", "\n  ", "\t") + a[0] + s.one("=", " = "))
		s.value(a[1])
	}
	if len(n.children) == 0 && n.text[0] == "" && s.one("short", "long") == "short" {
		s.b.WriteString(s.one("/>", " />"))
		return
	}
	s.b.WriteString(s.one(">", " >"))
	for i, c := range n.children {
		s.text(n.text[i])
		s.b.WriteString(s.one("", "<!-- < & -->", "<?pi <?>"))
		s.element(c)
	}
	s.text(n.text[len(n.children)])
	s.b.WriteString("</" + n.name + s.one(">", " >"))
}

// alike compares a tree with what was read. White space that stands alone says nothing.
func alike(t *rapid.T, source string, want *branch, got *xmltree.Node) {
	if got.Written() != want.name || len(got.Attrs) != len(want.attrs) {
		t.Fatalf("<%s> with %d attributes, want <%s> with %d, in\n%s", got.Written(), len(got.Attrs), want.name, len(want.attrs), source)
	}
	for i, a := range want.attrs {
		if got.Attrs[i].Local != a[0] || got.Attrs[i].Value != a[1] {
			t.Fatalf("%s = %q, want %q, in\n%s", got.Attrs[i].Local, got.Attrs[i].Value, a[1], source)
		}
	}
	if shape(got.Text.Value) != shape(strings.Join(want.text, "")) {
		t.Fatalf("text %q, want %q, in\n%s", got.Text.Value, strings.Join(want.text, ""), source)
	}
	if text := source[got.Start:got.End]; !strings.HasPrefix(text, "<"+want.name) || !strings.HasSuffix(text, ">") || got.InnerStart > got.InnerEnd || got.InnerEnd > got.End {
		t.Fatalf("<%s> is said to stand at %q", want.name, text)
	}
	child := got.First
	for _, c := range want.children {
		if child == nil || child.Parent != got {
			t.Fatalf("a child of <%s> is missing in\n%s", want.name, source)
		}
		alike(t, source, c, child)
		child = child.Next
	}
	if child != nil {
		t.Fatalf("<%s> has a child too many in\n%s", want.name, source)
	}
}

// shape leaves white space out, which between elements is not kept.
func shape(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\n\r", r) {
			return -1
		}
		return r
	}, text)
}

func write(t *rapid.T) (*branch, string) {
	tree := drawBranch(t, 0)
	s := &scribe{t: t}
	s.b.WriteString(s.one("", "<?xml version='1.0'?>", "\ufeff<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n", "<!-- first -->\n"))
	s.element(tree)
	s.b.WriteString(s.one("", "\n", "<!-- last -->"))
	return tree, s.b.String()
}

func TestEveryWayToWriteATreeIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree, source := write(t)
		d, err := xmltree.Parse([]byte(source), xmltree.Limits{})
		if err != nil {
			t.Fatalf("%v in\n%s", err, source)
		}
		alike(t, source, tree, d.Root)
	})
}

func TestACutFileIsRefusedWithAPlaceInIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, source := write(t)
		end := strings.LastIndex(source, "</")
		if end < 1 {
			return
		}
		cut := source[:rapid.IntRange(0, end).Draw(t, "cut")]
		_, err := xmltree.Parse([]byte(cut), xmltree.Limits{})
		if err == nil {
			t.Fatalf("%q is read", cut)
		}
		fault, ok := err.(*xmltree.SyntaxError) //nolint:errorlint // Parse says which errors it gives
		if !ok || fault.Offset < 0 || fault.Offset > len(cut) || fault.Line < 1 || fault.Line > strings.Count(cut, "\n")+1 || fault.Column < 1 {
			t.Fatalf("%v in %q", err, cut)
		}
	})
}

// TestPlacesAreThoseOfOneWhoCounts holds lines and columns against counting from the beginning, also by a cursor that was elsewhere before.
func TestPlacesAreThoseOfOneWhoCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.StringOfN(rapid.RuneFrom([]rune("aå😀 ")), 0, 900, -1)
		var b strings.Builder
		b.WriteString("<a>")
		for range rapid.IntRange(0, 40).Draw(t, "lines") {
			if rapid.IntRange(0, 9).Draw(t, "long") == 0 {
				b.WriteString(line.Draw(t, "line"))
			}
			b.WriteString(strings.Repeat("\n", rapid.IntRange(1, 3).Draw(t, "breaks")))
		}
		b.WriteString("</a>")
		source := b.String()
		d, err := xmltree.Parse([]byte(source), xmltree.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		var cursor xmltree.Cursor
		for range 20 {
			at := rapid.IntRange(0, len(source)).Draw(t, "offset")
			for at < len(source) && !utf8.RuneStart(source[at]) {
				at++
			}
			before := source[:at]
			start := strings.LastIndexByte(before, '\n') + 1
			line, column := strings.Count(before, "\n")+1, utf8.RuneCountInString(before[start:])+1
			if l, c := d.Place(at); l != line || c != column {
				t.Fatalf("offset %d is %d:%d, want %d:%d", at, l, c, line, column)
			}
			if l, c := d.PlaceFrom(&cursor, at); l != line || c != column {
				t.Fatalf("by the cursor, offset %d is %d:%d, want %d:%d", at, l, c, line, column)
			}
		}
	})
}

func TestOddBytesAreFoundWhereverTheyStand(t *testing.T) {
	for _, odd := range []string{"\x00", "\x01", "\x1f", "\x0b", "\xff", "\xc3", "\xed\xa0\x80", "\ufffe", "\uffff", "\xc0\x80"} {
		for before := range 20 {
			for _, after := range []int{0, 1, 7, 8, 9} {
				source := "<a>" + strings.Repeat("x", before) + odd + strings.Repeat("\n", after) + "</a>"
				_, err := xmltree.Parse([]byte(source), xmltree.Limits{})
				fault, ok := err.(*xmltree.SyntaxError) //nolint:errorlint // Parse says which errors it gives
				if !ok || fault.Offset != 3+before {
					t.Fatalf("%q after %d bytes: %v", odd, before, err)
				}
			}
		}
	}
}
