package statute

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Tables are set with spaces. A block is a row, or several; a row's cells stand in columns, and a cell may go on over many lines. The
// columns are seldom straight, so a cell belongs to the column whose place in the line before is near.
const (
	shortLine   = 55 // a line shorter than this may be a row with only its left cell
	shorterLine = 52 // the same, in a block where other lines have columns
	mostColumns = 64 // what stands further to the right is put in the last column
	columnDrift = 7  // how many characters a column may move from one line to the next
)

// rowLines are the lines of a block that can be one row: up to where a line with an empty left cell is followed by one with it filled.
func (p *parser) rowLines(b *block) []line {
	emptyLeft := false
	for i, l := range b.lines {
		if i > 0 && spaceAt(p.src, l.start) > 0 {
			emptyLeft = true
		} else if emptyLeft {
			return b.lines[:i]
		}
	}
	return b.lines
}

// gap reports whether a line has at least n spaces in a row, or a tab, after its first word or before it.
func (p *parser) gap(l line, n int) bool {
	text := p.src[l.start:l.end]
	return strings.Contains(text, "   "[:n]) || strings.IndexByte(text, '\t') >= 0
}

// shape counts the lines of a row: how many are short, have columns, or either. The first line is looked at without leading space.
type shape struct{ lines, short, columns, either int }

func (p *parser) shapeOf(b *block) shape {
	lines := p.rowLines(b)
	s := shape{lines: len(lines)}
	for i, l := range lines {
		if i == 0 {
			l.start = b.start
		}
		n := utf8.RuneCountInString(p.src[l.start:l.end])
		columns := p.gap(l, 2)
		if n < shortLine {
			s.short++
		}
		if columns {
			s.columns++
		}
		if columns || n < shorterLine {
			s.either++
		}
	}
	return s
}

// columnsIn reports whether all lines of block i stand in columns.
func (p *parser) columnsIn(i int) bool {
	if i >= len(p.blocks) {
		return false
	}
	b := &p.blocks[i]
	s := p.shapeOf(b)
	return s.lines > 1 && s.columns == s.lines || s.lines == 1 && p.gap(line{b.start, b.lines[0].end}, 3)
}

// tableStarts reports whether block i is the first row of a table. A block of short lines is one only when columns follow.
func (p *parser) tableStarts(i int) bool {
	b := &p.blocks[i]
	if b.body > b.start {
		return false
	}
	if len(b.lines) == 1 {
		return p.gap(line{b.start, b.end}, 3) && !p.listLed(b)
	}
	s := p.shapeOf(b)
	switch {
	case s.lines == 1:
		return p.gap(line{b.start, b.lines[0].end}, 3)
	case s.short == s.lines:
		return p.columnsIn(i+1) || s.columns == s.lines
	}
	return s.columns == s.lines || s.either == s.lines
}

// listLed reports whether a wide space is only that after the sign of a point: "-    text".
func (p *parser) listLed(b *block) bool {
	rest, ok := dashLabel(p.src, b.body, b.end)
	if !ok {
		_, rest, ok = numberLabel(p.src, b.body, b.end)
	}
	return ok && !p.gap(line{rest, b.end}, 3)
}

// rowFollows reports whether block i is one more row of a table.
func (p *parser) rowFollows(i int) bool {
	b := &p.blocks[i]
	if b.body > b.start || p.tableEnds(b) {
		return false
	}
	s := p.shapeOf(b)
	switch {
	case b.start-b.lines[0].start > 1, s.lines == 1 && p.gap(line{b.start, b.lines[0].end}, 2):
		return true
	case s.short == s.lines && s.lines == 1:
		return !p.headingHere(i)
	case s.short == s.lines:
		return true
	}
	return s.either == s.lines
}

// tableEnds reports whether a block surely is no row: a section, a chapter, an appendix, the transitional provisions.
func (p *parser) tableEnds(b *block) bool {
	switch {
	case b.class == classSection && p.sectionBegins(b, false), b.class == classChapter && !b.contents && p.chapterBegins(b, false),
		b.class == classPart && !b.contents && p.partBegins(b):
		return true
	}
	text := p.src[b.body:b.end]
	if _, ok := transitionalHeading(text); ok || len(b.lines) == 1 && isNumber(spaced(text)) && p.base.Kind == Provision {
		return true
	}
	_, rest, ok := appendixLabel(p.src, b.body, b.end)
	return ok && (rest == b.end || p.src[rest] == '/')
}

// headingHere reports whether the short block i is a heading: a section follows, or one more heading and then a section.
func (p *parser) headingHere(i int) bool {
	if i+1 >= len(p.blocks) {
		return false
	}
	if next := &p.blocks[i+1]; next.class != classText {
		return p.tableEnds(next)
	}
	return i+2 < len(p.blocks) && p.headingShape(&p.blocks[i+1]) && p.blocks[i+2].class == classSection && p.tableEnds(&p.blocks[i+2])
}

// table places a table that begins at the block at hand and returns how many blocks it takes. A mark of time alone in a block is for the
// rows after it: first those that cease, then as many that enter into force.
func (p *parser) table() int {
	parent := p.paragraph
	if parent == nil || len(p.lists) > 0 && p.paragraph == nil {
		parent = p.holder()
	}
	t := p.open(Table, parent)
	var stops tabStops
	var time Validity
	ceasing, entering := 0, 0
	i := p.at
	for ; i < len(p.blocks); i++ {
		b := &p.blocks[i]
		if marks, at := p.marks(b.body, b.end); len(marks) > 0 && at == b.end && i > p.at {
			if marks[0].subject != "" {
				break
			}
			p.pending = append(p.pending, marks...)
			p.pendingSpans = append(p.pendingSpans, Span{b.start, b.end})
			holder := &Unit{}
			p.apply(holder, marks, b.start)
			time = holder.Validity
			if !time.From.IsZero() {
				entering, ceasing = ceasing, 0
			}
			continue
		}
		if i > p.at && !p.rowFollows(i) {
			break
		}
		for _, row := range p.rows(t, b, &stops) {
			row.Validity = time
			switch {
			case !time.To.IsZero():
				ceasing++
			case entering > 1:
				entering--
			default:
				entering, time = 0, Validity{}
			}
		}
	}
	p.lists = nil
	return i - p.at
}

// tabStops are the places where the columns of the last line began, in characters from 1; 0 is no stop.
type tabStops []int

func (t tabStops) at(i int) int {
	if i < len(t) {
		return t[i]
	}
	return 0
}

func (t *tabStops) set(i, place int) {
	for len(*t) <= i {
		*t = append(*t, 0)
	}
	(*t)[i] = place
}

// rows makes the rows of a block.
func (p *parser) rows(t *Unit, b *block, stops *tabStops) []*Unit {
	known := len(*stops) > 0
	each := p.rowPerLine(b)
	var rows []*Unit
	var row *Unit
	emptyLeft := false
	for i, l := range b.lines {
		start := l.start
		if spaceAt(p.src, start) > 0 {
			emptyLeft = true
		} else if emptyLeft {
			row, emptyLeft = nil, false
		}
		if row == nil || each {
			row = p.openRow(t)
			rows = append(rows, row)
		}
		p.cells(row, l, stops, known || i > 0)
	}
	for _, row := range rows {
		for _, cell := range row.Children {
			cell.Text = p.cellText(cell)
			p.finish(cell)
		}
	}
	return rows
}

func (p *parser) openRow(t *Unit) *Unit {
	spans := p.pendingSpans
	p.pendingSpans, p.pending = nil, nil
	row := p.open(Row, t)
	row.Spans = spans
	return row
}

// rowPerLine reports whether every line of a block begins with a capital or a digit, and so is a row of its own.
func (p *parser) rowPerLine(b *block) bool {
	for _, l := range b.lines {
		r, _ := utf8.DecodeRuneInString(p.src[l.start:l.end])
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return len(b.lines) > 1
}

// cells puts the pieces of a line into the cells of a row.
func (p *parser) cells(row *Unit, l line, stops *tabStops, known bool) {
	column := 0
	for piece, place := range p.pieces(l) {
		if place > 1 {
			if known && stops.at(column+1)+columnDrift < place && stops.at(column+2) != 0 {
				column++
			}
			column++
			stops.set(column, place)
		} else if len(*stops) == 0 {
			stops.set(0, 0)
		}
		p.own(p.cell(row, min(column, mostColumns-1)), piece.Start, piece.End)
	}
}

// pieces cuts a line at two or more spaces or a tab. Each piece comes with its place in the line, in characters from 1.
func (p *parser) pieces(l line) func(func(Span, int) bool) {
	return func(yield func(Span, int) bool) {
		start, place, column := l.start, 1, 1
		for at := l.start; at < l.end; {
			n := spaceAt(p.src, at)
			if n == 0 {
				_, n = utf8.DecodeRuneInString(p.src[at:l.end])
				at += n
				column++
				continue
			}
			gap, width, tab := at, 0, false
			for at < l.end && spaceAt(p.src, at) > 0 {
				tab = tab || p.src[at] == '\t'
				at += spaceAt(p.src, at)
				width++
			}
			column += width
			if width < 2 && !tab && gap > l.start {
				continue
			}
			if gap > start && !yield(Span{start, gap}, place) {
				return
			}
			start, place = at, column
		}
		if start < l.end {
			yield(Span{start, l.end}, place)
		}
	}
}

// cell returns the cell of a column, which it makes if need be.
func (p *parser) cell(row *Unit, column int) *Unit {
	for i, c := range row.Children {
		if c.col == column {
			return c
		}
		if c.col > column {
			made := p.open(Cell, row)
			copy(row.Children[i+1:], row.Children[i:])
			row.Children[i] = made
			made.col, made.Ordinal = column, itoa(column)
			return made
		}
	}
	made := p.open(Cell, row)
	made.col, made.Ordinal = column, itoa(column)
	return made
}

// cellText joins the pieces of a cell.
func (p *parser) cellText(cell *Unit) string {
	if len(cell.Spans) == 1 {
		return spaced(p.src[cell.Spans[0].Start:cell.Spans[0].End])
	}
	var joined []byte
	for _, span := range cell.Spans {
		joined = p.joinLine(joined, span.Start, span.End)
	}
	return string(joined)
}
