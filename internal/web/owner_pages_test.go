package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/inbox"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/register/format"
)

func TestTheWorkbenchTellsWhatWaits(t *testing.T) {
	h := newHouse(t)
	if main := parse(t, h.page(t, "first", "/work")).Text("main"); !strings.Contains(main, "Inget väntar") || !strings.Contains(main, "Inga AI-lösningar än") {
		t.Errorf("an empty workbench: %s", main)
	}
	draft := h.draft(t)
	overdue := firstDraft()
	overdue.Name.SV, overdue.Review.Next = "Försenad", "2026-10"
	late, err := h.register.Create(t.Context(), h.actor(t, "first"), h.home, overdue)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.register.Publish(t.Context(), h.actor(t, "first"), late.ID, 1, ""); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		h.message(t, draft.ID)
	}
	work := parse(t, h.page(t, "first", "/work"))
	tasks := work.Text(".task-list")
	for _, want := range []string{"2 obesvarade meddelanden", "Hemligt utkast", "kan publiceras", "Försenad", "skulle ha gåtts igenom oktober 2026"} {
		if !strings.Contains(tasks, want) {
			t.Errorf("the list lacks %q: %s", want, tasks)
		}
	}
	if unread := work.Text(".account .account-menu .unread"); unread != "2 nya" {
		t.Errorf("the menu says %q", unread)
	}
	if got := parse(t, h.page(t, "first", "/work?show=drafts")).Text("table"); strings.Contains(got, "Försenad") || !strings.Contains(got, "Hemligt utkast") {
		t.Errorf("only drafts: %s", got)
	}
	if got := parse(t, h.page(t, "stranger", "/work?org="+h.home)).Text("main"); strings.Contains(got, "Hemligt") || strings.Contains(got, "Försenad") {
		t.Errorf("another organisation sees %s", got)
	}
}

func (h *house) message(t *testing.T, recordID string) inbox.Item {
	t.Helper()
	item, err := h.inbox.Receive(t.Context(), inbox.Message{
		OrganisationID: h.home, Kind: inbox.ErrorReport, Body: "Det står fel <b>här</b>.", Contact: "=cmd()", Public: true,
		Subject: inbox.Subject{Kind: "system", ID: recordID, Name: "Hemligt utkast"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return item
}

func TestAMessageIsReadHandledReopenedAndTakenOut(t *testing.T) {
	h := newHouse(t)
	if main := parse(t, h.page(t, "reader", "/en/inbox")).Text("main"); !strings.Contains(main, "No messages") {
		t.Errorf("an empty inbox: %s", main)
	}
	item := h.message(t, h.published(t).ID)
	at := "/inbox/" + h.home + "/" + item.ID
	if got := h.page(t, "reader", at); strings.Contains(got.Text, "<b>här") || parse(t, got).Has("main form") {
		t.Error("the message is not escaped, or a reader may handle it")
	}
	form := h.fillIn(t, "editor", at, map[string]string{"outcome": "Rättat."})
	wantsRedirect(t, h.posts("editor", at+"/handle", form), at)
	late := h.posts("editor", at+"/handle", form)
	if late.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(late.Text, "Någon annan har ändrat") {
		t.Errorf("handling twice: %d", late.StatusCode)
	}
	handled := parse(t, h.page(t, "editor", at))
	if !strings.Contains(handled.Text("main"), "Rättat.") {
		t.Error("the outcome is not shown")
	}
	if open := parse(t, h.page(t, "editor", "/inbox?state=open")); open.Has("table") {
		t.Error("a handled message counts as open")
	}
	csv := h.as("reader", "/inbox/"+h.home+"/messages.csv")
	if !strings.Contains(csv.Text, "'=cmd()") || !strings.Contains(csv.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("CSV: %s", csv.Text)
	}
	var all []map[string]any
	if err := json.Unmarshal([]byte(h.as("reader", "/inbox/"+h.home+"/messages.json").Text), &all); err != nil || len(all) != 1 {
		t.Fatalf("JSON: %v, %v", all, err)
	}
	if all[0]["contact"] != "=cmd()" || all[0]["outcome"] != "Rättat." || all[0]["received_at"] != "2026-11-22T08:00:00Z" {
		t.Errorf("JSON: %v", all[0])
	}
	wantsRedirect(t, h.posts("editor", at+"/reopen", sentForm(handled)), at)
	h.page(t, "editor", "/en"+at)
}

func TestAnInvitationGivesALinkToHandOver(t *testing.T) {
	h := newHouse(t)
	at := workAt(h.home) + "/people"
	bad := h.posts("administrator", at+"/invite", url.Values{"name": {"Test Ny"}, "email": {"ny"}, "roles": {"adviser"}})
	summary := parse(t, bad).Text(".error-summary")
	if bad.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(summary, "fullständig e-postadress") || !strings.Contains(summary, "Välj vad rådgivaren") {
		t.Errorf("%d %s", bad.StatusCode, summary)
	}
	sound(t, at+"/invite", bad)
	form := url.Values{"name": {"Test Ny"}, "email": {"ny@test.example"}, "roles": {"reader", "editor"}, "advises": {"jurist"}}
	got := h.posts("administrator", at+"/invite", form)
	sound(t, at+"/invite", got)
	link := parse(t, got).Text(".secret")
	path, found := strings.CutPrefix(link, "https://tillit.example")
	if got.StatusCode != http.StatusOK || !found || got.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d, link %q, %q", got.StatusCode, link, got.Header.Get("Cache-Control"))
	}
	wantsRedirect(t, h.post(path, url.Values{"password": {testPassword}}), "/work")
	h.cookies["new"] = h.signsIn(t, "ny@test.example")
	if main := parse(t, h.page(t, "new", "/work")).Text("main"); !strings.Contains(main, "Läsare, Redaktör") {
		t.Errorf("the new person's roles: %s", main)
	}
	again := h.posts("administrator", at+"/invite", form)
	if again.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(parse(t, again).Text(".error-summary"), "har redan en roll") {
		t.Errorf("inviting twice: %d", again.StatusCode)
	}
	known := url.Values{"name": {"Test"}, "email": {"stranger@test.example"}, "roles": {"reader"}}
	if doc := parse(t, h.posts("administrator", at+"/invite", known)); doc.Has(".secret") || !strings.Contains(doc.Text("main"), "hade redan ett konto") {
		t.Errorf("somebody with an account: %s", doc.Text("main"))
	}
}

func TestRolesChangeAndTheLastAdministratorStays(t *testing.T) {
	h := newHouse(t)
	at := workAt(h.home) + "/people"
	editor := at + "/" + h.actor(t, "editor").AccountID
	wantsRedirect(t, h.posts("administrator", editor, url.Values{"roles": {"reader"}}), at)
	if h.as("editor", "/work/new").StatusCode != http.StatusForbidden {
		t.Error("the role was not taken")
	}
	remove := editor + "/remove"
	if title := parse(t, h.page(t, "administrator", remove)).Text("h1"); title != "Ta bort Test editor?" {
		t.Errorf("the page asks %q", title)
	}
	wantsRedirect(t, h.posts("administrator", remove, nil), at)
	if got := parse(t, h.page(t, "editor", "/en/work")).Text("main"); !strings.Contains(got, "no role in any organisation") {
		t.Errorf("somebody without roles sees %s", got)
	}
	h.page(t, "editor", "/inbox")

	first := at + "/" + h.actor(t, "first").AccountID
	h.posts("administrator", first+"/remove", nil)
	self := at + "/" + h.actor(t, "administrator").AccountID
	for path, form := range map[string]url.Values{self: {"roles": {"reader"}}, self + "/remove": nil} {
		got := h.posts("administrator", path, form)
		sound(t, path, got)
		if got.StatusCode/100 != 4 || !strings.Contains(parse(t, got).Text(".error-summary"), "minst en administratör") {
			t.Errorf("%s: %d %s", path, got.StatusCode, parse(t, got).Text("main"))
		}
	}
	link := h.posts("administrator", self+"/link", nil)
	if !strings.HasPrefix(parse(t, link).Text(".secret"), "https://tillit.example/password/") {
		t.Errorf("no new link: %s", link.Text)
	}
}

func TestTheOrganisationKeepsItsFormerName(t *testing.T) {
	h := newHouse(t)
	at := workAt(h.home) + "/settings"
	form := h.fillIn(t, "administrator", at, map[string]string{
		"name.sv": "Nya testkommunen", "number": "212000-0142", "contact": "registrator@test.example", "website": "https://test.example/",
		"renamed_on.day": "1", "renamed_on.month": "10", "renamed_on.year": "2026",
	})
	wantsRedirect(t, h.posts("administrator", at, form), "/work?org="+h.home)
	o, err := h.accounts.Organisation(t.Context(), h.home)
	if err != nil || o.Name.SV != "Nya testkommunen" || len(o.Names) != 1 || o.Names[0].Name.SV != "Testkommunen" || o.Names[0].Until != "2026-10-01" {
		t.Errorf("%+v, %v", o, err)
	}
	stale := h.posts("administrator", at, form)
	if stale.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(parse(t, stale).Text(".error-summary"), "Någon annan har ändrat") {
		t.Errorf("saving against an old revision: %d", stale.StatusCode)
	}
	bad := h.posts("administrator", at, h.fillIn(t, "administrator", at, map[string]string{
		"name.sv": "", "number": "1", "type": "påhittad", "website": "javascript:x", "contact": "<script>",
	}))
	if n := len(parse(t, bad).All(".error-summary li")); bad.StatusCode != http.StatusUnprocessableEntity || n != 5 {
		t.Errorf("%d with %d problems: %s", bad.StatusCode, n, parse(t, bad).Text("main"))
	}
	h.page(t, "administrator", "/en"+at)
}

func TestATokenIsShownOnceAndCanBeRevoked(t *testing.T) {
	h := newHouse(t)
	form := h.fillIn(t, "editor", "/account/tokens/new", map[string]string{"name": "Nattjobbet", "scopes": "read"})
	got := h.posts("editor", "/account/tokens/new", form)
	sound(t, "/account/tokens/new", got)
	secret := parse(t, got).Text(".secret")
	actor, err := h.accounts.ActorOfToken(t.Context(), secret)
	if err != nil || !actor.May(account.ReadDrafts, h.home) || actor.May(account.Edit, h.home) {
		t.Fatalf("the token %q gives %+v, %v", secret, actor, err)
	}
	page := h.page(t, "editor", "/account")
	if strings.Contains(page.Text, secret) || !strings.Contains(page.Text, "Nattjobbet") || !strings.Contains(page.Text, "2027-02-22") {
		t.Error("the account page shows the secret again, or not the token with its last day")
	}
	at := parse(t, page).One("table a").Attr("href")
	if other := h.posts("reader", at, nil); other.StatusCode != http.StatusNotFound {
		t.Errorf("somebody else may revoke it: %d", other.StatusCode)
	}
	h.page(t, "editor", "/en"+at)
	wantsRedirect(t, h.posts("editor", at, nil), "/account")
	if _, err := h.accounts.ActorOfToken(t.Context(), secret); err == nil {
		t.Error("a revoked token still works")
	}
}

func TestATokensLastDayIsWhole(t *testing.T) {
	if got, want := endOfDay("2027-02-22"), time.Date(2027, 2, 22, 23, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("ends %v, want %v", got, want)
	}
	if got := lastDay(endOfDay("2026-07-01")); got != "2026-07-01" {
		t.Errorf("in summer the last day is %s", got)
	}
}

func TestNameAndPasswordChange(t *testing.T) {
	h := newHouse(t)
	wantsRedirect(t, h.posts("editor", "/account/name", url.Values{"name": {"Test Omdöpt"}}), "/account")
	if name := parse(t, h.page(t, "editor", "/account")).Text(".account-name"); name != "Test Omdöpt" {
		t.Errorf("the header says %q", name)
	}
	wrong := h.posts("editor", "/account/password", url.Values{"old": {"fel"}, "password": {"en ny mening att minnas"}})
	if wrong.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(parse(t, wrong).Text(".error-summary"), "nuvarande lösenordet stämmer inte") {
		t.Errorf("%d", wrong.StatusCode)
	}
	changed := h.posts("editor", "/account/password", url.Values{"old": {testPassword}, "password": {"en ny mening att minnas"}})
	wantsRedirect(t, changed, "/account")
	wantsRedirect(t, h.as("editor", "/account"), "/login?next=%2Faccount")
	h.cookies["editor"] = changed.Cookies[0]
	h.page(t, "editor", "/account")
}

func TestAnImportsReportNamesEveryRowNotTaken(t *testing.T) {
	h := newHouse(t)
	if main := parse(t, h.page(t, "reader", "/imports")).Text("main"); !strings.Contains(main, "Inga importer än") {
		t.Errorf("none yet: %s", main)
	}
	file := "organisation.name.sv,name.sv,slag,website\nTestverket,Bra,ai_system,\nTestverket,Dålig,<script>alert(1)</script>,\nTestverket,Usel,ai_system,inte en adress\n"
	report, err := h.register.Import(t.Context(), account.Operator(), strings.NewReader(file), register.ImportRequest{Format: format.CSV(), Source: "fil <b>"})
	if err != nil {
		t.Fatal(err)
	}
	h.page(t, "reader", "/imports")
	got := h.page(t, "reader", "/imports/"+report.Batch)
	doc := parse(t, got)
	if strings.Contains(got.Text, "<script>alert") || !strings.Contains(doc.Text("main"), "Inte tagna") {
		t.Errorf("the report: %s", doc.Text("main"))
	}
	for _, note := range report.Notes {
		if !strings.Contains(doc.Text("main"), strings.Join(strings.Fields(note.Message), " ")) {
			t.Errorf("the page lacks the note %+v", note)
		}
	}
	for _, link := range doc.All(".choices-row a") {
		h.page(t, "reader", link.Attr("href"))
	}
	var again register.Report
	if err := json.Unmarshal([]byte(h.as("reader", "/en/imports/"+report.Batch+".json").Text), &again); err != nil || again.Rows != report.Rows || len(again.Notes) != len(report.Notes) {
		t.Errorf("JSON: %+v, %v; want %+v", again, err, report)
	}
	if got := h.as("reader", "/imports/hittepå"); got.StatusCode != http.StatusNotFound {
		t.Errorf("an import that is none: %d", got.StatusCode)
	}
}

func TestTheBrowserLeavesCheckingToUs(t *testing.T) {
	h := newHouse(t)
	record := h.draft(t)
	for _, path := range []string{
		ownPath(record.ID) + "/edit/basics", workAt(h.home) + "/settings", workAt(h.home) + "/people/invite", workAt(h.home) + "/systems/new",
	} {
		for _, form := range parse(t, h.page(t, "first", path)).All("main form") {
			if !form.Has("novalidate") {
				t.Errorf("%s: the browser checks a form in its own words, and leaves the reader without ours", path)
			}
		}
	}
}

func TestAPersonOfTwoOrganisationsSeesOneAtATimeAndWhatWaitsInBoth(t *testing.T) {
	h := newHouse(t)
	_, err := h.accounts.Invite(t.Context(), account.Operator(), account.Invitation{
		OrganisationID: h.home, Name: "Test", Email: "stranger@test.example", Roles: []account.Role{account.Editor},
	})
	if err != nil {
		t.Fatal(err)
	}
	h.draft(t)
	theirs := parse(t, h.page(t, "stranger", "/work?org="+h.other))
	if !strings.Contains(theirs.Text(".task-list"), "Hemligt utkast") || !strings.Contains(theirs.Text(".task-list"), "Testkommunen") {
		t.Errorf("what waits in the other organisation is not told: %s", theirs.Text("main"))
	}
	if theirs.Has("table") {
		t.Error("the records of one organisation stand among those of the other")
	}
	if home := parse(t, h.page(t, "stranger", "/en/work?org="+h.home)); !strings.Contains(home.Text("table"), "Secret draft") {
		t.Errorf("the chosen organisation: %s", home.Text("main"))
	}
	if n := len(parse(t, h.page(t, "stranger", "/work/new")).All("main a")); n != 2 {
		t.Errorf("a new record can begin in %d organisations, want 2", n)
	}
	h.page(t, "stranger", "/inbox?org="+h.home)
}

func TestListsGoOnToTheNextPage(t *testing.T) {
	h := newHouse(t)
	record := h.draft(t)
	for range inboxPage + 1 {
		h.message(t, record.ID)
	}
	for range benchPage {
		h.draft(t)
	}
	for _, path := range []string{"/inbox", "/work"} {
		first := parse(t, h.page(t, "editor", path))
		next := first.One(".pagination a[rel=next]").Attr("href")
		second := parse(t, h.page(t, "editor", next))
		if n := len(second.All("main table tbody tr")); n != 1 {
			t.Errorf("%s: %d rows on the second page, want 1", next, n)
		}
	}
	for _, path := range []string{"/work?page=99", "/work?page=-1", "/work?show=x&org=y", "/inbox?page=x&state=x&org=x"} {
		h.page(t, "editor", path)
	}
}
