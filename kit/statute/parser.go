package statute

import (
	"hash/maphash"
	"strings"
	"unicode/utf8"
)

// Options tell what is known about a text beside the text itself.
type Options struct {
	// SFS is the number of the act, "2009:400". It may be empty; a header in the text is read if there is one.
	SFS string
}

// Parse reads the consolidated text of one act. A text that is no text, because it is not UTF-8 or holds control characters, gives an
// [*Error]. Everything else gives a statute, with what could not be made sense of as its problems.
func Parse(text string, options Options) (*Statute, error) {
	if !utf8.ValidString(text) {
		at := firstInvalid(text)
		return nil, &Error{positionIn(text, at), "the text is not UTF-8 here; use Decode for the bytes of a file"}
	}
	if err := checkText(text); err != nil {
		return nil, err
	}
	p := &parser{src: text, root: &Unit{Kind: Root}}
	p.work.SFS = options.SFS
	p.split()
	p.findContents(classPart)
	p.findContents(classChapter)
	p.enter(p.root)
	p.header()
	for p.at < len(p.blocks) {
		p.at += p.place(&p.blocks[p.at])
	}
	p.leftover()
	s := &Statute{Work: p.work, Root: p.root, Source: text}
	s.number("Avd")
	s.reportRepeated(p)
	defineTerms(p.root)
	s.Work.noteRepeal(p.root)
	p.lost()
	s.Problems = p.sorted()
	return s, nil
}

// lost notes the characters that an earlier conversion has replaced by U+FFFD.
func (p *parser) lost() {
	n := strings.Count(p.src, "\ufffd")
	for at, told := 0, 0; told < min(n, mostLost); told++ {
		at += strings.Index(p.src[at:], "\ufffd")
		p.problem(DirtyText, at, "a character was lost here in an earlier conversion; the text has %d such", n)
		at += len("\ufffd")
	}
}

// mostLost is how many lost characters are told one by one.
const mostLost = 20

// parser walks the blocks once. It keeps the units that the next block may be part of.
type parser struct {
	src    string
	lines  []line
	blocks []block
	at     int // the block to place

	root *Unit
	work Work
	scope
	transitional *Unit
	pending      []mark // marks that stand in a block of their own, for the next unit
	pendingSpans []Span

	lastSection string // while splitting
	problems    []Problem
	told        map[Code]int // how many problems of each kind
	words       map[uint64]struct{}
	seed        maphash.Seed
	units       []Unit
	spans       []Span
}

// scope holds the units that are open: the base is the root, an appendix or the provisions of one act; numbers restart in it.
type scope struct {
	base, part, subpart, chapter, article *Unit
	section, subsection                   *Unit
	paragraph                             *Unit
	lists                                 []*Unit
	lastOrdinal                           string // of the sections in the chapter
	lastChapter                           string
	lastPart                              string
	level                                 int // of headings: 0 not yet known, 1, 2
}

func (p *parser) enter(base *Unit) { p.scope = scope{base: base} }

// home is where chapters' contents go: headings, sections, text between them.
func (p *parser) home() *Unit {
	for _, u := range [...]*Unit{p.article, p.chapter, p.subpart, p.part} {
		if u != nil {
			return u
		}
	}
	return p.base
}

// holder is where paragraphs go.
func (p *parser) holder() *Unit {
	if p.subsection != nil {
		return p.subsection
	}
	if p.section != nil {
		return p.section
	}
	return p.home()
}

// leaveSection closes the section that is open.
func (p *parser) leaveSection() {
	p.section, p.subsection, p.paragraph, p.lists = nil, nil, nil, nil
}

// open adds a unit to another. Units are allocated many at a time: a large act has tens of thousands.
func (p *parser) open(kind Kind, parent *Unit) *Unit {
	if len(p.units) == cap(p.units) {
		p.units = make([]Unit, 0, 256)
	}
	p.units = append(p.units, Unit{Kind: kind})
	u := &p.units[len(p.units)-1]
	if len(p.pendingSpans) > 0 {
		u.Spans = p.pendingSpans
		p.apply(u, p.pending, p.pendingSpans[0].Start)
		p.pending, p.pendingSpans = nil, nil
	}
	parent.Children = append(parent.Children, u)
	return u
}

// own gives a unit a range of the source, without the space around it.
func (p *parser) own(u *Unit, start, end int) {
	start = skipSpace(p.src, start, end)
	end = trimEnd(p.src, start, end)
	if start >= end {
		return
	}
	if len(p.spans) == cap(p.spans) {
		p.spans = make([]Span, 0, 256)
	}
	p.spans = append(p.spans, Span{start, end})
	if u.Spans == nil {
		u.Spans = p.spans[len(p.spans)-1 : len(p.spans) : len(p.spans)]
		return
	}
	u.Spans = append(u.Spans, Span{start, end})
}

// place puts a block, or several that belong together, where they belong, and returns how many.
func (p *parser) place(b *block) int {
	marks, at := p.marks(b.body, b.end)
	if len(marks) > 0 && p.markOnly(b, marks, at) {
		return 1
	}
	if p.placeStructure(b, marks, at) {
		return 1
	}
	if p.tableStarts(p.at) {
		return p.table()
	}
	switch {
	case p.placeTransitional(b), p.placeAppendix(b, marks, at), p.placePoint(b), p.placeArticle(b), p.placeComment(b):
		return 1
	case p.isHeading(p.at):
		p.placeHeading(b, marks, at)
		return 1
	}
	p.doubt(b, at)
	p.placeParagraph(b.start, b.end)
	return 1
}

// placeStructure places parts, chapters and sections.
func (p *parser) placeStructure(b *block, marks []mark, at int) bool {
	switch {
	case b.contents:
		return false
	case b.class == classPart && p.partBegins(b):
		p.placePart(b, marks, at)
	case p.subpartBegins(at, b):
		p.placeSubpart(b, marks, at)
	case b.class == classChapter && p.chapterBegins(b, true):
		p.placeChapter(b, marks, at)
	case b.class == classSection && p.sectionBegins(b, true):
		p.placeSection(b, marks, at)
	default:
		return false
	}
	return true
}

// markOnly handles marks that stand alone, and the mark of the whole act that stands first in the text.
func (p *parser) markOnly(b *block, marks []mark, at int) bool {
	if p.at == 0 && marks[0].subject == "" && b.class == classText {
		p.apply(p.root, marks, b.start)
		p.own(p.root, b.start, at)
		if at == b.end {
			return true
		}
		p.cut(b, at)
		p.at += p.place(b) - 1
		return true
	}
	if at < b.end {
		return false
	}
	p.pending = append(p.pending, marks...)
	p.pendingSpans = append(p.pendingSpans, Span{b.start, b.end})
	return true
}

// cut takes away what stands before an offset of a block.
func (p *parser) cut(b *block, at int) {
	i := 0
	for b.lines[i].end <= at {
		i++
	}
	rest := append([]line{{at, b.lines[i].end}}, b.lines[i+1:]...)
	*b = p.newBlock(rest)
	p.classify(b)
}

// leftover keeps marks that nothing follows.
func (p *parser) leftover() {
	if len(p.pendingSpans) > 0 {
		p.problem(BadMark, p.pendingSpans[0].Start, "nothing follows this remark about time")
		p.pending = nil
		u := p.open(Comment, p.holder())
		u.Text = p.text(u.Spans[0].Start, u.Spans[len(u.Spans)-1].End)
	}
}

func (p *parser) placeHeading(b *block, marks []mark, at int) {
	p.leaveSection()
	u := p.open(Heading, p.home())
	p.apply(u, marks, b.start)
	u.Label = p.hashes(b)
	u.Text = p.text(max(at, b.body), b.end)
	u.Level = p.headingLevel()
	p.own(u, b.start, b.end)
	p.finish(u)
}

// headingLevel gives the level of the heading at hand. A heading that another follows is of level 1, and those after it of level 2 until
// the next such pair or the next chapter. Two wordings of one heading are no pair.
func (p *parser) headingLevel() int {
	if p.headingFollows() {
		p.level = 1
	}
	if p.level == 2 {
		return 2
	}
	if p.level == 1 {
		p.level = 2
	}
	return 1
}

// hashes returns the Markdown sign before a block's text, or "".
func (p *parser) hashes(b *block) string {
	return p.src[b.start:trimEnd(p.src, b.start, b.body)]
}

func (p *parser) placeParagraph(start, end int) {
	u := p.open(Paragraph, p.holder())
	u.Text = p.text(start, end)
	p.own(u, start, end)
	p.paragraph, p.lists = u, nil
	p.finish(u)
}

func (p *parser) placeComment(b *block) bool {
	text := p.src[b.body:b.end]
	if text[0] != '/' || text[len(text)-1] != '/' || len(text) < 3 || !startsUpper(text[1:]) {
		return false
	}
	u := p.open(Comment, p.holder())
	u.Text = p.text(b.body, b.end)
	p.own(u, b.start, b.end)
	if strings.Contains(text, "räder i kraft") || strings.Contains(text, "pphör att gälla") {
		p.problem(BadMark, b.start, "a remark about time that cannot be read")
	}
	return true
}

// finish notes the change note that a text ends with, on the unit and on the section it is in.
func (p *parser) finish(u *Unit) {
	u.Note = noteAtEnd(u.Text)
	if u.Note != nil && p.section != nil && u.Kind != Heading {
		p.section.Note = u.Note
	}
}
