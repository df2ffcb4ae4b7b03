package web

import (
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// draftForm makes the form of a group of fields from their definitions: the values stand in the tree, the problems in the form.
type draftForm struct {
	r        *Request
	defs     *register.Definitions
	tree     tree
	problems *Form
	id       string // of the record
	phases   bool   // the phases are asked for here; of a published record they change by an act of its own
}

// draftField is one field of the form: what templates/drafting/_field.html shows.
type draftField struct {
	Shown  string // name of the hidden value that tells that the field was asked
	Field  components.Component
	Stated *statedField
}

// Template names the template.
func (draftField) Template() string { return "drafting/_field" }

// statedField lets one say why a field has no answer.
type statedField struct {
	Label  string
	Open   bool
	State  components.Choices
	Reason components.Field
}

// pairField is a text in both languages, side by side.
type pairField struct {
	ID    string
	Label string
	Help  string
	Error string
	Texts []components.Field
	// Optional is said beside the label.
	Optional bool
}

// Template names the template.
func (pairField) Template() string { return "drafting/_pair" }

// HelpID is the id of the help.
func (p pairField) HelpID() string { return p.ID + "-help" }

// listField is a list with its rows, and buttons that work without scripts.
type listField struct {
	ID       string
	Name     string
	Label    string
	Help     string
	Error    string
	Optional bool
	RowsName string
	Rows     []listRow
	AddHref  string // address of the form with the new row in view
}

// Template names the template.
func (listField) Template() string { return "drafting/_list" }

// Count is the number of rows.
func (l listField) Count() int { return len(l.Rows) }

// listRow is one item of a list.
type listRow struct {
	ID     string
	Name   string // "risks[2]"
	Number int
	From   string // which row of the draft it was
	Fields []components.Component
	More   []components.Component // folded
	Open   bool                   // the folded part has something in it
}

// firstFields is how many fields of a row are always in view.
const firstFields = 4

func (d draftForm) def(id string) register.Definition {
	def, _ := d.defs.Field(id)
	return def
}

// field makes one field of a group.
func (d draftForm) field(field content.Field) draftField {
	shown := draftField{Shown: shownName(field.ID)}
	if field.ID == "phases" && !d.phases {
		return draftField{Field: d.phaseNotice(field)}
	}
	shown.Field = d.component(field, field.ID, field.ID, d.tree)
	if field.Publish != content.NeedRequired {
		shown.Stated = d.stated(field)
	}
	return shown
}

func (d draftForm) phaseNotice(field content.Field) components.Component {
	return components.Notice{
		Title: d.text(&field.Label), Text: d.r.T("drafting.phase_elsewhere"),
		Body: []components.Component{components.Link{Href: d.r.To(ownPath(d.id) + "/phase"), Label: d.r.T("drafting.phase.title")}},
	}
}

// component makes the control of a field. id is that of the definition ("risks.measure"), name that in the form
// ("risks[2].measure"), and from holds the value under the field's own id.
func (d draftForm) component(field content.Field, id, name string, from tree) components.Component {
	value := from.at(field.ID)
	// In a row everything is optional, so nothing needs to say so.
	optional := name == field.ID && field.Publish != content.NeedRequired && !field.Draft
	label, help, problem := d.text(&field.Label), d.help(field), d.problems.Problem(name)
	text := components.Field{Name: name, Label: label, Help: help, Error: problem, Optional: optional, Value: stringAt(value), Max: field.MaxLength}
	switch field.Type {
	case content.FieldText, content.FieldLongText:
		return d.pair(field, name, help, optional, value)
	case content.FieldList:
		return d.list(field, name, help, optional, value)
	case content.FieldChoice:
		return d.choice(field, d.def(id), text)
	case content.FieldChoices:
		return d.choices(d.def(id), text, stringsAt(value))
	case content.FieldYesNo:
		return d.yesNo(field, text)
	case content.FieldBool:
		ticked, _ := value.(bool)
		return components.Choices{
			Name: name, Label: label, Help: help, Error: problem, Multiple: true, Optional: optional,
			Options: []components.Choice{{Value: "true", Label: d.r.T("drafting.yes"), Checked: ticked}},
		}
	case content.FieldStrings:
		text.Kind, text.Rows, text.Value, text.Max = components.LongText, 3, strings.Join(stringsAt(value), "\n"), 0
		text.Help = strings.TrimSpace(help + " " + d.r.T("drafting.one_each_line"))
		return text
	}
	return d.line(field, text)
}

// line is a field of one line.
func (d draftForm) line(field content.Field, text components.Field) components.Field {
	switch field.Type {
	case content.FieldDate:
		text.Width = components.Chars16
		text.Help = strings.TrimSpace(text.Help + " " + d.r.T("drafting.partial_date"))
	case content.FieldURL:
		text.Kind = components.Web
	case content.FieldNumber:
		text.Kind, text.Width = components.Number, components.Chars16
	}
	return text
}

func (d draftForm) pair(field content.Field, name, help string, optional bool, value any) pairField {
	texts, _ := value.(map[string]any)
	pair := pairField{
		ID: components.FieldID(name), Label: d.text(&field.Label), Help: help, Optional: optional, Error: d.problems.Problem(name),
	}
	for _, lang := range []string{"sv", "en"} {
		text := components.Field{
			Name: name + "." + lang, Label: d.r.T("drafting.in." + lang), Lang: lang, Value: stringAt(texts[lang]), Max: field.MaxLength,
			Kind: components.LongText, Rows: 4, Error: d.problems.Problem(name + "." + lang),
		}
		if field.Type == content.FieldText && field.MaxLength > 0 && field.MaxLength < 200 {
			text.Kind, text.Rows = components.SingleLine, 0
		}
		if field.Type == content.FieldLongText {
			text.Rows = 8
		}
		pair.Texts = append(pair.Texts, text)
	}
	return pair
}

// choice asks for one code: few as radio buttons, many as a drop-down, and in writing where other words are taken too.
func (d draftForm) choice(field content.Field, def register.Definition, text components.Field) components.Component {
	if field.Open {
		codes := make([]string, 0, len(def.Codes))
		for _, code := range def.Codes {
			codes = append(codes, code.Code)
		}
		text.Help = strings.TrimSpace(text.Help + " " + d.r.T("drafting.for_example", map[string]any{"example": strings.Join(codes, ", ")}))
		text.Max = 0
		return text
	}
	const manyCodes = 8
	if len(def.Codes) > manyCodes {
		text.Kind, text.Max = components.Select, 0
		text.Options = []components.Option{{Label: d.r.T("drafting.choose")}}
		for _, code := range def.Codes {
			text.Options = append(text.Options, components.Option{Value: code.Code, Label: contentText(code.Label).In(d.r.Lang)})
		}
		return text
	}
	choices := d.choices(def, text, []string{text.Value})
	choices.Multiple = false
	return d.unanswered(field, choices, text)
}

func (d draftForm) choices(def register.Definition, text components.Field, chosen []string) components.Choices {
	choices := components.Choices{
		Name: text.Name, Label: text.Label, Help: text.Help, Error: text.Error, Optional: text.Optional, Multiple: true,
	}
	for _, code := range def.Codes {
		choice := components.Choice{Value: code.Code, Label: contentText(code.Label).In(d.r.Lang)}
		if code.Note != nil {
			choice.Hint = contentText(*code.Note).In(d.r.Lang)
		}
		for _, value := range chosen {
			choice.Checked = choice.Checked || value == code.Code
		}
		choices.Options = append(choices.Options, choice)
	}
	return choices
}

func (d draftForm) yesNo(field content.Field, text components.Field) components.Choices {
	choices := components.Choices{Name: text.Name, Label: text.Label, Help: text.Help, Error: text.Error, Optional: text.Optional}
	for _, answer := range []register.YesNo{register.Yes, register.Partly, register.No} {
		choices.Options = append(choices.Options, components.Choice{
			Value: string(answer), Label: d.r.T("drafting." + string(answer)), Checked: text.Value == string(answer),
		})
	}
	return d.unanswered(field, choices, text)
}

// unanswered lets one take a choice back, which radio buttons alone do not.
func (d draftForm) unanswered(field content.Field, choices components.Choices, text components.Field) components.Choices {
	if !field.Draft {
		choices.Options = append(choices.Options, components.Choice{Label: d.r.T("drafting.no_answer"), Checked: text.Value == "", Apart: true})
	}
	return choices
}

func (d draftForm) list(field content.Field, name, help string, optional bool, value any) listField {
	list := listField{
		ID: components.FieldID(name), Name: name, Label: d.text(&field.Label), Help: help, Optional: optional, RowsName: rowsName(name),
		Error: d.problems.Problem(name),
	}
	for i, row := range rowsOf(value) {
		list.Rows = append(list.Rows, d.row(field, rowName(name, i), i, row))
	}
	list.AddHref = "#" + rowID(rowName(name, len(list.Rows)))
	return list
}

func (d draftForm) row(field content.Field, name string, i int, from tree) listRow {
	row := listRow{ID: rowID(name), Name: name, Number: i + 1, From: rowFrom(from)}
	if len(field.Fields) == 0 {
		row.Fields = []components.Component{d.pair(content.Field{Type: content.FieldText, Label: field.Label}, name, "", true, map[string]any(from))}
		return row
	}
	inView := firstFields
	if field.Draft {
		inView = 2 // a first draft should look as short as it is
	}
	for _, sub := range field.Fields {
		if !isAsked(sub) {
			continue
		}
		at := name + "." + sub.ID
		control := d.component(sub, field.ID+"."+sub.ID, at, from)
		if len(row.Fields) < inView || sub.Type == content.FieldBool {
			row.Fields = append(row.Fields, control)
			continue
		}
		row.More = append(row.More, control)
		row.Open = row.Open || !isEmpty(from.at(sub.ID)) || d.hasProblem(at)
	}
	return row
}

// rowID is the id of a row in the page.
func rowID(name string) string { return "row-" + components.FieldID(name) }

// rowFrom is which row of the draft a row was; empty for one that was added.
func rowFrom(row tree) string {
	if from, ok := row[fromKey].(float64); ok {
		return strconv.Itoa(int(from))
	}
	return ""
}

func (d draftForm) hasProblem(name string) bool {
	for _, p := range d.problems.Problems() {
		if p.Path == name || strings.HasPrefix(p.Path, name+".") {
			return true
		}
	}
	return false
}

func (d draftForm) stated(field content.Field) *statedField {
	name := statedName(field.ID)
	all, _ := d.tree["stated"].(map[string]any)
	statement, _ := all[field.ID].(map[string]any)
	state := stringAt(statement["state"])
	stated := &statedField{
		Label: d.r.T("drafting.stated"), Open: state != "" || d.hasProblem(name),
		State: components.Choices{Name: name + ".state", Label: d.r.T("drafting.stated_state", map[string]any{"field": d.text(&field.Label)})},
		Reason: components.Field{
			Name: name + ".reason", Label: d.r.T("drafting.stated_reason"), Value: stringAt(statement["reason"]), Max: 999,
			Error: d.problems.Problem(name + ".reason"), Kind: components.LongText, Rows: 2,
		},
	}
	for _, choice := range []string{"", "do_not_know", "not_applicable"} {
		key := "drafting.stated." + choice
		if choice == "" {
			key = "drafting.stated.answered"
		}
		stated.State.Options = append(stated.State.Options, components.Choice{Value: choice, Label: d.r.T(key), Checked: choice == state})
	}
	return stated
}

func (d draftForm) text(t *content.Text) string {
	if t == nil {
		return ""
	}
	return contentText(*t).In(d.r.Lang)
}

// help is what the definition says, with its example.
func (d draftForm) help(field content.Field) string {
	help := d.text(field.Help)
	if field.Example != nil {
		help = strings.TrimSpace(help + " " + d.r.T("drafting.for_example", map[string]any{"example": d.text(field.Example)}))
	}
	return help
}
