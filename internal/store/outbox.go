package store

import (
	"context"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/outbox"
)

var (
	_ outbox.Appender = (*Store)(nil)
	_ outbox.Log      = (*Store)(nil)
)

// AppendChange implements outbox.Appender.
func (s *Store) AppendChange(ctx context.Context, topic, key string, op outbox.Op) error {
	_, err := s.q(ctx).Exec(ctx, "INSERT INTO outbox_change (topic, key, op, at) VALUES ($1, $2, $3, $4)",
		topic, key, string(op), clock.Micros(s.clock.Now()))
	s.tell(ctx, newChange)
	return classify("store.AppendChange", err)
}

// settled is the condition under which a row can be read: every row that sorts before it is visible too. On SQLite ids appear in
// order. On PostgreSQL a transaction that still runs may hold an earlier row, so rows end at the oldest running transaction.
func (s *Store) settled() string {
	if s.dialect == postgresDialect {
		return "tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
	}
	return "tx = 0"
}

// after is the condition for rows beyond the cursor ($1, $2), in a form that the primary key answers.
func (s *Store) after() string {
	if s.dialect == postgresDialect {
		return "(tx, id) > ($1::bigint, $2::bigint)"
	}
	return "tx >= $1 AND id > $2"
}

// order is the order in which rows settle.
func (s *Store) order(direction string) string {
	if s.dialect == postgresDialect {
		return "tx " + direction + ", id " + direction
	}
	return "id " + direction
}

// ChangesSince implements outbox.Log.
func (s *Store) ChangesSince(ctx context.Context, after outbox.Cursor, limit int) ([]outbox.Change, error) {
	var changes []outbox.Change
	err := s.Read(ctx, func(ctx context.Context) error {
		if err := s.checkCursor(ctx, after); err != nil {
			return err
		}
		var err error
		changes, err = s.readChanges(ctx, after, limit)
		return err
	})
	return changes, err
}

func (s *Store) readChanges(ctx context.Context, after outbox.Cursor, limit int) ([]outbox.Change, error) {
	rows, err := s.q(ctx).Query(ctx, "SELECT tx, id, topic, key, op, at FROM outbox_change WHERE "+s.after()+" AND "+s.settled()+
		" ORDER BY "+s.order("ASC")+" LIMIT $3", after.Tx, after.ID, limit)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var changes []outbox.Change
	for rows.Next() {
		c := outbox.Change{Cursor: outbox.Cursor{Epoch: after.Epoch}}
		var at int64
		if err := rows.Scan(&c.Cursor.Tx, &c.Cursor.ID, &c.Topic, &c.Key, &c.Op, &at); err != nil {
			return nil, err
		}
		c.At = clock.FromMicros(at)
		changes = append(changes, c)
	}
	return changes, rows.Err()
}

// checkCursor refuses a cursor of another life of the database, from before the pruned rows, or from beyond the end: an older copy
// of the file has then been put in place by hand.
func (s *Store) checkCursor(ctx context.Context, c outbox.Cursor) error {
	start, err := s.changesStart(ctx)
	if err != nil {
		return err
	}
	if c.Epoch != start.Epoch || before(c, start) {
		return outbox.ErrCursorTooOld
	}
	end, err := s.changesEnd(ctx, start)
	if err != nil {
		return err
	}
	if before(end, c) {
		return outbox.ErrCursorTooOld
	}
	return nil
}

func before(a, b outbox.Cursor) bool {
	return a.Tx < b.Tx || a.Tx == b.Tx && a.ID < b.ID
}

// changesStart is the position after the last pruned row, with the epoch.
func (s *Store) changesStart(ctx context.Context) (outbox.Cursor, error) {
	var c outbox.Cursor
	err := s.q(ctx).QueryRow(ctx, "SELECT epoch, pruned_tx, pruned_id FROM outbox_state WHERE one = 1").Scan(&c.Epoch, &c.Tx, &c.ID)
	return c, err
}

// changesEnd is the position after the last settled row.
func (s *Store) changesEnd(ctx context.Context, start outbox.Cursor) (outbox.Cursor, error) {
	end := start
	rows, err := s.q(ctx).Query(ctx, "SELECT tx, id FROM outbox_change WHERE "+s.settled()+" ORDER BY "+s.order("DESC")+" LIMIT 1")
	if err != nil {
		return end, err
	}
	defer func() { _ = rows.Close() }()
	if rows.Next() {
		if err := rows.Scan(&end.Tx, &end.ID); err != nil {
			return end, err
		}
	}
	return end, rows.Err()
}

// ChangesHead implements outbox.Log.
func (s *Store) ChangesHead(ctx context.Context) (outbox.Cursor, error) {
	var head outbox.Cursor
	err := s.Read(ctx, func(ctx context.Context) error {
		start, err := s.changesStart(ctx)
		if err != nil {
			return err
		}
		head, err = s.changesEnd(ctx, start)
		return err
	})
	return head, err
}

// ChangesSignal implements outbox.Log.
func (s *Store) ChangesSignal() <-chan struct{} { return s.news[newChange].wait() }

// PruneChanges implements outbox.Log. It removes whole positions from the beginning, up to the last settled change made before the
// instant.
func (s *Store) PruneChanges(ctx context.Context, instant time.Time) (int64, error) {
	var pruned int64
	err := s.Write(ctx, func(ctx context.Context) error {
		last, found, err := s.lastChangeBefore(ctx, instant)
		if err != nil || !found {
			pruned = 0
			return err
		}
		if _, err := s.q(ctx).Exec(ctx, "UPDATE outbox_state SET pruned_tx = $1, pruned_id = $2 WHERE one = 1", last.Tx, last.ID); err != nil {
			return err
		}
		res, err := s.q(ctx).Exec(ctx, "DELETE FROM outbox_change WHERE tx < $1 OR (tx = $1 AND id <= $2)", last.Tx, last.ID)
		if err != nil {
			return err
		}
		pruned, err = res.RowsAffected()
		return err
	})
	return pruned, err
}

func (s *Store) lastChangeBefore(ctx context.Context, instant time.Time) (c outbox.Cursor, found bool, err error) {
	rows, err := s.q(ctx).Query(ctx, "SELECT tx, id FROM outbox_change WHERE at < $1 AND "+s.settled()+
		" ORDER BY "+s.order("DESC")+" LIMIT 1", clock.Micros(instant))
	if err != nil {
		return c, false, err
	}
	defer func() { _ = rows.Close() }()
	if rows.Next() {
		found = true
		err = rows.Scan(&c.Tx, &c.ID)
	}
	if err != nil {
		return c, false, err
	}
	return c, found, rows.Err()
}

// statement is SQL with its arguments.
type statement struct {
	text string
	args []any
}

// newEpochStatements begin a new life of the database's change log, so that every index rebuilds.
func newEpochStatements(epoch string) []statement {
	return []statement{
		{"DELETE FROM outbox_change", nil},
		{"UPDATE outbox_state SET epoch = $1, pruned_tx = 0, pruned_id = 0 WHERE one = 1", []any{epoch}},
	}
}

func (s *Store) newEpoch(ctx context.Context, epoch string) error {
	return s.Write(ctx, func(ctx context.Context) error {
		for _, st := range newEpochStatements(epoch) {
			if _, err := s.q(ctx).Exec(ctx, st.text, st.args...); err != nil {
				return err
			}
		}
		return nil
	})
}
