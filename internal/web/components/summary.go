package components

import "strconv"

func itoa(n int) string { return strconv.Itoa(n) }

// State is how far a question has been answered. The four are told apart everywhere.
type State string

// The states.
const (
	Answered      State = ""
	Unanswered    State = "unanswered"
	DoNotKnow     State = "do_not_know"
	NotApplicable State = "not_applicable"
)

// SummaryList is a list of facts: what is asked to the left, the answer to the right, a link to change it.
type SummaryList struct {
	Heading string
	ID      string // of the heading, for tables of contents
	Rows    []SummaryRow
}

// SummaryRow is one fact.
type SummaryRow struct {
	Key     string
	Value   []Component
	State   State
	Reason  string // why it is not applicable, or not known
	Actions []Link
	Way     Component // in place of Actions: a button, where the answers travel in a form
}

// Template names the component's template.
func (SummaryList) Template() string { return "summary-list" }

// Fact is the most common row: a key and a text. An empty text is unanswered.
func Fact(key, text string) SummaryRow {
	if text == "" {
		return SummaryRow{Key: key, State: Unanswered}
	}
	return SummaryRow{Key: key, Value: []Component{Prose{Value: text}}}
}

// HasActions tells whether any row can be changed.
func (s SummaryList) HasActions() bool {
	for _, row := range s.Rows {
		if len(row.Actions) > 0 || row.Way != nil {
			return true
		}
	}
	return false
}
