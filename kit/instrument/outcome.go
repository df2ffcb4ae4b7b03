package instrument

import (
	"slices"

	"github.com/tillit-se/tillit/kit/feel"
)

// decideOutcome finds the first outcome whose condition is true.
func (e *evaluation) decideOutcome(r raised) Outcome {
	e.setRaised(r)
	var rejected []string
	for i, def := range e.pack.Outcomes {
		x := e.program.outcomes[i]
		v := e.condition(x)
		switch v.truth {
		case False:
			rejected = append(rejected, def.ID)
		case True:
			return e.decided(def, x, rejected, r)
		default:
			out := Outcome{State: OutcomeUndetermined, Needs: e.ids(v.needs)}
			for _, later := range e.pack.Outcomes[i:] {
				out.Possible = append(out.Possible, later.ID)
			}
			return out
		}
	}
	return Outcome{State: OutcomeNone}
}

// setRaised gives the raised_* variables their values: true as soon as one finding of the
// severity or worse is raised, and unknown while one that severe is undetermined.
func (e *evaluation) setRaised(r raised) {
	for i := range severities() {
		rank := i + 1
		v := verdict{known: true}
		isRaised := r.worst >= rank
		if !isRaised && r.possible >= rank {
			v = verdict{needs: r.needs}
		}
		e.setSlot(slotRef{slotRaised, i}, feel.Bool(isRaised), v)
	}
}

func (e *evaluation) decided(def OutcomeDef, x *expression, rejected []string, r raised) Outcome {
	why := &Why{Condition: def.When, Answers: e.readAnswersOf(x), Rejected: rejected}
	out := Outcome{
		State: OutcomeDecided, ID: def.ID, Title: def.Title, Text: def.Text,
		Severity: def.Severity, Provisions: def.Provisions, Why: why,
	}
	for _, read := range x.reads {
		switch read.kind {
		case slotValue:
			why.Values = append(why.Values, e.worked.values[read.index])
		case slotScore, slotLevel:
			why.Scores = append(why.Scores, e.worked.scores[read.index])
		case slotRaised:
			why.raised(r.findings, read.index+1)
		}
	}
	return out
}

// raised adds the findings of at least a rank, and the answers behind them.
func (w *Why) raised(findings []Finding, rank int) {
	for _, f := range findings {
		if f.Severity.Rank() < rank || slices.Contains(w.Findings, f.ID) {
			continue
		}
		w.Findings = append(w.Findings, f.ID)
		for _, answer := range f.Answers {
			known := func(a ReadAnswer) bool { return a.Question == answer.Question }
			if !slices.ContainsFunc(w.Answers, known) {
				w.Answers = append(w.Answers, answer)
			}
		}
	}
}
