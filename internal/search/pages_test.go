package search_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/search"
)

// library is 120 documents from a fixed seed: two kinds, two languages, drafts of two organisations, and words that meet in many of them.
func library() []search.Document {
	r := rand.New(rand.NewPCG(4, 2)) //nolint:gosec // the same documents every time
	pick := func(list []string, n int) string {
		var out []string
		for range n {
			out = append(out, list[r.IntN(len(list))])
		}
		return strings.Join(out, " ")
	}
	words := strings.Fields("parkering tillstånd beslut åtgärd skola robot granskning modell avgift miljön digitalt villkoret parkeringstillstånd ansiktsigenkänning 2017:900 e-tjänst")
	var docs []search.Document
	for i := range 120 {
		d := doc(fmt.Sprintf("d%03d", i), pick(words, 1+r.IntN(3)), pick(words, r.IntN(12)), "phase="+[]string{"idea", "in_use", "retired"}[r.IntN(3)], "impact="+[]string{"high", "low"}[r.IntN(2)])
		if i%3 == 0 {
			d.Facets["sector"] = []string{"health", "school"}[:1+r.IntN(2)]
		}
		if i%4 == 0 {
			d.Kind = "organisation"
		}
		if i%5 == 0 {
			d = draft(d, []string{"mine", "other"}[i%2])
		}
		if i%7 == 0 {
			d = english(d)
		}
		d.Updated = time.Date(2026, 1, 1+r.IntN(20), 0, 0, 0, 0, time.UTC)
		docs = append(docs, d)
	}
	return docs
}

// libraryQueries are what is asked of the library.
func libraryQueries() []search.Query {
	var all []search.Query
	for _, text := range []string{"", "parkering", "tillstånd beslut", "-robot", `"beslut åtgärd"`, "gransk*", "miljö", "digitala", "villkor", "2017:900", "tjänst", "finnsinte", "och", "tillstånd -beslut avgift"} {
		for _, sort := range []search.Sort{search.ByRelevance, search.ByUpdated, search.ByTitle} {
			q := search.Query{Text: text, Sort: sort, Lang: "sv", Visible: []string{search.Public, "org:mine"}}
			filtered, kind := q, q
			filtered.Facets = map[string][]string{"phase": {"in_use", "idea"}, "impact": {"low"}}
			kind.Kind = "organisation"
			all = append(all, q, filtered, kind)
		}
	}
	return all
}

func TestPagesOfAnySizeTogetherAreTheWholeResult(t *testing.T) {
	x, _ := open(t, t.TempDir(), newRecords(library()...))
	for _, q := range libraryQueries() {
		q.Limit = search.MaxLimit
		whole := find(t, x, q)
		q.Page = 2
		all := append(strings.Fields(ids(whole)), strings.Fields(ids(find(t, x, q)))...)
		if len(all) != whole.Total {
			t.Fatalf("%+v: %d hits of %d", q, len(all), whole.Total)
		}
		if unique := len(slices.Compact(slices.Sorted(slices.Values(all)))); unique != len(all) {
			t.Errorf("%+v: %d of %d hits are different", q, unique, len(all))
		}
		for _, limit := range []int{1, 7, 20} {
			var paged []string
			for page := 1; len(paged) < whole.Total || page == 1; page++ {
				q.Page, q.Limit = page, limit
				got := find(t, x, q)
				if got.Total != whole.Total || len(got.Hits) > limit || len(got.Hits) == 0 && len(paged) < whole.Total {
					t.Fatalf("%+v: %d hits of %d", q, len(got.Hits), got.Total)
				}
				paged = append(paged, strings.Fields(ids(got))...)
			}
			if !slices.Equal(paged, all) {
				t.Errorf("%+v: pages of %d give\n%v, not\n%v", q, limit, paged, all)
			}
		}
	}
}

func TestHitsAreInTheOrderThatWasAsked(t *testing.T) {
	docs := map[string]search.Document{}
	for _, d := range library() {
		docs[d.ID] = d
	}
	x, _ := open(t, t.TempDir(), newRecords(library()...))
	for _, q := range libraryQueries() {
		q.Limit = search.MaxLimit
		hits := find(t, x, q).Hits
		for i := 1; i < len(hits); i++ {
			a, b := hits[i-1], hits[i]
			before := a.ID < b.ID
			switch q.Sort {
			case search.ByTitle:
				if x, y := string(docs[a.ID].SortTitle), string(docs[b.ID].SortTitle); x != y {
					before = x < y
				}
			case search.ByRelevance:
				if a.Score != b.Score {
					before = a.Score > b.Score
				} else if q.Text == "" && !a.Updated.Equal(b.Updated) {
					before = a.Updated.After(b.Updated)
				} else if !a.Updated.Equal(b.Updated) {
					continue // equal weight: any fixed order
				}
			case search.ByUpdated:
				if !a.Updated.Equal(b.Updated) {
					before = a.Updated.After(b.Updated)
				}
			}
			if !before {
				t.Fatalf("%+v: %s (%v, %v) comes before %s (%v, %v)", q, a.ID, a.Score, a.Updated, b.ID, b.Score, b.Updated)
			}
		}
	}
}

// TestEveryFacetCountIsWhatOneGetsByChoosingIt: the number beside a code is the number of hits after it has been chosen alone in its facet.
func TestEveryFacetCountIsWhatOneGetsByChoosingIt(t *testing.T) {
	x, _ := open(t, t.TempDir(), newRecords(library()...))
	for _, q := range libraryQueries() {
		if q.Sort != search.ByTitle {
			continue
		}
		counted := find(t, x, q)
		for facet, codes := range counted.Facets {
			for code, n := range codes {
				chosen := q
				chosen.Facets = map[string][]string{}
				for other, was := range q.Facets {
					chosen.Facets[other] = was
				}
				chosen.Facets[facet] = []string{code}
				if got := find(t, x, chosen).Total; got != n {
					t.Errorf("%q %v: %s=%s is said to give %d and gives %d", q.Text, q.Facets, facet, code, n, got)
				}
			}
		}
	}
}

// TestWhatIsShownStandsInTheDocument: fragments are pieces of a text of the document, marks are whole words of it, and what was searched for is
// marked where it is shown.
func TestWhatIsShownStandsInTheDocument(t *testing.T) {
	docs := map[string]search.Document{}
	for _, d := range library() {
		docs[d.ID] = d
	}
	x, _ := open(t, t.TempDir(), newRecords(library()...))
	for _, q := range libraryQueries() {
		for _, h := range find(t, x, q).Hits {
			d := docs[h.ID]
			if h.Kind != d.Kind || h.Visibility != d.Visibility || h.Title != d.Texts[search.FieldTitle][h.Lang] || !h.Updated.Equal(d.Updated) || h.Version != d.Version {
				t.Fatalf("%+v is not %+v", h, d)
			}
			marks := strings.Count(marked(h.Marked), "[")
			if torn := tornMark(h.Marked); torn != "" {
				t.Fatalf("%q: %q is marked, a piece of a word in %q", q.Text, torn, h.Title)
			}
			for _, f := range h.Fragments {
				if torn := tornMark(f.Segments); torn != "" {
					t.Fatalf("%q: %q is marked, a piece of a word", q.Text, torn)
				}
				whole := strings.NewReplacer("[", "", "]", "").Replace(marked(f.Segments))
				if !strings.Contains(d.Texts[f.Field][f.Lang], whole) {
					t.Fatalf("%q is no piece of %q", whole, d.Texts[f.Field][f.Lang])
				}
				for _, s := range f.Segments {
					if s.Mark && strings.TrimSpace(s.Text) != s.Text || s.Text == "" {
						t.Fatalf("%q is marked", s.Text)
					}
					if s.Mark {
						marks++
					}
				}
			}
			if words := strings.Fields(q.Text); len(words) == 1 && words[0][0] != '-' && words[0] != "och" && marks == 0 {
				t.Errorf("%q: nothing is marked in %s: %v", q.Text, h.ID, d.Texts)
			}
		}
	}
}

// tornMark is a mark that a letter follows or stands before, if there is one.
func tornMark(segments []search.Segment) string {
	for i, s := range segments {
		if !s.Mark {
			continue
		}
		if i > 0 {
			if r, _ := utf8.DecodeLastRuneInString(segments[i-1].Text); unicode.IsLetter(r) {
				return s.Text
			}
		}
		if i+1 < len(segments) {
			if r, _ := utf8.DecodeRuneInString(segments[i+1].Text); unicode.IsLetter(r) {
				return s.Text
			}
		}
	}
	return ""
}

// TestViewersSeeTheUnionOfWhatTheirTokensShow: totals add up over visibilities, which no document has two of.
func TestViewersSeeTheUnionOfWhatTheirTokensShow(t *testing.T) {
	x, _ := open(t, t.TempDir(), newRecords(library()...))
	for _, q := range libraryQueries() {
		total := 0
		for _, token := range []string{search.Public, "org:mine", "org:other"} {
			q.Visible = []string{token}
			got := find(t, x, q)
			for _, h := range got.Hits {
				if h.Visibility != token {
					t.Fatalf("%q shows %s of %s", token, h.ID, h.Visibility)
				}
			}
			total += got.Total
		}
		q.Visible = []string{"org:other", search.Public, "org:mine", search.Public, "org:nobody"}
		if got := find(t, x, q); got.Total != total && len(got.Widened) == 0 {
			t.Errorf("%q: %d alone and %d together", q.Text, total, got.Total)
		}
	}
}
