package search

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"

	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/search/analysis"
)

// schemaVersion names the layout of fields in the index. Change it with every change to package search that makes an
// older index read wrong.
const schemaVersion = 1

// fingerprint is what an index must have been built with to be read.
func fingerprint() string {
	return fmt.Sprintf("schema %d, analysis %d", schemaVersion, analysis.Version)
}

// Keys of what scorch keeps beside the documents, written in the same batch.
const (
	internalFingerprint = "tillit.fingerprint"
	internalCursor      = "tillit.cursor"
	internalLearned     = "tillit.learned" // public documents that the lexicon was learned from
)

const (
	lexiconFile = "lexicon.txt"
	storeFolder = "store"
)

// generation is one built index in a folder of its own: the lexicon, frozen when it was built, and scorch's store.
type generation struct {
	path    string
	scorch  *scorch.Scorch
	queue   *index.AnalysisQueue
	encoder *encoder
	cursor  outbox.Cursor
	learned int
}

// openGeneration opens a built index. An index of another version is ErrNotBuilt.
func openGeneration(path string, readOnly bool) (*generation, error) {
	lexicon, err := readLexicon(filepath.Join(path, lexiconFile))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotBuilt, err)
	}
	g := &generation{path: path, encoder: &encoder{analyzer: analysis.New(lexicon)}}
	g.queue = index.NewAnalysisQueue(max(1, min(runtime.GOMAXPROCS(0), 4)))
	if err := g.openScorch(readOnly); err != nil {
		g.queue.Close()
		return nil, err
	}
	if err := g.readInternal(); err != nil {
		_ = g.close() // the first error tells more
		return nil, err
	}
	return g, nil
}

func scorchConfig(path string) map[string]any {
	return map[string]any{
		"path":               filepath.Join(path, storeFolder),
		"numSnapshotsToKeep": 1,
		"bolt_timeout":       "1s", // without it a locked file blocks for ever
		"unsafe_batch":       false,
	}
}

func (g *generation) openScorch(readOnly bool) error {
	config := scorchConfig(g.path)
	config["read_only"] = readOnly
	opened, err := scorch.NewScorch(scorch.Name, config, g.queue)
	if err != nil {
		return fmt.Errorf("search: open index: %w", err)
	}
	if err := opened.Open(); err != nil {
		return fmt.Errorf("search: open index: %w", err)
	}
	store, ok := opened.(*scorch.Scorch)
	if !ok {
		return errors.New("search: open index: not a scorch index")
	}
	g.scorch = store
	return nil
}

// readInternal reads the cursor, and checks the fingerprint.
func (g *generation) readInternal() error {
	snapshot, err := g.snapshot()
	if err != nil {
		return err
	}
	defer snapshot.Close() //nolint:errcheck // only counts references down
	read := func(key string) string {
		value, err := snapshot.GetInternal([]byte(key))
		if err != nil {
			return ""
		}
		return string(value)
	}
	if got := read(internalFingerprint); got != fingerprint() {
		return fmt.Errorf("%w: built with %q, needs %q", ErrNotBuilt, got, fingerprint())
	}
	if g.cursor, err = outbox.ParseCursor(read(internalCursor)); err != nil {
		return fmt.Errorf("%w: %w", ErrNotBuilt, err)
	}
	g.learned, _ = strconv.Atoi(read(internalLearned)) // absent is 0
	return nil
}

// snapshot gives the present state of the store. The caller closes it.
func (g *generation) snapshot() (*scorch.IndexSnapshot, error) {
	reader, err := g.scorch.Reader()
	if err != nil {
		return nil, fmt.Errorf("search: read index: %w", err)
	}
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok || snapshot == nil {
		return nil, errors.New("search: read index: closed")
	}
	return snapshot, nil
}

// apply replaces the documents of the changed records, and moves the cursor in the same batch: after a crash either
// both have happened or neither.
func (g *generation) apply(ids []string, docs []*indexDoc, cursor outbox.Cursor) error {
	batch := index.NewBatch()
	for _, id := range ids {
		for _, key := range keysOf(id) {
			batch.Delete(key)
		}
	}
	for _, doc := range docs {
		batch.Update(doc)
	}
	batch.SetInternal([]byte(internalCursor), []byte(cursor.String()))
	if err := g.scorch.Batch(batch); err != nil {
		return fmt.Errorf("search: write index: %w", err)
	}
	g.cursor = cursor
	return nil
}

func (g *generation) close() error {
	err := g.scorch.Close()
	g.queue.Close()
	if err != nil {
		return fmt.Errorf("search: close index: %w", err)
	}
	return nil
}

func readLexicon(path string) (*analysis.Lexicon, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // read only
	return analysis.ReadLexicon(f)
}

func writeLexicon(path string, lexicon *analysis.Lexicon) error {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("search: write lexicon: %w", err)
	}
	_, err = lexicon.WriteTo(f)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("search: write lexicon: %w", err)
	}
	return nil
}
