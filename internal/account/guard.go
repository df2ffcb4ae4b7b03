package account

import (
	"sync"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
)

// The guard's limits: after freeTries failures from one source or on one address, each further try waits twice as long as the
// one before, up to maxWait.
const (
	freeTries  = 5
	firstWait  = 2 * time.Second
	maxWait    = 15 * time.Minute
	forgetTime = 30 * time.Minute
	maxTracked = 10_000
)

// guard slows down guessing of passwords and links. It lives in memory: a restart forgets, and each node counts for itself, which
// a guesser gains little by.
type guard struct {
	mu    sync.Mutex
	clock clock.Clock
	fails map[string]failures
}

type failures struct {
	count int
	last  time.Time
}

func newGuard(c clock.Clock) *guard { return &guard{clock: c, fails: map[string]failures{}} }

// wait is how long the first of the keys that is blocked stays so; 0 means go on.
func (g *guard) wait(keys ...string) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.clock.Now()
	for _, key := range keys {
		f := g.fails[key]
		if left := f.last.Add(penalty(f.count)).Sub(now); f.count >= freeTries && left > 0 {
			return left
		}
	}
	return 0
}

func penalty(count int) time.Duration {
	wait := firstWait
	for range count - freeTries {
		if wait *= 2; wait >= maxWait {
			return maxWait
		}
	}
	return wait
}

func (g *guard) fail(keys ...string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.clock.Now()
	if len(g.fails) >= maxTracked {
		g.forget(now)
	}
	for _, key := range keys {
		f := g.fails[key]
		if now.Sub(f.last) > forgetTime {
			f.count = 0
		}
		g.fails[key] = failures{count: f.count + 1, last: now}
	}
}

func (g *guard) clear(keys ...string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, key := range keys {
		delete(g.fails, key)
	}
}

// forget drops what is old, and everything if all is fresh: a flood must not fill the memory.
func (g *guard) forget(now time.Time) {
	for key, f := range g.fails {
		if now.Sub(f.last) > forgetTime {
			delete(g.fails, key)
		}
	}
	if len(g.fails) >= maxTracked {
		clear(g.fails)
	}
}
