package search

import (
	"github.com/tillit-se/tillit/internal/search/analysis"
)

// plan is what a query demands of the documents: every want, in some way.
type plan struct {
	wants []want
}

// want is one demand; any of its ways fulfils it.
type want struct {
	ways []way
	not  bool
	raw  string // the single word as typed; empty for phrases, prefixes and several words
	word string // that word, normalised
}

// way is one way to fulfil a want.
type way struct {
	mode   mode
	words  []analysis.Word
	weight float32
}

type mode uint8

const (
	allWords   mode = iota // all the words, anywhere
	inSequence             // the words next to each other in one text
	beginsWith             // a word that begins so
	allParts               // all parts of the one compound word
)

const (
	synonymWeight = 0.6
	partsWeight   = 0.35 // a word found inside a compound
	widenWeight   = 0.3
)

// newPlan turns clauses into demands. Words with synonyms become one demand with several ways.
func newPlan(clauses []Clause, syn *synonyms) plan {
	var p plan
	for i := 0; i < len(clauses); {
		run, others := syn.longestAt(clauses, i)
		if run == 0 {
			p.wants = append(p.wants, plainWant(clauses[i]))
			i++
			continue
		}
		p.wants = append(p.wants, synonymWant(clauses[i:i+run], others))
		i += run
	}
	return p
}

func plainWant(c Clause) want {
	w := want{not: c.Not, ways: []way{{words: c.Words, weight: 1}}}
	switch {
	case c.Phrase:
		w.ways[0].mode = inSequence
	case c.Prefix:
		w.ways[0].mode = beginsWith
	default:
		w.raw, w.word = c.Raw, singleWord(c.Words[0])
	}
	return w
}

func synonymWant(clauses []Clause, others [][]analysis.Word) want {
	var own []analysis.Word
	for _, c := range clauses {
		own = append(own, c.Words...)
	}
	w := want{ways: []way{{mode: allWords, words: own, weight: 1}}}
	if len(own) == 1 {
		w.raw, w.word = clauses[0].Raw, singleWord(own[0])
	}
	for _, words := range others {
		other := way{mode: inSequence, words: words, weight: synonymWeight}
		if len(words) == 1 {
			other.mode = allWords
		}
		w.ways = append(w.ways, other)
	}
	return w
}

// singleWord gives the word when it has one part, which alone can be misspelt or split.
func singleWord(word analysis.Word) string {
	if len(word.Parts) == 1 {
		return word.Parts[0].Text
	}
	return ""
}
