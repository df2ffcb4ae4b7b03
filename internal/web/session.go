package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/inbox"
)

// Session tells who looks at a page by the session cookie, for Config.Session. A cookie that is none of ours, or whose session has
// ended, is nobody's: the pages that need a person then lead to the sign-in page. baseURL is that of the configuration; the cookie's
// name depends on whether it is https.
func Session(accounts *account.Service, items *inbox.Service, baseURL string) func(*http.Request) (Viewer, error) {
	name := sessionName(strings.HasPrefix(baseURL, "https://"))
	return func(r *http.Request) (Viewer, error) {
		secret := cookieValue(r, name)
		if secret == "" {
			return Viewer{}, nil
		}
		actor, err := accounts.ActorOfSession(r.Context(), secret)
		if fault.Is(err, fault.Unauthenticated) {
			return Viewer{}, nil
		}
		if err != nil {
			return Viewer{}, err
		}
		return viewerOf(r.Context(), items, actor, langOf(r.URL.Path))
	}
}

func viewerOf(ctx context.Context, items *inbox.Service, actor account.Actor, lang i18n.Lang) (Viewer, error) {
	viewer := Viewer{Actor: actor}
	if len(actor.Memberships) == 1 {
		viewer.Organisation = actor.Memberships[0].OrganisationName.In(lang)
	}
	for _, id := range actor.Where(account.ReadDrafts) {
		open, err := items.CountOpen(ctx, actor, id)
		if err != nil {
			return Viewer{}, err
		}
		viewer.Unread += open
	}
	return viewer, nil
}

// sessionName has the prefix that keeps other hosts of the domain from setting the cookie, where TLS allows it.
func sessionName(https bool) string {
	if https {
		return "__Host-tillit-session"
	}
	return "tillit-session"
}

// signIn gives the browser its session.
func (r *Request) signIn(w http.ResponseWriter, secret string, expires time.Time) {
	http.SetCookie(w, r.sessionCookie(secret, expires))
}

// forget takes the session from the browser.
func (r *Request) forget(w http.ResponseWriter) {
	http.SetCookie(w, r.sessionCookie("", time.Unix(0, 0)))
}

func (r *Request) sessionCookie(secret string, expires time.Time) *http.Cookie {
	cookie := &http.Cookie{
		Name: sessionName(r.server.https), Value: secret, Path: "/", Expires: expires.UTC(),
		HttpOnly: true, Secure: r.server.https, SameSite: http.SameSiteLaxMode,
	}
	if secret == "" {
		cookie.MaxAge = -1
	}
	return cookie
}

// sessionSecret is the secret of the browser's session, or empty.
func (r *Request) sessionSecret() string { return cookieValue(r.Request, sessionName(r.server.https)) }

// cookieValue is what a cookie holds, or empty where there is none.
func cookieValue(r *http.Request, name string) string {
	cookie, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return cookie.Value
}

// person is who is signed in. Without anybody the error leads to the sign-in page, and from there back here. It decides nothing more:
// what a person may do, the use case says.
func (r *Request) person() (account.Actor, error) {
	if !r.Viewer.SignedIn() {
		return account.Actor{}, fault.New("web", fault.Unauthenticated, "", nil)
	}
	return r.Viewer.Actor, nil
}
