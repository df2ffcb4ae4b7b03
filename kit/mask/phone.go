package mask

import "github.com/tillit-se/tillit/kit/mask/identifier"

// phone looks for a phone number from chunk c: national with its 0, or international with "+" or "00" before it.
func (s *scan) phone(c int) {
	first := s.r.val[s.r.chunks[c].first]
	if plus, at := s.plusBefore(c); plus {
		s.international(c, 0, at)
		return
	}
	if first != '0' {
		if s.r.chunks[c].n >= 5 && s.r.chunks[c].n <= 12 || s.r.chunks[c].n >= 2 {
			s.localPhone(c)
		}
		return
	}
	if s.r.chunks[c].n > 2 && s.r.val[s.r.chunks[c].first+1] == '0' {
		start, _ := s.r.bounds(c, c)
		s.international(c, 2, start)
		return
	}
	s.national(c)
}

// plusBefore tells whether a "+" stands right before the chunk, and where.
func (s *scan) plusBefore(c int) (bool, int) {
	start, _ := s.r.bounds(c, c)
	i := start
	for i > 0 && (s.text[i-1] == ' ' || s.text[i-1] == '(') && start-i < 2 {
		i--
	}
	if i == 0 || s.text[i-1] != '+' {
		return false, 0
	}
	if i > 1 && isWordByte(s.text[i-2]) {
		return false, 0
	}
	return true, i - 1
}

// phoneGap tells whether a gap may stand inside a phone number. A line may end after its dash.
func phoneGap(g gap) bool {
	return g&(gapComma|gapColon|gapPlus) == 0 && (g&gapLine == 0 || g&gapDash != 0 && g&gapSpace == 0)
}

func (s *scan) international(c, lead, start int) {
	best := -1
	for e := c; e < s.r.nc; e++ {
		if e > c && !phoneGap(s.r.before(e)) {
			break
		}
		d := s.r.digits(c, e)
		if len(d) > 17 {
			break
		}
		if len(d) > lead && identifier.InternationalPhone(d[lead:]) != identifier.Impossible {
			best = e
		}
	}
	if best < 0 {
		return
	}
	_, end := s.r.bounds(c, best)
	base := float32(0.85)
	if lead > 0 && (best == c || c > 0 && s.r.before(c)&gapComma == 0) && !s.swedishAbroad(c, best) {
		base = 0.4
	}
	if lead > 0 && best+1 < s.r.nc && s.r.before(best+1) == gapSpace {
		base = 0.2 // the groups go on: the number of a parcel
	}
	s.judged(start, s.closeParen(start, end), Phone, base, cuePhone, s.gapEvidence(c, best))
}

// swedishAbroad tells whether digits that begin with 00 are a Swedish mobile number as it is dialled from abroad, in one piece or in groups.
func (s *scan) swedishAbroad(c, e int) bool {
	d := s.r.digits(c, e)
	return len(d) >= 13 && string(d[:4]) == "0046" && (d[4] == '7' || d[4] == '0' && d[5] == '7')
}

// closeParen takes a ")" with the number where its "(" is inside.
func (s *scan) closeParen(start, end int) int {
	if end < len(s.text) && s.text[end] == ')' {
		for _, b := range s.text[start:end] {
			if b == '(' {
				return end + 1
			}
			if b == ')' {
				return end
			}
		}
	}
	return end
}

// national looks for the longest row of chunks that is a Swedish number.
func (s *scan) national(c int) {
	best, base := -1, float32(0)
	for e := c; e < s.r.nc; e++ {
		if e > c && !phoneGap(s.r.before(e)) {
			break
		}
		d := s.r.digits(c, e)
		if len(d) > 10 {
			break
		}
		if identifier.NationalPhone(d) == identifier.Impossible {
			continue
		}
		if score := s.nationalScore(c, e); score > 0 {
			best, base = e, score
		}
	}
	if best < 0 {
		return
	}
	start, end := s.r.bounds(c, best)
	if start > 0 && s.text[start-1] == '(' && s.r.before(min(c+1, best))&gapParen != 0 {
		start--
	}
	if c > 0 && s.r.before(c)&(gapSpace|gapLine|gapParen|gapComma|gapSlash) == 0 {
		base *= 0.5
	}
	if c > 0 && spaceAlone(s.r.before(c)) && best > c && s.r.before(c+1)&(gapDash|gapSlash|gapParen) == 0 {
		base *= 0.5 // the end of a sum: 5 031 875 744
	}
	before, after := s.attached(start, end)
	if before || after {
		base *= 0.7
	}
	s.judged(start, end, Phone, base, cuePhone, s.gapEvidence(c, best))
}

// nationalScore judges the grouping of a number that is possible.
func (s *scan) nationalScore(c, e int) float32 {
	d := s.r.digits(c, e)
	area := identifier.AreaCode(d)
	mobile := area == 3 && d[1] == '7'
	if c == e {
		if mobile {
			return 0.8
		}
		return 0.4
	}
	if s.r.chunks[c].n != area {
		if mobile {
			return 0.7
		}
		return 0.25
	}
	if e == c+2 && s.r.chunks[c].n == 2 && s.r.chunks[e-1].n == 2 && s.r.chunks[e].n == 4 {
		return 0.2 // 08-12-2017 is a day
	}
	dashed := s.r.before(c+1)&(gapDash|gapSlash|gapParen) != 0
	if !groupsWell(s, c+1, e) {
		if dashed {
			return 0.55
		}
		return 0.3
	}
	switch {
	case dashed || mobile:
		return 0.87
	case area == 2:
		return 0.68
	}
	return 0.62
}

// groupsWell tells whether the subscriber's number is in one piece or in groups of two to four.
func groupsWell(s *scan, c, e int) bool {
	if c == e {
		return true
	}
	for ; c <= e; c++ {
		if n := s.r.chunks[c].n; n < 2 || n > 4 {
			return false
		}
	}
	return true
}

// localPhone takes a number without area code where a word right before says that it is a phone number.
func (s *scan) localPhone(c int) {
	start, end := s.r.bounds(c, c)
	if s.contextOf(start, end).near&cuePhone == 0 || c > 0 && s.r.before(c)&gapComma == 0 {
		return
	}
	best := -1
	for e := c; e < s.r.nc && (e == c || s.r.before(e)&(gapComma|gapColon|gapLine|gapDot) == 0); e++ {
		if n := s.r.count(c, e); n >= 5 && n <= 12 {
			best = e
		}
	}
	if best < 0 || !groupsWell(s, c, best) && best > c {
		return
	}
	start, end = s.r.bounds(c, best)
	s.emit(start, end, Phone, 0.6, ContextWord)
}
