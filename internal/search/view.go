package search

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"golang.org/x/sync/errgroup"

	"github.com/tillit-se/tillit/internal/search/analysis"
)

// view is the index at one instant: a snapshot of scorch and the columns of its segments. Searches share it; it is
// let go when the last of them has finished and a newer one has taken its place.
type view struct {
	snapshot *scorch.IndexSnapshot
	leaves   []*leaf
	analyzer *analysis.Analyzer
	refs     atomic.Int32
}

// leaf is one segment of a view.
type leaf struct {
	id       uint64
	snapshot *scorch.SegmentSnapshot
	segment  segment.Segment
	live     *roaring.Bitmap
	columns  *columns
	size     uint32
}

// newView takes over the caller's reference to the snapshot. Columns of segments that old also has are shared.
func newView(snapshot *scorch.IndexSnapshot, analyzer *analysis.Analyzer, old *view) (*view, error) {
	known := make(map[uint64]*columns)
	if old != nil {
		for _, l := range old.leaves {
			known[l.id] = l.columns
		}
	}
	v := &view{snapshot: snapshot, analyzer: analyzer}
	v.refs.Store(1)
	for _, s := range snapshot.Segments() {
		l := &leaf{id: s.Id(), snapshot: s, segment: s.Segment(), columns: known[s.Id()], size: uint32(s.FullSize())}
		l.live = s.DocNumbersLive()
		v.leaves = append(v.leaves, l)
	}
	if err := v.readColumns(); err != nil {
		v.release()
		return nil, err
	}
	return v, nil
}

// readColumns reads the columns of the segments that no older view had, on all processors: most of the time that opening takes.
func (v *view) readColumns() error {
	var reading errgroup.Group
	reading.SetLimit(runtime.GOMAXPROCS(0))
	for _, l := range v.leaves {
		if l.columns != nil {
			continue
		}
		reading.Go(func() (err error) {
			l.columns, err = readColumns(l.segment)
			return err
		})
	}
	return reading.Wait()
}

func (v *view) release() {
	if v.refs.Add(-1) == 0 {
		_ = v.snapshot.Close() // only counts references down; a failing unmap leaves nothing to do
	}
}

// current hands out the newest view.
type current struct {
	mu   sync.RWMutex
	view *view
}

// acquire gives the newest view, nil when there is none. The caller releases it.
func (c *current) acquire() *view {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.view != nil {
		c.view.refs.Add(1)
	}
	return c.view
}

// swap puts another view in place, nil to close.
func (c *current) swap(v *view) {
	c.mu.Lock()
	old := c.view
	c.view = v
	c.mu.Unlock()
	if old != nil {
		old.release()
	}
}

// base are the documents of a leaf that the query may speak of at all: alive, visible to the viewer, of the kind.
// Everything that is counted or weighed is first intersected with it.
func (l *leaf) base(q *Query) *roaring.Bitmap {
	docs := roaring.New()
	for _, token := range q.Visible {
		if visible := l.columns.visibility[token]; visible != nil {
			docs.Or(visible)
		}
	}
	docs.And(l.live)
	if q.Kind == "" {
		return docs
	}
	kind := l.columns.kinds[q.Kind]
	if kind == nil {
		return roaring.New()
	}
	docs.And(kind)
	return docs
}

// postings reads the postings list of a term; nil when the segment does not have it.
func (l *leaf) postings(field, term string) (segment.PostingsList, error) {
	dict, err := l.segment.Dictionary(field)
	if err != nil {
		return nil, fmt.Errorf("search: field %s: %w", field, err)
	}
	list, err := dict.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return nil, fmt.Errorf("search: postings of field %s: %w", field, err)
	}
	if list == nil || list.Count() == 0 {
		return nil, nil
	}
	return list, nil
}
