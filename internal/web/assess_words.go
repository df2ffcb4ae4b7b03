package web

import (
	"strings"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/instrument"
)

// today is the day in Sweden, ISO.
func (r *Request) today() string {
	return date.Today(r.server.config.Clock.Now, i18n.Zone).String()
}

// fromWhen says from which day something applies, with the days that other readings give. key has the slots date and disputed.
func (r *Request) fromWhen(key, from string, disputed []string) string {
	if from == "" {
		return ""
	}
	args := fault.Args{"date": r.Printer.Date(from)}
	if len(disputed) == 0 {
		return r.T(key, args)
	}
	var others []string
	for _, day := range disputed {
		others = append(others, r.Printer.Date(day))
	}
	args["disputed"] = strings.Join(others, ", ")
	return r.T(key+"_disputed", args)
}

// optionsOf are the answers to choose from, also those that a yes/partly/no question has without saying them.
func optionsOf(r *Request, q instrument.Question) []instrument.Option {
	if q.Type != instrument.TypeYesPartlyNo {
		return q.Options
	}
	var options []instrument.Option
	for _, id := range []string{"yes", "partly", "no"} {
		label := r.T("web_assess.option." + id)
		options = append(options, instrument.Option{ID: id, Label: instrument.Text{SV: label, EN: label}})
	}
	return options
}

// optionWords is the label of an option, or its id when there is no such option.
func optionWords(r *Request, q instrument.Question, id string) string {
	for _, o := range optionsOf(r, q) {
		if o.ID == id {
			return r.words(o.Label)
		}
	}
	return id
}

// triggerWords says what raises a finding: an option, or a state such as unanswered.
func triggerWords(r *Request, q instrument.Question, trigger string) string {
	switch trigger {
	case instrument.OnMissing:
		return r.T("web.state.unanswered")
	case instrument.OnDoNotKnow:
		return r.T("web.state.do_not_know")
	case instrument.OnNotApplicable:
		return r.T("web.state.not_applicable")
	}
	return optionWords(r, q, trigger)
}

// valueWords is an answered value as a line of text.
func valueWords(r *Request, q instrument.Question, value any) string {
	switch value := value.(type) {
	case string:
		return textWords(r, q, value)
	case []string:
		var labels []string
		for _, id := range value {
			labels = append(labels, optionWords(r, q, id))
		}
		return strings.Join(labels, "; ")
	case []instrument.Row:
		var rows []string
		for _, row := range value {
			rows = append(rows, rowWords(r, q, row))
		}
		return strings.Join(rows, "\n\n")
	case instrument.Decimal:
		return numberWords(r, q, value.String())
	}
	return r.T("web_assess.unreadable")
}

func textWords(r *Request, q instrument.Question, value string) string {
	switch q.Type {
	case instrument.TypeChoice, instrument.TypeYesPartlyNo:
		return optionWords(r, q, value)
	case instrument.TypeDate:
		return r.Printer.Date(value)
	}
	return value
}

func numberWords(r *Request, q instrument.Question, text string) string {
	if r.Lang == i18n.Swedish {
		text = strings.ReplaceAll(text, ".", ",")
	}
	if unit := r.words(q.Unit); unit != "" {
		return text + " " + unit
	}
	return text
}

func rowWords(r *Request, q instrument.Question, row instrument.Row) string {
	var parts []string
	for _, field := range q.Fields {
		if cell, there := row[field.ID]; there {
			parts = append(parts, r.words(field.Label)+": "+answerWords(r, field, cell))
		}
	}
	return strings.Join(parts, " · ")
}

// answerWords is an answer of any state as a line of text.
func answerWords(r *Request, q instrument.Question, answer instrument.Answer) string {
	switch answer.State {
	case instrument.DoNotKnow:
		return r.T("web.state.do_not_know")
	case instrument.NotApplicable:
		return r.T("web.state.not_applicable") + ". " + answer.Reason
	case instrument.Answered:
		return valueWords(r, q, answer.Value)
	}
	return r.T("web.state.unanswered")
}

// answerRow is a question with its answer in a list of facts.
func answerRow(r *Request, q instrument.Question, answer instrument.Answer) components.SummaryRow {
	row := components.SummaryRow{Key: r.words(q.Label)}
	switch answer.State {
	case instrument.DoNotKnow:
		row.State = components.DoNotKnow
	case instrument.NotApplicable:
		row.State, row.Reason = components.NotApplicable, answer.Reason
	case instrument.Answered:
		row.Value = valueShown(r, q, answer.Value)
	default:
		row.State = components.Unanswered
	}
	if answer.Comment != "" {
		row.Value = append(row.Value, components.Prose{Value: r.T("web_assess.comment_said", fault.Args{"comment": answer.Comment})})
	}
	return row
}

// valueShown is a value as components: evidence that is an address on the web becomes a link.
func valueShown(r *Request, q instrument.Question, value any) []components.Component {
	text, isText := value.(string)
	if isText && q.Type == instrument.TypeEvidence && isWebAddress(text) {
		return []components.Component{components.Link{Href: text, Label: text}}
	}
	return []components.Component{components.Prose{Value: valueWords(r, q, value)}}
}

func isWebAddress(text string) bool {
	return (strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://")) && !strings.ContainsAny(text, " \n\t\"<>")
}
