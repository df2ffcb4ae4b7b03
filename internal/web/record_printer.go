package web

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// recordPrinter turns a system into what a reader sees, field by field after the definitions. It reads the system's JSON, which the
// definitions' ids are paths in.
type recordPrinter struct {
	r         *Request
	record    record
	defs      *register.Definitions
	system    register.System
	values    map[string]any
	original  string          // language of texts in neither of ours
	elsewhere map[string]bool // languages of texts that are not in the page's
	open      int             // fields without an answer
}

func newRecordPrinter(r *Request, f record, v register.View) (*recordPrinter, error) {
	text, err := json.Marshal(v.Version.System)
	if err != nil {
		return nil, fmt.Errorf("web: record %s: %w", v.Record.ID, err)
	}
	p := &recordPrinter{
		r: r, record: f, defs: f.register.Definitions(), system: v.Version.System,
		original: v.Version.System.OriginalLanguage, elsewhere: map[string]bool{},
	}
	if err := json.Unmarshal(text, &p.values); err != nil {
		return nil, fmt.Errorf("web: record %s: %w", v.Record.ID, err)
	}
	return p, nil
}

// toldElsewhere are the fields that the page shows at another place than their part.
var toldElsewhere = map[string]bool{
	"name": true, "summary": true, "slag": true, "affected": true, "stated": true, "original_language": true,
}

// sections are the parts with anything to say, and what each leaves unanswered.
func (p *recordPrinter) sections() (sections []recordSection, open []components.SummaryRow) {
	for _, group := range p.defs.Groups() {
		s := recordSection{ID: "part-" + group.ID, Title: group.Title.In(string(p.r.Lang))}
		var missing []string
		for _, field := range group.Fields {
			if toldElsewhere[field.ID] {
				continue
			}
			row, answered := p.row(field.ID)
			if answered {
				s.List.Rows = append(s.List.Rows, row)
			} else {
				missing = append(missing, row.Key)
			}
		}
		if len(s.List.Rows) > 0 {
			sections = append(sections, s)
		}
		if len(missing) > 0 {
			p.open += len(missing)
			open = append(open, components.SummaryRow{Key: s.Title, Value: []components.Component{components.Text{Value: strings.Join(missing, " · ")}}})
		}
	}
	return sections, open
}

// row is a field of the system, and whether anything is said of it.
func (p *recordPrinter) row(id string) (components.SummaryRow, bool) {
	def, _ := p.defs.Field(id)
	row := components.SummaryRow{Key: def.Label.In(string(p.r.Lang))}
	if stated, ok := p.system.Stated[id]; ok {
		row.State, row.Reason = components.State(stated.State), stated.Reason
		return row, true
	}
	row.Value = p.special(def)
	if row.Value == nil {
		row.Value = p.value(def, at(p.values, id))
	}
	return row, len(row.Value) > 0
}

// at is the value at a path such as "use.process".
func at(values map[string]any, path string) any {
	first, rest, more := strings.Cut(path, ".")
	value := values[first]
	if !more {
		return value
	}
	below, _ := value.(map[string]any)
	return at(below, rest)
}

// value shows a value by the type of its field; nil where there is none.
func (p *recordPrinter) value(def register.Definition, value any) []components.Component {
	if value == nil {
		return nil
	}
	switch def.Type {
	case content.FieldText, content.FieldLongText:
		return p.prose(textOf(value))
	case content.FieldStrings:
		return oneLine(strings.Join(stringsOf(value), ", "))
	case content.FieldChoice, content.FieldChoices:
		return oneLine(strings.Join(p.codes(def, value), ", "))
	case content.FieldYesNo, content.FieldBool:
		return p.yesNo(value)
	case content.FieldList:
		return p.items(def, value)
	}
	text, _ := value.(string)
	return p.string(def.Type, text)
}

// string shows a value that is one string.
func (p *recordPrinter) string(kind content.FieldType, text string) []components.Component {
	switch {
	case text == "":
		return nil
	case kind == content.FieldDate:
		return oneLine(p.r.Printer.Date(text))
	case kind == content.FieldURL:
		return []components.Component{webLink(text, text)}
	case kind == content.FieldContact && strings.Contains(text, "@") && !strings.ContainsAny(text, " /?"):
		return []components.Component{components.Link{Href: "mailto:" + text, Label: text}}
	case kind == content.FieldContact:
		return []components.Component{webLink(text, text)}
	case kind == content.FieldNumber && len(text) == 10:
		return oneLine(text[:6] + "-" + text[6:])
	}
	return oneLine(text)
}

// webLink leads to an address on the web. Anything else stays text: data may hold anything.
func webLink(href, label string) components.Component {
	if !strings.HasPrefix(href, "https://") && !strings.HasPrefix(href, "http://") {
		return components.Text{Value: label}
	}
	return components.Link{Href: href, Label: label}
}

func oneLine(text string) []components.Component {
	if text == "" {
		return nil
	}
	return []components.Component{components.Text{Value: text}}
}

// prose shows a text in the reader's language or, marked, in the one that there is.
func (p *recordPrinter) prose(text i18n.Text) []components.Component {
	if text.IsZero() {
		return nil
	}
	return []components.Component{components.Prose{Value: text.In(p.r.Lang), Lang: p.langOf(text)}}
}

// inline is prose in a line.
func (p *recordPrinter) inline(text i18n.Text) components.Component {
	return components.Text{Value: text.In(p.r.Lang), Lang: p.langOf(text)}
}

// langOf is the language of what is shown of a text, empty where it is the page's.
func (p *recordPrinter) langOf(text i18n.Text) string {
	lang := components.TextIn(p.r.Lang, text).Lang
	if lang == "und" && p.original != "" {
		lang = p.original
	}
	if lang != "" {
		p.elsewhere[lang] = true
	}
	return lang
}

func (p *recordPrinter) codes(def register.Definition, value any) []string {
	var out []string
	for _, code := range stringsOf(value) {
		out = append(out, def.CodeLabel(code).In(p.r.Lang))
	}
	return out
}

func (p *recordPrinter) yesNo(value any) []components.Component {
	switch v := value.(type) {
	case bool:
		if v {
			return oneLine(p.r.T("record.yes_no.yes"))
		}
		return nil // a box that is not ticked says nothing
	case string:
		if p.r.Printer.Has("record.yes_no." + v) {
			return oneLine(p.r.T("record.yes_no." + v))
		}
		return oneLine(v)
	}
	return nil
}

// items shows a list: each with its first sub-field as a title and the others below.
func (p *recordPrinter) items(def register.Definition, value any) []components.Component {
	list, _ := value.([]any)
	var items components.Items
	for _, one := range list {
		fields, _ := one.(map[string]any)
		item := p.item(def, fields)
		if item.Title != nil {
			items.Items = append(items.Items, item)
		}
	}
	if len(items.Items) == 0 {
		return nil
	}
	return []components.Component{items}
}

func (p *recordPrinter) item(def register.Definition, fields map[string]any) components.Item {
	var item components.Item
	if len(def.Fields) == 0 {
		item.Title = p.inline(textOf(fields))
		return item
	}
	link, linked := linkOf(fields)
	for _, sub := range def.Fields {
		d, _ := p.defs.Field(def.ID + "." + sub.ID)
		value := p.value(d, fields[sub.ID])
		switch {
		case len(value) == 0:
		case item.Title == nil && linked && nameOf(fields) != "" && (sub.ID == "title" || sub.ID == "name"):
			item.Title = webLink(link, nameOf(fields))
		case item.Title == nil && !strings.HasPrefix(string(sub.Type), "choice"):
			item.Title = lineOf(value)
		case item.Title == nil && !hasName(def):
			item.Title = lineOf(value)
		case sub.Type == content.FieldURL && nameOf(fields) != "":
		default:
			item.Rows = append(item.Rows, components.SummaryRow{Key: d.Label.In(string(p.r.Lang)), Value: value})
		}
	}
	return item
}

// hasName tells whether the things of a list have a name of their own, rather than only a kind.
func hasName(def register.Definition) bool {
	for _, sub := range def.Fields {
		if sub.ID == "title" || sub.ID == "name" {
			return true
		}
	}
	return false
}

// lineOf is a value as a title: prose without its paragraphs.
func lineOf(value []components.Component) components.Component {
	if prose, ok := value[0].(components.Prose); ok {
		return components.Text(prose)
	}
	return value[0]
}

func linkOf(fields map[string]any) (string, bool) {
	for _, name := range []string{"url", "link"} {
		if link, ok := fields[name].(string); ok && link != "" {
			return link, true
		}
	}
	return "", false
}

func nameOf(fields map[string]any) string {
	for _, name := range []string{"title", "name"} {
		if text, ok := fields[name].(string); ok && text != "" {
			return text
		}
	}
	return ""
}

func textOf(value any) i18n.Text {
	fields, _ := value.(map[string]any)
	get := func(name string) string {
		text, _ := fields[name].(string)
		return text
	}
	return i18n.Text{SV: get("sv"), EN: get("en"), Other: get("other")}
}

func stringsOf(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, one := range v {
			if text, ok := one.(string); ok && text != "" {
				out = append(out, text)
			}
		}
		return out
	}
	return nil
}
