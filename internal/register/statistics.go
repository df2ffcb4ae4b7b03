package register

import (
	"context"
	"sync"
	"time"
)

// maxOverviewAge bounds how long a count is kept, because sources grow old without anybody writing.
const maxOverviewAge = time.Minute

// overviews keeps the last counts. They stand until something public changes.
type overviews struct {
	mu    sync.Mutex
	stamp string
	at    time.Time
	by    map[Slag]Overview
}

// Overview counts what is public: of one slag, or of all where slag is empty.
func (s *Service) Overview(ctx context.Context, slag Slag) (Overview, error) {
	stamp, err := s.port.Records.PublicStamp(ctx)
	if err != nil {
		return Overview{}, err
	}
	now := s.port.Clock.Now()
	if o, ok := s.stats.get(slag, stamp, now); ok {
		return o, nil
	}
	o, err := s.port.Records.CountPublic(ctx, slag, FreshFrom(now))
	if err != nil {
		return Overview{}, err
	}
	o.Slag = slag
	s.stats.put(slag, stamp, now, o)
	return o, nil
}

func (c *overviews) get(slag Slag, stamp string, now time.Time) (Overview, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stamp != stamp || now.Sub(c.at) > maxOverviewAge {
		return Overview{}, false
	}
	o, ok := c.by[slag]
	return o, ok
}

func (c *overviews) put(slag Slag, stamp string, now time.Time, o Overview) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stamp != stamp || now.Sub(c.at) > maxOverviewAge {
		c.stamp, c.at, c.by = stamp, now, map[Slag]Overview{}
	}
	c.by[slag] = o
}
