// Package search is one index over everything public and everything mine.
//
// It is derived: all that it holds can be built again from the features that own the records. It knows no feature; a
// feature's record reaches it as a Document, and a page's search box as a Query. Bleve's scorch keeps the words, the
// postings and the stored texts on disk; this package decides how text becomes words (package analysis), who may see
// what, how hits are ranked, counted, marked and sorted, and how the index follows the change log.
//
// Visibility is part of every step. Before anything is counted, weighed, suggested or shown, it is intersected with
// what the viewer may see, so that a result is the same whether or not documents exist that the viewer may not see.
//
// What may not live here: SQL, HTTP, HTML, and rules about who belongs to which organisation.
package search
