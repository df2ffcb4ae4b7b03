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

// sentence tags one sentence.
func (m *Model) sentence(dst []Entity, s *scratch, text []byte, tokens []token, floor float32) []Entity {
	if !m.emissions(s, text, tokens) {
		return dst
	}
	s.lattice.marginals(&m.chain)
	return s.entities(dst, tokens, floor)
}

// emissions fills the lattice with what the features say. It gives false, and fills nothing, where no word may be a name.
func (m *Model) emissions(s *scratch, text []byte, tokens []token) bool {
	md := modeOf(text, tokens, s.capitals)
	if !m.words(s, text, tokens, md) {
		return false
	}
	n := len(tokens)
	s.lattice.resize(n)
	around := [offsets]gist{edge, edge, edge, edge, edge}
	for i := range min(reach, n) {
		around[reach+1+i] = s.gists[i]
	}
	for i, t := range tokens {
		copy(around[:], around[1:])
		around[offsets-1] = edge
		if i+reach < n {
			around[offsets-1] = s.gists[i+reach]
		}
		s.features = contextFeatures(s.features[:0], &around, md, i == 0, t.cell)
		m.add(&s.sums[i], s.features)
		for l, v := range s.sums[i] {
			s.lattice.emit[i][l] = float32(v) * m.scale
		}
	}
	return true
}

// words sums what every word says of itself and its neighbours, and tells whether any may be a name.
func (m *Model) words(s *scratch, text []byte, tokens []token, md mode) bool {
	n := len(tokens)
	if cap(s.sums) < n {
		s.sums, s.gists, s.keys = make([]sums, 2*n), make([]gist, 2*n), make([]uint64, 2*n)
	}
	s.sums, s.gists, s.keys = s.sums[:n], s.gists[:n], s.keys[:n]
	if !m.candidate(s, text, tokens, md) {
		return false
	}
	clear(s.sums)
	for i, t := range tokens {
		e := m.lookup(s, s.keys[i], text, t, md, true)
		s.gists[i] = e.gist
		for o := range offsets {
			at := i + reach - o
			if at < 0 || at >= n {
				continue
			}
			to := &s.sums[at]
			for l, v := range e.sums[o] {
				to[l] += int32(v)
			}
		}
	}
	return true
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
func (s *scratch) entities(dst []Entity, tokens []token, floor float32) []Entity {
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
		dst = append(dst, Entity{Start: int(t.start), End: int(t.end), Kind: k, Score: p})
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
