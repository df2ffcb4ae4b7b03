package web

import (
	"context"
	"errors"
	"io"
	"iter"
	"net/http"
	"path/filepath"
	"testing"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/search"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

// publicSite is the public pages on a database and an index of their own.
type publicSite struct {
	*site
	*storetest.Register
	index  *search.Index
	viewer *Viewer // who asks; the public at first
}

// newPublicSite makes the site; fill publishes what it is to show before the index is built.
func newPublicSite(t testing.TB, fill func(*storetest.Register)) *publicSite {
	t.Helper()
	r := storetest.NewRegister(t, storetest.SQLite(t))
	if fill != nil {
		fill(r)
	}
	p := &publicSite{Register: r, viewer: &Viewer{}}
	p.index = openIndex(t)
	features, err := Public(PublicRooms{Register: r.Service, Search: p.index, Changes: r.Store})
	if err != nil {
		t.Fatal(err)
	}
	p.site = newSite(t, func(c *Config) {
		c.Clock = r.Clock
		c.Session = func(*http.Request) (Viewer, error) { return *p.viewer, nil }
	}, features...)
	p.reindex(t)
	return p
}

func openIndex(t testing.TB) *search.Index {
	t.Helper()
	index, err := search.Open(search.Config{Dir: filepath.Join(t.TempDir(), "index")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = index.Close() })
	return index
}

// reindex builds the index anew.
func (p *publicSite) reindex(t testing.TB) {
	t.Helper()
	reindex(t, p.index, p.Store, p.Service)
}

// reindex builds an index anew from what a register holds.
func reindex(t testing.TB, index *search.Index, changes search.Changes, register *register.Service) {
	t.Helper()
	if err := search.NewIndexer(index, changes, documents{register}).Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// actAs lets a person with accounts ask from now on.
func (p *publicSite) actAs(a account.Actor) {
	*p.viewer = Viewer{Actor: a}
}

// documents gives the index what the register holds, and the organisations.
type documents struct{ register *register.Service }

func (documents) Touched(context.Context, []outbox.Change) ([]string, error) { return nil, nil }

func (documents) Documents(context.Context, []string) ([]search.Document, error) { return nil, nil }

func (d documents) All(ctx context.Context) iter.Seq2[search.Document, error] {
	return func(yield func(search.Document, error) bool) {
		for document, err := range d.register.AllSearchDocuments(ctx) {
			if !yield(indexed(document), err) {
				return
			}
		}
		all, _, err := d.register.Organisations(ctx, register.Page{Limit: 100})
		if err != nil {
			yield(search.Document{}, err)
			return
		}
		for _, o := range all {
			if !yield(search.Document{
				ID: o.ID, Kind: "organisation", Visibility: search.Public, Texts: map[search.Field]map[string]string{search.FieldTitle: byLanguage(o.Name)},
			}, nil) {
				return
			}
		}
	}
}

func indexed(d register.SearchDocument) search.Document {
	visibility := search.Public
	if d.Draft {
		visibility = search.OrganisationVisibility(d.Organisation)
	}
	owner := map[string]string{}
	if len(d.Texts.Organisation) > 0 {
		owner["sv"] = d.Texts.Organisation[0]
	}
	return search.Document{
		ID: d.RecordID, Kind: "system", Visibility: visibility, Facets: d.Facets, Updated: d.ChangedAt, SortTitle: []byte(d.SortName.In("sv")),
		Texts: map[search.Field]map[string]string{
			search.FieldTitle: byLanguage(d.Title), search.FieldSummary: byLanguage(d.Summary), search.FieldOrganisation: owner,
			search.FieldBody: byLanguage(d.Texts.Body),
		},
	}
}

func byLanguage(text i18n.Text) map[string]string {
	texts := map[string]string{}
	for tag, value := range map[string]string{"sv": text.SV, "en": text.EN, "und": text.Other} {
		if value != "" {
			texts[tag] = value
		}
	}
	return texts
}

// importRows takes rows into the register as an import does.
func importRows(t testing.TB, r *storetest.Register, rows ...register.Row) {
	t.Helper()
	reader := &rowReader{rows: rows}
	report, err := r.Import(t.Context(), account.Operator(), nil, register.ImportRequest{
		Source: "Testregistret, 2026-11-22",
		Format: register.Format{Code: "test", Open: func(io.Reader, register.Options) (register.Reader, error) { return reader, nil }},
	})
	if err != nil || report.Rows.Rejected > 0 {
		t.Fatalf("import: %v, %+v", err, report)
	}
}

type rowReader struct{ rows []register.Row }

func (r *rowReader) Next() (register.Row, error) {
	if len(r.rows) == 0 {
		return register.Row{}, io.EOF
	}
	row := r.rows[0]
	r.rows = r.rows[1:]
	return row, nil
}

// realContent imports the gathered systems of the embedded content, with the fields that the pages show.
func realContent(t testing.TB, r *storetest.Register) {
	t.Helper()
	records, err := content.Systems()
	bodies, bodiesErr := content.Organisations()
	if err := errors.Join(err, bodiesErr); err != nil {
		t.Fatal(err)
	}
	names := map[string]i18n.Text{}
	for _, o := range bodies {
		names[o.Name.SV] = i18n.Text{SV: o.Name.SV, EN: o.Name.EN}
	}
	var rows []register.Row
	for i, c := range records {
		row := register.Row{Number: i + 1, ForeignID: c.ID, Publisher: "tillit", Name: c.Name.SV, Gathered: true, System: gathered(c)}
		row.Hash[0], row.Hash[1] = byte(i), byte(i>>8)
		row.Organisation = register.OrganisationRef{Name: names[c.Organisation], Type: c.OrganisationType, Country: "SE"}
		if row.Organisation.Name.IsZero() {
			row.Organisation.Name = i18n.Text{SV: c.Organisation, EN: c.Organisation}
		}
		rows = append(rows, row)
	}
	importRows(t, r, rows...)
}

func gathered(c content.SystemRecord) register.System {
	text := func(t *content.Text) i18n.Text {
		if t == nil {
			return i18n.Text{}
		}
		return i18n.Text{SV: t.SV, EN: t.EN}
	}
	s := register.System{
		Slag: register.Slag(c.Slag), Name: text(&c.Name), Summary: text(&c.Summary), Purpose: text(c.Purpose), Affected: text(&c.Affected),
		Technologies: c.Techniques, Sectors: []string{c.Sector}, DecisionRole: register.DecisionRole(c.DecisionRole),
		Results: text(c.Results), Lessons: text(c.Lessons), ScopeNote: text(c.ScopeNote), SourceStrength: c.SourceStrength,
		Law:  register.Law{Basis: text(c.LegalBasis)},
		Data: register.Data{Description: text(c.DataDescription), PersonalData: register.YesNo(c.PersonalData)},
	}
	for _, p := range c.Phases {
		s.Phases = append(s.Phases, register.PhaseEntry{Phase: register.Phase(p.Phase), AsOf: p.AsOf, Note: text(p.Note)})
	}
	for _, source := range c.Sources {
		s.Sources = append(s.Sources, register.Source{Title: source.Title, URL: source.URL, Published: source.Published, Read: source.Read})
	}
	for i := range c.Unverified {
		s.Unverified = append(s.Unverified, text(&c.Unverified[i]))
	}
	if c.Reuse != nil {
		s.Reuse = register.Reuse{Possible: register.No, Terms: text(&c.Reuse.Terms)}
		if c.Reuse.Possible {
			s.Reuse.Possible = register.Yes
		}
	}
	if c.Code != nil {
		s.Technique.CodeStatus, s.Technique.CodeLink, s.Technique.Licence = c.Code.Status, c.Code.URL, c.Code.Licence
	}
	return s
}
