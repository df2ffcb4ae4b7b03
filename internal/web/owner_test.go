package web

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/decide"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/inbox"
	"github.com/tillit-se/tillit/internal/ledger"
	"github.com/tillit-se/tillit/internal/masking"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/search"
	"github.com/tillit-se/tillit/internal/store"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

const testPassword = "en lång mening att minnas"

// house is the pages for people with accounts, on real services and a database of its own, with a clock that the test moves.
type house struct {
	*site
	accounts *account.Service
	register *register.Service
	inbox    *inbox.Service
	guide    *guide.Service
	assess   *assess.Service
	index    *search.Index // empty until reindex
	store    *store.Store
	clock    *clock.Manual
	home     string // the organisation whose people most tests sign in as
	other    string
	cookies  map[string]*http.Cookie // of people who have signed in, by role
}

// The people of a house, by the name of their role; "stranger" is the administrator, editor and decision maker of the other
// organisation.
var rolesOfHouse = []struct {
	name    string
	roles   []account.Role
	advises account.AdviserKind
}{
	{"reader", []account.Role{account.Reader}, ""},
	{"editor", []account.Role{account.Editor}, ""},
	{"adviser", []account.Role{account.Adviser}, account.Jurist},
	{"decision_maker", []account.Role{account.DecisionMaker}, ""},
	{"administrator", []account.Role{account.Administrator}, ""},
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := emptyHouse(t)
	h.people(t)
	return h
}

// emptyHouse is one in which nobody has an account.
func emptyHouse(t *testing.T) *house {
	t.Helper()
	c := clock.NewManual(time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC))
	ids := clock.NewIDs(nil)
	s := storetest.Open(t, storetest.SQLite(t), store.Options{Clock: c})
	log := ledger.New(s, c, nil)
	h := &house{store: s, clock: c, cookies: map[string]*http.Cookie{}}
	h.accounts = account.New(s, s, log, c, ids)
	h.inbox = inbox.NewService(s, s, c, ids)
	var err error
	h.register, err = register.NewService(register.Ports{
		Tx: s, Records: s, Imports: s, Organisations: s, Ledger: log, Outbox: s, Inbox: h.inbox, Clock: c, IDs: ids,
	})
	if err != nil {
		t.Fatal(err)
	}
	packs, err := fs.Sub(content.FS(), "instruments")
	if err != nil {
		t.Fatal(err)
	}
	library := assess.NewLibrary(packs, func(string) error { return nil })
	h.index = openIndex(t)
	assessments := assess.New(library, s, s, h.register, c, ids)
	h.assess = assessments
	h.guide = guide.New(guide.Ports{
		Library: guide.NewLibrary(content.Embedded()), Tx: s, Store: s, Systems: h.register, Assessments: assessments, Clock: c, IDs: ids,
	})
	public, err := Public(PublicRooms{Register: h.register, Changes: s, Search: h.index})
	if err != nil {
		t.Fatal(err)
	}
	owner, err := Owner(OwnerRooms{
		Accounts: h.accounts, Register: h.register, Inbox: h.inbox, Assessments: assessments, Guide: h.guide,
	})
	if err != nil {
		t.Fatal(err)
	}
	sources, err := content.Provisions()
	if err != nil {
		t.Fatal(err)
	}
	architecture := NewArchitecture(h.guide.Library, sources)
	own := OwnArchitecture{Architecture: architecture, Service: h.guide}
	h.site = newSite(t, func(config *Config) {
		config.Session = Session(h.accounts, h.inbox, config.BaseURL)
		config.Clock = c
		config.Log = slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	}, append(
		append(public, owner...), NewGuide(h.guide, sources), architecture, own, NewAssessing(assessments, h.register, sources),
		NewDeciding(decide.NewLibrary(content.Decisions, c), sources), Masking{Service: masking.New(c)}, APIDocs{},
	)...)
	return h
}

// people makes two organisations with their people.
func (h *house) people(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	secret, err := h.accounts.SetUpSecret(ctx)
	if err != nil {
		t.Fatal(err)
	}
	first, err := h.accounts.CompleteSetUp(ctx, secret, account.SetUpForm{
		Organisation: "Testkommunen", Type: "municipality", Name: "Test Första", Email: "first@test.example", Password: testPassword,
	})
	if err != nil {
		t.Fatal(err)
	}
	h.cookies["first"] = h.signsIn(t, first.Email)
	actor := h.actor(t, "first")
	h.home = actor.Memberships[0].OrganisationID
	for _, p := range rolesOfHouse {
		h.join(t, h.home, p.name, p.roles, p.advises)
	}
	other := account.Organisation{
		ID: clock.NewIDs(nil).New(), Name: i18n.Text{SV: "Andra testkommunen"}, Type: "municipality", Country: "SE", Managed: true, Revision: 1,
	}
	add := func(ctx context.Context) error { return h.store.InsertOrganisation(ctx, other) }
	if err := h.store.Write(ctx, add); err != nil {
		t.Fatal(err)
	}
	h.other = other.ID
	h.join(t, h.other, "stranger", []account.Role{account.Editor, account.DecisionMaker, account.Administrator}, "")
}

// join makes a person with roles and signs them in.
func (h *house) join(t *testing.T, organisationID, name string, roles []account.Role, advises account.AdviserKind) {
	t.Helper()
	email := name + "@test.example"
	secret, err := h.accounts.Invite(t.Context(), account.Operator(), account.Invitation{
		OrganisationID: organisationID, Name: "Test " + name, Email: email, Roles: roles, Advises: advises,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.accounts.SetPasswordByLink(t.Context(), secret, testPassword); err != nil {
		t.Fatal(err)
	}
	h.cookies[name] = h.signsIn(t, email)
}

// signsIn signs a person in through the page, and gives the cookie.
func (h *house) signsIn(t *testing.T, email string) *http.Cookie {
	t.Helper()
	got := h.post("/login", url.Values{"email": {email}, "password": {testPassword}})
	for _, cookie := range got.Cookies {
		if cookie.Name == sessionName(true) && cookie.Value != "" {
			return cookie
		}
	}
	t.Fatalf("%s could not sign in: %d\n%s", email, got.StatusCode, got.Text)
	return nil
}

func (h *house) actor(t *testing.T, who string) account.Actor {
	t.Helper()
	actor, err := h.accounts.ActorOfSession(t.Context(), h.cookies[who].Value)
	if err != nil {
		t.Fatal(err)
	}
	return actor
}

// as gets a page as somebody; "public" is nobody.
func (h *house) as(who, path string) *reply {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if cookie := h.cookies[who]; cookie != nil {
		r.AddCookie(cookie)
	}
	return h.do(r)
}

// posts sends a form as somebody.
func (h *house) posts(who, path string, values url.Values) *reply {
	r := formRequest(path, values)
	if cookie := h.cookies[who]; cookie != nil {
		r.AddCookie(cookie)
	}
	return h.do(r)
}

func formRequest(path string, values url.Values) *http.Request {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

// page gets a page that must be there and sound.
func (h *house) page(t *testing.T, who, path string) *reply {
	t.Helper()
	got := h.as(who, path)
	if got.StatusCode != http.StatusOK {
		t.Fatalf("%s as %s: %d\n%s", path, who, got.StatusCode, got.Text)
	}
	sound(t, path, got)
	return got
}

// sound checks any page.
func sound(t *testing.T, path string, got *reply) {
	t.Helper()
	failed := t.Failed()
	checkMessages(t, path, got.Text)
	parse(t, got).CheckPage()
	if t.Failed() && !failed {
		t.Logf("the page %s:\n%s", path, got.Text)
	}
}

// wantsRedirect checks that the answer leads on to an address.
func wantsRedirect(t *testing.T, got *reply, to string) {
	t.Helper()
	if got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != to {
		t.Fatalf("got %d to %q, want 303 to %q\n%s", got.StatusCode, got.Header.Get("Location"), to, got.Text)
	}
}

// draft makes a record of the home organisation with what a first draft needs.
func (h *house) draft(t *testing.T) register.Record {
	t.Helper()
	record, err := h.register.Create(t.Context(), h.actor(t, "first"), h.home, firstDraft())
	if err != nil {
		t.Fatal(err)
	}
	return record
}

func firstDraft() register.System {
	return register.System{
		Slag: register.AISystem, Name: i18n.Text{SV: "Hemligt utkast", EN: "Secret draft"},
		Summary: i18n.Text{SV: "Sorterar testpost."}, Purpose: i18n.Text{SV: "Att testa."},
		Phases:       []register.PhaseEntry{{Phase: register.Development, From: "2026-01", Confirmed: true}},
		DecisionRole: register.Informs, Affected: i18n.Text{SV: "Ingen, det är ett test."},
	}
}

// published makes a record of the home organisation that is published.
func (h *house) published(t *testing.T) register.Record {
	t.Helper()
	record := h.draft(t)
	if _, err := h.register.Publish(t.Context(), h.actor(t, "first"), record.ID, record.Revision, ""); err != nil {
		t.Fatal(err)
	}
	view, err := h.register.Own(t.Context(), h.actor(t, "first"), record.ID)
	if err != nil {
		t.Fatal(err)
	}
	return view.Record
}
