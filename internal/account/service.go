package account

import (
	"context"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/ledger"
)

// How long things last.
const (
	SessionLife    = 12 * time.Hour // a working day; then one signs in again
	LinkLife       = 7 * 24 * time.Hour
	SetUpLife      = 24 * time.Hour
	MaxTokenLife   = 366 * 24 * time.Hour
	tokenTouchStep = time.Hour // how exact "last used" is
)

// Ledger is the port to the tamper-evident log; Append joins the transaction in ctx.
type Ledger interface {
	Append(ctx context.Context, e ledger.Event) (string, error)
}

// Service holds the use cases of accounts. Make it with New.
type Service struct {
	store  Store
	tx     Tx
	ledger Ledger
	clock  clock.Clock
	ids    *clock.IDs
	guard  *guard
	hasher *hasher
	dummy  string // hash to compare with when the address is unknown, so that time tells nothing
}

// New makes the service.
func New(store Store, tx Tx, log Ledger, c clock.Clock, ids *clock.IDs) *Service {
	return &Service{
		store: store, tx: tx, ledger: log, clock: c, ids: ids,
		guard: newGuard(c), hasher: newHasher(), dummy: HashPassword(newSecret("")),
	}
}

// Organisation gives an organisation; which ones exist is public.
func (s *Service) Organisation(ctx context.Context, id string) (Organisation, error) {
	return s.store.Organisation(ctx, id)
}

// Sweep deletes expired sessions, tokens and links.
func (s *Service) Sweep(ctx context.Context) error {
	return s.tx.Write(ctx, func(ctx context.Context) error { return s.store.DeleteExpired(ctx, s.clock.Now()) })
}

func (s *Service) needAdministrator(op string, actor Actor, organisationID string) error {
	switch {
	case actor.May(Administer, organisationID):
		return nil
	case actor.Anonymous():
		return fault.New(op, fault.Unauthenticated, "", nil)
	}
	return fault.New(op, fault.Forbidden, "", nil)
}

// log appends an event about an account, in the transaction of ctx.
func (s *Service) log(ctx context.Context, actor Actor, kind ledger.Type, accountID string, data any) error {
	_, err := s.ledger.Append(ctx, ledger.Event{
		Type: kind, Subject: ledger.Subject{Kind: "account", ID: accountID}, Actor: actor.AccountID, Data: data,
	})
	return err
}
