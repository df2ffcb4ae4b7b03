package storetest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/ledger"
	"github.com/tillit-se/tillit/internal/store"
)

func leaves(t *testing.T, fresh Database) {
	t.Run("act and leaf commit together or not at all", func(t *testing.T) { together(t, Open(t, fresh(t), store.Options{})) })
	t.Run("what is kept beside a leaf opens it", func(t *testing.T) { opens(t, Open(t, fresh(t), store.Options{})) })
	t.Run("an erased opening leaves the leaf", func(t *testing.T) { erased(t, Open(t, fresh(t), store.Options{})) })
}

func grant(id string) ledger.Event {
	return ledger.Event{
		Type: ledger.RoleGranted, Subject: ledger.Subject{Kind: "account", ID: id}, Actor: "actor",
		Data: map[string]any{"role": "editor"},
	}
}

func appendEvent(t *testing.T, s *store.Store, l *ledger.Ledger, e ledger.Event) string {
	t.Helper()
	var id string
	err := s.Write(t.Context(), func(ctx context.Context) (err error) {
		id, err = l.Append(ctx, e)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func together(t *testing.T, s *store.Store) {
	l := ledger.New(s, clock.System{}, nil)
	err := s.Write(t.Context(), func(ctx context.Context) error {
		if _, err := l.Append(ctx, grant("a")); err != nil {
			return err
		}
		return errNo
	})
	if !errors.Is(err, errNo) {
		t.Fatal(err)
	}
	if _, err := l.Append(t.Context(), grant("a")); err == nil {
		t.Error("a leaf without a transaction was taken")
	}
	if n, err := s.PendingLeaves(t.Context()); n != 0 || err != nil {
		t.Errorf("%d leaves, %v", n, err)
	}
	appendEvent(t, s, l, grant("a"))
	if n, err := s.PendingLeaves(t.Context()); n != 1 || err != nil {
		t.Errorf("%d leaves, %v", n, err)
	}
}

func opens(t *testing.T, s *store.Store) {
	now := clock.NewManual(time.Date(2026, 11, 22, 10, 0, 0, 1000, time.UTC))
	l := ledger.New(s, now, nil)
	first := appendEvent(t, s, l, grant("a"))
	now.Advance(time.Second)
	second := appendEvent(t, s, l, grant("a"))
	appendEvent(t, s, l, grant("b"))
	ids, err := s.LeavesOf(t.Context(), ledger.Subject{Kind: "account", ID: "a"})
	if err != nil || !slices.Equal(ids, []string{first, second}) {
		t.Errorf("leaves %v, want %v (%v)", ids, []string{first, second}, err)
	}
	for _, id := range ids {
		if err := l.Check(t.Context(), id); err != nil {
			t.Errorf("leaf %s: %v", id, err)
		}
	}
	if err := l.Check(t.Context(), "none"); !fault.Is(err, fault.NotFound) {
		t.Errorf("no such leaf: %v", err)
	}
}

func erased(t *testing.T, s *store.Store) {
	l := ledger.New(s, clock.System{}, nil)
	id := appendEvent(t, s, l, grant("a"))
	before, err := s.LeafBytes(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.EraseOpening(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	opening, err := s.LeafOpening(t.Context(), id)
	if err != nil || len(opening.Salt) > 0 || len(opening.Payload) > 0 {
		t.Errorf("opening %v, %v", opening, err)
	}
	if ids, err := s.LeavesOf(t.Context(), ledger.Subject{Kind: "account", ID: "a"}); err != nil || len(ids) > 0 {
		t.Errorf("still found by its subject: %v, %v", ids, err)
	}
	if after, err := s.LeafBytes(t.Context(), id); err != nil || string(after) != string(before) {
		t.Errorf("the leaf has changed: %s, %v", after, err)
	}
	if err := l.Check(t.Context(), id); !errors.Is(err, ledger.ErrMismatch) {
		t.Errorf("check: %v", err)
	}
}
