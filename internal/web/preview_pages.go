package web

import (
	"fmt"
	"net/http"

	"github.com/tillit-se/tillit/internal/web/components"
)

// previewListView is what templates/preview/list.html shows: the pattern of a list with filters.
type previewListView struct {
	Page
	Total     int
	Search    components.SearchBox
	Facets    []components.FacetGroup
	Filters   components.Filters
	Hits      []components.Hit
	Pages     components.Pagination
	Downloads components.LinkList
}

// previewQuestionView is what templates/preview/question.html shows: the pattern of one question per page.
type previewQuestionView struct {
	Page
	Step      components.Step
	Question  components.Choices
	Provision components.Provision
	Comment   components.Field
	Buttons   components.Buttons
}

func (preview) list(w http.ResponseWriter, r *Request) error {
	in := inLang(r.Lang)
	view := previewListView{Page: r.Page(in("En lista", "A list")).Under(r.T("preview.title"), "/components-preview"), Total: 58}
	view.NoIndex = true
	view.Search = components.SearchBox{ID: "list-search", Action: r.To("/components-preview/list"), Name: "q", Label: in("Sök i listan", "Search the list"), Value: r.URL.Query().Get("q")}
	view.Facets = []components.FacetGroup{
		{Name: "phase", Label: in("Fas", "Phase"), Options: []components.FacetOption{{Value: "in_use", Label: in("I drift", "In use"), Count: 40, Checked: true}, {Value: "testing", Label: in("Provas", "Testing"), Count: 18}}},
		{Name: "decides", Label: in("Beslutar", "Decides"), Options: []components.FacetOption{{Value: "supports", Label: in("Stöder beslut", "Supports decisions"), Count: 51}}},
		{Name: "sector", Label: in("Sektor", "Sector"), Options: []components.FacetOption{{Value: "health", Label: in("Hälsa", "Health"), Count: 9}}},
	}
	view.Filters = components.Filters{Links: []components.Link{{Label: in("Fas: i drift", "Phase: in use"), Href: r.To("/components-preview/list")}}, ClearHref: r.To("/components-preview/list")}
	sample := previewHit(in)
	for i := range 3 {
		hit := sample
		hit.Title, hit.Href = fmt.Sprintf("%s %d", sample.Title, i+1), r.To("/components-preview")
		view.Hits = append(view.Hits, hit)
	}
	view.Pages = components.NewPagination(1, 3, func(n int) string { return fmt.Sprintf("%s?page=%d", r.To("/components-preview/list"), n) })
	view.Downloads = components.LinkList{ID: "downloads", Inline: true, Heading: in("Hämta", "Download"), Links: []components.Link{{Label: "CSV", Href: "#csv"}, {Label: "JSON", Href: "#json"}}}
	return r.Render(w, http.StatusOK, "preview/list", view)
}

func (preview) question(w http.ResponseWriter, r *Request) error {
	in := inLang(r.Lang)
	view := previewQuestionView{Page: r.Page(in("En fråga", "A question")).Under(r.T("preview.title"), "/components-preview")}
	view.NoIndex = true
	view.Step = components.Step{Number: 4, Total: 8, Section: in("Rättslig grund", "Legal basis")}
	view.Question = components.Choices{
		Name: "basis", Heading: true, Label: in("Finns en bestämmelse som ger uppgiften?", "Is there a provision that gives the task?"),
		Help: in("Uppgiften är det som lösningen används för.", "The task is what the system is used for."),
		Options: []components.Choice{
			{Value: "yes", Label: in("Ja", "Yes"), Reveal: components.Field{Name: "basis_where", Label: in("Vilken?", "Which?")}},
			{Value: "no", Label: in("Nej", "No")},
			{Value: "unknown", Label: in("Vet inte än", "Do not know yet"), Apart: true},
			{Value: "na", Label: in("Inte tillämpligt", "Not applicable"), Reveal: components.Field{Name: "basis_why", Label: in("Varför?", "Why?")}},
		},
	}
	view.Provision = previewMarks(in)[3].States[0].Component.(components.Provision)
	view.Comment = components.Field{Name: "comment", Kind: components.LongText, Rows: 3, Optional: true, Label: in("Kommentar", "Comment"), Help: in("Skriv inte säkerhetsskyddsklassificerade uppgifter här.", "Do not write security-classified information here.")}
	view.Buttons = components.Buttons{Buttons: []components.Button{{Label: in("Spara och fortsätt", "Save and continue")}, {Label: in("Spara och avsluta", "Save and leave"), Kind: components.Secondary, Name: "leave", Value: "yes"}}}
	return r.Render(w, http.StatusOK, "preview/question", view)
}
