package web

import (
	"net/http"

	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
)

// Preview is /components-preview: every component in every state. It exists in the demonstration only; the browser tests and
// whoever writes a page use it.
func Preview() Feature { return preview{} }

type preview struct{}

// previewView is what templates/preview/show.html shows.
type previewView struct {
	Page
	Contents components.LinkList
	Sections []previewSection
}

// previewSection is one component in its states.
type previewSection struct {
	Name   string // of the template
	States []previewState
}

type previewState struct {
	Label     string
	Component components.Component
}

func (p preview) Routes(routes *Routes) {
	routes.Get("/components-preview", p.show)
	routes.Get("/components-preview/list", p.list)
	routes.Get("/components-preview/question", p.question)
	routes.Get("/components-preview/errors", p.errors)
	routes.Get("/components-preview/conflict", p.conflict)
}

func (preview) Views() Views {
	return Views{"preview/show": previewView{}, "preview/list": previewListView{}, "preview/question": previewQuestionView{}}
}

func (preview) show(w http.ResponseWriter, r *Request) error {
	view := previewView{Page: r.Page(r.T("preview.title")), Sections: previewSections(r.Lang)}
	view.NoIndex = true
	view.Page = view.Under(r.T("web.nav.about"), "/about")
	view.Contents = components.LinkList{Heading: r.T("preview.contents"), Links: []components.Link{
		{Href: r.To("/components-preview/list"), Label: r.T("preview.list")},
		{Href: r.To("/components-preview/question"), Label: r.T("preview.question")},
		{Href: r.To("/components-preview/errors"), Label: r.T("preview.errors")},
		{Href: r.To("/components-preview/conflict"), Label: r.T("preview.conflict")},
	}}
	for _, section := range view.Sections {
		view.Contents.Links = append(view.Contents.Links, components.Link{Href: "#" + section.Name, Label: section.Name})
	}
	return r.Render(w, http.StatusOK, "preview/show", view)
}

// errors shows the page as it is when a form has problems.
func (preview) errors(w http.ResponseWriter, r *Request) error {
	form := r.NewForm()
	form.Fail("preview_name", "web.form.required", nil)
	form.Fail("preview_started", "web.form.date_impossible", nil)
	view := previewView{Page: r.Page(r.T("preview.title")).With(form), Sections: previewForm(r.Lang, form)}
	view.NoIndex = true
	return r.Render(w, http.StatusUnprocessableEntity, "preview/show", view)
}

func (preview) conflict(w http.ResponseWriter, r *Request) error {
	return r.Conflict(w, previewConflict(inLang(r.Lang)))
}

func previewForm(lang i18n.Lang, form *Form) []previewSection {
	in := inLang(lang)
	return []previewSection{{Name: "form", States: []previewState{
		{Component: components.Field{Name: "preview_name", Label: in("Lösningens namn", "Name of the system")}.Fill(form)},
		{Component: components.Date{Name: "preview_started", Label: in("När började den användas?", "When did use begin?")}.Fill(form)},
		{Component: components.Buttons{Buttons: []components.Button{{Label: in("Spara och fortsätt", "Save and continue")}}}},
	}}}
}

// inLang chooses between the two texts of a sample.
func inLang(lang i18n.Lang) func(sv, en string) string {
	return func(sv, en string) string { return i18n.Text{SV: sv, EN: en}.In(lang) }
}
