package store

import (
	"context"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/inbox"
)

var _ inbox.Store = (*Store)(nil)

const itemColumns = `id, organisation_id, kind, subject_kind, subject_id, subject_name, body, contact, sender, public, masked, state,
	received_at, handled_at, handled_by, outcome, revision`

func scanItem(row scanner) (inbox.Item, error) {
	var i inbox.Item
	var received, handled int64
	err := row.Scan(&i.ID, &i.OrganisationID, &i.Kind, &i.Subject.Kind, &i.Subject.ID, &i.Subject.Name, &i.Body, &i.Contact, &i.Sender,
		&i.Public, &i.Masked, &i.State, &received, &handled, &i.HandledBy, &i.Outcome, &i.Revision)
	i.ReceivedAt, i.HandledAt = clock.FromMicros(received), clock.FromMicros(handled)
	return i, err
}

// InsertItem implements inbox.Store.
func (s *Store) InsertItem(ctx context.Context, i inbox.Item) error {
	_, err := s.q(ctx).Exec(ctx, "INSERT INTO inbox_item ("+itemColumns+") VALUES ("+marks(17)+")",
		i.ID, i.OrganisationID, string(i.Kind), i.Subject.Kind, i.Subject.ID, i.Subject.Name, i.Body, i.Contact, i.Sender, bit(i.Public),
		bit(i.Masked), string(i.State), clock.Micros(i.ReceivedAt), clock.Micros(i.HandledAt), i.HandledBy, i.Outcome, i.Revision)
	return classify("store.InsertItem", err)
}

// Item implements inbox.Store.
func (s *Store) Item(ctx context.Context, organisationID, id string) (inbox.Item, error) {
	return single(ctx, s, "store.Item", scanItem,
		"SELECT "+itemColumns+" FROM inbox_item WHERE organisation_id = $1 AND id = $2", organisationID, id)
}

// Items implements inbox.Store.
func (s *Store) Items(ctx context.Context, organisationID string, f inbox.Filter) ([]inbox.Item, int, error) {
	const op = "store.Items"
	const where = " FROM inbox_item WHERE organisation_id = $1 AND ($2 = '' OR state = $2) AND ($3 = '' OR kind = $3)"
	args := []any{organisationID, string(f.State), string(f.Kind)}
	total, err := s.count(ctx, op, "SELECT count(*)"+where, args...)
	if err != nil {
		return nil, 0, err
	}
	list, err := collect(ctx, s, op, scanItem, "SELECT "+itemColumns+where+
		" ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, CASE WHEN state = 'open' THEN received_at ELSE -handled_at END, id LIMIT $4 OFFSET $5",
		append(args, f.Limit, f.Offset)...)
	return list, total, err
}

// UpdateItem implements inbox.Store.
func (s *Store) UpdateItem(ctx context.Context, i inbox.Item, was int64) error {
	res, err := s.q(ctx).Exec(ctx, `UPDATE inbox_item SET state = $1, handled_at = $2, handled_by = $3, outcome = $4, revision = $5
		WHERE organisation_id = $6 AND id = $7 AND revision = $8`,
		string(i.State), clock.Micros(i.HandledAt), i.HandledBy, i.Outcome, i.Revision, i.OrganisationID, i.ID, was)
	return s.changedOne("store.UpdateItem", res, err)
}

// CountOpen implements inbox.Store.
func (s *Store) CountOpen(ctx context.Context, organisationID string) (int, error) {
	return s.count(ctx, "store.CountOpen", "SELECT count(*) FROM inbox_item WHERE organisation_id = $1 AND state = 'open'", organisationID)
}
