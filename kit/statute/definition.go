package statute

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Term is a word or phrase that a text defines, or the name of a crime that it sets a penalty for.
type Term struct {
	Term string `json:"term"`
	// Start and End are bytes of the unit's text.
	Start int `json:"start"`
	End   int `json:"end"`
}

// longestTerm is the longest term, in bytes; what is longer is no term but a sentence.
const longestTerm = 100

// longestDefinition is the longest paragraph that is searched for a term, in bytes.
const longestDefinition = 4000

func firstSize(s string) int {
	_, size := utf8.DecodeRuneInString(s)
	return size
}

// defineTerms finds the terms that sections define. Texts define in five ways: "I denna lag avses med" and then paragraphs, points or rows
// that begin with the term; "Med X avses i denna lag"; "X (term)." in parentheses; and "döms för X till böter".
func defineTerms(root *Unit) {
	for u := range root.All() {
		if u.Kind == Section {
			defineIn(u)
		}
	}
}

func defineIn(section *Unit) {
	listing := false
	for _, u := range section.Children {
		if u.Kind != Paragraph {
			continue
		}
		switch {
		case opensDefinitions(u.Text):
			listing = true
			defineListed(u)
		case listing:
			define(u, leadingTerm(u.Text))
			defineListed(u)
		default:
			if term := runningTerm(u.Text); term.Term != "" {
				u.Terms = []Term{term}
			}
		}
	}
}

// define adds a term that a text begins with.
func define(u *Unit, term string) {
	if term != "" {
		u.Terms = []Term{{term, 0, len(term)}}
	}
}

// defineListed finds the terms that points and rows begin with. The first row is a heading when it says so.
func defineListed(u *Unit) {
	for _, list := range u.Children {
		for i, entry := range list.Children {
			switch {
			case entry.Kind == Item:
				define(entry, leadingTerm(entry.Text))
			case len(entry.Children) > 1 && entry.Children[0].col == 0 && (i > 0 || !columnHeading(entry.Children[0].Text)):
				if text := entry.Children[0].Text; len(text) <= longestTerm && text != "" {
					define(entry.Children[0], text)
				}
			}
		}
	}
}

func columnHeading(text string) bool {
	switch text {
	case "Beteckning", "Begrepp", "Term", "Uttryck", "Ord", "Ord och uttryck", "Benämning", "Definition":
		return true
	}
	return false
}

// opensDefinitions reports whether a paragraph leads definitions in.
func opensDefinitions(text string) bool {
	rest, ok := strings.CutPrefix(text, "I ")
	if !ok {
		return false
	}
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "denna "), "detta ")
	word, rest, _ := strings.Cut(rest, " ")
	switch word {
	case "lag", "lagen", "förordning", "förordningen", "balk", "balken", "paragraf", "paragrafen", "kapitel", "kapitlet":
	default:
		return false
	}
	for _, verb := range [...]string{"avses med", "betyder", "används följande", "förstås med", "menas med"} {
		if strings.HasPrefix(rest, verb) {
			return true
		}
	}
	return false
}

// leadingTerm returns the term that a text begins with: up to a colon or a dash with spaces.
func leadingTerm(text string) string {
	colon, dash := strings.Index(text, ":"), strings.Index(text, " - ")
	if en := strings.Index(text, " – "); en >= 0 && (dash < 0 || en < dash) {
		dash = en
	}
	at := colon
	if at < 0 || dash >= 0 && dash < at {
		at = dash
	}
	if at <= 0 || at > longestTerm || at+1 < len(text) && at == colon && text[at+1] != ' ' || strings.Contains(text[:at], ".") {
		return ""
	}
	return text[:at]
}

// runningTerm finds a term in running text.
func runningTerm(text string) Term {
	if len(text) > longestDefinition {
		return Term{}
	}
	if rest, ok := strings.CutPrefix(text, "Med "); ok {
		for _, verb := range [...]string{" avses i denna ", " förstås i denna ", " avses i detta ", " förstås i detta "} {
			if at := strings.Index(rest, verb); at > 0 && isTerm(rest[:at]) {
				return termAt(text, len("Med "), len("Med ")+at)
			}
		}
	}
	if term := crime(text); term.Term != "" {
		return term
	}
	for at := 0; ; {
		open := strings.IndexByte(text[at:], '(')
		if open < 0 {
			return Term{}
		}
		open += at + 1
		end := strings.Index(text[open:], ").")
		if end > 0 && isTerm(text[open:open+end]) && strings.IndexFunc(text[open:open+end], unicode.IsDigit) < 0 {
			return termAt(text, open, open+end)
		}
		at = open
	}
}

// crime finds the name of a crime: "döms för mord till fängelse", "För miljöbrott döms till böter".
func crime(text string) Term {
	if !strings.Contains(text, "döm") {
		return Term{}
	}
	for _, verb := range [...]string{"döms", "dömes", "dömas"} {
		for from := 0; ; {
			at := strings.Index(text[from:], verb+" ")
			if at < 0 {
				break
			}
			at += from
			from = at + len(verb) + 1
			rest := strings.TrimPrefix(text[from:], "han ")
			if name, ok := strings.CutPrefix(rest, "för "); ok {
				if end := penalty(name, " till "); end > 0 && isTerm(name[:end]) {
					start := len(text) - len(name)
					return termAt(text, start, start+end)
				}
			}
			if penalty(" "+rest, " till ") != 0 {
				continue
			}
			if open := lastFor(text[:at]); open >= 0 && isTerm(text[open:at-1]) {
				return termAt(text, open, at-1)
			}
		}
	}
	return Term{}
}

// penalty returns where "till böter" or "till fängelse" stands first, or -1.
func penalty(text, word string) int {
	first := -1
	for _, kind := range [...]string{"böter", "fängelse"} {
		if at := strings.Index(text, word+kind); at >= 0 && (first < 0 || at < first) {
			first = at
		}
	}
	return first
}

// lastFor returns where the words after the last "för " begin, or -1.
func lastFor(text string) int {
	for _, word := range [...]string{" för ", "För "} {
		if at := strings.LastIndex(text, word); at >= 0 && (word == " för " || at == 0) {
			return at + len(word)
		}
	}
	return -1
}

// isTerm reports whether a text is three to fifty letters and spaces.
func isTerm(text string) bool {
	n := utf8.RuneCountInString(text)
	return n >= 3 && n <= 50 && strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != ' ' && r != '-' }) < 0
}

func termAt(text string, start, end int) Term { return Term{text[start:end], start, end} }
