package legalref_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/legalref"
)

func TestBytesAreUTF8ElseWindows1252(t *testing.T) {
	for _, c := range []struct{ name, bytes, want string }{
		{"utf-8", "3 § ÄB", "3 § ÄB"},
		{"windows-1252", "3 \xa7 \xc4B \x96 \x80", "3 § ÄB – €"},
		{"mixed", "3 § och 4 \xa7 \xc4B", "3 § och 4 § ÄB"},
		{"a byte that stands for nothing", "a\x81\xa7", "a\uFFFD§"},
		{"empty", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := legalref.Decode([]byte(c.bytes), legalref.Detect)
			if err != nil || got.Text != c.want {
				t.Errorf("%q, %v; want %q", got.Text, err, c.want)
			}
		})
	}
}

func TestOffsetsLeadBackToTheBytesRead(t *testing.T) {
	source := "\xe5\xe4\xf6 enligt 3 \xa7 brottsbalken \x96 och 4 \xa7 samma balk"
	text, err := legalref.Decode([]byte(source), legalref.Detect)
	if err != nil {
		t.Fatal(err)
	}
	refs := legalref.Find(text.Text)
	if len(refs) != 2 {
		t.Fatalf("%d references, want 2", len(refs))
	}
	for i, want := range []string{"3 \xa7 brottsbalken", "4 \xa7 samma balk"} {
		if got := source[text.Source(refs[i].Start):text.Source(refs[i].End)]; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestEveryByteHasItsSource(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")
		for _, encoding := range []legalref.Encoding{legalref.Detect, legalref.Windows1252} {
			text, err := legalref.Decode(data, encoding)
			if err != nil {
				continue // a mark of UTF-16
			}
			if !utf8.ValidString(text.Text) {
				t.Fatalf("%q is not UTF-8", text.Text)
			}
			last := 0
			for i := range len(text.Text) + 1 {
				at := text.Source(i)
				if at < last || at > len(data) {
					t.Fatalf("byte %d of %q comes from %d of %q, after %d", i, text.Text, at, data, last)
				}
				last = at
			}
			if last != len(data) {
				t.Fatalf("the end comes from %d of %d", last, len(data))
			}
		}
	})
}

func TestBytesThatCannotBeReadAreNamed(t *testing.T) {
	if _, err := legalref.Decode([]byte("ab\xa7"), legalref.UTF8); err == nil || !strings.Contains(err.Error(), "byte 2") {
		t.Errorf("UTF-8: %v", err)
	}
	if _, err := legalref.Decode([]byte("\xff\xfea\x00"), legalref.Detect); err == nil || !strings.Contains(err.Error(), "UTF-16") {
		t.Errorf("UTF-16: %v", err)
	}
	if _, err := legalref.ParseEncoding("ebcdic"); err == nil {
		t.Error("ebcdic was taken")
	}
	for name, want := range map[string]legalref.Encoding{"": legalref.Detect, "UTF8": legalref.UTF8, "latin1": legalref.Windows1252} {
		if got, err := legalref.ParseEncoding(name); err != nil || got != want {
			t.Errorf("%q: %q, %v", name, got, err)
		}
	}
}
