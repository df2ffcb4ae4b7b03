package account

import (
	"context"
	"runtime"
	"sync/atomic"

	"github.com/tillit-se/tillit/internal/fault"
)

// hasher bounds how many passwords are hashed at the same time. Each takes 19 MiB: without a bound, a hundred requests from anybody would
// fill a small server.
type hasher struct {
	slots   chan struct{}
	waiting atomic.Int32
}

const (
	mostHashing = 4   // at the same time, or one for each processor where there are fewer
	mostWaiting = 128 // some seconds' worth; more are turned away at once
)

func newHasher() *hasher {
	return &hasher{slots: make(chan struct{}, min(mostHashing, runtime.GOMAXPROCS(0)))}
}

// do runs f when there is room. The error is a fault of kind Unavailable: too many wait, or the caller has gone.
func (h *hasher) do(ctx context.Context, f func()) error {
	defer h.waiting.Add(-1)
	if h.waiting.Add(1) > mostWaiting {
		return fault.New("account.hash", fault.Unavailable, "account.busy", fault.Args{"seconds": 5})
	}
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return fault.Wrap("account.hash", fault.Unavailable, ctx.Err())
	}
	defer func() { <-h.slots }()
	f()
	return nil
}

// hash is HashPassword with its turn waited for.
func (s *Service) hash(ctx context.Context, password string) (hash string, err error) {
	err = s.hasher.do(ctx, func() { hash = HashPassword(password) })
	return hash, err
}
