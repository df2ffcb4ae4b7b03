package instrument

import "slices"

// union adds the numbers of b that a lacks.
func union(a, b []int) []int {
	for _, n := range b {
		if !slices.Contains(a, n) {
			a = append(slices.Clip(a), n)
		}
	}
	return a
}

// ids names questions, in the order of the pack.
func (e *evaluation) ids(questions []int) []string {
	sorted := slices.Clone(questions)
	slices.Sort(sorted)
	ids := make([]string, len(sorted))
	for i, q := range sorted {
		ids[i] = e.pack.Questions[q].ID
	}
	return ids
}

// readsOf gives the questions an expression rests on, also through values and scores.
func (e *evaluation) readsOf(x *expression) []int {
	if x == nil {
		return nil
	}
	return x.questions
}

// readAnswersOf gives the answers an expression rests on.
func (e *evaluation) readAnswersOf(x *expression) []ReadAnswer { return e.answersAt(e.readsOf(x)) }

// answersAt gives answers as they count: a question that is not shown has none.
func (e *evaluation) answersAt(questions []int) []ReadAnswer {
	sorted := slices.Clone(questions)
	slices.Sort(sorted)
	list := make([]ReadAnswer, 0, len(sorted))
	for _, i := range sorted {
		q := e.pack.Questions[i]
		read := ReadAnswer{Question: q.ID, State: e.states[i]}
		if read.State == Answered {
			read.Value = e.given[i].answer.Value
			read.Label = q.labelOf(read.Value)
		}
		list = append(list, read)
	}
	return list
}

// labelOf gives the words of the chosen options.
func (q Question) labelOf(value any) Text {
	chosen, _ := value.([]string)
	if one, ok := value.(string); ok {
		chosen = []string{one}
	}
	var label Text
	for _, id := range chosen {
		o, ok := q.Option(id)
		if !ok {
			continue
		}
		if !label.IsZero() {
			label.SV, label.EN = label.SV+", ", label.EN+", "
		}
		label.SV, label.EN = label.SV+o.Label.SV, label.EN+o.Label.EN
	}
	return label
}

// record keeps an expression for the trace.
func (e *evaluation) record(x *expression, v verdict, result Truth) {
	if !e.trace || x == nil {
		return
	}
	step := Step{
		Path: x.path, Source: x.program.Source(), Result: result,
		Reads: e.readAnswersOf(x), Needs: e.ids(v.needs),
	}
	if result == Worked {
		step.Value = plainValue(v.value)
	}
	if v.why != "" {
		step.Diagnostics = []string{v.why}
	}
	e.steps = append(e.steps, step)
}
