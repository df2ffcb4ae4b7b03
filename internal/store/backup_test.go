package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/store"
)

func expectFault(t *testing.T, err error, kind fault.Kind, key string) {
	t.Helper()
	if !fault.Is(err, kind) || fault.As(err).Key != key {
		t.Errorf("err = %v, want %v %s", err, kind, key)
	}
}

// backedUp gives a store with the jobs 0 to n-1, and a backup of it.
func backedUp(t *testing.T, n int) (s *store.Store, db, backup string) {
	t.Helper()
	db = filepath.Join(t.TempDir(), "tillit.db")
	backup = filepath.Join(t.TempDir(), "backup.db")
	s = openAt(t, db)
	addJobs(t, s, 0, n)
	if err := s.Backup(t.Context(), backup, false); err != nil {
		t.Fatal(err)
	}
	return s, db, backup
}

func TestABackupIsOneMomentWhileOthersWrite(t *testing.T) {
	s := open(t)
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan error)
	go func() {
		var err error
		for i := 0; err == nil; i++ { // always two jobs at a time
			err = s.Write(ctx, func(ctx context.Context) error { return errors.Join(addJob(ctx, s, 2*i), addJob(ctx, s, 2*i+1)) })
		}
		stopped <- err
	}()
	path := filepath.Join(t.TempDir(), "backup.db")
	for countJobs(t, s) < 100 {
	}
	if err := s.Backup(t.Context(), path, false); err != nil {
		t.Fatal(err)
	}
	atBackup := countJobs(t, s)
	stop()
	if err := <-stopped; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if n := countJobs(t, openAt(t, path)); n < 100 || n > atBackup || n%2 != 0 {
		t.Errorf("%d jobs in the backup, want an even number from 100 to %d", n, atBackup)
	}
}

func TestABackupOverwritesOnlyWhenForced(t *testing.T) {
	s, _, backup := backedUp(t, 1)
	addJobs(t, s, 1, 3)
	expectFault(t, s.Backup(t.Context(), backup, false), fault.Conflict, "store.backup_exists")
	if err := s.Backup(t.Context(), backup, true); err != nil {
		t.Fatal(err)
	}
	expectFault(t, s.Backup(t.Context(), filepath.Join(backup, "no", "such", "dir"), false), fault.Unavailable, "store.cannot_open")
	if n := countJobs(t, openAt(t, backup)); n != 3 {
		t.Errorf("%d jobs", n)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(backup), ".*.part"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestABackupNeverReplacesTheDatabaseItself(t *testing.T) {
	s, db, _ := backedUp(t, 3)
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(db, link); err != nil {
		t.Fatal(err)
	}
	for _, dest := range []string{db, db + "-wal", link} {
		expectFault(t, s.Backup(t.Context(), dest, true), fault.Invalid, "store.backup_itself")
	}
	expectFault(t, s.Backup(t.Context(), t.TempDir(), true), fault.Invalid, "store.backup_folder")
	addJobs(t, s, 3, 5)
	if n := countJobs(t, openAt(t, db)); n != 5 {
		t.Errorf("%d jobs in the database, want 5", n)
	}
}

func TestARestoreBringsBackWhatWasBackedUp(t *testing.T) {
	s, _, backup := backedUp(t, 5)
	cursor, err := s.ChangesHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dest := filepath.Join(t.TempDir(), "restored.db")
	if aside, err := store.Restore(t.Context(), backup, dest, false); err != nil || aside != "" {
		t.Fatalf("%q, %v", aside, err)
	}
	restored := openAt(t, dest)
	if n := countJobs(t, restored); n != 5 {
		t.Errorf("%d jobs, want 5", n)
	}
	if _, err := restored.ChangesSince(t.Context(), cursor, 1); !errors.Is(err, outbox.ErrCursorTooOld) {
		t.Errorf("an index of the old database does not rebuild: %v", err)
	}
}

func TestARestoreKeepsTheOldDatabaseAside(t *testing.T) {
	s, db, backup := backedUp(t, 1)
	addJobs(t, s, 1, 10)
	_, err := store.Restore(t.Context(), backup, db, false)
	expectFault(t, err, fault.Conflict, "store.restore_exists")
	_, err = store.Restore(t.Context(), backup, db, true)
	expectFault(t, err, fault.Conflict, "store.restore_in_use")
	if n := countJobs(t, s); n != 10 {
		t.Errorf("%d jobs after the refused restores", n)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	aside, err := store.Restore(t.Context(), backup, db, true)
	if err != nil {
		t.Fatal(err)
	}
	if n := countJobs(t, openAt(t, db)); n != 1 {
		t.Errorf("%d jobs restored, want 1", n)
	}
	if n := countJobs(t, openAt(t, aside)); n != 10 {
		t.Errorf("%d jobs in the old database, want 10", n)
	}
}

func TestADamagedDatabaseCanBeReplaced(t *testing.T) {
	_, _, backup := backedUp(t, 1)
	db := filepath.Join(t.TempDir(), "tillit.db")
	if err := os.WriteFile(db, []byte(strings.Repeat("rubbish ", 2000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Restore(t.Context(), backup, db, true); err != nil {
		t.Fatal(err)
	}
	if n := countJobs(t, openAt(t, db)); n != 1 {
		t.Errorf("%d jobs restored, want 1", n)
	}
}

func TestABadBackupIsRefusedAndNothingIsTouched(t *testing.T) {
	s, db, backup := backedUp(t, 2000)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	whole, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	file := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	holed := slices.Clone(whole)
	for i := len(holed) / 3; i < len(holed)/3+20_000; i++ {
		holed[i] = 0xa5
	}
	newer, foreign := file("newer.db", whole), file("foreign.db", nil)
	tamper(t, newer, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (299901010000, 1)")
	tamper(t, foreign, "CREATE TABLE other (x)")
	orphan := file("orphan.db", whole)
	tamper(t, orphan, "INSERT INTO ledger_salt (leaf_id, salt) VALUES ('none', x'00')")

	for _, c := range []struct {
		src  string
		kind fault.Kind
		key  string
	}{
		{filepath.Join(dir, "missing.db"), fault.NotFound, "store.restore_missing"},
		{dir, fault.NotFound, "store.restore_missing"},
		{file("holed.db", holed), fault.Invalid, "store.restore_damaged"},
		{file("cut.db", whole[:len(whole)/2]), fault.Invalid, "store.restore_damaged"},
		{file("text.db", []byte("hello")), fault.Invalid, "store.restore_damaged"},
		{orphan, fault.Invalid, "store.restore_damaged"},
		{newer, fault.Conflict, "store.newer_database"},
		{foreign, fault.Conflict, "store.foreign_database"},
		{"postgres://x", fault.Invalid, "store.backup_postgres"},
	} {
		_, err := store.Restore(t.Context(), c.src, db, true)
		expectFault(t, err, c.kind, c.key)
	}
	if n := countJobs(t, openAt(t, db)); n != 2000 {
		t.Errorf("%d jobs after the refused restores", n)
	}
	entries, err := os.ReadDir(filepath.Dir(db))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.Contains(e.Name(), "part") || strings.Contains(e.Name(), "before") {
			t.Errorf("left behind: %s", e.Name())
		}
	}
}

func TestABackupThatIsCancelledLeavesNothing(t *testing.T) {
	s, _, backup := backedUp(t, 10)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Backup(ctx, backup+".2", false); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v", err)
	}
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(backup), "*"))
	if len(left) != 1 {
		t.Errorf("left behind: %v", fmt.Sprint(left))
	}
}
