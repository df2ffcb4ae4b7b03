package store

import (
	"context"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
)

// InsertToken adds an API token.
func (st Accounts) InsertToken(ctx context.Context, t account.Token) error {
	_, err := st.s.q(ctx).Exec(ctx, `
		INSERT INTO api_token (id, hash, account_id, name, scopes, created_at, expires_at, last_used)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		t.ID, t.Hash, t.AccountID, t.Name, asJSON(&t.Scopes), clock.Micros(t.CreatedAt), clock.Micros(t.ExpiresAt), clock.Micros(t.LastUsed))
	return classify("store.InsertToken", err)
}

const tokenColumns = `id, hash, account_id, name, scopes, created_at, expires_at, last_used`

func scanToken(row scanner) (account.Token, error) {
	var t account.Token
	var created, expires, used int64
	err := row.Scan(&t.ID, &t.Hash, &t.AccountID, &t.Name, asJSON(&t.Scopes), &created, &expires, &used)
	t.CreatedAt, t.ExpiresAt, t.LastUsed = clock.FromMicros(created), clock.FromMicros(expires), clock.FromMicros(used)
	return t, err
}

// TokensOf lists an account's tokens, latest first.
func (st Accounts) TokensOf(ctx context.Context, accountID string) ([]account.Token, error) {
	const op = "store.TokensOf"
	rows, err := st.s.q(ctx).Query(ctx, `SELECT `+tokenColumns+` FROM api_token WHERE account_id = $1 ORDER BY id DESC`, accountID)
	if err != nil {
		return nil, classify(op, err)
	}
	return all(op, rows, scanToken)
}

// TokenByHash finds a token, expired or not.
func (st Accounts) TokenByHash(ctx context.Context, hash string) (account.Token, error) {
	t, err := scanToken(st.s.q(ctx).QueryRow(ctx, `SELECT `+tokenColumns+` FROM api_token WHERE hash = $1`, hash))
	return t, notFound("store.TokenByHash", "account.token_invalid", err)
}

// TouchToken notes when a token was used.
func (st Accounts) TouchToken(ctx context.Context, id string, at time.Time) error {
	_, err := st.s.q(ctx).Exec(ctx, `UPDATE api_token SET last_used = $1 WHERE id = $2`, clock.Micros(at), id)
	return classify("store.TouchToken", err)
}

// DeleteToken deletes one of an account's tokens.
func (st Accounts) DeleteToken(ctx context.Context, accountID, id string) error {
	const op = "store.DeleteToken"
	result, err := st.s.q(ctx).Exec(ctx, `DELETE FROM api_token WHERE id = $1 AND account_id = $2`, id, accountID)
	return oneRow(op, result, err, fault.New(op, fault.NotFound, "account.token_invalid", nil))
}

// InsertLink adds a one-time link.
func (st Accounts) InsertLink(ctx context.Context, l account.Link) error {
	_, err := st.s.q(ctx).Exec(ctx, `INSERT INTO one_time_link (hash, purpose, account_id, expires_at) VALUES ($1, $2, $3, $4)`,
		l.Hash, l.Purpose, l.AccountID, clock.Micros(l.ExpiresAt))
	return classify("store.InsertLink", err)
}

// LinkByHash finds a link, expired or not.
func (st Accounts) LinkByHash(ctx context.Context, hash string) (account.Link, error) {
	l := account.Link{Hash: hash}
	var expires int64
	err := st.s.q(ctx).QueryRow(ctx, `SELECT purpose, account_id, expires_at FROM one_time_link WHERE hash = $1`, hash).
		Scan(&l.Purpose, &l.AccountID, &expires)
	l.ExpiresAt = clock.FromMicros(expires)
	return l, notFound("store.LinkByHash", "account.link_used", err)
}

// DeleteLink uses up a link: a second use in the same moment finds nothing.
func (st Accounts) DeleteLink(ctx context.Context, hash string) error {
	const op = "store.DeleteLink"
	result, err := st.s.q(ctx).Exec(ctx, `DELETE FROM one_time_link WHERE hash = $1`, hash)
	return oneRow(op, result, err, fault.New(op, fault.Gone, "account.link_used", nil))
}

// DeleteLinksFor deletes the links of a purpose for an account.
func (st Accounts) DeleteLinksFor(ctx context.Context, purpose account.Purpose, accountID string) error {
	_, err := st.s.q(ctx).Exec(ctx, `DELETE FROM one_time_link WHERE purpose = $1 AND account_id = $2`, purpose, accountID)
	return classify("store.DeleteLinksFor", err)
}
