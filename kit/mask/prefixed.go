package mask

import (
	"bytes"

	"github.com/tillit-se/tillit/kit/mask/identifier"
)

// prefixed looks for numbers with a country's letters before chunk c: IBAN, VAT number, HSA-id.
func (s *scan) prefixed(c int) {
	start, _ := s.r.bounds(c, c)
	at := start
	if at > 0 && (s.text[at-1] == ' ' || s.text[at-1] == '-') {
		at--
	}
	if at < 2 || !isLetter(s.text[at-1]) || !isLetter(s.text[at-2]) || at > 2 && isWordByte(s.text[at-3]) {
		return
	}
	s.iban(at - 2)
	if s.text[at-2]|0x20 == 's' && s.text[at-1]|0x20 == 'e' {
		s.vat(c, at-2)
		s.hsa(c, at-2)
	}
}

// iban reads letters and digits from at, with a space or dash between groups, to the length that the country's numbers have.
func (s *scan) iban(at int) {
	want := identifier.IBANLength(s.text[at:])
	if want == 0 {
		return
	}
	var buf [34]byte
	n, i, gaps := 0, at, 0
	for ; i < len(s.text) && n < want; i++ {
		b := s.text[i]
		if isDigit(b) || isLetter(b) && (n < 2 || b <= 'Z' || s.text[at] >= 'a') {
			buf[n] = b
			n++
			gaps = 0
			continue
		}
		g, size := gapAt(s.text, i)
		if g&(gapSpace|gapDash|gapInvisible|gapLine) == 0 || gaps > 1 || n == 1 {
			return
		}
		i += size - 1
		gaps++
	}
	if n < want || i < len(s.text) && (isLetter(s.text[i]) || isDigit(s.text[i]) && buf[0]|0x20 != 's') {
		return
	}
	v := identifier.IBANNumber(buf[:n])
	base := pick(v == identifier.Valid, 0.98, pick(v == identifier.WrongCheck, 0.3, 0))
	if base > 0 && base < 0.9 && identifier.AllDigits(buf[2:n]) && buf[0]|0x20 == 's' {
		base = 0.8
	}
	s.judged(at, i, IBAN, base, cueIBAN|cueAccount, Shape|checkEvidence(v))
}

func (s *scan) vat(c, at int) {
	for e := c; e < s.r.nc && s.r.count(c, e) <= 12; e++ {
		if e > c && s.r.before(e)&(gapComma|gapColon|gapLine) != 0 {
			return
		}
		if s.r.count(c, e) != 12 {
			continue
		}
		person, v := identifier.VAT(s.r.digits(c, e))
		if v == identifier.Impossible {
			return
		}
		_, end := s.r.bounds(c, e)
		ev := Shape | checkEvidence(v)
		if person {
			ev |= SoleTrader
			s.emit(at, end, Personnummer, 0.6, ev)
		}
		s.judged(at, end, VATNumber, pick(v == identifier.Valid, 0.97, 0.7), cueVAT|cueOrganisation, ev)
	}
}

// hsa reads SE, ten digits, a dash and the rest of the id.
func (s *scan) hsa(c, at int) {
	_, end := s.r.bounds(c, c)
	if s.r.chunks[c].n != 10 || end >= len(s.text) || s.text[end] != '-' {
		return
	}
	stop := end + 1
	for stop < len(s.text) && stop-end < 20 && (isDigit(s.text[stop]) || isLetter(s.text[stop])) {
		stop++
	}
	var buf [40]byte
	value := append(append(buf[:0], "SE"...), s.r.digits(c, c)...)
	value = append(value, s.text[end:stop]...)
	v := identifier.HSAID(value)
	if v == identifier.Impossible {
		return
	}
	s.judged(at, stop, HSAID, pick(v == identifier.Valid, 0.97, 0.85), cueHSA, Shape|checkEvidence(v))
}

// documents looks for numbers of passports, identity cards, LMA cards and vehicles.
func (s *scan) documents(c int) {
	start, end := s.r.bounds(c, c)
	n := s.r.chunks[c].n
	if n == 3 || n == 2 {
		s.vehicle(c, start, end)
	}
	if n != 2 && n < 6 || n > 9 {
		return
	}
	ctx := s.contextOf(start, end)
	if (n == 2 || n == 8) && s.lma(c, start, end, ctx) {
		return
	}
	if n < 7 {
		return
	}
	letters := start
	for letters > 0 && start-letters < 2 && isLetter(s.text[letters-1]) {
		letters--
	}
	if letters > 0 && isWordByte(s.text[letters-1]) {
		return
	}
	if n+start-letters < 8 || n+start-letters > 9 {
		return
	}
	named := letters < start && n == 7 && bytes.Equal(bytes.ToUpper(s.text[letters:start]), s.text[letters:start])
	base := pick(named, 0.3, 0.1)
	s.document(letters, end, Passport, base, cuePassport)
	s.document(letters, end, IDCard, base, cueIDCard)
}

// document emits a number of a passport or card, sure where a word right before names it.
func (s *scan) document(start, end int, class Class, base float32, want cue) {
	if s.contextOf(start, end).near&want != 0 {
		s.emit(start, end, class, 0.9, ContextWord|Shape)
		return
	}
	s.judged(start, end, class, base, want, Shape)
}

func (s *scan) lma(c, start, end int, ctx context) bool {
	n := s.r.chunks[c].n
	var base float32
	switch {
	case n == 2 && c+1 < s.r.nc && s.r.chunks[c+1].n == 6 && s.r.before(c+1)&gapDash != 0 && s.r.before(c+1)&gapDouble == 0:
		base = 0.35
		_, end = s.r.bounds(c, c+1)
		if c+2 < s.r.nc && s.r.before(c+2) == gapSlash && s.r.chunks[c+2].n <= 2 {
			_, end = s.r.bounds(c, c+2)
			base = 0.6
		}
		if c > 0 && s.r.before(c)&(gapDash|gapDot|gapSlash) != 0 && s.r.before(c)&gapSpace == 0 {
			return false
		}
	case n == 8 && ctx.any()&cueLMA != 0:
		base = 0.5
	default:
		return false
	}
	s.judged(start, end, LMA, base, cueLMA, Shape)
	return ctx.any()&cueLMA != 0
}

// vehicle looks for three letters before two digits and a third character.
func (s *scan) vehicle(c, start, end int) {
	at := start
	if at > 0 && (s.text[at-1] == ' ' || s.text[at-1] == '-') {
		at--
	}
	if at < 3 || at > 3 && isWordByte(s.text[at-4]) {
		return
	}
	var buf [6]byte
	value := append(buf[:0], s.text[at-3:at]...)
	value = append(value, s.r.digits(c, c)...)
	if len(value) == 5 && end < len(s.text) && isLetter(s.text[end]) {
		value = append(value, s.text[end])
		end++
	}
	if end < len(s.text) && isWordByte(s.text[end]) || len(value) != 6 {
		return
	}
	if s.contextOf(at-3, end).any()&cueVehicle != 0 {
		value = bytes.ToUpper(value)
	}
	if identifier.Plate(value) == identifier.Impossible {
		return
	}
	base := float32(0.35)
	if at < start {
		base = 0.25
	}
	s.judged(at-3, end, Vehicle, base, cueVehicle, Shape)
}
