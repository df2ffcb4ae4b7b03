package tagger

// DefaultFloor is the least score of an entity that Find tells. Filter by Score for fewer and surer ones; docs/mask-model.md has the curve.
const DefaultFloor = 0.3

// Find appends the names in text to dst, in order and apart from each other, with a score of at least DefaultFloor. Text is UTF-8; bytes that
// are not are taken for marks. The text may hold many sentences, and is best given as a whole paragraph or more: half a sentence is tagged worse.
func (m *Model) Find(dst []Entity, text []byte) []Entity {
	return m.FindAbove(dst, text, DefaultFloor)
}

// FindAbove is Find with another least score, between 0 and 1.
func (m *Model) FindAbove(dst []Entity, text []byte, floor float32) []Entity {
	s, ok := m.scratch.Get().(*scratch)
	if !ok {
		s = newScratch()
	}
	defer m.scratch.Put(s)
	for from := 0; from < len(text); {
		s.tokens = tokenize(s.tokens[:0], text, from)
		if len(s.tokens) == 0 {
			return dst
		}
		s.capitals = capitals(text, s.tokens)
		whole := len(s.tokens) < maxTokens
		rest := s.tokens
		for len(rest) > 0 {
			n := sentenceEnd(text, rest)
			if n == len(rest) && !whole && n < len(s.tokens) {
				break // the sentence may go on beyond the window
			}
			dst = m.sentence(dst, s, text, rest[:n], floor)
			rest = rest[n:]
		}
		from = int(s.tokens[len(s.tokens)-1].end)
		if len(rest) > 0 {
			from = int(rest[0].start)
		}
	}
	return dst
}

// sentence tags one sentence: only runs of words that may be part of a name, since nearly all words are none.
func (m *Model) sentence(dst []Entity, s *scratch, text []byte, tokens []token, floor float32) []Entity {
	md := modeOf(text, tokens, s.capitals)
	if !m.doubts(s, text, tokens, md) {
		return dst
	}
	n := len(tokens)
	for from := 0; from < n; from++ {
		if !s.doubt[from] {
			continue
		}
		to := from + 1
		for to < n && s.doubt[to] {
			to++
		}
		m.emissions(s, tokens, from, to, md)
		s.lattice.infer(&m.chain, from == 0, to == n)
		dst = s.entities(dst, tokens[from:to], floor, md != modeNormal)
		from = to
	}
	return dst
}

// emissions adds what stands around each of tokens[from:to] to what the words say, and fills the lattice with it.
func (m *Model) emissions(s *scratch, tokens []token, from, to int, md mode) {
	s.lattice.resize(to - from)
	var around [offsets]gist
	for i := from; i < to; i++ {
		for o := range around {
			around[o] = edge
			if at := i + o - reach; at >= 0 && at < len(tokens) {
				around[o] = s.gists[at]
			}
		}
		s.features = contextFeatures(s.features[:0], &around, md, i == 0, tokens[i].cell)
		m.count(&s.tallies[i], s.features)
		sum := s.tallies[i].sums()
		s.lattice.local[i-from] = m.soften(&sum)
	}
}

// doubts marks the words that may be part of a name, given all that the words and their neighbours say by themselves, and gives false where
// there are none.
func (m *Model) doubts(s *scratch, text []byte, tokens []token, md mode) bool {
	n := len(tokens)
	s.resize(n)
	if !m.candidate(s, text, tokens, md) {
		return false
	}
	clear(s.tallies)
	for i, t := range tokens {
		e := m.lookup(s, s.keys[i], text, t, md, true)
		s.gists[i] = e.gist
		for o := range offsets {
			if at := i + reach - o; at >= 0 && at < n {
				s.tallies[at].plus(e.lanes[o], lanesCount(o))
			}
		}
	}
	found := false
	for i := range tokens {
		s.doubt[i] = !m.surelyOutside(&s.tallies[i])
		found = found || s.doubt[i]
	}
	return found
}

// candidate tells whether any word may be a name, and keeps the keys of the words.
func (m *Model) candidate(s *scratch, text []byte, tokens []token, md mode) bool {
	found, begins := false, true
	for i, t := range tokens {
		s.keys[i] = keyOf(text, t, md)
		if found {
			continue
		}
		e := m.lookup(s, s.keys[i], text, t, md, false)
		found = e.may && !begins || e.first
		begins = begins && t.kind != tokenWord
	}
	return found
}

// entities reads the entities out of the probabilities. A token belongs to the likeliest kind when that is at least as likely as floor;
// neighbours of the same kind make one entity, unless a new one begins or a cell of a table ends. What is unlikely does not join what is
// likely, so that a doubtful word takes no sure name with it when it is filtered out.
func (s *scratch) entities(dst []Entity, tokens []token, floor float32, caseless bool) []Entity {
	open := -1 // index in dst of an entity that may go on
	for i, t := range tokens {
		k, p, begins := likeliest(&s.lattice.prob[i])
		if p < floor || k == 0 {
			open = -1
			continue
		}
		if open >= 0 && dst[open].Kind == k && !begins && !t.cell && p >= likely == (dst[open].Score >= likely) {
			dst[open].End = int(t.end)
			dst[open].Score = min(dst[open].Score, p)
			continue
		}
		dst = append(dst, Entity{Start: int(t.start), End: int(t.end), Kind: k, Score: p, Caseless: caseless})
		open = len(dst) - 1
	}
	return dst
}

// likely parts the words that are more likely than not of a kind from the rest.
const likely = 0.5

// likeliest gives the likeliest kind of a token, its probability, and whether a new entity is likelier to begin there than to go on.
func likeliest(p *scores) (k Kind, probability float32, begins bool) {
	for kind := Person; kind <= Organisation; kind++ {
		if sum := p[beginOf(kind)] + p[insideOf(kind)]; sum > probability {
			k, probability = kind, sum
			begins = p[beginOf(kind)] > p[insideOf(kind)]
		}
	}
	return k, probability, begins
}
