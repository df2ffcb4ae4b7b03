package components

// Marked is text in a line with the words that were searched for marked.
type Marked struct {
	Pieces []Piece
	Lang   string // when it is not the page's
	Later  bool   // text was left out before
	Cut    bool   // text was left out after
}

// Piece is plain text; Mark tells that it was searched for.
type Piece struct {
	Text string
	Mark bool
}

// Template names the component's template.
func (Marked) Template() string { return "marked" }
