package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
)

func TestPublishingSaysWhatIsMissingAndWhy(t *testing.T) {
	h := newHouse(t)
	record, err := h.register.Create(t.Context(), h.actor(t, "first"), h.home, register.System{
		Slag: register.AISystem, Name: i18n.Text{SV: "Halvfärdig"}, DecisionRole: register.Decides,
	})
	if err != nil {
		t.Fatal(err)
	}
	path := ownPath(record.ID) + "/publish"
	doc := parse(t, h.page(t, "first", path))
	main := doc.Text("main")
	for _, want := range []string{"5 uppgifter saknas", "Utan syfte går det inte att bedöma", "Så ifrågasätter man ett resultat"} {
		if !strings.Contains(main, want) {
			t.Errorf("the page lacks %q: %s", want, main)
		}
	}
	if doc.Has("main form") {
		t.Error("one can publish what is not complete")
	}
	for _, link := range doc.All(".gaps a") {
		page, id, _ := strings.Cut(link.Attr("href"), "#")
		if len(parse(t, h.page(t, "first", page)).All("#"+id)) != 1 {
			t.Errorf("%q leads to %s#%s, which is not there", link.Text(), page, id)
		}
	}
	forced := h.posts("first", path, url.Values{"revision": {"1"}})
	if forced.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(parse(t, forced).Text(".error-summary"), "5 uppgifter saknas") {
		t.Errorf("forcing it: %d %s", forced.StatusCode, parse(t, forced).Text("main"))
	}
}

func TestAnActOnARecordThatHasMovedOnIsNotDone(t *testing.T) {
	h := newHouse(t)
	record := h.draft(t)
	for act, form := range map[string]url.Values{
		"publish": {}, "discard": {},
		"phase": {"phases.phase": {"in_use"}, "phases.from": {"2026"}, "phases.note.sv": {"Beslut"}},
	} {
		form.Set("revision", "77")
		got := h.posts("first", ownPath(record.ID)+"/"+act, form)
		if got.StatusCode/100 != 4 || !strings.Contains(parse(t, got).Text(".error-summary"), "Ingenting har gjorts") {
			t.Errorf("%s: %d %s", act, got.StatusCode, parse(t, got).Text("main"))
		}
		sound(t, act, got)
	}
	if h.content(t, record.ID).Name.SV != "Hemligt utkast" {
		t.Error("the draft is gone")
	}
}

func TestAPublishedRecordChangesPhaseByAnActWithGrounds(t *testing.T) {
	h := newHouse(t)
	record := h.published(t)
	doc := parse(t, h.page(t, "editor", ownPath(record.ID)+"/edit/basics"))
	if doc.Has("input[name=phases.rows]") {
		t.Error("the form asks for phases of a published record")
	}
	form := sentForm(doc)
	form.Set("purpose.sv", "Nytt syfte")
	wantsRedirect(t, h.posts("editor", ownPath(record.ID)+"/edit/basics", form), ownPath(record.ID))

	path := ownPath(record.ID) + "/phase"
	bad := h.posts("editor", path, h.fillIn(t, "editor", path, map[string]string{"phases.phase": "in_use", "phases.from": "2027-01-01"}))
	summary := parse(t, bad).Text(".error-summary")
	if bad.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(summary, "har inte inträffat än") || !strings.Contains(summary, "Skriv varför") {
		t.Errorf("%d %s", bad.StatusCode, summary)
	}
	good := h.fillIn(t, "editor", path, map[string]string{"phases.phase": "in_use", "phases.from": "2026-11-01", "phases.note.sv": "Beslut 1 november"})
	wantsRedirect(t, h.posts("editor", path, good), ownPath(record.ID))
	phases := h.content(t, record.ID).Phases
	if len(phases) != 2 || phases[0].Phase != register.InUse || phases[1].Until != "2026-11-01" {
		t.Errorf("phases %+v", phases)
	}
	changed := parse(t, h.page(t, "decision_maker", ownPath(record.ID)+"/publish")).Text("main")
	if !strings.Contains(changed, "Nytt") || !strings.Contains(changed, "Ändrat sedan förra versionen") {
		t.Errorf("the changes are not shown: %s", changed)
	}
}

func TestRetiringAsksWhyAndDiscardingAsksFirst(t *testing.T) {
	h := newHouse(t)
	record := h.published(t)
	path := ownPath(record.ID) + "/retire"
	empty := h.posts("decision_maker", path, h.fillIn(t, "decision_maker", path, map[string]string{"kind": "replaced", "replaced_by": "ingenstans"}))
	summary := parse(t, empty).Text(".error-summary")
	if empty.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(summary, "leder inte till någon publicerad") || !strings.Contains(summary, "Fyll i") {
		t.Errorf("%d %s", empty.StatusCode, summary)
	}
	form := h.fillIn(t, "decision_maker", path, map[string]string{
		"kind": "ended", "date.day": "1", "date.month": "11", "date.year": "2026", "reason.sv": "Projektet är slut.",
	})
	wantsRedirect(t, h.posts("decision_maker", path, form), recordPath(record.ID))
	if page := h.page(t, "public", recordPath(record.ID)); !strings.Contains(page.Text, "Projektet är slut.") {
		t.Error("the public page does not say why")
	}

	draft := h.draft(t)
	discard := ownPath(draft.ID) + "/discard"
	if title := parse(t, h.page(t, "editor", discard)).Text("h1"); title != "Kasta utkastet Hemligt utkast?" {
		t.Errorf("the page does not name what it is about: %q", title)
	}
	wantsRedirect(t, h.posts("editor", discard, h.fillIn(t, "editor", discard, nil)), ownPath(draft.ID))
	if !h.content(t, draft.ID).Name.IsZero() {
		t.Error("the draft is still there")
	}
	h.page(t, "editor", ownPath(draft.ID))
	h.page(t, "editor", "/en/work")
}

func TestAnAnswerTakesThePlaceOfDoNotKnow(t *testing.T) {
	h := newHouse(t)
	record, err := h.register.Create(t.Context(), h.actor(t, "first"), h.home, fullSystem())
	if err != nil {
		t.Fatal(err)
	}
	path := ownPath(record.ID) + "/edit/use"
	form := h.fillIn(t, "editor", path, map[string]string{"use.scale.sv": "Varje dag", "stated:use.outputs.state": "do_not_know"})
	wantsRedirect(t, h.posts("editor", path, form), ownPath(record.ID))
	stated := h.content(t, record.ID).Stated
	if _, still := stated["use.scale"]; still || stated["use.outputs"].State != "do_not_know" || stated["reuse.possible"].Reason == "" {
		t.Errorf("stated %+v", stated)
	}
}

func TestOnesOwnRecordAsJSON(t *testing.T) {
	h := newHouse(t)
	record := h.draft(t)
	got := h.as("reader", ownPath(record.ID)+".json")
	if got.StatusCode != http.StatusOK || !strings.Contains(got.Text, `"draft": true`) || got.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%d %s", got.StatusCode, got.Text)
	}
	for who, want := range map[string]int{"public": 401, "stranger": 404} {
		if got := h.as(who, ownPath(record.ID)+".json"); got.StatusCode != want || strings.Contains(got.Text, "Hemligt") {
			t.Errorf("%s: %d", who, got.StatusCode)
		}
	}
}
