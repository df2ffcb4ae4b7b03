package register

import (
	"context"

	"github.com/tillit-se/tillit/internal/account"
)

// Public reads a published or retired record as everybody may read it.
func (s *Service) Public(ctx context.Context, id string) (View, error) {
	views, err := s.port.Records.PublicViews(ctx, []string{id})
	if err != nil {
		return View{}, err
	}
	if len(views) == 0 {
		return View{}, notFound("register.Public")
	}
	return views[0], nil
}

// VersionOf reads one published version of a record as everybody may read it.
func (s *Service) VersionOf(ctx context.Context, id string, number int) (View, error) {
	var v View
	err := s.port.Tx.Read(ctx, func(ctx context.Context) (err error) {
		if v, err = s.Public(ctx, id); err != nil || number == v.Record.Current {
			return err
		}
		v.Version, err = s.port.Records.Version(ctx, id, number)
		return err
	})
	if err != nil {
		return View{}, err
	}
	return v, nil
}

// Versions lists the published versions of a record, latest first.
func (s *Service) Versions(ctx context.Context, id string) ([]VersionInfo, error) {
	infos, err := s.port.Records.VersionInfos(ctx, id)
	if err == nil && len(infos) == 0 {
		return nil, notFound("register.Versions")
	}
	return infos, err
}

// Exists tells whether everybody may read a record with this id.
func (s *Service) Exists(ctx context.Context, id string) (bool, error) {
	infos, err := s.port.Records.VersionInfos(ctx, id)
	return len(infos) > 0, err
}

// Latest lists the n records published last, at most 100.
func (s *Service) Latest(ctx context.Context, n int) ([]Listing, error) {
	return s.port.Records.LatestPublic(ctx, min(max(n, 1), 100))
}

// PublicListings lists the public records among ids, such as the hits of a search, in the order of ids; at most 100.
func (s *Service) PublicListings(ctx context.Context, ids []string) ([]Listing, error) {
	return s.port.Records.PublicListings(ctx, ids[:min(len(ids), 100)])
}

// PublicPlaces gives the addresses of public records in a stable order: the next n, at most 50,000, after the first skip of them.
func (s *Service) PublicPlaces(ctx context.Context, skip, n int) ([]Place, error) {
	return s.port.Records.PublicPlaces(ctx, max(skip, 0), min(max(n, 0), 50_000))
}

// Organisations lists the organisations with public records, by name, and how many they are.
func (s *Service) Organisations(ctx context.Context, p Page) ([]OrganisationCount, int, error) {
	return s.port.Records.PublicOrganisations(ctx, p.clean())
}

// OfOrganisation lists an organisation's public records by name, and how many they are.
func (s *Service) OfOrganisation(ctx context.Context, id string, p Page) (account.Organisation, []Listing, int, error) {
	o, err := s.port.Organisations.Organisation(ctx, id)
	if err != nil {
		return o, nil, 0, err
	}
	list, total, err := s.port.Records.PublicOfOrganisation(ctx, id, p.clean())
	return o, list, total, err
}

// ListMine lists the records of an organisation, drafts too, for its members; latest change first.
func (s *Service) ListMine(ctx context.Context, a account.Actor, organisationID string, f MineFilter) ([]Listing, int, error) {
	if !a.May(account.ReadDrafts, organisationID) {
		return nil, 0, notFound("register.ListMine")
	}
	f.Page = f.Page.clean()
	return s.port.Records.Listings(ctx, organisationID, f)
}
