package register

import "context"

// Imports is what an import keeps while it is staged, and what it leaves behind. Nothing that is staged is seen by any method
// of Records before SwitchBatch.
type Imports interface {
	// BeginBatch opens a batch.
	BeginBatch(ctx context.Context, b Batch) error
	// StagingBatches lists the batches that are neither visible nor dropped.
	StagingBatches(ctx context.Context) ([]Batch, error)
	// TouchBatch gives a sign of life; a fault of kind conflict where the batch has been dropped.
	TouchBatch(ctx context.Context, b Batch) error
	// KnownRows finds which identities earlier imports left, by identity.
	KnownRows(ctx context.Context, identities []string) (map[string]KnownRow, error)
	// Stage keeps rows of a batch, with their content.
	Stage(ctx context.Context, batchID string, rows []StagedRow) error
	// MissingRows lists what earlier imports of the same format and publishers left and this batch does not hold.
	MissingRows(ctx context.Context, b Batch) ([]KnownRow, error)
	// SwitchBatch makes everything staged visible at once, stores the report and gives the ids of what changed.
	SwitchBatch(ctx context.Context, b Batch) error
	// DropBatch takes away what a batch staged.
	DropBatch(ctx context.Context, b Batch) error
	// Batch reads a batch with its report.
	Batch(ctx context.Context, id string) (Batch, error)
	// Batches lists finished batches, latest first, without notes.
	Batches(ctx context.Context, p Page) ([]Batch, int, error)
	// BatchRecords gives the next n ids of records that a visible batch made or changed, after the given id.
	BatchRecords(ctx context.Context, batchID, after string, n int) ([]string, error)
}

// KnownRow is what an earlier import knows of a row.
type KnownRow struct {
	Identity    string // hash over format, publisher, foreign id (or row hash), name and occurrence
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
	Version        Version // without its number, but for Kept
	Columns        Columns
	Content        []byte // canonical JSON of the system
}
