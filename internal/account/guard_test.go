package account

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
)

func guardAt(t *testing.T) (*guard, *clock.Manual) {
	t.Helper()
	c := clock.NewManual(time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC))
	return newGuard(c), c
}

func TestTriesAtTheSameTimeAreCountedLikeTriesOneAfterTheOther(t *testing.T) {
	g, _ := guardAt(t)
	var let atomic.Int32
	var all sync.WaitGroup
	for range 100 {
		all.Go(func() {
			if g.try(accountKey("email", "test@kommun.example")) == 0 {
				let.Add(1)
			}
		})
	}
	all.Wait()
	if let.Load() != freeTries {
		t.Errorf("%d of 100 tries at once were let through, want %d", let.Load(), freeTries)
	}
}

func TestSigningInToOnesOwnAccountDoesNotFreeTheSource(t *testing.T) {
	g, _ := guardAt(t)
	source := sourceKey("192.0.2.1")
	let := 0
	for n := range 200 {
		if g.try(source, accountKey("email", fmt.Sprintf("victim%d@kommun.example", n))) == 0 {
			let++
		}
		if own := accountKey("email", "own@kommun.example"); g.try(source, own) == 0 {
			g.clear(own)
			g.takeBack(source)
		}
	}
	if let != freeSourceTries {
		t.Errorf("%d guesses were let through between sign-ins of one's own, want %d", let, freeSourceTries)
	}
}

func TestAnOfficeBehindOneAddressMayMistypeMoreThanOnePerson(t *testing.T) {
	g, _ := guardAt(t)
	for n := range freeSourceTries {
		if wait := g.try(sourceKey("192.0.2.1"), accountKey("email", fmt.Sprint(n))); wait != 0 {
			t.Fatalf("try %d must wait %v", n, wait)
		}
	}
	if g.try(sourceKey("192.0.2.1"), accountKey("email", "one more")) == 0 {
		t.Error("the source is never slowed down")
	}
}

func TestAClockThatIsSetBackLocksNobodyOut(t *testing.T) {
	g, c := guardAt(t)
	key := accountKey("email", "test@kommun.example")
	for range freeTries {
		g.try(key)
	}
	c.Advance(-48 * time.Hour)
	if wait := g.try(key); wait != firstWait {
		t.Errorf("after the clock went back the wait is %v, want %v", wait, firstWait)
	}
}

func TestAFloodOfAddressesDoesNotFillTheMemory(t *testing.T) {
	g, _ := guardAt(t)
	for n := range 3 * maxTracked {
		g.try(accountKey("email", fmt.Sprint(n)))
	}
	if len(g.fails) > maxTracked {
		t.Errorf("%d keys are held, want at most %d", len(g.fails), maxTracked)
	}
}

func TestNoMorePasswordsAreHashedAtOnceThanThereIsRoomFor(t *testing.T) {
	h := newHasher()
	var now, most atomic.Int32
	var all sync.WaitGroup
	for range mostWaiting {
		all.Go(func() {
			err := h.do(t.Context(), func() {
				n := now.Add(1)
				for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
				}
				time.Sleep(time.Millisecond)
				now.Add(-1)
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if int(most.Load()) > cap(h.slots) {
		t.Errorf("%d at once, want at most %d", most.Load(), cap(h.slots))
	}
}

func TestWhoWaitsTooLongToBeHashedIsToldToComeBack(t *testing.T) {
	h := newHasher()
	block := make(chan struct{})
	var all sync.WaitGroup
	for range cap(h.slots) {
		all.Go(func() { _ = h.do(context.Background(), func() { <-block }) })
	}
	for len(h.slots) < cap(h.slots) {
		time.Sleep(time.Millisecond)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := h.do(gone, func() { t.Error("ran") }); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a caller who has gone: %v", err)
	}
	h.waiting.Store(mostWaiting)
	if err := h.do(t.Context(), func() { t.Error("ran") }); !fault.Is(err, fault.Unavailable) || fault.As(err).Key != "account.busy" {
		t.Errorf("a full queue: %v", err)
	}
	h.waiting.Store(int32(cap(h.slots)))
	close(block)
	all.Wait()
}
