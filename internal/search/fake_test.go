package search_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/search"
)

// records is a feature and its outbox in memory: a Source and a Changes.
type records struct {
	mu     sync.Mutex
	docs   map[string][]search.Document // by record id
	log    []outbox.Change
	next   int64
	pruned int64 // changes up to here are gone
	news   chan struct{}
}

func newRecords(docs ...search.Document) *records {
	r := &records{docs: make(map[string][]search.Document), news: make(chan struct{})}
	for _, d := range docs {
		r.put(d.ID, append(r.docs[d.ID], d)...)
	}
	return r
}

// put makes docs the documents of a record and logs the change. It gives the change's cursor.
func (r *records) put(id string, docs ...search.Document) outbox.Cursor {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.docs[id] = docs
	if len(docs) == 0 {
		delete(r.docs, id)
	}
	r.next++
	r.log = append(r.log, outbox.Change{Cursor: at(r.next), Topic: "system", Key: id, Op: outbox.Put})
	close(r.news)
	r.news = make(chan struct{})
	return at(r.next)
}

func at(n int64) outbox.Cursor { return outbox.Cursor{Epoch: "prov", ID: n} }

func (r *records) prune() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pruned, r.log = r.next, nil
}

func (r *records) ChangesSince(_ context.Context, after outbox.Cursor, limit int) ([]outbox.Change, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if after.ID < r.pruned || after.Epoch != "prov" {
		return nil, fmt.Errorf("since %s: %w", after, outbox.ErrCursorTooOld)
	}
	var out []outbox.Change
	for _, c := range r.log {
		if c.Cursor.ID > after.ID && len(out) < limit {
			out = append(out, c)
		}
	}
	return out, nil
}

func (r *records) ChangesHead(context.Context) (outbox.Cursor, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return at(r.next), nil
}

func (r *records) ChangesSignal() <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.news
}

// Touched takes the key of a change for a record's id, several with commas between, as an import has.
func (r *records) Touched(_ context.Context, changes []outbox.Change) ([]string, error) {
	var ids []string
	for _, c := range changes {
		ids = append(ids, strings.Split(c.Key, ",")...)
	}
	return ids, nil
}

func (r *records) Documents(_ context.Context, ids []string) ([]search.Document, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []search.Document
	for _, id := range ids {
		out = append(out, r.docs[id]...)
	}
	return out, nil
}

func (r *records) All(context.Context) iter.Seq2[search.Document, error] {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []search.Document
	ids := make([]string, 0, len(r.docs))
	for id := range r.docs {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		out = append(out, r.docs[id]...)
	}
	return func(yield func(search.Document, error) bool) {
		for _, d := range out {
			if !yield(d, nil) {
				return
			}
		}
	}
}

// doc makes a public Swedish document from "facet=code" pairs and texts.
func doc(id, title, body string, facets ...string) search.Document {
	d := search.Document{
		ID: id, Kind: "system", Visibility: search.Public, SortTitle: []byte(strings.ToLower(title)),
		Texts: map[search.Field]map[string]string{
			search.FieldTitle: {"sv": title}, search.FieldBody: {"sv": body}, search.FieldOrganisation: {"sv": "Provkommunen"},
		},
		Facets: map[string][]string{}, Version: 1,
		Updated: time.Date(2026, 1, 1, 0, 0, len(id), 0, time.UTC),
	}
	for _, f := range facets {
		facet, code, _ := strings.Cut(f, "=")
		d.Facets[facet] = append(d.Facets[facet], code)
	}
	return d
}

func draft(d search.Document, org string) search.Document {
	d.Visibility = search.OrganisationVisibility(org)
	return d
}

func english(d search.Document) search.Document {
	for field, texts := range d.Texts {
		d.Texts[field] = map[string]string{"en": texts["sv"]}
	}
	return d
}

// open opens an index in dir and brings it up to date with the records.
func open(t testing.TB, dir string, r *records, synonyms ...search.Synonyms) (*search.Index, *search.Indexer) {
	t.Helper()
	x, err := search.Open(search.Config{Dir: dir, Synonyms: synonyms})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	indexer := search.NewIndexer(x, r, r)
	if err := indexer.CatchUp(context.Background()); err != nil {
		t.Fatal(err)
	}
	return x, indexer
}

// helper is what find needs of a test; rapid's tests have it too.
type helper interface {
	Helper()
	Fatalf(format string, args ...any)
}

func find(t helper, x *search.Index, q search.Query) *search.Result {
	t.Helper()
	if q.Visible == nil {
		q.Visible = []string{search.Public}
	}
	result, err := x.Search(context.Background(), q)
	if err != nil {
		t.Fatalf("%q: %v", q.Text, err)
	}
	return result
}

func ids(r *search.Result) string {
	var out []string
	for _, h := range r.Hits {
		out = append(out, h.ID)
	}
	return strings.Join(out, " ")
}

// sortedIDs lists the hits without regard to their order.
func sortedIDs(r *search.Result) string {
	out := strings.Fields(ids(r))
	slices.Sort(out)
	return strings.Join(out, " ")
}
