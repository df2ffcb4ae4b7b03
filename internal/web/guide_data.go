package web

import (
	"net/http"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/web/components"
)

// newSet stands in the address for a data set that is not there yet.
const newSet = "new"

func dataOf(id string) string { return ownPath(id) + "/data" }

func setPath(system, set string) string { return dataOf(system) + "/sets/" + set }

// inventoryView is what templates/guide/inventory.html shows: the data sets of a system, and what a check of them shows.
type inventoryView struct {
	Page
	Sets     components.Table
	Empty    components.EmptyState
	New      *components.Button
	Findings []findingsView
	Nothing  string // what no findings means
	Missing  string // how much is unanswered
	Changed  string
	Files    components.LinkList
	Chapter  components.Link
	Ways     components.LinkList
}

type findingsView struct {
	ID       string
	Title    string
	Findings []findingView
}

type findingView struct {
	Severity components.Severity
	Set      *components.Link
	Text     string
}

func (f Guide) readInventory(r *Request) (guide.InventoryView, error) {
	actor, err := r.person()
	if err != nil {
		return guide.InventoryView{}, err
	}
	id, _ := r.ID()
	return f.Service.Inventory(r.Context(), actor, id)
}

func (f Guide) inventory(w http.ResponseWriter, r *Request) error {
	found, err := f.readInventory(r)
	if err != nil {
		return err
	}
	id := found.System.Record.ID
	mayWrite := r.Viewer.Actor.May(account.Edit, found.System.Record.OrganisationID)
	view := inventoryView{
		Page: r.recordPage(found.System, r.T("inventory.title")), Sets: setTable(r, found, mayWrite), Files: inventoryFiles(r, id, mayWrite),
		Empty:   components.EmptyState{Title: r.T("inventory.empty"), Text: r.T("inventory.empty_text")},
		Chapter: components.Link{Href: r.To(stepFor("data", id)), Label: r.T("inventory.chapter")},
		Ways: components.LinkList{ID: "ways", Heading: r.T("web_guide.own_step.on"), Links: []components.Link{
			{Href: r.To(guideOf(id)), Label: r.T("web_guide.status.way")}, {Href: r.To(ownPath(id)), Label: nameOr(r, found.System.Content().Name)},
		}},
	}
	if mayWrite {
		view.New = &components.Button{Label: r.T("inventory.new"), Href: r.To(setPath(id, newSet))}
	}
	if !found.Inventory.UpdatedAt.IsZero() {
		view.Changed = r.T("drafting.changed", fault.Args{"when": r.Printer.Moment(found.Inventory.UpdatedAt)})
	}
	showCheck(r, &view, found, mayWrite)
	return r.Render(w, http.StatusOK, "guide/inventory", view)
}

func inventoryFiles(r *Request, id string, mayWrite bool) components.LinkList {
	list := components.LinkList{ID: "files", Inline: true, Heading: r.T("web_guide.files"), Links: []components.Link{
		{Href: r.To(dataOf(id) + ".csv"), Label: "CSV"}, {Href: r.To(dataOf(id) + ".json"), Label: "JSON"},
	}}
	if mayWrite {
		list.Links = append(list.Links, components.Link{Href: r.To(dataOf(id) + "/import"), Label: r.T("inventory.import.way")})
	}
	return list
}

func setTable(r *Request, found guide.InventoryView, mayWrite bool) components.Table {
	id := found.System.Record.ID
	table := components.Table{ID: "sets", Caption: r.Printer.N("inventory.sets", len(found.Inventory.Sets), nil)}
	for _, field := range []string{"name", "owner", "source", "training.use", "testing.use", "operation.use", "personal_data"} {
		table.Heads = append(table.Heads, components.Head{Label: r.T("inventory.field." + field)})
	}
	if mayWrite {
		table.Heads = append(table.Heads, components.Head{Label: r.T("inventory.act")})
	}
	for _, d := range found.Inventory.Sets {
		row := []components.Cell{{Content: components.Link{Href: r.To(setPath(id, d.ID)), Label: d.Name}, Header: true}}
		if !mayWrite {
			row[0].Content = components.Text{Value: d.Name}
		}
		for _, value := range []string{d.Owner, d.Source} {
			row = append(row, components.Cell{Text: orUnanswered(r, value)})
		}
		for _, code := range []string{d.Training.Use, d.Testing.Use, d.Operation.Use, d.PersonalData} {
			row = append(row, components.Cell{Text: codeWord(r, code)})
		}
		if mayWrite {
			row = append(row, components.Cell{Content: components.Link{
				Href: r.To(setPath(id, d.ID) + "/remove"), Label: r.T("inventory.remove.way"), Hidden: d.Name,
			}})
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

func orUnanswered(r *Request, text string) string {
	if text == "" {
		return r.T("inventory.code.unanswered")
	}
	return text
}

func codeWord(r *Request, code string) string {
	if code == "" {
		code = "unanswered"
	}
	return r.T("inventory.code." + code)
}

// showCheck puts the findings into the view, by area.
func showCheck(r *Request, view *inventoryView, found guide.InventoryView, mayWrite bool) {
	check := found.Check
	if check.Unanswered > 0 {
		view.Missing = r.Printer.N("inventory.unanswered", check.Unanswered, nil)
	}
	if check.NothingFound() {
		view.Nothing = r.T("inventory.nothing_found")
	}
	for _, area := range guide.Areas() {
		shown := findingsView{ID: "area-" + string(area), Title: r.T("inventory.area." + string(area))}
		for _, finding := range check.Findings {
			if finding.Area != area {
				continue
			}
			one := findingView{Severity: components.Severity{Level: components.Level(finding.Severity)}, Text: finding.Words.In(r.Printer)}
			if finding.Set != "" {
				one.Set = &components.Link{Label: finding.Name}
				if mayWrite {
					one.Set.Href = r.To(setPath(found.System.Record.ID, finding.Set))
				}
			}
			shown.Findings = append(shown.Findings, one)
		}
		if len(shown.Findings) > 0 {
			view.Findings = append(view.Findings, shown)
		}
	}
}

// dataSetView is what templates/guide/set.html shows: the form of one data set.
type dataSetView struct {
	Page
	Action string
	Hidden []components.Hidden // which data set it is, and the mark of what the page shows
	Groups []setGroup
	Send   components.Buttons
}

type setGroup struct {
	Title  string
	Help   string
	Fields []components.Component
}

// writable reads the inventory for an act.
func (f Guide) writable(r *Request) (guide.InventoryView, error) {
	found, err := f.readInventory(r)
	if err == nil && !r.Viewer.Actor.May(account.Edit, found.System.Record.OrganisationID) {
		return found, fault.New("web.Guide", fault.Forbidden, "", nil)
	}
	return found, err
}

// setOf finds the data set of the address; a new one has no id.
func setOf(r *Request, found guide.InventoryView) (guide.DataSet, error) {
	id := r.PathValue("set")
	if id == newSet {
		return guide.DataSet{}, nil
	}
	if set, ok := found.Inventory.Set(id); ok {
		return set, nil
	}
	return guide.DataSet{}, fault.New("web.Guide", fault.NotFound, "guide.no_such_set", nil)
}

func (f Guide) editSet(w http.ResponseWriter, r *Request) error {
	found, err := f.writable(r)
	if err != nil {
		return err
	}
	set, err := setOf(r, found)
	if err != nil {
		return err
	}
	form := r.NewForm()
	for _, field := range guide.DataFields() {
		form.Set(field.ID, *field.Of(&set))
	}
	form.Set("seen", set.Mark())
	form.Set("id", set.ID)
	if set.ID == "" {
		form.Set("id", f.Service.NewDataSetID())
	}
	return f.showSet(w, r, found, form, http.StatusOK)
}

func (f Guide) showSet(w http.ResponseWriter, r *Request, found guide.InventoryView, form *Form, status int) error {
	id, title := found.System.Record.ID, r.T("inventory.new")
	if r.PathValue("set") != newSet {
		title = r.T("inventory.edit", fault.Args{"name": form.Text("name")})
	}
	view := dataSetView{
		Page: r.recordPage(found.System, title).With(form), Action: r.To(setPath(id, r.PathValue("set"))),
		Hidden: []components.Hidden{{Name: "id", Value: form.Text("id")}, {Name: "seen", Value: form.Text("seen")}},
		Send:   submit(r.T("inventory.save"), components.Link{Href: r.To(dataOf(id)), Label: r.T("people.cancel")}),
	}
	view.Page = view.Under(r.T("inventory.title"), dataOf(id))
	for _, group := range guide.DataGroups() {
		shown := setGroup{Title: r.T("inventory.group." + group), Help: r.T("inventory.group_help." + group)}
		for _, field := range guide.DataFields() {
			if field.Group == group {
				shown.Fields = append(shown.Fields, dataField(r, form, field))
			}
		}
		view.Groups = append(view.Groups, shown)
	}
	return r.Render(w, status, "guide/set", view)
}

// dataField is the component that asks for a field.
func dataField(r *Request, form *Form, field guide.DataField) components.Component {
	label, help := r.T("inventory.field."+field.ID), ""
	if key := "inventory.help." + field.ID; r.Printer.Has(key) {
		help = r.T(key)
	}
	if len(field.Codes) > 0 {
		choices := components.Choices{Name: field.ID, Label: label, Help: help, Optional: true}
		for _, code := range field.Codes {
			choices.Options = append(choices.Options, components.Choice{Value: code, Label: codeWord(r, code)})
		}
		return choices.Fill(form)
	}
	asked := components.Field{Name: field.ID, Label: label, Help: help, Optional: field.ID != "name"}
	switch {
	case field.Long:
		asked.Kind, asked.Rows, asked.Max = components.LongText, 3, 2000
	case field.Date:
		asked.Width = components.Chars16
	}
	return asked.Fill(form)
}

func (f Guide) saveSet(w http.ResponseWriter, r *Request) error {
	found, err := f.writable(r)
	if err != nil {
		return err
	}
	form, err := r.ReadForm()
	if err != nil {
		return err
	}
	set := guide.DataSet{ID: r.PathValue("set")}
	if set.ID == newSet {
		set.ID = form.Text("id")
	}
	for _, field := range guide.DataFields() {
		*field.Of(&set) = form.Text(field.ID)
	}
	_, err = f.Service.SaveDataSet(r.Context(), r.Viewer.Actor, found.System.Record.ID, form.Text("seen"), set)
	if theirs, conflict := guide.IsInventoryConflict(err); conflict {
		return f.inventoryConflict(w, r, form, set, theirs)
	}
	if form.Reject(err) {
		return f.showSet(w, r, found, form, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return r.Redirect(w, dataOf(found.System.Record.ID), "inventory.saved")
}
