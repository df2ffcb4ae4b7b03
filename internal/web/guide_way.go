package web

import (
	"net/http"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// automatic stands in the form for letting the guide choose the way.
const automatic = "automatic"

func wayOf(id string) string { return guideOf(id) + "/way" }

// wayView is the way that a system is on: which, why, and what may still change it.
type wayView struct {
	Title   string
	Why     string
	Open    string
	Against string
	Places  []components.Link
	Change  *components.Link
	Ask     *sizeQuestion
}

// sizeQuestion is the one question that the guide asks of an organisation, until it is answered.
type sizeQuestion struct {
	Action string
	Field  components.Choices
	Send   components.Button
}

func (f Guide) wayView(r *Request, g content.Guide, s guide.Standing) wayView {
	id := s.System.Record.ID
	view := wayView{Title: r.T("web_guide.way.whole"), Why: s.Way.Why.In(r.Printer)}
	if path, ok := g.Path(s.Way.Path); ok {
		standing, _ := s.Way.Standing(path.ID)
		view.Title = r.said(path.Title)
		if s.Way.Chosen && s.Way.Against {
			view.Against = r.T("web_guide.way.against", fault.Args{"why": standing.Why.In(r.Printer)})
		}
		if !s.Way.Chosen {
			view.Open, view.Places = standing.Open.In(r.Printer), placeLinks(r, s.System, standing.Asks)
		}
	}
	if !r.Viewer.Actor.May(account.Edit, s.System.Record.OrganisationID) {
		return view
	}
	view.Change = &components.Link{Href: r.To(wayOf(id)), Label: r.T("web_guide.way.change")}
	if s.Way.Size == "" && !s.Way.Chosen {
		view.Ask = &sizeQuestion{Action: r.To(wayOf(id)), Field: sizeField(r), Send: components.Button{Label: r.T("web_guide.way.answer")}}
	}
	return view
}

func sizeField(r *Request) components.Choices {
	return components.Choices{
		Name: "size", Label: r.T("web_guide.way.size"), Help: r.T("web_guide.way.size_help"), Options: []components.Choice{
			{Value: string(guide.SmallSize), Label: r.T("web_guide.way.small")}, {Value: string(guide.LargeSize), Label: r.T("web_guide.way.large")},
		},
	}
}

// pathField is the choice of way, each with whether it fits.
func pathField(r *Request, g content.Guide, s guide.Standing) components.Choices {
	field := components.Choices{Name: "path", Label: r.T("web_guide.way.which"), Options: []components.Choice{
		{Value: automatic, Label: r.T("web_guide.way.automatic"), Hint: r.T("web_guide.way.automatic_hint")},
		{Value: guide.WholeWay, Label: r.T("web_guide.way.whole"), Hint: r.Printer.N("web_guide.way.steps", stepsOn(s, ""), nil)},
	}}
	for _, path := range g.Paths {
		standing, _ := s.Way.Standing(path.ID)
		hint := r.Printer.N("web_guide.way.steps", stepsOn(s, path.ID), nil)
		if path.Lead != nil {
			hint += " " + r.said(*path.Lead)
		}
		if standing.Fit != guide.Fits {
			hint += " " + standing.Why.In(r.Printer)
		}
		field.Options = append(field.Options, components.Choice{Value: path.ID, Label: r.said(path.Title), Hint: hint})
	}
	return field
}

// stepsOn counts the steps of a way; the empty one is the whole.
func stepsOn(s guide.Standing, path string) int {
	n := 0
	for _, step := range s.Steps {
		if step.On(path) {
			n++
		}
	}
	return n
}

func (f Guide) askWay(w http.ResponseWriter, r *Request) error {
	standing, err := f.standing(r)
	if err != nil {
		return err
	}
	form := r.NewForm()
	form.Set("size", string(standing.Way.Size))
	form.Set("path", chosenPath(standing.Way))
	return f.showWay(w, r, standing, form)
}

func chosenPath(way guide.Way) string {
	switch {
	case !way.Chosen:
		return automatic
	case way.Path == "":
		return guide.WholeWay
	}
	return way.Path
}

func (f Guide) showWay(w http.ResponseWriter, r *Request, s guide.Standing, form *Form) error {
	if !r.Viewer.Actor.May(account.Edit, s.System.Record.OrganisationID) {
		return fault.New("web.Guide", fault.Forbidden, "", nil)
	}
	g, err := f.Service.Guide()
	if err != nil {
		return err
	}
	home := guideOf(s.System.Record.ID)
	return r.showForm(w, form, formPage{
		Page: r.recordPage(s.System, r.T("web_guide.way.title")).Under(r.T("web_guide.status.title"), home), Lead: r.T("web_guide.way.lead"),
		Action: r.To(wayOf(s.System.Record.ID)), Fields: []components.Component{sizeField(r).Fill(form), pathField(r, g, s).Fill(form)},
		Buttons: submit(r.T("web_guide.way.save"), components.Link{Href: r.To(home), Label: r.T("people.cancel")}),
	})
}

// chooseWay takes the size, the way or both: a form may ask for one of them alone.
func (f Guide) chooseWay(w http.ResponseWriter, r *Request) error {
	standing, err := f.standing(r)
	if err != nil {
		return err
	}
	form, err := r.ReadForm()
	if err != nil {
		return err
	}
	if err := f.takeWay(r, standing.System, form); form.Reject(err) {
		return f.showWay(w, r, standing, form)
	} else if err != nil {
		return err
	}
	return r.Redirect(w, guideOf(standing.System.Record.ID)+"#way", "web_guide.way.saved")
}

func (f Guide) takeWay(r *Request, v register.View, form *Form) error {
	size, path := form.Text("size"), form.Text("path")
	if size != "" || path == "" { // the form that asks for the size alone may come back without an answer
		if err := f.Service.AnswerSize(r.Context(), r.Viewer.Actor, v.Record.ID, guide.Size(size)); err != nil {
			return err
		}
	}
	if path == "" {
		return nil
	}
	if path == automatic {
		path = ""
	}
	return f.Service.ChoosePath(r.Context(), r.Viewer.Actor, v.Record.ID, path)
}
