package xmltree

import "sort"

// Document is a parsed file.
type Document struct {
	Source []byte
	Root   *Node
	lines  []int // offsets at which lines begin
	chars  []int // code points before each block, so that a file of one line is not counted again for every element
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

// Name returns the element's name as it is written.
func (n *Node) Name() string { return n.name }

// Place returns line (from 1) and column (in code points, from 1) of an offset.
func (d *Document) Place(offset int) (line, column int) {
	offset = max(0, min(offset, len(d.Source)))
	line = sort.SearchInts(d.lines, offset+1)
	return line, d.charsBefore(offset) - d.charsBefore(d.lines[line-1]) + 1
}

// block is how many bytes are counted at a time.
const block = 1024

// charsBefore counts the code points before an offset.
func (d *Document) charsBefore(offset int) int {
	if d.chars == nil {
		return countChars(d.Source[:offset])
	}
	return d.chars[offset/block] + countChars(d.Source[offset/block*block:offset])
}

// countChars counts the bytes that begin a code point, so that counts of pieces add up.
func countChars(piece []byte) (n int) {
	for _, c := range piece {
		if c&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

func charCounts(src []byte) []int {
	counts := make([]int, 1, len(src)/block+2)
	for at := 0; at+block <= len(src); at += block {
		counts = append(counts, counts[len(counts)-1]+countChars(src[at:at+block]))
	}
	return counts
}

func lineStarts(src []byte) []int {
	starts := []int{0}
	for i, c := range src {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}
