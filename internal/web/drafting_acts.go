package web

import (
	"net/http"
	"regexp"
	"strings"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

func (f Drafting) askPhase(w http.ResponseWriter, r *Request) error {
	v, err := f.ownFor(r, account.Edit)
	if err != nil {
		return err
	}
	return f.showPhase(w, r, v, r.NewForm())
}

func (f Drafting) showPhase(w http.ResponseWriter, r *Request, v register.View, form *Form) error {
	d := draftForm{r: r, defs: f.Register.Definitions(), problems: form, tree: tree{}}
	choices := components.Choices{Name: "phases.phase", Label: r.T("drafting.phase.to"), Error: form.Problem("phases.phase")}
	for _, code := range d.def("phases.phase").Codes {
		choices.Options = append(choices.Options, components.Choice{Value: code.Code, Label: contentText(code.Label).In(r.Lang)})
	}
	now := v.Content().CurrentPhase()
	lead := r.T("drafting.phase.none")
	if now.Phase != "" {
		lead = r.T("drafting.phase.now", fault.Args{"phase": d.def("phases.phase").CodeLabel(string(now.Phase))})
	}
	return r.showForm(w, form, formPage{
		Page: r.recordPage(v, r.T("drafting.phase.title")), Lead: lead, Unsaved: true,
		Before: []components.Component{components.Prose{Value: r.T("drafting.phase.text")}},
		Action: r.To(ownPath(v.Record.ID) + "/phase"), Hidden: []components.Hidden{{Name: "revision", Value: revisionText(v)}},
		Fields: []components.Component{
			choices.Fill(form),
			components.Field{
				Name: "phases.from", Label: r.T("drafting.phase.from"), Help: r.T("drafting.partial_date"), Width: components.Chars16,
			}.Fill(form),
			groundsField(r, form, "phases.note", r.T("drafting.phase.grounds"), r.T("drafting.phase.grounds_help")),
		},
		Buttons: submit(r.T("drafting.phase.submit"), components.Link{Href: r.To(ownPath(v.Record.ID)), Label: r.T("people.cancel")}),
	})
}

// groundsField asks for reasons in both languages.
func groundsField(r *Request, form *Form, name, label, help string) pairField {
	pair := pairField{ID: components.FieldID(name), Label: label, Help: help, Error: form.Problem(name)}
	for _, lang := range []string{"sv", "en"} {
		pair.Texts = append(pair.Texts, components.Field{
			Name: name + "." + lang, Label: r.T("drafting.in." + lang), Lang: lang, Kind: components.LongText, Rows: 4, Max: 999,
		}.Fill(form))
	}
	return pair
}

func writtenText(form *Form, name string) i18n.Text {
	return i18n.Text{SV: form.Limited(name+".sv", 999), EN: form.Limited(name+".en", 999)}
}

func (f Drafting) changePhase(w http.ResponseWriter, r *Request) error {
	v, err := f.ownFor(r, account.Edit)
	if err != nil {
		return err
	}
	form, err := r.ReadForm()
	if err != nil {
		return err
	}
	change := register.PhaseChange{
		Phase: register.Phase(form.Required("phases.phase")), From: form.Required("phases.from"), Grounds: writtenText(form, "phases.note"),
	}
	if form.Problems() != nil {
		return f.showPhase(w, r, v, form)
	}
	_, err = f.Register.ChangePhase(r.Context(), r.Viewer.Actor, v.Record.ID, revisionOf(form), change)
	if form.movedOn(err) || form.Refuse(err) {
		return f.showPhase(w, r, v, form)
	}
	if err != nil {
		return err
	}
	return r.Redirect(w, ownPath(v.Record.ID), "drafting.phase.done")
}

func (f Drafting) askRetire(w http.ResponseWriter, r *Request) error {
	v, err := f.ownFor(r, account.Decide)
	if err != nil {
		return err
	}
	return f.showRetire(w, r, v, r.NewForm())
}

func (f Drafting) showRetire(w http.ResponseWriter, r *Request, v register.View, form *Form) error {
	kinds := components.Choices{Name: "kind", Label: r.T("drafting.retire.kind")}
	for _, kind := range []register.RetirementKind{register.Ended, register.Replaced, register.Withdrawn} {
		choice := components.Choice{
			Value: string(kind), Label: r.T("drafting.retire.kind." + string(kind)), Hint: r.T("drafting.retire.hint." + string(kind)),
		}
		if kind == register.Replaced {
			choice.Reveal = components.Field{
				Name: "replaced_by", Label: r.T("drafting.retire.replaced_by"), Help: r.T("drafting.retire.replaced_help"),
			}.Fill(form)
		}
		kinds.Options = append(kinds.Options, choice)
	}
	return r.showForm(w, form, formPage{
		Page: r.recordPage(v, r.T("drafting.retire.title")), Unsaved: true,
		Lead:   r.T("drafting.retire.lead", fault.Args{"name": v.Content().Name}),
		Action: r.To(ownPath(v.Record.ID) + "/retire"), Hidden: []components.Hidden{{Name: "revision", Value: revisionText(v)}},
		Fields: []components.Component{
			kinds.Fill(form),
			components.Date{Name: "date", Label: r.T("drafting.retire.date")}.Fill(form),
			groundsField(r, form, "reason", r.T("drafting.retire.reason"), r.T("drafting.retire.reason_help")),
		},
		Buttons: components.Buttons{
			Buttons: []components.Button{{Label: r.T("drafting.retire.submit"), Kind: components.Danger}},
			Links:   []components.Link{{Href: r.To(ownPath(v.Record.ID)), Label: r.T("people.cancel")}},
		},
	})
}

// recordID finds the id of a record in what somebody pasted: the id itself or an address that holds it.
var recordID = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

func (f Drafting) retire(w http.ResponseWriter, r *Request) error {
	v, err := f.ownFor(r, account.Decide)
	if err != nil {
		return err
	}
	form, err := r.ReadForm()
	if err != nil {
		return err
	}
	why := register.Retirement{
		Kind: register.RetirementKind(form.Required("kind")), Date: form.Date("date"), Reason: writtenText(form, "reason"),
	}
	if why.Kind == register.Replaced {
		why.ReplacedBy = recordID.FindString(strings.ToLower(form.Text("replaced_by")))
		f.checkReplacement(r, form, why.ReplacedBy)
	}
	if why.Date == "" && form.Problem("date") == "" {
		form.Fail("date", "web.form.required", nil)
	}
	if form.Problems() != nil {
		return f.showRetire(w, r, v, form)
	}
	_, err = f.Register.Retire(r.Context(), r.Viewer.Actor, v.Record.ID, revisionOf(form), why)
	if form.movedOn(err) || form.Refuse(err) {
		return f.showRetire(w, r, v, form)
	}
	if err != nil {
		return err
	}
	return r.Redirect(w, recordPath(v.Record.ID), "drafting.retire.done")
}

// checkReplacement sees to that the address leads to a record that readers can open.
func (f Drafting) checkReplacement(r *Request, form *Form, id string) {
	there := false
	if id != "" {
		there, _ = f.Register.Exists(r.Context(), id) // the register checks again; this is for the words
	}
	if !there {
		form.Fail("replaced_by", "drafting.retire.no_replacement", nil)
	}
}

func (f Drafting) askDiscard(w http.ResponseWriter, r *Request) error {
	v, err := f.ownFor(r, account.Edit)
	if err != nil {
		return err
	}
	return f.showDiscard(w, r, v, r.NewForm())
}

func (f Drafting) showDiscard(w http.ResponseWriter, r *Request, v register.View, form *Form) error {
	if !v.Record.HasDraft() {
		return r.Redirect(w, ownPath(v.Record.ID), "")
	}
	key := "drafting.discard.text"
	if v.Record.IsPublic() {
		key = "drafting.discard.text_published"
	}
	name := nameOr(r, v.Content().Name)
	return r.confirm(w, form, confirmPage{
		Page: r.recordPage(v, r.T("drafting.discard.title", fault.Args{"name": name})), Text: r.T(key, fault.Args{"name": name}),
		Action: r.To(ownPath(v.Record.ID) + "/discard"), Hidden: []components.Hidden{{Name: "revision", Value: revisionText(v)}},
		Button: r.T("drafting.discard.submit"), Back: r.To(ownPath(v.Record.ID)),
	})
}

func (f Drafting) discard(w http.ResponseWriter, r *Request) error {
	v, err := f.ownFor(r, account.Edit)
	if err != nil {
		return err
	}
	form, err := r.ReadForm()
	if err != nil {
		return err
	}
	_, err = f.Register.DiscardDraft(r.Context(), r.Viewer.Actor, v.Record.ID, revisionOf(form))
	if form.movedOn(err) || form.Refuse(err) {
		return f.showDiscard(w, r, v, form)
	}
	if err != nil {
		return err
	}
	return r.Redirect(w, ownPath(v.Record.ID), "drafting.discard.done")
}
