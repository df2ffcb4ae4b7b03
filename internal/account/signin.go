package account

import (
	"context"
	"time"

	"github.com/tillit-se/tillit/internal/fault"
)

// SignIn checks address and password and opens a session; the secret goes into the browser's cookie. Source is where the try comes
// from, such as the client's IP address. A wrong address and a wrong password are told alike, and take the same time.
func (s *Service) SignIn(ctx context.Context, email, password, source string) (secret string, expires time.Time, err error) {
	const op = "account.SignIn"
	email = FoldEmail(email)
	from, to := sourceKey(source), accountKey("email", email)
	if wait := s.guard.try(from, to); wait > 0 {
		return "", time.Time{}, tooMany(op, wait)
	}
	found, right, err := s.known(ctx, email, password)
	switch {
	case err != nil:
		s.guard.takeBack(from, to) // nothing was found out
		return "", time.Time{}, err
	case !right:
		return "", time.Time{}, fault.New(op, fault.Unauthenticated, "account.wrong_password", nil)
	}
	s.guard.clear(to)
	s.guard.takeBack(from)
	return s.openSession(ctx, found.ID)
}

// known is the account of an address, and whether the password is its.
func (s *Service) known(ctx context.Context, email, password string) (Account, bool, error) {
	found, err := s.store.AccountByEmail(ctx, email)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return found, false, err
	}
	right, err := s.passwordRight(ctx, found, password)
	return found, right, err
}

// passwordRight tells whether somebody may be let in with a password. The error is that there was no room to find out.
func (s *Service) passwordRight(ctx context.Context, a Account, password string) (bool, error) {
	hash, usable := a.PasswordHash, a.ID != "" && a.PasswordHash != "" && !a.Disabled
	if !usable {
		hash = s.dummy
	}
	right := false
	err := s.hasher.do(ctx, func() {
		matches, err := passwordMatches(hash, password)
		right = err == nil && matches
	})
	return right && usable, err
}

// tooMany tells the wait in seconds, never less than it is: who waits as told gets to try. The least told is the first wait.
func tooMany(op string, wait time.Duration) error {
	seconds := int((max(wait, firstWait) + time.Second - 1) / time.Second)
	return fault.New(op, fault.RateLimited, "account.too_many_tries", fault.Args{"seconds": seconds})
}

func (s *Service) openSession(ctx context.Context, accountID string) (string, time.Time, error) {
	secret, now := newSecret(""), s.clock.Now()
	session := Session{Hash: hashSecret(secret), AccountID: accountID, CreatedAt: now, ExpiresAt: now.Add(SessionLife)}
	err := s.tx.Write(ctx, func(ctx context.Context) error { return s.store.InsertSession(ctx, session) })
	return secret, session.ExpiresAt, err
}

// SignOut ends a session. An unknown one is no error: the browser is signed out either way.
func (s *Service) SignOut(ctx context.Context, secret string) error {
	return s.tx.Write(ctx, func(ctx context.Context) error { return s.store.DeleteSession(ctx, hashSecret(secret)) })
}

// ActorOfSession gives the actor behind a session's secret, or a fault of kind Unauthenticated.
func (s *Service) ActorOfSession(ctx context.Context, secret string) (Actor, error) {
	const op = "account.ActorOfSession"
	session, err := s.store.SessionByHash(ctx, hashSecret(secret))
	if fault.Is(err, fault.NotFound) || err == nil && !s.clock.Now().Before(session.ExpiresAt) {
		return Actor{}, fault.New(op, fault.Unauthenticated, "account.session_ended", nil)
	}
	if err != nil {
		return Actor{}, err
	}
	return s.actor(ctx, op, session.AccountID)
}

func (s *Service) actor(ctx context.Context, op, accountID string) (Actor, error) {
	found, err := s.store.AccountByID(ctx, accountID)
	if err != nil {
		return Actor{}, err
	}
	if found.Disabled {
		return Actor{}, fault.New(op, fault.Unauthenticated, "account.disabled", nil)
	}
	memberships, err := s.store.Memberships(ctx, accountID)
	if err != nil {
		return Actor{}, err
	}
	return Actor{AccountID: found.ID, Name: found.Name, Email: found.Email, Memberships: memberships}, nil
}
