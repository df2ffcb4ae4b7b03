package search_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/search"
)

func TestEverySignOfTheQueryLanguage(t *testing.T) {
	for _, c := range []struct {
		text, want string
		shortened  bool
	}{
		{"bil", "bil", false},
		{"BIL Båt", "bil båt", false},
		{"  bil\tbåt\n", "bil båt", false},
		{"bil\u00a0båt", "bil båt", false},
		{"-bil båt", "-bil båt", false},
		{"bil -", "bil", false},
		{"-", "", false},
		{"- bil", "bil", false},
		{"bil-", "bil", false},
		{"---bil", "bil", false},
		{`"bil"`, `"bil"`, false},
		{`"bil`, "bil", false},
		{`bil"`, "bil", false},
		{`""`, "", false},
		{`"" bil`, "bil", false},
		{`" "`, "", false},
		{`"bil" "båt"`, `"bil" "båt"`, false},
		{`"bil""båt"`, `"bil" "båt"`, false},
		{`-"bil båt" tåg`, `-"bil båt" tåg`, false},
		{`- "bil båt"`, `"bil båt"`, false},
		{"»bil båt«", `"bil båt"`, false},
		{"„bil båt“", `"bil båt"`, false},
		{`"bil -båt"`, `"bil båt"`, false},
		{`"bil* båt"`, `"bil båt"`, false},
		{"bil*", "bil*", false},
		{"bi*", "bi*", false},
		{"b*", "b", false},
		{"*", "", false},
		{"*bil", "bil", false},
		{"b*l", "b l", false},
		{"bil**", "bil*", false},
		{"-bil*", "-bil*", false},
		{"å* ä*", "å ä", false},
		{"aa* bb* cc*", "aa* bb* cc*", false},
		{"aa* bb* cc* dd*", "aa* bb* cc*", true},
		{"och bil", "bil", false},
		{"och", "och", false},
		{"och -bil", "och -bil", false},
		{`"och bil"`, `"och bil"`, false},
		{"bil,båt;tåg", "bil båt tåg", false},
		{"bil(båt)", "bil båt", false},
		{"<b>bil</b>", "b bil b", false},
		{"\x00bil\x00", "bil", false},
		{"\xff", "", false},
		{strings.Repeat("bil ", 20), strings.TrimSpace(strings.Repeat("bil ", 20)), false},
		{strings.Repeat("bil ", 21), strings.TrimSpace(strings.Repeat("bil ", 20)), true},
	} {
		p := search.Parse(c.text)
		if got := describe(p); got != c.want || p.Shortened != c.shortened {
			t.Errorf("%.40q: %.60q, shortened %t; want %.60q, %t", c.text, got, p.Shortened, c.want, c.shortened)
		}
	}
	if p := search.Parse(strings.Repeat("å", search.MaxQueryBytes)); !p.Shortened || len(p.Text) != search.MaxQueryBytes {
		t.Errorf("a text too long is read to %d bytes", len(p.Text))
	}
}

func TestChoicesWidenWithinAFacetAndNarrowBetweenThem(t *testing.T) {
	x, _ := open(t, t.TempDir(), register())
	for _, c := range []struct {
		text, phase, impact, want string
		phases, impacts           string // counts as facet code: number
	}{
		{"", "", "", "a1 b2 c3 d4 e5 f6", "in_use:3 retired:1 testing:2", "high:3 low:3"},
		{"", "in_use", "", "b2 c3 f6", "in_use:3 retired:1 testing:2", "high:2 low:1"},
		{"", "in_use retired", "", "a1 b2 c3 f6", "in_use:3 retired:1 testing:2", "high:3 low:1"},
		{"", "in_use retired testing", "", "a1 b2 c3 d4 e5 f6", "in_use:3 retired:1 testing:2", "high:3 low:3"},
		{"", "in_use", "low", "c3", "in_use:1 testing:2", "high:2 low:1"},
		{"", "in_use testing", "low", "c3 d4 e5", "in_use:1 testing:2", "high:2 low:3"},
		{"", "retired", "low", "", "in_use:1 retired:0 testing:2", "high:1 low:0"},
		{"", "nowhere", "", "", "in_use:3 nowhere:0 retired:1 testing:2", ""},
		{"", "in_use nowhere", "", "b2 c3 f6", "in_use:3 nowhere:0 retired:1 testing:2", "high:2 low:1"},
		{"", "in_use in_use", "", "b2 c3 f6", "in_use:3 retired:1 testing:2", "high:2 low:1"},
		{"tillstånd", "", "", "b2 c3", "in_use:2", "high:1 low:1"},
		{"tillstånd", "in_use", "high", "b2", "in_use:1", "high:1 low:1"},
		{"igenkänning", "testing", "", "e5", "retired:1 testing:1", "low:1"},
		{"igenkänning", "", "high", "a1", "retired:1", "high:1 low:1"},
		{"-tillstånd", "in_use", "", "f6", "in_use:1 retired:1 testing:2", "high:1"},
		{"finnsinte", "in_use", "", "", "in_use:0", ""},
	} {
		q := search.Query{Text: c.text, Facets: map[string][]string{}}
		for facet, codes := range map[string]string{"phase": c.phase, "impact": c.impact} {
			if codes != "" {
				q.Facets[facet] = strings.Fields(codes)
			}
		}
		got := find(t, x, q)
		if sortedIDs(got) != c.want || got.Total != len(strings.Fields(c.want)) {
			t.Errorf("%q, %q, %q: %s (total %d), want %s", c.text, c.phase, c.impact, sortedIDs(got), got.Total, c.want)
		}
		for facet, want := range map[string]string{"phase": c.phases, "impact": c.impacts} {
			if counts := countsOf(got.Facets[facet]); counts != want {
				t.Errorf("%q, %q, %q: %s is counted %q, want %q", c.text, c.phase, c.impact, facet, counts, want)
			}
		}
	}
}

func countsOf(facet map[string]int) string {
	var all []string
	for code, n := range facet {
		all = append(all, fmt.Sprintf("%s:%d", code, n))
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// With equal keys the order is that of the ids, on every page and after every change of the index.
func TestEqualHitsKeepTheirOrder(t *testing.T) {
	r := newRecords()
	var want []string
	for i := range 9 {
		id := fmt.Sprintf("e%02d", i)
		want = append(want, id)
		r.put(id, doc(id, "Samma", "samma text"))
	}
	x, indexer := open(t, t.TempDir(), r)
	for round := range 3 {
		for _, sort := range []search.Sort{search.ByTitle, search.ByUpdated, search.ByRelevance, ""} {
			for _, text := range []string{"", "samma"} {
				for limit := 1; limit <= 9; limit += 4 {
					var got []string
					for page := 1; len(got) < len(want) && page <= 9; page++ {
						got = append(got, strings.Fields(ids(find(t, x, search.Query{Text: text, Sort: sort, Page: page, Limit: limit})))...)
					}
					if !slices.Equal(got, want) {
						t.Errorf("round %d, %q by %q in pages of %d: %v", round, text, sort, limit, got)
					}
				}
			}
		}
		id := want[2*round+1] // written again as it was: in a new segment, but in its old place
		r.put(id, doc(id, "Samma", "samma text"))
		if err := indexer.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAViewerSeesWhatTheTokensOpen(t *testing.T) {
	r := newRecords(
		doc("p1", "Öppen", "gemensamt ord"),
		draft(doc("a1", "Utkast A", "gemensamt ord hemligt"), "A"),
		draft(doc("b1", "Utkast B", "gemensamt ord hemligt"), "B"),
	)
	r.put("both", doc("both", "Båda", "gemensamt ord"), draft(doc("both", "Båda utkast", "gemensamt ord hemligt"), "A"))
	x, _ := open(t, t.TempDir(), r)
	a, b := search.OrganisationVisibility("A"), search.OrganisationVisibility("B")
	for _, c := range []struct {
		visible    []string
		text, want string
	}{
		{[]string{search.Public}, "gemensamt", "both p1"},
		{[]string{search.Public}, "hemligt", ""},
		{[]string{search.Public}, "", "both p1"},
		{[]string{search.Public, a}, "gemensamt", "a1 both both p1"}, //nolint:dupword // its version and its draft
		{[]string{search.Public, a}, "hemligt", "a1 both"},
		{[]string{search.Public, b}, "hemligt", "b1"},
		{[]string{search.Public, a, b}, "hemligt", "a1 b1 both"},
		{[]string{search.Public, a, a}, "hemligt", "a1 both"},
		{[]string{a}, "gemensamt", "a1 both"},
		{[]string{b}, "", "b1"},
		{[]string{}, "", ""},
		{[]string{"org:"}, "", ""},
		{[]string{"A"}, "", ""},
		{[]string{"org:C"}, "gemensamt", ""},
		{[]string{"org:a"}, "hemligt", ""},
		{[]string{"*"}, "", ""},
		{[]string{"public "}, "", ""},
		{[]string{"org:A\x1f"}, "", ""},
		{[]string{search.Public, a}, "-hemligt", "both p1"},
		{[]string{search.Public}, "hem*", ""},
		{[]string{a}, "hem*", "a1 both"},
		{[]string{search.Public}, `"ord hemligt"`, ""},
		{[]string{b}, `"ord hemligt"`, "b1"},
	} {
		if got := find(t, x, search.Query{Text: c.text, Visible: c.visible}); sortedIDs(got) != c.want || got.Suggestion != "" {
			t.Errorf("%q with %q: %q (suggestion %q), want %q", c.text, c.visible, sortedIDs(got), got.Suggestion, c.want)
		}
	}
}

// Marks only say where words stand: put together, the segments of a title are the title.
func TestMarkedTitlesAreWholeTitles(t *testing.T) {
	words := rapid.SampledFrom([]string{"Åtgärd", "tillstånd", "parkeringstillstånd", "<b>", "&amp;", "😀", "2017:900", "e-tjänst", "-", "A.I."})
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		title := strings.Join(rapid.SliceOfN(words, 1, 6).Draw(rt, "title"), " ")
		n++
		x, _ := open(t, fmt.Sprintf("%s/%d", dir, n), newRecords(doc("x", title, "text")))
		defer func() { _ = x.Close() }()
		asked := rapid.SampledFrom([]string{"åtgärd", "tillstånd", "tjänst", "900", "text", ""}).Draw(rt, "query")
		for _, h := range find(rt, x, search.Query{Text: asked, Lang: "sv"}).Hits {
			whole, marked := "", ""
			for _, s := range h.Marked {
				whole += s.Text
				if s.Mark {
					marked += s.Text
				}
			}
			if whole != title || h.Title != title {
				rt.Fatalf("%q is shown as %q", title, whole)
			}
			if asked == "åtgärd" && marked == "" {
				rt.Fatalf("%q was found in %q and nothing is marked", asked, title)
			}
		}
	})
}
