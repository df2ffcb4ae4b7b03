// Package names knows which Swedish words are names: given names with how many bear them, surnames by list and by the way they are built,
// places, authorities and organisations, and which words are common words when written in lower case.
//
//	info := names.Lookup([]byte("Svenssons"))
//	info.Has(names.Surname)  // true
//	info.Has(names.Genitive) // true: found without its s
//
// A lookup folds case, joins letters with combining marks (NFD), skips soft hyphens and zero-width characters, and tries the word without a
// genitive s. It says what a word can be, never what it is in a sentence: Björn is a given name and an animal, and only context tells. That
// is the work of kit/mask/tagger.
//
// # Where the lists come from
//
// Given names with bearers: SCB, population statistics of 2020-12-31, tilltalsnamn with at least ten bearers. Municipalities and counties: SCB.
// Localities: hising/svensk-data. Authorities: SCB's register of authorities. All four as gathered by peterdalle/svensktext. Surnames and names
// of the world: persons of klintan/swedish-ner-corpus (CC BY 4.0), @faker-js/faker (MIT), humannames (MIT), and our own list of common
// Swedish surnames. Names of countries: Unicode CLDR through golang.org/x/text. Common words: counted in Svensk författningssamling (official
// texts) and in the same corpus. data/README.md says more.
//
// What may not live here: anything that reads more than one word, and any list of real people with first and last name together.
package names
