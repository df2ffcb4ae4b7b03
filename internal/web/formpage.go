package web

import (
	"cmp"
	"errors"
	"net/http"
	"slices"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/register"
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
			view.Errors = r.named(view.Errors, view.Fields)
		}
	}
	view.NoIndex = true
	return r.Render(w, status, "site/form", view)
}

// named has the error summary say which fields are to be filled in: beside the field that goes without saying, above the form it does not.
func (r *Request) named(problems []components.Problem, fields []components.Component) []components.Problem {
	labels := map[string]string{}
	for _, c := range fields {
		switch f := c.(type) {
		case components.Field:
			labels[f.Name] = f.Label
		case components.Choices:
			labels[f.Name] = f.Label
		}
	}
	named := slices.Clone(problems)
	for i, p := range named {
		if label := labels[p.Path]; label != "" && p.Text == r.T("web.form.required") {
			named[i].Text = r.T("web.form.required_named", fault.Args{"label": label})
		}
	}
	return named
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

// answer is how a posted form is dealt with: it is read, do does what it asks, and done goes on. When do found problems in the form, or a
// use case refused it in words of its own, or somebody has changed the thing meanwhile, again shows the form and nothing has been done.
// A do that has found problems returns nil without calling its use case.
func (r *Request) answer(do func(*Form) error, again func(*Form) error, done func() error) error {
	form, err := r.ReadForm()
	if err != nil {
		return err
	}
	err = do(form)
	if form.movedOn(err) || form.Refuse(err) {
		return again(form)
	}
	if err != nil {
		return err
	}
	return done()
}

// movedOn notes that somebody has changed the record since the page was shown. The page is then shown again as things stand now.
func (f *Form) movedOn(err error) bool {
	var conflict *register.DraftConflictError
	if !errors.As(err, &conflict) {
		return false
	}
	f.Fail("", "drafting.moved_on", nil)
	return true
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
