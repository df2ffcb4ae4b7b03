package web

import (
	"cmp"
	"net/http"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
)

// formPage is a page with one form and nothing peculiar: what templates/site/form.html shows.
type formPage struct {
	Page
	Lead    string
	Before  []components.Component // above the form
	Action  string
	Hidden  []components.Hidden
	Fields  []components.Component
	Buttons components.Buttons
	After   []components.Component // below the form
	Unsaved bool                   // the browser asks before what was written is left
	Status  int                    // 0 is 200, or 422 where the form has problems
}

// showForm writes a form page, with the problems of form on top.
func (r *Request) showForm(w http.ResponseWriter, form *Form, view formPage) error {
	status := http.StatusOK
	if form != nil {
		view.Page = view.With(form)
		if len(view.Errors) > 0 {
			status = cmp.Or(view.Status, http.StatusUnprocessableEntity)
		}
	}
	view.NoIndex = true
	return r.Render(w, status, "site/form", view)
}

// Refuse takes up what a use case said, like Reject, and also an act that cannot be done as things stand, when it says why in words of
// its own: the person should read that above the form and not on a page of its own.
func (f *Form) Refuse(err error) bool {
	if fault.Is(err, fault.Conflict) {
		if e := fault.As(err); e.Key != "" {
			f.Fail("", e.Key, e.Args)
			return true
		}
	}
	return f.Reject(err)
}

// submit is the one button of a form.
func submit(label string, links ...components.Link) components.Buttons {
	return components.Buttons{Buttons: []components.Button{{Label: label}}, Links: links}
}

// confirmPage asks before what cannot be undone, and names what it is about: what templates/site/confirm.html shows.
type confirmPage struct {
	Page
	Text   string
	Action string
	Hidden []components.Hidden
	Button string
	Back   string // address of the way out
}

// confirm writes a page that asks first.
func (r *Request) confirm(w http.ResponseWriter, form *Form, view confirmPage) error {
	status := http.StatusOK
	view.Page = view.With(form)
	if len(view.Errors) > 0 {
		status = http.StatusConflict
	}
	view.NoIndex = true
	return r.Render(w, status, "site/confirm", view)
}

// postButton is a form of one button with words about it. It is no component of the set: its template is a page's.
type postButton struct {
	Heading string
	Text    string
	Action  string
	Hidden  []components.Hidden
	Button  components.Button
}

// Template names the template.
func (postButton) Template() string { return "site/_post-button" }
