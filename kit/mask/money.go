package mask

import "github.com/tillit-se/tillit/kit/mask/identifier"

// giro looks for bankgiro (5050-1055) and plusgiro (92 01 00-5) from chunk c.
func (s *scan) giro(c int) {
	start, _ := s.r.bounds(c, c)
	if c > 0 && s.r.before(c)&(gapDash|gapDot|gapSlash|gapColon) != 0 && s.r.before(c)&gapSpace == 0 {
		return
	}
	for e := c; e < s.r.nc && e < c+5; e++ {
		if n := s.r.count(c, e); n < 2 || n > 8 {
			continue
		}
		if e > c && s.r.within(c, e)&(gapComma|gapColon|gapLine|gapDot|gapParen) != 0 {
			return
		}
		_, end := s.r.bounds(c, e)
		s.bankgiro(c, e, start, end)
		s.plusgiro(c, e, start, end)
	}
}

func (s *scan) bankgiro(c, e, start, end int) {
	shape := s.r.shape(c, e)
	v := identifier.BankgiroNumber(s.r.digits(c, e))
	if v == identifier.Impossible || shape != 34 && shape != 44 && shape != 7 && shape != 8 {
		return
	}
	ctx := s.contextOf(start, end)
	base := float32(0.1)
	if v == identifier.Valid {
		base = 0.25
	}
	if ctx.any()&cueBankgiro != 0 {
		base = 0.5
	}
	s.judged(start, end, Bankgiro, base, cueBankgiro, Shape|checkEvidence(v))
}

func (s *scan) plusgiro(c, e, start, end int) {
	v := identifier.PlusgiroNumber(s.r.digits(c, e))
	if v == identifier.Impossible || e+1 < s.r.nc && s.r.before(e+1)&(gapDash|gapSlash) != 0 && s.r.before(e+1)&gapSpace == 0 {
		return
	}
	pairs := e >= c+2 && s.r.chunks[e].n == 1 && s.r.before(e)&gapDash != 0
	for k := c + 1; pairs && k < e; k++ {
		pairs = s.r.chunks[k].n == 2 && s.r.before(k)&gapSpace != 0
	}
	if pairs && s.r.chunks[c].n > 2 {
		pairs = false
	}
	base := float32(0)
	switch {
	case pairs && v == identifier.Valid:
		base = 0.62
	case pairs:
		base = 0.35
	}
	ctx := s.contextOf(start, end)
	if ctx.any()&cuePlusgiro != 0 && (pairs || s.r.chunks[e].n == 1 && e == c+1 || c == e && s.r.count(c, e) >= 5) {
		base = max(base, 0.5)
	}
	if base > 0 {
		s.judged(start, end, Plusgiro, base, cuePlusgiro, Shape|checkEvidence(v))
	}
}

// account looks for a bank account from chunk c. Without a word that says so, digits are no account.
func (s *scan) account(c int) {
	start, end := s.r.bounds(c, c)
	ctx := s.contextOf(start, end)
	if ctx.before&(cueAccount|cueClearing|cuePayment) == 0 || c > 0 && s.r.before(c)&gapComma == 0 {
		return
	}
	least := 7
	if ctx.before&(cueAccount|cueClearing) == 0 {
		if least = 11; !s.clearingShaped(c) || ctx.near&cueOther != 0 {
			return
		}
	}
	best := -1
	var verdict identifier.Verdict
	for e := c; e < s.r.nc && s.r.count(c, e) <= 16; e++ {
		if g := s.r.before(e); e > c && (g&(gapColon|gapLine) != 0 || g&(gapSlash|gapComma) != 0 && g&gapDouble == 0) {
			break // 18 450,00 is a sum; "8327-9, 123 456" is clearing number and account
		}
		if n := s.r.count(c, e); n >= least {
			best, verdict = e, accountVerdict(s.r.digits(c, e))
		}
	}
	if best < 0 || best > c && s.decimals(best+1) || s.wordsAfter(s.r.end[s.r.last(best)])&cueOther != 0 {
		return // "konto 3912 49 402,01 kr" is an account of a ledger and a sum
	}
	_, end = s.r.bounds(c, best)
	base := pick(verdict == identifier.Valid, 0.7, 0.45)
	if ctx.near&(cueAccount|cueClearing|cuePayment) == 0 {
		base *= 0.6
	}
	s.judged(start, end, BankAccount, base, cueAccount|cueClearing|cuePayment, checkEvidence(verdict))
}

// decimals tells whether chunk c is two digits right after a comma.
func (s *scan) decimals(c int) bool {
	return c < s.r.nc && s.r.before(c)&gapComma != 0 && s.r.before(c)&gapDouble == 0 && s.r.chunks[c].n == 2
}

// clearingShaped tells whether four digits of a clearing number, or five of Swedbank's, stand apart before the rest of an account.
func (s *scan) clearingShaped(c int) bool {
	if c+1 >= s.r.nc || s.r.chunks[c].n != 4 || s.r.val[s.r.chunks[c].first] == '0' || yearLike(s.r.digits(c, c)) || s.r.before(c+1)&(gapDash|gapSpace|gapComma) == 0 {
		return false
	}
	swedbank := s.r.chunks[c+1].n == 1 && s.r.val[s.r.chunks[c].first] == '8' && s.r.before(c+1)&gapDash != 0
	return swedbank || s.r.chunks[c+1].n >= 6 || s.r.chunks[c+1].n >= 2 && s.r.before(c+1)&gapDash != 0 && c+2 < s.r.nc
}

// accountVerdict takes away the check digit of a clearing number that begins with 8, where that makes the rest right.
func accountVerdict(d []byte) identifier.Verdict {
	v := identifier.BankAccount(d)
	if v == identifier.Valid || len(d) < 12 || d[0] != '8' {
		return v
	}
	var buf [16]byte
	return identifier.BankAccount(append(append(buf[:0], d[:4]...), d[5:]...))
}

// card looks for a payment card from chunk c.
func (s *scan) card(c int) {
	for e := c; e < s.r.nc; e++ {
		n := s.r.count(c, e)
		if n > 19 || e > c && s.r.before(e)&(gapComma|gapColon|gapPlus|gapParen|gapSlash) != 0 {
			return
		}
		if n < 13 {
			continue
		}
		v := identifier.CardNumber(s.r.digits(c, e))
		if v == identifier.Impossible {
			continue
		}
		grouped := s.r.shape(c, e) == 4444 || s.r.shape(c, e) == 465 || s.r.shape(c, e) == 464
		base := cardScore(grouped, c == e, v == identifier.Valid, n)
		if c > 0 && spaceAlone(s.r.before(c)) || e+1 < s.r.nc && spaceAlone(s.r.before(e+1)) && s.r.chunks[e+1].n > 2 {
			base *= 0.5
		}
		start, end := s.r.bounds(c, e)
		s.judged(start, end, Card, base, cueCard, s.gapEvidence(c, e)|checkEvidence(v))
	}
}

// spaceAlone tells whether nothing but one space stands between two numbers: then they may be one.
func spaceAlone(g gap) bool { return g&gapSpace != 0 && g&(gapVisible&^gapSpace|gapDouble) == 0 }

func cardScore(grouped, plain, ok bool, n int) float32 {
	switch {
	case grouped && ok:
		return 0.95
	case grouped:
		return 0.6
	case plain && ok:
		return pick(n > 13, 0.75, 0.4)
	case ok:
		return 0.55
	}
	return 0.2
}
