package instrument

import "slices"

// A nodeKind is what kind of thing must be worked out before another.
type nodeKind int

const (
	nodeSection nodeKind = iota
	nodeQuestion
	nodeValue
	nodeScore
)

// A nodeRef is one section, question, value or score by its index in the pack.
type nodeRef struct {
	kind  nodeKind
	index int
}

// A graph says which nodes each node needs first.
type graph struct {
	pack  *Pack
	needs map[nodeRef][]nodeRef
}

func (g *graph) add(from, to nodeRef) {
	if !slices.Contains(g.needs[from], to) {
		g.needs[from] = append(g.needs[from], to)
	}
}

// nodes gives all nodes in the order of the file.
func (g *graph) nodes() []nodeRef {
	var all []nodeRef
	for kind, count := range []int{len(g.pack.Sections), len(g.pack.Questions), len(g.pack.Values), len(g.pack.Scores)} {
		for i := range count {
			all = append(all, nodeRef{nodeKind(kind), i})
		}
	}
	return all
}

// name names a node as a cycle shows it.
func (g *graph) name(ref nodeRef) string {
	switch ref.kind {
	case nodeSection:
		return "sections." + g.pack.Sections[ref.index].ID
	case nodeValue:
		return g.pack.Values[ref.index].ID
	case nodeScore:
		return g.pack.Scores[ref.index].ID
	}
	return g.pack.Questions[ref.index].ID
}

// path gives the place of the expression that makes a node depend on others.
func (ref nodeRef) path() string {
	switch ref.kind {
	case nodeSection:
		return childPath(itemPath("sections", ref.index), "when")
	case nodeValue:
		return childPath(itemPath("values", ref.index), "value")
	case nodeScore:
		return childPath(itemPath("scores", ref.index), "value")
	}
	return childPath(itemPath("questions", ref.index), "when")
}

// order gives the nodes so that each comes after what it needs, and every cycle found: the
// nodes of a cycle in order, the first not repeated.
func (g *graph) order() (sorted []nodeRef, cycles [][]nodeRef) {
	const open, done = 1, 2
	state := map[nodeRef]int{}
	var trail []nodeRef
	var visit func(ref nodeRef)
	visit = func(ref nodeRef) {
		state[ref] = open
		trail = append(trail, ref)
		for _, next := range g.needs[ref] {
			switch state[next] {
			case open:
				cycles = append(cycles, slices.Clone(trail[slices.Index(trail, next):]))
			case 0:
				visit(next)
			}
		}
		trail = trail[:len(trail)-1]
		state[ref] = done
		sorted = append(sorted, ref)
	}
	for _, ref := range g.nodes() {
		if state[ref] == 0 {
			visit(ref)
		}
	}
	return sorted, cycles
}
