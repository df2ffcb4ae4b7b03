package content

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// leastStem is how many letters a stem of a term of law has at least, so that none covers half the language.
const leastStem = 5

// lawTerms are stems of terms of law in one language, in small letters. A nil value covers nothing.
type lawTerms []string

// cover tells whether the word begins with a stem: an inflection of the term, or a compound that it leads.
func (t lawTerms) cover(word string) bool {
	if len(t) == 0 {
		return false
	}
	word = strings.ToLower(strings.TrimLeftFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }))
	for _, stem := range t {
		if strings.HasPrefix(word, stem) {
			return true
		}
	}
	return false
}

// lawTermList is law_terms.yaml: one entry per term, with its stems in each language.
type lawTermList struct {
	Terms []struct {
		SV []string `yaml:"sv"`
		EN []string `yaml:"en"`
	} `yaml:"terms"`
}

// lawTerms reads the stems of the established terms of law, by language. A sentence on a provision must keep such a term, for an easier
// word would mean something else; so its length is not held against the sentence, and only there. The file's head tells what belongs in it.
// A stem that is too short, or not in small letters, is an error.
func (l Library) lawTerms() (map[string]lawTerms, error) {
	var list lawTermList
	doc, err := l.read(lawTermsFile, &list)
	if err != nil {
		return nil, err
	}
	all := map[string]lawTerms{}
	var problems []Problem
	for i, term := range list.Terms {
		for language, stems := range map[string][]string{"sv": term.SV, "en": term.EN} {
			if len(stems) == 0 {
				problems = append(problems, doc.problem(at("terms", i), "the term has no stem in %s; write it in both languages", language))
			}
			for j, stem := range stems {
				if fault := stemFault(stem); fault != "" {
					problems = append(problems, doc.problem(at("terms", i, language, j), "the stem %q %s", stem, fault))
				}
			}
			all[language] = append(all[language], stems...)
		}
	}
	if len(problems) > 0 {
		return nil, &DecodeError{Problems: problems}
	}
	return all, nil
}

// stemFault says what is wrong with a stem, and is empty of a sound one.
func stemFault(stem string) string {
	if utf8.RuneCountInString(stem) < leastStem {
		return fmt.Sprintf("is shorter than %d letters, and would cover words that are no terms", leastStem)
	}
	if stem != strings.ToLower(stem) || strings.ContainsFunc(stem, unicode.IsSpace) {
		return "must be one word in small letters"
	}
	return ""
}
