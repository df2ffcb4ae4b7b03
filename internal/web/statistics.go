package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// statistics counts what is published, one kind at a time.
type statistics struct {
	register *register.Service
	labels   labels
}

// statisticsView is what templates/statistics/show.html shows.
type statisticsView struct {
	Page
	AsOf    string
	Kinds   components.LinkList
	Heading string // of the part below: the kind that is counted
	List    components.Link
	Charts  []components.Chart
	Empty   *components.EmptyState
	Slags   components.Chart
}

func (f statistics) Routes(routes *Routes) { routes.Get("/statistics", f.show) }

func (statistics) Views() Views { return Views{"statistics/show": statisticsView{}} }

func (f statistics) show(w http.ResponseWriter, r *Request) error {
	slag := register.Slag(r.URL.Query().Get("slag"))
	if !slices.Contains(register.Slags(), slag) {
		slag = register.AISystem
	}
	all, err := f.register.Overview(r.Context(), "")
	if err != nil {
		return err
	}
	o, err := f.register.Overview(r.Context(), slag)
	if err != nil {
		return err
	}
	view := statisticsView{Page: r.Page(r.T("statistics.title"))}
	view.Description, view.Public = r.T("statistics.description"), true
	view.AsOf = r.T("statistics.as_of", map[string]any{"when": r.Printer.Day(r.server.config.Clock.Now())})
	view.Heading = r.Printer.N("systems.title."+string(slag), o.Total, nil)
	view.List = components.Link{Href: r.filtered("slag", string(slag)), Label: r.T("statistics.list")}
	view.Kinds = f.kinds(r, slag, all)
	view.Slags = f.slags(r, all)
	if o.Total == 0 {
		view.Empty = &components.EmptyState{Title: r.T("statistics.empty"), Text: r.T("statistics.empty_text")}
	} else {
		view.Charts = f.charts(r, o)
	}
	return r.Render(w, http.StatusOK, "statistics/show", view)
}

func (f statistics) kinds(r *Request, chosen register.Slag, all register.Overview) components.LinkList {
	list := components.LinkList{ID: "kinds", Heading: r.T("statistics.kinds"), Inline: true}
	for _, slag := range register.Slags() {
		list.Links = append(list.Links, components.Link{
			Href:  r.To("/statistics?slag=" + string(slag)),
			Label: r.Printer.N("systems.title."+string(slag), all.BySlag[slag], nil), Current: slag == chosen,
		})
	}
	return list
}

func (f statistics) slags(r *Request, all register.Overview) components.Chart {
	counts := map[string]int{}
	for slag, n := range all.BySlag {
		counts[string(slag)] = n
	}
	return f.chart(r, "slag", "slag", counts)
}

func (f statistics) charts(r *Request, o register.Overview) []components.Chart {
	fresh, old := map[string]int{}, map[string]int{}
	for phase, count := range o.Phases {
		if phase == "" {
			fresh[""] = count.Total()
			continue
		}
		fresh[string(phase)] = count.Confirmed + count.Source
		old[string(phase)] = count.Outdated
	}
	return []components.Chart{
		f.chart(r, "phase_known", "phase", fresh),
		f.chart(r, "phase_old", "phase", old),
		f.chart(r, "decision_role", "decision_role", byText(o.ByDecisionRole)),
		f.chart(r, "sector", "sector", o.BySector),
		f.chart(r, "organisation_type", "organisation_type", o.ByOrganisationType),
		f.chart(r, "reusable", "", byText(o.ByReusable)),
		f.chart(r, "impact", "impact", o.ByImpact),
		f.chart(r, "ai_act_class", "ai_act_class", o.ByAIActClass),
	}
}

func byText[K ~string](counts map[K]int) map[string]int {
	out := make(map[string]int, len(counts))
	for code, n := range counts {
		out[string(code)] = n
	}
	return out
}

// chart draws counts by code. Phases keep the order of life; other codes come with the most common first. What is unanswered is last.
func (f statistics) chart(r *Request, name, vocabulary string, counts map[string]int) components.Chart {
	chart := components.Chart{
		ID: "chart-" + strings.ReplaceAll(name, "_", "-"), Title: r.T("statistics.chart." + name), Description: r.T("statistics.chart." + name + "_text"),
		Category: r.T("statistics.category." + name), Series: []components.Series{{Name: r.T("statistics.number")}},
	}
	for _, code := range f.order(vocabulary, counts) {
		label := r.T("systems.unanswered")
		switch {
		case code == "":
		case vocabulary == "":
			label = r.T("record.yes_no." + code)
		default:
			label = f.labels.code(r.Lang, vocabulary, code)
		}
		chart.Categories = append(chart.Categories, label)
		chart.Series[0].Values = append(chart.Series[0].Values, counts[code])
	}
	return chart
}

func (f statistics) order(vocabulary string, counts map[string]int) []string {
	if vocabulary == "phase" {
		codes := f.labels.codes(vocabulary)
		if counts[""] > 0 {
			codes = append(codes, "")
		}
		return codes
	}
	var codes []string
	for code, n := range counts {
		if n > 0 {
			codes = append(codes, code)
		}
	}
	slices.SortFunc(codes, func(a, b string) int {
		switch {
		case a == "" || b == "":
			return strings.Compare(b, a)
		case counts[a] != counts[b]:
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	return codes
}
