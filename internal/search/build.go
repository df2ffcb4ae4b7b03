package search

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	"golang.org/x/sync/errgroup"

	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/search/analysis"
)

// builder writes a whole new generation into an empty folder.
type builder struct {
	path   string
	cursor outbox.Cursor
	skip   func(id string, err error) // told of documents that cannot be indexed
}

// buildBatch is how many documents become one segment before segments are merged. It bounds the memory of a build.
const buildBatch = 250

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
		internalCursor:      []byte(b.cursor.String()),
		internalLearned:     []byte(strconv.Itoa(learned)),
	}
	enc := &encoder{analyzer: analysis.New(lexicon), enough: newVocabularyLimit().enough}
	return b.index(ctx, source, enc, internal)
}

// vocabularyLimit lets each word into the spelling vocabulary with a few documents only: it needs no postings of all
// documents, for how common a word is, is counted in the text fields. A few, so that it outlives some of them.
type vocabularyLimit struct {
	mu   sync.Mutex
	seen map[string]uint8
}

const (
	vocabularyDocuments = 3
	maxVocabulary       = 250_000 // words; a language has fewer, what comes after is misspelt, foreign or made up
)

func newVocabularyLimit() *vocabularyLimit { return &vocabularyLimit{seen: make(map[string]uint8)} }

func (l *vocabularyLimit) enough(word string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := l.seen[word]
	if n >= vocabularyDocuments || n == 0 && len(l.seen) >= maxVocabulary {
		return true
	}
	if n == 0 {
		word = strings.Clone(word) // a piece of a text would keep the whole text in memory
	}
	l.seen[word] = n + 1
	return false
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

// index writes all documents, on all processors: each worker analyses a batch and hands it to scorch.
func (b *builder) index(ctx context.Context, source Source, enc *encoder, internal map[string][]byte) error {
	queue := index.NewAnalysisQueue(1)
	defer queue.Close()
	store, err := scorch.NewScorch(scorch.Name, scorchConfig(b.path), queue)
	if err != nil {
		return fmt.Errorf("search: start build: %w", err)
	}
	if err := store.Open(); err != nil {
		return fmt.Errorf("search: start build: %w", err)
	}
	work, working := errgroup.WithContext(ctx)
	batches := make(chan []Document)
	work.Go(func() error { return readBatches(working, source, batches) })
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() error {
			for docs := range batches {
				if err := b.write(store, enc, docs); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err = work.Wait(); err == nil {
		err = ctx.Err()
	}
	if err == nil {
		last := index.NewBatch() // only a build that came to its end has a fingerprint
		for key, value := range internal {
			last.SetInternal([]byte(key), value)
		}
		err = store.Batch(last)
	}
	if err = errors.Join(err, store.Close()); err != nil {
		return fmt.Errorf("search: build index: %w", err)
	}
	return nil
}

func readBatches(ctx context.Context, source Source, out chan<- []Document) error {
	defer close(out)
	send := func(docs []Document) error {
		select {
		case out <- docs:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	docs := make([]Document, 0, buildBatch)
	for doc, err := range source.All(ctx) {
		if err != nil {
			return fmt.Errorf("read all documents: %w", err)
		}
		if docs = append(docs, doc); len(docs) == buildBatch {
			if err := send(docs); err != nil {
				return err
			}
			docs = make([]Document, 0, buildBatch)
		}
	}
	return send(docs)
}

func (b *builder) write(store index.Index, enc *encoder, docs []Document) error {
	batch := index.NewBatch()
	for i := range docs {
		encoded, err := enc.encode(&docs[i])
		if err != nil {
			b.skip(docs[i].ID, err)
			continue
		}
		batch.Update(encoded)
	}
	return store.Batch(batch)
}

// syncFolder makes the entries of a folder survive a power cut. Systems that cannot are left to their own ways.
func syncFolder(path string) {
	if f, err := os.Open(path); err == nil {
		_ = f.Sync()
		_ = f.Close()
	}
}
