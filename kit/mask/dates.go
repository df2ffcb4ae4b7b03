package mask

import (
	"bytes"

	"github.com/tillit-se/tillit/kit/mask/identifier"
)

// dates looks for a date of birth or an age that begins with chunk c. Only words make them personal.
func (s *scan) dates(c int) {
	s.age(c)
	end, sure := s.dateEnd(c)
	if end == 0 {
		return
	}
	start, _ := s.r.bounds(c, c)
	ctx := s.contextOf(start, end)
	if ctx.before&cueBirth == 0 {
		return
	}
	near := ctx.near&cueBirth != 0
	base := pick(sure, 0.9, 0.7)
	if !near {
		base -= 0.25
	}
	s.emit(start, end, BirthDate, base, ContextWord|ValidDate)
}

// dateEnd reads a date from chunk c: figures in the Swedish and European ways, a day with the month's name, or a year alone.
func (s *scan) dateEnd(c int) (end int, sure bool) {
	d := s.r.digits(c, c)
	_, end = s.r.bounds(c, c)
	switch {
	case (len(d) == 8 || len(d) == 6) && realDay(d):
		return end, true
	case len(d) <= 2:
		if stop := s.monthAfter(end); stop > 0 {
			return stop, true
		}
	}
	for e := c + 1; e <= c+2 && e < s.r.nc; e++ {
		if s.r.before(e)&(gapDash|gapDot|gapSlash|gapSpace) == 0 || s.r.before(e)&gapComma != 0 {
			break
		}
		if dateShape(s.r.shape(c, e), s.r.digits(c, e)) {
			_, end = s.r.bounds(c, e)
			return end, true
		}
	}
	if yearLike(d) {
		return end, false
	}
	return 0, false
}

// dateShape judges figures in groups: 4-2-2, 2-2-4, 2-2-2, 1-2-4 and their kin, or day and month alone.
func dateShape(shape int, d []byte) bool {
	switch shape {
	case 422:
		return identifier.LongDay(1000*int(d[0]-'0')+100*int(d[1]-'0')+10*int(d[2]-'0')+int(d[3]-'0'), pair(d[4:]), pair(d[6:]))
	case 224:
		return pair(d) <= 31 && pair(d[2:]) <= 12 && pair(d) > 0 && pair(d[2:]) > 0
	case 222:
		return realDay(d) || pair(d) <= 31 && pair(d[2:]) <= 12
	case 124, 214, 114, 122, 212, 112, 411, 421, 412:
		return true
	}
	return false
}

func pair(d []byte) int { return int(d[0]-'0')*10 + int(d[1]-'0') }

// monthAfter reads the name of a month, and a year after it, from at. It gives the offset after them, or 0.
func (s *scan) monthAfter(at int) int {
	if at < len(s.text) && s.text[at] == ':' && at+1 < len(s.text) && s.text[at+1]|0x20 == 'e' {
		at += 2
	}
	if at >= len(s.text) || s.text[at] != ' ' {
		return 0
	}
	word, end := s.tailWord(at + 1)
	if !month(string(word)) {
		return 0
	}
	if end < len(s.text) && s.text[end] == '.' {
		end++
	}
	year := skipSpace(s.text, end)
	if year+4 <= len(s.text) && yearLike(s.text[year:year+4]) {
		return year + 4
	}
	return end
}

func month(word string) bool {
	switch word {
	case "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december",
		"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec",
		"january", "february", "march", "may", "june", "july", "august", "october":
		return true
	}
	return false
}

// age looks for "38-årig man", "38-åring", "38 år gammal", "ålder: 38", "aged 38".
func (s *scan) age(c int) {
	d := s.r.digits(c, c)
	if len(d) > 3 || len(d) == 3 && d[0] != '1' || c > 0 && s.r.before(c)&(gapDash|gapDot|gapComma|gapColon|gapSlash) != 0 && s.r.before(c)&gapSpace == 0 {
		return
	}
	start, end := s.r.bounds(c, c)
	score, stop := s.ageAfter(start, end)
	ev := Shape
	if score < 0.75 && s.cueRightBefore(start)&cueAge != 0 && (c+1 >= s.r.nc || s.r.before(c+1)&gapSpace != 0) {
		score, ev = 0.75, ContextWord
	}
	if score > 0 {
		s.emit(start, stop, Age, score, ev)
	}
}

func (s *scan) ageAfter(start, end int) (float32, int) {
	at := end
	dash := bytes.HasPrefix(s.text[at:], []byte("-"))
	switch {
	case dash, bytes.HasPrefix(s.text[at:], []byte(" ")):
		at++
	case bytes.HasPrefix(s.text[at:], []byte("\xe2\x80\x91")), bytes.HasPrefix(s.text[at:], []byte("\xe2\x80\x93")):
		at, dash = at+3, true
	case bytes.HasPrefix(s.text[at:], []byte("\xc2\xa0")):
		at += 2
	}
	if at >= len(s.text) || s.text[at] != 0xc3 && s.text[at]|0x20 != 'a' && s.text[at]|0x20 != 'y' {
		return 0, end
	}
	word, stop := s.tailWord(at)
	switch {
	case bytes.HasPrefix(word, []byte("åring")):
		return 0.88, stop
	case bytes.HasPrefix(word, []byte("årig")):
		if s.personAfter(stop) {
			return 0.85, stop
		}
		return 0.42, stop
	case string(word) == "år" && !dash:
		return s.yearsOld(start, stop)
	case string(word) == "years" || string(word) == "year":
		if next, after := s.tailWord(min(len(s.text), stop+1)); string(next) == "old" {
			return 0.85, after
		}
	}
	return 0, end
}

// yearsOld judges "38 år": with "gammal" after it, or a person as subject before it.
func (s *scan) yearsOld(start, stop int) (float32, int) {
	next, after := s.tailWord(skipSpace(s.text, stop))
	if bytes.HasPrefix(next, []byte("gam")) {
		if s.contextOf(start, stop).before&cueSubject != 0 {
			return 0.85, after
		}
		return 0.6, after
	}
	if s.contextOf(start, stop).near&cueSubject != 0 {
		return 0.62, stop
	}
	return 0, stop
}

// personAfter tells whether the next word is a person.
func (s *scan) personAfter(at int) bool {
	word, _ := s.tailWord(skipSpace(s.text, at))
	return len(word) > 0 && s.f.cues.get(word)&cueSubject != 0
}

// cueRightBefore gives the cues of the word right before at, or of the one before it where that says nothing ("ålder: 38", "ålder är 38").
func (s *scan) cueRightBefore(at int) cue {
	for range 2 {
		for at > 0 && (s.text[at-1] == ' ' || s.text[at-1] == ':') {
			at--
		}
		end := at
		for at > 0 && end-at < 20 && isWordByte(s.text[at-1]) {
			at--
		}
		if at == end {
			return 0
		}
		if c := s.f.cues.get(s.text[at:end]); c&cueNumber == 0 {
			return c
		}
	}
	return 0
}
