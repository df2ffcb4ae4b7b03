// Package edge holds what stands in front of every handler of the server, pages and API alike: a request id, the access
// log, recovery from panics, security headers, a bound on bodies, refusal of forms from other sites. One file each.
//
// A Middleware knows no feature and no template. Where a reader must be told something, the caller gives the handler that
// tells it.
package edge

import "net/http"

// Middleware wraps a handler.
type Middleware func(http.Handler) http.Handler

// Chain wraps h in all of them; the first is the outermost.
func Chain(h http.Handler, all ...Middleware) http.Handler {
	for i := len(all) - 1; i >= 0; i-- {
		h = all[i](h)
	}
	return h
}
