package web

import (
	"net/http"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/web/components"
)

// OwnArchitecture holds an organisation's own systems against the reference architecture: which blocks each needs, what is in place,
// and the gaps.
type OwnArchitecture struct {
	Architecture
	Service *guide.Service
}

// Routes are the addresses, below a system of one's own.
func (f OwnArchitecture) Routes(routes *Routes) {
	const base = "/work/systems/{id}/architecture"
	routes.Get(base, f.loaded(OwnArchitecture.show))
	routes.Get(base+".json", f.loaded(OwnArchitecture.json))
	routes.Get(base+"/{block}", f.loaded(OwnArchitecture.ask))
	routes.Post(base+"/{block}", f.loaded(OwnArchitecture.mark))
	routes.Post(base+"/{block}/undo", f.loaded(OwnArchitecture.undo))
}

// loaded calls a handler with the architecture read.
func (f OwnArchitecture) loaded(show func(OwnArchitecture, http.ResponseWriter, *Request) error) Handler {
	return func(w http.ResponseWriter, r *Request) error {
		architecture, err := f.load()
		if err != nil {
			return err
		}
		return show(OwnArchitecture{Architecture: architecture, Service: f.Service}, w, r)
	}
}

// Views are the pages by their templates.
func (OwnArchitecture) Views() Views {
	return Views{"architecture/own": ownArchitectureView{}, "architecture/mark": blockMarkView{}}
}

func ownArchitecture(system string) string { return ownPath(system) + "/architecture" }

// ownArchitectureView is what templates/architecture/own.html shows.
type ownArchitectureView struct {
	Page
	Progress components.Progress
	Counts   components.SummaryList
	Layers   []ownLayer
	Unsure   []ownBlock // it hangs on what the record does not say
	Record   string     // where the record is filled in
	Rest     []string   // blocks that are not needed
	MayWrite bool
	Links    components.LinkList
}

type ownLayer struct {
	ID, Name string
	Blocks   []ownBlock
}

// ownBlock is a block of one's own system.
type ownBlock struct {
	ID     string
	Link   components.Link
	State  guide.BlockState
	Word   string
	Why    []string
	Asks   string
	Seen   string
	Filled string
	Note   string
	When   string
	Mark   *components.Link
	Form   string // takes the mark back
	Undo   *components.Button
}

func (f OwnArchitecture) conformance(r *Request) (guide.Conformance, error) {
	actor, err := r.person()
	if err != nil {
		return guide.Conformance{}, err
	}
	id, _ := r.ID()
	return f.Service.Conformance(r.Context(), actor, id)
}

func (f OwnArchitecture) show(w http.ResponseWriter, r *Request) error {
	c, err := f.conformance(r)
	if err != nil {
		return err
	}
	id := c.System.Record.ID
	view := ownArchitectureView{Page: r.recordPage(c.System, r.T("web_architecture.own.title"))}
	view.MayWrite = r.Viewer.Actor.May(account.Edit, c.System.Record.OrganisationID)
	view.Counts, view.Progress = f.counts(r, c), f.progress(r, c)
	view.Record = ownPath(id)
	f.sort(r, c, &view)
	view.Links = components.LinkList{ID: "more", Heading: r.T("web_architecture.more"), Links: []components.Link{
		{Href: r.To(ArchitecturePath), Label: f.in(r, f.arch.Title)},
		{Href: r.To(guideOf(id)), Label: r.T("web_guide.status.title")},
		{Href: r.To(ownArchitecture(id) + ".json"), Label: "JSON"},
	}}
	return r.Render(w, http.StatusOK, "architecture/own", view)
}

func (f OwnArchitecture) json(w http.ResponseWriter, r *Request) error {
	c, err := f.conformance(r)
	if err != nil {
		return err
	}
	return r.JSON(w, conformanceJSON(r, c))
}

func (f OwnArchitecture) progress(r *Request, c guide.Conformance) components.Progress {
	done := c.Count(guide.BlockInPlace)
	return components.Progress{
		Label: r.T("web_architecture.own.progress"), Done: done, Total: done + c.Count(guide.BlockPlanned) + c.Count(guide.BlockGap),
	}
}

func (f OwnArchitecture) counts(r *Request, c guide.Conformance) components.SummaryList {
	var list components.SummaryList
	for _, state := range guide.BlockStates() {
		list.Rows = append(list.Rows, components.SummaryRow{
			Key:   r.T("web_architecture.own.state." + string(state)),
			Value: []components.Component{components.Text{Value: r.Printer.N("web_architecture.blocks_shown", c.Count(state), nil)}},
		})
	}
	return list
}

// sort puts each block where it belongs on the page: in its layer when it is needed or marked, else among the unclear or the rest.
func (f OwnArchitecture) sort(r *Request, c guide.Conformance, view *ownArchitectureView) {
	for _, layer := range f.arch.Layers {
		shown := ownLayer{ID: "layer-" + layer.ID, Name: f.in(r, layer.Name)}
		for _, b := range c.Blocks {
			if b.Block.Layer != layer.ID {
				continue
			}
			switch block := f.ownBlock(r, c.System.Record.ID, b, view.MayWrite); {
			case b.State == guide.BlockUnsure:
				view.Unsure = append(view.Unsure, block)
			case b.State == guide.BlockNotNeeded && b.Mark == nil:
				view.Rest = append(view.Rest, block.Link.Label)
			default:
				shown.Blocks = append(shown.Blocks, block)
			}
		}
		if len(shown.Blocks) > 0 {
			view.Layers = append(view.Layers, shown)
		}
	}
}

func (f OwnArchitecture) ownBlock(r *Request, system string, b guide.BlockStanding, mayWrite bool) ownBlock {
	shown := ownBlock{
		ID: b.Block.ID, Link: f.blockLink(r, b.Block.ID), State: b.State, Word: r.T("web_architecture.own.state." + string(b.State)),
		Why: f.each(r, b.Why), Asks: b.Asks.In(r.Lang),
	}
	if b.Seen != nil {
		shown.Seen = f.in(r, *b.Seen)
	}
	if b.Mark != nil {
		shown.Filled, shown.Note, shown.When = b.Mark.FilledBy, b.Mark.Note, r.Printer.Date(b.Mark.Day)
	}
	if !mayWrite {
		return shown
	}
	at := ownArchitecture(system) + "/" + b.Block.ID
	shown.Mark = &components.Link{Href: r.To(at), Label: r.T("web_architecture.own.mark"), Hidden: shown.Link.Label}
	if b.Mark != nil {
		shown.Form = r.To(at + "/undo")
		shown.Undo = &components.Button{Label: r.T("web_architecture.own.undo"), Kind: components.Quiet, Hidden: shown.Link.Label}
	}
	return shown
}

// blockMarkView is what templates/architecture/mark.html shows: the form for saying how it is with a block.
type blockMarkView struct {
	Page
	Purpose string
	Demands []string
	Action  string
	Fields  []components.Component
	Send    components.Buttons
}

func (f OwnArchitecture) ask(w http.ResponseWriter, r *Request) error {
	c, err := f.conformance(r)
	if err != nil {
		return err
	}
	form := r.NewForm()
	if b, ok := c.Block(r.PathValue("block")); ok && b.Mark != nil {
		form.Set("state", string(b.Mark.State))
		form.Set("filled_by", b.Mark.FilledBy)
		form.Set("note", b.Mark.Note)
		form.SetDate("day", b.Mark.Day)
	}
	return f.showMark(w, r, c, form)
}

func (f OwnArchitecture) showMark(w http.ResponseWriter, r *Request, c guide.Conformance, form *Form) error {
	if !r.Viewer.Actor.May(account.Edit, c.System.Record.OrganisationID) {
		return fault.New("web.OwnArchitecture", fault.Forbidden, "", nil)
	}
	b, ok := f.arch.Block(r.PathValue("block"))
	if !ok {
		return fault.New("web.OwnArchitecture", fault.NotFound, "web_architecture.no_block", nil)
	}
	home := ownArchitecture(c.System.Record.ID)
	view := blockMarkView{
		Page:    r.recordPage(c.System, f.in(r, b.Name)).Under(r.T("web_architecture.own.title"), home).With(form),
		Purpose: f.in(r, b.Purpose), Demands: f.each(r, b.Demands), Action: r.To(home + "/" + b.ID), Fields: markFields(r, form),
		Send: submit(r.T("web_architecture.own.save"), components.Link{Href: r.To(home), Label: r.T("people.cancel")}),
	}
	status := http.StatusOK
	if len(view.Errors) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return r.Render(w, status, "architecture/mark", view)
}

func markFields(r *Request, form *Form) []components.Component {
	var options []components.Choice
	for _, state := range []guide.BlockState{guide.BlockInPlace, guide.BlockPlanned, guide.BlockNotNeeded} {
		options = append(options, components.Choice{Value: string(state), Label: r.T("web_architecture.own.state." + string(state))})
	}
	return []components.Component{
		components.Choices{Name: "state", Label: r.T("web_architecture.own.how"), Options: options}.Fill(form),
		components.Field{Name: "filled_by", Label: r.T("web_architecture.own.filled_by"), Help: r.T("web_architecture.own.filled_help"), Max: 200, Optional: true}.Fill(form),
		components.Field{Name: "note", Label: r.T("web_architecture.own.note"), Help: r.T("web_architecture.own.note_help"), Kind: components.LongText, Rows: 3, Max: 1000, Optional: true}.Fill(form),
		components.Date{Name: "day", Label: r.T("web_architecture.own.day"), Help: r.T("web_architecture.own.day_help"), Optional: true}.Fill(form),
	}
}

func (f OwnArchitecture) mark(w http.ResponseWriter, r *Request) error {
	c, err := f.conformance(r)
	if err != nil {
		return err
	}
	form, err := r.ReadForm()
	if err != nil {
		return err
	}
	mark := guide.BlockMark{
		Block: r.PathValue("block"), State: guide.BlockState(form.Text("state")), FilledBy: form.Text("filled_by"), Note: form.Text("note"), Day: form.Date("day"),
	}
	if form.Problems() != nil {
		return f.showMark(w, r, c, form)
	}
	err = f.Service.MarkBlock(r.Context(), r.Viewer.Actor, c.System.Record.ID, mark)
	if form.Reject(err) {
		return f.showMark(w, r, c, form)
	}
	if err != nil {
		return err
	}
	return r.Redirect(w, ownArchitecture(c.System.Record.ID)+"#block-"+mark.Block, "web_architecture.own.marked")
}

func (f OwnArchitecture) undo(w http.ResponseWriter, r *Request) error {
	actor, err := r.person()
	if err != nil {
		return err
	}
	id, _ := r.ID()
	if err := f.Service.UnmarkBlock(r.Context(), actor, id, r.PathValue("block")); err != nil {
		return err
	}
	return r.Redirect(w, ownArchitecture(id)+"#block-"+r.PathValue("block"), "web_architecture.own.undone")
}

// blockJSON is how a block stands for a system, as JSON.
type blockJSON struct {
	ID       string   `json:"id"`
	Layer    string   `json:"layer"`
	Need     string   `json:"need"`
	State    string   `json:"state"`
	Why      []string `json:"why"`
	Seen     string   `json:"seen,omitempty"`
	FilledBy string   `json:"filled_by,omitempty"`
	Note     string   `json:"note,omitempty"`
	Day      string   `json:"day,omitempty"`
}

func conformanceJSON(r *Request, c guide.Conformance) any {
	out := struct {
		System string         `json:"system"`
		Counts map[string]int `json:"counts"`
		Blocks []blockJSON    `json:"blocks"`
	}{System: c.System.Record.ID, Counts: map[string]int{}}
	for _, b := range c.Blocks {
		row := blockJSON{ID: b.Block.ID, Layer: b.Block.Layer, Need: string(b.Need), State: string(b.State), Why: []string{}}
		for _, why := range b.Why {
			row.Why = append(row.Why, why.In(string(r.Lang)))
		}
		if b.Seen != nil {
			row.Seen = b.Seen.In(string(r.Lang))
		}
		if b.Mark != nil {
			row.FilledBy, row.Note, row.Day = b.Mark.FilledBy, b.Mark.Note, b.Mark.Day
		}
		out.Counts[row.State]++
		out.Blocks = append(out.Blocks, row)
	}
	return out
}
