package web

import (
	"net/http"
	"strconv"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// organisations are the owners of what is published.
type organisations struct {
	register *register.Service
	labels   labels
}

// organisationsView is what templates/organisations/list.html shows.
type organisationsView struct {
	Page
	Total      int
	Table      components.Table
	Empty      *components.EmptyState
	Pagination components.Pagination
}

// organisationView is what templates/organisations/show.html shows.
type organisationView struct {
	Page
	Facts      components.SummaryList
	Total      int
	Hits       []components.Hit
	Empty      *components.EmptyState
	Pagination components.Pagination
	List       string // the same records in the list with its filters
	Downloads  components.LinkList
}

const (
	organisationsOnPage = 100
	recordsOnPage       = 20
)

func (f organisations) Routes(routes *Routes) {
	routes.Get("/organisations", f.list)
	routes.Get("/organisations/{id}", f.show)
}

func (organisations) Views() Views {
	return Views{"organisations/list": organisationsView{}, "organisations/show": organisationView{}}
}

func (f organisations) list(w http.ResponseWriter, r *Request) error {
	page := pageNumber(r)
	found, total, err := f.register.Organisations(r.Context(), register.Page{Limit: organisationsOnPage, Offset: (page - 1) * organisationsOnPage})
	if err != nil {
		return err
	}
	view := organisationsView{Page: r.Page(r.Printer.N("organisations.title", total, nil)), Total: total}
	view.Description, view.Public = r.T("organisations.description"), true
	view.Table = f.table(r, found)
	view.Pagination = components.NewPagination(page, (total+organisationsOnPage-1)/organisationsOnPage, func(n int) string {
		return r.To("/organisations?page=" + strconv.Itoa(n))
	})
	if len(found) == 0 {
		view.Empty = &components.EmptyState{
			Title: r.T("organisations.empty"), Text: r.T("organisations.empty_text"),
			Links: []components.Link{{Href: r.To("/organisations"), Label: r.T("systems.empty.first_page")}},
		}
	}
	return r.Render(w, http.StatusOK, "organisations/list", view)
}

// pageNumber is the page asked for, from 1; what is no number, or far beyond any list, is the first.
func pageNumber(r *Request) int {
	page, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || page < 1 || page > 1_000_000 {
		return 1
	}
	return page
}

func (f organisations) table(r *Request, found []register.OrganisationCount) components.Table {
	table := components.Table{
		ID: "organisations-table", Caption: r.T("organisations.caption"), Note: r.T("organisations.note"),
		Heads: []components.Head{
			{Label: r.T("organisations.name")},
			{Label: r.T("organisations.type")},
			{Label: r.T("organisations.ai"), Numeric: true},
			{Label: r.T("organisations.rules"), Numeric: true},
			{Label: r.T("organisations.others"), Numeric: true},
		},
	}
	for _, o := range found {
		name := components.TextIn(r.Lang, o.Name)
		ai, rules := o.Systems[register.AISystem], o.Systems[register.RuleBasedAutomation]
		table.Rows = append(table.Rows, []components.Cell{
			{Content: components.Link{Href: r.To(organisationPath(o.ID)), Label: name.Value}, Header: true},
			{Text: f.labels.code(r.Lang, "organisation_type", o.Type)},
			{Count: ai, Numeric: true},
			{Count: rules, Numeric: true},
			{Count: o.Total - ai - rules, Numeric: true},
		})
	}
	return table
}

func (f organisations) show(w http.ResponseWriter, r *Request) error {
	id, asJSON := r.ID()
	if !register.ValidID(id) {
		return fault.New("web.organisation", fault.NotFound, "organisations.not_found", nil)
	}
	page := pageNumber(r)
	o, list, total, err := f.register.OfOrganisation(r.Context(), id, register.Page{Limit: recordsOnPage, Offset: (page - 1) * recordsOnPage})
	switch {
	case fault.Is(err, fault.NotFound), err == nil && total == 0 && !o.Managed:
		// An organisation without accounts is only known by what is published of it; until an import is done nothing is.
		return fault.New("web.organisation", fault.NotFound, "organisations.not_found", nil)
	case err != nil:
		return err
	case asJSON:
		return r.JSON(w, register.ExportView(register.View{Organisation: o}).Organisation)
	}
	return r.Render(w, http.StatusOK, "organisations/show", f.view(r, o, list, total, page))
}

func (f organisations) view(r *Request, o account.Organisation, list []register.Listing, total, page int) organisationView {
	path := organisationPath(o.ID)
	view := organisationView{Page: r.Page(o.Name.In(r.Lang)).Under(r.T("web.nav.organisations"), "/organisations"), Total: total}
	view.Public = true
	view.Facts = f.facts(r, o)
	for _, l := range list {
		hit := listingHit(r, f.labels, l, true)
		hit.Owner = "" // it is whose page this is
		view.Hits = append(view.Hits, hit)
	}
	if len(list) == 0 {
		view.Empty = &components.EmptyState{Title: r.T("organisations.nothing"), Text: r.T("organisations.nothing_text")}
	}
	view.Pagination = components.NewPagination(page, (total+recordsOnPage-1)/recordsOnPage, func(n int) string {
		return r.To(path + "?page=" + strconv.Itoa(n))
	})
	own := listQuery{Chosen: map[string][]string{register.FacetOrganisation: {o.ID}}}
	view.List = r.To(own.at("/systems"))
	view.Feed = r.To(own.at("/systems.atom"))
	view.Downloads = downloads(r, own)
	view.Downloads.Links = append(view.Downloads.Links, components.Link{Href: r.To(path + ".json"), Label: r.T("organisations.json")})
	return view
}

// facts are what is known of the organisation; what is not known is left out, because the owner is not asked here.
func (f organisations) facts(r *Request, o account.Organisation) components.SummaryList {
	var list components.SummaryList
	add := func(key string, value ...components.Component) {
		list.Rows = append(list.Rows, components.SummaryRow{Key: r.T("organisations." + key), Value: value})
	}
	if o.Type != "" {
		add("type", components.Text{Value: f.labels.code(r.Lang, "organisation_type", o.Type)})
	}
	if o.Country != "" {
		add("country", components.Text{Value: countryName(r.Lang, o.Country)})
	}
	if len(o.Number) == 10 {
		add("number", components.Text{Value: o.Number[:6] + "-" + o.Number[6:]})
	}
	if o.Website != "" {
		add("website", webLink(o.Website, o.Website))
	}
	for _, earlier := range o.Names {
		add("earlier", components.Text{Value: earlier.Name.In(r.Lang) + " " + period(r, earlier)})
	}
	if !o.Managed {
		add("account", components.Text{Value: r.T("organisations.no_account")})
	}
	return list
}

func period(r *Request, n account.NamePeriod) string {
	if n.From == "" && n.Until == "" {
		return ""
	}
	return "(" + r.Printer.Date(n.From) + "–" + r.Printer.Date(n.Until) + ")"
}
