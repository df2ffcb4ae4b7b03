package statute

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sectionBegins reports whether a block with the label of a section begins one here. Text that cites "3 § andra stycket" first in a block
// goes on in lower case; a number lower than the last section's is a citation or an error, and is kept as text.
func (p *parser) sectionBegins(b *block, report bool) bool {
	_, at := p.marks(b.body, b.end)
	_, rest, _ := sectionLabel(p.src, at, b.end)
	title := p.src[rest:b.end]
	if r, _ := utf8.DecodeRuneInString(title); unicode.IsLower(r) && !isGone(title) {
		return false
	}
	if b.body > b.start || b.ordinal == "1" || p.lastOrdinal == "" {
		return true
	}
	if compareOrdinals(b.ordinal, p.lastOrdinal) >= 0 {
		return true
	}
	if report {
		p.problem(SectionBackwards, b.start, "section %s after section %s; kept as text of the section before", b.ordinal, p.lastOrdinal)
	}
	return false
}

func (p *parser) placeSection(b *block, marks []mark, at int) {
	ordinal, rest, _ := sectionLabel(p.src, at, b.end)
	p.leaveSection()
	u := p.open(Section, p.home())
	p.apply(u, marks, b.start)
	p.section, p.lastOrdinal = u, ordinal
	u.Ordinal = ordinal
	u.Label = p.text(at, trimEnd(p.src, at, rest))
	marks, body := p.marks(rest, b.end)
	p.apply(u, marks, rest)
	if text := p.src[body:b.end]; isGone(text) {
		u.Text = p.text(body, b.end)
		u.Gone = goneIn(u.Text)
		p.own(u, b.start, b.end)
		return
	}
	p.own(u, b.start, body)
	if p.src[rest:b.end] == "" {
		return
	}
	p.subsections(body, b.end)
}

// subsections places the rest of a section's first block: "1 mom. Text" or plain text.
func (p *parser) subsections(at, end int) {
	if number, rest, ok := subsectionLabel(p.src, at, end); ok {
		p.subsection = p.open(Subsection, p.section)
		p.subsection.Ordinal = number
		p.subsection.Label = p.text(at, trimEnd(p.src, at, rest))
		p.own(p.subsection, at, rest)
		at = rest
	}
	if at < end {
		p.placeParagraph(at, end)
	}
}

// placeArticle places "Artikel 5", as treaties have in place of sections.
func (p *parser) placeArticle(b *block) bool {
	if p.section != nil && p.base == p.root && p.article == nil && b.body == b.start && !p.articlesRun(b) || !p.isArticle(b) {
		return false
	}
	ordinal, _ := articleLabel(p.src, b.body, b.end)
	headed := p.headingFollows()
	level := 0
	if headed {
		level = p.headingLevel()
	}
	p.article = nil
	p.leaveSection()
	u := p.open(Article, p.home())
	u.Ordinal, u.Label, u.Level, u.headed = ordinal, p.text(b.start, b.end), level, headed
	p.own(u, b.start, b.end)
	p.article = u
	return true
}

func (p *parser) isArticle(b *block) bool {
	if len(b.lines) != 1 || b.class != classText {
		return false
	}
	_, ok := articleLabel(p.src, b.body, b.end)
	return ok
}

// articlesRun reports whether a text goes on with articles after its sections: the first article has number 1 or I.
func (p *parser) articlesRun(b *block) bool {
	ordinal, _ := articleLabel(p.src, b.body, b.end)
	return ordinal == "1" || ordinal == "I"
}

// maxHeading is the longest heading, in characters; longer blocks are text.
const maxHeading = 135

// headingShape reports whether a block by itself could be a heading.
func (p *parser) headingShape(b *block) bool {
	text := p.src[b.body:b.end]
	if b.body > b.start {
		return true
	}
	if marks, at := p.marks(b.body, b.end); len(marks) > 0 {
		text = p.src[at:b.end]
		if text == "" {
			return false
		}
	} else if text[0] == '/' {
		return false
	}
	first, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsUpper(first) || len(text) > 2*maxHeading || utf8.RuneCountInString(text) > maxHeading {
		return false
	}
	if _, _, chapter := chapterLabel(text, 0, len(text)); chapter && b.class != classChapter {
		return false
	}
	if b.class == classSection || endsAsText(text) || noteAtEnd(text) != nil {
		return false
	}
	if _, _, ok := numberLabel(text, 0, len(text)); ok {
		return false
	}
	if _, ok := dashLabel(text, 0, len(text)); ok {
		return false
	}
	return true
}

// endsAsText reports whether a text ends as headings never do.
func endsAsText(text string) bool {
	return endsSentence(text) || strings.HasSuffix(text, ",") || strings.HasSuffix(text, ":") || strings.HasSuffix(text, "samt") ||
		strings.HasSuffix(text, "eller")
}

// isHeading reports whether a block is a heading: it has the shape, and what follows is a section, a chapter or another heading.
func (p *parser) isHeading(i int) bool {
	b := &p.blocks[i]
	if b.body > b.start {
		return true
	}
	if b.contents || !p.headingShape(b) || i+1 >= len(p.blocks) {
		return false
	}
	next := &p.blocks[i+1]
	switch {
	case next.contents:
		return false
	case next.class == classSection:
		return p.sectionBegins(next, false)
	case next.class == classChapter:
		return p.chapterBegins(next, false)
	case next.class == classPart:
		return p.partBegins(next)
	}
	return p.headingShape(next)
}

// headingFollows reports whether the block after the one at hand could be a heading, of another time than alternatives to it.
func (p *parser) headingFollows() bool {
	if p.at+1 >= len(p.blocks) {
		return false
	}
	b, next := &p.blocks[p.at], &p.blocks[p.at+1]
	if next.class != classText || next.contents || !p.headingShape(next) {
		return false
	}
	return !b.marked || !next.marked
}

// doubt notes blocks that look like a section read wrong by a scanner: "l § Lagen", "2 $ Lagen".
func (p *parser) doubt(b *block, at int) {
	text := p.src[at:min(b.end, at+16)]
	number, rest, ok := strings.Cut(text, " ")
	if !ok || len(number) > 3 || number == "" {
		return
	}
	looks := strings.HasPrefix(rest, "§ ") && strings.Trim(number, "lIO0123456789") == "" ||
		strings.HasPrefix(rest, "$ ") && allDigits(number)
	if looks && b.class != classSection {
		p.problem(DirtyText, at, "%q looks like the number of a section read wrong; kept as text", strings.TrimSpace(number+" "+rest[:strings.IndexByte(rest, ' ')]))
	}
}
