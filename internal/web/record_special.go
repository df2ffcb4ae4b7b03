package web

import (
	"strings"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// special shows the fields that mean more than their type: phases say how sure they are, provisions what they say.
func (p *recordPrinter) special(def register.Definition) []components.Component {
	switch def.ID {
	case "phases":
		return p.phases(def)
	case "law.provisions":
		return p.lawProvisions()
	case "foreign":
		return p.foreign(def)
	}
	return nil
}

func (p *recordPrinter) phases(def register.Definition) []components.Component {
	var items components.Items
	list, _ := at(p.values, "phases").([]any)
	for i, e := range p.system.Phases {
		if e.Phase == "" && e.Original == "" || i >= len(list) {
			continue
		}
		item := components.Item{Title: phaseMark(p.r, p.record.labels, e)}
		fields, _ := list[i].(map[string]any)
		for _, sub := range def.Fields {
			if sub.ID == "phase" || sub.ID == "confirmed" {
				continue
			}
			d, _ := p.defs.Field("phases." + sub.ID)
			if value := p.value(d, fields[sub.ID]); len(value) > 0 {
				item.Rows = append(item.Rows, components.SummaryRow{Key: d.Label.In(string(p.r.Lang)), Value: value})
			}
		}
		items.Items = append(items.Items, item)
	}
	if len(items.Items) == 0 {
		return nil
	}
	return []components.Component{items}
}

func (p *recordPrinter) lawProvisions() []components.Component {
	var all []components.Component
	for _, ref := range p.system.Law.Provisions {
		all = append(all, p.record.provisions.show(p.r, ref))
		if !ref.Note.IsZero() {
			all = append(all, p.prose(ref.Note)...)
		}
	}
	return all
}

// foreign is what a source said that has no field here, folded: it is long, and for those who compare with the source.
func (p *recordPrinter) foreign(def register.Definition) []components.Component {
	if len(p.system.Foreign) == 0 {
		return nil
	}
	lang := string(p.r.Lang)
	head := func(id string) components.Head {
		d, _ := p.defs.Field(def.ID + "." + id)
		return components.Head{Label: d.Label.In(lang)}
	}
	table := components.Table{
		ID: "foreign", Caption: def.Label.In(lang), Heads: []components.Head{head("field"), head("value")},
		Note: p.r.T("record.foreign_note"),
	}
	for _, f := range p.system.Foreign {
		table.Rows = append(table.Rows, []components.Cell{
			{Text: f.Field, Header: true}, {Content: components.Text{Value: f.Value, Lang: p.original}},
		})
	}
	return []components.Component{table}
}

// keyFacts are what a person whom the system concerns needs first.
func (p *recordPrinter) keyFacts(v register.View) components.SummaryList {
	s := p.system
	list := components.SummaryList{}
	if row, ok := p.row("affected"); ok {
		row.Key = p.r.T("record.affected")
		list.Rows = append(list.Rows, row)
	}
	if s.DecisionRole != "" {
		list.Rows = append(list.Rows, components.Fact(p.r.T("record.role"), p.r.T("record.role."+string(s.DecisionRole))))
	}
	route, ok := p.row("questioning.route")
	route.Key = p.r.T("record.question")
	if !ok {
		route.State = components.Unanswered
		route.Reason = p.r.T("record.question_missing", map[string]any{"organisation": v.Organisation.Name})
	}
	list.Rows = append(list.Rows, route)
	return list
}

// provisions finds what the law says at a place.
type provisions struct {
	index   content.ProvisionIndex
	sources map[string]content.Source // by target
}

func newProvisions() (provisions, error) {
	sources, err := content.Provisions()
	if err != nil {
		return provisions{}, err
	}
	p := provisions{index: content.IndexProvisions(sources), sources: map[string]content.Source{}}
	for _, source := range sources {
		for _, provision := range source.Provisions {
			for _, target := range provision.Targets() {
				p.sources[target] = source
			}
		}
	}
	return p, nil
}

// show is a provision as a link to its source, with what it says in our words and from when it applies.
func (ps provisions) show(r *Request, ref register.ProvisionRef) components.Component {
	found, ok := ps.index.Resolve(ref.Target)
	if !ok {
		label := ref.Title
		if label == "" {
			label = ref.Target
		}
		if isWeb(ref.Link) {
			return components.Provision{Label: label, Href: ref.Link}
		}
		return components.Provision{Label: label}
	}
	lang := string(r.Lang)
	says := found.SV
	if r.Lang == i18n.English {
		says = found.EN
	}
	return components.Provision{
		Label: found.Label.In(lang), Href: ps.sources[ref.Target].Link, Says: r.T("record.provision_says", map[string]any{"text": says}),
		Note: validity(r, found),
	}
}

func isWeb(link string) bool {
	return strings.HasPrefix(link, "https://") || strings.HasPrefix(link, "http://")
}

// validity says from when a provision applies where that is not yet, or until when; every reading where they differ.
func validity(r *Request, p content.Provision) string {
	today := r.server.config.Clock.Now().In(i18n.Zone).Format("2006-01-02")
	switch {
	case p.ValidTo != "" && p.ValidTo < today:
		return r.T("record.valid_until", map[string]any{"date": r.Printer.Date(p.ValidTo)})
	case p.ValidFrom > today:
		dates := []string{r.Printer.Date(p.ValidFrom)}
		for _, other := range p.DisputedFrom {
			dates = append(dates, r.Printer.Date(other))
		}
		return r.T("record.valid_from", map[string]any{"date": strings.Join(dates, r.T("record.or"))})
	}
	return ""
}
