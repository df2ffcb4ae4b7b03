package mask

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/tillit-se/tillit/kit/mask/names"
)

// signatures finds who signs after a stroke at the end of a line: "/Jkn", "// Anna på kansliet", "/lottis" alone.
func (s *scan) signatures() {
	for i := 0; ; {
		at := bytes.IndexByte(s.text[i:], '/')
		if at < 0 {
			return
		}
		at += i
		i = at + 1
		if at > 0 && bytes.IndexByte([]byte(" \n/"), s.text[at-1]) < 0 || i >= len(s.text) {
			continue
		}
		start := skipSpace(s.text, i)
		if end := s.signed(start, at == 0 || s.text[at-1] == '\n'); end > start {
			s.emit(start, end, Person, 0.6, Title)
		}
	}
}

// signed reads one to three words of a name up to the end of the line. alone is true where nothing stands before the stroke: then a word in
// lower case may be a name.
func (s *scan) signed(start int, alone bool) int {
	end, words := start, 0
	for words < 3 && end < len(s.text) && nameStart(s.text, end) {
		stop := nameEnd(s.text, end)
		word := s.text[end:stop]
		if !capital(word) && (!alone || words > 0 || len(word) < 3) || words == 0 && s.signsNot(word) {
			return start
		}
		words++
		end = stop
		if end < len(s.text) && s.text[end] == '.' {
			end++
		}
		if end >= len(s.text) || s.text[end] != ' ' {
			break
		}
		end++
	}
	if words == 0 || end < len(s.text) && bytes.IndexByte([]byte("\n\r,"), s.text[end]) < 0 {
		return start
	}
	return end - len(s.text[start:end]) + len(bytes.TrimRight(s.text[start:end], " ."))
}

// signsNot tells whether a word after a stroke is something else than a name: a title, a unit, a place. Initials are taken for initials.
func (s *scan) signsNot(word []byte) bool {
	if s.f.titles.get(word) != 0 || s.cueOf(word) != 0 {
		return true
	}
	info := s.infoOf(word)
	if info.Has(names.Given | names.Surname) {
		return info.Ambiguity() > functionWord
	}
	if len(word) <= 6 && allCaps(word) {
		return info.Has(names.Place)
	}
	return info.Has(names.Common | names.Derived | names.Place | names.PlacePart | names.Organisation | names.OrgPart)
}

// takeSmall lets a name in lower case take the surname after it that is a common word too: "doktor jonathan berg", "camilla brorsson ek."
func (s *scan) takeSmall(c *Span) {
	value := s.text[c.Start:c.End]
	if c.End+2 >= len(s.text) || s.text[c.End] != ' ' || hasCapital(value) {
		return
	}
	end := nameEnd(s.text, c.End+1)
	next := s.text[c.End+1 : end]
	if len(next) < 2 || hasCapital(next) || !s.infoOf(next).Has(names.Surname) || s.infoOf(next).CommonWeight >= grammarWeight {
		return
	}
	if s.titleBefore(c.Start) == 2 || bytes.IndexByte(value, ' ') > 0 && s.endsClause(end) {
		c.End = end
	}
}

// takeRest lets a name take the rest of its last word, where a digit that was read for a letter ("Fa1k") or the end of a line ("Nord-⏎gren") parts it.
func (s *scan) takeRest(c *Span) {
	t, at := s.text, c.End
	if at+1 >= len(t) || at == 0 || !lettersEnd(t[:at]) {
		return
	}
	switch {
	case (t[at] == '1' || t[at] == '0' || t[at] == '5') && at+1 < len(t) && smallLetter(t[at+1:]):
		c.End = wordBytesEnd(t, at)
	case t[at] == '-':
		next := at + 1
		for next < len(t) && next-at < 4 && (t[next] == '\n' || t[next] == '\r' || t[next] == ' ') {
			next++
		}
		if next > at+1 && bytes.IndexByte(t[at:next], '\n') >= 0 && next < len(t) && smallLetter(t[next:]) {
			c.End = nameEnd(t, next)
		}
	}
}

// smallLetter tells whether text begins with a letter in lower case.
func smallLetter(text []byte) bool {
	r, _ := utf8.DecodeRune(text)
	return unicode.IsLower(r)
}

// wordBytesEnd is the offset after the letters and digits from at.
func wordBytesEnd(text []byte, at int) int {
	for at < len(text) && isWordByte(text[at]) && at < len(text) {
		at++
	}
	return at
}

// takeInitial lets a surname take the initial without a full stop before it: "B Wall".
func (s *scan) takeInitial(c *Span) {
	if c.Start < 2 || s.text[c.Start-1] != ' ' || bytes.IndexByte(s.text[c.Start:c.End], ' ') >= 0 || !capital(s.text[c.Start:c.End]) {
		return
	}
	from, to := wordBefore(s.text, c.Start)
	letter := s.text[from:to]
	if to-from > 2 || to-from == 2 && letter[0] != 0xc3 || !capital(letter) || string(letter) == "I" {
		return
	}
	if !s.infoOf(s.text[c.Start:c.End]).Has(names.Surname|names.Built) || from > 0 && (isDigit(s.text[from-1]) || s.text[from-1] == '-') {
		return
	}
	if before, end := wordBefore(s.text, from); s.f.around.get(s.text[before:end])&groundWord != 0 {
		return
	}
	c.Start = from
}
