package account

import (
	"crypto/sha256"
	"sync"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
)

// The guard's limits: after as many failures as are free, each further try waits twice as long as the one before, up to maxWait. From one
// source more are free than on one account: a whole office may come through one address.
const (
	freeTries       = 5
	freeSourceTries = 25
	firstWait       = 2 * time.Second
	maxWait         = 15 * time.Minute
	forgetTime      = 30 * time.Minute
	maxTracked      = 10_000
)

// guard slows down guessing of passwords. It lives in memory: a restart forgets, and each node counts for itself, which a guesser
// gains little by.
type guard struct {
	mu    sync.Mutex
	clock clock.Clock
	fails map[guardKey]failures
}

type failures struct {
	count int
	last  time.Time
}

// guardKey is what tries are counted for: a hash, so that what somebody writes as an address takes no more room than another.
type guardKey struct {
	free int
	sum  [sha256.Size]byte
}

func accountKey(kind, name string) guardKey {
	return guardKey{freeTries, sha256.Sum256([]byte(kind + ":" + name))}
}

func sourceKey(source string) guardKey {
	return guardKey{freeSourceTries, sha256.Sum256([]byte("source:" + source))}
}

func newGuard(c clock.Clock) *guard { return &guard{clock: c, fails: map[guardKey]failures{}} }

// try begins a try. It counts as failed until the caller says otherwise, so that many tries at the same time are as slow as one after the
// other. Where one of the keys is blocked nothing is counted, and wait is how long it stays so.
func (g *guard) try(keys ...guardKey) (wait time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.clock.Now()
	for _, key := range keys {
		if left := g.left(key, now); left > 0 {
			return left
		}
	}
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
	return 0
}

// left is how long a key stays blocked, never longer than its whole penalty: a clock that has been set back must not lock anybody out.
func (g *guard) left(key guardKey, now time.Time) time.Duration {
	f := g.fails[key]
	if f.count < key.free {
		return 0
	}
	whole := penalty(f.count - key.free)
	return min(f.last.Add(whole).Sub(now), whole)
}

func penalty(beyond int) time.Duration {
	wait := firstWait
	for range beyond {
		if wait *= 2; wait >= maxWait {
			return maxWait
		}
	}
	return wait
}

// clear forgets all tries for a key.
func (g *guard) clear(key guardKey) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.fails, key)
}

// takeBack takes back the one try that try counted for the keys. Earlier ones stay: who has an account must not be able to guess at those
// of others for ever by signing in to it between.
func (g *guard) takeBack(keys ...guardKey) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, key := range keys {
		f := g.fails[key]
		if f.count--; f.count > 0 {
			g.fails[key] = f
			continue
		}
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
