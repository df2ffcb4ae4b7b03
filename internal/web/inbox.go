package web

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/inbox"
	"github.com/tillit-se/tillit/internal/web/components"
)

// Inbox is what an organisation has got from the public and from others: read, handled, taken out for the diary.
type Inbox struct{ Inbox *inbox.Service }

// Views names the pages.
func (Inbox) Views() Views { return Views{"inbox/list": inboxView{}, "inbox/item": itemView{}} }

// Routes registers the handlers.
func (f Inbox) Routes(routes *Routes) {
	routes.Get(InboxPath, f.list)
	routes.Get("/inbox/{org}/messages.csv", f.csv)
	routes.Get("/inbox/{org}/messages.json", f.json)
	routes.Get("/inbox/{org}/{id}", f.item)
	routes.Post("/inbox/{org}/{id}/handle", f.handle)
	routes.Post("/inbox/{org}/{id}/reopen", f.reopen)
}

// inboxView is what templates/inbox/list.html shows.
type inboxView struct {
	Page
	Nowhere       bool
	Organisation  string
	Organisations []components.Link
	Filters       []components.Link
	Items         components.Table
	Empty         components.EmptyState
	Pagination    components.Pagination
	Downloads     components.LinkList
}

const inboxPage = 20

func (f Inbox) list(w http.ResponseWriter, r *Request) error {
	actor, err := r.person()
	if err != nil {
		return err
	}
	view := inboxView{Page: r.Page(r.T("web.account.inbox"))}
	view.NoIndex = true
	if len(actor.Memberships) == 0 {
		view.Nowhere = true
		return r.Render(w, http.StatusOK, "inbox/list", view)
	}
	query := r.URL.Query()
	current := chosenMembership(actor, query.Get("org"))
	state := query.Get("state")
	if state != string(inbox.Open) && state != string(inbox.Handled) {
		state = ""
	}
	page := max(1, number(query.Get("page")))
	items, total, err := f.Inbox.List(r.Context(), actor, current.OrganisationID, inbox.Filter{
		State: inbox.State(state), Limit: inboxPage, Offset: (page - 1) * inboxPage,
	})
	if err != nil {
		return err
	}
	f.fill(r, &view, current, state, page, total, items)
	return r.Render(w, http.StatusOK, "inbox/list", view)
}

func (f Inbox) fill(r *Request, view *inboxView, current account.Membership, state string, page, total int, items []inbox.Item) {
	id := current.OrganisationID
	view.Organisation = current.OrganisationName.In(r.Lang)
	for _, choice := range []string{"", string(inbox.Open), string(inbox.Handled)} {
		key := "all"
		if choice != "" {
			key = choice
		}
		view.Filters = append(view.Filters, components.Link{
			Href: r.To(inboxAddress(id, choice, 1)), Label: r.T("messages.show." + key), Current: choice == state,
		})
	}
	if others := r.Viewer.Actor.Memberships; len(others) > 1 {
		for _, m := range others {
			view.Organisations = append(view.Organisations, components.Link{
				Href: r.To(inboxAddress(m.OrganisationID, "", 1)), Label: m.OrganisationName.In(r.Lang), Current: m.OrganisationID == id,
			})
		}
	}
	view.Items = f.table(r, id, items, total)
	view.Empty = components.EmptyState{Title: r.T("messages.empty"), Text: r.T("messages.empty_text")}
	view.Pagination = components.NewPagination(page, (total+inboxPage-1)/inboxPage, func(n int) string {
		return r.To(inboxAddress(id, state, n))
	})
	view.Downloads = components.LinkList{Heading: r.T("messages.download"), Inline: true, Links: []components.Link{
		{Href: r.To(InboxPath + "/" + id + "/messages.csv"), Label: "CSV"}, {Href: r.To(InboxPath + "/" + id + "/messages.json"), Label: "JSON"},
	}}
}

func inboxAddress(organisationID, state string, page int) string {
	query := url.Values{"org": {organisationID}}
	if state != "" {
		query.Set("state", state)
	}
	if page > 1 {
		query.Set("page", strconv.Itoa(page))
	}
	return InboxPath + "?" + query.Encode()
}

func (f Inbox) table(r *Request, organisationID string, items []inbox.Item, total int) components.Table {
	table := components.Table{
		Caption: r.Printer.N("messages.count", total, nil),
		Heads: []components.Head{
			{Label: r.T("messages.head.about")},
			{Label: r.T("messages.head.kind")},
			{Label: r.T("messages.head.received")},
			{Label: r.T("messages.head.state")},
		},
	}
	for _, i := range items {
		table.Rows = append(table.Rows, []components.Cell{
			{Content: components.Link{Href: r.To(InboxPath + "/" + organisationID + "/" + i.ID), Label: aboutName(r, i)}, Header: true},
			{Text: r.T("messages.kind." + string(i.Kind))},
			{Text: i.ReceivedAt.In(i18n.Zone).Format("2006-01-02")},
			{Text: r.T("messages.state." + string(i.State))},
		})
	}
	return table
}

// aboutName is what a message is about, as it was called when it came.
func aboutName(r *Request, i inbox.Item) string {
	if i.Subject.Name == "" {
		return r.T("work.nameless")
	}
	return i.Subject.Name
}

// itemView is what templates/inbox/item.html shows.
type itemView struct {
	Page
	Facts   components.SummaryList
	Body    components.Prose
	Masked  bool
	Handled bool
	Action  string
	Hidden  []components.Hidden
	Outcome components.Field
}

func (f Inbox) read(r *Request) (inbox.Item, error) {
	actor, err := r.person()
	if err != nil {
		return inbox.Item{}, err
	}
	return f.Inbox.Read(r.Context(), actor, r.PathValue("org"), r.PathValue("id"))
}

func (f Inbox) item(w http.ResponseWriter, r *Request) error {
	item, err := f.read(r)
	if err != nil {
		return err
	}
	return f.show(w, r, item, r.NewForm())
}

func (f Inbox) show(w http.ResponseWriter, r *Request, item inbox.Item, form *Form) error {
	at := InboxPath + "/" + item.OrganisationID + "/" + item.ID
	view := itemView{
		Page: r.Page(r.T("messages.kind."+string(item.Kind))).Under(r.T("web.account.inbox"), inboxAddress(item.OrganisationID, "", 1)),
		Body: components.Prose{Value: item.Body}, Masked: item.Masked, Handled: item.State == inbox.Handled, Facts: itemFacts(r, item),
		Hidden: []components.Hidden{{Name: "revision", Value: strconv.FormatInt(item.Revision, 10)}},
		Outcome: components.Field{
			Name: "outcome", Label: r.T("messages.outcome"), Help: r.T("messages.outcome_help"), Kind: components.LongText, Rows: 3,
			Optional: true, Max: 5000,
		}.Fill(form),
	}
	view.NoIndex, view.Errors = true, form.Problems()
	if r.Viewer.Actor.May(account.Edit, item.OrganisationID) {
		view.Action = r.To(at + "/handle")
		if view.Handled {
			view.Action = r.To(at + "/reopen")
		}
	}
	status := http.StatusOK
	if len(view.Errors) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return r.Render(w, status, "inbox/item", view)
}

func itemFacts(r *Request, item inbox.Item) components.SummaryList {
	about := components.Component(components.Text{Value: aboutName(r, item)})
	if item.Subject.Kind == "system" {
		about = components.Link{Href: r.To(ownPath(item.Subject.ID)), Label: aboutName(r, item)}
	}
	list := components.SummaryList{Rows: []components.SummaryRow{
		{Key: r.T("messages.head.about"), Value: []components.Component{about}},
		components.Fact(r.T("messages.head.received"), r.Printer.Moment(item.ReceivedAt)),
	}}
	add := func(key, text string) {
		if text != "" {
			list.Rows = append(list.Rows, components.Fact(r.T(key), text))
		}
	}
	add("messages.sender", item.Sender)
	add("messages.contact", item.Contact)
	if item.State == inbox.Handled {
		add("messages.handled", r.Printer.Moment(item.HandledAt))
		add("messages.what_was_done", item.Outcome)
	}
	return list
}

func (f Inbox) handle(w http.ResponseWriter, r *Request) error {
	return f.change(w, r, "messages.is_handled", func(item inbox.Item, form *Form) (inbox.Item, error) {
		return f.Inbox.Handle(r.Context(), r.Viewer.Actor, item.OrganisationID, item.ID, revisionOf(form), form.Text("outcome"))
	})
}

func (f Inbox) reopen(w http.ResponseWriter, r *Request) error {
	return f.change(w, r, "messages.is_open", func(item inbox.Item, form *Form) (inbox.Item, error) {
		return f.Inbox.Reopen(r.Context(), r.Viewer.Actor, item.OrganisationID, item.ID, revisionOf(form))
	})
}

func (f Inbox) change(w http.ResponseWriter, r *Request, said string, act func(inbox.Item, *Form) (inbox.Item, error)) error {
	item, err := f.read(r)
	if err != nil {
		return err
	}
	return r.answer(
		func(form *Form) error {
			_, err := act(item, form)
			if fault.Is(err, fault.Conflict) {
				form.Fail("", "drafting.moved_on", nil)
				return nil
			}
			return err
		},
		func(form *Form) error { return f.show(w, r, item, form) },
		func() error { return r.Redirect(w, InboxPath+"/"+item.OrganisationID+"/"+item.ID, said) },
	)
}

func (f Inbox) csv(w http.ResponseWriter, r *Request) error {
	return f.export(w, r, "text/csv; charset=utf-8", "csv", f.Inbox.Export)
}

func (f Inbox) json(w http.ResponseWriter, r *Request) error {
	return f.export(w, r, "application/json", "json", f.Inbox.ExportJSON)
}

// inboxExport writes an organisation's messages in a format.
type inboxExport func(ctx context.Context, a account.Actor, organisationID string, w io.Writer, f inbox.Filter) error

// export writes all messages as a file. It is made whole first, so that nobody takes half a file for a whole one.
func (f Inbox) export(w http.ResponseWriter, r *Request, media, ext string, write inboxExport) error {
	actor, err := r.person()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := write(r.Context(), actor, r.PathValue("org"), &out, inbox.Filter{}); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", `attachment; filename="tillit-inbox.`+ext+`"`)
	h.Set("Cache-Control", "no-store")
	_, _ = out.WriteTo(w) // the reader has gone; there is nobody to tell
	return nil
}
