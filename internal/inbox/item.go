package inbox

import "time"

// Kind says what a message is about.
type Kind string

// The kinds.
const (
	ErrorReport Kind = "error_report" // something in a public record is wrong
	ReuseWish   Kind = "reuse_wish"   // somebody wants to reuse a system
)

// State says whether a message has been dealt with.
type State string

// The states.
const (
	Open    State = "open"
	Handled State = "handled"
)

// Subject is what a message is about: a kind ("system") and the id of a record.
type Subject struct {
	Kind string
	ID   string
	Name string // as it was called when the message came
}

// Message is what somebody sends to an organisation.
type Message struct {
	OrganisationID string
	Kind           Kind
	Subject        Subject
	Body           string // at most 5,000 characters
	Contact        string // how to answer, in the sender's own words; may be empty
	Sender         string // the organisation that writes; may be empty
	Public         bool   // from somebody who was not logged in
}

// Item is a message in the inbox.
type Item struct {
	ID string
	Message
	Masked     bool // something that looked like a personnummer was masked before the message was kept
	State      State
	ReceivedAt time.Time
	HandledAt  time.Time // zero while Open
	HandledBy  string    // account id
	Outcome    string    // what was done, in the handler's words
	Revision   int64
}

// Filter narrows a list.
type Filter struct {
	State  State // empty is all
	Kind   Kind  // empty is all
	Limit  int   // 1 to 100; 0 is 20
	Offset int
}
