package storetest

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/jobs"
	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/store"
)

var errNo = errors.New("no")

func transactions(t *testing.T, fresh Database) {
	cases := []struct {
		name string
		test func(*testing.T, *store.Store)
	}{
		{"what is committed can be read", committed},
		{"an error rolls back and comes back as it is", rolledBack},
		{"a panic rolls back and comes back as an error", panicked},
		{"a closure that ends its goroutine rolls back", goexit},
		{"a nested write joins", nested},
		{"a write inside a read is refused", writeInRead},
		{"changing rows outside a write is refused", changeOutside},
		{"a context outlives its transaction without harm", ended},
		{"after a failed statement nothing is committed", failedStatement},
		{"a conflict of keys is a fault", conflict},
		{"a cancelled context commits nothing", cancelled},
		{"a read sees one moment", oneMoment},
		{"two stores do not share a transaction", func(t *testing.T, s *store.Store) { twoStores(t, s, fresh) }},
		{"batches go on until there is no more", batches},
		{"a closed store refuses writes", closed},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { c.test(t, Open(t, fresh(t), store.Options{})) })
	}
}

// put leaves a trace in the transaction of ctx.
func put(ctx context.Context, t testing.TB, s *store.Store, key string) {
	t.Helper()
	if err := s.AppendChange(ctx, "test", key, outbox.Put); err != nil {
		t.Errorf("put %s: %v", key, err)
	}
}

// putOne leaves a trace in a transaction of its own, and waits until it can be read.
func putOne(t testing.TB, s *store.Store, key string) {
	t.Helper()
	if err := s.Write(t.Context(), func(ctx context.Context) error { return s.AppendChange(ctx, "test", key, outbox.Put) }); err != nil {
		t.Error(err)
		return
	}
	await(t, func() bool { return strings.Contains(" "+keys(t, s)+" ", " "+key+" ") })
}

// await waits until something is so. On PostgreSQL a change can be read when all older transactions of the whole cluster have ended,
// also those of other tests.
func await(t testing.TB, so func() bool) bool {
	t.Helper()
	for until := time.Now().Add(10 * time.Second); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(until) {
			return false
		}
	}
	return true
}

// keys are the traces that have been left.
func keys(t testing.TB, s *store.Store) string {
	t.Helper()
	var all []string
	for _, c := range everyChange(t, s) {
		all = append(all, c.Key)
	}
	return strings.Join(all, " ")
}

func expectKeys(t testing.TB, s *store.Store, want string) {
	t.Helper()
	if !await(t, func() bool { return keys(t, s) == want }) {
		t.Errorf("rows: %q, want %q", keys(t, s), want)
	}
}

func expectCount(t testing.TB, s *store.Store, want int) {
	t.Helper()
	if !await(t, func() bool { return len(everyChange(t, s)) == want }) {
		t.Errorf("%d rows, want %d", len(everyChange(t, s)), want)
	}
}

func committed(t *testing.T, s *store.Store) {
	putOne(t, s, "a")
	putOne(t, s, "b")
	expectKeys(t, s, "a b")
}

func rolledBack(t *testing.T, s *store.Store) {
	err := s.Write(t.Context(), func(ctx context.Context) error {
		put(ctx, t, s, "a")
		return errNo
	})
	if err != errNo { //nolint:errorlint // it must be the very same
		t.Errorf("err = %v", err)
	}
	expectKeys(t, s, "")
	putOne(t, s, "b")
	expectKeys(t, s, "b")
}

func panicked(t *testing.T, s *store.Store) {
	err := s.Write(t.Context(), func(ctx context.Context) error {
		put(ctx, t, s, "a")
		panic("unlucky")
	})
	if err == nil || !strings.Contains(err.Error(), "unlucky") || !fault.Is(err, fault.Internal) {
		t.Errorf("err = %v", err)
	}
	expectKeys(t, s, "")
}

func goexit(t *testing.T, s *store.Store) {
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		_ = s.Write(t.Context(), func(ctx context.Context) error {
			put(ctx, t, s, "a")
			runtime.Goexit()
			return nil
		})
	}()
	<-gone
	putOne(t, s, "b")
	expectKeys(t, s, "b")
}

func nested(t *testing.T, s *store.Store) {
	err := s.Write(t.Context(), func(ctx context.Context) error {
		put(ctx, t, s, "a")
		if err := s.Write(ctx, func(ctx context.Context) error { put(ctx, t, s, "b"); return nil }); err != nil {
			return err
		}
		return s.Read(ctx, func(ctx context.Context) error {
			id, err := s.EnqueueJob(ctx, jobs.Job{Kind: "x", Payload: "{}"})
			if err != nil {
				return err
			}
			_, err = s.Job(ctx, id) // sees what has not been committed
			return errors.Join(err, errNo)
		})
	})
	if !errors.Is(err, errNo) || fault.Is(err, fault.NotFound) {
		t.Errorf("err = %v", err)
	}
	expectKeys(t, s, "")
}

func writeInRead(t *testing.T, s *store.Store) {
	err := s.Read(t.Context(), func(ctx context.Context) error {
		return s.Write(ctx, func(context.Context) error { t.Error("ran"); return nil })
	})
	if err == nil {
		t.Error("allowed")
	}
}

func changeOutside(t *testing.T, s *store.Store) {
	change := func(ctx context.Context) error { return s.AppendChange(ctx, "test", "a", outbox.Put) }
	if change(t.Context()) == nil {
		t.Error("allowed without a transaction")
	}
	if s.Read(t.Context(), change) == nil {
		t.Error("allowed in a read")
	}
	expectKeys(t, s, "")
}

func ended(t *testing.T, s *store.Store) {
	var kept context.Context
	if err := s.Write(t.Context(), func(ctx context.Context) error { kept = ctx; return nil }); err != nil {
		t.Fatal(err)
	}
	if s.AppendChange(kept, "test", "a", outbox.Put) == nil {
		t.Error("a change after the end was taken")
	}
	expectKeys(t, s, "")
}

func failedStatement(t *testing.T, s *store.Store) {
	err := s.Write(t.Context(), func(ctx context.Context) error {
		put(ctx, t, s, "a")
		for range 2 {
			_, _ = s.EnqueueJob(ctx, jobs.Job{ID: "same", Kind: "x", Payload: "{}"}) // the second fails, and is not heeded
		}
		if s.AppendChange(ctx, "test", "b", outbox.Put) == nil {
			t.Error("a statement after a failed one was taken")
		}
		return nil
	})
	if err == nil {
		t.Error("committed")
	}
	expectKeys(t, s, "")
}

func conflict(t *testing.T, s *store.Store) {
	add := func(ctx context.Context) error {
		_, err := s.EnqueueJob(ctx, jobs.Job{ID: "same", Kind: "x", Payload: "{}"})
		return err
	}
	if err := s.Write(t.Context(), add); err != nil {
		t.Fatal(err)
	}
	if err := s.Write(t.Context(), add); !fault.Is(err, fault.Conflict) || fault.As(err).Key != "store.exists" {
		t.Errorf("err = %v", err)
	}
}

func cancelled(t *testing.T, s *store.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Write(ctx, func(ctx context.Context) error {
		put(ctx, t, s, "a")
		cancel()
		return s.AppendChange(ctx, "test", "b", outbox.Put)
	})
	if !fault.Is(err, fault.Unavailable) {
		t.Errorf("err = %v", err)
	}
	if err := s.Write(ctx, func(ctx context.Context) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a write under a cancelled context: %v", err)
	}
	putOne(t, s, "c")
	expectKeys(t, s, "c")
}

func oneMoment(t *testing.T, s *store.Store) {
	putOne(t, s, "a")
	err := s.Read(t.Context(), func(ctx context.Context) error {
		first, err := s.ChangesHead(ctx)
		if err != nil {
			return err
		}
		putOne(t, s, "b") // by somebody else: the context is not the transaction's
		second, err := s.ChangesHead(ctx)
		if first != second {
			t.Errorf("saw %v, then %v", first, second)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	expectKeys(t, s, "a b")
}

func twoStores(t *testing.T, s *store.Store, fresh Database) {
	other := Open(t, fresh(t), store.Options{})
	err := s.Write(t.Context(), func(ctx context.Context) error {
		put(ctx, t, s, "a")
		return other.Write(ctx, func(ctx context.Context) error { put(ctx, t, other, "b"); return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	expectKeys(t, s, "a")
	expectKeys(t, other, "b")
}

func batches(t *testing.T, s *store.Store) {
	left := []string{"a", "b", "c"}
	err := s.Batches(t.Context(), func(ctx context.Context) (bool, error) {
		put(ctx, t, s, left[0])
		left = left[1:]
		return len(left) > 0, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	expectKeys(t, s, "a b c")
}

func closed(t *testing.T, s *store.Store) {
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Write(t.Context(), func(context.Context) error { t.Error("ran"); return nil }); err == nil {
		t.Error("no error")
	}
}
