package hide

import "github.com/tillit-se/tillit/kit/mask/names"

// listedGenitive tells whether the lists of names, or the way surnames are built, say that a word is a name with genitive s.
func listedGenitive(word string) bool {
	return names.Lookup([]byte(word)).Has(names.Genitive)
}
