package legalref

import "strings"

// titled is an act known by its title alone: "lagen (2024:114) om clearing och avveckling av betalningar".
type titled struct {
	act   Target
	class string
	words []string // of the title, in small letters, as many as are kept
}

const (
	keptWords  = 6   // words of a title that are kept
	leastWords = 3   // words that must be the same, with "om"
	keptTitles = 300 // titles that are remembered; the oldest give way
)

// learnTitle remembers the title that stands after the number of an act. That of an amending act says little, and is not kept.
func (p *parser) learnTitle(phrase actPhrase) {
	words := p.titleWords(phrase.next)
	if phrase.form != phraseAnonymous || len(words) < 2 || words[1] == "ändring" || words[1] == "införande" || words[1] == "upphävande" {
		return
	}
	for _, known := range p.titles {
		if known.act == phrase.act {
			return
		}
	}
	if len(p.titles) == keptTitles {
		p.titles = p.titles[1:]
	}
	p.titles = append(p.titles, titled{phrase.act, phrase.class, words})
}

// titleWords are the words of a title at token i, up to the first sign.
func (p *parser) titleWords(i int) []string {
	if !p.title(i) {
		return nil
	}
	var words []string
	for at := i; len(words) < keptWords && p.at(at).kind == tokenWord && p.gapBefore(at) == gapSpace; at++ {
		words = append(words, strings.ToLower(p.word(at)))
	}
	return words
}

// byTitle is the act whose title stands at token i, when exactly one that has been named begins so.
func (p *parser) byTitle(i int, class string) Target {
	words := p.titleWords(i)
	var found Target
	best := 0
	for _, known := range p.titles {
		same := 0
		for same < len(words) && same < len(known.words) && words[same] == known.words[same] {
			same++
		}
		whole := same == len(known.words) && same > 1 && len(known.words) < keptWords
		if known.class != class || same < leastWords && !whole || same < best {
			continue
		}
		if same == best {
			return Target{} // two acts begin so
		}
		found, best = known.act, same
	}
	return found
}
