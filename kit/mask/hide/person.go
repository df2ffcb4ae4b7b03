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

// fitsFull: the same surname, and the given names of one begin those of the other.
func fitsFull(e *entity, n name) bool {
	if e.words[len(e.words)-1] != n.surname() {
		return false
	}
	known, given := e.words[:len(e.words)-1], n.words[:len(n.words)-1]
	if allInitials(known) {
		return fitsInitials(n.words, e.words)
	}
	shorter := min(len(known), len(given))
	return slices.Equal(known[:shorter], given[:shorter])
}

// fitsInitials: the same surname, and each letter begins the given name in its place.
func fitsInitials(full, lettered []string) bool {
	known, letters := full[:len(full)-1], lettered[:len(lettered)-1]
	if full[len(full)-1] != lettered[len(lettered)-1] || len(known) == 0 {
		return false
	}
	for i, letter := range letters[:min(len(known), len(letters))] {
		if !strings.HasPrefix(known[i], letter) {
			return false
		}
	}
	return true
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
	made, err := t.add(entity{class: mask.Person, key: n.key(), display: display, words: n.words, ambiguous: candidates})
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
