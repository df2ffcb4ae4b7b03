package web

import (
	"net/http"
	"net/url"

	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// start is the first page.
type start struct {
	register *register.Service
	labels   labels
}

// startView is what templates/start/show.html shows.
type startView struct {
	Page
	Search  components.SearchBox
	Figures components.KeyFigures
	Doors   []components.Link // what the platform is for
	Own     []components.Link // the ways on with something of one's own
	Latest  []components.Hit
	Empty   *components.EmptyState // where nothing is published
}

// latestOnStart is how many records the start page shows.
const latestOnStart = 5

func (f start) Routes(routes *Routes) { routes.Get("/", f.show) }

func (start) Views() Views { return Views{"start/show": startView{}} }

func (f start) show(w http.ResponseWriter, r *Request) error {
	all, err := f.register.Overview(r.Context(), "")
	if err != nil {
		return err
	}
	ai, err := f.register.Overview(r.Context(), register.AISystem)
	if err != nil {
		return err
	}
	latest, err := f.register.Latest(r.Context(), latestOnStart)
	if err != nil {
		return err
	}
	view := startView{Page: r.Page(""), Figures: figures(r, all, ai), Doors: doors(r), Own: own(r)}
	view.Description, view.Public, view.Feed = r.T("start.description"), true, r.To("/systems.atom")
	view.Search = components.SearchBox{ID: "start-search", Action: r.To("/search"), Name: "q", Label: r.T("start.search")}
	for _, l := range latest {
		view.Latest = append(view.Latest, listingHit(r, f.labels, l, true))
	}
	if all.Total == 0 {
		view.Empty = &components.EmptyState{
			Title: r.T("start.empty.title"), Text: r.T("start.empty.text"),
			Links: []components.Link{{Href: r.To(NewSystemPath), Label: r.T("start.doing.begin")}},
		}
	}
	return r.Render(w, http.StatusOK, "start/show", view)
}

// figures counts each kind by itself: rule-based automation is never among AI systems.
func figures(r *Request, all, ai register.Overview) components.KeyFigures {
	rules := all.BySlag[register.RuleBasedAutomation]
	reusable := ai.ByReusable[register.Yes]
	parts := all.BySlag[register.Component]
	return components.KeyFigures{Figures: []components.KeyFigure{
		{Count: ai.Total, Label: r.Printer.N("start.figure.ai", ai.Total, nil), Href: r.filtered("slag", string(register.AISystem))},
		{Count: rules, Label: r.Printer.N("start.figure.rules", rules, nil), Href: r.filtered("slag", string(register.RuleBasedAutomation))},
		{Count: reusable, Label: r.Printer.N("start.figure.reusable", reusable, nil), Href: r.filtered("slag", string(register.AISystem), "reusable", "yes")},
		{Count: parts, Label: r.Printer.N("start.figure.components", parts, nil), Href: r.filtered("slag", string(register.Component))},
	}}
}

// filtered is the list with filters chosen, given as name and code by turns.
func (r *Request) filtered(pairs ...string) string {
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	return r.To("/systems?" + values.Encode())
}

// door is a way from the start page: an address, and the key of its words.
type door struct{ path, key string }

// doors are what the platform is for, all seen at a glance.
func doors(r *Request) []components.Link {
	return r.doorLinks([]door{
		{"/systems", "find"},
		{guidePath, "guide"},
		{InstrumentsPath, "assess"},
		{ArchitecturePath, "build"},
		{decisionsPath, "understand"},
		{MaskPath, "mask"},
	})
}

// own are the ways on for somebody with a system or a need of their own.
func own(r *Request) []components.Link {
	return r.doorLinks([]door{{NewSystemPath, "begin"}, {stepPath("small-organisation"), "small"}, {"/statistics", "count"}})
}

func (r *Request) doorLinks(doors []door) []components.Link {
	links := make([]components.Link, len(doors))
	for i, d := range doors {
		links[i] = components.Link{Href: r.To(d.path), Label: r.T("start.doing." + d.key), Hint: r.T("start.doing." + d.key + "_hint")}
	}
	return links
}
