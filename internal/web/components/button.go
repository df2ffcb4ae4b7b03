package components

// ButtonKind is how much a button asks for attention.
type ButtonKind string

// The kinds of button. A page has one primary button at most.
const (
	Primary   ButtonKind = ""
	Secondary ButtonKind = "secondary"
	Quiet     ButtonKind = "quiet"
	Danger    ButtonKind = "danger" // what cannot be undone
)

// Button sends a form, or is a link that looks like one when Href is set (only for the way into a task).
type Button struct {
	Label  string
	Kind   ButtonKind
	Href   string
	Hidden string // said by screen readers after the label: "Ändra" + "syfte"
	Name   string // sent with the form, to tell which of several buttons was pressed
	Value  string
}

// Template names the component's template.
func (Button) Template() string { return "button" }

// Buttons is a row of buttons, and links for the ways out.
type Buttons struct {
	Buttons []Button
	Links   []Link
}

// Template names the component's template.
func (Buttons) Template() string { return "buttons" }
