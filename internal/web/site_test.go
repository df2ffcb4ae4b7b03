package web

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/inbox"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/kit/instrument"
)

// places are real values for the named parts of addresses, so that every route can be asked for.
type places map[string]string

// furnish puts something into every kind of place of a house: a record that is published, one that is not, a message, a key, an assessment.
func (h *house) furnish(t *testing.T) places {
	t.Helper()
	draft, public := h.draft(t), h.published(t)
	item, err := h.inbox.Receive(t.Context(), inbox.Message{
		OrganisationID: h.home, Kind: inbox.ErrorReport, Body: "Hemligt meddelande", Public: true,
		Subject: inbox.Subject{Kind: "system", ID: public.ID, Name: "Hemligt utkast"},
	})
	if err != nil {
		t.Fatal(err)
	}
	editor := h.actor(t, "editor")
	assessment, err := h.assess.Begin(t.Context(), editor, h.home, assess.Subject{Kind: assess.OfSystem, ID: draft.ID}, "trust_questions", nil)
	if err != nil {
		t.Fatal(err)
	}
	token, _, err := h.accounts.CreateToken(t.Context(), h.actor(t, "first"), "Hemlig nyckel", account.Scopes(), h.clock.Now().AddDate(0, 1, 0))
	if err != nil {
		t.Fatal(err)
	}
	reindex(t, h.index, h.store, h.register)
	return places{
		"draft": draft.ID, "public": public.ID, "message": item.ID, "assessment": assessment.ID, "token": token.ID, "org": h.home,
		"account": h.actor(t, "reader").AccountID,
	}
}

// address fills in a route's named parts.
func (p places) address(route string) string {
	_, path, _ := strings.Cut(route, " ")
	id := map[string]string{
		"/work/systems/": p["draft"], "/systems/": p["public"], "/instruments/": "trust_questions", "/assessments/": p["assessment"],
		"/organisations/": p["org"], "/inbox/": p["message"], "/imports/": "x", "/guide/": "need", "/decision-models/": "appeal-in-time",
		"/architecture/": "srv-speech",
	}
	for start, value := range id {
		if strings.HasPrefix(path, start) {
			path = strings.ReplaceAll(path, "{id}", value)
		}
	}
	for name, value := range map[string]string{
		"org": p["org"], "account": p["account"], "token": p["token"], "group": "basics", "number": "1", "question": "purpose_problem", "step": "need",
		"demand": "problem", "set": "new", "block": "srv-speech", "secret": "x", "part": "1.xml", "page": "x",
	} {
		path = strings.ReplaceAll(path, "{"+name+"}", value)
	}
	return path
}

// siteRoutes are all routes of the whole site, as its features register them.
func siteRoutes(t *testing.T) []string {
	t.Helper()
	routes := &Routes{server: &Server{mux: http.NewServeMux()}}
	for _, f := range allFeatures() {
		f.Routes(routes)
	}
	if len(routes.registered) < 100 {
		t.Fatalf("only %d routes", len(routes.registered))
	}
	return routes.registered
}

// TestNoFormIsTakenFromAnotherSite sends every form of the site, in both languages, as a page of another site would with the visitor's
// cookie.
func TestNoFormIsTakenFromAnotherSite(t *testing.T) {
	h := newHouse(t)
	p := h.furnish(t)
	forms := 0
	for _, route := range siteRoutes(t) {
		if !strings.HasPrefix(route, "POST ") {
			continue
		}
		forms++
		for _, lang := range []string{"", "/en"} {
			path := lang + p.address(route)
			if strings.Contains(path, "{") {
				t.Errorf("%s: the test does not know what stands in %s", route, path)
			}
			for name, header := range map[string][2]string{
				"the browser says so": {"Sec-Fetch-Site", "cross-site"}, "of a neighbour": {"Sec-Fetch-Site", "same-site"}, "by its origin": {"Origin", "https://evil.example"},
				"of no origin": {"Origin", "null"}, "of our name in plain HTTP": {"Origin", "http://evil.tillit.example"},
			} {
				r := formRequest(path, url.Values{"name": {"Kapad"}, "revision": {"1"}})
				r.AddCookie(h.cookies["first"])
				r.Header.Set(header[0], header[1])
				if got := h.do(r); got.StatusCode != http.StatusForbidden || len(got.Cookies) > 0 {
					t.Errorf("%s from another site, %s: %d", path, name, got.StatusCode)
				}
			}
		}
	}
	if forms < 25 {
		t.Errorf("only %d forms", forms)
	}
	if name := h.actor(t, "first").Name; name != "Test Första" {
		t.Errorf("the name was changed to %q", name)
	}
}

// TestEveryPageIsWholeInBothLanguages opens every address of the site that shows a page, as somebody who may do everything.
func TestEveryPageIsWholeInBothLanguages(t *testing.T) {
	h := newHouse(t)
	p := h.furnish(t)
	pages := 0
	for _, route := range siteRoutes(t) {
		if !strings.HasPrefix(route, "GET ") {
			continue
		}
		path := p.address(route)
		who := "first"
		if path == LoginPath {
			who = "public"
		}
		sv := h.as(who, path)
		file := sv.Header.Get("Content-Disposition") != "" // the guide as one file, with its style within it
		if sv.StatusCode != http.StatusOK || file || !strings.HasPrefix(sv.Header.Get("Content-Type"), "text/html") {
			if sv.StatusCode >= 500 {
				t.Errorf("%s: %d", path, sv.StatusCode)
			}
			continue
		}
		pages++
		en := h.as(who, "/en"+strings.TrimSuffix(path, "/"))
		if en.StatusCode != http.StatusOK {
			t.Errorf("%s in English: %d", path, en.StatusCode)
			continue
		}
		for lang, got := range map[string]*reply{"sv": sv, "en": en} {
			sound(t, path+" in "+lang, got)
			if doc := parse(t, got); doc.One("html").Attr("lang") != lang {
				t.Errorf("%s says that it is in %q, not in %q", path, doc.One("html").Attr("lang"), lang)
			}
		}
		if strings.HasSuffix(path, "/print") {
			continue // has no menu
		}
		svMenu, enMenu := parse(t, sv).Text("header"), parse(t, en).Text("header")
		if svMenu == enMenu || strings.Contains(enMenu, "Logga") {
			t.Errorf("%s: the menu in English says %q", path, enMenu)
		}
	}
	if pages < 60 {
		t.Errorf("only %d pages were opened", pages)
	}
}

// TestSecretsOfAnOrganisationShowNowhereToOthers opens every address of the site as others, and looks for what is not theirs.
func TestSecretsOfAnOrganisationShowNowhereToOthers(t *testing.T) {
	h := newHouse(t)
	p := h.furnish(t)
	secrets := []string{"Hemligt meddelande", "Hemlig nyckel", "reader@test.example", p["draft"], p["assessment"], p["message"], p["token"]}
	for _, route := range siteRoutes(t) {
		method, _, _ := strings.Cut(route, " ")
		path := p.address(route)
		for _, who := range []string{"public", "stranger"} {
			got := h.as(who, path)
			if method == http.MethodPost {
				got = h.posts(who, path, url.Values{"revision": {"1"}})
			}
			for _, secret := range secrets {
				if strings.Contains(strings.ReplaceAll(got.Text, path, ""), secret) && !strings.Contains(path, secret) {
					t.Errorf("%s tells %s %q", route, who, secret)
				}
			}
			if got.StatusCode >= 500 {
				t.Errorf("%s as %s: %d", route, who, got.StatusCode)
			}
		}
	}
}

// TestWhoMayWhatOfAnAssessment is the table of rights for the routes of assessments, masking and decisions, which stand outside the owner's.
func TestWhoMayWhatOfAnAssessment(t *testing.T) {
	h := newHouse(t)
	p := h.furnish(t)
	all := func(public, others int) [7]int {
		return [7]int{public, others, others, others, others, others, others}
	}
	members := func(status int) [7]int { return [7]int{303, 404, status, status, status, status, status} }
	editors := func(status int) [7]int { return [7]int{303, 404, 403, status, 403, 403, 403} }
	want := map[string][7]int{
		"GET /instruments": all(200, 200), "GET /instruments/{id}": all(200, 200), "GET /instruments/{id}/print": all(200, 200),
		"GET /instruments/{id}/answer": all(200, 200), "POST /instruments/{id}/answer": all(200, 200), "GET /screening": all(200, 200),
		"GET /assessments": all(303, 200), "GET /assessments/new": all(303, 200),
		"POST /assessments/new":              editors(303),
		"GET /assessments/{id}":              members(200),
		"GET /assessments/{id}/q/{question}": members(200), "POST /assessments/{id}/q/{question}": editors(409),
		"GET /assessments/{id}/check": members(200), "GET /assessments/{id}/result": members(200),
		"GET /assessments/{id}/result.json": {401, 404, 200, 200, 200, 200, 200}, "GET /assessments/{id}/print": members(200),
		"GET /assessments/{id}/import": editors(200), "POST /assessments/{id}/import": editors(422),
		"GET /assessments/{id}/move": editors(303), "POST /assessments/{id}/move": editors(409),
		"GET /decision-models": all(200, 200), "GET /decision-models/read": all(200, 200), "POST /decision-models/read": all(422, 422),
		"GET /decision-models/{id}": all(200, 200), "GET /decision-models/{id}/try": all(200, 200), "GET /decision-models/{id}/compare": all(200, 200),
		"GET /mask": all(200, 200), "POST /mask": all(422, 422), "GET /api": all(200, 200),
		"GET /work/systems/{id}/architecture": members(200), "GET /work/systems/{id}/architecture.json": {401, 404, 200, 200, 200, 200, 200},
		"GET /work/systems/{id}/architecture.csv":     members(200),
		"GET /work/systems/{id}/architecture/{block}": editors(200), "POST /work/systems/{id}/architecture/{block}": editors(422),
		"POST /work/systems/{id}/architecture/{block}/undo": editors(303),
	}
	routes := &Routes{server: &Server{mux: http.NewServeMux()}}
	for _, f := range []Feature{Assessing{}, Deciding{}, Masking{}, APIDocs{}, OwnArchitecture{}} {
		f.Routes(routes)
	}
	for _, route := range routes.registered {
		statuses, listed := want[route]
		if !listed {
			t.Errorf("no row says who may %s", route)
			continue
		}
		path := p.address(route)
		for i, who := range whoAsks {
			got := h.as(who, path)
			if strings.HasPrefix(route, "POST ") {
				got = h.posts(who, path, url.Values{"instrument": {"trust_questions"}, "subject": {"system"}, "system": {p["draft"]}})
			}
			if got.StatusCode != statuses[i] {
				t.Errorf("%s %s as %s: %d, want %d", route, path, who, got.StatusCode, statuses[i])
			}
		}
	}
}

// script is what must stay text wherever it is written.
const script = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`

// runs are the marks of a script that did not stay text.
var runs = regexp.MustCompile(`<script>alert|<img src=x|onerror=alert\(1\)>[^<]*</script>`)

// TestWhatPeopleWriteStaysTextOnEveryPage writes a script into every field of every form, and opens every page.
func TestWhatPeopleWriteStaysTextOnEveryPage(t *testing.T) {
	h := newHouse(t)
	p := h.furnish(t)
	h.fillWithScripts(t, p)
	seen := map[string]bool{}
	for _, route := range siteRoutes(t) {
		if !strings.HasPrefix(route, "GET ") {
			continue
		}
		path := p.address(route)
		for _, address := range []string{path, "/en" + path, path + "?org=" + h.home + "&q=" + url.QueryEscape(script) + "&words=" + url.QueryEscape(script)} {
			got := h.as("first", address)
			if !strings.HasPrefix(got.Header.Get("Content-Type"), "text/html") || got.Header.Get("Content-Disposition") != "" {
				continue
			}
			if where := runs.FindStringIndex(got.Text); where != nil {
				t.Errorf("%s: a script runs: …%s…", address, got.Text[max(0, where[0]-80):min(len(got.Text), where[1]+40)])
			}
			if strings.Contains(got.Text, "&lt;script&gt;alert(1)") {
				seen[route] = true
			}
			parse(t, got).CheckPiece()
		}
	}
	for _, route := range []string{
		"GET /systems/{id}", "GET /systems/{id}/versions/{number}", "GET /systems", "GET /organisations", "GET /organisations/{id}", "GET /work", "GET /work/systems/{id}",
		"GET /work/systems/{id}/preview", "GET /work/systems/{id}/publish", "GET /inbox", "GET /inbox/{org}/{id}", "GET /account",
		"GET /work/organisations/{org}/people", "GET /work/organisations/{org}/settings", "GET /assessments", "GET /assessments/{id}/q/{question}",
	} {
		if !seen[route] {
			t.Errorf("%s shows nothing of what was written: the test sees nothing there", route)
		}
	}
}

// fillWithScripts writes a script into everything that people write, at the places that p knows.
func (h *house) fillWithScripts(t *testing.T, p places) {
	t.Helper()
	ctx, first := t.Context(), h.actor(t, "first")
	bad := register.Text{SV: script, EN: script}
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []string{p["draft"], p["public"]} {
		view, err := h.register.Own(ctx, first, id)
		check(err)
		s := scripted(view.Content())
		saved, err := h.register.SaveDraft(ctx, first, id, view.Record.Revision, s)
		check(err)
		if id == p["public"] {
			_, err = h.register.Publish(ctx, first, id, saved.Revision, script)
			check(err)
		}
	}
	o, err := h.accounts.Organisation(ctx, h.home)
	check(err)
	_, err = h.accounts.UpdateOrganisation(ctx, first, h.home, o.Revision, account.OrganisationForm{Name: bad, Type: o.Type, RenamedOn: "2026-10-01"})
	check(err)
	check(h.accounts.Rename(ctx, first, script))
	_, _, err = h.accounts.CreateToken(ctx, first, script, account.Scopes(), h.clock.Now().AddDate(0, 1, 0))
	check(err)
	item, err := h.inbox.Receive(ctx, inbox.Message{
		OrganisationID: h.home, Kind: inbox.ReuseWish, Body: script, Contact: script, Sender: script, Public: true,
		Subject: inbox.Subject{Kind: "system", ID: p["public"], Name: script},
	})
	check(err)
	_, err = h.inbox.Handle(ctx, first, h.home, item.ID, item.Revision, script)
	check(err)
	p["message"] = item.ID
	_, err = h.assess.Answer(ctx, h.actor(t, "editor"), p["assessment"], "purpose_problem", assess.Mark(instrument.Answer{}), instrument.Value(script))
	check(err)
	reindex(t, h.index, h.store, h.register)
}

// scripted is a system with a script in every text.
func scripted(s register.System) register.System {
	bad := register.Text{SV: script, EN: script, Other: script}
	s.Name, s.OtherNames, s.Summary, s.Purpose, s.Affected = bad, []string{script}, bad, bad, bad
	s.SearchTerms, s.CompanyBurden, s.Results, s.Lessons, s.Considerations = []string{script}, bad, bad, bad, bad
	s.RiskManagement, s.ScopeNote, s.Unverified = bad, bad, []register.Text{bad}
	s.Use = register.Use{Process: bad, Users: bad, Outputs: bad, Scale: bad, Previous: bad, Alternatives: bad, Interface: bad, NotFor: bad}
	s.Law = register.Law{Basis: bad, Provisions: []register.ProvisionRef{{Title: script, Note: bad}, {Target: script}}}
	s.AIAct.Grounds, s.AIAct.ExemptionWhy, s.AIAct.EUDatabaseID, s.AIAct.TradeName, s.AIAct.Certificate = bad, bad, script, script, script
	s.Impact.Why, s.Impact.Original = bad, script
	s.Data = register.Data{
		Description: bad, SensitiveWhy: script, Quality: bad, Sources: []register.DataSource{{Name: script, Description: bad, Collection: bad, Access: bad, Quantity: script}},
	}
	s.Technique = register.Technique{
		Operation: bad, Architecture: bad, HostingNote: bad, Hardware: script, Maintenance: bad, Performance: bad, Product: script, Licence: script,
		Models: []register.Model{{Name: script, Version: script, Task: bad, Supplier: script}}, Links: []register.Link{{Title: script, URL: "https://test.example/"}},
	}
	s.Parties, s.Reuse = []register.Party{{Name: script, Procurement: script, DataAccess: bad}}, register.Reuse{What: bad, Terms: bad}
	s.Benefits, s.Risks = []register.Benefit{{Expected: bad, Realised: bad, Measured: bad}}, []register.Risk{{Risk: bad, Measure: bad}}
	s.Assessments, s.Sources = []register.External{{Title: script, Summary: bad}}, []register.Source{{Title: script, URL: "https://test.example/"}}
	s.Questioning = register.Questioning{HumanReview: bad, Route: bad, Notice: bad, OptOut: bad, Training: bad}
	s.Responsibility.Department, s.Responsibility.Owner, s.Responsibility.FileNumber = script, script, script
	s.Stated = map[string]register.Statement{"sectors": {State: "not_applicable", Reason: script}}
	s.Foreign = []register.ForeignField{{Format: "csv", Field: script, Value: script}}
	return s
}

// TestAFormThatIsRefusedKeepsEveryWordInIt sends each form with something wrong in it, and looks for all that was written.
func TestAFormThatIsRefusedKeepsEveryWordInIt(t *testing.T) {
	h := newHouse(t)
	p := h.furnish(t)
	org, draft, public := workAt(h.home), ownPath(p["draft"]), ownPath(p["public"])
	cases := []struct {
		path   string
		values url.Values // "-" begins what a page must not give back: passwords
	}{
		{org + "/systems/new", url.Values{"name.sv": {"Mitt namn <å>"}, "name.en": {"My name"}}},
		{org + "/people/invite", url.Values{"name": {"Test <Ny>"}, "email": {"inte en adress"}, "roles": {"adviser", "reader"}}},
		{org + "/settings", url.Values{
			"name.sv": {""}, "name.en": {"English & name"}, "number": {"12"}, "type": {"municipality"}, "website": {"inte://en adress"}, "contact": {"<kontakt>"},
			"renamed_on.day": {"31"}, "renamed_on.month": {"2"}, "renamed_on.year": {"2026"}, "revision": {"1"},
		}},
		{public + "/phase", url.Values{
			"phases.phase": {"in_use"}, "phases.from": {"i våras"}, "phases.note.sv": {"Därför att \"så\""}, "phases.note.en": {"Because"}, "revision": {"2"},
		}},
		{public + "/retire", url.Values{
			"kind": {"replaced"}, "replaced_by": {"ingenstans"}, "date.day": {"1"}, "date.month": {"x"}, "date.year": {"2026"},
			"reason.sv": {"Skälet"}, "reason.en": {"The reason"}, "revision": {"2"},
		}},
		{draft + "/publish", url.Values{"note": {strings.Repeat("å", maxNote+1)}, "revision": {"1"}}},
		{"/account/name", url.Values{"name": {strings.Repeat("n", 500)}}},
		{"/account/tokens/new", url.Values{"name": {"Nyckel"}, "scopes": {"read", "write"}, "expires.day": {"1"}, "expires.month": {"1"}, "expires.year": {"2020"}}},
		{"/account/password", url.Values{"old": {"-mitt gamla lösen"}, "password": {"-kort"}}},
		{"/login", url.Values{"email": {"nagon@test.example"}, "password": {"-fel lösenord"}, "next": {"/work?org=x"}}},
		{"/systems/" + p["public"] + "/reuse", url.Values{"message": {"Vi vill <gärna>"}, "contact": {"a@test.example"}}},
		{"/systems/" + p["public"] + "/report", url.Values{"organisation": {"Verket"}, "contact": {"b@test.example"}}},
	}
	for _, c := range cases {
		for _, lang := range []string{"", "/en"} {
			got := h.posts("first", lang+c.path, c.values)
			if got.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d, want 422: %s", lang+c.path, got.StatusCode, parse(t, got).Text("main"))
				continue
			}
			sound(t, lang+c.path, got)
			doc := parse(t, got)
			if len(doc.All(".error-summary li")) == 0 || doc.Text("head title") == "" {
				t.Errorf("%s: nothing says what is wrong", lang+c.path)
			}
			kept := sentForm(doc)
			for name, values := range c.values {
				for _, v := range values {
					secret := strings.HasPrefix(v, "-")
					if there := slices.Contains(kept[name], v); there == secret && v != "" {
						t.Errorf("%s: %s %q is kept: %v; the form holds %q", lang+c.path, name, v, there, kept[name])
					}
				}
			}
		}
	}
}
