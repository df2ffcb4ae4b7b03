package web

import (
	"crypto/rand"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/internal/web/edge"
	"github.com/tillit-se/tillit/internal/web/static"
)

// Config is what the pages need from the rest of the house.
type Config struct {
	BaseURL   string // public address without a path, such as "https://tillit.example"; empty leaves out canonical links
	SourceURL string // where this server's source code is; empty leaves out the link
	Demo      bool   // says so on every page, and registers /components-preview
	Secret    []byte // signs the message shown after a redirect; random when empty, which does for one node
	// Session tells who is looking: nobody when the request carries no session, or one that has ended. An error is that it could not
	// be found out, and is shown as such. Nil means that nobody is ever signed in.
	Session   func(*http.Request) (Viewer, error)
	Catalogue *i18n.Catalogue
	IDs       *clock.IDs   // makes request ids
	Clock     clock.Clock  // times requests
	Log       *slog.Logger // nil discards
	MaxBody   int64        // bytes of a form; 1 MiB when 0
	MaxCache  int          // bytes of finished public pages kept in memory; 16 MiB when 0
}

const (
	defaultMaxBody  = 1 << 20
	defaultMaxCache = 16 << 20
)

//go:embed all:templates
var templateFiles embed.FS

// Server serves the pages. It is safe for concurrent use.
type Server struct {
	config   Config
	https    bool
	set      *components.Set
	assets   *static.Assets
	mux      *http.ServeMux
	printers map[i18n.Lang]*i18n.Printer
	kept     *pageCache
}

// New reads all templates and registers the features. It fails when a template does not parse, or a feature shows one
// that does not exist.
func New(config Config, features ...Feature) (*Server, error) {
	config, err := config.complete()
	if err != nil {
		return nil, err
	}
	s := &Server{
		config: config, https: strings.HasPrefix(config.BaseURL, "https://"), mux: http.NewServeMux(),
		printers: map[i18n.Lang]*i18n.Printer{}, kept: newPageCache(config.MaxCache),
	}
	for _, lang := range i18n.Languages() {
		s.printers[lang] = config.Catalogue.Printer(lang)
	}
	if s.assets, err = static.New(); err != nil {
		return nil, err
	}
	pages, err := fs.Sub(templateFiles, "templates")
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	funcs := template.FuncMap{"asset": s.assets.Path}
	if s.set, err = components.Parse(config.Catalogue, components.Source{Files: pages, Funcs: funcs}); err != nil {
		return nil, err
	}
	if config.Demo {
		features = append(features, Preview())
	}
	return s, s.register(features)
}

func (c Config) complete() (Config, error) {
	if c.Catalogue == nil || c.IDs == nil || c.Clock == nil {
		return c, fmt.Errorf("web: the configuration needs Catalogue, IDs and Clock")
	}
	if _, err := url.Parse(c.BaseURL); err != nil {
		return c, fmt.Errorf("web: base URL: %w", err)
	}
	c.BaseURL = strings.TrimSuffix(c.BaseURL, "/")
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Session == nil {
		c.Session = func(*http.Request) (Viewer, error) { return Viewer{}, nil }
	}
	if c.MaxBody == 0 {
		c.MaxBody = defaultMaxBody
	}
	if c.MaxCache == 0 {
		c.MaxCache = defaultMaxCache
	}
	if len(c.Secret) == 0 {
		c.Secret = make([]byte, 32)
		if _, err := rand.Read(c.Secret); err != nil {
			return c, fmt.Errorf("web: no randomness for the secret: %w", err)
		}
	}
	return c, nil
}

func (s *Server) register(features []Feature) error {
	routes := &Routes{server: s}
	for _, feature := range features {
		for name := range feature.Views() {
			if !s.set.Has(name) {
				return fmt.Errorf("web: %T shows the page %q, but there is no file templates/%s.html", feature, name, name)
			}
		}
		feature.Routes(routes)
	}
	s.mux.HandleFunc(static.Prefix, func(w http.ResponseWriter, r *http.Request) {
		edge.TraceOf(r.Context()).Route = static.Prefix
		if !s.assets.Serve(w, r) {
			s.nowhere(w, r)
		}
	})
	s.mux.HandleFunc("/", s.nowhere)
	return nil
}

// ServeHTTP serves pages and static files, without what Wrap adds.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// Wrap puts the edge in front of h: request id, access log, recovery, headers, same origin, bound on bodies, one address for
// each page. h may serve more than pages; what the edge refuses is answered with an error page.
func (s *Server) Wrap(h http.Handler) http.Handler {
	return edge.Chain(h,
		edge.RequestID(s.config.IDs.New),
		edge.AccessLog(s.config.Log, s.config.Clock.Now),
		edge.Headers(s.https),
		edge.Recover(s.config.Log, s.failure(fault.New("web", fault.Internal, "", nil))),
		edge.SameOrigin(s.failure(fault.New("web", fault.Forbidden, "web.error.cross_origin", nil))),
		edge.LimitBody(s.config.MaxBody),
		edge.NoTrailingSlash,
	)
}
