package web

import (
	"bytes"
	"context"
	"io/fs"
	"mime/multipart"
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
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/inbox"
	"github.com/tillit-se/tillit/internal/ledger"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store"
	"github.com/tillit-se/tillit/internal/store/storetest"
	"github.com/tillit-se/tillit/internal/web/htmltest"
)

// The organisations of the tests, and who asks in a request: a header stands in for the session.
const (
	homeOrganisation  = "01930000-0000-7000-8000-0000000000a1"
	otherOrganisation = "01930000-0000-7000-8000-0000000000a2"
	personHeader      = "X-Test-Person"
)

// desk is the pages of assessments on real services, the real instruments and a database of their own.
type desk struct {
	*site
	t       *testing.T
	service *assess.Service
	store   *store.Store
	clock   *clock.Manual
	system  string // a system of the home organisation
}

func memberOf(organisation, name string, roles ...account.Role) account.Actor {
	return account.Actor{AccountID: "test-" + name, Name: name, Memberships: []account.Membership{
		{OrganisationID: organisation, OrganisationName: i18n.Text{SV: "Testkommunen"}, Roles: roles},
	}}
}

func personOf(r *http.Request) account.Actor {
	switch name := r.Header.Get(personHeader); name {
	case "reader":
		return memberOf(homeOrganisation, name, account.Reader)
	case "editor":
		return memberOf(homeOrganisation, name, account.Editor)
	case "stranger":
		return memberOf(otherOrganisation, name, account.Roles()...)
	}
	return account.Actor{}
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	packs, err := fs.Sub(content.FS(), "instruments")
	if err != nil {
		t.Fatal(err)
	}
	c := clock.NewManual(time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC))
	s := storetest.Open(t, storetest.SQLite(t), store.Options{Clock: c})
	return deskOn(t, s, c, packs)
}

// deskOn is a desk on a database, with the instruments in a tree of files.
func deskOn(t *testing.T, s *store.Store, c *clock.Manual, packs fs.FS) *desk {
	t.Helper()
	ids := clock.NewIDs(nil)
	systems, err := register.NewService(register.Ports{
		Tx: s, Records: s, Imports: s, Organisations: s, Ledger: ledger.New(s, c, nil), Outbox: s,
		Inbox: inbox.NewService(s, s, c, ids), Clock: c, IDs: ids,
	})
	if err != nil {
		t.Fatal(err)
	}
	sources, err := content.Provisions()
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, service: assess.New(assess.NewLibrary(packs, nil), s, s, systems, c, ids), store: s, clock: c}
	d.site = newSite(t, func(config *Config) {
		config.Clock = c
		config.Session = func(r *http.Request) (Viewer, error) { return Viewer{Actor: personOf(r)}, nil }
	}, NewAssessing(d.service, systems, sources))
	d.furnish(systems)
	return d
}

// furnish makes the organisations and a system, unless they are there.
func (d *desk) furnish(systems *register.Service) {
	d.t.Helper()
	if _, err := d.store.Organisation(d.t.Context(), homeOrganisation); err == nil {
		return
	}
	err := d.store.Write(d.t.Context(), func(ctx context.Context) error {
		for _, id := range []string{homeOrganisation, otherOrganisation} {
			if err := d.store.InsertOrganisation(ctx, account.Organisation{ID: id, Name: i18n.Text{SV: "Testkommunen"}, Revision: 1}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		d.t.Fatal(err)
	}
	editor := memberOf(homeOrganisation, "editor", account.Editor)
	record, err := systems.Create(d.t.Context(), editor, homeOrganisation, register.System{Name: i18n.Text{SV: "Provsystemet"}, Slag: "ai_system"})
	if err != nil {
		d.t.Fatal(err)
	}
	d.system = record.ID
}

// as asks as a person.
func (d *desk) as(person, path string) *reply {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set(personHeader, person)
	return d.do(r)
}

// send posts a form as a person; files are contents by the names of their fields.
func (d *desk) send(person, path string, values url.Values, files ...string) *reply {
	d.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, all := range values {
		for _, value := range all {
			if err := form.WriteField(name, value); err != nil {
				d.t.Fatal(err)
			}
		}
	}
	for i := 0; i+1 < len(files); i += 2 {
		part, err := form.CreateFormFile(files[i], "svar.json")
		if err != nil {
			d.t.Fatal(err)
		}
		_, _ = part.Write([]byte(files[i+1]))
	}
	_ = form.Close()
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set(personHeader, person)
	return d.do(r)
}

// begun is a new assessment of the system with the trust questions.
func (d *desk) begun() string {
	d.t.Helper()
	editor := memberOf(homeOrganisation, "editor", account.Editor)
	a, err := d.service.Begin(d.t.Context(), editor, "", assess.Subject{Kind: assess.OfSystem, ID: d.system}, "trust_questions", nil)
	if err != nil {
		d.t.Fatal(err)
	}
	return a.ID
}

// pageForm gives what a browser would send from the page's main form when the button with a value is pressed.
func pageForm(doc *htmltest.Doc, button string) url.Values {
	values := url.Values{}
	for _, input := range doc.All("main input") {
		kind := input.Attr("type")
		choice := kind == "radio" || kind == "checkbox"
		if input.Attr("name") == "" || kind == "file" || choice && !input.Has("checked") {
			continue
		}
		values.Add(input.Attr("name"), input.Attr("value"))
	}
	for _, area := range doc.All("main textarea") {
		values.Add(area.Attr("name"), area.Text())
	}
	if button != "" {
		values.Set("to", button)
	}
	return values
}

// wantStatus stops the test at another status.
func (r *reply) wantStatus(t *testing.T, want int) *reply {
	t.Helper()
	if r.StatusCode != want {
		t.Fatalf("got %d, want %d:\n%s", r.StatusCode, want, excerpt(r.Text))
	}
	return r
}

func excerpt(html string) string {
	if at := strings.Index(html, "<main"); at >= 0 {
		html = html[at:]
	}
	return html[:min(len(html), 1500)]
}
