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
	parts := len(d.Imports) + len(d.Inputs) + len(d.Decisions) + len(d.Knowledge) + len(d.Services) + len(d.Sources)
	c := &checker{
		definitions: d, holders: make([]held, 0, parts), types: make(map[string]bool, len(d.Types)),
		ids: make(map[string]int32, parts), names: make(map[string]int32, parts),
	}
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
	holders     []held
	ids         map[string]int32 // what has the id: the place in holders
	names       map[string]int32
	types       map[string]bool
	problems    []Problem
}

// held is a holder, and which of the model's decisions it is.
type held struct {
	kind     string
	named    *Named
	decision int32 // -1 for others
}

func (h held) holder() holder { return holder{h.kind, h.named.Name} }

func (c *checker) problem(at Pos, element fmt.Stringer, code Code, format string, args ...any) {
	if len(c.problems) < maxProblems {
		c.problems = append(c.problems, Problem{Pos: at, Element: element.String(), Code: code, Message: fmt.Sprintf(format, args...)})
	}
}

// collect notes ids and names of the graph's elements.
func (c *checker) collect() {
	d := c.definitions
	for _, t := range d.Types {
		if c.types[t.Name] {
			c.problem(t.Pos, holder{"itemDefinition", t.Name}, CodeDuplicate, "the type %q is defined twice", t.Name)
		}
		c.types[t.Name] = true
	}
	for _, i := range d.Imports {
		c.name(c.hold(&i.Named, "import", -1))
	}
	for _, i := range d.Inputs {
		c.node(&i.Named, "inputData", -1)
	}
	for i, x := range d.Decisions {
		c.node(&x.Named, "decision", int32(i))
	}
	for _, k := range d.Knowledge {
		c.node(&k.Named, "businessKnowledgeModel", -1)
	}
	for _, s := range d.Services {
		c.node(&s.Named, "decisionService", -1)
	}
	for _, s := range d.Sources {
		c.id(c.hold(&s.Named, "knowledgeSource", -1))
	}
}

func (c *checker) hold(n *Named, kind string, decision int32) int32 {
	c.holders = append(c.holders, held{kind, n, decision})
	return int32(len(c.holders) - 1)
}

func (c *checker) node(n *Named, kind string, decision int32) {
	i := c.hold(n, kind, decision)
	c.id(i)
	c.name(i)
}

func (c *checker) id(i int32) {
	h := c.holders[i]
	if h.named.ID == "" {
		return
	}
	if other, ok := c.ids[h.named.ID]; ok {
		c.problem(h.named.Pos, h.holder(), CodeDuplicateID, "the id %q is that of %s too", h.named.ID, c.holders[other].holder())
		return
	}
	c.ids[h.named.ID] = i
}

func (c *checker) name(i int32) {
	h := c.holders[i]
	if h.named.Name == "" {
		return
	}
	if other, ok := c.names[h.named.Name]; ok {
		c.problem(h.named.Pos, h.holder(), CodeDuplicate, "the name is that of %s too", c.holders[other].holder())
		return
	}
	c.names[h.named.Name] = i
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
		owner := holder{"decision", x.Name}
		c.targets(owner, x.InformationRequirements, "decision", "input")
		c.targets(owner, x.KnowledgeRequirements, "knowledge model", "service")
	}
	for _, k := range d.Knowledge {
		c.targets(holder{"businessKnowledgeModel", k.Name}, k.KnowledgeRequirements, "knowledge model", "service")
	}
	for _, s := range d.Services {
		owner := holder{"decisionService", s.Name}
		c.targets(owner, s.OutputDecisions, "decision")
		c.targets(owner, s.EncapsulatedDecisions, "decision")
		c.targets(owner, s.InputDecisions, "decision")
		c.targets(owner, s.InputData, "input")
	}
}

// targets checks that references into this file lead to elements of the kinds
// wanted, each once.
func (c *checker) targets(owner holder, refs []*Reference, kinds ...string) {
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
		i, ok := c.ids[id]
		if !ok {
			c.problem(ref.HrefPos, owner, CodeReference, "nothing in the model has the id %q", id)
			continue
		}
		if target := c.holders[i]; !slices.Contains(kinds, kindWord(target.kind)) {
			c.problem(ref.HrefPos, owner, CodeReference, "%q is the id of %s, where a %s is wanted", id, target.holder(), strings.Join(kinds, " or "))
		}
	}
}

func (c *checker) importedTarget(owner holder, ref *Reference) {
	space, _, _ := strings.Cut(ref.Href, "#")
	for _, i := range c.definitions.Imports {
		if i.Namespace == space {
			return
		}
	}
	c.problem(ref.HrefPos, owner, CodeReference, "no import has the namespace %q", space)
}
