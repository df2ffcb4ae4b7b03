package web

import (
	"net/http"
	"strings"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/internal/web/edge"
)

// Request is a request as a handler sees it: the language is settled and the viewer known.
type Request struct {
	*http.Request
	Lang    i18n.Lang
	Printer *i18n.Printer
	Viewer  Viewer
	server  *Server
	path    string // without the language
}

// request settles who asks and in which language. When it cannot be found out who asks, the request is nobody's and the error says why.
func (s *Server) request(hr *http.Request, lang i18n.Lang) (*Request, error) {
	viewer, err := s.config.Session(hr)
	path := hr.URL.Path
	if lang == i18n.English {
		if path = strings.TrimPrefix(path, "/en"); path == "" {
			path = "/"
		}
	}
	r := &Request{Request: hr, Lang: lang, Printer: s.printers[lang], server: s, path: path}
	if err != nil {
		return r, err
	}
	r.Viewer = viewer
	return r, nil
}

// T prints a message in the reader's language.
func (r *Request) T(key string, args ...fault.Args) string {
	if len(args) == 0 {
		return r.Printer.T(key, nil)
	}
	return r.Printer.T(key, args[0])
}

// To is the address of a page in the reader's language: To("/systems") is "/en/systems" for one who reads English.
func (r *Request) To(path string) string { return components.Path(r.Lang, path) }

// ID is the path value {id} without the ending .json, and whether it had one.
func (r *Request) ID() (id string, json bool) { return CutJSON(r.PathValue("id")) }

// RequestID is the id that the reader may quote and the log holds.
func (r *Request) RequestID() string { return edge.TraceOf(r.Context()).ID }

// reads tells whether the request only reads, so that its address, query and all, can be visited again.
func (r *Request) reads() bool { return r.Method == http.MethodGet || r.Method == http.MethodHead }

// again is the address of this page without the language, with its query when it only reads.
func (r *Request) again() string {
	if r.reads() && r.URL.RawQuery != "" {
		return r.path + "?" + r.URL.RawQuery
	}
	return r.path
}
