package edge

import (
	"log/slog"
	"net/http"
	"runtime/debug"
)

// Recover turns a panic into an answer: it logs the value and the stack, and lets failed write the page unless the handler had
// begun to write its own; then the connection is cut, so that half an answer is not taken for a whole.
func Recover(log *slog.Logger, failed http.Handler) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			counted := &counter{ResponseWriter: w}
			defer func() {
				value := recover()
				if value == nil {
					return
				}
				if value == http.ErrAbortHandler { //nolint:errorlint // net/http compares it the same way
					panic(value)
				}
				log.ErrorContext(r.Context(), "panic", "id", TraceOf(r.Context()).ID, "value", value, "stack", string(debug.Stack()))
				if counted.status != 0 {
					panic(http.ErrAbortHandler)
				}
				failed.ServeHTTP(w, r)
			}()
			next.ServeHTTP(counted, r)
		})
	}
}
