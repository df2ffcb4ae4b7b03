package main

import (
	"context"
	"io"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// stream is a load of one kind: requests at a fixed rate, whether or not the earlier ones have been answered.
type stream struct {
	name string
	rate int                // requests a second
	url  func(i int) string // the i-th request's address
}

// outcome is what a stream met.
type outcome struct {
	name    string
	sent    int
	failed  int // no answer, or a status of 500 and above
	late    int // sent more than a millisecond after its time, for want of a free connection
	latency []time.Duration
}

// percentile gives the latency that p per cent of the requests stayed within, counted from when they ought to have been sent.
func (o outcome) percentile(p float64) time.Duration {
	if len(o.latency) == 0 {
		return 0
	}
	return o.latency[min(int(float64(len(o.latency))*p/100), len(o.latency)-1)]
}

// run sends the streams at once for a time over a fixed number of connections. The load is open: a slow answer does not slow down
// the sending, and latency is measured from the scheduled start, so that waiting is not hidden.
func run(ctx context.Context, connections int, length time.Duration, streams ...stream) []outcome {
	client := &http.Client{
		Transport: &http.Transport{MaxIdleConnsPerHost: connections, MaxConnsPerHost: connections, DisableCompression: true},
		Timeout:   10 * time.Second,
	}
	defer client.CloseIdleConnections()
	outcomes := make([]outcome, len(streams))
	var all sync.WaitGroup
	for i, s := range streams {
		all.Go(func() { outcomes[i] = s.run(ctx, client, length) })
	}
	all.Wait()
	return outcomes
}

func (s stream) run(ctx context.Context, client *http.Client, length time.Duration) outcome {
	total := int(length.Seconds() * float64(s.rate))
	latency := make([]time.Duration, total)
	var failed, late atomic.Int64
	var pending sync.WaitGroup
	begin := time.Now()
	for i := range total {
		due := begin.Add(time.Duration(i) * time.Second / time.Duration(s.rate))
		time.Sleep(time.Until(due))
		if ctx.Err() != nil {
			total = i
			break
		}
		pending.Go(func() {
			if time.Since(due) > time.Millisecond {
				late.Add(1)
			}
			if !fetch(ctx, client, s.url(i)) {
				failed.Add(1)
			}
			latency[i] = time.Since(due)
		})
	}
	pending.Wait()
	latency = latency[:total]
	slices.Sort(latency)
	return outcome{name: s.name, sent: total, failed: int(failed.Load()), late: int(late.Load()), latency: latency}
}

// throughput counts how many answers a second the workers get when each asks again at once.
func throughput(ctx context.Context, connections int, length time.Duration, url func(i int) string) float64 {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections, DisableCompression: true}}
	defer client.CloseIdleConnections()
	var answers, asked atomic.Int64
	var workers sync.WaitGroup
	begin := time.Now()
	for range connections {
		workers.Go(func() {
			for time.Since(begin) < length && ctx.Err() == nil {
				if fetch(ctx, client, url(int(asked.Add(1)))) {
					answers.Add(1)
				}
			}
		})
	}
	workers.Wait()
	return float64(answers.Load()) / time.Since(begin).Seconds()
}

func fetch(ctx context.Context, client *http.Client, url string) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	response, err := client.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return err == nil && response.StatusCode < http.StatusInternalServerError
}
