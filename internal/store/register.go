package store

import (
	"context"
	"strings"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/register"
)

var _ register.Records = (*Store)(nil)

// factColumns are the columns of register.Columns, in the order of factValues and scanFacts.
const factColumns = `name_sv, name_en, name_other, sort_key, slag, phase, phase_as_of, phase_confirmed, decision_role, impact, ai_act_class,
	reusable, sectors, summary`

const factCount = 14

func factValues(c register.Columns) ([]any, error) {
	summary, err := jsonText(c.Summary)
	if err != nil {
		return nil, err
	}
	f := c.Facts
	return []any{
		c.Name.SV, c.Name.EN, c.Name.Other, SortKey(c.Name.In("sv")), string(f.Slag), string(f.Phase), f.PhaseAsOf, bit(f.PhaseConfirmed),
		string(f.DecisionRole), f.Impact, f.AIActClass, string(f.Reusable), strings.Join(f.Sectors, ","), summary,
	}, nil
}

const recordColumns = `r.id, r.organisation_id, r.state, r.revision, r.current, r.gathered, r.demo, r.retirement, r.created_at, r.updated_at,
	r.published_at`

// recordRow is where the columns of recordColumns go.
type recordRow struct {
	record                        register.Record
	retirement                    string
	createdAt, updatedAt, publish int64
}

func (r *recordRow) targets() []any {
	rec := &r.record
	return []any{
		&rec.ID, &rec.OrganisationID, &rec.State, &rec.Revision, &rec.Current, &rec.Gathered, &rec.Demo, &r.retirement, &r.createdAt,
		&r.updatedAt, &r.publish,
	}
}

func (r *recordRow) finish() (register.Record, error) {
	r.record.CreatedAt, r.record.UpdatedAt = clock.FromMicros(r.createdAt), clock.FromMicros(r.updatedAt)
	r.record.PublishedAt = clock.FromMicros(r.publish)
	return r.record, fromJSON(r.retirement, &r.record.Retirement)
}

func scanRecordWithDraft(row scanner) (register.Record, error) {
	var r recordRow
	var draft *string
	if err := row.Scan(append(r.targets(), &draft)...); err != nil {
		return register.Record{}, err
	}
	record, err := r.finish()
	if err != nil || draft == nil {
		return record, err
	}
	record.Draft = new(register.System)
	return record, fromJSON(*draft, record.Draft)
}

// Record implements register.Records.
func (s *Store) Record(ctx context.Context, id string) (register.Record, error) {
	return single(ctx, s, "store.Record", scanRecordWithDraft,
		"SELECT "+recordColumns+", d.content FROM system_record r LEFT JOIN system_draft d ON d.record_id = r.id WHERE r.id = $1", id)
}

// RecordExists implements register.Records.
func (s *Store) RecordExists(ctx context.Context, id string) (bool, error) {
	n, err := s.count(ctx, "store.RecordExists", "SELECT count(*) FROM system_record WHERE id = $1", id)
	return n > 0, err
}

// InsertRecord implements register.Records.
func (s *Store) InsertRecord(ctx context.Context, r register.Record, c register.Columns) error {
	const op = "store.InsertRecord"
	facts, err := factValues(c)
	if err != nil {
		return err
	}
	args := append([]any{
		r.ID, r.OrganisationID, string(r.State), r.Revision, r.Current, bit(r.HasDraft()), bit(r.Gathered), bit(r.Demo), 0, "",
		clock.Micros(r.CreatedAt), clock.Micros(r.UpdatedAt), clock.Micros(r.PublishedAt), "",
	}, facts...)
	_, err = s.q(ctx).Exec(ctx, `INSERT INTO system_record (id, organisation_id, state, revision, current, has_draft, gathered, demo, imported,
		retirement, created_at, updated_at, published_at, batch, `+factColumns+`) VALUES (`+marks(len(args))+`)`, args...)
	if err != nil {
		return classify(op, err)
	}
	return s.writeDraft(ctx, op, r)
}

// UpdateRecord implements register.Records.
func (s *Store) UpdateRecord(ctx context.Context, r register.Record, c *register.Columns, was int64) error {
	const op = "store.UpdateRecord"
	retirement, err := jsonText(r.Retirement)
	if err != nil {
		return err
	}
	res, err := s.q(ctx).Exec(ctx, `UPDATE system_record SET state = $1, revision = $2, current = $3, has_draft = $4, gathered = $5,
		retirement = $6, updated_at = $7, published_at = $8 WHERE id = $9 AND revision = $10`,
		string(r.State), r.Revision, r.Current, bit(r.HasDraft()), bit(r.Gathered), retirement, clock.Micros(r.UpdatedAt),
		clock.Micros(r.PublishedAt), r.ID, was)
	if err := s.changedOne(op, res, err); err != nil {
		return err
	}
	if c != nil {
		if err := s.writeFacts(ctx, op, r.ID, *c); err != nil {
			return err
		}
	}
	return s.writeDraft(ctx, op, r)
}

func (s *Store) writeFacts(ctx context.Context, op, id string, c register.Columns) error {
	facts, err := factValues(c)
	if err != nil {
		return err
	}
	_, err = s.q(ctx).Exec(ctx, "UPDATE system_record SET ("+factColumns+") = ("+marks(factCount)+") WHERE id = $15",
		append(facts, id)...)
	return classify(op, err)
}

func (s *Store) writeDraft(ctx context.Context, op string, r register.Record) error {
	if r.Draft == nil {
		_, err := s.q(ctx).Exec(ctx, "DELETE FROM system_draft WHERE record_id = $1", r.ID)
		return classify(op, err)
	}
	text, err := jsonText(r.Draft)
	if err != nil {
		return err
	}
	_, err = s.q(ctx).Exec(ctx, `INSERT INTO system_draft (record_id, content) VALUES ($1, $2)
		ON CONFLICT (record_id) DO UPDATE SET content = excluded.content`, r.ID, text)
	return classify(op, err)
}

// InsertVersion implements register.Records.
func (s *Store) InsertVersion(ctx context.Context, v register.Version, content []byte) error {
	const op = "store.InsertVersion"
	origin, err := jsonText(v.Origin)
	if err != nil {
		return err
	}
	if err := s.putContent(ctx, op, v.Hash, content); err != nil {
		return err
	}
	_, err = s.q(ctx).Exec(ctx, `INSERT INTO system_version (record_id, number, published_at, by_account, hash, note, origin)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		v.RecordID, v.Number, clock.Micros(v.PublishedAt), v.By, v.Hash, v.Note, origin)
	if err != nil {
		return classify(op, err)
	}
	_, err = s.q(ctx).Exec(ctx, "UPDATE system_record SET imported = $1 WHERE id = $2", bit(v.Origin != nil), v.RecordID)
	return classify(op, err)
}

func (s *Store) putContent(ctx context.Context, op, hash string, content []byte) error {
	_, err := s.q(ctx).Exec(ctx, "INSERT INTO system_content (hash, content) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING",
		hash, string(content))
	return classify(op, err)
}

const versionColumns = "v.record_id, v.number, v.published_at, v.by_account, v.hash, v.note, v.origin"

// versionRow is where the columns of versionColumns go.
type versionRow struct {
	version register.Version
	at      int64
	origin  string
	content string
}

func (r *versionRow) targets() []any {
	v := &r.version
	return []any{&v.RecordID, &v.Number, &r.at, &v.By, &v.Hash, &v.Note, &r.origin}
}

func (r *versionRow) finish() (register.Version, error) {
	r.version.PublishedAt = clock.FromMicros(r.at)
	if err := fromJSON(r.origin, &r.version.Origin); err != nil {
		return r.version, err
	}
	return r.version, fromJSON(r.content, &r.version.System)
}

// Version implements register.Records. A version exists from the moment its record's current number reaches it.
func (s *Store) Version(ctx context.Context, recordID string, number int) (register.Version, error) {
	scan := func(row scanner) (register.Version, error) {
		var r versionRow
		if err := row.Scan(append(r.targets(), &r.content)...); err != nil {
			return register.Version{}, err
		}
		return r.finish()
	}
	return single(ctx, s, "store.Version", scan, "SELECT "+versionColumns+`, c.content FROM system_version v
		JOIN system_content c ON c.hash = v.hash WHERE v.record_id = $1 AND v.number = $2`, recordID, number)
}

// VersionInfos implements register.Records.
func (s *Store) VersionInfos(ctx context.Context, recordID string) ([]register.VersionInfo, error) {
	scan := func(row scanner) (register.VersionInfo, error) {
		var r versionRow
		if err := row.Scan(r.targets()...); err != nil {
			return register.VersionInfo{}, err
		}
		v, err := r.finish()
		return v.Info(), err
	}
	return collect(ctx, s, "store.VersionInfos", scan,
		"SELECT "+versionColumns+" FROM system_version v WHERE v.record_id = $1 ORDER BY v.number DESC", recordID)
}

const viewFrom = `SELECT ` + recordColumns + `, ` + versionColumns + `, c.content, ` + organisationColumns + ` FROM system_record r
	JOIN system_version v ON v.record_id = r.id AND v.number = r.current
	JOIN system_content c ON c.hash = v.hash
	JOIN organisation o ON o.id = r.organisation_id `

func scanView(row scanner) (register.View, error) {
	var r recordRow
	var v versionRow
	var view register.View
	o, err := scanOrganisation(joined{row, append(append(r.targets(), v.targets()...), &v.content)})
	if err != nil {
		return view, err
	}
	view.Organisation = o
	if view.Record, err = r.finish(); err != nil {
		return view, err
	}
	view.Version, err = v.finish()
	return view, err
}

// joined is a row whose first columns go to first, so that a scan function for the rest can be used.
type joined struct {
	row   scanner
	first []any
}

func (j joined) Scan(rest ...any) error { return j.row.Scan(append(j.first, rest...)...) }

// PublicViews implements register.Records. The ids are asked for one by one: each is a few point reads with a statement that is
// prepared already.
func (s *Store) PublicViews(ctx context.Context, ids []string) ([]register.View, error) {
	var views []register.View
	for _, id := range ids {
		found, err := collect(ctx, s, "store.PublicViews", scanView, viewFrom+"WHERE r.id = $1 AND r.current > 0", id)
		if err != nil {
			return nil, err
		}
		views = append(views, found...)
	}
	return views, nil
}

// PublicViewsAfter implements register.Records.
func (s *Store) PublicViewsAfter(ctx context.Context, after string, n int) ([]register.View, error) {
	return collect(ctx, s, "store.PublicViewsAfter", scanView,
		viewFrom+"WHERE r.id > $1 AND r.current > 0 ORDER BY r.id LIMIT $2", after, n)
}

// DraftsAfter implements register.Records.
func (s *Store) DraftsAfter(ctx context.Context, after string, n int) ([]register.View, error) {
	return s.drafts(ctx, "r.id > $1 AND r.has_draft = 1 ORDER BY r.id LIMIT $2", after, n)
}

// DraftViews implements register.Records.
func (s *Store) DraftViews(ctx context.Context, ids []string) ([]register.View, error) {
	var views []register.View
	for _, id := range ids {
		found, err := s.drafts(ctx, "r.id = $1", id)
		if err != nil {
			return nil, err
		}
		views = append(views, found...)
	}
	return views, nil
}

func (s *Store) drafts(ctx context.Context, where string, args ...any) ([]register.View, error) {
	scan := func(row scanner) (register.View, error) {
		var r recordRow
		var draft string
		var o account.Organisation
		o, err := scanOrganisation(joined{row, append(r.targets(), &draft)})
		if err != nil {
			return register.View{}, err
		}
		record, err := r.finish()
		if err != nil {
			return register.View{}, err
		}
		record.Draft = new(register.System)
		return register.View{Organisation: o, Record: record}, fromJSON(draft, record.Draft)
	}
	return collect(ctx, s, "store.Drafts", scan, "SELECT "+recordColumns+", d.content, "+organisationColumns+` FROM system_record r
		JOIN system_draft d ON d.record_id = r.id JOIN organisation o ON o.id = r.organisation_id WHERE `+where, args...)
}
