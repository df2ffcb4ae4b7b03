// Command statute measures how fast statutes are parsed, and how much memory that takes, and prints a table.
//
//	go run ./bench/statute FILE.json FILE.txt …
//
// Files are texts of statutes or records of the Government Offices. Each is parsed alone, on one core, for a second; the last row is a text
// of 5 MB made by repeating the largest.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/tillit-se/tillit/kit/statute"
)

func main() {
	log.SetFlags(0)
	wait := flag.Duration("time", time.Second, "how long each file is parsed")
	flag.Parse()
	runtime.GOMAXPROCS(1)
	if flag.NArg() == 0 {
		log.Fatal("name files to parse")
	}
	fmt.Printf("%-24s %10s %8s %10s %12s %10s\n", "file", "bytes", "units", "MB/s", "held bytes", "per byte")
	largest := ""
	for _, file := range flag.Args() {
		text, err := read(file)
		if err != nil {
			log.Fatalf("%s: %v", file, err)
		}
		measure(filepath.Base(file), text, *wait)
		if len(text) > len(largest) {
			largest = text
		}
	}
	measure("5 MB of the largest", strings.Repeat(largest+"\n\n", 5<<20/max(len(largest), 1)+1), *wait)
}

func read(file string) (string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		s, err := statute.ParseRecord(data)
		if err != nil {
			return "", err
		}
		return s.Source, nil
	}
	return statute.Decode(data)
}

// measure parses a text again and again, and prints a row. The memory held is that of one statute, its text apart.
func measure(name, text string, wait time.Duration) {
	held, units := weigh(name, text)
	parsed, start := 0, time.Now()
	for time.Since(start) < wait {
		if _, err := statute.Parse(text, statute.Options{}); err != nil {
			log.Fatalf("%s: %v", name, err)
		}
		parsed += len(text)
	}
	speed := float64(parsed) / time.Since(start).Seconds() / 1e6
	fmt.Printf("%-24s %10d %8d %10.1f %12d %10.1f\n", name, len(text), units, speed, held, float64(held)/float64(max(len(text), 1)))
}

func weigh(name, text string) (held, units int) {
	before := inUse()
	s, err := statute.Parse(text, statute.Options{})
	if err != nil {
		log.Fatalf("%s: %v", name, err)
	}
	held = int(inUse()) - int(before)
	for range s.Root.All() {
		units++
	}
	return held, units
}

func inUse() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
