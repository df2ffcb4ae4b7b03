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

// draftAct is something that is done with a whole record, after a page that asks.
type draftAct struct {
	path  string // after the record's address
	needs account.Permission
	open  bool // every member may read the page that asks: it tells what is missing
	show  func(w http.ResponseWriter, r *Request, v register.View, form *Form) error
	do    func(r *Request, v register.View, form *Form) error // as of Request.answer
	next  func(id string) string                              // where it leads
	said  string                                              // what is said there
}

func (f Drafting) acts() []draftAct {
	return []draftAct{
		{"/publish", account.Decide, true, f.showPublish, f.publish, recordPath, "drafting.published"},
		{"/phase", account.Edit, false, f.showPhase, f.changePhase, ownPath, "drafting.phase.done"},
		{"/retire", account.Decide, false, f.showRetire, f.retire, recordPath, "drafting.retire.done"},
		{"/discard", account.Edit, false, f.showDiscard, f.discard, ownPath, "drafting.discard.done"},
	}
}

// ask shows the page before an act.
func (f Drafting) ask(act draftAct) Handler {
	return func(w http.ResponseWriter, r *Request) error {
		v, err := f.own(r)
		if !act.open {
			v, err = f.ownFor(r, act.needs)
		}
		if err != nil {
			return err
		}
		return act.show(w, r, v, r.NewForm())
	}
}

// do does an act.
func (f Drafting) do(act draftAct) Handler {
	return func(w http.ResponseWriter, r *Request) error {
		v, err := f.ownFor(r, act.needs)
		if err != nil {
			return err
		}
		return r.answer(
			func(form *Form) error { return act.do(r, v, form) },
			func(form *Form) error { return act.show(w, r, v, form) },
			func() error { return r.Redirect(w, act.next(v.Record.ID), act.said) },
		)
	}
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

func (f Drafting) changePhase(r *Request, v register.View, form *Form) error {
	change := register.PhaseChange{
		Phase: register.Phase(form.Required("phases.phase")), From: form.Required("phases.from"), Grounds: writtenText(form, "phases.note"),
	}
	if form.Problems() != nil {
		return nil
	}
	_, err := f.Register.ChangePhase(r.Context(), r.Viewer.Actor, v.Record.ID, revisionOf(form), change)
	return err
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

func (f Drafting) retire(r *Request, v register.View, form *Form) error {
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
		return nil
	}
	_, err := f.Register.Retire(r.Context(), r.Viewer.Actor, v.Record.ID, revisionOf(form), why)
	return err
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

func (f Drafting) discard(r *Request, v register.View, form *Form) error {
	_, err := f.Register.DiscardDraft(r.Context(), r.Viewer.Actor, v.Record.ID, revisionOf(form))
	return err
}
