package mask

import (
	"bytes"
	"unicode/utf8"
)

const (
	maxLocal = 64   // octets of the local part of an address, RFC 5321
	maxHost  = 255  // of a host name
	maxURL   = 4000 // of an address on the web that is read
)

func mailByte(b byte) bool {
	return isWordByte(b) || b == '.' || b == '_' || b == '-' || b == '+' || b == '%' || b == '\''
}

// mail reads the e-mail address around the "@" at i. Both parts may hold letters beyond ASCII, and each is bounded, so that a megabyte of "@" takes
// linear time.
func (s *scan) mail(i int) int {
	start := i
	for start > 0 && i-start < maxLocal*2 && mailByte(s.text[start-1]) {
		start--
	}
	for start < i && (bytes.IndexByte([]byte(".-'+%"), s.text[start]) >= 0 || !utf8.RuneStart(s.text[start])) {
		start++
	}
	end, dot := i+1, -1
	for end < len(s.text) && end-i <= maxHost && (isWordByte(s.text[end]) || s.text[end] == '-' || s.text[end] == '.') {
		if s.text[end] == '.' {
			dot = end
		}
		end++
	}
	for end > i+1 && (s.text[end-1] == '.' || s.text[end-1] == '-') {
		if end--; end == dot {
			dot = bytes.LastIndexByte(s.text[i:end], '.') + i
		}
	}
	if start == i || end == i+1 {
		s.spacedMail(i)
		return i + 1
	}
	if dot <= i || end-dot < 3 {
		s.judged(start, end, Email, 0.35, 0, Shape)
		return i + 1
	}
	s.emit(start, end, Email, 0.98, Shape)
	return end
}

// colon looks for a web address, an IPv6 or a MAC address around the ":" at i.
func (s *scan) colon(i int) int {
	if bytes.HasPrefix(s.text[i:], []byte("://")) {
		return s.url(i)
	}
	if i+1 < len(s.text) && (isHex(s.text[i+1]) || s.text[i+1] == ':') {
		return s.hexGroups(i)
	}
	return i + 1
}

// url reads the address whose "://" stands at i. It may hold numbers of its own, so the scan goes on right after the "://".
func (s *scan) url(i int) int {
	start := i
	for start > 0 && i-start < 12 && (isLetter(s.text[start-1]) || start < i && isDigit(s.text[start-1])) {
		start--
	}
	if start < i {
		s.webAddress(start, i+3)
	}
	return i + 3
}

// bareHosts finds addresses that begin with "www." and no scheme.
func (s *scan) bareHosts() {
	for i := 0; ; {
		at := bytes.Index(s.text[i:], []byte("www."))
		if at < 0 {
			return
		}
		at += i
		if at == 0 || !isWordByte(s.text[at-1]) && s.text[at-1] != '/' && s.text[at-1] != '.' {
			s.webAddress(at, at)
		}
		i = at + 4
	}
}

// pathAfter finds an address without scheme whose host begins with the word text[start:end] and that has a path: "linkedin.com/in/…".
func (s *scan) pathAfter(start, end int) {
	if start > 0 && bytes.IndexByte([]byte("./@-_:"), s.text[start-1]) >= 0 || isDigit(s.text[max(0, start-1)]) {
		return
	}
	dots := 0
	for at := end; at < len(s.text) && at-start < maxHost; at++ {
		switch b := s.text[at]; {
		case b == '.':
			dots++
		case b == '/' && dots > 0 && at+1 < len(s.text) && isWordByte(s.text[at+1]) && isLetter(s.text[at-1]) && isLetter(s.text[at-2]):
			s.webAddress(start, start)
			return
		case !isWordByte(b) && b != '-':
			return
		}
	}
}

// webAddress reads host and path from host on, and judges whether they point at somebody.
func (s *scan) webAddress(start, host int) {
	end := host
	for end < len(s.text) && end-host < maxURL && urlByte(s.text[end]) {
		end++
	}
	for end > host && bytes.IndexByte([]byte(".,;:!?'\")"), s.text[end-1]) >= 0 {
		end--
	}
	if end-host < 3 {
		return
	}
	s.emit(start, end, URL, identityIn(s.text[host:end]), Shape)
}

func urlByte(b byte) bool {
	return isWordByte(b) || bytes.IndexByte([]byte("-._~:/?#[]@!$&'()*+,;=%"), b) >= 0
}

// identityIn judges an address without scheme: a bare host points at nobody; a path of a profile, a query or an id may.
func identityIn(address []byte) float32 {
	slash := bytes.IndexByte(address, '/')
	if bytes.IndexByte(address, '@') >= 0 || bytes.IndexByte(address, '~') >= 0 {
		return 0.97
	}
	if slash < 0 || slash == len(address)-1 {
		return 0.2
	}
	var buf [256]byte
	path := lower(buf[:0], address[slash:min(len(address), slash+200)])
	for _, mark := range []string{"/in/", "/user", "/profil", "/people/", "/person", "/u/", "/medarbetare", "/kontakt/", "user=", "name=", "namn=", "email=", "pnr=", "id=", "token="} {
		if bytes.Contains(path, []byte(mark)) {
			return 0.85
		}
	}
	for _, site := range []string{"facebook.", "linkedin.", "instagram.", "twitter.", "x.com", "tiktok.", "github.com", "flashback.", "hitta.se", "eniro.", "merinfo.", "ratsit.", "mrkoll."} {
		if bytes.Contains(address[:slash], []byte(site)) {
			return 0.85
		}
	}
	if bytes.IndexByte(path, '?') >= 0 || digitsIn(path) >= 5 {
		return 0.55
	}
	return 0.35
}

func digitsIn(s []byte) int {
	n := 0
	for _, b := range s {
		if isDigit(b) {
			n++
		}
	}
	return n
}
