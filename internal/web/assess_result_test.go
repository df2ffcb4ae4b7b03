package web

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/store"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

const smallPack = `id: small_pack
version: 1.0.0
title: {sv: Liten mall, en: Small instrument}
notice: {sv: Egen bedömning. Inte tillsyn., en: Own assessment. Not supervision.}
subjects: [system, procurement, organisation]
sections: [{id: one, title: {sv: Ett, en: One}}]
questions:
  - id: fria
    version: 1
    section: one
    type: yes_partly_no
    label: {sv: "Har ni bedömt rättigheterna?", en: "Have you assessed the rights?"}
    not_applicable: true
    findings:
      - on: "no"
        severity: high
        text: {sv: Rättigheterna är inte bedömda., en: The rights are not assessed.}
        applies_from: 2027-12-02
        disputed_from: [2026-08-02]
        provisions: [celex/32024R1689#27]
  - {id: aim, version: 1, section: one, type: long_text, label: {sv: "Varför?", en: "Why?"}, optional: true}
  - id: proof
    version: 1
    section: one
    type: evidence
    label: {sv: "Var finns underlaget?", en: "Where is the material?"}
    optional: true
scores:
  - {id: done, title: {sv: Klart, en: Done}, value: 'if fria = "yes" then 1 else 0', max: "1", levels: [{id: low, up_to: 0, title: {sv: Lite, en: Little}}, {id: all, title: {sv: Allt, en: All}}]}
outcomes:
  - {id: good, when: 'fria = "yes"', title: {sv: Gå vidare, en: Go on}, severity: low}
  - {id: rest, when: 'true', title: {sv: Bedöm mer, en: Assess more}, severity: moderate}
`

func smallDesk(t *testing.T) *desk {
	c := clock.NewManual(time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC))
	s := storetest.Open(t, storetest.SQLite(t), store.Options{Clock: c})
	return deskOn(t, s, c, packFiles(smallPack))
}

func packFiles(source string) fstest.MapFS {
	return fstest.MapFS{"small_pack/small_pack.yaml": {Data: []byte(source)}}
}

func (d *desk) smallResult(lang, answers string) string {
	d.t.Helper()
	form := values("answers", `{"answers":`+answers+`}`, "to", "result")
	doc := parse(d.t, d.send("", lang+"/instruments/small_pack/answer", form).wantStatus(d.t, http.StatusOK))
	doc.CheckPage()
	return doc.Text("main")
}

func TestAResultIsNeverMoreCertainThanTheAnswers(t *testing.T) {
	d := smallDesk(t)
	for _, c := range []struct {
		name, answers string
		says, not     []string
	}{
		{
			"nothing answered", `{}`,
			[]string{"Inga iakttagelser hittills", "Bilden är inte fullständig", "1 obesvarad", "Utfallet går inte att avgöra än", "Gå vidare", "Bedöm mer", "Så långt"},
			[]string{"Svaren ger inga iakttagelser"},
		},
		{
			"not known", `{"fria":{"state":"do_not_know"}}`,
			[]string{"Bilden är inte fullständig", "Svaret är vet inte", "Utfallet går inte att avgöra än"},
			[]string{"Svaren ger inga iakttagelser"},
		},
		{
			"all well", `{"fria":{"value":"yes"}}`,
			[]string{"Svaren ger inga iakttagelser, och allt som kan ge en är besvarat.", "Gå vidare", "Svar: Ja", "Allt"},
			[]string{"Bilden är inte fullständig"},
		},
		{
			"not applicable", `{"fria":{"state":"not_applicable","reason":"Ingen berörs."}}`,
			[]string{"Svaren ger inga iakttagelser", "Bedöm mer"},
			[]string{"Bilden är inte fullständig"},
		},
		{
			"a duty that does not apply yet", `{"fria":{"value":"no"}}`,
			[]string{"Rättigheterna är inte bedömda.", "Krävs från 2 december 2027 (omtvistat: 2 augusti 2026).", "Då blir iakttagelsen: Allvarlig.", "Låg (1)", "artikel 27 i AI-förordningen"},
			[]string{"Allvarlig (1)"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := d.smallResult("", c.answers)
			for _, want := range c.says {
				if !strings.Contains(text, want) {
					t.Errorf("lacks %q: %s", want, text)
				}
			}
			for _, bad := range c.not {
				if strings.Contains(text, bad) {
					t.Errorf("says %q", bad)
				}
			}
		})
	}
}

func TestADutyIsSeriousOnceItApplies(t *testing.T) {
	d := smallDesk(t)
	d.clock.Advance(400 * 24 * time.Hour)
	text := d.smallResult("/en", `{"fria":{"value":"no"}}`)
	if !strings.Contains(text, "High (1)") || strings.Contains(text, "The finding will then be") {
		t.Errorf("says %s", text)
	}
}

func TestEvidenceBecomesALinkOnlyWhenItIsAnAddressOnTheWeb(t *testing.T) {
	d := smallDesk(t)
	for value, link := range map[string]bool{
		"https://exempel.se/beslut": true, "http://exempel.se": true, "javascript:alert(1)": false, "Dnr 2026/1": false,
		"https://exempel.se/ och mer": false, "data:text/html,x": false,
	} {
		answers := `{"answers":{"proof":{"value":"` + value + `"}}}`
		doc := parse(t, d.send("", "/instruments/small_pack/answer", values("answers", answers, "to", "check")).wantStatus(t, http.StatusOK))
		if got := doc.Has(".summary-list dd a"); got != link {
			t.Errorf("%q is a link: %v, want %v", value, got, link)
		}
		if !strings.Contains(doc.Text("main"), value) {
			t.Errorf("%q is not shown", value)
		}
	}
}

func TestAnAssessmentOfSomethingElseHasItsOwnName(t *testing.T) {
	d := smallDesk(t)
	form := values("instrument", "small_pack", "subject", "procurement", "organisation.procurement", homeOrganisation, "name.procurement", "Upphandling <1>")
	path := d.send("editor", "/assessments/new", form).location(t)
	if got := d.page("editor", path).Text(".assess-about"); !strings.Contains(got, "Upphandling: Upphandling <1>") {
		t.Errorf("about %q", got)
	}
	form.Set("name.procurement", " ")
	doc := parse(t, d.send("editor", "/assessments/new", form).wantStatus(t, http.StatusUnprocessableEntity))
	if !doc.Has(".error-summary a[href=#f-name-procurement]") {
		t.Errorf("the summary does not lead to the name: %q", doc.Text(".error-summary"))
	}
	form = values("instrument", "small_pack", "subject", "organisation", "organisation.organisation", homeOrganisation)
	path = d.send("editor", "/assessments/new", form).location(t)
	if got := d.page("editor", path).Text(".assess-about"); !strings.Contains(got, "Organisation: Testkommunen") {
		t.Errorf("about %q", got)
	}
	form.Set("organisation.organisation", otherOrganisation)
	d.send("editor", "/assessments/new", form).wantStatus(t, http.StatusForbidden)
}

func TestAnAssessmentMovesToANewerVersionWithItsReport(t *testing.T) {
	old := smallDesk(t)
	form := values("instrument", "small_pack", "subject", "system", "system", old.system)
	path := old.send("editor", "/assessments/new", form).location(t)
	id := strings.TrimPrefix(path, "/assessments/")
	old.reply(id, "fria", "next", "value", "no").location(t)
	old.reply(id, "aim", "next", "value", "Målet").location(t)
	if to := old.as("editor", path+"/move").location(t); to != path {
		t.Errorf("nothing to move to leads to %q", to)
	}

	next := strings.NewReplacer("version: 1.0.0", "version: 2.0.0", "id: aim, version: 1", "id: goal, version: 1", "Har ni bedömt rättigheterna?", "Är rättigheterna bedömda?").Replace(smallPack)
	d := deskOn(t, old.store, old.clock, packFiles(next))
	if got := d.page("reader", path).Text("main"); !strings.Contains(got, "nyare version av mallen: 2.0.0") {
		t.Errorf("the tasks do not tell: %s", got)
	}
	before := d.page("editor", path+"/move")
	for _, want := range []string{"Är rättigheterna bedömda?", "Frågan är omformulerad.", "Varför?", "Frågan finns inte längre.", "Målet"} {
		if !strings.Contains(before.Text("main"), want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	if got := d.page("reader", path+"/result").Text("main"); !strings.Contains(got, "version 1.0.0") {
		t.Error("it is not shown with the version it was made with")
	}
	moved := parse(t, d.send("editor", path+"/move", pageForm(before, "")).wantStatus(t, http.StatusOK))
	moved.CheckPage()
	if !strings.Contains(moved.Text("main"), "Målet") {
		t.Error("what was set aside is not in the report")
	}
	d.send("editor", path+"/move", pageForm(before, "")).wantStatus(t, http.StatusConflict)
	if got := d.page("editor", path+"/q/fria").Text("main"); !strings.Contains(got, "Frågan har ändrats sedan ni svarade.") {
		t.Errorf("nobody is told to look it over: %s", got)
	}
	d.reply(id, "fria", "next").location(t)
	if got := d.page("editor", path+"/q/fria").Text("main"); strings.Contains(got, "Frågan har ändrats") {
		t.Error("looking it over does not settle it")
	}
}
