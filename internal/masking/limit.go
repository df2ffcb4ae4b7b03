package masking

import (
	"sync"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
)

// What one address may ask for in a minute.
const (
	window          = time.Minute
	requestsPerTurn = 120
	bytesPerTurn    = 128 << 20
	mostAddresses   = 20_000
)

// limit counts requests and bytes by address. It forgets all when the minute ends, and keeps no more addresses than that: whoever fills it
// is slowed down together with everybody else.
type limit struct {
	clock clock.Clock
	mu    sync.Mutex
	began time.Time
	used  map[string]*usage
}

type usage struct{ requests, bytes int }

func newLimit(c clock.Clock) *limit { return &limit{clock: c, used: map[string]*usage{}} }

// take counts, or fails with rate-limited and the seconds that are left of the minute.
func (l *limit) take(op, address string, requests, bytes int) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock.Now()
	if now.Sub(l.began).Abs() >= window { // a clock that is set back must not stretch the minute
		l.began, l.used = now, map[string]*usage{}
	}
	u := l.used[address]
	if u == nil && len(l.used) < mostAddresses {
		u = &usage{}
		l.used[address] = u
	}
	if u != nil {
		u.requests += requests
		u.bytes += bytes
		if u.requests <= requestsPerTurn && u.bytes <= bytesPerTurn {
			return nil
		}
	}
	seconds := max(2, int(l.began.Add(window).Sub(now)/time.Second)+1)
	return fault.New(op, fault.RateLimited, "mask.too_often", fault.Args{"seconds": seconds})
}
