package statute

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// line is a line of the source without the space at its end; the space at its beginning belongs to it.
type line struct{ start, end int }

// block is a run of lines without a blank line between them, what a typist would call a paragraph.
type block struct {
	lines      []line
	start, end int    // the first and the last byte that is no space
	body       int    // where the text begins, after a Markdown "## "
	class      class  // what the first words look like
	ordinal    string // the number, where the class has one
	marked     bool   // begins with a mark of time
	contents   bool   // an entry in a table of contents
}

// class is what a block looks like by itself, before its place is known.
type class uint8

const (
	classText class = iota
	classPart
	classChapter
	classSection
)

// isSpace reports whether a byte begins a white character, and its length. Besides ASCII, texts hold no-break spaces (C2 A0).
func spaceAt(s string, i int) int {
	switch s[i] {
	case ' ', '\t', '\n', '\r', '\f', '\v':
		return 1
	case 0xC2:
		if i+1 < len(s) && (s[i+1] == 0xA0 || s[i+1] == 0x85) {
			return 2
		}
	case 0xE2:
		if i+2 < len(s) && s[i+1] == 0x80 && (s[i+2] >= 0x80 && s[i+2] <= 0x8A || s[i+2] == 0xAF || s[i+2] == 0xA8 || s[i+2] == 0xA9) {
			return 3
		}
	}
	return 0
}

func skipSpace(s string, at, limit int) int {
	for at < limit {
		n := spaceAt(s, at)
		if n == 0 {
			break
		}
		at += n
	}
	return min(at, limit)
}

// trimEnd returns the offset after the last byte that is no space.
func trimEnd(s string, start, end int) int {
	for end > start {
		switch c := s[end-1]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v':
			end--
		case c >= 0x80:
			r, size := utf8.DecodeLastRuneInString(s[start:end])
			if size == 0 || spaceAt(s, end-size) != size || r == utf8.RuneError {
				return end
			}
			end -= size
		default:
			return end
		}
	}
	return end
}

// spaced joins the words of a text with single spaces.
func spaced(s string) string {
	clean := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c > ' ' && c != 0xC2 && c != 0xE2 {
			continue
		}
		if n := spaceAt(s, i); n > 1 || n == 1 && (s[i] != ' ' || i == 0 || i == len(s)-1 || s[i+1] == ' ') {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		i = skipSpace(s, i, len(s))
		start := i
		for i < len(s) && (s[i] > ' ' && s[i] != 0xC2 && s[i] != 0xE2 || spaceAt(s, i) == 0) {
			i++
		}
		if i > start && b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(s[start:i])
	}
	return b.String()
}

// split cuts the source into lines and blocks.
func (p *parser) split() {
	src := p.src
	p.lines = make([]line, 0, len(src)/64+1)
	for at := 0; at < len(src); {
		next := strings.IndexByte(src[at:], '\n')
		stop := len(src)
		if next >= 0 {
			stop = at + next
		}
		p.lines = append(p.lines, line{at, trimEnd(src, at, stop)})
		at = stop + 1
	}
	p.blocks = make([]block, 0, len(src)/400+1)
	first := -1
	for i, l := range p.lines {
		switch {
		case l.end > l.start && first < 0:
			first = i
		case l.end == l.start && first >= 0:
			p.addBlock(p.lines[first:i])
			first = -1
		}
	}
	if first >= 0 {
		p.addBlock(p.lines[first:])
	}
}

// addBlock adds the lines as one block, or as several where a line inside surely begins something new.
func (p *parser) addBlock(lines []line) {
	first := 0
	b := p.newBlock(lines)
	for i := 1; i < len(lines); i++ {
		if p.beginsInside(&b, lines[first:], i-first) {
			p.remember(p.newBlock(lines[first:i]))
			first = i
			b = p.newBlock(lines[first:])
		}
	}
	p.remember(b)
}

// remember adds a block, and keeps its number for the blocks after it.
func (p *parser) remember(b block) {
	p.classify(&b)
	if b.class == classSection {
		p.lastSection = b.ordinal
	}
	p.blocks = append(p.blocks, b)
}

func (p *parser) newBlock(lines []line) block {
	last := len(lines) - 1
	b := block{lines: lines, end: lines[last].end}
	b.start = skipSpace(p.src, lines[0].start, b.end)
	b.body = b.start
	if hashes := len(p.src[b.start:b.end]) - len(strings.TrimLeft(p.src[b.start:b.end], "#")); hashes > 0 && hashes <= 6 {
		if at := skipSpace(p.src, b.start+hashes, b.end); at > b.start+hashes {
			b.body = at
		}
	}
	return b
}

// beginsInside reports whether line i of a block begins something new though no blank line stands before it. Wrapped sentences often have
// "5 §" or "2 kap." first on a line, so it must be the number that is next in turn, and the line before must be at an end.
func (p *parser) beginsInside(b *block, lines []line, i int) bool {
	l, before := lines[i], lines[i-1]
	at := skipSpace(p.src, l.start, l.end)
	if at == l.end {
		return false
	}
	switch c := p.src[at]; {
	case c >= '0' && c <= '9':
	case c == '/':
		_, ok := readMark(p.src, at, b.end)
		return ok && p.src[before.end-1] == '.' && i+1 < len(lines)
	default:
		return false
	}
	prev := p.src[before.start:before.end]
	if _, rest, ok := chapterLabel(p.src, at, l.end); ok && rest == l.end && strings.HasSuffix(prev, ").") && strings.HasPrefix(prev, "Har upphävts") {
		return true
	}
	if isNumber(p.src[at:l.end]) || isNumber(strings.TrimSpace(prev)) {
		return true
	}
	if ordinal, rest, ok := sectionLabel(p.src, at, l.end); ok {
		ends := prev[len(prev)-1] == '.' && !strings.HasSuffix(prev, "kap.") || i == 1 && len(prev) < 60 && startsUpper(prev) && !endsOpen(prev)
		return ends && startsUpper(p.src[rest:l.end]) && follows(p.lastOf(b), ordinal)
	}
	if ordinal, rest, ok := numberLabel(p.src, at, l.end); ok && rest < l.end {
		return pointMayFollow(prev) && follows(p.pointOf(b), ordinal)
	}
	return false
}

// lastOf is the number of the section that a block begins, else of the last section before it.
func (p *parser) lastOf(b *block) string {
	if ordinal, _, ok := sectionLabel(p.src, b.body, b.end); ok {
		return ordinal
	}
	return p.lastSection
}

// pointOf is the number of the point that a block begins, or "" when it begins none.
func (p *parser) pointOf(b *block) string {
	ordinal, _, _ := numberLabel(p.src, b.body, b.end)
	return ordinal
}

// pointMayFollow reports whether a line ends as the lead of a list, or as a point before the next.
func pointMayFollow(prev string) bool {
	if strings.HasSuffix(prev, ",") || strings.HasSuffix(prev, ":") {
		return true
	}
	word := prev[strings.LastIndexByte(prev, ' ')+1:]
	switch word {
	case "och", "eller", "samt", "om", "av", "för", "när", "efter", "att", "som", "till":
		return true
	}
	return false
}

// text joins the lines of a range: words with single spaces, words hyphenated at the end of a line in one.
func (p *parser) text(start, end int) string {
	if strings.IndexByte(p.src[start:end], '\n') < 0 {
		return spaced(p.src[start:end])
	}
	raw := p.src[start:end]
	if !strings.Contains(raw, "-\n") && !strings.Contains(raw, "-\r\n") && !strings.Contains(raw, "- \n") && !strings.Contains(raw, "- \r\n") {
		return spaced(raw)
	}
	joined := make([]byte, 0, len(raw))
	for at := start; at < end; {
		stop := end
		if n := strings.IndexByte(p.src[at:end], '\n'); n >= 0 {
			stop = at + n
		}
		joined = p.joinLine(joined, at, trimEnd(p.src, at, stop))
		at = stop + 1
	}
	return string(joined)
}

// joinLine adds a line to a text that may end in a hyphen.
func (p *parser) joinLine(joined []byte, start, end int) []byte {
	start = skipSpace(p.src, start, end)
	if start == end {
		return joined
	}
	space := len(joined) > 0
	if space && joined[len(joined)-1] == '-' {
		tail := joined[max(0, len(joined)-longestWord):]
		word := string(tail[bytes.LastIndexAny(tail, " (\"/")+1:])
		join, drop := p.hyphen(word, p.src[start:end], start)
		if drop {
			joined = joined[:len(joined)-1]
		}
		space = !join
	}
	if space {
		joined = append(joined, ' ')
	}
	return append(joined, spaced(p.src[start:end])...)
}
