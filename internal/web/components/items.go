package components

// Items are things of one kind with facts about each: the parties of a system, its risks, its sources.
type Items struct{ Items []Item }

// Item is one thing. Rows may be empty.
type Item struct {
	Title Component
	Rows  []SummaryRow
}

// Template names the component's template.
func (Items) Template() string { return "items" }
