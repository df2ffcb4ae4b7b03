package store

import (
	"context"
	"errors"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
)

// InsertToken adds an API token.
func (s *Store) InsertToken(ctx context.Context, t account.Token) error {
	scopes, err := jsonText(t.Scopes)
	if err != nil {
		return err
	}
	_, err = s.q(ctx).Exec(ctx, `
		INSERT INTO api_token (id, hash, account_id, name, scopes, created_at, expires_at, last_used)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		t.ID, t.Hash, t.AccountID, t.Name, scopes, clock.Micros(t.CreatedAt), clock.Micros(t.ExpiresAt), clock.Micros(t.LastUsed))
	return classify("store.InsertToken", err)
}

const tokenColumns = `id, hash, account_id, name, scopes, created_at, expires_at, last_used`

func scanToken(row scanner) (account.Token, error) {
	var t account.Token
	var created, expires, used int64
	var scopes string
	err := row.Scan(&t.ID, &t.Hash, &t.AccountID, &t.Name, &scopes, &created, &expires, &used)
	t.CreatedAt, t.ExpiresAt, t.LastUsed = clock.FromMicros(created), clock.FromMicros(expires), clock.FromMicros(used)
	return t, errors.Join(err, fromJSON(scopes, &t.Scopes))
}

// TokensOf lists an account's tokens, latest first.
func (s *Store) TokensOf(ctx context.Context, accountID string) ([]account.Token, error) {
	return collect(ctx, s, "store.TokensOf", scanToken,
		`SELECT `+tokenColumns+` FROM api_token WHERE account_id = $1 ORDER BY id DESC`, accountID)
}

// TokenByHash finds a token, expired or not.
func (s *Store) TokenByHash(ctx context.Context, hash string) (account.Token, error) {
	return single(ctx, s, "store.TokenByHash", scanToken, `SELECT `+tokenColumns+` FROM api_token WHERE hash = $1`, hash)
}

// TouchToken notes when a token was used.
func (s *Store) TouchToken(ctx context.Context, id string, at time.Time) error {
	_, err := s.q(ctx).Exec(ctx, `UPDATE api_token SET last_used = $1 WHERE id = $2`, clock.Micros(at), id)
	return classify("store.TouchToken", err)
}

// DeleteToken deletes one of an account's tokens.
func (s *Store) DeleteToken(ctx context.Context, accountID, id string) error {
	const op = "store.DeleteToken"
	result, err := s.q(ctx).Exec(ctx, `DELETE FROM api_token WHERE id = $1 AND account_id = $2`, id, accountID)
	return oneRow(op, result, err, fault.New(op, fault.NotFound, "account.token_invalid", nil))
}

// InsertLink adds a one-time link.
func (s *Store) InsertLink(ctx context.Context, l account.Link) error {
	_, err := s.q(ctx).Exec(ctx, `INSERT INTO one_time_link (hash, purpose, account_id, expires_at) VALUES ($1, $2, $3, $4)`,
		l.Hash, string(l.Purpose), l.AccountID, clock.Micros(l.ExpiresAt))
	return classify("store.InsertLink", err)
}

// LinkByHash finds a link, expired or not.
func (s *Store) LinkByHash(ctx context.Context, hash string) (account.Link, error) {
	scan := func(row scanner) (account.Link, error) {
		l := account.Link{Hash: hash}
		var expires int64
		err := row.Scan(&l.Purpose, &l.AccountID, &expires)
		l.ExpiresAt = clock.FromMicros(expires)
		return l, err
	}
	return single(ctx, s, "store.LinkByHash", scan, `SELECT purpose, account_id, expires_at FROM one_time_link WHERE hash = $1`, hash)
}

// DeleteLink uses up a link: a second use in the same moment finds nothing.
func (s *Store) DeleteLink(ctx context.Context, hash string) error {
	const op = "store.DeleteLink"
	result, err := s.q(ctx).Exec(ctx, `DELETE FROM one_time_link WHERE hash = $1`, hash)
	return oneRow(op, result, err, fault.New(op, fault.Gone, "account.link_used", nil))
}

// DeleteLinksFor deletes the links of a purpose for an account.
func (s *Store) DeleteLinksFor(ctx context.Context, purpose account.Purpose, accountID string) error {
	_, err := s.q(ctx).Exec(ctx, `DELETE FROM one_time_link WHERE purpose = $1 AND account_id = $2`, string(purpose), accountID)
	return classify("store.DeleteLinksFor", err)
}
