package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// guideStatusView is what templates/guide/status.html shows: where a system stands.
type guideStatusView struct {
	Page
	Lead     string
	Way      wayView
	Progress components.Progress
	Next     *nextStepView
	Done     bool // nothing remains
	Groups   []statusGroup
	Off      []components.Link // steps that are not on the way
	OffTitle string
	Ways     components.LinkList
}

type nextStepView struct {
	Button components.Button
	Title  string
	Lead   string
	Why    string
	Places []components.Link // where what is missing is filled in
}

type statusGroup struct {
	ID, Title string
	Steps     []statusStep
}

type statusStep struct {
	ID      string
	Link    components.Link
	State   guide.State
	Word    string
	Why     string
	Next    bool
	Count   string
	Places  []components.Link
	Demands []statusDemand
}

type statusDemand struct {
	Text  string
	State guide.DemandState
	Word  string
	Shown []string // what shows it
	Lacks []string // what would show it
	Note  string
	When  string
	Mark  *components.Link
	Undo  *components.Button
	Form  string // action of the form that takes a tick back
}

func (f Guide) standing(r *Request) (guide.Standing, error) {
	actor, err := r.person()
	if err != nil {
		return guide.Standing{}, err
	}
	id, _ := r.ID()
	return f.Service.Status(r.Context(), actor, id)
}

func guideOf(id string) string { return ownPath(id) + "/guide" }

func (f Guide) status(w http.ResponseWriter, r *Request) error {
	standing, err := f.standing(r)
	if err != nil {
		return err
	}
	g, err := f.Service.Guide()
	if err != nil {
		return err
	}
	id := standing.System.Record.ID
	view := guideStatusView{Page: r.recordPage(standing.System, r.T("web_guide.status.title")), Lead: r.T("web_guide.status.lead"), Way: f.wayView(r, g, standing)}
	view.Progress = progressOf(r, standing)
	view.Next = f.nextStep(r, g, standing)
	view.Done = view.Next == nil
	f.statusSteps(r, g, standing, &view)
	view.OffTitle = r.Printer.N("web_guide.way.off", len(view.Off), nil)
	view.Ways = ownGuideWays(r, id)
	return r.Render(w, http.StatusOK, "guide/status", view)
}

// statusSteps puts the steps of the way into the view: the whole way by the guide's groups, a short one as one list in its own order.
// The steps that are not on it are only named.
func (f Guide) statusSteps(r *Request, g content.Guide, s guide.Standing, view *guideStatusView) {
	mayWrite := r.Viewer.Actor.May(account.Edit, s.System.Record.OrganisationID)
	group := map[string]int{} // place in the view, by the guide's group
	for _, one := range s.OnWay() {
		step, _ := g.Step(one.ID)
		id, title := "steps", r.T("web_guide.way.own_steps")
		if s.Way.Path == "" {
			id, title = groupOf(r, g, one.ID)
		}
		at, there := group[id]
		if !there {
			at = len(view.Groups)
			group[id] = at
			view.Groups = append(view.Groups, statusGroup{ID: id, Title: title})
		}
		view.Groups[at].Steps = append(view.Groups[at].Steps, statusStepOf(r, s.System, step, one, one.ID == s.Next, mayWrite))
	}
	for _, one := range s.Steps {
		if step, _ := g.Step(one.ID); !one.OnPath {
			view.Off = append(view.Off, components.Link{Href: r.To(stepPath(one.ID)), Label: step.Text(string(r.Lang)).Title})
		}
	}
}

// groupOf is the id and title of the stretch of the way that a step belongs to.
func groupOf(r *Request, g content.Guide, step string) (id, title string) {
	for _, group := range g.Groups {
		if slices.Contains(group.Steps, step) {
			return group.ID, r.said(group.Title)
		}
	}
	return "", ""
}

// ownGuideWays lead to what else the guide knows of a system.
func ownGuideWays(r *Request, id string) components.LinkList {
	return components.LinkList{ID: "ways", Heading: r.T("web_guide.more"), Links: []components.Link{
		{Href: r.To(ownPath(id) + "/qualities"), Label: r.T("web_guide.own_qualities.title")},
		{Href: r.To(dataOf(id)), Label: r.T("inventory.title")},
		{Href: r.To(ownArchitecture(id)), Label: r.T("web_architecture.own.title")},
		{Href: r.To(guidePath), Label: r.T("web_guide.title")},
		{Href: r.To(guideOf(id) + ".json"), Label: "JSON"},
	}}
}

// progressOf counts the steps of the way that are done, out of those that apply.
func progressOf(r *Request, s guide.Standing) components.Progress {
	p := components.Progress{Label: r.T("web_guide.status.progress")}
	for _, step := range s.OnWay() {
		if step.State == guide.NotApplicable || step.Total == 0 {
			continue
		}
		p.Total++
		if step.State == guide.Done {
			p.Done++
		}
	}
	return p
}

func (f Guide) nextStep(r *Request, g content.Guide, s guide.Standing) *nextStepView {
	step, ok := g.Step(s.Next)
	if !ok {
		return nil
	}
	one, _ := s.Step(s.Next)
	text := step.Text(string(r.Lang))
	return &nextStepView{
		Button: components.Button{Label: r.T("web_guide.next", map[string]any{"step": text.Title}), Href: r.To(stepFor(step.ID, s.System.Record.ID))},
		Title:  text.Title, Lead: text.Lead, Why: one.Why.In(r.Printer), Places: placeLinks(r, s.System, one.Places),
	}
}

func statusStepOf(r *Request, system register.View, step content.Step, s guide.StepStanding, next, mayWrite bool) statusStep {
	shown := statusStep{
		ID: s.ID, Link: components.Link{Href: r.To(stepFor(s.ID, system.Record.ID)), Label: step.Text(string(r.Lang)).Title}, State: s.State,
		Word: r.T("guide.state." + string(s.State)), Why: s.Why.In(r.Printer), Next: next,
		Places: placeLinks(r, system, s.Places),
	}
	settled := 0
	for _, d := range s.Demands {
		if d.Settled() {
			settled++
		}
		demand, _ := step.Demand(d.ID)
		shown.Demands = append(shown.Demands, statusDemandOf(r, system.Record.ID, step.ID, demand, d, mayWrite))
	}
	shown.Count = r.T("web_guide.status.checks", map[string]any{"done": settled, "total": len(s.Demands)})
	return shown
}

func statusDemandOf(r *Request, system, step string, demand content.Demand, d guide.DemandStanding, mayWrite bool) statusDemand {
	at := guideOf(system) + "/" + step + "/" + d.ID
	shown := statusDemand{Text: r.said(demand.Text), State: d.State, Word: r.T("web_guide.demand." + string(d.State))}
	for _, w := range d.Shown {
		shown.Shown = append(shown.Shown, w.In(r.Printer))
	}
	for _, w := range d.Lacks {
		shown.Lacks = append(shown.Lacks, w.In(r.Printer))
	}
	if d.Tick != nil {
		shown.Note, shown.When = d.Tick.Note, r.Printer.Date(d.Tick.Day)
	}
	if !mayWrite {
		return shown
	}
	if d.Tick != nil {
		shown.Form = r.To(at + "/undo")
		shown.Undo = &components.Button{Label: r.T("web_guide.undo"), Kind: components.Quiet, Hidden: shown.Text}
	} else if d.State != guide.DemandShown {
		shown.Mark = &components.Link{Href: r.To(at), Label: r.T("web_guide.mark"), Hidden: shown.Text}
	}
	return shown
}

// placeLinks lead to where what a step waits for is filled in, for those who may.
func placeLinks(r *Request, v register.View, places []guide.Place) []components.Link {
	if !r.Viewer.Actor.May(account.Edit, v.Record.OrganisationID) {
		return nil
	}
	var links []components.Link
	for _, p := range places {
		title := map[string]any{"title": p.Title}
		switch {
		case p.Publish:
			links = append(links, components.Link{Href: r.To(ownPath(v.Record.ID) + "/publish"), Label: r.T("web_guide.place.publish")})
		case p.Size:
			links = append(links, components.Link{Href: r.To(wayOf(v.Record.ID)), Label: r.T("web_guide.place.size")})
		case p.Inventory:
			links = append(links, components.Link{Href: r.To(dataOf(v.Record.ID)), Label: r.T("web_guide.place.inventory")})
		case p.Assessment != "":
			links = append(links, components.Link{Href: r.To(assessmentPath(p.Assessment)), Label: r.T("web_guide.place.assessment", title)})
		case p.Instrument != "":
			query := url.Values{"system": {v.Record.ID}, "instrument": {p.Instrument}}
			links = append(links, components.Link{Href: r.To(AssessmentsPath + "/new?" + query.Encode()), Label: r.T("web_guide.place.begin", title)})
		default:
			links = append(links, components.Link{Href: r.To(ownPath(v.Record.ID) + "/edit/" + p.Group), Label: r.T("web_guide.place.record", title)})
		}
	}
	return links
}

func (f Guide) statusJSON(w http.ResponseWriter, r *Request) error {
	standing, err := f.standing(r)
	if err != nil {
		return err
	}
	return r.JSON(w, standing.Export(r.Printer))
}

// NextStep is the next step of the guide for a system, as one button with its reason; nil where nothing remains.
func (f Guide) NextStep(r *Request, systemID string) (components.Component, error) {
	standing, err := f.Service.Status(r.Context(), r.Viewer.Actor, systemID)
	if err != nil {
		return nil, err
	}
	g, err := f.Service.Guide()
	if err != nil {
		return nil, err
	}
	way := components.Link{Href: r.To(guideOf(systemID)), Label: r.T("web_guide.status.way")}
	next := f.nextStep(r, g, standing)
	if next == nil {
		return components.Notice{Kind: components.Success, Title: r.T("web_guide.nothing_left"), Body: []components.Component{way}}, nil
	}
	shown := components.Group{
		components.Buttons{Buttons: []components.Button{next.Button}, Links: []components.Link{
			way, {Href: r.To(dataOf(systemID)), Label: r.T("inventory.title")}, {Href: r.To(ownArchitecture(systemID)), Label: r.T("web_architecture.own.title")},
		}},
		components.Prose{Value: next.Why},
		components.LinkList{Links: next.Places},
	}
	if path, ok := g.Path(standing.Way.Path); ok {
		shown = append(shown, components.Prose{Value: r.T("web_guide.way.short", fault.Args{"path": r.said(path.Title)}) + " " + standing.Way.Why.In(r.Printer)})
	}
	return shown, nil
}
