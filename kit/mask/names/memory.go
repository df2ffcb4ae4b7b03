package names

import (
	"encoding/binary"
	"math/bits"
)

// Most words of a text come again and again, and the lists lie outside the processor's near memory.
const (
	memoryBits = 13
	memoryWays = 5 // words of a set, which fill a line of the processor's memory
)

// Memory remembers what the lists say of 40,000 words, in half a megabyte. It changes no answer. The zero value is ready; one goroutine may use
// it at a time.
type Memory struct {
	sets [1 << memoryBits]memorySet
}

// memorySet holds words whose keys begin alike, the newest first.
type memorySet struct {
	keys  [memoryWays]uint64
	infos [memoryWays]Info
}

// Lookup is [Lookup] with a memory.
func (m *Memory) Lookup(word []byte) Info { return m.LookupKey(Key(word), word) }

// LookupKey is Lookup for a word whose Key is known.
func (m *Memory) LookupKey(key uint64, word []byte) Info {
	set := &m.sets[key>>(64-memoryBits)]
	for way, k := range &set.keys {
		if k == key {
			return set.infos[way]
		}
	}
	info := Lookup(word)
	copy(set.keys[1:], set.keys[:])
	copy(set.infos[1:], set.infos[:])
	set.keys[0], set.infos[0] = key, info
	return info
}

// Fetch touches the places of the words with these keys. What it gives means nothing: it is called before the words are looked up one by one, so
// that the processor fetches all places at once instead of waiting for each. Were it inlined, the compiler would leave it out.
//
//go:noinline
func (m *Memory) Fetch(keys []uint64) (touched uint64) {
	for _, key := range keys {
		touched |= m.sets[key>>(64-memoryBits)].keys[0]
	}
	return touched
}

// Key is a hash of the bytes of a word as they stand, for memories of words: quick to compute, and never 0. It is not the hash of the lists.
func Key(word []byte) uint64 {
	const first, second = 0xA0761D6478BD642F, 0xE7037ED1A0B428DB
	n := len(word)
	h := uint64(n)*second ^ first
	for len(word) > 16 {
		h = stirred(h^binary.LittleEndian.Uint64(word), second)
		word = word[8:]
	}
	var a, b uint64
	switch k := len(word); {
	case k >= 8:
		a, b = binary.LittleEndian.Uint64(word), binary.LittleEndian.Uint64(word[k-8:])
	case k >= 4:
		a, b = uint64(binary.LittleEndian.Uint32(word)), uint64(binary.LittleEndian.Uint32(word[k-4:]))
	case k > 0:
		a = uint64(word[0]) | uint64(word[k/2])<<8 | uint64(word[k-1])<<16
	}
	return stirred(stirred(a^h, b^second), first) | 1
}

// stirred folds the product of a and b into one word.
func stirred(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return high ^ low
}
