package web

import (
	"io"
	"net/http"
	"strconv"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/internal/web/edge"
)

// inventoryRevision is the revision that a form was read at; 0 is an inventory that is not there yet.
func inventoryRevision(form *Form) int64 {
	n, err := strconv.ParseInt(form.Text("revision"), 10, 64)
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// inventoryConflict shows what somebody else has made of the same data set beside what the reader wrote. Sent again, the reader's own
// takes its place, also where it has been removed.
func (f Guide) inventoryConflict(w http.ResponseWriter, r *Request, form *Form, mine guide.DataSet, theirs guide.Inventory) error {
	now, there := theirs.Set(mine.ID)
	comparison := components.Comparison{
		Caption: r.T("inventory.conflict"), Before: r.T("inventory.conflict_theirs"), After: r.T("inventory.conflict_mine"),
	}
	if !there {
		comparison.Before = r.T("inventory.conflict_removed")
	}
	for _, field := range guide.DataFields() {
		before, after := *field.Of(&now), *field.Of(&mine)
		if len(field.Codes) > 0 {
			before, after = codeWord(r, before), codeWord(r, after)
		}
		if before != after {
			comparison.Rows = append(comparison.Rows, components.Compared{Label: r.T("inventory.field." + field.ID), Before: before, After: after})
		}
	}
	conflict := components.Conflict{
		When: r.Printer.Moment(theirs.UpdatedAt), Comparison: comparison, Action: r.To(setPath(theirs.SystemID, mine.ID)),
		LatestHref: r.To(dataOf(theirs.SystemID)), Hidden: form.hiddenWith("seen", now.Mark()),
	}
	if there {
		conflict.EditHref = r.To(setPath(theirs.SystemID, mine.ID))
	}
	return r.Conflict(w, conflict)
}

func (f Guide) askRemoveSet(w http.ResponseWriter, r *Request) error {
	return f.showRemoveSet(w, r, r.NewForm())
}

func (f Guide) showRemoveSet(w http.ResponseWriter, r *Request, form *Form) error {
	found, err := f.writable(r)
	if err != nil {
		return err
	}
	set, err := setOf(r, found)
	if err != nil {
		return err
	}
	id := found.System.Record.ID
	page := r.recordPage(found.System, r.T("inventory.remove.title"))
	return r.confirm(w, form, confirmPage{
		Page: page.Under(r.T("inventory.title"), dataOf(id)), Text: r.T("inventory.remove.text", fault.Args{"name": set.Name}),
		Action: r.To(setPath(id, set.ID) + "/remove"), Button: r.T("inventory.remove.button"), Back: r.To(dataOf(id)),
		Hidden: []components.Hidden{{Name: "seen", Value: set.Mark()}},
	})
}

func (f Guide) removeSet(w http.ResponseWriter, r *Request) error {
	actor, err := r.person()
	if err != nil {
		return err
	}
	id, _ := r.ID()
	return r.answer(
		func(form *Form) error {
			_, err := f.Service.RemoveDataSet(r.Context(), actor, id, form.Text("seen"), r.PathValue("set"))
			return err
		},
		func(form *Form) error { return f.showRemoveSet(w, r, form) },
		func() error { return r.Redirect(w, dataOf(id), "inventory.removed") },
	)
}

func (f Guide) inventoryJSON(w http.ResponseWriter, r *Request) error {
	return f.sendInventory(w, r, "application/json", ".json", guide.WriteInventoryJSON)
}

func (f Guide) inventoryCSV(w http.ResponseWriter, r *Request) error {
	return f.sendInventory(w, r, "text/csv; charset=utf-8", ".csv", guide.WriteInventoryCSV)
}

func (f Guide) sendInventory(w http.ResponseWriter, r *Request, kind, ending string, write func(guide.Inventory) ([]byte, error)) error {
	found, err := f.readInventory(r)
	if err != nil {
		return err
	}
	data, err := write(found.Inventory)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Disposition", disposition(r.T("inventory.file")+ending))
	return r.Send(w, kind, data)
}

// inventoryImportView is what templates/guide/inventory_import.html shows.
type inventoryImportView struct {
	Page
	Action   string
	Revision string
	Count    string // what is there now and will be replaced
	Problem  string // at the file
	Send     components.Buttons
}

// mostInventory is the largest file that is read.
const mostInventory = 2 << 20

func (f Guide) askImport(w http.ResponseWriter, r *Request) error {
	return f.showImport(w, r, r.NewForm())
}

func (f Guide) showImport(w http.ResponseWriter, r *Request, form *Form) error {
	found, err := f.writable(r)
	if err != nil {
		return err
	}
	id := found.System.Record.ID
	view := inventoryImportView{
		Page: r.recordPage(found.System, r.T("inventory.import.title")).With(form), Action: r.To(dataOf(id) + "/import"),
		Revision: strconv.FormatInt(found.Inventory.Revision, 10), Count: r.Printer.N("inventory.import.replaces", len(found.Inventory.Sets), nil),
		Problem: form.Problem("file"),
		Send:    submit(r.T("inventory.import.button"), components.Link{Href: r.To(dataOf(id)), Label: r.T("people.cancel")}),
	}
	view.Page = view.Under(r.T("inventory.title"), dataOf(id))
	status := http.StatusOK
	if len(view.Errors) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return r.Render(w, status, "guide/inventory_import", view)
}

func (f Guide) importInventory(w http.ResponseWriter, r *Request) error {
	actor, err := r.person()
	if err != nil {
		return err
	}
	edge.RaiseLimit(w, r.Request, mostInventory)
	form, err := r.ReadForm()
	if err != nil {
		return err
	}
	sets, err := uploadedSets(form)
	if err != nil {
		return err
	}
	if form.Problems() != nil {
		return f.showImport(w, r, form)
	}
	id, _ := r.ID()
	_, err = f.Service.ReplaceInventory(r.Context(), actor, id, inventoryRevision(form), sets)
	if fault.Is(err, fault.Invalid) {
		for _, field := range fault.As(err).Fields {
			form.Fail("file", "inventory.import.row", fault.Args{"where": field.Path, "problem": r.T(field.Key, field.Args)})
		}
	}
	if form.Problems() != nil || form.Refuse(err) {
		return f.showImport(w, r, form)
	}
	if err != nil {
		return err
	}
	return r.Redirect(w, dataOf(id), "inventory.imported", fault.Args{"n": len(sets)})
}

// uploadedSets reads the file of the form. What is wrong with it becomes a problem of the form.
func uploadedSets(form *Form) ([]guide.DataSet, error) {
	header := form.File("file")
	if header == nil {
		form.Fail("file", "inventory.import.no_file", nil)
		return nil, nil
	}
	file, err := header.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	data, err := io.ReadAll(file)
	if err != nil {
		return nil, err
	}
	sets, err := guide.ReadInventory(data)
	if fault.Is(err, fault.Invalid) {
		f := fault.As(err)
		form.Fail("file", f.MessageKey(), f.Args)
		return nil, nil
	}
	return sets, err
}
