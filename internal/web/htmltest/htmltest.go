// Package htmltest lets tests ask questions of a page: what is its heading, where does this link lead, is every field labelled.
// It is for tests only; no other code may import it.
package htmltest

import (
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Doc is a parsed page, or a piece of one.
type Doc struct {
	t    testing.TB
	root *html.Node
}

// Node is an element of the page.
type Node struct{ n *html.Node }

// Parse reads a page. HTML is never malformed to a parser; CheckPage finds what is.
func Parse(t testing.TB, r io.Reader) *Doc {
	t.Helper()
	root, err := html.Parse(r)
	if err != nil {
		t.Fatalf("the page cannot be read: %v", err)
	}
	return &Doc{t: t, root: root}
}

// All are the elements that match a selector, in order. A selector is simple parts with spaces between, each within the one before:
// "main .notice a[href]", "input[name=q]", "#main h1".
func (d *Doc) All(selector string) []Node {
	nodes := []*html.Node{d.root}
	for _, part := range strings.Fields(selector) {
		simple := parse(part)
		var next []*html.Node
		for _, node := range nodes {
			for found := range node.Descendants() {
				if simple.matches(found) && !slices.Contains(next, found) {
					next = append(next, found)
				}
			}
		}
		nodes = next
	}
	found := make([]Node, len(nodes))
	for i, n := range nodes {
		found[i] = Node{n}
	}
	return found
}

// Has tells whether anything matches.
func (d *Doc) Has(selector string) bool { return len(d.All(selector)) > 0 }

// One is the only element that matches; the test ends when there is none, or more than one.
func (d *Doc) One(selector string) Node {
	d.t.Helper()
	all := d.All(selector)
	if len(all) != 1 {
		d.t.Fatalf("%q matches %d elements, want 1", selector, len(all))
	}
	return all[0]
}

// Text is the text of the only element that matches.
func (d *Doc) Text(selector string) string {
	d.t.Helper()
	return d.One(selector).Text()
}

// Tag is the element's name.
func (n Node) Tag() string { return n.n.Data }

// Attr is an attribute's value, or empty.
func (n Node) Attr(name string) string {
	value, _ := attr(n.n, name)
	return value
}

// Has tells whether the element has the attribute.
func (n Node) Has(name string) bool {
	_, ok := attr(n.n, name)
	return ok
}

// Text is the text within the element, with single spaces.
func (n Node) Text() string {
	var b strings.Builder
	for d := range n.n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// Value is what a textarea holds, exactly as it stands.
func (n Node) Value() string {
	var b strings.Builder
	for d := range n.n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// simple is one part of a selector.
type simple struct {
	tag     string
	id      string
	classes []string
	attrs   [][2]string // name and value; an empty value asks only that it is there
}

func parse(part string) simple {
	var s simple
	for {
		open := strings.IndexByte(part, '[')
		if open < 0 {
			break
		}
		end := strings.IndexByte(part, ']')
		name, value, _ := strings.Cut(part[open+1:end], "=")
		s.attrs = append(s.attrs, [2]string{name, value})
		part = part[:open] + part[end+1:]
	}
	part, s.id, _ = strings.Cut(part, "#")
	names := strings.Split(part, ".")
	s.tag, s.classes = names[0], names[1:]
	return s
}

func (s simple) matches(n *html.Node) bool {
	if n.Type != html.ElementNode || s.tag != "" && s.tag != n.Data {
		return false
	}
	if id, _ := attr(n, "id"); s.id != "" && id != s.id {
		return false
	}
	class, _ := attr(n, "class")
	for _, name := range s.classes {
		if !slices.Contains(strings.Fields(class), name) {
			return false
		}
	}
	for _, want := range s.attrs {
		value, ok := attr(n, want[0])
		if !ok || want[1] != "" && value != want[1] {
			return false
		}
	}
	return true
}
