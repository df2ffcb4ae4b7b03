package mask

import (
	"bytes"

	"github.com/tillit-se/tillit/kit/mask/names"
	"github.com/tillit-se/tillit/kit/mask/tagger"
)

// word is a word that may be part of a name.
type word struct {
	start, end int
	info       names.Info
	upper      bool // begins with a capital
	caps       bool // all capitals, two letters or more
	initial    bool // one capital and a full stop
	joined     bool // stands one space after the word before it in the list
	opens      bool // first of a sentence or line
}

const proper = names.Given | names.Surname | names.World | names.Built

// listWords lists the words that begin with a capital, and those in lower case that can be nothing but names.
func (s *scan) listWords() {
	s.words = s.words[:0]
	lastEnd := -1
	for i := 0; i < len(s.text); {
		if !nameStart(s.text, i) {
			i++
			continue
		}
		end := nameEnd(s.text, i)
		if w, ok := s.readWord(i, end); ok {
			w.joined = lastEnd >= 0 && len(s.words) > 0 && joins(s.text[lastEnd:i])
			s.words = append(s.words, w)
			lastEnd = w.end
		}
		i = max(end, i+1)
	}
}

// joins tells whether words with this between them may belong to one name.
func joins(between []byte) bool {
	switch string(between) {
	case " ", "\xc2\xa0", "\n", " \n", "\r\n", "\xe2\x80\xaf":
		return true
	}
	return false
}

func nameStart(text []byte, i int) bool {
	b := text[i]
	return isLetter(b) || b >= 0xc3 && (i == 0 || !isWordByte(text[i-1]))
}

// nameEnd reads a word: letters with what does not show, and "-", "'" or "’" between letters.
func nameEnd(text []byte, i int) int {
	for i < len(text) {
		b := text[i]
		switch {
		case isLetter(b):
			i++
		case b >= 0x80:
			if bytes.HasPrefix(text[i:], []byte("\xc2\xa0")) || b == 0xe2 && i+2 < len(text) && text[i+1] == 0x80 && text[i+2] > 0x91 && text[i+2] != 0x99 {
				return i
			}
			i++
		case (b == '-' || b == '\'') && i+1 < len(text) && (isLetter(text[i+1]) || text[i+1] >= 0xc3):
			i++
		default:
			return i
		}
	}
	return i
}

// readWord judges text[start:end]; ok is false for a word that cannot be part of a name.
func (s *scan) readWord(start, end int) (word, bool) {
	value := s.text[start:end]
	w := word{start: start, end: end, upper: capital(value)}
	if len(value) > 64 || !w.upper && len(value) < 2 {
		return w, false
	}
	if w.upper && (len(value) == 1 || len(value) == 2 && value[0] == 0xc3) && end < len(s.text) && s.text[end] == '.' {
		w.initial = true
		w.end++
		return w, true
	}
	w.info = names.Lookup(value)
	if w.upper {
		w.caps = allCaps(value)
		w.opens = s.opensSentence(start)
		return w, true
	}
	if w.info.Has(names.Particle) {
		return w, true
	}
	if w.info.Has(names.Place) && !w.info.Has(names.Common|names.Given|names.Surname) {
		return w, true
	}
	return w, w.info.Has(names.Given|names.Surname|names.Built) && (!w.info.Has(names.Common) || w.info.Has(names.Given) && w.info.Ambiguity() < 0.45)
}

// findNames finds persons, places and organisations with lists, words around and the tagger, and looks a second time for names seen.
func (s *scan) findNames(doc *Document) {
	from := len(s.cands)
	s.listWords()
	s.persons()
	s.placesOf()
	if s.f.tagger != nil && len(s.words) > 0 {
		s.tag()
	}
	s.mergePersons(from)
	s.secondLook(doc, from)
}

// tagFloor is the least score of an entity that the tagger is asked for.
const tagFloor = 0.2

// tag runs the tagger over the text and emits its entities.
func (s *scan) tag() {
	s.entities = s.f.tagger.FindAbove(s.entities[:0], s.text, tagFloor)
	for _, e := range s.entities {
		class := [...]Class{tagger.Person: Person, tagger.Place: Place, tagger.Organisation: Organisation}[e.Kind]
		if class == Person {
			e.Start, e.End = s.trimPerson(e.Start, e.End)
		}
		if e.Start < e.End {
			s.emit(e.Start, e.End, class, e.Score, Tagged)
		}
	}
}

// trimPerson takes titles from the front of a name that the tagger marked, and numbers with what follows from its end.
func (s *scan) trimPerson(start, end int) (int, int) {
	for i := start; i < end; i++ {
		if isDigit(s.text[i]) || s.text[i] == '@' {
			end = i
		}
	}
	for start < end {
		stop := start
		for stop < end && s.text[stop] > ' ' {
			stop++
		}
		word := trimSigns(s.text[start:stop])
		if stop == end || s.f.titles.get(word) == 0 || names.Lookup(word).Has(names.Given) {
			break
		}
		start = stop + 1
	}
	for start < end && (s.text[end-1] <= ' ' || s.text[end-1] == ',' || s.text[end-1] == ':') {
		end--
	}
	return start, end
}
