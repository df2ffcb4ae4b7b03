package web

import (
	"encoding/xml"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// addresses tells search engines which pages there are: robots.txt and a sitemap in parts (sitemaps.org protocol 0.9).
type addresses struct{ register *register.Service }

// recordsInPart is how many records a part of the sitemap holds: each has an address in both languages, and a part holds at most 50,000.
const recordsInPart = 25_000

const sitemapSpace = "http://www.sitemaps.org/schemas/sitemap/0.9"

type sitemapIndex struct {
	XMLName xml.Name       `xml:"sitemapindex"`
	Space   string         `xml:"xmlns,attr"`
	Parts   []sitemapEntry `xml:"sitemap"`
}

type sitemapPart struct {
	XMLName xml.Name       `xml:"urlset"`
	Space   string         `xml:"xmlns,attr"`
	Pages   []sitemapEntry `xml:"url"`
}

type sitemapEntry struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

func (f addresses) Routes(routes *Routes) {
	routes.Once("/robots.txt", f.robots)
	routes.Once("/sitemap.xml", f.index)
	routes.Once("/sitemaps/{part}", f.part)
}

func (addresses) Views() Views { return nil }

func (f addresses) robots(w http.ResponseWriter, r *Request) error {
	var b strings.Builder
	b.WriteString("User-agent: *\n")
	for _, path := range []string{"/search", "/login", "/inbox", "/account"} {
		b.WriteString("Disallow: " + path + "\nDisallow: /en" + path + "\n")
	}
	b.WriteString("\nSitemap: " + r.absolute("/sitemap.xml") + "\n")
	return r.Send(w, "text/plain; charset=utf-8", []byte(b.String()))
}

// index lists the parts: one of the pages that always are, and one for every 25,000 records.
func (f addresses) index(w http.ResponseWriter, r *Request) error {
	all, err := f.register.Overview(r.Context(), "")
	if err != nil {
		return err
	}
	index := sitemapIndex{Space: sitemapSpace, Parts: []sitemapEntry{{Loc: r.absolute("/sitemaps/pages.xml")}}}
	for part := 1; (part-1)*recordsInPart < all.Total; part++ {
		index.Parts = append(index.Parts, sitemapEntry{Loc: r.absolute("/sitemaps/systems-" + strconv.Itoa(part) + ".xml")})
	}
	return r.writeXML(w, "application/xml", index)
}

func (f addresses) part(w http.ResponseWriter, r *Request) error {
	name, ok := strings.CutSuffix(r.PathValue("part"), ".xml")
	if ok && name == "pages" {
		return r.writeXML(w, "application/xml", f.pages(r))
	}
	text, records := strings.CutPrefix(name, "systems-")
	number, err := strconv.Atoi(text)
	if !ok || !records || err != nil || number < 1 || number > 1_000_000 {
		return fault.New("web.sitemap", fault.NotFound, "", nil)
	}
	places, err := f.register.PublicPlaces(r.Context(), (number-1)*recordsInPart, recordsInPart)
	if err != nil {
		return err
	}
	if len(places) == 0 {
		return fault.New("web.sitemap", fault.NotFound, "", nil)
	}
	set := sitemapPart{Space: sitemapSpace}
	for _, place := range places {
		set.add(r, recordPath(place.ID), place.PublishedAt.UTC().Format(time.RFC3339))
	}
	return r.writeXML(w, "application/xml", set)
}

func (f addresses) pages(r *Request) sitemapPart {
	set := sitemapPart{Space: sitemapSpace}
	for _, path := range []string{"/", "/systems", "/organisations", "/statistics", "/about", "/accessibility", "/privacy"} {
		set.add(r, path, "")
	}
	return set
}

// add adds a page in both languages.
func (s *sitemapPart) add(r *Request, path, changed string) {
	for _, lang := range i18n.Languages() {
		s.Pages = append(s.Pages, sitemapEntry{Loc: r.absolute(components.Path(lang, path)), LastMod: changed})
	}
}
