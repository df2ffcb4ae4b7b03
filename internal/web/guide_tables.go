package web

import (
	"net/http"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/web/components"
)

// guideReferencesView is what templates/guide/references.html shows: which step answers to which place in what others recommend.
type guideReferencesView struct {
	Page
	Table   components.Table
	Sources []referenceRow
}

type referenceRow struct {
	ID, Title, Href, About, Note string
}

func (f Guide) references(w http.ResponseWriter, r *Request) error {
	g, err := f.Service.Guide()
	if err != nil {
		return err
	}
	view := guideReferencesView{Page: r.guidePage(r.T("web_guide.references.title")), Table: f.mapping(r, g)}
	for _, ref := range g.References {
		row := referenceRow{
			ID: "ref-" + ref.ID, Title: ref.Title.In(string(r.Lang)), About: r.about(ref.Publisher, ref.Published, ref.Read, ref.Strength),
		}
		if isWeb(ref.URL) {
			row.Href = ref.URL
		}
		if ref.Note != nil {
			row.Note = r.said(*ref.Note)
		}
		view.Sources = append(view.Sources, row)
	}
	return r.Render(w, http.StatusOK, "guide/references", view)
}

// mapping is steps by references.
func (f Guide) mapping(r *Request, g content.Guide) components.Table {
	lang := string(r.Lang)
	table := components.Table{ID: "mapping", Caption: r.T("web_guide.references.caption"), Heads: []components.Head{{Label: r.T("web_guide.step")}}}
	for _, ref := range g.References {
		table.Heads = append(table.Heads, components.Head{Label: ref.Name().In(lang)})
	}
	for _, step := range g.Steps {
		row := []components.Cell{{Content: components.Link{Href: r.To(stepPath(step.ID)), Label: step.Text(lang).Title}, Header: true}}
		for _, ref := range g.References {
			at := slices.IndexFunc(step.References, func(s content.StepReference) bool { return s.Ref == ref.ID })
			if at < 0 {
				row = append(row, components.Cell{Text: "–"})
				continue
			}
			row = append(row, components.Cell{Text: strings.Join(step.References[at].Items, ", ")})
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// guideQualitiesView is what templates/guide/qualities.html shows.
type guideQualitiesView struct {
	Page
	Why       string
	Qualities []qualityView
}

type qualityView struct {
	ID, Word, Meaning, Count string
	Steps                    []qualityStep
}

// qualityStep is a step with the demands of it that serve a quality.
type qualityStep struct {
	Link    components.Link
	Demands []string
}

func (f Guide) qualities(w http.ResponseWriter, r *Request) error {
	g, err := f.Service.Guide()
	if err != nil {
		return err
	}
	view := guideQualitiesView{Page: r.guidePage(r.T("web_guide.qualities.title")), Why: r.said(g.Sustainable)}
	for _, q := range g.Qualities {
		shown := qualityView{ID: q.ID, Word: r.said(q.Word), Meaning: r.said(q.Meaning)}
		demands := 0
		for _, step := range g.Steps {
			s := qualityStep{Link: components.Link{Href: r.To(stepPath(step.ID)), Label: step.Text(string(r.Lang)).Title}}
			for _, d := range step.Demands {
				if slices.Contains(d.Tags, q.ID) {
					s.Demands = append(s.Demands, r.said(d.Text))
				}
			}
			if demands += len(s.Demands); len(s.Demands) > 0 || slices.Contains(step.Tags, q.ID) {
				shown.Steps = append(shown.Steps, s)
			}
		}
		shown.Count = r.Printer.N("web_guide.qualities.count", demands, nil)
		view.Qualities = append(view.Qualities, shown)
	}
	return r.Render(w, http.StatusOK, "guide/qualities", view)
}

// guideTermsView is what templates/guide/terms.html shows.
type guideTermsView struct {
	Page
	Terms []termView
}

type termView struct {
	ID, Word, Other, Definition string
	OtherLang                   string
	Source                      components.Component
}

func (f Guide) terms(w http.ResponseWriter, r *Request) error {
	g, err := f.Service.Guide()
	if err != nil {
		return err
	}
	view := guideTermsView{Page: r.guidePage(r.T("web_guide.terms.title")), Terms: f.termViews(r, g)}
	return r.Render(w, http.StatusOK, "guide/terms", view)
}

// termViews are the words in the order of the reader's alphabet, with what they are called in the other language.
func (f Guide) termViews(r *Request, g content.Guide) []termView {
	views := make([]termView, 0, len(g.Terms))
	for _, t := range g.Terms {
		v := termView{
			ID: t.ID, Word: r.said(t.Name()), Other: t.Name().In(string(r.Lang.Other())), OtherLang: string(r.Lang.Other()), Definition: r.said(t.Definition),
		}
		if t.Source != "" {
			v.Source = components.Group(f.Law.provisions(r, []string{t.Source}))
		}
		views = append(views, v)
	}
	order := collate.New(language.Make(string(r.Lang)))
	slices.SortStableFunc(views, func(a, b termView) int { return order.CompareString(a.Word, b.Word) })
	return views
}
