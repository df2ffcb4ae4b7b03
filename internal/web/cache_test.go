package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/i18n"
)

func TestPublicPagesAreAskedForAgainOnlyWhenChanged(t *testing.T) {
	title := "Ett"
	show := func(w http.ResponseWriter, r *Request) error {
		page := r.Page(title)
		page.Public = true
		return r.Render(w, http.StatusOK, "preview/show", previewView{Page: page})
	}
	s := newSite(t, nil, handlers{"/x": show})
	first := s.get("/x")
	tag := first.Header.Get("ETag")
	if tag == "" || first.Header.Get("Cache-Control") != "public, no-cache" || first.Header.Get("Vary") != "Cookie" {
		t.Fatalf("headers: %v", first.Header)
	}
	r := httptest.NewRequest(http.MethodGet, "/x", nil)
	r.Header.Set("If-None-Match", `"other", `+tag)
	if again := s.do(r); again.StatusCode != http.StatusNotModified || again.Text != "" {
		t.Errorf("unchanged: %d", again.StatusCode)
	}
	title = "Två"
	if again := s.do(r); again.StatusCode != http.StatusOK {
		t.Errorf("changed: %d", again.StatusCode)
	}
}

func TestWhatTheSignedInSeeIsNotKept(t *testing.T) {
	show := func(w http.ResponseWriter, r *Request) error {
		page := r.Page("Ett")
		page.Public = true
		return r.Render(w, http.StatusOK, "preview/show", previewView{Page: page})
	}
	signedIn := func(c *Config) {
		c.Session = func(*http.Request) (Viewer, error) {
			return Viewer{Actor: account.Actor{AccountID: "1", Name: "<b>Testperson 1</b>"}, Unread: 2}, nil
		}
	}
	response := newSite(t, signedIn, handlers{"/x": show}).get("/x")
	if got := response.Header.Get("Cache-Control"); got != "no-store" || response.Header.Get("ETag") != "" {
		t.Errorf("Cache-Control %q", got)
	}
	doc := parse(t, response)
	doc.CheckPage()
	if got := doc.Text(".account-name"); got != "<b>Testperson 1</b>" {
		t.Errorf("name %q", got)
	}
	if form := doc.One(".account form"); form.Attr("method") != "post" || form.Attr("action") != LogoutPath {
		t.Errorf("signing out must be a form: %v", form)
	}
}

func TestKeptPagesAreMadeOnceForEachVersion(t *testing.T) {
	made, version, viewer := 0, "1", Viewer{}
	show := func(w http.ResponseWriter, r *Request) error {
		return r.Kept(w, version, "preview/show", func() (View, error) {
			made++
			page := r.Page("Version " + version)
			page.Public = true
			return previewView{Page: page}, nil
		})
	}
	s := newSite(t, func(c *Config) {
		c.Session = func(*http.Request) (Viewer, error) { return viewer, nil }
	}, handlers{"/x": show})
	step := func(path string, want int) {
		t.Helper()
		response := s.get(path)
		if doc := parse(t, response); response.StatusCode != http.StatusOK || doc.Text("h1") != "Version "+version {
			t.Errorf("%d %q", response.StatusCode, doc.Text("h1"))
		}
		if made != want {
			t.Errorf("%s: made %d times, want %d", path, made, want)
		}
	}
	step("/x", 1)
	step("/x", 1)
	step("/en/x", 2)
	step("/x?a=1", 3)
	version = "2"
	step("/x", 4)
	step("/x", 4)
	viewer.Actor = account.Actor{AccountID: "1", Email: "testperson1@example.org"}
	step("/x", 5)
	step("/x", 6)
}

func TestThePageCacheStaysWithinItsBytes(t *testing.T) {
	c := newPageCache(100_000)
	for i := range 1000 {
		key := pageKey{i18n.Swedish, "/" + strings.Repeat("x", i)}
		c.put(keptPage{key: key, version: "1", html: make([]byte, 5000)})
		if c.bytes > c.most || len(c.pages) != c.order.Len() {
			t.Fatalf("after %d pages: %d bytes, %d pages, %d in order", i, c.bytes, len(c.pages), c.order.Len())
		}
	}
	c.put(keptPage{key: pageKey{i18n.Swedish, "/big"}, html: make([]byte, 90_000)})
	if _, ok := c.get(pageKey{i18n.Swedish, "/big"}, ""); ok {
		t.Error("one page took most of the room")
	}
}

// BenchmarkKeptPage compares a page that is kept, and one that is made each time, with a bare handler that writes the same bytes.
func BenchmarkKeptPage(b *testing.B) {
	var html []byte
	view := func(r *Request) (View, error) {
		page := r.Page("En sida")
		page.Public = true
		return previewView{Page: page, Sections: previewSections(r.Lang)[:12]}, nil
	}
	s := newSite(b, func(c *Config) { c.Log = nil }, handlers{
		"/kept": func(w http.ResponseWriter, r *Request) error {
			return r.Kept(w, "1", "preview/show", func() (View, error) { return view(r) })
		},
		"/made": func(w http.ResponseWriter, r *Request) error {
			made, _ := view(r)
			return r.Render(w, http.StatusOK, "preview/show", made)
		},
	})
	html = []byte(s.get("/kept").Text)
	bare := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(html) })
	for name, run := range map[string]struct {
		path    string
		handler http.Handler
	}{"bare": {"/kept", bare}, "kept": {"/kept", s.handler}, "made": {"/made", s.handler}} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(html)))
			for b.Loop() {
				run.handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, run.path, nil))
			}
		})
	}
}
