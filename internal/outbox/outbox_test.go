package outbox_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/outbox"
)

func TestCursorsAreReadBackAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := outbox.Cursor{
			Epoch: rapid.StringMatching(`[A-Za-z0-9]*`).Draw(t, "epoch"),
			Tx:    rapid.Int64().Draw(t, "tx"), ID: rapid.Int64().Draw(t, "id"),
		}
		if got, err := outbox.ParseCursor(c.String()); err != nil || got != c {
			t.Fatalf("%v became %v (%v)", c, got, err)
		}
	})
}

func TestWhatIsNoCursorIsRefused(t *testing.T) {
	for _, s := range []string{"", "a", "a.1", "a.1.2.3", "a.x.1", "a.1.x", "a.1.99999999999999999999"} {
		if c, err := outbox.ParseCursor(s); err == nil {
			t.Errorf("%q was read as %v", s, c)
		}
	}
}

// scripted is a log that gives what it is told to, one answer per call.
type scripted struct {
	mu      sync.Mutex
	answers []any // []outbox.Change or error
	asked   []int64
	signal  chan struct{}
	pruned  []time.Time
}

func (l *scripted) ChangesSince(_ context.Context, after outbox.Cursor, _ int) ([]outbox.Change, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.asked = append(l.asked, after.ID)
	if len(l.answers) == 0 {
		return nil, nil
	}
	answer := l.answers[0]
	l.answers = l.answers[1:]
	if err, failed := answer.(error); failed {
		return nil, err
	}
	return answer.([]outbox.Change), nil
}

func (l *scripted) ChangesHead(context.Context) (outbox.Cursor, error) { return outbox.Cursor{}, nil }
func (l *scripted) ChangesSignal() <-chan struct{}                     { return l.signal }

func (l *scripted) PruneChanges(_ context.Context, before time.Time) (int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pruned = append(l.pruned, before)
	return 0, errNo
}

var errNo = errors.New("no")

func change(id int64) []outbox.Change { return []outbox.Change{{Cursor: outbox.Cursor{ID: id}}} }

func TestAFollowerGoesOnFromTheLastChangeItWasGiven(t *testing.T) {
	log := &scripted{answers: []any{change(4), change(7), []outbox.Change{}, change(9), outbox.ErrCursorTooOld}}
	var seen []int64
	err := outbox.Follow(t.Context(), log, outbox.Cursor{ID: 2}, time.Millisecond, func(_ context.Context, cs []outbox.Change) error {
		seen = append(seen, cs[0].Cursor.ID)
		return nil
	})
	if !errors.Is(err, outbox.ErrCursorTooOld) {
		t.Errorf("err = %v", err)
	}
	if !slices.Equal(seen, []int64{4, 7, 9}) || !slices.Equal(log.asked, []int64{2, 4, 7, 7, 9}) {
		t.Errorf("saw %v, asked after %v", seen, log.asked)
	}
}

func TestAFollowerStopsWhereItsHandlerFails(t *testing.T) {
	log := &scripted{answers: []any{change(4), change(7)}}
	err := outbox.Follow(t.Context(), log, outbox.Cursor{}, time.Hour, func(context.Context, []outbox.Change) error { return errNo })
	if !errors.Is(err, errNo) || len(log.asked) != 1 {
		t.Errorf("err = %v, asked %v", err, log.asked)
	}
}

func TestPruningGoesOnAfterAnError(t *testing.T) {
	log := &scripted{}
	now := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	ctx, stop := context.WithCancel(t.Context())
	var failures int
	outbox.KeepPruned(ctx, log, clock.NewManual(now), time.Millisecond, func(err error) {
		if failures++; failures == 2 {
			stop()
		}
		if !errors.Is(err, errNo) {
			t.Error(err)
		}
	})
	if len(log.pruned) != 2 || !log.pruned[0].Equal(now.AddDate(0, 0, -7)) {
		t.Errorf("pruned %v", log.pruned)
	}
}
