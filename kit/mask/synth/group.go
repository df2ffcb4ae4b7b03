package synth

import (
	"fmt"
	"math/rand/v2"

	"github.com/tillit-se/tillit/kit/mask/names"
)

// Groups are the groups of names that quality is measured for, beside the locales of names.Origins.
func Groups() []string { return []string{"women", "men", "common", "rare", "words", "unlisted"} }

// Only makes the writer draw all persons from one group:
//
//	women, men   given names borne by women or men in Sweden, as often as they are borne, with Swedish surnames
//	common       the commonest given names and surnames
//	rare         given names with fewer than 100 bearers, and surnames put together of parts
//	words        given names and surnames that are common words too: Björn, Sten, Modig
//	unlisted     surnames made of syllables, in no list, with given names as they are borne
//
// Any other group is the locale of an origin of names, such as fi or tr.
func (w *Writer) Only(group string) error {
	p := w.pool
	swedish := func(r *rand.Rand) string { return p.own[min(r.IntN(len(p.own)), r.IntN(len(p.own)))] }
	switch group {
	case "women", "men":
		list := givenOf(p.given, group == "women")
		p.group = func(r *rand.Rand) person { return person{list[min(r.IntN(len(list)), r.IntN(len(list)))], swedish(r)} }
	case "common":
		p.group = func(r *rand.Rand) person { return person{p.given[r.IntN(300)].Name, p.own[r.IntN(100)]} }
	case "rare":
		rare := p.given[len(p.given)/2:]
		p.group = func(r *rand.Rand) person {
			return person{rare[r.IntN(len(rare))].Name, pick(r, surnameFront) + pick(r, surnameBack)}
		}
	case "words":
		p.group = func(r *rand.Rand) person { return person{pick(r, wordNames), pick(r, soldiers)} }
	case "unlisted":
		p.group = func(r *rand.Rand) person { return person{p.common(r), rareSurname(r)} }
	default:
		return w.onlyOrigin(group)
	}
	return nil
}

func (w *Writer) onlyOrigin(locale string) error {
	for _, o := range w.pool.origins {
		if o.Locale == locale {
			w.pool.group = func(r *rand.Rand) person { return person{pick(r, o.First), pick(r, o.Last)} }
			return nil
		}
	}
	return fmt.Errorf("synth: there is no group %q", locale)
}

// givenOf are the names that nearly all bearers of are women, or men, the commonest first.
func givenOf(list []names.GivenName, women bool) []string {
	var kept []string
	for _, g := range list {
		if women && g.Women > 10*g.Men || !women && g.Men > 10*g.Women {
			kept = append(kept, g.Name)
		}
	}
	return kept
}

// AsWritten keeps the writer from changing the case of texts.
func (w *Writer) AsWritten() { w.keepCase = true }
