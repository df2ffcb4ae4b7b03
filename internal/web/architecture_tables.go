package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
)

// architectureTableView is a page that is one table.
type architectureTableView struct {
	Page
	Lead  string
	Table components.Table
}

func (f Architecture) products(w http.ResponseWriter, r *Request) error {
	products := slices.Clone(f.arch.Products)
	slices.SortStableFunc(products, func(a, b content.Product) int { return cmp.Compare(a.ID, b.ID) })
	view := architectureTableView{
		Page: f.page(r, r.T("web_architecture.products")), Table: f.productTable(r, products, true),
		Lead: r.T("web_architecture.products_lead", fault.Args{"date": r.Printer.Date(f.arch.ProductsRead)}),
	}
	return r.Render(w, http.StatusOK, "architecture/products", view)
}

// productTable lists products with their licence and how it was read; filling tells which blocks each fills.
func (f Architecture) productTable(r *Request, products []content.Product, filling bool) components.Table {
	table := components.Table{ID: "products", Caption: r.T("web_architecture.products"), Note: r.T("web_architecture.products_note"), Heads: []components.Head{
		{Label: r.T("web_architecture.product")},
		{Label: r.T("web_architecture.licence")},
		{Label: r.T("web_architecture.last_commit")},
		{Label: r.T("web_architecture.note")},
	}}
	if filling {
		table.Heads = append(table.Heads, components.Head{Label: r.T("web_architecture.blocks")})
	}
	for _, p := range products {
		licence := p.Licence
		if !p.OpenSource {
			licence += " – " + r.T("web_architecture.not_open")
		}
		note := ""
		if p.PublicBody != nil {
			note = f.in(r, *p.PublicBody) + ". "
		}
		if p.Note != nil {
			note += f.in(r, *p.Note) + " "
		}
		if p.LicenceRead != "file" {
			note += r.T("web_architecture.older_file")
		}
		row := []components.Cell{
			{Content: components.Link{Href: p.Repository, Label: p.Name}, Header: true}, {Text: licence}, {Text: p.LastCommit}, {Text: note},
		}
		if filling {
			row = append(row, components.Cell{Content: f.blockLinks(r, p.Fills)})
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

func (f Architecture) national(w http.ResponseWriter, r *Request) error {
	view := architectureTableView{Page: f.page(r, r.T("web_architecture.national")), Lead: f.in(r, f.arch.National.Note)}
	view.Table = components.Table{ID: "national", Caption: r.T("web_architecture.national"), Heads: []components.Head{
		{Label: r.T("web_architecture.national_block")},
		{Label: r.T("web_architecture.category")},
		{Label: r.T("web_architecture.lead", fault.Args{"year": strconv.Itoa(f.arch.National.LeadYear)})},
		{Label: r.T("web_architecture.state")},
		{Label: r.T("web_architecture.blocks")},
	}}
	for _, n := range f.arch.National.Blocks {
		name := components.Component(components.Text{Value: f.in(r, n.Name)})
		if n.Source != "" {
			name = components.Link{Href: n.Source, Label: f.in(r, n.Name)}
		}
		view.Table.Rows = append(view.Table.Rows, []components.Cell{
			{Content: name, Header: true}, {Text: f.in(r, n.Category)}, {Text: n.Lead}, {Text: f.nationalState(r, n)}, {Content: f.blockLinks(r, n.MapsTo)},
		})
	}
	return r.Render(w, http.StatusOK, "architecture/national", view)
}

// around says in words what the picture of the whole shows.
func (f Architecture) around(r *Request) components.Table {
	table := components.Table{ID: "around", Caption: r.T("web_architecture.context.table"), Heads: []components.Head{
		{Label: r.T("web_architecture.context.who")},
		{Label: r.T("web_architecture.context.to")},
		{Label: r.T("web_architecture.context.from")},
		{Label: r.T("web_architecture.context.meets")},
	}}
	for _, n := range f.arch.Context {
		table.Rows = append(table.Rows, []components.Cell{
			{Text: f.in(r, n.Name), Header: true}, {Text: f.optional(r, n.To)}, {Text: f.optional(r, n.From)}, {Content: f.blockLinks(r, n.Meets)},
		})
	}
	return table
}

func (f Architecture) optional(r *Request, t *content.Text) string {
	if t == nil {
		return "–"
	}
	return f.in(r, *t)
}
