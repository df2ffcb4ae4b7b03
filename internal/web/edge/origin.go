package edge

import "net/http"

// SameOrigin refuses forms and scripts sent from other sites, by the browser's Sec-Fetch-Site and Origin headers; refused answers
// them. Requests that no browser made carry neither header and pass: they hold no cookie of anybody's either.
func SameOrigin(refused http.Handler) Middleware {
	return func(next http.Handler) http.Handler {
		protection := http.NewCrossOriginProtection()
		protection.SetDenyHandler(refused)
		return protection.Handler(next)
	}
}
