// Package synth writes Swedish sentences of the kinds that public administration does, with the names in them marked: letters, decisions,
// minutes, journal notes, forms, tables. They teach a tagger what news text does not hold, and test it.
//
// Every name is put together by chance from lists and from the parts that surnames are made of; that it is borne by someone is chance too.
// The same seed writes the same sentences. Templates and fillers are our own (data/); names come from kit/mask/names.
package synth
