package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	mathrand "math/rand/v2"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/tillit-se/tillit/internal/fault"
)

const (
	defaultConns   = 16
	connIdleTime   = 5 * time.Minute
	connectTimeout = 10 * time.Second
	maxAttempts    = 12
	backoffBase    = 2 * time.Millisecond
	backoffMost    = 300 * time.Millisecond
)

// postgresBackend is a pool of connections to a PostgreSQL-compatible database. pgx keeps prepared statements per connection.
type postgresBackend struct {
	db                       *sql.DB
	writes, commits, retries atomic.Int64
}

func (s *Store) openPostgres(ctx context.Context, dsn string, opts Options) error {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		// The error may quote the password, so only its nature is passed on.
		return fault.New("store.Open", fault.Invalid, "store.bad_dsn", fault.Args{"dsn": "postgres://…"})
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectTimeout
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "tillit"
	}
	conns := opts.Readers
	if conns <= 0 {
		conns = defaultConns
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	db.SetConnMaxIdleTime(connIdleTime)
	if err := migrate(ctx, postgresDialect, db, s.log); err != nil {
		return errors.Join(err, db.Close())
	}
	s.backend, s.dialect = &postgresBackend{db: db}, postgresDialect
	if err := s.noticeRestore(ctx); err != nil {
		return errors.Join(err, db.Close())
	}
	return nil
}

// noticeRestore begins a new epoch of the change log when it has rows from transactions that this database cluster has not come to
// yet: then they were brought here by pg_restore, and would not be readable for a long time.
func (s *Store) noticeRestore(ctx context.Context) error {
	var foreign bool
	err := s.q(ctx).QueryRow(ctx, `SELECT GREATEST((SELECT COALESCE(max(tx), 0) FROM outbox_change),
		(SELECT pruned_tx FROM outbox_state)) >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint`).Scan(&foreign)
	if err != nil || !foreign {
		return err
	}
	return s.newEpoch(ctx, rand.Text())
}

// write runs fn at the level SERIALIZABLE, so that what is right with SQLite's one writer is right here too, and runs it again when
// the database found that it could not be serialized (40001) or ended a deadlock by it (40P01).
func (b *postgresBackend) write(ctx context.Context, s *Store, level isolation, fn func(context.Context) error) error {
	for attempt := 1; ; attempt++ {
		err := b.attempt(ctx, s, level, fn)
		if !serializationFailure(err) {
			return err
		}
		if attempt == maxAttempts {
			return fault.New("store.Write", fault.Unavailable, "store.contention", nil).Because(err)
		}
		b.retries.Add(1)
		if err := sleep(ctx, jitter(attempt)); err != nil {
			return err
		}
	}
}

// jitter is a random wait whose upper bound doubles with every attempt.
func jitter(attempt int) time.Duration {
	return 1 + mathrand.N(min(backoffBase<<attempt, backoffMost))
}

func (b *postgresBackend) attempt(ctx context.Context, s *Store, level isolation, fn func(context.Context) error) error {
	options := &sql.TxOptions{Isolation: sql.LevelSerializable}
	if level == readCommitted {
		options.Isolation = sql.LevelReadCommitted
	}
	tx, err := b.db.BeginTx(ctx, options)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	t := &txn{on: tx}
	if err := t.run(ctx, s, fn); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	b.writes.Add(1)
	b.commits.Add(1)
	s.announce(t)
	return nil
}

func (b *postgresBackend) read(ctx context.Context, s *Store, fn func(context.Context) error) error {
	tx, err := b.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // there is nothing to commit
	t := &txn{on: tx, readOnly: true}
	return t.run(ctx, s, fn)
}

func (b *postgresBackend) pool() executor { return b.db }

func (b *postgresBackend) stats() Stats {
	return Stats{Writes: b.writes.Load(), Commits: b.commits.Load(), Retries: b.retries.Load()}
}

func (b *postgresBackend) close() error { return b.db.Close() }

// postgresCode is the SQLSTATE of a PostgreSQL error, or "".
func postgresCode(err error) string {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func serializationFailure(err error) bool {
	code := postgresCode(err)
	return code == "40001" || code == "40P01"
}
