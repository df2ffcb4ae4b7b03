package components

// FacetGroup is one filter of a list: checkboxes with the number of hits behind each. It stands in a GET form.
type FacetGroup struct {
	Name    string // query parameter
	Label   string
	Options []FacetOption
	Open    bool
}

// FacetOption is one value of a filter.
type FacetOption struct {
	Value   string
	Label   string
	Count   int
	Checked bool
}

// Template names the component's template.
func (FacetGroup) Template() string { return "facet-group" }

// Chosen is the number of options that are checked.
func (f FacetGroup) Chosen() int {
	n := 0
	for _, option := range f.Options {
		if option.Checked {
			n++
		}
	}
	return n
}

// OptionID is the id of the i:th checkbox.
func (f FacetGroup) OptionID(i int) string { return FieldID(f.Name) + "-" + itoa(i+1) }

// Filters are the filters in force, each a link that takes it away.
type Filters struct {
	Links     []Link // Label is the filter's value, Href the list without it
	ClearHref string
}

// Template names the component's template.
func (Filters) Template() string { return "filters" }

// SearchBox is a search form of one field. Hidden carries the rest of the list's state.
type SearchBox struct {
	ID     string
	Action string
	Name   string
	Label  string
	Value  string
	Hidden []Hidden
}

// Hidden is a value that a form carries along unseen.
type Hidden struct{ Name, Value string }

// Template names the component's template.
func (SearchBox) Template() string { return "search-box" }

// Hit is one record in a list of hits.
type Hit struct {
	Title   string
	Href    string
	Lang    string    // of title and text, when not the page's
	Heading Component // the title with marked words; the title itself where nil
	Marks   []Component
	Owner   string
	Text    Component // summary, with marked words
	Origin  string    // "Sammanställt av Tillit ur öppna källor …"
	Details []string  // short facts in a row
}

// Template names the component's template.
func (Hit) Template() string { return "hit" }

// KeyFigures are a few numbers, each a link to the list that it counts.
type KeyFigures struct{ Figures []KeyFigure }

// KeyFigure is one number.
type KeyFigure struct {
	Count int
	Label string
	Href  string
}

// Template names the component's template.
func (KeyFigures) Template() string { return "key-figures" }
