package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"testing"

	"github.com/tillit-se/tillit/content"
)

func decideData(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile("../decide/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// sendWith posts a model as a file, and files that it may import.
func (s *site) sendWith(t *testing.T, model string, beside ...string) *reply {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i, source := range append([]string{model}, beside...) {
		field := "beside"
		if i == 0 {
			field = "file"
		}
		file, err := form.CreateFormFile(field, "model.dmn")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = file.Write([]byte(source))
	}
	_ = form.Close()
	r := httptest.NewRequest(http.MethodPost, "/decision-models/read", &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return s.do(r)
}

func TestAModelIsShownAndTriedWithTheLawOfWhatItImports(t *testing.T) {
	s := decisionSite(t, content.Decisions)
	main, rates := decideData(t, "fees.dmn"), decideData(t, "rates.dmn")
	wants(t, s.sendWith(t, main), 422, "no file has that namespace")
	shown := s.sendWith(t, main, rates)
	wants(t, shown, 200, "Avgift för barn", "Ur modellen Andelar, som den här importerar. Version 1: Gäller från 1 januari 2020 till och med 31 december 2025.",
		"Vuxna barn bedömer en handläggare.", "Andel (Andelar)", "andelen är [Andel]", "Barnets ålder", "Din ålder", "Tabellerna är kontrollerade")
	if kept := parse(t, shown).All("input[type=hidden][name=beside]"); len(kept) != 1 {
		t.Errorf("%d imported models are kept in the page", len(kept))
	}
	ask := func(year, age string) url.Values {
		return url.Values{
			"model": {main}, "beside": {rates}, "decision": {"fee"}, "ask": {"1"}, "in.age": {"40"}, "in.urn:rates#age": {age},
			"in.applied on.day": {"31"}, "in.applied on.month": {"12"}, "in.applied on.year": {year},
		}
	}
	wants(t, s.post("/decision-models/read", ask("2025", "7")), 200, "Svar: 500", "Du är 40 år, och andelen är 0,5.", "Barnet är 7 år och under arton.", "44 § första stycket", "Prövning: Andel (Andelar)")
	wants(t, s.post("/decision-models/read", ask("2025", "18")), 200, "En människa får bedöma", "Vuxna barn bedömer en handläggare.")
	wants(t, s.post("/decision-models/read", ask("2026", "7")), 200, "En modell som svaret bygger på gäller inte den dag som avgör.", "Modellen Andelar ger en del av svaret men gäller inte den dag som avgör. Gäller från 1 januari 2020 till och med 31 december 2025.")
}

func TestTooManyImportedFilesAreRefused(t *testing.T) {
	s := decisionSite(t, content.Decisions)
	many := make([]string, mostBeside+1)
	for i := range many {
		many[i] = "<x/>"
	}
	wants(t, s.sendWith(t, gappy, many...), 422, "Skicka högst 20 filer")
}
