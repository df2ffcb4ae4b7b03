package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

func TestADraftComesBackAsItWasWrittenWithWhatIsMissing(t *testing.T) {
	d := newDesk(t)
	token := d.token(t, "ensam", account.Scopes()...)
	bare := register.System{Slag: register.AISystem, Name: register.Text{SV: " Sorteraren  ", EN: "The sorter"}, DecisionRole: register.Decides}
	made := d.ask(t, token, http.MethodPost, systemsOf(d.demo), bare).want(t, http.StatusCreated)
	id := made.at("id").(string)
	if made.header.Get("Location") != "https://tillit.example/v1/systems/"+id+"/draft" || made.header.Get("ETag") != `"1"` || made.at("revision") != 1.0 {
		t.Errorf("made as %v with %v", made.header, made.body)
	}
	read := d.ask(t, token, http.MethodGet, "/v1/systems/"+id+"/draft", nil).want(t, 200)
	if read.at("system", "name", "sv") != "Sorteraren" || read.at("state") != "draft" || read.at("has_draft") != true || read.at("organisation") != d.demo.ID {
		t.Errorf("read back as %s", read.raw)
	}
	var needs []string
	for i := 0; read.at("missing", i) != nil; i++ {
		if read.at("missing", i, "why", "sv") == "" || read.at("missing", i, "why", "en") == "" {
			t.Errorf("no reason in both languages: %v", read.at("missing", i))
		}
		needs = append(needs, fmt.Sprint(read.at("missing", i, "need")))
	}
	if !slices.IsSortedFunc(needs, func(a, b string) int { return strings.Compare(b, a) }) || !slices.Contains(needs, "recommended") {
		t.Errorf("what is required comes first: %v", needs)
	}
	refused := d.ask(t, token, http.MethodPost, "/v1/systems/"+id+"/publications", map[string]any{}, "If-Match", `"1"`).want(t, 422)
	var missing []string
	for i := 0; refused.at("errors", i) != nil; i++ {
		missing = append(missing, fmt.Sprint(refused.at("errors", i, "field")))
	}
	var required []string
	for i := 0; read.at("missing", i) != nil; i++ {
		if read.at("missing", i, "need") == "required" {
			required = append(required, fmt.Sprint(read.at("missing", i, "field")))
		}
	}
	if !slices.Equal(missing, required) || len(missing) < 3 {
		t.Errorf("publication misses %v, the draft said %v", missing, required)
	}
}

// TestEveryFieldOfARecordPassesThroughTheAPI sends a record with something in every field, and reads it back.
func TestEveryFieldOfARecordPassesThroughTheAPI(t *testing.T) {
	d := newDesk(t)
	token := d.token(t, "ensam", account.Scopes()...)
	sent := storetest.Complete("Full")
	sent.Phases = append(sent.Phases, register.PhaseEntry{Phase: register.Idea, From: "2021", Until: "2022-03", Note: register.Text{SV: "å"}, Original: "idé"})
	sent.Law.Provisions = []register.ProvisionRef{{Target: "sfs/2017:900#P28S1", Note: register.Text{EN: "note"}}}
	sent.Data = register.Data{PersonalData: register.Partly, Sources: []register.DataSource{{Name: "A", Used: []string{"training"}}}}
	sent.Risks = []register.Risk{{Risk: register.Text{SV: "Fel <b>"}, Severity: "high", Status: "open"}, {Risk: register.Text{SV: "Två"}}}
	sent.Stated = map[string]register.Statement{"use.scale": {State: "do_not_know"}, "technique.code_link": {State: "not_applicable", Reason: "Köpt."}}
	sent.Foreign = []register.ForeignField{{Format: "nl-1.0", Field: "x", Value: "x\u2028y"}}
	sent.OriginalLanguage, sent.Summary.Other = "nl", "Sorteert post."
	path, tag := d.draft(t, sent)
	got := d.ask(t, token, http.MethodGet, path+"/draft", nil).want(t, 200)
	again := d.ask(t, token, http.MethodPut, path+"/draft", got.at("system"), "If-Match", tag).want(t, 200)
	d.ask(t, token, http.MethodPost, path+"/publications", map[string]any{"note": "Full"}, "If-Match", again.header.Get("ETag")).want(t, 201)
	public := d.ask(t, "", http.MethodGet, path, nil).want(t, 200)
	for name, system := range map[string]any{"draft": got.at("system"), "saved": again.at("system"), "public": public.at("system")} {
		text, err := json.Marshal(system)
		if err != nil {
			t.Fatal(err)
		}
		var back register.System
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatal(err)
		}
		for _, change := range d.Definitions().Changes(sent, back) {
			t.Errorf("%s: %s is %q, was sent as %q", name, change.Path, change.New, change.Old)
		}
	}
}

func TestTheTagFollowsEveryActAndAnOldOneDoesNothing(t *testing.T) {
	d := newDesk(t)
	token := d.token(t, "ensam", account.Scopes()...)
	path, tag := d.draft(t, storetest.Complete("Ett"))
	tags := []string{tag}
	act := func(method, at string, body any) {
		t.Helper()
		for _, old := range tags[:len(tags)-1] {
			d.ask(t, token, method, path+at, body, "If-Match", old).want(t, 409)
		}
		got := d.ask(t, token, method, path+at, body, "If-Match", tags[len(tags)-1])
		if got.status/100 != 2 {
			t.Fatalf("%s %s: %d %s", method, at, got.status, got.raw)
		}
		tags = append(tags, d.ask(t, token, http.MethodGet, path+"/draft", nil).want(t, 200).header.Get("ETag"))
	}
	act(http.MethodPut, "/draft", storetest.Complete("Två"))
	act(http.MethodPost, "/publications", map[string]any{"note": "n"})
	act(http.MethodPut, "/draft", storetest.Complete("Tre"))
	act(http.MethodDelete, "/draft", nil)
	act(http.MethodPost, "/retirement", map[string]any{"kind": "ended", "date": "2026-11-22", "reason": map[string]any{"sv": "Slut"}})
	seen := map[string]bool{}
	for _, tag := range tags {
		if seen[tag] {
			t.Errorf("the tag %s stands for two states: %v", tag, tags)
		}
		seen[tag] = true
	}
	if weak := d.ask(t, token, http.MethodPut, path+"/draft", storetest.Complete("x"), "If-Match", "W/"+tags[0]); weak.status != 409 {
		t.Errorf("an old weak tag: %d", weak.status)
	}
}

// TestOfManyWhoSaveAtOnceOneWins sends the same change of several with the same tag at the same time.
func TestOfManyWhoSaveAtOnceOneWins(t *testing.T) {
	d := newDesk(t)
	token := d.token(t, "ensam", account.Scopes()...)
	path, tag := d.draft(t, storetest.Complete("Före"))
	answers := make([]reply, 8)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			answers[i] = d.ask(t, token, http.MethodPut, path+"/draft", storetest.Complete(fmt.Sprint("Efter ", i)), "If-Match", tag)
		})
	}
	all.Wait()
	var won []reply
	for _, a := range answers {
		switch a.status {
		case 200:
			won = append(won, a)
		case 409:
		default:
			t.Errorf("%d %s", a.status, a.raw)
		}
	}
	if len(won) != 1 {
		t.Fatalf("%d won", len(won))
	}
	now := d.ask(t, token, http.MethodGet, path+"/draft", nil)
	if now.at("system", "name", "sv") != won[0].at("system", "name", "sv") || now.header.Get("ETag") != won[0].header.Get("ETag") {
		t.Errorf("the one that was told it won is not there: %s", now.raw)
	}
}

func TestPublishedVersionsStayAndTheLatestIsInForce(t *testing.T) {
	d := newDesk(t)
	token := d.token(t, "ensam", account.Scopes()...)
	path, tag := d.published(t, "Ett")
	first := d.ask(t, "", http.MethodGet, path, nil).want(t, 200)
	d.Clock.Advance(time.Hour)
	saved := d.ask(t, token, http.MethodPut, path+"/draft", storetest.Complete("Två"), "If-Match", tag).want(t, 200)
	if still := d.ask(t, "", http.MethodGet, path, nil); string(still.raw) != string(first.raw) || still.header.Get("ETag") != first.header.Get("ETag") {
		t.Error("a draft shows in the public record")
	}
	published := d.ask(t, token, http.MethodPost, path+"/publications", map[string]any{"note": "Nytt namn"}, "If-Match", saved.header.Get("ETag")).want(t, 201)
	if published.at("number") != 2.0 || published.at("note") != "Nytt namn" || published.header.Get("Location") != "https://tillit.example"+path {
		t.Errorf("published as %s, %v", published.raw, published.header)
	}
	second := d.ask(t, "", http.MethodGet, path, nil).want(t, 200)
	if second.at("system", "name", "sv") != "Två" || second.header.Get("ETag") == first.header.Get("ETag") {
		t.Errorf("in force is %v", second.at("system", "name"))
	}
	versions := d.ask(t, "", http.MethodGet, path+"/versions", nil).want(t, 200)
	if versions.at("total") != 2.0 || versions.at("items", 0, "number") != 2.0 || versions.at("items", 1, "number") != 1.0 ||
		versions.at("items", 0, "hash") != second.at("version", "hash") || versions.at("items", 0, "hash") == versions.at("items", 1, "hash") {
		t.Errorf("versions %s", versions.raw)
	}
	old := d.ask(t, "", http.MethodGet, path+"/versions/1", nil).want(t, 200)
	if old.at("system", "name", "sv") != "Ett" || old.at("version", "hash") != first.at("version", "hash") {
		t.Errorf("version 1 is %s", old.raw)
	}
	same := d.ask(t, "", http.MethodGet, path+"/versions/2", nil).want(t, 200)
	if string(same.raw) != string(second.raw) {
		t.Error("the latest version is not what is in force")
	}
	for _, at := range []string{path, path + "/versions/1", path + "/versions/2"} {
		got := d.ask(t, "", http.MethodGet, at, nil)
		kept := d.ask(t, "", http.MethodGet, at, nil, "If-None-Match", got.header.Get("ETag")).want(t, http.StatusNotModified)
		if len(kept.raw) != 0 || kept.header.Get("ETag") != got.header.Get("ETag") {
			t.Errorf("%s: not modified, and yet %q", at, kept.raw)
		}
		d.ask(t, "", http.MethodGet, at, nil, "If-None-Match", `"other"`).want(t, 200)
	}
}

func TestARetiredRecordStaysAndItsTagChanges(t *testing.T) {
	d := newDesk(t)
	token := d.token(t, "ensam", account.Scopes()...)
	other, _ := d.published(t, "Efterträdare")
	path, tag := d.published(t, "Gammal")
	before := d.ask(t, "", http.MethodGet, path, nil)
	why := func(by string) map[string]any {
		return map[string]any{"kind": "replaced", "date": "2026-11-01", "reason": map[string]any{"sv": "Ersatt", "en": "Replaced"}, "replaced_by": by}
	}
	hidden, _ := d.draft(t, storetest.Complete("Utkast"))
	for _, by := range []string{"", nobody, strings.TrimPrefix(path, "/v1/systems/"), strings.TrimPrefix(hidden, "/v1/systems/")} {
		refused := d.ask(t, token, http.MethodPost, path+"/retirement", why(by), "If-Match", tag).want(t, 422)
		if refused.at("errors", 0, "field") != "replaced_by" {
			t.Errorf("replaced by %q: %s", by, refused.raw)
		}
	}
	got := d.ask(t, token, http.MethodPost, path+"/retirement", why(strings.TrimPrefix(other, "/v1/systems/")), "If-Match", tag).want(t, 200)
	after := d.ask(t, "", http.MethodGet, path, nil).want(t, 200)
	if got.at("state") != "retired" || after.at("retirement", "reason", "en") != "Replaced" || after.header.Get("ETag") == before.header.Get("ETag") {
		t.Errorf("retired as %s", after.raw)
	}
	if after.at("system", "phases", 0, "phase") != "testing" {
		t.Errorf("a record that is replaced says nothing of the system: %v", after.at("system", "phases"))
	}
	now := d.ask(t, token, http.MethodGet, path+"/draft", nil).header.Get("ETag")
	d.ask(t, token, http.MethodPost, path+"/retirement", why(strings.TrimPrefix(other, "/v1/systems/")), "If-Match", now).want(t, 409)
}

// TestThePhaseOfAPublishedRecordIsNotChangedByTheWay: it changes by an act with grounds.
func TestThePhaseOfAPublishedRecordIsNotChangedByTheWay(t *testing.T) {
	d := newDesk(t)
	path, tag := d.published(t, "Ett")
	changed := storetest.Complete("Ett")
	changed.Phases[0].Phase = register.InUse
	got := d.ask(t, d.token(t, "ensam", account.Scopes()...), http.MethodPut, path+"/draft", changed, "If-Match", tag).want(t, 422)
	if got.at("errors", 0, "field") != "phases" {
		t.Errorf("refused for %s", got.raw)
	}
}
