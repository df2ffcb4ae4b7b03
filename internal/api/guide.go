package api

import (
	"context"
	"net/http"
	"slices"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/guide"
)

const tagGuide = "guide"

func (a *API) registerGuide() {
	handle(a, operation{
		id: "list-guide-steps", method: http.MethodGet, path: "/v1/guide/steps", tag: tagGuide,
		sv: "Listar guidens steg i ordning.",
		en: "Lists the steps of the guide in order.",
	}, a.listSteps)
	handle(a, operation{
		id: "get-guide-step", method: http.MethodGet, path: "/v1/guide/steps/{id}", tag: tagGuide, errors: []int{http.StatusNotFound},
		sv: "Ger ett steg med text, kontroller, misstag, bestämmelser, rekommendationer och källor på båda språken.",
		en: "Gives a step with its text, checks, mistakes, provisions, recommendations and sources in both languages.",
	}, a.getStep)
	handle(a, operation{
		id: "get-system-guide", method: http.MethodGet, path: "/v1/systems/{id}/guide", tag: tagGuide, token: true, errors: []int{http.StatusNotFound},
		sv: "Visar var en lösning står i guiden: vilken väg den följer och varför, hur långt varje steg har kommit och vilket som är nästa. För lösningens egen organisation.",
		en: "Shows where a system stands in the guide: which way it follows and why, how far each step has come and which is next. For the system's own organisation.",
	}, a.getSystemGuide)
}

type systemGuideInput struct {
	IDInput
	AcceptLanguage string `header:"Accept-Language" doc:"Språk för skälen: sv eller en. / Language of the reasons: sv or en."`
}

type systemGuideOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         guide.ExportedStanding
}

func (a *API) getSystemGuide(ctx context.Context, actor account.Actor, in *systemGuideInput) (*systemGuideOutput, error) {
	standing, err := a.Guide.Status(ctx, actor, in.ID)
	if err != nil {
		return nil, err
	}
	return &systemGuideOutput{CacheControl: "private, no-store", Body: standing.Export(a.Catalogue.Printer(languageOf(in.AcceptLanguage)))}, nil
}

// GuideStepItem is a step in a list.
type GuideStepItem struct {
	ID      string       `json:"id" example:"need"`
	Group   string       `json:"group" doc:"Del av vägen. / Part of the way."`
	Title   content.Text `json:"title"`
	Lead    content.Text `json:"lead"`
	Tags    []string     `json:"tags" doc:"Egenskaper: ethical, secure, reliable, transparent. / Qualities."`
	Phases  []string     `json:"phases"`
	Demands int          `json:"demands" doc:"Antal kontroller. / Number of checks."`
	Updated string       `json:"updated" example:"2026-11-22"`
}

type guideStepsInput struct {
	PageQuery
	IfKnown
	Quality string `query:"quality" enum:"ethical,secure,reliable,transparent" doc:"Bara steg med egenskapen. / Only steps with the quality."`
}

// GuideSteps is a page of the guide's steps.
type GuideSteps struct {
	Total  int                       `json:"total"`
	Page   int                       `json:"page"`
	Limit  int                       `json:"limit"`
	Items  []GuideStepItem           `json:"items"`
	Facets map[string]map[string]int `json:"facets" doc:"Antal steg per egenskap. / Number of steps by quality."`
}

func (a *API) listSteps(_ context.Context, _ account.Actor, in *guideStepsInput) (*keptOutput[GuideSteps], error) {
	page, err := in.page("api.listSteps")
	if err != nil {
		return nil, err
	}
	g, err := a.Guide.Guide()
	if err != nil {
		return nil, err
	}
	items, counts := []GuideStepItem{}, map[string]int{}
	for _, group := range g.Groups {
		for _, id := range group.Steps {
			step, ok := g.Step(id)
			if !ok {
				continue
			}
			for _, tag := range step.Tags {
				counts[tag]++
			}
			if in.Quality == "" || slices.Contains(step.Tags, in.Quality) {
				items = append(items, stepItem(group.ID, step))
			}
		}
	}
	from := min(page.Offset, len(items))
	return keep(in.IfNoneMatch, GuideSteps{
		Total: len(items), Page: in.Page, Limit: in.Limit, Items: items[from:min(from+page.Limit, len(items))],
		Facets: map[string]map[string]int{"quality": counts},
	})
}

func stepItem(group string, s content.Step) GuideStepItem {
	e := guide.ExportStep(s)
	return GuideStepItem{
		ID: e.ID, Group: group, Title: e.Title, Lead: e.Lead, Tags: e.Tags, Phases: e.Phases, Demands: len(e.Demands), Updated: e.Updated,
	}
}

func (a *API) getStep(_ context.Context, _ account.Actor, in *keptIDInput) (*keptOutput[any], error) {
	step, err := a.Guide.Step(in.ID)
	if err != nil {
		return nil, err
	}
	return keep[any](in.IfNoneMatch, guide.ExportStep(step))
}
