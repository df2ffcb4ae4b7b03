package search

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/search/analysis"
)

// minSuggest is the fewest letters of a word that a spelling is suggested for: shorter ones are like too many others.
const minSuggest = 4

// maxCandidates bounds the words of the vocabulary that are looked at for one misspelt word.
const maxCandidates = 400

// suggest gives the query's text with its misspelt words replaced by words that visible documents contain; empty when
// a word has no likely correction or none is misspelt.
func (m *matcher) suggest(text string, clauses []Clause) (string, error) {
	replaced := make(map[int]string) // start of a clause → what to write instead
	for _, w := range m.missing {
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

// correct finds the word that was probably meant: the same letters with their marks (ar → år), else the visible word
// with the fewest changed letters; of equals the most common, then the first of the alphabet.
func (m *matcher) correct(word string) (string, error) {
	letters := utf8.RuneCountInString(word)
	if letters > 40 || strings.ContainsFunc(word, unicode.IsDigit) {
		return "", nil
	}
	best, err := m.withMarks(word)
	if best != "" || err != nil || letters < minSuggest {
		return best, err
	}
	distance := 1
	if letters >= 7 {
		distance = 2
	}
	return m.closest(word, distance)
}

// withMarks looks for words that become the same when their marks are taken away.
func (m *matcher) withMarks(word string) (string, error) {
	dict, err := m.view.snapshot.FieldDictPrefix(fieldFolded, []byte(analysis.Fold(word)+"\x00"))
	if err != nil {
		return "", fmt.Errorf("search: suggest for %q: %w", word, err)
	}
	defer dict.Close() //nolint:errcheck // reads only
	best, most := "", 0
	for range maxCandidates {
		entry, err := dict.Next()
		if err != nil {
			return "", fmt.Errorf("search: suggest for %q: %w", word, err)
		}
		if entry == nil {
			break
		}
		n, err := m.visibleCount(fieldFolded, entry.Term)
		if err != nil {
			return "", err
		}
		_, candidate, _ := strings.Cut(entry.Term, "\x00")
		if n > most && candidate != word {
			best, most = candidate, n
		}
	}
	return best, nil
}

// closest looks for the visible word with the fewest edits. The first letter is taken to be right when two are allowed
// to be wrong.
func (m *matcher) closest(word string, distance int) (string, error) {
	prefix := ""
	if distance > 1 {
		r, _ := utf8.DecodeRuneInString(word)
		prefix = string(r)
	}
	best, most, least := "", 0, distance+1
	seen := 0
	for allowed := 1; allowed <= distance && best == ""; allowed++ {
		dict, err := m.view.snapshot.FieldDictFuzzy(fieldWords, word, allowed, prefix)
		if err != nil {
			return "", fmt.Errorf("search: suggest for %q: %w", word, err)
		}
		for entry, err := dict.Next(); entry != nil || err != nil; entry, err = dict.Next() {
			if err != nil {
				return "", fmt.Errorf("search: suggest for %q: %w", word, err)
			}
			n, err := m.visibleCount(fieldWords, entry.Term)
			if err != nil {
				return "", err
			}
			if n == 0 || strings.ContainsFunc(entry.Term, unicode.IsDigit) {
				continue
			}
			if d := editDistance(word, entry.Term); d < least || d == least && n > most {
				best, most, least = entry.Term, n, d
			}
			if seen++; seen >= maxCandidates {
				break
			}
		}
		_ = dict.Close() // reads only
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
