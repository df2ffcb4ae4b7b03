package register

import (
	"context"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
)

func notFound(op string) error { return fault.New(op, fault.NotFound, "register.not_found", nil) }

// readOwn reads a record for somebody who may see its draft. For everybody else it is not found, whether it exists or not: nobody
// learns from a refusal that a draft is there.
func (s *Service) readOwn(ctx context.Context, op string, a account.Actor, id string) (Record, error) {
	r, err := s.port.Records.Record(ctx, id)
	if err != nil {
		return Record{}, err
	}
	if !a.May(account.ReadDrafts, r.OrganisationID) {
		return Record{}, notFound(op)
	}
	return r, nil
}

// readFor reads a record for an act that needs more than reading.
func (s *Service) readFor(ctx context.Context, op string, a account.Actor, p account.Permission, id string) (Record, error) {
	r, err := s.readOwn(ctx, op, a, id)
	if err != nil {
		return Record{}, err
	}
	if !a.May(p, r.OrganisationID) {
		return Record{}, fault.New(op, fault.Forbidden, "", nil)
	}
	return r, nil
}

// expect refuses an act on a record that has changed since it was read.
func expect(op string, r Record, revision int64, yours System) error {
	if r.Revision == revision {
		return nil
	}
	return fault.New(op, fault.Conflict, "register.draft_conflict", nil).Because(&DraftConflictError{Yours: yours, Theirs: r})
}

// DraftConflictError is the cause of a conflict on saving: both texts, so that a page can show them side by side. Find it with
// errors.As.
type DraftConflictError struct {
	Yours  System
	Theirs Record
}

// Error says that the draft has moved on.
func (c *DraftConflictError) Error() string {
	return "register: the draft has been changed by somebody else"
}
