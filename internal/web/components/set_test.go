package components_test

import (
	"bytes"
	"html/template"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
)

// pages parses one page with the given text.
func pages(t *testing.T, files map[string]string) (*components.Set, error) {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	source := fstest.MapFS{}
	for name, text := range files {
		source[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return components.Parse(catalogue, components.Source{Files: source})
}

// page executes one page in a language.
func page(t *testing.T, lang i18n.Lang, text string, view any) (string, error) {
	t.Helper()
	s, err := pages(t, map[string]string{"x/page.html": text})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err = s.Execute(&out, lang, "x/page", view)
	return out.String(), err
}

func TestFunctionsOfTemplates(t *testing.T) {
	cases := []struct{ text, sv, en string }{
		{`{{t "web.skip"}}`, "Hoppa till innehållet", "Skip to the content"},
		{`{{t "web.step" "number" 4 "total" 1200}}`, "Fråga 4 av 1\u00a0200", "Question 4 of 1,200"},
		{`{{n "web.list.count" 1}} {{n "web.list.count" 2}}`, "1 träff 2 träffar", "1 result 2 results"},
		{`{{url "/systems/" "a b/ö" "/edit"}}`, "/systems/a%20b%2F%C3%B6/edit", "/en/systems/a%20b%2F%C3%B6/edit"},
		{`{{a "/about" "<Om>"}}`, `<a href="/about">&lt;Om&gt;</a>`, `<a href="/en/about">&lt;Om&gt;</a>`},
		{`{{say "web.footer.licence" "link" (a "/x" "EUPL")}}`, `Licens: <a href="/x">EUPL</a>`, `Licence: <a href="/en/x">EUPL</a>`},
		{`{{say "web.footer.licence" "link" "<b>"}}`, `Licens: &lt;b&gt;`, `Licence: &lt;b&gt;`},
		{`{{say "web.footer.licence"}}`, `Licens: {link}`, `Licence: {link}`},
		{`{{date "2026-05-04"}} {{number 1200}} {{percent 1 4}} {{lang}}`, "4 maj 2026 1\u00a0200 25\u00a0% sv", "4 May 2026 1,200 25% en"},
		{`{{a "javascript:alert(1)" "x"}}`, `<a href="#ZgotmplZ">x</a>`, `<a href="#ZgotmplZ">x</a>`},
	}
	for _, c := range cases {
		for lang, want := range map[i18n.Lang]string{i18n.Swedish: c.sv, i18n.English: c.en} {
			got, err := page(t, lang, c.text, nil)
			if err != nil || got != want {
				t.Errorf("%s in %s: got %q (%v), want %q", c.text, lang, got, err, want)
			}
		}
	}
}

func TestMessageValuesComeInPairs(t *testing.T) {
	for _, text := range []string{`{{t "web.step" "number"}}`, `{{t "web.step" 1 2}}`, `{{say "web.step" "x"}}`, `{{n "web.list.count" 1 "x"}}`} {
		if _, err := page(t, i18n.Swedish, text, nil); err == nil {
			t.Errorf("%s: no error", text)
		}
	}
}

func TestAComponentThatIsNotThereIsNothing(t *testing.T) {
	html, err := set(t).HTML(i18n.Swedish, nil)
	if err != nil || html != "" {
		t.Errorf("got %q, %v", html, err)
	}
}

func TestComponentsAreNotEscapedTwice(t *testing.T) {
	got, err := page(t, i18n.Swedish, `{{component .}}`, components.Text{Value: "å & <b>"})
	if err != nil || got != "å &amp; &lt;b&gt;" {
		t.Errorf("got %q, %v", got, err)
	}
	got, err = page(t, i18n.Swedish, `{{component .}}`, components.Group{components.Tag{Text: "a&b"}, components.Sentence{HTML: template.HTML("<em>x</em>")}})
	if err != nil || got != `<span class="tag">a&amp;b</span><em>x</em>` {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestParseNamesWhatIsWrong(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"x/broken":           {"x/broken.html": "{{if}}"},
		`two templates`:      {"field.html": "x"},
		`function "no_such"`: {"x/y.html": "{{no_such}}"},
	} {
		if _, err := pages(t, files); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, want %q in it", err, name)
		}
	}
}

func TestATemplateThatFailsIsAnErrorAndNotHalfAPage(t *testing.T) {
	if _, err := page(t, i18n.Swedish, `before {{.Missing}}`, struct{}{}); err == nil {
		t.Error("no error for a field that is not there")
	}
	if _, err := page(t, i18n.Swedish, `{{template "no/such" .}}`, nil); err == nil {
		t.Error("no error for a piece that is not there")
	}
}

func TestNamesAreAllTemplates(t *testing.T) {
	s, err := pages(t, map[string]string{"x/page.html": "x"})
	if err != nil {
		t.Fatal(err)
	}
	names := strings.Join(s.Names(), " ")
	for _, name := range []string{"field", "summary-list", "x/page"} {
		if !strings.Contains(names, name) || !s.Has(name) {
			t.Errorf("%s is not among the templates", name)
		}
	}
	if s.Has("no/such") {
		t.Error("a template that does not exist is there")
	}
}
