package web

import (
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/kit/instrument"
)

// The states that may be chosen in place of an answer. No option's id begins with a colon.
const (
	chosenUnknown       = ":" + string(instrument.DoNotKnow)
	chosenNotApplicable = ":" + string(instrument.NotApplicable)
)

// valueField is the name of the field with the answer to the question of the page.
const valueField = "value"

// fill puts an answer into the form, under name and the names that begin with it.
func fill(form *Form, name string, q instrument.Question, answer instrument.Answer) {
	switch answer.State {
	case instrument.DoNotKnow:
		form.Set(stateField(q, name), chosenUnknown)
	case instrument.NotApplicable:
		form.Set(stateField(q, name), chosenNotApplicable)
		form.Set(name+".reason", answer.Reason)
	case instrument.Answered:
		fillValue(form, name, q, answer.Value)
	}
}

func fillValue(form *Form, name string, q instrument.Question, value any) {
	switch value := value.(type) {
	case string:
		if q.Type == instrument.TypeDate {
			form.SetDate(name, value)
			return
		}
		form.Set(name, value)
	case []string:
		form.Set(name, value...)
	case instrument.Decimal:
		form.Set(name, strings.ReplaceAll(value.String(), ".", form.decimalSign()))
	case []instrument.Row:
		form.Set(name+".rows", strconv.Itoa(len(value)))
		for i, row := range value {
			for _, field := range q.Fields {
				fill(form, cellName(name, i, field.ID), field, row[field.ID])
			}
		}
	}
}

func (f *Form) decimalSign() string {
	if f.printer.Lang() == "sv" {
		return ","
	}
	return "."
}

func cellName(name string, row int, field string) string {
	return name + "." + strconv.Itoa(row) + "." + field
}

// fromList tells whether the states stand among the answers to choose from.
func fromList(q instrument.Question) bool {
	switch q.Type {
	case instrument.TypeChoice, instrument.TypeChoices, instrument.TypeYesPartlyNo:
		return true
	}
	return false
}

// stateField is where a state is chosen: in the list of answers, or in boxes of its own below the field.
func stateField(q instrument.Question, name string) string {
	if fromList(q) {
		return name
	}
	return name + ".state"
}

// asker builds the fields of a question.
type asker struct {
	r    *Request
	form *Form
	cell bool // within a row, whose group has said what must be said
}

// question gives the fields that take the answer to q under name. heading makes the label the h1 of the page.
func (a asker) question(name string, q instrument.Question, heading bool) []components.Component {
	label, help := a.r.words(q.Label), a.help(q)
	optional := q.Optional
	if fromList(q) {
		return []components.Component{components.Choices{
			Name: name, Label: label, Help: help, Heading: heading, Optional: optional, Multiple: q.Type == instrument.TypeChoices,
			Options: append(a.options(q), a.states(name, q)...),
		}.Fill(a.form)}
	}
	var fields []components.Component
	switch q.Type {
	case instrument.TypeDate:
		fields = append(fields, components.Date{Name: name, Label: label, Help: help, Heading: heading, Optional: optional}.Fill(a.form))
	case instrument.TypeGroup:
		fields = append(fields, a.rows(name, q, heading))
	case instrument.TypeInformation:
		return nil
	default:
		fields = append(fields, a.field(name, q, heading, label, help))
	}
	if states := a.states(name, q); len(states) > 0 {
		states[0].Apart = false
		fields = append(fields, components.Choices{
			Name: name + ".state", Label: a.r.T("web_assess.cannot_answer"), Multiple: true, Options: states,
		}.Fill(a.form))
	}
	return fields
}

func (a asker) field(name string, q instrument.Question, heading bool, label, help string) components.Component {
	field := components.Field{Name: name, Label: label, Help: help, Heading: heading, Optional: q.Optional}
	switch q.Type {
	case instrument.TypeLongText:
		field.Kind, field.Rows, field.Max = components.LongText, 7, q.MaxLength
	case instrument.TypeNumber:
		field.Kind, field.Width, field.Suffix = components.Number, components.Chars16, a.r.words(q.Unit)
	default:
		field.Max = q.MaxLength
	}
	return field.Fill(a.form)
}

// help is the question's own help, with what must be said where one may write freely.
func (a asker) help(q instrument.Question) string {
	parts := []string{a.r.words(q.Help)}
	switch q.Type {
	case instrument.TypeGroup:
		parts = append(parts, a.r.T("web_assess.no_classified"))
	case instrument.TypeText, instrument.TypeLongText:
		if !a.cell {
			parts = append(parts, a.r.T("web_assess.no_classified"))
		}
	case instrument.TypeEvidence:
		parts = append(parts, a.r.T("web_assess.evidence_help"), a.r.T("web_assess.no_classified"))
	case instrument.TypeNumber:
		parts = append(parts, limitsOf(a.r, q))
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

func (a asker) options(q instrument.Question) []components.Choice {
	var choices []components.Choice
	for _, o := range optionsOf(a.r, q) {
		choices = append(choices, components.Choice{
			Value: o.ID, Label: a.r.words(o.Label), Hint: a.r.words(o.Help), Exclusive: o.Exclusive,
		})
	}
	return choices
}

// states are what may be said in place of an answer.
func (a asker) states(name string, q instrument.Question) []components.Choice {
	var choices []components.Choice
	if q.DoNotKnow {
		choices = append(choices, components.Choice{Value: chosenUnknown, Label: a.r.T("web_assess.do_not_know"), Exclusive: true})
	}
	if q.NotApplicable {
		why := components.Field{Name: name + ".reason", Label: a.r.T("web_assess.not_applicable_why"), Help: a.r.T("web_assess.no_classified")}
		choices = append(choices, components.Choice{
			Value: chosenNotApplicable, Label: a.r.T("web_assess.not_applicable"), Exclusive: true, Reveal: why.Fill(a.form),
		})
	}
	if len(choices) > 0 {
		choices[0].Apart = true
	}
	return choices
}

// askRows is a question that is answered with rows: each a group of fields, with buttons that add and remove.
type askRows struct {
	ID      string
	Label   string
	Help    string
	Error   string
	Heading bool
	Name    string
	Rows    []askRow
	Full    bool // no more rows are taken
}

type askRow struct {
	Legend string
	Fields []components.Component
	Remove components.Button
}

// Template names the component's template.
func (askRows) Template() string { return "assess/_rows" }

// Buttons of a question with rows.
const (
	addRow    = "add"
	removeRow = "remove."
)

func (a asker) rows(name string, q instrument.Question, heading bool) askRows {
	shown := askRows{
		ID: components.FieldID(name), Name: name, Label: a.r.words(q.Label), Help: a.help(q), Heading: heading,
		Error: a.form.Problem(name),
	}
	n := rowCount(a.form, name, q)
	shown.Full = n >= mostRows(q)
	cells := a
	cells.cell = true
	for i := range n {
		legend := a.r.T("web_assess.row", map[string]any{"n": i + 1})
		row := askRow{Legend: legend, Remove: components.Button{
			Label: a.r.T("web_assess.remove_row"), Hidden: legend, Kind: components.Secondary, Name: "to", Value: removeRow + strconv.Itoa(i),
		}}
		for _, field := range q.Fields {
			row.Fields = append(row.Fields, cells.question(cellName(name, i, field.ID), field, false)...)
		}
		shown.Rows = append(shown.Rows, row)
	}
	return shown
}
