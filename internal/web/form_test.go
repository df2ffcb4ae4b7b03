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
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/internal/web/edge"
)

func formOf(t testing.TB, values url.Values) *Form {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return &Form{printer: catalogue.Printer(i18n.English), values: values}
}

func TestFormReadsValuesOfTheirTypes(t *testing.T) {
	f := formOf(t, url.Values{
		"name": {"  Lösning\r\nrad två\x00 \xff "}, "kinds": {"a", " ", "b"}, "sum": {"1 200"}, "phase": {"testing"},
		"day.day": {"4"}, "day.month": {"05"}, "day.year": {"2026"}, "proof.link": {"https://example.org/a?b=c"},
	})
	if got := f.Text("name"); got != "Lösning\nrad två \uFFFD" {
		t.Errorf("text %q", got)
	}
	if diff := cmp.Diff([]string{"a", "b"}, f.Texts("kinds")); diff != "" {
		t.Error(diff)
	}
	if n, ok := f.Int("sum", 0, 5000); n != 1200 || !ok {
		t.Errorf("int %d %v", n, ok)
	}
	if n, ok := f.Int("missing", 0, 9); n != 0 || ok {
		t.Errorf("missing int %d %v", n, ok)
	}
	if got := f.Choice("phase", "idea", "testing"); got != "testing" {
		t.Errorf("choice %q", got)
	}
	if got := f.Date("day"); got != "2026-05-04" {
		t.Errorf("date %q", got)
	}
	if got := f.Link("proof.link"); got != "https://example.org/a?b=c" {
		t.Errorf("link %q", got)
	}
	if f.Reject(nil) {
		t.Errorf("problems: %v", f.Problems())
	}
}

func TestFormNotesWhatIsWrongInTheReadersLanguage(t *testing.T) {
	cases := []struct {
		name   string
		values url.Values
		read   func(*Form)
		path   string
		want   string
	}{
		{"letters for a number", url.Values{"n": {"många"}}, func(f *Form) { f.Int("n", 0, 9) }, "n", "whole number"},
		{"number too large for any machine", url.Values{"n": {"99999999999999999999"}}, func(f *Form) { f.Int("n", 0, 9) }, "n", "whole number"},
		{"number out of range", url.Values{"n": {"10"}}, func(f *Form) { f.Int("n", 0, 9) }, "n", "between 0 and 9"},
		{"date half filled in", url.Values{"d.day": {"4"}}, func(f *Form) { f.Date("d") }, "d", "day, month and year"},
		{"year of two figures", url.Values{"d.day": {"4"}, "d.month": {"5"}, "d.year": {"26"}}, func(f *Form) { f.Date("d") }, "d", "day, month and year"},
		{"year below nought", url.Values{"d.day": {"4"}, "d.month": {"5"}, "d.year": {"-123"}}, func(f *Form) { f.Date("d") }, "d", "day, month and year"},
		{"month thirteen", url.Values{"d.day": {"4"}, "d.month": {"13"}, "d.year": {"2026"}}, func(f *Form) { f.Date("d") }, "d", "no such date"},
		{"no such date", url.Values{"d.day": {"30"}, "d.month": {"2"}, "d.year": {"2026"}}, func(f *Form) { f.Date("d") }, "d", "no such date"},
		{"empty", url.Values{}, func(f *Form) { f.Required("x") }, "x", "Fill this in"},
		{"too long", url.Values{"x": {"åäö"}}, func(f *Form) { f.Limited("x", 2) }, "x", "3 characters"},
		{"script for a link", url.Values{"p.link": {"javascript:alert(1)"}}, func(f *Form) { f.Link("p.link") }, "p", "https://"},
		{"host missing", url.Values{"p.link": {"https:///x"}}, func(f *Form) { f.Link("p.link") }, "p", "https://"},
		{"not one of the answers", url.Values{"c": {"z"}}, func(f *Form) { f.Choice("c", "a") }, "c", "Choose one"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := formOf(t, c.values)
			c.read(f)
			if got := f.Problem(c.path); !strings.Contains(got, c.want) {
				t.Errorf("got %q, want %q in it", got, c.want)
			}
			if !f.Reject(nil) {
				t.Error("the form is not rejected")
			}
		})
	}
}

func TestAFaultOfTheUseCaseBecomesProblemsOfTheFields(t *testing.T) {
	f := formOf(t, url.Values{})
	f.Fail("name", "web.form.required", nil)
	err := fault.New("register.Create", fault.Invalid, "", nil).With(
		fault.Field{Path: "name", Key: "web.form.choice"},
		fault.Field{Path: "risks[2].measure", Key: "web.form.too_long", Args: fault.Args{"length": 1200, "most": 1000}},
	)
	if !f.Reject(err) {
		t.Fatal("an invalid form is not rejected")
	}
	want := []components.Problem{
		{Path: "name", Text: "Fill this in."},
		{Path: "risks[2].measure", Text: "The text has 1,200 characters. It may have at most 1,000."},
	}
	if diff := cmp.Diff(want, f.Problems()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAFaultWithoutFieldsIsAProblemOfTheWhole(t *testing.T) {
	f := formOf(t, url.Values{})
	if !f.Reject(fault.New("op", fault.Invalid, "", nil)) || f.Problems()[0].Path != "" {
		t.Errorf("%v", f.Problems())
	}
	if f = formOf(t, url.Values{}); f.Reject(fault.New("op", fault.Conflict, "", nil)) {
		t.Error("only invalid input is for the form to show; the rest is the caller's")
	}
}

func TestDatesGoThroughTheFormUnchanged(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		day := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 80000).Draw(rt, "days")).Format(time.DateOnly)
		f := formOf(t, url.Values{})
		f.SetDate("d", day)
		if got := f.Date("d"); got != day {
			rt.Fatalf("%s came back as %q (%v)", day, got, f.Problems())
		}
	})
}

func TestTextIsAlwaysCleanAndStaysSo(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		once := clean(string(rapid.SliceOf(rapid.Byte()).Draw(rt, "text")))
		if !utf8.ValidString(once) || strings.ContainsAny(once, "\x00\r") || clean(once) != once {
			rt.Fatalf("%q", once)
		}
	})
}

// submission is the page that the tests of posted forms use.
type submission struct{ most int64 }

func (s submission) Routes(routes *Routes) {
	routes.Post("/save", func(w http.ResponseWriter, r *Request) error {
		if s.most > 0 {
			edge.RaiseLimit(w, r.Request, s.most)
		}
		form, err := r.ReadForm()
		if err != nil {
			return err
		}
		form.Required("preview_name")
		form.Date("preview_started")
		if form.Reject(nil) {
			view := previewView{Page: r.Page("En sida").With(form), Sections: previewForm(r.Lang, form)}
			return r.Render(w, http.StatusUnprocessableEntity, "preview/show", view)
		}
		if file := form.File("proof.file"); file != nil {
			return r.Redirect(w, "/got/"+file.Filename, "")
		}
		return r.Redirect(w, "/done", "")
	})
}

func (submission) Views() Views { return nil }

func TestARejectedFormIsShownAgainWithWhatWasWritten(t *testing.T) {
	s := newSite(t, nil, submission{})
	response := s.post("/save", url.Values{"preview_started.day": {"31"}, "preview_started.month": {"2"}, "preview_started.year": {"2026"}})
	doc := parse(t, response)
	doc.CheckPage()
	if response.StatusCode != http.StatusUnprocessableEntity || doc.Text("title") != "Fel: En sida – Tillit" {
		t.Errorf("%d %q", response.StatusCode, doc.Text("title"))
	}
	links := doc.All(".error-summary a")
	if len(links) != 2 {
		t.Fatalf("%d problems, want 2", len(links))
	}
	for _, link := range links {
		field := doc.One(link.Attr("href"))
		if field.Attr("aria-invalid") != "true" {
			t.Errorf("%s leads to %s without aria-invalid", link.Attr("href"), field.Tag())
		}
	}
	if got := doc.One("#f-preview_started").Attr("value"); got != "31" {
		t.Errorf("the day is now %q", got)
	}
	if got := doc.Text("#f-preview_name-error"); got != "Fel: Fyll i uppgiften." {
		t.Errorf("at the field: %q", got)
	}
}

func TestTooLargeAndUnreadableFormsAreToldSo(t *testing.T) {
	s := newSite(t, func(c *Config) { c.MaxBody = 1000 }, submission{})
	if got := s.post("/save", url.Values{"x": {strings.Repeat("y", 2000)}}); got.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: %d", got.StatusCode)
	}
	for _, text := range []string{"a=%zz", "%"} {
		r := httptest.NewRequest(http.MethodPost, "/save", strings.NewReader(text))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if got := s.do(r); got.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%q: %d", text, got.StatusCode)
		}
	}
	r := httptest.NewRequest(http.MethodPost, "/save", strings.NewReader("--x\r\nbroken"))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	if got := s.do(r); got.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("broken multipart: %d", got.StatusCode)
	}
}

// upload sends the form with a file of size bytes to a handler that takes bodies of most bytes.
func upload(t *testing.T, size int, most int64) *reply {
	t.Helper()
	var data bytes.Buffer
	w := multipart.NewWriter(&data)
	_ = w.WriteField("preview_name", "x")
	file, err := w.CreateFormFile("proof.file", "bevis.pdf")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = file.Write(make([]byte, size))
	_ = w.Close()
	r := httptest.NewRequest(http.MethodPost, "/save", &data)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return newSite(t, func(c *Config) { c.MaxBody = 1000 }, submission{most: most}).do(r)
}

func TestAHandlerMayTakeLargerFiles(t *testing.T) {
	if got := upload(t, 5000, 0); got.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("within the usual bound: %d", got.StatusCode)
	}
	if got := upload(t, 5000, 10_000); got.Header.Get("Location") != "/got/bevis.pdf" {
		t.Errorf("with a raised bound: %d %s", got.StatusCode, got.Header.Get("Location"))
	}
}

func TestUploadsLeaveNoTemporaryFiles(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	if got := upload(t, 3<<20, 4<<20); got.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d", got.StatusCode)
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}
