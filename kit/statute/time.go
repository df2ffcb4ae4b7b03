package statute

import (
	"slices"

	"github.com/tillit-se/tillit/kit/date"
)

// Moment is when something begins or ends: a day, or a condition as "den dag regeringen bestämmer". The zero Moment says nothing.
type Moment struct {
	Date      date.Date `json:"date,omitzero"`
	Condition string    `json:"condition,omitempty"`
}

// IsZero reports whether nothing is said.
func (m Moment) IsZero() bool { return m == Moment{} }

// String returns the date as 2024-07-01, or the condition.
func (m Moment) String() string {
	if m.Condition != "" {
		return m.Condition
	}
	return m.Date.String()
}

// Validity is when a wording is in force: from the day From and before the day To.
type Validity struct {
	From Moment `json:"from,omitzero"`
	To   Moment `json:"to,omitzero"`
	// By is the number of the act that ends it, where the text says so.
	By string `json:"by,omitempty"`
}

// IsZero reports whether the text says nothing about time: the wording is in force as long as what it stands in.
func (v Validity) IsZero() bool { return v == Validity{} }

// State is how something stands on a day.
type State uint8

// The states.
const (
	InForce   State = iota // ikraft
	NotYet                 // decided, enters into force later
	Ceased                 // upphört
	Undecided              // waits for a decision on the day, or the day cannot be read
)

// String returns in-force, not-yet, ceased or undecided.
func (s State) String() string {
	return [...]string{"in-force", "not-yet", "ceased", "undecided"}[min(int(s), 3)]
}

// MarshalText writes the state as its name.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// At returns the state on a day. The day To is the first without force. An end that waits for a decision has not come; a beginning that
// waits for one is undecided, and so is what some act ends on a day that the text does not tell.
func (v Validity) At(day date.Date) State {
	switch {
	case !v.To.Date.IsZero() && !day.Before(v.To.Date):
		return Ceased
	case v.From.Condition != "", v.By != "" && v.To.IsZero():
		return Undecided
	case !v.From.Date.IsZero() && day.Before(v.From.Date):
		return NotYet
	}
	return InForce
}

// Expression is the wording of a work on a day.
type Expression struct {
	// From and Until bound the days with the same wording as far as the text knows: from From and before Until. Zero means that the text
	// names no such day.
	From  date.Date `json:"from,omitzero"`
	Until date.Date `json:"until,omitzero"`
	// Root is a copy of the tree with only the units in force.
	Root *Unit `json:"text"`
	// Undecided are the units left out, or in force for now, because their day waits for a decision or cannot be read.
	Undecided []*Unit `json:"undecided,omitempty"`
}

// At returns the wording on a day. The statute itself is not changed. Whether the act as a whole is in force is [Work.StateAt].
func (s *Statute) At(day date.Date) Expression {
	e := Expression{}
	for _, change := range s.changes() {
		if !day.Before(change) {
			e.From = change
		} else if e.Until.IsZero() {
			e.Until = change
		}
	}
	e.Root = e.choose(s.Root, day)
	if e.Root == nil {
		e.Root = &Unit{Kind: Root, Validity: s.Root.Validity}
	}
	return e
}

// choose copies a unit with the children that are in force, or gives nil.
func (e *Expression) choose(u *Unit, day date.Date) *Unit {
	if u.Validity.From.Condition != "" || u.Validity.To.Condition != "" {
		e.Undecided = append(e.Undecided, u)
	}
	if u.Validity.At(day) != InForce {
		return nil
	}
	chosen := *u
	chosen.Children = nil
	for _, child := range u.Children {
		if kept := e.choose(child, day); kept != nil {
			chosen.Children = append(chosen.Children, kept)
		}
	}
	return &chosen
}

// Expressions returns the wordings of all periods that the text knows of, in the order of time. An act without marks has one.
func (s *Statute) Expressions() []Expression {
	changes := s.changes()
	if len(changes) == 0 {
		return []Expression{s.At(date.Date{})}
	}
	var all []Expression
	if before, err := changes[0].AddDays(-1); err == nil {
		all = append(all, s.At(before))
	}
	for _, change := range changes {
		all = append(all, s.At(change))
	}
	return all
}

// changes are the days on which the wording changes, sorted.
func (s *Statute) changes() []date.Date {
	var days []date.Date
	for u := range s.Root.All() {
		for _, day := range [...]date.Date{u.Validity.From.Date, u.Validity.To.Date} {
			if !day.IsZero() {
				days = append(days, day)
			}
		}
	}
	slices.SortFunc(days, date.Date.Compare)
	return slices.Compact(days)
}
