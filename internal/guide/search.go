package guide

import (
	"strings"
	"unicode"

	"github.com/tillit-se/tillit/content"
)

// SearchWords are the words of a query, folded for comparison.
func SearchWords(query string) []string { return strings.Fields(fold(query)) }

// Match tells whether a step holds every word, in its title, lead, text, result or demands, and gives the demands that do alone. No words
// match every step.
func Match(step content.Step, language string, words []string) (demands []string, ok bool) {
	if len(words) == 0 {
		return nil, true
	}
	text := step.Text(language)
	whole := text.Title + "\n" + text.Lead + "\n" + step.Result.In(language)
	if text.Body.Root != nil {
		whole += "\n" + text.Body.Plain()
	}
	for _, d := range step.Demands {
		said := d.Text.In(language)
		whole += "\n" + said
		if holds(fold(said), words) {
			demands = append(demands, said)
		}
	}
	for _, m := range step.Mistakes {
		whole += "\n" + m.Title.In(language) + "\n" + m.Where.In(language) + "\n" + m.What.In(language)
	}
	return demands, holds(fold(whole), words)
}

// Find gives the steps that hold every word: first those that do in title or lead, each kind in the guide's order.
func Find(g content.Guide, language string, words []string) []content.Step {
	var first, rest []content.Step
	for _, step := range g.Steps {
		text := step.Text(language)
		if _, ok := Match(step, language, words); !ok {
			continue
		}
		if holds(fold(text.Title+"\n"+text.Lead), words) {
			first = append(first, step)
		} else {
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
