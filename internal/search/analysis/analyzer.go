package analysis

import (
	"strings"
	"sync"
)

// Analyzer gives the terms of texts. It is safe for concurrent use.
type Analyzer struct {
	lexicon *Lexicon
	mu      sync.RWMutex
	cache   map[cacheKey]entry
}

type cacheKey struct {
	lang Lang
	word string
}

type entry struct {
	term  string
	parts []string
}

// maxCache bounds the remembered words; the common ones return at once after it has been emptied.
const maxCache = 30_000

// New makes an Analyzer that splits Swedish compounds by the lexicon.
func New(lexicon *Lexicon) *Analyzer {
	return &Analyzer{lexicon: lexicon, cache: make(map[cacheKey]entry)}
}

// Lexicon is the lexicon that compounds are split by.
func (a *Analyzer) Lexicon() *Lexicon { return a.lexicon }

// Token is one term of a text.
type Token struct {
	Term       string
	Pos        int // 1 for the first word; a joined word's whole form stands at the position of its first part
	Start, End int // place in the original text, in bytes
	Whole      bool
}

// Terms analyses a text in one language. Each word as written and the stems of its compound parts are what visit is
// called with: they are not among the tokens, so that the index can keep them in fields of their own. visit may be nil.
func (a *Analyzer) Terms(lang Lang, text string, visit func(word string, parts []string)) []Token {
	words := Tokenize(text)
	tokens := make([]Token, 0, len(words)+len(words)/8)
	pos := 0
	for _, word := range words {
		if word.Joined != "" {
			whole := Token{Term: word.Joined, Pos: pos + 1, Start: word.Start, End: word.End, Whole: true}
			if !word.Canonical {
				whole.Term = a.Term(lang, word.Joined)
			}
			tokens = append(tokens, whole)
		}
		for _, part := range word.Parts {
			pos++
			e := a.lookup(lang, part.Text)
			tokens = append(tokens, Token{Term: e.term, Pos: pos, Start: part.Start, End: part.End})
			if visit != nil {
				visit(part.Text, e.parts)
			}
		}
	}
	return tokens
}

// Term gives the term of one normalised word in a language.
func (a *Analyzer) Term(lang Lang, word string) string { return a.lookup(lang, word).term }

// Parts gives the stems of the parts of a Swedish compound, nil for other words. See Lexicon.Split.
func (a *Analyzer) Parts(word string) []string { return a.lookup(Swedish, word).parts }

// Leaves gives the stems of the innermost parts of a Swedish compound.
func (a *Analyzer) Leaves(word string) []string { return a.lexicon.Leaves(word) }

func (a *Analyzer) lookup(lang Lang, word string) entry {
	if lang == Plain {
		return entry{term: word}
	}
	key := cacheKey{lang, word}
	a.mu.RLock()
	e, ok := a.cache[key]
	a.mu.RUnlock()
	if ok {
		return e
	}
	key.word = strings.Clone(word) // a piece of a text would keep the whole text in memory
	e = entry{term: stem(lang, key.word)}
	if lang == Swedish {
		e.parts = a.lexicon.Split(key.word)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.cache) >= maxCache {
		clear(a.cache)
	}
	a.cache[key] = e
	return e
}
