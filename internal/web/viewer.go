package web

import "strings"

// Viewer is who looks at the page, as far as header and caching need to know. What the person may do is decided in the rooms.
type Viewer struct {
	SignedIn     bool
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
