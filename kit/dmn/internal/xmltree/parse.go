package xmltree

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/bits"
	"strings"
	"unicode/utf8"
	"unsafe"
)

const xmlSpace = "http://www.w3.org/XML/1998/namespace"

// Parse reads a document. The error is a [*SyntaxError] or a [*LimitError].
// The source is kept and must not be changed afterwards.
func Parse(src []byte, limits Limits) (*Document, error) {
	d := &Document{Source: src}
	p := &parser{src: src, limits: limits.withDefaults(), doc: d, names: map[string]*Name{}}
	if len(src) > p.limits.Bytes {
		d.places = places{lines: []int32{0}}
		return nil, &LimitError{Limit: "bytes", Max: p.limits.Bytes, Line: 1, Column: 1}
	}
	d.places = placesOf(src)
	if err := p.encoding(); err != nil {
		return nil, err
	}
	if err := p.checkCharacters(); err != nil {
		return nil, err
	}
	if err := p.document(); err != nil {
		return nil, err
	}
	return d, nil
}

type parser struct {
	src      []byte
	pos      int
	limits   Limits
	doc      *Document
	depth    int
	elements int
	slab     []Node
	attrSlab []Attr
	attrs    []Attr           // of the tag being read
	names    map[string]*Name // without namespace, by the name as written
	spaces   []binding        // namespaces in force, innermost last
}

type binding struct{ prefix, space string }

func (p *parser) fail(at int, format string, args ...any) error {
	line, column := p.doc.Place(at)
	return &SyntaxError{at, line, column, fmt.Sprintf(format, args...)}
}

func (p *parser) over(limit string, most, at int) error {
	line, column := p.doc.Place(at)
	return &LimitError{limit, most, at, line, column}
}

// encoding passes the byte order mark and the XML declaration, and refuses
// encodings other than UTF-8.
func (p *parser) encoding() error {
	if bytes.HasPrefix(p.src, []byte("\xff\xfe")) || bytes.HasPrefix(p.src, []byte("\xfe\xff")) ||
		bytes.HasPrefix(p.src, []byte("<\x00")) || bytes.HasPrefix(p.src, []byte("\x00<")) {
		return p.fail(0, "the file is UTF-16; save it as UTF-8")
	}
	if bytes.HasPrefix(p.src, []byte("\xef\xbb\xbf")) {
		p.pos = 3
	}
	return p.declaration()
}

// checkCharacters refuses what is not UTF-8 and control characters.
func (p *parser) checkCharacters() error {
	for i := 0; i < len(p.src); {
		if i = p.plainUpTo(i); i == len(p.src) {
			return nil
		}
		c := p.src[i]
		if c < utf8.RuneSelf {
			if c < ' ' && c != '\n' && c != '\t' && c != '\r' {
				return p.fail(i, "the control character %U may not stand in XML", c)
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(p.src[i:])
		if r == utf8.RuneError && n == 1 {
			return p.fail(i, "the byte %#x is no valid UTF-8", c)
		}
		if r == 0xFFFE || r == 0xFFFF {
			return p.fail(i, "the character %U may not stand in XML", r)
		}
		i += n
	}
	return nil
}

// plainUpTo passes bytes that are neither control characters nor beyond ASCII,
// eight at a time.
func (p *parser) plainUpTo(i int) int {
	const high, low = 0x8080808080808080, 0x2020202020202020
	for ; i+8 <= len(p.src); i += 8 {
		word := binary.LittleEndian.Uint64(p.src[i:])
		// A byte below 0x20 borrows from its highest bit; one that borrows
		// falsely lies after it and is only looked at again.
		if odd := (word | (word - low)) & high; odd != 0 {
			return i + bits.TrailingZeros64(odd)/8
		}
	}
	for i < len(p.src) && p.src[i] >= ' ' && p.src[i] < utf8.RuneSelf {
		i++
	}
	return i
}

func (p *parser) document() error {
	if err := p.misc(); err != nil {
		return err
	}
	if p.pos >= len(p.src) {
		return p.fail(p.pos, "the file holds no element")
	}
	root, err := p.element(nil)
	if err != nil {
		return err
	}
	p.doc.Root = root
	if err := p.misc(); err != nil {
		return err
	}
	if p.pos < len(p.src) {
		return p.fail(p.pos, "nothing may follow the closing tag of the document")
	}
	return nil
}

// declaration reads <?xml ... ?> and refuses other encodings.
func (p *parser) declaration() error {
	if !p.at("<?xml") || p.pos+5 < len(p.src) && !isSpace(p.src[p.pos+5]) {
		return nil
	}
	end := bytes.Index(p.src[p.pos:], []byte("?>"))
	if end < 0 {
		return p.fail(p.pos, "the XML declaration has no end")
	}
	text := p.src[p.pos : p.pos+end]
	if i := bytes.Index(text, []byte("encoding")); i >= 0 {
		fields := bytes.FieldsFunc(text[i+len("encoding"):], func(r rune) bool { return bytes.ContainsRune([]byte("= \t\r\n\"'"), r) })
		if len(fields) > 0 && !bytes.EqualFold(fields[0], []byte("utf-8")) && !bytes.EqualFold(fields[0], []byte("us-ascii")) {
			return p.fail(p.pos+i, "the encoding %s is not read; save the file as UTF-8", fields[0])
		}
	}
	p.pos += end + 2
	return nil
}

// misc skips what may stand around the root element.
func (p *parser) misc() error {
	for {
		p.skipSpace()
		switch {
		case p.pos >= len(p.src):
			return nil
		case p.at("<!--"), p.at("<?"):
			if err := p.skipMarkup(); err != nil {
				return err
			}
		case p.at("<!"):
			return p.fail(p.pos, "a document type (DTD) is not allowed, since entities are a way of attack; remove it")
		case p.src[p.pos] == '<':
			return nil
		default:
			return p.fail(p.pos, "only elements and comments may stand outside the document's element")
		}
	}
}

// skipMarkup skips a comment or a processing instruction.
func (p *parser) skipMarkup() error {
	start := p.pos
	if p.at("<!--") {
		end := bytes.Index(p.src[p.pos+4:], []byte("--"))
		if end < 0 {
			return p.fail(start, "the comment has no end")
		}
		p.pos += 4 + end
		if !p.at("-->") {
			return p.fail(p.pos, `"--" may not stand in a comment`)
		}
		p.pos += 3
		return nil
	}
	p.pos += 2
	target, err := p.name()
	if err != nil {
		return err
	}
	if strings.EqualFold(target.raw, "xml") {
		return p.fail(start, "the XML declaration may stand only at the beginning")
	}
	end := bytes.Index(p.src[p.pos:], []byte("?>"))
	if end < 0 {
		return p.fail(start, "the processing instruction has no end")
	}
	if end > 0 && !isSpace(p.src[p.pos]) {
		return p.fail(p.pos, "a space is missing after the name of the processing instruction")
	}
	p.pos += end + 2
	return nil
}

func (p *parser) at(text string) bool {
	return len(p.src)-p.pos >= len(text) && string(p.src[p.pos:p.pos+len(text)]) == text
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func (p *parser) skipSpace() {
	for p.pos < len(p.src) && isSpace(p.src[p.pos]) {
		p.pos++
	}
}

// name reads a name with an optional prefix. Its namespace is not resolved.
func (p *parser) name() (*Name, error) {
	start := p.pos
	for p.pos < len(p.src) && isNameByte(p.src[p.pos]) {
		p.pos++
	}
	if p.pos == start || !mayBegin(p.src[start]) {
		return nil, p.fail(start, "a name is missing")
	}
	raw := p.src[start:p.pos]
	if name, ok := p.names[string(raw)]; ok {
		return name, nil
	}
	if bytes.Count(raw, []byte(":")) > 1 || raw[0] == ':' || raw[len(raw)-1] == ':' {
		return nil, p.fail(start, "the name %s has a colon too many", raw)
	}
	name := &Name{raw: string(raw)}
	_, name.Local = splitPrefix(name.raw)
	p.names[name.raw] = name
	return name, nil
}

func isNameByte(c byte) bool {
	return c >= utf8.RuneSelf || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
		c == '_' || c == ':' || c == '-' || c == '.'
}

func mayBegin(c byte) bool { return c != '-' && c != '.' && (c < '0' || c > '9') }

// view makes a string of source bytes without copying; the source is kept
// unchanged by contract.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
