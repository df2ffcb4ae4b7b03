package guide

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/kit/date"
)

// TickState is what a person says of a demand that the platform cannot see.
type TickState string

// The states.
const (
	TickDone          TickState = "done"
	TickNotApplicable TickState = "not_applicable"
)

// Tick is what a person says of a demand, for their organisation only.
type Tick struct {
	OrganisationID string
	SystemID       string
	Step           string
	Demand         string
	State          TickState
	Note           string // what shows it, or why it is not applicable
	Day            string // ISO, the day it was done or decided
	By             string // account id; empty for the operator
	At             time.Time
}

const maxNote = 1000

// Tick marks a demand of a step as done or not applicable for a system. day is ISO and not in the future; empty is today. That a demand
// is not applicable must be explained.
func (s *Service) Tick(ctx context.Context, actor account.Actor, systemID string, t Tick) error {
	const op = "guide.Tick"
	view, err := s.ownToEdit(ctx, op, actor, systemID)
	if err != nil {
		return err
	}
	if err := s.demand(op, t.Step, t.Demand); err != nil {
		return err
	}
	today := date.Today(s.port.Clock.Now, i18n.Zone).String()
	if t.Day == "" {
		t.Day = today
	}
	t.Note = strings.TrimSpace(t.Note)
	if err := checkTick(op, t, today); err != nil {
		return err
	}
	t.OrganisationID, t.SystemID, t.By, t.At = view.Record.OrganisationID, systemID, actor.AccountID, s.port.Clock.Now()
	return s.port.Tx.Write(ctx, func(ctx context.Context) error { return s.port.Store.PutTick(ctx, t) })
}

func checkTick(op string, t Tick, today string) error {
	var fields []fault.Field
	if !slices.Contains([]TickState{TickDone, TickNotApplicable}, t.State) {
		fields = append(fields, fault.Field{Path: "state", Key: "guide.tick_state"})
	}
	if t.State == TickNotApplicable && t.Note == "" {
		fields = append(fields, fault.Field{Path: "note", Key: "guide.tick_why"})
	}
	if utf8.RuneCountInString(t.Note) > maxNote {
		fields = append(fields, fault.Field{Path: "note", Key: "guide.tick_long", Args: fault.Args{"max": maxNote}})
	}
	if _, err := date.Parse(t.Day); err != nil {
		fields = append(fields, fault.Field{Path: "day", Key: "guide.tick_day"})
	} else if t.Day > today {
		fields = append(fields, fault.Field{Path: "day", Key: "guide.tick_future"})
	}
	if len(fields) == 0 {
		return nil
	}
	return fault.New(op, fault.Invalid, "", nil).With(fields...)
}

// Untick takes back what was said of a demand.
func (s *Service) Untick(ctx context.Context, actor account.Actor, systemID, step, demand string) error {
	const op = "guide.Untick"
	view, err := s.ownToEdit(ctx, op, actor, systemID)
	if err != nil {
		return err
	}
	return s.port.Tx.Write(ctx, func(ctx context.Context) error {
		return s.port.Store.DeleteTick(ctx, view.Record.OrganisationID, systemID, step, demand)
	})
}

// demand refuses a demand that the guide does not have.
func (s *Service) demand(op, step, demand string) error {
	found, err := s.Step(step)
	if err != nil {
		return err
	}
	if _, ok := found.Demand(demand); !ok {
		return fault.New(op, fault.NotFound, "guide.no_such_demand", nil)
	}
	if found.Private {
		return fault.New(op, fault.Invalid, "guide.never_kept", nil)
	}
	return nil
}

// ownToEdit reads a system for an act in its organisation.
func (s *Service) ownToEdit(ctx context.Context, op string, actor account.Actor, systemID string) (register.View, error) {
	view, err := s.port.Systems.Own(ctx, actor, systemID)
	if err != nil {
		return view, err
	}
	if !actor.May(account.Edit, view.Record.OrganisationID) {
		return view, fault.New(op, fault.Forbidden, "", nil)
	}
	return view, nil
}
