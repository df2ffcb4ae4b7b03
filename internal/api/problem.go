package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
)

// Problem is an error as RFC 9457 writes it, with all five members, and the fields at fault.
type Problem struct {
	Type     string         `json:"type" required:"true" doc:"Vilket slags fel, stabilt. / What sort of error, stable." example:"urn:tillit:problem:not-found"`
	Title    string         `json:"title" required:"true" doc:"Slaget av fel i ord. / The sort of error in words." example:"Finns inte"`
	Status   int            `json:"status" required:"true" doc:"HTTP-status. / HTTP status." example:"404"`
	Detail   string         `json:"detail" required:"true" doc:"Vad som hände och vad man kan göra. / What happened and what to do."`
	Instance string         `json:"instance" required:"true" doc:"Adressen som anropades. / The address that was called." example:"/v1/systems/x"`
	Errors   []FieldAtFault `json:"errors,omitempty" doc:"Fälten som behöver ändras. / The fields that need to change."`
}

// FieldAtFault is one field of the request and what is wrong with it.
type FieldAtFault struct {
	Field   string `json:"field" required:"true" doc:"Sökväg i det som skickades. / Path in what was sent." example:"name.sv"`
	Message string `json:"message" required:"true" doc:"Vad som är fel. / What is wrong."`
}

// Error is the problem for logs.
func (p *Problem) Error() string { return fmt.Sprintf("%d %s: %s", p.Status, p.Type, p.Detail) }

// GetStatus is the HTTP status; huma asks for it.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is what problems are sent as; huma asks for it.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// statusOf is the HTTP status of a kind of fault.
func statusOf(kind fault.Kind) int {
	switch kind {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.Unauthenticated:
		return http.StatusUnauthorized
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Conflict:
		return http.StatusConflict
	case fault.TooLarge:
		return http.StatusRequestEntityTooLarge
	case fault.RateLimited:
		return http.StatusTooManyRequests
	case fault.Gone:
		return http.StatusGone
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	default:
		return http.StatusInternalServerError
	}
}

// failure carries a use case's error through huma, which knows only the status before it asks for the problem.
type failure struct{ err error }

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// newError makes the problem of every error: of a use case, or of huma's own reading of the request.
func (a *API) newError(ctx huma.Context, status int, message string, errs ...error) huma.StatusError {
	p := a.printer(ctx)
	var f *failure
	var large *http.MaxBytesError
	for _, err := range errs {
		if errors.As(err, &large) { // the edge's limit, which huma takes for a broken connection
			return a.problemOf(ctx, p, tooLarge())
		}
		if errors.Is(err, errNoMatch) {
			return a.needMatch(ctx, p)
		}
		if errors.As(err, &f) {
			return a.problemOf(ctx, p, fault.As(f.err))
		}
	}
	if status == http.StatusRequestEntityTooLarge { // huma's own limit
		return a.problemOf(ctx, p, tooLarge())
	}
	return a.unfit(ctx, p, status, message, errs)
}

func tooLarge() *fault.Error {
	return fault.New("api", fault.TooLarge, "api.too_large", fault.Args{"mb": MaxBody >> 20})
}

// unfit is the problem of a request that huma could not read, in the caller's language.
func (a *API) unfit(ctx huma.Context, p *i18n.Printer, status int, message string, errs []error) *Problem {
	problem := &Problem{Type: typeOf(status), Status: status, Title: p.T(titleOf(status), nil), Detail: p.T("api.request_unfit_fields", nil)}
	if len(errs) == 0 {
		problem.Detail = p.T("api.request_unfit", fault.Args{"reason": said(p, message)})
	}
	if ctx != nil {
		problem.Instance = instanceOf(ctx)
	}
	for _, err := range errs {
		problem.Errors = append(problem.Errors, detailOf(p, err))
	}
	return problem
}

// instanceOf is the address that was called, as a reference: with what may not stand in one escaped.
func instanceOf(ctx huma.Context) string {
	called := ctx.URL()
	return called.EscapedPath()
}

// typeOf names the problem of a status for which there is no kind of fault.
func typeOf(status int) string {
	return "urn:tillit:problem:" + strings.ReplaceAll(strings.ToLower(http.StatusText(status)), " ", "-")
}

func detailOf(p *i18n.Printer, err error) FieldAtFault {
	if detailer, ok := err.(huma.ErrorDetailer); ok {
		detail := detailer.ErrorDetail()
		return FieldAtFault{Field: strings.TrimPrefix(detail.Location, "body."), Message: said(p, detail.Message)}
	}
	return FieldAtFault{Field: "body", Message: said(p, err.Error())}
}

// needMatch is the problem of a change sent without If-Match.
func (a *API) needMatch(ctx huma.Context, p *i18n.Printer) *Problem {
	problem := a.problemOf(ctx, p, fault.New("api", fault.Invalid, "api.if_match", nil).With(fault.Field{Path: "If-Match", Key: "api.if_match"}))
	problem.Status = http.StatusPreconditionRequired
	problem.Type, problem.Title = typeOf(problem.Status), p.T("api.title.precondition_required", nil)
	return problem
}

// titleOf is the message key of a status: that of the kind of fault, or of any bad request.
func titleOf(status int) string {
	for kind := fault.Internal; kind <= fault.Unavailable; kind++ {
		if statusOf(kind) == status {
			return "api.title." + strings.ReplaceAll(kind.String(), "-", "_")
		}
	}
	return "api.title.invalid"
}

func (a *API) problemOf(ctx huma.Context, p *i18n.Printer, e *fault.Error) *Problem {
	status := statusOf(e.Kind)
	a.logFault(ctx, e)
	problem := &Problem{
		Type: "urn:tillit:problem:" + e.Kind.String(), Title: p.T(titleOf(status), nil), Status: status,
		Detail: p.T(e.MessageKey(), e.Args),
	}
	if ctx != nil {
		problem.Instance = instanceOf(ctx)
	}
	for _, field := range e.Fields {
		problem.Errors = append(problem.Errors, FieldAtFault{Field: field.Path, Message: p.T(field.Key, field.Args)})
	}
	if status == http.StatusUnauthorized && ctx != nil {
		ctx.SetHeader("WWW-Authenticate", "Bearer")
	}
	if seconds, waits := e.Args["seconds"].(int); waits && status == http.StatusTooManyRequests && ctx != nil {
		ctx.SetHeader("Retry-After", strconv.Itoa(seconds))
	}
	return problem
}

// logFault logs what is wrong with us rather than with the request, unless the caller has gone. Nothing of the request is written.
func (a *API) logFault(ctx huma.Context, e *fault.Error) {
	if ctx == nil || e.Kind != fault.Internal && e.Kind != fault.Unavailable || errors.Is(e.Err, context.Canceled) {
		return
	}
	a.Log.ErrorContext(ctx.Context(), "fault", "id", a.RequestID(ctx.Context()), "op", e.Op, "error", e.Error())
}

func unauthenticated(key string) error { return fault.New("api", fault.Unauthenticated, key, nil) }

// refuse answers before the operation is reached.
func (a *API) refuse(ctx huma.Context, err error) {
	problem := a.problemOf(ctx, a.printer(ctx), fault.As(err))
	ctx.SetHeader("Content-Type", problem.ContentType(""))
	ctx.SetStatus(problem.Status)
	_ = json.NewEncoder(ctx.BodyWriter()).Encode(problem) // the reader has gone; there is nobody to tell
}

// nowhere answers what no operation takes: which methods an address has, that it has not the one asked for, or that there is none.
func (a *API) nowhere(w http.ResponseWriter, r *http.Request) {
	p := a.Catalogue.Printer(languageOf(r.Header.Get("Accept-Language")))
	problem := a.problemOf(nil, p, fault.New("api", fault.NotFound, "api.no_such_address", nil))
	if methods := strings.Join(a.methods(r), ", "); methods != "" {
		w.Header().Set("Allow", methods)
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		problem.Status = http.StatusMethodNotAllowed
		problem.Type, problem.Title = typeOf(problem.Status), p.T("api.title.method_not_allowed", nil)
		problem.Detail = p.T("api.method_not_allowed", fault.Args{"methods": methods})
	}
	problem.Instance = r.URL.EscapedPath()
	w.Header().Set("Content-Type", problem.ContentType(""))
	w.WriteHeader(problem.Status)
	_ = json.NewEncoder(w).Encode(problem)
}

// methods are those that the address takes; none where there is no such address.
func (a *API) methods(r *http.Request) []string {
	var taken []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		probe := &http.Request{Method: method, URL: r.URL, Host: r.Host}
		if _, pattern := a.mux.Handler(probe); strings.Contains(pattern, " ") { // those of operations begin with a method
			taken = append(taken, method)
		}
	}
	if taken != nil {
		taken = append(taken, http.MethodOptions)
	}
	return taken
}

// printer prints in the language that the caller prefers; Swedish where none is named.
func (a *API) printer(ctx huma.Context) *i18n.Printer {
	if ctx == nil {
		return a.Catalogue.Printer(i18n.Swedish)
	}
	return a.Catalogue.Printer(languageOf(ctx.Header("Accept-Language")))
}

// languageOf takes the first of our languages that the header names. Weights are not read: whoever knows both writes the preferred
// one first.
func languageOf(header string) i18n.Lang {
	for tag := range strings.SplitSeq(header, ",") {
		tag, _, _ = strings.Cut(strings.TrimSpace(tag), ";")
		tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
		if lang, ours := i18n.ParseLang(tag); ours {
			return lang
		}
	}
	return i18n.Swedish
}
