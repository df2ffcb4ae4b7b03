package mask

import (
	"bytes"

	"github.com/tillit-se/tillit/kit/mask/names"
)

// place looks for what stands with numbers about places: addresses, postal codes, real property.
func (s *scan) place(c int) {
	s.address(c)
	s.postal(c)
	s.property(c)
}

// postal looks for NNN NN and a town. Without a town a word must say that it is a postal code.
func (s *scan) postal(c int) {
	start, end := s.r.bounds(c, c)
	switch {
	case s.r.chunks[c].n == 5:
	case s.r.chunks[c].n == 3 && c+1 < s.r.nc && s.r.chunks[c+1].n == 2 && s.r.before(c+1)&gapSpace != 0 && s.r.before(c+1)&(gapDouble|gapVisible&^gapSpace) == 0:
		_, end = s.r.bounds(c, c+1)
	default:
		return
	}
	if s.r.val[s.r.chunks[c].first] == '0' || c > 0 && s.r.before(c)&gapSpace != 0 && s.r.before(c)&(gapComma|gapLine) == 0 && s.r.chunks[c-1].n <= 3 && s.r.chunks[c].n == 3 && s.r.chunks[c-1].n == 3 {
		return
	}
	spaced := s.r.chunks[c].n == 3
	if start > 1 && s.text[start-1] == '-' && (bytes.HasSuffix(s.text[:start-1], []byte("SE")) || bytes.HasSuffix(s.text[:start-1], []byte("S"))) {
		start -= 2
		if start > 0 && s.text[start] == 'E' {
			start--
		}
		spaced = true
	}
	town, known := s.town(end)
	if town == end {
		if s.contextOf(start, end).near&cuePostal != 0 {
			s.emit(start, end, PostalPlace, 0.85, ContextWord)
		}
		return
	}
	base, ev := float32(0.25), Shape
	switch {
	case known && spaced:
		base, ev = 0.95, Shape|ListEntry
	case known:
		base, ev = 0.85, ListEntry
	case spaced:
		base = 0.62
	case s.addressEndsAt(start):
		base, ev = 0.7, Neighbour
	}
	s.judged(start, town, PostalPlace, base, cuePostal|cueAddress, ev)
}

// addressEndsAt tells whether an address ends right before at, with a comma or a line break between.
func (s *scan) addressEndsAt(at int) bool {
	if len(s.cands) == 0 {
		return false
	}
	last := s.cands[len(s.cands)-1]
	return last.Class == Address && last.Score >= 0.5 && last.End < at && at-last.End <= 2
}

// town reads one or two capitalised words after a postal code. known is true where the lists have the place.
func (s *scan) town(at int) (end int, known bool) {
	i := at
	for i < len(s.text) && i-at < 3 && (s.text[i] == ' ' || s.text[i] == '\t' || s.text[i] == ',') {
		i++
	}
	if bytes.HasPrefix(s.text[i:], []byte("\xc2\xa0")) {
		i += 2
	}
	if i == at {
		return at, false
	}
	first := wordEnd(s.text, i)
	word := bytes.TrimRight(s.text[i:first], ".-")
	if len(word) < 2 || !capital(word) && !s.infoOf(word).Has(names.Place) {
		return at, false
	}
	if notTown(word) {
		return at, false
	}
	end = i + len(word)
	known = s.infoOf(word).Has(names.Place)
	if first < len(s.text) && s.text[first] == ' ' {
		second := wordEnd(s.text, first+1)
		next := bytes.TrimRight(s.text[first+1:second], ".-")
		part := s.infoOf(word).Has(names.PlacePart)
		if len(next) > 1 && capital(next) && (part && s.infoOf(next).Has(names.Place|names.PlacePart) || allCaps(word) && allCaps(next) && part) {
			return first + 1 + len(next), true
		}
	}
	return end, known
}

// notTown are capitalised words that follow sums and numbers.
func notTown(word []byte) bool {
	var buf [80]byte
	switch string(lower(buf[:0], word)) {
	case "kr", "kronor", "sek", "eur", "euro", "usd", "kwh", "mwh", "st", "mkr", "tkr", "nok", "dkk", "gbp", "km", "kg", "person", "personer", "se", "ha", "hz", "mhz", "och", "i", "den", "det", "tel":
		return true
	}
	return false
}

// wordEnd is the offset after the word at i.
func wordEnd(text []byte, i int) int {
	for i < len(text) && nameByte(text, i) {
		i++
	}
	return i
}

// property looks for a fastighetsbeteckning: "Skoby Berga 1:2", "Uttern 5" after "kvarteret", "Berga s:3".
func (s *scan) property(c int) {
	start, end := s.r.bounds(c, c)
	unit := c+1 < s.r.nc && s.r.before(c+1) == gapColon && s.r.chunks[c].n <= 3 && s.r.chunks[c+1].n <= 4
	if unit {
		_, end = s.r.bounds(c, c+1)
	}
	if c > 0 && s.r.before(c)&gapSpace == 0 {
		return
	}
	joint := start > 2 && s.text[start-1] == ':' && s.text[start-2]|0x20 == 's' && s.text[start-3] == ' '
	if joint {
		start -= 2
	} else if start > 3 && bytes.EqualFold(s.text[start-4:start], []byte(" ga:")) {
		start, joint = start-3, true
	}
	if s.r.chunks[c].n > 3 || end < len(s.text) && (isWordByte(s.text[end]) || s.text[end] == ':') {
		return
	}
	from, words, municipal := s.propertyName(start)
	if words == 0 {
		return
	}
	ctx := s.contextOf(from, end)
	score := propertyScore(unit || joint, words, municipal)
	if kind, whole := s.streetKind(s.text[from:wordEnd(s.text, from)]); unit && words == 1 && kind > 0 && !whole {
		score = 0.55 // "Strandängen 3:17" has the name of a place, "Matteus 3:17" has not
	}
	if ctx.near&(cueProperty|cueQuarter) != 0 {
		s.emit(from, end, Property, pick(unit, 0.96, 0.9), ContextWord|Shape)
		return
	}
	switch {
	case ctx.near&cueLaw != 0:
		score *= 0.5
	case ctx.near&cueOwner == 0:
	case unit || joint:
		score = 0.85
	case s.endsClause(end):
		score = 0.55 // "ägare till Snickaren 4, ..."
	}
	s.emit(from, end, Property, score, Shape)
}

func propertyScore(unit bool, words int, municipal bool) float32 {
	switch {
	case unit && municipal:
		return 0.88
	case unit && words > 1:
		return 0.72
	case unit:
		return 0.4
	}
	return 0
}

// endsClause tells whether at is the end of the text or stands before a sign, so that nothing is counted by the number before it.
func (s *scan) endsClause(at int) bool {
	return at == len(s.text) || bytes.IndexByte([]byte(".,;)\n"), s.text[at]) >= 0
}

// propertyName walks back over one to four capitalised words. municipal is true where the first is a place in the lists.
func (s *scan) propertyName(at int) (from, words int, municipal bool) {
	from = at
	for words < 4 {
		start, end := wordBefore(s.text, from)
		if start == end || end == from || s.text[end] == '\n' || !capital(s.text[start:end]) || s.text[end-1] == '.' {
			break
		}
		word := s.text[start:end]
		if allCaps(word) && len(word) > 1 && s.infoOf(word).Has(names.Common) && !s.infoOf(word).Has(names.Place|names.PlacePart) {
			break
		}
		if s.cueOf(word)&(cueProperty|cueQuarter|cueAddress) != 0 || words > 0 && s.opensSentence(start) && !s.afterLabel(start) && !s.infoOf(word).Has(names.Place|names.PlacePart) {
			break
		}
		from = start
		words++
	}
	if words > 0 {
		info := s.infoOf(s.text[from:wordEnd(s.text, from)])
		municipal = words > 1 && info.Has(names.Place|names.PlacePart)
	}
	return from, words, municipal
}

// afterLabel tells whether a label such as "Fastighetsbeteckning:" stands right before at.
func (s *scan) afterLabel(at int) bool {
	for at > 0 && s.text[at-1] == ' ' {
		at--
	}
	return at > 0 && s.text[at-1] == ':' && s.cueRightBefore(at)&(cueProperty|cueQuarter) != 0
}

// opensSentence tells whether a full stop, a line break or nothing stands before at.
func (s *scan) opensSentence(at int) bool {
	for at > 0 && (s.text[at-1] == ' ' || s.text[at-1] == '"') {
		at--
	}
	return at == 0 || bytes.IndexByte([]byte(".!?\n:"), s.text[at-1]) >= 0
}
