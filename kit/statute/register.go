package statute

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/kit/date"
)

// Register puts the repeals of many acts together: an act may be repealed by what another says in its transitional provisions.
type Register struct {
	works   map[string]Work
	repeals map[string][]Repeal // by the act repealed
}

// NewRegister makes a register of acts. It reads their repeals and keeps no text.
func NewRegister(statutes ...*Statute) *Register {
	r := &Register{works: map[string]Work{}, repeals: map[string][]Repeal{}}
	for _, s := range statutes {
		r.Add(s)
	}
	return r
}

// Add adds an act.
func (r *Register) Add(s *Statute) {
	r.works[s.Work.SFS] = s.Work
	for _, repeal := range s.Repeals() {
		if !slices.Contains(r.repeals[repeal.Target], repeal) {
			r.repeals[repeal.Target] = append(r.repeals[repeal.Target], repeal)
		}
	}
}

// CycleError says that acts repeal each other in a ring, so that none can be said to be in force or not.
type CycleError struct {
	// Repeals are the steps of the ring: each repeals the act of the next, and the last that of the first.
	Repeals []Repeal
}

// Error names the acts and the places in their texts.
func (e *CycleError) Error() string {
	var steps []string
	for _, r := range e.Repeals {
		steps = append(steps, fmt.Sprintf("%s repeals %s (%s)", r.Act, r.Target, r.At))
	}
	return "statute: acts repeal each other: " + strings.Join(steps, "; ")
}

// State returns whether an act is in force on a day, and the repeals of it that the register knows, whenever they take effect. Its own
// record is believed first. A repeal with a later date has not happened; one without a date leaves the state undecided. An act in a ring of
// repeals gives a [*CycleError], one that the register has not got and nobody repeals the state undecided.
func (r *Register) State(sfs string, day date.Date) (State, []Repeal, error) {
	if ring := r.ring(sfs); ring != nil {
		return Undecided, r.repeals[sfs], &CycleError{ring}
	}
	work, known := r.works[sfs]
	state := Undecided
	if known {
		state = work.StateAt(day)
	}
	if state == Ceased || state == NotYet {
		return state, r.repeals[sfs], nil
	}
	for _, repeal := range r.repeals[sfs] {
		switch {
		case repeal.Partial, !repeal.From.Date.IsZero() && day.Before(repeal.From.Date), repeal.From.Condition != "":
		case repeal.From.IsZero():
			state = Undecided
		default:
			return Ceased, r.repeals[sfs], nil
		}
	}
	return state, r.repeals[sfs], nil
}

// ring looks for a way from an act through those that repeal it back to itself.
func (r *Register) ring(sfs string) []Repeal {
	seen := map[string]bool{}
	var path []Repeal
	var follow func(act string) bool
	follow = func(act string) bool {
		for _, repeal := range r.repeals[act] {
			if repeal.Partial || seen[repeal.Act] {
				continue
			}
			path = append(path, repeal)
			if repeal.Act == sfs {
				return true
			}
			seen[repeal.Act] = true
			if follow(repeal.Act) {
				return true
			}
			path = path[:len(path)-1]
		}
		return false
	}
	if follow(sfs) {
		return path
	}
	return nil
}
