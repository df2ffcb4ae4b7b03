package account

import (
	"context"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/fault"
)

// TokenPrefix begins every API token, so that scanners for leaked secrets recognise it.
const TokenPrefix = "tillit_"

// Scopes are all scopes of API tokens.
func Scopes() []Scope { return []Scope{ScopeRead, ScopeWrite, ScopePublish} }

// CreateToken makes an API token for the actor's own account and gives its secret, which is never shown again.
func (s *Service) CreateToken(ctx context.Context, actor Actor, name string, scopes []Scope, expires time.Time) (Token, string, error) {
	const op = "account.CreateToken"
	if actor.AccountID == "" || actor.Token {
		return Token{}, "", fault.New(op, fault.Forbidden, "account.token_needs_session", nil)
	}
	now := s.clock.Now()
	if err := invalid(op, checkTokenName(name), checkScopes(scopes), checkExpiry(now, expires)); err != nil {
		return Token{}, "", err
	}
	secret := newSecret(TokenPrefix)
	token := Token{
		ID: s.ids.New(), Hash: hashSecret(secret), AccountID: actor.AccountID, Name: name,
		Scopes: scopes, CreatedAt: now, ExpiresAt: expires,
	}
	err := s.tx.Write(ctx, func(ctx context.Context) error { return s.store.InsertToken(ctx, token) })
	return token, secret, err
}

func checkTokenName(name string) *fault.Field {
	if n := utf8.RuneCountInString(name); n == 0 || n > 100 {
		return &fault.Field{Path: "name", Key: "account.token_name", Args: fault.Args{"max": 100}}
	}
	return nil
}

func checkScopes(scopes []Scope) *fault.Field {
	unknown := slices.ContainsFunc(scopes, func(sc Scope) bool { return !slices.Contains(Scopes(), sc) })
	if len(scopes) == 0 || unknown {
		return &fault.Field{Path: "scopes", Key: "account.token_scopes"}
	}
	return nil
}

func checkExpiry(now, expires time.Time) *fault.Field {
	if !expires.After(now) || expires.After(now.Add(MaxTokenLife)) {
		return &fault.Field{Path: "expires", Key: "account.token_expiry"}
	}
	return nil
}

// Tokens lists the actor's own tokens, latest first.
func (s *Service) Tokens(ctx context.Context, actor Actor) ([]Token, error) {
	if actor.AccountID == "" {
		return nil, fault.New("account.Tokens", fault.Unauthenticated, "", nil)
	}
	return s.store.TokensOf(ctx, actor.AccountID)
}

// RevokeToken deletes one of the actor's own tokens.
func (s *Service) RevokeToken(ctx context.Context, actor Actor, id string) error {
	const op = "account.RevokeToken"
	if actor.AccountID == "" || actor.Token {
		return fault.New(op, fault.Forbidden, "account.token_needs_session", nil)
	}
	return s.tx.Write(ctx, func(ctx context.Context) error { return s.store.DeleteToken(ctx, actor.AccountID, id) })
}

// ActorOfToken gives the actor behind an API token, held to its scopes, or a fault of kind Unauthenticated.
func (s *Service) ActorOfToken(ctx context.Context, secret string) (Actor, error) {
	const op = "account.ActorOfToken"
	token, err := s.store.TokenByHash(ctx, hashSecret(secret))
	now := s.clock.Now()
	if fault.Is(err, fault.NotFound) || err == nil && !now.Before(token.ExpiresAt) {
		return Actor{}, fault.New(op, fault.Unauthenticated, "account.token_invalid", nil)
	}
	if err != nil {
		return Actor{}, err
	}
	actor, err := s.actor(ctx, op, token.AccountID)
	if err != nil {
		return Actor{}, err
	}
	actor.Token, actor.Scopes = true, token.Scopes
	return actor, s.touch(ctx, token, now)
}

// touch notes the use, at most once per tokenTouchStep: a busy client must not make every read a write.
func (s *Service) touch(ctx context.Context, token Token, now time.Time) error {
	if now.Sub(token.LastUsed) < tokenTouchStep {
		return nil
	}
	return s.tx.Write(ctx, func(ctx context.Context) error { return s.store.TouchToken(ctx, token.ID, now) })
}
