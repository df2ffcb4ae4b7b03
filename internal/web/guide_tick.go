package web

import (
	"net/http"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/web/components"
)

// guideTickView is what templates/guide/tick.html shows: the form for saying that a demand is met, or does not apply.
type guideTickView struct {
	Page
	Step   string
	Demand string
	Why    string
	Action string
	Fields []components.Component
	Send   components.Buttons
}

func (f Guide) askTick(w http.ResponseWriter, r *Request) error {
	return f.showTick(w, r, r.NewForm())
}

func (f Guide) showTick(w http.ResponseWriter, r *Request, form *Form) error {
	standing, err := f.standing(r)
	if err != nil {
		return err
	}
	if !r.Viewer.Actor.May(account.Edit, standing.System.Record.OrganisationID) {
		return fault.New("web.Guide", fault.Forbidden, "", nil)
	}
	step, demand, err := f.demandOf(r)
	if err != nil {
		return err
	}
	view := guideTickView{
		Page: r.recordPage(standing.System, r.T("web_guide.tick.title")).With(form), Step: step.Text(string(r.Lang)).Title, Demand: r.said(demand.Text),
		Action: r.To(tickPath(r)), Fields: tickFields(r, form),
		Send: submit(r.T("web_guide.tick.save"), components.Link{Href: r.To(guideOf(standing.System.Record.ID)), Label: r.T("people.cancel")}),
	}
	view.Page = view.Under(r.T("web_guide.status.title"), guideOf(standing.System.Record.ID))
	if demand.Why != nil {
		view.Why = r.said(*demand.Why)
	}
	view.NoIndex = true
	status := http.StatusOK
	if len(view.Errors) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return r.Render(w, status, "guide/tick", view)
}

func tickPath(r *Request) string {
	id, _ := r.ID()
	return guideOf(id) + "/" + r.PathValue("step") + "/" + r.PathValue("demand")
}

func (f Guide) demandOf(r *Request) (content.Step, content.Demand, error) {
	step, err := f.Service.Step(r.PathValue("step"))
	if err != nil {
		return step, content.Demand{}, err
	}
	demand, ok := step.Demand(r.PathValue("demand"))
	if !ok {
		return step, demand, fault.New("web.Guide", fault.NotFound, "guide.no_such_demand", nil)
	}
	return step, demand, nil
}

func tickFields(r *Request, form *Form) []components.Component {
	return []components.Component{
		components.Choices{Name: "state", Label: r.T("web_guide.tick.state"), Options: []components.Choice{
			{Value: string(guide.TickDone), Label: r.T("web_guide.tick.done")},
			{Value: string(guide.TickNotApplicable), Label: r.T("web_guide.tick.not_applicable")},
		}}.Fill(form),
		components.Field{
			Name: "note", Label: r.T("web_guide.tick.note"), Help: r.T("web_guide.tick.note_help"), Kind: components.LongText, Rows: 3, Max: 1000, Optional: true,
		}.Fill(form),
		components.Date{Name: "day", Label: r.T("web_guide.tick.day"), Help: r.T("web_guide.tick.day_help"), Optional: true}.Fill(form),
	}
}

func (f Guide) tick(w http.ResponseWriter, r *Request) error {
	actor, err := r.person()
	if err != nil {
		return err
	}
	id, _ := r.ID()
	return r.answer(
		func(form *Form) error {
			tick := guide.Tick{
				Step: r.PathValue("step"), Demand: r.PathValue("demand"), State: guide.TickState(form.Text("state")), Note: form.Text("note"), Day: form.Date("day"),
			}
			if form.Problems() != nil {
				return nil
			}
			return f.Service.Tick(r.Context(), actor, id, tick)
		},
		func(form *Form) error { return f.showTick(w, r, form) },
		func() error { return r.Redirect(w, guideOf(id)+"#step-"+r.PathValue("step"), "web_guide.ticked") },
	)
}

func (f Guide) untick(w http.ResponseWriter, r *Request) error {
	actor, err := r.person()
	if err != nil {
		return err
	}
	id, _ := r.ID()
	if err := f.Service.Untick(r.Context(), actor, id, r.PathValue("step"), r.PathValue("demand")); err != nil {
		return err
	}
	return r.Redirect(w, guideOf(id)+"#step-"+r.PathValue("step"), "web_guide.unticked")
}
