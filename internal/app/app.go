package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/config"
	"github.com/tillit-se/tillit/internal/decide"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/inbox"
	"github.com/tillit-se/tillit/internal/ledger"
	"github.com/tillit-se/tillit/internal/masking"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/search"
	"github.com/tillit-se/tillit/internal/store"
)

// Options are what differs between a server, a command and a test.
type Options struct {
	Log   *slog.Logger // nil discards
	Clock clock.Clock  // nil is the machine's
}

// App is the house with its database open. The search index is opened by those who need it.
type App struct {
	Config   config.Config
	Log      *slog.Logger
	Store    *store.Store
	Accounts *account.Service
	Inbox    *inbox.Service
	Register *register.Service
	Assess   *assess.Service
	Guide    *guide.Service
	Decide   *decide.Library
	Masking  *masking.Service

	clock clock.Clock
	ids   *clock.IDs
}

// Open opens the database, makes its folder and file where there is none, and builds the features.
func Open(ctx context.Context, c config.Config, o Options) (*App, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Clock == nil {
		o.Clock = clock.System{}
	}
	if !store.IsPostgres(c.DB) {
		if err := os.MkdirAll(filepath.Dir(c.DB), 0o700); err != nil {
			return nil, fmt.Errorf("app: the folder of the database: %w", err)
		}
	}
	db, err := store.Open(ctx, c.DB, store.Options{Clock: o.Clock, Logger: o.Log})
	if err != nil {
		return nil, err
	}
	a := &App{Config: c, Log: o.Log, Store: db, clock: o.Clock, ids: clock.NewIDs(nil)}
	if err := a.build(); err != nil {
		_ = db.Close()
		return nil, err
	}
	return a, nil
}

// Close closes the database.
func (a *App) Close() error { return a.Store.Close() }

func (a *App) build() (err error) {
	log := ledger.New(a.Store, a.clock, nil)
	a.Accounts = account.New(a.Store, a.Store, log, a.clock, a.ids)
	a.Inbox = inbox.NewService(a.Store, a.Store, a.clock, a.ids)
	a.Register, err = register.NewService(register.Ports{
		Tx: a.Store, Records: a.Store, Imports: a.Store, Organisations: a.Store, Ledger: log, Outbox: a.Store, Inbox: a.Inbox,
		Clock: a.clock, IDs: a.ids,
	})
	if err != nil {
		return err
	}
	a.Masking = masking.New(a.clock)
	library, err := Instruments(nil)
	if err != nil {
		return err
	}
	a.Decide = decide.NewLibrary(content.Decisions, a.clock)
	a.Assess = assess.New(library, a.Store, a.Store, a.Register, a.clock, a.ids)
	a.Guide = guide.New(guide.Ports{
		Library: guide.NewLibrary(content.Embedded()), Tx: a.Store, Store: a.Store, Systems: a.Register, Assessments: a.Assess,
		Clock: a.clock, IDs: a.ids,
	})
	return nil
}

// Instruments is the library of embedded instruments. resolve gives an error for a provision that does not exist; nil skips that, which
// the server does, because tests and tillit content check have seen to it.
func Instruments(resolve func(target string) error) (*assess.Library, error) {
	packs, err := fs.Sub(content.FS(), "instruments")
	if err != nil {
		return nil, fmt.Errorf("app: %w", err)
	}
	return assess.NewLibrary(packs, resolve), nil
}

// OpenIndex opens the search index for writing. One process at a time has it; see OpenIndexBeside.
func (a *App) OpenIndex() (*search.Index, *search.Indexer, error) {
	settings, err := a.indexConfig()
	if err != nil {
		return nil, nil, err
	}
	index, err := search.Open(settings)
	if err != nil {
		return nil, nil, err
	}
	return index, search.NewIndexer(index, a.Store, documents{a}), nil
}

// OpenIndexBeside opens a copy of the index as it is now, beside the process that writes it.
func (a *App) OpenIndexBeside(ctx context.Context) (*search.Index, error) {
	settings, err := a.indexConfig()
	if err != nil {
		return nil, err
	}
	return search.OpenSnapshot(ctx, settings)
}

// IndexDir is the folder of the search index: beside the database file, or in the data directory where the database is elsewhere.
func (a *App) IndexDir() string {
	if !store.IsPostgres(a.Config.DB) {
		return a.Config.DB + ".index"
	}
	sum := sha256.Sum256([]byte(a.Config.DB)) // so that two databases do not share a folder
	return filepath.Join(a.Config.DataDir, "index-"+hex.EncodeToString(sum[:4]))
}

func (a *App) indexConfig() (search.Config, error) {
	groups, err := content.Synonyms()
	if err != nil {
		return search.Config{}, err
	}
	synonyms := make([]search.Synonyms, len(groups))
	for i, g := range groups {
		synonyms[i] = search.Synonyms{Words: g.Terms(), Narrower: g.Narrower}
	}
	return search.Config{Dir: a.IndexDir(), Synonyms: synonyms, Log: a.Log}, nil
}
