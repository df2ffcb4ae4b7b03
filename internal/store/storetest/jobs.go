package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/jobs"
	"github.com/tillit-se/tillit/internal/store"
)

func leasedWork(t *testing.T, fresh Database) {
	cases := []struct {
		name string
		test func(*testing.T, *store.Store, *clock.Manual)
	}{
		{"a job enqueued in a lost transaction is lost", lostJob},
		{"jobs are claimed in their time, oldest first, by kind", claimOrder},
		{"a lease that runs out lets another take the job", leaseExpires},
		{"a job that brings its runner down each time dies", crashLoop},
		{"a failed job waits, then dies with its error", failsAndDies},
		{"a released job has lost no attempt", released},
		{"a job finishes in the transaction of its effect", finishTogether},
		{"ended jobs are pruned", pruneJobs},
		{"no job is claimed twice", claimedOnce},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			now := clock.NewManual(time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC))
			c.test(t, Open(t, fresh(t), store.Options{Clock: now}), now)
		})
	}
}

func enqueue(t testing.TB, s *store.Store, j jobs.Job) string {
	t.Helper()
	var id string
	err := s.Write(t.Context(), func(ctx context.Context) (err error) {
		id, err = s.EnqueueJob(ctx, j)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func claim(t testing.TB, s *store.Store, kinds ...string) *jobs.Job {
	t.Helper()
	job, err := s.ClaimJob(t.Context(), kinds, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return job
}

// claimed is a new job that has been claimed.
func claimed(t testing.TB, s *store.Store) *jobs.Job {
	t.Helper()
	enqueue(t, s, jobs.Job{Kind: "x", Payload: "{}"})
	job := claim(t, s, "x")
	if job == nil {
		t.Fatal("no job")
	}
	return job
}

func expectJob(t testing.TB, s *store.Store, id string, state jobs.State, attempt int) jobs.Job {
	t.Helper()
	job, err := s.Job(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if job.State != state || job.Attempt != attempt {
		t.Errorf("job is %s after %d attempts, want %s after %d", job.State, job.Attempt, state, attempt)
	}
	return job
}

func lostJob(t *testing.T, s *store.Store, _ *clock.Manual) {
	_ = s.Write(t.Context(), func(ctx context.Context) error {
		_, err := s.EnqueueJob(ctx, jobs.Job{Kind: "x", Payload: "{}"})
		return errors.Join(err, errNo)
	})
	if job := claim(t, s, "x"); job != nil {
		t.Errorf("claimed %+v", job)
	}
	if _, err := s.Job(t.Context(), "none"); !fault.Is(err, fault.NotFound) {
		t.Errorf("no such job: %v", err)
	}
}

func claimOrder(t *testing.T, s *store.Store, now *clock.Manual) {
	later := enqueue(t, s, jobs.Job{Kind: "x", Payload: `{"n":1}`, RunAt: now.Now().Add(time.Hour)})
	enqueue(t, s, jobs.Job{Kind: "other", Payload: "{}"})
	soon := enqueue(t, s, jobs.Job{Kind: "y", Payload: "{}", RunAt: now.Now().Add(time.Minute)})
	if job := claim(t, s, "x", "y"); job != nil {
		t.Fatalf("claimed %+v before its time", job)
	}
	now.Advance(2 * time.Hour)
	for _, want := range []string{soon, later} {
		job := claim(t, s, "x", "y")
		if job == nil || job.ID != want {
			t.Fatalf("claimed %+v, want %s", job, want)
		}
		if job.State != jobs.Running || job.Attempt != 1 || !job.LeaseUntil.Equal(now.Now().Add(time.Minute)) || job.Lease == "" {
			t.Errorf("claimed %+v", job)
		}
	}
	counts, err := s.CountJobs(t.Context())
	if err != nil || counts[jobs.Running] != 2 || counts[jobs.Waiting] != 1 {
		t.Errorf("counts %v, %v", counts, err)
	}
}

func leaseExpires(t *testing.T, s *store.Store, now *clock.Manual) {
	ctx := t.Context()
	first := claimed(t, s)
	now.Advance(50 * time.Second)
	if err := s.ExtendJob(ctx, first.ID, first.Lease, time.Minute, jobs.Progress{Done: 3, All: 10, Note: "rows"}); err != nil {
		t.Fatal(err)
	}
	now.Advance(50 * time.Second)
	if job := claim(t, s, "x"); job != nil {
		t.Fatal("taken from under a prolonged lease")
	}
	now.Advance(11 * time.Second)
	second := claim(t, s, "x")
	if second == nil || second.ID != first.ID || second.Attempt != 2 || second.Lease == first.Lease {
		t.Fatalf("claimed %+v", second)
	}
	if second.Progress != (jobs.Progress{Done: 3, All: 10, Note: "rows"}) {
		t.Errorf("progress %+v", second.Progress)
	}
	for what, err := range map[string]error{
		"finish":  s.FinishJob(ctx, first.ID, first.Lease),
		"extend":  s.ExtendJob(ctx, first.ID, first.Lease, time.Minute, jobs.Progress{}),
		"fail":    s.FailJob(ctx, first.ID, first.Lease, "x", time.Time{}),
		"release": s.ReleaseJob(ctx, first.ID, first.Lease),
	} {
		if !errors.Is(err, jobs.ErrLeaseLost) {
			t.Errorf("%s under a lost lease: %v", what, err)
		}
	}
	if err := s.FinishJob(ctx, second.ID, second.Lease); err != nil {
		t.Error(err)
	}
	expectJob(t, s, second.ID, jobs.Done, 2)
}

func crashLoop(t *testing.T, s *store.Store, now *clock.Manual) {
	id := enqueue(t, s, jobs.Job{Kind: "x", Payload: "{}", MaxAttempts: 2})
	for range 2 {
		if job := claim(t, s, "x"); job == nil {
			t.Fatal("no job")
		}
		now.Advance(2 * time.Minute)
	}
	if job := claim(t, s, "x"); job != nil {
		t.Errorf("claimed a third time: %+v", job)
	}
	if job := expectJob(t, s, id, jobs.Dead, 2); job.Error == "" || job.EndedAt.IsZero() {
		t.Errorf("dead job %+v", job)
	}
}

func failsAndDies(t *testing.T, s *store.Store, now *clock.Manual) {
	job := claimed(t, s)
	if err := s.FailJob(t.Context(), job.ID, job.Lease, "first", now.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if got := expectJob(t, s, job.ID, jobs.Waiting, 1); got.Error != "first" {
		t.Errorf("error %q", got.Error)
	}
	if early := claim(t, s, "x"); early != nil {
		t.Error("claimed before its time")
	}
	now.Advance(time.Minute)
	job = claim(t, s, "x")
	if err := s.FailJob(t.Context(), job.ID, job.Lease, "second", time.Time{}); err != nil {
		t.Fatal(err)
	}
	if got := expectJob(t, s, job.ID, jobs.Dead, 2); got.Error != "second" {
		t.Errorf("error %q", got.Error)
	}
}

func released(t *testing.T, s *store.Store, _ *clock.Manual) {
	job := claimed(t, s)
	if err := s.ReleaseJob(t.Context(), job.ID, job.Lease); err != nil {
		t.Fatal(err)
	}
	expectJob(t, s, job.ID, jobs.Waiting, 0)
}

func finishTogether(t *testing.T, s *store.Store, _ *clock.Manual) {
	job := claimed(t, s)
	_ = s.Write(t.Context(), func(ctx context.Context) error {
		return errors.Join(s.FinishJob(ctx, job.ID, job.Lease), errNo)
	})
	expectJob(t, s, job.ID, jobs.Running, 1)
	for range 2 { // the runner finishes again what its handler has finished
		if err := s.FinishJob(t.Context(), job.ID, job.Lease); err != nil {
			t.Error(err)
		}
	}
	expectJob(t, s, job.ID, jobs.Done, 1)
}

func pruneJobs(t *testing.T, s *store.Store, now *clock.Manual) {
	job := claimed(t, s)
	if err := s.FinishJob(t.Context(), job.ID, job.Lease); err != nil {
		t.Fatal(err)
	}
	waiting := enqueue(t, s, jobs.Job{Kind: "x", Payload: "{}"})
	now.Advance(time.Hour)
	if n, err := s.PruneJobs(t.Context(), now.Now()); n != 1 || err != nil {
		t.Errorf("pruned %d, %v", n, err)
	}
	expectJob(t, s, waiting, jobs.Waiting, 0)
}

func claimedOnce(t *testing.T, s *store.Store, _ *clock.Manual) {
	for i := range 40 {
		enqueue(t, s, jobs.Job{Kind: "x", Payload: fmt.Sprint(i)})
	}
	var mu sync.Mutex
	seen := map[string]int{}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for job := claim(t, s, "x"); job != nil; job = claim(t, s, "x") {
				mu.Lock()
				seen[job.ID]++
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if len(seen) != 40 {
		t.Errorf("%d jobs claimed, want 40", len(seen))
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("job %s claimed %d times", id, n)
		}
	}
}
