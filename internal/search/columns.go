package search

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// columns is what counting and sorting need of one segment, held in memory. A segment never changes, so neither do
// its columns; deletions are kept beside them. The postings of the facet fields are the bitmaps that are counted.
type columns struct {
	kinds      map[string]*roaring.Bitmap
	visibility map[string]*roaring.Bitmap
	facets     map[string]facetColumn
	ids        keyColumn
	titles     keyColumn
	updated    timeColumn
}

// facetColumn is one facet: its values in order of their codes, and, when they are many, each document's values too.
type facetColumn struct {
	values []facetValue
	starts []uint32 // document → where its places begin in places; nil when the values are few
	places []uint32 // places in values
}

// manyValues is from where on walking the documents costs less than intersecting the bitmaps of all values.
const manyValues = 64

type facetValue struct {
	code string
	docs *roaring.Bitmap
}

// keyColumn orders a segment's documents by a string: rank is each document's place, keys the string at each place.
// Documents without the key rank last, at noRank.
type keyColumn struct {
	rank  []uint32 // document → place
	order []uint32 // place → a document there (all documents have different ids)
	keys  keyList  // place → key
}

const noRank = math.MaxUint32

// keyList is a list of strings in one piece of memory.
type keyList struct {
	data string
	ends []uint32
}

func (l keyList) at(i uint32) string {
	if i >= uint32(len(l.ends)) {
		return ""
	}
	start := uint32(0)
	if i > 0 {
		start = l.ends[i-1]
	}
	return l.data[start:l.ends[i]]
}

// timeColumn is one instant per document, in microseconds, with its rank, newest first.
type timeColumn struct {
	rank   []uint32
	values []int64
}

// readColumns reads a segment's columns out of its term dictionaries.
func readColumns(seg segment.Segment) (*columns, error) {
	c := &columns{facets: make(map[string]facetColumn)}
	size := int(seg.Count())
	var err error
	if c.kinds, err = readBitmaps(seg, fieldKind); err != nil {
		return nil, err
	}
	if c.visibility, err = readBitmaps(seg, fieldVisibility); err != nil {
		return nil, err
	}
	if c.ids, err = readKeys(seg, fieldID, size); err != nil {
		return nil, err
	}
	if c.titles, err = readKeys(seg, fieldSortTitle, size); err != nil {
		return nil, err
	}
	if c.updated, err = readTimes(seg, size); err != nil {
		return nil, err
	}
	for _, name := range seg.Fields() {
		facet, found := strings.CutPrefix(name, fieldFacets)
		if !found {
			continue
		}
		if c.facets[facet], err = readFacet(seg, name, size); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func readFacet(seg segment.Segment, field string, size int) (facetColumn, error) {
	var c facetColumn
	err := eachTerm(seg, field, func(term string, docs *roaring.Bitmap) {
		c.values = append(c.values, facetValue{term, docs})
	})
	if err != nil || len(c.values) <= manyValues {
		return c, err
	}
	c.starts = make([]uint32, size+1)
	for _, value := range c.values {
		value.docs.Iterate(func(doc uint32) bool { c.starts[doc+1]++; return true })
	}
	for doc := range size {
		c.starts[doc+1] += c.starts[doc]
	}
	c.places = make([]uint32, c.starts[size])
	next := slices.Clone(c.starts)
	for place, value := range c.values {
		value.docs.Iterate(func(doc uint32) bool {
			c.places[next[doc]] = uint32(place)
			next[doc]++
			return true
		})
	}
	return c, nil
}

// count calls add with each value that some of the documents have, and how many.
func (c *facetColumn) count(docs *roaring.Bitmap, add func(code string, n int)) {
	if c.starts == nil {
		for _, value := range c.values {
			if n := int(docs.AndCardinality(value.docs)); n > 0 {
				add(value.code, n)
			}
		}
		return
	}
	counts := make([]uint32, len(c.values))
	docs.Iterate(func(doc uint32) bool {
		for _, place := range c.places[c.starts[doc]:c.starts[doc+1]] {
			counts[place]++
		}
		return true
	})
	for place, n := range counts {
		if n > 0 {
			add(c.values[place].code, int(n))
		}
	}
}

func readBitmaps(seg segment.Segment, field string) (map[string]*roaring.Bitmap, error) {
	bitmaps := make(map[string]*roaring.Bitmap)
	err := eachTerm(seg, field, func(term string, docs *roaring.Bitmap) { bitmaps[term] = docs })
	return bitmaps, err
}

func readKeys(seg segment.Segment, field string, size int) (keyColumn, error) {
	column := keyColumn{rank: make([]uint32, size), order: make([]uint32, 0, size)}
	for i := range column.rank {
		column.rank[i] = noRank
	}
	var data strings.Builder
	err := eachTerm(seg, field, func(term string, docs *roaring.Bitmap) {
		data.WriteString(term)
		place := uint32(len(column.keys.ends))
		column.keys.ends = append(column.keys.ends, uint32(data.Len()))
		column.order = append(column.order, docs.Minimum())
		for it := docs.Iterator(); it.HasNext(); {
			column.rank[it.Next()] = place
		}
	})
	column.keys.data = data.String()
	return column, err
}

func readTimes(seg segment.Segment, size int) (timeColumn, error) {
	column := timeColumn{rank: make([]uint32, size), values: make([]int64, size)}
	place := uint32(size)
	err := eachTerm(seg, fieldUpdated, func(term string, docs *roaring.Bitmap) {
		place-- // terms come oldest first
		for it := docs.Iterator(); it.HasNext(); {
			doc := it.Next()
			column.rank[doc], column.values[doc] = place, decodeTime(term)
		}
	})
	return column, err
}

// eachTerm calls visit with every term of a field, in order, and the documents it stands in, deleted ones included.
func eachTerm(seg segment.Segment, field string, visit func(term string, docs *roaring.Bitmap)) error {
	return eachTermIn(seg, field, nil, nil, visit)
}

// eachTermIn does so for the terms from start and before end.
func eachTermIn(seg segment.Segment, field string, start, end []byte, visit func(term string, docs *roaring.Bitmap)) error {
	dict, err := seg.Dictionary(field)
	if err != nil {
		return fmt.Errorf("search: field %s: %w", field, err)
	}
	var list segment.PostingsList
	terms := dict.AutomatonIterator(nil, start, end)
	for {
		entry, err := terms.Next()
		if err != nil {
			return fmt.Errorf("search: terms of field %s: %w", field, err)
		}
		if entry == nil {
			return nil
		}
		if list, err = dict.PostingsList([]byte(entry.Term), nil, list); err != nil {
			return fmt.Errorf("search: postings of field %s: %w", field, err)
		}
		docs := roaring.New()
		orInto(list, docs)
		visit(entry.Term, docs)
	}
}

// orInto adds the documents of a postings list to docs. Bleve's segments do it by bitmap; other segments one by one.
func orInto(list segment.PostingsList, docs *roaring.Bitmap) {
	if quick, ok := list.(interface {
		OrInto(receiver *roaring.Bitmap)
	}); ok {
		quick.OrInto(docs)
		return
	}
	it := list.Iterator(false, false, false, nil)
	for p, err := it.Next(); err == nil && p != nil; p, err = it.Next() {
		docs.Add(uint32(p.Number()))
	}
}
