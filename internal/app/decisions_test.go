package app

import (
	"net/http"
	"os"
	"testing"
)

func TestDecisionModelsAreEvaluatedThroughTheAPI(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		list := h.ask(t, http.MethodGet, "/v1/decision-models", nil).want(t, 200)
		if list.body["total"].(float64) < 4 {
			t.Errorf("got %v", list.body)
		}
		one := h.ask(t, http.MethodGet, "/v1/decision-models/automated-decision?version=1", nil).want(t, 200)
		if about := one.body["law"].(map[string]any)["model"].(map[string]any); about["version"] != "1" || about["applies_to"] != "2022-06-30" {
			t.Errorf("got %v", about)
		}
		h.ask(t, http.MethodGet, "/v1/decision-models/nothing", nil).want(t, 404)
		h.ask(t, http.MethodGet, "/v1/decision-models/automated-decision?version=7", nil).want(t, 404)

		const path = "/v1/decision-models/evaluate"
		input := map[string]any{
			"decision date": "2026-03-02", "route": "ordinary", "party": "private", "notified on": "2026-03-04", "received on": "2026-03-20",
			"wrong guidance": "no", "higher instance in time": "no",
		}
		got := h.ask(t, http.MethodPost, path, map[string]any{"id": "appeal-in-time", "input": input}).want(t, 200)
		answer := got.body["answer"].(map[string]any)
		if answer["outcome"] != "decided" || answer["value"] != "in time" || len(answer["reasons"].([]any)) == 0 || got.body["trace"] == nil {
			t.Errorf("got %v", answer)
		}
		input["decision date"] = "1999-01-01"
		got = h.ask(t, http.MethodPost, path, map[string]any{"id": "appeal-in-time", "input": input}).want(t, 200)
		if answer := got.body["answer"].(map[string]any); answer["outcome"] != "person" || answer["value"] != nil {
			t.Errorf("got %v", answer)
		}
		source := one.body["source"].(string)
		got = h.ask(t, http.MethodPost, path, map[string]any{"model": source, "decision": "may be automatic", "input": map[string]any{"body": "state"}}).want(t, 200)
		if answer := got.body["answer"].(map[string]any); answer["outcome"] != "person" {
			t.Errorf("got %v", answer)
		}
		main, rates := decideData(t, "fees.dmn"), decideData(t, "rates.dmn")
		imported := map[string]any{"applied on": "2025-12-31", "age": 40, "urn:rates#age": 7}
		got = h.ask(t, http.MethodPost, path, map[string]any{"model": main, "imports": []string{rates}, "input": imported}).want(t, 200)
		answer = got.body["answer"].(map[string]any)
		from, _ := answer["reasons"].([]any)[1].(map[string]any)["from"].(map[string]any)
		if answer["outcome"] != "decided" || from["model"] != "rates" {
			t.Errorf("got %v", answer)
		}
		imported["applied on"] = "2026-01-01"
		got = h.ask(t, http.MethodPost, path, map[string]any{"model": main, "imports": []string{rates}, "input": imported}).want(t, 200)
		if answer := got.body["answer"].(map[string]any); answer["outcome"] != "person" || answer["not_in_force"] == nil {
			t.Errorf("got %v", answer)
		}
		for _, wrong := range []map[string]any{
			{},
			{"model": main, "input": imported},
			{"model": main, "imports": make([]string, 21)},
			{"id": "appeal-in-time", "model": source},
			{"id": "appeal-in-time", "input": []int{1}},
			{"model": "<x"},
			{"model": `<!DOCTYPE x []><x/>`},
			{"model": source, "decision": "none"},
			{"model": source, "input": map[string]any{"nobody": 1}},
		} {
			h.ask(t, http.MethodPost, path, wrong).want(t, 422)
		}
		h.ask(t, http.MethodPost, path, map[string]any{"id": "nothing"}).want(t, 404)
	})
}

func decideData(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile("../decide/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
