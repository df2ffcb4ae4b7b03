package edge

import (
	"net/http"
	"path"
	"strings"
)

// NoTrailingSlash sends a reader of /systems/ to /systems, so that a page has one address. The path is cleaned first: "//host/"
// must not become an address on another host.
func NoTrailingSlash(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reads := r.Method == http.MethodGet || r.Method == http.MethodHead
		if !reads || len(r.URL.Path) < 2 || !strings.HasSuffix(r.URL.Path, "/") {
			next.ServeHTTP(w, r)
			return
		}
		target := *r.URL
		target.Scheme, target.Host, target.User = "", "", nil
		target.Path = path.Clean("/" + strings.ReplaceAll(r.URL.Path, "\\", "/"))
		target.RawPath = ""
		http.Redirect(w, r, target.String(), http.StatusMovedPermanently)
	})
}
