package search

import (
	"slices"
	"strings"

	"github.com/tillit-se/tillit/internal/search/analysis"
)

// maxSynonymWords bounds how many words a synonym may have.
const maxSynonymWords = 5

// synonyms finds, for words of a query, other words that mean the same. They are looked up when a query is read, so
// that a changed list needs no new index.
type synonyms struct {
	analyzer *analysis.Analyzer
	groups   map[string][][]analysis.Word // key of the words → the other members
	longest  int
}

// newSynonyms reads groups of words or short phrases that mean the same, each written as people write them.
func newSynonyms(analyzer *analysis.Analyzer, lists [][]string) *synonyms {
	s := &synonyms{analyzer: analyzer, groups: make(map[string][][]analysis.Word)}
	for _, list := range lists {
		s.addGroup(list)
	}
	return s
}

func (s *synonyms) addGroup(list []string) {
	members := make([][]analysis.Word, 0, len(list))
	for _, text := range list {
		if words := analysis.Tokenize(text); len(words) > 0 && len(words) <= maxSynonymWords {
			members = append(members, words)
		}
	}
	for i, words := range members {
		s.longest = max(s.longest, len(words))
		others := slices.Concat(members[:i], members[i+1:])
		for _, key := range s.keys(words) {
			s.groups[key] = append(s.groups[key], others...)
		}
	}
}

// keys are the words' Swedish and English terms in a row, so that inflected forms are found too.
func (s *synonyms) keys(words []analysis.Word) []string {
	var keys []string
	for _, lang := range []analysis.Lang{analysis.Swedish, analysis.English} {
		var b strings.Builder
		b.WriteString(string(lang))
		for _, word := range words {
			for _, part := range word.Parts {
				b.WriteString(" " + s.analyzer.Term(lang, part.Text))
			}
		}
		keys = append(keys, b.String())
	}
	return keys
}

// longestAt finds the longest run of plain words that begins at clauses[i] and has synonyms.
func (s *synonyms) longestAt(clauses []Clause, i int) (run int, others [][]analysis.Word) {
	var words []analysis.Word
	for n := 0; n < s.longest && i+n < len(clauses) && clauses[i+n].isPlain(); n++ {
		words = append(words, clauses[i+n].Words...)
		for _, key := range s.keys(words) {
			if found := s.groups[key]; len(found) > 0 {
				run, others = n+1, found
				break
			}
		}
	}
	return run, others
}

func (c *Clause) isPlain() bool { return !c.Phrase && !c.Prefix && !c.Not }
