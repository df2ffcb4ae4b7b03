package names

// Flags say what a word can be.
type Flags uint16

// What a word can be. A word can be several things.
const (
	Given        Flags = 1 << iota // a given name borne in Sweden
	Surname                        // a surname of a list
	World                          // a name, first or last, somewhere in the world
	Place                          // a municipality, locality, county, province, country, or large city
	PlacePart                      // a word of a place of several words: Upplands, Nya
	Organisation                   // an authority, party, company, paper or club
	OrgPart                        // a word of an organisation of several words
	Common                         // a word that is written in lower case in running text
	Women                          // a given name that most bearers of are women
	Men                            // a given name that most bearers of are men
	Genitive                       // found without its last s
	Built                          // built like a surname: Lind-ström, Karls-son
	Particle                       // af, von, de, van, bin: stands inside names
	City                           // a town somewhere in the world
	Derived                        // in no list, but made of common words: an inflected form, or a compound
)

// Info is what the lists say about one word.
type Info struct {
	Flags Flags
	// GivenWeight is how many bear the given name: 0 none, else 1 + log2(bearers/8), at most 15.
	GivenWeight uint8
	// CommonWeight is how often the common word was seen in lower case: 0 never, else 1 + log2(times), at most 15.
	CommonWeight uint8
}

// Has tells whether the word can be any of f.
func (i Info) Has(f Flags) bool { return i.Flags&f != 0 }

// Ambiguity is how much of the word's use is as a common word rather than as a given name, 0 to 1: near 0 for Anna, near 1 for Du. It is
// 0 for a word that is no given name. The counts come from different kinds of text: use it to rank, not as a probability.
func (i Info) Ambiguity() float32 {
	if !i.Has(Given) || i.CommonWeight == 0 {
		return 0
	}
	return float32(i.CommonWeight) / float32(i.CommonWeight+i.GivenWeight)
}

// Lookup says what the lists know of a word: one word, in any case, with or without genitive s. A word may hold hyphens
// (Anna-Karin); it is looked up whole. It allocates nothing and may be called from any number of goroutines.
func Lookup(word []byte) Info {
	if len(word) == 0 || len(word) > maxWord {
		return Info{}
	}
	full, stem := hashes(word)
	t := lists()
	info := t.get(full)
	last := word[len(word)-1]
	if (last == 's' || last == 'S') && len(word) > 3 && !info.Has(Given|Surname|Place|Organisation) {
		info = genitive(info, t.get(stem))
	}
	if info.Flags&(Given|Place|Common) == 0 {
		info = t.morphology(info, word)
	}
	return info
}

// maxWord is the longest word that is looked up, in bytes.
const maxWord = 64

// genitive joins what is known of a word in s with what is known of it without the s.
func genitive(whole, stem Info) Info {
	const proper = Given | Surname | World | Place | Organisation | City
	if stem.Flags&proper == 0 {
		return whole
	}
	whole.Flags |= stem.Flags&(proper|Women|Men|PlacePart|OrgPart) | Genitive
	whole.GivenWeight = stem.GivenWeight
	return whole
}

// morphology adds Built where the word, or the word without its genitive s, is made like a surname, and Derived where it is made of common
// words.
func (t *table) morphology(info Info, word []byte) Info {
	var buf [maxWord + 8]byte
	folded := Fold(buf[:0], word)
	switch n := len(folded); {
	case builtLikeSurname(folded):
		info.Flags |= Built
	case n > 5 && folded[n-1] == 's' && builtLikeSurname(folded[:n-1]):
		info.Flags |= Built | Genitive
	case info.Flags&(Surname|Organisation) == 0 && t.derived(folded):
		info.Flags |= Derived
	}
	return info
}
