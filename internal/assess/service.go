package assess

import (
	"context"
	"maps"
	"slices"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/instrument"
)

// Service is the use cases of assessments. It is safe for concurrent use.
type Service struct {
	*Library
	tx      Tx
	store   Store
	systems Systems
	clock   clock.Clock
	ids     *clock.IDs
}

// New makes the service.
func New(library *Library, store Store, tx Tx, systems Systems, c clock.Clock, ids *clock.IDs) *Service {
	return &Service{Library: library, tx: tx, store: store, systems: systems, clock: c, ids: ids}
}

// Evaluate works out what answers amount to today, by Swedish date. It stores nothing and needs no account.
func (s *Service) Evaluate(pack *instrument.Pack, answers instrument.Answers) instrument.Result {
	return instrument.Evaluate(pack, answers, s.options())
}

func (s *Service) options() instrument.Options {
	return instrument.Options{Today: date.Today(s.clock.Now, i18n.Zone)}
}

// Get reads an assessment for a member of its organisation.
func (s *Service) Get(ctx context.Context, actor account.Actor, id string) (Sheet, error) {
	a, err := s.readFor(ctx, "assess.Get", actor, account.ReadDrafts, id)
	if err != nil {
		return Sheet{}, err
	}
	return s.sheet(ctx, a)
}

func (s *Service) sheet(ctx context.Context, a Assessment) (Sheet, error) {
	pack, err := s.pack(ctx, s.store, a.Instrument, a.PackHash)
	if err != nil {
		return Sheet{}, err
	}
	sheet := Sheet{Assessment: a, Pack: pack, Result: s.Evaluate(pack, a.Answers)}
	if o, err := s.offer(a.Instrument); err == nil && o.file.Hash != a.PackHash {
		sheet.Newer = o.file.Version
	}
	return sheet, nil
}

// OfSubject lists the assessments of a system, for members of its organisation.
func (s *Service) OfSubject(ctx context.Context, actor account.Actor, subject Subject) ([]Listing, error) {
	if subject.Kind == OfSystem {
		if _, err := s.systems.Own(ctx, actor, subject.ID); err != nil {
			return nil, err
		}
		return s.store.AssessmentsOf(ctx, subject.Kind, subject.ID)
	}
	return nil, fault.New("assess.OfSubject", fault.NotFound, "", nil)
}

// InOrganisation lists an organisation's assessments, latest change first, for its members.
func (s *Service) InOrganisation(ctx context.Context, actor account.Actor, organisationID string) ([]Listing, error) {
	if !actor.May(account.ReadDrafts, organisationID) {
		return nil, notFound("assess.InOrganisation")
	}
	return s.store.AssessmentsIn(ctx, organisationID)
}

func notFound(op string) error { return fault.New(op, fault.NotFound, "assess.not_found", nil) }

// readFor reads an assessment for an act. Who may not read it is told that there is none.
func (s *Service) readFor(ctx context.Context, op string, actor account.Actor, p account.Permission, id string) (Assessment, error) {
	a, err := s.store.Assessment(ctx, id)
	if fault.Is(err, fault.NotFound) || err == nil && !actor.May(account.ReadDrafts, a.OrganisationID) {
		return Assessment{}, notFound(op)
	}
	if err != nil {
		return Assessment{}, err
	}
	if !actor.May(p, a.OrganisationID) {
		return Assessment{}, fault.New(op, fault.Forbidden, "", nil)
	}
	return a, nil
}

// sortedIDs are the ids of offers that order does not name.
func sortedIDs(offers map[string]offer) []string {
	ids := slices.Sorted(maps.Keys(offers))
	return slices.DeleteFunc(ids, func(id string) bool { return slices.Contains(order, id) })
}
