package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/api/apitest"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/decide"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/ledger"
	"github.com/tillit-se/tillit/internal/masking"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/search"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

// desk is the API on real services and a database of its own, with a clock that the test moves and an index that answers what it is told.
// Every answer that it gives is held against the description of the API.
type desk struct {
	*storetest.Register
	api         *API
	accounts    *account.Service
	description *apitest.Description
	index       *toldIndex
	demo        account.Organisation
	tokens      map[string]string
}

// toldIndex gives the same result for every query, and remembers the query.
type toldIndex struct {
	asked  search.Query
	result search.Result
	err    error
}

func (x *toldIndex) Search(_ context.Context, q search.Query) (*search.Result, error) {
	x.asked = q
	result := x.result
	result.Page, result.Limit = q.Page, q.Limit
	return &result, x.err
}

// newDesk opens a desk. Tests that have one do not run side by side: huma keeps how errors are made for the whole process, and so the API
// that was made last makes them.
func newDesk(t testing.TB) *desk {
	t.Helper()
	r := storetest.NewRegister(t, storetest.SQLite(t))
	d := &desk{Register: r, index: &toldIndex{result: search.Result{Facets: map[string]map[string]int{}}}, tokens: map[string]string{}}
	d.accounts = account.New(r.Store, r.Store, ledger.New(r.Store, r.Clock, nil), r.Clock, r.IDs)
	packs, err := fs.Sub(content.FS(), "instruments")
	if err != nil {
		t.Fatal(err)
	}
	assessments := assess.New(assess.NewLibrary(packs, nil), r.Store, r.Store, r.Service, r.Clock, r.IDs)
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	d.api, err = New(Config{
		Accounts: d.accounts, Register: r.Service, Assess: assessments, Index: d.index, Catalogue: catalogue, BaseURL: "https://tillit.example",
		Guide: guide.New(guide.Ports{
			Library: guide.NewLibrary(content.Embedded()), Tx: r.Store, Store: r.Store, Systems: r.Service, Assessments: assessments, Clock: r.Clock,
			IDs: r.IDs,
		}),
		Decide: decide.NewLibrary(content.Decisions, r.Clock), Masking: masking.New(r.Clock),
	})
	if err != nil {
		t.Fatal(err)
	}
	if d.description, err = apitest.Read(d.api.OpenAPI()); err != nil {
		t.Fatal(err)
	}
	if d.demo, err = d.accounts.LoadDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	return d
}

// token gives the API key of a demo person with scopes, made once.
func (d *desk) token(t testing.TB, person string, scopes ...account.Scope) string {
	t.Helper()
	key := person
	for _, s := range scopes {
		key += " " + string(s)
	}
	if d.tokens[key] == "" {
		_, secret, err := d.accounts.CreateToken(t.Context(), d.person(t, person), "test", scopes, d.Clock.Now().Add(24*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		d.tokens[key] = secret
	}
	return d.tokens[key]
}

// person is a demo person, found without the slow hash of a password.
func (d *desk) person(t testing.TB, name string) account.Actor {
	t.Helper()
	found, err := d.Store.AccountByEmail(t.Context(), name+"@demo.example")
	if err != nil {
		t.Fatal(err)
	}
	return account.Actor{AccountID: found.ID}
}

// reply is what a request got.
type reply struct {
	status int
	header http.Header
	raw    []byte
	body   map[string]any
}

// ask sends a request with a key, or none; headers are name and value by turns. A body that is no text is sent as JSON.
func (d *desk) ask(t testing.TB, token, method, path string, body any, headers ...string) reply {
	t.Helper()
	var sent io.Reader = http.NoBody
	switch body := body.(type) {
	case nil:
	case string:
		sent = strings.NewReader(body)
	default:
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		sent = bytes.NewReader(text)
	}
	r := httptest.NewRequest(method, path, sent)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	d.api.ServeHTTP(w, r)
	got := reply{status: w.Code, header: w.Header(), raw: w.Body.Bytes()}
	_ = json.Unmarshal(got.raw, &got.body) // not every answer is JSON
	seen := apitest.Answer{Method: method, Path: r.URL.EscapedPath(), Status: got.status, Header: got.header, Body: got.raw}
	if err := d.description.Check(seen); err != nil {
		t.Errorf("%s %s: not as openapi.yaml says: %v", method, path, err)
	}
	return got
}

func (r reply) want(t testing.TB, status int) reply {
	t.Helper()
	if r.status != status {
		t.Fatalf("status %d, want %d: %.500s", r.status, status, r.raw)
	}
	return r
}

// at reads a value of the answer by keys and places: at("items", 0, "id").
func (r reply) at(keys ...any) any {
	var value any = r.body
	for _, key := range keys {
		switch key := key.(type) {
		case string:
			object, _ := value.(map[string]any)
			value = object[key]
		case int:
			list, _ := value.([]any)
			if key >= len(list) {
				return nil
			}
			value = list[key]
		}
	}
	return value
}

// systemsOf is the address of an organisation's records.
func systemsOf(o account.Organisation) string { return "/v1/organisations/" + o.ID + "/systems" }

// draft makes a draft of the demo's organisation and gives its address with the tag it has.
func (d *desk) draft(t testing.TB, s register.System) (path, tag string) {
	t.Helper()
	made := d.ask(t, d.token(t, "ensam", account.Scopes()...), http.MethodPost, systemsOf(d.demo), s).want(t, http.StatusCreated)
	return "/v1/systems/" + made.at("id").(string), made.header.Get("ETag")
}

// published is draft with a first publication; the tag is that of the record to go on from.
func (d *desk) published(t testing.TB, name string) (path, tag string) {
	t.Helper()
	path, tag = d.draft(t, storetest.Complete(name))
	all := d.token(t, "ensam", account.Scopes()...)
	d.ask(t, all, http.MethodPost, path+"/publications", map[string]any{}, "If-Match", tag).want(t, http.StatusCreated)
	return path, d.ask(t, all, http.MethodGet, path+"/draft", nil).want(t, http.StatusOK).header.Get("ETag")
}
