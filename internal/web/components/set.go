package components

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"strings"

	"github.com/tillit-se/tillit/internal/i18n"
)

// Component is a view that knows its template.
type Component interface {
	// Template is the name of the template file without its ending, such as "summary-list".
	Template() string
}

//go:embed *.html
var files embed.FS

// Set is all templates, parsed once for each language. It is immutable and safe for concurrent use.
type Set struct {
	byLang map[i18n.Lang]*template.Template
	names  []string
}

// Source is a tree of page templates. The file register/show.html becomes the template "register/show". A file whose name begins
// with an underscore is a piece of others, used with {{template "register/_row" .}}.
type Source struct {
	Files fs.FS
	Funcs template.FuncMap // more functions for the pages, the same in both languages
}

// Parse reads the components and the pages of every source. An error names the file and line at fault.
func Parse(catalogue *i18n.Catalogue, sources ...Source) (*Set, error) {
	set := &Set{byLang: map[i18n.Lang]*template.Template{}}
	langs := i18n.Languages()
	base := template.New("").Funcs(funcs(set, catalogue.Printer(langs[0])))
	for _, source := range append([]Source{{Files: files}}, sources...) {
		if err := set.parseAll(base, source); err != nil {
			return nil, err
		}
	}
	// A template that has been executed cannot be cloned, so the copies for the other languages are made now.
	set.byLang[langs[0]] = base
	for _, lang := range langs[1:] {
		clone, err := base.Clone()
		if err != nil {
			return nil, fmt.Errorf("components: %w", err)
		}
		set.byLang[lang] = clone.Funcs(funcs(set, catalogue.Printer(lang)))
	}
	return set, nil
}

func (s *Set) parseAll(base *template.Template, source Source) error {
	base.Funcs(source.Funcs)
	return fs.WalkDir(source.Files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".html") {
			return err
		}
		text, err := fs.ReadFile(source.Files, path)
		if err != nil {
			return err
		}
		name := strings.TrimSuffix(path, ".html")
		if base.Lookup(name) != nil {
			return fmt.Errorf("components: two templates are named %q", name)
		}
		s.names = append(s.names, name)
		// The file's last line break would become white space in the middle of sentences.
		_, err = base.New(name).Parse(strings.TrimRight(string(text), "\n"))
		return err
	})
}

// Names are the names of all templates, components first, in the order of their files.
func (s *Set) Names() []string { return append([]string(nil), s.names...) }

// Has tells whether a template exists.
func (s *Set) Has(name string) bool { return s.byLang[i18n.Swedish].Lookup(name) != nil }

// Execute writes the template name in a language to buf.
func (s *Set) Execute(buf *bytes.Buffer, lang i18n.Lang, name string, view any) error {
	return s.byLang[lang].ExecuteTemplate(buf, name, view)
}

// HTML renders one component in a language. A nil component is nothing.
func (s *Set) HTML(lang i18n.Lang, c Component) (template.HTML, error) {
	if c == nil {
		return "", nil
	}
	var buf bytes.Buffer
	if err := s.Execute(&buf, lang, c.Template(), c); err != nil {
		return "", err
	}
	return template.HTML(buf.String()), nil //nolint:gosec // written by html/template, which has escaped it
}
