package guide

import (
	"strings"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/i18n"
)

// Exported is the whole guide as JSON, for pages and API.
type Exported struct {
	Version     string                   `json:"version"`
	Updated     string                   `json:"updated"`
	Title       content.Text             `json:"title"`
	Lead        content.Text             `json:"lead"`
	Notice      content.Text             `json:"notice"`
	Groups      []content.GuideGroup     `json:"groups"`
	Paths       []content.GuidePath      `json:"paths"`
	Qualities   []content.GuideQuality   `json:"qualities"`
	Roles       []content.GuideRole      `json:"roles"`
	References  []content.GuideReference `json:"references"`
	Terms       []content.GuideTerm      `json:"terms"`
	Sustainable content.Text             `json:"sustainable"`
	Steps       []ExportedStep           `json:"steps"`
}

// ExportedStep is a step as JSON: its data, and its text as Markdown in each language.
type ExportedStep struct {
	ID         string                  `json:"id"`
	Title      content.Text            `json:"title"`
	Lead       content.Text            `json:"lead"`
	Updated    string                  `json:"updated"`
	Tags       []string                `json:"tags"`
	Phases     []string                `json:"phases"`
	Roles      []content.StepRole      `json:"roles"`
	Result     content.Text            `json:"result"`
	Demands    []content.Demand        `json:"demands"`
	Mistakes   []content.Mistake       `json:"mistakes"`
	Provisions []string                `json:"provisions"`
	References []content.StepReference `json:"references"`
	Sources    []content.GuideSource   `json:"sources"`
	Body       content.Text            `json:"body"` // Markdown
}

// Export gives the whole guide.
func (l *Library) Export() (Exported, error) {
	g, err := l.Guide()
	if err != nil {
		return Exported{}, err
	}
	e := Exported{
		Version: g.Version, Updated: g.Updated, Title: g.Title, Lead: g.Lead, Notice: g.Notice, Groups: list(g.Groups), Paths: list(g.Paths),
		Qualities: list(g.Qualities), Roles: list(g.Roles), References: list(g.References), Terms: list(g.Terms), Sustainable: g.Sustainable,
		Steps: []ExportedStep{},
	}
	for _, step := range g.Steps {
		e.Steps = append(e.Steps, ExportStep(step))
	}
	return e, nil
}

// ExportStep gives one step.
func ExportStep(s content.Step) ExportedStep {
	sv, en := s.Text("sv"), s.Text("en")
	return ExportedStep{
		ID: s.ID, Title: content.Text{SV: sv.Title, EN: en.Title}, Lead: content.Text{SV: sv.Lead, EN: en.Lead}, Updated: sv.Updated,
		Tags: list(s.Tags), Phases: list(s.Phases), Roles: list(s.Roles), Result: s.Result, Demands: list(s.Demands), Mistakes: list(s.Mistakes),
		Provisions: list(s.Provisions), References: list(s.References), Sources: list(s.Sources),
		Body: content.Text{SV: strings.TrimSpace(string(sv.Body.Source)), EN: strings.TrimSpace(string(en.Body.Source))},
	}
}

// list is an empty list rather than none, so that JSON says [] and not null.
func list[T any](all []T) []T {
	if all == nil {
		return []T{}
	}
	return all
}

// ExportedStanding is where a system stands as JSON, for pages, API and command.
type ExportedStanding struct {
	System string               `json:"system"`
	Path   string               `json:"path"`      // id of a short path, or [WholeWay]
	Chosen string               `json:"chosen_by"` // "guide" or "people"
	Why    string               `json:"path_why"`
	Paths  []ExportedPath       `json:"paths"`
	Steps  []ExportedStepStands `json:"steps"`
	Next   string               `json:"next"` // id of a step; empty when none is left
}

// ExportedPath is whether a short path fits a system, and why.
type ExportedPath struct {
	ID   string `json:"id"`
	Fit  Fit    `json:"fit"`
	Why  string `json:"why"`
	Open string `json:"open,omitempty"` // what may still change it
}

// ExportedStepStands is how far a step has come.
type ExportedStepStands struct {
	ID     string `json:"id"`
	State  State  `json:"state"`
	Why    string `json:"why"`
	OnPath bool   `json:"on_path"`
}

// Export gives the standing in a language.
func (s Standing) Export(p *i18n.Printer) ExportedStanding {
	e := ExportedStanding{
		System: s.System.Record.ID, Path: s.Way.Path, Chosen: "guide", Why: s.Way.Why.In(p), Paths: []ExportedPath{}, Steps: []ExportedStepStands{}, Next: s.Next,
	}
	if e.Path == "" {
		e.Path = WholeWay
	}
	if s.Way.Chosen {
		e.Chosen = "people"
	}
	for _, path := range s.Way.Paths {
		e.Paths = append(e.Paths, ExportedPath{ID: path.ID, Fit: path.Fit, Why: path.Why.In(p), Open: path.Open.In(p)})
	}
	for _, step := range s.Steps {
		e.Steps = append(e.Steps, ExportedStepStands{ID: step.ID, State: step.State, Why: step.Why.In(p), OnPath: step.OnPath})
	}
	return e
}
