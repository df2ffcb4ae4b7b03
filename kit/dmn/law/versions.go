package law

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/tillit-se/tillit/kit/date"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Versions are the versions of one model, the oldest first. T is what the caller keeps of each.
type Versions[T any] struct {
	list []version[T]
}

type version[T any] struct {
	model Model
	kept  T
}

// VersionError says why models are not the versions of one.
type VersionError struct {
	ID      string
	Message string
}

// Error gives the id and the message.
func (e *VersionError) Error() string { return fmt.Sprintf("the versions of %s: %s", e.ID, e.Message) }

// NewVersions puts versions together. The error is a *VersionError: they have different ids, the same version twice, times that overlap, or one
// that ends before it begins. A gap
// between two is allowed: then no version is in force, and a person must decide.
func NewVersions[T any](kept []T, model func(T) Model) (Versions[T], error) {
	var v Versions[T]
	for _, k := range kept {
		m := model(k)
		if !m.AppliesTo.IsZero() && m.AppliesTo.Before(m.AppliesFrom) {
			return Versions[T]{}, &VersionError{m.ID, fmt.Sprintf("version %s ends before it begins", m.Version)}
		}
		v.list = append(v.list, version[T]{m, k})
	}
	slices.SortStableFunc(v.list, func(a, b version[T]) int { return a.model.AppliesFrom.Compare(b.model.AppliesFrom) })
	for i := 1; i < len(v.list); i++ {
		if err := follows(v.list[i-1].model, v.list[i].model); err != nil {
			return Versions[T]{}, err
		}
	}
	for i, a := range v.list {
		for _, b := range v.list[i+1:] {
			if a.model.Version == b.model.Version {
				return Versions[T]{}, &VersionError{a.model.ID, fmt.Sprintf("version %s is there twice", a.model.Version)}
			}
		}
	}
	return v, nil
}

func follows(a, b Model) error {
	switch {
	case a.ID != b.ID:
		return &VersionError{a.ID, fmt.Sprintf("%s is another model", b.ID)}
	case a.AppliesTo.IsZero():
		return &VersionError{a.ID, fmt.Sprintf("version %s has no last day, though version %s follows", a.Version, b.Version)}
	case b.AppliesFrom.IsZero() || !b.AppliesFrom.After(a.AppliesTo):
		return &VersionError{a.ID, fmt.Sprintf("versions %s and %s overlap", a.Version, b.Version)}
	}
	return nil
}

// All gives the versions, the oldest first.
func (v Versions[T]) All() []T {
	all := make([]T, len(v.list))
	for i, one := range v.list {
		all[i] = one.kept
	}
	return all
}

// On gives the version in force on a day; ok is false where there is none.
func (v Versions[T]) On(day date.Date) (kept T, ok bool) {
	for _, one := range v.list {
		if one.model.InForce(day) {
			return one.kept, true
		}
	}
	return kept, false
}

// Gaps gives the periods between versions in which none is in force, as first and last day.
func (v Versions[T]) Gaps() [][2]date.Date {
	var gaps [][2]date.Date
	for i := 1; i < len(v.list); i++ {
		first, err := v.list[i-1].model.AppliesTo.AddDays(1)
		last, err2 := v.list[i].model.AppliesFrom.AddDays(-1)
		if err == nil && err2 == nil && !last.Before(first) {
			gaps = append(gaps, [2]date.Date{first, last})
		}
	}
	return gaps
}

// Bounded tells whether the model says from or to which day it applies.
func (m Model) Bounded() bool { return !m.AppliesFrom.IsZero() || !m.AppliesTo.IsZero() }

// InForce tells whether the model applies on a day.
func (m Model) InForce(day date.Date) bool {
	return !day.IsZero() && (m.AppliesFrom.IsZero() || !day.Before(m.AppliesFrom)) && (m.AppliesTo.IsZero() || !day.After(m.AppliesTo))
}
