package components

// Comparison shows two versions side by side, field by field, with changed words marked and said.
type Comparison struct {
	ID      string
	Caption string
	Before  string // head of the left column: "Version 3, 4 maj 2026"
	After   string
	Rows    []Compared
}

// Compared is one field in both versions.
type Compared struct {
	Label  string
	Before string
	After  string
}

// Template names the component's template.
func (Comparison) Template() string { return "comparison" }

// Anchor is the id of the caption.
func (c Comparison) Anchor() string {
	if c.ID == "" {
		return "comparison"
	}
	return c.ID
}

// Changed is the number of fields that differ.
func (c Comparison) Changed() int {
	n := 0
	for _, row := range c.Rows {
		if row.Changed() {
			n++
		}
	}
	return n
}

// Changed tells whether the field differs.
func (c Compared) Changed() bool { return c.Before != c.After }

// Left are the words of the version before: unchanged and removed ones.
func (c Compared) Left() []Segment { return without(Diff(c.Before, c.After), Added) }

// Right are the words of the version after: unchanged and added ones.
func (c Compared) Right() []Segment { return without(Diff(c.Before, c.After), Removed) }

func without(all []Segment, change Change) []Segment {
	var kept []Segment
	for _, segment := range all {
		if segment.Change != change {
			kept = append(kept, segment)
		}
	}
	return kept
}

// Conflict is shown when somebody else has saved while the reader was writing: both versions, and the two ways on. The form
// sends everything the reader wrote again with the newer revision; the link drops it.
type Conflict struct {
	Who        string // who saved, or empty
	When       string // "4 maj 2026 14:02"
	Comparison Comparison
	Action     string   // where the form is sent
	Hidden     []Hidden // the reader's own version and the new revision
	LatestHref string   // the saved version
	EditHref   string   // where the reader can edit on from the saved version; may be empty
}

// Template names the component's template.
func (Conflict) Template() string { return "conflict" }
