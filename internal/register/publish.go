package register

import (
	"context"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/ledger"
)

// Publish makes the draft the version in force. What must be there and is not comes back as a fault of kind invalid with every
// such field; revision is that of the draft that was previewed.
func (s *Service) Publish(ctx context.Context, a account.Actor, id string, revision int64, note string) (Version, error) {
	const op = "register.Publish"
	var v Version
	err := s.port.Tx.Write(ctx, func(ctx context.Context) error {
		r, err := s.readFor(ctx, op, a, account.Decide, id)
		if err != nil {
			return err
		}
		if r.Draft == nil {
			return fault.New(op, fault.Conflict, "register.nothing_to_publish", nil)
		}
		if err := expect(op, r, revision, *r.Draft); err != nil {
			return err
		}
		if err := s.complete(op, *r.Draft); err != nil {
			return err
		}
		// A member of the organisation has now reviewed what we gathered about it.
		r.Gathered = r.Gathered && a.Operator
		r.State, r.Retirement = Published, nil
		v, err = s.putVersion(ctx, a, &r, *r.Draft, note, ledger.SystemPublished)
		return err
	})
	return v, err
}

// complete refuses a draft with errors or without what publication requires.
func (s *Service) complete(op string, content System) error {
	if err := s.check(op, content); err != nil {
		return err
	}
	var fields []fault.Field
	for _, gap := range content.Gaps(s.defs) {
		if gap.Need == Required {
			fields = append(fields, fault.Field{Path: gap.Field, Key: "register.required", Args: fault.Args{"why": gap.Why}})
		}
	}
	if len(fields) == 0 {
		return nil
	}
	return fault.New(op, fault.Invalid, "register.publish_incomplete", fault.Args{"n": len(fields)}).With(fields...)
}

// putVersion writes a new version in force, with its leaf and its note to the index. The draft is used up.
func (s *Service) putVersion(ctx context.Context, a account.Actor, r *Record, content System, note string, act ledger.Type) (Version, error) {
	canonical, err := content.Canonical()
	if err != nil {
		return Version{}, err
	}
	now, was := s.port.Clock.Now(), r.Revision
	v := Version{
		RecordID: r.ID, Number: r.Current + 1, PublishedAt: now, By: a.AccountID, Hash: HashOf(canonical), Note: note, System: content,
	}
	if err := s.port.Records.InsertVersion(ctx, v, canonical); err != nil {
		return Version{}, err
	}
	r.Current, r.Draft, r.Revision, r.UpdatedAt, r.PublishedAt = v.Number, nil, was+1, now, now
	columns := content.Columns()
	if err := s.port.Records.UpdateRecord(ctx, *r, &columns, was); err != nil {
		return Version{}, err
	}
	leaf := ledger.Event{
		Type: act, Subject: ledger.Subject{Kind: TopicSystem, ID: r.ID}, Actor: a.AccountID,
		Versions: map[string]string{"system": v.Hash}, Data: map[string]any{"version": v.Number},
	}
	if _, err := s.port.Ledger.Append(ctx, leaf); err != nil {
		return Version{}, err
	}
	return v, s.changed(ctx, r.ID)
}
