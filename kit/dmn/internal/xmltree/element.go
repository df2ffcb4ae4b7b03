package xmltree

import (
	"bytes"
	"strings"
)

func (p *parser) newNode() (*Node, error) {
	p.elements++
	if p.elements > p.limits.Elements {
		return nil, p.over("elements", p.limits.Elements, p.pos)
	}
	if len(p.slab) == 0 {
		// Files are most often a tag for every 50 bytes.
		p.slab = make([]Node, min(256, max(8, (len(p.src)-p.pos)/50)))
	}
	n := &p.slab[0]
	p.slab = p.slab[1:]
	return n, nil
}

// element reads from "<" to the end of the closing tag.
func (p *parser) element(parent *Node) (*Node, error) {
	p.depth++
	if p.depth > p.limits.Depth {
		return nil, p.over("depth", p.limits.Depth, p.pos)
	}
	n, err := p.newNode()
	if err != nil {
		return nil, err
	}
	n.Start, n.Parent = int32(p.pos), parent
	p.pos++
	if n.Name, err = p.name(); err != nil {
		return nil, err
	}
	scope := len(p.spaces)
	empty, err := p.attributes(n)
	if err != nil {
		return nil, err
	}
	if err := p.resolve(n); err != nil {
		return nil, err
	}
	n.InnerStart, n.InnerEnd = int32(p.pos), int32(p.pos)
	if !empty {
		if err := p.content(n); err != nil {
			return nil, err
		}
	}
	n.End = int32(p.pos)
	p.spaces = p.spaces[:scope]
	p.depth--
	return n, nil
}

// attributes reads up to ">" or "/>".
func (p *parser) attributes(n *Node) (empty bool, err error) {
	p.attrs = p.attrs[:0]
	for {
		spaced := p.pos < len(p.src) && isSpace(p.src[p.pos])
		p.skipSpace()
		switch {
		case p.pos >= len(p.src):
			return false, p.fail(int(n.Start), "the tag of <%s> has no end", n.raw)
		case p.src[p.pos] == '>':
			p.pos++
			n.Attrs = p.keepAttrs()
			return false, nil
		case p.at("/>"):
			p.pos += 2
			n.Attrs = p.keepAttrs()
			return true, nil
		case !spaced:
			return false, p.fail(p.pos, "a space is missing before the attribute")
		}
		if err := p.attribute(); err != nil {
			return false, err
		}
	}
}

// keepAttrs moves the attributes just read into memory of their own.
func (p *parser) keepAttrs() []Attr {
	n := len(p.attrs)
	if n == 0 {
		return nil
	}
	if len(p.attrSlab) < n {
		p.attrSlab = make([]Attr, max(n, min(256, (len(p.src)-p.pos)/100)))
	}
	kept := p.attrSlab[:n:n]
	p.attrSlab = p.attrSlab[n:]
	copy(kept, p.attrs)
	return kept
}

func (p *parser) attribute() error {
	at := p.pos
	name, err := p.name()
	if err != nil {
		return err
	}
	for i := range p.attrs {
		if p.attrs[i].Name == name {
			return p.fail(at, "the attribute %s comes twice", name.raw)
		}
	}
	if len(p.attrs) >= p.limits.Attributes {
		return p.over("attributes", p.limits.Attributes, at)
	}
	p.skipSpace()
	if !p.at("=") {
		return p.fail(p.pos, `"=" is missing after the attribute %s`, name.raw)
	}
	p.pos++
	p.skipSpace()
	if p.pos >= len(p.src) || p.src[p.pos] != '"' && p.src[p.pos] != '\'' {
		return p.fail(p.pos, "the value of the attribute %s stands in no quotes", name.raw)
	}
	quote := p.src[p.pos]
	p.pos++
	start := p.pos
	end := bytes.IndexByte(p.src[start:], quote)
	if end < 0 {
		return p.fail(start, "the value of the attribute %s has no closing quote", name.raw)
	}
	value, err := p.attributeValue(start, start+end)
	if err != nil {
		return err
	}
	p.pos = start + end + 1
	p.attrs = append(p.attrs, Attr{Name: name, Value: value, Start: int32(start), End: int32(start + end)})
	p.declare(name.raw, value)
	return nil
}

func (p *parser) attributeValue(start, end int) (string, error) {
	raw := p.src[start:end]
	if i := bytes.IndexByte(raw, '<'); i >= 0 {
		return "", p.fail(start+i, `"<" may not stand in an attribute; write &lt;`)
	}
	if plainValue(raw) {
		return view(raw), nil
	}
	var b strings.Builder
	for i := 0; i < len(raw); {
		switch c := raw[i]; c {
		case '&':
			r, n, err := p.entity(start+i, end)
			if err != nil {
				return "", err
			}
			b.WriteRune(r)
			i += n
		case '\r':
			if i+1 < len(raw) && raw[i+1] == '\n' {
				i++
			}
			b.WriteByte(' ')
			i++
		case '\n', '\t':
			b.WriteByte(' ')
			i++
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String(), nil
}

// plainValue tells whether an attribute's value is as it stands: it holds no
// entity, and no white space but spaces.
func plainValue(raw []byte) bool {
	for _, c := range raw {
		if c == '&' || c < ' ' {
			return false
		}
	}
	return true
}

// declare notes the declaration of a namespace.
func (p *parser) declare(name, value string) {
	if name == "xmlns" {
		p.spaces = append(p.spaces, binding{"", value})
	} else if prefix, ok := strings.CutPrefix(name, "xmlns:"); ok {
		p.spaces = append(p.spaces, binding{prefix, value})
	}
}

// resolve finds the namespaces of an element and its attributes, once all its
// declarations are read.
func (p *parser) resolve(n *Node) error {
	prefix, _ := splitPrefix(n.raw)
	space, ok := p.space(prefix)
	if !ok {
		return p.fail(int(n.Start), "the prefix %s of <%s> is declared by no xmlns:%s", prefix, n.raw, prefix)
	}
	n.Name = named(n.Name, space)
	for i := range n.Attrs {
		a := &n.Attrs[i]
		prefix, _ := splitPrefix(a.raw)
		switch {
		case a.raw == "xmlns" || prefix == "xmlns":
			a.Name = named(a.Name, "xmlns")
		case prefix != "":
			space, ok := p.space(prefix)
			if !ok {
				return p.fail(int(a.Start), "the prefix %s of the attribute %s is declared by no xmlns:%s", prefix, a.raw, prefix)
			}
			a.Name = named(a.Name, space)
		}
	}
	return nil
}

// named gives the name in a namespace. It is asked for the same one again and
// again, so the last is kept.
func named(plain *Name, space string) *Name {
	if space == plain.Space {
		return plain
	}
	if plain.resolved == nil || plain.resolved.Space != space {
		plain.resolved = &Name{Space: space, Local: plain.Local, raw: plain.raw}
	}
	return plain.resolved
}

func splitPrefix(name string) (prefix, local string) {
	if i := strings.IndexByte(name, ':'); i >= 0 {
		return name[:i], name[i+1:]
	}
	return "", name
}

func (p *parser) space(prefix string) (string, bool) {
	for i := len(p.spaces) - 1; i >= 0; i-- {
		if p.spaces[i].prefix == prefix {
			return p.spaces[i].space, true
		}
	}
	if prefix == "xml" {
		return xmlSpace, true
	}
	return "", prefix == ""
}

// content reads up to and including the closing tag.
func (p *parser) content(n *Node) error {
	var t textBuilder
	var last *Node
	for {
		i := bytes.IndexByte(p.src[p.pos:], '<')
		if i < 0 {
			return p.fail(int(n.Start), "the element <%s> is not closed", n.raw)
		}
		if p.between(n, p.pos+i) {
			p.pos += i
		} else if err := p.characters(&t, p.pos+i); err != nil {
			return err
		}
		switch {
		case p.at("</"):
			n.Text = t.text()
			n.InnerEnd = int32(p.pos)
			return p.closing(n)
		case p.at("<!--"), p.at("<?"):
			if err := p.skipMarkup(); err != nil {
				return err
			}
		case p.at("<![CDATA["):
			if err := p.cdata(&t); err != nil {
				return err
			}
		case p.at("<!"):
			return p.fail(p.pos, "declarations may not stand inside an element")
		default:
			child, err := p.element(n)
			if err != nil {
				return err
			}
			if last == nil {
				n.First = child
			} else {
				last.Next = child
			}
			last = child
		}
	}
}

// between tells whether there is nothing but white space up to a tag, beside
// child elements: it sets lines apart and says nothing.
func (p *parser) between(n *Node, tag int) bool {
	if !blank(p.src[p.pos:tag]) {
		return false
	}
	switch next := p.src[min(tag+1, len(p.src)-1)]; next {
	case '!', '?':
		return false
	case '/':
		return n.First != nil
	}
	return true
}

func (p *parser) closing(n *Node) error {
	start := p.pos
	p.pos += 2
	if rest := p.src[p.pos:]; len(rest) > len(n.raw) && string(rest[:len(n.raw)]) == n.raw && rest[len(n.raw)] == '>' {
		p.pos += len(n.raw) + 1
		return nil
	}
	name, err := p.name()
	if err != nil {
		return err
	}
	if name.raw != n.raw {
		line, _ := p.doc.Place(int(n.Start))
		return p.fail(start, "</%s> closes <%s> of line %d", name.raw, n.raw, line)
	}
	p.skipSpace()
	if !p.at(">") {
		return p.fail(p.pos, "the closing tag </%s> has no end", name.raw)
	}
	p.pos++
	return nil
}
