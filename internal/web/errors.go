package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
)

// statuses says which status a kind of fault is.
var statuses = map[fault.Kind]int{
	fault.Internal:        http.StatusInternalServerError,
	fault.Invalid:         http.StatusUnprocessableEntity,
	fault.Unauthenticated: http.StatusUnauthorized,
	fault.Forbidden:       http.StatusForbidden,
	fault.NotFound:        http.StatusNotFound,
	fault.Conflict:        http.StatusConflict,
	fault.TooLarge:        http.StatusRequestEntityTooLarge,
	fault.RateLimited:     http.StatusTooManyRequests,
	fault.Gone:            http.StatusGone,
	fault.Unavailable:     http.StatusServiceUnavailable,
}

// errorView is what templates/site/error.html shows: what happened, why, and what to do.
type errorView struct {
	Page
	Message   string
	Problems  []string // the fields at fault, where there is no form to show them in
	Reference string   // request id, for faults of ours
	SignIn    string   // address of the sign-in page, where another account could help
	Search    bool     // advises to search or start again
	Start     bool     // advises to start again
}

// fail answers with the page, or the redirect, that an error calls for.
func (s *Server) fail(w http.ResponseWriter, r *Request, err error) {
	e := fault.As(err)
	s.logFault(r, e)
	if e.Kind == fault.Unauthenticated && !r.wantsJSON() {
		if s.keepWritten(w, r) {
			return
		}
		http.Redirect(w, r.Request, r.loginHref(), http.StatusSeeOther)
		return
	}
	status := statuses[e.Kind]
	if e.Kind == fault.RateLimited || e.Kind == fault.Unavailable {
		w.Header().Set("Retry-After", retryAfter(e))
	}
	if r.wantsJSON() {
		r.writeProblem(w, status, e)
		return
	}
	s.showError(w, r, status, r.errorView(e))
}

// retryAfter is the seconds to wait: what the fault itself says, or a minute.
func retryAfter(e *fault.Error) string {
	if seconds, ok := e.Args["seconds"].(int); ok && seconds > 0 {
		return strconv.Itoa(seconds)
	}
	return "60"
}

func (s *Server) logFault(r *Request, e *fault.Error) {
	if e.Kind != fault.Internal && e.Kind != fault.Unavailable || errors.Is(e.Err, context.Canceled) {
		return
	}
	s.config.Log.ErrorContext(r.Context(), "fault", "id", r.RequestID(), "op", e.Op, "error", e.Error())
}

func (r *Request) errorView(e *fault.Error) errorView {
	view := errorView{Page: r.Page(r.T(titleKey(e.Kind))), Message: r.T(e.MessageKey(), e.Args)}
	for _, field := range e.Fields {
		view.Problems = append(view.Problems, r.T(field.Key, field.Args))
	}
	switch e.Kind {
	case fault.Internal, fault.Unavailable:
		view.Reference = r.RequestID()
	case fault.NotFound, fault.Gone:
		view.Search = true
	case fault.Forbidden:
		if !r.Viewer.SignedIn() {
			view.SignIn = r.loginHref()
		}
		view.Start = true
	}
	return view
}

func titleKey(kind fault.Kind) string {
	return "web.error.title." + strings.ReplaceAll(kind.String(), "-", "_")
}

// showError writes an error page; when even that fails, a line of text.
func (s *Server) showError(w http.ResponseWriter, r *Request, status int, view errorView) {
	view.NoIndex = true
	err := r.Render(w, status, "site/error", view)
	if err == nil {
		return
	}
	s.config.Log.ErrorContext(r.Context(), "the error page failed", "id", r.RequestID(), "error", err.Error())
	http.Error(w, view.Title+"\n"+view.Message+"\n"+r.RequestID(), status)
}

// failure is a handler that always answers with err.
func (s *Server) failure(err error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		r, _ := s.request(hr, langOf(hr.URL.Path)) // the failure at hand is what the reader must be told
		s.fail(w, r, err)
	})
}

// loginHref is the sign-in page, which leads back here when here can be visited again.
func (r *Request) loginHref() string {
	if !r.reads() {
		return r.To(LoginPath)
	}
	return r.To(LoginPath) + "?" + url.Values{"next": {r.To(r.again())}}.Encode()
}

func (r *Request) wantsJSON() bool { return strings.HasSuffix(r.URL.Path, ".json") }

// problem is an error as RFC 9457 writes it, with the members that the Swedish REST profile demands.
type problem struct {
	Type     string         `json:"type"`
	Title    string         `json:"title"`
	Status   int            `json:"status"`
	Detail   string         `json:"detail"`
	Instance string         `json:"instance"`
	Errors   []problemField `json:"errors,omitempty"`
}

type problemField struct {
	Path    string `json:"path"`
	Message string `json:"message"`
}

func (r *Request) writeProblem(w http.ResponseWriter, status int, e *fault.Error) {
	p := problem{
		Type: "about:blank", Title: r.T(titleKey(e.Kind)), Status: status, Detail: r.T(e.MessageKey(), e.Args),
		Instance: "urn:uuid:" + r.RequestID(),
	}
	for _, field := range e.Fields {
		p.Errors = append(p.Errors, problemField{Path: field.Path, Message: r.T(field.Key, field.Args)})
	}
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Content-Language", string(r.Lang))
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(p) // the reader has gone; there is nobody to tell
}

// conflictView is what templates/site/conflict.html shows.
type conflictView struct {
	Page
	Conflict components.Conflict
}

// Conflict answers a save against an old revision with both versions and the two ways on (409).
func (r *Request) Conflict(w http.ResponseWriter, c components.Conflict) error {
	page := r.Page(r.T("web.conflict.title"))
	page.NoIndex = true
	return r.Render(w, http.StatusConflict, "site/conflict", conflictView{Page: page, Conflict: c})
}
