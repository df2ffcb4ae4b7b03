package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/web/htmltest"
	"github.com/tillit-se/tillit/kit/instrument"
)

const carriedPath = "/instruments/trust_questions/answer"

// values pairs names with values.
func values(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// press sends the page's form with a button, after change has filled it in.
func (d *desk) press(doc *htmltest.Doc, button string, change ...string) *reply {
	d.t.Helper()
	form := pageForm(doc, button)
	for i := 0; i+1 < len(change); i += 2 {
		form.Del(change[i])
	}
	for i := 0; i+1 < len(change); i += 2 {
		form.Add(change[i], change[i+1])
	}
	return d.send("", carriedPath, form)
}

// onto is press, to a page that must come.
func (d *desk) onto(doc *htmltest.Doc, button string, change ...string) *htmltest.Doc {
	d.t.Helper()
	page := parse(d.t, d.press(doc, button, change...).wantStatus(d.t, http.StatusOK))
	page.CheckPage()
	return page
}

func TestAnsweringWithoutAnAccountFromStartToResult(t *testing.T) {
	d := newDesk(t)
	start := parse(t, d.get(carriedPath).wantStatus(t, http.StatusOK))
	start.CheckPage()
	tasks := d.onto(start, "tasks")
	if got := tasks.Text(".progress p"); got != "Besvarade frågor: 0 av 1" {
		t.Errorf("progress %q", got)
	}
	if n := len(tasks.All(".task-cannot_start")); n != 20 {
		t.Errorf("%d sections wait for the first answer, want 20", n)
	}
	first := d.onto(tasks, "q.round_parts")
	if got := first.Text(".step"); got != "Fråga 1 av 1 · Vad ni svarar på" {
		t.Errorf("step %q", got)
	}
	second := d.onto(first, "next", "value", "before")
	if got := second.Text(".step"); got != "Fråga 1 av 9 · Syfte och förutsättningar" {
		t.Errorf("step %q", got)
	}
	third := d.onto(second, "next", "value", "Mål <script>alert(1)</script>", "comment", "<b>Jurist</b> frågad")
	fourth := d.onto(third, "next", "value", "no")
	result := d.onto(fourth, "result")
	for _, want := range []string{
		"Egenbedömning enligt frivilligt ramverk.", "Ni kan komma att välja AI fast en mindre ingripande lösning räcker.",
		"Jämför med minst ett alternativ utan AI", "Svar: Nej", "5 § förvaltningslagen (2017:900)", "Bilden är inte fullständig",
		"Utfallet går inte att avgöra än",
	} {
		if !strings.Contains(result.Text("main"), want) {
			t.Errorf("the result lacks %q", want)
		}
	}
	check := d.onto(result, "check")
	if got := check.Text("main"); !strings.Contains(got, "Mål <script>alert(1)</script>") || !strings.Contains(got, "<b>Jurist</b> frågad") {
		t.Error("the answers are not shown as they were written")
	}
	if check.Has("main script:not([src])") || check.Has("main b") {
		t.Error("HTML in an answer is not escaped")
	}
	back := d.onto(check, "q.purpose_alternatives")
	if !back.Has("main input[value=no][checked]") {
		t.Error("the answer is not filled in when one comes back")
	}
	if log := d.log.String(); strings.Contains(log, "alert") || strings.Contains(log, "Jurist") {
		t.Error("an answer was logged")
	}
}

func TestTheLastQuestionLeadsToCheckingTheAnswers(t *testing.T) {
	d := newDesk(t)
	doc := d.onto(parse(t, d.get(carriedPath)), "q.round_parts")
	doc = d.onto(doc, "next", "value", "before")
	for range 40 {
		if doc.Text("h1") == "Kontrollera svaren" {
			return
		}
		doc = d.onto(doc, "next")
	}
	t.Error("never came to the end")
}

func TestTheLanguageCanBeChangedWithoutLosingAnswers(t *testing.T) {
	d := newDesk(t)
	doc := d.onto(parse(t, d.get(carriedPath)), "q.round_parts")
	form := pageForm(doc, "language")
	form.Set("value", "followup")
	english := parse(t, d.send("", "/en"+carriedPath, form).wantStatus(t, http.StatusOK))
	english.CheckPage()
	if got := english.Text("h1"); got != "Which parts are you answering this time?" {
		t.Errorf("came to %q", got)
	}
	if !english.Has("main input[value=followup][checked]") {
		t.Error("what was chosen is lost")
	}
}

func TestAnswersOfTheWrongKindAreExplainedAndNothingIsLost(t *testing.T) {
	d := newDesk(t)
	answered := `{"instrument":"trust_questions","answers":{"round_parts":{"value":["before","development","followup"]}}}`
	for _, c := range []struct{ name, question, field, value, want string }{
		{"text that is too long", "purpose_problem", "value", strings.Repeat("å", 4001), "4000"},
		{"an option that does not exist", "purpose_alternatives", "value", "perhaps", "perhaps"},
		{"not applicable without a reason", "purpose_alternatives", "value", ":not_applicable", "Skriv varför"},
		{"a comment that is too long", "purpose_alternatives", "comment", strings.Repeat("x", 10_001), "10000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			form := values("answers", answered, "at", c.question, "to", "next", c.field, c.value)
			reply := d.send("", carriedPath, form).wantStatus(t, http.StatusUnprocessableEntity)
			doc := parse(t, reply)
			doc.CheckPage()
			summary := strings.NewReplacer(" ", "", "\u00a0", "").Replace(doc.Text(".error-summary"))
			if !strings.Contains(summary, strings.ReplaceAll(c.want, " ", "")) {
				t.Errorf("the summary says %q", doc.Text(".error-summary"))
			}
			if !strings.HasPrefix(doc.Text("title"), "Fel:") {
				t.Errorf("title %q", doc.Text("title"))
			}
			if !strings.Contains(doc.One("main input[name=answers]").Attr("value"), "followup") {
				t.Error("earlier answers are gone")
			}
		})
	}
}

func TestAStateAndAnAnswerAtOnceAreRefused(t *testing.T) {
	d := newDesk(t)
	form := values("at", "purpose_problem", "to", "next", "value", "Ett mål", "value.state", ":do_not_know")
	doc := parse(t, d.send("", carriedPath, form).wantStatus(t, http.StatusUnprocessableEntity))
	if !strings.Contains(doc.Text(".error-summary"), "Behåll det ena") {
		t.Errorf("summary %q", doc.Text(".error-summary"))
	}
}

func TestRowsAreAddedAndRemovedWithoutJavaScript(t *testing.T) {
	d := newDesk(t)
	pack, err := d.service.Instrument("trust_questions")
	if err != nil {
		t.Fatal(err)
	}
	group := ""
	for _, q := range pack.Questions {
		if q.Type == instrument.TypeGroup {
			group = q.ID
		}
	}
	doc := d.onto(parse(t, d.get(carriedPath)), "q."+group)
	doc = d.onto(doc, "add")
	doc = d.onto(doc, "add", "value.0.name", "Första")
	if n := len(doc.All(".row-fields")); n != 2 {
		t.Fatalf("%d rows, want 2", n)
	}
	doc = d.onto(doc, "remove.0", "value.1.name", "Andra", "value.1.uses", "training")
	if n := len(doc.All(".row-fields")); n != 1 {
		t.Fatalf("%d rows, want 1", n)
	}
	if got := doc.One("main input[name=value.0.name]").Attr("value"); got != "Andra" {
		t.Errorf("the row that is left holds %q", got)
	}
	doc = d.onto(doc, "q."+group)
	answers, err := instrument.ParseAnswers("", []byte(doc.One("main input[name=answers]").Attr("value")))
	if err != nil {
		t.Fatal(err)
	}
	rows, _ := answers.Items[group].Value.([]instrument.Row)
	if len(rows) != 1 || rows[0]["name"].Value != "Andra" {
		t.Errorf("saved %+v", answers.Items[group])
	}
	if !doc.Has("main input[value=training][checked]") {
		t.Error("the saved row is not filled in")
	}
}

func TestARowClaimIsNotBelieved(t *testing.T) {
	d := newDesk(t)
	form := values("at", "datasets", "to", "add", "value.rows", "2000000000")
	reply := d.send("", carriedPath, form)
	if len(reply.Text) > 4<<20 {
		t.Errorf("%d bytes for a claim of rows", len(reply.Text))
	}
}

func TestEveryQuestionCanBeShownAndAnsweredByItsKind(t *testing.T) {
	d := newDesk(t)
	pack, err := d.service.Instrument("trust_questions")
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range pack.Questions {
		doc := parse(t, d.send("", carriedPath, values("to", "q."+q.ID)).wantStatus(t, http.StatusOK))
		doc.CheckPage()
		if got, want := doc.Text("h1"), strings.Join(strings.Fields(q.Label.SV), " "); !strings.HasPrefix(got, want) {
			t.Errorf("%s is headed %q, want %q", q.ID, got, want)
		}
		form := values("to", "q."+q.ID, "at", q.ID)
		for name, all := range sampleOf(q) {
			form[name] = all
		}
		doc = parse(t, d.send("", carriedPath, form).wantStatus(t, http.StatusOK))
		answers, err := instrument.ParseAnswers("", []byte(doc.One("main input[name=answers]").Attr("value")))
		if err != nil {
			t.Fatal(err)
		}
		if answers.Items[q.ID].State != instrument.Answered {
			t.Errorf("%s was not answered: %+v", q.ID, answers.Items[q.ID])
		}
		again := pageForm(doc, "q."+q.ID)
		doc = parse(t, d.send("", carriedPath, again).wantStatus(t, http.StatusOK))
		second, err := instrument.ParseAnswers("", []byte(doc.One("main input[name=answers]").Attr("value")))
		if err != nil {
			t.Fatal(err)
		}
		before, _ := json.Marshal(answers)
		after, _ := json.Marshal(second)
		if string(before) != string(after) {
			t.Errorf("%s changes when it is saved unchanged:\n%s\n%s", q.ID, before, after)
		}
	}
}

// sampleOf is an answer to a question as a form sends it.
func sampleOf(q instrument.Question) url.Values {
	switch q.Type {
	case instrument.TypeYesPartlyNo:
		return values("value", "partly")
	case instrument.TypeChoice, instrument.TypeChoices:
		return values("value", q.Options[0].ID)
	case instrument.TypeNumber:
		return values("value", "1")
	case instrument.TypeDate:
		return values("value.day", "4", "value.month", "5", "value.year", "2026")
	case instrument.TypeGroup:
		return values("value.rows", "1", "value.0.name", "Ett")
	}
	return values("value", "Dnr 2026/12")
}

func TestAnswersGoOutAsAFileAndInAgain(t *testing.T) {
	d := newDesk(t)
	doc := d.onto(parse(t, d.get(carriedPath)), "q.round_parts")
	doc = d.onto(doc, "next", "value", "before")
	doc = d.onto(doc, "tasks", "value", "Ett mål")
	file := d.press(doc, "download").wantStatus(t, http.StatusOK)
	if got := file.Header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment") || !strings.Contains(got, "trust_questions") {
		t.Errorf("disposition %q", got)
	}
	back := parse(t, d.send("", carriedPath, values("to", "upload"), "file", "\ufeff"+file.Text).wantStatus(t, http.StatusOK))
	if got := back.Text(".progress p"); got != "Besvarade frågor: 2 av 19" {
		t.Errorf("progress %q", got)
	}
}

func TestBadFilesGiveAnExplanation(t *testing.T) {
	d := newDesk(t)
	deep := strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000)
	for _, c := range []struct {
		name, file string
		status     int
		want       string
	}{
		{"not JSON", "%PDF-1.7", http.StatusUnprocessableEntity, "gick inte att läsa som svar"},
		{"empty", "", http.StatusUnprocessableEntity, "gick inte att läsa som svar"},
		{"10,000 levels deep", `{"answers":{"purpose_problem":{"value":` + deep + `}}}`, http.StatusUnprocessableEntity, "gick inte att läsa som svar"},
		{"another instrument", `{"instrument":"security_screening","answers":{}}`, http.StatusUnprocessableEntity, "security_screening"},
		{"a list", `[1,2]`, http.StatusUnprocessableEntity, "gick inte att läsa som svar"},
		{"larger than 1 MB", `{"answers":{"purpose_problem":{"value":"` + strings.Repeat("x", 1<<20) + `"}}}`, http.StatusUnprocessableEntity, "större än"},
		{"50 MB", strings.Repeat("x", 50<<20), http.StatusRequestEntityTooLarge, "för stort"},
	} {
		t.Run(c.name, func(t *testing.T) {
			reply := d.send("", carriedPath, values("to", "upload"), "file", c.file).wantStatus(t, c.status)
			doc := parse(t, reply)
			doc.CheckPage()
			if !strings.Contains(doc.Text("main"), c.want) {
				t.Errorf("says %q", excerpt(reply.Text))
			}
		})
	}
	t.Run("no file", func(t *testing.T) {
		doc := parse(t, d.send("", carriedPath, values("to", "upload")).wantStatus(t, http.StatusUnprocessableEntity))
		if !strings.Contains(doc.Text(".error-summary"), "Välj en fil") {
			t.Errorf("summary %q", doc.Text(".error-summary"))
		}
	})
}

func TestAFileWithUnknownQuestionsIsTakenAndSaysSo(t *testing.T) {
	d := newDesk(t)
	file := `{"instrument":"trust_questions","answers":{"no_such":{"value":"x"},"round_parts":{"value":["before"]},"purpose_alternatives":{"value":"<i>ibland</i>"}}}`
	doc := parse(t, d.send("", carriedPath, values("to", "upload"), "file", file).wantStatus(t, http.StatusOK))
	if !strings.Contains(doc.Text("main"), "2 svar passar inte mallen") {
		t.Errorf("tasks say nothing: %s", doc.Text("main"))
	}
	check := d.onto(doc, "check")
	if got := check.Text("main"); !strings.Contains(got, "Frågan no_such finns inte") {
		t.Errorf("check says nothing of the unknown question")
	}
	if check.Has("main i") {
		t.Error("HTML in an answer is not escaped")
	}
	if !strings.Contains(check.One("main input[name=answers]").Attr("value"), "no_such") {
		t.Error("the unknown answer was dropped")
	}
}

func TestTamperedAnswersAreRefusedWithAWayOut(t *testing.T) {
	d := newDesk(t)
	for name, answers := range map[string]string{
		"broken":             `{"answers":`,
		"another instrument": `{"instrument":"other","answers":{}}`,
		"deep":               strings.Repeat(`{"a":`, 10_000),
		"no answers":         `"hej"`,
	} {
		t.Run(name, func(t *testing.T) {
			reply := d.send("", carriedPath, values("answers", answers, "to", "result")).wantStatus(t, http.StatusUnprocessableEntity)
			if !strings.Contains(parse(t, reply).Text("main"), "Gå tillbaka") {
				t.Errorf("says %q", excerpt(reply.Text))
			}
		})
	}
	odd := `{"answers":{"round_parts":{"value":{"a":[1,{"b":true}]}},"purpose_problem":{"state":"fine","value":1}}}`
	d.send("", carriedPath, values("answers", odd, "to", "result")).wantStatus(t, http.StatusUnprocessableEntity)
	wrongType := `{"answers":{"round_parts":{"value":{"a":1}},"purpose_problem":{"value":12}}}`
	for _, to := range []string{"tasks", "check", "result", "print", "q.round_parts", "q.purpose_problem"} {
		parse(t, d.send("", carriedPath, values("answers", wrongType, "to", to)).wantStatus(t, http.StatusOK)).CheckPage()
	}
}

func TestAQuestionThatDoesNotExistIsNotFound(t *testing.T) {
	d := newDesk(t)
	d.send("", carriedPath, values("to", "q.no_such")).wantStatus(t, http.StatusNotFound)
	d.send("", carriedPath, values("at", "no_such", "to", "next", "value", "x")).wantStatus(t, http.StatusNotFound)
}

func TestAnswersTooLargeToCarryAreRefusedBeforeTheyAreLost(t *testing.T) {
	d := newDesk(t)
	var items []string
	for _, id := range []string{"a", "b", "c", "d"} {
		items = append(items, `"`+id+`":{"value":"`+strings.Repeat("x", 260_000)+`"}`)
	}
	answers := `{"answers":{` + strings.Join(items, ",") + `}}`
	form := values("answers", answers, "at", "purpose_problem", "to", "next", "value", strings.Repeat("y", 3000), "comment", strings.Repeat("z", 9000))
	doc := parse(t, d.send("", carriedPath, form).wantStatus(t, http.StatusUnprocessableEntity))
	if !strings.Contains(doc.Text(".error-summary"), "hämta svaren") {
		t.Errorf("summary %q", doc.Text(".error-summary"))
	}
}

func TestTheScriptsStoreAndSendNothingElsewhere(t *testing.T) {
	for name, forbidden := range map[string]string{
		"static/screening.js": `fetch|XMLHttpRequest|sendBeacon|WebSocket|localStorage|sessionStorage|cookie|location|history\.`,
		"static/answers.js":   `fetch|XMLHttpRequest|sendBeacon|WebSocket|cookie|location`,
	} {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if found := regexp.MustCompile(forbidden).Find(source); found != nil {
			t.Errorf("%s uses %q", name, found)
		}
	}
}
