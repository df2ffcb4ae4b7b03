package instrument

import "slices"

// A Migration tells what became of each answer when answers moved to another version of a pack.
// Every answer is in exactly one of the lists.
type Migration struct {
	From    string     `json:"from"` // version
	To      string     `json:"to"`
	Kept    []string   `json:"kept"`    // same question, same meaning
	Recheck []Recheck  `json:"recheck"` // kept, and marked to be looked over
	Aside   []SetAside `json:"aside"`   // not carried over; the answer is in the report
	New     []string   `json:"new"`     // questions of the new version that the old one did not have
}

// A RecheckReason says why an answer must be looked over.
type RecheckReason string

// Why an answer must be looked over.
const (
	RecheckVersion RecheckReason = "version" // the question's version was raised
	RecheckOptions RecheckReason = "options" // options were added or removed
	RecheckLabel   RecheckReason = "label"   // the words were changed without a new version
	RecheckMarked  RecheckReason = "marked"  // it was marked already
)

// A Recheck is an answer that was carried over and must be looked over.
type Recheck struct {
	Question string        `json:"question"`
	Reason   RecheckReason `json:"reason"`
}

// An AsideReason says why an answer could not be carried over.
type AsideReason string

// Why an answer could not be carried over.
const (
	AsideRemoved AsideReason = "removed" // the question is gone
	AsideType    AsideReason = "type"    // the question is of another type
	AsideInvalid AsideReason = "invalid" // the answer does not fit any more, such as an option that is gone
	AsideUnknown AsideReason = "unknown" // neither version has the question
)

// A SetAside is an answer that was not carried over. It is here so that nothing is lost.
type SetAside struct {
	Question string      `json:"question"`
	Reason   AsideReason `json:"reason"`
	Answer   Answer      `json:"answer"`
}

// Migrate carries answers from one version of a pack to another by the ids of the questions,
// which are stable for ever. An answer whose question has changed is kept and marked for
// recheck: it counts, but it is listed as missing and blocks "nothing found" until somebody
// has looked it over. What cannot be carried over is in the report. The answers given are not
// changed.
func Migrate(from, to *Pack, answers Answers) (Answers, Migration) {
	moved := NewAnswers(to)
	report := Migration{
		From: from.Version, To: to.Version,
		Kept: []string{}, Recheck: []Recheck{}, Aside: []SetAside{}, New: []string{},
	}
	for _, id := range answers.IDs() {
		answer := answers.Items[id]
		if reason := cannotCarry(from, to, id, answer); reason != "" {
			report.Aside = append(report.Aside, SetAside{id, reason, answer})
			continue
		}
		before, known := from.Question(id)
		after, _ := to.Question(id)
		reason := RecheckVersion // an answer to a question the old version lacked
		if known {
			reason = changed(before, after, answer)
		}
		if reason == "" {
			report.Kept = append(report.Kept, id)
		} else {
			answer.Recheck = true
			report.Recheck = append(report.Recheck, Recheck{id, reason})
		}
		moved.Items[id] = answer
	}
	for _, q := range to.Questions {
		if _, before := from.Question(q.ID); !before && q.Answerable() {
			report.New = append(report.New, q.ID)
		}
	}
	return moved, report
}

// cannotCarry tells why an answer has no place in the new version; empty when it has.
func cannotCarry(from, to *Pack, id string, answer Answer) AsideReason {
	before, had := from.Question(id)
	after, has := to.Question(id)
	switch {
	case !had && !has:
		return AsideUnknown
	case !has:
		return AsideRemoved
	case had && before.Type != after.Type && answer.State == Answered && !sameAnswers(before, after):
		return AsideType
	}
	check := answerCheck{question: after, limits: DefaultLimits()}
	wasFit := answerCheck{question: before, limits: DefaultLimits()}
	if !check.check(answer, id) && (!had || wasFit.check(answer, id)) {
		return AsideInvalid
	}
	return ""
}

// sameAnswers tells whether two types hold the same kind of answer: one may grow into the other.
func sameAnswers(before, after Question) bool {
	texts := []QuestionType{TypeText, TypeLongText}
	choices := []QuestionType{TypeChoice, TypeYesPartlyNo}
	both := func(types []QuestionType) bool {
		return slices.Contains(types, before.Type) && slices.Contains(types, after.Type)
	}
	return both(texts) || both(choices)
}

// changed tells why the answer must be looked over; empty when it need not.
func changed(before, after Question, answer Answer) RecheckReason {
	switch {
	case before.Version != after.Version || before.Type != after.Type:
		return RecheckVersion
	case answer.Recheck:
		return RecheckMarked
	case !sameOptions(before, after):
		return RecheckOptions
	case before.Label != after.Label:
		return RecheckLabel
	}
	return ""
}

// sameOptions compares which options there are; order and words may differ.
func sameOptions(before, after Question) bool {
	a, b := before.optionIDs(), after.optionIDs()
	slices.Sort(a)
	slices.Sort(b)
	if !slices.Equal(a, b) || len(before.Fields) != len(after.Fields) {
		return false
	}
	for i, field := range before.Fields {
		other, ok := after.field(field.ID)
		if !ok || other.Type != field.Type || !sameOptions(before.Fields[i], other) {
			return false
		}
	}
	return true
}
