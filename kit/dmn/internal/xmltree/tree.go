package xmltree

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// Document is a parsed file.
type Document struct {
	Source []byte
	Root   *Node
	marks  []mark
}

// Node is one element.
type Node struct {
	Space, Local string // namespace and local name
	Attrs        []Attr
	Text         Text // the characters directly inside, joined
	Parent       *Node
	First        *Node // first child element
	Next         *Node // next sibling element
	// Start is the offset of "<", End the offset after the closing ">".
	Start, End int
	// InnerStart and InnerEnd bound what stands between the tags; they are
	// equal for an empty element.
	InnerStart, InnerEnd int

	last *Node
	name string // as written, with its prefix
}

// Attr is one attribute. Declarations of namespaces are attributes too, with
// the space "xmlns".
type Attr struct {
	Space, Local string
	Value        string
	// Start and End bound the value in the file, without its quotes.
	Start, End int
	name       string
}

// Text is character data and where it came from.
type Text struct {
	Value  string
	start  int     // where the text begins, when it is one plain piece
	pieces []piece // else
}

// piece says that the text from byte at on stands in the file from offset on.
// In a piece that is not plain, such as an entity, all bytes stand at offset.
type piece struct {
	at, offset int
	plain      bool
}

// Offset returns the offset in the file of byte i of the text.
func (t Text) Offset(i int) int {
	if t.pieces == nil {
		return t.start + i
	}
	k := sort.Search(len(t.pieces), func(k int) bool { return t.pieces[k].at > i }) - 1
	if k < 0 {
		return 0
	}
	p := t.pieces[k]
	if !p.plain {
		return p.offset
	}
	return p.offset + i - p.at
}

// Attr returns the value of an attribute without namespace.
func (n *Node) Attr(local string) (string, bool) {
	a := n.Attribute("", local)
	if a == nil {
		return "", false
	}
	return a.Value, true
}

// Attribute finds an attribute, or returns nil.
func (n *Node) Attribute(space, local string) *Attr {
	for i := range n.Attrs {
		if n.Attrs[i].Local == local && n.Attrs[i].Space == space {
			return &n.Attrs[i]
		}
	}
	return nil
}

// Child returns the first child element of that name in the space of n.
func (n *Node) Child(local string) *Node {
	for c := n.First; c != nil; c = c.Next {
		if c.Local == local && c.Space == n.Space {
			return c
		}
	}
	return nil
}

// Prefix returns the namespace that the root element binds to a prefix, or "".
func (d *Document) Prefix(prefix string) string {
	if a := d.Root.Attribute("xmlns", prefix); a != nil {
		return a.Value
	}
	return ""
}

// Name returns the element's name as it is written.
func (n *Node) Name() string { return n.name }

// mark is a place of which line and column are known: the beginning of each
// line, and places within long lines, so that no place is far from one.
type mark struct{ offset, line, column int }

// markEvery is the most bytes between two marks.
const markEvery = 512

// Place returns line (from 1) and column (in code points, from 1) of an offset.
func (d *Document) Place(offset int) (line, column int) {
	offset = max(0, min(offset, len(d.Source)))
	k := sort.Search(len(d.marks), func(k int) bool { return d.marks[k].offset > offset }) - 1
	m := d.marks[k]
	return m.line, m.column + utf8.RuneCount(d.Source[m.offset:offset])
}

func marksOf(src []byte) []mark {
	marks := make([]mark, 1, len(src)/40+8)
	marks[0] = mark{0, 1, 1}
	for {
		last := marks[len(marks)-1]
		rest := src[last.offset:]
		window := rest[:min(len(rest), markEvery)]
		if i := bytes.IndexByte(window, '\n'); i >= 0 {
			marks = append(marks, mark{last.offset + i + 1, last.line + 1, 1})
			continue
		}
		if len(rest) <= markEvery {
			return marks
		}
		// Do not cut a character in two.
		n := markEvery
		for n > markEvery-utf8.UTFMax && !utf8.RuneStart(rest[n]) {
			n--
		}
		marks = append(marks, mark{last.offset + n, last.line, last.column + utf8.RuneCount(rest[:n])})
	}
}
