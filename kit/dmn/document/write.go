package document

import (
	"fmt"
	"strings"
)

// writer writes nodes in the manner of the file around them.
type writer struct {
	space, prefix string
	declare       string // declaration of the namespace, until it has been written
	indent        indent
	line          string
}

// indent is how the lines of an element begin.
type indent struct {
	base string // of the element itself
	step string // of each level in it
	none bool   // the file has no lines
}

// row is a node on a line of its own, below the extension elements.
func (w *writer) row(n Node) string { return w.newline(2) + w.element(n, 2) }

func (w *writer) newline(level int) string {
	if w.indent.none {
		return ""
	}
	return w.line + w.indent.base + strings.Repeat(w.indent.step, level)
}

func (w *writer) element(n Node, level int) string {
	var b strings.Builder
	b.WriteString("<" + w.prefix + ":" + n.Name + w.declare)
	w.declare = ""
	for _, a := range n.Attrs {
		name := a.Local
		if a.Space == "xml" {
			name = "xml:" + name
		}
		b.WriteString(" " + name + `="` + escape(a.Value) + `"`)
	}
	if n.Text == "" && len(n.Children) == 0 {
		b.WriteString("/>")
		return b.String()
	}
	b.WriteString(">" + escape(n.Text))
	for _, child := range n.Children {
		b.WriteString(w.newline(level+1) + w.element(child, level+1))
	}
	if len(n.Children) > 0 {
		b.WriteString(w.newline(level))
	}
	b.WriteString("</" + w.prefix + ":" + n.Name + ">")
	return b.String()
}

// indentOf reads how the file indents, from the lines of an element and of what is in it.
func (d *Document) indentOf(e *Element) indent {
	in := indent{step: "  "}
	base, own := d.leading(e)
	if !own {
		in.none = !strings.ContainsAny(string(d.text[e.Start:e.End]), "\n") && e.Parent != nil
	}
	in.base = base
	for _, child := range e.Children {
		if lead, ok := d.leading(child); ok {
			if step, deeper := strings.CutPrefix(lead, base); deeper && step != "" {
				in.step = step
				return in
			}
		}
	}
	if e.Parent == nil {
		return in
	}
	if lead, ok := d.leading(e.Parent); ok {
		if step, deeper := strings.CutPrefix(base, lead); deeper && step != "" {
			in.step = step
		}
	}
	return in
}

// leading is the white space from the line's start to an element; ok is false where something else stands before it on the line.
func (d *Document) leading(e *Element) (space string, ok bool) {
	before := string(d.text[:e.Start])
	line := before[strings.LastIndexByte(before, '\n')+1:]
	if strings.TrimSpace(line) != "" {
		return "", false
	}
	return line, strings.Contains(before, "\n")
}

// lineBreak is how the file breaks lines.
func (d *Document) lineBreak() string {
	if strings.Contains(string(d.text), "\r\n") {
		return "\r\n"
	}
	return "\n"
}

// escape writes text so that it reads back the same, in an element and in an attribute. White space that a reader would make plain is
// written as references (XML 1.0, 2.11 and 3.3.3).
func escape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#13;", "\n", "&#10;", "\t", "&#9;").Replace(text)
}

// asciiXML writes every other character as a reference.
func asciiXML(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r < 0x80 {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "&#x%X;", r)
		}
	}
	return b.String()
}

// notXML tells whether XML 1.0 (2.2) forbids a character, even as a reference.
func notXML(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}
