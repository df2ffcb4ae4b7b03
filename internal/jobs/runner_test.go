package jobs_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/jobs"
	"github.com/tillit-se/tillit/internal/store"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

var errNo = errors.New("no")

// room is a store with a clock that stands still, and a runner over it.
type room struct {
	*store.Store
	now *clock.Manual
}

func newRoom(t *testing.T) room {
	now := clock.NewManual(time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC))
	return room{storetest.Open(t, storetest.SQLite(t), store.Options{Clock: now}), now}
}

func (r room) runner(h jobs.Handler) *jobs.Runner {
	return jobs.NewRunner(r, jobs.Config{Handlers: map[string]jobs.Handler{"x": h}, Clock: r.now, Poll: 10 * time.Millisecond})
}

func (r room) enqueue(t *testing.T, j jobs.Job) string {
	t.Helper()
	var id string
	err := r.Write(t.Context(), func(ctx context.Context) (err error) {
		id, err = r.EnqueueJob(ctx, j)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// one runs the next due job, if any.
func (r room) one(t *testing.T, h jobs.Handler) bool {
	t.Helper()
	did, err := r.runner(h).One(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return did
}

func (r room) job(t *testing.T, id string) jobs.Job {
	t.Helper()
	job, err := r.Job(context.WithoutCancel(t.Context()), id)
	if err != nil {
		t.Fatal(err)
	}
	return job
}

func TestAHandlerGetsItsJobAndEndsIt(t *testing.T) {
	r := newRoom(t)
	id := r.enqueue(t, jobs.Job{Kind: "x", Payload: `{"file":"f"}`})
	r.one(t, func(ctx context.Context, run *jobs.Run) error {
		if run.Job.Payload != `{"file":"f"}` || run.Job.Attempt != 1 {
			t.Errorf("job %+v", run.Job)
		}
		return run.Report(ctx, jobs.Progress{Done: 1, All: 2, Note: "half"})
	})
	job := r.job(t, id)
	if job.State != jobs.Done || job.Progress.Note != "half" || !job.EndedAt.Equal(r.now.Now()) {
		t.Errorf("job %+v", job)
	}
	if r.one(t, nil) {
		t.Error("it was run again")
	}
}

func TestAFailingJobIsTriedAgainLaterAndAtLastGivenUp(t *testing.T) {
	r := newRoom(t)
	id := r.enqueue(t, jobs.Job{Kind: "x", Payload: "{}", MaxAttempts: 3})
	for attempt := 1; attempt <= 3; attempt++ {
		if !r.one(t, func(context.Context, *jobs.Run) error { return errNo }) {
			t.Fatalf("attempt %d was not made", attempt)
		}
		if r.one(t, nil) {
			t.Fatal("tried again at once")
		}
		r.now.Advance(jobs.Backoff(attempt))
	}
	if job := r.job(t, id); job.State != jobs.Dead || job.Error != "no" || job.Attempt != 3 {
		t.Errorf("job %+v", job)
	}
}

func TestSomeErrorsAreFinal(t *testing.T) {
	r := newRoom(t)
	id := r.enqueue(t, jobs.Job{Kind: "x", Payload: "{}"})
	r.one(t, func(context.Context, *jobs.Run) error { return jobs.Permanent(errNo) })
	if job := r.job(t, id); job.State != jobs.Dead || job.Attempt != 1 || job.Error != "no" {
		t.Errorf("job %+v", job)
	}
	if !errors.Is(jobs.Permanent(errNo), errNo) {
		t.Error("the cause cannot be found")
	}
}

func TestAPanicIsAFailure(t *testing.T) {
	r := newRoom(t)
	id := r.enqueue(t, jobs.Job{Kind: "x", Payload: "{}"})
	r.one(t, func(context.Context, *jobs.Run) error { panic("unlucky") })
	if job := r.job(t, id); job.State != jobs.Waiting || !strings.Contains(job.Error, "unlucky") {
		t.Errorf("job %+v", job)
	}
}

func TestAJobMayEndInTheTransactionOfItsEffect(t *testing.T) {
	r := newRoom(t)
	id := r.enqueue(t, jobs.Job{Kind: "x", Payload: "{}"})
	r.one(t, func(ctx context.Context, run *jobs.Run) error {
		return r.Write(ctx, func(ctx context.Context) error {
			if _, err := r.EnqueueJob(ctx, jobs.Job{Kind: "next", Payload: "{}"}); err != nil {
				return err
			}
			return run.Finish(ctx)
		})
	})
	if job := r.job(t, id); job.State != jobs.Done {
		t.Errorf("job %+v", job)
	}
}

func TestAHandlerThatLosesItsLeaseIsStopped(t *testing.T) {
	r := newRoom(t)
	id := r.enqueue(t, jobs.Job{Kind: "x", Payload: "{}"})
	runner := jobs.NewRunner(r, jobs.Config{
		Clock: r.now, Lease: 30 * time.Millisecond,
		Handlers: map[string]jobs.Handler{"x": func(ctx context.Context, _ *jobs.Run) error {
			r.now.Advance(time.Minute) // as after a long sleep of the machine
			if other, err := r.ClaimJob(ctx, []string{"x"}, time.Hour); err != nil || other == nil {
				t.Errorf("nobody could take over: %v", err)
			}
			<-ctx.Done()
			return context.Cause(ctx)
		}},
	})
	if _, err := runner.One(t.Context()); err != nil {
		t.Error(err)
	}
	if job := r.job(t, id); job.State != jobs.Running || job.Attempt != 2 || job.Error != "the lease ran out" {
		t.Errorf("the other's job was touched: %+v", job)
	}
}

func TestALongJobKeepsItsLease(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t), store.Options{})
	r := room{Store: s}
	id := r.enqueue(t, jobs.Job{Kind: "x", Payload: "{}"})
	runner := jobs.NewRunner(r, jobs.Config{
		Lease: 150 * time.Millisecond,
		Handlers: map[string]jobs.Handler{"x": func(ctx context.Context, _ *jobs.Run) error {
			time.Sleep(600 * time.Millisecond)
			other, err := r.ClaimJob(ctx, []string{"x"}, time.Hour)
			if other != nil {
				t.Error("another took the job")
			}
			return err
		}},
	})
	if _, err := runner.One(t.Context()); err != nil {
		t.Error(err)
	}
	if job := r.job(t, id); job.State != jobs.Done {
		t.Errorf("job %+v", job)
	}
}

func TestARunnerTakesWhatComesAndGivesBackWhatItCannotFinish(t *testing.T) {
	r := newRoom(t)
	started := make(chan string, 10)
	runner := r.runner(func(ctx context.Context, run *jobs.Run) error {
		started <- run.Job.ID
		if run.Job.Payload == "{}" {
			return nil
		}
		<-ctx.Done()
		return ctx.Err()
	})
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	go func() { runner.Run(ctx); close(stopped) }()

	quick := r.enqueue(t, jobs.Job{Kind: "x", Payload: "{}"})
	if id := <-started; id != quick {
		t.Errorf("started %s, want %s", id, quick)
	}
	long := r.enqueue(t, jobs.Job{Kind: "x", Payload: `{"long":true}`})
	<-started
	stop()
	select {
	case <-stopped:
	case <-time.After(10 * time.Second):
		t.Fatal("the runner does not stop")
	}
	if job := r.job(t, quick); job.State != jobs.Done {
		t.Errorf("job %+v", job)
	}
	if job := r.job(t, long); job.State != jobs.Waiting || job.Attempt != 0 {
		t.Errorf("the unfinished job was not given back: %+v", job)
	}
}

func TestARunnerWithoutHandlersDoesNothing(t *testing.T) {
	r := newRoom(t)
	r.enqueue(t, jobs.Job{Kind: "x", Payload: "{}"})
	if did, err := jobs.NewRunner(r, jobs.Config{}).One(t.Context()); did || err != nil {
		t.Errorf("%v, %v", did, err)
	}
}

func TestBackoffDoublesUpToSixHours(t *testing.T) {
	for attempt, want := range map[int]time.Duration{
		0: 10 * time.Second, 1: 10 * time.Second, 2: 20 * time.Second, 5: 160 * time.Second, 12: 20480 * time.Second,
		13: 6 * time.Hour, 1000: 6 * time.Hour,
	} {
		if got := jobs.Backoff(attempt); got != want {
			t.Errorf("after %d attempts %v, want %v", attempt, got, want)
		}
	}
}
