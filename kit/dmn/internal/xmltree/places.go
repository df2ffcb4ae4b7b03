package xmltree

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// places finds lines and columns: where each line begins and, within lines too
// long to be counted through again and again, the column of every so many bytes.
type places struct {
	lines []int32
	marks []mark
}

// mark is a place within a long line.
type mark struct{ offset, column int32 }

// markEvery is the most bytes between two places that are known.
const markEvery = 512

func placesOf(src []byte) places {
	p := places{lines: make([]int32, 1, bytes.Count(src, newline)+1)}
	for start := 0; ; {
		end := bytes.IndexByte(src[start:], '\n')
		if end < 0 {
			p.markLine(src, start, len(src))
			return p
		}
		end += start
		p.markLine(src, start, end)
		start = end + 1
		p.lines = append(p.lines, int32(start))
	}
}

var newline = []byte("\n")

func (p *places) markLine(src []byte, start, end int) {
	column := 1
	for end-start > markEvery {
		// Do not cut a character in two.
		n := markEvery
		for n > markEvery-utf8.UTFMax && !utf8.RuneStart(src[start+n]) {
			n--
		}
		column += utf8.RuneCount(src[start : start+n])
		start += n
		p.marks = append(p.marks, mark{int32(start), int32(column)})
	}
}

// Place returns line (from 1) and column (in code points, from 1) of an offset.
func (d *Document) Place(offset int) (line, column int) {
	var c Cursor
	return d.PlaceFrom(&c, offset)
}

// Cursor remembers the line found last, so that places asked for in the order
// of the file are found without a search. The zero Cursor is ready.
type Cursor struct{ line int }

// PlaceFrom is [Document.Place] for one who asks for many places.
func (d *Document) PlaceFrom(c *Cursor, offset int) (line, column int) {
	offset = max(0, min(offset, len(d.Source)))
	at, lines := int32(offset), d.places.lines
	k := min(c.line, len(lines)-1)
	if lines[k] > at || k+near < len(lines) && lines[k+near] <= at {
		k = sort.Search(len(lines), func(k int) bool { return lines[k] > at }) - 1
	}
	for k+1 < len(lines) && lines[k+1] <= at {
		k++
	}
	c.line = k
	start, column := int(lines[k]), 1
	if offset-start > markEvery {
		marks := d.places.marks
		if m := sort.Search(len(marks), func(m int) bool { return marks[m].offset > at }) - 1; m >= 0 && int(marks[m].offset) >= start {
			start, column = int(marks[m].offset), int(marks[m].column)
		}
	}
	return k + 1, column + utf8.RuneCount(d.Source[start:offset])
}

// near is how many lines a cursor goes forward before it searches.
const near = 16
