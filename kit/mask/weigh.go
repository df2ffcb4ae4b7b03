package mask

import "github.com/tillit-se/tillit/kit/mask/tagger"

// weighLists lowers the names of persons that the lists saw and the tagger did not. It has read the same sentence, with the words around, and
// gave the name less than tagFloor; so the name must be seen twice as well, which squares its score. A title before a name, a
// personnummer after it or a colon in a form are reasons of their own, and only a title in capitals is weighed again.
func (s *scan) weighLists(from int) {
	if s.f.tagger == nil {
		return
	}
	for k := from; k < len(s.cands); k++ {
		c := &s.cands[k]
		switch {
		case c.Class != Person || c.Evidence.Has(Tagged):
		case c.Evidence&^(ListEntry|Morphology) == 0:
			c.Score *= c.Score
		case c.Evidence.Has(Title) && s.shouted(c.Start, c.End):
			c.Score *= 0.3
		}
	}
}

// shouted tells whether text[start:end] and the word before it are in capitals: then that a word after a title has a capital tells nothing,
// "ORDFÖRANDE I PARTIET".
func (s *scan) shouted(start, end int) bool {
	from, to := wordBefore(s.text, start)
	return allCaps(s.text[from:to]) && (end-start == 1 || allCaps(s.text[start:end]))
}

// weighTagged gives the score of an entity of the tagger. Where case tells nothing the tagger doubts more than it should: 0.3 there is right as
// often as 0.5 elsewhere.
func weighTagged(e tagger.Entity) float32 {
	if !e.Caseless {
		return e.Score
	}
	return 1 - (1-e.Score)*(1-e.Score)
}

// capitalEvery is how many bytes of text have a capitalised word among them at least, where the text has capitals.
const capitalEvery = 400

// caseless tells whether the text has no capitals to speak of: then the lists alone do not tell which sentences may hold a name.
func (s *scan) caseless() bool {
	capitals := 0
	for _, w := range s.words {
		if w.upper {
			capitals++
		}
	}
	return capitals*capitalEvery < len(s.text)
}
