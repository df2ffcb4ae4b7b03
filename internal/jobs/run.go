package jobs

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Run is a job being done, as its handler sees it.
type Run struct {
	Job Job

	queue    Queue
	lease    time.Duration
	mu       sync.Mutex
	progress Progress
}

// Report notes how far the work has come. It is written down at once, and prolongs the lease. Error: ErrLeaseLost.
func (r *Run) Report(ctx context.Context, p Progress) error {
	r.mu.Lock()
	r.progress = p
	r.mu.Unlock()
	return r.queue.ExtendJob(ctx, r.Job.ID, r.Job.Lease, r.lease, p)
}

// Finish marks the job done in the transaction of ctx, so that its effect and its end commit together. Error: ErrLeaseLost, on
// which the transaction must fail.
func (r *Run) Finish(ctx context.Context) error {
	return r.queue.FinishJob(ctx, r.Job.ID, r.Job.Lease)
}

// beat prolongs the lease until ctx ends, and ends it when the lease is lost, or could not be prolonged for as long as it lasts.
func (r *Run) beat(ctx context.Context, cancel context.CancelCauseFunc) {
	ticker := time.NewTicker(r.lease / 3)
	defer ticker.Stop()
	last := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		r.mu.Lock()
		p := r.progress
		r.mu.Unlock()
		err := r.queue.ExtendJob(ctx, r.Job.ID, r.Job.Lease, r.lease, p)
		switch {
		case err == nil:
			last = time.Now()
		case errors.Is(err, ErrLeaseLost), time.Since(last) > r.lease:
			cancel(ErrLeaseLost)
			return
		}
	}
}
