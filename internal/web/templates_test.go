package web

import (
	"bytes"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/internal/web/htmltest"
)

func TestEveryTemplateBelongsToAFeature(t *testing.T) {
	declared := map[string]bool{}
	for _, feature := range allFeatures() {
		for name := range feature.Views() {
			declared[name] = true
		}
	}
	err := fs.WalkDir(templateFiles, "templates", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), "_") || path.Dir(file) == "templates/site" {
			return err
		}
		name := strings.TrimSuffix(strings.TrimPrefix(file, "templates/"), ".html")
		if !declared[name] {
			t.Errorf("%s: no feature in allFeatures names it in Views", file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEveryPageRendersItsZeroView(t *testing.T) {
	s := newSite(t, nil)
	for _, feature := range allFeatures() {
		for name, view := range feature.Views() {
			for _, lang := range i18n.Languages() {
				var out bytes.Buffer
				if err := s.set.Execute(&out, lang, name, view); err != nil {
					t.Errorf("%s in %s: %v", name, lang, err)
				}
				checkMessages(t, name, out.String())
			}
		}
	}
}

// checkMessages finds messages that are missing: a key in brackets.
func checkMessages(t *testing.T, name, html string) {
	t.Helper()
	if missing := regexp.MustCompile(`\[[a-z_]+(\.[a-z0-9_]+)+\]`).FindString(html); missing != "" {
		t.Errorf("%s: the message %s is not in the catalogue", name, missing)
	}
}

func TestEveryComponentIsInThePreview(t *testing.T) {
	shown := map[string]bool{}
	for _, section := range previewSections(i18n.Swedish) {
		for _, state := range section.States {
			note(reflect.ValueOf(state.Component), shown)
		}
	}
	for _, name := range newSite(t, nil).set.Names() {
		piece := strings.HasPrefix(path.Base(name), "_") || strings.Contains(name, "/")
		if !piece && !shown[name] && name != "sentence" { // a sentence is template.HTML, which no sample can hold in both languages
			t.Errorf("the component %q is not in /components-preview", name)
		}
	}
}

// note collects the templates of all components within v.
func note(v reflect.Value, shown map[string]bool) {
	if !v.IsValid() {
		return
	}
	if c, ok := v.Interface().(components.Component); ok && v.Kind() != reflect.Interface {
		shown[c.Template()] = true
	}
	switch v.Kind() {
	case reflect.Interface:
		note(v.Elem(), shown)
	case reflect.Struct:
		for i := range v.NumField() {
			note(v.Field(i), shown)
		}
	case reflect.Slice:
		for i := range v.Len() {
			note(v.Index(i), shown)
		}
	}
}

// runsScript finds an address that is a script.
var runsScript = regexp.MustCompile(`(?i)\s(href|src|action|formaction)\s*=\s*"?\s*javascript:`)

func TestComponentsEscapeEveryText(t *testing.T) {
	s := newSite(t, nil)
	for _, text := range []string{`"'><script>alert(1)</script>`, `javascript:alert(1)`, `</textarea></title><svg onload=alert(1)>`} {
		for _, section := range previewSections(i18n.Swedish) {
			for _, state := range section.States {
				bad := reflect.New(reflect.TypeOf(state.Component)).Elem()
				poison(bad, reflect.ValueOf(state.Component), text)
				out, err := s.set.HTML(i18n.English, bad.Interface().(components.Component))
				if err != nil {
					t.Errorf("%s: %v", section.Name, err)
					continue
				}
				doc := htmltest.Parse(t, strings.NewReader(string(out)))
				if doc.Has("script") || doc.Has("[onload]") || runsScript.MatchString(string(out)) {
					t.Errorf("%s lets %q through:\n%s", section.Name, text, out)
				}
			}
		}
	}
}

// poison copies from to with every plain string replaced by text; kinds and levels, which have types of their own, stay.
func poison(to, from reflect.Value, text string) {
	switch from.Kind() {
	case reflect.String:
		to.Set(from)
		if from.Type() == reflect.TypeFor[string]() {
			to.SetString(text)
		}
	case reflect.Struct:
		for i := range from.NumField() {
			poison(to.Field(i), from.Field(i), text)
		}
	case reflect.Slice:
		to.Set(reflect.MakeSlice(from.Type(), from.Len(), from.Len()))
		for i := range from.Len() {
			poison(to.Index(i), from.Index(i), text)
		}
	case reflect.Interface:
		if from.IsNil() {
			return
		}
		inner := reflect.New(from.Elem().Type()).Elem()
		poison(inner, from.Elem(), text)
		to.Set(inner)
	default:
		to.Set(from)
	}
}

func TestZeroComponentsRender(t *testing.T) {
	s := newSite(t, nil)
	for _, section := range previewSections(i18n.Swedish) {
		for _, state := range section.States {
			zero := reflect.Zero(reflect.TypeOf(state.Component)).Interface().(components.Component)
			if _, err := s.set.HTML(i18n.Swedish, zero); err != nil {
				t.Errorf("%s: %v", section.Name, err)
			}
		}
	}
}

func TestNoTemplateHoldsInlineStyleOrScript(t *testing.T) {
	forbidden := regexp.MustCompile(`(?i)\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:|<script(?:\s+[^s]|>)`)
	var files []string
	for _, root := range []string{"templates", "components", "static"} {
		err := filepath.WalkDir(root, func(file string, _ fs.DirEntry, err error) error {
			if slices.Contains([]string{".html", ".svg"}, filepath.Ext(file)) {
				files = append(files, file)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(files) < 40 {
		t.Fatalf("found only %d templates", len(files))
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if found := forbidden.Find(data); found != nil {
			t.Errorf("%s holds %q, which the content security policy forbids", file, found)
		}
	}
}

func TestPreviewIsSoundInBothLanguages(t *testing.T) {
	s := newSite(t, nil)
	status := map[string]int{
		"/components-preview": http.StatusOK, "/components-preview/list": http.StatusOK, "/components-preview/question": http.StatusOK,
		"/components-preview/errors": http.StatusUnprocessableEntity, "/components-preview/conflict": http.StatusConflict,
	}
	for path, want := range maps.Clone(status) {
		status["/en"+path] = want
	}
	for address, want := range status {
		got := s.get(address)
		if got.StatusCode != want {
			t.Errorf("%s answers %d, want %d", address, got.StatusCode, want)
		}
		html := got.Text
		checkMessages(t, address, html)
		t.Run(address, func(t *testing.T) { htmltest.Parse(t, strings.NewReader(html)).CheckPage() })
	}
}

func TestPreviewIsOnlyInTheDemonstration(t *testing.T) {
	s := newSite(t, func(c *Config) { c.Demo = false })
	if got := s.get("/components-preview").StatusCode; got != 404 {
		t.Errorf("got %d", got)
	}
}

func TestAFeatureWithoutItsTemplateDoesNotStart(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	config := newSite(t, nil).config
	config.Catalogue = catalogue
	if _, err := New(config, missing{}); err == nil || !strings.Contains(err.Error(), "missing/page") {
		t.Errorf("got %v, want an error that names the page", err)
	}
}

type missing struct{}

func (missing) Routes(*Routes) {}
func (missing) Views() Views   { return Views{"missing/page": previewView{}} }

func BenchmarkNew(b *testing.B) {
	config := newSite(b, nil).config
	for b.Loop() {
		if _, err := New(config); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPreviewPage(b *testing.B) {
	s := newSite(b, nil)
	for b.Loop() {
		s.get("/components-preview")
		s.log.Reset()
	}
}
