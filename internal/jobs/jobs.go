package jobs

import (
	"context"
	"errors"
	"time"
)

// State is where a job is in its life.
type State string

// The states.
const (
	Waiting State = "waiting" // for its time and a free runner
	Running State = "running" // under a lease
	Done    State = "done"
	Dead    State = "dead" // given up; Error says why
)

// DefaultAttempts is how often a job is tried when it does not say.
const DefaultAttempts = 8

// Job is a piece of work.
type Job struct {
	ID          string // made by EnqueueJob when empty
	Kind        string // names the handler, such as "import"
	Payload     string // JSON, read by the handler
	RunAt       time.Time
	MaxAttempts int // 0 means DefaultAttempts

	// What the queue knows about it.
	State      State
	Attempt    int       // how often it has been claimed
	Lease      string    // who holds it, as a one-time token
	LeaseUntil time.Time // when others may take it
	Progress   Progress
	Error      string // of the last failed attempt
	CreatedAt  time.Time
	EndedAt    time.Time
}

// Progress is how far a job has come, for people to look at.
type Progress struct {
	Done, All int64  // parts; All is 0 while unknown
	Note      string // what is being done now, a message key or data, never personal data
}

// ErrLeaseLost says that the job is no longer the caller's: its lease ran out and another took it, or it was removed.
var ErrLeaseLost = errors.New("jobs: the lease is lost")

// Enqueuer is what features need.
type Enqueuer interface {
	// EnqueueJob adds a job in the transaction of ctx, which must be a Write, and gives its id.
	EnqueueJob(ctx context.Context, j Job) (string, error)
}

// Queue keeps jobs. All instants come from the store's clock.
type Queue interface {
	Enqueuer
	// ClaimJob takes the due job of these kinds that has waited longest, for as long as the lease; nil when there is none. Jobs whose
	// lease has run out come first: they wait again, or are dead when they have used up their attempts.
	ClaimJob(ctx context.Context, kinds []string, lease time.Duration) (*Job, error)
	// ExtendJob prolongs the lease and notes progress. Error: ErrLeaseLost.
	ExtendJob(ctx context.Context, id, lease string, by time.Duration, p Progress) error
	// FinishJob marks the job done, in the transaction of ctx if there is one. Done twice under one lease is well. Error: ErrLeaseLost.
	FinishJob(ctx context.Context, id, lease string) error
	// FailJob keeps the error and lets the job wait until retryAt, or makes it dead when retryAt is zero. Error: ErrLeaseLost.
	FailJob(ctx context.Context, id, lease, text string, retryAt time.Time) error
	// ReleaseJob gives the job back unharmed, as if it had not been claimed. Error: ErrLeaseLost.
	ReleaseJob(ctx context.Context, id, lease string) error
	// Job gives a job. Fault: NotFound.
	Job(ctx context.Context, id string) (Job, error)
	// CountJobs counts the jobs by state, for health checks and metrics.
	CountJobs(ctx context.Context) (map[State]int64, error)
	// PruneJobs removes the jobs that ended before an instant.
	PruneJobs(ctx context.Context, before time.Time) (int64, error)
	// JobsSignal is closed when a job is next enqueued in this process.
	JobsSignal() <-chan struct{}
}

// permanent marks an error after which trying again is no use.
type permanent struct{ error }

func (p permanent) Unwrap() error { return p.error }

// Permanent says that a handler's error will not go away by trying again: the job is dead at once.
func Permanent(err error) error { return permanent{err} }

// Backoff is how long to wait after a failed attempt: 10 s, doubled each time, at most six hours.
func Backoff(attempt int) time.Duration {
	const first, most = 10 * time.Second, 6 * time.Hour
	if attempt < 1 {
		return first
	}
	if attempt > 12 {
		return most
	}
	return min(first<<(attempt-1), most)
}
