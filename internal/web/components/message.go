package components

// Problem is one line of the error summary: the same words as at the field, and the way there.
type Problem struct {
	Path string // of the field; empty when the problem is with the whole
	Text string
}

// ID is the id of the field at fault.
func (p Problem) ID() string { return FieldID(p.Path) }

// ErrorSummary lists what must be put right. It takes the focus when the page loads.
type ErrorSummary struct{ Problems []Problem }

// Template names the component's template.
func (ErrorSummary) Template() string { return "error-summary" }

// NoticeKind is what a notice is about; each kind has its own word and mark.
type NoticeKind string

// The kinds of notice.
const (
	Information NoticeKind = ""
	Success     NoticeKind = "success"
	Warning     NoticeKind = "warning"
)

// Notice tells something that the reader must not miss. A success is said aloud when the page loads.
type Notice struct {
	Kind  NoticeKind
	Title string
	Text  string
	Body  []Component
}

// Template names the component's template.
func (Notice) Template() string { return "notice" }

// EmptyState stands where a list would have been: what is not there, why, and what to do.
type EmptyState struct {
	Title string
	Text  string
	Links []Link
}

// Template names the component's template.
func (EmptyState) Template() string { return "empty-state" }
