package api

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/search"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

// TestTheIndexIsAskedForWhatTheReaderMaySee: the rule of who sees drafts is here and not in the index.
func TestTheIndexIsAskedForWhatTheReaderMaySee(t *testing.T) {
	d := newDesk(t)
	own := search.OrganisationVisibility(d.demo.ID)
	for _, c := range []struct {
		name, token string
		want        []string
	}{
		{"nobody", "", []string{search.Public}},
		{"a reader", d.token(t, "lasare", account.ScopeRead), []string{search.Public, own}},
		{"an editor's key that only writes", d.token(t, "redaktor", account.ScopeWrite), []string{search.Public}},
		{"everything", d.token(t, "ensam", account.Scopes()...), []string{search.Public, own}},
	} {
		d.ask(t, c.token, http.MethodGet, "/v1/systems?q=x", nil).want(t, 200)
		if !slices.Equal(d.index.asked.Visible, c.want) {
			t.Errorf("%s: asked for %v, want %v", c.name, d.index.asked.Visible, c.want)
		}
	}
}

func TestAQueryReachesTheIndexWhole(t *testing.T) {
	d := newDesk(t)
	d.ask(t, "", http.MethodGet, "/v1/systems", nil).want(t, 200)
	want := search.Query{Kind: "system", Lang: "sv", Facets: map[string][]string{}, Sort: d.index.asked.Sort, Page: 1, Limit: 20, Visible: []string{search.Public}}
	if diff := cmp.Diff(want, d.index.asked); diff != "" {
		t.Errorf("an empty query (-want +got):\n%s", diff)
	}
	query := url.Values{
		"q": {`"två ord" -tre å&b`}, "page": {"3"}, "limit": {"7"}, "sort": {"title"}, "slag": {"ai_system", "component"}, "country": {"SE"},
		"phase": {"in_use"}, "reusable": {"unanswered"},
	}
	d.ask(t, "", http.MethodGet, "/v1/systems?"+query.Encode(), nil, "Accept-Language", "en").want(t, 200)
	want = search.Query{
		Text: `"två ord" -tre å&b`, Kind: "system", Lang: "en", Sort: "title", Page: 3, Limit: 7, Visible: []string{search.Public},
		Facets: map[string][]string{"slag": {"ai_system", "component"}, "country": {"SE"}, "phase": {"in_use"}, "reusable": {"unanswered"}},
	}
	if diff := cmp.Diff(want, d.index.asked); diff != "" {
		t.Errorf("a query (-want +got):\n%s", diff)
	}
}

func TestHitsAreGivenWithTheirPlaceAndWords(t *testing.T) {
	d := newDesk(t)
	d.index.result = search.Result{
		Total: 2, Facets: map[string]map[string]int{"slag": {"ai_system": 2}}, Suggestion: "chattbot",
		Hits: []search.Hit{
			{
				ID: "a", Title: "Ett <b>", Organisation: "Kommunen\nThe municipality", Visibility: search.Public, Updated: time.Date(2026, 5, 4, 3, 2, 1, 0, time.UTC),
				Fragments: []search.Fragment{{Segments: []search.Segment{{Text: "med "}, {Text: "chatt", Mark: true}, {Text: "bot"}}}},
			},
			{ID: "b", Title: "Två", Visibility: search.OrganisationVisibility("x")},
		},
	}
	for lang, prefix := range map[string]string{"sv": "", "en": "/en"} {
		got := d.ask(t, "", http.MethodGet, "/v1/systems", nil, "Accept-Language", lang).want(t, 200)
		first := map[string]any{
			"id": "a", "url": "https://tillit.example" + prefix + "/systems/a", "title": "Ett <b>", "organisation": "Kommunen",
			"updated": "2026-05-04T03:02:01Z", "found": []any{"med chattbot"},
		}
		if diff := cmp.Diff(any(first), got.at("items", 0)); diff != "" {
			t.Errorf("%s: a hit (-want +got):\n%s", lang, diff)
		}
		if got.at("items", 1, "draft") != true || got.at("suggestion") != "chattbot" || got.at("facets", "slag", "ai_system") != 2.0 || got.at("total") != 2.0 {
			t.Errorf("%s: %s", lang, got.raw)
		}
	}
}

// TestListsAreCutInPagesThatMakeUpTheWhole goes through each list with several sizes of page.
func TestListsAreCutInPagesThatMakeUpTheWhole(t *testing.T) {
	d := newDesk(t)
	d.published(t, "Ett")
	d.Publish(t, d.One, storetest.Complete("Två"))
	d.Publish(t, d.Two, storetest.Complete("Tre"))
	for _, path := range []string{"/v1/organisations", "/v1/guide/steps", "/v1/building-blocks", "/v1/guide/steps?quality=secure", "/v1/building-blocks?layer=serving"} {
		between := "?"
		if strings.Contains(path, "?") {
			between = "&"
		}
		ids := func(page, limit int) (found []string, total int) {
			got := d.ask(t, "", http.MethodGet, fmt.Sprintf("%s%spage=%d&limit=%d", path, between, page, limit), nil).want(t, 200)
			for i := 0; got.at("items", i) != nil; i++ {
				found = append(found, got.at("items", i, "id").(string))
			}
			if got.at("page") != float64(page) || got.at("limit") != float64(limit) || len(found) > limit {
				t.Errorf("%s: page %v of %v with %d items", path, got.at("page"), got.at("limit"), len(found))
			}
			return found, int(got.at("total").(float64))
		}
		whole, total := ids(1, 100)
		if len(whole) != total || total < 3 {
			t.Fatalf("%s: %d of %d", path, len(whole), total)
		}
		for _, limit := range []int{1, 2, 7} {
			var pieces []string
			for page := 1; page <= (total+limit-1)/limit; page++ {
				found, again := ids(page, limit)
				if again != total {
					t.Errorf("%s: the total is %d on page %d, and %d on the first", path, again, page, total)
				}
				pieces = append(pieces, found...)
			}
			if !slices.Equal(pieces, whole) {
				t.Errorf("%s by %d: %v, want %v", path, limit, pieces, whole)
			}
		}
		if beyond, _ := ids(total+1, 1); len(beyond) != 0 {
			t.Errorf("%s: %v beyond the end", path, beyond)
		}
	}
}

func TestOrganisationsAreListedOnceTheyHavePublishedAndCountedByKind(t *testing.T) {
	d := newDesk(t)
	d.draft(t, storetest.Complete("Utkast"))
	if got := d.ask(t, "", http.MethodGet, "/v1/organisations", nil).want(t, 200); got.at("total") != 0.0 || len(got.at("items").([]any)) != 0 {
		t.Errorf("with nothing published: %s", got.raw)
	}
	automation := storetest.Complete("Regler")
	automation.Slag = "rule_based_automation"
	d.Publish(t, d.Two, automation)
	d.Publish(t, d.One, storetest.Complete("Ett"))
	d.Publish(t, d.Two, storetest.Complete("Två"))
	got := d.ask(t, "", http.MethodGet, "/v1/organisations", nil, "Accept-Language", "en").want(t, 200)
	if got.at("items", 0, "name", "sv") != "Provmyndigheten" || got.at("items", 0, "total") != 2.0 ||
		got.at("items", 0, "systems", "rule_based_automation") != 1.0 || got.at("items", 1, "url") != "https://tillit.example/en/organisations/"+d.One.ID {
		t.Errorf("listed as %s", got.raw)
	}
	one := d.ask(t, "", http.MethodGet, "/v1/organisations/"+d.Two.ID, nil).want(t, 200)
	if one.at("name", "sv") != "Provmyndigheten" || one.at("type") != "state_agency" {
		t.Errorf("read as %s", one.raw)
	}
	statistics := d.ask(t, "", http.MethodGet, "/v1/statistics", nil).want(t, 200)
	if statistics.at("total") != 3.0 || statistics.at("by_slag", "rule_based_automation") != 1.0 || statistics.at("organisations") != 2.0 {
		t.Errorf("counted as %s", statistics.raw)
	}
	kind := d.ask(t, "", http.MethodGet, "/v1/statistics?slag=ai_system", nil).want(t, 200)
	if kind.at("total") != 2.0 || kind.at("by_phase", "testing", "confirmed") != 2.0 || kind.at("by_decision_role", "supports") != 2.0 {
		t.Errorf("AI systems counted as %s", kind.raw)
	}
}

func TestWhatIsNotAnsweredIsCountedByName(t *testing.T) {
	got := counts(map[code]int{"": 2, "x": 1})
	if diff := cmp.Diff(map[string]int{"unanswered": 2, "x": 1}, got); diff != "" {
		t.Error(diff)
	}
}

// code is any type of code.
type code string
