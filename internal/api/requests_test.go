package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/search"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

const nobody = "01930000-0000-7000-8000-000000000000"

// TestRequestsThatAreUnfitGetAProblem: desk.ask sees to it that each is a whole problem; here are the status and the field.
func TestRequestsThatAreUnfitGetAProblem(t *testing.T) {
	d := newDesk(t)
	token := d.token(t, "ensam", account.Scopes()...)
	draft, tag := d.draft(t, storetest.Complete("x"))
	org := systemsOf(d.demo)
	cases := []struct {
		name, method, path string
		body               any
		headers            []string
		status             int
		field              string // of the first error; "" where none is named
	}{
		{"no such address", "GET", "/v1/nowhere", nil, nil, 404, ""},
		{"an address with a slash too many", "GET", "/v1/systems/", nil, nil, 404, ""},
		{"no such record", "GET", "/v1/systems/" + nobody, nil, nil, 404, ""},
		{"an id that is none", "GET", "/v1/systems/'%20OR%201=1", nil, nil, 404, ""},
		{"no such version", "GET", "/v1/systems/" + nobody + "/versions/1", nil, nil, 404, ""},
		{"version nought", "GET", "/v1/systems/" + nobody + "/versions/0", nil, nil, 422, "path.number"},
		{"a version that is no number", "GET", "/v1/systems/" + nobody + "/versions/x", nil, nil, 422, "path.number"},
		{"a version beyond all numbers", "GET", "/v1/systems/" + nobody + "/versions/99999999999999999999", nil, nil, 422, "path.number"},
		{"no such organisation", "GET", "/v1/organisations/" + nobody, nil, nil, 404, ""},
		{"no such instrument", "GET", "/v1/instruments/none", nil, nil, 404, ""},
		{"an instrument outside its folder", "GET", "/v1/instruments/..%2f..%2fsecret", nil, nil, 404, ""},
		{"no such step", "GET", "/v1/guide/steps/none", nil, nil, 404, ""},
		{"no such model", "GET", "/v1/decision-models/none", nil, nil, 404, ""},
		{"an unknown parameter", "GET", "/v1/statistics?colour=red", nil, nil, 422, "query.colour"},
		{"a value that is none", "GET", "/v1/statistics?slag=robot", nil, nil, 422, "query.slag"},
		{"page nought", "GET", "/v1/systems?page=0", nil, nil, 422, "query.page"},
		{"a page below nought", "GET", "/v1/organisations?page=-1", nil, nil, 422, "query.page"},
		{"a page that is no number", "GET", "/v1/guide/steps?page=x", nil, nil, 422, "query.page"},
		{"no items", "GET", "/v1/building-blocks?limit=0", nil, nil, 422, "query.limit"},
		{"too many items", "GET", "/v1/systems?limit=101", nil, nil, 422, "query.limit"},
		{"a list of systems too deep", "GET", "/v1/systems?limit=100&page=101", nil, nil, 422, ""},
		{"a list of organisations too deep", "GET", "/v1/organisations?limit=100&page=101", nil, nil, 422, ""},
		{"a list of steps too deep", "GET", "/v1/guide/steps?limit=100&page=101", nil, nil, 422, ""},
		{"a list of blocks too deep", "GET", "/v1/building-blocks?limit=100&page=101", nil, nil, 422, ""},
		{"broken JSON", "POST", org, `{"slag":`, nil, 400, "body"},
		{"JSON with more behind it", "POST", org, `{"slag":"ai_system"} {}`, nil, 400, "body"},
		{"no JSON at all", "POST", org, `slag=ai_system`, nil, 400, "body"},
		{"nothing where a body is needed", "POST", org, "", nil, 400, ""},
		{"null", "POST", org, "null", nil, 422, "body"},
		{"a list for an object", "POST", org, `[]`, nil, 422, "body"},
		{"a number for a text", "POST", org, `{"slag":7}`, nil, 422, "slag"},
		{"a text for a list", "POST", org, `{"phases":"idea"}`, nil, 422, "phases"},
		{"an unknown field", "POST", org, `{"colour":"red"}`, nil, 422, "colour"},
		{"an unknown field further in", "POST", org, `{"name":{"sv":"x","de":"y"}}`, nil, 422, "name.de"},
		{"an unknown field in a list", "POST", org, `{"risks":[{"x":1}]}`, nil, 422, "risks[0].x"},
		{"a code that is none", "POST", org, `{"slag":"robot"}`, nil, 422, "slag"},
		{"an address that is none", "POST", org, `{"slag":"ai_system","website":"javascript:alert(1)"}`, nil, 422, "website"},
		{"UTF-8 that is broken", "POST", org, "{\"slag\":\"ai_system\",\"name\":{\"sv\":\"\xff\"}}", nil, 0, ""},
		{"a null byte", "POST", org, `{"slag":"ai_system","name":{"sv":"a\u0000b"}}`, nil, 422, "name.sv"},
		{"deep nesting", "POST", org, strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000), nil, 422, "a"},
		{"too large", "POST", org, `{"slag":"` + strings.Repeat("x", MaxBody) + `"}`, nil, 413, ""},
		{"a form", "POST", org, `slag=ai_system`, []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, "body"},
		{"XML", "POST", org, `<slag/>`, []string{"Content-Type", "application/xml"}, 415, "body"},
		{"plain text", "POST", org, `{"slag":"ai_system"}`, []string{"Content-Type", "text/plain"}, 415, "body"},
		{"no tag", "PUT", draft + "/draft", storetest.Complete("x"), nil, 428, "If-Match"},
		{"a tag that is none", "PUT", draft + "/draft", storetest.Complete("x"), []string{"If-Match", "x"}, 422, "If-Match"},
		{"any tag", "DELETE", draft + "/draft", nil, []string{"If-Match", "*"}, 422, "If-Match"},
		{"two tags", "DELETE", draft + "/draft", nil, []string{"If-Match", tag + `, "9"`}, 422, "If-Match"},
		{"a tag beyond all numbers", "DELETE", draft + "/draft", nil, []string{"If-Match", `"99999999999999999999"`}, 422, "If-Match"},
		{"an old tag", "PUT", draft + "/draft", storetest.Complete("x"), []string{"If-Match", `"0"`}, 409, ""},
		{"too long a note", "POST", draft + "/publications", map[string]any{"note": strings.Repeat("å", 1001)}, []string{"If-Match", tag}, 422, "note"},
		{"retiring what is not published", "POST", draft + "/retirement", map[string]any{
			"kind": "ended", "date": "2026-06-01", "reason": map[string]any{"sv": "x"},
		}, []string{"If-Match", tag}, 409, ""},
		{"retiring without a reason", "POST", draft + "/retirement", map[string]any{"kind": "ended", "date": "2026-06-01"}, []string{"If-Match", tag}, 422, "reason"},
		{"retiring some day", "POST", draft + "/retirement", map[string]any{
			"kind": "ended", "date": "2026-06", "reason": map[string]any{"sv": "x"},
		}, []string{"If-Match", tag}, 422, "date"},
		{"retiring tomorrow", "POST", draft + "/retirement", map[string]any{
			"kind": "ended", "date": "2026-11-23", "reason": map[string]any{"sv": "x"},
		}, []string{"If-Match", tag}, 422, "date"},
		{"replaced by nothing", "POST", draft + "/retirement", map[string]any{
			"kind": "replaced", "date": "2026-06-01", "reason": map[string]any{"sv": "x"}, "replaced_by": "x",
		}, []string{"If-Match", tag}, 422, "replaced_by"},
		{"answers that are no object", "POST", "/v1/instruments/trust_questions/evaluation", map[string]any{"answers": 1}, nil, 422, "answers"},
		{"no answers", "POST", "/v1/instruments/trust_questions/evaluation", map[string]any{}, nil, 422, "body"},
		{"answers to another instrument", "POST", "/v1/instruments/trust_questions/evaluation", map[string]any{"answers": map[string]any{}, "instrument": "x"}, nil, 422, ""},
		{"answers without state or value", "POST", "/v1/instruments/trust_questions/evaluation", map[string]any{"answers": map[string]any{"purpose_problem": map[string]any{"state": "maybe"}}}, nil, 422, "answers.purpose_problem.state"},
		{"no text to mask", "POST", "/v1/mask", map[string]any{}, nil, 422, "body"},
		{"a place below nought", "POST", "/v1/mask", map[string]any{"text": "x", "keep": []any{"y"}}, nil, 422, "keep[0]"},
	}
	for _, c := range cases {
		got := d.ask(t, token, c.method, c.path, c.body, c.headers...)
		if c.status == 0 && got.status == 201 { // encoding/json makes it a replacement character, which is no fault
			continue
		}
		if got.status != c.status {
			t.Errorf("%s: status %d, want %d: %.300s", c.name, got.status, c.status, got.raw)
			continue
		}
		if field, _ := got.at("errors", 0, "field").(string); field != c.field {
			t.Errorf("%s: the field at fault is %q, want %q: %.300s", c.name, field, c.field, got.raw)
		}
		if message := fmt.Sprint(got.at("errors", 0, "message")); strings.HasPrefix(message, "expected") || strings.HasPrefix(message, "invalid") {
			t.Errorf("%s: told in the words of a library: %s", c.name, message)
		}
		if len(got.raw) > 4000 {
			t.Errorf("%s: a problem of %d bytes", c.name, len(got.raw))
		}
	}
	if now := d.ask(t, token, http.MethodGet, draft+"/draft", nil); now.header.Get("ETag") != tag {
		t.Errorf("a refused request changed the draft: %s", now.raw)
	}
}

func TestAMethodThatTheAddressDoesNotHaveIsToldWhichItHas(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct{ method, path, allow string }{
		{"DELETE", "/v1/systems", "GET, HEAD, OPTIONS"},
		{"PATCH", "/v1/systems/" + nobody + "/draft", "GET, HEAD, PUT, DELETE, OPTIONS"},
		{"GET", "/v1/mask", "POST, OPTIONS"},
		{"PUT", "/v1/decision-models/evaluate", "GET, HEAD, POST, OPTIONS"}, // GET takes it for a model's id
	} {
		got := d.ask(t, "", c.method, c.path, nil).want(t, http.StatusMethodNotAllowed)
		if got.header.Get("Allow") != c.allow || got.at("type") != "urn:tillit:problem:method-not-allowed" || !strings.Contains(fmt.Sprint(got.at("detail")), c.allow) {
			t.Errorf("%s %s: allow %q, %s", c.method, c.path, got.header.Get("Allow"), got.raw)
		}
	}
}

func TestProblemsAreInTheLanguageThatIsAskedFor(t *testing.T) {
	d := newDesk(t)
	for header, want := range map[string]string{
		"": "Finns inte", "sv": "Finns inte", "en": "Not found", "en-GB,sv;q=0.5": "Not found", "de, en;q=0.8": "Not found", "de": "Finns inte",
		"sv-FI,en": "Finns inte", "EN": "Not found", ";;,,": "Finns inte", "x-" + strings.Repeat("y", 5000): "Finns inte",
	} {
		for _, path := range []string{"/v1/systems/" + nobody, "/v1/nowhere"} { // of a use case, and of no operation
			if got := d.ask(t, "", http.MethodGet, path, nil, "Accept-Language", header).want(t, 404); got.at("title") != want {
				t.Errorf("%s in %.20q: %v, want %q", path, header, got.at("title"), want)
			}
		}
	}
	refused := d.ask(t, "x", http.MethodGet, "/v1/fields", nil, "Accept-Language", "en").want(t, 401)
	if refused.at("title") != "Key needed" {
		t.Errorf("a refused key: %v", refused.at("title"))
	}
}

// TestEveryKindOfFaultHasAStatusAndWordsInBothLanguages makes a problem of each kind.
func TestEveryKindOfFaultHasAStatusAndWordsInBothLanguages(t *testing.T) {
	d := newDesk(t)
	want := map[fault.Kind]int{
		fault.Invalid: 422, fault.Unauthenticated: 401, fault.Forbidden: 403, fault.NotFound: 404, fault.Conflict: 409, fault.TooLarge: 413,
		fault.RateLimited: 429, fault.Gone: 410, fault.Unavailable: 503, fault.Internal: 500,
	}
	slug := regexp.MustCompile(`^urn:tillit:problem:[a-z-]+$`)
	titles := map[string]bool{}
	for kind, status := range want {
		for _, lang := range i18n.Languages() {
			p := d.api.problemOf(nil, d.api.Catalogue.Printer(lang), fault.New("test", kind, "", nil))
			if p.Status != status || !slug.MatchString(p.Type) || strings.HasPrefix(p.Title+p.Detail, "[") || p.Title == "" || p.Detail == "" {
				t.Errorf("%v in %s: %+v", kind, lang, p)
			}
			if titles[p.Title] {
				t.Errorf("two kinds are called %q", p.Title)
			}
			titles[p.Title] = true
		}
	}
	if kinds := int(fault.Unavailable-fault.Internal) + 1; kinds != len(want) {
		t.Errorf("%d kinds of fault, %d tried", kinds, len(want))
	}
}

func TestWhatFailsInsideIsNotToldToTheOneWhoAsks(t *testing.T) {
	d := newDesk(t)
	d.index.err = errors.New("open /var/secret/place: no such file")
	got := d.ask(t, "", http.MethodGet, "/v1/systems", nil).want(t, 500)
	if strings.Contains(string(got.raw), "secret") {
		t.Errorf("the problem tells where: %s", got.raw)
	}
	for err, status := range map[error]int{
		search.ErrNotBuilt: 503, search.ErrTooDeep: 422, search.ErrBadQuery: 422, context.DeadlineExceeded: 503,
		fmt.Errorf("wrapped: %w", search.ErrNotBuilt): 503,
	} {
		d.index.err = err
		d.ask(t, "", http.MethodGet, "/v1/systems", nil).want(t, status)
	}
}

func TestTheDescriptionIsServedAndMayBeRead(t *testing.T) {
	d := newDesk(t)
	w := httptest.NewRecorder()
	d.api.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/openapi.yaml", nil))
	if w.Code != 200 || w.Body.String() != string(d.api.OpenAPI()) || w.Header().Get("Access-Control-Allow-Origin") != "*" ||
		!strings.HasPrefix(w.Header().Get("Content-Type"), "application/yaml") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	info := d.ask(t, "", http.MethodGet, "/api-info", nil).want(t, 200)
	if info.at("apiVersion") != Version || info.at("apiReleased") != Released || info.at("apiDocumentation") != "https://tillit.example/api" {
		t.Errorf("info %v", info.body)
	}
}

// TestEveryExampleFitsItsSchema: whoever copies one gets what the description promises.
func TestEveryExampleFitsItsSchema(t *testing.T) {
	d := newDesk(t)
	if err := d.description.CheckExamples(); err != nil {
		t.Error(err)
	}
	seen := map[string]bool{}
	for _, op := range d.description.Operations() {
		if op.ID == "" || seen[op.ID] {
			t.Errorf("%s %s: the operation %q stands twice, or has no name", op.Method, op.Path, op.ID)
		}
		seen[op.ID] = true
	}
	if shown := d.api.Operations(); len(shown) != len(seen) {
		t.Errorf("the page shows %d operations of %d", len(shown), len(seen))
	}
	for _, op := range d.api.Operations() {
		if op.About.SV == "" || op.About.EN == "" || op.About.SV == op.About.EN || len(op.Statuses) == 0 {
			t.Errorf("%s is not told of in both languages: %+v", op.ID, op.About)
		}
		for _, p := range op.Parameters {
			if p.About.SV == "" || p.About.EN == "" {
				t.Errorf("%s: the parameter %s is not told of in both languages", op.ID, p.Name)
			}
		}
	}
}
