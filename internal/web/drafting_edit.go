package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// editView is what templates/drafting/edit.html shows.
type editView struct {
	Page
	Help     string
	Step     string // "Del 2 av 14"
	Action   string
	Revision string
	Fields   []draftField
	More     []draftField // folded: what few need
	MoreOpen bool
	Next     bool // there is a part after this one
	Back     string
}

// group is the part of the form that the address names, with its place among them.
func (f Drafting) group(r *Request) (content.FieldGroup, int, error) {
	groups := f.Register.Definitions().Groups()
	at := slices.IndexFunc(groups, func(g content.FieldGroup) bool { return g.ID == r.PathValue("group") })
	if at < 0 {
		return content.FieldGroup{}, 0, fault.New("web.Drafting", fault.NotFound, "", nil)
	}
	return groups[at], at, nil
}

func (f Drafting) edit(w http.ResponseWriter, r *Request) error {
	v, err := f.ownFor(r, account.Edit)
	if err != nil {
		return err
	}
	group, _, err := f.group(r)
	if err != nil {
		return err
	}
	values, err := treeOf(v.Content())
	if err != nil {
		return err
	}
	numberRows(group.Fields, values)
	if isEmpty(values.at("phases")) {
		addDraftRow(values, "phases") // one of the seven that every draft needs
	}
	form := r.NewForm()
	form.Set("revision", revisionText(v))
	return f.showEdit(w, r, v, values, form)
}

func (f Drafting) showEdit(w http.ResponseWriter, r *Request, v register.View, values tree, form *Form) error {
	group, at, err := f.group(r)
	if err != nil {
		return err
	}
	groups := f.Register.Definitions().Groups()
	title := contentText(group.Title).In(r.Lang)
	view := editView{
		Page: r.recordPage(v, title), Step: r.T("drafting.part_of", fault.Args{"number": at + 1, "total": len(groups)}),
		Action: r.To(ownPath(v.Record.ID) + "/edit/" + group.ID), Revision: form.Text("revision"), Next: at+1 < len(groups),
		Back: r.To(ownPath(v.Record.ID)),
	}
	if group.Help != nil {
		view.Help = contentText(*group.Help).In(r.Lang)
	}
	d := draftForm{
		r: r, defs: f.Register.Definitions(), tree: values, problems: form, id: v.Record.ID, phases: !v.Record.IsPublic(),
	}
	f.fill(&view, d, group)
	view.Errors = f.named(r, form.Problems())
	status := http.StatusOK
	if len(view.Errors) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return r.Render(w, status, "drafting/edit", view)
}

// fill makes the fields: first what publication wants, then, folded, what few need.
func (f Drafting) fill(view *editView, d draftForm, group content.FieldGroup) {
	for _, field := range group.Fields {
		if !isAsked(field) {
			continue
		}
		made := d.field(field)
		if field.Draft || field.Publish != "" || field.Type == content.FieldList {
			view.Fields = append(view.Fields, made)
			continue
		}
		view.More = append(view.More, made)
		view.MoreOpen = view.MoreOpen || !isEmpty(d.tree.at(field.ID)) || d.hasProblem(field.ID)
	}
	if len(view.Fields) == 0 {
		view.Fields, view.More = view.More, nil
	}
}

// named puts the field's name before each problem: in the summary one does not see which field it is about.
func (f Drafting) named(r *Request, problems []components.Problem) []components.Problem {
	named := slices.Clone(problems)
	group := r.PathValue("group")
	for i, p := range named {
		def, ok := f.Register.Definitions().Field(fieldOf(p.Path))
		if !ok {
			continue
		}
		named[i].Text = contentText(def.Label).In(r.Lang) + ": " + p.Text
		if def.Group != group {
			named[i].Path = "" // on another page, so there is nothing here to lead to
		}
	}
	return named
}

// fieldOf is the id of the definition that a form's path belongs to: "risks[2].measure.sv" gives "risks.measure".
func fieldOf(path string) string {
	if id, found := strings.CutPrefix(path, statedPrefix); found {
		return strings.TrimSuffix(strings.TrimSuffix(id, ".reason"), ".state")
	}
	var b strings.Builder
	inside := false
	for _, c := range path {
		switch {
		case c == '[':
			inside = true
		case c == ']':
			inside = false
		case !inside:
			b.WriteRune(c)
		}
	}
	id := b.String()
	for _, lang := range []string{".sv", ".en", ".other"} {
		id = strings.TrimSuffix(id, lang)
	}
	return id
}

func (f Drafting) save(w http.ResponseWriter, r *Request) error {
	v, err := f.ownFor(r, account.Edit)
	if err != nil {
		return err
	}
	group, at, err := f.group(r)
	if err != nil {
		return err
	}
	form, err := r.ReadForm()
	if err != nil {
		return err
	}
	values, err := treeOf(v.Content())
	if err != nil {
		return err
	}
	readGroup(form, group.Fields, values)
	switch {
	case form.Has("add"):
		if isList(group, form.Text("add")) {
			addDraftRow(values, form.Text("add"))
		}
		return f.showEdit(w, r, v, values, form)
	case form.Has("remove"):
		removeDraftRow(values, form.Text("remove"))
		return f.showEdit(w, r, v, values, form)
	}
	return f.saveGroup(w, r, v, values, form, group, at)
}

func isList(group content.FieldGroup, id string) bool {
	return slices.ContainsFunc(group.Fields, func(f content.Field) bool { return f.ID == id && f.Type == content.FieldList })
}

func (f Drafting) saveGroup(w http.ResponseWriter, r *Request, v register.View, values tree, form *Form, group content.FieldGroup, at int) error {
	compact(group.Fields, values)
	system, err := values.system()
	if err != nil {
		return err
	}
	_, err = f.Register.SaveDraft(r.Context(), r.Viewer.Actor, v.Record.ID, revisionOf(form), system)
	var conflict *register.DraftConflictError
	if errors.As(err, &conflict) {
		rows := comparedRows(r, f.Register.Definitions(), theirsIn(conflict, v), conflict.Yours)
		if len(rows) > 0 {
			return f.conflict(w, r, v, conflict, form, rows)
		}
		err = nil // the very same is saved already: the form was sent twice
	}
	if form.rejectFields(err) {
		return f.showEdit(w, r, v, values, form)
	}
	if err != nil {
		return err
	}
	groups := f.Register.Definitions().Groups()
	if form.Text("then") == "next" && at+1 < len(groups) {
		return r.Redirect(w, ownPath(v.Record.ID)+"/edit/"+groups[at+1].ID, "drafting.saved_part", fault.Args{"part": contentText(group.Title).In(r.Lang)})
	}
	return r.Redirect(w, ownPath(v.Record.ID), "drafting.saved")
}

// rejectFields is Reject with the paths turned to those of the form: values of a list of words share one field.
func (f *Form) rejectFields(err error) bool {
	if !fault.Is(err, fault.Invalid) {
		return f.Reject(err)
	}
	e := fault.As(err)
	for i, field := range e.Fields {
		if id, stated := strings.CutPrefix(field.Path, "stated["); stated {
			e.Fields[i].Path = statedPrefix + strings.Replace(id, "]", "", 1)
		} else if strings.HasSuffix(field.Path, "]") {
			e.Fields[i].Path = field.Path[:strings.LastIndexByte(field.Path, '[')]
		}
	}
	return f.Reject(e)
}

// theirsIn is the text that stands in the way: the other's draft, or what is published where there is none.
func theirsIn(c *register.DraftConflictError, v register.View) register.System {
	if c.Theirs.Draft != nil {
		return *c.Theirs.Draft
	}
	return v.Version.System
}

// conflict shows what the other has saved beside what this form says, in the fields that differ. What the other changed in other parts
// of the form is no conflict: both stay.
func (f Drafting) conflict(
	w http.ResponseWriter, r *Request, v register.View, c *register.DraftConflictError, form *Form, rows []components.Compared,
) error {
	conflict := components.Conflict{
		When: r.Printer.Moment(c.Theirs.UpdatedAt),
		Comparison: components.Comparison{
			Caption: r.T("drafting.conflict"), Before: r.T("drafting.theirs"), After: r.T("drafting.mine"), Rows: rows,
		},
		Action: r.To(r.path), LatestHref: r.To(ownPath(v.Record.ID)), EditHref: r.To(r.path),
		Hidden: form.hiddenWith("revision", strconv.FormatInt(c.Theirs.Revision, 10)),
	}
	return r.Conflict(w, conflict)
}

// comparedRows are the fields in which two texts of a record differ, in words.
func comparedRows(r *Request, defs *register.Definitions, before, after register.System) []components.Compared {
	var rows []components.Compared
	for _, change := range defs.Changes(before, after) {
		def, ok := defs.Field(change.Field)
		label := change.Path
		if ok {
			label = pathLabel(r, defs, change.Path)
		}
		rows = append(rows, components.Compared{Label: label, Before: draftValue(r, def, change.Old), After: draftValue(r, def, change.New)})
	}
	return rows
}

// pathLabel names a path in words: "Risker 2, Åtgärd (svenska)".
func pathLabel(r *Request, defs *register.Definitions, path string) string {
	id := fieldOf(path)
	def, _ := defs.Field(id)
	label := contentText(def.Label).In(r.Lang)
	if list, rest, inList := strings.Cut(path, "["); inList {
		index, _, _ := strings.Cut(rest, "]")
		if parent, ok := defs.Field(list); ok && list != id {
			n, _ := strconv.Atoi(index)
			label = contentText(parent.Label).In(r.Lang) + " " + strconv.Itoa(n+1) + ", " + label
		}
	}
	for _, lang := range []string{"sv", "en"} {
		if strings.HasSuffix(path, "."+lang) {
			label += " (" + strings.ToLower(r.T("drafting.in."+lang)) + ")"
		}
	}
	return label
}

// draftValue is a value as a person reads it: the label of a code, yes and no.
func draftValue(r *Request, def register.Definition, value string) string {
	switch {
	case value == "":
		return ""
	case def.Type == content.FieldYesNo || def.Type == content.FieldBool:
		if key := "drafting." + value; r.Printer.Has(key) {
			return r.T(key)
		}
	case len(def.Codes) > 0:
		return def.CodeLabel(value).In(r.Lang)
	}
	return value
}

// hiddenWith is all that the form holds, to be sent again, with one value replaced.
func (f *Form) hiddenWith(name, value string) []components.Hidden {
	hidden := []components.Hidden{{Name: name, Value: value}}
	names := make([]string, 0, len(f.values))
	for key := range f.values {
		if key != name {
			names = append(names, key)
		}
	}
	slices.Sort(names)
	for _, key := range names {
		for _, v := range f.values[key] {
			hidden = append(hidden, components.Hidden{Name: key, Value: v})
		}
	}
	return hidden
}
