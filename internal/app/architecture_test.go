package app

import (
	"net/http"
	"path/filepath"
	"testing"

	"github.com/tillit-se/tillit/internal/account"
)

func TestBuildingBlocksAreListedFilteredAndRead(t *testing.T) {
	h := openHouse(t, filepath.Join(t.TempDir(), "tillit.db"))
	all := h.ask(t, http.MethodGet, "/v1/building-blocks?limit=100", nil).want(t, 200)
	if all.body["total"] != 67.0 || len(all.body["items"].([]any)) != 67 {
		t.Errorf("%v blocks", all.body["total"])
	}
	gateway := h.ask(t, http.MethodGet, "/v1/building-blocks?layer=serving&zone=sensitive&quality=ethical&page=1&limit=2", nil).want(t, 200)
	if items := gateway.body["items"].([]any); len(items) != 2 || gateway.body["total"].(float64) < 3 {
		t.Errorf("%v of %v", len(items), gateway.body["total"])
	}
	if beyond := h.ask(t, http.MethodGet, "/v1/building-blocks?page=99", nil).want(t, 200); len(beyond.body["items"].([]any)) != 0 {
		t.Error("a page beyond the end should be empty")
	}
	h.ask(t, http.MethodGet, "/v1/building-blocks?zone=moon", nil).want(t, 422)
	block := h.ask(t, http.MethodGet, "/v1/building-blocks/srv-speech", nil).want(t, 200)
	if block.body["layer"] != "serving" || len(block.body["products"].([]any)) == 0 {
		t.Errorf("the block is %v", block.body)
	}
	h.ask(t, http.MethodGet, "/v1/building-blocks/none", nil).want(t, 404)
}

// What is only content is kept by callers until the program changes; bad questions are problems that say so.
func TestTheGuideAndTheBlocksAreKeptByThoseWhoAsk(t *testing.T) {
	h := openHouse(t, filepath.Join(t.TempDir(), "tillit.db"))
	tags := map[string]bool{}
	for _, path := range []string{"/v1/guide/steps", "/v1/guide/steps?page=2&limit=3", "/v1/guide/steps/need", "/v1/building-blocks", "/v1/building-blocks/gw-mask"} {
		first := h.ask(t, http.MethodGet, path, nil).want(t, 200)
		tag := first.header.Get("ETag")
		if tag == "" || tags[tag] || first.header.Get("Cache-Control") != "public, no-cache" {
			t.Errorf("%s: ETag %q, %q", path, tag, first.header.Get("Cache-Control"))
		}
		tags[tag] = true
		h.ask(t, http.MethodGet, path, nil, "If-None-Match", `"other", W/`+tag).want(t, 304)
		h.ask(t, http.MethodGet, path, nil, "If-None-Match", `"other"`).want(t, 200)
	}
	for path, status := range map[string]int{
		"/v1/guide/steps/none": 404, "/v1/guide/steps?quality=blue": 422, "/v1/guide/steps?colour=blue": 422, "/v1/guide/steps?page=200&limit=100": 422,
		"/v1/building-blocks/none": 404, "/v1/building-blocks?limit=101": 422, "/v1/building-blocks?page=0": 422,
	} {
		for _, lang := range []string{"sv", "en"} {
			got := h.ask(t, http.MethodGet, path, nil, "Accept-Language", lang).want(t, status)
			if got.header.Get("Content-Type") != "application/problem+json" || got.body["status"] != float64(status) || got.body["detail"] == "" {
				t.Errorf("%s in %s: %v %v", path, lang, got.header, got.body)
			}
		}
	}
	sv, en := h.ask(t, http.MethodGet, "/v1/guide/steps/none", nil), h.ask(t, http.MethodGet, "/v1/guide/steps/none", nil, "Accept-Language", "en")
	if sv.body["detail"] == en.body["detail"] {
		t.Errorf("both languages say %v", sv.body["detail"])
	}
}

// A system's own organisation asks where it stands with its key; nobody else learns that it is there.
func TestWhereASystemStandsIsReadWithAKey(t *testing.T) {
	h := openHouse(t, filepath.Join(t.TempDir(), "tillit.db"))
	mine := bearer(h.token(t, "ensam@demo.example", account.Scopes()...))
	created := h.ask(t, http.MethodPost, "/v1/organisations/"+h.organisation(t)+"/systems", draft("Ärendesorteraren"), mine...).want(t, 201)
	path := "/v1/systems/" + created.body["id"].(string) + "/guide"
	h.ask(t, http.MethodGet, path, nil).want(t, 401)
	sv, en := h.ask(t, http.MethodGet, path, nil, mine...).want(t, 200), h.ask(t, http.MethodGet, path, nil, append(mine, "Accept-Language", "en")...).want(t, 200)
	if sv.body["path"] != "whole" || sv.body["chosen_by"] != "guide" || len(sv.body["steps"].([]any)) != 20 || sv.body["next"] == "" {
		t.Errorf("%v", sv.body)
	}
	if sv.body["path_why"] == en.body["path_why"] || sv.header.Get("Cache-Control") != "private, no-store" {
		t.Errorf("%v, %v, %v", sv.body["path_why"], en.body["path_why"], sv.header)
	}
	h.ask(t, http.MethodGet, "/v1/systems/01930000-0000-7000-8000-000000000000/guide", nil, mine...).want(t, 404)
}
