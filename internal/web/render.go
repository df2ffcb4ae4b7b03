package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
)

// layoutView is what templates/site/layout.html shows.
type layoutView struct {
	Page
	Body      template.HTML
	Flash     components.Component
	Summary   components.ErrorSummary
	Nav       []components.Link
	Canonical string
	Alternate []alternate
	Switch    alternate // the same page in the other language
	Query     string    // what was searched for, kept in the search field
	Next      string    // where to come back to after signing in
	Demo      bool
	SourceURL string
}

// alternate is the page in a language.
type alternate struct {
	Lang string
	Name string // the language's own name
	Href string
}

var languageNames = map[i18n.Lang]string{i18n.Swedish: "Svenska", i18n.English: "English"}

// Render writes the page name ("register/show") with its view. Nothing is written before the whole page is made, so that an error on
// the way still becomes a whole error page.
func (r *Request) Render(w http.ResponseWriter, status int, name string, view View) error {
	flash := r.takeFlash(w)
	html, err := r.compose(name, view, flash)
	if err != nil {
		return err
	}
	if status == http.StatusOK && view.page().Public && flash == nil && !r.Viewer.SignedIn() {
		r.writePublic(w, html, etag(html))
		return nil
	}
	r.writePrivate(w, status, html)
	return nil
}

// compose makes the whole page.
func (r *Request) compose(name string, view View, flash *components.Notice) ([]byte, error) {
	set := r.server.set
	var body, out bytes.Buffer
	if err := set.Execute(&body, r.Lang, name, view); err != nil {
		return nil, fmt.Errorf("web: page %s: %w", name, err)
	}
	layout := r.layout(view.page())
	layout.Body = template.HTML(body.String()) //nolint:gosec // written by html/template, which has escaped it
	if flash != nil {
		layout.Flash = *flash
	}
	if err := set.Execute(&out, r.Lang, "site/layout", layout); err != nil {
		return nil, fmt.Errorf("web: layout of %s: %w", name, err)
	}
	return out.Bytes(), nil
}

// writePublic writes a page that anybody may keep, as long as they ask whether it has changed.
func (r *Request) writePublic(w http.ResponseWriter, html []byte, tag string) {
	h := w.Header()
	h.Set("Cache-Control", "public, no-cache")
	h.Set("ETag", tag)
	if matches(r.Header.Get("If-None-Match"), tag) {
		h.Add("Vary", "Cookie")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	r.write(w, http.StatusOK, html)
}

// writePrivate writes a page for this reader only. What a signed-in person has seen is not kept at all, as the next one at the same
// machine could go back to it; nor is a page whose handler has said no-store.
func (r *Request) writePrivate(w http.ResponseWriter, status int, html []byte) {
	switch {
	case w.Header().Get("Cache-Control") == "no-store":
	case r.Viewer.SignedIn():
		w.Header().Set("Cache-Control", "no-store")
	default:
		w.Header().Set("Cache-Control", "private, no-cache")
	}
	r.write(w, status, html)
}

func (r *Request) write(w http.ResponseWriter, status int, html []byte) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(r.Lang))
	h.Add("Vary", "Cookie")
	h.Set("Content-Length", strconv.Itoa(len(html)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(html) // the reader has gone; there is nobody to tell
	}
}

// etag is weak: a proxy may compress the page.
func etag(body []byte) string {
	sum := sha256.Sum256(body)
	return `W/"` + hex.EncodeToString(sum[:12]) + `"`
}

func matches(header, tag string) bool {
	for _, candidate := range strings.Split(header, ",") {
		if candidate = strings.TrimSpace(candidate); candidate == tag || candidate == "*" {
			return true
		}
	}
	return false
}

func (r *Request) layout(page Page) layoutView {
	config := r.server.config
	other := r.Lang.Other()
	view := layoutView{
		Page: page, Demo: config.Demo, SourceURL: config.SourceURL, Next: r.To(r.again()), Nav: r.nav(page),
		Summary: components.ErrorSummary{Problems: page.Errors},
		Switch:  alternate{Lang: string(other), Name: languageNames[other], Href: components.Path(other, r.again())},
	}
	switch r.path {
	case "/search":
		view.Query = r.URL.Query().Get("q")
	case LoginPath: // it leads on to where one came from, not to itself
		view.Next = r.URL.Query().Get("next")
	}
	if config.BaseURL == "" {
		return view
	}
	view.Canonical = config.BaseURL + r.To(r.path)
	for _, lang := range i18n.Languages() {
		href := config.BaseURL + components.Path(lang, r.path)
		view.Alternate = append(view.Alternate, alternate{Lang: string(lang), Href: href})
	}
	return view
}

// nav is the main menu.
func (r *Request) nav(page Page) []components.Link {
	var links []components.Link
	for _, entry := range []struct{ path, key string }{
		{"/systems", "web.nav.systems"},
		{guidePath, "web_guide.nav"},
		{ArchitecturePath, "web.nav.architecture"},
		{"/instruments", "web.nav.instruments"},
		{MaskPath, "web.nav.mask"},
		{decisionsPath, "web.nav.decisions"},
		{"/organisations", "web.nav.organisations"},
		{"/statistics", "web.nav.statistics"},
		{"/about", "web.nav.about"},
	} {
		links = append(links, components.Link{Href: r.To(entry.path), Label: r.T(entry.key), Current: page.section(entry.path) || entry.path == instrumentsPath && page.assesses()})
	}
	return links
}
