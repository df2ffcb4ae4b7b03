package search_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/search"
)

// TestSearchesAndIndexingGoOnTogether is mostly for the race detector. What can be checked without it: every search is of one
// instant, in which the facet counts add up to the total.
func TestSearchesAndIndexingGoOnTogether(t *testing.T) {
	r := newRecords()
	for n := range 50 {
		id := fmt.Sprintf("d%03d", n)
		r.put(id, doc(id, "Post", "en text om tillstånd", "phase=idea"))
	}
	x, indexer := open(t, t.TempDir(), r)
	ctx, cancel := context.WithTimeout(context.Background(), 1500*time.Millisecond)
	defer cancel()
	var work sync.WaitGroup
	work.Go(func() { indexer.Run(ctx) })
	work.Go(func() {
		for n := 0; ctx.Err() == nil; n++ {
			id := fmt.Sprintf("d%03d", n%80)
			phase := []string{"phase=idea", "phase=in_use"}[n%2]
			r.put(id, doc(id, "Post", "en text om tillstånd", phase))
			if n%100 == 99 {
				_ = search.RequestRebuild(x.Dir())
			}
			time.Sleep(2 * time.Millisecond)
		}
	})
	for range 3 {
		work.Go(func() {
			for ctx.Err() == nil {
				got, err := x.Search(context.Background(), search.Query{Text: "tillstånd", Visible: []string{search.Public}})
				if err != nil {
					t.Error(err)
					return
				}
				if sum := got.Facets["phase"]["idea"] + got.Facets["phase"]["in_use"]; sum != got.Total || got.Total < 50 {
					t.Errorf("total %d, facets %v", got.Total, got.Facets)
					return
				}
			}
		})
	}
	work.Wait()
}

func TestAnOverloadedIndexLetsCallersGiveUp(t *testing.T) {
	x, _ := open(t, t.TempDir(), register())
	ctx, cancel := context.WithTimeout(context.Background(), time.Nanosecond)
	defer cancel()
	<-ctx.Done()
	if _, err := x.Search(ctx, search.Query{Text: "tillstånd"}); err == nil {
		t.Error("a search whose time had run out was answered")
	}
}
