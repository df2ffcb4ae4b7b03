package search

import (
	"context"
	"errors"
	"iter"

	"github.com/tillit-se/tillit/internal/outbox"
)

// Cursor is a place in the change log; the zero Cursor is before the first change.
type Cursor = outbox.Cursor

// Change tells that the record with this id has changed: is new, was published, edited, withdrawn or removed.
type Change struct {
	Cursor Cursor
	ID     string
}

// Changes is the change log that the index follows. The outbox implements it.
type Changes interface {
	// Since gives changes after the cursor, in order, at most limit of them; none when there are no more. It must not
	// give a change before all changes with lower cursors can be seen. A cursor from which the log can no longer
	// answer is ErrCursorTooOld.
	Since(ctx context.Context, after Cursor, limit int) ([]Change, error)
	// Latest is the cursor of the last change that can be seen.
	Latest(ctx context.Context) (Cursor, error)
}

// Source gives documents as they are now. The features implement it.
type Source interface {
	// Documents gives the documents of the records: for each id none, one, or a public and a private one.
	Documents(ctx context.Context, ids []string) ([]Document, error)
	// All gives every document, in a stable order. It is read twice in a rebuild: for the words, and for the index.
	All(ctx context.Context) iter.Seq2[Document, error]
}

// ErrCursorTooOld tells that the change log has been pruned past the cursor: the index has to be rebuilt.
var ErrCursorTooOld = outbox.ErrCursorTooOld

// ErrLocked tells that another process has the index open for writing. OpenSnapshot reads beside it.
var ErrLocked = errors.New("search: the index is in use by another process")

// ErrNotBuilt tells that there is no index, or only one of another version of the program.
var ErrNotBuilt = errors.New("search: the index has not been built yet")

// ErrTooDeep tells that the page lies beyond MaxWindow hits.
var ErrTooDeep = errors.New("search: page × limit is more than 10,000")

// ErrBadQuery tells that a query's limit, page or sort is out of range.
var ErrBadQuery = errors.New("search: limit is 1 to 100, page is from 1, sort is relevance, updated or title")
