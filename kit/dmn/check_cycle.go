package dmn

import (
	"slices"
	"strings"
)

// checkCycles finds decisions that require themselves by way of others.
// Knowledge models may call themselves and each other: that is recursion, which
// the limits of an evaluation bound.
func (c *checker) checkCycles() {
	decisions := c.definitions.Decisions
	w := &cycleWalk{checker: c, decisions: decisions, state: make([]int8, len(decisions))}
	for i := range decisions {
		w.visit(int32(i))
	}
}

const (
	visiting = 1
	visited  = 2
)

type cycleWalk struct {
	checker   *checker
	decisions []*Decision
	state     []int8
	stack     []cycleStep // the way to the decision looked at
}

type cycleStep struct {
	decision int32
	next     int // the requirement to be followed next
}

// visit goes through the requirements of a decision with its own stack, since a
// chain of requirements may be as long as the file.
func (w *cycleWalk) visit(decision int32) {
	if w.state[decision] != 0 {
		return
	}
	w.enter(decision)
	for len(w.stack) > 0 {
		top := &w.stack[len(w.stack)-1]
		d := w.decisions[top.decision]
		if top.next == len(d.InformationRequirements) {
			w.state[top.decision] = visited
			w.stack = w.stack[:len(w.stack)-1]
			continue
		}
		ref := d.InformationRequirements[top.next]
		top.next++
		required, ok := w.required(ref)
		if !ok {
			continue
		}
		switch w.state[required] {
		case visiting:
			w.report(required, d, ref)
		case 0:
			w.enter(required)
		}
	}
}

func (w *cycleWalk) enter(decision int32) {
	w.state[decision] = visiting
	w.stack = append(w.stack, cycleStep{decision: decision})
}

// required finds the decision of the same file that a reference leads to.
func (w *cycleWalk) required(ref *Reference) (int32, bool) {
	id, local := w.checker.definitions.localID(ref.Href)
	i, known := w.checker.ids[id]
	if !local || !known || w.checker.holders[i].decision < 0 {
		return 0, false
	}
	return w.checker.holders[i].decision, true
}

func (w *cycleWalk) report(first int32, last *Decision, ref *Reference) {
	var names []string
	for i := len(w.stack) - 1; i >= 0; i-- {
		names = append(names, w.decisions[w.stack[i].decision].Name)
		if w.stack[i].decision == first {
			break
		}
	}
	slices.Reverse(names)
	const most = 8
	if len(names) > most {
		names = append(names[:most:most], "…")
	}
	names = append(names, w.decisions[first].Name)
	w.checker.problem(ref.HrefPos, holder{"decision", last.Name}, CodeCycle,
		"the decisions require each other in a circle: %s", strings.Join(names, " → "))
}
