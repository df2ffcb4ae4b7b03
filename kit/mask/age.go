package mask

import "bytes"

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
	if score == 0 && len(d) == 2 && d[0] != '0' && s.betweenSigns(start, end) && s.nameJustBefore(start) {
		score = 0.55 // "Kim Ek, 34, säger"
	}
	if score > 0 {
		s.emit(start, stop, Age, score, ev)
	}
}

// betweenSigns tells whether text[start:end] stands between commas with a word in lower case after it, or alone in brackets.
func (s *scan) betweenSigns(start, end int) bool {
	if start < 2 || end+2 >= len(s.text) {
		return false
	}
	if s.text[start-1] == '(' && s.text[end] == ')' {
		return s.text[start-2] == ' '
	}
	if s.text[start-1] != ' ' || s.text[start-2] != ',' || s.text[end] != ',' || s.text[end+1] != ' ' {
		return false
	}
	next := s.text[end+2]
	return !isDigit(next) && !capital(s.text[end+2:])
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
	ctx := s.contextOf(start, stop)
	switch {
	case s.limitBefore(start):
		return 0, stop
	case ctx.near&cueSubject != 0:
		return 0.62, stop
	case ctx.before&cueAge != 0, s.nameJustBefore(start) && s.endsClause(stop):
		return 0.7, stop
	case ctx.before&cueSubject != 0 && s.verbBefore(start):
		return 0.6, stop
	}
	return 0, stop
}

// nameJustBefore tells whether a name stands before at with a sign between: "Uno, 83 år", "Kian (6 år)".
func (s *scan) nameJustBefore(at int) bool {
	i := at
	for i > 0 && at-i < 3 && bytes.IndexByte([]byte(" ,.("), s.text[i-1]) >= 0 {
		i--
	}
	if at-i < 2 {
		return false
	}
	from, to := wordBefore(s.text, i)
	return from < to && capital(s.text[from:to]) && s.infoOf(s.text[from:to]).Has(proper)
}

// verbBefore tells whether "är", "blir" or "var" stands right before at.
func (s *scan) verbBefore(at int) bool {
	from, to := wordBefore(s.text, at)
	switch string(s.text[from:to]) {
	case "är", "blir", "var":
		return true
	}
	return false
}

// limitBefore tells whether a word right before at makes a limit of the number: "barn under 18 år".
func (s *scan) limitBefore(at int) bool {
	from, to := wordBefore(s.text, at)
	switch string(s.text[from:to]) {
	case "under", "över", "minst", "högst", "från", "till", "fyllt", "efter", "inom", "på", "i", "för":
		return true
	}
	return false
}

// personAfter tells whether the next word is a person.
func (s *scan) personAfter(at int) bool {
	word, _ := s.tailWord(skipSpace(s.text, at))
	return len(word) > 0 && s.f.cues.get(word)&cueSubject != 0
}
