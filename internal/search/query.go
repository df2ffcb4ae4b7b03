package search

import (
	"strings"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/search/analysis"
)

// Sort is the order of the hits.
type Sort string

// The orders. Relevance without words to weigh is the same as Updated. Equal hits come by id.
const (
	ByRelevance Sort = "relevance"
	ByUpdated   Sort = "updated" // newest first
	ByTitle     Sort = "title"
)

// Limits of a query.
const (
	DefaultLimit  = 20
	MaxLimit      = 100
	MaxWindow     = 10_000 // page × limit
	MaxQueryBytes = 1_000  // what stands after is not searched for, and Result.Shortened tells
	maxClauses    = 20
	maxPrefixes   = 3 // of one query; each reads a part of the dictionary
)

// Query is one search. The zero value asks for the first page of everything, and sees nothing: Visible must be given.
type Query struct {
	Text    string              // what was typed; see Parse
	Kind    string              // only documents of this kind; empty means all
	Lang    string              // the viewer's language: which texts a hit shows, and a small weight in ranking
	Facets  map[string][]string // chosen codes: any of them within a facet, and all facets
	Sort    Sort                // empty means ByRelevance
	Page    int                 // from 1; 0 means 1
	Limit   int                 // hits per page, at most MaxLimit; 0 means DefaultLimit
	Visible []string            // what the viewer may see: Public and OrganisationVisibility of each of one's own
	Count   []string            // facets to count; nil means all
}

// Clause is one thing that a document must (or must not) contain.
type Clause struct {
	Words  []analysis.Word // more than one for a phrase
	Phrase bool            // the words stand next to each other, in this order, as written in quotes
	Prefix bool            // the word only begins so: sekretess*
	Not    bool            // the document must not contain it: -chatbot
	Raw    string          // as typed, without quotes and signs
	Start  int             // where Raw stands in the text, in bytes
}

// Parsed is the text of a query, read.
type Parsed struct {
	Clauses   []Clause
	Text      string // the text that was read
	Shortened bool   // the text was longer than is searched for
	Blank     bool   // nothing was typed: everything is asked for
}

// Parse reads what was typed. All words must be found; "words in quotes" next to each other; -word must not be found;
// word* is the beginning of a word. Everything else is plain words: no input is an error.
func Parse(text string) Parsed {
	p := Parsed{Text: strings.ToValidUTF8(text, " ")}
	if len(p.Text) > MaxQueryBytes {
		p.Text, p.Shortened = cutText(p.Text, MaxQueryBytes), true
	}
	p.Blank = strings.TrimSpace(p.Text) == ""
	for pos := 0; pos < len(p.Text); {
		r, size := utf8.DecodeRuneInString(p.Text[pos:])
		if isSpace(r) {
			pos += size
			continue
		}
		pos = p.readChunk(pos)
	}
	p.bound()
	p.dropStopWords()
	return p
}

// bound lets go of clauses that are too many, and tells.
func (p *Parsed) bound() {
	prefixes := 0
	kept := make([]Clause, 0, min(len(p.Clauses), maxClauses))
	for _, c := range p.Clauses {
		prefixes += boolInt(c.Prefix)
		if len(kept) == maxClauses || c.Prefix && prefixes > maxPrefixes {
			p.Shortened = true
			continue
		}
		kept = append(kept, c)
	}
	p.Clauses = kept
}

// readChunk reads one quoted phrase or one run without spaces, and gives where it ends.
func (p *Parsed) readChunk(pos int) int {
	not := false
	if p.Text[pos] == '-' && pos+1 < len(p.Text) && p.Text[pos+1] != '-' {
		not = true
		pos++
	}
	r, size := utf8.DecodeRuneInString(p.Text[pos:])
	if isQuote(r) {
		if end, after, ok := closingQuote(p.Text, pos+size); ok {
			p.addPhrase(pos+size, end, not)
			return after
		}
		return pos + size // a quote that is never closed is no quote
	}
	end := pos
	for end < len(p.Text) {
		r, size := utf8.DecodeRuneInString(p.Text[end:])
		if isSpace(r) || isQuote(r) {
			break
		}
		end += size
	}
	if end == pos {
		return pos + size
	}
	p.addWords(pos, end, not)
	return end
}

func (p *Parsed) addPhrase(start, end int, not bool) {
	words := analysis.Tokenize(p.Text[start:end])
	if len(words) > 0 {
		p.Clauses = append(p.Clauses, Clause{Words: words, Phrase: true, Not: not, Raw: p.Text[start:end], Start: start})
	}
}

// addWords adds each word of a run: a run may hold several, as in och/eller. A star after the last makes it a prefix.
func (p *Parsed) addWords(start, end int, not bool) {
	run := p.Text[start:end]
	words := analysis.Tokenize(run)
	for i, word := range words {
		c := Clause{Words: []analysis.Word{word}, Not: not, Raw: run[word.Start:word.End], Start: start + word.Start}
		if i == len(words)-1 && strings.HasPrefix(run[word.End:], "*") && len(word.Parts) == 1 {
			c.Prefix = utf8.RuneCountInString(word.Parts[0].Text) >= 2
		}
		p.Clauses = append(p.Clauses, c)
	}
}

// dropStopWords takes away plain stop words when there is anything else to search for.
func (p *Parsed) dropStopWords() {
	kept := make([]Clause, 0, len(p.Clauses))
	demands := false
	for _, c := range p.Clauses {
		if !c.isStop() {
			kept = append(kept, c)
			demands = demands || !c.Not
		}
	}
	if demands {
		p.Clauses = kept
	}
}

func (c *Clause) isStop() bool {
	return !c.Phrase && !c.Prefix && !c.Not && c.Words[0].Joined == "" && analysis.IsStop(c.Words[0].Parts[0].Text)
}

func isSpace(r rune) bool { return r <= ' ' || r == '\u00a0' || r == '\u2028' || r == '\u3000' }

func isQuote(r rune) bool {
	switch r {
	case '"', '”', '“', '„', '»', '«':
		return true
	}
	return false
}

func closingQuote(text string, pos int) (end, after int, ok bool) {
	for i, r := range text[pos:] {
		if isQuote(r) {
			return pos + i, pos + i + utf8.RuneLen(r), true
		}
	}
	return 0, 0, false
}

func cutText(s string, limit int) string {
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}
