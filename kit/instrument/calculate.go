package instrument

import "github.com/tillit-se/tillit/kit/feel"

// decideValue works out a calculated value, or what it is so far.
func (e *evaluation) decideValue(i int) {
	def := e.pack.Values[i]
	x := e.program.values[i]
	v := e.decide(x)
	e.record(x, v, Worked)
	e.setSlot(slotRef{slotValue, i}, v.value, v)
	e.worked.values[i] = Calculated{
		ID: def.ID, Title: def.Title, Raw: v.value, Value: plainValue(v.value),
		Known: v.known, Needs: e.ids(v.needs),
	}
}

// setSlot gives a calculated variable its value, or its value so far.
func (e *evaluation) setSlot(ref slotRef, value feel.Value, v verdict) {
	slot, ok := e.slotOf[ref]
	if !ok {
		return
	}
	e.values[slot] = value
	e.knows[slot] = knowledge{how: feel.Known}
	if !v.known {
		e.knows[slot] = knowledge{how: feel.Unknown, needs: v.needs}
	}
}

// decideScore works out a score, its maximum and, when it is complete, its level.
func (e *evaluation) decideScore(i int) {
	def := e.pack.Scores[i]
	x := e.program.scores[i]
	v := e.decide(x)
	e.record(x, v, Worked)
	score := Score{ID: def.ID, Title: def.Title, Value: decimalValue(v.value), Complete: v.known, Needs: e.ids(v.needs)}
	if limit := e.program.scoreMax[i]; limit != nil {
		m := e.decide(limit)
		e.record(limit, m, Worked)
		score.Max = decimalValue(m.value)
	}
	score.Complete = score.Complete && score.Value != nil
	level := feel.Null
	if score.Complete {
		if score.Level = def.levelOf(*score.Value); score.Level != nil {
			level = feel.String(score.Level.ID)
		}
	}
	e.setSlot(slotRef{slotScore, i}, v.value, v)
	e.setSlot(slotRef{slotLevel, i}, level, v)
	e.worked.scores[i] = score
}

// levelOf gives the first level that reaches up to the value; nil when none does.
func (s ScoreDef) levelOf(value Decimal) *Level {
	for i := range s.Levels {
		if s.Levels[i].UpTo == nil || value.Cmp(*s.Levels[i].UpTo) <= 0 {
			level := s.Levels[i]
			return &level
		}
	}
	return nil
}
