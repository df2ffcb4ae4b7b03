package account

import (
	"context"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/ledger"
)

// SetUpSecret makes the secret of the one-time set-up link if nobody has an account yet, and "" otherwise. An earlier link
// stops working.
func (s *Service) SetUpSecret(ctx context.Context) (string, error) {
	secret, now := newSecret(""), s.clock.Now()
	err := s.tx.Write(ctx, func(ctx context.Context) error {
		n, err := s.store.CountAccounts(ctx)
		if err != nil {
			return err
		}
		if n > 0 {
			secret = ""
			return nil
		}
		if err := s.store.DeleteLinksFor(ctx, SetUp, ""); err != nil {
			return err
		}
		return s.store.InsertLink(ctx, Link{Hash: hashSecret(secret), Purpose: SetUp, ExpiresAt: now.Add(SetUpLife)})
	})
	return secret, err
}

// SetUpForm is what the first person fills in: the organisation and themselves.
type SetUpForm struct {
	Organisation string
	Number       string // organisationsnummer, may be empty
	Type         string // code of the vocabulary organisation_type
	Name         string
	Email        string
	Password     string
}

// Check tells what is wrong with the form, all of it at once, as a fault of kind Invalid.
func (f SetUpForm) Check() error {
	const op = "account.CompleteSetUp"
	fields := []*fault.Field{checkName(f.Name), checkEmail(FoldEmail(f.Email)), CheckPassword(f.Password, f.Email)}
	if strings.TrimSpace(f.Organisation) == "" {
		fields = append(fields, &fault.Field{Path: "organisation", Key: "account.organisation_missing"})
	}
	if f.Number != "" && !ValidNumber(f.Number) {
		fields = append(fields, &fault.Field{Path: "number", Key: "account.number_invalid"})
	}
	return invalid(op, fields...)
}

// CompleteSetUp makes the first organisation and the first account, with every role but adviser, and uses up the link.
func (s *Service) CompleteSetUp(ctx context.Context, secret string, form SetUpForm) (Account, error) {
	const op = "account.CompleteSetUp"
	if err := form.Check(); err != nil {
		return Account{}, err
	}
	if err := s.CheckLink(ctx, SetUp, secret); err != nil { // before the costly hash: anybody may ask
		return Account{}, err
	}
	hash, err := s.hash(ctx, form.Password)
	if err != nil {
		return Account{}, err
	}
	now := s.clock.Now()
	organisation := Organisation{
		ID: s.ids.New(), Name: i18n.Text{SV: strings.TrimSpace(form.Organisation)}, Number: form.Number,
		Type: form.Type, Country: "SE", Managed: true, Revision: 1,
	}
	first := Account{
		ID: s.ids.New(), Email: FoldEmail(form.Email), Name: strings.TrimSpace(form.Name),
		PasswordHash: hash, CreatedAt: now,
	}
	roles := []Role{Editor, DecisionMaker, Administrator}
	err = s.tx.Write(ctx, func(ctx context.Context) error {
		if err := s.useLink(ctx, op, SetUp, secret); err != nil {
			return err
		}
		if err := s.store.InsertOrganisation(ctx, organisation); err != nil {
			return err
		}
		return s.add(ctx, Actor{}, first, Membership{OrganisationID: organisation.ID, Roles: roles})
	})
	return first, err
}

// useLink deletes a link that is still good, or says that it is not.
func (s *Service) useLink(ctx context.Context, op string, purpose Purpose, secret string) error {
	link, err := s.link(ctx, op, purpose, secret)
	if err != nil {
		return err
	}
	return s.store.DeleteLink(ctx, link.Hash)
}

func (s *Service) link(ctx context.Context, op string, purpose Purpose, secret string) (Link, error) {
	link, err := s.store.LinkByHash(ctx, hashSecret(secret))
	unknown := fault.Is(err, fault.NotFound)
	if err != nil && !unknown {
		return Link{}, err
	}
	if unknown || link.Purpose != purpose || !s.clock.Now().Before(link.ExpiresAt) {
		return Link{}, fault.New(op, fault.Gone, "account.link_used", nil)
	}
	return link, nil
}

// CheckLink tells whether a link can still be used, so that a page need not let somebody fill in a form in vain.
func (s *Service) CheckLink(ctx context.Context, purpose Purpose, secret string) error {
	_, err := s.link(ctx, "account.CheckLink", purpose, secret)
	return err
}

// add inserts an account with its first membership and logs both.
func (s *Service) add(ctx context.Context, actor Actor, a Account, m Membership) error {
	if err := s.store.InsertAccount(ctx, a); err != nil {
		return err
	}
	if err := s.log(ctx, actor, ledger.AccountCreated, a.ID, nil); err != nil {
		return err
	}
	return s.setMembership(ctx, actor, a.ID, nil, m)
}

// roleChange is what the ledger commits to when roles change.
type roleChange struct {
	Organisation string      `json:"organisation"`
	Roles        []Role      `json:"roles"`
	Advises      AdviserKind `json:"advises,omitempty"`
}

// setMembership writes a person's roles and logs which were granted and which revoked.
func (s *Service) setMembership(ctx context.Context, actor Actor, accountID string, before []Role, m Membership) error {
	if err := s.store.SetMembership(ctx, accountID, m); err != nil {
		return err
	}
	if granted := without(m.Roles, before); len(granted) > 0 {
		change := roleChange{Organisation: m.OrganisationID, Roles: granted, Advises: m.Advises}
		if err := s.log(ctx, actor, ledger.RoleGranted, accountID, change); err != nil {
			return err
		}
	}
	if revoked := without(before, m.Roles); len(revoked) > 0 {
		return s.log(ctx, actor, ledger.RoleRevoked, accountID, roleChange{Organisation: m.OrganisationID, Roles: revoked})
	}
	return nil
}

func without(roles, others []Role) []Role {
	return slices.DeleteFunc(slices.Clone(roles), func(r Role) bool { return slices.Contains(others, r) })
}
