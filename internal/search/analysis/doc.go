// Package analysis turns text into the terms that the search index stores and looks up.
//
// It knows Swedish and English: words are cut out of the text, normalised (NFC, lower case, å ä ö é kept as letters of
// their own), stemmed, and, for Swedish, split where they are compounds of words that the corpus knows. The same code
// runs when a text is indexed, when a query is read and when a hit is highlighted, so the three always agree.
//
// The package knows nothing of documents, fields, visibility or files. Lexicons are values: learn one from texts, keep
// its serialised form, and build an Analyzer on it.
package analysis

// Version names this generation of the analysis. Change it with every change that gives other terms for the same text:
// an index built with another version is rebuilt.
const Version = 2
