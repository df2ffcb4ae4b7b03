package storetest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/jobs"
	"github.com/tillit-se/tillit/internal/store"
)

func concurrency(t *testing.T, fresh Database) {
	t.Run("writers at once lose nothing", func(t *testing.T) { manyWriters(t, Open(t, fresh(t), store.Options{})) })
	t.Run("reading and then writing loses no update", func(t *testing.T) { noLostUpdate(t, Open(t, fresh(t), store.Options{})) })
	t.Run("readers who ask something for the first time do not stop each other", func(t *testing.T) { firstReads(t, fresh(t)) })
	t.Run("two stores on one database take turns", func(t *testing.T) { twoNodes(t, fresh(t)) })
	t.Run("two stores may open a new database at once", func(t *testing.T) { twoStarts(t, fresh(t)) })
}

// firstReads lets as many read as there are connections, and each ask what nobody has asked before once all have begun.
func firstReads(t *testing.T, dsn string) {
	const readers = 4
	s := Open(t, dsn, store.Options{Readers: readers})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var begun, all sync.WaitGroup
	begun.Add(readers)
	failed := make([]error, readers)
	for n := range readers {
		all.Go(func() {
			failed[n] = s.Read(ctx, func(ctx context.Context) error {
				begun.Done()
				begun.Wait()
				_, err := s.Job(ctx, "nowhere")
				return err
			})
		})
	}
	ended := make(chan struct{})
	go func() { all.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-ctx.Done():
		t.Fatal("the readers wait for each other")
	}
	for _, err := range failed {
		if !fault.Is(err, fault.NotFound) {
			t.Error(err)
		}
	}
}

func manyWriters(t *testing.T, s *store.Store) {
	var all sync.WaitGroup
	for writer := range 16 {
		all.Go(func() {
			for i := range 10 {
				key := fmt.Sprintf("%d-%d", writer, i)
				if err := s.Write(t.Context(), func(ctx context.Context) error { put(ctx, t, s, key); return nil }); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	expectCount(t, s, 160)
}

// noLostUpdate lets many read a number and write it one higher; what SQLite's single writer gives, PostgreSQL must give by retrying.
func noLostUpdate(t *testing.T, s *store.Store) {
	ctx := t.Context()
	job := claimed(t, s)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			err := s.Write(ctx, func(ctx context.Context) error {
				now, err := s.Job(ctx, job.ID)
				if err != nil {
					return err
				}
				return s.ExtendJob(ctx, job.ID, job.Lease, time.Minute, jobs.Progress{Done: now.Progress.Done + 1})
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if now, err := s.Job(ctx, job.ID); err != nil || now.Progress.Done != 8 {
		t.Errorf("progress %d, want 8 (%v)", now.Progress.Done, err)
	}
	t.Logf("%+v", s.Stats())
}

func twoNodes(t *testing.T, dsn string) {
	one, other := Open(t, dsn, store.Options{}), Open(t, dsn, store.Options{})
	var all sync.WaitGroup
	for _, s := range []*store.Store{one, other} {
		all.Go(func() {
			for i := range 50 {
				if err := s.Write(t.Context(), func(ctx context.Context) error { put(ctx, t, s, fmt.Sprint(i)); return nil }); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	expectCount(t, one, 100)
}

func twoStarts(t *testing.T, dsn string) {
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			s, err := store.Open(t.Context(), dsn, store.Options{})
			if err != nil {
				t.Errorf("open: %v", err)
				return
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}
