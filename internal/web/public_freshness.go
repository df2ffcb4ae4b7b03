package web

import (
	"context"
	"sync"
	"time"
)

// recheck is for how long a change that another process has made may go unseen on finished pages. Changes of our own process are seen
// at once.
const recheck = time.Second

// freshness tells cheaply whether anything has changed since a page was made: it reads the end of the change log once a second at
// most, and whenever something is committed here.
type freshness struct {
	log ChangeLog

	mu   sync.Mutex
	head string
	read time.Time
	news <-chan struct{}
}

// stamp differs after every change that the log holds.
func (f *freshness) stamp(ctx context.Context) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.news != nil && time.Since(f.read) < recheck {
		select {
		case <-f.news:
		default:
			return f.head, nil
		}
	}
	news, now := f.log.ChangesSignal(), time.Now() // taken before reading, so that a change in between is not missed
	head, err := f.log.ChangesHead(ctx)
	if err != nil {
		return "", err
	}
	f.head, f.read, f.news = head.String(), now, news
	return f.head, nil
}
