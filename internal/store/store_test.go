package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/jobs"
	"github.com/tillit-se/tillit/internal/store"
)

func open(t *testing.T) *store.Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "tillit.db"))
}

func openAt(t *testing.T, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestAMigratedDatabaseOpensQuickly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tillit.db")
	openAt(t, path)
	began := time.Now()
	openAt(t, path)
	if took := time.Since(began); took > time.Second {
		t.Errorf("opening took %v", took)
	} else {
		t.Logf("opening took %v", took)
	}
}

func addJob(ctx context.Context, s *store.Store, i int) error {
	_, err := s.EnqueueJob(ctx, jobs.Job{ID: fmt.Sprintf("job-%07d", i), Kind: "test", Payload: fmt.Sprintf(`{"n":%d}`, i)})
	return err
}

// addJobs enqueues the jobs from to to-1, as rows to count.
func addJobs(t testing.TB, s *store.Store, from, to int) {
	t.Helper()
	err := s.Write(t.Context(), func(ctx context.Context) error {
		for i := from; i < to; i++ {
			if err := addJob(ctx, s, i); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func countJobs(t testing.TB, s *store.Store) int64 {
	t.Helper()
	counts, err := s.CountJobs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return counts[jobs.Waiting]
}
