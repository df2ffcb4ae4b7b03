package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/decide"
)

func decisionSite(t *testing.T, read func() ([]content.DecisionModels, error)) *site {
	t.Helper()
	sources, err := content.Provisions()
	if err != nil {
		t.Fatal(err)
	}
	now := clock.NewManual(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC))
	return newSite(t, nil, NewDeciding(decide.NewLibrary(read, now), sources))
}

// wants fails unless the page says all of it.
func wants(t *testing.T, r *reply, status int, words ...string) {
	t.Helper()
	if r.StatusCode != status {
		t.Fatalf("status %d, want %d", r.StatusCode, status)
	}
	doc := parse(t, r)
	doc.CheckPage()
	text := doc.Text("main")
	for _, word := range words {
		if !strings.Contains(strings.ReplaceAll(text, "\u00a0", " "), word) {
			t.Errorf("the page does not say %q", word)
		}
	}
}

func TestTheDecisionModelsAreListed(t *testing.T) {
	s := decisionSite(t, content.Decisions)
	wants(t, s.get("/decision-models"), 200, "Får beslutet fattas automatiskt?", "2 versioner", "Kom överklagandet in i tid?", "Behövs en konsekvensbedömning?")
	wants(t, s.get("/en/decision-models"), 200, "May the decision be taken automatically?", "2 versions", "Was the appeal in time?")
}

func TestAnInstallationWithoutModelsSaysSo(t *testing.T) {
	s := decisionSite(t, func() ([]content.DecisionModels, error) { return nil, nil })
	wants(t, s.get("/decision-models"), 200, "Det finns inga beslutsmodeller här")
	if got := s.get("/decision-models/appeal-in-time"); got.StatusCode != http.StatusNotFound {
		t.Errorf("status %d", got.StatusCode)
	}
}

func TestAModelIsShownAsALawyerReadsIt(t *testing.T) {
	s := decisionSite(t, content.Decisions)
	page := s.get("/decision-models/automated-decision")
	wants(t, page, 200, "Ingen jurist har granskat modellen", "Gäller från 1 juli 2022", "Högst en regel kan vara uppfylld", "En nämnd i en kommun eller region",
		"Nämnden får lämna över beslutanderätten", "6 kap. 38 § andra stycket kommunallagen", "Tabellerna är kontrollerade", "oavsett")
	doc := parse(t, page)
	if n := len(doc.All(".decision table")); n != 3 {
		t.Errorf("%d tables", n)
	}
	wants(t, s.get("/en/decision-models/automated-decision?version=1"), 200, "Applies from 1 July 2018 to 30 June 2022 inclusive", "[On which day is the decision to be taken?]")
	for path, status := range map[string]int{"/decision-models/nothing": 404, "/decision-models/automated-decision?version=9": 404} {
		if got := s.get(path); got.StatusCode != status {
			t.Errorf("%s: %d", path, got.StatusCode)
		}
	}
}

func TestAModelIsGivenAsTheFileItIs(t *testing.T) {
	s := decisionSite(t, content.Decisions)
	want, err := os.ReadFile("../../content/decisions/automated-decision-1.dmn")
	if err != nil {
		t.Fatal(err)
	}
	got := s.get("/decision-models/automated-decision.dmn?version=1")
	if got.Text != string(want) || !strings.Contains(got.Header.Get("Content-Disposition"), "automated-decision-1.dmn") {
		t.Errorf("%d bytes, %v", len(got.Text), got.Header)
	}
	if json := s.get("/decision-models/automated-decision.json"); !strings.Contains(json.Text, `"relevant_date": "decision date"`) || !strings.Contains(json.Header.Get("Content-Type"), "json") {
		t.Errorf("%.300s", json.Text)
	}
}

// triedAt is the address of a trial: a date as day, month and year, the rest as pairs.
func triedAt(path, date string, d, m, y string, pairs ...string) string {
	v := url.Values{"ask": {"1"}, "in." + date + ".day": {d}, "in." + date + ".month": {m}, "in." + date + ".year": {y}}
	for i := 0; i < len(pairs); i += 2 {
		v.Set("in."+pairs[i], pairs[i+1])
	}
	return path + "?" + v.Encode()
}

var committee = []string{
	"body", "committee", "appeal", "ordinary", "procurement or choice", "false", "special rule", "no", "judgement needed", "no",
	"affects a person", "no", "sensitive data", "no", "safeguards in law", "no",
}

func TestAModelIsTriedUnderTheVersionInForce(t *testing.T) {
	s := decisionSite(t, content.Decisions)
	const path = "/decision-models/automated-decision/try"
	wants(t, s.get(path), 200, "Vem beslutar?", "Inget svar", "Lämna det ni inte vet")
	answered := s.get(triedAt(path, "decision date", "2", "3", "2026", committee...))
	wants(t, answered, 200, "Svar: Ja", "Tillämpad version. Version 2: Gäller från 1 juli 2022", "Nämnden får lämna över beslutanderätten", "6 kap. 37 § kommunallagen", "inte ett beslut", "Visa varje regel")
	if got := parse(t, answered).All("input[value=committee][checked]"); len(got) != 1 {
		t.Error("the answers are not kept in the form")
	}
	wants(t, s.get(triedAt("/en"+path, "decision date", "30", "6", "2022", committee...)), 200, "A person must judge", "Version 1", "applies from 1 July 2022. For a decision on 30 June 2022")
	wants(t, s.get(triedAt(path, "decision date", "1", "1", "2001", committee...)), 200, "Ingen version gäller den 1 januari 2001", "En människa får bedöma")
	wants(t, s.get(triedAt(path, "decision date", "", "", "", committee...)), 200, "Dagen som avgör vilken version som gäller är inte ifylld")
}

func TestWhatIsLeftOutIsNeverGuessed(t *testing.T) {
	s := decisionSite(t, content.Decisions)
	got := s.get(triedAt("/decision-models/automated-decision/try", "decision date", "2", "3", "2026", "body", "committee"))
	wants(t, got, 200, "Modellen kan inte avgöra", "Ingen regel svarar på de här uppgifterna",
		"Den hos er som får fatta beslutet bedömer saken själv", "Det här är inte besvarat", "Hur får beslutet överklagas?", "Reglerna ger inget svar", "Ingen regel i tabellen är uppfylld: Tillåter förvaltningsrätten det?")
	if strings.Contains(parse(t, got).Text("main"), "no rule of the table") {
		t.Error("the page speaks English to Swedes")
	}
}

func TestConditionsAreWrittenAsPeopleSayThem(t *testing.T) {
	s := decisionSite(t, content.Decisions)
	wants(t, s.get("/decision-models/ai-act-duties?version=2"), 200, "före 2 december 2027", "från och med 2 december 2027")
	wants(t, s.get("/en/decision-models/ai-act-duties?version=2"), 200, "before 2 December 2027", "on or after 2 December 2027")
	shown := s.sendModel(t, strings.NewReplacer("&lt; 5", "[1250..2500)", "&gt; 5", "not(&gt; 5)").Replace(gappy))
	wants(t, shown, 200, "minst 1 250 och mindre än 2 500", "inte mer än 5")
}

func TestATrialTellsEachConditionAndItsValue(t *testing.T) {
	s := decisionSite(t, content.Decisions)
	doc := parse(t, s.get(triedAt("/decision-models/automated-decision/try", "decision date", "2", "3", "2026", committee...)))
	facts := doc.All(".decision-facts")
	if len(facts) != 3 || !strings.Contains(facts[0].Text(), "Vem beslutar?En nämnd i en kommun eller region") {
		t.Errorf("%d tables tell their values", len(facts))
	}
	marks := map[string]int{}
	for _, mark := range doc.All(".decision-mark") {
		marks[mark.Text()]++
	}
	if marks["uppfyllt:"] == 0 || marks["inte uppfyllt:"] == 0 {
		t.Errorf("%v", marks)
	}
	cells, heads := doc.All(".decision-table tbody td"), doc.All(".decision-table tbody td .decision-head")
	if len(cells) == 0 || len(heads) < len(doc.All(".decision-table tbody td .decision-mark")) {
		t.Errorf("%d of %d cells have a head for narrow screens", len(heads), len(cells))
	}
}

func TestWrongAnswersAreToldAtTheQuestion(t *testing.T) {
	s := decisionSite(t, content.Decisions)
	got := s.get(triedAt("/decision-models/automated-decision/try", "decision date", "31", "2", "2026", "body", "<b>x"))
	wants(t, got, 422, "Datumet finns inte", "Välj ett av alternativen")
	if strings.Contains(got.Text, "<b>x") {
		t.Error("what was typed became HTML")
	}
}

func TestVersionsAreCompared(t *testing.T) {
	s := decisionSite(t, content.Decisions)
	wants(t, s.get("/decision-models/ai-act-duties/compare"), 200, "augusti", "december", "villkor", "Giltighet i tiden", "skäl")
	wants(t, s.get("/en/decision-models/ai-act-duties/compare?a=2&b=2"), 200, "The versions are the same.")
	wants(t, s.get("/en/decision-models/appeal-in-time/compare"), 200, "The model has a single version")
	if got := s.get("/decision-models/ai-act-duties/compare?a=7"); got.StatusCode != http.StatusNotFound {
		t.Errorf("status %d", got.StatusCode)
	}
}

// send posts a model as a file.
func (s *site) sendModel(t *testing.T, model string, pairs ...string) *reply {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	file, err := form.CreateFormFile("file", "model.dmn")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = file.Write([]byte(model))
	for i := 0; i < len(pairs); i += 2 {
		_ = form.WriteField(pairs[i], pairs[i+1])
	}
	_ = form.Close()
	r := httptest.NewRequest(http.MethodPost, "/decision-models/read", &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return s.do(r)
}

const gappy = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:x" name="&lt;b&gt;Avgift">
<inputData id="i" name="income"><variable name="income" typeRef="number"/></inputData>
<decision id="d" name="fee"><variable name="fee" typeRef="number"/><informationRequirement><requiredInput href="#i"/></informationRequirement>
<decisionTable hitPolicy="UNIQUE"><input><inputExpression><text>income</text></inputExpression></input><output/>
<rule><inputEntry><text>&lt; 5</text></inputEntry><outputEntry><text>income * 2</text></outputEntry></rule>
<rule><inputEntry><text>&gt; 5</text></inputEntry><outputEntry><text>7</text></outputEntry></rule></decisionTable></decision></definitions>`

func TestAnybodysModelIsShownAndTried(t *testing.T) {
	s := decisionSite(t, content.Decisions)
	wants(t, s.get("/decision-models/read"), 200, "högst 2 MB", "Ingenting sparas")
	got := s.sendModel(t, gappy)
	wants(t, got, 200, "<b>Avgift", "fee: ingen regel svarar när income = 5.", "income * 2")
	if strings.Contains(got.Text, "<b>Avgift") {
		t.Error("a name became HTML")
	}
	wants(t, s.post("/decision-models/read", url.Values{"model": {gappy}, "decision": {"fee"}, "ask": {"1"}, "in.income": {"4,5"}}), 200, "Svar: 9")
	wants(t, s.post("/decision-models/read", url.Values{"model": {gappy}, "decision": {"fee"}, "ask": {"1"}, "in.income": {"5"}}), 200, "Ingen regel svarar på de här uppgifterna")
	wants(t, s.post("/decision-models/read", url.Values{"model": {gappy}, "decision": {"fee"}, "ask": {"1"}, "in.income": {"mycket"}}), 422, "Skriv ett tal")
	wants(t, s.post("/decision-models/read", url.Values{"model": {gappy}, "decision": {"other"}}), 422, "Välj ett av alternativen")
}

func TestHostileAndBrokenFilesAreRefusedWithAPlace(t *testing.T) {
	s := decisionSite(t, content.Decisions)
	for name, tc := range map[string]struct{ model, want string }{
		"nothing":          {"", "Välj en fil eller klistra in en modell"},
		"an XML bomb":      {`<!DOCTYPE a [<!ENTITY b "bbbb">]><definitions>&b;</definitions>`, "Rad 1"},
		"no XML":           {"hello", "Rad 1"},
		"another format":   {`<html xmlns="http://www.w3.org/1999/xhtml"/>`, "Rad 1"},
		"broken XML":       {"<definitions\n  <", "Rad 2"},
		"a lost reference": {strings.Replace(gappy, "#i", "#none", 1), "Rad 3"},
		"too large":        {"<definitions>" + strings.Repeat(" ", decide.MaxSource) + "</definitions>", "större än 2 MB"},
		"too deep":         {strings.Repeat("<a>", 3000), "Rad 1"},
	} {
		t.Run(name, func(t *testing.T) {
			got := s.sendModel(t, tc.model)
			if name == "too deep" {
				if got.StatusCode != http.StatusUnprocessableEntity {
					t.Errorf("status %d", got.StatusCode)
				}
				return
			}
			wants(t, got, 422, tc.want)
		})
	}
}
