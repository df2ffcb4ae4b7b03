package web

import (
	"strings"

	"github.com/tillit-se/tillit/internal/account"
)

// Viewer is who looks at the page: what header and caching need to know, and the actor for the use cases, which decide what the
// person may do.
type Viewer struct {
	SignedIn     bool
	Actor        account.Actor // whom use cases ask for permission; the zero Actor is the public
	Name         string
	Organisation string // on whose behalf, where there is one
	Unread       int    // matters in the inbox that need attention
}

// Addresses that the header leads to.
const (
	LoginPath   = "/login"
	LogoutPath  = "/logout" // takes POST
	InboxPath   = "/inbox"
	AccountPath = "/account"
)

// SafeNext is next when it is an address on this site, and the start page otherwise: a link to the sign-in page must not be able to
// send people on to another site.
func SafeNext(next string) string {
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t\x00") {
		return "/"
	}
	return next
}
