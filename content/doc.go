// Package content holds the packs that Tillit ships with: the provisions of
// law that questions and records point at, the systems gathered from open
// sources, the code lists, the words that search treats as equal, and the
// public bodies that the systems belong to. All of it is data in YAML, in
// Swedish and English, embedded in the binary.
//
// What lives here: the files, the Go types that mirror them, strict decoding
// with line numbers, and [Check], which finds what a schema cannot (a code that
// no list has, a missing language, a provision given twice).
//
// What may not live here: rules about how a record is published or an
// assessment answered (those are the features'), and anything that imports
// internal packages. Nothing is decoded until a caller asks, and nothing is
// kept: callers that read often keep the result themselves, for example in a
// sync.OnceValues.
package content
