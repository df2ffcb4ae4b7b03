package tagger

// entry is what is kept of a word: its gist and what it says of itself and its neighbours.
type entry struct {
	key  uint64
	gist gist
	// may tells whether the word may be part of a name where it stands; first, whether it may at the beginning of a sentence.
	may, first bool
	summed     bool
	lanes      [offsets]lanes
	_          uint64 // two lines of the processor's memory for an entry
}

// cacheSize is how many words are kept; a new one takes the place of an old one with the same place.
const cacheSize = 1 << 15

// scratch is the memory of one call of Find.
type scratch struct {
	lattice  lattice
	tokens   []token
	gists    []gist
	tallies  []tally
	keys     []uint64
	doubt    []bool // the token may be part of a name
	features []uint32
	word     word
	cache    []entry
	capitals bool // the text is written with capitals
}

func newScratch() *scratch {
	return &scratch{cache: make([]entry, cacheSize)}
}

// resize makes room for a sentence of n tokens.
func (s *scratch) resize(n int) {
	if cap(s.keys) < n {
		s.tallies, s.gists, s.keys, s.doubt = make([]tally, 2*n), make([]gist, 2*n), make([]uint64, 2*n), make([]bool, 2*n)
	}
	s.tallies, s.gists, s.keys, s.doubt = s.tallies[:n], s.gists[:n], s.keys[:n], s.doubt[:n]
}

// keyOf is what the cache knows a token by.
func keyOf(text []byte, t token, md mode) uint64 {
	return mix(hashBytes(text[t.start:t.end])) + uint64(md) + 1
}

// lookup finds a word in the cache, or computes it; its sums only when they are asked for.
func (m *Model) lookup(s *scratch, key uint64, text []byte, t token, md mode, sum bool) *entry {
	at := key >> 8 & (cacheSize - 1)
	e := &s.cache[at]
	if e.key != key {
		other := &s.cache[at^1]
		*e, *other = *other, *e
	}
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
		var t tally
		m.count(&t, s.features)
		e.lanes[o] = t.padded(lanesCount(o))
	}
	return e
}
