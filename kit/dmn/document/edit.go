package document

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Node is an element to write: children after the text.
type Node struct {
	Name     string // local name, in the namespace of the change
	Attrs    []Attr // Space may be empty, or "xml" for xml:lang
	Text     string
	Children []Node
}

// Extensions gives the elements of a namespace that stand in the extension elements of an element.
func (e *Element) Extensions(space string) []*Element {
	var found []*Element
	for _, holder := range e.ChildrenIn(e.Space, extensionElements) {
		for _, child := range holder.Children {
			if child.Space == space {
				found = append(found, child)
			}
		}
	}
	return found
}

// Extension gives the first extension element of an element with a namespace and a local name, or nil.
func (e *Element) Extension(space, local string) *Element {
	for _, child := range e.Extensions(space) {
		if child.Local == local {
			return child
		}
	}
	return nil
}

const extensionElements = "extensionElements"

// ErrForeign says that an element does not belong to the document that is to be changed.
var ErrForeign = errors.New("document: the element belongs to another document")

// Put writes an extension element: in place of the one with the same namespace and name, else last among the extension elements, which
// are made where there are none (DMN 1.5, 6.3.1: after the description, before everything else). prefix is used where the namespace has none in
// the file. Nothing else in the file changes.
func (d *Document) Put(owner *Element, space, prefix string, node Node) (*Document, error) {
	if !d.holds(owner) {
		return nil, ErrForeign
	}
	w := writer{space: space, indent: d.indentOf(owner), line: d.lineBreak()}
	prefix, declared := d.prefixFor(owner, space, prefix)
	w.prefix = prefix
	if !declared {
		w.declare = " xmlns:" + prefix + `="` + escape(space) + `"`
	}
	if err := node.check(); err != nil {
		return nil, err
	}
	if old := owner.Extension(space, node.Name); old != nil {
		return d.splice(old.Start, old.End, w.element(node, 2))
	}
	holder := owner.Child(extensionElements)
	if holder == nil {
		return d.putHolder(owner, w, node)
	}
	if holder.selfClosed() {
		return d.splice(holder.End-len("/>"), holder.End, ">"+w.row(node)+w.newline(1)+"</"+holder.name()+">")
	}
	at := holder.StartEnd
	if n := len(holder.Children); n > 0 {
		at = holder.Children[n-1].End
	}
	return d.splice(at, at, w.row(node))
}

// putHolder makes the extension elements with the node in them.
func (d *Document) putHolder(owner *Element, w writer, node Node) (*Document, error) {
	name := extensionElements
	if owner.Prefix != "" {
		name = owner.Prefix + ":" + name
	}
	holder := w.newline(1) + "<" + name + ">" + w.row(node) + w.newline(1) + "</" + name + ">"
	if owner.selfClosed() {
		return d.splice(owner.End-len("/>"), owner.End, ">"+holder+w.newline(0)+"</"+owner.name()+">")
	}
	at := owner.StartEnd
	if description := owner.Child("description"); description != nil {
		at = description.End
	}
	return d.splice(at, at, holder)
}

// Remove takes an extension element away, with the white space before it; and the extension elements with it where nothing but white
// space is left in them. Without such an element the document is returned as it is.
func (d *Document) Remove(owner *Element, space, local string) (*Document, error) {
	if !d.holds(owner) {
		return nil, ErrForeign
	}
	old := owner.Extension(space, local)
	if old == nil {
		return d, nil
	}
	holder := old.Parent
	rest := string(d.text[holder.StartEnd:old.Start]) + string(d.text[old.End:holder.EndStart])
	if strings.TrimSpace(rest) == "" {
		old = holder
	}
	return d.splice(d.spaceBefore(old), old.End, "")
}

// spaceBefore is where the white space before an element begins, down to its siblings or the start tag around it.
func (d *Document) spaceBefore(e *Element) int {
	return len(strings.TrimRight(string(d.text[:e.Start]), " \t\r\n"))
}

// splice puts text in place of a piece of the document and reads the result.
func (d *Document) splice(start, end int, text string) (*Document, error) {
	from, to := d.mark+d.enc.sourceOffset(d.text, start), d.mark+d.enc.sourceOffset(d.text, end)
	out := slices.Concat(d.source[:from], d.enc.encode(text), d.source[to:])
	changed, err := Parse(out)
	if err != nil {
		return nil, fmt.Errorf("document: the change does not fit: %w", err)
	}
	return changed, nil
}

func (d *Document) holds(e *Element) bool {
	if e == nil {
		return false
	}
	for e.Parent != nil {
		e = e.Parent
	}
	return e == d.root
}

// prefixFor is the prefix to write with, and whether it is declared where the element will stand.
func (d *Document) prefixFor(owner *Element, space, wanted string) (prefix string, declared bool) {
	if prefix, ok := owner.prefixOf(space); ok && prefix != "" {
		return prefix, true
	}
	prefix = wanted
	for n := 2; owner.takenPrefix(prefix); n++ {
		prefix = wanted + strconv.Itoa(n)
	}
	return prefix, false
}

// Declare gives a namespace a prefix on the outermost element, so that it need not be declared on each extension. Where it has one, the
// document is returned as it is.
func (d *Document) Declare(space, wanted string) (*Document, error) {
	prefix, declared := d.prefixFor(d.root, space, wanted)
	if declared {
		return d, nil
	}
	at := d.root.StartEnd - 1
	if d.root.selfClosed() {
		at--
	}
	at = len(strings.TrimRight(string(d.text[:at]), " \t\r\n"))
	return d.splice(at, at, " xmlns:"+prefix+`="`+escape(space)+`"`)
}

// name is the element's name as written.
func (e *Element) name() string {
	if e.Prefix == "" {
		return e.Local
	}
	return e.Prefix + ":" + e.Local
}

func (n Node) check() error {
	if !utf8.ValidString(n.Text) || strings.ContainsFunc(n.Text, notXML) {
		return fmt.Errorf("document: the text of %s holds a character that XML does not allow", n.Name)
	}
	for _, a := range n.Attrs {
		if !utf8.ValidString(a.Value) || strings.ContainsFunc(a.Value, notXML) {
			return fmt.Errorf("document: the attribute %s of %s holds a character that XML does not allow", a.Local, n.Name)
		}
	}
	for _, child := range n.Children {
		if err := child.check(); err != nil {
			return err
		}
	}
	return nil
}
