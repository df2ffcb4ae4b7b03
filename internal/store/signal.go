package store

import (
	"context"
	"sync"
	"time"
)

// The things that somebody in this process may wait for.
const (
	newChange = iota // a row in the outbox
	newJob           // a job to do
	signals
)

// signal wakes everybody who waits, once per event, without keeping anybody up.
type signal struct {
	mu sync.Mutex
	ch chan struct{}
}

func (s *signal) init() { s.ch = make(chan struct{}) }

// wait gives a channel that is closed at the next event.
func (s *signal) wait() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ch
}

func (s *signal) raise() {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.ch)
	s.ch = make(chan struct{})
}

// announce wakes those who wait for what a committed transaction did.
func (s *Store) announce(t *txn) {
	for i, happened := range t.news {
		if happened {
			s.news[i].raise()
		}
	}
}

// tell notes in the running transaction that there is news, to be announced after the commit.
func (s *Store) tell(ctx context.Context, what int) {
	if t := s.txnIn(ctx); t != nil {
		t.news[what] = true
	}
}

// sleep waits for d, or until ctx ends.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
