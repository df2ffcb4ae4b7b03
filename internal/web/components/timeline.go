package components

// Timeline is what has happened, in the order given.
type Timeline struct {
	Label  string
	Events []Event
}

// Event is one thing that happened.
type Event struct {
	Date    string // machine-readable: "2026-05-04" or shorter
	When    string // as it is read; the date itself when empty
	Title   string
	Href    string
	Text    string
	Content []Component
	Future  bool // has not happened yet
}

// Template names the component's template.
func (Timeline) Template() string { return "timeline" }
