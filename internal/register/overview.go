package register

// Overview counts what is public, for the start page and the statistics. Keys are codes; the empty key of a map is unanswered.
// A count of AI systems never includes rule-based automation: see BySlag, or ask for one slag.
type Overview struct {
	Slag               Slag // which slag was asked for; empty is all
	Total              int
	Organisations      int // with at least one of them
	BySlag             map[Slag]int
	Phases             map[Phase]PhaseCount
	ByDecisionRole     map[DecisionRole]int
	ByImpact           map[string]int
	ByAIActClass       map[string]int
	ByReusable         map[YesNo]int
	BySector           map[string]int // a record counts once in each of its sectors
	ByOrganisationType map[string]int
}

// PhaseCount is how many are said to be in a phase, by how sure that is.
type PhaseCount struct {
	Confirmed int // by the owner
	Source    int // according to a source that is at most 24 months old
	Outdated  int // according to an older or undated source; never counted as in use
}

// Total is how many are said to be in the phase at all.
func (c PhaseCount) Total() int { return c.Confirmed + c.Source + c.Outdated }

// InUse is how many are known to be in use: confirmed, or from a source that is not outdated.
func (o Overview) InUse() int {
	c := o.Phases[InUse]
	return c.Confirmed + c.Source
}
