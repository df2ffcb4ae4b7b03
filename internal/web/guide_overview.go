package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/web/components"
)

// guideOverviewView is what templates/guide/overview.html shows: the way from need to retirement.
type guideOverviewView struct {
	Page
	Lead    string
	Notice  string
	Search  components.SearchBox
	Filters []components.Link // the qualities, each the list with it alone
	Found   string            // how many steps, when something is searched for or chosen
	Groups  []guideGroupView
	Ways    []components.Link // the whole guide and the short ways, each the list with it alone
	Path    *guidePathView    // the short way that is chosen
	Empty   *components.EmptyState
	More    components.LinkList
	Files   components.LinkList
}

type guideGroupView struct {
	ID    string
	Title string
	Lead  string
	First int // number of the first step
	Steps []guideStepRow
}

type guideStepRow struct {
	Number int
	Title  string
	Lead   string
	Href   string
	Tags   []components.Tag
	Hits   []string // demands that hold what was searched for
}

type guidePathView struct {
	Lead  string
	Step  components.Link // the step that describes the way
	Begin string
}

func (f Guide) overview(w http.ResponseWriter, r *Request) error {
	g, err := f.Service.Guide()
	if err != nil {
		return err
	}
	query, quality := clean(r.URL.Query().Get("q")), r.URL.Query().Get("quality")
	view := guideOverviewView{
		Page: r.guidePage(r.T("web_guide.title")), Lead: r.said(g.Lead), Notice: r.said(g.Notice),
		Search: components.SearchBox{
			ID: "guide-search", Action: r.To(guidePath), Name: "q", Label: r.T("web_guide.search"), Value: query, Hidden: hiddenQuality(quality),
		},
		Filters: f.filters(r, g, query, quality),
		Ways:    f.ways(r, g, r.URL.Query().Get("path")), More: guideWays(r), Files: guideFiles(r),
	}
	view.Description = view.Lead
	index, err := f.Service.Index()
	if err != nil {
		return err
	}
	if path, ok := g.Path(r.URL.Query().Get("path")); ok {
		f.showPath(r, &g, path, &view)
	}
	found := f.groups(r, g, index, query, quality, &view)
	if query == "" && quality == "" {
		return r.Render(w, http.StatusOK, "guide/overview", view)
	}
	view.NoIndex = true
	view.Found = r.Printer.N("web_guide.found", found, nil)
	if found == 0 {
		view.Empty = &components.EmptyState{
			Title: r.T("web_guide.nothing"), Text: r.T("web_guide.nothing_text"), Links: []components.Link{{Href: r.To(guidePath), Label: r.T("web_guide.all")}},
		}
	}
	return r.Render(w, http.StatusOK, "guide/overview", view)
}

func hiddenQuality(quality string) []components.Hidden {
	if quality == "" {
		return nil
	}
	return []components.Hidden{{Name: "quality", Value: quality}}
}

// groups puts the steps that fit into the view, and counts them.
func (f Guide) groups(r *Request, g content.Guide, index *guide.Index, query, quality string, view *guideOverviewView) int {
	number, found := 0, 0
	words := guide.SearchWords(query)
	for _, group := range g.Groups {
		shown := guideGroupView{ID: group.ID, Title: r.said(group.Title)}
		if group.Lead != nil {
			shown.Lead = r.said(*group.Lead)
		}
		for _, id := range group.Steps {
			step, ok := g.Step(id)
			if !ok {
				continue
			}
			number++
			hit, ok := index.Match(id, string(r.Lang), words)
			if !ok || quality != "" && !slices.Contains(step.Tags, quality) {
				continue
			}
			if shown.First == 0 {
				shown.First = number
			}
			text := step.Text(string(r.Lang))
			shown.Steps = append(shown.Steps, guideStepRow{
				Number: number, Title: text.Title, Lead: text.Lead, Href: r.To(stepPath(id)), Tags: f.tags(r, g, step.Tags), Hits: hit,
			})
		}
		if found += len(shown.Steps); len(shown.Steps) > 0 {
			view.Groups = append(view.Groups, shown)
		}
	}
	return found
}

// filters are the qualities, with the one that is chosen marked.
func (f Guide) filters(r *Request, g content.Guide, query, quality string) []components.Link {
	address := func(quality string) string {
		values := url.Values{}
		if query != "" {
			values.Set("q", query)
		}
		if quality != "" {
			values.Set("quality", quality)
		}
		return r.To(strings.TrimSuffix(guidePath+"?"+values.Encode(), "?"))
	}
	links := []components.Link{{Href: address(""), Label: r.T("web_guide.every_quality"), Current: quality == ""}}
	for _, q := range g.Qualities {
		links = append(links, components.Link{Href: address(q.ID), Label: r.said(q.Word), Current: q.ID == quality})
	}
	return links
}

// ways are the whole guide and the short ways, with the one that is chosen marked.
func (f Guide) ways(r *Request, g content.Guide, chosen string) []components.Link {
	links := []components.Link{{Href: r.To(guidePath), Label: r.T("web_guide.way.whole"), Current: true}}
	for _, path := range g.Paths {
		current := path.ID == chosen
		links[0].Current = links[0].Current && !current
		links = append(links, components.Link{
			Href: r.To(guidePath + "?" + url.Values{"path": {path.ID}}.Encode()), Label: r.said(path.Title), Current: current,
		})
	}
	return links
}

// showPath makes the guide the steps of one way, in its own order.
func (f Guide) showPath(r *Request, g *content.Guide, path content.GuidePath, view *guideOverviewView) {
	view.NoIndex, view.Search.Hidden = true, append(view.Search.Hidden, components.Hidden{Name: "path", Value: path.ID})
	shown := guidePathView{Begin: NewSystemPath}
	if path.Lead != nil {
		shown.Lead = r.said(*path.Lead)
	}
	if step, ok := g.Step(path.Step); ok {
		shown.Step = components.Link{Href: stepPath(step.ID), Label: step.Text(string(r.Lang)).Title}
	}
	view.Path = &shown
	g.Groups = []content.GuideGroup{{ID: "way", Title: path.Title, Steps: path.Steps}}
}

// guideWays lead to the other pages of the guide.
func guideWays(r *Request) components.LinkList {
	return components.LinkList{ID: "ways", Heading: r.T("web_guide.more"), Links: []components.Link{
		{Href: r.To(guideQualitiesPath), Label: r.T("web_guide.qualities.title"), Hint: r.T("web_guide.qualities.hint")},
		{Href: r.To(guideReferencesPath), Label: r.T("web_guide.references.title"), Hint: r.T("web_guide.references.hint")},
		{Href: r.To(ArchitecturePath), Label: r.T("start.doing.build"), Hint: r.T("start.doing.build_hint")},
		{Href: r.To(guideTermsPath), Label: r.T("web_guide.terms.title"), Hint: r.T("web_guide.terms.hint")},
	}}
}

// guideFiles lead to the guide in one piece.
func guideFiles(r *Request) components.LinkList {
	return components.LinkList{ID: "files", Inline: true, Heading: r.T("web_guide.files"), Links: []components.Link{
		{Href: r.To(guidePrintPath), Label: r.T("web_guide.print")},
		{Href: r.To(guideExportPath), Label: "HTML"},
		{Href: r.To(guideMarkdownPath), Label: "Markdown"},
		{Href: r.To("/guide.json"), Label: "JSON"},
	}}
}
