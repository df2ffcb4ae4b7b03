package web

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
)

// Profile is a person's own account: name, password, roles and API tokens.
type Profile struct {
	Accounts *account.Service
	Source   func(*http.Request) string // as in SignIn
}

// Views names the pages.
func (Profile) Views() Views {
	return Views{"profile/show": profileView{}, "profile/token": tokenView{}, "site/form": formPage{}, "site/confirm": confirmPage{}}
}

// Routes registers the handlers.
func (f Profile) Routes(routes *Routes) {
	routes.Get(AccountPath, f.show)
	routes.Get("/account/name", f.askName)
	routes.Post("/account/name", f.rename)
	routes.Get("/account/password", f.askPassword)
	routes.Post("/account/password", f.changePassword)
	routes.Get("/account/tokens/new", f.askToken)
	routes.Post("/account/tokens/new", f.createToken)
	routes.Get("/account/tokens/{token}/revoke", f.askRevoke)
	routes.Post("/account/tokens/{token}/revoke", f.revoke)
}

// profileView is what templates/profile/show.html shows.
type profileView struct {
	Page
	Facts    components.SummaryList
	Roles    components.SummaryList
	Tokens   components.Table
	NewToken components.Button
}

// tokenView shows the secret of a new token, once.
type tokenView struct {
	Page
	Name   string
	Secret string
	Until  string
	Back   components.Link
}

func (f Profile) show(w http.ResponseWriter, r *Request) error {
	actor, err := r.person()
	if err != nil {
		return err
	}
	tokens, err := f.Accounts.Tokens(r.Context(), actor)
	if err != nil {
		return err
	}
	change := func(path, what string) []components.Link {
		return []components.Link{{Href: r.To(path), Label: r.T("profile.change"), Hidden: what}}
	}
	view := profileView{
		Page: r.Page(r.T("web.account.settings")),
		Facts: components.SummaryList{Rows: []components.SummaryRow{
			{
				Key: r.T("people.head.name"), Value: []components.Component{components.Text{Value: actor.Name}},
				Actions: change("/account/name", r.T("people.head.name")),
			},
			{Key: r.T("signin.email"), Value: []components.Component{components.Text{Value: actor.Email}}},
			{
				Key: r.T("signin.password"), Value: []components.Component{components.Text{Value: "••••••••"}},
				Actions: change("/account/password", r.T("signin.password")),
			},
		}},
		Roles:    components.SummaryList{Heading: r.T("profile.roles")},
		NewToken: components.Button{Label: r.T("profile.new_token"), Href: r.To("/account/tokens/new"), Kind: components.Secondary},
		Tokens:   tokenTable(r, tokens),
	}
	view.NoIndex = true
	for _, m := range actor.Memberships {
		view.Roles.Rows = append(view.Roles.Rows, components.Fact(m.OrganisationName.In(r.Lang), roleNames(r, m)))
	}
	return r.Render(w, http.StatusOK, "profile/show", view)
}

func tokenTable(r *Request, tokens []account.Token) components.Table {
	table := components.Table{
		Caption: r.Printer.N("profile.tokens", len(tokens), nil),
		Heads: []components.Head{
			{Label: r.T("profile.head.name")},
			{Label: r.T("profile.head.may")},
			{Label: r.T("profile.head.until")},
			{Label: r.T("profile.head.used")},
			{Label: r.T("profile.head.revoke")},
		},
	}
	now := r.server.config.Clock.Now()
	for _, t := range tokens {
		scopes := ""
		for i, scope := range t.Scopes {
			if i > 0 {
				scopes += ", "
			}
			scopes += r.T("account.scope." + string(scope))
		}
		until, used := lastDay(t.ExpiresAt), r.T("profile.never")
		if !now.Before(t.ExpiresAt) {
			until += " (" + r.T("profile.expired") + ")"
		}
		if !t.LastUsed.IsZero() {
			used = t.LastUsed.In(i18n.Zone).Format("2006-01-02")
		}
		table.Rows = append(table.Rows, []components.Cell{
			{Text: t.Name, Header: true},
			{Text: scopes},
			{Text: until},
			{Text: used},
			{Content: components.Link{Href: r.To("/account/tokens/" + t.ID + "/revoke"), Label: r.T("profile.revoke"), Hidden: t.Name}},
		})
	}
	return table
}

// lastDay is the last Swedish day on which something holds that ends at an instant.
func lastDay(end time.Time) string {
	return end.Add(-time.Microsecond).In(i18n.Zone).Format(time.DateOnly)
}

func (r *Request) profilePage(key string, args ...fault.Args) Page {
	return r.Page(r.T(key, args...)).Under(r.T("web.account.settings"), AccountPath)
}

func (r *Request) backToProfile() components.Link {
	return components.Link{Href: r.To(AccountPath), Label: r.T("people.cancel")}
}

func (f Profile) askName(w http.ResponseWriter, r *Request) error {
	actor, err := r.person()
	if err != nil {
		return err
	}
	form := r.NewForm()
	form.Set("name", actor.Name)
	return f.showName(w, r, form)
}

func (f Profile) showName(w http.ResponseWriter, r *Request, form *Form) error {
	return r.showForm(w, form, formPage{
		Page: r.profilePage("profile.name"), Action: r.To("/account/name"),
		Fields: []components.Component{
			components.Field{Name: "name", Label: r.T("people.head.name"), Autocomplete: "name", Width: components.Chars32}.Fill(form),
		},
		Buttons: submit(r.T("profile.save"), r.backToProfile()),
	})
}

func (f Profile) rename(w http.ResponseWriter, r *Request) error {
	return f.act(w, r, f.showName, "profile.name_saved", func(actor account.Actor, form *Form) error {
		return f.Accounts.Rename(r.Context(), actor, form.Text("name"))
	})
}

// act reads a form, does something with it, and goes back to the account; what is wrong is shown in the form.
func (f Profile) act(
	w http.ResponseWriter, r *Request, again func(http.ResponseWriter, *Request, *Form) error, said string,
	do func(account.Actor, *Form) error,
) error {
	actor, err := r.person()
	if err != nil {
		return err
	}
	return r.answer(
		func(form *Form) error {
			err := do(actor, form)
			if !fault.Is(err, fault.RateLimited) {
				return err
			}
			e := fault.As(err)
			form.Fail("", e.MessageKey(), e.Args)
			return nil
		},
		func(form *Form) error { return again(w, r, form) },
		func() error { return r.Redirect(w, AccountPath, said) },
	)
}

func (f Profile) askPassword(w http.ResponseWriter, r *Request) error {
	if _, err := r.person(); err != nil {
		return err
	}
	return f.showPassword(w, r, r.NewForm())
}

func (f Profile) showPassword(w http.ResponseWriter, r *Request, form *Form) error {
	return r.showForm(w, form, formPage{
		Page: r.profilePage("profile.password"), Lead: r.T("profile.password_lead"), Action: r.To("/account/password"),
		Fields: []components.Component{
			components.Field{
				Name: "old", Label: r.T("profile.old_password"), Kind: components.Password, Autocomplete: "current-password",
				Width: components.Chars32,
			}.Fill(form),
			newPasswordField(r).Fill(form),
		},
		Buttons: submit(r.T("profile.save"), r.backToProfile()),
	})
}

func (f Profile) changePassword(w http.ResponseWriter, r *Request) error {
	return f.act(w, r, f.showPassword, "profile.password_saved", func(actor account.Actor, form *Form) error {
		password := secretText(form, "password")
		if err := f.Accounts.ChangePassword(r.Context(), actor, secretText(form, "old"), password); err != nil {
			return err
		}
		return f.signInAgain(r.Context(), w, r, actor.Email, password)
	})
}

// signInAgain opens a new session: the change has ended all.
func (f Profile) signInAgain(ctx context.Context, w http.ResponseWriter, r *Request, email, password string) error {
	secret, expires, err := f.Accounts.SignIn(ctx, email, password, f.Source(r.Request))
	if err != nil {
		return err
	}
	r.signIn(w, secret, expires)
	return nil
}

func (f Profile) askToken(w http.ResponseWriter, r *Request) error {
	if _, err := r.person(); err != nil {
		return err
	}
	form := r.NewForm()
	form.SetDate("expires", r.server.config.Clock.Now().AddDate(0, 3, 0).In(i18n.Zone).Format(time.DateOnly))
	return f.showToken(w, r, form)
}

func (f Profile) showToken(w http.ResponseWriter, r *Request, form *Form) error {
	scopes := components.Choices{Name: "scopes", Label: r.T("profile.head.may"), Help: r.T("profile.scopes_help"), Multiple: true}
	for _, scope := range account.Scopes() {
		scopes.Options = append(scopes.Options, components.Choice{Value: string(scope), Label: r.T("account.scope." + string(scope))})
	}
	return r.showForm(w, form, formPage{
		Page: r.profilePage("profile.new_token"), Lead: r.T("profile.token_lead"), Action: r.To("/account/tokens/new"),
		Fields: []components.Component{
			components.Field{Name: "name", Label: r.T("profile.head.name"), Help: r.T("profile.token_name_help"), Width: components.Chars32}.Fill(form),
			scopes.Fill(form),
			components.Date{Name: "expires", Label: r.T("profile.last_day"), Help: r.T("profile.last_day_help")}.Fill(form),
		},
		Buttons: submit(r.T("profile.create_token"), r.backToProfile()),
	})
}

func (f Profile) createToken(w http.ResponseWriter, r *Request) error {
	actor, err := r.person()
	if err != nil {
		return err
	}
	var token account.Token
	var secret string
	return r.answer(
		func(form *Form) error {
			var scopes []account.Scope
			for _, scope := range form.Texts("scopes") {
				scopes = append(scopes, account.Scope(scope))
			}
			expires := endOfDay(form.Date("expires"))
			if form.Problems() != nil {
				return nil
			}
			token, secret, err = f.Accounts.CreateToken(r.Context(), actor, form.Text("name"), scopes, expires)
			return err
		},
		func(form *Form) error { return f.showToken(w, r, form) },
		func() error { return f.showSecret(w, r, token, secret) },
	)
}

// showSecret shows the secret of a new token in the answer itself: it is stored nowhere and cannot be shown again.
func (f Profile) showSecret(w http.ResponseWriter, r *Request, token account.Token, secret string) error {
	view := tokenView{
		Page: r.profilePage("profile.token_title"), Name: token.Name, Secret: secret, Until: r.Printer.Date(lastDay(token.ExpiresAt)),
		Back: components.Link{Href: r.To(AccountPath), Label: r.T("web.account.settings")},
	}
	view.NoIndex = true
	return r.Render(w, http.StatusOK, "profile/token", view)
}

// endOfDay is the instant at which a Swedish day has ended; the zero time for no day.
func endOfDay(iso string) time.Time {
	day, err := time.ParseInLocation(time.DateOnly, iso, i18n.Zone)
	if err != nil {
		return time.Time{}
	}
	return day.AddDate(0, 0, 1).UTC()
}

// tokenOf finds one of the person's own tokens.
func (f Profile) tokenOf(r *Request) (account.Token, error) {
	actor, err := r.person()
	if err != nil {
		return account.Token{}, err
	}
	tokens, err := f.Accounts.Tokens(r.Context(), actor)
	if err != nil {
		return account.Token{}, err
	}
	at := slices.IndexFunc(tokens, func(t account.Token) bool { return t.ID == r.PathValue("token") })
	if at < 0 {
		return account.Token{}, fault.New("web.Profile", fault.NotFound, "", nil)
	}
	return tokens[at], nil
}

func (f Profile) askRevoke(w http.ResponseWriter, r *Request) error {
	token, err := f.tokenOf(r)
	if err != nil {
		return err
	}
	return r.confirm(w, r.NewForm(), confirmPage{
		Page: r.profilePage("profile.revoke_title", fault.Args{"name": token.Name}), Text: r.T("profile.revoke_text"),
		Action: r.To("/account/tokens/" + token.ID + "/revoke"), Button: r.T("profile.revoke"), Back: r.To(AccountPath),
	})
}

func (f Profile) revoke(w http.ResponseWriter, r *Request) error {
	token, err := f.tokenOf(r)
	if err != nil {
		return err
	}
	if err := f.Accounts.RevokeToken(r.Context(), r.Viewer.Actor, token.ID); err != nil {
		return err
	}
	return r.Redirect(w, AccountPath, "profile.revoked", fault.Args{"name": token.Name})
}
