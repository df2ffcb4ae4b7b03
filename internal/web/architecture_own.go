package web

import (
	"net/http"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/register"
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
	routes.Get(base+".csv", f.loaded(OwnArchitecture.csv))
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
	Next     *ownNext
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
	Lacks  string            // what would show that a gap is filled
	Places []components.Link // where it is done, and the steps of the guide that help
	Mark   *components.Link
	Form   string // takes the mark back
	Undo   *components.Button
}

// ownNext is what to do next: settle what is unclear, or fill the first gap.
type ownNext struct {
	Unsure string // how much is unclear
	Asks   []components.Link
	Gap    *ownBlock
	Done   bool // nothing is unclear and there is no gap
}

// mostAsks is how many places the page sends to at once.
const mostAsks = 3

func (f OwnArchitecture) next(r *Request, c guide.Conformance, mayWrite bool) *ownNext {
	next := &ownNext{Asks: placeLinks(r, c.System, c.Asks())}
	next.Asks = next.Asks[:min(mostAsks, len(next.Asks))]
	if n := c.Count(guide.BlockUnsure); n > 0 {
		next.Unsure = r.Printer.N("web_architecture.own.unsure", n, nil)
	}
	if gap, ok := c.NextGap(); ok {
		block := f.ownBlock(r, c.System, gap, mayWrite)
		next.Gap = &block
	}
	next.Done = next.Unsure == "" && next.Gap == nil
	return next
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
	view.Next = f.next(r, c, view.MayWrite)
	view.Record = ownPath(id)
	f.sort(r, c, &view)
	view.Links = components.LinkList{ID: "more", Heading: r.T("web_architecture.more"), Links: []components.Link{
		{Href: r.To(ArchitecturePath), Label: f.in(r, f.arch.Title)},
		{Href: r.To(guideOf(id)), Label: r.T("web_guide.status.title")},
		{Href: r.To(ownArchitecture(id) + ".csv"), Label: "CSV"},
		{Href: r.To(ownArchitecture(id) + ".json"), Label: "JSON"},
	}}
	return r.Render(w, http.StatusOK, "architecture/own", view)
}

func (f OwnArchitecture) json(w http.ResponseWriter, r *Request) error {
	c, err := f.conformance(r)
	if err != nil {
		return err
	}
	return r.JSON(w, c.Export(string(r.Lang)))
}

func (f OwnArchitecture) csv(w http.ResponseWriter, r *Request) error {
	c, err := f.conformance(r)
	if err != nil {
		return err
	}
	data, err := c.Export(string(r.Lang)).WriteCSV()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Disposition", disposition(r.T("web_architecture.own.file")+".csv"))
	return r.Send(w, "text/csv; charset=utf-8", data)
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
			switch block := f.ownBlock(r, c.System, b, view.MayWrite); {
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

func (f OwnArchitecture) ownBlock(r *Request, system register.View, b guide.BlockStanding, mayWrite bool) ownBlock {
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
	if b.Lacks != nil {
		shown.Lacks = f.in(r, *b.Lacks)
	}
	shown.Places = placeLinks(r, system, b.Places)
	if b.State == guide.BlockGap || b.State == guide.BlockPlanned {
		for _, step := range b.Block.Guide {
			if found, ok := f.steps[step]; ok {
				shown.Places = append(shown.Places, components.Link{
					Href: r.To(stepFor(step, system.Record.ID)), Label: r.T("web_architecture.own.step", fault.Args{"step": found.Text(string(r.Lang)).Title}),
				})
			}
		}
	}
	if !mayWrite {
		return shown
	}
	at := ownArchitecture(system.Record.ID) + "/" + b.Block.ID
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
	id := c.System.Record.ID
	return r.answer(
		func(form *Form) error {
			mark := guide.BlockMark{
				Block: r.PathValue("block"), State: guide.BlockState(form.Text("state")), FilledBy: form.Text("filled_by"), Note: form.Text("note"), Day: form.Date("day"),
			}
			if form.Problems() != nil {
				return nil
			}
			return f.Service.MarkBlock(r.Context(), r.Viewer.Actor, id, mark)
		},
		func(form *Form) error { return f.showMark(w, r, c, form) },
		func() error {
			return r.Redirect(w, ownArchitecture(id)+"#block-"+r.PathValue("block"), "web_architecture.own.marked")
		},
	)
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
