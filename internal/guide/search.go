package guide

import (
	"strings"
	"unicode"

	"github.com/tillit-se/tillit/content"
)

// SearchWords are the words of a query, folded for comparison.
func SearchWords(query string) []string { return strings.Fields(fold(query)) }

// Index is the guide's texts, folded once, so that a search only looks. It is immutable.
type Index struct {
	guide content.Guide
	texts map[string]map[string]folded // by language and step
}

// folded is what a search looks at in a step.
type folded struct {
	head    string // title and lead
	whole   string // these, the text, the result, the demands and the mistakes
	demands []foldedDemand
}

type foldedDemand struct{ said, folded string }

// NewIndex folds a guide in both languages.
func NewIndex(g content.Guide) *Index {
	x := &Index{guide: g, texts: map[string]map[string]folded{}}
	for _, language := range [...]string{"sv", "en"} {
		texts := map[string]folded{}
		for _, step := range g.Steps {
			texts[step.ID] = foldStep(step, language)
		}
		x.texts[language] = texts
	}
	return x
}

func foldStep(step content.Step, language string) folded {
	text := step.Text(language)
	f := folded{head: fold(text.Title + "\n" + text.Lead)}
	whole := text.Title + "\n" + text.Lead + "\n" + step.Result.In(language)
	if text.Body.Root != nil {
		whole += "\n" + text.Body.Plain()
	}
	for _, d := range step.Demands {
		said := d.Text.In(language)
		whole += "\n" + said
		f.demands = append(f.demands, foldedDemand{said, fold(said)})
	}
	for _, m := range step.Mistakes {
		whole += "\n" + m.Title.In(language) + "\n" + m.Where.In(language) + "\n" + m.What.In(language)
	}
	f.whole = fold(whole)
	return f
}

// Match tells whether a step holds every word, in its title, lead, text, result, demands or mistakes, and gives the demands that do
// alone. No words match every step.
func (x *Index) Match(step, language string, words []string) (demands []string, ok bool) {
	if len(words) == 0 {
		return nil, true
	}
	text := x.texts[language][step]
	for _, d := range text.demands {
		if holds(d.folded, words) {
			demands = append(demands, d.said)
		}
	}
	return demands, holds(text.whole, words)
}

// Find gives the steps that hold every word: first those that do in title or lead, each kind in the guide's order.
func (x *Index) Find(language string, words []string) []content.Step {
	var first, rest []content.Step
	for _, step := range x.guide.Steps {
		text := x.texts[language][step.ID]
		switch {
		case holds(text.head, words):
			first = append(first, step)
		case holds(text.whole, words):
			rest = append(rest, step)
		}
	}
	return append(first, rest...)
}

func holds(folded string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(folded, w) {
			return false
		}
	}
	return true
}

// plainLetters are letters with marks that Swedish does not count as letters of their own, and what they are sorted and searched as.
var plainLetters = strings.NewReplacer("é", "e", "è", "e", "ê", "e", "ë", "e", "á", "a", "à", "a", "â", "a", "ü", "y", "û", "u", "ú", "u", "ù", "u",
	"ó", "o", "ò", "o", "ô", "o", "õ", "o", "ñ", "n", "ç", "c", "í", "i", "ì", "i", "î", "i", "ï", "i", "æ", "ä", "ø", "ö")

// fold makes small letters of all, keeps å, ä and ö apart from a and o as Swedish does, and takes signs for spaces.
func fold(text string) string {
	return plainLetters.Replace(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return ' '
	}, text))
}
