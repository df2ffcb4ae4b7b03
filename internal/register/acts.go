package register

import (
	"context"

	"github.com/tillit-se/tillit/internal/ledger"
	"github.com/tillit-se/tillit/internal/outbox"
)

// systemsImported is the type of the one leaf that a whole batch leaves in the ledger.
const systemsImported ledger.Type = "system.imported"

// Topics of the outbox: what the search index has to look at again.
const (
	TopicSystem = "system"       // the key is a record's id; its published text or its draft has changed
	TopicBatch  = "system_batch" // the key is a batch's id: all its records have changed, see BatchRecords
)

// Ledger takes the acts that must be provable: each leaf commits with the act itself. Package ledger has it.
type Ledger interface {
	Append(ctx context.Context, e ledger.Event) (string, error)
}

// changed tells the search index, in the transaction of ctx.
func (s *Service) changed(ctx context.Context, recordID string) error {
	return s.port.Outbox.AppendChange(ctx, TopicSystem, recordID, outbox.Put)
}
