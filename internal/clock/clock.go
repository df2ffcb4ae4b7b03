// Package clock gives time and identifiers, so that tests and replays can decide both.
package clock

import (
	"crypto/rand"
	"io"
	"sync"
	"time"

	"github.com/google/uuid"
)

// Clock tells the time. Instants in Tillit are UTC with microseconds.
type Clock interface {
	Now() time.Time
}

// System is the machine's clock.
type System struct{}

// Now is the present instant in UTC, cut to microseconds, as the database stores it.
func (System) Now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// Manual is a clock that stands still until it is moved; for tests. The zero value stands at the zero time.
type Manual struct {
	mu  sync.Mutex
	now time.Time
}

// NewManual makes a clock that shows t.
func NewManual(t time.Time) *Manual { return &Manual{now: t.UTC().Truncate(time.Microsecond)} }

// Now is the instant the clock was set to.
func (m *Manual) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// Advance moves the clock forward by d.
func (m *Manual) Advance(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = m.now.Add(d)
}

// IDs makes identifiers: lower-case UUIDv7, ordered by the time they were made.
type IDs struct {
	mu     sync.Mutex
	random io.Reader
}

// NewIDs makes a source of identifiers that reads its randomness from r; nil means crypto/rand.
func NewIDs(r io.Reader) *IDs {
	if r == nil {
		r = rand.Reader
	}
	return &IDs{random: r}
}

// New makes an identifier. It panics only if the source of randomness fails, after which nothing safe can be done.
func (i *IDs) New() string {
	i.mu.Lock()
	defer i.mu.Unlock()
	id, err := uuid.NewV7FromReader(i.random)
	if err != nil {
		panic("clock: no randomness for an identifier: " + err.Error())
	}
	return id.String()
}

// ValidID tells whether s is an identifier in the only form that Tillit writes: lower case with hyphens.
func ValidID(s string) bool {
	id, err := uuid.Parse(s)
	return err == nil && id.String() == s
}

// Micros is t as microseconds since 1970, the form of instants in the database. The zero time is 0.
func Micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// FromMicros is the instant that Micros wrote.
func FromMicros(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}
