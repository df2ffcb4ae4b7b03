package register

import (
	"context"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
)

// PhaseChange is a step from one phase to another, as the owner states it.
type PhaseChange struct {
	Phase   Phase
	From    string // ISO date, whole or partial; not in the future
	Grounds Text   // why: what was decided, or what was found
}

// ChangePhase notes in the draft that the system has entered a phase. It is confirmed by the owner and becomes public with the
// next publication.
func (s *Service) ChangePhase(ctx context.Context, a account.Actor, id string, revision int64, c PhaseChange) (Record, error) {
	const op = "register.ChangePhase"
	if err := c.check(op, s.port.Clock.Now()); err != nil {
		return Record{}, err
	}
	var r Record
	err := s.port.Tx.Write(ctx, func(ctx context.Context) (err error) {
		if r, err = s.readFor(ctx, op, a, account.Edit, id); err != nil {
			return err
		}
		content, err := s.contentOf(ctx, r)
		if err != nil {
			return err
		}
		if err := expect(op, r, revision, content); err != nil {
			return err
		}
		content = content.enter(PhaseEntry{Phase: c.Phase, From: c.From, AsOf: s.today(), Confirmed: true, Note: c.Grounds})
		return s.writeDraft(ctx, &r, &content)
	})
	return r, err
}

func (c PhaseChange) check(op string, now time.Time) error {
	var fields []fault.Field
	if !known(c.Phase, Phases()) {
		fields = append(fields, fault.Field{Path: "phases.phase", Key: "register.bad_code", Args: fault.Args{"value": string(c.Phase)}})
	}
	switch {
	case !PartialDate(c.From):
		fields = append(fields, fault.Field{Path: "phases.from", Key: "register.bad_date", Args: fault.Args{"value": c.From}})
	case c.From > now.Format(time.DateOnly):
		fields = append(fields, fault.Field{Path: "phases.from", Key: "register.future_date", Args: fault.Args{"value": c.From}})
	}
	if c.Grounds.IsZero() {
		fields = append(fields, fault.Field{Path: "phases.note", Key: "register.grounds_missing"})
	}
	if len(fields) == 0 {
		return nil
	}
	return fault.New(op, fault.Invalid, "", nil).With(fields...)
}

func (s *Service) today() string { return s.port.Clock.Now().Format(time.DateOnly) }
