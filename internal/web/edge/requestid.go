package edge

import (
	"context"
	"net/http"
)

// Trace is what is known of a request while it is handled. The handler fills in Route.
type Trace struct {
	ID    string // shown on error pages and in the header X-Request-Id
	Route string // the pattern that took the request, such as "GET /systems/{id}"; for logs
}

type traceKey struct{}

// RequestID gives every request an id from newID. An id sent by the client is not used: it could be anything.
func RequestID(newID func() string) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			trace := &Trace{ID: newID()}
			w.Header().Set("X-Request-Id", trace.ID)
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), traceKey{}, trace)))
		})
	}
}

// TraceOf is the request's trace; one of its own, unread by anybody, where RequestID has not been.
func TraceOf(ctx context.Context) *Trace {
	if trace, ok := ctx.Value(traceKey{}).(*Trace); ok {
		return trace
	}
	return &Trace{}
}
