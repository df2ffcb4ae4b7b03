package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
)

// Handler does the work of a job. It must stop soon after ctx ends: when the program stops, or when the lease is lost.
type Handler func(ctx context.Context, run *Run) error

// Config says how a Runner works. Zero durations and counts mean the defaults.
type Config struct {
	Handlers map[string]Handler // by kind of job
	Workers  int                // jobs at a time; default 2
	Lease    time.Duration      // default 1 min
	Poll     time.Duration      // longest wait before looking for work; default 5 s
	Keep     time.Duration      // how long ended jobs are kept; default 30 days
	Clock    clock.Clock        // default: the machine's
	Logger   *slog.Logger       // default: none
}

// Runner claims jobs and runs their handlers.
type Runner struct {
	queue Queue
	kinds []string
	c     Config
}

// stopGrace is how long a stopping runner tries to give its jobs back.
const stopGrace = 5 * time.Second

// NewRunner makes a runner over a queue.
func NewRunner(queue Queue, c Config) *Runner {
	c.Workers = max(c.Workers, 0)
	if c.Workers == 0 {
		c.Workers = 2
	}
	c.Lease = or(c.Lease, time.Minute)
	c.Poll = or(c.Poll, 5*time.Second)
	c.Keep = or(c.Keep, 30*24*time.Hour)
	if c.Clock == nil {
		c.Clock = clock.System{}
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	r := &Runner{queue: queue, c: c}
	for kind := range c.Handlers {
		r.kinds = append(r.kinds, kind)
	}
	slices.Sort(r.kinds)
	return r
}

func or(d, other time.Duration) time.Duration {
	if d <= 0 {
		return other
	}
	return d
}

// Run works until ctx ends; then it gives back what it has not finished and returns when all handlers have.
func (r *Runner) Run(ctx context.Context) {
	var workers sync.WaitGroup
	for range r.c.Workers {
		workers.Go(func() { r.work(ctx) })
	}
	workers.Go(func() { r.prune(ctx) })
	workers.Wait()
}

func (r *Runner) work(ctx context.Context) {
	for ctx.Err() == nil {
		news := r.queue.JobsSignal() // taken before claiming, so that a job in between is not slept through
		did, err := r.One(ctx)
		if err != nil && ctx.Err() == nil {
			r.c.Logger.Error("jobs: queue", "error", err)
		}
		if !did {
			r.wait(ctx, news, r.c.Poll)
		}
	}
}

func (r *Runner) prune(ctx context.Context) {
	for ctx.Err() == nil {
		if _, err := r.queue.PruneJobs(ctx, r.c.Clock.Now().Add(-r.c.Keep)); err != nil && ctx.Err() == nil {
			r.c.Logger.Error("jobs: pruning", "error", err)
		}
		r.wait(ctx, nil, time.Hour)
	}
}

func (r *Runner) wait(ctx context.Context, news <-chan struct{}, most time.Duration) {
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-news:
	case <-timer.C:
	case <-ctx.Done():
	}
}

// One claims a job and runs it to its end; false means that there was none. The error is the queue's: a handler's is kept in its
// job.
func (r *Runner) One(ctx context.Context) (bool, error) {
	if len(r.kinds) == 0 {
		return false, nil
	}
	job, err := r.queue.ClaimJob(ctx, r.kinds, r.c.Lease)
	if err != nil || job == nil {
		return false, err
	}
	run := &Run{Job: *job, queue: r.queue, lease: r.c.Lease, progress: job.Progress}
	failed := r.handle(ctx, run)
	settling, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopGrace)
	defer cancel()
	err = r.settle(settling, run, failed, ctx.Err() != nil)
	if errors.Is(err, ErrLeaseLost) {
		r.c.Logger.Warn("jobs: lease lost", "job", job.ID, "kind", job.Kind)
		err = nil
	}
	return true, err
}

// handle runs the handler with a context that ends when the lease is lost, and turns a panic into an error.
func (r *Runner) handle(ctx context.Context, run *Run) (err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	var beating sync.WaitGroup
	beating.Go(func() { run.beat(ctx, cancel) })
	defer beating.Wait()
	defer cancel(nil)
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return r.c.Handlers[run.Job.Kind](ctx, run)
}

// settle writes down how it ended.
func (r *Runner) settle(ctx context.Context, run *Run, failed error, stopping bool) error {
	job := run.Job
	var final permanent
	switch {
	case failed == nil:
		return r.queue.FinishJob(ctx, job.ID, job.Lease)
	case stopping && errors.Is(failed, context.Canceled):
		return r.queue.ReleaseJob(ctx, job.ID, job.Lease)
	}
	r.c.Logger.Error("jobs: failed", "job", job.ID, "kind", job.Kind, "attempt", job.Attempt, "error", failed)
	var retryAt time.Time
	if !errors.As(failed, &final) && job.Attempt < job.MaxAttempts {
		retryAt = r.c.Clock.Now().Add(Backoff(job.Attempt))
	}
	return r.queue.FailJob(ctx, job.ID, job.Lease, failed.Error(), retryAt)
}
