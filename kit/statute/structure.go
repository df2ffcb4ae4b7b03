package statute

import "strings"

func (p *parser) placePart(b *block, marks []mark, at int) {
	ordinal, rest, _ := partLabel(p.src, at, b.end)
	p.scope = scope{base: p.base, lastPart: ordinal, lastChapter: p.lastChapter}
	u := p.open(Part, p.base)
	p.apply(u, marks, b.start)
	p.part = u
	u.Ordinal = ordinal
	u.Label = p.text(at, trimEnd(p.src, at, rest))
	u.Text = p.text(rest, b.end)
	p.own(u, b.start, b.end)
	if u.Text == "" && p.titleFollows() {
		title := &p.blocks[p.at+1]
		u.Text = p.text(title.start, title.end)
		p.own(u, title.start, title.end)
		p.at++
	}
}

// titleFollows reports whether the block after the one at hand is the title of a part whose heading has only the number.
func (p *parser) titleFollows() bool {
	if p.at+1 >= len(p.blocks) {
		return false
	}
	b := &p.blocks[p.at+1]
	return len(b.lines) <= 2 && b.class == classText && startsUpper(p.src[b.body:b.end]) && !endsOpen(p.src[b.body:b.end]) &&
		!p.subpartBegins(b.body, b) && !p.isArticle(b)
}

func (p *parser) partBegins(b *block) bool {
	if p.base != p.root {
		return false
	}
	return p.lastPart == "" || compareOrdinals(b.ordinal, p.lastPart) > 0
}

// subpartBegins reports whether a block is a heading with a Roman numeral that a chapter follows.
func (p *parser) subpartBegins(at int, b *block) bool {
	if p.base != p.root || len(b.lines) > 2 || p.src[at] > 'X' || strings.IndexByte("IVX", p.src[at]) < 0 || b.class != classText {
		return false
	}
	_, rest, ok := subpartLabel(p.src, at, b.end)
	if !ok || endsOpen(p.src[rest:b.end]) || p.at+1 >= len(p.blocks) {
		return false
	}
	next := &p.blocks[p.at+1]
	return next.class == classChapter && !next.contents && p.chapterBegins(next, false)
}

func subpartLabel(s string, at, end int) (string, int, bool) {
	stop := at
	for stop < end && strings.IndexByte("IVX", s[stop]) >= 0 {
		stop++
	}
	n := roman(s[at:stop])
	if stop < end && s[stop] == '.' {
		stop++
	}
	if n == 0 || stop >= end || spaceAt(s, stop) == 0 {
		return "", at, false
	}
	rest := skipSpace(s, stop, end)
	return itoa(n), rest, startsUpper(s[rest:end])
}

func (p *parser) placeSubpart(b *block, marks []mark, at int) {
	ordinal, rest, _ := subpartLabel(p.src, at, b.end)
	p.subpart, p.chapter, p.article = nil, nil, nil
	p.leaveSection()
	u := p.open(Subpart, p.home())
	p.apply(u, marks, b.start)
	p.subpart = u
	u.Ordinal = ordinal
	u.Label = p.text(at, trimEnd(p.src, at, rest))
	u.Text = p.text(rest, b.end)
	p.own(u, b.start, b.end)
}

// chapterBegins reports whether a block with the shape of a chapter's heading begins a chapter here.
func (p *parser) chapterBegins(b *block, report bool) bool {
	if p.base.Kind == Provision {
		return false
	}
	order := compareOrdinals(b.ordinal, p.lastChapter)
	switch {
	case p.lastChapter == "" || order > 0:
		return true
	case order == 0 && (b.marked || p.chapter != nil && !p.chapter.Validity.IsZero() || p.marksInside(b)):
		return true
	case p.part != nil && p.chapter == nil && b.ordinal == "1":
		return true
	}
	if report {
		p.problem(ChapterBackwards, b.start, "chapter %s after chapter %s; kept as text", b.ordinal, p.lastChapter)
	}
	return false
}

// marksInside reports whether marks stand after the label of a block.
func (p *parser) marksInside(b *block) bool {
	_, rest, ok := chapterLabel(p.src, b.body, b.end)
	return ok && rest < b.end && p.src[rest] == '/'
}

func (p *parser) placeChapter(b *block, marks []mark, at int) {
	ordinal, rest, _ := chapterLabel(p.src, at, b.end)
	p.chapter, p.article = nil, nil
	p.leaveSection()
	p.lastChapter, p.lastOrdinal, p.level = ordinal, "", 0
	u := p.open(Chapter, p.home())
	p.apply(u, marks, b.start)
	u.Ordinal = ordinal
	u.Label = p.text(at, trimEnd(p.src, at, rest))
	marks, title := p.marks(rest, b.end)
	p.apply(u, marks, rest)
	u.Text = p.text(title, b.end)
	u.Gone = goneIn(u.Text)
	p.own(u, b.start, b.end)
	p.chapter = u
}
