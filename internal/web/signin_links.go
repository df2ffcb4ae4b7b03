package web

import (
	"net/http"
	"strings"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
)

func (f SignIn) askSetUp(w http.ResponseWriter, r *Request) error {
	w.Header().Set("Cache-Control", "no-store") // the address is a secret
	if err := f.Accounts.CheckLink(r.Context(), account.SetUp, r.PathValue("secret")); err != nil {
		return err
	}
	return f.showSetUp(w, r, r.NewForm())
}

func (f SignIn) showSetUp(w http.ResponseWriter, r *Request, form *Form) error {
	types, err := organisationTypes(r, form, "type")
	if err != nil {
		return err
	}
	return r.showForm(w, form, formPage{
		Page: r.Page(r.T("signin.setup.title")), Lead: r.T("signin.setup.lead"), Action: r.To(r.path), Unsaved: true,
		Fields: []components.Component{
			components.Field{Name: "organisation", Label: r.T("signin.setup.organisation"), Autocomplete: "organization"}.Fill(form),
			components.Field{
				Name: "number", Label: r.T("people.number"), Help: r.T("people.number_help"), Kind: components.Number,
				Width: components.Chars16, Optional: true,
			}.Fill(form),
			types,
			components.Field{Name: "name", Label: r.T("signin.setup.name"), Autocomplete: "name"}.Fill(form),
			components.Field{Name: "email", Label: r.T("signin.email"), Kind: components.Email, Autocomplete: "username"}.Fill(form),
			newPasswordField(r).Fill(form),
		},
		Buttons: submit(r.T("signin.setup.submit")),
	})
}

// organisationTypes asks which type of organisation it is.
func organisationTypes(r *Request, form *Form, name string) (components.Choices, error) {
	codes, err := account.OrganisationTypes()
	if err != nil {
		return components.Choices{}, err
	}
	choices := components.Choices{Name: name, Label: r.T("people.type")}
	for _, code := range codes {
		choice := components.Choice{Value: code.Code, Label: contentText(code.Label).In(r.Lang)}
		if code.Note != nil {
			choice.Hint = contentText(*code.Note).In(r.Lang)
		}
		choices.Options = append(choices.Options, choice)
	}
	return choices.Fill(form), nil
}

// typeChosen is the type that was chosen; a code that is none is a problem.
func typeChosen(form *Form, name string) (string, error) {
	types, err := account.OrganisationTypes()
	if err != nil {
		return "", err
	}
	var codes []string
	for _, code := range types {
		codes = append(codes, code.Code)
	}
	if form.Text(name) == "" {
		form.Fail(name, "account.organisation_type", nil)
		return "", nil
	}
	return form.Choice(name, codes...), nil
}

func contentText(t content.Text) i18n.Text { return i18n.Text{SV: t.SV, EN: t.EN} }

func newPasswordField(r *Request) components.Field {
	return components.Field{
		Name: "password", Label: r.T("signin.new_password"), Help: r.Printer.T("signin.password_help", map[string]any{"min": account.MinPassword}),
		Kind: components.Password, Autocomplete: "new-password", Width: components.Chars32,
	}
}

// secretText is a password exactly as it was written.
func secretText(form *Form, name string) string {
	if values := form.Values(name); len(values) > 0 {
		return values[0]
	}
	return ""
}

func (f SignIn) setUp(w http.ResponseWriter, r *Request) error {
	var email, password string
	return r.answer(
		func(form *Form) error {
			kind, err := typeChosen(form, "type")
			if err != nil {
				return err
			}
			password = secretText(form, "password")
			in := account.SetUpForm{
				Organisation: form.Text("organisation"), Number: plainNumber(form.Text("number")), Type: kind,
				Name: form.Text("name"), Email: form.Text("email"), Password: password,
			}
			if err := in.Check(); err != nil || form.Problems() != nil { // together with the type, so that everything is told at once
				return err
			}
			made, err := f.Accounts.CompleteSetUp(r.Context(), r.PathValue("secret"), in)
			email = made.Email
			return err
		},
		func(form *Form) error { return f.showSetUp(w, r, form) },
		func() error { return f.welcome(w, r, email, password, "signin.setup.done") },
	)
}

// plainNumber takes away the hyphen that an organisationsnummer is written with.
func plainNumber(s string) string {
	return strings.NewReplacer("-", "", " ", "", "\u00a0", "").Replace(s)
}

func (f SignIn) askPassword(w http.ResponseWriter, r *Request) error {
	w.Header().Set("Cache-Control", "no-store")
	if err := f.Accounts.CheckLink(r.Context(), account.NewPassword, r.PathValue("secret")); err != nil {
		return err
	}
	return f.showPassword(w, r, r.NewForm())
}

func (f SignIn) showPassword(w http.ResponseWriter, r *Request, form *Form) error {
	return r.showForm(w, form, formPage{
		Page: r.Page(r.T("signin.choose.title")), Lead: r.T("signin.choose.lead"), Action: r.To(r.path),
		Fields:  []components.Component{newPasswordField(r).Fill(form)},
		Buttons: submit(r.T("signin.choose.submit")),
	})
}

func (f SignIn) setPassword(w http.ResponseWriter, r *Request) error {
	var email, password string
	return r.answer(
		func(form *Form) error {
			password = secretText(form, "password")
			changed, err := f.Accounts.SetPasswordByLink(r.Context(), r.PathValue("secret"), password)
			email = changed.Email
			return err
		},
		func(form *Form) error { return f.showPassword(w, r, form) },
		func() error { return f.welcome(w, r, email, password, "signin.choose.done") },
	)
}

// welcome signs in somebody who has just chosen a password.
func (f SignIn) welcome(w http.ResponseWriter, r *Request, email, password, said string) error {
	secret, expires, err := f.Accounts.SignIn(r.Context(), email, password, f.Source(r.Request))
	if err != nil {
		return err
	}
	r.signIn(w, secret, expires)
	return r.Redirect(w, WorkPath, said)
}
