package register

import "context"

// The acts of the register that leave a leaf in the ledger.
const (
	ActPublished = "register.published"
	ActRetired   = "register.retired"
	ActImported  = "register.imported" // one leaf for a whole batch
)

// What the outbox says about the register.
const (
	ChangedRecord = "system"       // the id is a record's
	ChangedBatch  = "system-batch" // the id is a batch's: all its records have changed
)

// Ledger takes the acts that must be provable: each leaf commits with the act itself. See package ledger.
type Ledger interface {
	Append(ctx context.Context, kind string, hash string, private []byte) error
}

// Outbox notes what the search index has to look at again; see package outbox.
type Outbox interface {
	Note(ctx context.Context, kind, id string) error
}
