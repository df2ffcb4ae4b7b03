package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/inbox"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// Work is the workbench: what needs my attention, and what is mine.
type Work struct {
	Register    *register.Service
	Inbox       *inbox.Service
	Assessments *assess.Service
}

// Views names the pages.
func (Work) Views() Views { return Views{"work/bench": benchView{}} }

// Routes registers the handlers.
func (f Work) Routes(routes *Routes) { routes.Get(WorkPath, f.bench) }

// benchView is what templates/work/bench.html shows.
type benchView struct {
	Page
	Nowhere       bool // the person has no role anywhere
	Attention     components.TaskList
	Organisations []components.Link // where the person has roles in several
	Current       string            // name of the organisation whose records are shown
	Roles         string
	Administrates []components.Link
	New           components.Button // the way to a new record, for those who may write
	MayWrite      bool
	Screening     string // address of the screening
	Filters       []components.Link
	Records       components.Table
	NoRecords     components.EmptyState
	Pagination    components.Pagination
	Assessments   components.Table
	NoAssessments components.EmptyState
}

// benchPage is how many records the workbench shows at a time.
const benchPage = 20

func (f Work) bench(w http.ResponseWriter, r *Request) error {
	actor, err := r.person()
	if err != nil {
		return err
	}
	view := benchView{Page: r.Page(r.T("work.title")), Screening: ScreeningPath}
	view.NoIndex = true
	if len(actor.Memberships) == 0 {
		view.Nowhere = true
		return r.Render(w, http.StatusOK, "work/bench", view)
	}
	if view.Attention, err = f.attention(r, actor); err != nil {
		return err
	}
	current := chosenMembership(actor, r.URL.Query().Get("org"))
	f.organisation(r, actor, current, &view)
	if err := f.records(r, actor, current.OrganisationID, &view); err != nil {
		return err
	}
	if err := f.assessments(r, actor, current.OrganisationID, &view); err != nil {
		return err
	}
	return r.Render(w, http.StatusOK, "work/bench", view)
}

// chosenMembership is the membership in the organisation asked for, or else the first.
func chosenMembership(actor account.Actor, id string) account.Membership {
	for _, m := range actor.Memberships {
		if m.OrganisationID == id {
			return m
		}
	}
	return actor.Memberships[0]
}

// attention gathers what waits in all the person's organisations: messages first.
func (f Work) attention(r *Request, actor account.Actor) (components.TaskList, error) {
	list := components.TaskList{Label: r.T("work.attention")}
	for _, m := range actor.Memberships {
		open, err := f.Inbox.CountOpen(r.Context(), actor, m.OrganisationID)
		if err != nil {
			return list, err
		}
		if open > 0 {
			list.Tasks = append(list.Tasks, components.Task{
				Title: r.Printer.N("work.open_items", open, nil), Href: r.To(InboxPath + "?org=" + m.OrganisationID + "&state=open"),
				Hint: ownerHint(r, actor, m), Status: components.NotStarted,
			})
		}
	}
	for _, m := range actor.Memberships {
		waiting, err := f.Register.NeedsAttention(r.Context(), actor, m.OrganisationID)
		if err != nil {
			return list, err
		}
		for _, a := range waiting {
			list.Tasks = append(list.Tasks, attentionTask(r, a, ownerHint(r, actor, m)))
		}
	}
	return list, nil
}

// ownerHint names the organisation to somebody who has several.
func ownerHint(r *Request, actor account.Actor, m account.Membership) string {
	if len(actor.Memberships) == 1 {
		return ""
	}
	return m.OrganisationName.In(r.Lang)
}

func attentionTask(r *Request, a register.Attention, hint string) components.Task {
	task := components.Task{Title: nameOr(r, a.Name), Href: r.To(ownPath(a.ID)), Hint: hint, Status: components.InProgress}
	switch {
	case a.ReviewDue != "" && !a.Draft:
		task.Status, task.Detail = components.NotStarted, r.T("work.review_due", map[string]any{"date": r.Printer.Date(a.ReviewDue)})
	case a.Required > 0:
		task.Detail = r.Printer.N("work.required_missing", a.Required, nil)
	case a.Recommended > 0:
		task.Detail = r.Printer.N("work.recommended_missing", a.Recommended, nil)
	default:
		task.Detail = r.T("work.ready")
	}
	return task
}

// nameOr is a record's name, or words that stand for it while it has none.
func nameOr(r *Request, name i18n.Text) string {
	if name.IsZero() {
		return r.T("work.nameless")
	}
	return name.In(r.Lang)
}

// recordPath is the address of a record of one's own.
func ownPath(id string) string { return WorkPath + "/systems/" + id }

func (f Work) organisation(r *Request, actor account.Actor, current account.Membership, view *benchView) {
	id := current.OrganisationID
	view.Current = current.OrganisationName.In(r.Lang)
	view.Roles = roleNames(r, current)
	view.MayWrite = actor.May(account.Edit, id)
	view.New = components.Button{Label: r.T("work.new"), Href: r.To(workAt(id) + "/systems/new")}
	if actor.May(account.Administer, id) {
		view.Administrates = []components.Link{
			{Href: r.To(peoplePath(id)), Label: r.T("people.title")},
			{Href: r.To(workAt(id) + "/settings"), Label: r.T("people.settings")},
		}
	}
	if len(actor.Memberships) < 2 {
		return
	}
	for _, m := range actor.Memberships {
		view.Organisations = append(view.Organisations, components.Link{
			Href: r.To(WorkPath + "?org=" + m.OrganisationID), Label: m.OrganisationName.In(r.Lang), Current: m.OrganisationID == id,
		})
	}
}

func (f Work) records(r *Request, actor account.Actor, organisationID string, view *benchView) error {
	show := r.URL.Query().Get("show")
	page := max(1, number(r.URL.Query().Get("page")))
	filter := register.MineFilter{Page: register.Page{Limit: benchPage, Offset: (page - 1) * benchPage}}
	switch show {
	case "drafts":
		filter.HasDraft = true
	case string(register.Published), string(register.RetiredNow):
		filter.State = register.State(show)
	default:
		show = "all"
	}
	listings, total, err := f.Register.ListMine(r.Context(), actor, organisationID, filter)
	if err != nil {
		return err
	}
	for _, choice := range []string{"all", "drafts", "published", "retired"} {
		view.Filters = append(view.Filters, components.Link{
			Href: r.To(benchAddress(organisationID, choice, 1)), Label: r.T("work.show." + choice), Current: choice == show,
		})
	}
	view.Pagination = components.NewPagination(page, (total+benchPage-1)/benchPage, func(n int) string {
		return r.To(benchAddress(organisationID, show, n))
	})
	view.Records = f.recordTable(r, listings, total)
	view.NoRecords = components.EmptyState{Title: r.T("work.no_records." + show), Text: r.T("work.no_records_text")}
	return nil
}

func benchAddress(organisationID, show string, page int) string {
	query := url.Values{"org": {organisationID}}
	if show != "all" {
		query.Set("show", show)
	}
	if page > 1 {
		query.Set("page", strconv.Itoa(page))
	}
	return WorkPath + "?" + query.Encode()
}

// number reads a number in an address; what is none is 0.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n > 1_000_000 {
		return 0
	}
	return n
}

func (f Work) recordTable(r *Request, listings []register.Listing, total int) components.Table {
	table := components.Table{
		ID: "records", Caption: r.Printer.N("work.records", total, nil),
		Heads: []components.Head{{Label: r.T("work.head.name")}, {Label: r.T("work.head.state")}, {Label: r.T("work.head.changed")}},
	}
	for _, l := range listings {
		table.Rows = append(table.Rows, []components.Cell{
			{Content: components.Link{Href: r.To(ownPath(l.ID)), Label: nameOr(r, l.Name)}, Header: true},
			{Text: stateWords(r, l.State, l.HasDraft)},
			{Text: l.UpdatedAt.In(i18n.Zone).Format("2006-01-02")},
		})
	}
	return table
}

// stateWords says how far a record has come.
func stateWords(r *Request, state register.State, draft bool) string {
	if draft && state != register.Draft {
		return r.T("work.state." + string(state) + "_with_draft")
	}
	return r.T("work.state." + string(state))
}

func (f Work) assessments(r *Request, actor account.Actor, organisationID string, view *benchView) error {
	listings, err := f.Assessments.InOrganisation(r.Context(), actor, organisationID)
	if err != nil {
		return err
	}
	view.NoAssessments = components.EmptyState{
		Title: r.T("work.no_assessments"), Text: r.T("work.no_assessments_text"),
		Links: []components.Link{{Href: r.To("/instruments"), Label: r.T("work.instruments")}},
	}
	view.Assessments = components.Table{
		ID: "assessments", Caption: r.Printer.N("work.assessments", len(listings), nil),
		Heads: []components.Head{
			{Label: r.T("work.head.subject")},
			{Label: r.T("work.head.instrument")},
			{Label: r.T("work.head.progress")},
			{Label: r.T("work.head.changed")},
		},
	}
	for _, l := range listings {
		title := l.Instrument
		if pack, err := f.Assessments.Instrument(l.Instrument); err == nil {
			title = i18n.Text{SV: pack.Title.SV, EN: pack.Title.EN}.In(r.Lang)
		}
		view.Assessments.Rows = append(view.Assessments.Rows, []components.Cell{
			{Content: components.Link{Href: r.To(AssessmentsPath + "/" + l.ID), Label: nameOr(r, l.Subject.Name)}, Header: true},
			{Text: title},
			{Text: r.T("work.progress", map[string]any{"done": l.Standing.Done, "total": l.Standing.Total})},
			{Text: l.UpdatedAt.In(i18n.Zone).Format("2006-01-02")},
		})
	}
	return nil
}

// roleNames lists a person's roles in words.
func roleNames(r *Request, m account.Membership) string {
	names := ""
	for i, role := range m.Roles {
		if i > 0 {
			names += ", "
		}
		names += r.T("account.role." + string(role))
		if role == account.Adviser && m.Advises != "" {
			names += " (" + r.T("account.adviser."+string(m.Advises)) + ")"
		}
	}
	return names
}
