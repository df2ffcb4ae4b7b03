package web

import (
	"strings"

	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
)

// Page is what every view embeds: the frame around its own content. Request.Page fills it; the handler sets what its page
// needs more.
type Page struct {
	Title       string // without the site's name; also the h1 unless the template writes another
	Description string // a sentence for search engines and link previews
	Breadcrumbs []components.Link
	Errors      []components.Problem // shown on top, and "Fel:" first in the title
	Feed        string               // address of an Atom feed
	NoIndex     bool                 // not for search engines
	// Public tells that everyone who is not signed in sees the same page: it may be kept by browsers and proxies,
	// which ask each time whether it has changed.
	Public bool

	Lang    i18n.Lang
	Printer *i18n.Printer
	Path    string // without the language: "/systems"
	Viewer  Viewer
}

// View is a page's own struct: it embeds Page.
type View interface{ page() Page }

func (p Page) page() Page { return p }

// Page begins a page with a title in the reader's language.
func (r *Request) Page(title string) Page {
	return Page{Title: title, Lang: r.Lang, Printer: r.Printer, Path: r.path, Viewer: r.Viewer}
}

// With shows the problems of a form on the page.
func (p Page) With(form *Form) Page {
	p.Errors = form.Problems()
	return p
}

// Under sets the way to the page from the start page, in order: label and address by turns.
func (p Page) Under(pairs ...string) Page {
	for i := 0; i+1 < len(pairs); i += 2 {
		p.Breadcrumbs = append(p.Breadcrumbs, components.Link{Label: pairs[i], Href: components.Path(p.Lang, pairs[i+1])})
	}
	return p
}

// section tells whether the page belongs under an entry of the main menu.
func (p Page) section(path string) bool { return p.Path == path || strings.HasPrefix(p.Path, path+"/") }
