package search

import (
	"fmt"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/tillit-se/tillit/internal/search/analysis"
)

// tally adds to t the documents of a leaf that fulfil one way.
func (m *matcher) tally(lm *leafMatch, w way, t *tally) error {
	switch w.mode {
	case inSequence:
		return m.tallySequence(lm, w.words, w.weight, t)
	case beginsWith:
		return m.tallyPrefix(lm, w.words[0].Parts[0].Text, w.weight, t)
	case allParts:
		stems := m.view.analyzer.Leaves(w.words[0].Parts[0].Text)
		return m.tallyAll(lm, len(stems), w.weight, t, func(i int, each *tally) error {
			return m.tallyStem(lm, stems[i], each)
		})
	}
	if len(w.words) == 1 {
		return m.tallyWord(lm, w.words[0], w.weight, t)
	}
	return m.tallyAll(lm, len(w.words), w.weight, t, func(i int, each *tally) error {
		return m.tallyWord(lm, w.words[i], 1, each)
	})
}

// tallyAll adds the documents that are in each of n tallies.
func (m *matcher) tallyAll(lm *leafMatch, n int, weight float32, t *tally, each func(i int, t *tally) error) error {
	var all *tally
	for i := range n {
		next := newTally(lm.leaf.size, t.weight != nil)
		if err := each(i, next); err != nil {
			return err
		}
		if all == nil {
			all = next
			continue
		}
		for j := range all.bits {
			all.bits[j] &= next.bits[j]
		}
		for doc, x := range next.weight {
			all.weight[doc] += x
		}
	}
	for it := roaring.FromDense(all.bits, true).Iterator(); it.HasNext(); {
		doc := it.Next()
		x := float32(0)
		if all.weight != nil {
			x = weight * all.weight[doc] / float32(n)
		}
		t.add(doc, x)
	}
	return nil
}

// tallyWord adds the documents with the word in any field and language. A hyphenated word is found written together,
// and as its parts in a row; an identifier only as it is.
func (m *matcher) tallyWord(lm *leafMatch, word analysis.Word, weight float32, t *tally) error {
	written := word.Joined
	if written == "" {
		written = word.Parts[0].Text
	}
	for _, p := range m.weighing.places {
		term := written
		if !word.Canonical {
			term = m.view.analyzer.Term(p.lang, written)
		}
		if err := m.tallyTerm(lm, p, term, weight, t); err != nil {
			return err
		}
	}
	if word.Canonical {
		return nil
	}
	if word.Joined != "" {
		return m.tallySequence(lm, []analysis.Word{word}, weight, t)
	}
	return m.tallyParts(lm, m.view.analyzer.Term(analysis.Swedish, written), weight, t)
}

// tallyStem adds the documents with a Swedish stem as a word or inside a compound.
func (m *matcher) tallyStem(lm *leafMatch, stem string, t *tally) error {
	for _, p := range m.weighing.places {
		if p.lang != analysis.Swedish {
			continue
		}
		if err := m.tallyTerm(lm, p, stem, 1, t); err != nil {
			return err
		}
	}
	return m.tallyParts(lm, stem, 1, t)
}

func (m *matcher) tallyParts(lm *leafMatch, stem string, weight float32, t *tally) error {
	list, err := lm.leaf.postings(fieldParts, stem)
	if list == nil || err != nil {
		return err
	}
	return eachPosting(list.Iterator(false, false, false, nil), func(p segment.Posting) {
		t.add(uint32(p.Number()), weight*partsWeight)
	})
}

func (m *matcher) tallyTerm(lm *leafMatch, p place, term string, weight float32, t *tally) error {
	list, err := lm.leaf.postings(p.field, term)
	if list == nil || err != nil {
		return err
	}
	if t.weight == nil {
		return eachPosting(list.Iterator(false, false, false, nil), func(found segment.Posting) {
			t.add(uint32(found.Number()), 0)
		})
	}
	return eachPosting(list.Iterator(true, true, false, nil), func(found segment.Posting) {
		t.add(uint32(found.Number()), weight*p.of(found))
	})
}

func eachPosting(it segment.PostingsIterator, visit func(segment.Posting)) error {
	for {
		p, err := it.Next()
		if err != nil {
			return fmt.Errorf("search: read postings: %w", err)
		}
		if p == nil {
			return nil
		}
		visit(p)
	}
}

// tallyPrefix adds the documents with a term that begins so, or whose word in some form is the prefix itself. All such
// terms count alike.
func (m *matcher) tallyPrefix(lm *leafMatch, prefix string, weight float32, t *tally) error {
	for _, p := range m.weighing.places {
		found := roaring.New()
		err := eachTermIn(lm.leaf.segment, p.field, []byte(prefix), append([]byte(prefix), 0xff), func(_ string, docs *roaring.Bitmap) {
			found.Or(docs)
		})
		if err != nil {
			return err
		}
		found.Iterate(func(doc uint32) bool { t.add(doc, weight*p.weight); return true })
		if own := m.view.analyzer.Term(p.lang, prefix); !strings.HasPrefix(own, prefix) {
			if err := m.tallyTerm(lm, p, own, weight, t); err != nil {
				return err
			}
		}
	}
	return nil
}

// eachEntry visits the terms of a field that begin so, in order, until visit has had enough.
func (m *matcher) eachEntry(field, prefix string, visit func(term string) (more bool, err error)) error {
	dict, err := m.view.snapshot.FieldDictPrefix(field, []byte(prefix))
	if err != nil {
		return fmt.Errorf("search: terms of %s beginning with %q: %w", field, prefix, err)
	}
	return eachOf(dict, visit)
}

func eachOf(dict index.FieldDict, visit func(term string) (more bool, err error)) error {
	defer dict.Close() //nolint:errcheck // reads only
	for {
		entry, err := dict.Next()
		if err != nil {
			return fmt.Errorf("search: read terms: %w", err)
		}
		if entry == nil {
			return nil
		}
		if more, err := visit(entry.Term); err != nil || !more {
			return err
		}
	}
}

// count counts the documents with a term among some of each leaf.
func (m *matcher) count(field, term string, among func(*leafMatch) *roaring.Bitmap) (int, error) {
	n := 0
	for _, lm := range m.leaves {
		list, err := lm.leaf.postings(field, term)
		if err != nil {
			return 0, err
		}
		if list != nil {
			docs := roaring.New()
			orInto(list, docs)
			n += int(docs.AndCardinality(among(lm)))
		}
	}
	return n, nil
}
