package register

import (
	"slices"
	"time"
)

// freshMonths is for how long a source that is not the owner is taken at its word about the phase.
const freshMonths = 24

// Standing says how sure we are of a phase.
type Standing string

// The standings.
const (
	Confirmed  Standing = "confirmed"  // by the owner
	FromSource Standing = "source"     // according to a source that is at most 24 months old
	Outdated   Standing = "outdated"   // according to an older or undated source; never counted as in use
	NoPhase    Standing = "unanswered" // no phase is stated
)

// Phases are all phases in the order of life.
func Phases() []Phase { return []Phase{Idea, Exploration, Development, Testing, InUse, Retired} }

// Slags are all kinds, AI systems first.
func Slags() []Slag {
	return []Slag{AISystem, RuleBasedAutomation, AlgorithmUnclear, Programme, Component}
}

// CurrentPhase is the latest phase entry; the zero entry where none is stated.
func (s System) CurrentPhase() PhaseEntry {
	if len(s.Phases) == 0 {
		return PhaseEntry{}
	}
	return s.Phases[0]
}

// PhaseStanding says how sure the current phase is at a given time.
func (s System) PhaseStanding(now time.Time) Standing { return s.CurrentPhase().Standing(now) }

// Standing says how sure the entry is at a given time. A partial date counts from its first day, so that a source never seems
// fresher than it is.
func (e PhaseEntry) Standing(now time.Time) Standing {
	switch {
	case e.Phase == "":
		return NoPhase
	case e.Confirmed:
		return Confirmed
	case e.AsOf >= FreshFrom(now):
		return FromSource
	default:
		return Outdated
	}
}

// CountsAsInUse tells whether the system may be counted among those in use.
func (s System) CountsAsInUse(now time.Time) bool {
	standing := s.PhaseStanding(now)
	return s.CurrentPhase().Phase == InUse && (standing == Confirmed || standing == FromSource)
}

// FreshFrom is the ISO date from which a source is fresh. Partial ISO dates compare with it as text: "2024" is before
// "2024-11-22", as it must be.
func FreshFrom(now time.Time) string { return now.AddDate(0, -freshMonths, 0).Format(time.DateOnly) }

// enter puts a new phase first and ends the one before it on the same day.
func (s System) enter(e PhaseEntry) System {
	phases := slices.Clone(s.Phases)
	if len(phases) > 0 && phases[0].Until == "" {
		phases[0].Until = e.From
	}
	s.Phases = slices.Insert(phases, 0, e)
	return s
}
