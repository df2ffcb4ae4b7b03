package api

import (
	"context"
	"log/slog"
	"net/http"
	"path"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/decide"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/search"
)

// Version is the version of the API, and Released the day it was released.
const (
	Version  = "1.0.0"
	Released = "2026-11-22"
)

// MaxBody is the largest request body in bytes, but for what is streamed.
const MaxBody = 4 << 20

// Searcher is the part of the index that the API asks.
type Searcher interface {
	Search(ctx context.Context, q search.Query) (*search.Result, error)
}

// Config is what the API needs from the rest of the house.
type Config struct {
	Accounts  *account.Service
	Register  *register.Service
	Assess    *assess.Service
	Guide     *guide.Service
	Decide    *decide.Library
	Index     Searcher
	Masking   Masker
	ClientIP  func(*http.Request) string // the address that a request comes from; nil takes all for one
	Catalogue *i18n.Catalogue
	BaseURL   string // public address, for links in answers; empty gives links without host
	Log       *slog.Logger
	RequestID func(context.Context) string // what X-Request-Id says, so that a line of the log can be found; nil leaves it out
}

// API serves the addresses under /v1, /api-info and /openapi.yaml.
type API struct {
	Config
	mux  *http.ServeMux
	huma huma.API
	yaml []byte
}

// New registers all operations. It sets huma's hooks for errors and its default for arrays, the one exception to having no globals: huma
// has no other way.
func New(c Config) (*API, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.RequestID == nil {
		c.RequestID = func(context.Context) string { return "" }
	}
	a := &API{Config: c, mux: http.NewServeMux()}
	huma.NewErrorWithContext = a.newError
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError { // from which huma describes errors
		return a.newError(nil, status, message, errs...)
	}
	huma.DefaultArrayNullable = false
	a.huma = humago.New(a.mux, a.config())
	a.huma.UseMiddleware(a.identify)
	a.registerInfo()
	a.registerSystems()
	a.registerDrafts()
	a.registerOrganisations()
	a.registerInstruments()
	a.registerGuide()
	a.registerDecisions()
	a.registerStatistics()
	a.registerArchitecture()
	a.registerMask()
	document := a.huma.OpenAPI()
	if err := a.describe(document); err != nil {
		return nil, err
	}
	var err error
	if a.yaml, err = document.YAML(); err != nil {
		return nil, err
	}
	a.mux.HandleFunc("GET /openapi.yaml", a.openAPI)
	a.mux.HandleFunc("/v1", a.nowhere)
	a.mux.HandleFunc("/v1/", a.nowhere)
	return a, nil
}

// config is huma's, without its own pages and without the fields it would add to answers: they load from elsewhere.
func (a *API) config() huma.Config {
	c := huma.DefaultConfig("Tillit", Version)
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "", "", ""
	c.CreateHooks, c.Transformers = nil, nil
	c.FieldsOptionalByDefault = true
	c.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	c.RejectUnknownQueryParameters = true
	a.introduce(c.OpenAPI)
	return c
}

// schemaName names a type in the description: by its own name, and by its package too for the texts and types that several have.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	switch pkg := path.Base(t.PkgPath()); pkg {
	case "i18n", "api", "register", ".":
		return name
	default:
		return strings.ToUpper(pkg[:1]) + pkg[1:] + name
	}
}

// OpenAPI is the description of the API, as openapi.yaml is checked in.
func (a *API) OpenAPI() []byte { return a.yaml }

// ServeHTTP serves the API. Reading is open to pages of other sites: what is public is public.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	w.Header().Add("Vary", "Accept-Language")
	w.Header().Add("Vary", "Authorization")
	a.mux.ServeHTTP(w, r)
}

func (a *API) openAPI(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/yaml; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=300")
	_, _ = w.Write(a.yaml)
}

type actorKey struct{}

// actorOf is who asks: the public, or the person behind the token.
func actorOf(ctx context.Context) account.Actor {
	actor, _ := ctx.Value(actorKey{}).(account.Actor)
	return actor
}

// identify finds the person behind the Bearer token. A token that does not hold is refused rather than taken for the public, because
// whoever sends one expects to see their own. Cookies count for nothing here.
func (a *API) identify(ctx huma.Context, next func(huma.Context)) {
	header := ctx.Header("Authorization")
	if header == "" {
		next(ctx)
		return
	}
	scheme, secret, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		a.refuse(ctx, unauthenticated("api.bearer_only"))
		return
	}
	actor, err := a.Accounts.ActorOfToken(ctx.Context(), strings.TrimSpace(secret))
	if err != nil {
		a.refuse(ctx, err)
		return
	}
	ctx.SetHeader("Cache-Control", "private, no-store")
	next(huma.WithValue(ctx, actorKey{}, actor))
}

// operation is what an operation tells of itself, in both languages.
type operation struct {
	id, method, path string
	status           int // of success; 0 is 200
	sv, en           string
	tag              string
	token            bool  // needs a Bearer token
	errors           []int // statuses that may come beside those that any operation may give
}

// handle registers an operation: it gives the handler the actor, and turns the handler's error into a problem.
func handle[I, O any](a *API, o operation, do func(ctx context.Context, actor account.Actor, in *I) (*O, error)) {
	op := huma.Operation{
		OperationID: o.id, Method: o.method, Path: o.path, DefaultStatus: o.status, MaxBodyBytes: MaxBody, BodyReadTimeout: time.Minute,
		Summary: o.sv, Description: o.sv + "\n\n" + o.en, Tags: []string{o.tag}, Errors: append([]int{http.StatusUnprocessableEntity}, o.errors...),
	}
	if o.token {
		op.Security = []map[string][]string{{"bearer": {}}}
		op.Errors = append(op.Errors, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound)
	}
	huma.Register(a.huma, op, func(ctx context.Context, in *I) (*O, error) {
		actor := actorOf(ctx)
		if o.token && actor.Anonymous() {
			return nil, &failure{unauthenticated("api.bearer_only")}
		}
		out, err := do(ctx, actor, in)
		if err != nil {
			return nil, &failure{err}
		}
		return out, nil
	})
}
