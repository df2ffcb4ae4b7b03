// Command spine measures the platform as its users meet it: how long an import takes until it can be searched, how fast it starts, how
// fast pages and searches come under a fixed load, and what memory it holds, as it grows. It prints a table; docs/bench.md keeps one.
//
//	go run ./bench/spine [-sizes 1000,10000,100000] [-seconds 20] [-postgres DSN]
//
// The records are the gathered real ones varied by a seeded generator, and belong in no register. The load is open: requests are sent at
// a fixed rate, and latency counts from when they ought to have been sent. The client keeps to one core.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

func main() {
	if file := os.Getenv(bareEnv); file != "" {
		exitOn(serveBare(file))
		return
	}
	sizes := flag.String("sizes", "1000,10000,100000", "numbers of records, in rising order")
	seconds := flag.Int("seconds", 20, "length of each load")
	postgres := flag.String("postgres", "", "DSN of an empty PostgreSQL database for each size, with %d for the size; empty measures SQLite")
	flag.Parse()
	b := bench{length: time.Duration(*seconds) * time.Second, postgres: *postgres}
	exitOn(b.run(context.Background(), strings.Split(*sizes, ",")))
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "spine:", err)
		os.Exit(1)
	}
}

type bench struct {
	length   time.Duration
	postgres string
	binary   string
	folder   string
	table    table
}

func (b *bench) run(ctx context.Context, sizes []string) error {
	folder, err := os.MkdirTemp("", "tillit-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	b.folder, b.binary = folder, filepath.Join(folder, "tillit")
	build := exec.CommandContext(ctx, "go", "build", "-o", b.binary, "./cmd/tillit")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("building tillit: %w", err)
	}
	fmt.Printf("on %s, %d processors, %s, %s\n\n", runtime.GOARCH, runtime.NumCPU(), runtime.Version(), b.databaseName())
	if err := b.empty(ctx); err != nil {
		return err
	}
	for _, text := range sizes {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil {
			return err
		}
		if err := b.size(ctx, n); err != nil {
			return fmt.Errorf("%d records: %w", n, err)
		}
	}
	b.table.print(os.Stdout)
	return nil
}

func (b *bench) databaseName() string {
	if b.postgres != "" {
		return "PostgreSQL"
	}
	return "SQLite"
}

// database is the DSN for a size.
func (b *bench) database(n int) string {
	if b.postgres != "" {
		return fmt.Sprintf(b.postgres, n)
	}
	return filepath.Join(b.folder, fmt.Sprintf("%d.db", n))
}

// empty measures a platform without records: a start that makes the database, and one on a database that is there.
func (b *bench) empty(ctx context.Context) error {
	db := b.database(0)
	for _, what := range []string{"first start", "start"} {
		s, err := start(ctx, b.binary, db, b.folder)
		if err != nil {
			return err
		}
		time.Sleep(time.Second)
		anon, resident, err := s.memory()
		s.stop()
		if err != nil {
			return err
		}
		b.table.add("empty platform", what, ms(s.ready))
		b.table.add("empty platform", "RssAnon (RSS) after "+what, mb(anon, resident))
	}
	return nil
}

// size measures everything at one size.
func (b *bench) size(ctx context.Context, n int) error {
	column := fmt.Sprintf("%d records", n)
	file := filepath.Join(b.folder, fmt.Sprintf("%d.json", n))
	ids, err := writeRecords(file, n)
	if err != nil {
		return err
	}
	if err := b.importing(ctx, column, file, n); err != nil {
		return err
	}
	s, err := start(ctx, b.binary, b.database(n), b.folder)
	if err != nil {
		return err
	}
	defer s.stop()
	b.table.add(column, "cold start with the index there", ms(s.ready))
	first := time.Now()
	if !fetchOnce(ctx, s.url+"/v1/systems?q=chattbot") {
		return fmt.Errorf("the first search failed")
	}
	b.table.add(column, "first search after it", ms(time.Since(first)))
	release := pinToOneCore()
	defer release()
	b.loaded(ctx, column, s, ids)
	return b.cached(ctx, column, s, ids[0])
}

func (b *bench) importing(ctx context.Context, column, file string, n int) error {
	db := b.database(n)
	imported, err := timed(ctx, b.binary, b.folder, "--db", db, "import", "tillit", file)
	if err != nil {
		return err
	}
	indexed, err := timed(ctx, b.binary, b.folder, "--db", db, "search", "--json", "--limit", "1")
	if err != nil {
		return err
	}
	b.table.add(column, "import", sec(imported))
	b.table.add(column, "import until searchable", sec(imported+indexed))
	b.table.add(column, "rows a second until searchable", fmt.Sprintf("%.0f", float64(n)/(imported+indexed).Seconds()))
	return nil
}

// connections is how many the clients hold open.
const connections = 32

// loaded measures searches and record pages at once, at the rates that are the goal.
func (b *bench) loaded(ctx context.Context, column string, s *server, ids []string) {
	outcomes := run(ctx, connections, b.length,
		stream{"searches, 50/s", 50, func(i int) string { return s.url + searchAddress(i) }},
		stream{"record pages, 300/s", 300, func(i int) string { return s.url + "/systems/" + ids[i*7919%len(ids)] }},
	)
	for _, o := range outcomes {
		b.table.add(column, o.name+": p50 / p99", ms(o.percentile(50))+" / "+ms(o.percentile(99)))
		b.table.add(column, o.name+": failed, late of sent", fmt.Sprintf("%d, %d of %d", o.failed, o.late, o.sent))
	}
	if anon, resident, err := s.memory(); err == nil {
		b.table.add(column, "RssAnon (RSS) under load", mb(anon, resident))
	}
}

// cached compares one anonymous record page, kept and made each time, with a handler that only writes the same bytes.
func (b *bench) cached(ctx context.Context, column string, s *server, id string) error {
	page := s.url + "/systems/" + id
	body, err := download(ctx, page)
	if err != nil {
		return err
	}
	bare, err := startBare(ctx, b.folder, body)
	if err != nil {
		return err
	}
	defer bare.stop()
	length := b.length / 4
	most := throughput(ctx, connections, length, func(int) string { return bare.url })
	kept := throughput(ctx, connections, length, func(int) string { return page })
	made := throughput(ctx, connections, length, func(i int) string { return page + "?n=" + strconv.Itoa(i) })
	b.table.add(column, "bare handler, same bytes", fmt.Sprintf("%.0f/s", most))
	b.table.add(column, "record page, kept", fmt.Sprintf("%.0f/s (%.0f %%)", kept, 100*kept/most))
	b.table.add(column, "record page, made each time", fmt.Sprintf("%.0f/s", made))
	return nil
}
