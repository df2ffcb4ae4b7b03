package web

import (
	"net/http"
	"strconv"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
)

func (f People) askSettings(w http.ResponseWriter, r *Request) error {
	// Who may read the members may change the organisation: one rule, asked of the service.
	o, _, err := f.members(r)
	if err != nil {
		return err
	}
	form := r.NewForm()
	for name, value := range map[string]string{
		"name.sv": o.Name.SV, "name.en": o.Name.EN, "number": o.Number, "type": o.Type, "website": o.Website, "contact": o.Contact,
		"revision": strconv.FormatInt(o.Revision, 10),
	} {
		form.Set(name, value)
	}
	return f.showSettings(w, r, o, form)
}

func (f People) showSettings(w http.ResponseWriter, r *Request, o account.Organisation, form *Form) error {
	types, err := organisationTypes(r, form, "type")
	if err != nil {
		return err
	}
	return r.showForm(w, form, formPage{
		Page: r.Page(r.T("people.settings")).Under(r.T("work.title"), WorkPath), Lead: r.T("people.settings_lead"), Unsaved: true,
		Action: r.To(workAt(o.ID) + "/settings"), Hidden: []components.Hidden{{Name: "revision", Value: form.Text("revision")}},
		Fields: []components.Component{
			components.Field{Name: "name.sv", Label: r.T("people.name_sv"), Lang: "sv"}.Fill(form),
			components.Field{Name: "name.en", Label: r.T("people.name_en"), Lang: "en", Optional: true}.Fill(form),
			components.Date{Name: "renamed_on", Label: r.T("people.renamed_on"), Help: r.T("people.renamed_help"), Optional: true}.Fill(form),
			components.Field{
				Name: "number", Label: r.T("people.number"), Help: r.T("people.number_help"), Kind: components.Number,
				Width: components.Chars16, Optional: true,
			}.Fill(form),
			types,
			components.Field{Name: "website", Label: r.T("people.website"), Kind: components.Web, Optional: true}.Fill(form),
			components.Field{Name: "contact", Label: r.T("people.contact"), Help: r.T("people.contact_help"), Optional: true}.Fill(form),
		},
		Buttons: submit(r.T("people.save_settings")),
	})
}

func (f People) saveSettings(w http.ResponseWriter, r *Request) error {
	actor, o, err := f.organisationOf(r)
	if err != nil {
		return err
	}
	return r.answer(
		func(form *Form) error {
			in := account.OrganisationForm{
				Name: i18n.Text{SV: form.Text("name.sv"), EN: form.Text("name.en")}, RenamedOn: form.Date("renamed_on"),
				Number: plainNumber(form.Text("number")), Type: form.Text("type"), Website: form.Text("website"), Contact: form.Text("contact"),
			}
			if form.Problems() != nil { // a date that is none must not pass as no date
				return nil
			}
			_, err := f.Accounts.UpdateOrganisation(r.Context(), actor, o.ID, revisionOf(form), in)
			if fault.Is(err, fault.Conflict) {
				form.Set("revision", strconv.FormatInt(o.Revision, 10)) // having read what it says, one may save over it
			}
			return err
		},
		func(form *Form) error { return f.showSettings(w, r, o, form) },
		func() error { return r.Redirect(w, WorkPath+"?org="+o.ID, "people.settings_saved") },
	)
}
