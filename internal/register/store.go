package register

import (
	"context"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/inbox"
)

// Tx runs closures in a transaction that rides in ctx; see package store. The closure may run twice.
type Tx interface {
	Write(ctx context.Context, f func(ctx context.Context) error) error
	Read(ctx context.Context, f func(ctx context.Context) error) error
}

// Records is what the register keeps of its records. Methods that find nothing return a fault of kind not-found.
type Records interface {
	// InsertRecord adds a record at its revision, with its draft.
	InsertRecord(ctx context.Context, r Record, c Columns) error
	// Record reads a record with its draft.
	Record(ctx context.Context, id string) (Record, error)
	// UpdateRecord writes state and draft, and the columns unless c is nil, where the stored revision is still was; otherwise a fault of kind conflict.
	UpdateRecord(ctx context.Context, r Record, c *Columns, was int64) error
	// RecordExists tells whether an id is taken, visible or not.
	RecordExists(ctx context.Context, id string) (bool, error)

	// InsertVersion adds a version; content is the canonical JSON of its system.
	InsertVersion(ctx context.Context, v Version, content []byte) error
	// Version reads one version.
	Version(ctx context.Context, recordID string, number int) (Version, error)
	// VersionInfos lists the versions of a record, latest first.
	VersionInfos(ctx context.Context, recordID string) ([]VersionInfo, error)

	// PublicViews reads the published records among ids with owner and version in force, in the order of ids.
	PublicViews(ctx context.Context, ids []string) ([]View, error)
	// PublicViewsAfter reads the next n published records by id after the given one.
	PublicViewsAfter(ctx context.Context, after string, n int) ([]View, error)
	// DraftsAfter reads the next n records with a draft by id after the given one, with their owner.
	DraftsAfter(ctx context.Context, after string, n int) ([]View, error)

	// DraftViews reads the records among ids that have a draft, with their owner.
	DraftViews(ctx context.Context, ids []string) ([]View, error)

	// Listings lists records of one organisation, latest change first, and counts them all.
	Listings(ctx context.Context, organisationID string, f MineFilter) ([]Listing, int, error)
	// LatestPublic lists the n records published last.
	LatestPublic(ctx context.Context, n int) ([]Listing, error)
	// CountPublic counts what is public, of one slag or of all; a source before freshFrom (ISO date) is outdated.
	CountPublic(ctx context.Context, slag Slag, freshFrom string) (Overview, error)
	// PublicListings lists the public records among ids, in the order of ids.
	PublicListings(ctx context.Context, ids []string) ([]Listing, error)
	// PublicPlaces gives the next n public records in the order of their ids, after the first skip of them.
	PublicPlaces(ctx context.Context, skip, n int) ([]Place, error)
	// PublicStamp changes whenever something public changes.
	PublicStamp(ctx context.Context) (string, error)
	// PublicOrganisations lists the organisations with public records by name, and counts them all.
	PublicOrganisations(ctx context.Context, p Page) ([]OrganisationCount, int, error)
	// PublicOfOrganisation lists an organisation's public records by name, and counts them all.
	PublicOfOrganisation(ctx context.Context, organisationID string, p Page) ([]Listing, int, error)
}

// Columns are the values that the store keeps beside a record's content, so that lists and counts read no JSON.
type Columns struct {
	Name    Text
	Summary Text
	Facts   Facts
}

// Organisations are the owners. The package account owns the type; whoever implements its store implements this too.
type Organisations interface {
	Organisation(ctx context.Context, id string) (account.Organisation, error)
	// MatchOrganisation finds an organisation by id, number, identifiers or name with country, in that order; not-found if none.
	MatchOrganisation(ctx context.Context, ref account.Organisation) (account.Organisation, error)
	InsertOrganisation(ctx context.Context, o account.Organisation) error
}

// Inbox takes messages from the public to an organisation.
type Inbox interface {
	Receive(ctx context.Context, m inbox.Message) (inbox.Item, error)
}

// Batch is an import under way or done.
type Batch struct {
	ID         string
	Format     string
	Source     string // description of the file
	By         string // account id, empty for the operator
	State      BatchState
	StartedAt  time.Time
	AliveAt    time.Time // last sign of life while staging
	FinishedAt time.Time
	Report     Report
}

// BatchState is how far an import has come.
type BatchState string

// The states of a batch. Nothing of a batch is seen before it is Visible.
const (
	Staging BatchState = "staging"
	Visible BatchState = "visible"
	Dropped BatchState = "dropped"
)
