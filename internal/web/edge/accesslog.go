package edge

import (
	"log/slog"
	"net/http"
	"time"
)

// AccessLog writes one line for each request: id, method, route, status, bytes and time taken. It never writes the path itself,
// the query, an address or a name: paths carry one-time links, and queries what people search for. An answer that was cut off, because
// the handler gave up in the midst of it, is logged with cut=true. now tells the time.
func AccessLog(log *slog.Logger, now func() time.Time) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			start := now()
			counted := &counter{ResponseWriter: w}
			whole := false
			defer func() {
				trace := TraceOf(r.Context())
				attributes := []slog.Attr{
					slog.String("id", trace.ID), slog.String("method", method(r.Method)), slog.String("route", trace.Route),
					slog.Int("status", counted.code()), slog.Int64("bytes", counted.bytes), slog.Duration("took", now().Sub(start)),
				}
				if !whole {
					attributes = append(attributes, slog.Bool("cut", true))
				}
				log.LogAttrs(r.Context(), slog.LevelInfo, "request", attributes...)
			}()
			next.ServeHTTP(counted, r)
			whole = true
		})
	}
}

// method keeps what a client makes up out of the log.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "other"
}

// counter notes the status and the number of bytes written.
type counter struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (c *counter) WriteHeader(status int) {
	if c.status == 0 && status >= http.StatusOK {
		c.status = status
	}
	c.ResponseWriter.WriteHeader(status)
}

func (c *counter) Write(data []byte) (int, error) {
	if c.status == 0 {
		c.status = http.StatusOK
	}
	n, err := c.ResponseWriter.Write(data)
	c.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (c *counter) Unwrap() http.ResponseWriter { return c.ResponseWriter }

func (c *counter) code() int {
	if c.status == 0 {
		return http.StatusOK
	}
	return c.status
}
