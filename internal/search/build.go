package search

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"

	"github.com/tillit-se/tillit/internal/search/analysis"
)

// builder writes a whole new generation into an empty folder.
type builder struct {
	path   string
	cursor Cursor
	skip   func(id string, err error) // told of documents that cannot be indexed
}

// buildBatch is how many documents become one segment before the segments are merged. It bounds the memory of a build.
const buildBatch = 1000

// build reads the source twice: first the public Swedish texts teach the lexicon, then all documents are indexed.
// Drafts teach nothing, because what is learned decides how everybody's words are read.
func (b *builder) build(ctx context.Context, source Source) error {
	lexicon, learned, err := learn(ctx, source)
	if err != nil {
		return err
	}
	if err := writeLexicon(filepath.Join(b.path, lexiconFile), lexicon); err != nil {
		return err
	}
	internal := map[string][]byte{
		internalFingerprint: []byte(fingerprint()),
		internalCursor:      []byte(strconv.FormatInt(int64(b.cursor), 10)),
		internalLearned:     []byte(strconv.Itoa(learned)),
	}
	count, err := b.index(ctx, source, &encoder{analysis.New(lexicon)}, internal)
	if err != nil {
		return err
	}
	if count == 0 {
		return b.buildEmpty(internal)
	}
	return nil
}

func learn(ctx context.Context, source Source) (*analysis.Lexicon, int, error) {
	learner, learned := analysis.NewLearner(), 0
	for doc, err := range source.All(ctx) {
		if err != nil {
			return nil, 0, fmt.Errorf("search: read all documents: %w", err)
		}
		if doc.Visibility != Public {
			continue
		}
		learned++
		for _, info := range fields() {
			for tag, text := range doc.Texts[info.field] {
				if analysis.LangOf(tag) == analysis.Swedish {
					learner.Add(text)
				}
			}
		}
	}
	return learner.Lexicon(), learned, nil
}

// index analyses documents on all processors and hands them to scorch's offline builder, which merges them into one
// segment.
func (b *builder) index(ctx context.Context, source Source, enc *encoder, internal map[string][]byte) (int, error) {
	offline, err := scorch.NewBuilder(map[string]any{
		"path": filepath.Join(b.path, storeFolder), "buildPathPrefix": b.path, "batchSize": buildBatch, "mergeMax": 20, "internal": internal,
	})
	if err != nil {
		return 0, fmt.Errorf("search: start build: %w", err)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	documents, encoded := make(chan Document), make(chan *indexDoc, 64)
	readErr := make(chan error, 1)
	go func() { readErr <- b.read(ctx, source, documents) }()
	go func() { b.encode(ctx, enc, documents, encoded) }()
	count := 0
	for doc := range encoded {
		if err := offline.Index(doc); err != nil {
			cancel()
			<-readErr
			return 0, fmt.Errorf("search: build index: %w", err)
		}
		count++
	}
	if err := <-readErr; err != nil {
		return 0, err
	}
	if count == 0 {
		return 0, nil
	}
	if err := offline.Close(); err != nil {
		return 0, fmt.Errorf("search: finish build: %w", err)
	}
	return count, nil
}

// read sends each document once.
func (b *builder) read(ctx context.Context, source Source, out chan<- Document) error {
	defer close(out)
	seen := make(map[string]bool)
	for doc, err := range source.All(ctx) {
		if err != nil {
			return fmt.Errorf("search: read all documents: %w", err)
		}
		if key := doc.key(); seen[key] {
			continue
		} else {
			seen[key] = true
		}
		select {
		case out <- doc:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}

func (b *builder) encode(ctx context.Context, enc *encoder, in <-chan Document, out chan<- *indexDoc) {
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for doc := range in {
				encoded, err := enc.encode(&doc)
				if err != nil {
					b.skip(doc.ID, err)
					continue
				}
				select {
				case out <- encoded:
				case <-ctx.Done():
				}
			}
		})
	}
	workers.Wait()
	close(out)
}

// buildEmpty writes an index without documents, which the offline builder cannot.
func (b *builder) buildEmpty(internal map[string][]byte) error {
	queue := index.NewAnalysisQueue(1)
	defer queue.Close()
	empty, err := scorch.NewScorch(scorch.Name, scorchConfig(b.path), queue)
	if err != nil {
		return fmt.Errorf("search: build empty index: %w", err)
	}
	if err := empty.Open(); err != nil {
		return fmt.Errorf("search: build empty index: %w", err)
	}
	batch := index.NewBatch()
	for key, value := range internal {
		batch.SetInternal([]byte(key), value)
	}
	if err := errors.Join(empty.Batch(batch), empty.Close()); err != nil {
		return fmt.Errorf("search: build empty index: %w", err)
	}
	return nil
}

// syncFolder makes the entries of a folder survive a power cut. Systems that cannot are left to their own ways.
func syncFolder(path string) {
	if f, err := os.Open(path); err == nil {
		_ = f.Sync()
		_ = f.Close()
	}
}
