package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/masking"
)

const maskLetter = "Anna Svensson, 811218-9876, ringde.\r\nEtt <b>annat</b> stycke."

func maskSite(t *testing.T, demo bool) *site {
	t.Helper()
	service := masking.New(clock.NewManual(time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)))
	return newSite(t, func(c *Config) { c.Demo = demo }, Masking{Service: service})
}

func TestTheMaskPageAsksAndWarnsInBothLanguages(t *testing.T) {
	s := maskSite(t, false)
	for path, words := range map[string][]string{
		"/mask":    {"Skriv inte säkerhetsskyddsklassificerade uppgifter här.", "Inget verktyg hittar allt", "98 av 100 personnamn", "Utlämnande av allmän handling"},
		"/en/mask": {"Do not write security-classified information here.", "No tool finds everything", "98 of 100 persons", "Disclosure of an official document"},
	} {
		answer := s.get(path)
		doc := parse(t, answer)
		doc.CheckPage()
		for _, word := range words {
			if !strings.Contains(answer.Text, word) {
				t.Errorf("%s does not say %q", path, word)
			}
		}
		if !strings.Contains(answer.Text, `type="file"`) || strings.Contains(answer.Text, "test_data") {
			t.Errorf("%s takes no file, or offers a profile that needs a key", path)
		}
	}
	if example := s.get("/mask?example=1"); !strings.Contains(example.Text, "Anna Svensson") {
		t.Error("no example")
	}
}

func TestATextIsMaskedAndEachHitCanBeKept(t *testing.T) {
	s := maskSite(t, false)
	answer := s.post("/mask", url.Values{"text": {maskLetter}, "profile": {"all"}})
	parse(t, answer).CheckPage()
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%d, %s", answer.StatusCode, answer.Header.Get("Cache-Control"))
	}
	for _, part := range []string{
		"<mark>[PERSON 1]</mark>, <mark>[PERSONNUMMER 1]</mark>, ringde.", "2 uppgifter är dolda av 2 som hittades", "personnummer · säker",
		"kontrollsiffran stämmer", "&lt;b&gt;annat&lt;/b&gt;", `name="hits" value="0,15"`,
	} {
		if !strings.Contains(answer.Text, part) {
			t.Errorf("the page lacks %q", part)
		}
	}
	of := textSum(strings.ReplaceAll(maskLetter, "\r\n", "\n"))
	kept := s.post("/mask", url.Values{"text": {maskLetter}, "profile": {"all"}, "of": {of}, "hits": {"0,15"}, "hide": {"15"}})
	if !strings.Contains(kept.Text, "Anna Svensson, <mark>[PERSONNUMMER 1]</mark>") || !strings.Contains(kept.Text, "1 uppgift är dold av 2") {
		t.Error("the choice is not heard")
	}
	changed := s.post("/mask", url.Values{"text": {maskLetter + " Mer."}, "profile": {"all"}, "of": {of}, "hits": {"0,15"}, "hide": {"15"}})
	if !strings.Contains(changed.Text, "<mark>[PERSON 1]</mark>") {
		t.Error("a choice made for another text is heard")
	}
	download := s.post("/mask", url.Values{"text": {maskLetter}, "profile": {"disclosure"}, "do": {"download"}})
	if want := "█████, █████, ringde.\nEtt <b>annat</b> stycke."; download.Text != want || !strings.Contains(download.Header.Get("Content-Disposition"), "maskad.txt") {
		t.Errorf("downloaded %q as %s", download.Text, download.Header.Get("Content-Disposition"))
	}
	english := s.post("/en/mask", url.Values{"text": {"Ring 070-174 06 05."}, "profile": {"all"}})
	if !strings.Contains(english.Text, "[PHONE 1]") || !strings.Contains(english.Text, "1 item is hidden of 1 found") {
		t.Error("not in English")
	}
	nothing := s.post("/mask", url.Values{"text": {"Inget här."}, "profile": {"all"}})
	if !strings.Contains(nothing.Text, "Det betyder inte att texten är fri från personuppgifter") {
		t.Error("an empty result promises too much")
	}
}

func TestAmbiguousNamesAreTold(t *testing.T) {
	s := maskSite(t, false)
	answer := s.post("/mask", url.Values{"text": {"Anna Svensson och Erik Svensson kom. Svensson ringde."}, "profile": {"all"}})
	if !strings.Contains(answer.Text, "[PERSON 3] kan vara [PERSON 1], [PERSON 2]") {
		t.Error("nobody is told")
	}
}

func TestWhatThePageCannotMaskIsSaid(t *testing.T) {
	s := maskSite(t, false)
	for name, c := range map[string]struct {
		values url.Values
		status int
		says   string
	}{
		"no text":        {url.Values{"text": {" \r\n"}, "profile": {"all"}}, 422, "Skriv eller klistra in en text"},
		"no profile":     {url.Values{"text": {"x"}}, 422, "Välj hur texten ska maskas"},
		"a made-up one":  {url.Values{"text": {"x"}, "profile": {"x"}}, 422, "Profilen finns inte"},
		"one with a key": {url.Values{"text": {"x"}, "profile": {"test_data"}}, 422, "behöver en nyckel"},
		"too much":       {url.Values{"text": {strings.Repeat("x", masking.MaxText+1)}, "profile": {"all"}}, 413, "Texten är större än 1 MB"},
		"not UTF-8":      {url.Values{"text": {"\xe5"}, "profile": {"all"}}, 422, "inte en textfil i UTF-8"},
	} {
		answer := s.post("/mask", c.values)
		if answer.StatusCode != c.status || !strings.Contains(answer.Text, c.says) {
			t.Errorf("%s: %d, and does not say %q", name, answer.StatusCode, c.says)
		}
		if doc := parse(t, answer); !strings.HasPrefix(doc.Text("title"), "Fel:") {
			t.Errorf("%s: the title is %q", name, doc.Text("title"))
		}
	}
}

// upload posts the form with a file.
func (s *site) upload(t *testing.T, path string, values map[string]string, file string) *reply {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range values {
		if err := form.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("file", "brev.txt")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte(file)); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return s.do(r)
}

func TestAFileIsMaskedButNotInTheDemonstration(t *testing.T) {
	s := maskSite(t, false)
	if answer := s.upload(t, "/mask", map[string]string{"profile": "all", "text": "ej detta"}, "Ring 070-174 06 05."); !strings.Contains(answer.Text, "<mark>[TELEFON 1]</mark>") {
		t.Errorf("%d", answer.StatusCode)
	}
	for file, says := range map[string]string{
		"Bj\xf6rn":                             "inte en textfil i UTF-8",
		"\x00\x01\x02x":                        "inte en textfil i UTF-8",
		strings.Repeat("x", masking.MaxText+1): "Filen är större än 1 MB",
	} {
		if answer := s.upload(t, "/mask", map[string]string{"profile": "all"}, file); answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, says) {
			t.Errorf("%.10q: %d, and does not say %q", file, answer.StatusCode, says)
		}
	}
	demo := maskSite(t, true)
	if page := demo.get("/mask"); strings.Contains(page.Text, `type="file"`) || !strings.Contains(page.Text, "Klistra bara in påhittade texter") {
		t.Error("the demonstration asks for files")
	}
	if answer := demo.upload(t, "/mask", map[string]string{"profile": "all"}, "Anna"); answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, "tar inte emot filer") {
		t.Errorf("the demonstration took a file: %d", answer.StatusCode)
	}
}

func TestNothingOfAMaskedTextStandsInTheLog(t *testing.T) {
	s := maskSite(t, false)
	s.post("/mask", url.Values{"text": {maskLetter}, "profile": {"all"}})
	s.post("/mask", url.Values{"text": {maskLetter + "\xff"}, "profile": {"all"}})
	if log := s.log.String(); log == "" || strings.Contains(log, "Svensson") || strings.Contains(log, "811218") {
		t.Errorf("the log: %s", log)
	}
}
