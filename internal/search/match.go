package search

import (
	"context"
	"math"

	"github.com/RoaringBitmap/roaring/v2"
)

// matcher finds and weighs the documents of one query in one view.
type matcher struct {
	view     *view
	query    *Query
	leaves   []*leafMatch
	scoring  bool
	visible  int      // documents that the query may speak of
	widened  []string // words whose parts were searched for
	missing  []want   // single words that nothing visible contains
	weighing weigher
}

// leafMatch is the state of a query in one leaf.
type leafMatch struct {
	leaf  *leaf
	base  *roaring.Bitmap
	docs  *roaring.Bitmap // what fulfils all wants so far
	score []float32       // by document; nil when nothing is weighed
}

func newMatcher(v *view, q *Query, scoring bool) *matcher {
	m := &matcher{view: v, query: q, scoring: scoring, weighing: newWeigher(q.Lang)}
	for _, l := range v.leaves {
		base := l.base(q)
		lm := &leafMatch{leaf: l, base: base, docs: base}
		m.visible += int(base.GetCardinality())
		m.leaves = append(m.leaves, lm)
	}
	return m
}

// run fulfils the plan's wants one after the other.
func (m *matcher) run(ctx context.Context, p plan) error {
	for _, lm := range m.leaves {
		lm.docs = lm.base.Clone()
		if m.scoring {
			lm.score = make([]float32, lm.leaf.size)
		}
	}
	for _, w := range p.wants {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := m.fulfil(w); err != nil {
			return err
		}
	}
	return nil
}

func (m *matcher) fulfil(w want) error {
	found, n, err := m.find(w.ways, m.scoring && !w.not)
	if err != nil {
		return err
	}
	if n == 0 && w.word != "" && !w.not {
		m.missing = append(m.missing, w)
		if found, n, err = m.widen(w, found); err != nil {
			return err
		}
	}
	m.apply(found, n, w.not)
	return nil
}

// widen searches for the parts of a compound that nothing visible contains as a whole.
func (m *matcher) widen(w want, found []*tally) ([]*tally, int, error) {
	if len(m.view.analyzer.Leaves(w.word)) < 2 {
		return found, 0, nil
	}
	byParts := way{mode: allParts, words: w.ways[0].words, weight: widenWeight}
	wider, n, err := m.find([]way{byParts}, m.scoring)
	if n > 0 {
		m.widened = append(m.widened, w.raw)
	}
	return wider, n, err
}

// find tallies the documents that fulfil any of the ways, and counts those that the query may speak of.
func (m *matcher) find(ways []way, scoring bool) ([]*tally, int, error) {
	found := make([]*tally, len(m.leaves))
	n := 0
	for i, lm := range m.leaves {
		found[i] = newTally(lm.leaf.size, scoring)
		for _, w := range ways {
			if err := m.tally(lm, w, found[i]); err != nil {
				return nil, 0, err
			}
		}
		found[i].keep(lm.base)
		n += int(found[i].docs.GetCardinality())
	}
	return found, n, nil
}

// apply narrows the match and adds the weight of the want: rarer words weigh more. How rare a word is, is counted over
// the documents that the viewer may see, never over others.
func (m *matcher) apply(found []*tally, n int, not bool) {
	idf := float32(math.Log(1 + (float64(m.visible-n)+0.5)/(float64(n)+0.5)))
	for i, lm := range m.leaves {
		if not {
			lm.docs.AndNot(found[i].docs)
			continue
		}
		lm.docs.And(found[i].docs)
		if lm.score == nil {
			continue
		}
		for it := lm.docs.Iterator(); it.HasNext(); {
			doc := it.Next()
			x := found[i].weight[doc]
			lm.score[doc] += idf * x / (x + saturation)
		}
	}
}

// tally collects the documents of one want in one leaf, with the weight of what was found in each.
type tally struct {
	bits   []uint64
	weight []float32
	docs   *roaring.Bitmap // set by keep
}

func newTally(size uint32, scoring bool) *tally {
	t := &tally{bits: make([]uint64, (size+63)/64)}
	if scoring {
		t.weight = make([]float32, size)
	}
	return t
}

func (t *tally) add(doc uint32, weight float32) {
	t.bits[doc/64] |= 1 << (doc % 64)
	if t.weight != nil {
		t.weight[doc] += weight
	}
}

// keep ends the tally: only documents of the base remain.
func (t *tally) keep(base *roaring.Bitmap) {
	t.docs = roaring.FromDense(t.bits, false)
	t.docs = roaring.And(t.docs, base)
}
