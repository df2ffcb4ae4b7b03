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

// listed tells whether a word is any name at all as it stands.
func listed(word string) bool {
	info := names.Lookup([]byte(word))
	return info.Has(names.Given|names.Surname|names.World|names.Built) && !info.Has(names.Genitive)
}

// surnameFirst tells whether a name is written as in registers, Svensson Anna: the first word can be a surname and no given name, and the last
// is a given name and no surname.
func surnameFirst(first, last string) bool {
	a, b := names.Lookup([]byte(first)), names.Lookup([]byte(last))
	return a.GivenWeight == 0 && a.Has(names.Surname|names.Built|names.World) && !a.Has(names.Particle) &&
		b.GivenWeight >= commonBearers && !b.Has(names.Surname|names.Built|names.Genitive)
}

// givenFirst tells whether a line of names begins with a given name that is no surname.
func givenFirst(word string) bool {
	info := names.Lookup([]byte(word))
	return info.GivenWeight >= commonBearers && !info.Has(names.Surname|names.Built)
}
