package register

import (
	"context"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
)

// Create begins a record with a draft in an organisation. The draft may lack anything but must not hold what is wrong.
func (s *Service) Create(ctx context.Context, a account.Actor, organisationID string, content System) (Record, error) {
	const op = "register.Create"
	if !a.May(account.Edit, organisationID) {
		return Record{}, fault.New(op, fault.Forbidden, "", nil)
	}
	content.Tidy(s.defs)
	if err := s.check(op, content); err != nil {
		return Record{}, err
	}
	now := s.port.Clock.Now()
	r := Record{
		ID: s.port.IDs.New(), OrganisationID: organisationID, State: Draft, Revision: 1, Draft: &content,
		CreatedAt: now, UpdatedAt: now,
	}
	err := s.port.Tx.Write(ctx, func(ctx context.Context) error {
		owner, err := s.port.Organisations.Organisation(ctx, organisationID)
		if err != nil {
			return err
		}
		r.Demo = owner.Demo
		if err := s.port.Records.InsertRecord(ctx, r, content.Columns()); err != nil {
			return err
		}
		return s.changed(ctx, r.ID)
	})
	return r, err
}
