package hide

import (
	"bytes"
	"unicode"

	"github.com/tillit-se/tillit/kit/mask"
)

// perLine splits persons that a finder has taken for one because their names stand on lines after one another, as in lists of who is present:
// each shall have a pseudonym of their own, and the lines shall stay lines. A name that is broken over two lines stays whole.
func perLine(text []byte, spans []mask.Span) []mask.Span {
	var out []mask.Span // nil while nothing has been split
	for i, s := range spans {
		at := 0
		if s.Class == mask.Person && s.Start >= 0 && s.Start < s.End && s.End <= len(text) {
			at = nextPerson(text[s.Start:s.End])
		}
		if at == 0 {
			if out != nil {
				out = append(out, s)
			}
			continue
		}
		if out == nil {
			out = append(make([]mask.Span, 0, len(spans)+8), spans[:i]...)
		}
		for ; at > 0; at = nextPerson(text[s.Start:s.End]) {
			one := s
			one.End = s.Start + at
			out = append(out, one)
			s.Start += at
		}
		out = append(out, s)
	}
	if out == nil {
		return spans
	}
	return out
}

// nextPerson is where in a name another person's begins; 0 where it is one name.
func nextPerson(value []byte) int {
	for at := 0; ; {
		line := bytes.IndexByte(value[at:], '\n')
		if line < 0 {
			return 0
		}
		line += at
		rest := bytes.TrimLeftFunc(value[line:], unicode.IsSpace)
		next := len(value) - len(rest)
		before, after := bytes.Fields(value[:line]), bytes.Fields(firstLine(rest))
		blank := bytes.Count(value[line:next], []byte{'\n'}) > 1
		if len(before) > 0 && len(after) > 0 && (blank || twoPersons(before, after)) {
			return next
		}
		at = line + 1
	}
}

func firstLine(text []byte) []byte {
	line, _, _ := bytes.Cut(text, []byte{'\n'})
	return line
}

// twoPersons tells whether two lines are a name each: both are whole names, or the second begins with a given name and is a whole name, or
// says the given name that stands in the first.
func twoPersons(before, after [][]byte) bool {
	begins := givenFirst(string(after[0]))
	switch {
	case len(before) > 1 && len(after) > 1:
		return true
	case len(after) > 1:
		return begins
	}
	return begins && (len(before) > 1 || givenFirst(string(before[0])))
}
