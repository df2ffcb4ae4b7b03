package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"
	"sync/atomic"
)

// executor is what *sql.DB, *sql.Tx and *sql.Conn have in common.
type executor interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// querier runs the statements of store methods: in the transaction of the context, or on the reading pool.
type querier interface {
	Exec(ctx context.Context, query string, args ...any) (sql.Result, error)
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRow(ctx context.Context, query string, args ...any) scanner
}

// scanner is a row to be read; *sql.Rows is one too, so that one function can read rows of both.
type scanner interface {
	Scan(dest ...any) error
}

var (
	errWriteInRead = errors.New("store: Write inside Read")
	errNoWrite     = errors.New("store: a statement that changes rows outside Write")
	errEnded       = errors.New("store: the transaction of this context has ended")
	errGoexit      = errors.New("store: the closure ended its goroutine")
	errFailed      = errors.New("store: the transaction was rolled back")
)

// txKey finds a store's own transaction in a context; two stores do not see each other's.
type txKey struct{ s *Store }

// txn is a running transaction. It belongs to one goroutine, except for ended.
type txn struct {
	on       executor
	readOnly bool
	detach   bool // statements run without the caller's cancellation
	ended    atomic.Bool
	failed   error // the first statement that failed; after it there are no others
	news     [signals]bool
}

func (s *Store) txnIn(ctx context.Context) *txn {
	t, _ := ctx.Value(txKey{s}).(*txn)
	return t
}

// Write runs fn in a transaction that changes rows, and returns when it is committed or has failed as a whole. fn may run more
// than once. A Write inside a Write joins it; inside a Read it is an error. A panic in fn rolls back and comes back as an error.
//
// Errors of fn come back as they are; errors of the database as faults: Unavailable store.disk_full, store.busy,
// store.unreachable, store.read_only, store.contention, store.closed; Conflict store.exists, store.referenced.
func (s *Store) Write(ctx context.Context, fn func(context.Context) error) error {
	return s.writeAt(ctx, serializable, fn)
}

func (s *Store) writeAt(ctx context.Context, level isolation, fn func(context.Context) error) error {
	if t := s.txnIn(ctx); t != nil {
		if t.readOnly {
			return errWriteInRead
		}
		return fn(ctx)
	}
	return classify("store.Write", s.backend.write(ctx, s, level, fn))
}

// Read runs fn in a transaction that sees one moment of the database and changes nothing. Inside a Write or a Read it joins.
func (s *Store) Read(ctx context.Context, fn func(context.Context) error) error {
	if s.txnIn(ctx) != nil {
		return fn(ctx)
	}
	return classify("store.Read", s.backend.read(ctx, s, fn))
}

// Batches runs step in one Write after another until it says that there is no more, or fails. It is for long work, such as an
// import: between two steps it lets other writers in, also those of other processes. A good step takes 10 to 50 ms.
func (s *Store) Batches(ctx context.Context, step func(context.Context) (more bool, err error)) error {
	for {
		began := s.clock.Now()
		var more bool
		err := s.Write(ctx, func(ctx context.Context) (err error) {
			more, err = step(ctx)
			return err
		})
		if err != nil || !more {
			return err
		}
		if err := sleep(ctx, s.clock.Now().Sub(began)/10); err != nil {
			return err
		}
	}
}

// q is the way to the database for store methods.
func (s *Store) q(ctx context.Context) querier {
	if t := s.txnIn(ctx); t != nil {
		return t
	}
	return outside{s.backend.pool()}
}

// run calls fn with the transaction in its context, and gives an error for all the ways in which it can fail.
func (t *txn) run(ctx context.Context, s *Store, fn func(context.Context) error) (err error) {
	defer t.ended.Store(true)
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("store: panic in a transaction: %v\n%s", p, debug.Stack())
		}
	}()
	if err := fn(context.WithValue(ctx, txKey{s}, t)); err != nil {
		return err
	}
	if t.failed != nil {
		return t.failed
	}
	return ctx.Err()
}

// ready says whether a statement may run, and in which context.
func (t *txn) ready(ctx context.Context) (context.Context, error) {
	if t.ended.Load() {
		return nil, errEnded
	}
	if t.failed != nil {
		return nil, fmt.Errorf("%w after: %w", errFailed, t.failed)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if t.detach {
		return context.WithoutCancel(ctx), nil
	}
	return ctx, nil
}

func (t *txn) note(err error) error {
	if err != nil && t.failed == nil && !errors.Is(err, sql.ErrNoRows) {
		t.failed = err
	}
	return err
}

func (t *txn) Exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	ctx, err := t.ready(ctx)
	if err != nil {
		return nil, err
	}
	res, err := t.on.ExecContext(ctx, query, args...)
	return res, t.note(err)
}

func (t *txn) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	ctx, err := t.ready(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := t.on.QueryContext(ctx, query, args...)
	return rows, t.note(err)
}

func (t *txn) QueryRow(ctx context.Context, query string, args ...any) scanner {
	ctx, err := t.ready(ctx)
	if err != nil {
		return failedRow{err}
	}
	row := t.on.QueryRowContext(ctx, query, args...)
	_ = t.note(row.Err())
	return row
}

// failedRow is a row that could not be asked for.
type failedRow struct{ err error }

func (r failedRow) Scan(...any) error { return r.err }

// outside reads without a transaction: every statement sees its own moment.
type outside struct{ on executor }

func (outside) Exec(context.Context, string, ...any) (sql.Result, error) { return nil, errNoWrite }

func (o outside) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return o.on.QueryContext(ctx, query, args...)
}

func (o outside) QueryRow(ctx context.Context, query string, args ...any) scanner {
	return o.on.QueryRowContext(ctx, query, args...)
}
