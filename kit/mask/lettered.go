package mask

import "github.com/tillit-se/tillit/kit/mask/identifier"

// lettered looks for a date with four characters after it that are not all digits: interim and reserve numbers, and personnummer of which
// the last four are crossed out.
func (s *scan) lettered(c int) {
	n := s.r.chunks[c].n
	if n != 6 && n != 8 {
		return
	}
	start, end := s.r.bounds(c, c)
	at, dashed := end, false
	if at < len(s.text) && (s.text[at] == '-' || s.text[at] == '+' || s.text[at] == ' ') {
		dashed = s.text[at] != ' '
		at++
	}
	if at+4 > len(s.text) || at+4 < len(s.text) && isWordByte(s.text[at+4]) {
		return
	}
	tail := s.text[at : at+4]
	isDay := realDay(s.r.digits(c, c))
	if !isDay && n != 8 {
		return
	}
	if isDay && crossed(tail) {
		if dashed || at == end {
			s.judged(start, at+4, Personnummer, 0.8, cuePersonal|cueCoordination|cueBirth, ValidDate|Shape)
		}
		return
	}
	s.letteredTail(c, tail, start, at+4, at == end)
}

// crossed tells whether four characters stand for digits that have been hidden.
func crossed(tail []byte) bool {
	for _, b := range tail {
		if b|0x20 != 'x' && b != '*' && b != '#' && b != '_' {
			return false
		}
	}
	return true
}

func (s *scan) letteredTail(c int, tail []byte, start, end int, tight bool) {
	letters := 0
	for _, b := range tail {
		if isLetter(b) {
			letters++
		} else if !isDigit(b) {
			return
		}
	}
	if letters == 0 || letters > 2 {
		return
	}
	var buf [12]byte
	value := append(append(buf[:0], s.r.digits(c, c)...), tail...)
	if v := identifier.InterimNumber(value); v != identifier.Impossible {
		base := pick(v == identifier.Valid, 0.9, 0.6)
		s.judged(start, end, InterimNumber, base, cuePersonal, ValidDate|Shape|checkEvidence(v))
		if isLetter(tail[0]|0x20) && len(value) == 12 {
			s.judged(start, end, ReserveNumber, 0.4, cueReserve, ValidDate|Shape)
		}
		return
	}
	if v := identifier.ReserveNumber(value); v != identifier.Impossible {
		base := float32(0.35)
		if tight && letters == 1 && (tail[0]|0x20 == 'k' || tail[0]|0x20 == 'm' || tail[0]|0x20 == 'x') {
			base = 0.6
		}
		s.judged(start, end, ReserveNumber, base, cueReserve|cuePersonal, ValidDate|Shape)
	}
}

// realDay tells whether six or eight digits are a calendar day, also with 60 added to the day.
func realDay(d []byte) bool {
	var buf [12]byte
	value := append(append(buf[:0], d...), "0010"...)
	kind, _ := identifier.Personal(value)
	return kind != identifier.NoKind
}
