package instrument

import (
	"context"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/kit/feel"
)

// sections compiles the conditions of sections.
func (c *compiler) sections() {
	c.out.sectionWhen = make([]*expression, len(c.pack.Sections))
	for i, section := range c.pack.Sections {
		ref := nodeRef{nodeSection, i}
		e := c.condition(section.When, ref.path(), c.scopes.base)
		c.out.sectionWhen[i] = e
		c.depend(ref, e)
		c.pointless(e)
		first := slices.IndexFunc(c.pack.Questions, func(q Question) bool { return q.Section == section.ID })
		if e != nil && first >= 0 {
			c.later(e, section.ID, first)
		}
	}
}

// questions compiles the conditions of questions and of the findings under them.
func (c *compiler) questions() {
	n := len(c.pack.Questions)
	c.out.questionWhen = make([]*expression, n)
	c.out.answerFindings = make([][]*expression, n)
	c.out.section = make([]int, n)
	for i, q := range c.pack.Questions {
		ref := nodeRef{nodeQuestion, i}
		e := c.condition(q.When, ref.path(), c.scopes.base)
		c.out.questionWhen[i] = e
		c.depend(ref, e)
		c.pointless(e)
		if e != nil {
			c.later(e, q.ID, i)
		}
		c.out.section[i] = slices.IndexFunc(c.pack.Sections, func(s Section) bool { return s.ID == q.Section })
		if c.out.section[i] >= 0 {
			c.graph.add(ref, nodeRef{nodeSection, c.out.section[i]})
		}
		c.out.answerFindings[i] = make([]*expression, len(q.Findings))
		for j, f := range q.Findings {
			path := childPath(itemPath(childPath(itemPath("questions", i), "findings"), j), "when")
			c.out.answerFindings[i][j] = c.condition(f.When, path, c.scopes.base)
			c.pointless(c.out.answerFindings[i][j])
		}
	}
}

// depend notes what the node needs before it.
func (c *compiler) depend(ref nodeRef, e *expression) {
	if e == nil {
		return
	}
	for _, read := range e.reads {
		if needed, ok := read.node(); ok {
			c.graph.add(ref, needed)
		}
	}
	for _, question := range e.states {
		c.graph.add(ref, nodeRef{nodeQuestion, question})
	}
}

// pointless warns of conditions that read nothing.
func (c *compiler) pointless(e *expression) {
	switch {
	case e == nil || !e.constant():
	case isTrue(e):
		c.report.add(e.path, codeAlwaysTrue)
	default:
		c.report.add(e.path, codeNeverTrue)
	}
}

// later warns when the condition of the question at index reads a question after it.
func (c *compiler) later(e *expression, id string, index int) {
	for _, read := range e.reads {
		if read.kind == slotQuestion && read.index > index {
			c.report.add(e.path, codeLaterQuestion, id, c.pack.Questions[read.index].ID)
		}
	}
	for _, question := range e.states {
		if question > index {
			c.report.add(e.path, codeLaterQuestion, id, c.pack.Questions[question].ID)
		}
	}
}

// calculated compiles values and scores.
func (c *compiler) calculated() {
	for i, v := range c.pack.Values {
		ref := nodeRef{nodeValue, i}
		e := c.compile(v.Value, ref.path(), c.scopes.base)
		c.out.values = append(c.out.values, e)
		c.depend(ref, e)
	}
	for i, s := range c.pack.Scores {
		ref := nodeRef{nodeScore, i}
		value := c.number(s.Value, ref.path())
		greatest := c.number(s.Max, childPath(itemPath("scores", i), "max"))
		c.out.scores = append(c.out.scores, value)
		c.out.scoreMax = append(c.out.scoreMax, greatest)
		c.depend(ref, value)
		c.depend(ref, greatest)
	}
}

// results compiles findings and outcomes.
func (c *compiler) results() {
	for i, f := range c.pack.Findings {
		e := c.condition(f.When, childPath(itemPath("findings", i), "when"), c.scopes.base)
		c.out.findings = append(c.out.findings, e)
		c.pointless(e)
	}
	always := ""
	for i, o := range c.pack.Outcomes {
		e := c.condition(o.When, childPath(itemPath("outcomes", i), "when"), c.scopes.outcomes)
		c.out.outcomes = append(c.out.outcomes, e)
		if always != "" {
			c.report.add(itemPath("outcomes", i), codeUnreachable, o.ID, always)
			continue
		}
		if e == nil || !e.constant() {
			continue
		}
		if isTrue(e) {
			always = o.ID
			continue
		}
		c.report.add(e.path, codeNeverTrue)
	}
	if always == "" && len(c.pack.Outcomes) > 0 {
		c.report.add("outcomes", codeNoElse)
	}
}

// isTrue evaluates an expression that reads nothing.
func isTrue(e *expression) bool {
	result, err := e.program.Eval(context.Background(), feel.Env{})
	return err == nil && result.Value.IsTrue()
}

// arrange puts everything in an order to work it out in, and reports circles.
func (c *compiler) arrange() {
	order, cycles := c.graph.order()
	for _, cycle := range cycles {
		names := make([]string, 0, len(cycle)+1)
		for _, ref := range append(slices.Clone(cycle), cycle[0]) {
			names = append(names, c.graph.name(ref))
		}
		c.report.add(c.cycleStart(cycle).path(), codeCycle, strings.Join(names, " → "))
	}
	c.out.order = order
	if len(cycles) == 0 {
		c.rest()
	}
}

// rest finds the questions that each expression rests on, in the order of the working out, so
// that what a value rests on is known before an expression that names the value.
func (c *compiler) rest() {
	for _, ref := range c.out.order {
		switch ref.kind {
		case nodeValue:
			c.restOf(c.out.values[ref.index])
		case nodeScore:
			c.restOf(c.out.scores[ref.index])
			c.restOf(c.out.scoreMax[ref.index])
		}
	}
	for _, e := range c.all {
		c.restOf(e)
	}
}

func (c *compiler) restOf(e *expression) {
	if e == nil {
		return
	}
	e.questions = union(e.questions, e.states)
	for _, read := range e.reads {
		switch read.kind {
		case slotQuestion:
			e.questions = union(e.questions, []int{read.index})
		case slotValue:
			e.questions = union(e.questions, c.restedOn(c.out.values[read.index]))
		case slotScore, slotLevel:
			e.questions = union(e.questions, c.restedOn(c.out.scores[read.index]))
		}
	}
}

func (c *compiler) restedOn(e *expression) []int {
	if e == nil {
		return nil
	}
	return e.questions
}

// cycleStart gives the first node of the cycle that has an expression to point at.
func (c *compiler) cycleStart(cycle []nodeRef) nodeRef {
	for _, ref := range cycle {
		if _, written := c.report.at.value[ref.path()]; written {
			return ref
		}
	}
	return cycle[0]
}
