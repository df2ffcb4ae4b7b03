package statute

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// Position is a place in a source: the byte offset from 0, the line from 1, the column in characters from 1.
type Position struct {
	Offset int `json:"offset"`
	Line   int `json:"line"`
	Column int `json:"column"`
}

// String returns "line:column".
func (p Position) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }

// Code names a kind of problem. Codes are stable.
type Code string

// The problems. Those marked grave mean that units may be missing from the tree, though no word is.
const (
	SectionBackwards Code = "section-backwards" // a section whose number is lower than the one before; kept as text. Grave
	SectionRepeated  Code = "section-repeated"  // the same section again without marks of time; both kept, the path is ambiguous. Grave
	ChapterBackwards Code = "chapter-backwards" // a chapter whose number is lower than the one before; kept as text. Grave
	BadDate          Code = "bad-date"          // a mark with a date that does not exist or stands for no date. Grave
	BadMark          Code = "bad-mark"          // a remark about time that cannot be read; kept as text. Grave
	UnknownCondition Code = "unknown-condition" // a mark that waits for something else than the Government's decision
	ListBackwards    Code = "list-backwards"    // a point whose number is lower than the one before
	DoubtfulHyphen   Code = "doubtful-hyphen"   // a hyphen at a line end that may belong to the word; it was taken away
	Misspelt         Code = "misspelt"          // a heading that was read as another, very like it
	DirtyText        Code = "dirty-text"        // characters that look like errors of scanning or encoding
	MissingHeading   Code = "missing-heading"   // transitional provisions without their heading
)

// Grave reports whether the tree may lack a unit because of the problem.
func (c Code) Grave() bool {
	switch c {
	case SectionBackwards, SectionRepeated, ChapterBackwards, BadDate, BadMark:
		return true
	}
	return false
}

// Problem is a place that the parser could not make sense of.
type Problem struct {
	Code Code     `json:"code"`
	At   Position `json:"at"`
	// Text says what is wrong there and what was done, in English.
	Text string `json:"text"`
}

// Error returns position, text and code in one line, so that a Problem can be used as an error.
func (p Problem) Error() string { return fmt.Sprintf("%s: %s [%s]", p.At, p.Text, p.Code) }

// Error says where and why an input is no text of a statute at all.
type Error struct {
	At   Position
	Text string
}

// Error returns position and text.
func (e *Error) Error() string { return fmt.Sprintf("statute: %s: %s", e.At, e.Text) }

// Strict returns the first grave problem as an error, or nil.
func (s *Statute) Strict() error {
	for _, p := range s.Problems {
		if p.Code.Grave() {
			return p
		}
	}
	return nil
}

// positionIn counts lines and characters up to an offset.
func positionIn(source string, offset int) Position {
	offset = min(max(offset, 0), len(source))
	before := source[:offset]
	lineStart := strings.LastIndexByte(before, '\n') + 1
	return Position{Offset: offset, Line: strings.Count(before, "\n") + 1, Column: utf8.RuneCountInString(before[lineStart:]) + 1}
}

// mostProblems is how many problems of a kind are told one by one; a text with more is no statute.
const mostProblems = 1000

// sorted returns the problems in the order of the text. Where too many of a kind were found, the last one says so.
func (p *parser) sorted() []Problem {
	slices.SortStableFunc(p.problems, func(a, b Problem) int { return a.At.Offset - b.At.Offset })
	for i := len(p.problems) - 1; i >= 0; i-- {
		problem := &p.problems[i]
		if more := p.told[problem.Code] - mostProblems; more > 0 {
			problem.Text += fmt.Sprintf(" (%d more of this kind are not listed)", more)
			p.told[problem.Code] = 0
		}
	}
	return p.problems
}

func (p *parser) problem(code Code, offset int, format string, args ...any) {
	if p.told == nil {
		p.told = map[Code]int{}
	}
	if p.told[code]++; p.told[code] > mostProblems {
		return
	}
	p.problems = append(p.problems, Problem{Code: code, At: p.position(offset), Text: fmt.Sprintf(format, args...)})
}

// position finds a place by its line.
func (p *parser) position(offset int) Position {
	line := sort.Search(len(p.lines), func(i int) bool { return p.lines[i].start > offset })
	start := 0
	if line > 0 {
		start = p.lines[line-1].start
	}
	return Position{Offset: offset, Line: max(line, 1), Column: utf8.RuneCountInString(p.src[start:max(start, offset)]) + 1}
}
