package web

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/htmltest"
)

// allFeatures is every feature of the site, without what it needs to answer requests: enough for its routes and views.
// A feature that is missing here fails TestEveryTemplateBelongsToAFeature.
func allFeatures() []Feature {
	public, err := Public(PublicRooms{})
	if err != nil {
		panic(err) // the embedded content cannot be read
	}
	owner, err := Owner(OwnerRooms{})
	if err != nil {
		panic(err)
	}
	return append(append(public, owner...), Preview(), Assessing{}, Guide{}, Architecture{}, OwnArchitecture{}, Deciding{}, Masking{}, APIDocs{})
}

// site is a server under test, with what it logged.
type site struct {
	*Server
	handler http.Handler
	log     *bytes.Buffer
}

// newSite makes a server with the preview and the given features; change may alter its configuration.
func newSite(t testing.TB, change func(*Config), features ...Feature) *site {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	log := &bytes.Buffer{}
	config := Config{
		BaseURL: "https://tillit.example", SourceURL: "https://code.example/", Demo: true, Catalogue: catalogue,
		IDs: clock.NewIDs(nil), Clock: clock.NewManual(time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)),
		Log: slog.New(slog.NewTextHandler(log, nil)),
	}
	if change != nil {
		change(&config)
	}
	server, err := New(config, features...)
	if err != nil {
		t.Fatal(err)
	}
	return &site{Server: server, handler: server.Wrap(server), log: log}
}

// reply is what the server answered.
type reply struct {
	StatusCode int
	Header     http.Header
	Text       string
	Cookies    []*http.Cookie
}

func (s *site) do(r *http.Request) *reply {
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	result := w.Result()
	defer result.Body.Close()
	return &reply{StatusCode: result.StatusCode, Header: result.Header, Text: w.Body.String(), Cookies: result.Cookies()}
}

func (s *site) get(path string) *reply {
	return s.do(httptest.NewRequest(http.MethodGet, path, nil))
}

func (s *site) post(path string, values url.Values) *reply {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.do(r)
}

func parse(t testing.TB, response *reply) *htmltest.Doc {
	t.Helper()
	return htmltest.Parse(t, strings.NewReader(response.Text))
}

// handlers is a feature of handlers by path, for tests.
type handlers map[string]Handler

func (h handlers) Routes(routes *Routes) {
	for path, handler := range h {
		if method, rest, ok := strings.Cut(path, " "); ok && method == http.MethodPost {
			routes.Post(rest, handler)
			continue
		}
		routes.Get(path, handler)
	}
}

func (handlers) Views() Views { return nil }

// plain shows an empty page.
func plain(w http.ResponseWriter, r *Request) error {
	return r.Render(w, http.StatusOK, "preview/show", previewView{Page: r.Page("En sida")})
}
