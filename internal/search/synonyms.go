package search

import (
	"slices"
	"strings"

	"github.com/tillit-se/tillit/internal/search/analysis"
)

// Synonyms are words or short phrases that mean the same, each written as people write them.
type Synonyms struct {
	Words    []string // each finds all the others
	Narrower []string // each finds Words, but is not found by them: BERT is a language model, not every one is BERT
}

// maxSynonymWords bounds how many words a synonym may have.
const maxSynonymWords = 5

// synonyms finds, for words of a query, other words that mean the same. They are looked up when a query is read, so
// that a changed list needs no new index.
type synonyms struct {
	analyzer *analysis.Analyzer
	groups   map[string][][]analysis.Word // key of the words → the other members
	longest  int
}

func newSynonyms(analyzer *analysis.Analyzer, groups []Synonyms) *synonyms {
	s := &synonyms{analyzer: analyzer, groups: make(map[string][][]analysis.Word)}
	for _, group := range groups {
		words := readMembers(group.Words)
		for i, member := range words {
			s.addMember(member, slices.Concat(words[:i], words[i+1:]))
		}
		for _, member := range readMembers(group.Narrower) {
			s.addMember(member, words)
		}
	}
	return s
}

func readMembers(texts []string) [][]analysis.Word {
	members := make([][]analysis.Word, 0, len(texts))
	for _, text := range texts {
		if words := analysis.Tokenize(text); len(words) > 0 && len(words) <= maxSynonymWords {
			members = append(members, words)
		}
	}
	return members
}

// addMember lets a member find others. Two forms of one word (decision, decisions) need not find each other.
func (s *synonyms) addMember(member []analysis.Word, others [][]analysis.Word) {
	keys := s.keys(member)
	others = slices.DeleteFunc(slices.Clone(others), func(words []analysis.Word) bool {
		return slices.ContainsFunc(s.keys(words), func(key string) bool { return slices.Contains(keys, key) })
	})
	s.longest = max(s.longest, len(member))
	for _, key := range keys {
		s.groups[key] = append(s.groups[key], others...)
	}
}

// keys are the words' Swedish and English terms in a row, so that inflected forms are found too. Stop words are left out,
// as they are in queries.
func (s *synonyms) keys(words []analysis.Word) []string {
	var keys []string
	for _, lang := range []analysis.Lang{analysis.Swedish, analysis.English} {
		var b strings.Builder
		b.WriteString(string(lang))
		for _, word := range words {
			for _, part := range word.Parts {
				if !analysis.IsStop(part.Text) {
					b.WriteString(" " + s.analyzer.Term(lang, part.Text))
				}
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
