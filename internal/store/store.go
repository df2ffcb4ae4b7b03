package store

import (
	"context"
	"log/slog"
	"strings"
	"sync"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
)

// Options are what a Store needs from outside. The zero value is good for use.
type Options struct {
	Clock   clock.Clock  // default: the machine's
	IDs     *clock.IDs   // default: from crypto/rand
	Logger  *slog.Logger // default: none
	Readers int          // most reading connections on SQLite, most connections on PostgreSQL; 0 means 8 and 16
}

// Store is the database. It is safe for concurrent use.
type Store struct {
	backend backend
	dialect dialect
	clock   clock.Clock
	ids     *clock.IDs
	log     *slog.Logger
	news    [signals]signal

	closing sync.Once
	closed  error
}

// dialect is the database's kind, for the few statements that differ.
type dialect string

const (
	sqliteDialect   dialect = "sqlite"
	postgresDialect dialect = "postgres"
)

// backend is what differs between the databases: pools and transactions.
type backend interface {
	write(ctx context.Context, s *Store, level isolation, fn func(context.Context) error) error
	read(ctx context.Context, s *Store, fn func(context.Context) error) error
	pool() executor
	stats() Stats
	close() error
}

// isolation is how strictly a transaction is kept apart from others. SQLite has one writer and needs no other level than the first.
type isolation uint8

const (
	serializable  isolation = iota // as if alone; retried when it was not
	readCommitted                  // for single statements that lock their own rows, such as claiming a job
)

// Stats counts what the writer has done since Open. Writes grouped into one commit show as more Writes than Commits.
type Stats struct {
	Writes  int64 // closures that were committed
	Commits int64 // commits that carried them
	Retries int64 // closures that were run again
}

// Open opens the database named by dsn, a file path or postgres://…, brings its schema up to date and returns it ready for use.
// A file that does not exist is made, readable by its owner only.
//
// Faults: Invalid store.bad_dsn; Unavailable store.unreachable, store.busy, store.corrupt; Conflict store.newer_database when the
// database was made by a newer version of Tillit, and store.foreign_database when it is not Tillit's.
func Open(ctx context.Context, dsn string, opts Options) (*Store, error) {
	s := newStore(opts)
	open := s.openSQLite
	if IsPostgres(dsn) {
		open = s.openPostgres
	}
	if err := open(ctx, dsn, opts); err != nil {
		return nil, classify("store.Open", err)
	}
	return s, nil
}

func newStore(opts Options) *Store {
	s := &Store{clock: opts.Clock, ids: opts.IDs, log: opts.Logger}
	if s.clock == nil {
		s.clock = clock.System{}
	}
	if s.ids == nil {
		s.ids = clock.NewIDs(nil)
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	for i := range s.news {
		s.news[i].init()
	}
	return s
}

// IsPostgres tells whether dsn names a PostgreSQL database rather than a file.
func IsPostgres(dsn string) bool {
	return strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://")
}

// Close waits for the write that is running and closes all connections. Writes that still wait get a fault Unavailable store.closed.
// Closing twice is well.
func (s *Store) Close() error {
	s.closing.Do(func() { s.closed = s.backend.close() })
	return s.closed
}

// Stats tells how many writes and commits there have been.
func (s *Store) Stats() Stats { return s.backend.stats() }

// Ping asks the database for a sign of life, for health checks.
func (s *Store) Ping(ctx context.Context) error {
	var one int
	return classify("store.Ping", s.q(ctx).QueryRow(ctx, "SELECT 1").Scan(&one))
}

func closedFault() error { return fault.New("store.Write", fault.Unavailable, "store.closed", nil) }
