package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
)

// Accounts implements account.Store.
type Accounts struct{ s *Store }

// Accounts gives the store of people, sessions and tokens.
func (s *Store) Accounts() Accounts { return Accounts{s} }

var _ account.Store = Accounts{}

const accountColumns = `a.id, a.email, a.name, a.password_hash, a.disabled, a.demo, a.created_at, a.revision`

func accountFields(a *account.Account, created *int64) []any {
	return []any{&a.ID, &a.Email, &a.Name, &a.PasswordHash, flag{&a.Disabled}, flag{&a.Demo}, created, &a.Revision}
}

// CountAccounts counts all accounts.
func (st Accounts) CountAccounts(ctx context.Context) (int, error) {
	var n int
	err := st.s.q(ctx).QueryRow(ctx, `SELECT count(*) FROM account`).Scan(&n)
	return n, classify("store.CountAccounts", err)
}

// InsertAccount adds an account at revision 1; an address that is taken is a conflict.
func (st Accounts) InsertAccount(ctx context.Context, a account.Account) error {
	const op = "store.InsertAccount"
	result, err := st.s.q(ctx).Exec(ctx, `
		INSERT INTO account (id, email, name, password_hash, disabled, demo, created_at, revision)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 1) ON CONFLICT (email) DO NOTHING`,
		a.ID, a.Email, a.Name, a.PasswordHash, bit(a.Disabled), bit(a.Demo), clock.Micros(a.CreatedAt))
	return oneRow(op, result, err, fault.New(op, fault.Conflict, "account.email_taken", nil))
}

// UpdateAccount writes an account if nobody has written it since it was read.
func (st Accounts) UpdateAccount(ctx context.Context, a account.Account) error {
	const op = "store.UpdateAccount"
	result, err := st.s.q(ctx).Exec(ctx, `
		UPDATE account SET email = $1, name = $2, password_hash = $3, disabled = $4, revision = revision + 1
		WHERE id = $5 AND revision = $6`,
		a.Email, a.Name, a.PasswordHash, bit(a.Disabled), a.ID, a.Revision)
	return oneRow(op, result, err, fault.New(op, fault.Conflict, "", nil))
}

// AccountByID finds an account.
func (st Accounts) AccountByID(ctx context.Context, id string) (account.Account, error) {
	return st.account(ctx, `SELECT `+accountColumns+` FROM account a WHERE a.id = $1`, id)
}

// AccountByEmail finds an account by its folded address.
func (st Accounts) AccountByEmail(ctx context.Context, email string) (account.Account, error) {
	return st.account(ctx, `SELECT `+accountColumns+` FROM account a WHERE a.email = $1`, email)
}

func (st Accounts) account(ctx context.Context, query string, arg string) (account.Account, error) {
	const op = "store.account"
	var a account.Account
	var created int64
	err := st.s.q(ctx).QueryRow(ctx, query, arg).Scan(accountFields(&a, &created)...)
	a.CreatedAt = clock.FromMicros(created)
	return a, notFound(op, "account.no_such_account", err)
}

// Memberships lists a person's organisations with roles, by name.
func (st Accounts) Memberships(ctx context.Context, accountID string) ([]account.Membership, error) {
	const op = "store.Memberships"
	rows, err := st.s.q(ctx).Query(ctx, `
		SELECT m.organisation_id, o.name, m.roles, m.advises
		FROM membership m JOIN organisation o ON o.id = m.organisation_id
		WHERE m.account_id = $1 ORDER BY o.sort_key, o.id`, accountID)
	if err != nil {
		return nil, classify(op, err)
	}
	return all(op, rows, func(row scanner) (m account.Membership, err error) {
		err = row.Scan(&m.OrganisationID, asJSON(&m.OrganisationName), asJSON(&m.Roles), &m.Advises)
		return m, err
	})
}

// Members lists the people of an organisation, by name.
func (st Accounts) Members(ctx context.Context, organisationID string) ([]account.Member, error) {
	const op = "store.Members"
	rows, err := st.s.q(ctx).Query(ctx, `
		SELECT `+accountColumns+`, m.organisation_id, m.roles, m.advises
		FROM membership m JOIN account a ON a.id = m.account_id
		WHERE m.organisation_id = $1 ORDER BY a.name, a.id`, organisationID)
	if err != nil {
		return nil, classify(op, err)
	}
	return all(op, rows, func(row scanner) (account.Member, error) {
		var m account.Member
		var created int64
		fields := append(accountFields(&m.Account, &created), &m.OrganisationID, asJSON(&m.Roles), &m.Advises)
		err := row.Scan(fields...)
		m.CreatedAt = clock.FromMicros(created)
		return m, err
	})
}

// SetMembership writes a person's roles in an organisation; no roles removes the membership.
func (st Accounts) SetMembership(ctx context.Context, accountID string, m account.Membership) error {
	const op = "store.SetMembership"
	if len(m.Roles) == 0 {
		_, err := st.s.q(ctx).Exec(ctx, `DELETE FROM membership WHERE account_id = $1 AND organisation_id = $2`,
			accountID, m.OrganisationID)
		return classify(op, err)
	}
	_, err := st.s.q(ctx).Exec(ctx, `
		INSERT INTO membership (account_id, organisation_id, roles, advises) VALUES ($1, $2, $3, $4)
		ON CONFLICT (account_id, organisation_id) DO UPDATE SET roles = excluded.roles, advises = excluded.advises`,
		accountID, m.OrganisationID, asJSON(&m.Roles), m.Advises)
	return classify(op, err)
}

// InsertSession adds a session.
func (st Accounts) InsertSession(ctx context.Context, v account.Session) error {
	_, err := st.s.q(ctx).Exec(ctx, `INSERT INTO session (hash, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4)`,
		v.Hash, v.AccountID, clock.Micros(v.CreatedAt), clock.Micros(v.ExpiresAt))
	return classify("store.InsertSession", err)
}

// SessionByHash finds a session, expired or not.
func (st Accounts) SessionByHash(ctx context.Context, hash string) (account.Session, error) {
	v := account.Session{Hash: hash}
	var created, expires int64
	err := st.s.q(ctx).QueryRow(ctx, `SELECT account_id, created_at, expires_at FROM session WHERE hash = $1`, hash).
		Scan(&v.AccountID, &created, &expires)
	v.CreatedAt, v.ExpiresAt = clock.FromMicros(created), clock.FromMicros(expires)
	return v, notFound("store.SessionByHash", "account.session_ended", err)
}

// DeleteSession ends a session, if it is there.
func (st Accounts) DeleteSession(ctx context.Context, hash string) error {
	_, err := st.s.q(ctx).Exec(ctx, `DELETE FROM session WHERE hash = $1`, hash)
	return classify("store.DeleteSession", err)
}

// DeleteSessionsOf ends all sessions of an account.
func (st Accounts) DeleteSessionsOf(ctx context.Context, accountID string) error {
	_, err := st.s.q(ctx).Exec(ctx, `DELETE FROM session WHERE account_id = $1`, accountID)
	return classify("store.DeleteSessionsOf", err)
}

// DeleteExpired deletes the sessions, tokens and links whose time has run out.
func (st Accounts) DeleteExpired(ctx context.Context, now time.Time) error {
	for _, query := range []string{
		`DELETE FROM session WHERE expires_at <= $1`,
		`DELETE FROM api_token WHERE expires_at <= $1`,
		`DELETE FROM one_time_link WHERE expires_at <= $1`,
	} {
		if _, err := st.s.q(ctx).Exec(ctx, query, clock.Micros(now)); err != nil {
			return classify("store.DeleteExpired", err)
		}
	}
	return nil
}

// notFound makes a fault of a missing row, and classifies any other error.
func notFound(op, key string, err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(op, fault.NotFound, key, nil)
	}
	return classify(op, err)
}

// oneRow gives otherwise when a statement changed no row.
func oneRow(op string, result sql.Result, err, otherwise error) error {
	if err != nil {
		return classify(op, err)
	}
	n, err := result.RowsAffected()
	if err == nil && n == 0 {
		return otherwise
	}
	return err
}
