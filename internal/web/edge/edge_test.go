package edge_test

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/web/edge"
)

func answer(status int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
}

func serve(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestChainRunsTheFirstOutermost(t *testing.T) {
	var order []string
	mark := func(name string) edge.Middleware {
		return func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				order = append(order, name)
				next.ServeHTTP(w, r)
			})
		}
	}
	serve(edge.Chain(answer(200), mark("a"), mark("b")), httptest.NewRequest(http.MethodGet, "/", nil))
	if got := strings.Join(order, ""); got != "ab" {
		t.Errorf("got %s", got)
	}
}

func TestTheClientCannotChooseTheRequestID(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("X-Request-Id", "theirs")
	var within string
	h := edge.RequestID(func() string { return "ours" })(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		within = edge.TraceOf(r.Context()).ID
	}))
	if got := serve(h, r).Header().Get("X-Request-Id"); got != "ours" || within != "ours" {
		t.Errorf("header %q, within %q", got, within)
	}
}

func TestATraceIsNeverMissing(t *testing.T) {
	edge.TraceOf(t.Context()).Route = "x"
	if got := edge.TraceOf(t.Context()).Route; got != "" {
		t.Errorf("a trace of nobody's was kept: %q", got)
	}
}

func TestTheAccessLogCountsStatusBytesAndTime(t *testing.T) {
	var log bytes.Buffer
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	clock := func() time.Time { now = now.Add(time.Second); return now }
	h := edge.AccessLog(slog.New(slog.NewTextHandler(&log, nil)), clock)(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		edge.TraceOf(r.Context()).Route = "GET /x"
		_, _ = io.WriteString(w, "hello")
	}))
	serve(edge.RequestID(func() string { return "id" })(h), httptest.NewRequest(http.MethodGet, "/x?secret", nil))
	for _, want := range []string{"id=id", `route="GET /x"`, "status=200", "bytes=5", "took=1s"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("%s is not in %s", want, log.String())
		}
	}
}

func TestAnAnswerThatIsCutOffIsLoggedToo(t *testing.T) {
	var log bytes.Buffer
	h := edge.AccessLog(slog.New(slog.NewTextHandler(&log, nil)), time.Now)(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "half")
		panic(http.ErrAbortHandler)
	}))
	func() {
		defer func() { _ = recover() }()
		serve(h, httptest.NewRequest(http.MethodGet, "/", nil))
	}()
	if got := log.String(); !strings.Contains(got, "bytes=4") || !strings.Contains(got, "cut=true") {
		t.Errorf("logged %q", got)
	}
}

// deadlined is an answer whose connection notes the deadlines it is given.
type deadlined struct {
	*httptest.ResponseRecorder
	given []time.Time
}

func (d *deadlined) SetReadDeadline(at time.Time) error {
	d.given = append(d.given, at)
	return nil
}

func TestABodyMustComeInTimeAndTheAnswerMayTakeLonger(t *testing.T) {
	for name, raise := range map[string]bool{"a form": false, "a large file": true} {
		d := &deadlined{ResponseRecorder: httptest.NewRecorder()}
		h := edge.LimitBody(10)(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if raise {
				edge.RaiseLimit(w, r, 20)
			}
			_, _ = io.ReadAll(r.Body)
		}))
		h.ServeHTTP(d, httptest.NewRequest(http.MethodPost, "/", strings.NewReader("x")))
		last := d.given[len(d.given)-1]
		if left := time.Until(d.given[0]); left < 50*time.Second || left > time.Minute {
			t.Errorf("%s: %v for the body", name, left)
		}
		if raise && time.Until(d.given[1]) < 4*time.Minute {
			t.Errorf("%s: only %v", name, time.Until(d.given[1]))
		}
		if !last.IsZero() {
			t.Errorf("%s: after the body the deadline %v stands", name, last)
		}
	}
	d := &deadlined{ResponseRecorder: httptest.NewRecorder()}
	edge.LimitBody(10)(answer(200)).ServeHTTP(d, httptest.NewRequest(http.MethodGet, "/", nil))
	if len(d.given) > 0 {
		t.Error("a request without a body has a deadline")
	}
}

func TestAPanicAfterTheFirstByteCutsTheConnection(t *testing.T) {
	h := edge.Recover(slog.New(slog.DiscardHandler), answer(500))(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "half")
		panic("late")
	}))
	defer func() {
		if value := recover(); value != http.ErrAbortHandler { //nolint:errorlint // a panic's value
			t.Errorf("got %v, want http.ErrAbortHandler", value)
		}
	}()
	serve(h, httptest.NewRequest(http.MethodGet, "/", nil))
	t.Error("the answer was taken for a whole one")
}

func TestAPanicBeforeTheFirstByteIsAnswered(t *testing.T) {
	h := edge.Recover(slog.New(slog.DiscardHandler), answer(500))(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("early") }))
	if got := serve(h, httptest.NewRequest(http.MethodGet, "/", nil)).Code; got != 500 {
		t.Errorf("got %d", got)
	}
}

func TestBodiesAreBoundedUnlessTheHandlerRaisesTheBound(t *testing.T) {
	read := func(raise int64) error {
		var err error
		h := edge.LimitBody(10)(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if raise > 0 {
				edge.RaiseLimit(w, r, raise)
			}
			_, err = io.ReadAll(r.Body)
		}))
		serve(h, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(strings.Repeat("x", 50))))
		return err
	}
	var tooLarge *http.MaxBytesError
	if err := read(0); !errors.As(err, &tooLarge) || tooLarge.Limit != 10 {
		t.Errorf("got %v", err)
	}
	if err := read(20); !errors.As(err, &tooLarge) || tooLarge.Limit != 20 {
		t.Errorf("got %v", err)
	}
	if err := read(50); err != nil {
		t.Errorf("got %v", err)
	}
}

func TestOnlyFormsFromOtherSitesAreRefused(t *testing.T) {
	h := edge.SameOrigin(answer(403))(answer(200))
	cases := []struct {
		name, method, site, origin string
		want                       int
	}{
		{"reading from anywhere", "GET", "cross-site", "", 200},
		{"our own form", "POST", "same-origin", "", 200},
		{"another site's form", "POST", "cross-site", "", 403},
		{"a sister site's form", "POST", "same-site", "", 403},
		{"an old browser from another site", "POST", "", "https://evil.example", 403},
		{"an old browser from here", "POST", "", "https://example.com", 200},
		{"no browser", "POST", "", "", 200},
	}
	for _, c := range cases {
		r := httptest.NewRequest(c.method, "https://example.com/save", nil)
		if c.site != "" {
			r.Header.Set("Sec-Fetch-Site", c.site)
		}
		if c.origin != "" {
			r.Header.Set("Origin", c.origin)
		}
		if got := serve(h, r).Code; got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}

func TestTrailingSlashesAreOnlyTakenFromPagesThatAreRead(t *testing.T) {
	h := edge.NoTrailingSlash(answer(200))
	for _, c := range []struct {
		method, path string
		want         int
	}{{"GET", "/", 200}, {"GET", "/a", 200}, {"GET", "/a/", 301}, {"HEAD", "/a/", 301}, {"POST", "/a/", 200}} {
		if got := serve(h, httptest.NewRequest(c.method, c.path, nil)).Code; got != c.want {
			t.Errorf("%s %s: got %d, want %d", c.method, c.path, got, c.want)
		}
	}
}
