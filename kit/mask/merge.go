package mask

import (
	"bytes"
	"slices"

	"github.com/tillit-se/tillit/kit/mask/names"
)

// mergePersons joins readings of persons that overlap: the lists may see the surname where the tagger sees the given name.
func (s *scan) mergePersons(from int) {
	s.sortReadings(from, false)
	group := s.cands[from:]
	last := -1
	for k := range group {
		c := &group[k]
		if c.Class != Person {
			continue
		}
		if s.lexBefore(*c) {
			c.Score = -1
			continue
		}
		if last >= 0 && (c.Start < group[last].End || s.particlesBetween(group[last], *c)) {
			joinPersons(&group[last], c)
			continue
		}
		last = k
	}
	s.cands = slices.DeleteFunc(s.cands, func(c Span) bool { return c.Score < 0 })
	for k := range s.cands[from:] {
		if c := &s.cands[from+k]; c.Class == Person && c.Score >= 0.3 {
			s.takeInitial(c)
			if c.Score >= sureName {
				s.takeUnknown(c)
			}
			s.takeSmall(c)
			s.takeRest(c)
		}
	}
}

// particlesBetween tells whether two names are one with particles between: "Fernández de Córdoba".
func (s *scan) particlesBetween(a, b Span) bool {
	if b.Start-a.End < 4 || b.Start-a.End > 12 || a.Score < 0.5 || b.Score < 0.5 || !capital(s.text[b.Start:b.End]) {
		return false
	}
	for word := range bytes.FieldsSeq(s.text[a.End:b.Start]) {
		if !s.infoOf(word).Has(names.Particle) || capital(word) || s.infoOf(word).Ambiguity() > functionWord {
			return false
		}
	}
	return s.text[a.End] == ' ' && s.text[b.Start-1] == ' '
}

// takeUnknown lets a name take the word after it that begins with a capital and that no list knows: "Ömer Faruk Xoşnaw".
func (s *scan) takeUnknown(c *Span) {
	if c.End+1 >= len(s.text) || s.text[c.End] != ' ' {
		return
	}
	end := nameEnd(s.text, c.End+1)
	word := s.text[c.End+1 : end]
	if len(word) < 3 || !capital(word) {
		return
	}
	from, to := wordBefore(s.text[:c.End], c.End)
	particle := from > c.Start && !capital(s.text[from:to]) && s.infoOf(s.text[from:to]).Has(names.Particle) // "Fernández de" and "Córdoba"
	if particle || !allCaps(word) && s.infoOf(word).Flags == 0 && s.f.titles.get(word) == 0 {
		c.End = end
	}
}

// lexBefore tells whether a name belongs to a rule known by it: Lex Sarah, Lex Maria.
func (s *scan) lexBefore(c Span) bool {
	value := s.text[max(0, c.Start-4):c.End]
	return bytes.HasPrefix(value, []byte("Lex ")) || bytes.HasPrefix(value, []byte("lex ")) || bytes.HasPrefix(s.text[c.Start:c.End], []byte("Lex "))
}

// joinPersons makes a of a and b. Two witnesses make the name surer.
func joinPersons(a, b *Span) {
	if a.Evidence.Has(Tagged) != b.Evidence.Has(Tagged) {
		a.Score = 1 - (1-a.Score)*(1-b.Score*0.5)
		if b.Score > a.Score {
			a.Score = b.Score
		}
	}
	a.Score = min(0.99, max(a.Score, b.Score))
	if b.Score >= 0.3 || b.End <= a.End {
		a.End = max(a.End, b.End)
	}
	a.Evidence |= b.Evidence
	b.Score = -1
}
