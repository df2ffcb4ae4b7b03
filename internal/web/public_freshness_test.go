package web

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/outbox"
)

// fakeLog is a change log that counts how often it is read.
type fakeLog struct {
	head  int64
	reads int
	news  chan struct{}
	err   error
}

func (l *fakeLog) ChangesHead(context.Context) (outbox.Cursor, error) {
	l.reads++
	return outbox.Cursor{Epoch: "e", ID: l.head}, l.err
}

func (l *fakeLog) ChangesSignal() <-chan struct{} { return l.news }

func TestOwnChangesAreSeenAtOnceAndOthersWithinASecond(t *testing.T) {
	log := &fakeLog{head: 1, news: make(chan struct{})}
	f := &freshness{log: log}
	stamp := func() string {
		t.Helper()
		s, err := f.stamp(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	first := stamp()
	for range 100 {
		stamp()
	}
	if log.reads != 1 {
		t.Errorf("the log was read %d times", log.reads)
	}
	log.head = 2 // by another process: nothing is signalled here
	if stamp() != first {
		t.Error("the log was read too soon")
	}
	f.read = f.read.Add(-recheck)
	second := stamp()
	if second == first {
		t.Error("another process's change is never seen")
	}
	log.head = 3
	close(log.news)
	log.news = make(chan struct{})
	if stamp() == second {
		t.Error("our own change is not seen at once")
	}
}

func TestAStampThatCannotBeReadIsAnError(t *testing.T) {
	log := &fakeLog{err: errors.New("gone"), news: make(chan struct{})}
	f := &freshness{log: log}
	for range 2 {
		if _, err := f.stamp(t.Context()); err == nil {
			t.Error("no error")
		}
	}
	log.err = nil
	if _, err := f.stamp(t.Context()); err != nil {
		t.Error("the log is well again, and is not asked")
	}
	if time.Since(f.read) > time.Minute {
		t.Error("the time of reading is not kept")
	}
}
