package web

import (
	"net/url"
	"slices"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/web/components"
)

// ownStepView is how a step stands for the system that the reader came from: what remains, where it is done, and the ways on.
type ownStepView struct {
	Title  string
	Step   statusStep
	Next   *components.Link // the system's next step, where it is another
	Back   components.Link
	System components.Link
}

// stepFor is the address of a step, read for a system.
func stepFor(step, system string) string {
	return stepPath(step) + "?" + url.Values{"system": {system}}.Encode()
}

// forSystem adds how the step stands for the system that the address names. A reader who may not see the system gets the step as
// everybody sees it: an address that is passed on must not become an error.
func (f Guide) forSystem(r *Request, g content.Guide, step content.Step, view *guideStepView) error {
	system := r.URL.Query().Get("system")
	if system == "" || !r.Viewer.SignedIn() {
		return nil
	}
	standing, err := f.Service.Status(r.Context(), r.Viewer.Actor, system)
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Forbidden) {
		return nil
	}
	if err != nil {
		return err
	}
	one, ok := standing.Step(step.ID)
	if !ok {
		return nil
	}
	mayWrite := r.Viewer.Actor.May(account.Edit, standing.System.Record.OrganisationID)
	name := nameOr(r, standing.System.Content().Name)
	view.Own = &ownStepView{
		Title: r.T("web_guide.own_step.title", map[string]any{"system": name}), Step: statusStepOf(r, standing.System, step, one, one.ID == standing.Next, mayWrite),
		Back:   components.Link{Href: r.To(guideOf(system)) + "#step-" + step.ID, Label: r.T("web_guide.status.way")},
		System: components.Link{Href: r.To(ownPath(system)), Label: name},
	}
	if next, ok := g.Step(standing.Next); ok && next.ID != step.ID {
		view.Own.Next = &components.Link{
			Href: r.To(stepFor(next.ID, system)), Label: r.T("web_guide.next", map[string]any{"step": next.Text(string(r.Lang)).Title}),
		}
	}
	view.Before, view.After = alongTheWay(r, g, standing, step.ID)
	way := standing.OnWay()
	if at := slices.IndexFunc(way, func(s guide.StepStanding) bool { return s.ID == step.ID }); at >= 0 {
		view.Step.Place = r.T("web_guide.own_step.place", map[string]any{"n": at + 1, "total": len(way)})
	}
	return nil
}

// alongTheWay are the steps before and after on the way of the system; those that do not apply are passed by.
func alongTheWay(r *Request, g content.Guide, s guide.Standing, id string) (before, after *components.Link) {
	link := func(one guide.StepStanding) *components.Link {
		step, _ := g.Step(one.ID)
		return &components.Link{Href: r.To(stepFor(one.ID, s.System.Record.ID)), Label: step.Text(string(r.Lang)).Title}
	}
	passed := false // false to the end for a step that is not on the way: it has none after it
	for _, one := range s.OnWay() {
		switch {
		case one.ID == id:
			passed = true
		case one.State == guide.NotApplicable:
		case passed:
			return before, link(one)
		default:
			before = link(one)
		}
	}
	return before, nil
}
