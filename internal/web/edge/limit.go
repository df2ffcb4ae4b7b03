package edge

import (
	"errors"
	"io"
	"net/http"
	"time"
)

// A body must have come within bodyTime, or within raisedTime where the handler takes large ones. Without an end to it, anybody could keep
// thousands of requests open by sending a byte now and then.
const (
	bodyTime   = time.Minute
	raisedTime = 5 * time.Minute
)

// LimitBody stops reading a body after most bytes; whoever reads on gets *http.MaxBytesError. A handler that takes larger
// files raises the bound with RaiseLimit before it reads. A body that comes too slowly is an error too.
func LimitBody(most int64) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Body != nil && r.Body != http.NoBody {
				whole := &timed{ReadCloser: r.Body, conn: http.NewResponseController(w)}
				whole.within(bodyTime)
				r.Body = &limited{ReadCloser: http.MaxBytesReader(w, whole, most), whole: whole}
			}
			next.ServeHTTP(w, r)
		})
	}
}

// limited remembers the body without its bound.
type limited struct {
	io.ReadCloser
	whole *timed
}

// timed is a body that must have come in time. When it has, the connection's deadline is taken away again: it would end answers that take
// longer. Where it has not, the deadline stays: net/http would wait for the rest before it answers.
type timed struct {
	io.ReadCloser
	conn *http.ResponseController
}

func (t *timed) within(d time.Duration) {
	_ = t.conn.SetReadDeadline(time.Now().Add(d)) // a test's recorder has no deadline
}

// Read reads the body.
func (t *timed) Read(p []byte) (int, error) {
	n, err := t.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		_ = t.conn.SetReadDeadline(time.Time{})
	}
	return n, err
}

// RaiseLimit lets the handler read up to most bytes of the body, and wait for them longer, whatever LimitBody says.
func RaiseLimit(w http.ResponseWriter, r *http.Request, most int64) {
	if body, ok := r.Body.(*limited); ok {
		body.whole.within(raisedTime)
		r.Body = http.MaxBytesReader(w, body.whole, most)
	}
}
