package search

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/tillit-se/tillit/internal/search/analysis"
)

// minSuggest is the fewest letters of a word that a spelling is suggested for: shorter ones are like too many others.
const minSuggest = 4

// maxCorrected bounds how many words of a query are corrected: each reads a part of the dictionary.
const maxCorrected = 3

// minTwoEdits is the fewest letters of a word that may have two of them wrong.
const minTwoEdits = 7

// maxCandidates bounds the words of the vocabulary that are looked at for one misspelt word.
const maxCandidates = 60

// suggest gives the query's text with its misspelt words replaced by words that visible documents contain; empty when
// a word has no likely correction or none is misspelt.
func (m *matcher) suggest(text string, clauses []Clause) (string, error) {
	replaced := make(map[int]string) // start of a clause → what to write instead
	for _, w := range m.missing[:min(len(m.missing), maxCorrected)] {
		if slices.Contains(m.widened, w.raw) {
			continue
		}
		better, err := m.correct(w.word)
		if err != nil {
			return "", err
		}
		if better == "" {
			continue
		}
		for _, c := range clauses {
			if c.Raw == w.raw && c.isPlain() {
				replaced[c.Start] = better
			}
		}
	}
	if len(replaced) == 0 {
		return "", nil
	}
	return rewrite(text, clauses, replaced), nil
}

func rewrite(text string, clauses []Clause, replaced map[int]string) string {
	var b strings.Builder
	at := 0
	for _, c := range clauses {
		if better, ok := replaced[c.Start]; ok {
			b.WriteString(text[at:c.Start] + better)
			at = c.Start + len(c.Raw)
		}
	}
	b.WriteString(text[at:])
	return strings.TrimSpace(b.String())
}

// correct finds the word that was probably meant: the same letters with their marks (ar → år), else the word with the
// fewest changed letters; of equals the most common, then the first of the alphabet.
func (m *matcher) correct(word string) (string, error) {
	if !isSpelt(word) {
		return "", nil
	}
	marked, err := m.withMarks(word)
	if err != nil {
		return "", err
	}
	if best, err := m.mostCommon(marked); best != "" || err != nil {
		return best, err
	}
	letters := utf8.RuneCountInString(word)
	if letters < minSuggest {
		return "", nil
	}
	for distance := 1; distance <= 1+boolInt(letters >= minTwoEdits); distance++ {
		near, err := m.withEdits(word, distance)
		if err != nil {
			return "", err
		}
		if best, err := m.mostCommon(near); best != "" || err != nil {
			return best, err
		}
	}
	return "", nil
}

// isSpelt tells words that have a spelling from numbers and from what is too long to be a word.
func isSpelt(word string) bool {
	return len(word) > 1 && utf8.RuneCountInString(word) <= 40 && !strings.ContainsFunc(word, unicode.IsDigit)
}

// withMarks gives the words that become the same when their marks are taken away.
func (m *matcher) withMarks(word string) ([]string, error) {
	var words []string
	err := m.eachEntry(fieldFolded, analysis.Fold(word)+"\x00", func(term string) (bool, error) {
		if _, candidate, _ := strings.Cut(term, "\x00"); candidate != word {
			words = append(words, candidate)
		}
		return len(words) < maxCandidates, nil
	})
	return words, err
}

// withEdits gives words at most so many edits away. The first letter is taken to be right when two may be wrong.
func (m *matcher) withEdits(word string, distance int) ([]string, error) {
	prefix := ""
	if distance > 1 {
		r, _ := utf8.DecodeRuneInString(word)
		prefix = string(r)
	}
	dict, err := m.view.snapshot.FieldDictFuzzy(fieldWords, word, distance, prefix)
	if err != nil {
		return nil, fmt.Errorf("search: suggest for %q: %w", word, err)
	}
	var words []string
	err = eachOf(dict, func(term string) (bool, error) {
		if editDistance(word, term) <= distance {
			words = append(words, term)
		}
		return len(words) < maxCandidates, nil
	})
	return words, err
}

// mostCommon gives the candidate that most visible documents contain in some form. A word that no living public
// document is known to have written is none.
func (m *matcher) mostCommon(candidates []string) (string, error) {
	best, most := "", 0
	for _, word := range candidates {
		alive, err := m.count(fieldWords, word, func(lm *leafMatch) *roaring.Bitmap { return lm.leaf.live })
		if err != nil {
			return "", err
		}
		if alive == 0 {
			continue
		}
		_, n, err := m.find([]way{{words: analysis.Tokenize(word), weight: 1}}, false)
		if err != nil {
			return "", err
		}
		if n > most {
			best, most = word, n
		}
	}
	return best, nil
}

// editDistance is the number of letters to insert, remove, change or swap with their neighbour (optimal alignment).
func editDistance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last := make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row := make([]int, len(y)+1)
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := boolInt(x[i-1] != y[j-1])
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(y)]
}
