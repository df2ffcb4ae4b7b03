package instrument

// A State says where a question stands. Unanswered is never the same as no risk.
type State string

// The states. In FEEL, state("q") gives them as strings.
const (
	Answered      State = "answered"
	Unanswered    State = "unanswered"
	NotApplicable State = "not_applicable" // with a reason
	DoNotKnow     State = "do_not_know"
	Hidden        State = "hidden"       // its condition is false; an answer is kept but does not count
	Shown         State = "shown"        // information that is shown; there is nothing to answer
	Undetermined  State = "undetermined" // its condition waits for other answers; not a value of state()
)
