package search_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/search"
)

func TestTheIndexFollowsTheChangeLog(t *testing.T) {
	r := newRecords(doc("a", "Ett", "första"))
	x, indexer := open(t, t.TempDir(), r)
	step := func(want string) {
		t.Helper()
		if err := indexer.CatchUp(context.Background()); err != nil {
			t.Fatal(err)
		}
		got := find(t, x, search.Query{Sort: search.ByTitle, Visible: []string{search.Public, "org:1"}})
		var titles []string
		for _, h := range got.Hits {
			titles = append(titles, h.Title)
		}
		if s := strings.Join(titles, ", "); s != want || got.Total != len(titles) {
			t.Errorf("got %s (%d), want %s", s, got.Total, want)
		}
	}
	step("Ett")
	r.put("b", draft(doc("b", "Två", "utkast"), "1"))
	step("Ett, Två")
	r.put("b", doc("b", "Två", "publicerad"), draft(doc("b", "Två b", "nytt utkast"), "1"))
	step("Ett, Två, Två b")
	r.put("b", doc("b", "Två", "publicerad"))
	r.put("a", doc("a", "Ettan", "ändrad"))
	step("Ettan, Två")
	r.put("b")
	step("Ettan")
	r.put("a")
	step("")
}

func TestAClosedIndexGoesOnWhereItWas(t *testing.T) {
	dir, r := t.TempDir(), newRecords(doc("a", "Ett", ""))
	x, _ := open(t, dir, r)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	r.put("b", doc("b", "Två", ""))
	x, err := search.Open(search.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { must(t, x.Close()) }()
	if got := find(t, x, search.Query{}); ids(got) != "a" || x.Cursor() != at(1) {
		t.Errorf("before: %q at %s", ids(got), x.Cursor())
	}
	if err := search.NewIndexer(x, r, r).CatchUp(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := find(t, x, search.Query{}); sortedIDs(got) != "a b" {
		t.Errorf("after: %q", ids(got))
	}
}

func TestAnIndexOlderThanTheLogIsRebuilt(t *testing.T) {
	dir, r := t.TempDir(), newRecords(doc("a", "Ett", ""))
	x, _ := open(t, dir, r)
	_ = x.Close()
	r.put("a")
	r.put("b", doc("b", "Två", ""))
	r.prune()
	x, _ = open(t, dir, r)
	if got := find(t, x, search.Query{}); ids(got) != "b" || x.Cursor() != at(3) {
		t.Errorf("%q at %s", ids(got), x.Cursor())
	}
}

func TestAnIndexOfAnotherVersionOrDamagedIsRebuilt(t *testing.T) {
	for name, damage := range map[string]func(t *testing.T, dir, gen string){
		"lexicon gone": func(t *testing.T, _, gen string) { must(t, os.Remove(filepath.Join(gen, "lexicon.txt"))) },
		"store gone":   func(t *testing.T, _, gen string) { must(t, os.RemoveAll(filepath.Join(gen, "store"))) },
		"CURRENT elsewhere": func(t *testing.T, dir, _ string) {
			must(t, os.WriteFile(filepath.Join(dir, "CURRENT"), []byte("../x"), 0o600))
		},
		"lock overwritten": func(t *testing.T, dir, _ string) {
			must(t, os.WriteFile(filepath.Join(dir, "lock"), bytes.Repeat([]byte("rubbish"), 10_000), 0o600))
			must(t, os.Remove(filepath.Join(dir, "CURRENT")))
		},
		"list of segments cut": func(t *testing.T, _, gen string) {
			must(t, os.WriteFile(filepath.Join(gen, "store", "root.bolt"), []byte("not bolt"), 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, r := t.TempDir(), newRecords(doc("a", "Ett", ""))
			x, _ := open(t, dir, r)
			must(t, x.Close())
			gens, _ := filepath.Glob(filepath.Join(dir, "gen-*"))
			damage(t, dir, gens[0])
			x, err := search.Open(search.Config{Dir: dir})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { must(t, x.Close()) }()
			if _, err := x.Search(context.Background(), search.Query{}); !errors.Is(err, search.ErrNotBuilt) {
				t.Errorf("before the rebuild: %v", err)
			}
			must(t, search.NewIndexer(x, r, r).CatchUp(context.Background()))
			if got := find(t, x, search.Query{}); ids(got) != "a" {
				t.Error(ids(got))
			}
		})
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestARebuildLeavesOneGenerationAndAnswersMeanwhile(t *testing.T) {
	dir, r := t.TempDir(), newRecords(doc("a", "Ett", ""), doc("b", "Två", ""))
	x, indexer := open(t, dir, r)
	stop, done := make(chan struct{}), make(chan error, 1)
	go func() {
		for {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			if got, err := x.Search(context.Background(), search.Query{Visible: []string{search.Public}}); err != nil || got.Total != 2 {
				done <- errors.New("a search failed during the rebuild")
				return
			}
		}
	}()
	for range 5 {
		must(t, indexer.Rebuild(context.Background()))
	}
	close(stop)
	must(t, <-done)
	if gens, _ := filepath.Glob(filepath.Join(dir, "gen-*")); len(gens) != 1 {
		t.Errorf("generations left: %v", gens)
	}
}

func TestAFailedRebuildChangesNothing(t *testing.T) {
	dir, r := t.TempDir(), newRecords(doc("a", "Ett", ""))
	x, indexer := open(t, dir, r)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := indexer.Rebuild(ctx); err == nil {
		t.Error("a cancelled rebuild succeeded")
	}
	if got := find(t, x, search.Query{}); ids(got) != "a" {
		t.Error(ids(got))
	}
	if gens, _ := filepath.Glob(filepath.Join(dir, "gen-*")); len(gens) != 1 {
		t.Errorf("generations left: %v", gens)
	}
}

func TestARebuildCanBeAskedForFromOutside(t *testing.T) {
	dir, r := t.TempDir(), newRecords(doc("a", "Ett", ""))
	_, indexer := open(t, dir, r)
	before, _ := os.ReadFile(filepath.Join(dir, "CURRENT"))
	must(t, search.RequestRebuild(dir))
	must(t, indexer.CatchUp(context.Background()))
	after, _ := os.ReadFile(filepath.Join(dir, "CURRENT"))
	if string(before) == string(after) {
		t.Error("not rebuilt")
	}
	must(t, indexer.CatchUp(context.Background()))
	if again, _ := os.ReadFile(filepath.Join(dir, "CURRENT")); string(again) != string(after) {
		t.Error("rebuilt twice")
	}
}

func TestWaitSeesOnesOwnWrite(t *testing.T) {
	r := newRecords(doc("a", "Ett", ""))
	x, indexer := open(t, t.TempDir(), r)
	ctx, cancel := context.WithCancel(context.Background())
	finished := make(chan struct{})
	go func() { indexer.Run(ctx); close(finished) }()
	t.Cleanup(func() { cancel(); <-finished })

	cursor := r.put("b", doc("b", "Två", ""))
	wait, stop := context.WithTimeout(ctx, 5*time.Second)
	defer stop()
	must(t, x.Wait(wait, cursor))
	if got := find(t, x, search.Query{}); sortedIDs(got) != "a b" {
		t.Error(ids(got))
	}
	short, stop := context.WithTimeout(ctx, 20*time.Millisecond)
	defer stop()
	if err := x.Wait(short, at(cursor.ID+1)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting for what never comes: %v", err)
	}
}

func TestADocumentThatCannotBeIndexedIsLeftOutAlone(t *testing.T) {
	bad := doc("bad", "Trasig", "")
	bad.Visibility = "everybody"
	r := newRecords(doc("a", "Ett", ""), bad)
	x, indexer := open(t, t.TempDir(), r)
	r.put("worse", search.Document{ID: "worse", Visibility: search.Public})
	long := doc("long", "Lång", "")
	long.SortTitle = make([]byte, 5000)
	r.put("long", long)
	r.put("b", doc("b", "Två", ""))
	must(t, indexer.CatchUp(context.Background()))
	if got := find(t, x, search.Query{}); sortedIDs(got) != "a b long" {
		t.Error(ids(got))
	}
}

func TestALockedIndexIsReadAsASnapshot(t *testing.T) {
	dir, r := t.TempDir(), newRecords(doc("a", "Ett", ""))
	x, indexer := open(t, dir, r)
	started := time.Now()
	if _, err := search.Open(search.Config{Dir: dir, LockWait: 100 * time.Millisecond}); !errors.Is(err, search.ErrLocked) {
		t.Fatalf("a second writer: %v", err)
	}
	if took := time.Since(started); took > 2*time.Second {
		t.Errorf("refused after %v", took)
	}
	for _, id := range strings.Fields("b c d") {
		r.put(id, doc(id, id, ""))
		must(t, indexer.CatchUp(context.Background()))
	}
	snapshot, err := search.OpenSnapshot(context.Background(), search.Config{Dir: dir})
	must(t, err)
	r.put("e", doc("e", "e", ""))
	must(t, indexer.CatchUp(context.Background()))
	must(t, indexer.Rebuild(context.Background()))
	if got := find(t, snapshot, search.Query{}); sortedIDs(got) != "a b c d" {
		t.Errorf("snapshot: %q", ids(got))
	}
	if got := find(t, x, search.Query{}); sortedIDs(got) != "a b c d e" {
		t.Errorf("writer: %q", ids(got))
	}
	must(t, snapshot.Close())
	if left, _ := filepath.Glob(filepath.Join(dir, "read-*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestASnapshotOfNothingSaysSo(t *testing.T) {
	if _, err := search.OpenSnapshot(context.Background(), search.Config{Dir: t.TempDir()}); !errors.Is(err, search.ErrNotBuilt) {
		t.Error(err)
	}
}

// killEnv names the folder that the test's own program, started as a child, indexes into until it is killed.
const killEnv = "TILLIT_SEARCH_KILL_DIR"

func TestAKilledIndexerNeverLeavesTheIndexBehind(t *testing.T) {
	if dir := os.Getenv(killEnv); dir != "" {
		indexUntilKilled(t, dir)
		return
	}
	dir := t.TempDir()
	for round := range 4 {
		child := exec.Command(os.Args[0], "-test.run=^TestAKilledIndexerNeverLeavesTheIndexBehind$")
		child.Env = append(os.Environ(), killEnv+"="+dir)
		must(t, child.Start())
		time.Sleep(time.Duration(120+70*round) * time.Millisecond)
		_ = child.Process.Kill()
		_ = child.Wait()
	}
	r := manyRecords()
	x, _ := open(t, dir, r)
	if got := find(t, x, search.Query{Text: "omgång"}); got.Total != killRecords || x.Cursor() != at(r.next) {
		t.Errorf("%d of %d, cursor %s of %d", got.Total, killRecords, x.Cursor(), r.next)
	}
}

const killRecords = 300

// manyRecords gives the same records and the same log in every process.
func manyRecords() *records {
	r := newRecords()
	for n := range killRecords {
		id := string(rune('a'+n%26)) + strings.Repeat("x", n/26)
		r.put(id, doc(id, "Post", "första omgången"))
		r.put(id, doc(id, "Post", "andra omgången"))
	}
	return r
}

func indexUntilKilled(t *testing.T, dir string) {
	r := manyRecords()
	for {
		x, err := search.Open(search.Config{Dir: dir})
		must(t, err)
		indexer := search.NewIndexer(x, oneByOne{r}, r)
		must(t, indexer.CatchUp(context.Background()))
		must(t, indexer.Rebuild(context.Background()))
		must(t, x.Close())
	}
}

// oneByOne gives the log in small pieces and pretends that the latest change is the first, so that a build is followed
// by many small batches.
type oneByOne struct{ *records }

func (o oneByOne) ChangesSince(ctx context.Context, after outbox.Cursor, _ int) ([]outbox.Change, error) {
	return o.records.ChangesSince(ctx, after, 7)
}

func (o oneByOne) ChangesHead(context.Context) (outbox.Cursor, error) { return at(0), nil }

func TestALargeImportIsBuiltAtOnce(t *testing.T) {
	dir, r := t.TempDir(), newRecords(doc("a", "Ett", ""))
	x, indexer := open(t, dir, r)
	before, err := os.ReadFile(filepath.Join(dir, "CURRENT"))
	must(t, err)
	small := r.importRecords("liten", 700)
	must(t, indexer.CatchUp(t.Context()))
	if got := find(t, x, search.Query{Text: "liten"}); got.Total != 700 || x.Cursor() != small {
		t.Errorf("%d of 700, at %s", got.Total, x.Cursor())
	}
	large := r.importRecords("stor", 6000)
	must(t, indexer.CatchUp(t.Context()))
	if got := find(t, x, search.Query{Text: "stor"}); got.Total != 6000 || x.Cursor() != large {
		t.Errorf("%d of 6000, at %s", got.Total, x.Cursor())
	}
	if after, _ := os.ReadFile(filepath.Join(dir, "CURRENT")); string(before) == string(after) {
		t.Error("not built anew")
	}
}

// importRecords adds n records with one change, as an import does.
func (r *records) importRecords(word string, n int) outbox.Cursor {
	r.mu.Lock()
	var keys []string
	for i := range n {
		id := fmt.Sprintf("%s%05d", word, i)
		r.docs[id] = []search.Document{doc(id, "Post", word)}
		keys = append(keys, id)
	}
	r.next++
	r.log = append(r.log, outbox.Change{Cursor: at(r.next), Topic: "system_batch", Key: strings.Join(keys, ",")})
	r.mu.Unlock()
	return at(r.next)
}
