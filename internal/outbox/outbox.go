package outbox

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Retention is how long changes are kept. A reader that has been away longer rebuilds.
const Retention = 7 * 24 * time.Hour

// Op is what happened to the thing.
type Op string

// The operations. A Put means made or changed.
const (
	Put    Op = "put"
	Delete Op = "delete"
)

// Change says that the thing Key under Topic was made, changed or removed.
type Change struct {
	Cursor Cursor // position after this change
	Topic  string // kind of thing, such as "system"
	Key    string // its id
	Op     Op
	At     time.Time
}

// Cursor is a position in the log. Positions of one epoch are ordered; a restored database begins a new epoch. The zero Cursor is
// older than every log.
type Cursor struct {
	Epoch string // which life of the database
	Tx    int64  // PostgreSQL: the writing transaction; SQLite: 0
	ID    int64
}

// Before tells whether c comes before other. Positions of different epochs have no order: each comes before the other, so that
// whoever waits for one of them waits until its own epoch is reached.
func (c Cursor) Before(other Cursor) bool {
	if c.Epoch != other.Epoch {
		return true
	}
	return c.Tx < other.Tx || c.Tx == other.Tx && c.ID < other.ID
}

// String writes the cursor as text for keeping; ParseCursor reads it.
func (c Cursor) String() string { return fmt.Sprintf("%s.%d.%d", c.Epoch, c.Tx, c.ID) }

// ParseCursor reads what String wrote.
func ParseCursor(s string) (Cursor, error) {
	parts := strings.Split(s, ".")
	if len(parts) != 3 {
		return Cursor{}, fmt.Errorf("outbox: %q is no cursor", s)
	}
	tx, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return Cursor{}, fmt.Errorf("outbox: %q is no cursor: %w", s, err)
	}
	id, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil {
		return Cursor{}, fmt.Errorf("outbox: %q is no cursor: %w", s, err)
	}
	return Cursor{Epoch: parts[0], Tx: tx, ID: id}, nil
}

// ErrCursorTooOld says that changes after the cursor have been pruned, or that the database was restored since: rebuild from a
// fresh Head.
var ErrCursorTooOld = errors.New("outbox: the cursor is older than the log")

// Appender is what writers need.
type Appender interface {
	// AppendChange adds a change in the transaction of ctx, which must be a Write.
	AppendChange(ctx context.Context, topic, key string, op Op) error
}

// Log is what readers need.
type Log interface {
	// ChangesSince gives at most limit changes after the cursor, in order. It gives a change only when no earlier one can appear
	// any more. Error: ErrCursorTooOld.
	ChangesSince(ctx context.Context, after Cursor, limit int) ([]Change, error)
	// ChangesHead is the position after the last change that ChangesSince would give. A rebuild takes it first, then reads
	// everything, then goes on from it.
	ChangesHead(ctx context.Context) (Cursor, error)
	// ChangesSignal is closed at the next change committed in this process. Other processes' changes are seen by polling only.
	ChangesSignal() <-chan struct{}
	// PruneChanges removes the changes made before an instant and tells how many there were.
	PruneChanges(ctx context.Context, before time.Time) (int64, error)
}
