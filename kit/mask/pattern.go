package mask

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxUnits is the longest own shape, with its repetitions written out. One machine word holds the states of a match.
const maxUnits = 60

// ownPattern is a compiled shape: units in a row, of which some may be left out.
type ownPattern struct {
	class   Class
	score   float32
	units   []unit
	context map[string]bool
	first   [256]bool
}

// unit matches one character; skip is how many units from here may be left out together, 0 for none.
type unit struct {
	kind byte // '9' 'A' 'a' 'X' or 0 for itself
	r    rune
	skip int
}

func (f *Finder) setPatterns(patterns []Pattern) error {
	for i, p := range patterns {
		fail := func(field, reason string) error {
			return &OptionError{Field: fmt.Sprintf("Patterns[%d].%s", i, field), Reason: reason}
		}
		if p.Class == "" {
			p.Class = Custom
		}
		if !p.Class.Valid() {
			return fail("Class", "is not a name of a class: lower-case letters, digits and _")
		}
		if p.Score < 0 || p.Score > 1 || p.Score != p.Score {
			return fail("Score", "is not between 0 and 1")
		}
		if p.Score == 0 {
			p.Score = 0.9
		}
		if (p.Shape == "") == (len(p.Words) == 0) {
			return fail("Shape", "either Shape or Words must be given, and not both")
		}
		if f.wanted != nil {
			f.wanted[p.Class] = true
		}
		if p.Shape == "" {
			f.addWords(p)
			continue
		}
		units, err := parseShape(p.Shape)
		if err != nil {
			return fail("Shape", err.Error())
		}
		f.own = append(f.own, newOwn(p, units))
	}
	return nil
}

func newOwn(p Pattern, units []unit) ownPattern {
	own := ownPattern{class: p.Class, score: p.Score, units: units, context: foldedSet(p.Context)}
	for state := own.closure(1); state != 0; state &= state - 1 {
		if k := bits.TrailingZeros64(state); k < len(units) {
			units[k].mark(&own.first)
		}
	}
	return own
}

func foldedSet(words []string) map[string]bool {
	if len(words) == 0 {
		return nil
	}
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[string(lower(nil, []byte(strings.TrimSpace(w))))] = true
	}
	return set
}

func (u unit) mark(first *[256]bool) {
	for b := range 256 {
		first[b] = first[b] || b >= utf8.RuneSelf || u.matches(rune(b))
	}
}

func (u unit) matches(r rune) bool {
	switch u.kind {
	case '9':
		return r >= '0' && r <= '9'
	case 'A':
		return r >= 'A' && r <= 'Z' || r == 'Å' || r == 'Ä' || r == 'Ö'
	case 'a':
		return r < utf8.RuneSelf && isLetter(byte(r)) || strings.ContainsRune("åäöÅÄÖ", r)
	case 'X':
		return r < utf8.RuneSelf && (isLetter(byte(r)) || isDigit(byte(r))) || strings.ContainsRune("åäöÅÄÖ", r)
	}
	return r == u.r
}

// shapeError says what is wrong with a shape.
type shapeError string

func (e shapeError) Error() string { return string(e) }

// parseShape reads a shape as [Pattern] describes it.
func parseShape(shape string) ([]unit, error) {
	var units []unit
	open := -1
	runes := []rune(shape)
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		switch {
		case r == '[' && open < 0:
			open = len(units)
		case r == '[':
			return nil, shapeError("holds [ inside [")
		case r == ']' && (open < 0 || open == len(units)):
			return nil, shapeError("holds ] without [ or with nothing between")
		case r == ']':
			units[open].skip = max(units[open].skip, len(units)-open)
			open = -1
		case r == '{':
			n, err := repeat(&units, runes[i:])
			if err != nil {
				return nil, err
			}
			i += n
		case r == '\\' && i+1 == len(runes):
			return nil, shapeError("ends with a backslash")
		case r == '\\':
			i++
			units = append(units, unit{r: runes[i]})
		case strings.ContainsRune("9AaX", r):
			units = append(units, unit{kind: byte(r)})
		default:
			units = append(units, unit{r: r})
		}
		if len(units) > maxUnits {
			return nil, shapeError("is longer than " + strconv.Itoa(maxUnits) + " characters")
		}
	}
	if open >= 0 {
		return nil, shapeError("holds [ without ]")
	}
	return units, notEmpty(units)
}

// notEmpty demands three characters that must be there: fewer would hide half the text.
func notEmpty(units []unit) error {
	must := 0
	for i := 0; i < len(units); i++ {
		if units[i].skip > 0 {
			i += units[i].skip - 1
			continue
		}
		must++
	}
	if must < 2 {
		return shapeError("must hold at least two characters that may not be left out")
	}
	return nil
}

// repeat reads "{2}" or "{2,5}" and repeats the last unit. It gives the index of "}".
func repeat(units *[]unit, runes []rune) (int, error) {
	end := 0
	for end < len(runes) && runes[end] != '}' {
		end++
	}
	if end == len(runes) || len(*units) == 0 {
		return 0, shapeError("holds { without } or without anything before it")
	}
	low, high, ranged := strings.Cut(string(runes[1:end]), ",")
	least, err := strconv.Atoi(low)
	if err != nil || least < 1 || least > maxUnits {
		return 0, shapeError("holds a repetition that is not {n} or {n,m}")
	}
	most := least
	if ranged {
		if most, err = strconv.Atoi(high); err != nil || most < least || most > maxUnits {
			return 0, shapeError("holds a repetition that is not {n} or {n,m}")
		}
	}
	last := (*units)[len(*units)-1]
	for range least - 1 {
		*units = append(*units, last)
	}
	for k := range most - least {
		last.skip = most - least - k
		*units = append(*units, last)
	}
	return end, nil
}

// closure adds the states that are reached by leaving units out.
func (p *ownPattern) closure(states uint64) uint64 {
	for k := range p.units {
		if states&(1<<k) != 0 && p.units[k].skip > 0 {
			states |= 1 << (k + p.units[k].skip)
		}
	}
	return states
}

// match gives the end of the longest match that begins at i and ends where a word does, or 0.
func (p *ownPattern) match(text []byte, i int) int {
	end, states := 0, p.closure(1)
	for states != 0 && i < len(text) {
		r, size := utf8.DecodeRune(text[i:])
		var next uint64
		for rest := states; rest != 0; rest &= rest - 1 {
			k := bits.TrailingZeros64(rest)
			if k < len(p.units) && p.units[k].matches(r) {
				next |= 1 << (k + 1)
			}
		}
		i += size
		states = p.closure(next)
		if states&(1<<len(p.units)) != 0 && (i == len(text) || !isWordByte(text[i]) || !isWordByte(text[i-1])) {
			end = i
		}
	}
	return end
}
