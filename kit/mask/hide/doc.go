// Package hide replaces the personal data that package mask finds: it removes, blacks out, labels, generalises, shifts dates, or puts keyed
// tokens and format-preserving pseudonyms in their place, as a profile says, and restores what is restorable.
//
//	profile, err := hide.Embedded("language_model")
//	masker, err := hide.New(hide.Config{Profile: profile})
//	result, err := masker.Begin().Mask([]byte("Anna Svensson ringde. Svenssons ärende är klart."))
//	// [PERSON 1] ringde. [PERSON 1]s ärende är klart.
//
// A Masker is what a profile and keys amount to; a Document is one text, or several that shall share pseudonyms, and holds the table of who
// is who. The same person has the same pseudonym however the name is written; a name that may be two persons' gets one of its own and is
// reported as ambiguous.
//
// Everything here fails closed: an error means that nothing of the text concerned may be used. Errors, reports and hits never hold a value
// that was found.
//
// Three words are kept apart. Removing and blacking out is masking, and cannot be undone. Labels, tokens and format-preserving numbers are
// pseudonymisation: with the mapping or the key it can be undone, and the text is still personal data (GDPR 4.5). Anonymisation is not
// claimed by anything here.
//
// No file is opened and nothing is logged by this package, but for the key and mapping files that a caller names.
package hide
