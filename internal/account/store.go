package account

import (
	"context"
	"time"
)

// Tx is the only way to a transaction. The transaction rides in ctx; a nested Write joins it; the closure may run twice, so it
// does nothing but SQL.
type Tx interface {
	Write(ctx context.Context, do func(ctx context.Context) error) error
	Read(ctx context.Context, do func(ctx context.Context) error) error
}

// Store keeps people, roles, sessions, tokens and links. What is not there is a fault of kind NotFound; an address or an
// organisation that exists already is one of kind Conflict.
type Store interface {
	CountAccounts(ctx context.Context) (int, error)
	InsertAccount(ctx context.Context, a Account) error
	UpdateAccount(ctx context.Context, a Account) error // demands Revision, and raises it
	AccountByID(ctx context.Context, id string) (Account, error)
	AccountByEmail(ctx context.Context, email string) (Account, error)

	Memberships(ctx context.Context, accountID string) ([]Membership, error)
	Members(ctx context.Context, organisationID string) ([]Member, error)
	SetMembership(ctx context.Context, accountID string, m Membership) error // no roles removes it

	InsertSession(ctx context.Context, s Session) error
	SessionByHash(ctx context.Context, hash string) (Session, error)
	DeleteSession(ctx context.Context, hash string) error
	DeleteSessionsOf(ctx context.Context, accountID string) error
	DeleteExpired(ctx context.Context, now time.Time) error // sessions, tokens and links

	InsertToken(ctx context.Context, t Token) error
	TokensOf(ctx context.Context, accountID string) ([]Token, error)
	TokenByHash(ctx context.Context, hash string) (Token, error)
	TouchToken(ctx context.Context, id string, at time.Time) error
	DeleteToken(ctx context.Context, accountID, id string) error

	InsertLink(ctx context.Context, l Link) error
	LinkByHash(ctx context.Context, hash string) (Link, error)
	DeleteLink(ctx context.Context, hash string) error
	DeleteLinksFor(ctx context.Context, purpose Purpose, accountID string) error

	InsertOrganisation(ctx context.Context, o Organisation) error
	UpdateOrganisation(ctx context.Context, o Organisation, was int64) error // conflict unless the stored revision is was
	Organisation(ctx context.Context, id string) (Organisation, error)
}
