package analysis

import (
	"encoding/binary"
	"slices"

	"github.com/tillit-se/tillit/kit/dmn"
)

// grid is a table made ready: for each column an axis, and for each rule the regions that its cells hold for.
type grid struct {
	axes  []*axis
	cells [][][]span // by rule, then column
	skip  []bool     // rules with an unread cell
	// same tells whether two rules give the same output, and rank orders outputs by priority: less comes first.
	same func(a, b int) bool
	rank []int
}

// explorer walks through the combinations of regions, column by column, with the rules that still hold.
type explorer struct {
	grid
	policy   dmn.HitPolicy
	gaps     bool // whether a combination without rule is a gap
	steps    int  // left
	findings int  // left
	out      []Finding
	limit    string
	path     [][]span
	clean    map[string]bool // column and rules of which nothing was found below
	told     map[string]int  // where in out the overlap of a set of rules has been told
	seen     []bool          // rules that hold somewhere
	decides  []bool          // rules that are the answer somewhere
}

func (e *explorer) run() {
	var all []int32
	for i := range e.cells {
		if !e.skip[i] {
			all = append(all, int32(i))
		}
	}
	e.path = make([][]span, len(e.axes))
	e.clean, e.told = map[string]bool{}, map[string]int{}
	e.seen, e.decides = make([]bool, len(e.cells)), make([]bool, len(e.cells))
	e.explore(0, all)
}

func keyOf(column int, rules []int32) string {
	key := binary.AppendUvarint(make([]byte, 0, 4+2*len(rules)), uint64(column))
	for _, r := range rules {
		key = binary.AppendUvarint(key, uint64(r))
	}
	return string(key)
}

func (e *explorer) explore(column int, rules []int32) {
	if e.limit != "" {
		return
	}
	if len(rules) == 0 {
		e.gap(column)
		return
	}
	if column == len(e.axes) {
		e.leaf(rules)
		return
	}
	key := keyOf(column, rules)
	if e.clean[key] {
		return
	}
	before := len(e.out)
	for _, g := range e.split(column, rules) {
		e.path[column] = g.spans
		e.explore(column+1, g.rules)
	}
	e.path[column] = nil
	if len(e.out) == before && e.limit == "" {
		e.clean[key] = true
	}
}

// group is regions of one axis in which the same rules hold.
type group struct {
	spans []span
	rules []int32
}

// split sweeps over the domain of a column, from one end of the rules' regions to the next.
func (e *explorer) split(column int, rules []int32) []*group {
	axis := e.axes[column]
	events := e.events(column, rules)
	var groups []*group
	var holding []int32
	byKey := map[string]*group{}
	for i := 0; i < len(events) && e.limit == ""; {
		at := events[i].at
		for ; i < len(events) && events[i].at == at; i++ {
			holding = events[i].apply(holding)
		}
		if i == len(events) {
			break
		}
		piece := span{at, events[i].at - 1}
		if e.steps -= len(holding) + 1; e.steps < 0 {
			e.limit = "steps"
		}
		if len(intersect([]span{piece}, axis.domain)) == 0 || piece.lo == piece.hi && axis.void(piece.lo) {
			continue
		}
		key := keyOf(column, holding)
		g := byKey[key]
		if g == nil {
			g = &group{rules: slices.Clone(holding)}
			byKey[key] = g
			groups = append(groups, g)
		}
		g.spans = append(g.spans, piece)
	}
	return groups
}

// event is a place on an axis where a rule begins to hold or ends, or where the domain does.
type event struct {
	at   int
	rule int32 // -1 for the domain
	end  bool
}

func (e *explorer) events(column int, rules []int32) []event {
	events := make([]event, 0, 2*len(rules)+2)
	add := func(rule int32, spans []span) {
		for _, s := range spans {
			events = append(events, event{s.lo, rule, false}, event{s.hi + 1, rule, true})
		}
	}
	add(-1, e.axes[column].domain)
	for _, r := range rules {
		add(r, e.cells[r][column])
	}
	slices.SortFunc(events, func(a, b event) int { return a.at - b.at })
	return events
}

// apply changes the sorted list of the rules that hold.
func (v event) apply(holding []int32) []int32 {
	if v.rule < 0 {
		return holding
	}
	i, found := slices.BinarySearch(holding, v.rule)
	switch {
	case v.end && found:
		return slices.Delete(holding, i, i+1)
	case !v.end && !found:
		return slices.Insert(holding, i, v.rule)
	}
	return holding
}

func (e *explorer) gap(column int) {
	if e.gaps {
		e.tell(Finding{Kind: Gap, Where: e.where(column)})
	}
}

// leaf looks at the rules that hold together.
func (e *explorer) leaf(rules []int32) {
	for _, r := range rules {
		e.seen[r] = true
	}
	switch e.policy {
	case dmn.First:
		e.decides[rules[0]] = true
	case dmn.Priority:
		e.decides[slices.MinFunc(rules, func(a, b int32) int { return e.rank[a] - e.rank[b] })] = true
	default:
		for _, r := range rules {
			e.decides[r] = true
		}
	}
	if e.conflict(rules) {
		key := keyOf(0, rules)
		if at, told := e.told[key]; told {
			e.elsewhere(at)
			return
		}
		e.told[key] = len(e.out)
		e.tell(Finding{Kind: Overlap, Rules: numbers(rules), Where: e.where(len(e.axes))})
	}
}

func (e *explorer) elsewhere(at int) {
	if at < len(e.out) { // it was told before the limit of findings
		e.out[at].Elsewhere = true
	}
}

func (e *explorer) conflict(rules []int32) bool {
	switch e.policy {
	case dmn.Unique:
		return len(rules) > 1
	case dmn.AnyHit:
		return slices.ContainsFunc(rules, func(r int32) bool { return !e.same(int(rules[0]), int(r)) })
	}
	return false
}

func numbers(rules []int32) []int {
	out := make([]int, len(rules))
	for i, r := range rules {
		out[i] = int(r) + 1
	}
	return out
}

// where writes the path down to a column; columns of which everything belongs are left out.
func (e *explorer) where(column int) []Condition {
	var where []Condition
	for i := range column {
		if !e.axes[i].covers(e.path[i]) {
			where = append(where, e.axes[i].describe(intersect(normal(slices.Clone(e.path[i])), e.axes[i].domain)))
		}
	}
	return where
}

func (e *explorer) tell(f Finding) {
	if e.findings--; e.findings < 0 {
		e.limit = "findings"
		return
	}
	e.out = append(e.out, f)
}

// silent tells of the rules that never decide. It is only known of a table that was walked through as a whole.
func (e *explorer) silent() {
	if e.limit != "" {
		return
	}
	for i := range e.cells {
		switch {
		case e.skip[i]:
		case !e.seen[i]:
			e.tell(Finding{Kind: Impossible, Rules: []int{i + 1}})
		case !e.decides[i]:
			e.tell(Finding{Kind: Unreachable, Rules: []int{i + 1}})
		}
	}
}
