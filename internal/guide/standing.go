package guide

import (
	"context"
	"slices"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
)

// State is how far a step has come for a system.
type State string

// The states.
const (
	Done          State = "done"
	Started       State = "started"
	ToDo          State = "to_do"
	NotApplicable State = "not_applicable"
	Unknown       State = "unknown" // it hangs on something that is not answered, or that somebody has answered not to know
)

// States are all states.
func States() []State { return []State{Done, Started, ToDo, NotApplicable, Unknown} }

// DemandState is how it is with a demand.
type DemandState string

// The states of a demand.
const (
	DemandShown         DemandState = "shown"  // the platform sees it in the record or an assessment
	DemandTicked        DemandState = "ticked" // a person says so
	DemandNotApplicable DemandState = "not_applicable"
	DemandOpen          DemandState = "open"
)

// Standing is where a system stands in the guide.
type Standing struct {
	System register.View
	Phase  register.Phase
	Way    Way
	Steps  []StepStanding
	order  []string // ids of the steps of the way
	Next   string   // id of the first step that is not done; empty when there is none left
}

// Step finds a step's standing.
func (s Standing) Step(id string) (StepStanding, bool) {
	i := slices.IndexFunc(s.Steps, func(step StepStanding) bool { return step.ID == id })
	if i < 0 {
		return StepStanding{}, false
	}
	return s.Steps[i], true
}

// OnWay gives the steps of the way that the system is on, in the way's own order.
func (s Standing) OnWay() []StepStanding {
	var steps []StepStanding
	for _, id := range s.order {
		if step, ok := s.Step(id); ok && step.OnPath {
			steps = append(steps, step)
		}
	}
	return steps
}

// StepStanding is how far one step has come, and why we say so.
type StepStanding struct {
	ID      string
	State   State
	Why     Words
	OnPath  bool // belongs to the way that the system is on
	paths   []string
	Places  []Place // where what is missing is filled in or answered, each once
	Met     int     // of the step's conditions and demands together
	Total   int
	Demands []DemandStanding
}

// On tells whether the step belongs to a way: a path's id, or empty for the whole.
func (s StepStanding) On(path string) bool { return slices.Contains(s.paths, path) }

// Place is where something that a step waits for is filled in: a part of the record's form, an assessment by an instrument, or the data
// inventory, the question on the organisation's size, or the publication of the record. One of them is set.
type Place struct {
	Group      string // id of a part of the form
	Instrument string // id
	Assessment string // id of the assessment, where there is one
	Inventory  bool
	Size       bool
	Publish    bool
	Title      i18n.Text // of the part or the instrument
}

// DemandStanding is how it is with one demand.
type DemandStanding struct {
	ID    string
	State DemandState
	Shown []Words // what the platform sees, where the state is shown
	Sees  bool    // the platform can see it: what is missing is in Lacks
	Lacks []Words
	Tick  *Tick
}

// Settled tells whether nothing remains to be done about the demand.
func (d DemandStanding) Settled() bool { return d.State != DemandOpen }

// Status works out where a system stands, for the members of its organisation.
func (s *Service) Status(ctx context.Context, actor account.Actor, systemID string) (Standing, error) {
	l, err := s.load()
	if err != nil {
		return Standing{}, err
	}
	view, err := s.port.Systems.Own(ctx, actor, systemID)
	if err != nil {
		return Standing{}, err
	}
	known, assessments, err := s.facts(ctx, actor, l, view)
	if err != nil {
		return Standing{}, err
	}
	ticks, err := s.port.Store.Ticks(ctx, view.Record.OrganisationID, systemID)
	if err != nil {
		return Standing{}, err
	}
	w := weighing{loaded: l, facts: known, ticks: map[string]*Tick{}, definitions: s.port.Systems.Definitions(), assessments: assessments}
	for i := range ticks {
		w.ticks[demandKey(ticks[i].Step, ticks[i].Demand)] = &ticks[i]
	}
	standing := Standing{System: view, Phase: view.Content().CurrentPhase().Phase}
	size, err := s.size(ctx, view.Record.OrganisationID)
	if err != nil {
		return Standing{}, err
	}
	chosen, err := s.chosen(ctx, view.Record.OrganisationID, systemID)
	if err != nil {
		return Standing{}, err
	}
	if standing.Way, err = w.way(ctx, chosen, size); err != nil {
		return Standing{}, err
	}
	for _, step := range l.guide.Steps {
		one, err := w.step(ctx, step)
		if err != nil {
			return Standing{}, err
		}
		one.paths = waysOf(l.guide, step.ID)
		one.OnPath = one.On(standing.Way.Path)
		standing.Steps = append(standing.Steps, one)
	}
	standing.order = orderOf(l.guide, standing.Way.Path)
	standing.Next = next(l.guide, standing)
	return standing, nil
}
