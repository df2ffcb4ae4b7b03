package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/fault"
)

func TestPagesCarryTheSecurityHeaders(t *testing.T) {
	s := newSite(t, nil)
	for _, path := range []string{"/components-preview", "/nowhere", "/static/nothing.css"} {
		h := s.get(path).Header
		for name, want := range map[string]string{
			"Content-Security-Policy":      "default-src 'none'",
			"X-Content-Type-Options":       "nosniff",
			"Referrer-Policy":              "same-origin",
			"Permissions-Policy":           "camera=()",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
			"Strict-Transport-Security":    "max-age=",
			"X-Request-Id":                 "-7",
		} {
			if !strings.Contains(h.Get(name), want) {
				t.Errorf("%s: %s is %q, want %q in it", path, name, h.Get(name), want)
			}
		}
		for _, bad := range []string{"unsafe", "*", "data:"} {
			if strings.Contains(h.Get("Content-Security-Policy"), bad) {
				t.Errorf("the content security policy allows %q", bad)
			}
		}
	}
}

func TestPlainHTTPDoesNotDemandTLS(t *testing.T) {
	s := newSite(t, func(c *Config) { c.BaseURL = "http://127.0.0.1:8080" })
	if got := s.get("/components-preview").Header.Get("Strict-Transport-Security"); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestTheSamePageIsOneClickAwayInTheOtherLanguage(t *testing.T) {
	s := newSite(t, nil, handlers{"/": plain, "/systems": plain})
	cases := []struct{ path, lang, other, name string }{
		{"/", "sv", "/en", "English"},
		{"/en", "en", "/", "Svenska"},
		{"/systems?q=sök&page=2", "sv", "/en/systems?q=s%C3%B6k&page=2", "English"},
		{"/en/systems", "en", "/systems", "Svenska"},
	}
	for _, c := range cases {
		path := strings.ReplaceAll(c.path, "ö", "%C3%B6")
		response := s.get(path)
		doc := parse(t, response)
		link := doc.One("a.language")
		if doc.One("html").Attr("lang") != c.lang || link.Attr("href") != c.other || link.Text() != c.name {
			t.Errorf("%s: lang %s, other %q (%s)", c.path, doc.One("html").Attr("lang"), link.Attr("href"), link.Text())
		}
		if link.Attr("lang") == c.lang || link.Attr("lang") != link.Attr("hreflang") {
			t.Errorf("%s: the link's own language is %q", c.path, link.Attr("lang"))
		}
		if got := response.Header.Get("Content-Language"); got != c.lang {
			t.Errorf("%s: Content-Language %q", c.path, got)
		}
	}
}

func TestPagesNameTheirAddressInBothLanguages(t *testing.T) {
	s := newSite(t, nil, handlers{"/systems": plain})
	doc := parse(t, s.get("/en/systems?page=2"))
	if got := doc.One("link[rel=canonical]").Attr("href"); got != "https://tillit.example/en/systems" {
		t.Errorf("canonical %q", got)
	}
	for lang, want := range map[string]string{"sv": "https://tillit.example/systems", "en": "https://tillit.example/en/systems"} {
		if got := doc.One("link[rel=alternate][hreflang=" + lang + "]").Attr("href"); got != want {
			t.Errorf("%s: %q", lang, got)
		}
	}
	if got := doc.Text("title"); got != "En sida – Tillit" {
		t.Errorf("title %q", got)
	}
	if current := doc.One("nav a[aria-current]"); current.Attr("href") != "/en/systems" {
		t.Errorf("current %q", current.Attr("href"))
	}
}

func TestFooterSaysThatTillitIsIndependent(t *testing.T) {
	s := newSite(t, nil)
	for path, want := range map[string]string{
		"/components-preview":    "inte beställd, granskad eller godkänd av regeringen, Digg",
		"/en/components-preview": "not commissioned, reviewed or endorsed by the Swedish Government, Digg",
	} {
		if got := parse(t, s.get(path)).Text("footer .independence"); !strings.Contains(got, want) {
			t.Errorf("%s: %q", path, got)
		}
	}
}

func TestTheSignInLinkLeadsBack(t *testing.T) {
	s := newSite(t, nil, handlers{"/search": plain, "/login": plain})
	for path, want := range map[string]string{
		"/en/search?q=a":                "/en/login?next=%2fen%2fsearch%3fq%3da",
		"/login":                        "/login",
		"/login?next=%2Fsearch%3Fq%3Da": "/login?next=%2fsearch%3fq%3da",
	} {
		if got := parse(t, s.get(path)).One("a.sign-in").Attr("href"); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	if got := parse(t, s.get("/search?q=%C3%A5%22")).One("#site-search").Attr("value"); got != `å"` {
		t.Errorf("the search field holds %q", got)
	}
}

func TestNextStaysOnThisSite(t *testing.T) {
	for next, want := range map[string]string{
		"/systems?q=a": "/systems?q=a", "": "/", "https://evil.example": "/", "//evil.example": "/", `/\evil.example`: "/", "/a\r\nb": "/",
	} {
		if got := SafeNext(next); got != want {
			t.Errorf("%q: got %q", next, got)
		}
	}
}

func TestTrailingSlashesLeadToTheOneAddress(t *testing.T) {
	s := newSite(t, nil, handlers{"/systems": plain})
	for path, want := range map[string]string{
		"/systems/?q=a": "/systems?q=a", "/en/": "/en", "//evil.example/": "/evil.example", `/%5cevil.example/`: "/evil.example",
	} {
		response := s.get(path)
		if got := response.Header.Get("Location"); response.StatusCode != http.StatusMovedPermanently || got != want {
			t.Errorf("%s: %d %q, want %q", path, response.StatusCode, got, want)
		}
	}
}

func TestTheAccessLogTellsNothingOfPeople(t *testing.T) {
	s := newSite(t, nil, handlers{"/setup/{token}": plain})
	r := httptest.NewRequest(http.MethodGet, "/setup/secret-token?q=känsligt", nil)
	r.RemoteAddr = "192.0.2.7:1234"
	r.Header.Set("User-Agent", "agent-of-somebody")
	s.do(r)
	s.get("/secret-token")
	s.do(httptest.NewRequest("SECRET", "/setup/secret-token", nil))
	log := s.log.String()
	if !strings.Contains(log, `route="GET /setup/{token}"`) || !strings.Contains(log, "status=200") {
		t.Errorf("log: %s", log)
	}
	for _, secret := range []string{"secret-token", "SECRET", "känsligt", "192.0.2.7", "agent-of"} {
		if strings.Contains(log, secret) {
			t.Errorf("the log tells %q:\n%s", secret, log)
		}
	}
}

func TestFormsFromOtherSitesAreRefused(t *testing.T) {
	s := newSite(t, nil, handlers{"POST /save": plain})
	r := httptest.NewRequest(http.MethodPost, "/en/save", nil)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	response := s.do(r)
	if doc := parse(t, response); response.StatusCode != http.StatusForbidden || !strings.Contains(doc.Text("main"), "another site") {
		t.Errorf("%d %s", response.StatusCode, doc.Text("main"))
	}
	if got := s.post("/save", nil).StatusCode; got != 200 {
		t.Errorf("our own form: %d", got)
	}
}

func TestHeadAnswersWithoutABody(t *testing.T) {
	response := newSite(t, nil).do(httptest.NewRequest(http.MethodHead, "/components-preview", nil))
	if response.StatusCode != http.StatusOK || response.Header.Get("Content-Length") == "" || response.Text != "" {
		t.Errorf("%d %v", response.StatusCode, response.Header)
	}
}

func TestAnAddressMayEndInJSON(t *testing.T) {
	var id string
	var json bool
	s := newSite(t, nil, handlers{"/systems/{id}": func(w http.ResponseWriter, r *Request) error {
		if id, json = r.ID(); id == "gone" {
			return fault.New("test", fault.NotFound, "", nil)
		}
		return plain(w, r)
	}})
	s.get("/en/systems/abc.json")
	if id != "abc" || !json {
		t.Errorf("%q %v", id, json)
	}
	s.get("/systems/abc")
	if id != "abc" || json {
		t.Errorf("%q %v", id, json)
	}
	response := s.get("/systems/gone.json")
	if got := response.Header.Get("Content-Type"); response.StatusCode != http.StatusNotFound || got != "application/problem+json" {
		t.Errorf("%d %s", response.StatusCode, got)
	}
	if text := response.Text; !strings.Contains(text, `"title":"Sidan finns inte"`) || !strings.Contains(text, `"status":404`) {
		t.Errorf("%s", text)
	}
}
