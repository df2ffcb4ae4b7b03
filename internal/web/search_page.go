package web

import (
	"net/http"
	"net/url"

	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/search"
	"github.com/tillit-se/tillit/internal/web/components"
)

// searchPage is the one box over everything: systems, organisations and the steps of the guide.
type searchPage struct {
	systems systems
	guide   *guide.Library
}

// searchView is what templates/search/show.html shows.
type searchView struct {
	Page
	Text          string
	Search        components.SearchBox
	Suggestion    *components.Link
	Notes         []string
	Systems       []components.Hit
	SystemsTotal  int
	SystemsAll    components.Link
	Organisations []components.Hit
	OrgTotal      int
	Steps         []components.Link // of the guide
	StepsAll      components.Link
	Empty         *components.EmptyState
}

// The number of hits of each kind on the page.
const (
	systemsInSearch       = 10
	organisationsInSearch = 5
	stepsInSearch         = 5
)

func (f searchPage) Routes(routes *Routes) { routes.Get("/search", f.show) }

func (searchPage) Views() Views { return Views{"search/show": searchView{}} }

func (f searchPage) show(w http.ResponseWriter, r *Request) error {
	text := clean(r.URL.Query().Get("q"))
	view := searchView{Page: r.Page(r.T("search.title")), Text: text}
	view.NoIndex = true
	view.Search = components.SearchBox{ID: "search", Action: r.To("/search"), Name: "q", Label: r.T("search.label"), Value: text}
	if text == "" {
		return r.Render(w, http.StatusOK, "search/show", view)
	}
	view.Title = r.T("search.title_query", map[string]any{"query": shortened(text)})
	if err := f.fill(r, &view); err != nil {
		return err
	}
	return r.Render(w, http.StatusOK, "search/show", view)
}

func (f searchPage) fill(r *Request, view *searchView) error {
	found, err := f.systems.ask(r, search.Query{Text: view.Text, Kind: "system", Limit: systemsInSearch, Count: []string{}})
	if err != nil {
		return err
	}
	organisations, err := f.systems.ask(r, search.Query{Text: view.Text, Kind: "organisation", Limit: organisationsInSearch, Count: []string{}})
	if err != nil {
		return err
	}
	if view.Systems, err = f.systems.hits(r, found.Hits, true); err != nil {
		return err
	}
	for _, hit := range organisations.Hits {
		view.Organisations = append(view.Organisations, organisationHit(r, hit))
	}
	view.SystemsTotal, view.OrgTotal, view.Notes = found.Total, organisations.Total, notes(r, found)
	everything := listQuery{Text: view.Text}
	view.SystemsAll = components.Link{Href: r.To(everything.at("/systems")), Label: r.Printer.N("search.all_systems", found.Total, nil)}
	if found.Suggestion != "" && organisations.Total == 0 {
		address := "/search?" + url.Values{"q": {found.Suggestion}}.Encode()
		view.Suggestion = &components.Link{Href: r.To(address), Label: found.Suggestion}
	}
	if err := f.steps(r, view); err != nil {
		return err
	}
	if found.Total == 0 && organisations.Total == 0 && len(view.Steps) == 0 {
		view.Empty = &components.EmptyState{
			Title: r.T("search.empty"), Text: r.T("systems.empty.text"),
			Links: []components.Link{
				{Href: r.To("/systems"), Label: r.T("search.browse_systems")},
				{Href: r.To("/organisations"), Label: r.T("search.browse_organisations")},
			},
		}
	}
	return nil
}

// steps are the steps of the guide that hold every word.
func (f searchPage) steps(r *Request, view *searchView) error {
	if f.guide == nil {
		return nil
	}
	index, err := f.guide.Index()
	if err != nil {
		return err
	}
	found := index.Find(string(r.Lang), guide.SearchWords(view.Text))
	for _, step := range found[:min(len(found), stepsInSearch)] {
		text := step.Text(string(r.Lang))
		view.Steps = append(view.Steps, components.Link{Href: r.To(stepPath(step.ID)), Label: text.Title, Hint: text.Lead})
	}
	view.StepsAll = components.Link{Href: r.To(guidePath + "?" + url.Values{"q": {view.Text}}.Encode()), Label: r.Printer.N("web_guide.found_in_guide", len(found), nil)}
	return nil
}

func organisationHit(r *Request, found search.Hit) components.Hit {
	return components.Hit{
		Title: found.Title, Href: r.To(organisationPath(found.ID)),
		Heading: components.Marked{Pieces: piecesOf(found.Marked), Lang: otherLang(r.Lang, found.Lang)},
	}
}
