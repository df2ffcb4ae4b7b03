package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/store"
)

var errNo = errors.New("no")

// write leaves a trace named key, and then ends as given.
func write(ctx context.Context, s *store.Store, key string, end error) error {
	return s.Write(ctx, func(ctx context.Context) error {
		return errors.Join(s.AppendChange(ctx, "test", key, outbox.Put), end)
	})
}

func traces(t *testing.T, s *store.Store) []string {
	t.Helper()
	head, err := s.ChangesHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	changes, err := s.ChangesSince(t.Context(), outbox.Cursor{Epoch: head.Epoch}, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, c := range changes {
		keys = append(keys, c.Key)
	}
	return keys
}

// queued keeps the writer busy until all the given writes wait in its queue, so that they come into one group, and gives their errors.
func queued(t *testing.T, s *store.Store, writes ...func() error) []error {
	t.Helper()
	begun, release := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		err := s.Write(t.Context(), func(context.Context) error {
			begun <- struct{}{}
			<-release
			return errNo // so that the group begins with the first of the writes
		})
		if !errors.Is(err, errNo) {
			t.Error(err)
		}
	})
	<-begun
	errs := make([]error, len(writes))
	for i, w := range writes {
		all.Go(func() { errs[i] = w() })
		for s.Queued() <= i { // so that they queue in this order
			time.Sleep(time.Millisecond)
		}
	}
	close(release)
	all.Wait()
	return errs
}

func TestWaitingWritesAreCommittedTogether(t *testing.T) {
	s := open(t)
	var writes []func() error
	for i := range 40 {
		writes = append(writes, func() error { return write(t.Context(), s, fmt.Sprint(i), nil) })
	}
	if err := errors.Join(queued(t, s, writes...)...); err != nil {
		t.Fatal(err)
	}
	if got := s.Stats(); got.Writes != 40 || got.Commits > 3 {
		t.Errorf("%+v: 40 writes should share a commit or two", got)
	}
	if n := len(traces(t, s)); n != 40 {
		t.Errorf("%d rows", n)
	}
}

func TestAFailingWriteTakesNobodyElseWithIt(t *testing.T) {
	s := open(t)
	cancelled, cancel := context.WithCancel(t.Context())
	errs := queued(t, s,
		func() error { return write(t.Context(), s, "a", nil) },
		func() error { return write(t.Context(), s, "b", errNo) },
		func() error { return write(t.Context(), s, "c", nil) },
		func() error {
			return s.Write(t.Context(), func(ctx context.Context) error {
				_ = s.AppendChange(ctx, "test", "d", outbox.Put)
				panic("unlucky")
			})
		},
		func() error {
			return s.Write(cancelled, func(ctx context.Context) error {
				cancel() // in the middle of its turn
				return s.AppendChange(ctx, "test", "e", outbox.Put)
			})
		},
		func() error { return write(t.Context(), s, "f", nil) },
	)
	if got, want := traces(t, s), []string{"a", "c", "f"}; !slices.Equal(got, want) {
		t.Errorf("rows %v, want %v", got, want)
	}
	for i, failed := range []bool{false, true, false, true, true, false} {
		if (errs[i] != nil) != failed {
			t.Errorf("write %d: %v", i, errs[i])
		}
	}
	if got := s.Stats(); got.Commits > 2 {
		t.Errorf("%+v: they were not grouped", got)
	}
}

func TestAWriteThatIsGivenUpWhileWaitingDoesNotRun(t *testing.T) {
	s := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	ran, gaveUp := false, make(chan struct{})
	errs := queued(t, s,
		func() error {
			defer close(gaveUp)
			return s.Write(ctx, func(context.Context) error { ran = true; return nil })
		},
		func() error {
			cancel()
			<-gaveUp
			return write(t.Context(), s, "b", nil)
		},
	)
	if !errors.Is(errs[0], context.Canceled) || errs[1] != nil || ran {
		t.Errorf("errors %v, ran %v", errs, ran)
	}
}

// An interrupted INSERT makes SQLite roll back the whole transaction, so a caller's cancellation must not reach it.
func TestACancelledStatementTakesNobodyElseWithIt(t *testing.T) {
	s := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	errs := queued(t, s,
		func() error { return write(t.Context(), s, "a", nil) },
		func() error {
			return s.Write(ctx, func(ctx context.Context) error {
				time.AfterFunc(5*time.Millisecond, cancel)
				return s.Long(ctx)
			})
		},
	)
	if errs[0] != nil || !errors.Is(errs[1], context.Canceled) {
		t.Errorf("errors %v", errs)
	}
	if got := traces(t, s); !slices.Equal(got, []string{"a"}) {
		t.Errorf("%d rows", len(got))
	}
	if got := s.Stats(); got.Retries != 0 {
		t.Errorf("%+v: the group was lost and had to be run again", got)
	}
}

func TestAWriteThatWaitsForItselfIsEnded(t *testing.T) {
	s := open(t)
	s.Patience(20 * time.Millisecond)
	err := s.Write(t.Context(), func(context.Context) error {
		return write(t.Context(), s, "a", nil) // with the context from outside
	})
	expectFault(t, err, fault.Unavailable, "store.busy")
	if got := traces(t, s); len(got) > 0 {
		t.Errorf("rows %v", got)
	}
}

func TestAFullDiskIsToldAndLosesNothingThatWasThere(t *testing.T) {
	s := open(t)
	if err := write(t.Context(), s, "before", nil); err != nil {
		t.Fatal(err)
	}
	if err := s.LimitPages(2); err != nil {
		t.Fatal(err)
	}
	err := write(t.Context(), s, strings.Repeat("x", 1<<20), nil)
	if !fault.Is(err, fault.Unavailable) || fault.As(err).Key != "store.disk_full" {
		t.Errorf("err = %v", err)
	}
	if err := s.LimitPages(-1); err != nil {
		t.Fatal(err)
	}
	if err := write(t.Context(), s, "after", nil); err != nil {
		t.Fatal(err)
	}
	if got, want := traces(t, s), []string{"before", "after"}; !slices.Equal(got, want) {
		t.Errorf("rows %v, want %v", got, want)
	}
}

// SQLite rolls back the whole transaction, savepoints and all, when the disk is full. Those in the group whose own work fits must
// then be run again.
func TestAGroupLostToAFullDiskIsRunAgainWithoutTheOneThatFilledIt(t *testing.T) {
	s := open(t)
	if err := s.LimitPages(4); err != nil {
		t.Fatal(err)
	}
	errs := queued(t, s,
		func() error { return write(t.Context(), s, "a", nil) },
		func() error { return write(t.Context(), s, "b", nil) },
		func() error { return write(t.Context(), s, strings.Repeat("x", 1<<20), nil) },
		func() error { return write(t.Context(), s, "c", nil) },
	)
	if got, want := traces(t, s), []string{"a", "b", "c"}; !slices.Equal(got, want) {
		t.Errorf("rows %v, want %v", got, want)
	}
	if errs[0] != nil || errs[1] != nil || errs[3] != nil || fault.As(errs[2]).Key != "store.disk_full" {
		t.Errorf("errors %v", errs)
	}
	if got := s.Stats(); got.Retries != 2 {
		t.Errorf("%+v: want 2 run again", got)
	}
}

func TestConnectionsAreSetUpAsTheyShould(t *testing.T) {
	s := open(t)
	for _, c := range []struct {
		writing    bool
		name, want string
	}{
		{true, "journal_mode", "wal"},
		{true, "synchronous", "2"},
		{true, "foreign_keys", "1"},
		{true, "busy_timeout", "10000"},
		{false, "query_only", "1"},
		{false, "journal_mode", "wal"},
	} {
		if got, err := s.Pragma(c.writing, c.name); err != nil || got != c.want {
			t.Errorf("%s (writing: %v) is %q, want %q (%v)", c.name, c.writing, got, c.want, err)
		}
	}
}
