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

// found is a word as it stands in the text.
type found struct {
	start, end int
	upper      bool
}

// batch is how many words are looked up together, so that the processor fetches what is remembered of all at once.
const batch = 64

// listWords lists the words that begin with a capital, and those in lower case that can be nothing but names.
func (s *scan) listWords() {
	s.words, s.spokenTo = s.words[:0], 0
	lastEnd := -1
	for i := 0; i < len(s.text); {
		i = s.readBatch(i)
		s.lists.Fetch(s.foundKeys[:len(s.found)])
		for k, f := range s.found {
			if w, ok := s.readWord(f, s.foundKeys[k]); ok {
				w.joined = lastEnd >= 0 && len(s.words) > 0 && joins(s.text[lastEnd:f.start])
				s.words = append(s.words, w)
				lastEnd = w.end
			}
		}
	}
}

// readBatch finds the next words from i on that are not too long or short for names, and gives where it stopped.
func (s *scan) readBatch(i int) int {
	s.found = s.found[:0]
	for i < len(s.text) && len(s.found) < batch {
		if !nameStart(s.text, i) {
			i++
			continue
		}
		end := nameEnd(s.text, i)
		s.note(i, end)
		if end+1 < len(s.text) && s.text[end] == '.' && isLetter(s.text[end+1]) {
			s.pathAfter(i, end)
		}
		if s.maybeSaid(s.text[i:end]) && i >= s.spokenTo && !s.initialAt(i, end) {
			s.spokenTo = s.saidAt(i, end)
		}
		i = max(end, i+1)
	}
	return i
}

// note puts a word into the batch that is not too long or short for a name.
func (s *scan) note(start, end int) {
	value := s.text[start:end]
	upper := capital(value)
	if len(value) <= 64 && (upper || len(value) >= 2 && len(value) <= longSmall) {
		s.foundKeys[len(s.found)] = names.Key(value)
		s.found = append(s.found, found{start: start, end: end, upper: upper})
	}
}

// initialAt tells whether the word is one capital letter with a full stop.
func (s *scan) initialAt(start, end int) bool {
	if end >= len(s.text) || s.text[end] != '.' {
		return false
	}
	value := s.text[start:end]
	return (len(value) == 1 || len(value) == 2 && value[0] == 0xc3) && capital(value)
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
		if isLetter(b) {
			i++
			continue
		}
		switch {
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

// longSmall is the longest word in lower case, in bytes, that may be a name: longer ones are compounds.
const longSmall = 16

// readWord judges a word with its key; ok is false for a word that cannot be part of a name.
func (s *scan) readWord(f found, key uint64) (word, bool) {
	value := s.text[f.start:f.end]
	w := word{start: f.start, end: f.end, upper: f.upper}
	if s.initialAt(f.start, f.end) {
		w.initial = true
		w.end++
		return w, true
	}
	w.info = s.lists.LookupKey(key, value)
	if w.upper {
		w.caps = allCaps(value)
		w.opens = s.opensSentence(f.start)
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

// infoOf is names.Lookup with a memory.
func (s *scan) infoOf(value []byte) names.Info { return s.lists.Lookup(value) }

// findNames finds persons, places and organisations with lists, words around and the tagger, and looks a second time for names seen.
func (s *scan) findNames(doc *Document) {
	from := len(s.cands)
	s.listWords()
	s.persons()
	s.neighbours()
	s.placesOf()
	if s.f.tagger != nil && len(s.words) > 0 {
		s.tag()
	}
	s.mergePersons(from)
	s.weighLists(from)
	s.vetoPersons(from)
	s.secondLook(doc, from)
}

// grammarWeight is the weight from which a common word belongs to the grammar: hennes, enligt.
const grammarWeight = 9

// tagFloor is the least score of an entity that the tagger is asked for.
const tagFloor = 0.2

// tag runs the tagger over the sentences that have a word that may be part of a name, and emits its entities.
func (s *scan) tag() {
	if s.f.point == Recall || s.caseless() {
		s.tagPart(0, len(s.text))
		return
	}
	k, done := 0, 0
	for k < len(s.words) {
		if !s.words[k].worthTagging() {
			k++
			continue
		}
		from, to := s.sentenceAround(s.words[k].start)
		from = max(from, done)
		for k < len(s.words) && s.words[k].start < to {
			k++
		}
		for k < len(s.words) && to-from < tagWindow {
			next := k
			for next < len(s.words) && !s.words[next].worthTagging() && s.words[next].start < to+near {
				next++
			}
			if next == len(s.words) || s.words[next].start >= to+near {
				break
			}
			_, to = s.sentenceAround(s.words[next].start)
			for k < len(s.words) && s.words[k].start < to {
				k++
			}
		}
		s.tagPart(from, to)
		done = to
	}
}

const (
	tagWindow = 1 << 14 // bytes after which a part is given to the tagger
	near      = 120     // bytes between two words that are tagged in one part
	maxSpan   = 2000    // bytes of a sentence that are looked at
)

// worthTagging tells whether the word may be a name: not the first word of a sentence where that is a common word.
func (w word) worthTagging() bool {
	if w.initial {
		return true
	}
	if !w.upper {
		return !w.info.Has(names.Common | names.Particle)
	}
	return !w.opens || !w.info.Has(names.Common) || w.info.Has(proper) && w.info.Ambiguity() < 0.8
}

// sentenceAround gives the sentence, or at least the line, that at stands in.
func (s *scan) sentenceAround(at int) (from, to int) {
	floor, roof := max(0, at-maxSpan), min(len(s.text), at+maxSpan)
	for from = at; from > floor; from-- {
		if b := s.text[from-1]; b <= ' ' && s.endsBefore(from) {
			break
		}
	}
	for to = at + 1; to < roof; to++ {
		if b := s.text[to-1]; b <= ' ' && s.endsBefore(to) {
			break
		}
	}
	return from, to
}

// endsBefore tells whether a sentence or an empty line ends with the white space before at: after a full stop that follows a word of more than
// three letters.
func (s *scan) endsBefore(at int) bool {
	switch s.text[at-1] {
	case '\n':
		return at < 2 || s.text[at-2] == '\n' || s.text[at-2] == '\r' || stop(s.text[at-2]) || s.text[at-2] == ':'
	case ' ':
	default:
		return false
	}
	if at < 6 || at >= len(s.text) || !stop(s.text[at-2]) {
		return false
	}
	for _, b := range s.text[at-5 : at-2] {
		if !isWordByte(b) || b < 'a' {
			return false
		}
	}
	return isWordByte(s.text[at-6]) && capital(s.text[at:])
}

func stop(b byte) bool { return b == '.' || b == '!' || b == '?' }

// tagPart runs the tagger over text[from:to].
func (s *scan) tagPart(from, to int) {
	s.entities = s.f.tagger.FindKnowing(&s.lists, s.entities[:0], s.text[from:to], tagFloor)
	for _, e := range s.entities {
		e.Start, e.End = e.Start+from, e.End+from
		e.Score = weighTagged(e)
		class := [...]Class{tagger.Person: Person, tagger.Place: Place, tagger.Organisation: Organisation}[e.Kind]
		if class == Person {
			e.Start, e.End = s.trimPerson(e.Start, e.End)
		}
		if class == Place && s.beginsGiven(e.Start, e.End) {
			s.emit(e.Start, e.End, Person, e.Score, Tagged|ListEntry)
			e.Score *= 0.9
		}
		if e.Start < e.End {
			s.emit(e.Start, e.End, class, e.Score, Tagged)
		}
	}
}

// allNames tells whether every word of text[start:end] is a given name or a surname in the lists, and none a place: "Trần Văn Đức".
func (s *scan) allNames(start, end int) bool {
	given := false
	for word := range bytes.FieldsSeq(s.text[start:end]) {
		info := s.infoOf(word)
		if !info.Has(names.Given|names.Surname) || info.Has(names.Place|names.PlacePart|names.Common|names.Organisation|names.Genitive) {
			return false
		}
		given = given || info.Has(names.Given)
	}
	return given
}

// beginsGiven tells whether a place that the tagger marked begins with a common given name and has one word more: "Kristina Vik" is a person
// more often than a place.
func (s *scan) beginsGiven(start, end int) bool {
	first := nameEnd(s.text, start)
	if first >= end || !joins(s.text[first:first+1]) {
		return false
	}
	info := s.infoOf(s.text[start:first])
	if s.allNames(start, end) {
		return true
	}
	return info.Has(names.Given) && info.GivenWeight >= 8 && !info.Has(names.Place|names.PlacePart|names.Genitive|names.Common)
}
