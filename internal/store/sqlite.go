package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"modernc.org/sqlite" // the driver "sqlite", and its errors

	"github.com/tillit-se/tillit/internal/fault"
)

// applicationID marks a database file as Tillit's: the bytes "Till" (SQLite file format, offset 68).
const applicationID = 0x54696c6c

// How long a statement waits for another process's lock, and how much memory a connection may use for pages.
const (
	busyTimeoutMS    = 10_000
	writerCacheKiB   = 4_000
	readerCacheKiB   = 2_000
	walCheckpoint    = 2_000 // pages; 8 MB
	journalSizeLimit = 32 << 20
	analysisLimit    = 400 // rows looked at per index by PRAGMA optimize
	defaultReaders   = 8
)

// codeBusy is the primary result code of SQLITE_BUSY.
const codeBusy = 5

// sqliteBackend is one file with one writing connection and several reading ones.
type sqliteBackend struct {
	path    string
	writing *sql.DB
	reading *sql.DB
	stmts   *statements
	writer  *writer
	// readers is a place for each reading transaction. There is one connection more than places: a transaction that asks something for
	// the first time has it prepared on another connection, and would wait for ever if all were held by others who wait for the same.
	readers chan struct{}
}

func (s *Store) openSQLite(ctx context.Context, path string, opts Options) error {
	b, err := newSQLite(path, opts)
	if err != nil {
		return err
	}
	if err := whileBusy(ctx, func() error { return b.start(ctx, s) }); err != nil {
		return errors.Join(err, b.close())
	}
	s.backend, s.dialect = b, sqliteDialect
	return nil
}

// whileBusy runs fn again while another process holds the file. SQLite waits by itself (busy_timeout), but not where it fears a
// deadlock, as when two processes turn a new file to WAL at once.
func whileBusy(ctx context.Context, fn func() error) error {
	const pause = 20 * time.Millisecond
	for until := time.Now().Add(busyTimeoutMS * time.Millisecond); ; {
		err := fn()
		if sqliteCode(err)&0xff != codeBusy || time.Now().After(until) {
			return err
		}
		if err := sleep(ctx, pause); err != nil {
			return err
		}
	}
}

func newSQLite(path string, opts Options) (*sqliteBackend, error) {
	if path == "" || path == ":memory:" {
		return nil, fault.New("store.Open", fault.Invalid, "store.bad_dsn", fault.Args{"dsn": path})
	}
	if err := touch(path); err != nil {
		return nil, err
	}
	readers := opts.Readers
	if readers <= 0 {
		readers = defaultReaders
	}
	writing, err := openFile(path, writerParams(), 1)
	if err != nil {
		return nil, err
	}
	reading, err := openFile(path, readerParams(), readers+1)
	if err != nil {
		return nil, errors.Join(err, writing.Close())
	}
	return &sqliteBackend{
		path: path, writing: writing, reading: reading, stmts: newStatements(reading.PrepareContext), readers: make(chan struct{}, readers),
	}, nil
}

// start brings the schema up to date and starts the writer.
func (b *sqliteBackend) start(ctx context.Context, s *Store) error {
	if err := b.mark(ctx); err != nil {
		return err
	}
	if err := migrate(ctx, sqliteDialect, b.writing, s.log); err != nil {
		return err
	}
	w, err := startWriter(ctx, b.writing, s)
	if err != nil {
		return err
	}
	b.writer = w
	return nil
}

// mark checks that the file is Tillit's, and marks a new one.
func (b *sqliteBackend) mark(ctx context.Context) error {
	var id, tables int64
	if err := b.writing.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return err
	}
	if id == applicationID {
		return nil
	}
	if err := b.writing.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return err
	}
	if id != 0 || tables > 0 {
		return fault.New("store.Open", fault.Conflict, "store.foreign_database", fault.Args{"db": b.path})
	}
	_, err := b.writing.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID))
	return err
}

// touch makes the file if it is missing, for its owner only: it will hold password hashes and drafts.
func touch(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fault.New("store.Open", fault.Unavailable, "store.cannot_open", fault.Args{"db": path}).Because(err)
	}
	return file.Close()
}

func openFile(path string, params url.Values, conns int) (*sql.DB, error) {
	dsn, err := fileDSN(path, params)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	return db, nil
}

func fileDSN(path string, params url.Values) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return "file:" + (&url.URL{Path: filepath.ToSlash(abs)}).EscapedPath() + "?" + params.Encode(), nil
}

func pragmas(list ...string) url.Values { return url.Values{"_pragma": list} }

// writerParams: FULL syncs the log at every commit, so that what was answered is on the disk.
func writerParams() url.Values {
	p := pragmas(
		fmt.Sprintf("busy_timeout(%d)", busyTimeoutMS), "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
		fmt.Sprintf("cache_size(-%d)", writerCacheKiB), fmt.Sprintf("wal_autocheckpoint(%d)", walCheckpoint),
		fmt.Sprintf("journal_size_limit(%d)", journalSizeLimit), fmt.Sprintf("analysis_limit(%d)", analysisLimit),
	)
	p.Set("_txlock", "immediate")
	p.Set("_dqs", "0")
	return p
}

func readerParams() url.Values {
	p := pragmas(
		fmt.Sprintf("busy_timeout(%d)", busyTimeoutMS), "query_only(1)", fmt.Sprintf("cache_size(-%d)", readerCacheKiB),
	)
	p.Set("_dqs", "0")
	return p
}

func (b *sqliteBackend) write(ctx context.Context, _ *Store, _ isolation, fn func(context.Context) error) error {
	return b.writer.do(ctx, fn)
}

func (b *sqliteBackend) read(ctx context.Context, s *Store, fn func(context.Context) error) error {
	select {
	case b.readers <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-b.readers }()
	tx, err := b.reading.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // there is nothing to commit
	t := &txn{on: preparedTx{tx, b.stmts}, readOnly: true}
	return t.run(ctx, s, fn)
}

func (b *sqliteBackend) pool() executor { return preparedPool{b.reading, b.stmts} }

func (b *sqliteBackend) stats() Stats { return b.writer.stats() }

func (b *sqliteBackend) close() error {
	var err error
	if b.writer != nil {
		err = b.writer.close()
	}
	b.stmts.close()
	return errors.Join(err, b.reading.Close(), b.writing.Close())
}

// sqliteCode is the extended result code of an SQLite error, or 0.
func sqliteCode(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}
