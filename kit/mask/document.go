package mask

import (
	"github.com/tillit-se/tillit/kit/mask/names"
)

// maxRemembered is how many words of names a document remembers; more of them is a register, where every line has its own.
const maxRemembered = 1 << 16

// sureName is the score from which a name is remembered.
const sureName = 0.55

// Document remembers, between the windows of one long text, which names have been seen. It holds hashes, no names. It is not safe for concurrent
// use.
type Document struct {
	seen map[uint64]bool
}

// NewDocument begins a document.
func NewDocument() *Document { return &Document{seen: make(map[uint64]bool)} }

// secondLook finds the words of sure names again where they stand alone: "Svensson", "Svenssons", "ANNA".
func (s *scan) secondLook(doc *Document, from int) {
	if doc == nil {
		if s.doc == nil {
			s.doc = NewDocument()
		}
		clear(s.doc.seen)
		doc = s.doc
	}
	s.remember(doc, from)
	if len(doc.seen) == 0 {
		return
	}
	for _, w := range s.words {
		if w.initial || !w.upper || w.opens && w.info.Has(names.Common) && (!w.info.Has(names.Given) || w.info.Ambiguity() > functionWord) && !s.speaksAfter(w.end) {
			continue
		}
		if doc.knows(s.text[w.start:w.end]) {
			s.emit(w.start, w.end, Person, s.againScore(w), SeenBefore)
		}
	}
}

// againScore is lower for a word that is also something else.
func (s *scan) againScore(w word) float32 {
	if w.info.Has(names.Common | names.Place | names.Organisation) {
		return 0.52
	}
	return 0.72
}

// remember notes the words of names that are sure and of more than one word.
func (s *scan) remember(doc *Document, from int) {
	k := 0
	for _, c := range s.cands[from:] {
		if c.Class != Person || c.Score < sureName {
			continue
		}
		for k > 0 && s.words[k-1].start >= c.Start {
			k--
		}
		for k < len(s.words) && s.words[k].start < c.Start {
			k++
		}
		first := k
		for ; k < len(s.words) && s.words[k].end <= c.End; k++ {
			w := s.words[k]
			if w.initial || w.end-w.start < 3 || len(doc.seen) >= maxRemembered || forgets(w) {
				continue
			}
			if k == first && (k+1 >= len(s.words) || s.words[k+1].end > c.End) && !aloneSure(w, c) {
				continue
			}
			doc.note(s.text[w.start:w.end])
		}
	}
}

// forgets tells whether a word of a name is not worth remembering: one of the grammar, an acronym that no list has.
func forgets(w word) bool {
	if w.info.CommonWeight >= grammarWeight && (!w.info.Has(names.Given|names.Surname) || w.info.Ambiguity() > functionWord) {
		return true
	}
	return w.caps && w.end-w.start <= 4 && !w.info.Has(names.Given|names.Surname)
}

// aloneSure tells whether a name of one word is remembered: one that lists know as a name and as nothing else, where it is sure.
func aloneSure(w word, c Span) bool {
	return c.Score >= sureAlone && w.info.Has(names.Given|names.Surname) && !w.info.Has(names.Common|names.Place|names.PlacePart|names.Organisation|names.OrgPart|names.Derived)
}

// sureAlone is the score from which a name of one word is remembered.
const sureAlone = 0.9

// note remembers a word, without a genitive s too.
func (d *Document) note(value []byte) {
	var buf [96]byte
	low := names.Fold(buf[:0], value)
	d.seen[names.Hash(low)] = true
	if n := len(low); n > 4 && low[n-1] == 's' && names.Lookup(value).Has(names.Genitive) {
		d.seen[names.Hash(low[:n-1])] = true
	}
}

func (d *Document) knows(value []byte) bool {
	if len(value) > 64 {
		return false
	}
	var buf [96]byte
	low := names.Fold(buf[:0], value)
	if d.seen[names.Hash(low)] {
		return true
	}
	n := len(low)
	return n > 3 && low[n-1] == 's' && d.seen[names.Hash(low[:n-1])]
}
