package mask

import (
	"bytes"
	"unicode"

	"github.com/tillit-se/tillit/kit/mask/names"
)

// neighbours finds names by where they stand: right before a personnummer ("Ek, Anna, 811218-9876") and after the label of a form ("Utredare:
// j. räv"). Neither asks for a capital, nor for a name that any list has.
func (s *scan) neighbours() {
	n := len(s.cands)
	for k := range n {
		c := s.cands[k]
		if (c.Class == Personnummer || c.Class == Samordningsnummer || c.Class == InterimNumber) && c.Score >= 0.5 {
			s.nameBefore(c.Start)
		}
	}
	s.labels(": ")
	if s.cells {
		s.labels("\t")
	}
	s.nameCells()
	s.signatures()
	s.speakers()
}

// nameBefore reads up to four words before a personnummer, with one comma between them at most, on its line or alone on the line above.
func (s *scan) nameBefore(at int) {
	end := at
	for end > 0 && bytes.IndexByte([]byte(" ,(\t;|"), s.text[end-1]) >= 0 {
		end--
	}
	if above := end; above > 0 && s.text[above-1] == '\n' {
		end--
	} else if end == at {
		return
	}
	start, first, words, commas := end, end, 0, 0
	for words < 4 {
		from := first
		for from > 0 && nameByte(s.text, from-1) {
			from--
		}
		word := s.text[from:first]
		if len(word) == 0 || !s.maybeName(word) {
			break
		}
		start = from
		words++
		first = from
		if from == 0 || s.text[from-1] != ' ' {
			break
		}
		if first--; first > 0 && s.text[first-1] == ',' {
			if commas++; commas > 1 {
				break
			}
			first--
		}
	}
	if words == 0 || start > 0 && bytes.IndexByte([]byte("\n;\t|:,.("), s.text[start-1]) < 0 && (words < 2 || s.text[start-1] != ' ') {
		return
	}
	s.emitParts(start, end, pick(words > 1, 0.66, 0.52), Neighbour)
}

// emitParts emits a name, in two pieces where a comma divides it.
func (s *scan) emitParts(start, end int, score float32, ev Evidence) {
	if i := bytes.IndexByte(s.text[start:end], ','); i > 0 && start+i+2 < end {
		s.emit(start, start+i, Person, score, ev)
		start += i + 2
	}
	s.emit(start, end, Person, score, ev)
}

// maybeName tells whether a word can be part of a name: it has letters, which an emoji has not, and is no common word, no cue, no place or organisation.
func (s *scan) maybeName(word []byte) bool {
	if len(word) < 2 || len(word) > 40 || !bytes.ContainsFunc(word, unicode.IsLetter) || s.cueOf(word) != 0 || s.f.titles.get(word) != 0 {
		return false
	}
	info := s.infoOf(trimSigns(word))
	if info.Has(names.Given | names.Surname) {
		return capital(word) || !info.Has(names.Common) || info.Ambiguity() < 0.5
	}
	return !info.Has(names.Common | names.Organisation | names.OrgPart)
}

// nameCells finds a given name and a surname in cells side by side: "1001,Elin,Forsgren,Backgatan 2".
func (s *scan) nameCells() {
	for k := 1; k < len(s.words); k++ {
		a, b := s.words[k-1], s.words[k]
		if b.start != a.end+1 || !a.upper || !b.upper || bytes.IndexByte([]byte(",;\t|"), s.text[a.end]) < 0 {
			continue
		}
		if givenAlone(a) && b.info.Has(names.Surname|names.Built) || givenAlone(b) && a.info.Has(names.Surname|names.Built) {
			s.emit(a.start, a.end, Person, 0.6, Neighbour)
			s.emit(b.start, b.end, Person, 0.6, Neighbour)
		}
	}
}

// givenAlone tells whether a word is a given name and no place, body or common word.
func givenAlone(w word) bool {
	return w.info.Has(names.Given) && !w.info.Has(names.Common|names.Place|names.Organisation)
}

// labels finds what stands after a title or role and a colon or tab: one to three words to the line's end, a comma or a bracket.
func (s *scan) labels(sign string) {
	for i := 0; ; {
		at := bytes.Index(s.text[i:], []byte(sign))
		if at < 0 {
			return
		}
		at += i
		i = at + len(sign)
		if s.titleBefore(at) == 0 {
			continue
		}
		end, words := i, 0
		for words < 4 && end < len(s.text) {
			stop := wordEnd(s.text, end)
			if stop == end || stop-end > 40 || stop-end > 2 && !s.maybeName(s.text[end:stop]) {
				break
			}
			words++
			if end = stop; end >= len(s.text) || s.text[end] != ' ' {
				break
			}
			end++
		}
		if words > 0 && words < 4 && end > i && (end == len(s.text) || bytes.IndexByte([]byte("\n,;()|\r\t"), s.text[end]) >= 0) {
			s.emit(i, end, Person, pick(words > 1, 0.64, 0.5), Title)
		}
	}
}
