package search

import "time"

// Result is the answer to a query.
type Result struct {
	Total       int                       // all hits, counted, never estimated
	Page, Limit int                       // what was given, after defaults
	Facets      map[string]map[string]int // facet → code → hits; a facet with choices is counted as if it had none
	Hits        []Hit                     // this page
	Suggestion  string                    // the query with misspelt words replaced; empty when there is nothing to suggest
	Widened     []string                  // words that nothing visible contains, and whose parts were searched for instead
	Shortened   bool                      // the query was longer than is searched for
	Took        time.Duration
}

// Hit is one document of a result.
type Hit struct {
	ID           string
	Kind         string
	Visibility   string
	Lang         string    // language of Title
	Title        string    // the title as text
	Marked       []Segment // the title with the words that were found
	Organisation string
	Fragments    []Fragment // where the words were found, best first; without words, the beginning of the summary
	Updated      time.Time
	Version      int64
	Score        float32 // only comparable within one result
}

// Fragment is a piece of one of the document's texts.
type Fragment struct {
	Field       Field
	Lang        string
	Segments    []Segment
	StartsLater bool // text was left out before
	EndsEarlier bool // text was left out after
}

// Segment is plain text, to be escaped by whoever shows it. Mark tells that it was searched for.
type Segment struct {
	Text string
	Mark bool
}
