package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
)

// APIOperation is an operation of the REST API as its page describes it. The wiring fills it from the API's own description, so that
// page and openapi.yaml say the same.
type APIOperation struct {
	ID, Method, Path  string
	Tag               string
	About             i18n.Text
	Token             bool
	Parameters        []APIParameter
	Statuses          []int
	Request, Response string // examples as JSON
}

// APIParameter is a parameter of an operation.
type APIParameter struct {
	Name, In string
	About    i18n.Text
}

// APIDocs is the page about the REST API.
type APIDocs struct{ Operations []APIOperation }

// apiDocsView is what templates/apidocs/show.html shows.
type apiDocsView struct {
	Page
	Contents components.LinkList
	Groups   []apiGroup
}

type apiGroup struct {
	Heading    string
	Operations []apiOperationView
}

type apiOperationView struct {
	APIOperation
	Anchor string
	Text   string
	Table  *components.Table
	Codes  string
}

// apiTags are the groups in the order of the page.
var apiTags = []string{"systems", "organisations", "statistics", "instruments", "drafts", "info"}

// Views names the page.
func (APIDocs) Views() Views { return Views{"apidocs/show": apiDocsView{}} }

// Routes registers the page.
func (f APIDocs) Routes(routes *Routes) { routes.Get("/api", f.show) }

func (f APIDocs) show(w http.ResponseWriter, r *Request) error {
	view := apiDocsView{Page: r.Page(r.T("apidocs.title")), Contents: components.LinkList{Heading: r.T("apidocs.operations")}}
	view.Public, view.Description = true, r.T("apidocs.description")
	for _, tag := range apiTags {
		group := apiGroup{Heading: r.T("apidocs.tag." + tag)}
		for _, op := range f.Operations {
			if op.Tag != tag {
				continue
			}
			shown := f.operation(r, op)
			group.Operations = append(group.Operations, shown)
			view.Contents.Links = append(view.Contents.Links, components.Link{Href: "#" + shown.Anchor, Label: op.Method + " " + op.Path})
		}
		view.Groups = append(view.Groups, group)
	}
	return r.Render(w, http.StatusOK, "apidocs/show", view)
}

func (f APIDocs) operation(r *Request, op APIOperation) apiOperationView {
	view := apiOperationView{APIOperation: op, Anchor: op.ID, Text: op.About.In(r.Lang)}
	var codes []string
	for _, status := range op.Statuses {
		codes = append(codes, strconv.Itoa(status))
	}
	view.Codes = strings.Join(codes, ", ")
	if len(op.Parameters) == 0 {
		return view
	}
	table := components.Table{
		ID: "parameters-" + op.ID, Caption: r.T("apidocs.parameters"),
		Heads: []components.Head{{Label: r.T("apidocs.name")}, {Label: r.T("apidocs.in")}, {Label: r.T("apidocs.meaning")}},
	}
	for _, p := range op.Parameters {
		table.Rows = append(table.Rows, []components.Cell{
			{Text: p.Name, Header: true}, {Text: r.T("apidocs.in." + p.In)}, {Text: p.About.In(r.Lang)},
		})
	}
	view.Table = &table
	return view
}
