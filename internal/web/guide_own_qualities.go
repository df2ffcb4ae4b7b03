package web

import (
	"net/http"
	"slices"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/web/components"
)

// systemQualitiesView is what templates/guide/system_qualities.html shows: the four qualities of one system.
type systemQualitiesView struct {
	Page
	Lead      string
	Qualities []systemQuality
	Table     components.Table
}

type systemQuality struct {
	ID, Word, Meaning string
	Progress          components.Progress
	Open              []qualityStep
}

func (f Guide) systemQualities(w http.ResponseWriter, r *Request) error {
	standing, err := f.standing(r)
	if err != nil {
		return err
	}
	g, err := f.Service.Guide()
	if err != nil {
		return err
	}
	view := systemQualitiesView{Page: r.recordPage(standing.System, r.T("web_guide.own_qualities.title")), Lead: r.T("web_guide.own_qualities.lead")}
	view.Page = view.Under(r.T("web_guide.status.title"), guideOf(standing.System.Record.ID))
	for _, q := range g.Qualities {
		view.Qualities = append(view.Qualities, qualityOf(r, g, standing, q))
	}
	view.Table = qualityTable(r, view.Qualities)
	return r.Render(w, http.StatusOK, "guide/system_qualities", view)
}

// qualityOf counts the demands that serve a quality, on the way of the system, and names those that are open.
func qualityOf(r *Request, g content.Guide, s guide.Standing, q content.GuideQuality) systemQuality {
	shown := systemQuality{ID: q.ID, Word: r.said(q.Word), Meaning: r.said(q.Meaning)}
	shown.Progress.Label = r.T("web_guide.own_qualities.progress", map[string]any{"quality": shown.Word})
	for _, one := range s.Steps {
		step, _ := g.Step(one.ID)
		if !one.OnPath || one.State == guide.NotApplicable || step.Private {
			continue
		}
		open := qualityStep{Link: components.Link{Href: r.To(stepPath(step.ID)), Label: step.Text(string(r.Lang)).Title}}
		for i, d := range step.Demands {
			if !slices.Contains(d.Tags, q.ID) || one.Demands[i].State == guide.DemandNotApplicable {
				continue
			}
			shown.Progress.Total++
			if one.Demands[i].Settled() {
				shown.Progress.Done++
				continue
			}
			open.Demands = append(open.Demands, r.said(d.Text))
		}
		if len(open.Demands) > 0 {
			shown.Open = append(shown.Open, open)
		}
	}
	return shown
}

func qualityTable(r *Request, all []systemQuality) components.Table {
	table := components.Table{
		ID: "qualities", Caption: r.T("web_guide.own_qualities.caption"),
		Heads: []components.Head{
			{Label: r.T("web_guide.own_qualities.quality")},
			{Label: r.T("web_guide.own_qualities.met"), Numeric: true},
			{Label: r.T("web_guide.own_qualities.open"), Numeric: true},
		},
	}
	for _, q := range all {
		table.Rows = append(table.Rows, []components.Cell{
			{Content: components.Link{Href: "#" + q.ID, Label: q.Word}, Header: true},
			{Count: q.Progress.Done, Numeric: true},
			{Count: q.Progress.Total - q.Progress.Done, Numeric: true},
		})
	}
	return table
}
