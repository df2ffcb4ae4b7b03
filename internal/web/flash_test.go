package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/fault"
)

func TestMessagesAfterARedirectAreSaidOnce(t *testing.T) {
	s := newSite(t, nil, handlers{
		"POST /save": func(w http.ResponseWriter, r *Request) error {
			return r.Redirect(w, "/done", "web.progress", fault.Args{"done": 2, "total": "<b>9</b>"})
		},
		"/done": func(w http.ResponseWriter, r *Request) error {
			page := r.Page("En sida")
			page.Public = true
			return r.Render(w, http.StatusOK, "preview/show", previewView{Page: page})
		},
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
	if got := shown.Header.Get("Cache-Control"); got != "private, no-cache" {
		t.Errorf("what is said to one could be kept for others: %q", got)
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
