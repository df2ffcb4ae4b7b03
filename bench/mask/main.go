// Command mask measures how fast kit/mask finds personal data, on one core, beside the pattern layer of Presidio on the same text, and prints a
// table. The text is files named as arguments, or made-up case prose. Presidio is run where Python has it:
//
//	python3 -m pip install presidio-analyzer; apt-get install python3-regex python3-phonenumbers
//
// without NLP, nine recognisers, in pieces of 4 kB. Where it is missing the table says so.
package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/tillit-se/tillit/kit/mask"
)

//go:embed presidio.py
var presidio string

func main() {
	size := flag.Int("mb", 8, "megabytes to read with each of ours")
	peer := flag.Int("peer-kb", 512, "kilobytes that Presidio reads")
	python := flag.String("python", "python3", "the Python that has presidio_analyzer")
	flag.Parse()
	runtime.GOMAXPROCS(1)
	fmt.Printf("%s, %s/%s, one core; MB per second of processor time\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
	fmt.Printf("%-34s %-12s %9s %10s %10s\n", "what", "text", "MB/s", "hits", "hits/MB")
	if err := run(flag.Args(), *size<<20, *peer<<10, *python); err != nil {
		fmt.Fprintln(os.Stderr, "mask:", err)
		os.Exit(1)
	}
}

type sample struct {
	name string
	text []byte
}

func run(files []string, size, peer int, python string) error {
	texts, err := samples(files)
	if err != nil {
		return err
	}
	for _, t := range texts {
		for _, kind := range []string{"identifiers", "identifiers and lists", "everything, with the tagger"} {
			if err := ours(kind, t, size); err != nil {
				return err
			}
		}
		if err := theirs(python, t, peer); err != nil {
			fmt.Printf("%-34s %-12s skipped: %v\n", "Presidio, pattern layer", t.name, err)
		}
	}
	return nil
}

func samples(files []string) ([]sample, error) {
	var list []sample
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		text, err := mask.DecodeText(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		list = append(list, sample{name, text})
	}
	if len(list) > 0 {
		return list, nil
	}
	prose := "Nämnden bedömer att rätten till bistånd kvarstår, eftersom behovet inte kan tillgodoses på annat sätt och kostnaderna är skäliga. "
	facts := "Anna Svensson, personnummer 811218-9876, nås på 070-174 06 05 och anna.svensson@example.com, Storgatan 5, 123 45 Stockholm.\n"
	return []sample{{"sparse", []byte(prose + "811218-9876\n")}, {"case file", []byte(strings.Repeat(prose, 6) + facts)}}, nil
}

func fill(text []byte, size int) []byte {
	return []byte(strings.Repeat(string(text), size/len(text)+1))
}

func ours(kind string, t sample, size int) error {
	options := mask.Options{NoTagger: kind != "everything, with the tagger"}
	if kind == "identifiers" {
		for _, c := range mask.Classes() {
			if c != mask.Person && c != mask.Place && c != mask.Organisation {
				options.Classes = append(options.Classes, c)
			}
		}
	}
	finder, err := mask.NewFinder(options)
	if err != nil {
		return err
	}
	text := fill(t.text, 1<<20)
	spans := finder.Find(nil, text)
	start, read, hits := processorTime(), 0, 0
	for read < size {
		spans = finder.Find(spans[:0], text)
		read += len(text)
		hits += len(spans)
	}
	row(kind, t.name, read, hits, processorTime()-start)
	return nil
}

func row(what, text string, bytes, hits int, took time.Duration) {
	mb := float64(bytes) / 1e6
	fmt.Printf("%-34s %-12s %9.2f %10d %10.0f\n", what, text, mb/took.Seconds(), hits, float64(hits)/mb)
}

// theirs runs Presidio in Python. The error says why it could not.
func theirs(python string, t sample, size int) error {
	file, err := os.CreateTemp("", "mask-bench-*.txt")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(file.Name()) }()
	text := fill(t.text, size)
	if _, err := file.Write(text); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	out, err := exec.Command(python, "-c", presidio, file.Name()).Output()
	fields := strings.Fields(string(out))
	if err != nil || len(fields) != 5 || fields[0] != "ok" {
		var exit *exec.ExitError
		if errors.As(err, &exit) && len(fields) == 0 {
			return fmt.Errorf("%w: %.200s", err, exit.Stderr)
		}
		return fmt.Errorf("presidio-analyzer cannot be imported (%s)", strings.Join(fields, " "))
	}
	seconds, err := strconv.ParseFloat(fields[3], 64)
	if err != nil {
		return err
	}
	hits, err := strconv.Atoi(fields[4])
	if err != nil {
		return err
	}
	row(fmt.Sprintf("Presidio %s, %s recognisers", fields[1], fields[2]), t.name, len(text), hits, time.Duration(seconds*float64(time.Second)))
	return nil
}

// processorTime is what this process has used.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
