package instrument

import (
	"context"
	"time"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/feel"
)

// Options say what [Evaluate] needs beside pack and answers.
type Options struct {
	// Today is the day of the evaluation: what today() gives in conditions, and what
	// applies_from is compared with. When it is zero, Clock is asked, in UTC. Without
	// either, findings count as applying, and today() is no use in conditions.
	Today date.Date
	Clock func() time.Time
	// Limits bound the work; zero fields mean the default.
	Limits Limits
	// Trace asks for every expression as it was worked out, in [Result.Trace].
	Trace bool
}

// Evaluate works out what the answers amount to. It is a pure function: the same pack,
// answers and options give the same result. It reads no clock but the one it is given.
//
// Unanswered questions and those answered with do not know are unknown. An expression that
// needs an unknown answer is undetermined, whatever FEEL would make of null; "and", "or" and
// "if" are decided as soon as the known part decides them, and so are state("q"), q = null and
// q != null. Hidden questions and those that are not applicable are known to be null, so that
// q = "x" is false for them. Where FEEL makes null of a known null, as in q > 3, the condition
// is not met when q is hidden, and stays undetermined when q is not applicable.
//
// A question whose condition is undetermined is neither shown nor hidden; it is listed in
// Undetermined and in Missing. An answer to a question that is not shown is kept by the
// caller but never counts. An answer that does not fit its question counts as unanswered,
// and is listed in Problems.
func Evaluate(pack *Pack, answers Answers, options Options) Result {
	if pack == nil || pack.program == nil {
		return Result{Outcome: Outcome{State: OutcomeNone}}
	}
	e := newEvaluation(pack, answers, options)
	for _, ref := range e.program.order {
		switch ref.kind {
		case nodeSection:
			e.decideSection(ref.index)
		case nodeQuestion:
			e.decideQuestion(ref.index)
		case nodeValue:
			e.decideValue(ref.index)
		case nodeScore:
			e.decideScore(ref.index)
		}
	}
	return e.result()
}

// An evaluation is one run of Evaluate.
type evaluation struct {
	pack    *Pack
	program *program
	answers Answers
	today   date.Date
	session *feel.Session
	trace   bool
	steps   []Step

	given    []given      // what is answered, per question
	problems Problems     // with the answers
	sections []verdict    // whether each section is shown
	shown    []verdict    // whether each question is shown
	states   []State      // per question
	values   []feel.Value // per slot
	knows    []knowledge  // per slot
	slotOf   map[slotRef]int
	worked   calculations
}

// knowledge is how much is known of a slot, and which questions it waits for otherwise.
type knowledge struct {
	how   feel.Knowledge
	needs []int
}

// calculations are the values and scores of one evaluation, by their index in the pack.
type calculations struct {
	values []Calculated
	scores []Score
}

// A verdict is how an expression came out.
type verdict struct {
	truth Truth
	value feel.Value
	known bool
	needs []int  // questions it waits for
	null  bool   // it gave null although everything was known
	why   string // diagnostics, when null
}

func newEvaluation(pack *Pack, answers Answers, options Options) *evaluation {
	slots := pack.program.scopes.slots
	e := &evaluation{
		pack: pack, program: pack.program, answers: answers, trace: options.Trace,
		given:    make([]given, len(pack.Questions)),
		sections: make([]verdict, len(pack.Sections)),
		shown:    make([]verdict, len(pack.Questions)),
		states:   make([]State, len(pack.Questions)),
		values:   make([]feel.Value, len(slots)),
		knows:    make([]knowledge, len(slots)),
		slotOf:   pack.program.slotOf,
		worked:   calculations{make([]Calculated, len(pack.Values)), make([]Score, len(pack.Scores))},
	}
	e.today = options.Today
	if e.today.IsZero() && options.Clock != nil {
		e.today = date.Today(options.Clock, nil)
	}
	limits := options.Limits.withDefaults()
	e.readAnswers(limits)
	e.session = feel.NewSession(context.Background(), feel.Env{
		Values: e.values, Host: e, Clock: e.clock(options.Clock),
		Limits: feel.Limits{Steps: limits.EvalSteps},
	})
	return e
}

// clock makes now() and today() agree with the day of the evaluation.
func (e *evaluation) clock(given func() time.Time) func() time.Time {
	if given != nil || e.today.IsZero() {
		return given
	}
	noon := time.Date(e.today.Year(), time.Month(e.today.Month()), e.today.Day(), 12, 0, 0, 0, time.UTC)
	return func() time.Time { return noon }
}

// KnowsSlot tells the decider how much is known of a variable.
func (e *evaluation) KnowsSlot(slot int) feel.Knowledge { return e.knows[slot].how }

// KnowsCall tells the decider whether state(q) has an answer: not while it is undetermined
// whether q is shown.
func (e *evaluation) KnowsCall(call feel.HostCall) bool {
	id, _ := call.Args[0].AsString()
	i, ok := e.pack.byID[id]
	return ok && e.states[i] != Undetermined
}

// stateValue is what state("id") gives.
func (e *evaluation) stateValue(id string) (feel.Value, error) {
	i, ok := e.pack.byID[id]
	if !ok || e.states[i] == Undetermined {
		return feel.Null, nil
	}
	return feel.String(string(e.states[i])), nil
}

// decide works out an expression.
func (e *evaluation) decide(x *expression) verdict {
	decision, err := e.session.Decide(x.decider, e)
	if err != nil {
		return verdict{truth: Unsure, null: true, why: err.Error()}
	}
	v := verdict{truth: Unsure, value: decision.Value, known: decision.Known}
	if !decision.Known {
		v.needs = e.needsOf(decision)
		return v
	}
	switch {
	case decision.Value.IsTrue():
		v.truth = True
	case decision.Value.IsFalse():
		v.truth = False
	case decision.Value.IsNull():
		v.null, v.why = true, diagnosticText(decision.Diagnostics)
	}
	return v
}

func diagnosticText(list []feel.Diagnostic) string {
	if len(list) == 0 {
		return "the expression gives null"
	}
	return list[0].String()
}

// needsOf gives the questions behind the variables and calls that stand in the way.
func (e *evaluation) needsOf(decision feel.Decision) []int {
	var needs []int
	for _, slot := range decision.Slots {
		needs = union(needs, e.knows[slot].needs)
	}
	for _, call := range decision.Calls {
		id, _ := call.Args[0].AsString()
		if i, ok := e.pack.byID[id]; ok {
			needs = union(needs, e.shown[i].needs)
		}
	}
	return needs
}

// condition works out an optional condition; without one it is true.
func (e *evaluation) condition(x *expression) verdict {
	if x == nil {
		return verdict{truth: True, known: true}
	}
	v := e.decide(x)
	switch {
	case !v.known || v.truth != Unsure:
	case v.null && e.beside(x):
		v = verdict{truth: False, known: true}
	case !v.null:
		v.null, v.why = true, "the condition gives neither true nor false"
	}
	e.record(x, v, v.truth)
	return v
}

// beside tells whether a condition that gave null did so because questions are hidden: then it
// is beside the point, and not met. An answer that is not applicable is another matter: there
// somebody was asked, and the condition stays undetermined.
func (e *evaluation) beside(x *expression) bool {
	hidden := false
	for _, i := range e.readsOf(x) {
		hidden = hidden || e.states[i] == Hidden
		if e.states[i] == NotApplicable {
			return false
		}
	}
	return hidden
}

// both joins two conditions that must hold together.
func both(a, b verdict) verdict {
	switch {
	case a.truth == False:
		return a
	case b.truth == False:
		return b
	case a.truth == True:
		return b
	case b.truth == True:
		return a
	}
	a.needs = union(a.needs, b.needs)
	return a
}

func (e *evaluation) decideSection(i int) {
	e.sections[i] = e.condition(e.program.sectionWhen[i])
}

// decideQuestion works out whether the question is shown, and what its variable holds.
func (e *evaluation) decideQuestion(i int) {
	v := verdict{truth: True}
	if section := e.program.section[i]; section >= 0 {
		v = e.sections[section]
	}
	if v.truth != False {
		v = both(v, e.condition(e.program.questionWhen[i]))
	}
	e.shown[i] = v
	e.states[i] = e.stateOf(i, v.truth)
	slot, ok := e.slotOf[slotRef{slotQuestion, i}]
	if !ok {
		return
	}
	value, how := e.counting(i)
	e.values[slot] = value
	e.knows[slot] = knowledge{how: how, needs: []int{i}}
	if v.truth == Unsure {
		e.knows[slot].needs = v.needs
	}
}

func (e *evaluation) stateOf(i int, shown Truth) State {
	switch shown {
	case False:
		return Hidden
	case Unsure:
		return Undetermined
	}
	if !e.pack.Questions[i].Answerable() {
		return Shown
	}
	return e.given[i].state
}

// counting gives the value of a question as conditions see it, and how sure that is.
func (e *evaluation) counting(i int) (feel.Value, feel.Knowledge) {
	g := e.given[i]
	switch e.states[i] {
	case Answered:
		if g.incomplete {
			return g.value, feel.Unknown
		}
		return g.value, feel.Known
	case Hidden, NotApplicable:
		return feel.Null, feel.Known
	case Undetermined:
		return feel.Null, undecided(g.state)
	}
	return feel.Null, feel.Absent
}

// undecided is what is known of a question that may or may not be shown.
func undecided(given State) feel.Knowledge {
	switch given {
	case Answered:
		return feel.Unknown // null or the answer
	case NotApplicable:
		return feel.Known // null either way
	}
	return feel.Absent // null for now
}
