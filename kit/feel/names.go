package feel

import (
	"fmt"
	"strings"
)

// FEEL lets names hold spaces and operator signs, so where a name ends depends
// on which names are declared: "monthly income - tax" is one name, two names
// and a minus, or three. Names are kept as sequences of words, and the longest
// declared name that the tokens spell wins.

// word is one token of a name. White space between tokens is no part of a name
// (DMN 1.5 sections 10.3.1.4 and 10.3.1.6): where a-b is declared, a - b means
// it too, and (a) - (b) is the subtraction. The space is kept for printing.
type word struct {
	text  string
	space bool
}

type symbolKind uint8

const (
	symGlobal symbolKind = iota
	symHost
	symBuiltin
	symLocal
	symField // an entry of the item of the filter around
)

// symbol is what a name stands for.
type symbol struct {
	kind  symbolKind
	index int // slot, or number of the function
	typ   Type
	name  string
	item  int // symField: the slot of the item
}

// nameTable finds declared names by their first word.
type nameTable struct {
	byFirst map[string][]declared
}

type declared struct {
	words []word
	sym   symbol
}

func (t *nameTable) add(words []word, s symbol) {
	if t.byFirst == nil {
		t.byFirst = make(map[string][]declared)
	}
	first := words[0].text
	t.byFirst[first] = append(t.byFirst[first], declared{words, s})
}

// longest returns the declared name that the tokens from i on spell with the
// most words, and how many tokens it takes; 0 when there is none.
func (t *nameTable) longest(tokens []token, i int) (symbol, int) {
	var best symbol
	n, asWritten := 0, false
	for _, d := range t.byFirst[tokens[i].text] {
		if len(d.words) < n || !spells(tokens, i, d.words) {
			continue
		}
		// Among equals the one with the same white space wins, and then the
		// one declared last hides the others.
		alike := spacedAlike(tokens, i, d.words)
		if len(d.words) > n || alike || !asWritten {
			best, n, asWritten = d.sym, len(d.words), alike
		}
	}
	return best, n
}

func spacedAlike(tokens []token, i int, words []word) bool {
	for k, w := range words {
		if k > 0 && tokens[i+k].space != w.space {
			return false
		}
	}
	return true
}

func spells(tokens []token, i int, words []word) bool {
	if i+len(words) > len(tokens) {
		return false
	}
	for k, w := range words {
		t := tokens[i+k]
		if t.text != w.text || t.kind == tokString {
			return false
		}
	}
	return true
}

// splitName turns a declared name into words, or says why it is no name.
func splitName(name string) ([]word, error) {
	tokens, err := lex(name)
	if err != nil {
		return nil, fmt.Errorf("%q is no name: %w", name, err)
	}
	tokens = tokens[:len(tokens)-1]
	if len(tokens) == 0 || tokens[0].kind != tokName {
		return nil, fmt.Errorf("%q is no name: a name begins with a letter or _", name)
	}
	if len(tokens) == 1 && reserved[name] {
		return nil, fmt.Errorf("%q is no name: the word has a meaning in FEEL", name)
	}
	words := make([]word, len(tokens))
	for i, t := range tokens {
		if !mayJoinName(t) {
			return nil, fmt.Errorf("%q is no name: it holds %q", name, t.text)
		}
		words[i] = word{t.text, t.space && i > 0}
	}
	return words, nil
}

// mayJoinName tells whether a token may stand inside a name (DMN 1.5 grammar
// rules 27, 28 and 30). A question mark may, but a name that begins with it
// cannot be told from the input of unary tests.
func mayJoinName(t token) bool {
	switch t.kind {
	case tokName, tokNumber:
		return true
	case tokOp:
		return strings.Contains(". / - ' ’ + * ** ?", t.text)
	}
	return false
}

func joinName(words []word) string {
	var b strings.Builder
	for _, w := range words {
		if w.space {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return b.String()
}

// tokensName joins source tokens into a name with single spaces.
func tokensName(tokens []token) string {
	words := make([]word, len(tokens))
	for i, t := range tokens {
		words[i] = word{t.text, t.space && i > 0}
	}
	return joinName(words)
}

// reserved are the words that cannot be names by themselves.
var reserved = map[string]bool{
	"for": true, "return": true, "if": true, "then": true, "else": true, "some": true, "every": true,
	"satisfies": true, "in": true, "and": true, "or": true, "between": true, "instance": true,
	"function": true, "external": true, "true": true, "false": true, "null": true,
}

// Closest suggests which of the candidates a mistyped name may mean: one that
// differs in a letter, or two in a long name; "" when none is so near.
func Closest(name string, candidates []string) string { return closest(name, candidates) }

// closest suggests a declared name that is a typing error away, or two in a
// long name.
func closest(name string, candidates []string) string {
	best, bestDistance := "", 1+max(1, min(2, len(name)/4))
	for _, c := range candidates {
		if len(c) > len(name)+2 || len(name) > len(c)+2 || len(name) > 60 {
			continue
		}
		if d := editDistance(name, c); d < bestDistance && d < len(name) {
			best, bestDistance = c, d
		}
	}
	return best
}

func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
