package components

// Direction is how a column is sorted now.
type Direction string

// The directions. A column that can be sorted but is not has NotSorted.
const (
	NotSorted  Direction = ""
	Ascending  Direction = "ascending"
	Descending Direction = "descending"
)

// Table is rows and columns under a caption. It scrolls sideways on a narrow screen.
type Table struct {
	ID      string // needed once there are two on a page; "table" when empty
	Caption string
	Heads   []Head
	Rows    [][]Cell
	Note    string // below: where the figures come from
}

// Head is a column's head. With SortHref it is a link that sorts by the column; the address is the whole list's state.
type Head struct {
	Label    string
	SortHref string
	Sorted   Direction
	Numeric  bool
}

// Cell is one cell: a text, a component, or a number when Numeric and neither. Header makes it the head of its row.
type Cell struct {
	Text    string
	Count   int
	Content Component
	Header  bool
	Numeric bool
}

// Template names the component's template.
func (Table) Template() string { return "table" }

// Anchor is the id of the caption.
func (t Table) Anchor() string {
	if t.ID == "" {
		return "table"
	}
	return t.ID
}
