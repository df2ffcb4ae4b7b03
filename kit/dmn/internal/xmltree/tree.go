package xmltree

import "sort"

// Document is a parsed file.
type Document struct {
	Source []byte
	Root   *Node
	places places
}

// Name is the name of an element or attribute. All that have the same name
// share one.
type Name struct {
	Space, Local string // namespace and local name
	raw          string // as written, with its prefix
	// resolved is, of a name without namespace while the file is read, the
	// name that it last turned out to be.
	resolved *Name
}

// Node is one element. Offsets are 32 bits wide, which [Limits] sees to: large
// files are many nodes, and what a node weighs is most of what reading costs.
type Node struct {
	*Name
	Attrs  []Attr
	Text   Text // the characters directly inside, joined
	Parent *Node
	First  *Node // first child element
	Next   *Node // next sibling element
	// Start is the offset of "<", End the offset after the closing ">".
	Start, End int32
	// InnerStart and InnerEnd bound what stands between the tags; they are
	// equal for an empty element.
	InnerStart, InnerEnd int32
}

// Attr is one attribute. Declarations of namespaces are attributes too, with
// the space "xmlns".
type Attr struct {
	*Name
	Value string
	// Start and End bound the value in the file, without its quotes.
	Start, End int32
}

// Text is character data and where it came from.
type Text struct {
	Value  string
	pieces *[]piece // when the text is not one plain piece
	start  int32    // else where it begins
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
		return int(t.start) + i
	}
	pieces := *t.pieces
	k := sort.Search(len(pieces), func(k int) bool { return pieces[k].at > i }) - 1
	if k < 0 {
		return 0
	}
	p := pieces[k]
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

// Written returns the name as it is written, with its prefix.
func (n *Name) Written() string { return n.raw }
