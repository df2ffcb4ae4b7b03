package web

import (
	"net/http"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// mayBegin tells in which organisation a new record begins, or why not.
func (f Drafting) mayBegin(r *Request) (account.Organisation, error) {
	actor, err := r.person()
	if err != nil {
		return account.Organisation{}, err
	}
	o, err := f.Accounts.Organisation(r.Context(), r.PathValue("org"))
	if err == nil && !actor.May(account.Edit, o.ID) {
		return o, fault.New("web.Drafting", fault.Forbidden, "drafting.forbidden.edit", nil)
	}
	return o, err
}

// whereView is what templates/drafting/where.html shows: in which organisation does a new record begin?
type whereView struct {
	Page
	Organisations components.LinkList
}

// chooseOrganisation leads on to the form of a new record. There is nothing to choose for one who writes in one organisation.
func (f Drafting) chooseOrganisation(w http.ResponseWriter, r *Request) error {
	actor, err := r.person()
	if err != nil {
		return err
	}
	view := whereView{Page: r.Page(r.T("drafting.where")).Under(r.T("work.title"), WorkPath)}
	view.NoIndex = true
	for _, m := range actor.Memberships {
		if actor.May(account.Edit, m.OrganisationID) {
			view.Organisations.Links = append(view.Organisations.Links, components.Link{
				Href: r.To(workAt(m.OrganisationID) + "/systems/new"), Label: m.OrganisationName.In(r.Lang),
			})
		}
	}
	switch links := view.Organisations.Links; len(links) {
	case 0:
		return fault.New("web.Drafting", fault.Forbidden, "drafting.forbidden.edit", nil)
	case 1:
		http.Redirect(w, r.Request, links[0].Href, http.StatusSeeOther)
		return nil
	}
	return r.Render(w, http.StatusOK, "drafting/where", view)
}

func (f Drafting) askNew(w http.ResponseWriter, r *Request) error {
	o, err := f.mayBegin(r)
	if err != nil {
		return err
	}
	return f.showNew(w, r, o, r.NewForm())
}

func (f Drafting) showNew(w http.ResponseWriter, r *Request, o account.Organisation, form *Form) error {
	defs := f.Register.Definitions()
	d := draftForm{r: r, defs: defs, problems: form, tree: tree{
		"slag": form.Text("slag"), "name": map[string]any{"sv": form.Text("name.sv"), "en": form.Text("name.en")},
	}}
	name, _ := defs.Field("name")
	slag, _ := defs.Field("slag")
	return r.showForm(w, form, formPage{
		Page: r.Page(r.T("work.new")).Under(r.T("work.title"), WorkPath+"?org="+o.ID),
		Lead: r.T("drafting.new_lead", fault.Args{"organisation": o.Name}),
		Before: []components.Component{components.Notice{
			Kind: components.Warning, Text: r.T("drafting.no_secrets"),
			Body: []components.Component{components.Link{Href: r.To(ScreeningPath), Label: r.T("drafting.screening")}},
		}},
		Action: r.To(workAt(o.ID) + "/systems/new"), Unsaved: true,
		Fields:  []components.Component{d.component(name.Field, "name", "name", d.tree), d.component(slag.Field, "slag", "slag", d.tree)},
		Buttons: submit(r.T("drafting.new_submit"), components.Link{Href: r.To(WorkPath + "?org=" + o.ID), Label: r.T("people.cancel")}),
	})
}

func (f Drafting) create(w http.ResponseWriter, r *Request) error {
	o, err := f.mayBegin(r)
	if err != nil {
		return err
	}
	var record register.Record
	return r.answer(
		func(form *Form) error {
			record, err = f.begin(r, o, form)
			return err
		},
		func(form *Form) error { return f.showNew(w, r, o, form) },
		func() error {
			return r.Redirect(w, ownPath(record.ID)+"/edit/"+f.Register.Definitions().Groups()[0].ID, "drafting.created")
		},
	)
}

// begin makes the record that the form asks for.
func (f Drafting) begin(r *Request, o account.Organisation, form *Form) (register.Record, error) {
	system := register.System{
		Name: i18n.Text{SV: form.Text("name.sv"), EN: form.Text("name.en")}, Slag: register.Slag(form.Required("slag")),
	}
	if system.Name.IsZero() {
		form.Fail("name", "web.form.required", nil)
	}
	if form.Problems() != nil {
		return register.Record{}, nil
	}
	return f.Register.Create(r.Context(), r.Viewer.Actor, o.ID, system)
}
