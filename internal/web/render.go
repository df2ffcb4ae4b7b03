package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/http"
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
	set, page := r.server.set, view.page()
	var body, out bytes.Buffer
	if err := set.Execute(&body, r.Lang, name, view); err != nil {
		return fmt.Errorf("web: page %s: %w", name, err)
	}
	layout := r.layout(page)
	layout.Body = template.HTML(body.String()) //nolint:gosec // written by html/template, which has escaped it
	flash := r.takeFlash(w)
	if flash != nil {
		layout.Flash = *flash
	}
	if err := set.Execute(&out, r.Lang, "site/layout", layout); err != nil {
		return fmt.Errorf("web: layout of %s: %w", name, err)
	}
	r.write(w, status, page.Public && flash == nil && !r.Viewer.SignedIn, out.Bytes())
	return nil
}

func (r *Request) write(w http.ResponseWriter, status int, public bool, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(r.Lang))
	h.Add("Vary", "Cookie")
	switch {
	case public && status == http.StatusOK:
		tag := etag(body)
		h.Set("Cache-Control", "public, no-cache")
		h.Set("ETag", tag)
		if matches(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	case r.Viewer.SignedIn:
		h.Set("Cache-Control", "no-store")
	default:
		h.Set("Cache-Control", "private, no-cache")
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the reader has gone; there is nobody to tell
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
	if r.path == "/search" {
		view.Query = r.URL.Query().Get("q")
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
		{"/organisations", "web.nav.organisations"},
		{"/instruments", "web.nav.instruments"},
		{"/statistics", "web.nav.statistics"},
		{"/about", "web.nav.about"},
	} {
		links = append(links, components.Link{Href: r.To(entry.path), Label: r.T(entry.key), Current: page.section(entry.path)})
	}
	return links
}
