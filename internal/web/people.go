package web

import (
	"net/http"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
)

// People is what an organisation's administrators do: its members with their roles, and the organisation's own details.
type People struct{ Accounts *account.Service }

// Views names the pages.
func (People) Views() Views {
	return Views{"people/list": membersView{}, "people/link": linkView{}, "site/confirm": confirmPage{}}
}

// Routes registers the handlers.
func (f People) Routes(routes *Routes) {
	routes.Get("/work/organisations/{org}/people", f.list)
	routes.Get("/work/organisations/{org}/people/invite", f.askInvitation)
	routes.Post("/work/organisations/{org}/people/invite", f.invite)
	routes.Get("/work/organisations/{org}/people/{account}", f.askRoles)
	routes.Post("/work/organisations/{org}/people/{account}", f.setRoles)
	routes.Post("/work/organisations/{org}/people/{account}/link", f.renewLink)
	routes.Get("/work/organisations/{org}/people/{account}/remove", f.askRemoval)
	routes.Post("/work/organisations/{org}/people/{account}/remove", f.remove)
	routes.Get("/work/organisations/{org}/settings", f.askSettings)
	routes.Post("/work/organisations/{org}/settings", f.saveSettings)
}

// membersView is what templates/people/list.html shows.
type membersView struct {
	Page
	Organisation string
	Invite       components.Button
	Members      components.Table
}

// linkView shows a one-time link, once.
type linkView struct {
	Page
	For   string // the person's name
	Email string
	Link  string // empty for somebody who had an account already
	Days  int
	Back  components.Link
}

// workAt begins the addresses of what is done for an organisation. (/work/{org}/people would, to http.ServeMux, be in conflict with
// /work/systems/{id}.)
func workAt(id string) string { return WorkPath + "/organisations/" + id }

func peoplePath(organisationID string) string { return workAt(organisationID) + "/people" }

// organisationOf is the organisation of the address, with the person who asks. Whether the person may do anything there, the use cases
// say.
func (f People) organisationOf(r *Request) (account.Actor, account.Organisation, error) {
	actor, err := r.person()
	if err != nil {
		return actor, account.Organisation{}, err
	}
	o, err := f.Accounts.Organisation(r.Context(), r.PathValue("org"))
	return actor, o, err
}

// members reads the organisation and its members, for an administrator.
func (f People) members(r *Request) (account.Organisation, []account.Member, error) {
	actor, o, err := f.organisationOf(r)
	if err != nil {
		return o, nil, err
	}
	members, err := f.Accounts.Members(r.Context(), actor, o.ID)
	return o, members, err
}

func (f People) list(w http.ResponseWriter, r *Request) error {
	o, members, err := f.members(r)
	if err != nil {
		return err
	}
	view := membersView{
		Page: r.Page(r.T("people.title")).Under(r.T("work.title"), WorkPath), Organisation: o.Name.In(r.Lang),
		Invite: components.Button{Label: r.T("people.invite"), Href: r.To(peoplePath(o.ID) + "/invite")},
		Members: components.Table{
			Caption: r.Printer.N("people.members", len(members), nil),
			Heads:   []components.Head{{Label: r.T("people.head.name")}, {Label: r.T("people.head.email")}, {Label: r.T("people.head.roles")}},
		},
	}
	view.NoIndex = true
	for _, m := range members {
		roles := roleNames(r, m.Membership)
		if m.Disabled {
			roles += " (" + r.T("people.disabled") + ")"
		} else if m.PasswordHash == "" {
			roles += " (" + r.T("people.not_accepted") + ")"
		}
		view.Members.Rows = append(view.Members.Rows, []components.Cell{
			{Content: components.Link{Href: r.To(peoplePath(o.ID) + "/" + m.ID), Label: m.Name}, Header: true}, {Text: m.Email}, {Text: roles},
		})
	}
	return r.Render(w, http.StatusOK, "people/list", view)
}

// roleFields ask for roles and, for an adviser, on what.
func roleFields(r *Request, form *Form) []components.Component {
	advises := components.Choices{Name: "advises", Label: r.T("people.advises")}
	for _, kind := range account.AdviserKinds() {
		advises.Options = append(advises.Options, components.Choice{Value: string(kind), Label: r.T("account.adviser." + string(kind))})
	}
	roles := components.Choices{Name: "roles", Label: r.T("people.roles"), Help: r.T("people.roles_help"), Multiple: true}
	for _, role := range account.Roles() {
		choice := components.Choice{
			Value: string(role), Label: r.T("account.role." + string(role)), Hint: r.T("account.role_help." + string(role)),
		}
		if role == account.Adviser {
			choice.Reveal = advises.Fill(form)
		}
		roles.Options = append(roles.Options, choice)
	}
	return []components.Component{roles.Fill(form)}
}

// rolesOf reads what roleFields asked. What an adviser advises on counts only with the role: without it the question was hidden.
func rolesOf(form *Form) ([]account.Role, account.AdviserKind) {
	var roles []account.Role
	advises := account.AdviserKind("")
	for _, value := range form.Texts("roles") {
		roles = append(roles, account.Role(value))
		if account.Role(value) == account.Adviser {
			advises = account.AdviserKind(form.Text("advises"))
		}
	}
	return roles, advises
}

func (f People) askInvitation(w http.ResponseWriter, r *Request) error {
	o, _, err := f.members(r)
	if err != nil {
		return err
	}
	return f.showInvitation(w, r, o, r.NewForm())
}

func (f People) showInvitation(w http.ResponseWriter, r *Request, o account.Organisation, form *Form) error {
	fields := []components.Component{
		components.Field{Name: "name", Label: r.T("people.head.name"), Width: components.Chars32}.Fill(form),
		components.Field{
			Name: "email", Label: r.T("signin.email"), Kind: components.Email, Width: components.Chars32, Autocomplete: "off",
		}.Fill(form),
	}
	return r.showForm(w, form, formPage{
		Page: r.peoplePage(o, r.T("people.invite")), Lead: r.T("people.invite_lead"),
		Action: r.To(peoplePath(o.ID) + "/invite"), Fields: append(fields, roleFields(r, form)...), Buttons: submit(r.T("people.invite_submit")),
	})
}

// peoplePage is a page below the list of an organisation's people.
func (r *Request) peoplePage(o account.Organisation, title string) Page {
	return r.Page(title).Under(r.T("work.title"), WorkPath, r.T("people.title"), peoplePath(o.ID))
}

func (f People) invite(w http.ResponseWriter, r *Request) error {
	actor, o, err := f.organisationOf(r)
	if err != nil {
		return err
	}
	in, secret := account.Invitation{OrganisationID: o.ID}, ""
	return r.answer(
		func(form *Form) error {
			in.Name, in.Email = form.Text("name"), form.Text("email")
			in.Roles, in.Advises = rolesOf(form)
			secret, err = f.Accounts.Invite(r.Context(), actor, in)
			return err
		},
		func(form *Form) error { return f.showInvitation(w, r, o, form) },
		func() error { return f.showLink(w, r, o, in.Name, in.Email, secret) },
	)
}

// showLink shows a one-time link in the answer itself: it is stored nowhere and cannot be shown again.
func (f People) showLink(w http.ResponseWriter, r *Request, o account.Organisation, name, email, secret string) error {
	view := linkView{
		Page: r.peoplePage(o, r.T("people.link_title")), For: name, Email: email, Days: int(account.LinkLife.Hours()) / 24,
		Back: components.Link{Href: r.To(peoplePath(o.ID)), Label: r.T("people.back")},
	}
	view.NoIndex = true
	if secret != "" {
		view.Link = r.absolute(r.To("/password/" + secret))
	}
	return r.Render(w, http.StatusOK, "people/link", view)
}

// memberOf finds the member of the address.
func (f People) memberOf(r *Request) (account.Organisation, account.Member, error) {
	o, members, err := f.members(r)
	if err != nil {
		return o, account.Member{}, err
	}
	for _, m := range members {
		if m.ID == r.PathValue("account") {
			return o, m, nil
		}
	}
	return o, account.Member{}, fault.New("web.People", fault.NotFound, "account.no_such_member", nil)
}

func (f People) askRoles(w http.ResponseWriter, r *Request) error {
	o, m, err := f.memberOf(r)
	if err != nil {
		return err
	}
	form := r.NewForm()
	for _, role := range m.Roles {
		form.Set("roles", append(form.Values("roles"), string(role))...)
	}
	form.Set("advises", string(m.Advises))
	return f.showRoles(w, r, o, m, form)
}

func (f People) showRoles(w http.ResponseWriter, r *Request, o account.Organisation, m account.Member, form *Form) error {
	at := peoplePath(o.ID) + "/" + m.ID
	return r.showForm(w, form, formPage{
		Page: r.peoplePage(o, m.Name), Lead: m.Email, Action: r.To(at), Fields: roleFields(r, form),
		Buttons: submit(r.T("people.save_roles"), components.Link{Href: r.To(at + "/remove"), Label: r.T("people.remove")}),
		After: []components.Component{
			postButton{
				Heading: r.T("people.renew_heading"), Text: r.T("people.renew_text"), Action: r.To(at + "/link"),
				Button: components.Button{Label: r.T("people.renew"), Kind: components.Secondary},
			},
		},
	})
}

func (f People) setRoles(w http.ResponseWriter, r *Request) error {
	o, m, err := f.memberOf(r)
	if err != nil {
		return err
	}
	return r.answer(
		func(form *Form) error {
			roles, advises := rolesOf(form)
			if len(roles) == 0 { // taking all roles removes the member, which has a page of its own that asks first
				form.Fail("roles", "account.roles_missing", nil)
				return nil
			}
			return f.Accounts.SetRoles(r.Context(), r.Viewer.Actor, o.ID, m.ID, roles, advises)
		},
		func(form *Form) error { return f.showRoles(w, r, o, m, form) },
		func() error { return r.afterRoles(w, o, m, "people.roles_saved") },
	)
}

// afterRoles goes back to the list; a person who has given up administering goes to the workbench instead.
func (r *Request) afterRoles(w http.ResponseWriter, o account.Organisation, m account.Member, said string) error {
	to := peoplePath(o.ID)
	if m.ID == r.Viewer.Actor.AccountID {
		to = WorkPath
	}
	return r.Redirect(w, to, said, fault.Args{"name": m.Name})
}

func (f People) renewLink(w http.ResponseWriter, r *Request) error {
	o, m, err := f.memberOf(r)
	if err != nil {
		return err
	}
	secret, err := f.Accounts.RenewLink(r.Context(), r.Viewer.Actor, o.ID, m.ID)
	if err != nil {
		return err
	}
	return f.showLink(w, r, o, m.Name, m.Email, secret)
}

func (f People) askRemoval(w http.ResponseWriter, r *Request) error {
	o, m, err := f.memberOf(r)
	if err != nil {
		return err
	}
	return f.showRemoval(w, r, o, m, r.NewForm())
}

func (f People) showRemoval(w http.ResponseWriter, r *Request, o account.Organisation, m account.Member, form *Form) error {
	at := peoplePath(o.ID) + "/" + m.ID
	return r.confirm(w, form, confirmPage{
		Page:   r.peoplePage(o, r.T("people.remove_title", fault.Args{"name": m.Name})),
		Text:   r.T("people.remove_text", fault.Args{"name": m.Name, "organisation": o.Name}),
		Action: r.To(at + "/remove"), Button: r.T("people.remove_submit"), Back: r.To(at),
	})
}

func (f People) remove(w http.ResponseWriter, r *Request) error {
	o, m, err := f.memberOf(r)
	if err != nil {
		return err
	}
	return r.answer(
		func(*Form) error { return f.Accounts.SetRoles(r.Context(), r.Viewer.Actor, o.ID, m.ID, nil, "") },
		func(form *Form) error { return f.showRemoval(w, r, o, m, form) },
		func() error { return r.afterRoles(w, o, m, "people.removed") },
	)
}
