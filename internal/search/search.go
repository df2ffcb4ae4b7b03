package search

import (
	"context"
	"fmt"
	"time"
)

// Search answers a query. Errors are ErrNotBuilt, ErrTooDeep, ErrBadQuery, ctx's error, or a failure to read the index;
// no text of a query is an error.
func (x *Index) Search(ctx context.Context, q Query) (*Result, error) {
	started := time.Now()
	if err := q.complete(); err != nil {
		return nil, err
	}
	select {
	case x.slots <- struct{}{}:
		defer func() { <-x.slots }()
	case <-ctx.Done():
		return nil, fmt.Errorf("search: wait for a turn: %w", ctx.Err())
	}
	x.mu.Lock()
	v, syn := x.searches.acquire(), x.synonyms
	x.mu.Unlock()
	if v == nil {
		return nil, ErrNotBuilt
	}
	defer v.release()
	result, err := v.search(ctx, &q, syn)
	if err != nil {
		return nil, err
	}
	result.Took = time.Since(started)
	return result, nil
}

// complete fills in defaults and refuses what is out of range.
func (q *Query) complete() error {
	if q.Page == 0 {
		q.Page = 1
	}
	if q.Limit == 0 {
		q.Limit = DefaultLimit
	}
	if q.Sort == "" {
		q.Sort = ByRelevance
	}
	known := q.Sort == ByRelevance || q.Sort == ByUpdated || q.Sort == ByTitle
	if q.Page < 1 || q.Limit < 1 || q.Limit > MaxLimit || !known {
		return fmt.Errorf("%w: page %d, limit %d, sort %q", ErrBadQuery, q.Page, q.Limit, q.Sort)
	}
	if q.Page > MaxWindow/q.Limit {
		return fmt.Errorf("%w: page %d, limit %d", ErrTooDeep, q.Page, q.Limit)
	}
	return nil
}

func (v *view) search(ctx context.Context, q *Query, syn *synonyms) (*Result, error) {
	parsed := Parse(q.Text)
	p := newPlan(parsed.Clauses, syn)
	m := newMatcher(v, q, q.Sort == ByRelevance && len(p.wants) > 0)
	if err := m.match(ctx, parsed, p); err != nil {
		return nil, err
	}
	r := &Result{Page: q.Page, Limit: q.Limit, Facets: chosenAtZero(q), Widened: m.widened, Shortened: parsed.Shortened}
	filters := make([]filtered, len(m.leaves))
	for i, lm := range m.leaves {
		filters[i] = lm.filter(q.Facets)
		r.Total += int(filters[i].all.GetCardinality())
		countFacets(r.Facets, lm, filters[i], q.Count)
	}
	var err error
	if r.Suggestion, err = m.suggest(parsed.Text, parsed.Clauses); err != nil {
		return nil, err
	}
	mk := m.marker(p)
	for _, f := range top(m.leaves, filters, q.Sort, q.Page, q.Limit) {
		h, err := f.hit(mk, q.Lang)
		if err != nil {
			return nil, err
		}
		r.Hits = append(r.Hits, h)
	}
	return r, nil
}

// match finds the documents. Without text that is everything; text without a single word finds nothing.
func (m *matcher) match(ctx context.Context, parsed Parsed, p plan) error {
	switch {
	case parsed.Blank:
		return nil
	case len(p.wants) == 0:
		for _, lm := range m.leaves {
			lm.docs = lm.docs.Clone()
			lm.docs.Clear()
		}
		return nil
	}
	return m.run(ctx, p)
}

func (m *matcher) marker(p plan) *marker {
	mk := newMarker(m.view.analyzer, p)
	for _, w := range m.missing {
		mk.addLeaves(w.word)
	}
	return mk
}

// chosenAtZero shows a chosen code even when nothing has it, so that it can be taken away.
func chosenAtZero(q *Query) map[string]map[string]int {
	counts := make(map[string]map[string]int)
	for facet, codes := range q.Facets {
		for _, code := range codes {
			addCount(counts, facet, code, 0)
		}
	}
	return counts
}
