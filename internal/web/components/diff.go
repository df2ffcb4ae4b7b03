package components

import (
	"strings"
	"unicode"
)

// Change is what has happened to a piece of text between two versions.
type Change string

// The changes.
const (
	Same    Change = ""
	Removed Change = "removed"
	Added   Change = "added"
)

// Segment is a run of words with the same change.
type Segment struct {
	Change Change
	Text   string
}

// mostCells bounds the work of Diff: number of words before times number of words after, beyond what is equal at both ends.
const mostCells = 4_000_000

// Diff compares two texts word by word. Same and Removed segments joined are the text before; Same and Added ones are the text
// after. Two long texts that differ nearly everywhere are shown as wholly replaced, which bounds the work.
func Diff(before, after string) []Segment {
	a, b := words(before), words(after)
	var d differ
	head := commonPrefix(a, b)
	d.add(Same, a[:head]...)
	a, b = a[head:], b[head:]
	tail := commonSuffix(a, b)
	d.middle(a[:len(a)-tail], b[:len(b)-tail])
	d.add(Same, a[len(a)-tail:]...)
	return d.segments
}

// words cuts a text into words, marks and stretches of white space; joined they are the text.
func words(text string) []string {
	var all []string
	start, last := 0, kindNone
	for i, r := range text {
		kind := kindOf(r)
		if i > start && (kind != last || kind == kindMark) {
			all = append(all, text[start:i])
			start = i
		}
		last = kind
	}
	if start < len(text) {
		all = append(all, text[start:])
	}
	return all
}

type runeKind uint8

const (
	kindNone runeKind = iota
	kindWord
	kindSpace
	kindMark
)

func kindOf(r rune) runeKind {
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return kindWord
	case unicode.IsSpace(r):
		return kindSpace
	}
	return kindMark
}

func commonPrefix(a, b []string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func commonSuffix(a, b []string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

// differ gathers segments; neighbours with the same change become one.
type differ struct{ segments []Segment }

func (d *differ) add(change Change, text ...string) {
	joined := strings.Join(text, "")
	if joined == "" {
		return
	}
	if n := len(d.segments); n > 0 && d.segments[n-1].Change == change {
		d.segments[n-1].Text += joined
		return
	}
	d.segments = append(d.segments, Segment{Change: change, Text: joined})
}

func (d *differ) middle(a, b []string) {
	if len(a)*len(b) > mostCells {
		d.add(Removed, a...)
		d.add(Added, b...)
		return
	}
	lengths := commonLengths(a, b)
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			d.add(Same, a[i])
			i, j = i+1, j+1
		case lengths[i+1][j] >= lengths[i][j+1]:
			d.add(Removed, a[i])
			i++
		default:
			d.add(Added, b[j])
			j++
		}
	}
	d.add(Removed, a[i:]...)
	d.add(Added, b[j:]...)
}

// commonLengths is the length of the longest common subsequence of a[i:] and b[j:], for all i and j.
func commonLengths(a, b []string) [][]int32 {
	cells := make([]int32, (len(a)+1)*(len(b)+1))
	rows := make([][]int32, len(a)+1)
	for i := range rows {
		rows[i] = cells[i*(len(b)+1) : (i+1)*(len(b)+1)]
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				rows[i][j] = rows[i+1][j+1] + 1
			} else {
				rows[i][j] = max(rows[i+1][j], rows[i][j+1])
			}
		}
	}
	return rows
}
