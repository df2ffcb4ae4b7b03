package mask_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/kit/mask"
	"pgregory.net/rapid"
)

// traps are texts that make a careless scanner quadratic.
func traps() map[string]string {
	return map[string]string{
		"digits": "1", "at signs": "@", "dots": ".", "mail": "a@", "dotted mail": "a.a@a.", "colons": ":", "hex": "ab:", "hexadecimal": "a1", "dashes": "1-", "spaces": "1 ",
		"capitals": "Anna ", "street": "gatan ", "slashes": "://", "www": "www.", "zero width": "1\u200b", "commas": "1,", "table": "1;", "lines": "1\n", "letters": "a", "upper": "A",
		"invalid": "\xff", "lead bytes": "\xd9", "plus": "+46", "initials": "A. ", "glyphs": "l1", "SE": "SE1", "nbsp": "\u00a0", "combining": "a\u030a", "particles": "Anna af ", "dnr": "dnr 1/", "spoken": "noll ", "at": "(at)", "snabel": "x snabel-a ", "hosts": "ab.cd", "strokes": "/Ab ", "cells": "Anna,Berg;", "answers": "a?\nB: ", "tabs": "namn\t",
	}
}

func TestTimeGrowsWithLengthAndNoMore(t *testing.T) {
	f := finder(t, mask.Options{NoTagger: true})
	took := func(text []byte) time.Duration {
		best := time.Hour
		for range 3 {
			start := time.Now()
			f.Find(nil, text)
			best = min(best, time.Since(start))
		}
		return best
	}
	for name, piece := range traps() {
		const n = 1 << 17
		short := []byte(strings.Repeat(piece, n/len(piece)))
		long := []byte(strings.Repeat(piece, 4*n/len(piece)))
		var a, b time.Duration
		for range 4 { // another program may have taken the processor
			if a, b = took(short), took(long); b <= 10*a+20*time.Millisecond {
				break
			}
		}
		if b > 10*a+20*time.Millisecond || b > 5*time.Second {
			t.Errorf("%s: %v for %d bytes, %v for %d", name, a, len(short), b, len(long))
		}
	}
}

// check tells what is wrong with spans: unsorted, overlapping, outside, or cutting a character of valid text.
func check(text []byte, spans []mask.Span) error {
	last := 0
	for _, s := range spans {
		switch {
		case s.Start < last || s.End <= s.Start || s.End > len(text):
			return fmt.Errorf("bounds %d–%d after %d in %d bytes", s.Start, s.End, last, len(text))
		case s.End-s.Start > mask.MaxMatch:
			return fmt.Errorf("%d bytes long", s.End-s.Start)
		case s.Score <= 0 || s.Score > 1 || !s.Class.Valid():
			return fmt.Errorf("%+v", s)
		case s.End < len(text) && text[s.End]&0xc0 == 0x80 && bytes.IndexByte(text, 0xff) < 0 && isValid(text):
			return fmt.Errorf("%+v cuts a character", s)
		}
		last = s.End
	}
	return nil
}

func isValid(text []byte) bool { return strings.ToValidUTF8(string(text), "") == string(text) }

func TestSpansAreSortedApartAndWithinTheText(t *testing.T) {
	f := finder(t, mask.Options{Point: mask.Recall})
	pieces := []string{
		"811218-9876", "Anna Svensson", "070-174 06 05", "Storgatan 5 A", "123 45 Stockholm", "anna@example.com", "\u00a0", "\u200b", "🙂", " ", "\n", ";", "åäö", "a\u030a", "\xff", "1", "0", "-", "@", "://", "www.",
		"SE", "Dnr ", "2023/12", "född ", "konto ", "Herr ", "2001:db8::1", "192.0.2.1", "A. ", "af ", "| ", "l", "O", "，", "９",
	}
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, "pieces"), ""))
		spans := f.Find(nil, text)
		if err := check(text, spans); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		again := f.Find(nil, text)
		if fmt.Sprint(spans) != fmt.Sprint(again) {
			t.Fatalf("%q: not the same twice", text)
		}
	})
}

func TestParagraphsPutTogetherGiveTheSameIdentifiers(t *testing.T) {
	f := identifiers(t)
	var texts []string
	for _, m := range positives() {
		text, _, _ := m.cut()
		if !strings.ContainsAny(text, "|;\n") {
			texts = append(texts, text)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.SampledFrom(texts).Draw(t, "a"), rapid.SampledFrom(texts).Draw(t, "b")
		both := a + "\n\n\n" + b
		want := len(f.Find(nil, []byte(a))) + len(f.Find(nil, []byte(b)))
		if got := f.Find(nil, []byte(both)); len(got) != want {
			t.Fatalf("%q: %d hits, apart %d: %+v", both, len(got), want, got)
		}
	})
}

func TestInvalidUTF8KeepsOffsetsInBytes(t *testing.T) {
	f := identifiers(t)
	text := []byte("\xff\xfe\xe5 811218-9876 \xc3")
	spans := f.Find(nil, text)
	if len(spans) != 1 || string(text[spans[0].Start:spans[0].End]) != "811218-9876" {
		t.Fatalf("%+v", spans)
	}
}

func TestFindingAgainAllocatesNothing(t *testing.T) {
	f := identifiers(t)
	text := []byte(strings.Repeat("Handlingen rör 811218-9876 och inget mer än det som står här. ", 60))
	var spans []mask.Span
	spans = f.Find(spans[:0], text)
	if n := testing.AllocsPerRun(50, func() { spans = f.Find(spans[:0], text) }); n > 1 {
		t.Errorf("%v allocations for a text", n)
	}
}

func FuzzFind(f *testing.F) {
	for _, m := range positives() {
		text, _, _ := m.cut()
		f.Add([]byte(text))
	}
	for _, piece := range traps() {
		f.Add([]byte(strings.Repeat(piece, 40)))
	}
	finder := finder(f, mask.Options{Point: mask.Recall})
	f.Fuzz(func(t *testing.T, text []byte) {
		if err := check(text, finder.Find(nil, text)); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}
