package app

import (
	"bytes"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/tillit-se/tillit/internal/account"
)

var update = flag.Bool("update", false, "write golden files anew")

// draft is a record that can be published.
func draft(name string) map[string]any {
	return map[string]any{
		"slag": "ai_system", "name": text(name), "summary": text("Sorterar inkommande ärenden."), "purpose": text("Kortare väntan."),
		"phases": []any{map[string]any{"phase": "testing", "from": "2026-05", "confirmed": true}}, "decision_role": "supports",
		"affected": text("De som skriver till kommunen."), "responsibility": map[string]any{"contact": "registrator@demo.example"},
		"law":         map[string]any{"basis": text("Kommunens uppgifter enligt kommunallagen.")},
		"questioning": map[string]any{"route": text("Skriv till kommunen."), "human_review": text("En handläggare går igenom alla förslag.")},
		"data":        map[string]any{"personal_data": "yes", "description": text("Inkomna ärenden.")},
		"impact":      map[string]any{"level": "low"}, "ai_act": map[string]any{"class": "not_assessed"}, "sectors": []string{"public_administration"},
	}
}

func text(sv string) map[string]any { return map[string]any{"sv": sv, "en": sv + " (en)"} }

func bearer(token string) []string { return []string{"Authorization", "Bearer " + token} }

func TestARecordGoesFromDraftToPublicToRetiredThroughTheAPI(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		mine := bearer(h.token(t, "ensam@demo.example", account.Scopes()...))
		created := h.ask(t, http.MethodPost, "/v1/organisations/"+h.organisation(t)+"/systems", draft("Ärendesorteraren"), mine...).want(t, 201)
		id := created.body["id"].(string)
		path := "/v1/systems/" + id
		h.ask(t, http.MethodGet, path, nil).want(t, 404)
		h.ask(t, http.MethodPut, path+"/draft", draft("Ärendesorteraren 2"), mine...).want(t, 428)
		saved := h.ask(t, http.MethodPut, path+"/draft", draft("Ärendesorteraren 2"), append(mine, "If-Match", created.header.Get("ETag"))...).want(t, 200)
		h.ask(t, http.MethodPut, path+"/draft", draft("Förlorad ändring"), append(mine, "If-Match", created.header.Get("ETag"))...).want(t, 409)
		published := h.ask(t, http.MethodPost, path+"/publications", map[string]any{"note": "Första"}, append(mine, "If-Match", saved.header.Get("ETag"))...).want(t, 201)
		if published.body["number"] != 1.0 {
			t.Errorf("published as %v", published.body)
		}
		public := h.ask(t, http.MethodGet, path, nil).want(t, 200)
		h.ask(t, http.MethodGet, path, nil, "If-None-Match", public.header.Get("ETag")).want(t, 304)
		if name := public.body["system"].(map[string]any)["name"].(map[string]any)["sv"]; name != "Ärendesorteraren 2" {
			t.Errorf("public name %v", name)
		}
		h.eventually(t, "the published record is found", func() bool {
			return h.ask(t, http.MethodGet, "/v1/systems?q=ärendesorteraren", nil).body["total"] == 1.0
		})
		now := h.ask(t, http.MethodGet, path+"/draft", nil, mine...).want(t, 200)
		retirement := map[string]any{"kind": "ended", "date": "2026-06-01", "reason": text("Provet är slut.")}
		retired := h.ask(t, http.MethodPost, path+"/retirement", retirement, append(mine, "If-Match", now.header.Get("ETag"))...).want(t, 200)
		if retired.body["state"] != "retired" {
			t.Errorf("retired as %v", retired.body["state"])
		}
		h.ask(t, http.MethodGet, path, nil).want(t, 200)
	})
}

func TestPublishingSaysWhatIsMissing(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		mine := bearer(h.token(t, "ensam@demo.example", account.Scopes()...))
		bare := map[string]any{"slag": "ai_system", "name": text("Halvfärdig"), "decision_role": "decides"}
		created := h.ask(t, http.MethodPost, "/v1/organisations/"+h.organisation(t)+"/systems", bare, mine...).want(t, 201)
		refused := h.ask(t, http.MethodPost, "/v1/systems/"+created.body["id"].(string)+"/publications", map[string]any{},
			append(mine, "If-Match", created.header.Get("ETag"), "Accept-Language", "en-GB")...).want(t, 422)
		if len(refused.body["errors"].([]any)) < 3 {
			t.Errorf("only %v is said to be missing", refused.body["errors"])
		}
		for _, missing := range refused.body["errors"].([]any) {
			if message := missing.(map[string]any)["message"].(string); message == "" || strings.HasPrefix(message, "[") {
				t.Errorf("no words for %v", missing)
			}
		}
	})
}

// TestADraftShowsNowhereToOthers looks for a draft's words in every list, count and suggestion that others can ask for.
func TestADraftShowsNowhereToOthers(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		mine := bearer(h.token(t, "redaktor@demo.example", account.ScopeRead, account.ScopeWrite))
		before := h.ask(t, http.MethodGet, "/v1/systems", nil).want(t, 200)
		created := h.ask(t, http.MethodPost, "/v1/organisations/"+h.organisation(t)+"/systems", draft("Hemlighetskvarnen"), mine...).want(t, 201)
		h.eventually(t, "the draft is found by its own", func() bool {
			return h.ask(t, http.MethodGet, "/v1/systems?q=hemlighetskvarnen", nil, mine...).body["total"] == 1.0
		})
		path := "/v1/systems/" + created.body["id"].(string)
		for _, hidden := range []string{path, path + "/versions", path + "/versions/1", "/systems/" + created.body["id"].(string)} {
			h.ask(t, http.MethodGet, hidden, nil).want(t, 404)
		}
		found := h.ask(t, http.MethodGet, "/v1/systems?q=hemlighetskvarn", nil).want(t, 200)
		if found.body["total"] != 0.0 || bytes.Contains(found.raw, []byte("emlighetskvarnen")) {
			t.Errorf("others find the draft: %s", found.raw)
		}
		after := h.ask(t, http.MethodGet, "/v1/systems", nil).want(t, 200)
		if !bytes.Equal(before.raw, after.raw) {
			t.Errorf("counts tell of the draft:\n%s\n%s", before.raw, after.raw)
		}
	})
}

func TestWhatTokensMayDo(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		org := "/v1/organisations/" + h.organisation(t) + "/systems"
		reader := bearer(h.token(t, "lasare@demo.example", account.Scopes()...))
		readOnly := bearer(h.token(t, "ensam@demo.example", account.ScopeRead))
		h.ask(t, http.MethodPost, org, draft("x")).want(t, 401)
		h.ask(t, http.MethodPost, org, draft("x"), reader...).want(t, 403)
		h.ask(t, http.MethodPost, org, draft("x"), readOnly...).want(t, 403)
		h.ask(t, http.MethodGet, "/v1/systems", nil, bearer("tillit_invented")...).want(t, 401)
		h.ask(t, http.MethodGet, "/v1/systems", nil, "Authorization", "Basic eDp5").want(t, 401)
	})
}

func TestBadRequestsAreProblemsWithAllFiveMembers(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		mine := bearer(h.token(t, "ensam@demo.example", account.Scopes()...))
		org := "/v1/organisations/" + h.organisation(t) + "/systems"
		cases := map[string]struct {
			method, path string
			body         any
			status       int
		}{
			"unknown parameter":      {http.MethodGet, "/v1/systems?colour=red", nil, 422},
			"limit too high":         {http.MethodGet, "/v1/systems?limit=101", nil, 422},
			"page too deep":          {http.MethodGet, "/v1/systems?limit=100&page=101", nil, 422},
			"no such system":         {http.MethodGet, "/v1/systems/01930000-0000-7000-8000-000000000000", nil, 404},
			"no such address":        {http.MethodGet, "/v1/nowhere", nil, 404},
			"the root of the API":    {http.MethodGet, "/v1", nil, 404},
			"a method it has not":    {http.MethodDelete, "/v1/systems", nil, 405},
			"reading what is sent":   {http.MethodGet, "/v1/mask", nil, 405},
			"an empty body":          {http.MethodPost, "/v1/mask", "", 400},
			"broken JSON":            {http.MethodPost, org, `{"slag":`, 400},
			"unknown field":          {http.MethodPost, org, `{"colour":"red"}`, 422},
			"no such code":           {http.MethodPost, org, `{"slag":"robot","name":{"sv":"x"}}`, 422},
			"deep nesting":           {http.MethodPost, org, strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000), 422},
			"too large":              {http.MethodPost, org, `{"slag":"` + strings.Repeat("x", 5<<20) + `"}`, 413},
			"another's organisation": {http.MethodPost, "/v1/organisations/01930000-0000-7000-8000-000000000000/systems", draft("x"), 403},
		}
		for name, c := range cases {
			got := h.ask(t, c.method, c.path, c.body, mine...)
			if got.status != c.status {
				t.Errorf("%s: status %d, want %d: %.300s", name, got.status, c.status, got.raw)
			}
			if kind := got.header.Get("Content-Type"); kind != "application/problem+json" {
				t.Errorf("%s: content type %q: %.300s", name, kind, got.raw)
				continue
			}
			for _, member := range []string{"type", "title", "status", "detail", "instance"} {
				if value := fmt.Sprint(got.body[member]); got.body[member] == nil || value == "" || strings.Contains(value, "[") {
					t.Errorf("%s: %s is %q", name, member, value)
				}
			}
		}
	})
}

func TestBadRequestsAreExplainedInTheCallersLanguage(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for path, want := range map[string][2]string{
			"/v1/systems?limit=101":                      {"får vara högst 100", "may be at most 100"},
			"/v1/systems?limit=many":                     {"ska vara ett heltal", "must be a whole number"},
			"/v1/systems?colour=red":                     {"parametern finns inte", "there is no such parameter"},
			"/v1/systems?q=" + strings.Repeat("x", 2000): {"får ha högst 1000 tecken", "may have at most 1000 characters"},
			"/v1/systems?page=0&q=test":                  {"ska vara minst 1", "must be at least 1"},
		} {
			for n, lang := range []string{"sv", "en"} {
				got := h.ask(t, http.MethodGet, path, nil, "Accept-Language", lang)
				if got.status != 422 || !strings.Contains(string(got.raw), want[n]) {
					t.Errorf("%s in %s: %d %s", path, lang, got.status, got.raw)
				}
				if strings.Contains(string(got.raw), "validation failed") || strings.Contains(string(got.raw), "expected ") {
					t.Errorf("%s in %s speaks of the library: %s", path, lang, got.raw)
				}
			}
		}
	})
}

func TestAnAddressTellsItsMethods(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for path, allow := range map[string]string{
			"/v1/systems": "GET, HEAD, OPTIONS", "/v1/mask": "POST, OPTIONS", "/v1/systems/x/draft": "GET, HEAD, PUT, DELETE, OPTIONS",
		} {
			if got := h.ask(t, http.MethodOptions, path, nil).want(t, 204).header.Get("Allow"); got != allow {
				t.Errorf("%s: Allow %q, want %q", path, got, allow)
			}
			if got := h.ask(t, http.MethodPatch, path, nil).want(t, 405).header.Get("Allow"); got != allow {
				t.Errorf("%s by PATCH: Allow %q, want %q", path, got, allow)
			}
		}
		h.ask(t, http.MethodOptions, "/v1/nowhere", nil).want(t, 404)
	})
}

func TestABodyMayBeAsLargeAsTheDocumentationSays(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		escaped := `{"text":"` + strings.Repeat(`\u00f6`, 400_000) + `","profile":"all"}` // 2.4 MB of JSON, 0.8 MB of text
		h.ask(t, http.MethodPost, "/v1/mask", escaped).want(t, 200)
		refused := h.ask(t, http.MethodPost, "/v1/mask", `{"text":"`+strings.Repeat("x", 4<<20)+`"}`).want(t, 413)
		if !strings.Contains(fmt.Sprint(refused.body["detail"]), "4 MB") {
			t.Errorf("the limit is not told: %v", refused.body)
		}
	})
}

// description is openapi.yaml as the tests read it.
type description struct {
	OpenAPI string
	Info    struct{ Title, Version, Description string }
	Paths   map[string]map[string]struct {
		OperationID string `yaml:"operationId"`
		Description string
		Parameters  []struct{ Name, In, Description string }
		RequestBody *struct {
			Content map[string]struct{ Examples map[string]any }
		} `yaml:"requestBody"`
		Responses map[string]struct {
			Description string
			Content     map[string]struct{ Examples map[string]any }
		}
	}
}

func TestTheDescriptionIsCheckedIn(t *testing.T) {
	h := openHouse(t, filepath.Join(t.TempDir(), "tillit.db"))
	got := h.ask(t, http.MethodGet, "/openapi.yaml", nil).want(t, 200).raw
	const golden = "../api/openapi.yaml"
	if *update {
		if err := os.WriteFile(golden, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("openapi.yaml is not what the handlers say; write it anew: go test ./internal/app -run Description -update")
	}
}

// TestTheDescriptionFollowsTheSwedishProfile holds the rules of the REST API profile 1.2 that can be read off the description.
func TestTheDescriptionFollowsTheSwedishProfile(t *testing.T) {
	h := openHouse(t, filepath.Join(t.TempDir(), "tillit.db"))
	var d description
	if err := yaml.Unmarshal(h.ask(t, http.MethodGet, "/openapi.yaml", nil).raw, &d); err != nil {
		t.Fatal(err)
	}
	address := regexp.MustCompile(`^(/(v\d+|[a-z0-9-]+|\{[a-z]+\}))+$`)
	for path, operations := range d.Paths {
		if !address.MatchString(path) {
			t.Errorf("%s: the address is not lower case with hyphens (UFN.07)", path)
		}
		for method, op := range operations {
			where := method + " " + path
			if !strings.Contains(op.Description, "\n\n") {
				t.Errorf("%s: no description in both languages (DOK.07)", where)
			}
			for _, p := range op.Parameters {
				if strings.Contains(strings.ToLower(p.Name), "personnummer") || p.Description == "" {
					t.Errorf("%s: parameter %s (RES.02, DOK.17)", where, p.Name)
				}
			}
			if op.RequestBody != nil && len(op.RequestBody.Content["application/json"].Examples)+len(op.RequestBody.Content["text/plain"].Examples) == 0 {
				t.Errorf("%s: the request has no example (DOK.15)", where)
			}
			for status, response := range op.Responses {
				if response.Description == "" {
					t.Errorf("%s %s: no description (DOK.20)", where, status)
				}
				if status >= "400" && len(response.Content["application/problem+json"].Examples) == 0 {
					t.Errorf("%s %s: not problem+json with an example (FEL.01)", where, status)
				}
			}
		}
	}
	if !strings.HasPrefix(d.OpenAPI, "3.1") || len(d.Paths) < 15 || !strings.Contains(d.Info.Description, "Begränsningar") {
		t.Errorf("description %s of %d addresses", d.OpenAPI, len(d.Paths))
	}
	for _, path := range []string{"/api-info", "/v1/systems", "/v1/systems/{id}"} {
		if _, there := d.Paths[path]; !there {
			t.Errorf("%s is missing; there are %v", path, sortedKeys(d.Paths))
		}
	}
}

func TestThePageAboutTheAPINamesEveryOperation(t *testing.T) {
	h := openHouse(t, filepath.Join(t.TempDir(), "tillit.db"))
	for _, path := range []string{"/api", "/en/api"} {
		page := string(h.ask(t, http.MethodGet, path, nil).want(t, 200).raw)
		for _, operation := range []string{"GET /v1/systems", "PUT /v1/systems/{id}/draft", "POST /v1/instruments/{id}/evaluation", "GET /api-info"} {
			if !strings.Contains(page, operation) {
				t.Errorf("%s does not name %s", path, operation)
			}
		}
		if strings.Contains(page, "[apidocs.") {
			t.Errorf("%s lacks words", path)
		}
	}
}
