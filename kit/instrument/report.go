package instrument

import (
	"slices"
	"sort"
)

// result puts the evaluation together, once everything that conditions read is worked out.
func (e *evaluation) result() Result {
	found := e.raiseFindings()
	outcome := e.decideOutcome(found)
	r := Result{
		Instrument: e.pack.ID, Version: e.pack.Version, Hash: e.pack.hash,
		Visible: []string{}, Undetermined: []string{}, Missing: []Missing{},
		Findings: orEmpty(found.findings), NothingFound: e.nothingFound(found),
		Scores: e.worked.scores, Values: e.worked.values, Outcome: outcome,
		Ignored: e.ignored(), Problems: orEmpty(e.problems), Trace: orEmpty(e.steps),
	}
	for i, q := range e.pack.Questions {
		switch e.states[i] {
		case Hidden:
		case Undetermined:
			r.Undetermined = append(r.Undetermined, q.ID)
			r.Missing = append(r.Missing, e.undecided(MissingQuestion, q.ID, e.shown[i]))
		default:
			r.Visible = append(r.Visible, q.ID)
		}
		r.Questions = append(r.Questions, e.status(i))
	}
	r.Missing = append(e.unanswered(), r.Missing...)
	r.Missing = append(r.Missing, found.missing...)
	r.Missing = append(r.Missing, e.missingResults(outcome)...)
	r.Missing = append(r.Missing, e.notKnown(r.Missing)...)
	r.Progress = e.progress()
	return r
}

// orEmpty makes JSON write [] and not null.
func orEmpty[S ~[]T, T any](list S) S {
	if list == nil {
		return S{}
	}
	return list
}

// ignored gives the answers that belong to no question of the pack.
func (e *evaluation) ignored() []string {
	ids := []string{}
	for id := range e.answers.Items {
		if _, ok := e.pack.byID[id]; !ok {
			ids = append(ids, id)
		}
	}
	sort.Strings(ids)
	return ids
}

// unanswered lists the visible questions that lack an answer, or whose answer will not do.
func (e *evaluation) unanswered() []Missing {
	list := []Missing{}
	for i, q := range e.pack.Questions {
		if reason := e.lack(i); reason != "" {
			list = append(list, Missing{Kind: MissingQuestion, ID: q.ID, Reason: reason})
		}
	}
	return list
}

// lack tells what a visible question lacks; empty when nothing.
func (e *evaluation) lack(i int) MissingReason {
	q, g := e.pack.Questions[i], e.given[i]
	if !q.Answerable() || e.states[i] == Hidden || e.states[i] == Undetermined {
		return ""
	}
	switch {
	case g.invalid:
		return ReasonInvalid
	case g.answer.Recheck:
		return ReasonRecheck
	case g.incomplete:
		return ReasonIncomplete
	case e.states[i] == Unanswered && !q.Optional:
		return ReasonUnanswered
	}
	return ""
}

// undecided says that something waits for answers, or gives null without waiting.
func (e *evaluation) undecided(kind MissingKind, id string, v verdict) Missing {
	m := Missing{Kind: kind, ID: id, Reason: ReasonUndetermined, Needs: e.ids(v.needs)}
	if v.null {
		m.Reason, m.Detail = ReasonNull, v.why
	}
	return m
}

// missingResults lists scores and the outcome that cannot be told yet.
func (e *evaluation) missingResults(outcome Outcome) []Missing {
	var list []Missing
	for _, s := range e.worked.scores {
		if !s.Complete {
			reason := ReasonUndetermined
			if len(s.Needs) == 0 {
				reason = ReasonNull
			}
			list = append(list, Missing{Kind: MissingScore, ID: s.ID, Reason: reason, Needs: s.Needs})
		}
	}
	if outcome.State == OutcomeUndetermined {
		m := Missing{Kind: MissingOutcome, ID: outcome.Possible[0], Reason: ReasonUndetermined, Needs: outcome.Needs}
		if len(outcome.Needs) == 0 {
			m.Reason = ReasonNull
		}
		list = append(list, m)
	}
	return list
}

// notKnown lists the questions answered with do not know that something waits for.
func (e *evaluation) notKnown(missing []Missing) []Missing {
	var list []Missing
	for i, q := range e.pack.Questions {
		waitsFor := func(m Missing) bool { return slices.Contains(m.Needs, q.ID) }
		if e.states[i] == DoNotKnow && slices.ContainsFunc(missing, waitsFor) {
			list = append(list, Missing{Kind: MissingQuestion, ID: q.ID, Reason: ReasonDoNotKnow})
		}
	}
	return list
}

// status says where question i stands, and why it is shown or not.
func (e *evaluation) status(i int) QuestionStatus {
	q, shown := e.pack.Questions[i], e.shown[i]
	s := QuestionStatus{ID: q.ID, Section: q.Section, State: e.states[i], When: q.When, Needs: e.ids(shown.needs)}
	x := e.program.questionWhen[i]
	if at := e.program.section[i]; at >= 0 && e.program.sectionWhen[at] != nil {
		if x == nil || e.sections[at].truth != True {
			s.When, x = e.pack.Sections[at].When, e.program.sectionWhen[at]
		}
	}
	s.Because = e.ids(e.readsOf(x))
	shownNow := s.State != Hidden && s.State != Undetermined
	s.Kept = !shownNow && e.given[i].present && e.given[i].state != Unanswered
	return s
}

// progress counts the questions of each section.
func (e *evaluation) progress() []Progress {
	list := make([]Progress, len(e.pack.Sections))
	for i, section := range e.pack.Sections {
		list[i].Section = section.ID
	}
	for i, q := range e.pack.Questions {
		if at := e.program.section[i]; at >= 0 && q.Answerable() {
			list[at].count(e.states[i], e.lack(i), q.Optional)
		}
	}
	for i := range list {
		list[i].State = list[i].state(e.sections[i].truth)
	}
	return list
}

func (p *Progress) count(state State, lack MissingReason, optional bool) {
	switch state {
	case Hidden:
		return
	case Undetermined:
		p.Undetermined++
		return
	case DoNotKnow:
		p.DoNotKnow++
	case NotApplicable:
		p.NotApplicable++
	case Answered:
		if lack == ReasonIncomplete {
			p.Unanswered++
		} else {
			p.Answered++
		}
	case Unanswered:
		p.Unanswered++
		if optional {
			p.Optional++
		}
	}
	if lack == ReasonRecheck {
		p.Recheck++
	}
	p.Total++
}

func (p *Progress) state(shown Truth) SectionState {
	left := p.Unanswered - p.Optional + p.Recheck + p.Undetermined
	switch {
	case shown == False:
		return SectionHidden
	case shown == Unsure:
		return SectionUndetermined
	case left == 0:
		return SectionDone
	case p.Answered+p.DoNotKnow+p.NotApplicable > 0:
		return SectionStarted
	}
	return SectionNotStarted
}
