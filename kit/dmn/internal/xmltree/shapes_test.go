package xmltree_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/dmn/internal/xmltree"
)

// outline writes a tree briefly: {namespace}name, attributes and children.
func outline(n *xmltree.Node) string {
	var b strings.Builder
	fmt.Fprintf(&b, "{%s}%s", n.Space, n.Local)
	for _, a := range n.Attrs {
		if a.Space != "xmlns" {
			fmt.Fprintf(&b, " {%s}%s=%s", a.Space, a.Local, a.Value)
		}
	}
	for c := n.First; c != nil; c = c.Next {
		b.WriteString("(" + outline(c) + ")")
	}
	return b.String()
}

func TestNamespaces(t *testing.T) {
	tests := map[string]string{
		`<a/>`:                                  `{}a`,
		`<a xmlns="u"><b/></a>`:                 `{u}a({u}b)`,
		`<a xmlns="u"><b xmlns="v"/><c/></a>`:   `{u}a({v}b)({u}c)`,
		`<a xmlns="u"><b xmlns=""><c/></b></a>`: `{u}a({}b({}c))`,
		`<p:a xmlns:p="u"><b/></p:a>`:           `{u}a({}b)`,
		`<p:a xmlns:p="u"><p:b xmlns:p="v"><p:c/></p:b><p:d/></p:a>`: `{u}a({v}b({v}c))({u}d)`,
		`<a xmlns="u" k="1" xmlns:p="v" p:k="2"/>`:                   `{u}a {}k=1 {v}k=2`,
		`<a p:k="2" xmlns:p="v"/>`:                                   `{}a {v}k=2`,
		`<a xml:lang="sv"/>`:                                         `{}a {http://www.w3.org/XML/1998/namespace}lang=sv`,
		`<xml:a/>`:                                                   `{http://www.w3.org/XML/1998/namespace}a`,
		`<å xmlns="ö"><ä/></å>`:                                      `{ö}å({ö}ä)`,
		`<a xmlns="a&amp;b"/>`:                                       `{a&b}a`,
	}
	for source, want := range tests {
		if got := outline(parse(t, source).Root); got != want {
			t.Errorf("%s is %s, want %s", source, got, want)
		}
	}
}

func TestPrefixesOfTheRoot(t *testing.T) {
	d := parse(t, `<p:a xmlns:p="u" xmlns="v" xmlns:q="w"><b xmlns:r="x"/></p:a>`)
	for prefix, want := range map[string]string{"p": "u", "q": "w", "r": "", "none": ""} {
		if got := d.Prefix(prefix); got != want {
			t.Errorf("%q is bound to %q, want %q", prefix, got, want)
		}
	}
}

func TestFaultsAreAtTheirPlaces(t *testing.T) {
	for _, marked := range []string{
		"<a>\n<b>▶</a>",
		"<a k='1' ▶k='2'/>",
		"<a>åäö▶&oops;</a>",
		"<a>▶& </a>",
		"<a>x ▶]]> y</a>",
		"<a>\n\n  ▶<!ELEMENT b></a>",
		"▶<!DOCTYPE a><a/>",
		"<a/>\n▶<b/>",
		"<a/>  ▶text",
		"<a k='▶<'/>",
		"<a>▶&#0;</a>",
		"<a>▶\x01</a>",
		"<a>å▶\xff</a>",
		"▶<x:a/>",
		"<a><!-- x ▶-- y --></a>",
		"<a>▶<!-- no end</a>",
		"<a>▶<![CDATA[ no end</a>",
		"<?xml version='1.0' ▶encoding='utf-16'?><a/>",
	} {
		before, after, _ := strings.Cut(marked, "▶")
		_, err := xmltree.Parse([]byte(before+after), xmltree.Limits{})
		var syntax *xmltree.SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%s gives %v", marked, err)
			continue
		}
		line := strings.Count(before, "\n") + 1
		column := len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
		if syntax.Offset != len(before) || syntax.Line != line || syntax.Column != column {
			t.Errorf("%s: byte %d, line %d, column %d, want %d, %d, %d: %v", marked, syntax.Offset, syntax.Line, syntax.Column, len(before), line, column, err)
		}
	}
}

func TestLimitsAreReachedExactly(t *testing.T) {
	nested := func(n int) string { return strings.Repeat("<a>", n) + strings.Repeat("</a>", n) }
	wide := func(n int) string { return "<a>" + strings.Repeat("<b/>", n-1) + "</a>" }
	attributes := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, " k%d=''", i)
		}
		return "<a" + b.String() + "/>"
	}
	tests := map[string]struct {
		source func(int) string
		limits xmltree.Limits
	}{
		"depth":      {nested, xmltree.Limits{Depth: 7}},
		"elements":   {wide, xmltree.Limits{Elements: 7}},
		"attributes": {attributes, xmltree.Limits{Attributes: 7}},
		"bytes":      {func(n int) string { return "<a>" + strings.Repeat(" ", n-7) + "</a>" }, xmltree.Limits{Bytes: 7}},
	}
	for name, test := range tests {
		if _, err := xmltree.Parse([]byte(test.source(7)), test.limits); err != nil {
			t.Errorf("%s: 7 are within the limit of 7: %v", name, err)
		}
		_, err := xmltree.Parse([]byte(test.source(8)), test.limits)
		var limit *xmltree.LimitError
		if !errors.As(err, &limit) || limit.Limit != name || limit.Max != 7 || limit.Line != 1 {
			t.Errorf("%s: 8 are beyond the limit of 7: %v", name, err)
		}
	}
}

// trees draws documents.
func trees(depth int) *rapid.Generator[string] {
	text := rapid.SampledFrom([]string{"", "x", "&lt;", "å\r\n", "<![CDATA[<&]]>", "<!-- c -->", " ", "<?pi?>"})
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		name := rapid.SampledFrom([]string{"a", "b", "p:c", "långt.namn-1"}).Draw(t, "name")
		b.WriteString("<" + name + ` xmlns:p="u"`)
		if rapid.Bool().Draw(t, "attribute") {
			b.WriteString(" k = '" + rapid.SampledFrom([]string{"", "1", "&amp;", `"`, "å"}).Draw(t, "value") + "'")
		}
		if depth == 0 && rapid.Bool().Draw(t, "empty") {
			return b.String() + "/>"
		}
		b.WriteString(">")
		for range rapid.IntRange(0, 3).Draw(t, "children") {
			b.WriteString(text.Draw(t, "text"))
			if depth > 0 {
				b.WriteString(trees(depth-1).Draw(t, "child"))
			}
		}
		return b.String() + text.Draw(t, "last") + "</" + name + " >"
	})
}

// TestEveryNodeIsItsPieceOfTheFile parses the source of each node by itself:
// it must be the same node again.
func TestEveryNodeIsItsPieceOfTheFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := trees(3).Draw(t, "source")
		d, err := xmltree.Parse([]byte(source), xmltree.Limits{})
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		var check func(n *xmltree.Node)
		check = func(n *xmltree.Node) {
			piece := source[n.Start:n.End]
			again, err := xmltree.Parse([]byte(piece), xmltree.Limits{})
			if err != nil || outline(again.Root) != outline(n) || again.Root.Text.Value != n.Text.Value {
				t.Fatalf("%q in %q: %v", piece, source, err)
			}
			if inner := source[n.InnerStart:n.InnerEnd]; inner != "" && !strings.Contains(piece, ">"+inner+"</") {
				t.Fatalf("%q is not the inside of %q", inner, piece)
			}
			for c := n.First; c != nil; c = c.Next {
				if c.Parent != n || c.Start < n.InnerStart || c.End > n.InnerEnd {
					t.Fatalf("a child of %q stands outside of it", piece)
				}
				check(c)
			}
		}
		check(d.Root)
	})
}
