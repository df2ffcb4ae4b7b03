package web

import (
	"net/http"
	"strings"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/edge"
)

// Feature is one part of the site: a Go file and a folder of templates.
type Feature interface {
	// Routes registers the handlers.
	Routes(*Routes)
	// Views names every page with the zero value of its view. A test renders each in both languages, and finds pages that are
	// not named here.
	Views() Views
}

// Views are views by the name of their template, such as "register/show".
type Views map[string]View

// Handler answers a request. An error it returns becomes an error page by its fault.Kind; it must then not have written anything.
type Handler func(w http.ResponseWriter, r *Request) error

// Routes registers handlers, each once for both languages: Get("/systems/{id}") serves /systems/{id} and /en/systems/{id}.
type Routes struct {
	server *Server
	// registered are all routes, as "GET /systems/{id}": what a test of who may do what must cover.
	registered []string
}

// Get serves GET and HEAD. The path follows http.ServeMux; "/" is the start page alone.
func (rs *Routes) Get(path string, h Handler) { rs.handle(http.MethodGet, path, h) }

// Post serves POST: always followed by a redirect, or by the same form with its problems.
func (rs *Routes) Post(path string, h Handler) { rs.handle(http.MethodPost, path, h) }

// Once serves what is no page and has no language, such as /robots.txt: for GET and HEAD, at this address only.
func (rs *Routes) Once(path string, h Handler) {
	rs.server.mux.Handle(http.MethodGet+" "+path, rs.server.page(i18n.Swedish, http.MethodGet+" "+path, h))
}

func (rs *Routes) handle(method, path string, h Handler) {
	rs.registered = append(rs.registered, method+" "+path)
	swedish, english := path, "/en"+path
	if path == "/" {
		swedish, english = "/{$}", "/en"
	}
	rs.server.mux.Handle(method+" "+swedish, rs.server.page(i18n.Swedish, method+" "+path, h))
	rs.server.mux.Handle(method+" "+english, rs.server.page(i18n.English, method+" "+path, h))
}

func (s *Server) page(lang i18n.Lang, route string, h Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		edge.TraceOf(hr.Context()).Route = route
		// net/http removes the temporary files of uploads only from its own request, which the edge has copied.
		defer func() {
			if hr.MultipartForm != nil {
				_ = hr.MultipartForm.RemoveAll()
			}
		}()
		r, err := s.request(hr, lang)
		if err == nil {
			err = h(w, r)
		}
		if err != nil {
			s.fail(w, r, err)
		}
	})
}

// nowhere answers what no route takes: 405 when the address takes other methods, else 404.
func (s *Server) nowhere(w http.ResponseWriter, hr *http.Request) {
	r, _ := s.request(hr, langOf(hr.URL.Path)) // that there is nothing here is true for everybody
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		probe := hr.Clone(hr.Context())
		probe.Method = method
		if _, pattern := s.mux.Handler(probe); strings.HasPrefix(pattern, method+" ") {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) == 0 {
		s.fail(w, r, fault.New("web", fault.NotFound, "", nil))
		return
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	s.showError(w, r, http.StatusMethodNotAllowed, errorView{
		Page: r.Page(r.T("web.error.title.method")), Message: r.T("web.error.method"), Start: true,
	})
}

// langOf is the language that an address is in.
func langOf(path string) i18n.Lang {
	if path == "/en" || strings.HasPrefix(path, "/en/") {
		return i18n.English
	}
	return i18n.Swedish
}

// CutJSON cuts the ending .json from the last part of an address, and tells whether it was there. http.ServeMux takes no pattern
// such as /systems/{id}.json, so {id} carries the ending.
func CutJSON(id string) (string, bool) { return strings.CutSuffix(id, ".json") }
