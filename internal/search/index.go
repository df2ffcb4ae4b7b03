package search

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"sync"
	"time"

	"github.com/tillit-se/tillit/internal/outbox"
)

// Config says where the index is and how it is read.
type Config struct {
	Dir      string        // the folder of the index, such as "tillit.db.index"
	Synonyms []Synonyms    // words that find each other
	LockWait time.Duration // how long Open waits for another process to let go; 0 means one second
	Log      *slog.Logger  // nil logs nothing
}

// Index is the open index. It is safe for concurrent use. One Indexer writes to it.
type Index struct {
	config   Config
	folder   *folder
	copied   string // a reader's copy, removed at Close
	searches current
	slots    chan struct{} // one for each search that may run at once: more would only share memory and processors

	mu       sync.Mutex
	gen      *generation // nil until built
	synonyms *synonyms
	applied  outbox.Cursor
	advanced chan struct{} // closed and replaced when the index has moved on
}

// Open opens the index for searching and writing. It succeeds when nothing has been built yet: then searches answer
// ErrNotBuilt until an Indexer has built it. ErrLocked when another process has it.
func Open(config Config) (*Index, error) {
	wait := config.LockWait
	if wait == 0 {
		wait = time.Second
	}
	dir, err := lockFolder(config.Dir, wait)
	if err != nil {
		return nil, err
	}
	x := newIndex(config, dir)
	if err := x.openCurrent(); err != nil {
		return nil, errors.Join(err, x.Close())
	}
	return x, nil
}

func newIndex(config Config, dir *folder) *Index {
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	return &Index{config: config, folder: dir, advanced: make(chan struct{}), slots: make(chan struct{}, 2*runtime.GOMAXPROCS(0))}
}

// openCurrent opens what has been built; an index that cannot be read is left to be rebuilt.
func (x *Index) openCurrent() error {
	path, err := x.folder.current()
	if errors.Is(err, ErrNotBuilt) {
		return x.folder.sweep("")
	}
	if err != nil {
		return err
	}
	gen, err := openGeneration(path, false)
	if err != nil {
		x.config.Log.Warn("search index cannot be read and will be rebuilt", "error", err)
		return nil
	}
	if err := x.folder.sweep(path); err != nil {
		x.config.Log.Warn("search index folder could not be cleaned", "error", err)
	}
	return x.adopt(gen)
}

// adopt lets a generation answer from now on, and closes the one before.
func (x *Index) adopt(gen *generation) error {
	snapshot, err := gen.snapshot()
	if err != nil {
		return errors.Join(err, gen.close())
	}
	v, err := newView(snapshot, gen.encoder.analyzer, nil)
	if err != nil {
		return errors.Join(err, gen.close())
	}
	x.mu.Lock()
	old := x.gen
	x.gen, x.synonyms = gen, newSynonyms(gen.encoder.analyzer, x.config.Synonyms)
	x.searches.swap(v)
	x.advance(gen.cursor)
	x.mu.Unlock()
	if old == nil {
		return nil
	}
	return errors.Join(old.close(), os.RemoveAll(old.path))
}

// refresh lets searches see what has been written.
func (x *Index) refresh() error {
	snapshot, err := x.gen.snapshot()
	if err != nil {
		return err
	}
	old := x.searches.acquire()
	v, err := newView(snapshot, x.gen.encoder.analyzer, old)
	if old != nil {
		old.release()
	}
	if err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.searches.swap(v)
	x.advance(x.gen.cursor)
	return nil
}

// refreshIfMerged lets go of segments that scorch has merged away in the background, and of the memory they take.
func (x *Index) refreshIfMerged() error {
	snapshot, err := x.gen.snapshot()
	if err != nil {
		return err
	}
	v := x.searches.acquire()
	defer v.release()
	same := len(v.leaves) == len(snapshot.Segments())
	for i, s := range snapshot.Segments() {
		same = same && v.leaves[i].segment == s.Segment()
	}
	if err := snapshot.Close(); err != nil || same {
		return err
	}
	return x.refresh()
}

// advance tells those who wait. The caller holds mu.
func (x *Index) advance(cursor outbox.Cursor) {
	x.applied = cursor
	close(x.advanced)
	x.advanced = make(chan struct{})
}

// Dir is the folder of the index.
func (x *Index) Dir() string { return x.folder.path }

// Built tells whether there is an index that answers.
func (x *Index) Built() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.gen != nil
}

// Cursor is the last change that searches see.
func (x *Index) Cursor() outbox.Cursor {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.applied
}

// Wait returns when searches see all changes up to the cursor, or with ctx's error when it ends first: give it a
// deadline, so that a page does not wait for an index that is being rebuilt.
func (x *Index) Wait(ctx context.Context, cursor outbox.Cursor) error {
	for {
		x.mu.Lock()
		applied, advanced := x.applied, x.advanced
		x.mu.Unlock()
		if reached(applied, cursor) {
			return nil
		}
		select {
		case <-advanced:
		case <-ctx.Done():
			return fmt.Errorf("search: wait for change %s, index is at %s: %w", cursor, applied, ctx.Err())
		}
	}
}

// reached tells whether a place in the log is at or after another of the same life of the database.
func reached(at, want outbox.Cursor) bool {
	if at.Epoch != want.Epoch {
		return want == outbox.Cursor{}
	}
	return at.Tx > want.Tx || at.Tx == want.Tx && at.ID >= want.ID
}

// Close ends the use of the index, after its Indexer has stopped. Searches that are under way finish by themselves.
func (x *Index) Close() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.searches.swap(nil)
	var errs []error
	if x.gen != nil {
		errs = append(errs, x.gen.close())
		x.gen = nil
	}
	errs = append(errs, x.folder.unlock())
	if x.copied != "" {
		errs = append(errs, os.RemoveAll(x.copied))
	}
	return errors.Join(errs...)
}
