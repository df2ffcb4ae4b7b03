package web

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
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

func TestErrorsBecomePagesInBothLanguages(t *testing.T) {
	kinds := []struct {
		kind   fault.Kind
		status int
		sv, en string
	}{
		{fault.Internal, 500, "Det blev fel hos oss", "Something failed on our side"},
		{fault.Invalid, 422, "Uppgifterna går inte att ta emot", "The information cannot be accepted"},
		{fault.Forbidden, 403, "Ni har inte behörighet", "You do not have permission"},
		{fault.NotFound, 404, "Sidan finns inte", "There is no such page"},
		{fault.Conflict, 409, "Någon annan har ändrat samtidigt", "Someone else has made changes at the same time"},
		{fault.TooLarge, 413, "Det ni skickade är för stort", "What you sent is too large"},
		{fault.RateLimited, 429, "För många försök", "Too many attempts"},
		{fault.Gone, 410, "Sidan är borttagen", "The page has been removed"},
		{fault.Unavailable, 503, "Tjänsten svarar inte just nu", "The service does not answer right now"},
	}
	for _, k := range kinds {
		s := newSite(t, nil, handlers{"/x": func(http.ResponseWriter, *Request) error {
			return fault.New("test", k.kind, "", nil).Because(errors.New("the secret cause"))
		}})
		for path, title := range map[string]string{"/x": k.sv, "/en/x": k.en} {
			response := s.get(path)
			html := response.Text
			doc := parse(t, response)
			doc.CheckPage()
			if response.StatusCode != k.status || doc.Text("h1") != title {
				t.Errorf("%s %s: %d %q", k.kind, path, response.StatusCode, doc.Text("h1"))
			}
			if strings.Contains(html, "secret cause") {
				t.Errorf("%s: the page tells the cause", k.kind)
			}
			checkMessages(t, path, html)
			ours := k.kind == fault.Internal || k.kind == fault.Unavailable
			if doc.Has(".reference") != ours {
				t.Errorf("%s: error number shown: %v", k.kind, !ours)
			}
			if ours && !strings.Contains(doc.Text(".reference"), response.Header.Get("X-Request-Id")) {
				t.Errorf("%s: the error number is not the request's", k.kind)
			}
		}
	}
}

func TestUnknownAddressesAreNotFoundInTheirLanguage(t *testing.T) {
	s := newSite(t, nil)
	for path, want := range map[string]string{
		"/nope": "sv", "/en/nope": "en", "/english": "sv", "/static/nope.css": "sv", "/nope%00": "sv", "/%ff": "sv",
	} {
		response := s.get(path)
		doc := parse(t, response)
		if response.StatusCode != http.StatusNotFound || doc.One("html").Attr("lang") != want {
			t.Errorf("%s: %d in %s", path, response.StatusCode, doc.One("html").Attr("lang"))
		}
	}
}

func TestOtherMethodsAreRefusedWithThoseThatWork(t *testing.T) {
	s := newSite(t, nil, handlers{"/only": plain, "POST /send": plain})
	for _, c := range []struct{ method, path, allow string }{
		{"DELETE", "/only", "GET"}, {"POST", "/en/only", "GET"}, {"GET", "/send", "POST"},
	} {
		response := s.do(httptest.NewRequest(c.method, c.path, nil))
		if response.StatusCode != http.StatusMethodNotAllowed || response.Header.Get("Allow") != c.allow {
			t.Errorf("%s %s: %d, Allow %q", c.method, c.path, response.StatusCode, response.Header.Get("Allow"))
		}
	}
}

func TestWhoIsNotSignedInIsSentToSignIn(t *testing.T) {
	refuse := func(http.ResponseWriter, *Request) error { return fault.New("test", fault.Unauthenticated, "", nil) }
	s := newSite(t, nil, handlers{"/inbox": refuse, "POST /save": refuse})
	response := s.get("/en/inbox?page=2")
	if got := response.Header.Get("Location"); response.StatusCode != http.StatusSeeOther || got != "/en/login?next=%2Fen%2Finbox%3Fpage%3D2" {
		t.Errorf("%d %q", response.StatusCode, got)
	}
	if got := s.post("/save", nil).Header.Get("Location"); got != "/login" {
		t.Errorf("after a form: %q", got)
	}
}

func TestWhenItCannotBeFoundOutWhoAsksNothingIsShown(t *testing.T) {
	down := func(c *Config) {
		c.Session = func(*http.Request) (Viewer, error) {
			return Viewer{Actor: account.Actor{AccountID: "1", Name: "Testperson 1"}}, fault.New("test", fault.Unavailable, "", nil)
		}
	}
	s := newSite(t, down, handlers{"/x": func(http.ResponseWriter, *Request) error {
		t.Error("the handler was called")
		return nil
	}})
	response := s.get("/x")
	if doc := parse(t, response); response.StatusCode != http.StatusServiceUnavailable || doc.Has(".account") {
		t.Errorf("%d", response.StatusCode)
	}
	if got := response.Header.Get("Retry-After"); got != "60" {
		t.Errorf("Retry-After %q", got)
	}
}

func TestTheWaitOfTheGuardIsTold(t *testing.T) {
	s := newSite(t, nil, handlers{"/x": func(http.ResponseWriter, *Request) error {
		return fault.New("test", fault.RateLimited, "", fault.Args{"seconds": 7})
	}})
	if got := s.get("/x").Header.Get("Retry-After"); got != "7" {
		t.Errorf("got %q", got)
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

func TestAPanicBecomesAnErrorPageAndIsLogged(t *testing.T) {
	s := newSite(t, nil, handlers{"/x": func(http.ResponseWriter, *Request) error { panic("the value") }})
	response := s.get("/en/x")
	doc := parse(t, response)
	if response.StatusCode != http.StatusInternalServerError || doc.One("html").Attr("lang") != "en" {
		t.Errorf("%d", response.StatusCode)
	}
	if log := s.log.String(); !strings.Contains(log, "the value") || !strings.Contains(log, response.Header.Get("X-Request-Id")) {
		t.Errorf("log: %s", log)
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

func TestMessagesAfterARedirectAreSaidOnce(t *testing.T) {
	s := newSite(t, nil, handlers{
		"POST /save": func(w http.ResponseWriter, r *Request) error {
			return r.Redirect(w, "/done", "web.progress", fault.Args{"done": 2, "total": "<b>9</b>"})
		},
		"/done": plain,
	})
	response := s.post("/en/save", nil)
	if response.StatusCode != http.StatusSeeOther || response.Header.Get("Location") != "/en/done" {
		t.Fatalf("%d %s", response.StatusCode, response.Header.Get("Location"))
	}
	cookie := response.Cookies[0]
	if !cookie.HttpOnly || !cookie.Secure || cookie.SameSite != http.SameSiteLaxMode || !strings.HasPrefix(cookie.Name, "__Host-") {
		t.Errorf("cookie %+v", cookie)
	}
	r := httptest.NewRequest(http.MethodGet, "/en/done", nil)
	r.AddCookie(cookie)
	shown := s.do(r)
	if got := parse(t, shown).Text(".notice-success"); got != "Done 2 of <b>9</b>" {
		t.Errorf("said %q", got)
	}
	if gone := shown.Cookies; len(gone) != 1 || gone[0].MaxAge >= 0 {
		t.Errorf("the cookie is not taken away: %v", gone)
	}
}

func TestNobodyElseCanPutWordsOnOurPages(t *testing.T) {
	s, other := newSite(t, nil, handlers{"/done": plain}), newSite(t, nil)
	payload := "eyJrIjoid2ViLm5hbWUifQ"
	for _, value := range []string{payload, payload + ".", payload + "." + other.sign(payload), "." + s.sign(""), "%%%"} {
		r := httptest.NewRequest(http.MethodGet, "/done", nil)
		r.AddCookie(&http.Cookie{Name: s.flashName(), Value: value})
		if parse(t, s.do(r)).Has(".notice") {
			t.Errorf("%q was said", value)
		}
	}
}

func TestAConflictShowsBothVersions(t *testing.T) {
	s := newSite(t, nil, handlers{"POST /save": func(w http.ResponseWriter, r *Request) error {
		return r.Conflict(w, components.Conflict{
			Who: "Testperson 1", When: "4 maj 2026 14:02", Action: "/save", LatestHref: "/x",
			Hidden:     []components.Hidden{{Name: "revision", Value: "8"}, {Name: "name", Value: `min "text"`}},
			Comparison: components.Comparison{Caption: "Versioner", Rows: []components.Compared{{Label: "Namn", Before: "deras text", After: `min "text"`}}},
		})
	}})
	response := s.post("/save", url.Values{"name": {"min"}})
	doc := parse(t, response)
	doc.CheckPage()
	if response.StatusCode != http.StatusConflict || !strings.Contains(doc.Text("del"), "deras") || doc.One("input[name=name]").Attr("value") != `min "text"` {
		t.Errorf("%d %s", response.StatusCode, doc.Text("main"))
	}
}

func TestAFailingTemplateBecomesAWholeErrorPage(t *testing.T) {
	s := newSite(t, nil, handlers{"/x": func(w http.ResponseWriter, r *Request) error {
		return r.Render(w, http.StatusOK, "no/such", previewView{Page: r.Page("En sida")})
	}})
	response := s.get("/x")
	if doc := parse(t, response); response.StatusCode != http.StatusInternalServerError || doc.Text("h1") != "Det blev fel hos oss" {
		t.Errorf("%d", response.StatusCode)
	}
}
