package register

import "context"

// Ledger takes the acts that must be provable: each leaf commits with the act itself. See package ledger.
type Ledger interface {
	Append(ctx context.Context, kind string, hash string, private []byte) error
}

// Outbox notes what the search index has to look at again; see package outbox.
type Outbox interface {
	Note(ctx context.Context, kind, id string) error
}
