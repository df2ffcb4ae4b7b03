package mask

import "github.com/tillit-se/tillit/kit/mask/identifier"

// dates looks for a date of birth or an age that begins with chunk c. Only words make them personal.
func (s *scan) dates(c int) {
	s.age(c)
	end, sure := s.dateEnd(c)
	if end == 0 {
		s.shortYear(c)
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

// shortYear takes two digits right after "född" for a year of birth: "född -81, bosatt i Ale".
func (s *scan) shortYear(c int) {
	start, end := s.r.bounds(c, c)
	if s.r.chunks[c].n != 2 || !s.endsClause(end) && s.text[end] != ' ' {
		return
	}
	if start > 1 && (s.text[start-1] == '-' || s.text[start-1] == '\'') && s.text[start-2] == ' ' {
		start--
	}
	from, to := wordBefore(s.text, start)
	word := s.text[from:to]
	if s.cueOf(word)&cueBirth == 0 {
		return
	}
	if next, _ := s.tailWord(skipSpace(s.text, end)); !s.endsClause(end) && string(next) != "i" && string(next) != "och" && string(next) != "som" {
		return
	}
	s.emit(start, end, BirthDate, 0.6, ContextWord)
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
	if yearLike(d) && (end == len(s.text) || s.text[end] != ':') {
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

// cueRightBefore gives the cues of the word right before at, or of the one before it where that says nothing ("ålder: 38", "ålder är 38").
func (s *scan) cueRightBefore(at int) cue {
	for range 2 {
		for at > 0 && (s.text[at-1] == ' ' || s.text[at-1] == ':') {
			at--
		}
		end := at
		for at > 0 && end-at < 32 && isWordByte(s.text[at-1]) {
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
