package mask

// lexicon is a set of lower-case words, each with a value, looked up without copying the word: by the hash of its letters in lower case.
type lexicon[V any] struct {
	keys   []uint64
	values []V
	mask   uint64
	starts [1 << 10 / 64]uint64 // a bit for each pair of letters that a word begins with
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
		x.noteStart(w)
	}
	return x
}

// noteStart notes the two letters that a word begins with. A letter with a mark may be written as two, of which the first is a, e, o or u.
func (x *lexicon[V]) noteStart(w string) {
	if len(w) < 2 {
		return
	}
	seconds := w[1:2]
	if w[1] >= 0x80 {
		seconds = "aeou"
	}
	for _, second := range []byte(seconds) {
		bit := pairBit(w[0], second)
		x.starts[bit/64] |= 1 << (bit % 64)
	}
}

// pairBit numbers pairs of letters without regard to case.
func pairBit(first, second byte) uint { return uint(first&31)<<5 | uint(second&31) }

// mayHave is false where no word begins as this one does, which spares the hashing of most words.
func (x *lexicon[V]) mayHave(word []byte) bool {
	if len(word) < 2 || word[0]|word[1] >= 0x80 {
		return true
	}
	bit := pairBit(word[0], word[1])
	return x.starts[bit/64]>>(bit%64)&1 != 0
}

// get gives the value of a word in any case, or the zero value.
func (x *lexicon[V]) get(word []byte) V {
	if !x.mayHave(word) {
		var none V
		return none
	}
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
