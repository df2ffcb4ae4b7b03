package search_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tillit-se/tillit/internal/search"
)

func register() *records {
	return newRecords(
		doc("a1", "Ansiktsigenkänning i skolan", "Systemet känner igen elever vid närvarokontroll. Dnr KS-2019/0042.", "phase=retired", "impact=high"),
		doc("b2", "Parkeringstillstånd för rörelsehindrade", "Stöd för handläggare som prövar ansökningar enligt lagen (2017:900).", "phase=in_use", "impact=high"),
		doc("c3", "Chattrobot", "Svarar på frågor om tillstånd, avgifter och öppettider.", "phase=in_use", "impact=low"),
		doc("d4", "Årsredovisning", "AI-lösning som granskar årsredovisningar från företag.", "phase=testing", "impact=low"),
		doc("e5", "Taligenkänning", "Artificiell intelligens som skriver ut samtal. Igenkänningen sker lokalt.", "phase=testing", "impact=low"),
		english(doc("f6", "Facial recognition at the border", "Compares passports with persons. The systems are tested.", "phase=in_use", "impact=high")),
	)
}

func TestAQueryFindsWhatItsUserExpects(t *testing.T) {
	x, _ := open(t, t.TempDir(), register(),
		search.Synonyms{Words: []string{"AI", "artificiell intelligens"}},
		search.Synonyms{Words: []string{"bot", "chattrobot"}, Narrower: []string{"samtalsrobot av märket X"}})
	for _, tc := range []struct{ name, text, want string }{
		{"everything, when nothing is typed", "", "a1 b2 c3 d4 e5 f6"},
		{"blank is nothing typed", "  \t ", "a1 b2 c3 d4 e5 f6"},
		{"an inflected word", "tillståndet", "b2 c3"},
		{"upper case", "CHATTROBOT", "c3"},
		{"a word inside compounds", "igenkänning", "a1 e5"},
		{"the first part of a compound in another form", "ansikte", "a1"},
		{"all words must match", "tillstånd avgift", "c3"},
		{"across fields", "parkeringstillstånd handläggare provkommunen", "b2"},
		{"stop words are not demanded", "frågor om ett tillstånd", "c3"},
		{"only stop words", "och som", ""},
		{"a stop word alone is a word", "som", "b2 d4 e5"},
		{"only signs find nothing", "?! §", ""},
		{"å is not a", "arsredovisning", ""},
		{"a phrase", `"frågor om tillstånd"`, "c3"},
		{"a phrase in another order", `"tillstånd om frågor"`, ""},
		{"a phrase with typographic quotes", "”frågor om tillstånd”", "c3"},
		{"a quote never closed", `"chattrobot`, "c3"},
		{"a word excluded", "tillstånd -avgifter", "b2"},
		{"only an exclusion", "-tillstånd", "a1 d4 e5 f6"},
		{"a phrase excluded", `igenkänning -"i skolan"`, "e5"},
		{"the beginning of a word", "handläg*", "b2"},
		{"an SFS number", "2017:900", "b2"},
		{"a diarienummer", "ks-2019/0042", "a1"},
		{"half a diarienummer written otherwise", "2019/0043", ""},
		{"a hyphenated word", "AI-lösning", "d4"},
		{"a hyphenated word without its hyphen", "ailösning", "d4"},
		{"English words in English texts", "recognizing system", ""},
		{"English inflection", "system passport", "f6"},
		{"a synonym of a word", "AI", "d4 e5"},
		{"a synonym of a phrase", "artificiell intelligens", "d4 e5"},
		{"a synonym of a compound", "bot", "c3"},
		{"a narrower phrase finds the group", "samtalsrobot av märket X", "c3"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := find(t, x, search.Query{Text: tc.text}); sortedIDs(got) != tc.want || got.Total != len(strings.Fields(tc.want)) {
				t.Errorf("%q: got %q (total %d), want %q", tc.text, sortedIDs(got), got.Total, tc.want)
			}
		})
	}
}

func TestACompoundThatNobodyWritesIsSearchedForByItsParts(t *testing.T) {
	x, _ := open(t, t.TempDir(), register())
	got := find(t, x, search.Query{Text: "igenkänningssystem"})
	if ids(got) != "a1" || len(got.Widened) != 1 || got.Widened[0] != "igenkänningssystem" {
		t.Errorf("hits %q, widened %q", ids(got), got.Widened)
	}
	if got := find(t, x, search.Query{Text: "parkeringstillstånd"}); len(got.Widened) != 0 || ids(got) != "b2" {
		t.Errorf("a compound that is there was widened: %q, %q", got.Widened, ids(got))
	}
}

func TestMisspeltWordsGetASuggestion(t *testing.T) {
	x, _ := open(t, t.TempDir(), register())
	for text, want := range map[string]string{
		"arsredovisning":              "årsredovisning",
		"chatrobot":                   "chattrobot",
		"chattrobto":                  "chattrobot",
		"tillstånd avgfter":           "tillstånd avgifter",
		"-tillstånd arsredovisning":   "-tillstånd årsredovisning",
		"tillstånd":                   "",
		"xyzzyplugh":                  "",
		"2017:901":                    "",
		"parkeringstillstand handlag": "parkeringstillstånd handlag",
	} {
		if got := find(t, x, search.Query{Text: text}); got.Suggestion != want {
			t.Errorf("%q: suggestion %q, want %q", text, got.Suggestion, want)
		}
	}
}

func TestFacetsAreCountedWithoutTheirOwnChoice(t *testing.T) {
	x, _ := open(t, t.TempDir(), register())
	got := find(t, x, search.Query{Facets: map[string][]string{"phase": {"in_use", "testing"}, "impact": {"low"}}})
	want := map[string]map[string]int{
		"phase":  {"in_use": 1, "testing": 2},
		"impact": {"high": 2, "low": 3},
	}
	if diff := cmp.Diff(want, got.Facets); diff != "" || got.Total != 3 {
		t.Errorf("total %d, -want +got\n%s", got.Total, diff)
	}
	got = find(t, x, search.Query{Text: "igenkänning", Facets: map[string][]string{"phase": {"in_use"}}})
	want = map[string]map[string]int{"phase": {"in_use": 0, "retired": 1, "testing": 1}}
	if diff := cmp.Diff(want, got.Facets); diff != "" || got.Total != 0 {
		t.Errorf("total %d, -want +got\n%s", got.Total, diff)
	}
	got = find(t, x, search.Query{Count: []string{"phase"}})
	if len(got.Facets) != 1 {
		t.Errorf("only phase was to be counted: %v", got.Facets)
	}
}

func TestHitsComeInTheOrderAsked(t *testing.T) {
	untitled := doc("zz", "", "Utan titel")
	untitled.SortTitle, untitled.Updated = nil, time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	r := newRecords(doc("m1", "Bil", "modell"), doc("m22", "Apa", "modell, modeller, modellen"), doc("m333", "Modell", "bil"), untitled)
	x, indexer := open(t, t.TempDir(), r)
	check := func(sort search.Sort, text, want string) {
		t.Helper()
		if got := find(t, x, search.Query{Sort: sort, Text: text}); ids(got) != want {
			t.Errorf("%s %q: got %q, want %q", sort, text, ids(got), want)
		}
	}
	check(search.ByTitle, "", "m22 m1 m333 zz")
	check(search.ByUpdated, "", "zz m333 m22 m1")
	check(search.ByRelevance, "", "zz m333 m22 m1")
	check(search.ByRelevance, "modell", "m333 m22 m1")

	r.put("m0", doc("m0", "Apa", "modell")) // in a segment of its own: the merge of leaves sorts too
	if err := indexer.CatchUp(context.Background()); err != nil {
		t.Fatal(err)
	}
	check(search.ByTitle, "", "m0 m22 m1 m333 zz")
	check(search.ByUpdated, "", "zz m333 m22 m0 m1")
}

func TestPagesFollowEachOther(t *testing.T) {
	r := newRecords()
	for _, id := range strings.Fields("p01 p02 p03 p04 p05 p06 p07") {
		r.put(id, doc(id, id, "text"))
	}
	x, _ := open(t, t.TempDir(), r)
	var all []string
	for page := 1; page <= 4; page++ {
		got := find(t, x, search.Query{Sort: search.ByTitle, Page: page, Limit: 2})
		if got.Total != 7 {
			t.Errorf("page %d: total %d", page, got.Total)
		}
		all = append(all, strings.Fields(ids(got))...)
	}
	if got := strings.Join(all, " "); got != "p01 p02 p03 p04 p05 p06 p07" {
		t.Error(got)
	}
	if got := find(t, x, search.Query{Page: 500, Limit: 20}); len(got.Hits) != 0 || got.Total != 7 {
		t.Errorf("a page after the last: %d hits of %d", len(got.Hits), got.Total)
	}
}

func TestQueriesOutOfRangeAreRefused(t *testing.T) {
	x, _ := open(t, t.TempDir(), newRecords())
	for _, tc := range []struct {
		query search.Query
		want  error
	}{
		{search.Query{Page: 101, Limit: 100}, search.ErrTooDeep},
		{search.Query{Page: 1 << 62, Limit: 100}, search.ErrTooDeep},
		{search.Query{Limit: 101}, search.ErrBadQuery},
		{search.Query{Limit: -1}, search.ErrBadQuery},
		{search.Query{Page: -1}, search.ErrBadQuery},
		{search.Query{Sort: "price"}, search.ErrBadQuery},
	} {
		if _, err := x.Search(context.Background(), tc.query); !errors.Is(err, tc.want) {
			t.Errorf("%+v: %v", tc.query, err)
		}
	}
}

func TestNothingIsVisibleWithoutATokenForIt(t *testing.T) {
	x, _ := open(t, t.TempDir(), register())
	got, err := x.Search(context.Background(), search.Query{})
	if err != nil || got.Total != 0 || len(got.Facets) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestKindsAreSearchedApart(t *testing.T) {
	org := doc("org", "Provkommunen", "")
	org.Kind = "organisation"
	x, _ := open(t, t.TempDir(), newRecords(org, doc("sys", "Provsystemet", "")))
	if got := find(t, x, search.Query{Kind: "organisation"}); ids(got) != "org" {
		t.Error(ids(got))
	}
	if got := find(t, x, search.Query{Kind: "statute"}); got.Total != 0 {
		t.Error(ids(got))
	}
}

func marked(segments []search.Segment) string {
	var b strings.Builder
	for _, s := range segments {
		if s.Mark {
			b.WriteString("[" + s.Text + "]")
		} else {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

func TestHitsShowWhereTheWordsWereFound(t *testing.T) {
	long := strings.Repeat("Något helt annat står här i många ord. ", 30) + "Till sist: <b>parkering</b> åt alla." + strings.Repeat(" Och mer.", 60)
	d := doc("a", "Parkeringstillstånd & annat", long)
	d.Texts[search.FieldTitle]["en"] = "Parking permits"
	x, _ := open(t, t.TempDir(), newRecords(d))
	hit := find(t, x, search.Query{Text: "parkering", Lang: "sv"}).Hits[0]
	if got := marked(hit.Marked); got != "[Parkeringstillstånd] & annat" {
		t.Error(got)
	}
	if len(hit.Fragments) != 1 {
		t.Fatalf("%+v", hit.Fragments)
	}
	f := hit.Fragments[0]
	text := marked(f.Segments)
	if !strings.Contains(text, "<b>[parkering]</b>") || !f.StartsLater || !f.EndsEarlier || len(text) > 300 {
		t.Errorf("%+v", f)
	}
	if hit := find(t, x, search.Query{Text: "parkering", Lang: "en"}).Hits[0]; hit.Title != "Parking permits" || hit.Lang != "en" {
		t.Errorf("%s (%s)", hit.Title, hit.Lang)
	}
	if hit := find(t, x, search.Query{}).Hits[0]; len(hit.Fragments) != 1 || strings.Contains(marked(hit.Fragments[0].Segments), "[") {
		t.Errorf("without words: %+v", hit.Fragments)
	}
	if hit.Organisation != "Provkommunen" || hit.Version != 1 || hit.Kind != "system" || hit.Visibility != search.Public {
		t.Errorf("%+v", hit)
	}
}

func TestHostileQueriesAreBounded(t *testing.T) {
	x, _ := open(t, t.TempDir(), register())
	for _, text := range []string{
		strings.Repeat("ansökan ", 2000), strings.Repeat("x", 10_000), strings.Repeat(`"`, 10_001), strings.Repeat("-", 5000),
		strings.Repeat("a* ", 1000), strings.Repeat("å", 9_999), "\xff\xfe\x00", strings.Repeat("a-", 5000), "*", "-*", `""`, `-""`, "-\"a", "a*b*c",
	} {
		got, err := x.Search(context.Background(), search.Query{Text: text, Visible: []string{search.Public}})
		if err != nil {
			t.Errorf("%.20q: %v", text, err)
			continue
		}
		if len(text) > search.MaxQueryBytes && !got.Shortened {
			t.Errorf("%.20q: not said to be shortened", text)
		}
		if got.Took > 2*time.Second {
			t.Errorf("%.20q took %v", text, got.Took)
		}
	}
}

func TestACancelledSearchStops(t *testing.T) {
	x, _ := open(t, t.TempDir(), register())
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := x.Search(ctx, search.Query{Text: "tillstånd"}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
