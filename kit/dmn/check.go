package dmn

import (
	"fmt"
	"slices"
	"strings"
)

// checkDefinitions finds what can be seen in one file alone: ids and names that
// come twice, references to nothing, and requirements that go in circles.
// References into other models are resolved when the model is compiled.
func checkDefinitions(d *Definitions) []Problem {
	c := &checker{definitions: d, ids: map[string]holder{}, names: map[string]holder{}, types: map[string]bool{}}
	c.collect()
	c.checkReferences()
	c.checkCycles()
	return c.problems
}

// holder is what has an id or name: its kind, such as "inputData", and name.
type holder struct{ kind, name string }

// String says what it is to people; nothing when it is nothing.
func (h holder) String() string {
	if h.kind == "" {
		return ""
	}
	return elementName(h.kind, h.name)
}

type checker struct {
	definitions *Definitions
	ids         map[string]holder // what has the id
	names       map[string]holder
	types       map[string]bool
	problems    []Problem
}

func (c *checker) problem(at Pos, element string, code Code, format string, args ...any) {
	if len(c.problems) < maxProblems {
		c.problems = append(c.problems, Problem{Pos: at, Element: element, Code: code, Message: fmt.Sprintf(format, args...)})
	}
}

// collect notes ids and names of the graph's elements.
func (c *checker) collect() {
	d := c.definitions
	for _, t := range d.Types {
		if c.types[t.Name] {
			c.problem(t.Pos, elementName("itemDefinition", t.Name), CodeDuplicate, "the type %q is defined twice", t.Name)
		}
		c.types[t.Name] = true
	}
	for _, i := range d.Imports {
		c.name(&i.Named, "import")
	}
	for _, i := range d.Inputs {
		c.node(&i.Named, "inputData")
	}
	for _, x := range d.Decisions {
		c.node(&x.Named, "decision")
	}
	for _, k := range d.Knowledge {
		c.node(&k.Named, "businessKnowledgeModel")
	}
	for _, s := range d.Services {
		c.node(&s.Named, "decisionService")
	}
	for _, s := range d.Sources {
		c.id(&s.Named, "knowledgeSource")
	}
}

func (c *checker) node(n *Named, kind string) {
	c.id(n, kind)
	c.name(n, kind)
}

func (c *checker) id(n *Named, kind string) {
	if n.ID == "" {
		return
	}
	if other, ok := c.ids[n.ID]; ok {
		c.problem(n.Pos, elementName(kind, n.Name), CodeDuplicateID, "the id %q is that of %s too", n.ID, other)
		return
	}
	c.ids[n.ID] = holder{kind, n.Name}
}

func (c *checker) name(n *Named, kind string) {
	if n.Name == "" {
		return
	}
	if other, ok := c.names[n.Name]; ok {
		c.problem(n.Pos, elementName(kind, n.Name), CodeDuplicate, "the name is that of %s too", other)
		return
	}
	c.names[n.Name] = holder{kind, n.Name}
}

// localID returns the id that a reference names, when it points into d.
func (d *Definitions) localID(href string) (id string, local bool) {
	space, id, ok := strings.Cut(href, "#")
	if !ok {
		return "", false
	}
	return id, space == "" || space == d.Namespace
}

func (c *checker) checkReferences() {
	d := c.definitions
	for _, x := range d.Decisions {
		owner := elementName("decision", x.Name)
		c.targets(owner, x.InformationRequirements, "decision", "input")
		c.targets(owner, x.KnowledgeRequirements, "knowledge model", "service")
	}
	for _, k := range d.Knowledge {
		c.targets(elementName("businessKnowledgeModel", k.Name), k.KnowledgeRequirements, "knowledge model", "service")
	}
	for _, s := range d.Services {
		owner := elementName("decisionService", s.Name)
		c.targets(owner, s.OutputDecisions, "decision")
		c.targets(owner, s.EncapsulatedDecisions, "decision")
		c.targets(owner, s.InputDecisions, "decision")
		c.targets(owner, s.InputData, "input")
	}
}

// targets checks that references into this file lead to elements of the kinds
// wanted, each once.
func (c *checker) targets(owner string, refs []*Reference, kinds ...string) {
	for _, ref := range refs {
		id, local := c.definitions.localID(ref.Href)
		if id == "" {
			c.problem(ref.HrefPos, owner, CodeReference, "the reference %q has no #id", ref.Href)
			continue
		}
		if !local {
			c.importedTarget(owner, ref)
			continue
		}
		target, ok := c.ids[id]
		if !ok {
			c.problem(ref.HrefPos, owner, CodeReference, "nothing in the model has the id %q", id)
			continue
		}
		if !hasKind(target, kinds) {
			c.problem(ref.HrefPos, owner, CodeReference, "%q is the id of %s, where a %s is wanted", id, target, strings.Join(kinds, " or "))
		}
	}
}

func (c *checker) importedTarget(owner string, ref *Reference) {
	space, _, _ := strings.Cut(ref.Href, "#")
	for _, i := range c.definitions.Imports {
		if i.Namespace == space {
			return
		}
	}
	c.problem(ref.HrefPos, owner, CodeReference, "no import has the namespace %q", space)
}

func hasKind(target holder, kinds []string) bool {
	return slices.Contains(kinds, kindWord(target.kind))
}
