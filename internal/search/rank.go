package search

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// place of a hit in a leaf, as one number: the order of the sort in the upper half, the order of the id in the lower.
// Lower comes first.
type hitPlace uint64

// found is a hit that may be on the page.
type found struct {
	match *leafMatch
	doc   uint32
}

// top gives the hits of one page in order: the best of each leaf, merged.
func top(leaves []*leafMatch, filters []filtered, sort Sort, page, limit int) []found {
	window := page * limit
	var all []found
	for i, lm := range leaves {
		for _, place := range best(lm, filters[i], sort, window) {
			doc := lm.leaf.columns.ids.order[uint32(place)]
			all = append(all, found{lm, doc})
		}
	}
	if len(leaves) > 1 {
		slices.SortFunc(all, func(a, b found) int { return compareFound(a, b, sort) })
	}
	start := min((page-1)*limit, len(all))
	return all[start:min(window, len(all))]
}

// best gives the places of a leaf's first hits, in order, at most window of them.
func best(lm *leafMatch, f filtered, sort Sort, window int) []hitPlace {
	h := placeHeap{limit: min(window, int(f.all.GetCardinality()))}
	h.places = make([]hitPlace, 0, h.limit)
	rank := lm.ranks(sort)
	ids := lm.leaf.columns.ids.rank
	for it := f.all.Iterator(); it.HasNext(); {
		doc := it.Next()
		h.offer(hitPlace(rank(doc))<<32 | hitPlace(ids[doc]))
	}
	slices.Sort(h.places)
	return h.places
}

// ranks gives the order of documents within the leaf; lower comes first, equal ones by id.
func (lm *leafMatch) ranks(sort Sort) func(doc uint32) uint32 {
	columns := lm.leaf.columns
	switch {
	case sort == ByTitle:
		return func(doc uint32) uint32 { return columns.titles.rank[doc] }
	case sort == ByRelevance && lm.score != nil:
		// The bits of a float that is not negative sort as the float does.
		return func(doc uint32) uint32 { return math.MaxUint32 - math.Float32bits(lm.score[doc]) }
	}
	return func(doc uint32) uint32 { return columns.updated.rank[doc] }
}

// compareFound orders hits of different leaves, by the values that the ranks within a leaf stand for.
func compareFound(a, b found, sort Sort) int {
	ca, cb := a.match.leaf.columns, b.match.leaf.columns
	var order int
	switch {
	case sort == ByTitle:
		order = compareTitles(ca.titles, a.doc, cb.titles, b.doc)
	case sort == ByRelevance && a.match.score != nil:
		order = cmp.Compare(b.match.score[b.doc], a.match.score[a.doc])
	default:
		order = cmp.Compare(cb.updated.values[b.doc], ca.updated.values[a.doc])
	}
	if order != 0 {
		return order
	}
	return strings.Compare(ca.ids.keys.at(ca.ids.rank[a.doc]), cb.ids.keys.at(cb.ids.rank[b.doc]))
}

func compareTitles(a keyColumn, docA uint32, b keyColumn, docB uint32) int {
	rankA, rankB := a.rank[docA], b.rank[docB]
	if rankA == noRank || rankB == noRank {
		return cmp.Compare(boolInt(rankA == noRank), boolInt(rankB == noRank))
	}
	return strings.Compare(a.keys.at(rankA), b.keys.at(rankB))
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// placeHeap keeps the lowest places offered. Its root is the highest of them.
type placeHeap struct {
	places []hitPlace
	limit  int
}

func (h *placeHeap) offer(p hitPlace) {
	switch {
	case len(h.places) < h.limit:
		h.places = append(h.places, p)
		h.up(len(h.places) - 1)
	case h.limit > 0 && p < h.places[0]:
		h.places[0] = p
		h.down()
	}
}

func (h *placeHeap) up(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if h.places[parent] >= h.places[i] {
			return
		}
		h.places[parent], h.places[i] = h.places[i], h.places[parent]
		i = parent
	}
}

func (h *placeHeap) down() {
	for i := 0; ; {
		largest := i
		for _, child := range [...]int{2*i + 1, 2*i + 2} {
			if child < len(h.places) && h.places[child] > h.places[largest] {
				largest = child
			}
		}
		if largest == i {
			return
		}
		h.places[i], h.places[largest] = h.places[largest], h.places[i]
		i = largest
	}
}
