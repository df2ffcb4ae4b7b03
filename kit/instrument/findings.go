package instrument

import (
	"slices"

	"github.com/tillit-se/tillit/kit/date"
)

// raised holds what the findings came to.
type raised struct {
	findings []Finding
	missing  []Missing
	open     bool // some finding is undetermined
	worst    int  // rank of the most severe finding raised
	possible int  // rank of the most severe finding that is undetermined
	needs    []int
}

// raiseFindings works out all findings: those under questions first, then those across.
func (e *evaluation) raiseFindings() raised {
	var r raised
	for i := range e.pack.Questions {
		for j := range e.pack.Questions[i].Findings {
			e.raiseUnder(i, j, &r)
		}
	}
	for i, def := range e.pack.Findings {
		x := e.program.findings[i]
		v := e.condition(x)
		e.take(&r, v, def.ID, def.Severity, func() Finding {
			f := e.finding(def.ID, def.Raise)
			f.Condition = def.When
			f.Answers = e.readAnswersOf(x)
			return f
		})
	}
	slices.SortStableFunc(r.findings, func(a, b Finding) int { return b.Severity.Rank() - a.Severity.Rank() })
	return r
}

// raiseUnder works out finding j of question i.
func (e *evaluation) raiseUnder(i, j int, r *raised) {
	q := e.pack.Questions[i]
	def := q.Findings[j]
	v, on := e.triggered(i, def)
	x := e.program.answerFindings[i][j]
	if v.truth != False {
		v = both(v, e.condition(x))
	}
	e.take(r, v, def.ID, def.Severity, func() Finding {
		f := e.finding(def.ID, def.Raise)
		f.Question, f.On, f.Condition = q.ID, on, def.When
		f.Answers = e.answersAt(union([]int{i}, e.readsOf(x)))
		return f
	})
}

// take adds the finding, or notes that it is undetermined.
func (e *evaluation) take(r *raised, v verdict, id string, severity Severity, raise func() Finding) {
	switch v.truth {
	case True:
		f := raise()
		r.findings = append(r.findings, f)
		r.worst = max(r.worst, f.Severity.Rank())
	case Unsure:
		r.open = true
		r.possible = max(r.possible, severity.Rank())
		r.needs = union(r.needs, v.needs)
		r.missing = append(r.missing, e.undecided(MissingFinding, id, v))
	}
}

// triggered tells whether the answer or state of question i raises a finding, and which did.
func (e *evaluation) triggered(i int, def AnswerFinding) (v verdict, on string) {
	v = verdict{truth: False, known: true}
	g := e.given[i]
	switch e.states[i] {
	case Hidden:
		return v, ""
	case Undetermined:
		return verdict{truth: Unsure, needs: e.shown[i].needs}, ""
	case Unanswered:
		return e.stateTriggers(i, def, OnMissing)
	case DoNotKnow:
		return e.stateTriggers(i, def, OnDoNotKnow)
	case NotApplicable:
		on = OnNotApplicable
		if !slices.Contains(def.On, on) {
			return v, ""
		}
	case Answered:
		if on = firstChosen(def.On, g.answer.Value); on == "" {
			return v, ""
		}
	}
	v.truth = True
	return v, on
}

// stateTriggers is for a question without an answer: the state raises the finding or, when
// an answer could, leaves it undetermined.
func (e *evaluation) stateTriggers(i int, def AnswerFinding, state string) (verdict, string) {
	if slices.Contains(def.On, state) {
		return verdict{truth: True, known: true}, state
	}
	byAnswer := func(trigger string) bool {
		return trigger != OnMissing && trigger != OnDoNotKnow && trigger != OnNotApplicable
	}
	if slices.ContainsFunc(def.On, byAnswer) {
		return verdict{truth: Unsure, needs: []int{i}}, ""
	}
	return verdict{truth: False, known: true}, ""
}

// firstChosen gives the first trigger that is among the chosen options.
func firstChosen(on Triggers, value any) string {
	chosen, _ := value.([]string)
	if one, ok := value.(string); ok {
		chosen = []string{one}
	}
	for _, trigger := range on {
		if slices.Contains(chosen, trigger) {
			return trigger
		}
	}
	return ""
}

// finding makes a finding of what the pack says. Before the day its rule applies it is of low
// severity: a duty that does not yet apply does not alarm as if it did.
func (e *evaluation) finding(id string, def Raise) Finding {
	f := Finding{
		ID: id, Severity: def.Severity, Declared: def.Severity, Text: def.Text, Action: def.Action,
		Provisions: orEmpty(def.Provisions), Force: ForceAlways,
		AppliesFrom: def.AppliesFrom, DisputedFrom: def.DisputedFrom,
	}
	from, err := date.Parse(def.AppliesFrom)
	switch {
	case def.AppliesFrom == "" || err != nil:
	case e.today.IsZero():
		f.Force = ForceUnsure
	case e.today.Compare(from) < 0:
		f.Force, f.Severity = NotYet, SeverityLow
	default:
		f.Force = InForce
	}
	return f
}

// nothingFound is true only when everything that can raise a finding is answered, and none is
// raised. A pack without findings finds nothing out, so for it this is false; an answer that
// is to be looked over is not yet an answer to build this on.
func (e *evaluation) nothingFound(r raised) bool {
	for i, q := range e.pack.Questions {
		state := e.states[i]
		open := e.given[i].answer.Recheck && state != Hidden
		if open || len(q.Findings) > 0 && (state == Unanswered || state == DoNotKnow) {
			return false
		}
	}
	return e.pack.canFind() && len(r.findings) == 0 && !r.open
}

func (p *Pack) canFind() bool {
	return len(p.Findings) > 0 || slices.ContainsFunc(p.Questions, func(q Question) bool { return len(q.Findings) > 0 })
}
