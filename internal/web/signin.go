package web

import (
	"net/http"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
)

// SignIn is signing in and out, and the one-time links: the first set-up, and choosing a password.
type SignIn struct {
	Accounts *account.Service
	// Source tells where a request comes from, for the limit on tries.
	Source func(*http.Request) string
}

// Views names the pages.
func (SignIn) Views() Views { return Views{"site/form": formPage{}} }

// Routes registers the handlers.
func (f SignIn) Routes(routes *Routes) {
	routes.Get(LoginPath, f.ask)
	routes.Post(LoginPath, f.signIn)
	routes.Post(LogoutPath, f.signOut)
	routes.Get("/set-up/{secret}", f.askSetUp)
	routes.Post("/set-up/{secret}", f.setUp)
	routes.Get("/password/{secret}", f.askPassword)
	routes.Post("/password/{secret}", f.setPassword)
}

func (f SignIn) ask(w http.ResponseWriter, r *Request) error {
	next := SafeNext(r.FormValue("next"))
	if r.Viewer.SignedIn() {
		http.Redirect(w, r.Request, r.afterSignIn(next), http.StatusSeeOther)
		return nil
	}
	form := r.NewForm()
	form.Set("next", next)
	var before []components.Component
	if r.sessionSecret() != "" {
		r.forget(w)
		before = append(before, components.Notice{Text: r.T("account.session_ended")})
	}
	return f.show(w, r, 0, form, before...)
}

func (f SignIn) show(w http.ResponseWriter, r *Request, status int, form *Form, before ...components.Component) error {
	view := formPage{
		Status: status,
		Page:   r.Page(r.T("signin.title")), Before: before, Action: r.To(LoginPath),
		Fields: []components.Component{
			components.Field{
				Name: "email", Label: r.T("signin.email"), Kind: components.Email, Autocomplete: "username", Width: components.Chars32,
			}.Fill(form),
			components.Field{
				Name: "password", Label: r.T("signin.password"), Kind: components.Password, Autocomplete: "current-password",
				Width: components.Chars32,
			}.Fill(form),
		},
		Buttons: submit(r.T("signin.submit")),
		After:   []components.Component{components.Prose{Value: r.T("signin.no_account")}},
	}
	if next := form.Text("next"); next != "" {
		view.Hidden = []components.Hidden{{Name: "next", Value: next}}
	}
	return r.showForm(w, form, view)
}

func (f SignIn) signIn(w http.ResponseWriter, r *Request) error {
	form, err := r.ReadForm()
	if err != nil {
		return err
	}
	form.Required("email")
	if form.Values("password") == nil || form.Values("password")[0] == "" {
		form.Fail("password", "web.form.required", nil)
	}
	if form.Reject(nil) {
		return f.show(w, r, 0, form)
	}
	secret, expires, err := f.Accounts.SignIn(r.Context(), form.Text("email"), form.Values("password")[0], f.Source(r.Request))
	if err != nil {
		return f.refused(w, r, form, err)
	}
	r.signIn(w, secret, expires)
	http.Redirect(w, r.Request, r.afterSignIn(SafeNext(form.Text("next"))), http.StatusSeeOther)
	return nil
}

// refused shows the form again with what the service said; where one must wait, the answer tells for how long.
func (f SignIn) refused(w http.ResponseWriter, r *Request, form *Form, err error) error {
	e, status := fault.As(err), 0
	switch e.Kind {
	case fault.RateLimited:
		status = http.StatusTooManyRequests
		w.Header().Set("Retry-After", retryAfter(e))
	case fault.Unauthenticated:
	default:
		return err
	}
	form.Fail("", e.MessageKey(), e.Args)
	return f.show(w, r, status, form)
}

// afterSignIn is where a person goes: back to where they came from, and otherwise to the workbench.
func (r *Request) afterSignIn(next string) string {
	if next == "/" || next == "/en" {
		return r.To(WorkPath)
	}
	return next
}

func (f SignIn) signOut(w http.ResponseWriter, r *Request) error {
	if secret := r.sessionSecret(); secret != "" {
		if err := f.Accounts.SignOut(r.Context(), secret); err != nil {
			return err
		}
	}
	r.forget(w)
	return r.Redirect(w, "/", "signin.signed_out")
}
