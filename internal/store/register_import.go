package store

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/register"
)

var _ register.Imports = (*Store)(nil)

// BeginBatch implements register.Imports.
func (s *Store) BeginBatch(ctx context.Context, b register.Batch) error {
	_, err := s.q(ctx).Exec(ctx, `INSERT INTO import_batch (id, format, source, by_account, state, started_at, alive_at, finished_at, counts, notes)
		VALUES ($1, $2, $3, $4, 'staging', $5, $6, 0, '{}', '[]')`,
		b.ID, b.Format, b.Source, b.By, clock.Micros(b.StartedAt), clock.Micros(b.AliveAt))
	return classify("store.BeginBatch", err)
}

const batchColumns = "id, format, source, by_account, state, started_at, alive_at, finished_at, counts"

func scanBatch(row scanner) (register.Batch, error) { return scanBatchAnd(row) }

func scanBatchAnd(row scanner, more ...any) (register.Batch, error) {
	var b register.Batch
	var started, alive, finished int64
	var counts string
	err := row.Scan(append([]any{&b.ID, &b.Format, &b.Source, &b.By, &b.State, &started, &alive, &finished, &counts}, more...)...)
	if err != nil {
		return b, err
	}
	b.StartedAt, b.AliveAt, b.FinishedAt = clock.FromMicros(started), clock.FromMicros(alive), clock.FromMicros(finished)
	b.Report = register.Report{Batch: b.ID, Format: b.Format, Source: b.Source}
	return b, fromJSON(counts, &b.Report.Rows)
}

// StagingBatches implements register.Imports.
func (s *Store) StagingBatches(ctx context.Context) ([]register.Batch, error) {
	return collect(ctx, s, "store.StagingBatches", scanBatch,
		"SELECT "+batchColumns+" FROM import_batch WHERE state = 'staging' ORDER BY id")
}

// TouchBatch implements register.Imports.
func (s *Store) TouchBatch(ctx context.Context, b register.Batch) error {
	const op = "store.TouchBatch"
	res, err := s.q(ctx).Exec(ctx, "UPDATE import_batch SET alive_at = $1 WHERE id = $2 AND state = 'staging'",
		clock.Micros(b.AliveAt), b.ID)
	return s.changedOne(op, res, err)
}

// lookupSize is how many identities one statement asks for; shorter lists are filled up, so that there is one statement.
const lookupSize = 100

// KnownRows implements register.Imports.
func (s *Store) KnownRows(ctx context.Context, identities []string) (map[string]register.KnownRow, error) {
	found := map[string]register.KnownRow{}
	for len(identities) > 0 {
		n := min(lookupSize, len(identities))
		if err := s.knownRows(ctx, identities[:n], found); err != nil {
			return nil, err
		}
		identities = identities[n:]
	}
	return found, nil
}

func (s *Store) knownRows(ctx context.Context, identities []string, found map[string]register.KnownRow) error {
	args := make([]any, lookupSize)
	for i := range args {
		args[i] = identities[min(i, len(identities)-1)]
	}
	scan := func(row scanner) (register.KnownRow, error) {
		var k register.KnownRow
		var imported int
		err := row.Scan(&k.Identity, &k.Format, &k.Publisher, &k.ForeignID, &k.Name, &k.RecordID, &k.RowHash, &k.ContentHash, &imported)
		k.Maintained = imported == 0
		return k, err
	}
	rows, err := collect(ctx, s, "store.KnownRows", scan, `SELECT i.identity, i.format, i.publisher, i.foreign_id, i.name, i.record_id,
		i.row_hash, i.content_hash, r.imported FROM import_row i JOIN system_record r ON r.id = i.record_id
		WHERE i.identity IN (`+marks(lookupSize)+")", args...)
	for _, k := range rows {
		found[k.Identity] = k
	}
	return err
}

// Stage implements register.Imports.
func (s *Store) Stage(ctx context.Context, batchID string, rows []register.StagedRow) error {
	for _, r := range rows {
		if err := s.stageRow(ctx, batchID, r); err != nil {
			return err
		}
	}
	return nil
}

// StageOrganisation implements register.Imports.
func (s *Store) StageOrganisation(ctx context.Context, batchID string, o account.Organisation) error {
	return s.insertOrganisation(ctx, o, batchID)
}

const stagedColumns = `batch, n, kind, identity, format, publisher, foreign_id, name, record_id, row_hash, content_hash, organisation_id, state,
	gathered, demo, retirement, number, published_at, note, origin`

// stagedFacts are the columns of register.Columns as a staged row s has them, and setFacts takes them over into a record.
func stagedFacts() (list, set string) {
	var columns, sets []string
	for column := range strings.SplitSeq(factColumns, ",") {
		column = strings.TrimSpace(column)
		columns = append(columns, "s."+column)
		sets = append(sets, column+" = s."+column)
	}
	return strings.Join(columns, ", "), strings.Join(sets, ", ")
}

func (s *Store) stageRow(ctx context.Context, batchID string, r register.StagedRow) error {
	const op = "store.Stage"
	retirement, err := jsonText(r.Record.Retirement)
	if err != nil {
		return err
	}
	origin, err := jsonText(r.Version.Origin)
	if err != nil {
		return err
	}
	args := []any{
		batchID, r.Number, string(r.Kind), r.Identity, r.Format, r.Publisher, r.ForeignID, r.Name, r.RecordID, r.RowHash, r.ContentHash,
		r.OrganisationID, string(r.Record.State), bit(r.Record.Gathered), bit(r.Record.Demo), retirement, r.Version.Number,
		clock.Micros(r.Version.PublishedAt), r.Version.Note, origin,
	}
	if r.Kind == register.StagedUnchanged {
		_, err = s.q(ctx).Exec(ctx, "INSERT INTO import_staged ("+stagedColumns+") VALUES ("+marks(len(args))+")", args...)
		return classify(op, err)
	}
	facts, err := factValues(r.Columns)
	if err != nil {
		return err
	}
	if err := s.putContent(ctx, op, r.ContentHash, r.Content); err != nil {
		return err
	}
	args = append(args, facts...)
	_, err = s.q(ctx).Exec(ctx, "INSERT INTO import_staged ("+stagedColumns+", "+factColumns+") VALUES ("+marks(len(args))+")", args...)
	return classify(op, err)
}

// MissingRows implements register.Imports.
func (s *Store) MissingRows(ctx context.Context, b register.Batch) ([]register.KnownRow, error) {
	scan := func(row scanner) (register.KnownRow, error) {
		var k register.KnownRow
		return k, row.Scan(&k.Identity, &k.Format, &k.Publisher, &k.ForeignID, &k.Name, &k.RecordID)
	}
	return collect(ctx, s, "store.MissingRows", scan, `SELECT i.identity, i.format, i.publisher, i.foreign_id, i.name, i.record_id FROM import_row i
		WHERE i.format = $1 AND i.publisher IN (SELECT publisher FROM import_staged WHERE batch = $2)
		AND NOT EXISTS (SELECT 1 FROM import_staged s WHERE s.batch = $2 AND s.identity = i.identity)
		ORDER BY i.publisher, i.name, i.identity`, b.Format, b.ID)
}

// SwitchBatch implements register.Imports: copies within the database, so that no content moves.
func (s *Store) SwitchBatch(ctx context.Context, b register.Batch) error {
	const op = "store.SwitchBatch"
	now := clock.Micros(b.FinishedAt)
	facts, set := stagedFacts()
	steps := []struct {
		query string
		args  []any
	}{
		{`INSERT INTO system_record (id, organisation_id, state, revision, current, has_draft, gathered, demo, imported, retirement,
			created_at, updated_at, published_at, batch, ` + factColumns + `)
			SELECT s.record_id, s.organisation_id, s.state, 1, s.number, 0, s.gathered, s.demo, 1, s.retirement, $2, $2, s.published_at, s.batch, ` +
			facts + ` FROM import_staged s WHERE s.batch = $1 AND s.kind = 'new' ORDER BY s.n`, []any{b.ID, now}},
		{`UPDATE system_record SET current = current + 1, revision = revision + 1, imported = 1, state = s.state, retirement = s.retirement,
			updated_at = $2, published_at = s.published_at, batch = s.batch,
			` + set + `
			FROM import_staged s WHERE s.record_id = system_record.id AND s.batch = $1 AND s.kind = 'changed'`, []any{b.ID, now}},
		{`INSERT INTO system_version (record_id, number, published_at, by_account, hash, note, origin)
			SELECT s.record_id, r.current, s.published_at, $2, s.content_hash, s.note, s.origin
			FROM import_staged s JOIN system_record r ON r.id = s.record_id
			WHERE s.batch = $1 AND s.kind <> 'unchanged' ORDER BY s.n`, []any{b.ID, b.By}},
		{"UPDATE organisation SET batch = '' WHERE batch = $1", []any{b.ID}},
	}
	for _, step := range steps {
		if _, err := s.q(ctx).Exec(ctx, step.query, step.args...); err != nil {
			return classify(op, err)
		}
	}
	return s.finishBatch(ctx, op, b)
}

func (s *Store) finishBatch(ctx context.Context, op string, b register.Batch) error {
	counts, err := jsonText(b.Report.Rows)
	if err != nil {
		return err
	}
	notes, err := json.Marshal(b.Report.Notes)
	if err != nil {
		return err
	}
	res, err := s.q(ctx).Exec(ctx, `UPDATE import_batch SET state = $1, finished_at = $2, counts = $3, notes = $4
		WHERE id = $5 AND state = 'staging'`, string(b.State), clock.Micros(b.FinishedAt), counts, string(notes), b.ID)
	return s.changedOne(op, res, err)
}

// DropBatch implements register.Imports.
func (s *Store) DropBatch(ctx context.Context, b register.Batch) error {
	const op = "store.DropBatch"
	b.State = register.Dropped
	return s.finishBatch(ctx, op, b)
}

// sweepSize is how many staged rows go in one step: some tens of milliseconds.
const sweepSize = 500

// SweepStaged implements register.Imports. What a visible batch staged is what the next import must know; what a dropped one staged
// goes.
func (s *Store) SweepStaged(ctx context.Context) (bool, error) {
	const op = "store.SweepStaged"
	type row struct {
		batch string
		state register.BatchState
		n     int
	}
	scan := func(sc scanner) (row, error) {
		var r row
		return r, sc.Scan(&r.batch, &r.state, &r.n)
	}
	rows, err := collect(ctx, s, op, scan, `SELECT s.batch, b.state, s.n FROM import_batch b JOIN import_staged s ON s.batch = b.id
		WHERE b.state <> 'staging' ORDER BY s.batch, s.n LIMIT $1`, sweepSize)
	if err != nil || len(rows) == 0 {
		return false, err
	}
	first, to := rows[0], rows[0].n
	for _, r := range rows {
		if r.batch == first.batch {
			to = r.n
		}
	}
	settle := s.dropStaged
	if first.state == register.Visible {
		settle = s.keepStaged
	}
	if err := settle(ctx, op, first.batch, first.n, to); err != nil {
		return false, err
	}
	_, err = s.q(ctx).Exec(ctx, "DELETE FROM import_staged WHERE batch = $1 AND n BETWEEN $2 AND $3", first.batch, first.n, to)
	return err == nil, classify(op, err)
}

func (s *Store) keepStaged(ctx context.Context, op, batch string, from, to int) error {
	_, err := s.q(ctx).Exec(ctx, `INSERT INTO import_row (identity, format, publisher, foreign_id, name, record_id, row_hash, content_hash)
		SELECT identity, format, publisher, foreign_id, name, record_id, row_hash, content_hash FROM import_staged
		WHERE batch = $1 AND n BETWEEN $2 AND $3 AND kind <> 'unchanged' ORDER BY identity
		ON CONFLICT (identity) DO UPDATE SET row_hash = excluded.row_hash, content_hash = excluded.content_hash`, batch, from, to)
	return classify(op, err)
}

func (s *Store) dropStaged(ctx context.Context, op, batch string, from, to int) error {
	_, err := s.q(ctx).Exec(ctx, `DELETE FROM system_content WHERE hash IN (SELECT s.content_hash FROM import_staged s
			WHERE s.batch = $1 AND s.n BETWEEN $2 AND $3 AND s.kind <> 'unchanged')
		AND NOT EXISTS (SELECT 1 FROM system_version v WHERE v.hash = system_content.hash)`, batch, from, to)
	if err != nil {
		return classify(op, err)
	}
	_, err = s.q(ctx).Exec(ctx, "DELETE FROM organisation WHERE batch = $1", batch)
	return classify(op, err)
}

// ImportBatch implements register.Imports.
func (s *Store) ImportBatch(ctx context.Context, id string) (register.Batch, error) {
	scan := func(row scanner) (register.Batch, error) {
		var notes string
		b, err := scanBatchAnd(row, &notes)
		if err != nil {
			return b, err
		}
		return b, fromJSON(notes, &b.Report.Notes)
	}
	return single(ctx, s, "store.ImportBatch", scan, "SELECT "+batchColumns+", notes FROM import_batch WHERE id = $1", id)
}

// ImportBatches implements register.Imports.
func (s *Store) ImportBatches(ctx context.Context, p register.Page) ([]register.Batch, int, error) {
	const op = "store.ImportBatches"
	total, err := s.count(ctx, op, "SELECT count(*) FROM import_batch WHERE state = 'visible'")
	if err != nil {
		return nil, 0, err
	}
	list, err := collect(ctx, s, op, scanBatch, "SELECT "+batchColumns+
		" FROM import_batch WHERE state = 'visible' ORDER BY finished_at DESC, id DESC LIMIT $1 OFFSET $2", p.Limit, p.Offset)
	return list, total, err
}

// BatchRecords implements register.Imports.
func (s *Store) BatchRecords(ctx context.Context, batchID, after string, n int) ([]string, error) {
	scan := func(row scanner) (string, error) {
		var id string
		return id, row.Scan(&id)
	}
	return collect(ctx, s, "store.BatchRecords", scan,
		"SELECT id FROM system_record WHERE batch = $1 AND batch <> '' AND id > $2 ORDER BY id LIMIT $3", batchID, after, n)
}
