package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/jobs"
)

var _ jobs.Queue = (*Store)(nil)

const jobColumns = `id, kind, payload, state, run_at, attempt, max_attempts, lease, lease_until,
	done_parts, all_parts, note, error, created_at, ended_at`

// EnqueueJob implements jobs.Enqueuer.
func (s *Store) EnqueueJob(ctx context.Context, j jobs.Job) (string, error) {
	now := s.clock.Now()
	if j.ID == "" {
		j.ID = s.ids.New()
	}
	if j.MaxAttempts <= 0 {
		j.MaxAttempts = jobs.DefaultAttempts
	}
	if j.RunAt.IsZero() {
		j.RunAt = now
	}
	_, err := s.q(ctx).Exec(ctx, `INSERT INTO job (`+jobColumns+`)
		VALUES ($1, $2, $3, 'waiting', $4, 0, $5, '', 0, 0, 0, '', '', $6, 0)`,
		j.ID, j.Kind, j.Payload, clock.Micros(j.RunAt), j.MaxAttempts, clock.Micros(now))
	s.tell(ctx, newJob)
	return j.ID, classify("store.EnqueueJob", err)
}

// ClaimJob implements jobs.Queue. It looks before it locks, so that an idle runner writes nothing.
func (s *Store) ClaimJob(ctx context.Context, kinds []string, lease time.Duration) (*jobs.Job, error) {
	now := s.clock.Now()
	due, err := s.jobsDue(ctx, now)
	if err != nil || !due {
		return nil, classify("store.ClaimJob", err)
	}
	var job *jobs.Job
	err = s.writeAt(ctx, readCommitted, func(ctx context.Context) error {
		if err := s.endLeases(ctx, now); err != nil {
			return err
		}
		var err error
		job, err = s.claim(ctx, kinds, now, lease)
		return err
	})
	return job, err
}

func (s *Store) jobsDue(ctx context.Context, now time.Time) (due bool, err error) {
	var n int64
	err = s.q(ctx).QueryRow(ctx, `SELECT
		(SELECT count(*) FROM (SELECT 1 FROM job WHERE state = 'waiting' AND run_at <= $1 LIMIT 1) AS w) +
		(SELECT count(*) FROM (SELECT 1 FROM job WHERE state = 'running' AND lease_until <= $1 LIMIT 1) AS r)`,
		clock.Micros(now)).Scan(&n)
	return n > 0, err
}

// endLeases lets jobs wait again whose runner has vanished. A job that brings its runner down each time must end too.
func (s *Store) endLeases(ctx context.Context, now time.Time) error {
	_, err := s.q(ctx).Exec(ctx, `UPDATE job SET
		state = CASE WHEN attempt >= max_attempts THEN 'dead' ELSE 'waiting' END,
		ended_at = CASE WHEN attempt >= max_attempts THEN CAST($1 AS BIGINT) ELSE 0 END,
		error = 'the lease ran out', lease = '', lease_until = 0
		WHERE state = 'running' AND lease_until <= $1`, clock.Micros(now))
	return err
}

func (s *Store) claim(ctx context.Context, kinds []string, now time.Time, lease time.Duration) (*jobs.Job, error) {
	args := []any{rand.Text(), clock.Micros(now.Add(lease)), clock.Micros(now)}
	marks := make([]string, len(kinds))
	for i, kind := range kinds {
		args = append(args, kind)
		marks[i] = "$" + strconv.Itoa(len(args))
	}
	skip := ""
	if s.dialect == postgresDialect {
		skip = " FOR UPDATE SKIP LOCKED"
	}
	row := s.q(ctx).QueryRow(ctx, `UPDATE job SET state = 'running', attempt = attempt + 1, lease = $1, lease_until = $2
		WHERE id = (SELECT id FROM job WHERE state = 'waiting' AND run_at <= $3 AND kind IN (`+strings.Join(marks, ", ")+`)
			ORDER BY run_at, id LIMIT 1`+skip+`) RETURNING `+jobColumns, args...)
	job, err := scanJob(row)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &job, err
}

func scanJob(row scanner) (jobs.Job, error) {
	var j jobs.Job
	var runAt, until, created, ended int64
	err := row.Scan(&j.ID, &j.Kind, &j.Payload, &j.State, &runAt, &j.Attempt, &j.MaxAttempts, &j.Lease, &until,
		&j.Progress.Done, &j.Progress.All, &j.Progress.Note, &j.Error, &created, &ended)
	j.RunAt, j.LeaseUntil = clock.FromMicros(runAt), clock.FromMicros(until)
	j.CreatedAt, j.EndedAt = clock.FromMicros(created), clock.FromMicros(ended)
	return j, err
}

// held runs an UPDATE of one job under its lease; when it meets no row the lease is lost.
func (s *Store) held(ctx context.Context, query string, args ...any) error {
	return s.Write(ctx, func(ctx context.Context) error {
		res, err := s.q(ctx).Exec(ctx, query, args...)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(jobs.ErrLeaseLost, err)
		}
		return nil
	})
}

// ExtendJob implements jobs.Queue.
func (s *Store) ExtendJob(ctx context.Context, id, lease string, by time.Duration, p jobs.Progress) error {
	return s.held(ctx, `UPDATE job SET lease_until = $3, done_parts = $4, all_parts = $5, note = $6
		WHERE id = $1 AND lease = $2 AND state = 'running'`,
		id, lease, clock.Micros(s.clock.Now().Add(by)), p.Done, p.All, p.Note)
}

// FinishJob implements jobs.Queue.
func (s *Store) FinishJob(ctx context.Context, id, lease string) error {
	return s.held(ctx, `UPDATE job SET state = 'done', error = '', ended_at = $3
		WHERE id = $1 AND lease = $2 AND state IN ('running', 'done')`, id, lease, clock.Micros(s.clock.Now()))
}

// FailJob implements jobs.Queue.
func (s *Store) FailJob(ctx context.Context, id, lease, text string, retryAt time.Time) error {
	if retryAt.IsZero() {
		return s.held(ctx, `UPDATE job SET state = 'dead', error = $3, ended_at = $4, lease = '', lease_until = 0
			WHERE id = $1 AND lease = $2 AND state = 'running'`, id, lease, text, clock.Micros(s.clock.Now()))
	}
	return s.held(ctx, `UPDATE job SET state = 'waiting', error = $3, run_at = $4, lease = '', lease_until = 0
		WHERE id = $1 AND lease = $2 AND state = 'running'`, id, lease, text, clock.Micros(retryAt))
}

// ReleaseJob implements jobs.Queue.
func (s *Store) ReleaseJob(ctx context.Context, id, lease string) error {
	return s.held(ctx, `UPDATE job SET state = 'waiting', attempt = attempt - 1, lease = '', lease_until = 0
		WHERE id = $1 AND lease = $2 AND state = 'running'`, id, lease)
}

// Job implements jobs.Queue.
func (s *Store) Job(ctx context.Context, id string) (jobs.Job, error) {
	job, err := scanJob(s.q(ctx).QueryRow(ctx, "SELECT "+jobColumns+" FROM job WHERE id = $1", id))
	if errors.Is(err, sql.ErrNoRows) {
		return job, fault.New("store.Job", fault.NotFound, "", nil)
	}
	return job, classify("store.Job", err)
}

// CountJobs implements jobs.Queue.
func (s *Store) CountJobs(ctx context.Context) (map[jobs.State]int64, error) {
	rows, err := s.q(ctx).Query(ctx, "SELECT state, count(*) FROM job GROUP BY state")
	if err != nil {
		return nil, classify("store.CountJobs", err)
	}
	defer func() { _ = rows.Close() }()
	counts := map[jobs.State]int64{}
	for rows.Next() {
		var state jobs.State
		var n int64
		if err := rows.Scan(&state, &n); err != nil {
			return nil, classify("store.CountJobs", err)
		}
		counts[state] = n
	}
	return counts, classify("store.CountJobs", rows.Err())
}

// PruneJobs implements jobs.Queue.
func (s *Store) PruneJobs(ctx context.Context, before time.Time) (int64, error) {
	var pruned int64
	err := s.Write(ctx, func(ctx context.Context) error {
		res, err := s.q(ctx).Exec(ctx, "DELETE FROM job WHERE state IN ('done', 'dead') AND ended_at < $1", clock.Micros(before))
		if err != nil {
			return err
		}
		pruned, err = res.RowsAffected()
		return err
	})
	return pruned, err
}

// JobsSignal implements jobs.Queue.
func (s *Store) JobsSignal() <-chan struct{} { return s.news[newJob].wait() }
