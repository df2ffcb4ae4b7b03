package web

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/kit/instrument"
)

func TestTheInstrumentsAreListedWithTheWaysIntoThem(t *testing.T) {
	d := newDesk(t)
	doc := parse(t, d.get("/instruments").wantStatus(t, http.StatusOK))
	doc.CheckPage()
	if n := len(doc.All("article")); n != 2 {
		t.Errorf("%d instruments, want 2", n)
	}
	for _, href := range []string{"/instruments/trust_questions", "/instruments/trust_questions/answer", "/screening"} {
		if !doc.Has("main a[href=" + href + "]") {
			t.Errorf("no way to %s", href)
		}
	}
	if doc.Has("main a[href=/instruments/security_screening/answer]") {
		t.Error("the screening can be answered on the server")
	}
	if got := parse(t, d.as("editor", "/en/instruments")); !got.Has("main a[href=/en/assessments/new?instrument=trust_questions]") {
		t.Error("one who is signed in finds no way to an assessment")
	}
}

func TestAWholeInstrumentCanBeReadAndPrintedInBothLanguages(t *testing.T) {
	d := newDesk(t)
	pack, err := d.service.Instrument("trust_questions")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		lang  i18n.Lang
		paths []string
		words []string
	}{
		{i18n.Swedish, []string{"/instruments/trust_questions", "/instruments/trust_questions/print"}, []string{"Egenbedömning enligt frivilligt ramverk", "inte Diggs", "5 § förvaltningslagen (2017:900)", "omtvistat"}},
		{i18n.English, []string{"/en/instruments/trust_questions", "/en/instruments/trust_questions/print"}, []string{"Self-assessment under a voluntary framework", "disputed"}},
	} {
		for _, path := range c.paths {
			doc := parse(t, d.get(path).wantStatus(t, http.StatusOK))
			doc.CheckPage()
			text := doc.Text("main")
			for _, q := range pack.Questions {
				for _, want := range []instrument.Text{q.Label, q.Why} {
					if words := wordsIn(c.lang, want); !strings.Contains(text, strings.Join(strings.Fields(words), " ")) {
						t.Errorf("%s: question %s lacks %q", path, q.ID, words)
					}
				}
				for _, finding := range q.Findings {
					if !strings.Contains(text, strings.Join(strings.Fields(wordsIn(c.lang, finding.Text)), " ")) {
						t.Errorf("%s: finding %s is not shown", path, finding.ID)
					}
				}
			}
			for _, want := range c.words {
				if !strings.Contains(text, want) {
					t.Errorf("%s lacks %q", path, want)
				}
			}
		}
	}
}

func TestAnInstrumentIsAlsoJSON(t *testing.T) {
	d := newDesk(t)
	reply := d.get("/instruments/trust_questions.json").wantStatus(t, http.StatusOK)
	var pack struct {
		ID        string `json:"id"`
		Questions []struct {
			ID string `json:"id"`
		} `json:"questions"`
	}
	if err := json.Unmarshal([]byte(reply.Text), &pack); err != nil {
		t.Fatal(err)
	}
	if pack.ID != "trust_questions" || len(pack.Questions) < 100 {
		t.Errorf("%s with %d questions", pack.ID, len(pack.Questions))
	}
}

func TestAnInstrumentThatDoesNotExistIsNotFound(t *testing.T) {
	d := newDesk(t)
	for _, path := range []string{"/instruments/none", "/en/instruments/none/print", "/instruments/none/answer", "/instruments/none.json"} {
		d.get(path).wantStatus(t, http.StatusNotFound)
	}
}

func TestAnInstrumentIsKeptAsAPublicPage(t *testing.T) {
	d := newDesk(t)
	first := d.get("/instruments/trust_questions")
	if first.Header.Get("Cache-Control") != "public, no-cache" || first.Header.Get("ETag") == "" {
		t.Errorf("headers %v", first.Header)
	}
	if second := d.get("/instruments/trust_questions"); second.Text != first.Text {
		t.Error("the kept page differs")
	}
}

func TestTheScreeningCanBeReadButNeverSent(t *testing.T) {
	d := newDesk(t)
	for path, stop := range map[string]string{
		"/screening":    "Fortsätt inte här. Kontakta er säkerhetsskyddschef.",
		"/en/screening": "Do not continue here. Contact your security protection manager.",
	} {
		doc := parse(t, d.get(path).wantStatus(t, http.StatusOK))
		doc.CheckPage()
		if doc.Has("main form") || doc.Has("main button[type=submit]") {
			t.Errorf("%s: there is something to send", path)
		}
		if n := len(doc.All("main input[type=radio]")); n != 9 {
			t.Errorf("%s: %d answers, want 9", path, n)
		}
		if n := len(doc.All("main input[data-stops]")); n != 6 {
			t.Errorf("%s: %d answers stop, want yes and unclear of three questions", path, n)
		}
		if n := strings.Count(doc.Text("[data-screening]"), stop); n < 6 {
			t.Errorf("%s: what yes and unclear mean is said %d times", path, n)
		}
		for _, fieldset := range doc.All("fieldset[data-ask]") {
			if !fieldset.Has("hidden") {
				t.Errorf("%s: without JavaScript there are buttons that do nothing", path)
			}
		}
	}
}

func TestTheScreeningIsNotTakenByTheServer(t *testing.T) {
	d := newDesk(t)
	d.get("/instruments/security_screening/answer").wantStatus(t, http.StatusNotFound)
	answers := `{"instrument":"security_screening","answers":{"sensitive_activity":{"value":"yes"}}}`
	d.send("", "/instruments/security_screening/answer", values("answers", answers, "to", "result")).wantStatus(t, http.StatusNotFound)
	d.send("", "/screening", values("sensitive_activity", "yes")).wantStatus(t, http.StatusMethodNotAllowed)
	refused := d.send("editor", "/assessments/new", values("begin", "yes", "instrument", "security_screening", "subject", "system", "system", d.system))
	refused.wantStatus(t, http.StatusUnprocessableEntity)
	if strings.Contains(d.log.String(), "sensitive_activity") {
		t.Error("an answer was logged")
	}
}
