// Package mask finds personal data in Swedish text.
//
//	finder, err := mask.NewFinder(mask.Options{})
//	spans := finder.Find(nil, []byte("Anna Svensson, 19811218-9876, ringde från 070-174 06 05."))
//
// gives three spans: a person, a personnummer and a phone number, each with class, score, byte offsets and the evidence for it.
// A value with a wrong check digit, an odd separator or an invisible character inside is a hit too: a mistyped personnummer
// is still somebody's.
package mask
