// Command legalref measures how fast kit/legalref finds citations, on one core, and prints a table. Texts are files named as arguments,
// or a made-up statute when there are none; made-up text says how dense it is, since speed falls with the number of citations.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/tillit-se/tillit/kit/legalref"
)

func main() {
	size := flag.Int("mb", 20, "megabytes to read of each kind of text")
	flag.Parse()
	runtime.GOMAXPROCS(1)
	fmt.Printf("%s, %s/%s, GOMAXPROCS=1\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
	fmt.Printf("%-28s %8s %10s %10s %12s %14s\n", "text", "MB", "MB/s", "MB/cpu-s", "citations", "bytes kept/MB")
	for _, t := range texts(flag.Args()) {
		measure(t.name, repeat(t.text, *size<<20))
	}
}

type sample struct{ name, text string }

func texts(files []string) []sample {
	var list []sample
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			fmt.Fprintln(os.Stderr, "legalref:", err)
			os.Exit(1)
		}
		decoded, err := legalref.Decode(data, legalref.Detect)
		if err != nil {
			fmt.Fprintf(os.Stderr, "legalref: %s: %v\n", name, err)
			os.Exit(1)
		}
		list = append(list, sample{name, decoded.Text})
	}
	if len(list) > 0 {
		return list
	}
	plain := "Myndigheten ska se till att kontakterna med enskilda blir smidiga och enkla och lämna den hjälp som är lämplig.\n\n"
	dense := "Enligt 2 kap. 3 a § första stycket 2 och 5–7 §§ upphovsrättslagen (1960:729) gäller artikel 6.1 e i\n" +
		"Europaparlamentets och rådets förordning (EU) 2016/679 (prop. 2017/18:105 s. 42 och 43). Lag (2018:218).\n\n"
	return []sample{{"no citations", plain}, {"a citation in 10 lines", dense + strings.Repeat(plain, 10)}, {"citations only", dense}}
}

func repeat(text string, size int) string {
	return strings.Repeat(text, size/len(text)+1)
}

func measure(name, text string) {
	reader := legalref.NewReader(legalref.Options{Base: legalref.Current()})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start, used := time.Now(), processor()
	refs := reader.Find(text)
	took, busy := time.Since(start), processor()-used
	runtime.GC()
	runtime.ReadMemStats(&after)
	mb := float64(len(text)) / (1 << 20)
	kept := max(0, int64(after.HeapAlloc)-int64(before.HeapAlloc))
	fmt.Printf("%-28s %8.1f %10.1f %10.1f %12d %14.0f\n", name, mb, mb/took.Seconds(), mb/busy.Seconds(), len(refs), float64(kept)/mb)
	runtime.KeepAlive(reader)
	runtime.KeepAlive(refs)
}

// processor is the processor time that the process has used. Beside the clock it shows when the machine was busy with other things.
func processor() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
