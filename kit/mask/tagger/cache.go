package tagger

import "encoding/binary"

// sums are weights added up, one number per label, in steps of the model's scale.
type sums [labels]int32

// entry is what is kept of a word: its gist and what it says of itself and its neighbours.
type entry struct {
	key  uint64
	gist gist
	// may tells whether the word may be part of a name where it stands; first, whether it may at the beginning of a sentence.
	may, first bool
	summed     bool
	sums       [offsets][labels]int16
}

// cacheSize is how many words are kept; a new one takes the place of an old one with the same place.
const cacheSize = 1 << 13

// scratch is the memory of one call of Find.
type scratch struct {
	lattice  lattice
	tokens   []token
	gists    []gist
	sums     []sums
	keys     []uint64
	features []uint32
	word     word
	cache    []entry
	capitals bool // the text is written with capitals
}

func newScratch() *scratch {
	return &scratch{cache: make([]entry, cacheSize)}
}

// keyOf is what the cache knows a token by.
func keyOf(text []byte, t token, md mode) uint64 {
	return mix(hashBytes(text[t.start:t.end])) + uint64(md) + 1
}

// lookup finds a word in the cache, or computes it; its sums only when they are asked for.
func (m *Model) lookup(s *scratch, key uint64, text []byte, t token, md mode, sum bool) *entry {
	e := &s.cache[key>>8&(cacheSize-1)]
	if e.key == key && (e.summed || !sum) {
		return e
	}
	s.word.read(text[t.start:t.end], t.kind, md)
	e.key, e.gist, e.summed = key, s.word.gist, sum
	e.may, e.first = s.word.may()
	if !sum {
		return e
	}
	for o := range offsets {
		s.features = wordFeatures(s.features[:0], &s.word, o-reach, md, false)
		var total sums
		m.add(&total, s.features)
		for l, v := range total {
			e.sums[o][l] = int16(max(-32768, min(32767, v)))
		}
	}
	return e
}

// add adds the weights of features. The eight weights of a feature are one word of memory; they are added four at a time in lanes of 16 bits,
// made positive by 128 each, so that at most 256 features fit.
func (m *Model) add(to *sums, features []uint32) {
	const (
		flip = 0x8080808080808080
		even = 0x00FF00FF00FF00FF
	)
	var low, high uint64
	for _, f := range features {
		w := binary.LittleEndian.Uint64(m.weights[int(f&m.mask)*int(labels):]) ^ flip
		low += w & even
		high += w >> 8 & even
	}
	bias := int32(128 * len(features))
	for i := 0; i < int(labels); i += 2 {
		to[i] += int32(low>>(8*i)&0xFFFF) - bias
		to[i+1] += int32(high>>(8*i)&0xFFFF) - bias
	}
}
