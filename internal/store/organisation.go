package store

import (
	"context"
	"errors"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/register"
)

var _ register.Organisations = (*Store)(nil)

const organisationColumns = `o.id, o.name_sv, o.name_en, o.name_other, o.names, o.type, o.country, o.number, o.identifiers, o.website,
	o.contact, o.managed, o.demo, o.revision`

func scanOrganisation(row scanner) (account.Organisation, error) {
	var o account.Organisation
	var names, identifiers string
	err := row.Scan(&o.ID, &o.Name.SV, &o.Name.EN, &o.Name.Other, &names, &o.Type, &o.Country, &o.Number, &identifiers, &o.Website,
		&o.Contact, &o.Managed, &o.Demo, &o.Revision)
	if err != nil {
		return o, err
	}
	return o, errors.Join(fromJSON(names, &o.Names), fromJSON(identifiers, &o.Identifiers))
}

// Organisation reads an organisation. Fault: NotFound.
func (s *Store) Organisation(ctx context.Context, id string) (account.Organisation, error) {
	return single(ctx, s, "store.Organisation", scanOrganisation,
		"SELECT "+organisationColumns+" FROM organisation o WHERE o.id = $1", id)
}

// MatchOrganisation implements register.Organisations.
func (s *Store) MatchOrganisation(ctx context.Context, ref account.Organisation) (account.Organisation, error) {
	const op = "store.MatchOrganisation"
	const from = "SELECT " + organisationColumns + " FROM organisation o "
	type attempt struct {
		query string
		args  []any
	}
	var attempts []attempt
	if ref.ID != "" {
		attempts = append(attempts, attempt{"WHERE o.id = $1", []any{ref.ID}})
	}
	if ref.Number != "" {
		attempts = append(attempts, attempt{"WHERE o.number = $1", []any{ref.Number}})
	}
	for _, i := range ref.Identifiers {
		attempts = append(attempts, attempt{
			"JOIN organisation_identifier i ON i.organisation_id = o.id WHERE i.scheme = $1 AND i.value = $2", []any{i.Scheme, i.Value},
		})
	}
	if key := nameKey(ref); key != "" {
		attempts = append(attempts, attempt{"WHERE o.name_key = $1 AND o.country = $2 ORDER BY o.id LIMIT 1", []any{key, ref.Country}})
	}
	for _, a := range attempts {
		o, err := single(ctx, s, op, scanOrganisation, from+a.query, a.args...)
		if !fault.Is(err, fault.NotFound) {
			return o, err
		}
	}
	return account.Organisation{}, fault.New(op, fault.NotFound, "", nil)
}

// nameKey is the name that an organisation is found by: the Swedish one where there is one, without case.
func nameKey(o account.Organisation) string { return Fold(o.Name.In("sv")) }

// InsertOrganisation adds an organisation. Fault: Conflict store.exists where its id, number or an identifier is taken.
func (s *Store) InsertOrganisation(ctx context.Context, o account.Organisation) error {
	return s.insertOrganisation(ctx, o, "")
}

func (s *Store) insertOrganisation(ctx context.Context, o account.Organisation, batch string) error {
	const op = "store.InsertOrganisation"
	names, err := jsonText(o.Names)
	if err != nil {
		return err
	}
	identifiers, err := jsonText(o.Identifiers)
	if err != nil {
		return err
	}
	_, err = s.q(ctx).Exec(ctx, `INSERT INTO organisation (id, name_sv, name_en, name_other, name_key, sort_key, names, type, country, number,
		identifiers, website, contact, managed, demo, revision, created_at, batch)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
		o.ID, o.Name.SV, o.Name.EN, o.Name.Other, nameKey(o), SortKey(o.Name.In("sv")), names, o.Type, o.Country, o.Number,
		identifiers, o.Website, o.Contact, bit(o.Managed), bit(o.Demo), o.Revision, clock.Micros(s.clock.Now()), batch)
	if err != nil {
		return classify(op, err)
	}
	return s.insertIdentifiers(ctx, op, o)
}

func (s *Store) insertIdentifiers(ctx context.Context, op string, o account.Organisation) error {
	for _, i := range o.Identifiers {
		_, err := s.q(ctx).Exec(ctx, "INSERT INTO organisation_identifier (scheme, value, organisation_id) VALUES ($1, $2, $3)",
			i.Scheme, i.Value, o.ID)
		if err != nil {
			return classify(op, err)
		}
	}
	return nil
}

// UpdateOrganisation writes an organisation whose stored revision is still was, with the revision in o. Fault: Conflict.
func (s *Store) UpdateOrganisation(ctx context.Context, o account.Organisation, was int64) error {
	const op = "store.UpdateOrganisation"
	names, err := jsonText(o.Names)
	if err != nil {
		return err
	}
	identifiers, err := jsonText(o.Identifiers)
	if err != nil {
		return err
	}
	res, err := s.q(ctx).Exec(ctx, `UPDATE organisation SET name_sv = $1, name_en = $2, name_other = $3, name_key = $4, sort_key = $5,
		names = $6, type = $7, country = $8, number = $9, identifiers = $10, website = $11, contact = $12, managed = $13, demo = $14,
		revision = $15 WHERE id = $16 AND revision = $17`,
		o.Name.SV, o.Name.EN, o.Name.Other, nameKey(o), SortKey(o.Name.In("sv")), names, o.Type, o.Country, o.Number, identifiers,
		o.Website, o.Contact, bit(o.Managed), bit(o.Demo), o.Revision, o.ID, was)
	if err := s.changedOne(op, res, err); err != nil {
		return err
	}
	if _, err := s.q(ctx).Exec(ctx, "DELETE FROM organisation_identifier WHERE organisation_id = $1", o.ID); err != nil {
		return classify(op, err)
	}
	return s.insertIdentifiers(ctx, op, o)
}
