package document

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"
)

// Limits of a file. Past one of them [Parse] gives a [SyntaxError] that names it.
const (
	MaxBytes    = 64 << 20
	MaxElements = 2_000_000
	MaxDepth    = 500
)

// SyntaxError says why a file is no document that is read here, and where.
type SyntaxError struct {
	Line    int // from 1
	Column  int // in code points, from 1
	Message string
}

// Error gives the place and the message.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Message)
}

// Document is an XML file as it was written. It is immutable and safe for concurrent use.
type Document struct {
	source []byte // the file
	enc    encoding
	mark   int    // length of the byte order mark
	text   []byte // without the mark, in UTF-8
	root   *Element
}

// Parse reads a file. The error is a *SyntaxError.
func Parse(data []byte) (*Document, error) {
	if len(data) > MaxBytes {
		return nil, &SyntaxError{Line: 1, Column: 1, Message: fmt.Sprintf("the file is larger than the limit of %d bytes", MaxBytes)}
	}
	enc, mark, err := encodingOf(data)
	if err != nil {
		return nil, err
	}
	data = slices.Clone(data)
	d := &Document{source: data, enc: enc, mark: mark, text: enc.decode(data[mark:])}
	r := reader{doc: d}
	if err := r.read(); err != nil {
		return nil, err
	}
	return d, nil
}

// Bytes gives the file as it was read, or with the changes made.
func (d *Document) Bytes() []byte { return slices.Clone(d.source) }

// Text gives the file in UTF-8, without a byte order mark: what the offsets of elements count in.
func (d *Document) Text() string { return string(d.text) }

// Root gives the outermost element.
func (d *Document) Root() *Element { return d.root }

// Find gives the elements that a test holds for, in the order of the file.
func (d *Document) Find(test func(*Element) bool) []*Element {
	var found []*Element
	var walk func(*Element)
	walk = func(e *Element) {
		if test(e) {
			found = append(found, e)
		}
		for _, child := range e.Children {
			walk(child)
		}
	}
	walk(d.root)
	return found
}

// Position gives the line and the column, in code points, of an offset in the text; both count from 1.
func (d *Document) Position(offset int) (line, column int) {
	before := d.text[:min(max(offset, 0), len(d.text))]
	line = 1 + bytes.Count(before, []byte("\n"))
	return line, 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
}

// reader builds the tree.
type reader struct {
	doc   *Document
	at    *Element
	depth int
	count int
}

func (r *reader) read() error {
	decoder := xml.NewDecoder(bytes.NewReader(r.doc.text))
	decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	for {
		start := int(decoder.InputOffset())
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return r.syntax(int(decoder.InputOffset()), err)
		}
		if err := r.take(token, start, int(decoder.InputOffset())); err != nil {
			return err
		}
	}
	if r.doc.root == nil {
		return r.fail(len(r.doc.text), "the file holds no element; a DMN model begins with <definitions>")
	}
	return nil
}

func (r *reader) take(token xml.Token, start, end int) error {
	switch token := token.(type) {
	case xml.StartElement:
		return r.open(token, start, end)
	case xml.EndElement:
		r.at.EndStart, r.at.End = start, end
		r.at = r.at.Parent
		r.depth--
	case xml.CharData:
		if r.at != nil {
			r.at.text = append(r.at.text, textPiece{len(r.at.Children), string(token)})
		}
	case xml.Directive:
		return r.fail(start, "a document type declaration is not allowed: remove <!DOCTYPE …>")
	}
	return nil
}

func (r *reader) open(token xml.StartElement, start, end int) error {
	r.count++
	r.depth++
	switch {
	case r.count > MaxElements:
		return r.fail(start, fmt.Sprintf("the file holds more than the limit of %d elements", MaxElements))
	case r.depth > MaxDepth:
		return r.fail(start, fmt.Sprintf("elements are nested deeper than the limit of %d", MaxDepth))
	case r.at == nil && r.doc.root != nil:
		return r.fail(start, "there is a second outermost element; a file has one")
	}
	e := &Element{Space: token.Name.Space, Local: token.Name.Local, Parent: r.at, Start: start, StartEnd: end, EndStart: end, End: end}
	e.Prefix = prefixAt(r.doc.text[start:end])
	for _, a := range token.Attr {
		switch {
		case a.Name.Space == "xmlns":
			e.declare(a.Name.Local, a.Value)
		case a.Name.Space == "" && a.Name.Local == "xmlns":
			e.declare("", a.Value)
		default:
			e.Attrs = append(e.Attrs, Attr{a.Name.Space, a.Name.Local, a.Value})
		}
	}
	if r.at == nil {
		r.doc.root = e
	} else {
		r.at.Children = append(r.at.Children, e)
	}
	r.at = e
	return nil
}

func (e *Element) declare(prefix, space string) {
	if e.declared == nil {
		e.declared = map[string]string{}
	}
	e.declared[prefix] = space
}

// prefixAt reads the prefix of the name in a start tag.
func prefixAt(tag []byte) string {
	name := tag[1:]
	if end := bytes.IndexAny(name, " \t\r\n/>"); end >= 0 {
		name = name[:end]
	}
	prefix, _, found := bytes.Cut(name, []byte(":"))
	if !found {
		return ""
	}
	return string(prefix)
}

func (r *reader) syntax(offset int, err error) error {
	message := err.Error()
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		message = syntax.Msg
	}
	return r.fail(offset, "this is not well-formed XML: "+message)
}

func (r *reader) fail(offset int, message string) error {
	line, column := r.doc.Position(offset)
	return &SyntaxError{Line: line, Column: column, Message: message}
}
