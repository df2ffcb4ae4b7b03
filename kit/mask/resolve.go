package mask

import (
	"cmp"
	"slices"

	"github.com/tillit-se/tillit/kit/mask/names"
)

// cluster is the most readings that are weighed against each other at once; more of them overlapping in a chain is no text.
const cluster = 48

// resolve chooses among readings that overlap: wanted classes and sure ones first, then longer ones. What loses stays as an alternative. The result
// is sorted and apart, and appended to dst.
func (s *scan) resolve(dst []Span) []Span {
	s.keepWanted()
	s.sortReadings(0, true)
	for i := 0; i < len(s.cands); {
		j, end := i+1, s.cands[i].End
		for j < len(s.cands) && j-i < cluster && s.cands[j].Start < end {
			end = max(end, s.cands[j].End)
			j++
		}
		dst = s.choose(dst, s.cands[i:j])
		i = j
	}
	return dst
}

// keepWanted drops readings of classes that nobody asked for.
func (s *scan) keepWanted() {
	if s.f.wanted == nil {
		return
	}
	s.cands = slices.DeleteFunc(s.cands, func(c Span) bool { return !s.f.wanted[c.Class] })
}

// choose takes the best readings of a cluster, none overlapping another, and drops those below their threshold.
func (s *scan) choose(dst, group []Span) []Span {
	from := len(dst)
	if len(group) == 1 { // most stand alone
		if s.fits(dst, from, group[0]) {
			dst = append(dst, group[0])
		}
		return dst
	}
	var taken [cluster]bool
	for k := range group {
		taken[k] = s.inside(group, group[k])
		if !taken[k] && isName(group[k].Class) {
			group[k] = s.besideSure(group, group[k])
		}
	}
	for {
		best := -1
		for k := range group {
			if !taken[k] && (best < 0 || better(group[k], group[best])) {
				best = k
			}
		}
		if best < 0 {
			break
		}
		taken[best] = true
		c := group[best]
		if isName(c.Class) {
			c = s.rest(dst[from:], c)
		}
		if s.fits(dst, from, c) {
			dst = append(dst, c)
		}
	}
	slices.SortFunc(dst[from:], func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
	for k := range group {
		s.addAlternative(dst[from:], group[k])
	}
	return dst
}

// inside tells whether c is a name that stands in a sure reading of another kind: the town of a postal code, the street of an address. However
// sure the name is, the number that goes with it must not be left over.
func (s *scan) inside(group []Span, c Span) bool {
	if !isName(c.Class) {
		return false
	}
	for _, o := range group {
		if !isName(o.Class) && o.Start <= c.Start && c.End <= o.End && o.Score >= max(0.5, s.f.threshold(o.Class)) {
			return true
		}
	}
	return false
}

// besideSure cuts a name where a sure address, postal code or property overlaps it in part: "Leyla Ek⏎Karl" before "XI:s gata 14".
func (s *scan) besideSure(group []Span, c Span) Span {
	for _, o := range group {
		if (o.Class == Address || o.Class == PostalPlace || o.Class == Property) && o.Score >= 0.85 && o.Start < c.End && c.Start < o.End {
			c = s.rest([]Span{o}, c)
		}
	}
	return c
}

// rest is what of a name no better reading has taken: "Å" of "Mahamud Å" where "Mahamud" has been seen before. Nothing of it has a score of 0.
func (s *scan) rest(taken []Span, c Span) Span {
	whole := c
	for range 2 { // what is taken is in no order
		for _, t := range taken {
			switch {
			case t.End <= c.Start || c.End <= t.Start:
			case t.Start <= c.Start:
				c.Start = min(t.End, c.End)
			case c.End <= t.End:
				c.End = t.Start
			}
		}
	}
	if c.Start == whole.Start && c.End == whole.End {
		return c
	}
	for c.Start < c.End && !lettersBegin(s.text[c.Start:c.End]) {
		c.Start++
	}
	for c.Start < c.End && !lettersEnd(s.text[c.Start:c.End]) {
		c.End--
	}
	left := s.text[c.Start:c.End]
	if len(left) == 0 || !hasCapital(left) || len(left) > 2 && s.infoOf(left).Has(names.Common) {
		c.Score = 0 // "är" of "Är Stellan", "OK" of "Trude OK"
	}
	return c
}

func isName(c Class) bool { return c == Person || c == Place || c == Organisation }

// better weighs score, and length a little: a street with a person's name in it is one address.
func better(a, b Span) bool {
	x, y := a.Score+0.002*float32(min(a.End-a.Start, 60)), b.Score+0.002*float32(min(b.End-b.Start, 60))
	if x != y {
		return x > y
	}
	return a.End-a.Start > b.End-b.Start
}

// fits tells whether a reading reaches its threshold and overlaps nothing taken.
func (s *scan) fits(dst []Span, from int, c Span) bool {
	if c.Score < s.f.threshold(c.Class) {
		return false
	}
	for _, t := range dst[max(0, from-1):] {
		if c.Start < t.End && t.Start < c.End {
			return false
		}
	}
	return true
}

// addAlternative notes a reading with the hit that covers at least half of it.
func (s *scan) addAlternative(hits []Span, c Span) {
	if c.Score < 0.25 {
		return
	}
	for i := range hits {
		h := &hits[i]
		if c.Class == h.Class || c.Start >= h.End || c.End <= h.Start || 2*(min(c.End, h.End)-max(c.Start, h.Start)) < c.End-c.Start {
			continue
		}
		for _, alt := range h.Alternatives {
			if alt.Class == c.Class {
				return
			}
		}
		h.Alternatives = append(h.Alternatives, Alternative{Class: c.Class, Score: c.Score})
		slices.SortFunc(h.Alternatives, func(a, b Alternative) int { return cmp.Compare(b.Score, a.Score) })
	}
}
