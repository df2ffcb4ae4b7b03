package web

import (
	"net/http"
	"strings"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
)

// assessmentsView is what templates/assess/list.html shows: the assessments of the reader's organisations.
type assessmentsView struct {
	Page
	New    components.Button
	MayNew bool
	Groups []assessmentGroup
	Empty  components.EmptyState
}

type assessmentGroup struct {
	Organisation string
	List         components.Table
}

func (f Assessing) list(w http.ResponseWriter, r *Request) error {
	if err := needPerson(r); err != nil {
		return err
	}
	view := assessmentsView{Page: r.Page(r.T("web_assess.list.title"))}
	view.NoIndex = true
	view.MayNew = len(r.Viewer.Actor.Where(account.Edit)) > 0
	view.New = components.Button{Label: r.T("web_assess.new.title"), Href: r.To(assessedPath + "/new")}
	for _, m := range r.Viewer.Actor.Memberships {
		listed, err := f.Service.InOrganisation(r.Context(), r.Viewer.Actor, m.OrganisationID)
		if err != nil {
			return err
		}
		if len(listed) > 0 {
			name := m.OrganisationName.In(r.Lang)
			view.Groups = append(view.Groups, assessmentGroup{name, f.assessmentTable(r, "of-"+m.OrganisationID, name, listed)})
		}
	}
	view.Empty = components.EmptyState{
		Title: r.T("web_assess.list.empty"), Text: r.T("web_assess.list.empty_text"),
		Links: []components.Link{{Href: r.To(instrumentsPath), Label: r.T("web_assess.instruments.title")}},
	}
	return r.Render(w, http.StatusOK, "assess/list", view)
}

// SystemAssessments is the list of a system's assessments with the way to begin another, for the system's own page in the workbench.
// It is nil when there are none and the reader may not begin one.
func (f Assessing) SystemAssessments(r *Request, systemID string) (components.Component, error) {
	subject := assess.Subject{Kind: assess.OfSystem, ID: systemID}
	listed, err := f.Service.OfSubject(r.Context(), r.Viewer.Actor, subject)
	if err != nil {
		return nil, err
	}
	var group components.Group
	if len(listed) > 0 {
		group = append(group, f.assessmentTable(r, "assessments", r.T("web_assess.list.title"), listed))
	}
	if len(r.Viewer.Actor.Where(account.Edit)) > 0 {
		href := r.To(assessedPath + "/new?system=" + systemID)
		group = append(group, components.Button{Label: r.T("web_assess.new.title"), Href: href, Kind: components.Secondary})
	}
	if len(group) == 0 {
		return nil, nil //nolint:nilnil // nothing to show is no error
	}
	return group, nil
}

// assessmentTable lists assessments as they stood when they were last written.
func (f Assessing) assessmentTable(r *Request, id, caption string, listed []assess.Listing) components.Table {
	table := components.Table{ID: id, Caption: caption, Heads: []components.Head{
		{Label: r.T("web_assess.list.subject")},
		{Label: r.T("web_assess.list.instrument")},
		{Label: r.T("web_assess.answered")},
		{Label: r.T("web_assess.result.findings")},
		{Label: r.T("web_assess.list.changed")},
	}}
	for _, a := range listed {
		title := a.Instrument
		if pack, err := f.Service.Instrument(a.Instrument); err == nil {
			title = r.words(pack.Title)
		}
		done := r.T("web.progress", fault.Args{"done": a.Standing.Done, "total": a.Standing.Total})
		table.Rows = append(table.Rows, []components.Cell{
			{Content: components.Link{Href: r.To(assessmentPath(a.ID)), Label: a.Subject.Name.In(r.Lang), Hidden: title}, Header: true},
			{Text: title + " " + a.Version},
			{Text: done},
			{Text: standingWords(r, a.Standing)},
			{Text: r.Printer.Moment(a.UpdatedAt)},
		})
	}
	return table
}

// standingWords says what an assessment has raised, and never that nothing is wrong: what is undecided may still raise something.
func standingWords(r *Request, s assess.Standing) string {
	words := severityCounts(r, s.Findings)
	if s.Undecided > 0 {
		words = append(words, r.Printer.N("web_assess.count.undecided", s.Undecided, nil))
	}
	if len(words) == 0 {
		return r.T("web_assess.list.no_findings")
	}
	return strings.Join(words, ", ")
}
