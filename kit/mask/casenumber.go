package mask

import "bytes"

// caseNumber looks for the registry number of an authority's case, and the number of a court's case.
func (s *scan) caseNumber(c int) {
	start, end := s.r.bounds(c, c)
	if c > 0 && s.r.before(c)&(gapSpace|gapLine) == 0 {
		return
	}
	s.court(c, start)
	s.registry(c, start, end)
}

// court: "T 1234-23", "mål nr 1234-23".
func (s *scan) court(c, start int) {
	if c+1 >= s.r.nc || s.r.before(c+1)&gapDash == 0 || s.r.before(c+1)&(gapDouble|gapLine) != 0 || s.r.chunks[c].n > 6 {
		return
	}
	if s.courtLabel(start) {
		s.emit(start, registryEnd(s.text, start), Malnummer, 0.85, ContextWord)
		return
	}
	if s.r.chunks[c+1].n != 2 {
		return
	}
	_, end := s.r.bounds(c, c+1)
	if end < len(s.text) && isWordByte(s.text[end]) || c+2 < s.r.nc && s.r.before(c+2)&(gapDash|gapColon|gapDot) != 0 && s.r.before(c+2)&gapSpace == 0 {
		return
	}
	from := s.courtPrefix(start)
	base := float32(0)
	switch n := s.r.chunks[c].n; {
	case from < start && n >= 3:
		base = 0.82
	case from < start && n == 2:
		base = 0.45
	}
	if ctx := s.contextOf(from, end); ctx.near&(cueCourt|cueVersion) == cueCourt || s.r.chunks[c].n >= 3 && ctx.any()&cueCourt != 0 {
		base = max(base, 0.5)
	}
	if base > 0 {
		s.judged(from, end, Malnummer, base, cueCourt, Shape)
	}
}

// courtLabel tells whether "målnummer" or its like stands right before at: then the number may have any form, such as 01-12345-26.
func (s *scan) courtLabel(at int) bool {
	if at > 0 && s.text[at-1] == ' ' {
		at--
	}
	if at > 0 && s.text[at-1] == ':' {
		at--
	}
	from, to := wordBefore(s.text, at)
	var buf [80]byte
	word := lower(buf[:0], s.text[from:to])
	if s.f.cues.get(word)&cueNumber != 0 { // "mål nr"
		from, to = wordBefore(s.text, from)
		word = lower(buf[:0], s.text[from:to])
	}
	return bytes.HasPrefix(word, []byte("mål")) && s.f.cues.get(word)&cueCourt != 0
}

// courtPrefix takes the letters before a court's number: T B Ö Ä K FT M P F PMT UM and their kin.
func (s *scan) courtPrefix(start int) int {
	from, to := wordBefore(s.text, start)
	switch string(s.text[from:to]) {
	case "T", "B", "Ö", "Ä", "K", "FT", "M", "P", "F", "PMT", "PMÖ", "PMB", "PMÄ", "UM", "UMF", "H", "A", "E", "Fk", "FTÖ", "BL", "ÖÄ", "MÖ", "PÖ", "UB":
		return from
	}
	return start
}

// registry: anything with figures and signs right after "dnr", or an own prefix with a year and a running number.
func (s *scan) registry(c, start, end int) {
	from := s.registryPrefix(start)
	signs := c+1 < s.r.nc && s.r.before(c+1)&(gapSlash|gapDash|gapColon|gapDot) != 0 && s.r.before(c+1)&gapSpace == 0
	if s.r.chunks[c].n < 3 && !signs && from == start {
		return
	}
	ctx := s.contextOf(from, end)
	if ctx.near&cueCase != 0 && (signs || from < start || s.cueRightBefore(from)&cueCase != 0 || s.cells) {
		if stop := registryEnd(s.text, start); digitsIn(s.text[from:stop]) >= 3 {
			s.emit(from, stop, Diarienummer, 0.9, ContextWord)
		}
		return
	}
	if !signs || !s.yearAndNumber(c) || ctx.near&(cueLaw|cueVersion|cueOther) != 0 || s.lawPrefix(from, start) {
		return
	}
	base := float32(0.7)
	switch {
	case from == start && ctx.near&cueFile != 0:
		base = 0.6
	case from == start:
		return
	case s.r.before(c+1)&gapColon != 0 || s.r.chunks[c+1].n < 2, start-from < 3 && s.r.chunks[c+1].n < 3:
		base = 0.42
	}
	s.judged(from, registryEnd(s.text, start), Diarienummer, base, cueFile, Shape)
}

// yearAndNumber tells whether chunk c is a year, of four digits or of two before "/", and more digits follow.
func (s *scan) yearAndNumber(c int) bool {
	n, next := s.r.chunks[c].n, s.r.chunks[c+1].n
	if next == 4 && s.r.before(c+1)&gapDash != 0 && yearLike(s.r.digits(c, c)) && yearLike(s.r.digits(c+1, c+1)) {
		return false // the years 2027–2029
	}
	if n == 2 {
		return s.r.before(c+1)&gapSlash != 0 && next >= 3
	}
	return n == 4 && yearLike(s.r.digits(c, c)) && s.r.before(c+1)&gapDot == 0 && (next > 2 || s.r.before(c+1)&gapSlash != 0)
}

func yearLike(d []byte) bool {
	return len(d) == 4 && (d[0] == '1' && d[1] == '9' || d[0] == '2' && d[1] == '0' && d[2] < '5')
}

// registryPrefix takes one to ten letters, of which the first is upper-case, right before the number or with a space or dash between.
func (s *scan) registryPrefix(start int) int {
	end := start
	if end > 0 && (s.text[end-1] == ' ' || s.text[end-1] == '-' || s.text[end-1] == '/') {
		end--
	}
	from := end
	for from > 0 && end-from < 12 && (isLetter(s.text[from-1]) || s.text[from-1] >= 0x80 && s.text[from-1] != 0xa0) {
		from--
	}
	n := end - from
	if n == 0 || n > 10 || !capital(s.text[from:end]) || from > 0 && (isWordByte(s.text[from-1]) || s.text[from-1] == '.') {
		return start
	}
	if !allCaps(s.text[from:end]) && n > 2 {
		return start
	}
	return from
}

// lawPrefix knows prefixes that name statutes, reports, judgments and standards rather than cases.
func (s *scan) lawPrefix(from, start int) bool {
	for end := start; end > from; end-- {
		if isLetter(s.text[end-1]) || s.text[end-1] >= 0x80 {
			word := s.text[from:end]
			if s.cueOf(word)&(cueLaw|cueVersion) != 0 {
				return true
			}
			return len(word) >= 3 && string(word[len(word)-2:]) == "FS"
		}
	}
	return false
}

// registryEnd reads on over what registry numbers are made of.
func registryEnd(text []byte, at int) int {
	end := at
	for end < len(text) && end-at < 40 && (isDigit(text[end]) || isLetter(text[end]) || text[end] == '/' || text[end] == '-' || text[end] == '.' || text[end] == ':' || text[end] == '_') {
		end++
	}
	for end > at && !isDigit(text[end-1]) && !isLetter(text[end-1]) {
		end--
	}
	return end
}
