package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/tillit-se/tillit/internal/fault"
)

// Backup writes a copy of the database as it is at this moment to the file dest, while others read and write. The copy is whole or
// not there at all: it is made beside dest, checked, synced and then renamed. An existing file is replaced only when force is set.
//
// Faults: Conflict store.backup_exists; Invalid store.backup_itself, store.backup_folder, and store.backup_postgres, because PostgreSQL has tools
// of its own for it (see docs/operations.md); Unavailable store.disk_full, store.cannot_open.
func (s *Store) Backup(ctx context.Context, dest string, force bool) error {
	const op = "store.Backup"
	b, ok := s.backend.(*sqliteBackend)
	if !ok {
		return fault.New(op, fault.Invalid, "store.backup_postgres", nil)
	}
	if err := b.refuse(op, dest, force); err != nil {
		return err
	}
	copied, err := copyDatabase(ctx, b.path, dest)
	if err != nil {
		return classify(op, err)
	}
	if err := check(ctx, copied, "quick_check"); err != nil {
		return errors.Join(err, os.Remove(copied))
	}
	return classify(op, place(copied, dest))
}

// refuse says what a backup may not replace: a folder, the database itself or its log, and any file unless force is set. A database that is
// replaced by its copy while a service has it open would lose all that is written from then on.
func (b *sqliteBackend) refuse(op, dest string, force bool) error {
	there, err := os.Stat(dest)
	if err != nil {
		if exists(dest) && !force { // a link that leads nowhere
			return fault.New(op, fault.Conflict, "store.backup_exists", fault.Args{"file": dest})
		}
		return nil
	}
	if there.IsDir() {
		return fault.New(op, fault.Invalid, "store.backup_folder", fault.Args{"file": dest})
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if own, err := os.Stat(b.path + suffix); err == nil && os.SameFile(own, there) {
			return fault.New(op, fault.Invalid, "store.backup_itself", fault.Args{"file": dest})
		}
	}
	if !force {
		return fault.New(op, fault.Conflict, "store.backup_exists", fault.Args{"file": dest})
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// copyDatabase writes a snapshot of the database file src into a new file beside dest, and gives its name.
func copyDatabase(ctx context.Context, src, dest string) (name string, err error) {
	file, err := os.CreateTemp(filepath.Dir(dest), "."+filepath.Base(dest)+".*.part")
	if err != nil {
		return "", fault.New("store.Backup", fault.Unavailable, "store.cannot_open", fault.Args{"db": dest}).Because(err)
	}
	name = file.Name()
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(name))
		}
	}()
	if err := file.Close(); err != nil {
		return "", err
	}
	err = withFile(src, readOnlyParams(), func(db *sql.DB) error {
		_, err := db.ExecContext(ctx, "VACUUM INTO $1", name) // allowed into a file that exists when it is empty
		return err
	})
	return name, err
}

func readOnlyParams() url.Values {
	p := pragmas(fmt.Sprintf("busy_timeout(%d)", busyTimeoutMS))
	p.Set("mode", "ro")
	return p
}

// withFile opens a database file beside all pools, for one task.
func withFile(path string, params url.Values, task func(*sql.DB) error) error {
	db, err := openFile(path, params, 1)
	if err != nil {
		return err
	}
	return errors.Join(task(db), db.Close())
}

// place syncs a finished file and gives it its name. VACUUM INTO does not sync by itself.
func place(part, dest string) error {
	if err := syncFile(part); err != nil {
		return err
	}
	if err := os.Rename(part, dest); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	return syncFile(filepath.Dir(dest))
}

func syncFile(path string) error {
	file, err := os.Open(path) //nolint:gosec // a path from the operator
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// check runs one of SQLite's own checks of a file. Fault: Invalid store.restore_damaged.
func check(ctx context.Context, path, pragma string) error {
	var problem string
	err := withFile(path, readOnlyParams(), func(db *sql.DB) error {
		return db.QueryRowContext(ctx, "PRAGMA "+pragma+"(1)").Scan(&problem)
	})
	if err == nil && problem == "ok" {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		problem = err.Error()
	}
	return damaged(path, problem).Because(err)
}

func damaged(path, problem string) *fault.Error {
	return fault.New("store.check", fault.Invalid, "store.restore_damaged", fault.Args{"file": path, "problem": problem})
}
