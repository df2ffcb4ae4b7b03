package hide

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"

	"github.com/tillit-se/tillit/kit/mask"
)

// withLiterals adds what looks like a label to spans, so that restoring cannot take it for one. One in brackets swallows the spans that it
// touches; one without gives way, because what makes it look like a label is being hidden.
func withLiterals(text []byte, spans []mask.Span, known *vocabulary) []mask.Span {
	var literals []mask.Span
	next := 0
	for _, f := range scanLabels(text, known) {
		for next < len(spans) && spans[next].End <= f.start {
			next++
		}
		l := mask.Span{Start: f.start, End: f.end, Class: literal, Score: 1}
		touched := false
		for _, s := range spans[next:] {
			if s.Start >= l.End {
				break
			}
			touched = true
			l.Start, l.End = min(l.Start, s.Start), max(l.End, s.End)
		}
		if !touched || f.bracketed {
			literals = append(literals, l)
		}
	}
	if len(literals) == 0 {
		return spans
	}
	all := append(literals, spans...)
	slices.SortStableFunc(all, func(a, b mask.Span) int { return cmp.Compare(a.Start, b.Start) })
	merged := all[:1]
	for _, s := range all[1:] {
		last := &merged[len(merged)-1]
		if s.Start >= last.End {
			merged = append(merged, s)
			continue
		}
		last.End = max(last.End, s.End)
		if s.Class == literal {
			last.Class = literal
		}
	}
	return merged
}

// maxLabel is more bytes than the longest label has.
const maxLabel = 64

// takeLabels keeps the labels free that stand in a text already, such as one that has been masked before: [PERSON 1] in it is somebody else
// than our first person. Where the document is tracked they are hidden instead.
func (d *Document) takeLabels(text []byte) error {
	for {
		open := bytes.IndexByte(text, '[')
		if open < 0 {
			return nil
		}
		text = text[open+1:]
		inside := text[:min(len(text), maxLabel)]
		end := bytes.IndexByte(inside, ']')
		blank := bytes.IndexByte(inside, ' ')
		if end < 0 || blank < 0 || blank > end {
			continue
		}
		class, known := d.m.words.exact[string(inside[:blank])]
		number, err := strconv.Atoi(string(inside[blank+1 : end]))
		if !known || err != nil || number < 1 {
			continue
		}
		if err := d.entities.take(class, number); err != nil {
			return err
		}
	}
}
