package search

import (
	"context"
	"errors"
	"iter"

	"github.com/tillit-se/tillit/internal/outbox"
)

// Changes is the change log that the index follows: the part of outbox.Log that it reads. A cursor that the log no longer
// reaches back to is outbox.ErrCursorTooOld, and the index is rebuilt.
type Changes interface {
	ChangesSince(ctx context.Context, after outbox.Cursor, limit int) ([]outbox.Change, error)
	ChangesHead(ctx context.Context) (outbox.Cursor, error)
	ChangesSignal() <-chan struct{}
}

// Source gives documents as they are now. The features implement it.
type Source interface {
	// Touched gives the ids of the records that changes concern: for most one, for an import all that came with it, and
	// none for what is not searched. An id may come several times.
	Touched(ctx context.Context, changes []outbox.Change) ([]string, error)
	// Documents gives the documents of the records: for each id none, one, or a public and a private one.
	Documents(ctx context.Context, ids []string) ([]Document, error)
	// All gives every document, in a stable order. It is read twice in a rebuild: for the words, and for the index.
	All(ctx context.Context) iter.Seq2[Document, error]
}

// ErrLocked tells that another process has the index open for writing. OpenSnapshot reads beside it.
var ErrLocked = errors.New("search: the index is in use by another process")

// ErrNotBuilt tells that there is no index, or only one of another version of the program.
var ErrNotBuilt = errors.New("search: the index has not been built yet")

// ErrTooDeep tells that the page lies beyond MaxWindow hits.
var ErrTooDeep = errors.New("search: page × limit is more than 10,000")

// ErrBadQuery tells that a query's limit, page or sort is out of range.
var ErrBadQuery = errors.New("search: limit is 1 to 100, page is from 1, sort is relevance, updated or title")
