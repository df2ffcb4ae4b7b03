package web

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store/storetest"
	"github.com/tillit-se/tillit/internal/web/htmltest"
)

func TestOrganisationsAreCountedByKind(t *testing.T) {
	p := newPublicSite(t, mixed(t))
	doc := parse(t, p.get("/organisations"))
	var rows []string
	for _, row := range doc.All("tbody tr") {
		rows = append(rows, row.Text())
	}
	want := []string{"ProvmyndighetenStatlig myndighet121", "TestkommunenKommun200"}
	if doc.Text("h1") != "2 organisationer" || !slices.Equal(rows, want) {
		t.Errorf("%q: %q", doc.Text("h1"), rows)
	}
}

func TestAnOrganisationShowsItsOwnRecordsOnly(t *testing.T) {
	p := newPublicSite(t, func(r *storetest.Register) {
		mixed(t)(r)
		row := register.Row{Number: 1, Name: "x", System: storetest.Complete("Fjärrsystem")}
		row.Organisation = register.OrganisationRef{
			Name: i18n.Text{SV: "Nya namnet", EN: "New name"}, Type: "state_agency", Country: "NL", Number: "2021005489", Website: "https://example.nl",
			Names: []account.NamePeriod{{Name: i18n.Text{SV: "Gamla namnet", EN: "Old name"}, Until: "2019-12-31"}},
		}
		importRows(t, r, row)
	})
	doc := parse(t, p.get("/organisations/"+p.One.ID))
	if got := titlesIn(doc.All(".hit h3")); !slices.Equal(got, []string{"Bildgranskning", "Postsortering"}) || doc.Text("h1") != "Testkommunen" {
		t.Errorf("%q shows %v", doc.Text("h1"), got)
	}
	found, _, err := p.Organisations(t.Context(), register.Page{})
	if err != nil {
		t.Fatal(err)
	}
	id := found[slices.IndexFunc(found, func(o register.OrganisationCount) bool { return o.Country == "NL" })].ID
	main := parse(t, p.get("/en/organisations/"+id)).Text("main")
	for _, want := range []string{"Netherlands", "202100-5489", "https://example.nl", "Old name (–31 December 2019)", "has no account in Tillit"} {
		if !strings.Contains(main, want) {
			t.Errorf("the page lacks %q: %s", want, main)
		}
	}
	var got register.ExportOrganisation
	if err := json.Unmarshal([]byte(p.get("/organisations/"+id+".json").Text), &got); err != nil || got.Name.SV != "Nya namnet" || got.Number != "2021005489" {
		t.Errorf("JSON: %+v, %v", got, err)
	}
	list := parse(t, p.get("/systems?slag=all&organisation="+id))
	if got := titles(list); !slices.Equal(got, []string{"Fjärrsystem"}) || !strings.Contains(list.Text(".filters"), "Organisation: Nya namnet") {
		t.Errorf("the list of the organisation: %v, %s", got, list.Text(".filters"))
	}
}

func TestAnOrganisationThatIsNoneIsNotFound(t *testing.T) {
	p := newPublicSite(t, nil)
	for _, id := range []string{"x", p.IDs.New(), p.IDs.New() + ".json"} {
		if got := p.get("/organisations/" + id).StatusCode; got != http.StatusNotFound {
			t.Errorf("%s gives %d", id, got)
		}
	}
	if got := p.get("/organisations/" + p.One.ID).StatusCode; got != http.StatusOK {
		t.Errorf("an organisation with accounts and nothing published gives %d", got)
	}
}

func TestStatisticsCountOneKindAtATime(t *testing.T) {
	p := newPublicSite(t, mixed(t))
	for path, want := range map[string]struct{ heading, phases string }{
		"/statistics":                            {"3 AI-system", "Idé0Utforskning0Utveckling0Test2Ibruk0Avvecklad0"},
		"/statistics?slag=rule_based_automation": {"2 automatiserade lösningar utan AI", "Idé0Utforskning0Utveckling0Test2Ibruk0Avvecklad0"},
		"/statistics?slag=nonsense":              {"3 AI-system", ""},
		"/en/statistics?slag=component":          {"1 component", "Idea0"},
	} {
		doc := parse(t, p.get(path))
		if got := doc.Text("#kind"); got != want.heading {
			t.Errorf("%s is headed %q", path, got)
		}
		if table := tableOf(doc, "chart-phase-known"); !strings.Contains(table, want.phases) {
			t.Errorf("%s: %s", path, table)
		}
	}
	doc := parse(t, p.get("/statistics"))
	// The one from 2021 is told apart from those in use.
	if old := tableOf(doc, "chart-phase-old"); !strings.Contains(old, "Ibruk1") {
		t.Errorf("older sources: %s", old)
	}
	if !strings.Contains(doc.Text("main"), "Räknat 22 november 2026") {
		t.Error("the page does not say when it counted")
	}
}

func TestSitemapNamesEveryPublicPageInBothLanguages(t *testing.T) {
	p := newPublicSite(t, mixed(t))
	var index sitemapIndex
	if err := xml.Unmarshal([]byte(p.get("/sitemap.xml").Text), &index); err != nil || len(index.Parts) != 2 {
		t.Fatalf("%v %+v", err, index)
	}
	pages := map[string]bool{}
	for _, part := range index.Parts {
		var set sitemapPart
		if err := xml.Unmarshal([]byte(p.get(strings.TrimPrefix(part.Loc, "https://tillit.example")).Text), &set); err != nil {
			t.Fatal(err)
		}
		for _, page := range set.Pages {
			path := strings.TrimPrefix(page.Loc, "https://tillit.example")
			pages[path] = true
			if got := p.get(path).StatusCode; got != http.StatusOK {
				t.Errorf("%s gives %d", path, got)
			}
		}
	}
	if len(pages) != 2*6+14 || !pages["/en"] || !pages["/en/systems"] {
		t.Errorf("%d pages: %v", len(pages), pages)
	}
	for _, none := range []string{"/sitemaps/systems-2.xml", "/sitemaps/systems-0.xml", "/sitemaps/systems-x.xml", "/sitemaps/x", "/en/sitemap.xml"} {
		if got := p.get(none).StatusCode; got != http.StatusNotFound {
			t.Errorf("%s gives %d", none, got)
		}
	}
}

func TestRobotsLeadsToTheSitemap(t *testing.T) {
	p := newPublicSite(t, nil)
	response := p.get("/robots.txt")
	if response.Header.Get("Content-Type") != "text/plain; charset=utf-8" || !strings.Contains(response.Text, "Sitemap: https://tillit.example/sitemap.xml\n") {
		t.Error(response.Text)
	}
}

func TestTheSiteSaysWhatItHasNotDone(t *testing.T) {
	p := newPublicSite(t, nil)
	for path, want := range map[string]string{
		"/accessibility":    "Ingen oberoende part har granskat webbplatsen",
		"/en/accessibility": "No independent party has audited the site",
		"/about":            "inte beställd, granskad eller godkänd av regeringen",
		"/privacy":          "utan kakor",
	} {
		if text := parse(t, p.get(path)).Text("main"); !strings.Contains(text, want) {
			t.Errorf("%s does not say %q", path, want)
		}
	}
}

func titlesIn(nodes []htmltest.Node) []string {
	var all []string
	for _, node := range nodes {
		all = append(all, node.Text())
	}
	return all
}

// tableOf is the text of a chart's table without its spaces.
func tableOf(doc *htmltest.Doc, chart string) string {
	caption := doc.Text("#" + chart + "-table-caption")
	for _, table := range doc.All("table") {
		if text := table.Text(); strings.HasPrefix(text, caption) {
			return strings.ReplaceAll(text, " ", "")
		}
	}
	return ""
}
