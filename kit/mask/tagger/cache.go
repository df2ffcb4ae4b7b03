package tagger

// sums are weights added up, one number per label, in steps of the model's scale.
type sums [labels]int32

// entry is what is kept of a word: its gist and what it says of itself and its neighbours.
type entry struct {
	key  uint64
	gist gist
	sums [offsets][labels]int16
}

// cacheSize is how many words are kept; a new one takes the place of an old one with the same place.
const cacheSize = 1 << 12

// scratch is the memory of one call of Find.
type scratch struct {
	lattice  lattice
	tokens   []token
	gists    []gist
	sums     []sums
	features []uint32
	word     word
	cache    []entry
	document map[uint64]Kind
}

func newScratch() *scratch {
	return &scratch{cache: make([]entry, cacheSize)}
}

// lookup finds a word in the cache, or computes it.
func (m *Model) lookup(s *scratch, text []byte, t token, md mode) *entry {
	bytes := text[t.start:t.end]
	key := mix(hashBytes(bytes)) + uint64(md) + 1
	e := &s.cache[key>>8&(cacheSize-1)]
	if e.key == key {
		return e
	}
	s.word.read(bytes, t.kind, md)
	e.key, e.gist = key, s.word.gist
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

// add adds the weights of features.
func (m *Model) add(to *sums, features []uint32) {
	for _, f := range features {
		i := int(f&m.mask) * int(labels)
		w := m.weights[i : i+int(labels) : i+int(labels)]
		for l := range to {
			to[l] += int32(int8(w[l]))
		}
	}
}
