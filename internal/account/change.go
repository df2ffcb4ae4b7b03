package account

import (
	"context"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/ledger"
)

// SetPasswordByLink uses up a one-time link and sets the password it is for. All sessions of the account end.
func (s *Service) SetPasswordByLink(ctx context.Context, secret, password string) (Account, error) {
	const op = "account.SetPasswordByLink"
	if err := invalid(op, CheckPassword(password, "")); err != nil {
		return Account{}, err
	}
	if err := s.CheckLink(ctx, NewPassword, secret); err != nil { // before the costly hash: anybody may ask
		return Account{}, err
	}
	hash, err := s.hash(ctx, password)
	if err != nil {
		return Account{}, err
	}
	var changed Account
	err = s.tx.Write(ctx, func(ctx context.Context) error {
		link, err := s.link(ctx, op, NewPassword, secret)
		if err != nil {
			return err
		}
		if changed, err = s.store.AccountByID(ctx, link.AccountID); err != nil {
			return err
		}
		if err := s.store.DeleteLink(ctx, link.Hash); err != nil {
			return err
		}
		return s.setPassword(ctx, Actor{AccountID: changed.ID}, changed, hash)
	})
	return changed, err
}

func (s *Service) setPassword(ctx context.Context, actor Actor, a Account, hash string) error {
	a.PasswordHash = hash
	if err := s.store.UpdateAccount(ctx, a); err != nil {
		return err
	}
	if err := s.store.DeleteSessionsOf(ctx, a.ID); err != nil {
		return err
	}
	return s.log(ctx, actor, ledger.AccountChanged, a.ID, map[string]any{"changed": "password"})
}

// ChangePassword sets a new password for the actor, who proves to know the old one. All sessions end and the caller opens
// a new one.
func (s *Service) ChangePassword(ctx context.Context, actor Actor, old, password string) error {
	const op = "account.ChangePassword"
	if actor.AccountID == "" || actor.Token {
		return fault.New(op, fault.Unauthenticated, "", nil)
	}
	if err := invalid(op, CheckPassword(password, actor.Email)); err != nil {
		return err
	}
	key := accountKey("password", actor.AccountID)
	if wait := s.guard.try(key); wait > 0 {
		return tooMany(op, wait)
	}
	found, err := s.store.AccountByID(ctx, actor.AccountID)
	if err != nil {
		s.guard.takeBack(key)
		return err
	}
	right, err := s.passwordRight(ctx, found, old)
	if err != nil {
		s.guard.takeBack(key)
		return err
	}
	if !right {
		return fault.New(op, fault.Invalid, "", nil).With(fault.Field{Path: "old", Key: "account.old_password_wrong"})
	}
	s.guard.clear(key)
	hash, err := s.hash(ctx, password)
	if err != nil {
		return err
	}
	return s.tx.Write(ctx, func(ctx context.Context) error { return s.setPassword(ctx, actor, found, hash) })
}

// SetDisabled closes or reopens an account; the operator's act. Its sessions end at once.
func (s *Service) SetDisabled(ctx context.Context, actor Actor, email string, disabled bool) error {
	const op = "account.SetDisabled"
	if !actor.Operator {
		return fault.New(op, fault.Forbidden, "", nil)
	}
	return s.tx.Write(ctx, func(ctx context.Context) error {
		found, err := s.store.AccountByEmail(ctx, FoldEmail(email))
		if err != nil {
			return err
		}
		found.Disabled = disabled
		if err := s.store.UpdateAccount(ctx, found); err != nil {
			return err
		}
		if err := s.store.DeleteSessionsOf(ctx, found.ID); err != nil {
			return err
		}
		return s.log(ctx, actor, ledger.AccountChanged, found.ID, map[string]any{"disabled": disabled})
	})
}
