package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"sync"
	"time"

	"github.com/tillit-se/tillit/internal/api"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/masking"
	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/search"
	"github.com/tillit-se/tillit/internal/web"
	"github.com/tillit-se/tillit/internal/web/edge"
)

// Timeouts of the server. A page is written in milliseconds; downloads of the whole register take longer.
const (
	readHeaderTimeout = 10 * time.Second
	writeTimeout      = 5 * time.Minute
	idleTimeout       = 2 * time.Minute
	shutdownTime      = 10 * time.Second
	sweepEvery        = time.Hour
	firstIndexTime    = 2 * time.Second // a first visitor waits so long for the first index, rather than read that it is being built
)

// ServeOptions are what a server is told beside the settings.
type ServeOptions struct {
	Demo  bool
	Ready func(url string) // called once it listens

	firstIndex time.Duration // how long a new platform's first visitor waits for the index; 0 is firstIndexTime
}

// Serve opens the index, listens, and serves until ctx ends; then it finishes what it has begun.
func (a *App) Serve(ctx context.Context, o ServeOptions) error {
	index, indexer, err := a.OpenIndex()
	if err != nil {
		return err
	}
	defer func() { _ = index.Close() }()
	handler, err := a.handler(index, o)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", a.Config.Addr)
	if err != nil {
		return fmt.Errorf("app: cannot listen on %s: %w", a.Config.Addr, err)
	}
	caughtUp, stopWork := a.startWork(ctx, indexer)
	defer stopWork()
	if !index.Built() {
		waitAtMost(ctx, cmp.Or(o.firstIndex, firstIndexTime), caughtUp)
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: readHeaderTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		ErrorLog:    slog.NewLogLogger(a.Log.Handler(), slog.LevelWarn), // one log, in one form
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	if o.Ready != nil {
		o.Ready("http://" + listener.Addr().String())
	}
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := server.Shutdown(grace); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// waitAtMost returns when done is closed, when ctx ends, or after so long.
func waitAtMost(ctx context.Context, long time.Duration, done <-chan struct{}) {
	timer := time.NewTimer(long)
	defer timer.Stop()
	select {
	case <-done:
	case <-ctx.Done():
	case <-timer.C:
	}
}

// startWork sets what goes on in the background to work. It gives a channel that is closed when the index has been brought up
// to date, or could not be, for the first time, and the function that ends the work and waits.
func (a *App) startWork(ctx context.Context, indexer *search.Indexer) (caughtUp <-chan struct{}, stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	first := make(chan struct{})
	var work sync.WaitGroup
	work.Go(func() {
		err := indexer.CatchUp(ctx)
		close(first)
		if err == nil {
			debug.FreeOSMemory() // starting and building take more than running does
		}
		indexer.Run(ctx)
	})
	work.Go(func() {
		outbox.KeepPruned(ctx, a.Store, a.clock, sweepEvery, func(err error) { a.Log.Error("the change log could not be pruned", "error", err) })
	})
	work.Go(func() { a.sweep(ctx) })
	return first, func() {
		cancel()
		work.Wait()
	}
}

// sweep deletes expired sessions, tokens and links now and then.
func (a *App) sweep(ctx context.Context) {
	ticker := time.NewTicker(sweepEvery)
	defer ticker.Stop()
	for {
		if err := a.Accounts.Sweep(ctx); err != nil && ctx.Err() == nil {
			a.Log.Error("expired sessions could not be deleted", "error", err)
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

// sourceURL is where the code is; the licence wants users to be told.
const sourceURL = "https://github.com/tillit-se/tillit"

// handler puts pages and API together, behind one edge.
func (a *App) handler(index *search.Index, o ServeOptions) (http.Handler, error) {
	catalogue, err := i18n.Load()
	if err != nil {
		return nil, err
	}
	proxies, err := a.Config.Proxies()
	if err != nil {
		return nil, err
	}
	rest, err := api.New(api.Config{
		Accounts: a.Accounts, Register: a.Register, Assess: a.Assess, Guide: a.Guide, Decide: a.Decide,
		Masking: a.Masking, ClientIP: clientAddress(proxies), Index: index, Catalogue: catalogue, BaseURL: a.Config.BaseURL,
		Log: a.Log, RequestID: func(ctx context.Context) string { return edge.TraceOf(ctx).ID },
	})
	if err != nil {
		return nil, err
	}
	features, err := a.features(index, rest)
	if err != nil {
		return nil, err
	}
	key, err := secret(a.Config.SecretFile)
	if err != nil {
		return nil, err
	}
	pages, err := web.New(web.Config{
		Secret: key, BaseURL: a.Config.BaseURL, SourceURL: sourceURL, Demo: o.Demo, Catalogue: catalogue, IDs: a.ids, Clock: a.clock, Log: a.Log,
		Session: web.Session(a.Accounts, a.Inbox, a.Config.BaseURL),
	}, features...)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/", pages)
	for _, path := range []string{"/v1", "/v1/", "/api-info", "/openapi.yaml"} {
		mux.Handle(path, routed(rest, api.MaxBody))
	}
	mux.Handle("/v1/mask/stream", routed(rest, masking.MaxStream))
	mux.HandleFunc("GET /healthz", a.health)
	return pages.Wrap(mux), nil
}

// routed gives the API bodies as large as it takes, and tells the log which operation answered.
func routed(rest http.Handler, most int64) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() { edge.TraceOf(r.Context()).Route = r.Pattern }() // the API's own mux writes it
		edge.RaiseLimit(w, r, most)
		rest.ServeHTTP(w, r)
	})
}

// health answers 200 when the database does.
func (a *App) health(w http.ResponseWriter, r *http.Request) {
	edge.TraceOf(r.Context()).Route = r.Pattern
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if err := a.Store.Ping(r.Context()); err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write([]byte("database unavailable\n"))
		return
	}
	_, _ = w.Write([]byte("ok\n"))
}
