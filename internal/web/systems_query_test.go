package web

import (
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/search"
)

func TestAListWithoutKindShowsAISystems(t *testing.T) {
	for address, want := range map[string][]string{
		"":                                    {"ai_system"},
		"q=bild":                              {"ai_system"},
		"slag=all":                            nil,
		"slag=":                               nil,
		"slag=component":                      {"component"},
		"slag=all&slag=component":             {"component"},
		"slag=component&slag=component":       {"component"},
		"slag=component&slag=programme":       {"component", "programme"},
		"slag=" + strings.Repeat("x", 101):    nil,
		"slag=%00component&slag=%20programme": {"component", "programme"},
	} {
		values, err := url.ParseQuery(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := readListQuery(values).Chosen[register.FacetSlag]; !slices.Equal(got, want) {
			t.Errorf("%q shows %v, want %v", address, got, want)
		}
	}
}

func TestWhatIsNotUnderstoodIsNotSaid(t *testing.T) {
	values, _ := url.ParseQuery("page=-4&sort=price&colour=red&phase=&slag=all")
	if q := readListQuery(values); q.Page != 1 || q.Sort != "" || len(q.Chosen) != 0 {
		t.Errorf("got %+v", q)
	}
}

func TestTheStateOfTheListSurvivesItsAddress(t *testing.T) {
	code := rapid.StringMatching(`[a-z_]{1,12}`)
	rapid.Check(t, func(t *rapid.T) {
		q := listQuery{
			Text: clean(rapid.String().Draw(t, "text")), Page: rapid.IntRange(1, 500).Draw(t, "page"), Chosen: map[string][]string{},
			Sort: rapid.SampledFrom([]search.Sort{"", search.ByRelevance, search.ByUpdated, search.ByTitle}).Draw(t, "sort"),
		}
		for _, facet := range rapid.SliceOfDistinct(rapid.SampledFrom(listFacets()), rapid.ID).Draw(t, "facets") {
			codes := rapid.SliceOfNDistinct(code.Filter(func(s string) bool { return s != slagAll }), 1, 4, rapid.ID).Draw(t, facet)
			q.Chosen[facet] = codes
		}
		address, err := url.Parse(q.at("/systems"))
		if err != nil {
			t.Fatal(err)
		}
		if got := readListQuery(address.Query()); !reflect.DeepEqual(got, q) {
			t.Fatalf("%s\ngot  %+v\nwant %+v", address, got, q)
		}
	})
}

func TestTakingAFilterAwayLeavesTheRest(t *testing.T) {
	q := listQuery{Text: "bild", Page: 3, Chosen: map[string][]string{"phase": {"in_use", "testing"}, "slag": {"ai_system"}}}
	less := q.without("phase", "in_use")
	if !slices.Equal(less.Chosen["phase"], []string{"testing"}) || less.Page != 1 || less.Text != "bild" {
		t.Errorf("got %+v", less)
	}
	if all := q.without("slag", "ai_system"); all.values().Get("slag") != slagAll {
		t.Error("without its last kind the list must show every kind, not the default again")
	}
	if len(q.Chosen["phase"]) != 2 || len(q.Chosen["slag"]) != 1 {
		t.Error("the query itself has changed")
	}
}

func TestTheOrderFollowsWhetherWordsAreSearchedFor(t *testing.T) {
	for _, c := range []struct {
		text string
		sort search.Sort
		want search.Sort
	}{
		{"", "", search.ByUpdated},
		{"", search.ByRelevance, search.ByUpdated},
		{"bild", "", search.ByRelevance},
		{"bild", search.ByTitle, search.ByTitle},
		{"", search.ByTitle, search.ByTitle},
	} {
		if got := (listQuery{Text: c.text, Sort: c.sort}).order(); got != c.want {
			t.Errorf("%q sorted %q gives %q, want %q", c.text, c.sort, got, c.want)
		}
	}
}
