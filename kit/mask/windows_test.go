package mask_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
)

// inWindows finds the hits of a long text in windows, as MaxMatch tells callers to.
func inWindows(f *mask.Finder, text []byte, window int) []mask.Span {
	doc := mask.NewDocument()
	var all []mask.Span
	for from, done := 0, 0; ; {
		to := min(len(text), from+window)
		keep := to - mask.MaxMatch
		if to == len(text) {
			keep = to
		}
		for _, s := range f.FindIn(doc, nil, text[from:to]) {
			s.Start, s.End = s.Start+from, s.End+from
			if s.Start >= done && s.End <= keep {
				all = append(all, s)
				done = s.End
			}
		}
		if to == len(text) {
			return all
		}
		done = max(done, 0)
		from = keep - mask.MaxMatch
	}
}

func TestWindowsGiveWhatTheWholeGives(t *testing.T) {
	f := identifiers(t)
	r := rand.New(rand.NewPCG(11, 12))
	var b strings.Builder
	for b.Len() < 200_000 {
		b.WriteString("Handlingen rör något som inte har med saken att göra, men ändå står här. ")
		if r.IntN(3) == 0 {
			fmt.Fprintf(&b, "Personnummer %s, tel 070-174 06 05. ", written(testPerson(r))[r.IntN(8)])
		}
		if r.IntN(9) == 0 {
			b.WriteString("\n")
		}
	}
	text := []byte(b.String())
	whole, parts := f.Find(nil, text), inWindows(f, text, 32<<10)
	if len(whole) != len(parts) {
		t.Fatalf("%d hits in the whole, %d in windows", len(whole), len(parts))
	}
	for i := range whole {
		if whole[i].Start != parts[i].Start || whole[i].End != parts[i].End {
			t.Fatalf("hit %d: %+v, in windows %+v", i, whole[i], parts[i])
		}
	}
}

func TestOneLineOfManyMegabytesIsRead(t *testing.T) {
	f := identifiers(t)
	line := []byte(strings.Repeat("inget mer än text och åter text ", 1<<17))
	copy(line[3<<20:], " 811218-9876 ")
	if spans := f.Find(nil, line); len(spans) != 1 || spans[0].Start != 3<<20+1 {
		t.Errorf("%+v", spans)
	}
}

func TestFinderIsSafeForManyAtOnce(t *testing.T) {
	f := finder(t, mask.Options{})
	text := []byte("Anna Svensson, 811218-9876, bor på Storgatan 5 i Göteborg.")
	want := fmt.Sprint(f.Find(nil, text))
	done := make(chan string)
	for range 8 {
		go func() {
			got := want
			for range 50 {
				if now := fmt.Sprint(f.Find(nil, text)); now != want {
					got = now
				}
			}
			done <- got
		}()
	}
	for range 8 {
		if got := <-done; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
