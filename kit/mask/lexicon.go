package mask

// lexicon is a set of lower-case words, each with a value, looked up without copying the word: by the hash of its letters in lower case.
type lexicon[V any] struct {
	keys   []uint64
	values []V
	mask   uint64
}

// newLexicon makes a lexicon of a map.
func newLexicon[V any](words map[string]V) *lexicon[V] {
	size := 16
	for size < 4*len(words) {
		size *= 2
	}
	x := &lexicon[V]{keys: make([]uint64, size), values: make([]V, size), mask: uint64(size - 1)}
	for w, v := range words {
		key := hashLower([]byte(w))
		at := key & x.mask
		for x.keys[at] != 0 {
			at = (at + 1) & x.mask
		}
		x.keys[at], x.values[at] = key, v
	}
	return x
}

// get gives the value of a word in any case, or the zero value.
func (x *lexicon[V]) get(word []byte) V {
	return x.at(hashLower(word))
}

func (x *lexicon[V]) at(key uint64) V {
	at := key & x.mask
	for {
		switch x.keys[at] {
		case key:
			return x.values[at]
		case 0:
			var none V
			return none
		}
		at = (at + 1) & x.mask
	}
}

const (
	hashSeed  = 14695981039346656037
	hashPrime = 1099511628211
)

// hashLower hashes a word as [lower] would give it. It is never 0.
func hashLower(word []byte) uint64 {
	h := uint64(hashSeed)
	for i := 0; i < len(word); i++ {
		b := word[i]
		switch {
		case b >= 'A' && b <= 'Z':
			b |= 0x20
		case b == 0xc3 && i+1 < len(word):
			h = (h ^ 0xc3) * hashPrime
			i++
			if b = word[i]; b >= 0x80 && b <= 0x9e {
				b |= 0x20
			}
		case b >= 0xc2:
			return hashFolded(word)
		}
		h = (h ^ uint64(b)) * hashPrime
	}
	return (h ^ h>>29) | 1
}

// hashFolded hashes a word with combining marks or what does not show.
func hashFolded(word []byte) uint64 {
	var buf [96]byte
	h := uint64(hashSeed)
	for _, b := range lower(buf[:0], word) {
		h = (h ^ uint64(b)) * hashPrime
	}
	return (h ^ h>>29) | 1
}
