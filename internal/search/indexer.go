package search

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/tillit-se/tillit/internal/outbox"
)

// Indexer keeps an index in step with the change log. There is one for each open index.
type Indexer struct {
	index   *Index
	changes Changes
	source  Source
}

const (
	changesAtOnce = 5000
	recordsAtOnce = 500 // in one batch of the index; bounds its memory
	pollEvery     = time.Second
	retryAfter    = 2 * time.Second
	relearnFactor = 4   // the lexicon is learned anew when there are so many times more public documents
	relearnLeast  = 200 // and at least so many more
	rebuildLeast  = 4000
)

// NewIndexer makes an Indexer. Run or CatchUp sets it to work.
func NewIndexer(x *Index, changes Changes, source Source) *Indexer {
	return &Indexer{index: x, changes: changes, source: source}
}

// Run follows the change log until ctx ends: at once for changes of this process, within a second for others. Errors are
// logged, and the work is tried again.
func (r *Indexer) Run(ctx context.Context) {
	for ctx.Err() == nil {
		news := r.changes.ChangesSignal() // taken before reading, so that a change in between is not slept through
		pause := pollEvery
		if err := r.CatchUp(ctx); err != nil && ctx.Err() == nil {
			r.index.config.Log.Error("search index could not follow the changes", "error", err)
			news, pause = nil, retryAfter
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
		case <-news:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// CatchUp brings the index up to the last change that can be seen, building it first when that is needed or quicker.
func (r *Indexer) CatchUp(ctx context.Context) error {
	if !r.index.Built() || r.index.folder.rebuildRequested() {
		if err := r.Rebuild(ctx); err != nil {
			return err
		}
		if err := r.index.folder.clearRebuild(); err != nil {
			return err
		}
	}
	err := r.follow(ctx)
	if errors.Is(err, outbox.ErrCursorTooOld) {
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
		changes, err := r.changes.ChangesSince(ctx, r.index.gen.cursor, changesAtOnce)
		if err != nil {
			return fmt.Errorf("search: read changes: %w", err)
		}
		if len(changes) == 0 {
			return nil
		}
		if err := r.applyChanges(ctx, changes); err != nil {
			return err
		}
	}
}

// applyChanges indexes what changes concern. After a large import building anew is quicker than following. The cursor moves
// with the last batch, so that after a crash all are looked at again.
func (r *Indexer) applyChanges(ctx context.Context, changes []outbox.Change) error {
	touched, err := r.source.Touched(ctx, changes)
	if err != nil {
		return fmt.Errorf("search: read what changed: %w", err)
	}
	ids := distinct(touched)
	if len(ids) > rebuildLeast && len(ids) > 2*r.count(nil) {
		return r.Rebuild(ctx)
	}
	cursor := r.index.gen.cursor
	for {
		now := ids[:min(len(ids), recordsAtOnce)]
		if ids = ids[len(now):]; len(ids) == 0 {
			cursor = changes[len(changes)-1].Cursor
		}
		if err := r.applyRecords(ctx, now, cursor); err != nil {
			return err
		}
		if len(ids) == 0 {
			return r.index.refresh()
		}
	}
}

func (r *Indexer) applyRecords(ctx context.Context, ids []string, cursor outbox.Cursor) error {
	gen := r.index.gen
	docs, err := r.source.Documents(ctx, ids)
	if err != nil {
		return fmt.Errorf("search: read changed documents: %w", err)
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
	return gen.apply(ids, encoded, cursor)
}

func distinct(ids []string) []string {
	seen := make(map[string]bool, len(ids))
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

func (r *Indexer) skip(id string, err error) {
	r.index.config.Log.Error("a document cannot be indexed and is left out of the search", "id", id, "error", err)
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

// outgrown tells that the lexicon was learned from so few documents that compounds are no longer split well.
func (r *Indexer) outgrown() bool {
	public, learned := r.count([]string{Public}), r.index.gen.learned
	return public > learned*relearnFactor && public > learned+relearnLeast
}

// Rebuild builds the index anew beside the old one, which answers until the new one takes its place. The cursor is
// read first: what changes during the build is applied after it.
func (r *Indexer) Rebuild(ctx context.Context) error {
	started := time.Now()
	cursor, err := r.changes.ChangesHead(ctx)
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
	r.index.config.Log.Info("search index rebuilt", "took", time.Since(started).Round(time.Millisecond), "cursor", cursor.String())
	return nil
}
