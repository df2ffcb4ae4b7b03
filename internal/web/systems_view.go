package web

import (
	"slices"
	"strings"

	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/search"
	"github.com/tillit-se/tillit/internal/web/components"
)

// countTitle says how many of what the list shows: one kind by its name, several as records.
func countTitle(r *Request, q listQuery, total int) string {
	key := "systems.title.mixed"
	if slices.Contains(register.Slags(), q.slag()) {
		key = "systems.title." + string(q.slag())
	}
	title := r.Printer.N(key, total, nil)
	if total == 0 {
		title = r.T("systems.title.none")
	}
	if q.Text != "" {
		return r.T("systems.title_query", map[string]any{"count": title, "query": shortened(q.Text)})
	}
	return title
}

// shortened keeps a title readable whatever is searched for.
func shortened(text string) string {
	const most = 80
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most]) + "…"
}

// kinds says which kinds are among the hits, and leads to all when only some are shown. Each is counted by itself.
func kinds(r *Request, q listQuery, counts map[string]int) []components.Link {
	var links []components.Link
	all := 0
	for _, slag := range register.Slags() {
		n := counts[string(slag)]
		all += n
		if n == 0 || q.slag() == slag {
			continue
		}
		only := q.everyKind()
		only.Chosen[register.FacetSlag] = []string{string(slag)}
		links = append(links, components.Link{Href: r.To(only.at("/systems")), Label: r.Printer.N("systems.title."+string(slag), n, nil)})
	}
	if len(q.Chosen[register.FacetSlag]) > 0 && len(links) > 0 {
		links = append(links, components.Link{Href: r.To(q.everyKind().at("/systems")), Label: r.Printer.N("systems.every_kind", all, nil)})
	}
	return links
}

func sorting(r *Request, q listQuery) components.LinkList {
	list := components.LinkList{ID: "sorting", Heading: r.T("systems.sort"), Inline: true}
	for _, by := range []search.Sort{search.ByRelevance, search.ByUpdated, search.ByTitle} {
		if by == search.ByRelevance && q.Text == "" {
			continue
		}
		list.Links = append(list.Links, components.Link{
			Href: r.To(q.sorted(by).at("/systems")), Label: r.T("systems.sort." + string(by)), Current: q.order() == by,
		})
	}
	return list
}

func downloads(r *Request, q listQuery) components.LinkList {
	list := components.LinkList{ID: "downloads", Heading: r.T("systems.download"), Inline: true}
	for _, d := range []struct{ label, path string }{{"CSV", "/systems.csv"}, {"JSON", "/systems.json"}, {"Atom", "/systems.atom"}} {
		list.Links = append(list.Links, components.Link{Href: r.To(q.at(d.path)), Label: d.label})
	}
	return list
}

// notes tells what was done with the words.
func notes(r *Request, result *search.Result) []string {
	var all []string
	if len(result.Widened) > 0 {
		all = append(all, r.T("systems.widened", map[string]any{"words": strings.Join(result.Widened, ", ")}))
	}
	if result.Shortened {
		all = append(all, r.T("systems.shortened"))
	}
	if result.Total > search.MaxWindow {
		all = append(all, r.T("systems.window", map[string]any{"most": search.MaxWindow}))
	}
	return all
}

// facets are the filters with the number of hits that each choice would give.
func (f systems) facets(r *Request, q listQuery, counts map[string]map[string]int) []components.FacetGroup {
	var groups []components.FacetGroup
	for _, facet := range listFacets() {
		group := components.FacetGroup{Name: facet, Label: r.T("systems.facet." + facet)}
		for _, code := range f.ordered(facet, counts[facet]) {
			group.Options = append(group.Options, components.FacetOption{
				Value: code, Label: f.facetLabel(r, facet, code), Count: counts[facet][code], Checked: slices.Contains(q.Chosen[facet], code),
			})
		}
		if len(group.Options) > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}

// byCount are the facets whose codes have no order of their own: the most common comes first.
var byCount = []string{register.FacetSector, register.FacetCountry, register.FacetOrganisationType}

// ordered are the codes of a facet in the order of its vocabulary or by number; what is unanswered comes last.
func (f systems) ordered(facet string, counts map[string]int) []string {
	known := f.labels.codes(facet)
	if facet == register.FacetPhaseStanding {
		known = []string{string(register.Confirmed), string(register.FromSource), string(register.Outdated)}
	}
	place := func(code string) int {
		if code == register.FacetUnanswered {
			return len(known) + 1
		}
		if at := slices.Index(known, code); at >= 0 {
			return at
		}
		return len(known)
	}
	codes := make([]string, 0, len(counts))
	for code := range counts {
		codes = append(codes, code)
	}
	slices.SortFunc(codes, func(a, b string) int {
		last := place(a) > len(known) || place(b) > len(known)
		if !last && slices.Contains(byCount, facet) && counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		if place(a) != place(b) {
			return place(a) - place(b)
		}
		return strings.Compare(a, b)
	})
	return codes
}

// facetLabel is the word for a facet's code.
func (f systems) facetLabel(r *Request, facet, code string) string {
	switch {
	case code == register.FacetUnanswered:
		return r.T("systems.unanswered")
	case facet == register.FacetCountry:
		return countryName(r.Lang, code)
	case facet == register.FacetPhaseStanding && r.Printer.Has("systems.standing."+code):
		return r.T("systems.standing." + code)
	case facet == register.FacetReusable && r.Printer.Has("record.yes_no."+code):
		return r.T("record.yes_no." + code)
	}
	return f.labels.code(r.Lang, facet, code)
}

// filters are the choices in force, each with the way to take it away.
func (f systems) filters(r *Request, q listQuery, hits []components.Hit) components.Filters {
	var filters components.Filters
	for _, facet := range listFacets() {
		for _, code := range q.Chosen[facet] {
			filters.Links = append(filters.Links, components.Link{
				Label: r.T("systems.facet."+facet) + ": " + f.facetLabel(r, facet, code), Href: r.To(q.without(facet, code).at("/systems")),
			})
		}
	}
	for _, id := range q.Chosen[register.FacetOrganisation] {
		name := r.T("systems.facet.this_organisation")
		if len(hits) > 0 && len(q.Chosen[register.FacetOrganisation]) == 1 {
			name = hits[0].Owner
		}
		filters.Links = append(filters.Links, components.Link{
			Label: r.T("systems.facet.organisation") + ": " + name, Href: r.To(q.without(register.FacetOrganisation, id).at("/systems")),
		})
	}
	if len(filters.Links) > 1 {
		filters.ClearHref = r.To(listQuery{Text: q.Text, Sort: q.Sort}.at("/systems"))
	}
	return filters
}

// emptyList says that nothing was found, and what to do.
func emptyList(r *Request, q listQuery, result *search.Result) *components.EmptyState {
	if result.Total > 0 {
		return &components.EmptyState{
			Title: r.T("systems.empty.page"), Text: r.T("systems.empty.page_text"),
			Links: []components.Link{{Href: r.To(q.onPage(1).at("/systems")), Label: r.T("systems.empty.first_page")}},
		}
	}
	state := &components.EmptyState{Title: r.T("systems.empty.title"), Text: r.T("systems.empty.text")}
	if len(q.Chosen) > 0 {
		state.Links = append(state.Links, components.Link{
			Href: r.To(listQuery{Text: q.Text}.at("/systems")), Label: r.T("systems.empty.no_filters"),
		})
	}
	if q.Text != "" {
		state.Links = append(state.Links, components.Link{Href: r.To(q.asking("").at("/systems")), Label: r.T("systems.empty.no_words")})
	}
	return state
}

// foundHit is a hit of a search, with marked words.
func foundHit(r *Request, labels labels, found search.Hit, l register.Listing, mixed bool) components.Hit {
	hit := listingHit(r, labels, l, mixed)
	hit.Title = found.Title
	hit.Heading = components.Marked{Pieces: piecesOf(found.Marked), Lang: otherLang(r.Lang, found.Lang)}
	if len(found.Fragments) > 0 {
		fragment := found.Fragments[0]
		hit.Text = components.Marked{
			Pieces: piecesOf(fragment.Segments), Later: fragment.StartsLater, Cut: fragment.EndsEarlier, Lang: otherLang(r.Lang, fragment.Lang),
		}
	}
	return hit
}

// draftHit is a hit on what only the reader's own organisation sees.
func draftHit(r *Request, found search.Hit) components.Hit {
	hit := components.Hit{
		Title: found.Title, Href: r.To(draftPath(found.ID)), Owner: firstLine(found.Organisation),
		Heading: components.Marked{Pieces: piecesOf(found.Marked), Lang: otherLang(r.Lang, found.Lang)},
		Marks:   []components.Component{components.Tag{Text: r.T("systems.draft"), Accent: true}},
	}
	if len(found.Fragments) > 0 {
		hit.Text = components.Marked{Pieces: piecesOf(found.Fragments[0].Segments), Lang: otherLang(r.Lang, found.Fragments[0].Lang)}
	}
	return hit
}

// firstLine is the name in force, where the index holds all names of an organisation line by line.
func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// otherLang is the language of a text, or empty when it is the page's.
func otherLang(page i18n.Lang, tag string) string {
	if tag == string(page) {
		return ""
	}
	return tag
}

func piecesOf(segments []search.Segment) []components.Piece {
	pieces := make([]components.Piece, 0, len(segments))
	for _, s := range segments {
		// The texts of a record stand on lines of their own; on one line a dot keeps them apart.
		pieces = append(pieces, components.Piece{Text: strings.ReplaceAll(s.Text, "\n", " · "), Mark: s.Mark})
	}
	return pieces
}

// listingHit is a record in a list. Where kinds are mixed each says which it is.
func listingHit(r *Request, labels labels, l register.Listing, mixed bool) components.Hit {
	title := components.TextIn(r.Lang, l.Name)
	hit := components.Hit{
		Title: title.Value, Href: r.To(recordPath(l.ID)), Owner: l.OrganisationName.In(r.Lang),
		Heading: title, Text: components.TextIn(r.Lang, l.Summary), Marks: marks(r, labels, l, mixed),
	}
	for _, sector := range l.Facts.Sectors {
		hit.Details = append(hit.Details, labels.code(r.Lang, "sector", sector))
	}
	hit.Details = append(hit.Details, r.T("systems.published", map[string]any{"date": r.Printer.Day(l.PublishedAt)}))
	if l.Gathered {
		hit.Origin = r.T("systems.gathered")
	}
	return hit
}

// marks are the facts that tell systems apart at a glance.
func marks(r *Request, labels labels, l register.Listing, mixed bool) []components.Component {
	var all []components.Component
	if mixed && l.Facts.Slag != "" {
		all = append(all, components.Tag{Text: labels.code(r.Lang, "slag", string(l.Facts.Slag))})
	}
	all = append(all, phaseMark(r, labels, l.Facts.CurrentPhase()))
	if l.Facts.DecisionRole != "" && l.Facts.DecisionRole != register.RoleComponent {
		all = append(all, components.Tag{Text: r.T("systems.role." + string(l.Facts.DecisionRole))})
	}
	if l.Facts.Reusable == register.Yes {
		all = append(all, components.Tag{Text: r.T("systems.reusable"), Accent: true})
	}
	if l.State == register.RetiredNow {
		all = append(all, components.Tag{Text: r.T("systems.retired")})
	}
	if l.Demo {
		all = append(all, components.Tag{Text: r.T("systems.demo")})
	}
	return all
}

// phaseMark says in which phase a system is, and how sure that is.
func phaseMark(r *Request, labels labels, e register.PhaseEntry) components.Component {
	if e.Phase == "" {
		return components.Tag{Text: r.T("systems.no_phase")}
	}
	return components.Phase{Label: labels.code(r.Lang, "phase", string(e.Phase)), Confirmed: e.Confirmed, SourceYear: yearOf(e.AsOf)}
}

// yearOf is the year of an ISO date, whole or partial; 0 where there is none.
func yearOf(iso string) int {
	year := 0
	for _, c := range []byte(iso[:min(len(iso), 4)]) {
		if c < '0' || c > '9' {
			return 0
		}
		year = year*10 + int(c-'0')
	}
	return year
}
