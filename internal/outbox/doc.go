// Package outbox is the change log that derived indexes follow.
//
// Who changes something appends a Change in the same transaction. An index reads the changes since its own Cursor, which it keeps
// beside what it has built from them, so that a crash between commit and index never leaves the index behind for good. Nothing is
// sent from here, and a change says only what changed, not how: the reader fetches the present state itself.
package outbox
