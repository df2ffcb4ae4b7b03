package inbox

import "context"

// Tx runs closures in a transaction that rides in ctx; see package store. A closure may run twice.
type Tx interface {
	Write(ctx context.Context, f func(ctx context.Context) error) error
	Read(ctx context.Context, f func(ctx context.Context) error) error
}

// Store keeps items. Methods that find nothing return a fault of kind not-found. All but InsertItem take the organisation, so that
// nobody reads or writes another's.
type Store interface {
	InsertItem(ctx context.Context, i Item) error
	Item(ctx context.Context, organisationID, id string) (Item, error)
	// Items lists an organisation's items, oldest open first and then the latest handled, and counts them all.
	Items(ctx context.Context, organisationID string, f Filter) ([]Item, int, error)
	// UpdateItem writes state, handling and revision where the stored revision is still was; otherwise a fault of kind conflict.
	UpdateItem(ctx context.Context, i Item, was int64) error
	// CountOpen counts an organisation's open items.
	CountOpen(ctx context.Context, organisationID string) (int, error)
}
