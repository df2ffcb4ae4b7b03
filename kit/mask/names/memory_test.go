package names_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/mask/names"
)

// TestMemoryChangesNoAnswer looks the same words up with and without a memory, more of them than it holds.
func TestMemoryChangesNoAnswer(t *testing.T) {
	var m names.Memory
	for round := range 2 {
		for i := range 60_000 {
			word := []byte(fmt.Sprintf("Lindström%d", i))
			if got, want := m.Lookup(word), names.Lookup(word); got != want {
				t.Fatalf("round %d, %s: %v, want %v", round, word, got, want)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		word := []byte(rapid.StringMatching(`[A-ZÅÄÖ]?[a-zåäö]{0,9}(s|en|son|ström|gatan)?`).Draw(t, "word"))
		m.Fetch([]uint64{names.Key(word)})
		if got, want := m.Lookup(word), names.Lookup(word); got != want {
			t.Fatalf("%s: %v, want %v", word, got, want)
		}
	})
}

// TestKeysTellWordsApart tells that no two words of a large text have the same key: a memory would take one for the other.
func TestKeysTellWordsApart(t *testing.T) {
	seen := map[uint64]string{}
	note := func(word string) {
		key := names.Key([]byte(word))
		if other, ok := seen[key]; ok && other != word || key == 0 {
			t.Fatalf("%q and %q have the key %x", word, other, key)
		}
		seen[key] = word
	}
	letters := []rune("abcdefghijklmnopqrstuvwxyzåäöABCDÅÄÖ0123")
	for _, a := range letters {
		note(string(a))
		for _, b := range letters {
			note(string(a) + string(b))
			for _, c := range letters {
				note(string(a) + string(b) + string(c))
				note(string(a) + string(b) + string(c) + "s")
				note("Karls" + string(a) + string(b) + string(c))
				note("kommunstyrelse" + string(a) + string(b) + string(c) + "ns")
			}
		}
	}
}

func TestKeyReadsEveryByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SliceOfN(rapid.Byte(), 1, 70).Draw(t, "word")
		at := rapid.IntRange(0, len(word)-1).Draw(t, "at")
		before := names.Key(word)
		word[at] ^= byte(1 << rapid.IntRange(0, 7).Draw(t, "bit"))
		if names.Key(word) == before {
			t.Fatalf("a change of byte %d of %d is not seen", at, len(word))
		}
	})
}
