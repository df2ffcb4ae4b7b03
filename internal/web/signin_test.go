package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/account"
)

func TestSigningInGivesACookieThatOnlyTheBrowserAndWeCanUse(t *testing.T) {
	h := newHouse(t)
	cookie := h.cookies["editor"]
	if cookie.Name != "__Host-tillit-session" || !cookie.HttpOnly || !cookie.Secure || cookie.Path != "/" || cookie.SameSite != http.SameSiteLaxMode {
		t.Errorf("cookie %+v", cookie)
	}
	if want := h.clock.Now().Add(account.SessionLife).Truncate(time.Second); !cookie.Expires.Equal(want) {
		t.Errorf("the cookie lasts until %v, the session until %v", cookie.Expires, want)
	}
	page := parse(t, h.page(t, "editor", "/work"))
	if got := page.Text(".account-name"); got != "Test editor" {
		t.Errorf("the header names %q", got)
	}
}

func TestSigningInLeadsBackWhereOneCameFromButNeverToAnotherSite(t *testing.T) {
	h := newHouse(t)
	for next, want := range map[string]string{
		"": "/work", "/": "/work", "/en": "/en/work", "/account": "/account", "https://evil.example/": "/work",
		"//evil.example": "/work", "/\\evil.example": "/work", "/systems?q=%C3%A5": "/systems?q=%C3%A5",
	} {
		path := "/login"
		if next == "/en" {
			path = "/en/login"
		}
		got := h.post(path, url.Values{"email": {"editor@test.example"}, "password": {testPassword}, "next": {next}})
		wantsRedirect(t, got, want)
	}
	wantsRedirect(t, h.as("public", "/en/work?org=x"), "/en/login?next=%2Fen%2Fwork%3Forg%3Dx")
	wantsRedirect(t, h.as("editor", "/login?next=/account"), "/account")
}

func TestAWrongPasswordAndAnUnknownAddressAreToldAlike(t *testing.T) {
	h := newHouse(t)
	for _, email := range []string{"editor@test.example", "nobody@test.example"} {
		got := h.post("/login", url.Values{"email": {email}, "password": {"fel lösenord här"}})
		page := parse(t, got)
		if got.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(page.Text(".error-summary"), "stämmer inte") {
			t.Errorf("%s: %d %s", email, got.StatusCode, page.Text("main"))
		}
		if page.One("input[name=email]").Attr("value") != email || page.One("input[name=password]").Attr("value") != "" {
			t.Error("the address must stay in the form, and the password must not")
		}
		sound(t, "/login", got)
	}
	empty := h.post("/en/login", nil)
	if n := len(parse(t, empty).All(".error-summary li")); n != 2 || !strings.Contains(parse(t, empty).Text(".error-summary"), "Password: fill this in.") {
		t.Errorf("an empty form has %d problems, want 2: %s", n, parse(t, empty).Text(".error-summary"))
	}
}

func TestGuessingIsSlowedDownAndTheWaitIsTold(t *testing.T) {
	h := newHouse(t)
	wrong := url.Values{"email": {"editor@test.example"}, "password": {"fel lösenord här"}}
	for range 5 {
		h.post("/login", wrong)
	}
	got := h.post("/en/login", wrong)
	if !strings.Contains(parse(t, got).Text(".error-summary"), "Wait 2 seconds") || got.StatusCode != http.StatusTooManyRequests || got.Header.Get("Retry-After") != "2" {
		t.Errorf("%d, %s, Retry-After %q", got.StatusCode, parse(t, got).Text("main"), got.Header.Get("Retry-After"))
	}
	h.clock.Advance(3 * time.Second)
	h.signsIn(t, "editor@test.example")
}

func TestACookieThatIsNoneOrHasEndedIsSignedOutWithoutALoop(t *testing.T) {
	h := newHouse(t)
	h.clock.Advance(account.SessionLife + time.Minute)
	h.cookies["forged"] = &http.Cookie{Name: sessionName(true), Value: "gissning"}
	for _, who := range []string{"editor", "forged"} {
		wantsRedirect(t, h.as(who, "/work"), "/login?next=%2Fwork")
		got := h.page(t, who, "/login?next=/work")
		if !strings.Contains(parse(t, got).Text(".notice"), "behöver logga in igen") {
			t.Errorf("%s is not told why: %s", who, parse(t, got).Text("main"))
		}
		if len(got.Cookies) == 0 || got.Cookies[0].MaxAge >= 0 {
			t.Errorf("the dead cookie of %s stays: %v", who, got.Cookies)
		}
	}
}

func TestSigningOutEndsTheSessionForGood(t *testing.T) {
	h := newHouse(t)
	if got := h.as("editor", "/logout"); got.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("a link can sign people out: %d", got.StatusCode)
	}
	wantsRedirect(t, h.posts("editor", "/logout", nil), "/")
	wantsRedirect(t, h.as("editor", "/work"), "/login?next=%2Fwork")
	wantsRedirect(t, h.post("/logout", nil), "/")
}

func TestAnotherSiteCannotSignPeopleIn(t *testing.T) {
	h := newHouse(t)
	r := formRequest("/login", url.Values{"email": {"editor@test.example"}, "password": {testPassword}})
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if got := h.do(r); got.StatusCode != http.StatusForbidden || len(got.Cookies) > 0 {
		t.Errorf("%d %v", got.StatusCode, got.Cookies)
	}
}

func TestTheSetUpLinkMakesTheFirstOrganisation(t *testing.T) {
	h := emptyHouse(t)
	secret, err := h.accounts.SetUpSecret(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	h.page(t, "public", "/set-up/"+secret)
	h.page(t, "public", "/en/set-up/"+secret)
	if n := len(parse(t, h.post("/set-up/"+secret, nil)).All(".error-summary li")); n != 5 {
		t.Errorf("of an empty form %d problems are told at once, want organisation, type, name, address and password", n)
	}
	form := url.Values{
		"organisation": {"Testverket"}, "number": {"1"}, "type": {"state_agency"}, "name": {"Test Person"}, "email": {"test@verket.example"},
		"password": {"kort"},
	}
	got := h.post("/set-up/"+secret, form)
	page := parse(t, got)
	if n := len(page.All(".error-summary li")); got.StatusCode != http.StatusUnprocessableEntity || n != 2 {
		t.Fatalf("%d, %d problems: %s", got.StatusCode, n, page.Text("main"))
	}
	if page.One("input[name=organisation]").Attr("value") != "Testverket" || !page.Has("input[value=state_agency][checked]") {
		t.Error("what was written is gone")
	}
	form.Set("number", "202100-2114")
	form.Set("password", testPassword)
	got = h.post("/set-up/"+secret, form)
	wantsRedirect(t, got, "/work")
	h.cookies["first"] = got.Cookies[0]
	work := parse(t, h.page(t, "first", "/work"))
	if !strings.Contains(work.Text("main"), "Testverket") {
		t.Errorf("the workbench is not that of Testverket: %s", work.Text("main"))
	}
	for _, again := range []*reply{h.post("/set-up/"+secret, form), h.get("/set-up/" + secret), h.get("/set-up/gissning")} {
		if again.StatusCode != http.StatusGone {
			t.Errorf("a used link answers %d", again.StatusCode)
		}
	}
}

func TestAPasswordLinkWorksOnce(t *testing.T) {
	h := newHouse(t)
	secret, err := h.accounts.ResetLink(t.Context(), account.Operator(), "editor@test.example")
	if err != nil {
		t.Fatal(err)
	}
	h.page(t, "public", "/en/password/"+secret)
	if got := h.post("/password/"+secret, url.Values{"password": {"kort"}}); got.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(got.Text, "minst 12") {
		t.Errorf("%d", got.StatusCode)
	}
	got := h.post("/password/"+secret, url.Values{"password": {"en annan mening att minnas"}})
	wantsRedirect(t, got, "/work")
	if h.as("editor", "/work").StatusCode != http.StatusSeeOther {
		t.Error("sessions from before the change still hold")
	}
	if again := h.get("/password/" + secret); again.StatusCode != http.StatusGone {
		t.Errorf("a used link answers %d", again.StatusCode)
	}
}
