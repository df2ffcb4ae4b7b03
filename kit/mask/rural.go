package mask

import "bytes"

// rural takes a farm or a village with a number for an address, "Kyrkbyn 28", where a postal code follows it or a label stands right before.
func (s *scan) rural(from, end int) {
	if !capital(s.text[from:end]) || end-from > 60 || s.text[from+len(s.text[from:end])-1] == '.' {
		return
	}
	stop := s.addressEnd(end)
	labelled := s.cueRightBefore(from)&cueAddress != 0
	if !labelled && !s.postalFollows(stop) {
		return
	}
	if !labelled && s.cueOf(s.text[from:nameEnd(s.text, from)])&^cueNumber != 0 {
		return
	}
	if before, to := wordBefore(s.text, from); before < to && to < from && s.text[to] == ' ' && capital(s.text[before:to]) && s.streetWordBefore(before, to) {
		from = before
	}
	s.emit(from, stop, Address, pick(labelled, 0.75, 0.8), Shape|Neighbour)
}

// streetWordBefore tells whether a word goes with the name of a village: "Norra Forsby 4", "Ökna gård 2".
func (s *scan) streetWordBefore(from, to int) bool {
	var buf [80]byte
	switch string(lower(buf[:0], s.text[from:to])) {
	case "norra", "södra", "östra", "västra", "stora", "lilla", "gamla", "nya", "övre", "nedre", "mellersta", "inre", "yttre":
		return true
	}
	return false
}

// postalFollows tells whether a postal code stands right after at, on the line or the next one, and then a capital.
func (s *scan) postalFollows(at int) bool {
	t := s.text
	for gap := at; at < len(t) && at-gap < 3 && bytes.IndexByte([]byte(", \n\r|\t"), t[at]) >= 0; at++ {
	}
	for _, prefix := range [...]string{"SE-", "S-"} {
		if bytes.HasPrefix(t[at:], []byte(prefix)) {
			at += len(prefix)
		}
	}
	digits := 0
	for ; at < len(t) && digits <= 5 && (isDigit(t[at]) || t[at] == ' ' && digits == 3); at++ {
		if isDigit(t[at]) {
			digits++
		}
	}
	if digits != 5 {
		return false
	}
	for at < len(t) && t[at] == ' ' {
		at++
	}
	return at < len(t) && capital(t[at:])
}
