package register

import (
	"context"
	"reflect"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
)

// Own reads a record for a member of its organisation, with its draft and the version in force. Where there is no draft
// Record.Draft is nil and the form begins from Version.System; where nothing is published Version is zero.
func (s *Service) Own(ctx context.Context, a account.Actor, id string) (View, error) {
	const op = "register.Own"
	var v View
	err := s.port.Tx.Read(ctx, func(ctx context.Context) (err error) {
		if v.Record, err = s.readOwn(ctx, op, a, id); err != nil {
			return err
		}
		if v.Organisation, err = s.port.Organisations.Organisation(ctx, v.Record.OrganisationID); err != nil {
			return err
		}
		if v.Record.Current > 0 {
			v.Version, err = s.port.Records.Version(ctx, id, v.Record.Current)
		}
		return err
	})
	return v, err
}

// Content is what the form shows: the draft, or else what is published.
func (v View) Content() System {
	if v.Record.Draft != nil {
		return *v.Record.Draft
	}
	return v.Version.System
}

// SaveDraft writes the draft. revision is that of the record when it was read; where it has moved on the fault is a conflict with
// a *DraftConflictError as cause, and nothing is written. The phase of a published record changes by ChangePhase only.
func (s *Service) SaveDraft(ctx context.Context, a account.Actor, id string, revision int64, content System) (Record, error) {
	const op = "register.SaveDraft"
	content.Tidy(s.defs)
	if err := s.check(op, content); err != nil {
		return Record{}, err
	}
	var r Record
	err := s.port.Tx.Write(ctx, func(ctx context.Context) (err error) {
		if r, err = s.readFor(ctx, op, a, account.Edit, id); err != nil {
			return err
		}
		if err := expect(op, r, revision, content); err != nil {
			return err
		}
		if err := s.phasesKept(ctx, op, r, content); err != nil {
			return err
		}
		return s.writeDraft(ctx, &r, &content)
	})
	return r, err
}

// phasesKept refuses a draft of a published record whose phases differ from those it had.
func (s *Service) phasesKept(ctx context.Context, op string, r Record, content System) error {
	if r.Current == 0 {
		return nil
	}
	before, err := s.contentOf(ctx, r)
	if err != nil || reflect.DeepEqual(before.Phases, content.Phases) || len(before.Phases)+len(content.Phases) == 0 {
		return err
	}
	return fault.New(op, fault.Invalid, "", nil).With(fault.Field{Path: "phases", Key: "register.phase_by_act"})
}

// contentOf is the draft of a record, or else what is published.
func (s *Service) contentOf(ctx context.Context, r Record) (System, error) {
	if r.Draft != nil {
		return *r.Draft, nil
	}
	v, err := s.port.Records.Version(ctx, r.ID, r.Current)
	return v.System, err
}

// DiscardDraft throws the draft away. A record that was never published goes back to being an empty draft.
func (s *Service) DiscardDraft(ctx context.Context, a account.Actor, id string, revision int64) (Record, error) {
	const op = "register.DiscardDraft"
	var r Record
	err := s.port.Tx.Write(ctx, func(ctx context.Context) (err error) {
		if r, err = s.readFor(ctx, op, a, account.Edit, id); err != nil {
			return err
		}
		if err := expect(op, r, revision, System{}); err != nil {
			return err
		}
		if r.Current == 0 {
			return s.writeDraft(ctx, &r, &System{})
		}
		return s.writeDraft(ctx, &r, nil)
	})
	return r, err
}

// writeDraft puts a draft into a record and writes it. The columns of a published record stay those of its version.
func (s *Service) writeDraft(ctx context.Context, r *Record, content *System) error {
	was := r.Revision
	r.Draft, r.Revision, r.UpdatedAt = content, was+1, s.port.Clock.Now()
	var columns *Columns
	if r.Current == 0 {
		c := content.Columns()
		columns = &c
	}
	if err := s.port.Records.UpdateRecord(ctx, *r, columns, was); err != nil {
		return err
	}
	return s.changed(ctx, r.ID)
}
