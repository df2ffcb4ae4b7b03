package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestAnswersAreWorkedOutAndNothingIsKept(t *testing.T) {
	d := newDesk(t)
	list := d.ask(t, "", http.MethodGet, "/v1/instruments", nil).want(t, 200)
	if list.at("total").(float64) < 2 || len(list.at("items").([]any)) != int(list.at("total").(float64)) {
		t.Fatalf("instruments %s", list.raw)
	}
	for i := 0; list.at("items", i) != nil; i++ {
		id := list.at("items", i, "id").(string)
		pack := d.ask(t, "", http.MethodGet, "/v1/instruments/"+id, nil).want(t, 200)
		if pack.at("version") != list.at("items", i, "version") || list.at("items", i, "questions") != float64(len(pack.at("questions").([]any))) {
			t.Errorf("%s is listed as %v", id, list.at("items", i))
		}
		path := "/v1/instruments/" + id + "/evaluation"
		empty := d.ask(t, "", http.MethodPost, path, map[string]any{"answers": map[string]any{}}).want(t, 200)
		if empty.header.Get("Cache-Control") != "no-store" || empty.at("hash") != list.at("items", i, "hash") || empty.at("instrument") != id {
			t.Errorf("%s: evaluated as %.300s", id, empty.raw)
		}
	}
	answers := map[string]any{"instrument": "trust_questions", "version": "1.0.0", "answers": map[string]any{
		"purpose_problem": map[string]any{"state": "do_not_know"}, "purpose_alternatives": map[string]any{"state": "not_applicable", "reason": "Prov."},
	}}
	with := d.ask(t, "", http.MethodPost, "/v1/instruments/trust_questions/evaluation", answers).want(t, 200)
	without := d.ask(t, "", http.MethodPost, "/v1/instruments/trust_questions/evaluation", map[string]any{"answers": map[string]any{}}).want(t, 200)
	if string(with.raw) == string(without.raw) {
		t.Error("answers make no difference")
	}
}

func TestFieldsAndListsOfCodesAgree(t *testing.T) {
	d := newDesk(t)
	lists := d.ask(t, "", http.MethodGet, "/v1/vocabularies", nil).want(t, 200)
	fields := d.ask(t, "", http.MethodGet, "/v1/fields", nil).want(t, 200)
	var used []string
	var walk func(value any)
	walk = func(value any) {
		switch value := value.(type) {
		case map[string]any:
			if name, ok := value["vocabulary"].(string); ok && name != "" {
				used = append(used, name)
			}
			for _, v := range value {
				walk(v)
			}
		case []any:
			for _, v := range value {
				walk(v)
			}
		}
	}
	walk(any(fields.body))
	if len(used) < 10 {
		t.Fatalf("only %d fields have codes: %.300s", len(used), fields.raw)
	}
	for _, name := range used {
		if lists.at(name, "codes", 0, "label", "sv") == nil {
			t.Errorf("a field has the codes of %s, which are not there", name)
		}
	}
	if kept := fields.header.Get("Cache-Control"); kept != "public, max-age=3600" {
		t.Errorf("fields may be kept: %q", kept)
	}
}

func TestStepsOfTheGuideAreListedInOrderAndRead(t *testing.T) {
	d := newDesk(t)
	list := d.ask(t, "", http.MethodGet, "/v1/guide/steps?limit=100", nil).want(t, 200)
	secure := d.ask(t, "", http.MethodGet, "/v1/guide/steps?quality=secure", nil).want(t, 200)
	if secure.at("total") != list.at("facets", "quality", "secure") || secure.at("total").(float64) >= list.at("total").(float64) {
		t.Errorf("%v secure of %v, counted as %v", secure.at("total"), list.at("total"), list.at("facets", "quality"))
	}
	for i := 0; list.at("items", i) != nil; i++ {
		step := d.ask(t, "", http.MethodGet, "/v1/guide/steps/"+list.at("items", i, "id").(string), nil).want(t, 200)
		if float64(len(step.at("demands").([]any))) != list.at("items", i, "demands") || step.at("title", "sv") == "" || step.at("title", "en") == "" {
			t.Errorf("step %v", list.at("items", i))
		}
	}
}

// TestOffsetsOfHitsAgree: bytes, characters and the units of JavaScript lead to the same words.
func TestOffsetsOfHitsAgree(t *testing.T) {
	d := newDesk(t)
	const text = "😀 Åsa Öberg, född 811218-9876, bor på Storgatan 5. Ring 070-174 06 05 eller skriv till asa@exempel.example."
	got := d.ask(t, "", http.MethodPost, "/v1/mask", map[string]any{"text": text}).want(t, 200)
	hits := got.at("spans").([]any)
	if len(hits) < 3 {
		t.Fatalf("only %d hits: %s", len(hits), got.raw)
	}
	runes := []rune(text)
	var units []uint16
	for _, r := range runes {
		if r > 0xffff {
			units = append(units, 0xd800, 0xdc00)
			continue
		}
		units = append(units, uint16(r))
	}
	masked, _ := got.at("text").(string)
	last := 0
	for i := range hits {
		at := func(key string) int { return int(got.at("spans", i, key).(float64)) }
		found := text[at("start"):at("end")]
		if string(runes[at("runeStart"):at("runeEnd")]) != found || at("utf16End")-at("utf16Start") != len([]rune(found)) || at("utf16End") > len(units) {
			t.Errorf("%q: the offsets lead to different words: %v", found, hits[i])
		}
		if at("start") < last {
			t.Errorf("%q overlaps the hit before it, or stands before it", found)
		}
		if last = at("end"); strings.Contains(masked, found) {
			t.Errorf("%q is left in %q", found, masked)
		}
		if !strings.Contains(masked, got.at("spans", i, "replacement").(string)) {
			t.Errorf("%v does not stand in %q", got.at("spans", i, "replacement"), masked)
		}
	}
	if got.at("report", "hits") != float64(len(hits)) {
		t.Errorf("%d hits, reported as %v", len(hits), got.at("report"))
	}
	spans := d.ask(t, "", http.MethodPost, "/v1/mask", map[string]any{"text": text, "format": "spans"}).want(t, 200)
	if spans.at("text") != nil || len(spans.at("spans").([]any)) != len(hits) {
		t.Errorf("only the hits: %s", spans.raw)
	}
	first := int(got.at("spans", 0, "start").(float64))
	kept := d.ask(t, "", http.MethodPost, "/v1/mask", map[string]any{"text": text, "keep": []int{first}}).want(t, 200)
	if kept.at("spans", 0, "operator") != "keep" || !strings.HasPrefix(kept.at("text").(string), text[:int(got.at("spans", 0, "end").(float64))]) {
		t.Errorf("kept as %s", kept.raw)
	}
	if empty := d.ask(t, "", http.MethodPost, "/v1/mask", map[string]any{"text": ""}).want(t, 200); empty.at("text") != "" {
		t.Errorf("nothing masked is %s", empty.raw)
	}
}

// TestTextsAreCountedForEachAddress: the clock is the test's, so nothing here depends on how fast the machine is.
func TestTextsAreCountedForEachAddress(t *testing.T) {
	d := newDesk(t)
	d.api.ClientIP = func(r *http.Request) string { return r.Header.Get("X-Test-From") }
	mask := func(from string) reply {
		return d.ask(t, "", http.MethodPost, "/v1/mask", map[string]any{"text": "x"}, "X-Test-From", from)
	}
	n := 0
	for ; n < 10_000 && mask("a").status == 200; n++ {
	}
	refused := mask("a").want(t, http.StatusTooManyRequests)
	wait, err := time.ParseDuration(refused.header.Get("Retry-After") + "s")
	if n == 0 || err != nil || wait <= 0 || wait > time.Minute+time.Second {
		t.Fatalf("after %d texts one waits %q: %v", n, refused.header.Get("Retry-After"), err)
	}
	mask("b").want(t, 200)
	d.Clock.Advance(wait)
	mask("a").want(t, 200)
}

func TestDecisionModelsAreReadByVersion(t *testing.T) {
	d := newDesk(t)
	list := d.ask(t, "", http.MethodGet, "/v1/decision-models", nil).want(t, 200)
	for i := 0; list.at("items", i) != nil; i++ {
		id, versions := list.at("items", i, "id").(string), list.at("items", i, "versions").([]any)
		for n := range versions {
			version := list.at("items", i, "versions", n, "version").(string)
			model := d.ask(t, "", http.MethodGet, "/v1/decision-models/"+id+"?version="+version, nil).want(t, 200)
			if model.at("law", "model", "version") != version || !strings.Contains(fmt.Sprint(model.at("source")), "<") {
				t.Errorf("%s %s: %v", id, version, model.at("law", "model"))
			}
		}
		d.ask(t, "", http.MethodGet, "/v1/decision-models/"+id+"?version=none", nil).want(t, 404)
	}
	for name, body := range map[string]any{
		"neither": map[string]any{}, "both": map[string]any{"id": "appeal-in-time", "model": "<x/>"}, "no XML": map[string]any{"model": "x"},
		"input that is a list": map[string]any{"id": "appeal-in-time", "input": []int{1}}, "no such model": map[string]any{"id": "none"},
	} {
		if got := d.ask(t, "", http.MethodPost, "/v1/decision-models/evaluate", body); got.status != 422 && got.status != 404 {
			t.Errorf("%s: %d %s", name, got.status, got.raw)
		}
	}
}

func TestExamplesOnThePageAreJSON(t *testing.T) {
	d := newDesk(t)
	for _, op := range d.api.Operations() {
		for _, text := range []string{op.Request, op.Response} {
			cut := strings.HasSuffix(text, "…")
			if text != "" && !cut && strings.HasPrefix(text, "{") && !json.Valid([]byte(text)) || len(text) > maxExampleText+10 {
				t.Errorf("%s: the example is %d bytes, cut %v: %s", op.ID, len(text), cut, text)
			}
		}
	}
}
