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
	"github.com/tillit-se/tillit/internal/web/components"
)

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

func TestDataThatNeedsSigningInSaysSoInstead(t *testing.T) {
	s := newSite(t, nil, handlers{"/x/{id}": func(http.ResponseWriter, *Request) error {
		return fault.New("test", fault.Unauthenticated, "", nil)
	}})
	if response := s.get("/en/x/1.json"); response.StatusCode != http.StatusUnauthorized || !strings.Contains(response.Text, "Sign in to continue.") {
		t.Errorf("%d %s", response.StatusCode, response.Text)
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
