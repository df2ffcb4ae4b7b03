package account

import (
	"context"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/internal/fault"
)

// Members lists the people of an organisation, for its administrators.
func (s *Service) Members(ctx context.Context, actor Actor, organisationID string) ([]Member, error) {
	if err := s.needAdministrator("account.Members", actor, organisationID); err != nil {
		return nil, err
	}
	return s.store.Members(ctx, organisationID)
}

// Invitation is who is to get which roles.
type Invitation struct {
	OrganisationID string
	Name           string
	Email          string
	Roles          []Role
	Advises        AdviserKind
}

// Invite gives a person roles in an organisation. Somebody without an account gets one, and the secret of a one-time link with
// which they choose a password; for somebody who has one the secret is "".
func (s *Service) Invite(ctx context.Context, actor Actor, in Invitation) (secret string, err error) {
	const op = "account.Invite"
	if err := s.needAdministrator(op, actor, in.OrganisationID); err != nil {
		return "", err
	}
	in.Email, in.Name = FoldEmail(in.Email), strings.TrimSpace(in.Name)
	if err := invalid(op, checkName(in.Name), checkEmail(in.Email), needRole(in.Roles), checkRoles(in.Roles, in.Advises)); err != nil {
		return "", err
	}
	id, link := s.ids.New(), newSecret("")
	membership := Membership{OrganisationID: in.OrganisationID, Roles: in.Roles, Advises: in.Advises}
	err = s.tx.Write(ctx, func(ctx context.Context) error {
		secret = ""
		known, err := s.store.AccountByEmail(ctx, in.Email)
		if err == nil {
			return s.addMember(ctx, op, actor, known.ID, membership)
		}
		if !fault.Is(err, fault.NotFound) {
			return err
		}
		secret = link
		if err := s.add(ctx, actor, Account{ID: id, Email: in.Email, Name: in.Name, CreatedAt: s.clock.Now()}, membership); err != nil {
			return err
		}
		return s.insertPasswordLink(ctx, id, link)
	})
	return secret, err
}

func needRole(roles []Role) *fault.Field {
	if len(roles) == 0 {
		return &fault.Field{Path: "roles", Key: "account.roles_missing"}
	}
	return nil
}

func (s *Service) addMember(ctx context.Context, op string, actor Actor, accountID string, m Membership) error {
	memberships, err := s.store.Memberships(ctx, accountID)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(memberships, func(old Membership) bool { return old.OrganisationID == m.OrganisationID }) {
		return fault.New(op, fault.Conflict, "account.already_member", nil)
	}
	return s.setMembership(ctx, actor, accountID, nil, m)
}

func (s *Service) insertPasswordLink(ctx context.Context, accountID, secret string) error {
	if err := s.store.DeleteLinksFor(ctx, NewPassword, accountID); err != nil {
		return err
	}
	return s.store.InsertLink(ctx, Link{
		Hash: hashSecret(secret), Purpose: NewPassword, AccountID: accountID, ExpiresAt: s.clock.Now().Add(LinkLife),
	})
}

// SetRoles gives a member other roles in an organisation; none removes the member. The last administrator stays.
func (s *Service) SetRoles(ctx context.Context, actor Actor, organisationID, accountID string, roles []Role, advises AdviserKind) error {
	const op = "account.SetRoles"
	if err := s.needAdministrator(op, actor, organisationID); err != nil {
		return err
	}
	if err := invalid(op, checkRoles(roles, advises)); err != nil {
		return err
	}
	return s.tx.Write(ctx, func(ctx context.Context) error {
		members, err := s.store.Members(ctx, organisationID)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(members, func(m Member) bool { return m.ID == accountID })
		if at < 0 {
			return fault.New(op, fault.NotFound, "account.no_such_member", nil)
		}
		if lastAdministrator(members, accountID) && !slices.Contains(roles, Administrator) {
			return fault.New(op, fault.Conflict, "account.last_administrator", nil)
		}
		after := Membership{OrganisationID: organisationID, Roles: roles, Advises: advises}
		return s.setMembership(ctx, actor, accountID, members[at].Roles, after)
	})
}

func lastAdministrator(members []Member, accountID string) bool {
	others := slices.ContainsFunc(members, func(m Member) bool {
		return m.ID != accountID && !m.Disabled && slices.Contains(m.Roles, Administrator)
	})
	return !others
}

// RenewLink makes a new one-time password link for a member of the organisation, for somebody who has lost the invitation or
// the password. Members of other organisations too are out of reach: there the operator helps.
func (s *Service) RenewLink(ctx context.Context, actor Actor, organisationID, accountID string) (string, error) {
	const op = "account.RenewLink"
	if err := s.needAdministrator(op, actor, organisationID); err != nil {
		return "", err
	}
	secret := newSecret("")
	err := s.tx.Write(ctx, func(ctx context.Context) error {
		memberships, err := s.store.Memberships(ctx, accountID)
		if err != nil {
			return err
		}
		foreign := slices.ContainsFunc(memberships, func(m Membership) bool { return !actor.May(Administer, m.OrganisationID) })
		if len(memberships) == 0 {
			return fault.New(op, fault.NotFound, "account.no_such_member", nil)
		}
		if foreign {
			return fault.New(op, fault.Forbidden, "account.member_elsewhere", nil)
		}
		return s.insertPasswordLink(ctx, accountID, secret)
	})
	return secret, err
}

// ResetLink makes a one-time password link for any account: the operator's help for somebody who is locked out.
func (s *Service) ResetLink(ctx context.Context, actor Actor, email string) (string, error) {
	const op = "account.ResetLink"
	if !actor.Operator {
		return "", fault.New(op, fault.Forbidden, "", nil)
	}
	secret := newSecret("")
	err := s.tx.Write(ctx, func(ctx context.Context) error {
		known, err := s.store.AccountByEmail(ctx, FoldEmail(email))
		if err != nil {
			return err
		}
		return s.insertPasswordLink(ctx, known.ID, secret)
	})
	return secret, err
}
