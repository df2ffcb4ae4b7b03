package mask

import "unicode/utf8"

// Span is one hit: text[Start:End] in bytes is what shall be hidden. It never holds the value itself, so a span may be logged.
type Span struct {
	// Start and End are byte offsets, End exclusive. They are right also in text that is not valid UTF-8.
	Start, End int
	// Class is the most likely class.
	Class Class
	// Score is how sure the finder is, 0 to 1. What a score below the operating point does not reach, Find leaves out.
	Score float32
	// Alternatives are other classes the same text may be, most likely first. Nil where there is none.
	Alternatives []Alternative
	// Evidence is what speaks for the hit and against it.
	Evidence Evidence
}

// Alternative is another reading of a span.
type Alternative struct {
	Class Class
	Score float32
}

// Is tells whether c is the class of the span or one of its alternatives.
func (s Span) Is(c Class) bool {
	if s.Class == c {
		return true
	}
	for _, alt := range s.Alternatives {
		if alt.Class == c {
			return true
		}
	}
	return false
}

// Offsets are the offsets of a span in the three units in use: bytes (Go, Rust), runes (Python) and UTF-16 code units (JavaScript, Java, C#).
type Offsets struct {
	Start, End           int
	RuneStart, RuneEnd   int
	UTF16Start, UTF16End int
}

// AppendOffsets appends the offsets of spans to dst, in one pass over text. The spans must be sorted and not overlap, as [Finder.Find]
// gives them. A byte that is not valid UTF-8 counts as one rune and one UTF-16 unit, as Go, Python (surrogateescape) and browsers decode it.
func AppendOffsets(dst []Offsets, text []byte, spans []Span) []Offsets {
	var c counter
	for _, s := range spans {
		o := Offsets{Start: s.Start, End: s.End}
		c.advance(text, s.Start)
		o.RuneStart, o.UTF16Start = c.runes, c.units
		c.advance(text, s.End)
		o.RuneEnd, o.UTF16End = c.runes, c.units
		dst = append(dst, o)
	}
	return dst
}

// counter counts runes and UTF-16 units up to a byte offset.
type counter struct{ at, runes, units int }

func (c *counter) advance(text []byte, to int) {
	to = min(to, len(text))
	for c.at < to {
		if text[c.at] < utf8.RuneSelf {
			c.at++
			c.runes++
			c.units++
			continue
		}
		r, size := utf8.DecodeRune(text[c.at:])
		c.at += size
		c.runes++
		c.units++
		if r > 0xFFFF {
			c.units++
		}
	}
}
