package search

import (
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/tillit-se/tillit/internal/search/analysis"
)

// tallySequence adds the documents where the words stand next to each other in one text. Hyphenated words count as
// their parts, so that "AI-lösning" and "AI lösning" find each other.
func (m *matcher) tallySequence(lm *leafMatch, words []analysis.Word, weight float32, t *tally) error {
	for _, p := range m.weighing.places {
		var terms []string
		for _, word := range words {
			for _, part := range word.Parts {
				terms = append(terms, m.view.analyzer.Term(p.lang, part.Text))
			}
		}
		err := lm.eachSequence(p.field, terms, func(doc uint32, times int, norm segment.Posting) {
			t.add(doc, weight*p.of(norm)*float32(times)/float32(max(norm.Frequency(), 1)))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// eachSequence visits the documents of the base where the terms stand in a row in a field, with how often.
func (lm *leafMatch) eachSequence(field string, terms []string, visit func(doc uint32, times int, first segment.Posting)) error {
	lists := make([]segment.PostingsList, len(terms))
	docs := lm.base.Clone()
	for i, term := range terms {
		list, err := lm.leaf.postings(field, term)
		if list == nil || err != nil {
			return err
		}
		lists[i] = list
		in := roaring.New()
		orInto(list, in)
		docs.And(in)
	}
	iterators := make([]segment.PostingsIterator, len(lists))
	for i, list := range lists {
		iterators[i] = list.Iterator(true, true, true, nil)
	}
	for it := docs.Iterator(); it.HasNext(); {
		doc := it.Next()
		times, first, err := countSequences(iterators, doc)
		if err != nil {
			return err
		}
		if times > 0 {
			visit(doc, times, first)
		}
	}
	return nil
}

// countSequences counts at how many positions all terms follow each other in the document.
func countSequences(iterators []segment.PostingsIterator, doc uint32) (times int, first segment.Posting, err error) {
	var starts []uint64
	for i, it := range iterators {
		posting, err := it.Advance(uint64(doc))
		if err != nil {
			return 0, nil, fmt.Errorf("search: read positions: %w", err)
		}
		if posting == nil || posting.Number() != uint64(doc) {
			return 0, nil, nil
		}
		if i == 0 {
			first, starts = posting, positions(posting)
			continue
		}
		here := positions(posting)
		starts = slices.DeleteFunc(starts, func(start uint64) bool {
			return !slices.Contains(here, start+uint64(i))
		})
	}
	return len(starts), first, nil
}

func positions(p segment.Posting) []uint64 {
	locations := p.Locations()
	out := make([]uint64, len(locations))
	for i, l := range locations {
		out[i] = l.Pos()
	}
	return out
}
