package dmn

import "strings"

// checkCycles finds decisions that require themselves by way of others.
// Knowledge models may call themselves and each other: that is recursion, which
// the limits of an evaluation bound.
func (c *checker) checkCycles() {
	w := &cycleWalk{checker: c, byID: map[string]*Decision{}, state: map[*Decision]int{}}
	for _, d := range c.definitions.Decisions {
		if d.ID != "" {
			w.byID[d.ID] = d
		}
	}
	for _, d := range c.definitions.Decisions {
		w.visit(d)
	}
}

const (
	visiting = 1
	visited  = 2
)

type cycleWalk struct {
	checker *checker
	byID    map[string]*Decision
	state   map[*Decision]int
	path    []*Decision
}

// visit goes through the requirements of d with its own stack, since a chain
// of requirements may be as long as the file.
func (w *cycleWalk) visit(d *Decision) {
	type step struct {
		d    *Decision
		next int
	}
	if w.state[d] != 0 {
		return
	}
	stack := []step{{d: d}}
	w.state[d] = visiting
	w.path = append(w.path[:0], d)
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		if top.next == len(top.d.InformationRequirements) {
			w.state[top.d] = visited
			stack, w.path = stack[:len(stack)-1], w.path[:len(w.path)-1]
			continue
		}
		ref := top.d.InformationRequirements[top.next]
		top.next++
		id, local := w.checker.definitions.localID(ref.Href)
		required := w.byID[id]
		if !local || required == nil {
			continue
		}
		switch w.state[required] {
		case visiting:
			w.report(required, top.d, ref)
		case 0:
			w.state[required] = visiting
			w.path = append(w.path, required)
			stack = append(stack, step{d: required})
		}
	}
}

func (w *cycleWalk) report(first, last *Decision, ref *Reference) {
	var names []string
	for i := len(w.path) - 1; i >= 0; i-- {
		names = append([]string{w.path[i].Name}, names...)
		if w.path[i] == first {
			break
		}
	}
	const most = 8
	if len(names) > most {
		names = append(names[:most:most], "…")
	}
	names = append(names, first.Name)
	w.checker.problem(ref.HrefPos, elementName("decision", last.Name), CodeCycle,
		"the decisions require each other in a circle: %s", strings.Join(names, " → "))
}
