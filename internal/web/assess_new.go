package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/internal/web/edge"
	"github.com/tillit-se/tillit/kit/instrument"
)

// newAssessmentView is what templates/assess/new.html shows: which instrument, about what.
type newAssessmentView struct {
	Page
	Nowhere    bool   // the reader may write nowhere
	Workbench  string // where a system is added, when there is none to assess
	Instrument components.Choices
	Subject    components.Choices
	Answers    string // carried from answering without an account
	Carried    string // how many they are, in words
	File       string // error at the file
	Problems   []string
	Buttons    components.Buttons
}

// newDraft is what an assessment is begun with.
type newDraft struct {
	instrument string
	answers    string
	problems   []string
}

func (f Assessing) newForm(w http.ResponseWriter, r *Request) error {
	if err := needPerson(r); err != nil {
		return err
	}
	form := r.NewForm()
	query := r.URL.Query()
	if system := query.Get("system"); system != "" {
		form.Set("subject", string(assess.OfSystem))
		form.Set("system", system)
	}
	return f.showNew(w, r, newDraft{instrument: query.Get("instrument")}, form, http.StatusOK)
}

func (f Assessing) showNew(w http.ResponseWriter, r *Request, draft newDraft, form *Form, status int) error {
	view := newAssessmentView{
		Page:    r.Page(r.T("web_assess.new.title")).Under(r.T("web_assess.list.title"), assessedPath).With(form),
		Answers: draft.answers, File: form.Problem("file"), Problems: draft.problems,
	}
	view.NoIndex = true
	if len(r.Viewer.Actor.Where(account.Edit)) == 0 {
		view.Nowhere = true
		return r.Render(w, status, "assess/new", view)
	}
	packs, err := f.keptPacks()
	if err != nil {
		return err
	}
	if draft.instrument == "" {
		draft.instrument = packs[0].ID
	}
	if len(form.Values("instrument")) == 0 {
		form.Set("instrument", draft.instrument)
	}
	if view.Subject, err = f.subjectChoices(r, packs, form); err != nil {
		return err
	}
	view.Instrument = components.Choices{Name: "instrument", Label: r.T("web_assess.new.instrument")}
	for _, pack := range packs {
		view.Instrument.Options = append(view.Instrument.Options, components.Choice{Value: pack.ID, Label: r.words(pack.Title)})
	}
	view.Instrument = view.Instrument.Fill(form)
	if lacksSystems(view.Subject) {
		view.Workbench = r.To(WorkPath)
	}
	view.Carried = carriedCount(r, draft.answers)
	view.Buttons = components.Buttons{Buttons: []components.Button{{Label: r.T("web_assess.new.begin"), Name: "begin", Value: "yes"}}}
	return r.Render(w, status, "assess/new", view)
}

func carriedCount(r *Request, answers string) string {
	if answers == "" {
		return ""
	}
	parsed, err := instrument.ParseAnswers("", []byte(answers))
	if err != nil {
		return ""
	}
	return r.Printer.N("web_assess.new.carried", len(parsed.Items), nil)
}

// keptPacks are the instruments that assessments may be made with.
func (f Assessing) keptPacks() ([]*instrument.Pack, error) {
	packs, err := f.Service.Instruments()
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(packs), func(p *instrument.Pack) bool { return !assess.MayBeKept(p) }), nil
}

// subjectChoices are the kinds of subject that any instrument takes, each with what must be told of it.
func (f Assessing) subjectChoices(r *Request, packs []*instrument.Pack, form *Form) (components.Choices, error) {
	choices := components.Choices{Name: "subject", Label: r.T("web_assess.new.subject")}
	for _, kind := range assess.SubjectKinds() {
		if !slices.ContainsFunc(packs, func(p *instrument.Pack) bool { return slices.Contains(p.Subjects, string(kind)) }) {
			continue
		}
		reveal, hint, err := f.subjectFields(r, kind, form)
		if err != nil {
			return choices, err
		}
		choices.Options = append(choices.Options, components.Choice{
			Value: string(kind), Label: r.T("web_assess.subject." + string(kind)), Hint: hint, Reveal: reveal,
		})
	}
	if len(form.Values("subject")) == 0 && len(choices.Options) == 1 {
		form.Set("subject", choices.Options[0].Value)
	}
	return choices.Fill(form), nil
}

// lacksSystems tells whether a system may be chosen but there is none.
func lacksSystems(choices components.Choices) bool {
	return slices.ContainsFunc(choices.Options, func(c components.Choice) bool {
		return c.Value == string(assess.OfSystem) && c.Reveal == nil
	})
}

func (f Assessing) subjectFields(r *Request, kind assess.SubjectKind, form *Form) (components.Component, string, error) {
	if kind == assess.OfSystem {
		options, err := f.systemOptions(r)
		if err != nil {
			return nil, "", err
		}
		if len(options) == 0 {
			return nil, r.T("web_assess.new.no_systems"), nil
		}
		field := components.Field{Name: "system", Label: r.T("web_assess.new.system"), Kind: components.Select, Options: options}
		return field.Fill(form), "", nil
	}
	fields := components.Group{components.Field{
		Name: "organisation." + string(kind), Label: r.T("web_assess.new.organisation"), Kind: components.Select, Options: organisationOptions(r),
	}.Fill(form)}
	if kind != assess.OfOrganisation {
		fields = append(fields, components.Field{
			Name: "name." + string(kind), Label: r.T("web_assess.new.name"), Help: r.T("web_assess.no_classified"),
		}.Fill(form))
	}
	return fields, "", nil
}

// systemsShown is how many systems of an organisation the list offers; from a system's own page any can be reached.
const systemsShown = 100

// systemOptions are the systems that the reader may assess.
func (f Assessing) systemOptions(r *Request) ([]components.Option, error) {
	var options []components.Option
	for _, organisation := range r.Viewer.Actor.Where(account.Edit) {
		filter := register.MineFilter{Page: register.Page{Limit: systemsShown}}
		mine, _, err := f.Systems.ListMine(r.Context(), r.Viewer.Actor, organisation, filter)
		if err != nil {
			return nil, err
		}
		for _, system := range mine {
			options = append(options, components.Option{Value: system.ID, Label: system.Name.In(r.Lang)})
		}
	}
	if wanted := r.URL.Query().Get("system"); wanted != "" && !slices.ContainsFunc(options, func(o components.Option) bool { return o.Value == wanted }) {
		options = append(options, components.Option{Value: wanted, Label: r.T("web_assess.new.this_system")})
	}
	return options, nil
}

func organisationOptions(r *Request) []components.Option {
	var options []components.Option
	for _, m := range r.Viewer.Actor.Memberships {
		if r.Viewer.Actor.May(account.Edit, m.OrganisationID) {
			options = append(options, components.Option{Value: m.OrganisationID, Label: m.OrganisationName.In(r.Lang)})
		}
	}
	return options
}

// begin starts an assessment; or, when the form comes from answering without an account, asks about what.
func (f Assessing) begin(w http.ResponseWriter, r *Request) error {
	if err := needPerson(r); err != nil {
		return err
	}
	edge.RaiseLimit(w, r.Request, mostCarriedForm)
	form, err := r.ReadForm()
	if err != nil {
		return err
	}
	draft := newDraft{instrument: form.Text("instrument"), answers: strings.TrimSpace(form.values.Get("answers"))}
	kind := assess.SubjectKind(form.Text("subject"))
	if kind == assess.OfSystem && form.Text("system") == "" {
		form.Fail("subject", "web_assess.new.system_missing", nil)
		return f.showNew(w, r, draft, form, http.StatusUnprocessableEntity)
	}
	answers, err := f.answersToBegin(form, draft)
	if err == nil {
		var a assess.Assessment
		a, err = f.Service.Begin(r.Context(), r.Viewer.Actor, organisationOf(r, form, kind), subjectOf(form, kind), draft.instrument, answers)
		if err == nil {
			return r.Redirect(w, assessmentPath(a.ID), "web_assess.new.begun")
		}
	}
	if fault.Is(err, fault.Invalid) {
		renameFields(err, form)
		draft.problems = fileProblems(r, err)
		form.Reject(err)
		return f.showNew(w, r, draft, form, http.StatusUnprocessableEntity)
	}
	return err
}

// answersToBegin are those of an uploaded file, or else those that the form carries; nil when there are none.
func (f Assessing) answersToBegin(form *Form, draft newDraft) (*instrument.Answers, error) {
	pack, err := f.Service.Instrument(draft.instrument)
	if err != nil {
		return nil, err
	}
	if file := form.File("file"); file != nil {
		answers, err := answersFile(pack, file)
		return &answers, err
	}
	if draft.answers == "" {
		return nil, nil //nolint:nilnil // no answers is no error
	}
	answers, err := carriedAnswers(form, pack)
	return &answers, err
}

func subjectOf(form *Form, kind assess.SubjectKind) assess.Subject {
	if kind == assess.OfSystem {
		return assess.Subject{Kind: kind, ID: form.Text("system")}
	}
	return assess.Subject{Kind: kind, Name: i18n.Text{SV: form.Text("name." + string(kind))}}
}

// organisationOf is the organisation chosen. Of an organisation the name is that of the membership.
func organisationOf(r *Request, form *Form, kind assess.SubjectKind) string {
	id := form.Text("organisation." + string(kind))
	if id == "" {
		if where := r.Viewer.Actor.Where(account.Edit); len(where) > 0 {
			return where[0]
		}
	}
	return id
}

// renameFields moves problems to the fields of the form, where each kind of subject has a name of its own.
func renameFields(err error, form *Form) {
	kind := form.Text("subject")
	e := fault.As(err)
	for i := range e.Fields {
		if e.Fields[i].Path == "name" {
			e.Fields[i].Path = "name." + kind
		}
	}
}
