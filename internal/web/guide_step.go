package web

import (
	"html/template"
	"net/http"
	"strings"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/web/components"
)

// guideStepView is what templates/guide/step.html shows.
type guideStepView struct {
	Page
	Own      *ownStepView // how the step stands for a system of the reader's
	Begin    string       // where those begin who have no system yet
	Step     stepParts
	Contents components.LinkList
	Before   *components.Link
	After    *components.Link
	Files    components.LinkList
}

// stepParts is a step as it is shown, on its own page or among the others.
type stepParts struct {
	ID         string
	Prefix     string // of ids, where there are several steps on a page
	Heading    string
	Place      string // "Steg 1 av 20 · Innan ni väljer AI"
	Lead       string
	Tags       []components.Tag
	Body       template.HTML
	Reading    string
	Roles      components.SummaryList
	Result     string
	Demands    []demandParts
	Mistakes   []mistakeParts
	Provisions []components.Component
	References components.Table
	Sources    []sourceRow
	Updated    string
	Phases     string
}

type demandParts struct {
	ID         string
	Text       string
	Why        string
	Tags       []components.Tag
	Provisions []components.Component
	Seen       bool // the platform can see by itself that it is done
}

type mistakeParts struct {
	Title, Where, What, Lesson string
	Cites                      []template.HTML
}

// printer is what makes the parts of one step.
type stepPrinter struct {
	feature Guide
	r       *Request
	guide   content.Guide
	whole   bool
	base    string
}

func (f Guide) step(w http.ResponseWriter, r *Request) error {
	id, asJSON := r.ID()
	step, err := f.Service.Step(id)
	if err != nil {
		return err
	}
	if asJSON {
		return r.JSON(w, guide.ExportStep(step))
	}
	g, err := f.Service.Guide()
	if err != nil {
		return err
	}
	text := step.Text(string(r.Lang))
	view := guideStepView{Page: r.guidePage(text.Title), Begin: NewSystemPath}
	view.Description = text.Lead
	if view.Step, err = (stepPrinter{feature: f, r: r, guide: g}).parts(step); err != nil {
		return err
	}
	view.Contents = stepContents(r, view.Step)
	view.Before, view.After = neighbours(r, g, id)
	if err := f.forSystem(r, g, step, &view); err != nil {
		return err
	}
	view.Files = components.LinkList{Inline: true, Heading: r.T("web_guide.files"), ID: "files", Links: []components.Link{
		{Href: r.To(guidePrintPath) + "#step-" + id, Label: r.T("web_guide.print")}, {Href: r.To(stepPath(id) + ".json"), Label: "JSON"},
	}}
	return r.Render(w, http.StatusOK, "guide/step", view)
}

// neighbours are the steps before and after.
func neighbours(r *Request, g content.Guide, id string) (before, after *components.Link) {
	link := func(step content.Step) *components.Link {
		return &components.Link{Href: r.To(stepPath(step.ID)), Label: step.Text(string(r.Lang)).Title}
	}
	for i, step := range g.Steps {
		if step.ID != id {
			continue
		}
		if i > 0 {
			before = link(g.Steps[i-1])
		}
		if i+1 < len(g.Steps) {
			after = link(g.Steps[i+1])
		}
	}
	return before, after
}

// stepContents leads to the parts below the text.
func stepContents(r *Request, s stepParts) components.LinkList {
	list := components.LinkList{ID: "contents", Heading: r.T("web_guide.contents")}
	add := func(there bool, anchor, key string) {
		if there {
			list.Links = append(list.Links, components.Link{Href: "#" + anchor, Label: r.T(key)})
		}
	}
	add(s.Body != "", "text", "web_guide.text")
	add(len(s.Roles.Rows) > 0, "who", "web_guide.who")
	add(s.Result != "", "result", "web_guide.result")
	add(len(s.Demands) > 0, "checks", "web_guide.checks")
	add(len(s.Mistakes) > 0, "mistakes", "web_guide.mistakes")
	add(len(s.Provisions) > 0, "provisions", "web_guide.provisions")
	add(len(s.References.Rows) > 0, "references", "web_guide.references")
	add(len(s.Sources) > 0, "sources", "web_guide.sources")
	return list
}

func (p stepPrinter) parts(step content.Step) (stepParts, error) {
	r, text := p.r, step.Text(string(p.r.Lang))
	parts := stepParts{
		ID: step.ID, Heading: text.Title, Place: p.place(step.ID), Lead: text.Lead, Tags: p.feature.tags(r, p.guide, step.Tags),
		Result: r.said(step.Result), Updated: r.Printer.Date(text.Updated), Phases: p.phases(step),
	}
	if text.Reading != nil {
		parts.Reading = text.Reading.Note
	}
	if p.whole {
		parts.Prefix = step.ID + "-"
	}
	cites := &citations{r: r, step: step, prefix: parts.Prefix}
	prose := &prosePrinter{r: r, guide: p.guide, law: p.feature.Law, cites: cites, prefix: parts.Prefix, whole: p.whole, base: p.base}
	if p.whole {
		prose.heading = 1
	}
	var err error
	if parts.Body, err = prose.html(text.Body); err != nil {
		return parts, err
	}
	parts.Roles = p.roles(step)
	parts.Demands = p.demands(step)
	parts.Mistakes = p.mistakes(step, cites)
	parts.Provisions = p.feature.Law.provisions(r, step.Provisions)
	parts.References = p.references(step, parts.Prefix)
	parts.Sources = cites.rows()
	return parts, nil
}

// place says where in the way the step is.
func (p stepPrinter) place(id string) string {
	n := 0
	for _, group := range p.guide.Groups {
		for _, step := range group.Steps {
			if _, there := p.guide.Step(step); !there {
				continue
			}
			n++
			if step == id {
				return p.r.T("web_guide.place", map[string]any{"n": n, "total": len(p.guide.Steps), "group": p.r.said(group.Title)})
			}
		}
	}
	return ""
}

func (p stepPrinter) phases(step content.Step) string {
	words := make([]string, len(step.Phases))
	for i, phase := range step.Phases {
		words[i] = strings.ToLower(p.r.T("web_guide.phase." + phase))
	}
	return strings.Join(words, ", ")
}

func (p stepPrinter) roles(step content.Step) components.SummaryList {
	var list components.SummaryList
	for _, role := range step.Roles {
		name := role.Role
		if found, ok := p.guide.Role(role.Role); ok {
			name = p.r.said(found.Name())
		}
		list.Rows = append(list.Rows, components.Fact(name, p.r.said(role.Does)))
	}
	return list
}

func (p stepPrinter) demands(step content.Step) []demandParts {
	var all []demandParts
	for _, d := range step.Demands {
		parts := demandParts{
			ID: d.ID, Text: p.r.said(d.Text), Tags: p.feature.tags(p.r, p.guide, d.Tags), Seen: len(d.ShownBy) > 0,
			Provisions: p.feature.Law.provisions(p.r, d.Provisions),
		}
		if d.Why != nil {
			parts.Why = p.r.said(*d.Why)
		}
		all = append(all, parts)
	}
	return all
}

func (p stepPrinter) mistakes(step content.Step, cites *citations) []mistakeParts {
	lang := string(p.r.Lang)
	var all []mistakeParts
	for _, m := range step.Mistakes {
		parts := mistakeParts{Title: m.Title.In(lang), Where: m.Where.In(lang), What: m.What.In(lang), Lesson: m.Lesson.In(lang)}
		for _, id := range m.Sources {
			parts.Cites = append(parts.Cites, cites.mark(id))
		}
		all = append(all, parts)
	}
	return all
}

func (p stepPrinter) references(step content.Step, prefix string) components.Table {
	r := p.r
	table := components.Table{
		ID: prefix + "mapping", Caption: r.T("web_guide.mapping"),
		Heads: []components.Head{{Label: r.T("web_guide.reference")}, {Label: r.T("web_guide.items")}, {Label: r.T("web_guide.note")}},
	}
	if p.whole {
		table.Caption = r.T("web_guide.mapping_of", map[string]any{"step": step.Text(string(r.Lang)).Title})
	}
	for _, ref := range step.References {
		found, ok := p.guide.Reference(ref.Ref)
		if !ok {
			continue
		}
		note := ""
		if ref.Note != nil {
			note = r.said(*ref.Note)
		}
		table.Rows = append(table.Rows, []components.Cell{
			{Content: components.Link{Href: found.URL, Label: found.Title.In(string(r.Lang))}, Header: true},
			{Text: strings.Join(ref.Items, ", ")},
			{Text: note},
		})
	}
	return table
}
