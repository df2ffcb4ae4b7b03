package mask

import "github.com/tillit-se/tillit/kit/mask/identifier"

// layout is how the digits of a ten- or twelve-digit number are grouped.
type layout uint8

const (
	layoutPlain10 layout = iota
	layoutPlain12
	layoutDash   // 6-4 or 8-4 with a dash, or a plus after 100 years
	layoutSpaced // the same with a space, or 19 811218 9876, or 1981-12-18-9876
	layoutOdd
)

// personal looks for ten or twelve digits from chunk c: personnummer, samordningsnummer, organisationsnummer, reserve numbers.
func (s *scan) personal(c int) {
	for e := c; e < s.r.nc && e < c+12; e++ {
		n := s.r.count(c, e)
		if n > 24 {
			break
		}
		switch {
		case n == 10 || n == 12:
			s.personalNumber(c, e)
		case n > 10 && e == c || n > 10 && n < 14 && e == c+1:
			s.embedded(c, e)
		}
		if n >= 8 && n <= 13 {
			s.mistyped(c, e)
		}
	}
}

func (s *scan) layoutOf(c, e int) layout {
	g := s.r.within(c, e)
	switch shape := s.r.shape(c, e); {
	case c == e && s.r.count(c, e) == 10:
		return layoutPlain10
	case c == e:
		return layoutPlain12
	case g&gapComma != 0:
		return layoutOdd
	case shape == 64 || shape == 84:
		last := s.r.before(e)
		if last&(gapDash|gapPlus) != 0 {
			return layoutDash
		}
		if last&(gapDouble|gapLine|gapDot|gapColon|gapParen) != 0 {
			return layoutOdd
		}
		return layoutSpaced
	case lastFourSplit(shape) && s.r.before(c+1)&(gapDash|gapPlus) != 0 && g&(gapLine|gapColon|gapDot|gapSlash|gapParen) == 0:
		return layoutSpaced // 19811218-987 6, as OCR reads it
	case (shape == 264 || shape == 4224 || shape == 2224) && g&gapLine == 0:
		if s.r.before(e)&(gapDash|gapPlus) != 0 || shape == 264 && g&(gapDouble|gapDot|gapSlash|gapColon) == 0 {
			return layoutSpaced
		}
	}
	return layoutOdd
}

// lastFourSplit tells whether six or eight digits stand together and four after them in pieces.
func lastFourSplit(shape int) bool {
	switch shape {
	case 831, 813, 822, 631, 613, 622, 8112, 8121, 8211, 6112, 6121, 6211, 81111, 61111:
		return true
	}
	return false
}

// personalScores are the scores of a personnummer per layout: with the right check digit, and with a wrong one.
func personalScores(l layout, ok bool) float32 {
	if ok {
		return [...]float32{0.9, 0.96, 0.97, 0.93, 0.72}[l]
	}
	return [...]float32{0.52, 0.65, 0.8, 0.55, 0.2}[l]
}

func organisationScores(l layout, ok bool) float32 {
	if ok {
		return [...]float32{0.42, 0.68, 0.93, 0.75, 0.25}[l]
	}
	return [...]float32{0.18, 0.3, 0.55, 0.25, 0}[l]
}

// personalNumber judges ten or twelve digits.
func (s *scan) personalNumber(c, e int) {
	d := s.r.digits(c, e)
	kind, verdict := identifier.Personal(d)
	l := s.layoutOf(c, e)
	start, end := s.r.bounds(c, e)
	ev := s.gapEvidence(c, e)
	switch kind {
	case identifier.Personnummer, identifier.Samordningsnummer:
		class, want := Personnummer, cuePersonal|cueCoordination|cueBirth
		if kind == identifier.Samordningsnummer {
			class, want = Samordningsnummer, cueCoordination|cuePersonal
		}
		base := s.personalBase(c, e, l, verdict)
		if verdict != identifier.Valid && s.writtenAsPhone(c, e) {
			base, want = base*0.3, 0
		}
		base = s.doubt(base, c, e, l)
		start = s.withCentury(c, e, start)
		if trader := s.contextOf(start, end); trader.near&(cueOrganisation|cueVAT) != 0 {
			ev |= SoleTrader
			want |= cueOrganisation | cueVAT
			s.emit(start, end, Organisationsnummer, base*0.9, ev|checkEvidence(verdict)|ContextWord)
		}
		s.judged(start, end, class, base, want, ev|ValidDate|checkEvidence(verdict))
		if l == layoutDash && base > 0.9 && ev&Split == 0 {
			s.sure = e
		}
		return
	}
	if s.organisation(c, e, l, ev) {
		return
	}
	if v := identifier.ReserveNumber(d); v != identifier.Impossible {
		s.judged(start, end, ReserveNumber, pick(v == identifier.Valid, 0.55, 0.3), cueReserve|cuePersonal, ev|checkEvidence(v))
		return
	}
	if century := s.r.chunks[c].n == 8; l == layoutDash && (!century && d[2] < '2' || century && (d[0] == '1' && d[1] > '7' || d[0] == '2' && d[1] == '0') && d[4] < '2') {
		s.judged(start, end, Personnummer, 0.52, cuePersonal|cueCoordination|cueReserve, ev|WrongCheckDigit)
	}
}

// personalBase is the score of a personnummer by how it is grouped.
func (s *scan) personalBase(c, e int, l layout, verdict identifier.Verdict) float32 {
	base := personalScores(l, verdict == identifier.Valid)
	if l != layoutOdd {
		return base
	}
	within := s.r.within(c, e)
	if verdict == identifier.Valid {
		if s.r.count(c, e) == 12 {
			base = 0.8
		}
		if s.r.chunks[e].n == 4 && s.r.before(e)&gapDash != 0 && within&(gapDot|gapComma|gapColon|gapSlash|gapLine) == 0 {
			base = 0.9
		}
	}
	if within&gapSlash != 0 && within&gapDouble != 0 {
		base *= 0.6 // 2007–2012 / 27
	}
	if within&gapColon != 0 {
		base *= 0.6 // 05-04 07:02:44 is a day and a time
	}
	return base
}

// writtenAsPhone tells whether ten digits are a phone number and grouped as no personnummer is: 070-174 06 05. It is hidden as that.
func (s *scan) writtenAsPhone(c, e int) bool {
	return s.r.count(c, e) == 10 && s.layoutOf(c, e) == layoutOdd && identifier.NationalPhone(s.r.digits(c, e)) != identifier.Impossible
}

// withCentury takes "19" before "811218-9876" with it.
func (s *scan) withCentury(c, e, start int) int {
	if c == 0 || s.r.count(c, e) != 10 || s.r.chunks[c-1].n != 2 || s.r.before(c)&gapSpace == 0 || s.r.before(c)&gapVisible&^gapSpace != 0 {
		return start
	}
	if kind, _ := identifier.Personal(s.r.digits(c-1, e)); kind == identifier.NoKind {
		return start
	}
	start, _ = s.r.bounds(c-1, c-1)
	return start
}

func (s *scan) organisation(c, e int, l layout, ev Evidence) bool {
	d := s.r.digits(c, e)
	verdict := identifier.Organisation(d)
	if verdict == identifier.Impossible {
		return false
	}
	base := organisationScores(l, verdict == identifier.Valid)
	if l == layoutPlain10 && verdict == identifier.Valid && identifier.CommonOrganisation(d) {
		base = 0.7
	}
	start, end := s.r.bounds(c, e)
	if c > 0 && s.r.count(c, e) == 10 && s.r.before(c)&gapSpace != 0 && string(s.r.digits(c-1, c-1)) == "16" {
		start, _ = s.r.bounds(c-1, c-1)
	}
	s.judged(start, end, Organisationsnummer, s.doubt(base, c, e, l), cueOrganisation|cueVAT, ev|checkEvidence(verdict))
	return true
}

// doubt lowers a score where the number hangs together with something else.
func (s *scan) doubt(base float32, c, e int, l layout) float32 {
	start, end := s.r.bounds(c, e)
	before, after := s.attached(start, end)
	if before && after {
		base *= 0.6
	}
	tight := func(g gap) bool { return g != 0 && g&(gapSpace|gapLine|gapParen) == 0 }
	if tight(s.r.before(c)) || e+1 < s.r.nc && tight(s.r.before(e+1)) {
		base *= 0.75
	}
	if l != layoutOdd {
		return base
	}
	if s.r.shape(c, e) == 1333 || s.r.shape(c, e) == 3333 || s.r.within(c, e)&gapComma != 0 {
		return base * 0.5
	}
	if c > 0 && s.r.before(c)&gapSpace != 0 && s.r.before(c)&gapDouble == 0 || e+1 < s.r.nc && s.r.before(e+1) == gapSpace {
		return base * 0.6
	}
	return base
}

// judged emits a reading after weighing the words around it.
func (s *scan) judged(start, end int, class Class, base float32, want cue, ev Evidence) {
	score, context := boost(base, s.contextOf(start, end), want)
	s.emit(start, end, class, score, ev|context)
}

func checkEvidence(v identifier.Verdict) Evidence {
	switch v {
	case identifier.Valid:
		return CheckDigit
	case identifier.WrongCheck:
		return WrongCheckDigit
	}
	return 0
}

// gapEvidence says whether the value is written in an unusual way.
func (s *scan) gapEvidence(c, e int) Evidence {
	if s.r.within(c, e)&(gapWide|gapInvisible|gapOdd|gapLine|gapGlyph|gapDouble) != 0 {
		return Shape | Split
	}
	return Shape
}

// embedded looks for a number with a digit too many, or inside a longer row of digits. All of the row is hidden.
func (s *scan) embedded(c, e int) {
	start, end := s.r.bounds(c, e)
	if e == c+1 {
		if s.r.before(e)&(gapDash|gapPlus) == 0 || s.r.chunks[c].n < 6 || s.r.chunks[e].n < 4 || s.r.shape(c, e) == 84 {
			return
		}
		at := s.r.chunks[e].first
		if kind, v := identifier.Personal(s.r.val[at-6 : at+4]); kind != identifier.NoKind {
			base := pick(v == identifier.Valid, 0.75, 0.35)
			s.judged(start, end, Personnummer, base, cuePersonal|cueCoordination, Embedded|ValidDate|checkEvidence(v))
		}
		return
	}
	d := s.r.digits(c, c)
	for i := 0; i+12 <= len(d); i++ {
		if kind, v := identifier.Personal(d[i : i+12]); kind != identifier.NoKind && v == identifier.Valid {
			s.judged(start, end, Personnummer, 0.62, cuePersonal, Embedded|ValidDate|CheckDigit)
			return
		}
	}
	if len(d) != 11 {
		return
	}
	for i := range 2 {
		if kind, v := identifier.Personal(d[i : i+10]); kind != identifier.NoKind && v == identifier.Valid {
			s.judged(start, end, Personnummer, 0.56, cuePersonal, Embedded|ValidDate|CheckDigit)
			return
		}
	}
}

// mistyped takes eight to thirteen digits for a personnummer where a word right before says so.
func (s *scan) mistyped(c, e int) {
	if e+1 < s.r.nc && s.r.before(e+1)&(gapComma|gapDouble|gapLine) == 0 && s.r.count(c, e+1) <= 13 || e > c && s.r.before(e)&(gapComma|gapLine) != 0 {
		return
	}
	if s.writtenAsPhone(c, e) {
		return
	}
	start, end := s.r.bounds(c, e)
	switch near := s.contextOf(start, end).near; {
	case near&(cuePersonal|cueCoordination) != 0:
		s.emit(start, end, Personnummer, 0.7, ContextWord|WrongCheckDigit)
	case near&cueOrganisation != 0:
		s.emit(start, end, Organisationsnummer, 0.62, ContextWord|WrongCheckDigit)
	case near&cueReserve != 0:
		s.emit(start, end, ReserveNumber, 0.8, ContextWord)
	}
}
