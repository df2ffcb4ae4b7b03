package web

import (
	"strings"

	"github.com/tillit-se/tillit/internal/account"
)

// Viewer is who looks at the page. Handlers give its Actor to the use cases, which decide what the person may do; the rest is
// for the header.
type Viewer struct {
	Actor        account.Actor
	Organisation string // on whose behalf, where there is one
	Unread       int    // matters in the inbox that need attention
}

// SignedIn tells whether the person has signed in.
func (v Viewer) SignedIn() bool { return !v.Actor.Anonymous() }

// Name is how the header calls the person.
func (v Viewer) Name() string {
	if v.Actor.Name != "" {
		return v.Actor.Name
	}
	return v.Actor.Email
}

// Addresses that the header leads to.
const (
	LoginPath   = "/login"
	LogoutPath  = "/logout" // takes POST
	InboxPath   = "/inbox"
	AccountPath = "/account"
	WorkPath    = "/work"
)

// Addresses of pages that other features serve and the workbench leads to.
const (
	ScreeningPath   = "/screening"   // the security-protection screening, read first
	AssessmentsPath = "/assessments" // an assessment is at AssessmentsPath/{id}
)

// SafeNext is next when it is an address on this site, and the start page otherwise: a link to the sign-in page must not be able to
// send people on to another site.
func SafeNext(next string) string {
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t\x00") {
		return "/"
	}
	return next
}
