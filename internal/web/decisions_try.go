package web

import (
	"net/http"
	"strings"

	"github.com/tillit-se/tillit/internal/decide"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/feel"
)

// tryView is what templates/decisions/try.html shows: a form of the inputs, and what the model answers.
type tryView struct {
	Page
	Action string
	Fields []components.Component
	Answer *answerShown
	Model  string // address of the model
	Review string
}

// inputField is the name of an input in the form.
func inputField(name string) string { return "in." + name }

func (f Deciding) try(w http.ResponseWriter, r *Request) error {
	set, err := f.Library.Set(r.PathValue("id"))
	if err != nil {
		return err
	}
	m := f.Library.Current(set)
	inputs, err := m.Inputs("")
	if err != nil {
		return err
	}
	query := r.URL.Query()
	form := &Form{printer: r.Printer, values: query}
	asked := query.Has("ask")
	var values feel.Value
	if asked {
		values = readFacts(form, inputs)
	}
	view := tryView{
		Page:   r.Page(r.T("web_decisions.try.title", fault.Args{"model": r.law(m.Title())})).Under(r.T("web_decisions.title"), decisionsPath, r.law(m.Title()), modelPath(set.ID)).With(form),
		Action: r.To(modelPath(set.ID) + "/try"), Model: r.To(modelPath(set.ID)), Review: r.law(m.Law.Model.Review),
	}
	view.NoIndex = asked
	view.Fields = inputFields(r, inputs, form)
	status := http.StatusOK
	switch {
	case asked && len(form.Problems()) > 0:
		status = http.StatusUnprocessableEntity
	case asked:
		e, err := f.Library.Evaluate(r.Context(), set.ID, "", values)
		if err != nil {
			return err
		}
		view.Answer = f.answer(r, e, inputs, values)
	}
	return r.Render(w, status, "decisions/try", view)
}

// inputFields are the fields of a form, by the types of the inputs.
func inputFields(r *Request, inputs []decide.Input, form *Form) []components.Component {
	fields := make([]components.Component, len(inputs))
	for i, in := range inputs {
		fields[i] = askFor(r, in, form)
	}
	return fields
}

func askFor(r *Request, in decide.Input, form *Form) components.Component {
	name, label, help := inputField(in.Name), r.law(in.About.Label), r.law(in.About.Help)
	switch {
	case in.Many || in.Type == "context" || in.Type == "Any":
		return components.Field{Name: name, Label: label, Help: joinHelp(help, r.T("web_decisions.try.feel")), Kind: components.LongText, Rows: 2}.Fill(form)
	case in.Type == "boolean":
		return choicesAmong(r, name, label, help, [][2]string{{"true", r.T("web_decisions.yes")}, {"false", r.T("web_decisions.no")}}).Fill(form)
	case len(in.Allowed) > 0:
		return choicesAmong(r, name, label, help, optionsOfInput(r, in)).Fill(form)
	case in.Type == "date":
		return components.Date{Name: name, Label: label, Help: joinHelp(help, r.T("web_decisions.try.date"))}.Fill(form)
	case in.Type == "number":
		return components.Field{Name: name, Label: label, Help: help, Kind: components.Number, Width: components.Chars16}.Fill(form)
	case in.Type == "string":
		return components.Field{Name: name, Label: label, Help: help}.Fill(form)
	}
	return components.Field{Name: name, Label: label, Help: joinHelp(help, r.T("web_decisions.try.text", fault.Args{"type": in.Type})), Width: components.Chars32}.Fill(form)
}

func joinHelp(parts ...string) string {
	return strings.TrimSpace(strings.Join(parts, " "))
}

func optionsOfInput(r *Request, in decide.Input) [][2]string {
	var pairs [][2]string
	for _, value := range in.Allowed {
		label := value
		for _, o := range in.About.Options {
			if o.Value == value {
				label = r.law(o.Label)
			}
		}
		pairs = append(pairs, [2]string{value, label})
	}
	return pairs
}

// choicesAmong asks for one of some values. That nothing is known is a choice too.
func choicesAmong(r *Request, name, label, help string, pairs [][2]string) components.Choices {
	c := components.Choices{Name: name, Label: label, Help: help}
	for _, pair := range pairs {
		c.Options = append(c.Options, components.Choice{Value: pair[0], Label: pair[1]})
	}
	c.Options = append(c.Options, components.Choice{Value: "", Label: r.T("web_decisions.try.unanswered"), Apart: true})
	return c
}

// readFacts makes a FEEL context of the form. What was left empty is null.
func readFacts(form *Form, inputs []decide.Input) feel.Value {
	entries := make([]feel.Entry, 0, len(inputs))
	for _, in := range inputs {
		entries = append(entries, feel.Entry{Name: in.Name, Value: readFact(form, in)})
	}
	return feel.NewContext(entries...)
}

func readFact(form *Form, in decide.Input) feel.Value {
	name := inputField(in.Name)
	text := form.Limited(name, 10_000)
	switch {
	case in.Type == "date" && !in.Many:
		d, err := date.Parse(form.Date(name))
		if err != nil {
			return feel.Null
		}
		return feel.Date(d)
	case text == "":
		return feel.Null
	case in.Many || in.Type == "context" || in.Type == "Any":
		return readJSON(form, name, text)
	case in.Type == "boolean":
		return feel.Bool(form.Choice(name, "true", "false") == "true")
	case in.Type == "number":
		return readFEELNumber(form, name, text)
	case len(in.Allowed) > 0:
		return feel.String(form.Choice(name, in.Allowed...))
	}
	return feel.String(text) // times and durations are read from text by the model
}

// readFEELNumber takes numbers as Swedes and as computers write them.
func readFEELNumber(form *Form, name, text string) feel.Value {
	text = strings.NewReplacer(" ", "", "\u00A0", "", "\u202F", "", ",", ".", "−", "-").Replace(text)
	v, ok := feel.Number(text)
	if !ok {
		form.Fail(name, "web_decisions.try.bad_number", nil)
	}
	return v
}

func readJSON(form *Form, name, text string) feel.Value {
	v, err := feel.FromJSON([]byte(text))
	if err != nil {
		form.Fail(name, "web_decisions.try.bad_json", fault.Args{"reason": err.Error()})
	}
	return v
}
