package mask

import (
	"bytes"

	"github.com/tillit-se/tillit/kit/mask/names"
)

// speakers finds who speaks in a chat written in lower case: a line that begins with one word and a colon, where another line does too. The word is
// a given name, or no word that is known.
func (s *scan) speakers() {
	for at := 0; at < len(s.text); {
		end := at + bytes.IndexByte(s.text[at:], '\n')
		if end < at {
			end = len(s.text)
		}
		if word := speaker(s.text[at:end]); len(word) > 0 && s.speaks(word, at) {
			s.emit(at, at+len(word), Person, 0.55, Shape)
		}
		at = end + 1
	}
}

// speaker is the word before the colon that a line begins with, where it is lower-case letters.
func speaker(line []byte) []byte {
	if len(line) == 0 || !isLetter(line[0]) && line[0] < 0xc3 {
		return nil
	}
	end := nameEnd(line, 0)
	if end < 2 || end > 24 || end+1 >= len(line) || line[end] != ':' || line[end+1] != ' ' || hasCapital(line[:end]) {
		return nil
	}
	return line[:end]
}

// speaks tells whether the word is likely a name, and begins another line too.
func (s *scan) speaks(word []byte, at int) bool {
	info := s.infoOf(word)
	if !info.Has(names.Given) && info.Has(names.Common|names.Derived|names.Place|names.Organisation) || info.Ambiguity() > 0.5 || s.cueOf(word) != 0 {
		return false
	}
	var buf [32]byte
	label := append(append(append(buf[:0], '\n'), word...), ": "...)
	return bytes.Contains(s.text[at+1:], label) || bytes.Contains(s.text[:at], label) || bytes.HasPrefix(s.text, label[1:]) && at > 0
}
