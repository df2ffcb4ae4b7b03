package search_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/search"
)

// The words of the model have one form, no synonyms and no parts, so that a naive reading of the texts is right.
var modelWords = strings.Fields("alfa bravo kilo lima mike papa quebec romeo tango zulu")

// modelQuery is a query whose answer can be found by reading all documents.
type modelQuery struct {
	must, mustNot []string
	phrase        []string
	facets        map[string][]string
}

func drawModelQuery(t *rapid.T) modelQuery {
	words := rapid.SliceOfNDistinct(rapid.SampledFrom(modelWords), 0, 2, rapid.ID[string])
	q := modelQuery{must: words.Draw(t, "must"), mustNot: words.Draw(t, "not"), facets: map[string][]string{}}
	if rapid.IntRange(0, 2).Draw(t, "phrase?") == 0 {
		q.phrase = rapid.SliceOfN(rapid.SampledFrom(modelWords), 2, 3).Draw(t, "phrase")
	}
	for _, facet := range []string{"phase", "impact", "sector"} {
		if rapid.IntRange(0, 2).Draw(t, facet+"?") == 0 {
			q.facets[facet] = rapid.SliceOfNDistinct(rapid.SampledFrom(modelCodes(facet)), 1, 2, rapid.ID[string]).Draw(t, facet)
		}
	}
	return q
}

func modelCodes(facet string) []string {
	var codes []string
	n := 3
	if facet == "sector" {
		n = 90 // more than are counted by bitmap
	}
	for i := range n {
		codes = append(codes, fmt.Sprintf("%s-%02d", facet, i))
	}
	return codes
}

func (q modelQuery) query() search.Query {
	parts := slices.Clone(q.must)
	for _, word := range q.mustNot {
		parts = append(parts, "-"+word)
	}
	if q.phrase != nil {
		parts = append(parts, `"`+strings.Join(q.phrase, " ")+`"`)
	}
	return search.Query{Text: strings.Join(parts, " "), Facets: q.facets, Limit: search.MaxLimit, Sort: search.ByTitle}
}

func (q modelQuery) matchesText(d search.Document) bool {
	has := func(words string) bool {
		for _, texts := range d.Texts {
			if strings.Contains(" "+texts["sv"]+" ", " "+words+" ") {
				return true
			}
		}
		return false
	}
	return !slices.ContainsFunc(q.must, func(w string) bool { return !has(w) }) && !slices.ContainsFunc(q.mustNot, has) &&
		(q.phrase == nil || has(strings.Join(q.phrase, " ")))
}

// matchesFacets tells whether the document has a chosen code in every facet but one.
func (q modelQuery) matchesFacets(d search.Document, except string) bool {
	for facet, codes := range q.facets {
		if facet != except && !slices.ContainsFunc(codes, func(c string) bool { return slices.Contains(d.Facets[facet], c) }) {
			return false
		}
	}
	return true
}

// answer counts by reading.
func (q modelQuery) answer(docs []search.Document) (hits []string, facets map[string]map[string]int) {
	facets = map[string]map[string]int{}
	add := func(facet, code string, n int) {
		if facets[facet] == nil {
			facets[facet] = map[string]int{}
		}
		facets[facet][code] += n
	}
	for facet, codes := range q.facets {
		for _, code := range codes {
			add(facet, code, 0)
		}
	}
	for _, d := range docs {
		if !q.matchesText(d) {
			continue
		}
		if q.matchesFacets(d, "") {
			hits = append(hits, d.ID)
		}
		for facet, codes := range d.Facets {
			if q.matchesFacets(d, facet) {
				for _, code := range slices.Compact(slices.Sorted(slices.Values(codes))) {
					add(facet, code, 1)
				}
			}
		}
	}
	return hits, facets
}

func drawModelDocument(t *rapid.T, id string) search.Document {
	text := func(least, most int) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(modelWords), least, most).Draw(t, "text"), " ")
	}
	d := doc(id, text(1, 3), text(0, 8))
	d.SortTitle = []byte(id)
	d.Texts[search.FieldOrganisation]["sv"] = ""
	for _, facet := range []string{"phase", "impact", "sector"} {
		d.Facets[facet] = rapid.SliceOfN(rapid.SampledFrom(modelCodes(facet)), 0, 2).Draw(t, facet)
	}
	return d
}

// TestCountsAreThoseOfReadingEverything compares totals, hits and facet counts with a naive reading, while documents come,
// change and go, so that there are several segments with deletions.
func TestCountsAreThoseOfReadingEverything(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r, docs := newRecords(), map[string]search.Document{}
		change := func(n int) {
			for range n {
				id := fmt.Sprintf("d%03d", rapid.IntRange(0, 120).Draw(rt, "id"))
				if rapid.IntRange(0, 4).Draw(rt, "gone?") == 0 {
					delete(docs, id)
					r.put(id)
					continue
				}
				docs[id] = drawModelDocument(rt, id)
				r.put(id, docs[id])
			}
		}
		change(rapid.IntRange(0, 100).Draw(rt, "built"))
		x := openQuietly(rt, r)
		defer x.close()
		for range 3 {
			change(rapid.IntRange(0, 12).Draw(rt, "followed"))
			if err := x.indexer.CatchUp(rt.Context()); err != nil {
				rt.Fatal(err)
			}
			q := drawModelQuery(rt)
			sorted := slices.SortedFunc(maps.Values(docs), func(a, b search.Document) int { return strings.Compare(a.ID, b.ID) })
			hits, facets := q.answer(sorted)
			got := find(rt, x.index, q.query())
			if got.Total != len(hits) || ids(got) != strings.Join(hits[:min(len(hits), search.MaxLimit)], " ") {
				rt.Fatalf("%+v: got %d %s, want %d %s", q, got.Total, ids(got), len(hits), hits)
			}
			if diff := cmp.Diff(facets, got.Facets, cmpopts.EquateEmpty()); diff != "" {
				rt.Fatalf("%+v: -read +counted\n%s", q, diff)
			}
		}
	})
}

// TestFollowingGivesWhatBuildingGives holds the two ways into the index together: whatever happened, a fresh build answers
// the same.
func TestFollowingGivesWhatBuildingGives(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := newRecords()
		followed := openQuietly(rt, r)
		defer followed.close()
		for range rapid.IntRange(1, 5).Draw(rt, "rounds") {
			for range rapid.IntRange(1, 6).Draw(rt, "changes") {
				id := fmt.Sprintf("v%02d", rapid.IntRange(0, 9).Draw(rt, "id"))
				var docs []search.Document
				if rapid.Bool().Draw(rt, "public") {
					docs = append(docs, drawDocument(rt, id, search.Public))
				}
				if rapid.Bool().Draw(rt, "draft") {
					docs = append(docs, drawDocument(rt, id, "org:mine"))
				}
				r.put(id, docs...)
			}
			if err := followed.indexer.CatchUp(rt.Context()); err != nil {
				rt.Fatal(err)
			}
		}
		built := openQuietly(rt, r)
		defer built.close()
		for range 5 {
			q := drawQuery(rt)
			q.Visible = []string{search.Public, "org:mine"}
			got, want := find(rt, followed.index, q), find(rt, built.index, q)
			// The lexicon of the first was learned from nothing, so compounds of words that only these texts taught may differ.
			if strings.ContainsAny(q.Text, "*") || len(got.Widened)+len(want.Widened) > 0 {
				continue
			}
			if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(search.Result{}, "Took")); diff != "" {
				rt.Fatalf("%+v: -built +followed\n%s", q, diff)
			}
		}
	})
}
