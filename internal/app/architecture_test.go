package app

import (
	"net/http"
	"path/filepath"
	"testing"
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
