package search_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/search"
)

var visibilityWords = strings.Fields("parkering tillstånd parkeringstillstånd ansikte igenkänning ansiktsigenkänning beslut beslutsstöd " +
	"skola årsredovisning åtgärd robot chattrobot system granskning modell hemlig hemligstämpel")

func drawDocument(t *rapid.T, id, visibility string) search.Document {
	words := func(n int) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(visibilityWords), 1, n).Draw(t, "words"), " ")
	}
	d := doc(id, words(3), words(12),
		"phase="+rapid.SampledFrom([]string{"idea", "in_use", "retired"}).Draw(t, "phase"),
		"impact="+rapid.SampledFrom([]string{"high", "low"}).Draw(t, "impact"))
	if visibility != search.Public {
		d.Texts[search.FieldSummary] = map[string]string{"sv": words(4) + " " + rapid.StringMatching(`[a-zåäö]{4,9}`).Draw(t, "own word")}
		d.Facets["phase"] = append(d.Facets["phase"], "secret")
	}
	d.Visibility = visibility
	return d
}

func drawQuery(t *rapid.T) search.Query {
	word := rapid.OneOf(rapid.SampledFrom(visibilityWords), rapid.SampledFrom([]string{
		"arsredovisning", "hemlg", "hemligstampel", "systemrobot", "rob*", "hem*", "-skola", `"beslut system"`, "granskningsmodell",
	}), rapid.StringMatching(`[a-zåäö]{3,8}`))
	q := search.Query{
		Text: strings.Join(rapid.SliceOfN(word, 0, 3).Draw(t, "query"), " "), Lang: "sv",
		Sort: rapid.SampledFrom([]search.Sort{search.ByRelevance, search.ByTitle, search.ByUpdated}).Draw(t, "sort"),
	}
	if rapid.Bool().Draw(t, "filtered") {
		q.Facets = map[string][]string{"phase": {rapid.SampledFrom([]string{"in_use", "secret"}).Draw(t, "chosen")}}
	}
	return q
}

// TestInvisibleDocumentsLeaveNoTrace is the promise of the package: totals, facet counts, order, scores, marks, widening
// and suggestions are the same for a viewer whether or not documents exist that the viewer may not see.
func TestInvisibleDocumentsLeaveNoTrace(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		with, without := newRecords(), newRecords()
		for i := range rapid.IntRange(1, 8).Draw(rt, "visible") {
			d := drawDocument(rt, fmt.Sprintf("v%02d", i), rapid.SampledFrom([]string{search.Public, "org:mine"}).Draw(rt, "visibility"))
			with.put(d.ID, d)
			without.put(d.ID, d)
		}
		for i := range rapid.IntRange(1, 8).Draw(rt, "invisible") {
			d := drawDocument(rt, fmt.Sprintf("h%02d", i), "org:other")
			with.put(d.ID, d)
		}
		a, b := openQuietly(rt, with), openQuietly(rt, without)
		defer a.close()
		defer b.close()
		for range 8 {
			q := drawQuery(rt)
			q.Visible = []string{search.Public, "org:mine"}
			got, want := find(rt, a.index, q), find(rt, b.index, q)
			if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(search.Result{}, "Took")); diff != "" {
				rt.Fatalf("%+v: -without +with\n%s", q, diff)
			}
		}
	})
}

type opened struct {
	index   *search.Index
	indexer *search.Indexer
	close   func()
}

// openQuietly opens an index for one run of a property test, some changes built and some followed.
func openQuietly(t *rapid.T, r *records) opened {
	dir, err := os.MkdirTemp("", "visibility-*")
	if err != nil {
		t.Fatal(err)
	}
	x, err := search.Open(search.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	indexer := search.NewIndexer(x, r, r)
	if err := indexer.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	return opened{x, indexer, func() { _ = x.Close(); _ = os.RemoveAll(dir) }}
}

func TestADraftIsFoundByItsOwnersOnly(t *testing.T) {
	public := doc("s", "Ansiktsigenkänning", "publicerad text", "phase=in_use")
	x, _ := open(t, t.TempDir(), newRecords(public, draft(doc("s", "Ansiktsigenkänning 2", "opublicerat avslöjande", "phase=retired"), "mine")))
	if got := find(t, x, search.Query{Text: "avslöjande"}); got.Total != 0 || got.Suggestion != "" || len(got.Facets) != 0 {
		t.Errorf("the public sees %+v", got)
	}
	if got := find(t, x, search.Query{Text: "avslojande"}); got.Suggestion != "" {
		t.Errorf("a suggestion tells: %q", got.Suggestion)
	}
	if got := find(t, x, search.Query{}); got.Total != 1 || got.Facets["phase"]["retired"] != 0 {
		t.Errorf("the public sees %+v", got)
	}
	mine := search.Query{Text: "avslöjande", Visible: []string{search.Public, search.OrganisationVisibility("mine")}}
	if got := find(t, x, mine); got.Total != 1 || got.Hits[0].Visibility != "org:mine" {
		t.Errorf("the owner sees %+v", got)
	}
	other := search.Query{Visible: []string{search.OrganisationVisibility("other")}}
	if got := find(t, x, other); got.Total != 0 {
		t.Errorf("another organisation sees %+v", got)
	}
}

func TestAWordThatIsNoLongerPublicIsNotSuggested(t *testing.T) {
	r := newRecords(doc("a", "Chattrobot", ""), doc("b", "Parkering", ""))
	x, indexer := open(t, t.TempDir(), r)
	if got := find(t, x, search.Query{Text: "chatrobot"}); got.Suggestion != "chattrobot" {
		t.Fatalf("%q", got.Suggestion)
	}
	r.put("a", draft(doc("a", "Chattrobot", ""), "mine"))
	must(t, indexer.CatchUp(t.Context()))
	if got := find(t, x, search.Query{Text: "chatrobot"}); got.Suggestion != "" {
		t.Errorf("%q", got.Suggestion)
	}
}
