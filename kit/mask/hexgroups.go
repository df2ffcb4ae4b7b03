package mask

import (
	"net/netip"
)

const maxHexGroups = 48 // bytes: the longest IPv6 address with a zone's sign is 45

// hexGroups reads groups of hexadecimal digits between colons, around the first colon at i: an IPv6 or a MAC address.
func (s *scan) hexGroups(i int) int {
	start := i
	for start > 0 && i-start <= maxHexGroups && (isHex(s.text[start-1]) || s.text[start-1] == ':') {
		start--
	}
	for start < i && s.text[start] == ':' && s.text[start+1] != ':' {
		start++
	}
	end := i
	for end < len(s.text) && end-start <= maxHexGroups && (isHex(s.text[end]) || s.text[end] == ':' || s.text[end] == '.') {
		end++
	}
	if end-start > maxHexGroups {
		return max(end, i+1)
	}
	for end > i+1 && (s.text[end-1] == '.' || s.text[end-1] == ':' && s.text[end-2] != ':') {
		end--
	}
	if start > 0 && isWordByte(s.text[start-1]) || end < len(s.text) && isWordByte(s.text[end]) {
		return i + 1
	}
	value := s.text[start:end]
	if macShaped(value, ':') {
		s.emit(start, end, MAC, 0.92, Shape)
		return max(end, i+1)
	}
	if end-start < 5 || colons(value) < 2 {
		return i + 1
	}
	if addr, err := netip.ParseAddr(string(value)); err == nil && addr.Is6() {
		score := float32(0.92)
		if digitsIn(value) == len(value)-colons(value) && colons(value) < 4 {
			score = 0.4
		}
		s.emit(start, end, IP, score, Shape)
		return max(end, i+1)
	}
	return i + 1
}

func colons(value []byte) int {
	n := 0
	for _, b := range value {
		if b == ':' {
			n++
		}
	}
	return n
}

// macShaped tells whether value is six pairs of hexadecimal digits with sep between.
func macShaped(value []byte, sep byte) bool {
	if len(value) != 17 {
		return false
	}
	for i, b := range value {
		if i%3 == 2 && b != sep || i%3 != 2 && !isHex(b) {
			return false
		}
	}
	return true
}

// address4 looks whether the run is an IPv4 address, or a MAC address with dashes begins at it.
func (s *scan) address4() bool {
	start, _ := s.r.bounds(0, 0)
	if start >= 0 && start+17 <= len(s.text) && s.r.chunks[0].n <= 2 {
		for at := max(0, start-1); at <= start; at++ {
			if at+17 <= len(s.text) && macShaped(s.text[at:at+17], '-') && (at == 0 || !isWordByte(s.text[at-1])) {
				s.emit(at, at+17, MAC, 0.92, Shape)
			}
		}
	}
	for c := 0; c+4 <= s.r.nc; c++ {
		if s.dotted(c) {
			return c == 0 && s.r.nc == 4
		}
	}
	return false
}

// dotted judges four chunks with single dots between.
func (s *scan) dotted(c int) bool {
	short := 0
	for k := c; k < c+4; k++ {
		if k > c && s.r.before(k)&^gapInvisible != gapDot {
			return false
		}
		d := s.r.digits(k, k)
		if len(d) > 3 || len(d) > 1 && d[0] == '0' || len(d) == 3 && (d[0] > '2' || d[0] == '2' && (d[1] > '5' || d[1] == '5' && d[2] > '5')) {
			return false
		}
		if len(d) == 1 {
			short++
		}
	}
	tight := func(k int) bool { return s.r.before(k)&^gapInvisible == gapDot }
	if tight(c) && c > 0 || c+4 < s.r.nc && tight(c+4) {
		return false
	}
	start, end := s.r.bounds(c, c+3)
	ctx := s.contextOf(start, end)
	score := [...]float32{0.92, 0.9, 0.8, 0.6, 0.3}[short]
	if ctx.near&cueIP != 0 {
		score = 0.97
	} else if ctx.near&(cueVersion|cueLaw) != 0 {
		score *= 0.35
	}
	s.emit(start, end, IP, score, Shape)
	return score >= 0.5
}

// hexBlob gives the end of the UUID or check sum that text[start:] begins or goes on in, or 0: at least 24 hexadecimal digits of which some are
// letters, with dashes only where a UUID has them.
func hexBlob(text []byte, start int) int {
	from := start
	for from > 0 && start-from < 40 && (isHex(text[from-1]) || text[from-1] == '-') {
		from--
	}
	end, letters, dashes := from, 0, 0
	for end < len(text) && end-from < 160 && (isHex(text[end]) || text[end] == '-') {
		switch {
		case text[end] == '-':
			dashes++
		case !isDigit(text[end]):
			letters++
		}
		end++
	}
	if letters < 2 || end-from < 24 {
		return 0
	}
	if dashes == 0 || end-from == 36 && dashes == 4 && text[from+8] == '-' && text[from+13] == '-' {
		return end
	}
	return 0
}
