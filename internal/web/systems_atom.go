package web

import (
	"bytes"
	"encoding/xml"
	"net/http"
	"time"

	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/search"
)

// atomFeed is a feed after RFC 4287.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomPerson  `xml:"author"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string     `xml:"id"`
	Title   atomText   `xml:"title"`
	Updated string     `xml:"updated"`
	Author  atomPerson `xml:"author"`
	Link    atomLink   `xml:"link"`
	Summary atomText   `xml:"summary"`
}

type atomText struct {
	Lang  string `xml:"xml:lang,attr,omitempty"`
	Value string `xml:",chardata"`
}

// feedEntries is how many records a feed holds.
const feedEntries = 50

// atom is the list as a feed, what was published last first.
func (f systems) atom(w http.ResponseWriter, r *Request) error {
	q := readListQuery(r.URL.Query()).sorted(search.ByUpdated)
	result, err := f.search.Search(r.Context(), search.Query{
		Text: q.Text, Kind: "system", Lang: string(r.Lang), Facets: q.Chosen, Sort: q.order(), Limit: feedEntries,
		Visible: []string{search.Public}, Count: []string{},
	})
	if err != nil {
		return searchFault(err)
	}
	ids := make([]string, 0, len(result.Hits))
	for _, hit := range result.Hits {
		ids = append(ids, hit.ID)
	}
	listings, err := f.register.PublicListings(r.Context(), ids)
	if err != nil {
		return err
	}
	return r.writeXML(w, "application/atom+xml; charset=utf-8", feed(r, q, listings))
}

func feed(r *Request, q listQuery, listings []register.Listing) atomFeed {
	self := r.absolute(r.To(q.at("/systems.atom")))
	f := atomFeed{
		Lang: string(r.Lang), ID: self, Title: r.T("web.name") + ": " + r.T("systems.feed"), Author: atomPerson{r.T("web.name")},
		Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: self},
			{Rel: "alternate", Type: "text/html", Href: r.absolute(r.To(q.at("/systems")))},
		},
	}
	var latest time.Time
	for _, l := range listings {
		f.Entries = append(f.Entries, entry(r, l))
		if l.PublishedAt.After(latest) {
			latest = l.PublishedAt
			f.Updated = latest.UTC().Format(time.RFC3339)
		}
	}
	return f
}

func entry(r *Request, l register.Listing) atomEntry {
	return atomEntry{
		ID: "urn:uuid:" + l.ID, Title: atomIn(r.Lang, l.Name), Updated: l.PublishedAt.UTC().Format(time.RFC3339),
		Author: atomPerson{l.OrganisationName.In(r.Lang)}, Summary: atomIn(r.Lang, l.Summary),
		Link: atomLink{Rel: "alternate", Type: "text/html", Href: r.absolute(r.To(recordPath(l.ID)))},
	}
}

func atomIn(lang i18n.Lang, text i18n.Text) atomText {
	t := atomText{Value: text.In(lang)}
	if !text.Has(lang) && text.Has(lang.Other()) {
		t.Lang = string(lang.Other())
	}
	return t
}

// absolute is a whole address of ours: under the configured base, or where the request came in.
func (r *Request) absolute(path string) string {
	if base := r.server.config.BaseURL; base != "" {
		return base + path
	}
	scheme := "http://"
	if r.TLS != nil {
		scheme = "https://"
	}
	return scheme + r.Host + path
}

// writeXML writes a document that anybody may keep as long as they ask whether it has changed.
func (r *Request) writeXML(w http.ResponseWriter, mediaType string, document any) error {
	var out bytes.Buffer
	out.WriteString(xml.Header)
	if err := xml.NewEncoder(&out).Encode(document); err != nil {
		return err
	}
	out.WriteByte('\n')
	return r.Send(w, mediaType, out.Bytes())
}
