package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/htmltest"
	"github.com/tillit-se/tillit/kit/instrument"
)

// location is where a reply sends the reader.
func (r *reply) location(t *testing.T) string {
	t.Helper()
	r.wantStatus(t, http.StatusSeeOther)
	return r.Header.Get("Location")
}

// page reads a page that must come, and checks that it is sound.
func (d *desk) page(person, path string) *htmltest.Doc {
	d.t.Helper()
	doc := parse(d.t, d.as(person, path).wantStatus(d.t, http.StatusOK))
	doc.CheckPage()
	return doc
}

// reply answers a question as the editor and gives what came.
func (d *desk) reply(id, question, button string, fields ...string) *reply {
	d.t.Helper()
	path := "/assessments/" + id + "/q/" + question
	form := pageForm(d.page("editor", path), button)
	for i := 0; i+1 < len(fields); i += 2 {
		form.Del(fields[i])
	}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return d.send("editor", path, form)
}

func TestAnAssessmentFromBeginningToResult(t *testing.T) {
	d := newDesk(t)
	form := pageForm(d.page("editor", "/assessments/new?system="+d.system), "")
	if form.Get("subject") != "system" || form.Get("instrument") != "trust_questions" {
		t.Fatalf("the form is filled in with %v", form)
	}
	form.Set("system", d.system)
	path := d.send("editor", "/assessments/new", form).location(t)
	id := strings.TrimPrefix(path, "/assessments/")
	tasks := d.page("editor", path)
	if got := tasks.Text(".assess-about"); !strings.Contains(got, "AI-lösning: Provsystemet") {
		t.Errorf("about %q", got)
	}
	if got := tasks.One(".buttons a.button").Attr("href"); got != path+"/q/round_parts" {
		t.Errorf("goes on at %q", got)
	}
	if to := d.reply(id, "round_parts", "next", "value", "before").location(t); to != path+"/q/purpose_problem" {
		t.Errorf("after the first question comes %q", to)
	}
	if to := d.reply(id, "purpose_problem", "tasks", "value", "Ett <b>mål</b>").location(t); to != path {
		t.Errorf("saving and leaving leads to %q", to)
	}
	d.reply(id, "mandate_task", "next", "value", "no").location(t)
	tasks = d.page("reader", path)
	for _, want := range []string{"1 kritisk", "Besvarade frågor: 3 av 19", "sparad 22 november 2026 09:00"} {
		if !strings.Contains(tasks.Text("main"), want) {
			t.Errorf("the tasks lack %q: %s", want, tasks.Text("main"))
		}
	}
	result := d.page("reader", path+"/result")
	for _, want := range []string{"Uppgiften ligger utanför ert uppdrag.", "Kritisk (1)", "Stanna tills en jurist", "Svar: Nej", "Bilden är inte fullständig", "Egenbedömning enligt frivilligt ramverk"} {
		if !strings.Contains(result.Text("main"), want) {
			t.Errorf("the result lacks %q", want)
		}
	}
	if !result.Has("main a[href=" + path + "/q/mandate_task]") {
		t.Error("no way from the finding to its question")
	}
	for _, page := range []string{"/check", "/print"} {
		doc := d.page("reader", path+page)
		if !strings.Contains(doc.Text("main"), "Ett <b>mål</b>") || doc.Has("main b") {
			t.Errorf("%s does not show the answer as it was written", page)
		}
	}
	printed := d.page("reader", path+"/print")
	if got := printed.Text("h1"); got != "Förtroendefrågorna för Provsystemet" {
		t.Errorf("the paper is headed %q", got)
	}
	if got := printed.Text("main"); !strings.Contains(got, "inte Diggs förtroendemodell") || !strings.Contains(got, "Uppgiften ligger utanför ert uppdrag.") {
		t.Error("the paper lacks the notice or the findings")
	}
	d.page("reader", "/en"+path+"/result")
	d.page("editor", "/en"+path)
	list := d.page("reader", "/assessments")
	if !list.Has("main a[href=" + path + "]") {
		t.Error("the list lacks the assessment")
	}
}

func TestWhoMaySeeAndChangeAnAssessment(t *testing.T) {
	d := newDesk(t)
	id := d.begun()
	base := "/assessments/" + id
	reads := []string{"", ".json", "/q/round_parts", "/check", "/result", "/result.json", "/print"}
	edits := []string{"/import", "/move"}
	for _, lang := range []string{"", "/en"} {
		for _, path := range append(append([]string{}, reads...), edits...) {
			address := lang + base + path
			if !strings.HasSuffix(path, ".json") {
				if to := d.as("", address).location(t); !strings.Contains(to, "/login?next=") {
					t.Errorf("the public comes from %s to %q", address, to)
				}
			} else {
				d.as("", address).wantStatus(t, http.StatusUnauthorized)
			}
			d.as("stranger", address).wantStatus(t, http.StatusNotFound)
		}
		for _, path := range reads {
			d.as("reader", lang+base+path).wantStatus(t, http.StatusOK)
			d.as("editor", lang+base+path).wantStatus(t, http.StatusOK)
		}
		for _, path := range edits {
			d.as("reader", lang+base+path).wantStatus(t, http.StatusForbidden)
		}
	}
	posts := map[string]url.Values{
		"/q/round_parts": values("value", "before", "to", "next", "seen", assess.Mark(instrument.Answer{})),
		"/import":        values("revision", "1"),
		"/move":          values("revision", "1"),
	}
	for path, form := range posts {
		for person, want := range map[string]int{"": http.StatusSeeOther, "stranger": http.StatusNotFound, "reader": http.StatusForbidden} {
			if got := d.send(person, base+path, form).StatusCode; got != want {
				t.Errorf("%q posts to %s: %d, want %d", person, path, got, want)
			}
		}
	}
	if text := d.as("editor", base+".json").Text; strings.Contains(text, "before") {
		t.Error("somebody without permission has answered")
	}
	if text := d.as("stranger", "/assessments").Text; strings.Contains(text, id) {
		t.Error("a stranger's list shows the assessment")
	}
}

func TestAReaderSeesTheAnswersButNoForm(t *testing.T) {
	d := newDesk(t)
	doc := d.page("reader", "/assessments/"+d.begun()+"/q/round_parts")
	if doc.Has("main input[name=value]") || doc.Has("main button[type=submit]") {
		t.Error("a reader is shown a form that is refused")
	}
	begin := d.page("reader", "/assessments/new")
	if begin.Has("main form") || !strings.Contains(begin.Text("main"), "rollen redigerare") {
		t.Error("a reader is not told what it takes to begin")
	}
}

func TestNobodyAssessesAnothersSystem(t *testing.T) {
	d := newDesk(t)
	form := values("begin", "yes", "instrument", "trust_questions", "subject", "system", "system", d.system)
	d.send("stranger", "/assessments/new", form).wantStatus(t, http.StatusNotFound)
	if to := d.send("", "/assessments/new", form).location(t); !strings.Contains(to, "/login") {
		t.Errorf("the public is sent to %q", to)
	}
	if doc := d.page("stranger", "/assessments/new"); strings.Contains(doc.Text("main"), "Provsystemet") {
		t.Error("another organisation's system is offered")
	}
}

func TestBeginningWithoutASubjectIsExplained(t *testing.T) {
	d := newDesk(t)
	for name, form := range map[string]url.Values{
		"another kind": values("begin", "yes", "instrument", "trust_questions", "subject", "procurement"),
		"nothing":      values("begin", "yes", "instrument", "trust_questions"),
		"no system":    values("begin", "yes", "instrument", "trust_questions", "subject", "system"),
		"no such kind": values("begin", "yes", "instrument", "trust_questions", "subject", "planet"),
	} {
		t.Run(name, func(t *testing.T) {
			doc := parse(t, d.send("editor", "/assessments/new", form).wantStatus(t, http.StatusUnprocessableEntity))
			doc.CheckPage()
			if doc.Text(".error-summary") == "" {
				t.Error("no summary")
			}
		})
	}
	d.send("editor", "/assessments/new", values("instrument", "none", "subject", "system", "system", d.system)).wantStatus(t, http.StatusNotFound)
}

func TestAnswersWithoutAnAccountMoveToOne(t *testing.T) {
	d := newDesk(t)
	answers := `{"instrument":"trust_questions","version":"1.0.0","answers":{"round_parts":{"value":["before"]},"purpose_problem":{"value":"Målet"}}}`
	offered := parse(t, d.send("editor", carriedPath, values("answers", answers, "to", "account")).wantStatus(t, http.StatusOK))
	offered.CheckPage()
	if !strings.Contains(offered.Text("main"), "2 svar följer med") {
		t.Errorf("says %q", offered.Text("main"))
	}
	form := pageForm(offered, "")
	form.Set("system", d.system)
	carried := d.send("editor", "/assessments/new", form).location(t)
	file := d.send("editor", "/assessments/new", values("instrument", "trust_questions", "subject", "system", "system", d.system), "file", answers).location(t)
	for _, path := range []string{carried, file} {
		if got := d.page("editor", path).Text(".progress p"); got != "Besvarade frågor: 2 av 19" {
			t.Errorf("%s: progress %q", path, got)
		}
	}
	bad := d.send("editor", "/assessments/new", values("instrument", "trust_questions", "subject", "system", "system", d.system), "file", "inte json")
	if doc := parse(t, bad.wantStatus(t, http.StatusUnprocessableEntity)); !strings.Contains(doc.Text(".error-summary"), "gick inte att läsa som svar") {
		t.Errorf("summary %q", doc.Text(".error-summary"))
	}
}

func TestTwoAnswersAtOnceAreShownBesideEachOther(t *testing.T) {
	d := newDesk(t)
	id := d.begun()
	path := "/assessments/" + id + "/q/purpose_problem"
	mine := pageForm(d.page("editor", path), "next")
	d.reply(id, "purpose_problem", "next", "value", "Deras mål", "comment", "deras").location(t)
	mine.Set("value", "Mitt <mål>")
	mine.Set("comment", "min")
	doc := parse(t, d.send("editor", path, mine).wantStatus(t, http.StatusConflict))
	doc.CheckPage()
	for _, want := range []string{"Deras mål", "Mitt <mål>", "deras", "min"} {
		if !strings.Contains(strings.NewReplacer("Tillagt: ", "", " Slut på tillagt.", "", "Borttaget: ", "", " Slut på borttaget.", "").Replace(doc.Text("main")), want) {
			t.Errorf("the conflict lacks %q: %s", want, doc.Text("main"))
		}
	}
	d.send("editor", path, pageForm(doc, "next")).location(t)
	if text := d.as("editor", "/assessments/"+id+".json").Text; !strings.Contains(text, `mål\u003e`) || strings.Contains(text, "Deras") {
		t.Errorf("kept %s", text)
	}
}

func TestTwoPeopleAnswerDifferentQuestionsAtOnce(t *testing.T) {
	d := newDesk(t)
	id := d.begun()
	path := "/assessments/" + id + "/q/"
	one, two := pageForm(d.page("editor", path+"purpose_problem"), "next"), pageForm(d.page("editor", path+"purpose_context"), "next")
	one.Set("value", "Ett")
	two.Set("value", "Två")
	d.send("editor", path+"purpose_problem", one).location(t)
	d.send("editor", path+"purpose_context", two).location(t)
}

func TestAnAnswerThatDoesNotFitIsNotSaved(t *testing.T) {
	d := newDesk(t)
	id := d.begun()
	doc := parse(t, d.reply(id, "purpose_alternatives", "next", "value", "kanske").wantStatus(t, http.StatusUnprocessableEntity))
	doc.CheckPage()
	if !doc.Has(".error-summary a[href=#f-value]") {
		t.Error("the summary does not lead to the field")
	}
	if text := d.as("editor", "/assessments/"+id+".json").Text; strings.Contains(text, "kanske") {
		t.Error("it was saved")
	}
	d.as("editor", "/assessments/"+id+"/q/no_such").wantStatus(t, http.StatusNotFound)
	d.send("editor", "/assessments/"+id+"/q/no_such", values("value", "x", "to", "next")).wantStatus(t, http.StatusNotFound)
}

func TestAnAnswerCanBeTakenAway(t *testing.T) {
	d := newDesk(t)
	id := d.begun()
	d.reply(id, "purpose_problem", "next", "value", "Målet").location(t)
	if to := d.reply(id, "purpose_problem", "clear").location(t); to != "/assessments/"+id+"/q/purpose_problem" {
		t.Errorf("leads to %q", to)
	}
	if text := d.as("editor", "/assessments/"+id+".json").Text; strings.Contains(text, "Målet") {
		t.Error("the answer is still there")
	}
}

func TestAQuestionThatIsNotAskedSaysWhy(t *testing.T) {
	d := newDesk(t)
	id := d.begun()
	waiting := d.page("editor", "/assessments/"+id+"/q/purpose_problem")
	if got := waiting.Text("main"); !strings.Contains(got, "Det går inte att avgöra än om frågan ställs.") {
		t.Errorf("a question that waits says %q", got)
	}
	if !waiting.Has("main a[href=/assessments/" + id + "/q/round_parts]") {
		t.Error("no way to what it waits for")
	}
	d.reply(id, "purpose_problem", "next", "value", "Målet").location(t)
	d.reply(id, "round_parts", "next", "value", "followup").location(t)
	hidden := d.page("editor", "/assessments/"+id+"/q/purpose_problem")
	if got := hidden.Text("main"); !strings.Contains(got, "Svaret är kvar men räknas inte.") {
		t.Errorf("a hidden question says %q", got)
	}
	if got := d.page("editor", "/assessments/"+id+"/check").Text("main"); !strings.Contains(got, "Svar som inte räknas nu") || !strings.Contains(got, "Målet") {
		t.Error("the kept answer is not shown")
	}
}

func TestAnswersAreReadInFromAFile(t *testing.T) {
	d := newDesk(t)
	id := d.begun()
	base := "/assessments/" + id
	good := `{"instrument":"trust_questions","answers":{"round_parts":{"value":["before"]}}}`
	revision := func() string {
		return d.page("editor", base+"/import").One("main input[name=revision]").Attr("value")
	}
	if to := d.send("editor", base+"/import", values("revision", revision()), "file", good).location(t); to != base {
		t.Errorf("leads to %q", to)
	}
	doc := parse(t, d.send("editor", base+"/import", values("revision", revision()), "file", good).wantStatus(t, http.StatusUnprocessableEntity))
	if !strings.Contains(doc.Text(".error-summary"), "Bekräfta") {
		t.Errorf("answers are replaced unasked: %q", doc.Text(".error-summary"))
	}
	odd := `{"instrument":"trust_questions","answers":{"round_parts":{"value":["before"]},"no_such":{"value":1}}}`
	before := revision()
	if to := d.send("editor", base+"/import", values("revision", before, "replace", "yes"), "file", odd).location(t); to != base+"/check" {
		t.Errorf("problems lead to %q", to)
	}
	d.send("editor", base+"/import", values("revision", before, "replace", "yes"), "file", good).wantStatus(t, http.StatusConflict)
	d.send("editor", base+"/import", values("replace", "yes"), "file", good).wantStatus(t, http.StatusConflict)
	for name, file := range map[string]string{"not JSON": "hej", "deep": strings.Repeat("[", 10_000), "another": `{"instrument":"other","answers":{}}`} {
		doc := parse(t, d.send("editor", base+"/import", values("revision", revision(), "replace", "yes"), "file", file).wantStatus(t, http.StatusUnprocessableEntity))
		doc.CheckPage()
		if !doc.Has(".error-summary a[href=#f-file]") {
			t.Errorf("%s: the summary does not lead to the file", name)
		}
	}
	d.send("editor", base+"/import", values("revision", "1"), "file", strings.Repeat("x", 50<<20)).wantStatus(t, http.StatusRequestEntityTooLarge)
	round := d.as("editor", base+".json").Text
	if to := d.send("editor", base+"/import", values("revision", revision(), "replace", "yes"), "file", round).location(t); to != base+"/check" {
		t.Errorf("leads to %q", to)
	}
	if again := d.as("editor", base+".json").Text; again != round {
		t.Errorf("out and in changes the answers:\n%s\n%s", round, again)
	}
}

func TestTheResultIsAlsoJSON(t *testing.T) {
	d := newDesk(t)
	id := d.begun()
	d.reply(id, "round_parts", "next", "value", "before").location(t)
	d.reply(id, "mandate_task", "next", "value", "no").location(t)
	text := d.as("reader", "/assessments/"+id+"/result.json").Text
	for _, want := range []string{`"mandate_task__no"`, `"nothing_found": false`, `"missing"`} {
		if !strings.Contains(text, want) {
			t.Errorf("the result lacks %s", want)
		}
	}
}

func TestASystemShowsItsAssessments(t *testing.T) {
	d := newDesk(t)
	id := d.begun()
	f := NewAssessing(d.service, nil, nil)
	show := handlers{"/own": func(w http.ResponseWriter, r *Request) error {
		list, err := f.SystemAssessments(r, d.system)
		if err != nil {
			return err
		}
		return r.Render(w, http.StatusOK, "preview/show", previewView{
			Page: r.Page("Egen"), Sections: []previewSection{{Name: "x", States: []previewState{{Component: list}}}},
		})
	}}
	d.site = newSite(t, func(c *Config) {
		c.Session = func(r *http.Request) (Viewer, error) { return Viewer{Actor: personOf(r)}, nil }
	}, show)
	doc := parse(t, d.as("editor", "/own").wantStatus(t, http.StatusOK))
	if !doc.Has("a[href=/assessments/"+id+"]") || !doc.Has("a[href=/assessments/new?system="+d.system+"]") {
		t.Error("the list or the way to a new one is missing")
	}
	if reader := parse(t, d.as("reader", "/own")); reader.Has("a.button[href=/assessments/new?system=" + d.system + "]") {
		t.Error("a reader is offered to begin")
	}
	d.as("stranger", "/own").wantStatus(t, http.StatusNotFound)
}

func TestOtherSubjectsHaveANameAndAnOrganisation(t *testing.T) {
	form := (&Request{Printer: nil}).NewForm()
	form.Set("name.procurement", "Upphandling av AI")
	form.Set("organisation.procurement", homeOrganisation)
	r := &Request{Viewer: Viewer{Actor: memberOf(homeOrganisation, "editor", account.Editor)}}
	subject := subjectOf(form, assess.OfProcurement)
	if subject.Name != (i18n.Text{SV: "Upphandling av AI"}) || organisationOf(r, form, assess.OfProcurement) != homeOrganisation {
		t.Errorf("subject %+v", subject)
	}
}

func TestAnOrganisationWithoutSystemsIsLedToTheWorkbench(t *testing.T) {
	d := newDesk(t)
	doc := d.page("stranger", "/assessments/new")
	if !doc.Has("main a[href=/work]") || !strings.Contains(doc.Text("main"), "ingen AI-lösning än") {
		t.Errorf("says %s", doc.Text("main"))
	}
	if editor := d.page("editor", "/assessments/new"); editor.Has("main a[href=/work]") {
		t.Error("one who has systems is led away")
	}
}
