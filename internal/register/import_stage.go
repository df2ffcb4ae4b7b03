package register

import (
	"context"
	"encoding/hex"
	"encoding/json"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
)

// owner is an organisation that rows of this import belong to.
type owner struct {
	id   string
	demo bool
}

// staging is what one transaction stages. It is made anew when the transaction runs again.
type staging struct {
	rows          []StagedRow
	organisations map[string]owner // met for the first time
	notes         []Note
	rejected      int
}

// stage writes one chunk and then counts it.
func (r *importRun) stage(ctx context.Context, c chunk) error {
	var st staging
	err := r.port.Tx.Write(ctx, func(ctx context.Context) error {
		st = staging{organisations: map[string]owner{}}
		return r.stageRows(ctx, c.rows, &st)
	})
	if err != nil {
		return err
	}
	for key, o := range st.organisations {
		r.organisations[key] = o
	}
	r.count(c, st)
	return nil
}

func (r *importRun) stageRows(ctx context.Context, rows []prepared, st *staging) error {
	r.batch.AliveAt = r.port.Clock.Now()
	if err := r.port.Imports.TouchBatch(ctx, r.batch); err != nil {
		return err
	}
	identities := make([]string, len(rows))
	for i, row := range rows {
		identities[i] = row.identity
	}
	known, err := r.port.Imports.KnownRows(ctx, identities)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := r.stageRow(ctx, row, known, st); err != nil {
			return err
		}
	}
	return r.port.Imports.Stage(ctx, r.batch.ID, st.rows)
}

func (r *importRun) stageRow(ctx context.Context, row prepared, known map[string]KnownRow, st *staging) error {
	before, met := known[row.identity]
	if !met && row.Kept != nil {
		taken, err := r.heldHere(ctx, row, st)
		if err != nil || taken {
			return err
		}
	}
	staged := r.staged(row)
	switch {
	case !met:
		staged.Kind, staged.RecordID = StagedNew, r.newID(row)
	case before.RowHash == staged.RowHash && before.ContentHash == staged.ContentHash:
		staged.Kind, staged.RecordID = StagedUnchanged, before.RecordID
	case before.Maintained:
		st.reject(row, "The record "+before.RecordID+" has been changed here since it was imported, and was left as it is.")
		return nil
	default:
		staged.Kind, staged.RecordID = StagedChanged, before.RecordID
	}
	o, err := r.owner(ctx, row.Organisation, st)
	if err != nil {
		return err
	}
	staged.OrganisationID = o.id
	staged.Record.Demo = staged.Record.Demo || o.demo
	st.rows = append(st.rows, staged)
	if staged.Kind != StagedUnchanged {
		st.notes = append(st.notes, row.Notes...)
	}
	return nil
}

func (st *staging) reject(row prepared, reason string) {
	st.rejected++
	st.notes = append(st.notes, Note{Row: row.Number, Kind: NoteNotTaken, Message: reason})
}

// heldHere deals with a record of the format tillit whose id is taken: the same text is unchanged, another is refused, because what
// is kept up here is not overwritten from a file.
func (r *importRun) heldHere(ctx context.Context, row prepared, st *staging) (bool, error) {
	exists, err := r.port.Records.RecordExists(ctx, row.Kept.RecordID)
	if err != nil || !exists {
		return false, err
	}
	infos, err := r.port.Records.VersionInfos(ctx, row.Kept.RecordID)
	if err != nil {
		return false, err
	}
	if len(infos) > 0 && infos[0].Hash == row.hash {
		staged := r.staged(row)
		staged.Kind, staged.RecordID = StagedUnchanged, row.Kept.RecordID
		st.rows = append(st.rows, staged)
		return true, nil
	}
	st.reject(row, "A record with the id "+row.Kept.RecordID+" exists here with another content and is kept up here; it was left as it is.")
	return true, nil
}

// staged is the row as it is kept while staging, but for its kind and record.
func (r *importRun) staged(row prepared) StagedRow {
	s := StagedRow{
		KnownRow: KnownRow{
			Identity: row.identity, Format: r.batch.Format, Publisher: row.Publisher, ForeignID: row.ForeignID, Name: row.Name,
			RowHash: hex.EncodeToString(row.Hash[:]), ContentHash: row.hash,
		},
		Number: row.Number, Columns: row.System.Columns(), Content: row.content,
		Record: Record{State: Published, Gathered: row.Gathered},
		Version: Version{Number: 1, PublishedAt: r.batch.StartedAt, Origin: &Origin{
			Format: r.batch.Format, Publisher: row.Publisher, ForeignID: row.ForeignID, Source: r.batch.Source, Batch: r.batch.ID,
		}},
	}
	if k := row.Kept; k != nil {
		s.Record = Record{State: k.State, Gathered: k.Gathered, Demo: k.Demo, Retirement: k.Retirement}
		s.Version.Number, s.Version.PublishedAt, s.Version.Note = k.Version.Number, k.Version.PublishedAt, k.Version.Note
		if k.Version.Origin != nil {
			s.Version.Origin = k.Version.Origin
		}
	}
	return s
}

func (r *importRun) newID(row prepared) string {
	if row.Kept != nil {
		return row.Kept.RecordID
	}
	return r.port.IDs.New()
}

// owner finds or makes the organisation of a row.
func (r *importRun) owner(ctx context.Context, ref OrganisationRef, st *staging) (owner, error) {
	text, err := json.Marshal(ref)
	if err != nil {
		return owner{}, err
	}
	key := string(text)
	if o, ok := r.organisations[key]; ok {
		return o, nil
	}
	if o, ok := st.organisations[key]; ok {
		return o, nil
	}
	found, err := r.port.Organisations.MatchOrganisation(ctx, ref.organisation())
	if fault.Is(err, fault.NotFound) {
		found = ref.organisation()
		if found.ID == "" {
			found.ID = r.port.IDs.New()
		}
		err = r.port.Imports.StageOrganisation(ctx, r.batch.ID, found)
	}
	if err != nil {
		return owner{}, err
	}
	o := owner{id: found.ID, demo: found.Demo}
	st.organisations[key] = o
	return o, nil
}

func (ref OrganisationRef) organisation() account.Organisation {
	return account.Organisation{
		ID: ref.ID, Name: ref.Name, Names: ref.Names, Type: ref.Type, Country: ref.Country, Number: ref.Number,
		Identifiers: ref.Identifiers, Website: ref.Website, Revision: 1,
	}
}

// count adds a staged chunk to the report.
func (r *importRun) count(c chunk, st staging) {
	n := &r.report.Rows
	n.Read += c.read
	n.Rejected += c.read - len(c.rows) + st.rejected
	for _, row := range st.rows {
		switch row.Kind {
		case StagedNew:
			n.Taken++
		case StagedChanged:
			n.Changed++
		default:
			n.Unchanged++
			continue
		}
		r.proof.Write([]byte(row.ContentHash))
	}
	r.report.Notes = append(append(r.report.Notes, c.notes...), st.notes...)
}
