package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store/storetest"
	"github.com/tillit-se/tillit/internal/web/components"
)

// ofKind is a system of a kind that can be published.
func ofKind(slag register.Slag, name string) register.System {
	s := storetest.Complete(name)
	s.Slag = slag
	return s
}

func TestEveryPublicPageIsSoundInBothLanguages(t *testing.T) {
	var id, organisation string
	p := newPublicSite(t, func(r *storetest.Register) {
		realContent(t, r)
		id = r.Publish(t, r.One, storetest.Complete("Postsortering")).ID
		organisation = r.One.ID
	})
	for _, path := range []string{
		"/", "/systems", "/systems?slag=all", "/systems?q=bild&slag=all&sort=title&page=2", "/systems?q=xyzzy", "/systems?page=7",
		"/search", "/search?q=bild", "/search?q=xyzzy", "/systems/" + id, "/systems/" + id + "/versions/1", "/systems/" + id + "/compare",
		"/systems/" + id + "/report", "/systems/" + id + "/reuse", "/systems/" + id + "/report/sent", "/systems/" + id + "/reuse/sent?masked=1",
		"/organisations", "/organisations?page=9", "/organisations/" + organisation, "/statistics", "/statistics?slag=component",
		"/about", "/accessibility", "/privacy",
	} {
		for _, prefix := range []string{"", "/en"} {
			address := strings.TrimSuffix(prefix+path, "/")
			if address == "" {
				address = "/"
			}
			t.Run(address, func(t *testing.T) {
				response := p.get(address)
				if response.StatusCode != http.StatusOK {
					t.Fatalf("status %d: %s", response.StatusCode, response.Text)
				}
				checkMessages(t, address, response.Text)
				doc := parse(t, response)
				doc.CheckPage()
				if want := map[string]string{"": "sv", "/en": "en"}[prefix]; doc.One("html").Attr("lang") != want {
					t.Errorf("the page is in %q", doc.One("html").Attr("lang"))
				}
			})
		}
	}
}

func TestEveryGatheredRecordIsSound(t *testing.T) {
	p := newPublicSite(t, func(r *storetest.Register) { realContent(t, r) })
	places, err := p.PublicPlaces(t.Context(), 0, 1000)
	if err != nil || len(places) < 50 {
		t.Fatalf("%d records, %v", len(places), err)
	}
	for _, place := range places {
		for _, prefix := range []string{"", "/en"} {
			response := p.get(prefix + "/systems/" + place.ID)
			checkMessages(t, place.ID, response.Text)
			doc := parse(t, response)
			doc.CheckPage()
			if !strings.Contains(doc.Text("main"), map[string]string{"": "har inte granskat", "/en": "has not reviewed"}[prefix]) {
				t.Errorf("%s does not say that the organisation has not reviewed it", place.ID)
			}
		}
	}
}

func TestKeyFiguresKeepTheKindsApart(t *testing.T) {
	p := newPublicSite(t, func(r *storetest.Register) {
		r.Publish(t, r.One, ofKind(register.AISystem, "A"))
		r.Publish(t, r.One, ofKind(register.RuleBasedAutomation, "B"))
		r.Publish(t, r.Two, ofKind(register.RuleBasedAutomation, "C"))
		r.Publish(t, r.Two, ofKind(register.Component, "D"))
	})
	doc := parse(t, p.get("/"))
	want := []struct{ figure, slag string }{
		{"1", "slag=ai_system"}, {"2", "slag=rule_based_automation"}, {"1", "reusable=yes&slag=ai_system"}, {"1", "slag=component"},
	}
	links := doc.All(".key-figures a")
	if len(links) != len(want) {
		t.Fatalf("%d key figures", len(links))
	}
	for i, link := range links {
		if !strings.HasPrefix(link.Text(), want[i].figure+" ") || link.Attr("href") != "/systems?"+want[i].slag {
			t.Errorf("figure %d: %q to %q", i, link.Text(), link.Attr("href"))
		}
		list := parse(t, p.get(link.Attr("href")))
		if !strings.HasPrefix(list.Text("h1"), want[i].figure+" ") {
			t.Errorf("the list behind %q says %q", link.Text(), list.Text("h1"))
		}
	}
}

func TestAnEmptyRegisterSaysSo(t *testing.T) {
	p := newPublicSite(t, nil)
	if doc := parse(t, p.get("/")); doc.Text(".empty-state h2") != "Registret är tomt" || doc.Has(".key-figures") {
		t.Error("the start page of an empty register does not say that it is empty")
	}
	for _, path := range []string{"/systems", "/organisations", "/statistics"} {
		if doc := parse(t, p.get(path)); !doc.Has(".empty-state") {
			t.Errorf("%s has no empty state", path)
		}
	}
}

// TestADraftIsOnNoPublicPage looks for a draft's words everywhere, as the public and as a member of another organisation.
func TestADraftIsOnNoPublicPage(t *testing.T) {
	var draft register.Record
	p := newPublicSite(t, func(r *storetest.Register) {
		r.Publish(t, r.One, storetest.Complete("Postsortering"))
		var err error
		if draft, err = r.Create(t.Context(), r.Member(r.One, account.Editor), r.One.ID, storetest.Complete("Hemligstämpel")); err != nil {
			t.Fatal(err)
		}
	})
	paths := []string{
		"/", "/systems", "/systems?slag=all&q=hemligst%C3%A4mpel", "/systems?slag=all&q=hemligst%C3%A4mpell", "/search?q=hemligst%C3%A4mpel",
		"/systems.csv?slag=all", "/systems.json?slag=all", "/systems.atom?slag=all", "/organisations/" + p.One.ID, "/sitemaps/systems-1.xml",
	}
	for name, actor := range map[string]account.Actor{"public": {}, "another organisation": p.Member(p.Two, account.Roles()...)} {
		p.actAs(actor)
		for _, path := range paths {
			text := p.get(path).Text
			// What was asked for stands in the field; nothing else may.
			if strings.Contains(text, "Hemligstämpel") || strings.Contains(text, draft.ID) {
				t.Errorf("%s finds the draft at %s", name, path)
			}
		}
		for _, path := range []string{"", ".json", "/versions/1", "/compare", "/report", "/reuse", "/report/sent"} {
			if got := p.get("/systems/" + draft.ID + path).StatusCode; got != http.StatusNotFound {
				t.Errorf("%s gets %d for the draft's %q", name, got, path)
			}
		}
	}
}

func TestMembersFindTheirOwnDraftsMarkedAsSuch(t *testing.T) {
	var draft register.Record
	p := newPublicSite(t, func(r *storetest.Register) {
		draft, _ = r.Create(t.Context(), r.Member(r.One, account.Editor), r.One.ID, storetest.Complete("Hemligstämpel"))
	})
	p.actAs(p.Member(p.One, account.Reader))
	doc := parse(t, p.get("/systems?q=hemligst%C3%A4mpel"))
	if got := doc.One(".hit h2 a").Attr("href"); got != ownPath(draft.ID) {
		t.Errorf("the draft leads to %q", got)
	}
	if !strings.Contains(doc.Text(".hit"), "Utkast") {
		t.Error("the draft is not marked")
	}
	if strings.Contains(p.get("/systems.csv").Text, "Hemligst") {
		t.Error("a download holds a draft")
	}
}

// hostile fills every text of a system with markup.
func hostile() register.System {
	bad := `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`
	text := i18n.Text{SV: bad, EN: bad}
	s := storetest.Complete(bad)
	s.Name, s.Summary, s.Purpose, s.Affected = text, text, text, text
	s.OtherNames, s.SearchTerms = []string{bad}, []string{bad}
	s.Use.Process, s.Law.Basis, s.Results = text, text, text
	s.Law.Provisions = []register.ProvisionRef{{Title: bad}, {Target: bad}}
	s.Parties = []register.Party{{Name: bad, Role: "supplier"}}
	s.Risks = []register.Risk{{Risk: text, Measure: text}}
	s.Sources = []register.Source{{Title: bad, URL: "https://example.se/?a=<script>"}}
	s.Foreign = []register.ForeignField{{Format: "x", Field: bad, Value: bad}}
	s.Unverified = []i18n.Text{text}
	return s
}

func TestMarkupInARecordIsText(t *testing.T) {
	var id string
	p := newPublicSite(t, func(r *storetest.Register) {
		row := register.Row{Number: 1, Name: "x", Organisation: register.OrganisationRef{Name: i18n.Text{SV: "<b>Org</b>", EN: "<b>Org</b>"}}, System: hostile()}
		importRows(t, r, row)
		places, err := r.PublicPlaces(t.Context(), 0, 1)
		if err != nil || len(places) != 1 {
			t.Fatalf("%v %v", places, err)
		}
		id = places[0].ID
	})
	organisation := ""
	for _, path := range []string{"/", "/systems", "/search?q=script", "/systems/" + id, "/systems/" + id + "/report", "/organisations", "/systems?q=%3Cscript%3E"} {
		doc := parse(t, p.get(path))
		doc.CheckPiece()
		if doc.Has("main script") || doc.Has("main img") || doc.Has("main b") {
			t.Errorf("%s lets markup through", path)
		}
		for _, link := range doc.All("main a[href]") {
			href := link.Attr("href")
			if strings.HasPrefix(href, "javascript:") || strings.HasPrefix(href, "data:") {
				t.Errorf("%s links to %s", path, href)
			}
			if strings.HasPrefix(href, "/organisations/") {
				organisation = href
			}
		}
	}
	if doc := parse(t, p.get(organisation)); doc.Has("main script") || doc.Has("main b") {
		t.Error("the organisation's page lets markup through")
	}
}

func TestOnlyAddressesOnTheWebBecomeLinks(t *testing.T) {
	for href, linked := range map[string]bool{
		"https://example.se/a": true, "http://example.se": true, "javascript:alert(1)": false, "data:text/html,x": false, "//example.se": false,
		"JAVASCRIPT:alert(1)": false, "ftp://example.se": false, "": false,
	} {
		if _, got := webLink(href, "x").(components.Link); got != linked {
			t.Errorf("%q becomes a link: %v", href, got)
		}
	}
}
