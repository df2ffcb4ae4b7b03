// Package mask finds personal data in Swedish text.
//
//	finder, err := mask.NewFinder(mask.Options{})
//	spans := finder.Find(nil, []byte("Anna Svensson, 811218-9876, ringde från 070-174 06 05."))
//
// gives three spans: a person, a personnummer and a phone number, each with class, score, byte offsets and the evidence for it.
// A value with a wrong check digit, an odd separator or an invisible character inside is a hit too: a mistyped personnummer
// is still somebody's.
//
// # How it works
//
// One pass over the text skips eight bytes at a time to digits, "@" and ":" (skip.go). Digits with little between them are one run (run.go), whatever
// script they are written in (glyph.go). Rules look at every chunk of a run: numbers.go, lettered.go, phone.go, money.go, prefixed.go, street.go, postal.go,
// casenumber.go, dates.go; net.go and hexgroups.go look at the rest. Each rule gives a score for the shape and the check digit, and weighs it with the
// words around (context.go, cue.go) or the head of the table's column (tablehead.go). Names come from the lists and their neighbours
// (words.go, person.go, neighbour.go), from kit/mask/tagger on sentences that may hold one, and from a second look for names seen before
// (document.go). weigh.go weighs what the lists say against the tagger's silence. At last resolve.go chooses among readings that overlap; what loses is kept as an alternative.
//
// # Text
//
// Find reads UTF-8, and bytes that are no UTF-8 do it no harm; but text in another encoding hides its letters from it. Let [DecodeText] read what
// may be UTF-16 or worse. Long text is cut into windows by the caller, see [MaxMatch]; a [Document] remembers names between them.
//
// # What may not live here
//
// Hiding (kit/mask/hide), rules for one value (kit/mask/identifier), lists (kit/mask/names), the statistical model (kit/mask/tagger), measuring
// (kit/mask/score). No value found is ever kept, logged or put in an error. The standard library's regexp is not used: it reads 2 MB/s.
package mask
