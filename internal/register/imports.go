package register

import (
	"context"

	"github.com/tillit-se/tillit/internal/account"
)

// Imports is what an import keeps while it is staged, and what it leaves behind. Nothing that is staged is seen by any method
// of Records before SwitchBatch.
type Imports interface {
	// BeginBatch opens a batch.
	BeginBatch(ctx context.Context, b Batch) error
	// StagingBatches lists the batches that are neither visible nor dropped.
	StagingBatches(ctx context.Context) ([]Batch, error)
	// TouchBatch notes AliveAt; a fault of kind conflict where the batch is no longer staging.
	TouchBatch(ctx context.Context, b Batch) error
	// KnownRows finds what earlier imports left, by identity.
	KnownRows(ctx context.Context, identities []string) (map[string]KnownRow, error)
	// Stage keeps rows of a batch, with their content.
	Stage(ctx context.Context, batchID string, rows []StagedRow) error
	// StageOrganisation adds an organisation that goes again if the batch is dropped.
	StageOrganisation(ctx context.Context, batchID string, o account.Organisation) error
	// MissingRows lists what earlier imports of the same format and publishers left and this batch does not hold.
	MissingRows(ctx context.Context, b Batch) ([]KnownRow, error)
	// SwitchBatch makes everything staged visible at once, and stores the report.
	SwitchBatch(ctx context.Context, b Batch) error
	// DropBatch ends a batch so that nothing of it will ever be seen.
	DropBatch(ctx context.Context, b Batch) error
	// SweepStaged settles some of what ended batches staged, and tells whether there may be more: rows of a visible batch become known
	// rows, those of a dropped one go.
	SweepStaged(ctx context.Context) (more bool, err error)
	// ImportBatch reads a batch with its report.
	ImportBatch(ctx context.Context, id string) (Batch, error)
	// ImportBatches lists visible batches, latest first, without notes, and counts them all.
	ImportBatches(ctx context.Context, p Page) ([]Batch, int, error)
	// BatchRecords gives the next n ids of records that a visible batch was the last to change, after the given id.
	BatchRecords(ctx context.Context, batchID, after string, n int) ([]string, error)
}

// KnownRow is what an earlier import knows of a row.
type KnownRow struct {
	Identity    string // see identityOf
	Format      string
	Publisher   string
	ForeignID   string
	Name        string
	RecordID    string
	RowHash     string
	ContentHash string
	Maintained  bool // the version in force was not imported: its owner has taken over
}

// StagedKind is what a staged row will become.
type StagedKind string

// The kinds of staged row.
const (
	StagedNew       StagedKind = "new"
	StagedChanged   StagedKind = "changed"
	StagedUnchanged StagedKind = "unchanged"
)

// StagedRow is a row on its way in.
type StagedRow struct {
	KnownRow
	Kind           StagedKind
	Number         int // row in the file
	OrganisationID string
	Record         Record  // envelope of a new record
	Version        Version // Number is 1, or the kept one, for a new record; the next one for a changed
	Columns        Columns
	Content        []byte // canonical JSON of the system
}
