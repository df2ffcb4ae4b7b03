package instrument

import (
	"encoding/json"
	"sort"
)

// Answers are the answers to one instrument. They hold whatever was given: also answers to
// hidden questions, to questions the pack lacks, and values of the wrong type. What does not
// fit is reported by [Answers.Check] and never dropped.
type Answers struct {
	Instrument string            // the pack's id; empty: not said
	Version    string            // the pack's version; empty: not said
	Items      map[string]Answer // by question id
	file       string
	at         positions
}

// An Answer is what was answered to one question, or in one cell of a group.
type Answer struct {
	// State is Answered, DoNotKnow, NotApplicable or, with only a comment, Unanswered.
	State State
	// Value by question type: string for text, long_text, choice, yes_partly_no, evidence and
	// date (ISO); []string for choices; Decimal for number; []Row for group. A value read from
	// a file that is none of these stays as encoding/json gives it.
	Value   any
	Reason  string // why the question is not applicable
	Comment string
	Recheck bool // the question has changed since it was answered, see [Migrate]
}

// A Row is one row of a group: an answer per field id.
type Row map[string]Answer

// Value is an answer with a value.
func Value(v any) Answer { return Answer{State: Answered, Value: v} }

// NewAnswers gives empty answers for a pack.
func NewAnswers(pack *Pack) Answers {
	return Answers{Instrument: pack.ID, Version: pack.Version, Items: map[string]Answer{}}
}

// IDs gives the ids that have an answer of any kind, sorted.
func (a Answers) IDs() []string {
	ids := make([]string, 0, len(a.Items))
	for id := range a.Items {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	return ids
}

type answersJSON struct {
	Instrument string            `json:"instrument"`
	Version    string            `json:"version"`
	Answers    map[string]Answer `json:"answers"`
}

type answerJSON struct {
	State   State  `json:"state,omitempty"`
	Value   any    `json:"value,omitempty"`
	Reason  string `json:"reason,omitempty"`
	Comment string `json:"comment,omitempty"`
	Recheck bool   `json:"recheck,omitempty"`
}

// MarshalJSON writes the answers in the form that [ParseAnswers] reads.
func (a Answers) MarshalJSON() ([]byte, error) {
	items := a.Items
	if items == nil {
		items = map[string]Answer{}
	}
	return json.Marshal(answersJSON{a.Instrument, a.Version, items})
}

// MarshalJSON leaves the state out where the value says it.
func (a Answer) MarshalJSON() ([]byte, error) {
	out := answerJSON(a)
	if a.State == Answered && a.Value != nil {
		out.State = ""
	}
	return json.Marshal(out)
}

// MarshalJSON writes a cell that is only a value as that value.
func (r Row) MarshalJSON() ([]byte, error) {
	cells := make(map[string]any, len(r))
	for id, cell := range r {
		cells[id] = cell
		if cell.State == Answered && cell.Value != nil && cell.Comment == "" && !cell.Recheck {
			cells[id] = cell.Value
		}
	}
	return json.Marshal(cells)
}
