// Command search measures the search index on generated documents and prints a table.
//
//	go run ./bench/search -n 100000 -rate 50 -seconds 20
//
// The load is open-loop: queries start at a fixed rate whether or not earlier ones have finished, and latency counts
// from the scheduled start. Of ten queries five have facets chosen, one is empty, one is a phrase and one misspelt.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/tillit-se/tillit/internal/search"
)

func main() {
	n := flag.Int("n", 100_000, "documents")
	seed := flag.Uint64("seed", 1, "of the generator")
	rate := flag.Int("rate", 50, "queries a second")
	seconds := flag.Int("seconds", 20, "of load")
	busy := flag.Int("busy", 0, "goroutines that burn a processor beside the load")
	words := flag.String("words", "internal/search/analysis/words_sv.txt", "vocabulary, one word a line")
	profile := flag.String("cpuprofile", "", "write CPU profiles of the build and the load to this file with .build and .load")
	flag.Parse()
	if err := run(*n, *seed, *rate, *seconds, *busy, *words, *profile); err != nil {
		log.Fatal(err)
	}
}

func run(n int, seed uint64, rate, seconds, busy int, wordsFile, profile string) error {
	words, err := readWords(wordsFile)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "bench-search-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary folder
	c := newCorpus(n, seed, words)
	fmt.Printf("documents %d, seed %d, %s %s/%s, %d processors\n", n, seed, runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.GOMAXPROCS(0))
	if err := profiled(profile, ".build", func() error { return build(dir, c) }); err != nil {
		return err
	}
	runtime.GC()
	debug.FreeOSMemory()
	started := time.Now()
	x, err := search.Open(search.Config{Dir: dir, Synonyms: []search.Synonyms{{Words: []string{"AI", "artificiell intelligens"}}, {Words: []string{"bil", "fordon"}}}})
	if err != nil {
		return err
	}
	defer x.Close() //nolint:errcheck // the program ends
	row("open, cold process state", time.Since(started).Round(time.Millisecond))
	stop := burn(busy)
	defer stop()
	return profiled(profile, ".load", func() error { return load(x, c, rate, seconds) })
}

// profiled runs do, with a CPU profile when a path is given.
func profiled(path, suffix string, do func() error) error {
	if path == "" {
		return do()
	}
	f, err := os.Create(path + suffix)
	if err != nil {
		return err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	return do()
}

func build(dir string, c *corpus) error {
	x, err := search.Open(search.Config{Dir: dir})
	if err != nil {
		return err
	}
	peak := watch("RssAnon")
	started := time.Now()
	if err := search.NewIndexer(x, c, c).Rebuild(context.Background()); err != nil {
		return err
	}
	row("build until searchable", time.Since(started).Round(10*time.Millisecond))
	row("  of which making the documents twice", generatingTime(c).Round(10*time.Millisecond))
	row("folder on disk", fmt.Sprintf("%.1f MB", float64(size(dir))/1e6))
	row("peak RssAnon of the build", peak())
	return x.Close()
}

func generatingTime(c *corpus) time.Duration {
	started := time.Now()
	for n := range min(c.size, 5000) {
		c.document(n)
	}
	return time.Since(started) * time.Duration(2*c.size) / time.Duration(min(c.size, 5000))
}

type sample struct {
	kind    string
	latency time.Duration
}

func load(x *search.Index, c *corpus, rate, seconds int) error {
	r := rand.New(rand.NewPCG(c.seed, 99))
	var mu sync.Mutex
	var samples []sample
	var firstErr error
	var wait sync.WaitGroup
	start := time.Now()
	for i := range rate * seconds {
		at := start.Add(time.Duration(i) * time.Second / time.Duration(rate))
		kind, q := c.query(r, i)
		time.Sleep(time.Until(at))
		wait.Go(func() {
			_, err := x.Search(context.Background(), q)
			mu.Lock()
			defer mu.Unlock()
			samples = append(samples, sample{kind, time.Since(at)})
			if err != nil && firstErr == nil {
				firstErr = err
			}
		})
	}
	wait.Wait()
	if firstErr != nil {
		return firstErr
	}
	report(samples, rate)
	row("RssAnon under load", memory("RssAnon"))
	row("RSS (with mapped files)", memory("VmRSS"))
	return nil
}

// query makes the i-th query of the mix.
func (c *corpus) query(r *rand.Rand, i int) (string, search.Query) {
	q := search.Query{Visible: []string{search.Public, "org:org-0003"}, Lang: "sv", Kind: "system"}
	word := func() string { return c.words[int(float64(len(c.words))*r.Float64()*r.Float64())] }
	kind := "words"
	switch i % 10 {
	case 0:
		kind = "empty"
	case 1:
		kind, q.Text = "phrase", fmt.Sprintf("%q", c.firsts[r.IntN(len(c.firsts))]+c.heads[r.IntN(len(c.heads))]+" "+word())
	case 2:
		kind, q.Text = "misspelt", "igenkäning "+c.words[r.IntN(40)]
	case 3, 4, 5:
		q.Text = c.heads[r.IntN(len(c.heads))]
	default:
		q.Text = word() + " " + c.words[r.IntN(60)]
	}
	if i%2 == 0 {
		kind += "+facets"
		q.Facets = map[string][]string{"phase": {"in_use", "testing"}, "impact": {"high"}}
	}
	if i%7 == 0 {
		q.Sort = search.ByTitle
	}
	return kind, q
}

func report(samples []sample, rate int) {
	byKind := map[string][]time.Duration{}
	for _, s := range samples {
		byKind["all"] = append(byKind["all"], s.latency)
		byKind[s.kind] = append(byKind[s.kind], s.latency)
	}
	kinds := make([]string, 0, len(byKind))
	for kind := range byKind {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	for _, kind := range kinds {
		l := byKind[kind]
		slices.Sort(l)
		at := func(p float64) time.Duration { return l[int(p*float64(len(l)-1))].Round(10 * time.Microsecond) }
		row(fmt.Sprintf("%s (%d at %d/s) p50 p95 p99 max", kind, len(l), rate), fmt.Sprint(at(.5), at(.95), at(.99), at(1)))
	}
}

func row(name string, value any) { fmt.Printf("%-52s %v\n", name, value) }

// watch samples a line of /proc/self/status until the returned function is called, which gives the highest.
func watch(key string) (highest func() string) {
	ctx, cancel := context.WithCancel(context.Background())
	result := make(chan string, 1)
	go func() {
		most, text := 0, "unknown"
		for ctx.Err() == nil {
			var kb int
			if _, err := fmt.Sscan(memory(key), &kb); err == nil && kb > most {
				most, text = kb, fmt.Sprintf("%d kB", kb)
			}
			time.Sleep(20 * time.Millisecond)
		}
		result <- text
	}()
	return func() string { cancel(); return <-result }
}

func burn(n int) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	for range n {
		go func() {
			for x := 1; ctx.Err() == nil; x++ {
				_ = x * x
			}
		}()
	}
	return cancel
}

func readWords(path string) ([]string, error) {
	data, err := os.ReadFile(path)
	return strings.Fields(string(data)), err
}

func size(dir string) (total int64) {
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			if info, err := d.Info(); err == nil {
				total += info.Size()
			}
		}
		return nil
	})
	return total
}

// memory reads a line of /proc/self/status; elsewhere it is unknown.
func memory(key string) string {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return "unknown"
	}
	defer f.Close() //nolint:errcheck // read only
	for in := bufio.NewScanner(f); in.Scan(); {
		if value, found := strings.CutPrefix(in.Text(), key+":"); found {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}
