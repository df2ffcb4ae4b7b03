package web

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// Drafting is writing about a system of one's own: from the first draft through the form's parts to publication, change of phase and
// the end.
type Drafting struct {
	Register *register.Service
	Accounts *account.Service
	record   record // the public page, which the preview is made as
	// assessments shows those of a record, with the way to begin another.
	assessments func(r *Request, systemID string) (components.Component, error)
	// nextStep is the next step of the guide for a record, as one button.
	nextStep func(r *Request, systemID string) (components.Component, error)
}

// Views names the pages.
func (Drafting) Views() Views {
	return Views{
		"drafting/tasks": draftTasksView{}, "drafting/edit": editView{}, "drafting/preview": draftPreviewView{}, "drafting/publish": publishView{},
		"drafting/where": whereView{}, "site/form": formPage{}, "site/confirm": confirmPage{},
	}
}

// Routes registers the handlers.
func (f Drafting) Routes(routes *Routes) {
	routes.Get(NewSystemPath, f.chooseOrganisation)
	routes.Get("/work/organisations/{org}/systems/new", f.askNew)
	routes.Post("/work/organisations/{org}/systems/new", f.create)
	routes.Get("/work/systems/{id}", f.tasks)
	routes.Get("/work/systems/{id}/edit/{group}", f.edit)
	routes.Post("/work/systems/{id}/edit/{group}", f.save)
	routes.Get("/work/systems/{id}/preview", f.preview)
	for _, act := range f.acts() {
		routes.Get("/work/systems/{id}"+act.path, f.ask(act))
		routes.Post("/work/systems/{id}"+act.path, f.do(act))
	}
}

// own reads the record of the address for a member of its organisation; for everybody else it is not found.
func (f Drafting) own(r *Request) (register.View, error) {
	actor, err := r.person()
	if err != nil {
		return register.View{}, err
	}
	id, _ := r.ID()
	return f.Register.Own(r.Context(), actor, id)
}

// ownFor is own for a page that begins an act: who may not do it is told before filling anything in.
func (f Drafting) ownFor(r *Request, p account.Permission) (register.View, error) {
	view, err := f.own(r)
	if err == nil && !r.Viewer.Actor.May(p, view.Record.OrganisationID) {
		return view, fault.New("web.Drafting", fault.Forbidden, "drafting.forbidden."+string(p), nil)
	}
	return view, err
}

// recordPage begins a page about a record.
func (r *Request) recordPage(v register.View, title string) Page {
	page := r.Page(title).Under(r.T("work.title"), WorkPath+"?org="+v.Record.OrganisationID)
	page.NoIndex = true
	if title != nameOr(r, v.Content().Name) {
		page = page.Under(nameOr(r, v.Content().Name), ownPath(v.Record.ID))
	}
	return page
}

// draftTasksView is what templates/drafting/tasks.html shows.
type draftTasksView struct {
	Page
	Owner    string
	State    string
	Changed  string
	MayWrite bool
	MissesN  int // of the seven of a first draft
	Tasks    components.TaskList
	Folded   components.TaskList
	Ways     components.LinkList // what can be done with the record now
	Assessed components.Component
	Next     components.Component // the next step of the guide
	Publish  components.Button
}

func (f Drafting) tasks(w http.ResponseWriter, r *Request) error {
	v, err := f.own(r)
	if err != nil {
		return err
	}
	if _, asJSON := r.ID(); asJSON {
		return f.writeJSON(w, v)
	}
	system := v.Content()
	actor, id := r.Viewer.Actor, v.Record.OrganisationID
	view := draftTasksView{
		Page: r.recordPage(v, nameOr(r, system.Name)), Owner: v.Organisation.Name.In(r.Lang),
		State: stateWords(r, v.Record.State, v.Record.HasDraft()), Changed: r.Printer.Moment(v.Record.UpdatedAt),
		MayWrite: actor.May(account.Edit, id), MissesN: len(system.MissingForDraft(f.Register.Definitions())),
		Ways: components.LinkList{Heading: r.T("drafting.ways"), Links: f.ways(r, v)},
	}
	if v.Record.HasDraft() {
		view.Publish = components.Button{Label: r.T("drafting.publish.way"), Href: r.To(ownPath(v.Record.ID) + "/publish")}
	}
	view.Tasks, view.Folded, err = f.taskLists(r, v, view.MayWrite)
	if err != nil {
		return err
	}
	if view.Next, err = f.nextStep(r, v.Record.ID); err != nil {
		return err
	}
	if view.Assessed, err = f.assessments(r, v.Record.ID); err != nil {
		return err
	}
	return r.Render(w, http.StatusOK, "drafting/tasks", view)
}

// ways are the links to what can be done with a record as it stands.
func (f Drafting) ways(r *Request, v register.View) []components.Link {
	actor, organisation, at := r.Viewer.Actor, v.Record.OrganisationID, ownPath(v.Record.ID)
	var links []components.Link
	add := func(when bool, path, key string) {
		if when {
			links = append(links, components.Link{Href: r.To(path), Label: r.T(key)})
		}
	}
	write, decide := actor.May(account.Edit, organisation), actor.May(account.Decide, organisation)
	draft, public := v.Record.HasDraft(), v.Record.IsPublic()
	add(true, at+"/preview", "drafting.preview.way")
	add(public, "/systems/"+v.Record.ID, "drafting.public_page")
	add(write && public, at+"/phase", "drafting.phase.title")
	add(decide && v.Record.State == register.Published && !draft, at+"/retire", "drafting.retire.title")
	add(write && draft, at+"/discard", "drafting.discard.way")
	add(true, at+".json", "drafting.json")
	return links
}

// taskLists are the parts of the form: those that everybody needs, and the long optional ones.
func (f Drafting) taskLists(r *Request, v register.View, mayWrite bool) (open, folded components.TaskList, err error) {
	values, err := treeOf(v.Content())
	if err != nil {
		return open, folded, err
	}
	needed := map[string]int{}
	wanted := map[string]int{}
	for _, gap := range v.Content().Gaps(f.Register.Definitions()) {
		def, _ := f.Register.Definitions().Field(gap.Field)
		if gap.Need == register.Required {
			needed[def.Group]++
		}
		wanted[def.Group]++
	}
	open.Label, folded.Label, folded.Name = r.T("drafting.parts"), r.T("drafting.more_parts"), "more"
	for _, group := range f.Register.Definitions().Groups() {
		task := groupTask(r, group, values, wanted[group.ID], needed[group.ID])
		if mayWrite {
			task.Href = r.To(ownPath(v.Record.ID) + "/edit/" + group.ID)
		}
		if group.Folded {
			folded.Tasks = append(folded.Tasks, task)
			continue
		}
		open.Tasks = append(open.Tasks, task)
	}
	return open, folded, nil
}

func groupTask(r *Request, group content.FieldGroup, values tree, wanted, needed int) components.Task {
	stated, _ := values["stated"].(map[string]any)
	answered, total := 0, 0
	for _, field := range group.Fields {
		if !isAsked(field) {
			continue
		}
		total++
		if _, said := stated[field.ID]; said || !isEmpty(values.at(field.ID)) {
			answered++
		}
	}
	task := components.Task{
		Title:  contentText(group.Title).In(r.Lang),
		Detail: r.T("work.progress", fault.Args{"done": answered, "total": total}),
	}
	switch {
	case answered == 0:
		task.Status = components.NotStarted
	case wanted > 0:
		task.Status = components.InProgress
	default:
		task.Status = components.Done
	}
	if needed > 0 {
		task.Hint = r.Printer.N("work.required_missing", needed, nil)
	}
	return task
}

// ownExport is a record of one's own as JSON, draft and all. It is not the public form: that is register.ExportRecord.
type ownExport struct {
	ID           string          `json:"id"`
	Organisation string          `json:"organisation"`
	State        register.State  `json:"state"`
	Revision     int64           `json:"revision"`
	Draft        bool            `json:"draft"` // whether system is a draft that is not published
	System       register.System `json:"system"`
}

func (f Drafting) writeJSON(w http.ResponseWriter, v register.View) error {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-store")
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	_ = out.Encode(ownExport{ // the reader has gone; there is nobody to tell
		ID: v.Record.ID, Organisation: v.Record.OrganisationID, State: v.Record.State, Revision: v.Record.Revision,
		Draft: v.Record.HasDraft(), System: v.Content(),
	})
	return nil
}

func revisionText(v register.View) string { return strconv.FormatInt(v.Record.Revision, 10) }
