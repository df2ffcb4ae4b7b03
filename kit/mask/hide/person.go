package hide

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tillit-se/tillit/kit/mask"
)

// persons resolves names to persons. Full names make persons; initials, single names and shorter forms are the person they fit, if they fit
// one only. What fits several is an entity of its own, flagged: to guess would put one person's words in another's mouth.
type persons struct {
	full  map[string]*entity   // by all words
	word  map[string][]*entity // persons by each of their words
	fuzzy map[string]resolved  // shorter forms, as they were resolved last
}

// resolved is a shorter form and the number of persons it fitted then.
type resolved struct {
	to   *entity
	fits int
}

func newPersons() persons {
	return persons{full: map[string]*entity{}, word: map[string][]*entity{}, fuzzy: map[string]resolved{}}
}

// knows tells whether a word is a part of a person's name.
func (p *persons) knows(word string) bool { return len(p.word[word]) > 0 }

// addPersons takes in the names of a text, or of a window of it, before any of them is resolved: the fullest first, so that shorter forms
// find the full name wherever in the text it stands.
func (t *entities) addPersons(names []name, display func(i int) string) error {
	order := make([]int, len(names))
	full := map[string]name{}
	for i, n := range names {
		order[i] = i
		if weight(n) > initialed {
			full[n.key()] = n
		}
	}
	shared := map[string]int{} // words and how many different full names hold them
	for _, n := range full {
		for _, word := range n.words {
			shared[word]++
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return weight(names[b]) - weight(names[a]) })
	for _, i := range order {
		var err error
		switch n := names[i]; {
		case weight(n) > initialed:
			err = t.addFull(n, display(i), shared)
		case weight(n) == initialed:
			_, err = t.person(n, display(i))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// initialed is the weight of a name whose given names are letters.
const initialed = 1

// weight is how much a name says: 0 for a single one, more for every word of a full one.
func weight(n name) int {
	switch {
	case n.single():
		return 0
	case n.initials:
		return initialed
	}
	return len(n.words)
}

// addFull takes in a full name. A name with fewer given names is the same person's as one with more, when there is only one such; and so
// is a single name that stood before, when no other full name has it.
func (t *entities) addFull(n name, display string, shared map[string]int) error {
	p := &t.persons
	if p.full[n.key()] != nil {
		return nil
	}
	if err := t.form(); err != nil {
		return err
	}
	candidates := p.sharing(n, func(e *entity, n name) bool {
		if len(e.words) == 1 {
			return shared[e.words[0]] == 1 && len(p.word[e.words[0]]) == 1
		}
		return fitsFull(e, n)
	})
	if len(candidates) == 1 {
		p.full[n.key()] = candidates[0]
		p.learn(candidates[0], n, display)
		return nil
	}
	made, err := t.add(entity{class: mask.Person, key: n.key(), display: display, words: n.words, ambiguous: candidates})
	if err != nil {
		return err
	}
	p.full[n.key()] = made
	p.index(made, n.words)
	return nil
}

// sharing are the persons who share a word of the name and fit.
func (p *persons) sharing(n name, fits func(e *entity, n name) bool) []*entity {
	var found []*entity
	for _, word := range n.words {
		for _, e := range p.word[word] {
			if e.ambiguous == nil && !slices.Contains(found, e) && fits(e, n) {
				found = append(found, e)
			}
		}
	}
	return found
}

// fitsFull: the words of one stand in the other, in the same order, as people leave out given names and one of two surnames. A hyphen is no
// difference.
func fitsFull(e *entity, n name) bool {
	if allInitials(e.words[:len(e.words)-1]) {
		return fitsInitials(n.words, e.words)
	}
	shorter, longer := e.words, n.words
	if len(shorter) > len(longer) {
		shorter, longer = longer, shorter
	}
	return within(shorter, longer) || strings.ReplaceAll(e.key, "-", " ") == strings.ReplaceAll(n.key(), "-", " ")
}

// within tells whether all words of the shorter name stand in the longer one, in the same order.
func within(shorter, longer []string) bool {
	for _, word := range longer {
		if len(shorter) > 0 && shorter[0] == word {
			shorter = shorter[1:]
		}
	}
	return len(shorter) == 0
}

// fitsInitials: the same surname, and the letters begin given names in the same order. Letters beyond the names that are known say nothing.
func fitsInitials(full, lettered []string) bool {
	known, letters := full[:len(full)-1], lettered[:len(lettered)-1]
	if full[len(full)-1] != lettered[len(lettered)-1] || len(known) == 0 {
		return false
	}
	var parts []string // Anna-Karin has two letters
	for _, word := range known {
		parts = append(parts, strings.Split(word, "-")...)
	}
	if len(letters) > len(parts) {
		letters = letters[:len(parts)]
	}
	for _, word := range parts {
		if len(letters) > 0 && strings.HasPrefix(word, letters[0]) {
			letters = letters[1:]
		}
	}
	return len(letters) == 0
}

func allInitials(words []string) bool {
	for _, word := range words {
		if utf8.RuneCountInString(word) > 1 {
			return false
		}
	}
	return len(words) > 0
}

// learn lets a person be known by a fuller name.
func (p *persons) learn(e *entity, n name, display string) {
	if len(n.words) > len(e.words) || allInitials(e.words[:len(e.words)-1]) {
		e.words, e.key, e.display = n.words, n.key(), display
	}
	p.index(e, n.words)
}

func (p *persons) index(e *entity, words []string) {
	for _, word := range words {
		if !slices.Contains(p.word[word], e) {
			p.word[word] = append(p.word[word], e)
		}
	}
}

// person is the entity of a name, when the names around it have been added.
func (t *entities) person(n name, display string) (*entity, error) {
	p := &t.persons
	if weight(n) > initialed {
		return p.full[n.key()], nil
	}
	candidates := p.sharing(n, func(e *entity, n name) bool { return n.single() || fitsInitials(e.words, n.words) })
	before, seen := p.fuzzy[n.key()]
	switch {
	case seen && before.to.ambiguous != nil && len(candidates) > 1:
		before.to.ambiguous = candidates
		return before.to, nil
	case seen && (before.fits == len(candidates) || len(candidates) == 0):
		return before.to, nil
	case len(candidates) == 1:
		return t.remember(n, candidates[0], 1)
	}
	made, err := t.add(entity{class: mask.Person, key: n.key(), display: display, words: n.words, ambiguous: candidates, earlier: before.to})
	if err != nil {
		return nil, err
	}
	if len(candidates) == 0 {
		p.index(made, n.words)
		return t.remember(n, made, 1)
	}
	made.key = "?" + made.key // so that its token is not that of a person known by this name alone
	return t.remember(n, made, len(candidates))
}

func (t *entities) remember(n name, e *entity, fits int) (*entity, error) {
	if err := t.form(); err != nil {
		return nil, err
	}
	t.persons.fuzzy[n.key()] = resolved{e, fits}
	return e, nil
}
