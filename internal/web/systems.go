package web

import (
	"errors"
	"net/http"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/search"
	"github.com/tillit-se/tillit/internal/web/components"
)

// systems is the list of AI systems with its filters and downloads.
type systems struct {
	register *register.Service
	search   Searcher
	labels   labels
}

// systemsView is what templates/systems/list.html shows.
type systemsView struct {
	Page
	Query      listQuery
	Search     components.Field
	Facets     []components.FacetGroup
	Filters    components.Filters
	Kinds      []components.Link // which kinds the list shows, and the way to all
	Sorting    components.LinkList
	Suggestion *components.Link // what may have been meant
	Notes      []string         // what was done with the words searched for
	Hits       []components.Hit
	Empty      *components.EmptyState
	Pagination components.Pagination
	Downloads  components.LinkList
	Action     string
	AllKinds   bool   // the list may show every kind
	Slag       string // "all" when nothing is chosen, for the form
	KeepSort   string
}

func (f systems) Routes(routes *Routes) {
	routes.Get("/systems", f.list)
	routes.Get("/systems.csv", f.csv)
	routes.Get("/systems.json", f.json)
	routes.Get("/systems.atom", f.atom)
	routes.Get("/feeds/systems.atom", f.atom)
}

func (systems) Views() Views { return Views{"systems/list": systemsView{}} }

func (f systems) list(w http.ResponseWriter, r *Request) error {
	q := readListQuery(r.URL.Query())
	result, err := f.find(r, q, search.DefaultLimit)
	if err != nil {
		return err
	}
	hits, err := f.hits(r, result.Hits, q.slag() == "")
	if err != nil {
		return err
	}
	return r.Render(w, http.StatusOK, "systems/list", f.view(r, q, result, hits))
}

// find searches systems as the reader may see them.
func (f systems) find(r *Request, q listQuery, limit int) (*search.Result, error) {
	return f.ask(r, search.Query{
		Text: q.Text, Kind: "system", Facets: q.Chosen, Sort: q.order(), Page: q.Page, Limit: limit, Count: listFacets(),
	})
}

// ask puts a query to the index, for what the reader may see.
func (f systems) ask(r *Request, query search.Query) (*search.Result, error) {
	query.Lang, query.Visible = string(r.Lang), visibleTo(r.Viewer.Actor)
	result, err := f.search.Search(r.Context(), query)
	return result, searchFault(err)
}

// searchFault says what is wrong with a search to whoever made it.
func searchFault(err error) error {
	switch {
	case errors.Is(err, search.ErrNotBuilt):
		return fault.New("web.search", fault.Unavailable, "systems.not_built", nil).Because(err)
	case errors.Is(err, search.ErrTooDeep), errors.Is(err, search.ErrBadQuery):
		return fault.New("web.search", fault.Invalid, "systems.too_deep", fault.Args{"most": search.MaxWindow}).Because(err)
	}
	return err
}

// hits gives each hit its facts from the register.
func (f systems) hits(r *Request, found []search.Hit, mixed bool) ([]components.Hit, error) {
	var ids []string
	for _, hit := range found {
		if hit.Visibility == search.Public {
			ids = append(ids, hit.ID)
		}
	}
	listings, err := f.register.PublicListings(r.Context(), ids)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]register.Listing, len(listings))
	for _, l := range listings {
		byID[l.ID] = l
	}
	var hits []components.Hit
	for _, hit := range found {
		listing, public := byID[hit.ID]
		switch {
		case hit.Visibility != search.Public:
			hits = append(hits, draftHit(r, hit))
		case public: // otherwise withdrawn a moment ago, and not yet out of the index
			hits = append(hits, foundHit(r, f.labels, hit, listing, mixed))
		}
	}
	return hits, nil
}

func (f systems) view(r *Request, q listQuery, result *search.Result, hits []components.Hit) systemsView {
	title := countTitle(r, q, result.Total)
	page := r.Page(title)
	page.Description = r.T("systems.description")
	page.NoIndex = q.Text != "" || len(q.Chosen) > 1
	page.Public = !r.Viewer.SignedIn()
	feed := q.onPage(1)
	page.Feed = r.To(feed.at("/systems.atom"))
	view := systemsView{
		Page: page, Query: q, Action: r.To("/systems"), Hits: hits, Slag: slagAll, KeepSort: string(q.Sort),
		Search:     components.Field{Name: "q", Label: r.T("systems.search"), Kind: components.Search, Value: q.Text, Optional: false},
		Facets:     f.facets(r, q, result.Facets),
		Filters:    f.filters(r, q, hits),
		Kinds:      kinds(r, q, result.Facets[register.FacetSlag]),
		Sorting:    sorting(r, q),
		Notes:      notes(r, result),
		Downloads:  downloads(r, feed),
		Pagination: pages(r, q, result),
	}
	if result.Suggestion != "" {
		view.Suggestion = &components.Link{Href: r.To(q.asking(result.Suggestion).at("/systems")), Label: result.Suggestion}
	}
	if len(hits) == 0 {
		view.Empty = emptyList(r, q, result)
	}
	return view
}

func pages(r *Request, q listQuery, result *search.Result) components.Pagination {
	reachable := min(result.Total, search.MaxWindow)
	count := (reachable + result.Limit - 1) / result.Limit
	return components.NewPagination(q.Page, count, func(page int) string { return r.To(q.onPage(page).at("/systems")) })
}
