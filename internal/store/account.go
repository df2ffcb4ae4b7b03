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

var _ account.Store = (*Store)(nil)

const accountColumns = `a.id, a.email, a.name, a.password_hash, a.disabled, a.demo, a.created_at, a.revision`

func accountFields(a *account.Account, created *int64) []any {
	return []any{&a.ID, &a.Email, &a.Name, &a.PasswordHash, &a.Disabled, &a.Demo, created, &a.Revision}
}

func scanAccount(row scanner) (account.Account, error) {
	var a account.Account
	var created int64
	err := row.Scan(accountFields(&a, &created)...)
	a.CreatedAt = clock.FromMicros(created)
	return a, err
}

// CountAccounts counts all accounts.
func (s *Store) CountAccounts(ctx context.Context) (int, error) {
	return s.count(ctx, "store.CountAccounts", `SELECT count(*) FROM account`)
}

// InsertAccount adds an account at revision 1; an address that is taken is a conflict.
func (s *Store) InsertAccount(ctx context.Context, a account.Account) error {
	const op = "store.InsertAccount"
	result, err := s.q(ctx).Exec(ctx, `
		INSERT INTO account (id, email, name, password_hash, disabled, demo, created_at, revision)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 1) ON CONFLICT (email) DO NOTHING`,
		a.ID, a.Email, a.Name, a.PasswordHash, bit(a.Disabled), bit(a.Demo), clock.Micros(a.CreatedAt))
	return oneRow(op, result, err, fault.New(op, fault.Conflict, "account.email_taken", nil))
}

// UpdateAccount writes an account if nobody has written it since it was read.
func (s *Store) UpdateAccount(ctx context.Context, a account.Account) error {
	const op = "store.UpdateAccount"
	result, err := s.q(ctx).Exec(ctx, `
		UPDATE account SET email = $1, name = $2, password_hash = $3, disabled = $4, revision = revision + 1
		WHERE id = $5 AND revision = $6`,
		a.Email, a.Name, a.PasswordHash, bit(a.Disabled), a.ID, a.Revision)
	return oneRow(op, result, err, fault.New(op, fault.Conflict, "", nil))
}

// AccountByID finds an account.
func (s *Store) AccountByID(ctx context.Context, id string) (account.Account, error) {
	return s.account(ctx, `SELECT `+accountColumns+` FROM account a WHERE a.id = $1`, id)
}

// AccountByEmail finds an account by its folded address.
func (s *Store) AccountByEmail(ctx context.Context, email string) (account.Account, error) {
	return s.account(ctx, `SELECT `+accountColumns+` FROM account a WHERE a.email = $1`, email)
}

func (s *Store) account(ctx context.Context, query string, arg string) (account.Account, error) {
	const op = "store.account"
	a, err := single(ctx, s, op, scanAccount, query, arg)
	return a, missing(op, err, "account.no_such_account")
}

// Memberships lists a person's organisations with roles, by name.
func (s *Store) Memberships(ctx context.Context, accountID string) ([]account.Membership, error) {
	scan := func(row scanner) (account.Membership, error) {
		var m account.Membership
		var roles string
		err := row.Scan(&m.OrganisationID, &m.OrganisationName.SV, &m.OrganisationName.EN, &m.OrganisationName.Other, &roles, &m.Advises)
		return m, errors.Join(err, fromJSON(roles, &m.Roles))
	}
	return collect(ctx, s, "store.Memberships", scan, `
		SELECT m.organisation_id, o.name_sv, o.name_en, o.name_other, m.roles, m.advises
		FROM membership m JOIN organisation o ON o.id = m.organisation_id
		WHERE m.account_id = $1 ORDER BY o.sort_key, o.id`, accountID)
}

// Members lists the people of an organisation, by name.
func (s *Store) Members(ctx context.Context, organisationID string) ([]account.Member, error) {
	scan := func(row scanner) (account.Member, error) {
		var m account.Member
		var created int64
		var roles string
		err := row.Scan(append(accountFields(&m.Account, &created), &m.OrganisationID, &roles, &m.Advises)...)
		m.CreatedAt = clock.FromMicros(created)
		return m, errors.Join(err, fromJSON(roles, &m.Roles))
	}
	return collect(ctx, s, "store.Members", scan, `
		SELECT `+accountColumns+`, m.organisation_id, m.roles, m.advises
		FROM membership m JOIN account a ON a.id = m.account_id
		WHERE m.organisation_id = $1 ORDER BY a.name, a.id`, organisationID)
}

// SetMembership writes a person's roles in an organisation; no roles removes the membership.
func (s *Store) SetMembership(ctx context.Context, accountID string, m account.Membership) error {
	const op = "store.SetMembership"
	if len(m.Roles) == 0 {
		_, err := s.q(ctx).Exec(ctx, `DELETE FROM membership WHERE account_id = $1 AND organisation_id = $2`,
			accountID, m.OrganisationID)
		return classify(op, err)
	}
	roles, err := jsonText(m.Roles)
	if err != nil {
		return err
	}
	_, err = s.q(ctx).Exec(ctx, `
		INSERT INTO membership (account_id, organisation_id, roles, advises) VALUES ($1, $2, $3, $4)
		ON CONFLICT (account_id, organisation_id) DO UPDATE SET roles = excluded.roles, advises = excluded.advises`,
		accountID, m.OrganisationID, roles, string(m.Advises))
	return classify(op, err)
}

// InsertSession adds a session.
func (s *Store) InsertSession(ctx context.Context, v account.Session) error {
	_, err := s.q(ctx).Exec(ctx, `INSERT INTO session (hash, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4)`,
		v.Hash, v.AccountID, clock.Micros(v.CreatedAt), clock.Micros(v.ExpiresAt))
	return classify("store.InsertSession", err)
}

// SessionByHash finds a session, expired or not.
func (s *Store) SessionByHash(ctx context.Context, hash string) (account.Session, error) {
	scan := func(row scanner) (account.Session, error) {
		v := account.Session{Hash: hash}
		var created, expires int64
		err := row.Scan(&v.AccountID, &created, &expires)
		v.CreatedAt, v.ExpiresAt = clock.FromMicros(created), clock.FromMicros(expires)
		return v, err
	}
	return single(ctx, s, "store.SessionByHash", scan, `SELECT account_id, created_at, expires_at FROM session WHERE hash = $1`, hash)
}

// DeleteSession ends a session, if it is there.
func (s *Store) DeleteSession(ctx context.Context, hash string) error {
	_, err := s.q(ctx).Exec(ctx, `DELETE FROM session WHERE hash = $1`, hash)
	return classify("store.DeleteSession", err)
}

// DeleteSessionsOf ends all sessions of an account.
func (s *Store) DeleteSessionsOf(ctx context.Context, accountID string) error {
	_, err := s.q(ctx).Exec(ctx, `DELETE FROM session WHERE account_id = $1`, accountID)
	return classify("store.DeleteSessionsOf", err)
}

// DeleteExpired deletes the sessions, tokens and links whose time has run out.
func (s *Store) DeleteExpired(ctx context.Context, now time.Time) error {
	for _, query := range []string{
		`DELETE FROM session WHERE expires_at <= $1`,
		`DELETE FROM api_token WHERE expires_at <= $1`,
		`DELETE FROM one_time_link WHERE expires_at <= $1`,
	} {
		if _, err := s.q(ctx).Exec(ctx, query, clock.Micros(now)); err != nil {
			return classify("store.DeleteExpired", err)
		}
	}
	return nil
}

// missing gives a not-found fault its message.
func missing(op string, err error, key string) error {
	if fault.Is(err, fault.NotFound) {
		return fault.New(op, fault.NotFound, key, nil)
	}
	return err
}

// oneRow gives otherwise when a statement changed no row.
func oneRow(op string, res sql.Result, err, otherwise error) error {
	if err != nil {
		return classify(op, err)
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		return otherwise
	}
	return err
}
