package search

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

// Indexer keeps an index in step with the change log. There is one for each open index.
type Indexer struct {
	index   *Index
	changes Changes
	source  Source
	wake    chan struct{}
	every   time.Duration
}

const (
	changesAtOnce = 1000
	pollEvery     = time.Second
	retryAfter    = 2 * time.Second
	relearnFactor = 4   // the lexicon is learned anew when there are so many times more public documents
	relearnLeast  = 200 // and at least so many more

	farBehindLeast = 5000 // fewer changes than this are always followed one by one
)

// NewIndexer makes an Indexer. Run or CatchUp sets it to work.
func NewIndexer(x *Index, changes Changes, source Source) *Indexer {
	return &Indexer{index: x, changes: changes, source: source, wake: make(chan struct{}, 1), every: pollEvery}
}

// Notify tells that something has been committed, so that it is indexed at once and not at the next look.
func (r *Indexer) Notify() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// Run follows the change log until ctx ends. Errors are logged, and the work is tried again.
func (r *Indexer) Run(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.wake:
		case <-timer.C:
		}
		next := r.every
		if err := r.CatchUp(ctx); err != nil && ctx.Err() == nil {
			r.index.config.Log.Error("search index could not follow the changes", "error", err)
			next = retryAfter
		}
		timer.Reset(next)
	}
}

// CatchUp brings the index up to the last change that can be seen, building it first when that is needed or quicker.
func (r *Indexer) CatchUp(ctx context.Context) error {
	if err := r.rebuildIfNeeded(ctx); err != nil {
		return err
	}
	err := r.follow(ctx)
	if errors.Is(err, ErrCursorTooOld) {
		r.index.config.Log.Info("search index is older than the change log and is rebuilt")
		if err = r.Rebuild(ctx); err == nil {
			err = r.follow(ctx)
		}
	}
	if err != nil {
		return err
	}
	if r.outgrown() {
		return r.Rebuild(ctx)
	}
	return r.index.refreshIfMerged()
}

// follow applies changes until there are no more.
func (r *Indexer) follow(ctx context.Context) error {
	for {
		n, err := r.step(ctx)
		if n == 0 || err != nil {
			return err
		}
	}
}

func (r *Indexer) rebuildIfNeeded(ctx context.Context) error {
	asked := r.index.folder.rebuildRequested()
	if r.index.Built() && !asked {
		far, err := r.farBehind(ctx)
		if err != nil || !far {
			return err
		}
	}
	if err := r.Rebuild(ctx); err != nil {
		return err
	}
	return r.index.folder.clearRebuild()
}

// farBehind tells that there are so many changes, as after a large import, that building anew is quicker than
// following them.
func (r *Indexer) farBehind(ctx context.Context) (bool, error) {
	latest, err := r.changes.Latest(ctx)
	if err != nil {
		return false, fmt.Errorf("search: read changes: %w", err)
	}
	behind := int(latest - r.index.gen.cursor)
	return behind > farBehindLeast && behind > 2*r.count(nil), nil
}

// count counts the living documents that the tokens let one see; nil means all.
func (r *Indexer) count(tokens []string) int {
	v := r.index.searches.acquire()
	if v == nil {
		return 0
	}
	defer v.release()
	n := 0
	for _, l := range v.leaves {
		if tokens == nil {
			n += int(l.live.GetCardinality())
			continue
		}
		n += int(l.base(&Query{Visible: tokens}).GetCardinality())
	}
	return n
}

// step applies one batch of changes and tells how many they were.
func (r *Indexer) step(ctx context.Context) (int, error) {
	gen := r.index.gen
	changes, err := r.changes.Since(ctx, gen.cursor, changesAtOnce)
	if err != nil {
		return 0, fmt.Errorf("search: read changes: %w", err)
	}
	if len(changes) == 0 {
		return 0, nil
	}
	ids := distinctIDs(changes)
	docs, err := r.source.Documents(ctx, ids)
	if err != nil {
		return 0, fmt.Errorf("search: read changed documents: %w", err)
	}
	encoded := make([]*indexDoc, 0, len(docs))
	for i := range docs {
		doc, err := gen.encoder.encode(&docs[i])
		if err != nil {
			r.skip(docs[i].ID, err)
			continue
		}
		encoded = append(encoded, doc)
	}
	if err := gen.apply(ids, encoded, changes[len(changes)-1].Cursor); err != nil {
		return 0, err
	}
	return len(changes), r.index.refresh()
}

func distinctIDs(changes []Change) []string {
	seen := make(map[string]bool, len(changes))
	var ids []string
	for _, c := range changes {
		if !seen[c.ID] {
			seen[c.ID] = true
			ids = append(ids, c.ID)
		}
	}
	return ids
}

func (r *Indexer) skip(id string, err error) {
	r.index.config.Log.Error("a document cannot be indexed and is left out of the search", "id", id, "error", err)
}

// outgrown tells that the lexicon was learned from so few documents that compounds are no longer split well.
func (r *Indexer) outgrown() bool {
	public, learned := r.count([]string{Public}), r.index.gen.learned
	return public > learned*relearnFactor && public > learned+relearnLeast
}

// Rebuild builds the index anew beside the old one, which answers until the new one takes its place. The cursor is
// read first: what changes during the build is applied after it.
func (r *Indexer) Rebuild(ctx context.Context) error {
	started := time.Now()
	cursor, err := r.changes.Latest(ctx)
	if err != nil {
		return fmt.Errorf("search: read changes: %w", err)
	}
	path, err := r.index.folder.newGeneration()
	if err != nil {
		return err
	}
	b := &builder{path: path, cursor: cursor, skip: r.skip}
	if err := b.build(ctx, r.source); err != nil {
		return errors.Join(err, os.RemoveAll(path))
	}
	gen, err := openGeneration(path, false)
	if err != nil {
		return errors.Join(err, os.RemoveAll(path))
	}
	if err := r.index.folder.setCurrent(path); err != nil {
		return errors.Join(err, gen.close(), os.RemoveAll(path))
	}
	if err := r.index.adopt(gen); err != nil {
		return err
	}
	r.index.config.Log.Info("search index rebuilt", "took", time.Since(started).Round(time.Millisecond), "cursor", cursor)
	return nil
}
