package xmltree

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// textBuilder joins character data. As long as there is one plain piece, the
// text is a view of the source.
type textBuilder struct {
	first  []byte
	start  int
	b      strings.Builder
	pieces []piece
}

func (t *textBuilder) plain(raw []byte, offset int) {
	if len(raw) == 0 {
		return
	}
	if t.first == nil && len(t.pieces) == 0 {
		t.first, t.start = raw, offset
		return
	}
	t.flush()
	t.pieces = append(t.pieces, piece{t.b.Len(), offset, true})
	t.b.Write(raw)
}

func (t *textBuilder) char(r rune, offset int) {
	t.flush()
	t.pieces = append(t.pieces, piece{t.b.Len(), offset, false})
	t.b.WriteRune(r)
}

func (t *textBuilder) flush() {
	if t.first != nil {
		t.pieces = append(t.pieces, piece{0, t.start, true})
		t.b.Write(t.first)
		t.first = nil
	}
}

func (t *textBuilder) text() Text {
	switch {
	case t.first != nil && blank(t.first):
		return Text{} // white space between elements says nothing
	case t.first != nil:
		return Text{Value: view(t.first), start: int32(t.start)}
	}
	if t.pieces == nil {
		return Text{}
	}
	pieces := t.pieces
	return Text{Value: t.b.String(), pieces: &pieces}
}

// blank tells whether text is nothing but what XML calls white space; a hard space is not.
func blank(text []byte) bool {
	for _, c := range text {
		if !isSpace(c) {
			return false
		}
	}
	return true
}

// characters reads text up to an offset.
func (p *parser) characters(t *textBuilder, end int) error {
	for p.pos < end {
		raw := p.src[p.pos:end]
		i := special(raw)
		if i < 0 {
			t.plain(raw, p.pos)
			p.pos = end
			return nil
		}
		t.plain(raw[:i], p.pos)
		p.pos += i
		switch p.src[p.pos] {
		case '&':
			r, n, err := p.entity(p.pos, end)
			if err != nil {
				return err
			}
			t.char(r, p.pos)
			p.pos += n
		case '\r':
			p.newline(t)
		default:
			if p.at("]]>") {
				return p.fail(p.pos, `"]]>" may not stand in text`)
			}
			t.plain(p.src[p.pos:p.pos+1], p.pos)
			p.pos++
		}
	}
	return nil
}

// special finds what needs care in text: entities, carriage returns, and the
// bracket that might begin "]]>".
func special(raw []byte) int {
	for i, c := range raw {
		if c == '&' || c == '\r' || c == ']' {
			return i
		}
	}
	return -1
}

// newline turns CR and CR LF into LF, as XML prescribes.
func (p *parser) newline(t *textBuilder) {
	t.char('\n', p.pos)
	p.pos++
	if p.pos < len(p.src) && p.src[p.pos] == '\n' {
		p.pos++
	}
}

func (p *parser) cdata(t *textBuilder) error {
	start := p.pos
	p.pos += len("<![CDATA[")
	end := bytes.Index(p.src[p.pos:], []byte("]]>"))
	if end < 0 {
		return p.fail(start, "the CDATA section has no end")
	}
	stop := p.pos + end
	for p.pos < stop {
		i := bytes.IndexByte(p.src[p.pos:stop], '\r')
		if i < 0 {
			i = stop - p.pos
		}
		t.plain(p.src[p.pos:p.pos+i], p.pos)
		p.pos += i
		if p.pos < stop {
			p.newline(t)
		}
	}
	p.pos = stop + 3
	return nil
}

// entity reads a reference at an offset and returns its length.
func (p *parser) entity(at, end int) (rune, int, error) {
	semicolon := bytes.IndexByte(p.src[at:min(end, at+12)], ';')
	if semicolon < 2 {
		return 0, 0, p.fail(at, `"&" begins no entity; write &amp;`)
	}
	name := string(p.src[at+1 : at+semicolon])
	switch name {
	case "lt":
		return '<', semicolon + 1, nil
	case "gt":
		return '>', semicolon + 1, nil
	case "amp":
		return '&', semicolon + 1, nil
	case "quot":
		return '"', semicolon + 1, nil
	case "apos":
		return '\'', semicolon + 1, nil
	}
	digits, numeric := strings.CutPrefix(name, "#")
	if !numeric {
		return 0, 0, p.fail(at, "the entity &%s; is not known: only those of XML itself are", name)
	}
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || !isCharacter(n) {
		return 0, 0, p.fail(at, "&%s; is no character of XML", name)
	}
	return rune(n), semicolon + 1, nil
}

func isCharacter(n uint64) bool {
	if n < ' ' {
		return n == '\n' || n == '\t' || n == '\r'
	}
	return n <= utf8.MaxRune && utf8.ValidRune(rune(n)) && n != 0xFFFE && n != 0xFFFF
}
