package guide

import (
	"context"
	"slices"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/register"
)

// weighing works the standing of one system out.
type weighing struct {
	*loaded
	facts       *facts
	ticks       map[string]*Tick
	definitions *register.Definitions
	assessments map[string]string // id of the latest by instrument
}

// waysOf are the ways that a step belongs to; the empty one is the whole.
func waysOf(g content.Guide, step string) []string {
	var ways []string
	if onPath(g, "", step) {
		ways = append(ways, "")
	}
	for _, path := range g.Paths {
		if onPath(g, path.ID, step) {
			ways = append(ways, path.ID)
		}
	}
	return ways
}

// onPath tells whether a step belongs to a way. A step that describes a short path belongs to that path only.
func onPath(g content.Guide, path, step string) bool {
	describes := false
	for _, p := range g.Paths {
		if p.ID == path {
			return p.Step == step || slices.Contains(p.Steps, step)
		}
		describes = describes || p.Step == step
	}
	return !describes
}

// orderOf gives the ids of a way's steps in its own order: a short path need not follow the guide's.
func orderOf(g content.Guide, path string) []string {
	if p, ok := g.Path(path); ok {
		if slices.Contains(p.Steps, p.Step) {
			return p.Steps
		}
		return append([]string{p.Step}, p.Steps...)
	}
	var ids []string
	for _, step := range g.Steps {
		ids = append(ids, step.ID)
	}
	return ids
}

// tally is what the conditions and demands of a step come to.
type tally struct {
	met, missing []Words
	wanted       []content.ConditionName // what the missing ones speak of
	unsure       []content.ConditionName // answered "do not know"
}

func (w weighing) step(ctx context.Context, step content.Step) (StepStanding, error) {
	standing := StepStanding{ID: step.ID}
	if step.Private {
		standing.State, standing.Why = Unknown, Words{Key: "guide.why.private"}
		return standing, nil
	}
	if c := w.applies[step.ID]; c != nil {
		v, err := w.facts.decide(ctx, c)
		if err != nil {
			return standing, err
		}
		if v.known && !v.met {
			standing.State, standing.Why = NotApplicable, Words{Key: "guide.why.not_applicable", Args: map[string]any{"names": labels(c.names)}}
		} else if !v.known {
			standing.State, standing.Why = Unknown, Words{Key: "guide.why.applies_unknown", Args: map[string]any{"names": labels(append(v.asked, v.said...))}}
			standing.Places = w.places(append(v.asked, v.said...))
		}
	}
	done, err := w.tally(ctx, w.done[step.ID])
	if err != nil {
		return standing, err
	}
	for _, demand := range step.Demands {
		one, err := w.demand(ctx, step.ID, demand)
		if err != nil {
			return standing, err
		}
		standing.Demands = append(standing.Demands, one)
	}
	standing.Met, standing.Total = len(done.met)+settled(standing.Demands), len(done.met)+len(done.missing)+len(standing.Demands)
	if standing.State == "" {
		standing.State, standing.Why = judge(step, done, standing.Demands)
		standing.Places = w.places(done.wanted)
	}
	return standing, nil
}

func settled(demands []DemandStanding) int {
	n := 0
	for _, d := range demands {
		if d.Settled() {
			n++
		}
	}
	return n
}

func (w weighing) tally(ctx context.Context, all []*condition) (tally, error) {
	var t tally
	for _, c := range all {
		v, err := w.facts.decide(ctx, c)
		if err != nil {
			return t, err
		}
		if v.met {
			t.met = append(t.met, c.words)
			continue
		}
		t.missing = append(t.missing, c.words)
		t.wanted = append(t.wanted, c.names...)
		t.unsure = append(t.unsure, v.said...)
	}
	return t, nil
}

func (w weighing) demand(ctx context.Context, step string, d content.Demand) (DemandStanding, error) {
	key := demandKey(step, d.ID)
	standing := DemandStanding{ID: d.ID, State: DemandOpen, Tick: w.ticks[key], Sees: len(w.shown[key]) > 0}
	seen, err := w.tally(ctx, w.shown[key])
	if err != nil {
		return standing, err
	}
	standing.Shown, standing.Lacks = seen.met, seen.missing
	switch {
	case standing.Sees && len(seen.missing) == 0:
		standing.State = DemandShown
	case standing.Tick != nil && standing.Tick.State == TickDone:
		standing.State = DemandTicked
	case standing.Tick != nil:
		standing.State = DemandNotApplicable
	}
	return standing, nil
}

// judge gives the state of a step that applies. A step is done when all its conditions are met, or all its demands are settled; it is
// not applicable when a person has said so of every demand.
func judge(step content.Step, done tally, demands []DemandStanding) (State, Words) {
	met := settled(demands)
	open := len(demands) - met
	none := slices.IndexFunc(demands, func(d DemandStanding) bool { return d.State != DemandNotApplicable }) < 0
	switch {
	case len(demands) > 0 && none:
		return NotApplicable, Words{Key: "guide.why.all_not_applicable"}
	case len(demands) > 0 && open == 0:
		return Done, Words{Key: "guide.why.all_checked", N: len(demands)}
	case len(done.met) > 0 && len(done.missing) == 0 && open > 0:
		return Done, Words{Key: "guide.why.done_but", N: open, Args: map[string]any{"what": done.met}}
	case len(done.met) > 0 && len(done.missing) == 0:
		return Done, Words{Key: "guide.why.done", Args: map[string]any{"what": done.met}}
	case len(done.met)+met == 0 && len(done.unsure) > 0:
		return Unknown, Words{Key: "guide.why.unknown", Args: map[string]any{"names": labels(done.unsure)}}
	case len(done.met)+met == 0:
		return ToDo, toDo(step, done)
	case len(done.missing) > 0:
		return Started, Words{Key: "guide.why.started", Args: map[string]any{"missing": done.missing}}
	}
	return Started, Words{Key: "guide.why.open_demands", N: open}
}

func toDo(step content.Step, done tally) Words {
	if len(done.missing) > 0 {
		return Words{Key: "guide.why.to_do", Args: map[string]any{"missing": done.missing}}
	}
	return Words{Key: "guide.why.nothing_checked", Args: map[string]any{"n": len(step.Demands)}}
}

// next is the first step of the way that is not done and whose time has come by the system's phase; where there is none, the first that
// is not done at all. Of a retired system only the steps of retirement remain, and no other is told to retire.
func next(g content.Guide, s Standing) string {
	now := phaseNumber(s.Phase)
	later := ""
	for _, step := range s.OnWay() {
		if step.State == Done || step.State == NotApplicable {
			continue
		}
		found, _ := g.Step(step.ID)
		if found.Private {
			continue
		}
		if s.Phase == register.Retired && !slices.Contains(found.Phases, string(register.Retired)) {
			continue
		}
		if firstPhase(found) <= now {
			return step.ID
		}
		if later == "" && firstPhase(found) < phaseNumber(register.Retired) {
			later = step.ID
		}
	}
	return later
}

// phaseNumber is the place of a phase in the order of life; a phase that is not stated is the first.
func phaseNumber(p register.Phase) int { return max(0, slices.Index(register.Phases(), p)) }

func firstPhase(step content.Step) int {
	first := len(register.Phases())
	for _, p := range step.Phases {
		first = min(first, phaseNumber(register.Phase(p)))
	}
	if len(step.Phases) == 0 {
		return 0
	}
	return first
}
