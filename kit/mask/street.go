package mask

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// streetEnds are the endings of Swedish street names. Strong ones make a street of a word in lower case too.
func streetEnds() (strong, weak []string) {
	strong = []string{
		"gatan", "gata", "vägen", "gränd", "gränden", "stigen", "torget", "allén", "allen", "esplanaden", "stråket",
		"slingan", "gatans", "vägens", "avenyn", "avenyen", "boulevarden", "gat.", "gatan.",
	}
	weak = []string{
		"väg", "stig", "torg", "allé", "alle", "backen", "backe", "kajen", "plan", "planen", "plats", "platsen", "leden", "promenaden", "gården", "gård", "ringen", "kroken",
		"svängen", "höjden", "terrassen", "parken", "lunden", "ängen", "åsen", "bron", "udden", "hamnen", "strand", "stranden", "brinken", "gången",
		"dalen", "berget", "holmen", "hagen", "vretet", "grand", "trappan", "tunet", "liden", "rundan", "spåret", "tomten", "branten", "tvären", "klinten",
		"väg.", "g.", "v.", "vg.", "esplanad", "aveny",
	}
	return strong, weak
}

// streetTable maps lower-case endings to 2 (strong) and 1 (weak).
func streetTable() map[string]uint8 {
	table := make(map[string]uint8, 80)
	strong, weak := streetEnds()
	for _, e := range weak {
		table[e] = 1
	}
	for _, e := range strong {
		table[e] = 2
	}
	return table
}

// tailKey is a key of the last two bytes of a word, without regard to case.
func tailKey(word []byte) uint8 {
	n := len(word)
	return (word[n-1]|0x20)*31 + word[n-2] | 0x20
}

// streetTails says which keys the endings of streets have.
func streetTails(table map[string]uint8) (tails [256]bool) {
	for end := range table {
		tails[tailKey([]byte(end))] = true
	}
	return tails
}

// streetKind tells how surely a word names a street by its ending: 2, 1 or 0. whole is true where the ending is all of the word, as in "Karl
// Johans gata".
func (s *scan) streetKind(word []byte) (kind uint8, whole bool) {
	if len(word) < 2 || len(word) > 60 || !s.f.streetTails[tailKey(word)] {
		return 0, false
	}
	var buf [80]byte
	low := lower(buf[:0], word)
	for n := min(11, len(low)); n >= 2; n-- {
		if k := s.f.streets.get(low[len(low)-n:]); k > 0 {
			return k, n == len(low)
		}
	}
	return 0, false
}

// wordBefore gives the word that ends at or before at with at most one space (or a line break) between.
func wordBefore(text []byte, at int) (start, end int) {
	end = at
	if end > 0 && (text[end-1] == ' ' || text[end-1] == '\n') {
		end--
	} else if end > 1 && text[end-2] == 0xc2 && text[end-1] == 0xa0 {
		end -= 2
	}
	start = end
	for start > 0 && end-start < 64 && nameByte(text, start-1) {
		start--
	}
	return start, end
}

// nameByte is true of the bytes of a name: letters, and "-" "'" "." ":" inside.
func nameByte(text []byte, i int) bool {
	b := text[i]
	if isLetter(b) || b == '-' || b == '\'' || b == '.' {
		return true
	}
	if b < 0x80 {
		return false
	}
	return (b != 0xc2 || i+1 >= len(text) || text[i+1] == 0xad) && (b != 0xa0 || i == 0 || text[i-1] != 0xc2)
}

// capital tells whether the word begins with an upper-case letter.
func capital(word []byte) bool {
	if len(word) == 0 {
		return false
	}
	if word[0] < utf8.RuneSelf {
		return word[0] >= 'A' && word[0] <= 'Z'
	}
	r, _ := utf8.DecodeRune(word)
	return unicode.IsUpper(r)
}

// allCaps tells whether the word has no lower-case letter and at least two letters.
func allCaps(word []byte) bool {
	letters := 0
	for i := 0; i < len(word); {
		r, size := utf8.DecodeRune(word[i:])
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
		i += size
	}
	return letters > 1
}

// address looks for a street or a box before chunk c, and takes the number with its letter, stairs and flat.
func (s *scan) address(c int) {
	start, end := s.r.bounds(c, c)
	if s.r.chunks[c].n > 5 || c+1 < s.r.nc && s.r.before(c+1)&gapComma != 0 && s.r.before(c+1)&gapDouble == 0 && s.r.chunks[c+1].n < 3 {
		return
	}
	from, to := wordBefore(s.text, start)
	if from == to {
		return
	}
	word := s.text[from:to]
	var buf [80]byte
	low := lower(buf[:0], word)
	switch string(low) {
	case "box", "postbox", "fack", "pl", "postlåda":
		if s.r.chunks[c].n < 1 || string(low) == "pl" && s.r.chunks[c].n < 2 {
			return
		}
		base := pick(capital(word), 0.85, 0.5)
		s.judged(from, s.boxEnd(c), Address, base, cueAddress, Shape)
		return
	}
	if s.r.chunks[c].n > 4 {
		return
	}
	kind, whole := s.streetKind(word)
	if kind == 0 || whole && capital(word) && s.streetStart(from) == from {
		s.rural(from, end)
	}
	if kind == 0 || whole && (len(word) <= 2 || !capital(word) && !s.genitiveBefore(from)) {
		return // "v. 17" is a week
	}
	base := addressScore(kind, whole, capital(word))
	if whole {
		from = s.streetStart(from)
		if base = 0.94; from == to-len(word) {
			base = 0.3
		}
	} else if capital(word) {
		from = s.streetPrefix(from)
	}
	if n := s.r.chunks[c].n; n == 4 {
		base *= 0.5
	}
	s.judged(from, s.addressEnd(end), Address, base, cueAddress, Shape|Morphology)
}

func addressScore(kind uint8, whole, upper bool) float32 {
	switch {
	case kind == 2 && upper:
		return 0.93
	case kind == 2:
		return 0.75
	case whole && upper, upper:
		return 0.72
	case whole:
		return 0.7
	}
	return 0.25
}

// boxEnd takes "Box 12 34" whole.
func (s *scan) boxEnd(c int) int {
	_, end := s.r.bounds(c, c)
	return end
}

// genitiveBefore tells whether a capitalised word stands right before: "Sven Rinmans gata".
func (s *scan) genitiveBefore(at int) bool {
	from, to := wordBefore(s.text, at)
	return from < to && (capital(s.text[from:to]) || to-from == 1 && s.text[from] == 's' && from > 1 && s.text[from-1] == ':')
}

// streetStart walks back over the capitalised words of a name like "Per Albin Hanssons väg".
func (s *scan) streetStart(at int) int {
	for range 4 {
		from, to := wordBefore(s.text, at)
		if to-from == 1 && s.text[from] == 's' && from > 0 && s.text[from-1] == ':' { // "Karl XI:s gata"
			from, _ = wordBefore(s.text, from-1)
		}
		if from == to || !capital(s.text[from:to]) || s.text[to-1] == '.' && to-from > 3 || at-to > 0 && s.text[to] == '\n' {
			return at
		}
		at = from
	}
	return at
}

// streetPrefix takes the first word of "Norra Storgatan", "Sankt Eriksgatan", "S:t Larsgatan".
func (s *scan) streetPrefix(at int) int {
	from, to := wordBefore(s.text, at)
	if from == to {
		return at
	}
	var buf [80]byte
	switch string(lower(buf[:0], s.text[from:to])) {
	case "norra", "södra", "östra", "västra", "stora", "lilla", "gamla", "nya", "sankt", "st", "st.", "sankta", "övre", "nedre", "mellersta", "inre", "yttre", "t":
		if bytes.HasSuffix(s.text[:from], []byte("S:")) {
			from -= 2
		}
		return from
	}
	return at
}

// addressEnd takes what follows a street number: a letter, a second number, "lgh 1201", "3 tr", "uppg B", "nb".
func (s *scan) addressEnd(end int) int {
	t := s.text
	if at := skipSpace(t, end); at < len(t) && isLetter(t[at]) && (at+1 == len(t) || !isWordByte(t[at+1])) && (at == end || t[at] != 'i') {
		end = at + 1
	}
	if at := end; at+1 < len(t) && t[at] == '-' && isDigit(t[at+1]) {
		for at++; at < len(t) && at-end < 5 && isDigit(t[at]); at++ {
		}
		end = at
		if at < len(t) && isLetter(t[at]) && (at+1 == len(t) || !isWordByte(t[at+1])) {
			end++
		}
	}
	for range 3 {
		next := s.addressTail(end)
		if next == end {
			break
		}
		end = next
	}
	return end
}

func skipSpace(t []byte, i int) int {
	if i < len(t) && t[i] == ' ' {
		return i + 1
	}
	return i
}

// addressTail takes one of ", lgh 1201", ", 3 tr", " nb", ", uppgång B".
func (s *scan) addressTail(end int) int {
	t := s.text
	at := end
	if at < len(t) && t[at] == ',' {
		at++
	}
	at = skipSpace(t, at)
	first, next := s.tailWord(at)
	if len(first) == 0 {
		return end
	}
	rest := next
	if rest < len(t) && t[rest] == '.' {
		rest++
	}
	switch string(first) {
	case "nb", "bv", "ög", "gh", "ög.", "n.b.", "n.b", "ö.g.", "ö.g", "ö.gård", "b.v.", "u.g.", "o.g.", "källare":
		return next
	case "lgh", "lägenhet", "vån", "våning", "uppg", "uppgång", "port", "ingång", "hus", "lgh.", "vån.", "uppg.", "tr", "trapphus", "rum":
		if second, after := s.tailWord(skipSpace(t, rest)); len(second) > 0 && (isDigit(second[0]) || len(second) == 1) {
			return after
		}
		return end
	}
	if isDigit(first[0]) && len(first) <= 2 {
		switch second, after := s.tailWord(skipSpace(t, rest)); string(second) {
		case "tr", "tr.", "trappor", "vån":
			return after
		}
	}
	return end
}

// tailWord reads a short word in lower case. It is good until the next call but one.
func (s *scan) tailWord(at int) ([]byte, int) {
	t, end := s.text, at
	for end < len(t) && end-at < 12 && (isWordByte(t[end]) || t[end] == '.' && end > at) {
		end++
	}
	if end == at || end-at >= 12 {
		return nil, at
	}
	if t[end-1] == '.' && (end == len(t) || t[end] == '\n' || t[end] == ' ') {
		end--
	}
	s.tail[0], s.tail[1] = s.tail[1], s.tail[0]
	s.tail[0] = lower(s.tail[0][:0], t[at:end])
	return s.tail[0], end
}
