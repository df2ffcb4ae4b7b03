package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/account"
)

func TestDataIsSentWithItsTypeAndAskedForAgainOnlyWhenChanged(t *testing.T) {
	s := newSite(t, nil, handlers{"/x/{id}": func(w http.ResponseWriter, r *Request) error {
		return r.JSON(w, map[string]string{"name": "<å & ä>"})
	}})
	response := s.get("/x/1.json")
	if got := response.Header.Get("Content-Type"); got != "application/json" || !strings.Contains(response.Text, `"name": "<å & ä>"`) {
		t.Errorf("%s: %s", got, response.Text)
	}
	r := httptest.NewRequest(http.MethodGet, "/x/1.json", nil)
	r.Header.Set("If-None-Match", response.Header.Get("ETag"))
	if again := s.do(r); again.StatusCode != http.StatusNotModified || again.Text != "" {
		t.Errorf("%d %q", again.StatusCode, again.Text)
	}
}

func TestDataOfTheSignedInIsNotKept(t *testing.T) {
	signedIn := func(c *Config) {
		c.Session = func(*http.Request) (Viewer, error) { return Viewer{Actor: account.Actor{AccountID: "1"}}, nil }
	}
	s := newSite(t, signedIn, handlers{"/x": func(w http.ResponseWriter, r *Request) error { return r.JSON(w, 1) }})
	if got := s.get("/x").Header; got.Get("Cache-Control") != "no-store" || got.Get("ETag") != "" {
		t.Errorf("%v", got)
	}
}

func TestDataThatCannotBeWrittenIsAnErrorPage(t *testing.T) {
	s := newSite(t, nil, handlers{"/x": func(w http.ResponseWriter, r *Request) error { return r.JSON(w, func() {}) }})
	if got := s.get("/x").StatusCode; got != http.StatusInternalServerError {
		t.Errorf("%d", got)
	}
}

func TestFilesOfOthersAreSavedAndCanDoNothing(t *testing.T) {
	s := newSite(t, nil, handlers{"/file": func(w http.ResponseWriter, r *Request) error {
		r.SendFile(w, `C:\folder\bevis "å".html`, "text/html", strings.NewReader("<script>alert(1)</script>"))
		return nil
	}})
	h := s.get("/file").Header
	if got := h.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment; filename") || strings.Contains(got, "folder") {
		t.Errorf("Content-Disposition %q", got)
	}
	if got := h.Get("Content-Security-Policy"); !strings.Contains(got, "sandbox") || h.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("policy %q", got)
	}
}

func TestFileNamesAreSafeInTheHeader(t *testing.T) {
	for name, want := range map[string]string{
		"bevis.pdf": "attachment; filename=bevis.pdf", "../../etc/passwd": "attachment; filename=passwd", "": "attachment", "a/": "attachment",
		"a\r\nSet-Cookie: x": `attachment; filename="a Set-Cookie: x"`,
	} {
		if got := disposition(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}
