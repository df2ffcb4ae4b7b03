package account

import (
	"context"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
)

// DemoPerson is a ready account of the demo. The name says that it is no real person.
type DemoPerson struct {
	Email    string
	Name     string
	Password string
	Roles    []Role
	Advises  AdviserKind
}

// DemoPeople are the demo's accounts, one per role and one with all that a small municipality's single person needs.
func DemoPeople() []DemoPerson {
	const password = "demo-losenord-2026"
	return []DemoPerson{
		{"ensam@demo.example", "Demo Ensamarbetare", password, []Role{Editor, DecisionMaker, Administrator}, ""},
		{"lasare@demo.example", "Demo Läsare", password, []Role{Reader}, ""},
		{"redaktor@demo.example", "Demo Redaktör", password, []Role{Editor}, ""},
		{"jurist@demo.example", "Demo Jurist", password, []Role{Adviser}, Jurist},
		{"dso@demo.example", "Demo Dataskyddsombud", password, []Role{Adviser}, DataProtectionOfficer},
		{"beslutsfattare@demo.example", "Demo Beslutsfattare", password, []Role{DecisionMaker}, ""},
	}
}

// LoadDemo makes the demo's own organisation and its accounts, once.
func (s *Service) LoadDemo(ctx context.Context) (Organisation, error) {
	organisation := Organisation{
		ID: s.ids.New(), Name: i18n.Text{SV: "Demokommunen (påhittad)", EN: "The Demo Municipality (invented)"},
		Type: "municipality", Country: "SE", Managed: true, Demo: true, Revision: 1,
	}
	people := DemoPeople()
	hash := HashPassword(people[0].Password) // one password for all: hashing six times would slow down the start
	err := s.tx.Write(ctx, func(ctx context.Context) error {
		known, err := s.store.AccountByEmail(ctx, people[0].Email)
		if err == nil {
			organisation, err = s.demoOrganisation(ctx, known.ID)
			return err
		}
		if !fault.Is(err, fault.NotFound) {
			return err
		}
		if err := s.store.InsertOrganisation(ctx, organisation); err != nil {
			return err
		}
		return s.addDemoPeople(ctx, organisation.ID, people, hash)
	})
	return organisation, err
}

func (s *Service) demoOrganisation(ctx context.Context, accountID string) (Organisation, error) {
	memberships, err := s.store.Memberships(ctx, accountID)
	if err != nil {
		return Organisation{}, err
	}
	if len(memberships) == 0 {
		return Organisation{}, fault.New("account.LoadDemo", fault.NotFound, "account.no_such_member", nil)
	}
	return s.store.Organisation(ctx, memberships[0].OrganisationID)
}

func (s *Service) addDemoPeople(ctx context.Context, organisationID string, people []DemoPerson, hash string) error {
	for _, p := range people {
		a := Account{ID: s.ids.New(), Email: p.Email, Name: p.Name, PasswordHash: hash, Demo: true, CreatedAt: s.clock.Now()}
		if err := s.add(ctx, Operator(), a, Membership{OrganisationID: organisationID, Roles: p.Roles, Advises: p.Advises}); err != nil {
			return err
		}
	}
	return nil
}
