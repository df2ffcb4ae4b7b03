package analysis

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// minPart is the fewest letters of a part of a compound; shorter ones split words that are none. A first part of three
// letters (tal|igenkänning) asks for a last part of at least minLong.
const (
	minPart  = 4
	minShort = 3
	minLong  = 5
)

// minCount is in how many texts a word must stand alone before it can be a part of a compound.
const minCount = 2

// baseWords are common words of Swedish administration, one a line, so that an empty platform already splits well.
// They were drawn from the words that stand alone in the platform's own Swedish content.
//
//go:embed words_sv.txt
var baseWords string

// Lexicon is what is known of single Swedish words: how many texts each stands in. It decides where compounds are
// split. It is immutable; equal inputs give equal lexicons.
type Lexicon struct {
	counts map[string]uint32 // surface form → number of texts
	stems  map[string]uint32 // stem → greatest count of its forms
	hash   string
}

// Base gives the lexicon of the embedded words only.
func Base() *Lexicon { return NewLearner().Lexicon() }

// Learner collects words from texts into a Lexicon. It is not safe for concurrent use.
type Learner struct {
	counts map[string]uint32
}

// NewLearner starts from the embedded base words.
func NewLearner() *Learner {
	l := &Learner{counts: make(map[string]uint32, 4096)}
	for word := range strings.Lines(baseWords) {
		if word = strings.TrimSpace(word); word != "" {
			l.counts[word] = minCount
		}
	}
	return l
}

// Add counts the words of one Swedish text, each once.
func (l *Learner) Add(text string) {
	seen := make(map[string]bool)
	for _, word := range Tokenize(text) {
		if word.Canonical || len(word.Parts) != 1 {
			continue
		}
		if w := word.Parts[0].Text; !seen[w] && isPartWord(w) {
			seen[w] = true
			l.count(w)
		}
	}
	if len(l.counts) > maxLearned {
		maps.DeleteFunc(l.counts, func(_ string, n uint32) bool { return n < minCount })
	}
}

// count adds one to a word. A new one is copied: a piece of a text would keep the whole text in memory.
func (l *Learner) count(word string) {
	if n, known := l.counts[word]; known {
		l.counts[word] = n + 1
		return
	}
	l.counts[strings.Clone(word)] = 1
}

// maxLearned bounds the words that are counted at once: when there are more, those seen once so far start over.
const maxLearned = 150_000

// isPartWord tells a word of letters with a vowel and the right length from everything that cannot be a part.
func isPartWord(word string) bool {
	letters := 0
	for _, r := range word {
		if !unicode.IsLetter(r) {
			return false
		}
		letters++
	}
	return letters >= minShort && letters <= 24 && strings.ContainsAny(word, "aeiouyåäöé")
}

// maxLexicon bounds the lexicon: the most common words are kept.
const maxLexicon = 60_000

// Lexicon gives what has been learned.
func (l *Learner) Lexicon() *Lexicon {
	words := make([]string, 0, len(l.counts))
	for word, n := range l.counts {
		if n >= minCount {
			words = append(words, word)
		}
	}
	slices.SortFunc(words, func(a, b string) int {
		if l.counts[a] != l.counts[b] {
			return int(l.counts[b]) - int(l.counts[a])
		}
		return strings.Compare(a, b)
	})
	words = words[:min(len(words), maxLexicon)]
	counts := make(map[string]uint32, len(words))
	for _, word := range words {
		counts[word] = l.counts[word]
	}
	return newLexicon(counts)
}

func newLexicon(counts map[string]uint32) *Lexicon {
	lex := &Lexicon{counts: counts, stems: make(map[string]uint32, len(counts))}
	for word, n := range counts {
		s := stemSwedish(word)
		lex.stems[s] = max(lex.stems[s], n)
	}
	var b bytes.Buffer
	_, _ = lex.WriteTo(&b) // a bytes.Buffer takes everything
	sum := sha256.Sum256(b.Bytes())
	lex.hash = hex.EncodeToString(sum[:8])
	return lex
}

// Hash names the lexicon's content, for telling two apart.
func (x *Lexicon) Hash() string { return x.hash }

// Len is the number of words.
func (x *Lexicon) Len() int { return len(x.counts) }

// WriteTo writes the lexicon as lines "word count", sorted by word. ReadLexicon reads them.
func (x *Lexicon) WriteTo(w io.Writer) (int64, error) {
	words := make([]string, 0, len(x.counts))
	for word := range x.counts {
		words = append(words, word)
	}
	slices.Sort(words)
	var written int64
	out := bufio.NewWriter(w)
	for _, word := range words {
		n, err := fmt.Fprintf(out, "%s %d\n", word, x.counts[word])
		written += int64(n)
		if err != nil {
			return written, fmt.Errorf("write lexicon: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return written, fmt.Errorf("write lexicon: %w", err)
	}
	return written, nil
}

var errLexiconLine = errors.New("a lexicon line is a word, a space and a count")

// ReadLexicon reads what WriteTo wrote. An error names the line.
func ReadLexicon(r io.Reader) (*Lexicon, error) {
	counts := make(map[string]uint32)
	in := bufio.NewScanner(r)
	for line := 1; in.Scan(); line++ {
		word, number, ok := strings.Cut(in.Text(), " ")
		n, err := strconv.ParseUint(number, 10, 32)
		if !ok || err != nil || !utf8.ValidString(word) || word == "" {
			return nil, fmt.Errorf("read lexicon, line %d: %w", line, errLexiconLine)
		}
		counts[word] = uint32(n)
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("read lexicon: %w", err)
	}
	return newLexicon(counts), nil
}
