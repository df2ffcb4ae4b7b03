package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/htmltest"
)

// sentForm gathers what a browser would send of the page's last form, as it stands.
func sentForm(doc *htmltest.Doc) url.Values {
	values := url.Values{}
	for _, n := range doc.All("main form input") {
		kind := n.Attr("type")
		if (kind == "radio" || kind == "checkbox") && !n.Has("checked") {
			continue
		}
		values.Add(n.Attr("name"), n.Attr("value"))
	}
	for _, n := range doc.All("main form textarea") {
		values.Add(n.Attr("name"), n.Value())
	}
	for _, n := range doc.All("main form select") {
		chosen := ""
		for _, o := range doc.All("#" + n.Attr("id") + " option[selected]") {
			chosen = o.Attr("value")
		}
		values.Add(n.Attr("name"), chosen)
	}
	return values
}

// fillIn opens a part of the form and gives what it holds, with changes.
func (h *house) fillIn(t *testing.T, who, path string, changes map[string]string) url.Values {
	t.Helper()
	values := sentForm(parse(t, h.page(t, who, path)))
	for name, value := range changes {
		values.Set(name, value)
	}
	return values
}

func (h *house) content(t *testing.T, id string) register.System {
	t.Helper()
	view, err := h.register.Own(t.Context(), h.actor(t, "first"), id)
	if err != nil {
		t.Fatal(err)
	}
	return view.Content()
}

func TestFromNothingToAPublishedPage(t *testing.T) {
	h := newHouse(t)
	wantsRedirect(t, h.as("editor", "/work/new"), "/work/organisations/"+h.home+"/systems/new")
	at := "/work/organisations/" + h.home + "/systems/new"
	if main := parse(t, h.page(t, "editor", at)).Text("main"); !strings.Contains(main, "Skriv inte säkerhetsskyddsklassificerade uppgifter") {
		t.Error("the warning is missing")
	}
	empty := h.posts("editor", at, nil)
	if n := len(parse(t, empty).All(".error-summary li")); empty.StatusCode != http.StatusUnprocessableEntity || n != 2 {
		t.Errorf("an empty form: %d with %d problems", empty.StatusCode, n)
	}
	made := h.posts("editor", at, url.Values{"name.sv": {"Postsortering"}, "slag": {"ai_system"}})
	edit := made.Header.Get("Location")
	if made.StatusCode != http.StatusSeeOther || !strings.HasSuffix(edit, "/edit/basics") {
		t.Fatalf("%d %q", made.StatusCode, edit)
	}
	form := h.fillIn(t, "editor", edit, map[string]string{
		"summary.sv": "Sorterar post.", "summary.en": "Sorts mail.", "purpose.sv": "Att spara tid.", "phases[0].phase": "testing",
		"phases[0].from": "2026-05", "decision_role": "supports", "affected.sv": "Den som skriver till kommunen.", "then": "next",
	})
	saved := h.posts("editor", edit, form)
	record := strings.TrimSuffix(edit, "/edit/basics")
	wantsRedirect(t, saved, record+"/edit/use")
	id := strings.TrimPrefix(record, "/work/systems/")
	system := h.content(t, id)
	if system.Purpose.SV != "Att spara tid." || len(system.Phases) != 1 || system.Phases[0] != (register.PhaseEntry{Phase: "testing", From: "2026-05", Confirmed: true}) {
		t.Errorf("saved %+v", system)
	}
	if missing := system.MissingForDraft(h.register.Definitions()); len(missing) > 0 {
		t.Errorf("missing %v", missing)
	}
	h.page(t, "editor", "/en"+record)
	preview := parse(t, h.page(t, "editor", record+"/preview"))
	if !strings.Contains(preview.Text(".notice-warning"), "inte publicerat") || !strings.Contains(preview.Text("main"), "Att spara tid.") {
		t.Error("the preview does not say what it is, or not what it shows")
	}
	if doc := parse(t, h.page(t, "editor", record+"/publish")); doc.Has("main form") {
		t.Error("an editor is offered to publish")
	}
	publish := h.fillIn(t, "decision_maker", record+"/publish", map[string]string{"note": "Första versionen"})
	wantsRedirect(t, h.posts("decision_maker", record+"/publish", publish), "/systems/"+id)
	h.page(t, "public", "/systems/"+id)
	h.page(t, "editor", record)
}

func TestEveryPartOfTheFormIsSoundAndLosesNothing(t *testing.T) {
	h := newHouse(t)
	system := fullSystem()
	record, err := h.register.Create(t.Context(), h.actor(t, "first"), h.home, system)
	if err != nil {
		t.Fatal(err)
	}
	before := h.content(t, record.ID)
	for _, group := range h.register.Definitions().Groups() {
		path := ownPath(record.ID) + "/edit/" + group.ID
		h.page(t, "editor", "/en"+path)
		saved := h.posts("editor", path, h.fillIn(t, "editor", path, nil))
		if saved.StatusCode != http.StatusSeeOther {
			t.Errorf("%s: %d %s", path, saved.StatusCode, parse(t, saved).Text(".error-summary"))
		}
	}
	for _, change := range h.register.Definitions().Changes(before, h.content(t, record.ID)) {
		t.Errorf("saving without writing changed %s from %q to %q", change.Path, change.Old, change.New)
	}
}

// fullSystem has something in every kind of field, and what only imports write.
func fullSystem() register.System {
	text := func(s string) register.Text { return register.Text{SV: s, EN: s + " en", Other: s + " nl"} }
	s := firstDraft()
	s.OriginalLanguage, s.Foreign = "nl", []register.ForeignField{{Format: "nl-1.0", Field: "x", Value: "y"}}
	s.OtherNames, s.Sectors, s.Website = []string{"Ett", "Två"}, []string{someSector()}, "https://exempel.example/"
	s.Phases = append(s.Phases, register.PhaseEntry{Phase: register.Idea, From: "2021", AsOf: "2021-04", Original: "idé"})
	s.Use.Process, s.Law.Basis = text("Process"), text("Grund")
	s.Law.Provisions = []register.ProvisionRef{{Target: "sfs/2017:900#P28S1", Note: text("Stöd")}, {Title: "Egen"}}
	s.Impact = register.Impact{Level: "high", Why: text("Därför"), Original: "High-impact"}
	s.Data.PersonalData = register.Partly
	s.Data.Sources = []register.DataSource{{Name: "A", Used: []string{"training"}, Description: text("A")}, {Name: "B", PersonalData: register.No}}
	s.Technique.Models = []register.Model{{Name: "M", Version: "1", Task: text("Uppgift")}}
	s.Technique.Licence = "EUPL-1.2"
	s.Parties = []register.Party{{Name: "Bolaget", Role: "supplier"}}
	s.Risks = []register.Risk{{Risk: text("Fel"), Severity: "high", Measure: text("Kontroll"), Status: "open"}}
	s.Unverified = []register.Text{text("Osäkert"), text("Också")}
	s.AIAct.GeneralPurpose, s.Review = true, register.Review{Last: "2026-01", Next: "2027-01-01"}
	s.Stated = map[string]register.Statement{
		"use.scale": {State: "do_not_know"}, "reuse.possible": {State: "not_applicable", Reason: "Köpt tjänst."},
	}
	return s
}

// someSector is a sector that exists.
func someSector() string {
	defs, err := register.LoadDefinitions()
	if err != nil {
		return ""
	}
	def, _ := defs.Field("sectors")
	return def.Codes[0].Code
}

func TestRowsAreAddedAndRemovedWithoutScriptsAndWithoutSaving(t *testing.T) {
	h := newHouse(t)
	record := h.draft(t)
	path := ownPath(record.ID) + "/edit/risks"
	form := h.fillIn(t, "editor", path, nil)
	form.Set("add", "risks")
	form.Set("considerations.sv", "Skrivet men inte sparat")
	got := h.posts("editor", path, form)
	sound(t, path, got)
	doc := parse(t, got)
	if got.StatusCode != http.StatusOK || doc.One("input[name=risks.rows]").Attr("value") != "1" || !strings.Contains(got.Text, "Skrivet men inte sparat") {
		t.Fatalf("%d: %s", got.StatusCode, doc.Text("main"))
	}
	form = sentForm(doc)
	form.Set("risks[0].risk.sv", "Den första")
	form.Set("add", "risks")
	form = sentForm(parse(t, h.posts("editor", path, form)))
	form.Set("risks[1].risk.sv", "Den andra")
	form.Set("remove", "risks[0]")
	doc = parse(t, h.posts("editor", path, form))
	if n := len(doc.All("fieldset.row")); n != 1 || !strings.Contains(doc.Text("fieldset.row"), "Den andra") {
		t.Fatalf("%d rows after one of two is removed: %s", n, doc.Text("main"))
	}
	if risks := h.content(t, record.ID).Risks; len(risks) != 0 {
		t.Errorf("a row was saved by adding it: %+v", risks)
	}
	wantsRedirect(t, h.posts("editor", path, sentForm(doc)), ownPath(record.ID))
	risks := h.content(t, record.ID).Risks
	if len(risks) != 1 || risks[0].Risk.SV != "Den andra" {
		t.Errorf("saved %+v", risks)
	}
}

func TestARemovedRowTakesWhatTheFormDoesNotAskWithIt(t *testing.T) {
	h := newHouse(t)
	record, err := h.register.Create(t.Context(), h.actor(t, "first"), h.home, fullSystem())
	if err != nil {
		t.Fatal(err)
	}
	path := ownPath(record.ID) + "/edit/basics"
	form := h.fillIn(t, "editor", path, map[string]string{"remove": "phases[0]"})
	form = sentForm(parse(t, h.posts("editor", path, form)))
	wantsRedirect(t, h.posts("editor", path, form), ownPath(record.ID))
	phases := h.content(t, record.ID).Phases
	if len(phases) != 1 || phases[0].Phase != register.Idea || phases[0].Original != "idé" || phases[0].AsOf != "2021-04" {
		t.Errorf("left: %+v", phases)
	}
}

func TestWhatIsWrongIsSaidAtTheFieldWithWhatWasWritten(t *testing.T) {
	h := newHouse(t)
	record := h.draft(t)
	path := ownPath(record.ID) + "/edit/basics"
	form := h.fillIn(t, "editor", path, map[string]string{
		"website": "ftp://exempel.example", "phases[0].from": "i våras", "name.sv": strings.Repeat("å", 120),
		"stated:sectors.state": "not_applicable", "slag": "påhittat",
	})
	got := h.posts("editor", path, form)
	sound(t, path, got)
	doc := parse(t, got)
	if got.StatusCode != http.StatusUnprocessableEntity || !strings.HasPrefix(doc.Text("head title"), "Fel:") {
		t.Errorf("%d %q", got.StatusCode, doc.Text("head title"))
	}
	summary := doc.Text(".error-summary")
	for _, want := range []string{"Namn: Texten har 120 tecken", "Webbsida:", "Från: i våras är inget datum", "Skriv varför", "påhittat finns inte"} {
		if !strings.Contains(summary, want) {
			t.Errorf("the summary lacks %q: %s", want, summary)
		}
	}
	for _, link := range doc.All(".error-summary a") {
		if id := strings.TrimPrefix(link.Attr("href"), "#"); len(doc.All("#"+id)) != 1 {
			t.Errorf("the problem %q leads to %q, which is not there", link.Text(), id)
		}
	}
	if doc.One("input[name=website]").Attr("value") != "ftp://exempel.example" {
		t.Error("what was written must stay, as text")
	}
	if h.content(t, record.ID).Website != "" {
		t.Error("it was saved")
	}
}

func TestScriptsInEveryTextFieldStayText(t *testing.T) {
	h := newHouse(t)
	bad := `"'><script>alert(1)</script>`
	system := firstDraft()
	system.Name, system.Summary, system.OtherNames = i18n.Text{SV: bad}, i18n.Text{SV: bad, EN: bad}, []string{bad}
	system.Risks = []register.Risk{{Risk: i18n.Text{SV: bad}}}
	system.Parties = []register.Party{{Name: bad}}
	record, err := h.register.Create(t.Context(), h.actor(t, "first"), h.home, system)
	if err != nil {
		t.Fatal(err)
	}
	at := ownPath(record.ID)
	for _, path := range []string{
		"/work", at, at + "/edit/basics", at + "/edit/risks", at + "/edit/parties", at + "/preview", at + "/publish", at + "/phase", at + "/discard",
	} {
		doc := parse(t, h.page(t, "first", path))
		for _, script := range doc.All("script") {
			if script.Attr("src") == "" {
				t.Errorf("%s runs a script", path)
			}
		}
	}
}

func TestTwoEditorsAtOnceSeeBothTextsAndChoose(t *testing.T) {
	h := newHouse(t)
	record := h.draft(t)
	basics, use := ownPath(record.ID)+"/edit/basics", ownPath(record.ID)+"/edit/use"
	mine := h.fillIn(t, "editor", basics, map[string]string{"purpose.sv": "Mitt syfte"})
	other := h.fillIn(t, "first", use, map[string]string{"use.users.sv": "Handläggare"})
	theirs := h.fillIn(t, "first", basics, map[string]string{"purpose.sv": "Deras syfte"})
	h.posts("first", use, other)
	theirs.Set("revision", "2")
	wantsRedirect(t, h.posts("first", basics, theirs), ownPath(record.ID))

	got := h.posts("editor", basics, mine)
	sound(t, basics, got)
	doc := parse(t, got)
	if got.StatusCode != http.StatusConflict || !strings.Contains(doc.Text("main"), "Deras") || !strings.Contains(doc.Text("main"), "Mitt") {
		t.Fatalf("%d: %s", got.StatusCode, doc.Text("main"))
	}
	if strings.Contains(doc.Text(".comparison"), "Handläggare") {
		t.Error("what the other wrote in another part is shown as a difference")
	}
	if h.content(t, record.ID).Purpose.SV != "Deras syfte" {
		t.Error("the conflict has overwritten")
	}
	wantsRedirect(t, h.posts("editor", basics, sentForm(doc)), ownPath(record.ID))
	after := h.content(t, record.ID)
	if after.Purpose.SV != "Mitt syfte" || after.Use.Users.SV != "Handläggare" {
		t.Errorf("after choosing mine: %q, %q", after.Purpose.SV, after.Use.Users.SV)
	}
}
