package search

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// filtered is a leaf's match under the chosen facets: all of them, and for each chosen facet all the others, which is
// what that facet is counted over, so that its other codes show what choosing them would add.
type filtered struct {
	all    *roaring.Bitmap
	except map[string]*roaring.Bitmap
}

func (lm *leafMatch) filter(chosen map[string][]string) filtered {
	f := filtered{all: lm.docs, except: make(map[string]*roaring.Bitmap)}
	filters := make(map[string]*roaring.Bitmap)
	for facet, codes := range chosen {
		if len(codes) > 0 {
			filters[facet] = lm.leaf.columns.anyOf(facet, codes)
		}
	}
	for _, facet := range sortedKeys(filters) {
		f.all = roaring.And(f.all, filters[facet])
		rest := lm.docs
		for other, docs := range filters {
			if other != facet {
				rest = roaring.And(rest, docs)
			}
		}
		f.except[facet] = rest
	}
	return f
}

// anyOf are the documents with any of the codes.
func (c *columns) anyOf(facet string, codes []string) *roaring.Bitmap {
	docs := roaring.New()
	values := c.facets[facet].values
	for _, code := range codes {
		at, found := slices.BinarySearchFunc(values, code, func(v facetValue, code string) int {
			return compare(v.code, code)
		})
		if found {
			docs.Or(values[at].docs)
		}
	}
	return docs
}

// countFacets adds a leaf's counts. A code without hits is left out, unless it is chosen.
func countFacets(counts map[string]map[string]int, lm *leafMatch, f filtered, wanted []string) {
	for facet, column := range lm.leaf.columns.facets {
		if wanted != nil && !slices.Contains(wanted, facet) {
			continue
		}
		docs := f.all
		if rest, chosen := f.except[facet]; chosen {
			docs = rest
		}
		if docs.IsEmpty() {
			continue
		}
		column.count(docs, func(code string, n int) { addCount(counts, facet, code, n) })
	}
}

func addCount(counts map[string]map[string]int, facet, code string, n int) {
	if counts[facet] == nil {
		counts[facet] = make(map[string]int)
	}
	counts[facet][code] += n
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
