package web

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/register/format"
	"github.com/tillit-se/tillit/internal/search"
	"github.com/tillit-se/tillit/internal/store/storetest"
	"github.com/tillit-se/tillit/internal/web/htmltest"
)

// mixed publishes three AI systems, two rule-based ones and a component.
func mixed(t testing.TB) func(*storetest.Register) {
	return func(r *storetest.Register) {
		bild := ofKind(register.AISystem, "Bildgranskning")
		bild.Phases = []register.PhaseEntry{{Phase: register.InUse, AsOf: "2021"}}
		bild.Sectors, bild.Impact.Level, bild.Responsibility.Contact = nil, "", "test@example.se"
		r.Publish(t, r.One, bild)
		r.Publish(t, r.One, ofKind(register.AISystem, "Postsortering"))
		r.Publish(t, r.Two, ofKind(register.AISystem, "Talsvar"))
		r.Publish(t, r.Two, ofKind(register.RuleBasedAutomation, "Parkeringstillstånd"))
		r.Publish(t, r.Two, ofKind(register.RuleBasedAutomation, "Barnbidrag"))
		r.Publish(t, r.Two, ofKind(register.Component, "Språkmodell"))
	}
}

func titles(doc *htmltest.Doc) []string {
	var all []string
	for _, hit := range doc.All(".hit h2") {
		all = append(all, hit.Text())
	}
	return all
}

func TestTheListSaysWhichKindItShowsAndLeadsToTheOthers(t *testing.T) {
	p := newPublicSite(t, mixed(t))
	doc := parse(t, p.get("/systems?sort=title"))
	if got := doc.Text("h1"); got != "3 AI-system" {
		t.Errorf("heading %q", got)
	}
	if got := titles(doc); !slices.Equal(got, []string{"Bildgranskning", "Postsortering", "Talsvar"}) {
		t.Errorf("shows %v", got)
	}
	others := map[string]string{}
	for _, link := range doc.All(".kinds a") {
		others[link.Text()] = link.Attr("href")
	}
	for label, heading := range map[string]string{
		"2 automatiserade lösningar utan AI": "2 automatiserade lösningar utan AI", "1 komponent": "1 komponent",
		"Visa 6 poster av alla slag": "6 poster av olika slag",
	} {
		if others[label] == "" {
			t.Errorf("no way to %q among %v", label, others)
			continue
		}
		if got := parse(t, p.get(others[label])).Text("h1"); got != heading {
			t.Errorf("%q leads to %q", label, got)
		}
	}
}

func TestFiltersAreCountedChosenAndTakenAway(t *testing.T) {
	p := newPublicSite(t, mixed(t))
	doc := parse(t, p.get("/en/systems?slag=all&phase=in_use&phase_standing=outdated&sector=unanswered"))
	if got := titles(doc); !slices.Equal(got, []string{"Bildgranskning (en)"}) {
		t.Fatalf("shows %v", got)
	}
	var chosen []string
	for _, link := range doc.All(".filters li a") {
		chosen = append(chosen, link.Text())
		if strings.Contains(link.Attr("href"), "page=") {
			t.Error("taking a filter away must lead to the first page")
		}
	}
	want := []string{
		"Remove the filter Phase: In use", "Remove the filter How certain the phase is: From an older or undated source",
		"Remove the filter Sector: Unanswered",
	}
	if !slices.Equal(chosen, want) {
		t.Errorf("chosen: %q", chosen)
	}
	counts := map[string]string{}
	for _, choice := range doc.All(".facet .choice") {
		counts[choice.Text()] = ""
	}
	// A facet is counted as if it had no choice itself: no other phase has outdated records without a sector.
	for _, label := range []string{"In use 1 results", "From an older or undated source 1 results", "AI system 1 results"} {
		if _, ok := counts[label]; !ok {
			t.Errorf("no choice %q among %v", label, counts)
		}
	}
	for _, box := range doc.All("input[name=phase]") {
		if (box.Attr("value") == "in_use") != box.Has("checked") {
			t.Errorf("phase %s checked: %v", box.Attr("value"), box.Has("checked"))
		}
	}
}

func TestWordsAreMarkedAndSpellingSuggested(t *testing.T) {
	p := newPublicSite(t, mixed(t))
	doc := parse(t, p.get("/systems?q=postsortering"))
	if doc.Text(".hit h2 mark") != "Postsortering" || doc.Text("h1") != "1 AI-system för ”postsortering”" {
		t.Errorf("heading %q", doc.Text("h1"))
	}
	doc = parse(t, p.get("/systems?q=postsortring"))
	link := doc.One(".suggestion a")
	if link.Text() != "postsortering" || !strings.Contains(link.Attr("href"), "q=postsortering") {
		t.Errorf("suggests %q at %q", link.Text(), link.Attr("href"))
	}
	if doc.Text(".empty-state h2") != "Inga lösningar matchar" {
		t.Error("no empty state")
	}
}

func TestAnUnconfirmedPhaseIsSaidToBeSo(t *testing.T) {
	p := newPublicSite(t, mixed(t))
	text := parse(t, p.get("/systems?q=bildgranskning")).Text(".hit")
	if !strings.Contains(text, "I bruk enligt källa 2021, inte bekräftad") {
		t.Error(text)
	}
	text = parse(t, p.get("/systems?q=postsortering")).Text(".hit")
	if strings.Contains(text, "enligt källa") {
		t.Error("a phase that the owner has confirmed is shown as unconfirmed")
	}
}

func TestPagesOfTheListFollowEachOther(t *testing.T) {
	p := newPublicSite(t, func(r *storetest.Register) {
		var rows []register.Row
		for i := range 45 {
			row := register.Row{Number: i + 1, ForeignID: fmt.Sprint(i), Name: fmt.Sprint(i), System: storetest.Complete(fmt.Sprintf("System %02d", i))}
			row.Hash[0] = byte(i)
			row.Organisation = register.OrganisationRef{Name: i18n.Text{SV: "Provregionen", EN: "Test region"}, Type: "region", Country: "SE"}
			rows = append(rows, row)
		}
		importRows(t, r, rows...)
	})
	seen := map[string]bool{}
	address := "/systems?sort=title"
	for range 3 {
		doc := parse(t, p.get(address))
		for _, title := range titles(doc) {
			if seen[title] {
				t.Errorf("%s stands twice", title)
			}
			seen[title] = true
		}
		address = ""
		if next := doc.All(".pagination a[rel=next]"); len(next) == 1 {
			address = next[0].Attr("href")
		}
	}
	if len(seen) != 45 || address != "" {
		t.Errorf("%d seen, next is %q", len(seen), address)
	}
	if doc := parse(t, p.get("/systems?page=4")); doc.Text(".empty-state h2") != "Listan har inte så många sidor" {
		t.Error("a page too far does not say so")
	}
	if got := p.get("/systems?page=600"); got.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("a page out of reach gives %d", got.StatusCode)
	}
}

func TestDownloadsHoldTheListAndGoInAgain(t *testing.T) {
	p := newPublicSite(t, mixed(t))
	response := p.get("/systems.json?slag=rule_based_automation")
	var file struct{ Records []register.ExportRecord }
	if err := json.Unmarshal([]byte(response.Text), &file); err != nil || len(file.Records) != 2 {
		t.Fatalf("%v, %d records", err, len(file.Records))
	}
	if got := response.Header.Get("Content-Disposition"); got != `attachment; filename="tillit-systems.json"` {
		t.Errorf("disposition %q", got)
	}
	again := storetest.NewRegister(t, storetest.SQLite(t))
	report, err := again.Import(t.Context(), account.Operator(), strings.NewReader(response.Text), register.ImportRequest{Format: format.Tillit(), Source: "x"})
	if err != nil || report.Rows.Taken != 2 {
		t.Errorf("%v %+v", err, report.Rows)
	}
	table, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(p.get("/systems.csv").Text, "\ufeff"))).ReadAll()
	if err != nil || len(table) != 4 {
		t.Errorf("%v, %d rows, want a heading and the three AI systems", err, len(table))
	}
	if all := strings.Count(p.get("/systems.csv?slag=all").Text, "\n"); all < 7 {
		t.Errorf("the whole register has %d lines", all)
	}
}

func TestTheFeedIsAtom(t *testing.T) {
	p := newPublicSite(t, mixed(t))
	response := p.get("/en/systems.atom?slag=all")
	if got := response.Header.Get("Content-Type"); got != "application/atom+xml; charset=utf-8" {
		t.Errorf("type %q", got)
	}
	var feed atomFeed
	if err := xml.Unmarshal([]byte(response.Text), &feed); err != nil {
		t.Fatal(err)
	}
	if len(feed.Entries) != 6 || feed.XMLName.Space != "http://www.w3.org/2005/Atom" || feed.Updated != "2026-11-22T08:00:00Z" {
		t.Errorf("%d entries, updated %s", len(feed.Entries), feed.Updated)
	}
	for _, entry := range feed.Entries {
		if !strings.HasPrefix(entry.ID, "urn:uuid:") || !strings.HasPrefix(entry.Link.Href, "https://tillit.example/en/systems/") {
			t.Errorf("entry %+v", entry)
		}
	}
	if got := p.get("/feeds/systems.atom").StatusCode; got != http.StatusOK {
		t.Errorf("/feeds/systems.atom gives %d", got)
	}
}

// brokenSearch always fails in one way.
type brokenSearch struct {
	err   error
	total int
}

func (b brokenSearch) Search(context.Context, search.Query) (*search.Result, error) {
	if b.err != nil {
		return nil, b.err
	}
	return &search.Result{Total: b.total, Page: 1, Limit: 20}, nil
}

func TestWhenTheIndexIsBeingBuiltTheListSaysSo(t *testing.T) {
	r := storetest.NewRegister(t, storetest.SQLite(t))
	for _, c := range []struct {
		search brokenSearch
		path   string
		status int
		words  string
	}{
		{brokenSearch{err: search.ErrNotBuilt}, "/systems", http.StatusServiceUnavailable, "Sökregistret byggs"},
		{brokenSearch{err: search.ErrNotBuilt}, "/search?q=x", http.StatusServiceUnavailable, "Sökregistret byggs"},
		{brokenSearch{err: search.ErrTooDeep}, "/systems", http.StatusUnprocessableEntity, "10\u00a0000"},
		{brokenSearch{total: 20_000}, "/systems.csv", http.StatusUnprocessableEntity, "20\u00a0000 poster"},
		{brokenSearch{err: errors.New("disk")}, "/systems.atom", http.StatusInternalServerError, "Felnummer"},
	} {
		features, err := Public(PublicRooms{Register: r.Service, Search: c.search, Changes: r.Store})
		if err != nil {
			t.Fatal(err)
		}
		response := newSite(t, nil, features...).get(c.path)
		if response.StatusCode != c.status || !strings.Contains(response.Text, c.words) {
			t.Errorf("%s with %+v: %d\n%s", c.path, c.search, response.StatusCode, response.Text)
		}
		if got := response.Header.Get("Content-Disposition"); got != "" {
			t.Errorf("%s: an error is given as the file %s", c.path, got)
		}
	}
}

func TestADownloadThatBreaksIsNotTakenForWhole(t *testing.T) {
	many := func(yield func(register.ExportRecord, error) bool) {
		record := register.ExportRecord{System: register.System{Purpose: i18n.Text{SV: strings.Repeat("x", 1000)}}}
		for range 200 {
			if !yield(record, nil) {
				return
			}
		}
		yield(record, errors.New("the database has gone"))
	}
	few := func(yield func(register.ExportRecord, error) bool) {
		yield(register.ExportRecord{}, errors.New("gone"))
	}
	if err := streamTo(&bytes.Buffer{}, few); err == nil {
		t.Error("what fails before anything is sent must be an error")
	}
	defer func() {
		if aborted, ok := recover().(error); !ok || !errors.Is(aborted, http.ErrAbortHandler) {
			t.Errorf("what fails halfway must break the connection off, got %v", aborted)
		}
	}()
	_ = streamTo(&bytes.Buffer{}, many)
}

func streamTo(out *bytes.Buffer, records iter.Seq2[register.ExportRecord, error]) error {
	w := httptest.NewRecorder()
	w.Body = out
	return systems{}.stream(context.Background(), w, format.Tillit(), records)
}

func TestSearchFindsSystemsAndOrganisations(t *testing.T) {
	p := newPublicSite(t, mixed(t))
	doc := parse(t, p.get("/search?q=provmyndigheten"))
	if got := doc.One(".found-organisations a").Attr("href"); got != "/organisations/"+p.Two.ID {
		t.Errorf("the organisation is at %q", got)
	}
	doc = parse(t, p.get("/en/search?q=Talsvar"))
	if got := doc.Text(".hit h3"); got != "Talsvar (en)" {
		t.Errorf("found %q", got)
	}
	if doc.One("#site-search").Attr("value") != "Talsvar" {
		t.Error("the words are gone from the field")
	}
}
