package web

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store/storetest"
	"github.com/tillit-se/tillit/internal/web/htmltest"
)

// rich answers something of most kinds of field.
func rich() register.System {
	s := storetest.Complete("Postsortering")
	s.Phases = []register.PhaseEntry{
		{Phase: register.InUse, AsOf: "2021-04", Note: i18n.Text{SV: "Enligt årsredovisningen.", EN: "By the annual report."}},
		{Phase: register.Testing, AsOf: "2019"},
	}
	s.Responsibility.Contact = "registrator@example.se"
	s.Questioning.Route = i18n.Text{SV: "Skriv till registrator.", EN: "Write to the registrar."}
	s.Law.Provisions = []register.ProvisionRef{
		{Target: "celex/32016R0679#6.1", Note: i18n.Text{SV: "Uppgift av allmänt intresse.", EN: "Task in the public interest."}},
		{Title: "Nämndens reglemente", Link: "https://example.se/reglemente"},
	}
	s.Parties = []register.Party{{Name: "Leverantören AB", Role: "supplier", Number: "5560360793"}}
	s.Sources = []register.Source{{Title: "Årsredovisning", URL: "https://example.se/ar", Published: "2021-04-13", Read: "2026-11-20"}}
	s.Data.PersonalData = register.No
	s.Technique.CodeLink = "https://example.se/kod"
	s.AIAct.GeneralPurpose = true
	s.Stated = map[string]register.Statement{
		"data.sensitive":    {State: "not_applicable", Reason: "Inga personuppgifter behandlas."},
		"technique.hosting": {State: "do_not_know"},
	}
	return s
}

// facts are the rows of the record's summary lists by their key.
func facts(doc *htmltest.Doc) map[string]string {
	all := map[string]string{}
	for _, row := range doc.All(".record-parts .summary-row") {
		text := row.Text()
		for _, dt := range doc.All(".record-parts .summary-row dt") {
			if value, ok := strings.CutPrefix(text, dt.Text()+" "); ok && (all[dt.Text()] == "" || len(value) < len(all[dt.Text()])) {
				all[dt.Text()] = value
			}
		}
	}
	return all
}

func newRecordSite(t testing.TB, s register.System) (*publicSite, string) {
	t.Helper()
	var id string
	p := newPublicSite(t, func(r *storetest.Register) { id = r.Publish(t, r.One, s).ID })
	return p, id
}

func TestARecordShowsEveryAnswerByItsDefinition(t *testing.T) {
	p, id := newRecordSite(t, rich())
	doc := parse(t, p.get("/systems/"+id))
	got := facts(doc)
	for key, want := range map[string]string{
		"Fas":                       "I bruk enligt källa 2021, inte bekräftad",
		"Behandlas personuppgifter": "Nej",
		"Kontakt":                   "registrator@example.se",
		"Andra parter":              "Leverantören AB",
		"Källor":                    "Årsredovisning Publicerad13 april 2021 Läst20 november 2026",
		"Länk till koden":           "https://example.se/kod",
		"Bygger på en AI-modell för allmänna ändamål": "Ja",
		"Känsliga och särskilt skyddade uppgifter":    "Inte tillämpligtInga personuppgifter behandlas.",
		"Driftmiljö":                       "Vet inte",
		"Så ifrågasätter man ett resultat": "Skriv till registrator.",
	} {
		if !strings.HasPrefix(got[key], want) {
			t.Errorf("%s: %q, want %q", key, got[key], want)
		}
	}
	if !strings.Contains(got["Andra parter"], "556036-0793") {
		t.Errorf("the number is not written as it is read: %q", got["Andra parter"])
	}
	if got := doc.All("a[href=mailto:registrator@example.se]"); len(got) != 1 {
		t.Error("no way to write to the contact")
	}
}

func TestARecordBeginsWithWhatConcernsTheReader(t *testing.T) {
	s := rich()
	s.Questioning.Route = i18n.Text{}
	p, id := newRecordSite(t, s)
	doc := parse(t, p.get("/en/systems/"+id))
	if doc.Text("h1") != "Postsortering (en)" || doc.Text(".record .lead") != "Sorts incoming mail." {
		t.Errorf("begins %q, %q", doc.Text("h1"), doc.Text(".record .lead"))
	}
	main := doc.Text(".record")
	for _, want := range []string{
		"Whom it concerns Whoever writes to the municipality.", "Role in decisions Supports whoever decides.",
		"The route is not described here. Turn to Testkommunen (test).",
	} {
		if !strings.Contains(main, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestTheContentsLeadToEveryPart(t *testing.T) {
	p, id := newRecordSite(t, rich())
	doc := parse(t, p.get("/systems/"+id))
	links := doc.All(".record-contents a")
	if len(links) < 8 {
		t.Fatalf("%d parts", len(links))
	}
	for _, link := range links {
		if anchor := link.Attr("href"); doc.Text(anchor) != link.Text() {
			t.Errorf("%q leads to %q", link.Text(), doc.Text(anchor))
		}
	}
}

func TestWhatIsNotAnsweredIsFoldedAndCounted(t *testing.T) {
	p, id := newRecordSite(t, rich())
	doc := parse(t, p.get("/systems/"+id))
	open := doc.Text(".record-open")
	if !strings.Contains(open, "Lärdomar") || strings.Contains(open, "Driftmiljö") || strings.Contains(open, "Länk till koden") {
		t.Errorf("open: %s", open)
	}
	if doc.One(".record-open").Has("open") || !strings.HasSuffix(doc.Text(".record-open summary"), "uppgifter saknar svar") {
		t.Errorf("summary: %q", doc.Text(".record-open summary"))
	}
	if doc.Has("#part-benefits") {
		t.Error("a part without answers has a heading")
	}
}

func TestProvisionsSayWhatTheyMean(t *testing.T) {
	p, id := newRecordSite(t, rich())
	text := parse(t, p.get("/systems/"+id)).Text("#part-law")
	if text != "Rättslig grund" {
		t.Fatal(text)
	}
	doc := parse(t, p.get("/en/systems/"+id))
	links := map[string]string{}
	for _, link := range doc.All(".provision-link a") {
		links[link.Text()] = link.Attr("href")
	}
	if links["Article 6(1) GDPR"] != "https://eur-lex.europa.eu/eli/reg/2016/679/oj" || links["Nämndens reglemente"] != "https://example.se/reglemente" {
		t.Errorf("provisions: %v", links)
	}
	if !strings.Contains(doc.Text("main"), "In our words: Processing is lawful only if one of six legal bases applies") {
		t.Error("the provision does not say what it means")
	}
}

func TestAGatheredRecordSaysThatNobodyHasReviewedIt(t *testing.T) {
	for _, c := range []struct {
		gathered     bool
		title, about string
	}{
		{true, "Sammanställt av Tillit ur öppna källor, senast lästa 20 november 2026.", "Organisationen har inte granskat uppgifterna."},
		{false, "Importerat från Testregistret, 2026-11-22 (test)", "Koder är översatta"},
	} {
		p := newPublicSite(t, func(r *storetest.Register) {
			row := register.Row{Number: 1, Name: "x", Gathered: c.gathered, System: rich()}
			row.Organisation = register.OrganisationRef{Name: i18n.Text{SV: "Provregionen"}, Type: "region", Country: "SE"}
			importRows(t, r, row)
		})
		places, _ := p.PublicPlaces(t.Context(), 0, 1)
		doc := parse(t, p.get("/systems/"+places[0].ID))
		notice := doc.Text(".notice")
		if !strings.Contains(notice, c.title) || !strings.Contains(notice, c.about) {
			t.Errorf("notice: %s", notice)
		}
		if !strings.Contains(doc.Text(".provenance"), c.title) {
			t.Errorf("provenance: %s", doc.Text(".provenance"))
		}
	}
}

func TestTextInAnotherLanguageIsMarkedAndSaid(t *testing.T) {
	s := rich()
	s.OriginalLanguage = "nl"
	s.Purpose = i18n.Text{Other: "Kortere wachttijden."}
	s.Results = i18n.Text{SV: "Snabbare."}
	p, id := newRecordSite(t, s)
	doc := parse(t, p.get("/en/systems/"+id))
	if got := doc.Text("main [lang=nl]"); got != "Kortere wachttijden." {
		t.Errorf("Dutch: %q", got)
	}
	if got := doc.Text("main [lang=sv]"); got != "Snabbare." {
		t.Errorf("Swedish: %q", got)
	}
	if notice := doc.Text(".notice"); !strings.Contains(notice, "exists only in Dutch, Swedish") {
		t.Errorf("notice: %q", notice)
	}
	if parse(t, p.get("/systems/"+id)).Has("main [lang=sv]") {
		t.Error("Swedish is marked on a Swedish page")
	}
}

func TestTheJSONOfARecordIsTheOneExport(t *testing.T) {
	p, id := newRecordSite(t, rich())
	response := p.get("/systems/" + id + ".json")
	var got register.ExportRecord
	if err := json.Unmarshal([]byte(response.Text), &got); err != nil {
		t.Fatal(err)
	}
	canonical, err := got.System.Canonical()
	if err != nil || register.HashOf(canonical) != got.Version.Hash || got.ID != id {
		t.Errorf("the export does not have the hash that it states: %v", err)
	}
	if !strings.Contains(parse(t, p.get("/systems/"+id)).Text(".provenance"), got.Version.Hash) {
		t.Error("the page does not state the hash")
	}
	if p.get("/systems/"+id+"/versions/1.json").Text != response.Text {
		t.Error("the version in force has another export at its own address")
	}
	problem := p.get("/systems/" + p.IDs.New() + ".json")
	if problem.StatusCode != http.StatusNotFound || problem.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("a missing record's JSON: %d %s", problem.StatusCode, problem.Header.Get("Content-Type"))
	}
}

// revise publishes another version.
func (p *publicSite) revise(t testing.TB, id string, change func(*register.System)) {
	t.Helper()
	a := p.Member(p.One, account.Editor, account.DecisionMaker)
	v, err := p.Own(t.Context(), a, id)
	if err != nil {
		t.Fatal(err)
	}
	s := v.Content()
	change(&s)
	saved, err := p.SaveDraft(t.Context(), a, id, v.Record.Revision, s)
	if err != nil {
		t.Fatal(err)
	}
	p.Clock.Advance(24 * time.Hour)
	if _, err := p.Service.Publish(t.Context(), a, id, saved.Revision, "Nytt syfte"); err != nil {
		t.Fatal(err)
	}
}

func TestVersionsStayAndAreCompared(t *testing.T) {
	p, id := newRecordSite(t, rich())
	p.revise(t, id, func(s *register.System) {
		s.Purpose.SV = "Kortare väntan för alla."
		s.DecisionRole = register.Informs
	})
	old := parse(t, p.get("/systems/"+id+"/versions/1"))
	if !strings.Contains(old.Text("main"), "Det här är version 1, som inte längre gäller") || !old.Has("meta[name=robots]") {
		t.Error("an old version does not say that it is old")
	}
	if got := facts(old)["Syfte"]; got != "Kortare väntan." {
		t.Errorf("the old version's purpose: %q", got)
	}
	now := parse(t, p.get("/systems/"+id))
	if got := facts(now)["Syfte"]; got != "Kortare väntan för alla." {
		t.Errorf("purpose: %q", got)
	}
	var compare []string
	for _, link := range now.All(".record-parts table a") {
		compare = append(compare, link.Attr("href"))
	}
	base := "/systems/" + id
	if want := []string{base + "/versions/2", base + "/compare?a=1&b=2", base + "/versions/1"}; !slices.Equal(compare, want) {
		t.Errorf("the versions lead to %v, want %v", compare, want)
	}
	doc := parse(t, p.get("/systems/"+id+"/compare?a=1&b=2"))
	if added := doc.All(".comparison ins"); len(added) != 2 || !strings.Contains(added[0].Text(), "Tillagt: ") || !strings.Contains(added[0].Text(), "för alla") {
		t.Errorf("comparison: %s", doc.Text(".comparison"))
	}
	text := doc.Text(".comparison")
	for _, want := range []string{"Syfte (svenska)", "Roll i beslut", "Stöder", "Informerar", "Version 1, 22 november 2026", "Version 2, 23 november 2026"} {
		if !strings.Contains(text, want) {
			t.Errorf("the comparison lacks %q: %s", want, text)
		}
	}
}

func TestVersionsThatAreNoneAreRefusedInWords(t *testing.T) {
	p, id := newRecordSite(t, rich())
	for path, status := range map[string]int{
		"/versions/2": 404, "/versions/0": 404, "/versions/-1": 404, "/versions/01": 404, "/versions/x": 404, "/versions/1x": 404,
		"/versions/99999999999999999999": 404, "/compare?a=1&b=9": 404, "/compare?a=x": 422, "/compare?a=1&b=1": 200,
	} {
		response := p.get("/systems/" + id + path)
		if response.StatusCode != status {
			t.Errorf("%s gives %d, want %d", path, response.StatusCode, status)
		}
		parse(t, response).CheckPage()
	}
	for _, bad := range []string{"new", "x", "%00", "..", strings.Repeat("a", 5000)} {
		if got := p.get("/systems/" + bad).StatusCode; got != http.StatusNotFound && got != http.StatusTemporaryRedirect && got != http.StatusMovedPermanently {
			t.Errorf("the id %.10q gives %d", bad, got)
		}
	}
}

func TestARetiredRecordStaysAndSaysWhy(t *testing.T) {
	p, id := newRecordSite(t, rich())
	before := p.get("/systems/" + id).Text
	a := p.Member(p.One, account.Editor, account.DecisionMaker)
	v, err := p.Own(t.Context(), a, id)
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Retire(t.Context(), a, id, v.Record.Revision, register.Retirement{
		Kind: register.Ended, Date: "2026-11-22", Reason: i18n.Text{SV: "Avtalet är slut.", EN: "The contract has ended."},
	})
	if err != nil {
		t.Fatal(err)
	}
	after := p.get("/systems/" + id)
	if after.Text == before {
		t.Fatal("the page from before the retirement is still shown")
	}
	if notice := parse(t, after).Text(".notice-warning"); !strings.Contains(notice, "används inte längre") || !strings.Contains(notice, "Avtalet är slut.") {
		t.Errorf("notice: %q", notice)
	}
}

func TestAKeptPageFollowsWhatIsPublished(t *testing.T) {
	p, id := newRecordSite(t, rich())
	first := p.get("/systems/" + id)
	again := p.get("/systems/" + id)
	if first.Text != again.Text || first.Header.Get("ETag") == "" || first.Header.Get("ETag") != again.Header.Get("ETag") {
		t.Error("the same page differs")
	}
	p.revise(t, id, func(s *register.System) { s.Purpose.SV = "Något annat." })
	if text := p.get("/systems/" + id).Text; !strings.Contains(text, "Något annat.") {
		t.Error("the page does not follow at once what is published in the same process")
	}
}
