package hide

import "github.com/tillit-se/tillit/kit/mask/names"

// listedGenitive tells whether the lists of names, or the way surnames are built, say that a word is a name with genitive s.
func listedGenitive(word string) bool {
	return names.Lookup([]byte(word)).Has(names.Genitive)
}

// commonBearers is the weight of a given name with at least 128 bearers; see names.Info.
const commonBearers = 5

// listedName tells whether a word is a given name as it stands, such as Anders, whatever stands in it without its s.
func listedName(word string) bool {
	info := names.Lookup([]byte(word))
	return info.Has(names.Given) && !info.Has(names.Genitive) && info.GivenWeight >= commonBearers
}
