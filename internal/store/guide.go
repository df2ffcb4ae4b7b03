package store

import (
	"context"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/guide"
)

var _ guide.Store = (*Store)(nil)

// PutTick implements guide.Store.
func (s *Store) PutTick(ctx context.Context, t guide.Tick) error {
	_, err := s.q(ctx).Exec(ctx, `INSERT INTO guide_tick (system_id, organisation_id, step, demand, state, note, day, by_account, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (system_id, step, demand) DO UPDATE SET organisation_id = excluded.organisation_id, state = excluded.state,
		note = excluded.note, day = excluded.day, by_account = excluded.by_account, at = excluded.at`,
		t.SystemID, t.OrganisationID, t.Step, t.Demand, string(t.State), t.Note, t.Day, t.By, clock.Micros(t.At))
	return classify("store.PutTick", err)
}

// DeleteTick implements guide.Store.
func (s *Store) DeleteTick(ctx context.Context, organisationID, systemID, step, demand string) error {
	_, err := s.q(ctx).Exec(ctx, "DELETE FROM guide_tick WHERE organisation_id = $1 AND system_id = $2 AND step = $3 AND demand = $4",
		organisationID, systemID, step, demand)
	return classify("store.DeleteTick", err)
}

// Ticks implements guide.Store.
func (s *Store) Ticks(ctx context.Context, organisationID, systemID string) ([]guide.Tick, error) {
	scan := func(row scanner) (guide.Tick, error) {
		var t guide.Tick
		var at int64
		err := row.Scan(&t.SystemID, &t.OrganisationID, &t.Step, &t.Demand, &t.State, &t.Note, &t.Day, &t.By, &at)
		t.At = clock.FromMicros(at)
		return t, err
	}
	return collect(ctx, s, "store.Ticks", scan, `SELECT system_id, organisation_id, step, demand, state, note, day, by_account, at
		FROM guide_tick WHERE organisation_id = $1 AND system_id = $2 ORDER BY step, demand`, organisationID, systemID)
}

// Inventory implements guide.Store.
func (s *Store) Inventory(ctx context.Context, organisationID, systemID string) (guide.Inventory, error) {
	scan := func(row scanner) (guide.Inventory, error) {
		var i guide.Inventory
		var sets string
		var at int64
		if err := row.Scan(&i.SystemID, &i.OrganisationID, &i.Revision, &sets, &at, &i.UpdatedBy); err != nil {
			return i, err
		}
		i.UpdatedAt = clock.FromMicros(at)
		return i, fromJSON(sets, &i.Sets)
	}
	return single(ctx, s, "store.Inventory", scan, `SELECT system_id, organisation_id, revision, sets, updated_at, updated_by
		FROM data_inventory WHERE organisation_id = $1 AND system_id = $2`, organisationID, systemID)
}

// PutInventory implements guide.Store.
func (s *Store) PutInventory(ctx context.Context, i guide.Inventory, was int64) error {
	const op = "store.PutInventory"
	sets, err := jsonText(i.Sets)
	if err != nil {
		return err
	}
	if was == 0 {
		// Not a plain INSERT: of two that come at once the later is run again and sees the first.
		res, err := s.q(ctx).Exec(ctx, `INSERT INTO data_inventory (system_id, organisation_id, revision, sets, updated_at, updated_by)
			VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (system_id) DO NOTHING`,
			i.SystemID, i.OrganisationID, i.Revision, sets, clock.Micros(i.UpdatedAt), i.UpdatedBy)
		return s.changedOne(op, res, err)
	}
	res, err := s.q(ctx).Exec(ctx, `UPDATE data_inventory SET revision = $1, sets = $2, updated_at = $3, updated_by = $4
		WHERE organisation_id = $5 AND system_id = $6 AND revision = $7`,
		i.Revision, sets, clock.Micros(i.UpdatedAt), i.UpdatedBy, i.OrganisationID, i.SystemID, was)
	return s.changedOne(op, res, err)
}

// PutBlockMark implements guide.Store.
func (s *Store) PutBlockMark(ctx context.Context, m guide.BlockMark) error {
	_, err := s.q(ctx).Exec(ctx, `INSERT INTO block_mark (system_id, organisation_id, block, state, filled_by, note, day, by_account, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (system_id, block) DO UPDATE SET organisation_id = excluded.organisation_id, state = excluded.state,
		filled_by = excluded.filled_by, note = excluded.note, day = excluded.day, by_account = excluded.by_account, at = excluded.at`,
		m.SystemID, m.OrganisationID, m.Block, string(m.State), m.FilledBy, m.Note, m.Day, m.By, clock.Micros(m.At))
	return classify("store.PutBlockMark", err)
}

// DeleteBlockMark implements guide.Store.
func (s *Store) DeleteBlockMark(ctx context.Context, organisationID, systemID, block string) error {
	_, err := s.q(ctx).Exec(ctx, "DELETE FROM block_mark WHERE organisation_id = $1 AND system_id = $2 AND block = $3",
		organisationID, systemID, block)
	return classify("store.DeleteBlockMark", err)
}

// BlockMarks implements guide.Store.
func (s *Store) BlockMarks(ctx context.Context, organisationID, systemID string) ([]guide.BlockMark, error) {
	scan := func(row scanner) (guide.BlockMark, error) {
		var m guide.BlockMark
		var at int64
		err := row.Scan(&m.SystemID, &m.OrganisationID, &m.Block, &m.State, &m.FilledBy, &m.Note, &m.Day, &m.By, &at)
		m.At = clock.FromMicros(at)
		return m, err
	}
	return collect(ctx, s, "store.BlockMarks", scan, `SELECT system_id, organisation_id, block, state, filled_by, note, day, by_account, at
		FROM block_mark WHERE organisation_id = $1 AND system_id = $2 ORDER BY block`, organisationID, systemID)
}

// PutPathChoice implements guide.Store.
func (s *Store) PutPathChoice(ctx context.Context, c guide.PathChoice) error {
	_, err := s.q(ctx).Exec(ctx, `INSERT INTO guide_path (system_id, organisation_id, path, by_account, at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (system_id) DO UPDATE SET organisation_id = excluded.organisation_id, path = excluded.path,
		by_account = excluded.by_account, at = excluded.at`, c.SystemID, c.OrganisationID, c.Path, c.By, clock.Micros(c.At))
	return classify("store.PutPathChoice", err)
}

// DeletePathChoice implements guide.Store.
func (s *Store) DeletePathChoice(ctx context.Context, organisationID, systemID string) error {
	_, err := s.q(ctx).Exec(ctx, "DELETE FROM guide_path WHERE organisation_id = $1 AND system_id = $2", organisationID, systemID)
	return classify("store.DeletePathChoice", err)
}

// PathChoice implements guide.Store.
func (s *Store) PathChoice(ctx context.Context, organisationID, systemID string) (guide.PathChoice, error) {
	scan := func(row scanner) (guide.PathChoice, error) {
		var c guide.PathChoice
		var at int64
		err := row.Scan(&c.SystemID, &c.OrganisationID, &c.Path, &c.By, &at)
		c.At = clock.FromMicros(at)
		return c, err
	}
	return single(ctx, s, "store.PathChoice", scan, `SELECT system_id, organisation_id, path, by_account, at
		FROM guide_path WHERE organisation_id = $1 AND system_id = $2`, organisationID, systemID)
}

// PutSize implements guide.Store.
func (s *Store) PutSize(ctx context.Context, a guide.SizeAnswer) error {
	_, err := s.q(ctx).Exec(ctx, `INSERT INTO guide_size (organisation_id, size, by_account, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (organisation_id) DO UPDATE SET size = excluded.size, by_account = excluded.by_account, at = excluded.at`,
		a.OrganisationID, string(a.Size), a.By, clock.Micros(a.At))
	return classify("store.PutSize", err)
}

// SizeAnswer implements guide.Store.
func (s *Store) SizeAnswer(ctx context.Context, organisationID string) (guide.SizeAnswer, error) {
	scan := func(row scanner) (guide.SizeAnswer, error) {
		var a guide.SizeAnswer
		var at int64
		err := row.Scan(&a.OrganisationID, &a.Size, &a.By, &at)
		a.At = clock.FromMicros(at)
		return a, err
	}
	return single(ctx, s, "store.SizeAnswer", scan, "SELECT organisation_id, size, by_account, at FROM guide_size WHERE organisation_id = $1",
		organisationID)
}
