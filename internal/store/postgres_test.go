package store_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/jobs"
	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/store"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

// postgres gives a PostgreSQL database of the test's own, or skips the test.
func postgres(t *testing.T) (s *store.Store, dsn string) {
	t.Helper()
	if os.Getenv(storetest.PostgresEnv) == "" {
		t.Skip("no PostgreSQL: set " + storetest.PostgresEnv)
	}
	dsn = storetest.Postgres(t)
	return storetest.Open(t, dsn, store.Options{}), dsn
}

func TestWritesThatCannotBeSerializedAreRunAgain(t *testing.T) {
	s, _ := postgres(t)
	addJobs(t, s, 0, 1)
	job, err := s.ClaimJob(t.Context(), []string{"test"}, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	var bothHaveRead, all sync.WaitGroup
	bothHaveRead.Add(2)
	for range 2 {
		all.Go(func() {
			first := true
			err := s.Write(t.Context(), func(ctx context.Context) error {
				now, err := s.Job(ctx, job.ID)
				if err != nil {
					return err
				}
				if first {
					first = false
					bothHaveRead.Done()
					bothHaveRead.Wait()
				}
				return s.ExtendJob(ctx, job.ID, job.Lease, time.Hour, jobs.Progress{Done: now.Progress.Done + 1})
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	now, err := s.Job(t.Context(), job.ID)
	if err != nil || now.Progress.Done != 2 {
		t.Errorf("progress %d, want 2 (%v)", now.Progress.Done, err)
	}
	if got := s.Stats(); got.Retries == 0 {
		t.Errorf("%+v: nothing was run again", got)
	}
}

func TestAWriteThatNeverSucceedsIsGivenUp(t *testing.T) {
	s, _ := postgres(t)
	runs := 0
	err := s.Write(t.Context(), func(context.Context) error {
		runs++
		return errors.Join(errNo, &pgconn.PgError{Code: "40P01"})
	})
	expectFault(t, err, fault.Unavailable, "store.contention")
	if runs < 5 {
		t.Errorf("given up after %d runs", runs)
	}
}

func TestARestoredPostgresDatabaseBeginsANewEpoch(t *testing.T) {
	s, dsn := postgres(t)
	if err := write(t.Context(), s, "a", nil); err != nil {
		t.Fatal(err)
	}
	cursor, err := s.ChangesHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	again := storetest.Open(t, dsn, store.Options{})
	if _, err := again.ChangesSince(t.Context(), cursor, 1); err != nil {
		t.Errorf("a restart loses the cursor: %v", err)
	}

	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(t.Context(), "UPDATE outbox_change SET tx = tx + 1000000000"); err != nil {
		t.Fatal(err)
	}
	restored := storetest.Open(t, dsn, store.Options{})
	if _, err := restored.ChangesSince(t.Context(), cursor, 1); !errors.Is(err, outbox.ErrCursorTooOld) {
		t.Errorf("after rows from another cluster: %v", err)
	}
	if err := write(t.Context(), restored, "b", nil); err != nil {
		t.Fatal(err)
	}
	for until := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) { // others' transactions may hold it back
		got := traces(t, restored)
		if len(got) == 1 && got[0] == "b" {
			return
		}
		if time.Now().After(until) {
			t.Fatalf("rows %v", got)
		}
	}
}

func TestPostgresIsBackedUpByItsOwnTools(t *testing.T) {
	s, _ := postgres(t)
	expectFault(t, s.Backup(t.Context(), filepath.Join(t.TempDir(), "b.db"), false), fault.Invalid, "store.backup_postgres")
}

func TestANewerPostgresDatabaseIsLeftAlone(t *testing.T) {
	_, dsn := postgres(t)
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (299901010000, true)"); err != nil {
		t.Fatal(err)
	}
	expectRefused(t, dsn, fault.Conflict, "store.newer_database")
}

func TestTextThatPostgresCannotKeepIsTheCallersFault(t *testing.T) {
	s, _ := postgres(t)
	expectFault(t, write(t.Context(), s, "a\x00b", nil), fault.Invalid, "store.bad_text")
	expectFault(t, write(t.Context(), s, "a\xffb", nil), fault.Invalid, "store.bad_text")
}
