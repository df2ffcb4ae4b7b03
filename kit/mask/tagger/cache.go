package tagger

import "github.com/tillit-se/tillit/kit/mask/names"

// entry is what is kept of a word: its gist and what it says of itself and its neighbours.
type entry struct {
	gist
	used uint32 // the sentence that had it last
	// may tells whether the word may be part of a name where it stands; first, whether it may at the beginning of a sentence.
	may, first bool
	summed     bool
	lanes      [offsets]lanes
	_          [2]uint64 // two lines of the processor's memory for an entry
}

// Words are kept in sets by their keys. The keys of a set fill a line of the processor's memory of their own, so that looking for a word
// touches that line and those of its entry, and no other word's.
const (
	setBits = 12
	ways    = 8
)

// scratch is the memory of one call of Find.
type scratch struct {
	lattice  lattice
	tokens   []token
	keys     []uint64 // of the tokens of the sentence
	seen     []*entry // of the tokens of the sentence, with edges before and after
	tallies  []tally
	doubt    []doubt
	features []uint32
	ends     []int // where the features of each token end that are made of several words
	word     word
	memory   *names.Memory
	own      *names.Memory // used where the caller has no memory
	edge     entry
	tags     [1 << setBits][ways]uint64
	entries  []entry
	sentence uint32
	capitals bool // the text is written with capitals
}

func newScratch() *scratch {
	s := &scratch{entries: make([]entry, ways<<setBits), edge: entry{gist: edge, summed: true}}
	for o := range s.edge.lanes {
		s.edge.lanes[o] = (&tally{}).padded(lanesCount(o))
	}
	return s
}

// resize makes room for a sentence of n tokens.
func (s *scratch) resize(n int) {
	if cap(s.keys) < n {
		s.keys, s.seen, s.tallies, s.doubt = make([]uint64, 2*n), make([]*entry, 2*n+2*reach), make([]tally, 2*n), make([]doubt, 2*n)
	}
	s.keys, s.seen, s.tallies, s.doubt = s.keys[:n], s.seen[:n+2*reach], s.tallies[:n], s.doubt[:n]
	for i := range reach {
		s.seen[i], s.seen[n+reach+i] = &s.edge, &s.edge
	}
	s.sentence++
}

// recall computes the keys of the tokens and finds the entries that are kept. It reads no entry before it knows where all are, so that the
// processor fetches them at once instead of waiting for each.
func (s *scratch) recall(text []byte, tokens []token, md mode) (touched uint64) {
	for i, t := range tokens {
		key := names.Key(text[t.start:t.end]) + uint64(md)<<1
		s.keys[i] = key
		touched |= s.tags[key>>(64-setBits)][0]
	}
	for i, key := range s.keys {
		s.seen[i+reach] = s.find(key)
	}
	for _, e := range s.seen {
		if e != nil {
			e.used = s.sentence
			touched |= e.lanes[offsets-1].high
		}
	}
	return touched
}

// find gives the entry of a key, or nil.
func (s *scratch) find(key uint64) *entry {
	set := int(key >> (64 - setBits))
	for way, k := range &s.tags[set] {
		if k == key {
			return &s.entries[set*ways+way]
		}
	}
	return nil
}

// lookup finds a word in the cache, or computes it; its sums only when they are asked for.
func (m *Model) lookup(s *scratch, key uint64, text []byte, t token, md mode, sum bool) *entry {
	e := s.find(key)
	switch {
	case e == nil:
		e = s.place(key)
	case e.summed || !sum:
		e.used = s.sentence
		return e
	}
	s.word.read(s.memory, text[t.start:t.end], t.kind, md)
	e.gist, e.used, e.summed = s.word.gist, s.sentence, sum
	e.may, e.first = s.word.may()
	if sum {
		m.sum(s, e, md)
	}
	return e
}

// place gives the entry for a word that is not kept: that of the word of its set that was used longest ago. A word of the sentence at hand
// keeps its place; should they fill the set, which takes eight words whose keys begin alike, the new word is not kept.
func (s *scratch) place(key uint64) *entry {
	set := int(key >> (64 - setBits))
	oldest := set * ways
	for at := oldest + 1; at < (set+1)*ways; at++ {
		if s.entries[at].used < s.entries[oldest].used {
			oldest = at
		}
	}
	if s.entries[oldest].used == s.sentence {
		return new(entry)
	}
	s.tags[set][oldest%ways] = key
	return &s.entries[oldest]
}

// sum adds up what the word that was read last says of itself and its neighbours. All features are computed before any weight is read.
func (m *Model) sum(s *scratch, e *entry, md mode) {
	var ends [offsets]int
	s.features = s.features[:0]
	for o := range offsets {
		s.features = wordFeatures(s.features, &s.word, o-reach, md, false)
		ends[o] = len(s.features)
	}
	from := 0
	for o, to := range ends {
		var t tally
		m.count(&t, s.features[from:to])
		e.lanes[o] = t.padded(lanesCount(o))
		from = to
	}
}
