package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/store"
)

func changes(t *testing.T, fresh Database) {
	t.Run("changes come in order, in pieces, with their fields", func(t *testing.T) { inPieces(t, fresh(t)) })
	t.Run("what is rolled back is not there", func(t *testing.T) { rolledBack(t, Open(t, fresh(t), store.Options{})) })
	t.Run("commits in reverse order lose nothing", func(t *testing.T) { reverseCommits(t, fresh(t)) })
	t.Run("a reader away too long is told", func(t *testing.T) { tooOld(t, fresh(t)) })
	t.Run("a cursor of another database is refused", func(t *testing.T) { foreignCursor(t, Open(t, fresh(t), store.Options{}), fresh) })
	t.Run("a commit wakes those who wait", func(t *testing.T) { wakes(t, Open(t, fresh(t), store.Options{})) })
	t.Run("a follower sees what comes", func(t *testing.T) { follows(t, Open(t, fresh(t), store.Options{})) })
}

// everyChange reads the log from its beginning, as far as it has not been pruned.
func everyChange(t testing.TB, s *store.Store) []outbox.Change {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	head, err := s.ChangesHead(ctx)
	if err != nil {
		t.Fatal(err)
	}
	all, err := s.ChangesSince(ctx, outbox.Cursor{Epoch: head.Epoch}, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func inPieces(t *testing.T, dsn string) {
	now := time.Date(2026, 11, 22, 10, 0, 0, 123_000, time.UTC)
	s := Open(t, dsn, store.Options{Clock: clock.NewManual(now)})
	at, err := s.ChangesHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range 7 {
		putOne(t, s, fmt.Sprint(i))
	}
	var seen string
	for {
		some, err := s.ChangesSince(t.Context(), at, 3)
		if err != nil {
			t.Fatal(err)
		}
		if len(some) == 0 {
			break
		}
		for _, c := range some {
			seen += c.Key
			if c.Topic != "test" || c.Op != outbox.Put || !c.At.Equal(now) {
				t.Errorf("change %+v", c)
			}
		}
		if at, err = outbox.ParseCursor(some[len(some)-1].Cursor.String()); err != nil {
			t.Fatal(err)
		}
	}
	if seen != "0123456" {
		t.Errorf("saw %q", seen)
	}
	if head, err := s.ChangesHead(t.Context()); err != nil || head != at {
		t.Errorf("head %v, last %v (%v)", head, at, err)
	}
}

// reverseCommits: the first to write commits last. A reader in between must not pass over the first's row.
func reverseCommits(t *testing.T, dsn string) {
	if !store.IsPostgres(dsn) {
		t.Skip("SQLite has one writer at a time, so commits cannot change places")
	}
	s := Open(t, dsn, store.Options{})
	at, err := s.ChangesHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	wrote, commit, finished := make(chan struct{}, 8), make(chan struct{}), make(chan error)
	go func() {
		finished <- s.Write(t.Context(), func(ctx context.Context) error {
			put(ctx, t, s, "first")
			wrote <- struct{}{}
			<-commit
			return nil
		})
	}()
	<-wrote
	if err := s.Write(t.Context(), func(ctx context.Context) error { put(ctx, t, s, "second"); return nil }); err != nil {
		t.Fatal(err)
	}
	var seen string
	read := func() {
		changes, err := s.ChangesSince(t.Context(), at, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			seen, at = seen+c.Key+" ", c.Cursor
		}
	}
	read()
	close(commit)
	if err := <-finished; err != nil {
		t.Fatal(err)
	}
	if !await(t, func() bool { read(); return seen == "first second " }) {
		t.Errorf("saw %q", seen)
	}
}

func tooOld(t *testing.T, dsn string) {
	now := clock.NewManual(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC))
	s := Open(t, dsn, store.Options{Clock: now})
	start, err := s.ChangesHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	putOne(t, s, "old")
	now.Advance(8 * 24 * time.Hour)
	putOne(t, s, "young")
	upToDate, err := s.ChangesHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if n, err := s.PruneChanges(t.Context(), now.Now().Add(-outbox.Retention)); err != nil || n != 1 {
		t.Fatalf("pruned %d, %v", n, err)
	}
	if _, err := s.ChangesSince(t.Context(), start, 10); !errors.Is(err, outbox.ErrCursorTooOld) {
		t.Errorf("old cursor: %v", err)
	}
	if _, err := s.ChangesSince(t.Context(), upToDate, 10); err != nil {
		t.Errorf("cursor of the present: %v", err)
	}
	now.Advance(8 * 24 * time.Hour)
	if n, err := s.PruneChanges(t.Context(), now.Now().Add(-outbox.Retention)); err != nil || n != 1 {
		t.Fatalf("pruned %d, %v", n, err)
	}
	if _, err := s.ChangesSince(t.Context(), upToDate, 10); err != nil {
		t.Errorf("a reader that had seen all is thrown out by the pruning: %v", err)
	}
	if head, err := s.ChangesHead(t.Context()); err != nil || head != upToDate {
		t.Errorf("head %v, want %v (%v)", head, upToDate, err)
	}
}

func foreignCursor(t *testing.T, s *store.Store, fresh Database) {
	other := Open(t, fresh(t), store.Options{})
	putOne(t, s, "a")
	putOne(t, other, "a")
	head, err := other.ChangesHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	own, err := s.ChangesHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ahead := outbox.Cursor{Epoch: own.Epoch, Tx: own.Tx, ID: own.ID + 1}
	for _, c := range []outbox.Cursor{{}, head, ahead} {
		if _, err := s.ChangesSince(t.Context(), c, 10); !errors.Is(err, outbox.ErrCursorTooOld) {
			t.Errorf("cursor %v: %v", c, err)
		}
	}
}

func wakes(t *testing.T, s *store.Store) {
	news := s.ChangesSignal()
	_ = s.Write(t.Context(), func(ctx context.Context) error { put(ctx, t, s, "a"); return errNo })
	select {
	case <-news:
		t.Error("woken by what was rolled back")
	default:
	}
	putOne(t, s, "b")
	select {
	case <-news:
	case <-time.After(10 * time.Second):
		t.Error("not woken")
	}
}

func follows(t *testing.T, s *store.Store) {
	at, err := s.ChangesHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	seen, stopped := make(chan string, 100), make(chan error)
	ctx, stop := context.WithCancel(t.Context())
	go func() {
		stopped <- outbox.Follow(ctx, s, at, time.Minute, func(_ context.Context, changes []outbox.Change) error {
			for _, c := range changes {
				seen <- c.Key
			}
			return nil
		})
	}()
	for i := range 20 {
		putOne(t, s, fmt.Sprint(i))
		select {
		case key := <-seen:
			if key != fmt.Sprint(i) {
				t.Errorf("saw %s, want %d", key, i)
			}
		case <-time.After(20 * time.Second):
			t.Fatal("nothing came")
		}
	}
	stop()
	if err := <-stopped; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
