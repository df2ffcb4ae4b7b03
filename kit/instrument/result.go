package instrument

import "github.com/tillit-se/tillit/kit/feel"

// A Result is what the answers to a pack amount to. The JSON names are stable.
type Result struct {
	Instrument   string           `json:"instrument"`
	Version      string           `json:"version"`
	Hash         string           `json:"hash"`         // of the pack
	Visible      []string         `json:"visible"`      // questions to show, in order
	Undetermined []string         `json:"undetermined"` // questions whose condition waits for other answers
	Missing      []Missing        `json:"missing"`
	Findings     []Finding        `json:"findings"` // most severe first, then in the order of the pack
	NothingFound bool             `json:"nothing_found"`
	Scores       []Score          `json:"scores"`
	Values       []Calculated     `json:"values"`
	Outcome      Outcome          `json:"outcome"`
	Progress     []Progress       `json:"progress"` // per section, in order
	Questions    []QuestionStatus `json:"questions"`
	Ignored      []string         `json:"ignored"`  // answers to questions the pack does not have
	Problems     Problems         `json:"problems"` // answers that do not fit, and so do not count
	Trace        []Step           `json:"trace"`    // empty unless asked for
}

// A MissingReason says why something is missing.
type MissingReason string

// Why something is missing.
const (
	ReasonUnanswered   MissingReason = "unanswered"   // shown, and has no answer
	ReasonDoNotKnow    MissingReason = "do_not_know"  // something rests on it
	ReasonIncomplete   MissingReason = "incomplete"   // a row of the group lacks a cell
	ReasonInvalid      MissingReason = "invalid"      // the answer does not fit the question
	ReasonRecheck      MissingReason = "recheck"      // the question changed after the answer was given
	ReasonUndetermined MissingReason = "undetermined" // it waits for what is in Needs
	ReasonNull         MissingReason = "null"         // the expression gives no value although all is answered
)

// A MissingKind says what kind of thing is missing.
type MissingKind string

// What can be missing.
const (
	MissingQuestion MissingKind = "question"
	MissingFinding  MissingKind = "finding"
	MissingScore    MissingKind = "score"
	MissingOutcome  MissingKind = "outcome"
)

// A Missing is something that must be answered, or cannot be decided until it is.
type Missing struct {
	Kind   MissingKind   `json:"kind"`
	ID     string        `json:"id"`
	Reason MissingReason `json:"reason"`
	Needs  []string      `json:"needs,omitempty"`  // questions it waits for
	Detail string        `json:"detail,omitempty"` // for authors of packs, in English
}

// A Force says whether the rule behind a finding applies on the day of the evaluation.
type Force string

// Whether a rule applies.
const (
	ForceAlways Force = "always"  // no date is given
	InForce     Force = "applies" // the date has come
	NotYet      Force = "not_yet" // the finding is of low severity until the date
	ForceUnsure Force = "unsure"  // no day was given to [Evaluate]; it counts as applying
)

// A Finding is something that the answers raise.
type Finding struct {
	ID           string       `json:"id"`
	Severity     Severity     `json:"severity"`     // low while the rule does not apply yet
	Declared     Severity     `json:"declared"`     // as the pack says
	Question     string       `json:"question"`     // the question it stands under; empty: across questions
	On           string       `json:"on,omitempty"` // the answer or state that raised it
	Text         Text         `json:"text"`
	Action       Text         `json:"action,omitzero"`
	Provisions   []string     `json:"provisions"`
	Force        Force        `json:"force"`
	AppliesFrom  string       `json:"applies_from,omitempty"`
	DisputedFrom []string     `json:"disputed_from,omitempty"` // other readings of the date
	Answers      []ReadAnswer `json:"answers"`                 // the answers behind it
	Condition    string       `json:"condition,omitempty"`
}

// A ReadAnswer is an answer that a condition read.
type ReadAnswer struct {
	Question string `json:"question"`
	State    State  `json:"state"`
	Value    any    `json:"value,omitempty"`
	Label    Text   `json:"label,omitzero"` // of the chosen options
}

// A Score is a number that the answers give.
type Score struct {
	ID       string   `json:"id"`
	Title    Text     `json:"title"`
	Value    *Decimal `json:"value"` // so far, when not complete; null when there is none
	Max      *Decimal `json:"max"`
	Complete bool     `json:"complete"` // no answer that is still missing can change it
	Level    *Level   `json:"level"`    // only of a complete score
	Needs    []string `json:"needs,omitempty"`
}

// A Calculated is a value of the pack.
type Calculated struct {
	ID    string     `json:"id"`
	Title Text       `json:"title,omitzero"`
	Raw   feel.Value `json:"-"`     // Value as FEEL holds it
	Value any        `json:"value"` // so far, when not known
	Known bool       `json:"known"` // no answer that is still missing can change it
	Needs []string   `json:"needs,omitempty"`
}

// An OutcomeState says whether there is an outcome.
type OutcomeState string

// The states of an outcome.
const (
	OutcomeDecided      OutcomeState = "decided"
	OutcomeUndetermined OutcomeState = "undetermined"
	OutcomeNone         OutcomeState = "none" // the pack has none, or no condition is true
)

// An Outcome is the result of the whole, and why.
type Outcome struct {
	State      OutcomeState `json:"state"`
	ID         string       `json:"id,omitempty"`
	Title      Text         `json:"title,omitzero"`
	Text       Text         `json:"text,omitzero"`
	Severity   Severity     `json:"severity,omitempty"`
	Provisions []string     `json:"provisions,omitempty"`
	Why        *Why         `json:"why,omitempty"`
	Possible   []string     `json:"possible,omitempty"` // outcomes that can still come, when undetermined
	Needs      []string     `json:"needs,omitempty"`    // questions it waits for, when undetermined
}

// A Why says what made an outcome.
type Why struct {
	Condition string       `json:"condition"`          // of the outcome, FEEL
	Answers   []ReadAnswer `json:"answers"`            // that the condition rests on
	Values    []Calculated `json:"values,omitempty"`   // that the condition names
	Scores    []Score      `json:"scores,omitempty"`   // that the condition names
	Rejected  []string     `json:"rejected,omitempty"` // outcomes before it whose condition is false
	Findings  []string     `json:"findings,omitempty"` // when the condition asks what is raised
}

// A SectionState says how far a section has come.
type SectionState string

// The states of a section.
const (
	SectionHidden       SectionState = "hidden"
	SectionUndetermined SectionState = "undetermined"
	SectionNotStarted   SectionState = "not_started"
	SectionStarted      SectionState = "started"
	SectionDone         SectionState = "done" // every visible question that counts has an answer or a state
)

// A Progress counts the questions of a section. Information and hidden questions are not counted.
type Progress struct {
	Section       string       `json:"section"`
	State         SectionState `json:"state"`
	Total         int          `json:"total"`    // visible questions
	Answered      int          `json:"answered"` // complete, with a value
	DoNotKnow     int          `json:"do_not_know"`
	NotApplicable int          `json:"not_applicable"`
	Unanswered    int          `json:"unanswered"` // of them Optional may be left
	Optional      int          `json:"optional"`   // unanswered and optional
	Recheck       int          `json:"recheck"`
	Undetermined  int          `json:"undetermined"` // not in Total
}

// A QuestionStatus says where one question stands, and why it is shown or not.
type QuestionStatus struct {
	ID      string   `json:"id"`
	Section string   `json:"section"`
	State   State    `json:"state"`             // Undetermined while it is not known whether it is shown
	Kept    bool     `json:"kept,omitempty"`    // there is an answer that does not count, since the question is not shown
	When    string   `json:"when,omitempty"`    // its condition, or its section's where that decides
	Because []string `json:"because,omitempty"` // questions the condition reads
	Needs   []string `json:"needs,omitempty"`   // questions it waits for, when undetermined
}

// A Truth is how a condition came out.
type Truth string

// How a condition can come out.
const (
	True   Truth = "true"
	False  Truth = "false"
	Unsure Truth = "undetermined"
	Worked Truth = "value" // a value or score, which is no condition
)

// A Step is one expression as it was worked out.
type Step struct {
	Path        string       `json:"path"`   // in the pack, for example questions[3].when
	Source      string       `json:"source"` // FEEL
	Result      Truth        `json:"result"`
	Value       any          `json:"value,omitempty"`
	Reads       []ReadAnswer `json:"reads,omitempty"`
	Needs       []string     `json:"needs,omitempty"`
	Diagnostics []string     `json:"diagnostics,omitempty"`
}
