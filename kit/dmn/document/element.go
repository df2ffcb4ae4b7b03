package document

// Element is an element of a document, with the places where it stands. Offsets are bytes of [Document.Text].
type Element struct {
	Space    string // namespace; the bare prefix where it is not declared
	Local    string
	Prefix   string // as written; empty for the default namespace
	Attrs    []Attr // in the order of the file, declarations of namespaces left out
	Parent   *Element
	Children []*Element

	Start    int // of "<"
	StartEnd int // after ">" of the start tag
	EndStart int // of "</"; the same as StartEnd where the element is closed in its start tag
	End      int // after the element

	declared map[string]string // prefix → namespace, as this element declares
	text     []textPiece
}

// Attr is an attribute.
type Attr struct{ Space, Local, Value string }

// textPiece is text right below an element, before the i:th child.
type textPiece struct {
	before int
	text   string
}

// Attr gives the value of an attribute without namespace, or "".
func (e *Element) Attr(local string) string {
	for _, a := range e.Attrs {
		if a.Local == local && a.Space == "" {
			return a.Value
		}
	}
	return ""
}

// xmlSpace is the namespace of xml:lang and xml:space.
const xmlSpace = "http://www.w3.org/XML/1998/namespace"

// Lang gives xml:lang of the element itself, or "".
func (e *Element) Lang() string {
	for _, a := range e.Attrs {
		if a.Local == "lang" && (a.Space == xmlSpace || a.Space == "xml") {
			return a.Value
		}
	}
	return ""
}

// Text gives the text right below the element, without that of its children.
func (e *Element) Text() string {
	switch len(e.text) {
	case 0:
		return ""
	case 1:
		return e.text[0].text
	}
	var text []byte
	for _, piece := range e.text {
		text = append(text, piece.text...)
	}
	return string(text)
}

// Child gives the first child with a local name in the element's own namespace, or nil.
func (e *Element) Child(local string) *Element { return e.ChildIn(e.Space, local) }

// ChildIn gives the first child with a namespace and a local name, or nil.
func (e *Element) ChildIn(space, local string) *Element {
	for _, child := range e.Children {
		if child.Local == local && child.Space == space {
			return child
		}
	}
	return nil
}

// ChildrenIn gives the children with a namespace and a local name.
func (e *Element) ChildrenIn(space, local string) []*Element {
	var found []*Element
	for _, child := range e.Children {
		if child.Local == local && child.Space == space {
			found = append(found, child)
		}
	}
	return found
}

// Closest gives the element itself or the nearest one around it that the test holds for, or nil.
func (e *Element) Closest(test func(*Element) bool) *Element {
	for ; e != nil; e = e.Parent {
		if test(e) {
			return e
		}
	}
	return nil
}

// selfClosed tells whether the element is written <x/>.
func (e *Element) selfClosed() bool { return e.EndStart == e.StartEnd && e.End == e.StartEnd }

// prefixOf finds a prefix that stands for a namespace at this element. The default namespace is the prefix "".
func (e *Element) prefixOf(space string) (prefix string, ok bool) {
	hidden := map[string]bool{}
	for at := e; at != nil; at = at.Parent {
		best, found := "", false
		for p, s := range at.declared {
			if s == space && !hidden[p] && (!found || p < best) {
				best, found = p, true
			}
		}
		if found {
			return best, true
		}
		for p := range at.declared {
			hidden[p] = true
		}
	}
	return "", false
}

// takenPrefix tells whether a prefix already stands for something at this element.
func (e *Element) takenPrefix(prefix string) bool {
	return e.Closest(func(at *Element) bool { _, ok := at.declared[prefix]; return ok }) != nil
}

// Local is a test for elements with a local name, in whatever namespace.
func Local(name string) func(*Element) bool {
	return func(e *Element) bool { return e.Local == name }
}
