package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"github.com/tillit-se/tillit/internal/fault"
)

// Restore puts a copy of the backup src in place as the database dest. The backup is checked first, in full; it may be older than
// this program (it is brought up to date when it is opened) but not newer. An existing database is replaced only when force is set
// and nobody uses it, and is then kept beside, under the name that aside gives ("" when there was none).
//
// The restored database begins a new epoch of its change log, so that indexes made from the old one rebuild.
//
// Faults: NotFound store.restore_missing; Invalid store.restore_damaged; Conflict store.restore_exists, store.restore_in_use,
// store.newer_database, store.foreign_database; Invalid store.backup_postgres.
func Restore(ctx context.Context, src, dest string, force bool) (aside string, err error) {
	const op = "store.Restore"
	if IsPostgres(dest) || IsPostgres(src) {
		return "", fault.New(op, fault.Invalid, "store.backup_postgres", nil)
	}
	if err := examine(ctx, src); err != nil {
		return "", classify(op, err)
	}
	if exists(dest) && !force {
		return "", fault.New(op, fault.Conflict, "store.restore_exists", fault.Args{"db": dest})
	}
	part, err := copyDatabase(ctx, src, dest)
	if err != nil {
		return "", classify(op, err)
	}
	if err := beginEpoch(ctx, part); err != nil {
		return "", errors.Join(classify(op, err), os.Remove(part))
	}
	if aside, err = setAside(ctx, dest, time.Now()); err != nil {
		return "", errors.Join(classify(op, err), os.Remove(part))
	}
	return aside, classify(op, place(part, dest))
}

// examine tells whether a file can be restored.
func examine(ctx context.Context, path string) error {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return fault.New("store.examine", fault.NotFound, "store.restore_missing", fault.Args{"file": path}).Because(err)
	}
	if err := check(ctx, path, "integrity_check"); err != nil {
		return err
	}
	return withFile(path, readOnlyParams(), func(db *sql.DB) error {
		var id int64
		if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
			return err
		}
		if id != applicationID {
			return fault.New("store.examine", fault.Conflict, "store.foreign_database", fault.Args{"db": path})
		}
		if err := wholeReferences(ctx, db, path); err != nil {
			return err
		}
		provider, err := newProvider(sqliteDialect, db, slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		return refuseNewer(ctx, provider, db)
	})
}

func wholeReferences(ctx context.Context, db *sql.DB, path string) error {
	rows, err := db.QueryContext(ctx, "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	if !rows.Next() {
		return rows.Err()
	}
	var table string
	if err := rows.Scan(&table); err != nil {
		return err
	}
	return damaged(path, "a row of "+table+" refers to one that is missing")
}

// beginEpoch marks a copied file as another life of the database.
func beginEpoch(ctx context.Context, path string) error {
	return withFile(path, pragmas("foreign_keys(1)"), func(db *sql.DB) error {
		for _, statement := range newEpochStatements(rand.Text()) {
			if _, err := db.ExecContext(ctx, statement.text, statement.args...); err != nil {
				return err
			}
		}
		return nil
	})
}

// setAside renames an existing database, with what belongs to it, and gives its new name.
func setAside(ctx context.Context, dest string, now time.Time) (string, error) {
	if !exists(dest) {
		return "", nil
	}
	if err := makeWhole(ctx, dest); err != nil {
		return "", err
	}
	aside := dest + ".before-restore-" + now.UTC().Format("20060102T150405.000000Z")
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Rename(dest+suffix, aside+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return aside, nil
}

// makeWhole makes a database file whole in itself, without a log beside it. SQLite allows it only to who is alone with the file, so it
// also tells whether somebody uses it. A damaged file is left as it is: it may be the reason for restoring.
func makeWhole(ctx context.Context, path string) error {
	err := withFile(path, pragmas("busy_timeout(500)"), func(db *sql.DB) error {
		var mode string
		return db.QueryRowContext(ctx, "PRAGMA journal_mode = DELETE").Scan(&mode)
	})
	if sqliteCode(err)&0xff == codeBusy {
		return fault.New("store.Restore", fault.Conflict, "store.restore_in_use", fault.Args{"db": path}).Because(err)
	}
	return ctx.Err()
}
