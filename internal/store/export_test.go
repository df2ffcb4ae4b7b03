package store

import (
	"context"
	"fmt"
	"time"
)

// LimitPages fills the disk, as far as SQLite can tell: the file may grow by so many pages and no more. Nobody else may write
// meanwhile. A negative number takes the limit away.
func (s *Store) LimitPages(extra int) error {
	w := s.backend.(*sqliteBackend).writer
	var pages int
	if err := w.conn.QueryRowContext(context.Background(), "PRAGMA page_count").Scan(&pages); err != nil {
		return err
	}
	most := pages + extra
	if extra < 0 {
		most = 1 << 30
	}
	var set int
	return w.conn.QueryRowContext(context.Background(), fmt.Sprintf("PRAGMA max_page_count = %d", most)).Scan(&set)
}

// Pragma reads a setting of the writing (true) or of a reading connection.
func (s *Store) Pragma(writing bool, name string) (value string, err error) {
	b := s.backend.(*sqliteBackend)
	if writing {
		err = b.writer.conn.QueryRowContext(context.Background(), "PRAGMA "+name).Scan(&value)
	} else {
		err = b.reading.QueryRowContext(context.Background(), "PRAGMA "+name).Scan(&value)
	}
	return value, err
}

// Long runs one statement that takes a while, in the transaction of ctx.
func (s *Store) Long(ctx context.Context) error {
	_, err := s.q(ctx).Exec(ctx, `INSERT INTO outbox_change (topic, key, op, at)
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT 'test', 'long', 'put', i FROM n`)
	return err
}

// Patience sets how long a write waits for its turn. Nobody may write meanwhile.
func (s *Store) Patience(d time.Duration) { s.backend.(*sqliteBackend).writer.patience = d }

// Queued tells how many writes wait for their turn.
func (s *Store) Queued() int { return len(s.backend.(*sqliteBackend).writer.queue) }
