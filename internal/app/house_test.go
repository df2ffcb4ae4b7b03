package app

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/api/apitest"
	"github.com/tillit-se/tillit/internal/config"
	"github.com/tillit-se/tillit/internal/search"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

// house is the whole platform, filled as the demo is, behind a test server.
type house struct {
	*App
	url         string
	indexer     *search.Indexer
	description *apitest.Description // of the API: every answer of it is held against this
}

// each runs test on the whole platform on SQLite and, when it is there, on PostgreSQL.
func each(t *testing.T, test func(t *testing.T, h *house)) {
	storetest.Each(t, func(t *testing.T, fresh storetest.Database) { test(t, openHouse(t, fresh(t))) })
}

func openHouse(t *testing.T, dsn string) *house { return openHouseWith(t, dsn, Options{}) }

func openHouseWith(t *testing.T, dsn string, o Options) *house {
	t.Helper()
	a, err := Open(t.Context(), config.Config{DB: dsn, DataDir: t.TempDir()}, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.LoadDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	index, indexer, err := a.OpenIndex()
	if err != nil {
		t.Fatal(err)
	}
	handler, err := a.handler(index, ServeOptions{Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	description, err := os.ReadFile("../api/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	read, err := apitest.Read(description)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(func() {
		server.Close()
		if err := index.Close(); err != nil {
			t.Error(err)
		}
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	h := &house{App: a, url: server.URL, indexer: indexer, description: read}
	h.catchUp(t)
	return h
}

// catchUp brings the index up to the last change. On PostgreSQL a change can be read when all older transactions have ended.
func (h *house) catchUp(t *testing.T) {
	t.Helper()
	if err := h.indexer.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// eventually brings the index up to date until a check holds. A test that waits for what was just written must do so: on PostgreSQL a change
// is followed when all older transactions of the whole cluster have ended, those of other packages' tests too.
func (h *house) eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
		h.catchUp(t)
		if holds() {
			return
		}
	}
	t.Errorf("%s: does not come true", what)
}

// patience is how long a test waits for what takes a moment, also on a machine that does much else.
const patience = 30 * time.Second

// token makes an API token for the demo person with an address.
func (h *house) token(t *testing.T, email string, scopes ...account.Scope) string {
	t.Helper()
	session, _, err := h.Accounts.SignIn(t.Context(), email, account.DemoPeople()[0].Password, "192.0.2.1")
	if err != nil {
		t.Fatal(err)
	}
	actor, err := h.Accounts.ActorOfSession(t.Context(), session)
	if err != nil {
		t.Fatal(err)
	}
	_, secret, err := h.Accounts.CreateToken(t.Context(), actor, "test", scopes, time.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func (h *house) organisation(t *testing.T) string {
	t.Helper()
	o, err := h.Accounts.LoadDemo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return o.ID
}

// answer is what a request got.
type answer struct {
	status int
	header http.Header
	body   map[string]any
	raw    []byte
}

// ask sends a request; headers are name and value by turns.
func (h *house) ask(t *testing.T, method, path string, body any, headers ...string) answer {
	t.Helper()
	var sent io.Reader
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
	request, err := http.NewRequestWithContext(t.Context(), method, h.url+path, sent)
	if err != nil {
		t.Fatal(err)
	}
	if sent != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	got := answer{status: response.StatusCode, header: response.Header}
	if got.raw, err = io.ReadAll(response.Body); err != nil {
		t.Fatal(err)
	}
	_ = json.Unmarshal(got.raw, &got.body) // not every answer is JSON
	if h.description != nil && (strings.HasPrefix(path, "/v1/") || path == "/api-info") {
		seen := apitest.Answer{Method: method, Path: request.URL.EscapedPath(), Status: got.status, Header: got.header, Body: got.raw}
		if err := h.description.Check(seen); err != nil {
			t.Errorf("not as openapi.yaml says: %v", err)
		}
	}
	return got
}

func (a answer) want(t *testing.T, status int) answer {
	t.Helper()
	if a.status != status {
		t.Fatalf("status %d, want %d: %s", a.status, status, a.raw)
	}
	return a
}

func TestTheOperatorsCommandsSeeTheDatabaseStates(t *testing.T) {
	a, err := Open(t.Context(), config.Config{DB: filepath.Join(t.TempDir(), "new", "tillit.db")}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	if empty, err := a.IsEmpty(t.Context()); err != nil || !empty {
		t.Errorf("a new database: empty %v, %v", empty, err)
	}
	if err := a.LoadDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if demo, err := a.IsDemo(t.Context()); err != nil || !demo {
		t.Errorf("a filled demo: demo %v, %v", demo, err)
	}
}

func TestServeAnswersUntilItIsStopped(t *testing.T) {
	a, err := Open(t.Context(), config.Config{DB: filepath.Join(t.TempDir(), "tillit.db"), Addr: "127.0.0.1:0"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	if err := a.LoadDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	urls, done := make(chan string, 1), make(chan error, 1)
	go func() {
		done <- a.Serve(ctx, ServeOptions{Ready: func(url string) { urls <- url }, firstIndex: patience})
	}()
	url := <-urls
	for _, path := range []string{"/en/systems", "/healthz"} { // the first visitor of a new platform can already search
		response, err := http.Get(url + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", path, response.StatusCode)
		}
	}
	stop()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(patience):
		t.Error("it does not stop")
	}
	if _, err := os.Stat(a.IndexDir()); err != nil {
		t.Errorf("no index beside the database: %v", err)
	}
}

func TestGatheredSystemsAreCountedAsTheSourcesAllow(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		all, err := h.Register.Overview(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		if all.Total != 70 || all.BySlag["ai_system"] != 53 || all.BySlag["rule_based_automation"] != 6 {
			t.Errorf("counts %+v", all)
		}
		if all.Phases["in_use"].Confirmed != 0 || all.InUse() >= all.Phases["in_use"].Total() {
			t.Errorf("phases from old sources count as in use: %+v", all.Phases["in_use"])
		}
		again, err := h.LoadSystems(t.Context())
		if err != nil || again.Rows.Unchanged != 70 || again.Rows.Taken != 0 {
			t.Errorf("loading again: %+v, %v", again.Rows, err)
		}
	})
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
