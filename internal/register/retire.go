package register

import (
	"context"
	"slices"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/ledger"
)

// Retire ends the upkeep of a published record. It stays at its address and says why. Where the system itself has ended, a last
// version says so as its phase.
func (s *Service) Retire(ctx context.Context, a account.Actor, id string, revision int64, why Retirement) (Record, error) {
	const op = "register.Retire"
	if err := why.check(op, s.today()); err != nil {
		return Record{}, err
	}
	var r Record
	err := s.port.Tx.Write(ctx, func(ctx context.Context) (err error) {
		if r, err = s.readFor(ctx, op, a, account.Decide, id); err != nil {
			return err
		}
		if err := expect(op, r, revision, System{}); err != nil {
			return err
		}
		if err := retirable(op, r); err != nil {
			return err
		}
		if err := s.replaced(ctx, op, id, why); err != nil {
			return err
		}
		current, err := s.port.Records.Version(ctx, id, r.Current)
		if err != nil {
			return err
		}
		content := current.System
		if why.Kind == Ended {
			content = content.enter(PhaseEntry{Phase: Retired, From: why.Date, AsOf: s.today(), Confirmed: true, Note: why.Reason})
		}
		r.State, r.Retirement = RetiredNow, &why
		_, err = s.putVersion(ctx, a, &r, content, "", ledger.SystemRetired)
		return err
	})
	return r, err
}

// replaced refuses a replacement that readers cannot be sent to: the record itself, or one that is not public.
func (s *Service) replaced(ctx context.Context, op, id string, why Retirement) error {
	if why.Kind != Replaced {
		return nil
	}
	public, err := s.Exists(ctx, why.ReplacedBy)
	if err != nil || public && why.ReplacedBy != id {
		return err
	}
	return fault.New(op, fault.Invalid, "", nil).With(fault.Field{Path: "replaced_by", Key: "register.bad_replacement"})
}

func retirable(op string, r Record) error {
	switch {
	case r.State != Published:
		return fault.New(op, fault.Conflict, "register.not_published", nil)
	case r.HasDraft():
		return fault.New(op, fault.Conflict, "register.retire_has_draft", nil)
	}
	return nil
}

func (r Retirement) check(op, today string) error {
	var fields []fault.Field
	if !slices.Contains([]RetirementKind{Ended, Withdrawn, Replaced}, r.Kind) {
		fields = append(fields, fault.Field{Path: "kind", Key: "register.bad_code", Args: fault.Args{"value": string(r.Kind)}})
	}
	if _, err := time.Parse(time.DateOnly, r.Date); err != nil {
		fields = append(fields, fault.Field{Path: "date", Key: "register.bad_date", Args: fault.Args{"value": r.Date}})
	} else if r.Date > today {
		fields = append(fields, fault.Field{Path: "date", Key: "register.future_date", Args: fault.Args{"value": r.Date}})
	}
	if r.Reason.IsZero() {
		fields = append(fields, fault.Field{Path: "reason", Key: "register.grounds_missing"})
	}
	if (r.Kind == Replaced) != clock.ValidID(r.ReplacedBy) {
		fields = append(fields, fault.Field{Path: "replaced_by", Key: "register.bad_replacement"})
	}
	if len(fields) == 0 {
		return nil
	}
	return fault.New(op, fault.Invalid, "", nil).With(fields...)
}
