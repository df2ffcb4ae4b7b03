package outbox

import (
	"context"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
)

// batch is how many changes a follower is given at a time.
const batch = 500

// soon is how long to wait after news that cannot be read yet, because an older transaction still runs; then twice as long, and so on.
const soon = 10 * time.Millisecond

// Follow gives handle all changes after a cursor, in order and in batches, and goes on waiting for more until ctx ends, handle
// fails, or the cursor is too old (ErrCursorTooOld). poll is the longest wait before looking for other processes' changes. handle
// may see a change again after a restart, if it has not kept the cursor of the batch's last change.
func Follow(ctx context.Context, log Log, after Cursor, poll time.Duration, handle func(context.Context, []Change) error) error {
	pause := poll
	for {
		news := log.ChangesSignal() // taken before reading, so that a change in between is not slept through
		changes, err := log.ChangesSince(ctx, after, batch)
		if err != nil {
			return err
		}
		if len(changes) == 0 {
			woken, err := wait(ctx, news, pause)
			if err != nil {
				return err
			}
			pause = min(2*pause, poll)
			if woken {
				pause = min(soon, poll)
			}
			continue
		}
		if err := handle(ctx, changes); err != nil {
			return err
		}
		after = changes[len(changes)-1].Cursor
	}
}

// KeepPruned removes changes older than Retention, now and then once every interval, until ctx ends. failed is told of errors; the
// next round tries again.
func KeepPruned(ctx context.Context, log Log, now clock.Clock, interval time.Duration, failed func(error)) {
	for {
		if _, err := log.PruneChanges(ctx, now.Now().Add(-Retention)); err != nil && ctx.Err() == nil {
			failed(err)
		}
		if _, err := wait(ctx, nil, interval); err != nil {
			return
		}
	}
}

// wait ends with news (true), after most, or with ctx (an error).
func wait(ctx context.Context, news <-chan struct{}, most time.Duration) (bool, error) {
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-news:
		return true, nil
	case <-timer.C:
		return false, nil
	case <-ctx.Done():
		return false, ctx.Err()
	}
}
