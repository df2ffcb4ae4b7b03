package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/tillit-se/tillit/internal/store"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

// onBoth runs a benchmark on SQLite, in TMPDIR, and on PostgreSQL if it is there. What a commit costs depends most of all on the disk
// below; the test cluster of scripts/postgres-test-cluster does not sync unless PG_OPTIONS says so.
func onBoth(b *testing.B, run func(*testing.B, *store.Store)) {
	b.Run("sqlite", func(b *testing.B) { run(b, storetest.Open(b, storetest.SQLite(b), store.Options{})) })
	b.Run("postgres", func(b *testing.B) {
		if os.Getenv(storetest.PostgresEnv) == "" {
			b.Skip("no PostgreSQL: set " + storetest.PostgresEnv)
		}
		run(b, storetest.Open(b, storetest.Postgres(b), store.Options{}))
	})
}

func BenchmarkWriteByOne(b *testing.B) { onBoth(b, writeByOne) }

func writeByOne(b *testing.B, s *store.Store) {
	for b.Loop() {
		if err := write(b.Context(), s, "a", nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriteBy32(b *testing.B) { onBoth(b, writeBy32) }

func writeBy32(b *testing.B, s *store.Store) {
	b.SetParallelism(16) // times GOMAXPROCS
	before := s.Stats()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if err := write(b.Context(), s, "a", nil); err != nil {
				b.Error(err)
			}
		}
	})
	after := s.Stats()
	b.ReportMetric(float64(after.Writes-before.Writes)/float64(after.Commits-before.Commits), "writes/commit")
}

func BenchmarkWriteInBatchesOf500(b *testing.B) { onBoth(b, writeInBatchesOf500) }

func writeInBatchesOf500(b *testing.B, s *store.Store) {
	n := 0
	for b.Loop() {
		err := s.Write(b.Context(), func(ctx context.Context) error {
			for i := range 500 {
				if err := addJob(ctx, s, n+i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		n += 500
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "rows/s")
}

const benchRows = 10_000

func readOne(b *testing.B, s *store.Store, i int) {
	if _, err := s.Job(b.Context(), fmt.Sprintf("job-%07d", i*7919%benchRows)); err != nil {
		b.Error(err)
	}
}

func BenchmarkPointReadByOne(b *testing.B) { onBoth(b, pointReadByOne) }

func pointReadByOne(b *testing.B, s *store.Store) {
	addJobs(b, s, 0, benchRows)
	i := 0
	for b.Loop() {
		readOne(b, s, i)
		i++
	}
}

func BenchmarkPointReadBy32(b *testing.B) { onBoth(b, pointReadBy32) }

func pointReadBy32(b *testing.B, s *store.Store) {
	addJobs(b, s, 0, benchRows)
	b.SetParallelism(16)
	var next atomic.Int64
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			readOne(b, s, int(next.Add(1)))
		}
	})
}

func BenchmarkReadTransaction(b *testing.B) { onBoth(b, readTransaction) }

func readTransaction(b *testing.B, s *store.Store) {
	addJobs(b, s, 0, benchRows)
	i := 0
	for b.Loop() {
		i++
		_ = s.Read(b.Context(), func(ctx context.Context) error {
			_, err := s.Job(ctx, fmt.Sprintf("job-%07d", i*7919%benchRows))
			return err
		})
	}
}

func BenchmarkOpenMigrated(b *testing.B) {
	path := filepath.Join(b.TempDir(), "tillit.db")
	storetest.Open(b, path, store.Options{})
	for b.Loop() {
		s, err := store.Open(b.Context(), path, store.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
