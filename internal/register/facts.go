package register

// Facts are the values that the record is counted and filtered by.
func (s System) Facts() Facts {
	phase := s.CurrentPhase()
	return Facts{
		Slag: s.Slag, Phase: phase.Phase, PhaseAsOf: phase.AsOf, PhaseConfirmed: phase.Confirmed, DecisionRole: s.DecisionRole,
		Impact: s.Impact.Level, AIActClass: s.AIAct.Class, Reusable: s.Reuse.Possible, Sectors: s.Sectors,
	}
}

// Columns are the values that the store keeps beside the content.
func (s System) Columns() Columns { return Columns{Name: s.Name, Summary: s.Summary, Facts: s.Facts()} }

// Standing says how sure the phase is; see PhaseEntry.Standing.
func (f Facts) entry() PhaseEntry {
	return PhaseEntry{Phase: f.Phase, AsOf: f.PhaseAsOf, Confirmed: f.PhaseConfirmed}
}

// CurrentPhase is the phase with what is needed to say how sure it is.
func (f Facts) CurrentPhase() PhaseEntry { return f.entry() }
