package edge

import "net/http"

// PagePolicy is the content security policy of every page: our own style sheet, script and pictures, forms only to ourselves,
// and nothing else, so that text which slips through unescaped still cannot run or load anything.
const PagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// FilePolicy is the policy of files that others have handed in: they may do nothing at all.
const FilePolicy = "default-src 'none'; sandbox; frame-ancestors 'none'"

// Headers sets the security headers of every answer. https tells whether the server is reached over TLS: only then may the
// browser be told to use nothing else.
func Headers(https bool) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h := w.Header()
			h.Set("Content-Security-Policy", PagePolicy)
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("Referrer-Policy", "same-origin")
			h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()")
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
			h.Set("Cross-Origin-Resource-Policy", "same-origin")
			if https {
				h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
			}
			next.ServeHTTP(w, r)
		})
	}
}
