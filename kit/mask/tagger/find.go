package tagger

import "github.com/tillit-se/tillit/kit/mask/names"

// DefaultFloor is the least score of an entity that Find tells. Filter by Score for fewer and surer ones; docs/mask-model.md has the curve.
const DefaultFloor = 0.3

// Find appends the names in text to dst, in order and apart from each other, with a score of at least DefaultFloor. Text is UTF-8; bytes that
// are not are taken for marks. The text may hold many sentences, and is best given as a whole paragraph or more: half a sentence is tagged worse.
func (m *Model) Find(dst []Entity, text []byte) []Entity {
	return m.FindAbove(dst, text, DefaultFloor)
}

// FindAbove is Find with another least score, between 0 and 1.
func (m *Model) FindAbove(dst []Entity, text []byte, floor float32) []Entity {
	return m.FindKnowing(nil, dst, text, floor)
}

// FindKnowing is FindAbove with a memory of the lists that the caller uses too, so that no word is looked up twice. With nil the model uses a
// memory of its own.
func (m *Model) FindKnowing(memory *names.Memory, dst []Entity, text []byte, floor float32) []Entity {
	s, ok := m.scratch.Get().(*scratch)
	if !ok {
		s = newScratch()
	}
	s.remember(memory)
	for from := 0; from < len(text); {
		s.tokens = tokenize(s.tokens[:0], text, from)
		if len(s.tokens) == 0 {
			break
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
	s.memory = nil
	m.scratch.Put(s)
	return dst
}

// remember takes the memory of the caller, or one of its own.
func (s *scratch) remember(memory *names.Memory) {
	if s.memory = memory; memory != nil {
		return
	}
	if s.own == nil {
		s.own = new(names.Memory)
	}
	s.memory = s.own
}

// sentence tags one sentence. Probabilities are computed only for runs of words that may be part of a name, since most words are none.
func (m *Model) sentence(dst []Entity, s *scratch, text []byte, tokens []token, floor float32) []Entity {
	md := modeOf(text, tokens, s.capitals)
	if !m.candidate(s, text, tokens, md) {
		return dst
	}
	m.hear(s, text, tokens, md)
	m.listen(s, tokens, md)
	n := len(tokens)
	for from := 0; from < n; from++ {
		if s.settled(from) {
			continue
		}
		to := from + 1
		for to < n && !s.settled(to) {
			to++
		}
		m.soften(s, from, to)
		s.lattice.infer(&m.chain, from == 0, to == n)
		dst = s.entities(dst, tokens[from:to], floor, md != modeNormal)
		from = to
	}
	return dst
}

// candidate tells whether any word may be a name, and keeps the keys of the words.
func (m *Model) candidate(s *scratch, text []byte, tokens []token, md mode) bool {
	s.resize(len(tokens))
	s.recall(text, tokens, md)
	begins := true
	for i, t := range tokens {
		e := s.seen[i+reach]
		if e == nil {
			e = m.lookup(s, s.keys[i], text, t, md, false)
		}
		if e.may && !begins || e.first {
			return true
		}
		begins = begins && t.kind != tokenWord
	}
	return false
}

// hear adds up what the words of a sentence and their neighbours say by themselves, and marks those that are surely no names by that alone.
func (m *Model) hear(s *scratch, text []byte, tokens []token, md mode) {
	for i, t := range tokens {
		if e := s.seen[i+reach]; e == nil || !e.summed {
			s.seen[i+reach] = m.lookup(s, s.keys[i], text, t, md, true)
		}
	}
	for i := range tokens {
		around := s.seen[i : i+offsets]
		t := tally{features: heard}
		for o, e := range around {
			t.low += e.lanes[o].low
			t.high += e.lanes[o].high
		}
		s.tallies[i] = t
		s.doubt[i] = doubtful
		if t.leads(m.sure) {
			s.doubt[i] = ruledOut
		}
	}
}

// listen adds what stands around each word that may yet be part of a name: first the classes of its neighbours, which rule many words out, then
// the neighbours themselves. All features are computed before any weight is read, so that the processor fetches many weights at a time:
// waiting for them is most of the work.
func (m *Model) listen(s *scratch, tokens []token, md mode) {
	s.features, s.ends = s.features[:0], s.ends[:0]
	for i, t := range tokens {
		if s.doubt[i] != ruledOut {
			s.features = classFeatures(s.features, s.seen[i:i+offsets], md, i == 0, t.cell)
		}
		s.ends = append(s.ends, len(s.features))
	}
	m.countAll(s)
	m.weigh(s, m.far, m.near)
	for i := range tokens {
		if s.doubt[i] == remote && s.settled(i) {
			s.ends[i] = -1
		}
	}
	s.features = s.features[:0]
	for i := range tokens {
		if s.ends[i] < 0 {
			s.doubt[i] = ruledOut
		}
		if s.doubt[i] != ruledOut {
			s.features = pairFeatures(s.features, s.seen[i:i+offsets])
		}
		s.ends[i] = len(s.features)
	}
	m.countAll(s)
	m.weigh(s, m.remote, m.slight)
}

// countAll adds the weights of the features to the tallies of the tokens, whose features end where s.ends tells.
func (m *Model) countAll(s *scratch) {
	from := 0
	for i, to := range s.ends {
		if to > from {
			m.count(&s.tallies[i], s.features[from:to])
			from = to
		}
	}
}

// weigh says of each token that is not ruled out how far it is from being part of a name.
func (m *Model) weigh(s *scratch, far, near int32) {
	for i := range s.tallies {
		if s.doubt[i] == ruledOut {
			continue
		}
		s.doubt[i] = doubtful
		switch t := &s.tallies[i]; {
		case t.leads(far):
			s.doubt[i] = remote
		case t.leads(near):
			s.doubt[i] = slight
		}
	}
}

// settled tells whether token i is no part of a name: surely, or clearly and with neighbours that are not either. Then its label is taken for
// outside, and the words before and after it are tagged apart.
func (s *scratch) settled(i int) bool {
	switch s.doubt[i] {
	case ruledOut:
		return true
	case remote:
		return (i == 0 || s.doubt[i-1] >= slight) && (i+1 == len(s.doubt) || s.doubt[i+1] >= slight)
	}
	return false
}

// soften fills the lattice with what is known of tokens from to to.
func (m *Model) soften(s *scratch, from, to int) {
	s.lattice.resize(to - from)
	for i := from; i < to; i++ {
		s.lattice.local[i-from] = m.exponentials(&s.tallies[i])
	}
}

// entities reads the entities out of the probabilities. A token belongs to the likeliest kind when that is at least as likely as floor;
// neighbours of the same kind make one entity, unless a new one begins or a cell of a table ends. What is unlikely does not join what is
// likely, so that a doubtful word takes no sure name with it when it is filtered out.
func (s *scratch) entities(dst []Entity, tokens []token, floor float32, caseless bool) []Entity {
	open := -1 // index in dst of an entity that may go on
	for i, t := range tokens {
		if s.lattice.prob[i][outside] > 1-floor {
			open = -1
			continue
		}
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
