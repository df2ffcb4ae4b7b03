package edge

import (
	"io"
	"net/http"
)

// LimitBody stops reading a body after most bytes; whoever reads on gets *http.MaxBytesError. A handler that takes larger
// files raises the bound with RaiseLimit before it reads.
func LimitBody(most int64) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Body != nil && r.Body != http.NoBody {
				r.Body = &limited{ReadCloser: http.MaxBytesReader(w, r.Body, most), whole: r.Body}
			}
			next.ServeHTTP(w, r)
		})
	}
}

// limited remembers the body without its bound.
type limited struct {
	io.ReadCloser
	whole io.ReadCloser
}

// RaiseLimit lets the handler read up to most bytes of the body, whatever LimitBody says.
func RaiseLimit(w http.ResponseWriter, r *http.Request, most int64) {
	if body, ok := r.Body.(*limited); ok {
		r.Body = http.MaxBytesReader(w, body.whole, most)
	}
}
