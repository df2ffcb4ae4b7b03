package legalref

import "unicode/utf8"

// count fills in the positions in runes and in UTF-16. The hits are in order of Start, so the text is walked once.
func count(text string, hits []Reference) {
	var c counter
	for i := range hits {
		h := &hits[i]
		c.advance(text, h.Start)
		h.Runes.Start, h.UTF16.Start = c.runes, c.units
		end := c
		end.advance(text, h.End)
		h.Runes.End, h.UTF16.End = end.runes, end.units
	}
}

// counter is a position in a text, counted in three ways.
type counter struct{ bytes, runes, units int }

// advance moves to a byte further on. Bytes that are no UTF-8 count as one each.
func (c *counter) advance(text string, to int) {
	for c.bytes < to {
		if text[c.bytes] < utf8.RuneSelf {
			c.bytes++
			c.runes++
			c.units++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[c.bytes:])
		c.bytes += size
		c.runes++
		c.units++
		if r > 0xFFFF {
			c.units++
		}
	}
}
