package dmn

import (
	"fmt"
	"slices"
	"sync"

	"github.com/tillit-se/tillit/kit/feel"
)

// Model is a compiled decision model. It is immutable, and safe to evaluate
// from many goroutines at once.
type Model struct {
	modules  []*module // the model itself first
	nodes    []*node
	targets  []*Target
	problems []Problem
	tools    *tools
	runs     sync.Pool
}

// tools are programs that the engine itself needs.
type tools struct {
	aggregates map[Aggregation]*feel.Program
	spread     *feel.Program // the items of a range
}

// Load reads and compiles a model file. Errors are those of [Read] and
// [Compile].
func Load(source []byte, o Options) (*Model, error) {
	d, err := Read(source, o.Limits)
	if err != nil {
		return nil, err
	}
	return Compile(d, o)
}

// Compile makes a model that can be evaluated. The error is a [*ModelError]:
// of imports that cannot be resolved, and with [Options.Strict] of everything
// that [Model.Problems] would list.
func Compile(d *Definitions, o Options) (*Model, error) {
	c := &compiler{options: o, model: &Model{}, modules: map[string]*module{}, loading: map[string]bool{}}
	c.load(d)
	if c.fatal {
		return nil, &ModelError{c.problems}
	}
	var err error
	if c.model.tools, err = newTools(); err != nil {
		return nil, err
	}
	for i := len(c.model.modules) - 1; i >= 0; i-- {
		c.compileTypes(c.model.modules[i])
	}
	for _, m := range c.model.modules {
		c.declare(m)
	}
	c.checkImported()
	for _, m := range c.model.modules {
		c.services(m)
	}
	for _, m := range c.model.modules {
		c.bodies(m)
	}
	c.model.problems = c.problems
	if c.fatal || o.Strict && len(c.problems) > 0 {
		return nil, &ModelError{c.problems}
	}
	c.model.collectTargets()
	return c.model, nil
}

func newTools() (*tools, error) {
	scope, err := feel.NewScope([]feel.Var{{Name: "values"}})
	if err != nil {
		return nil, err
	}
	t := &tools{aggregates: map[Aggregation]*feel.Program{}}
	for aggregation, source := range map[Aggregation]string{Sum: "sum(values)", Min: "min(values)", Max: "max(values)"} {
		if t.aggregates[aggregation], err = feel.Compile(source, scope); err != nil {
			return nil, err
		}
	}
	t.spread, err = feel.Compile("for x in values return x", scope)
	return t, err
}

// Definitions returns the model as its file holds it. It must not be changed.
func (m *Model) Definitions() *Definitions { return m.modules[0].definitions }

// Imported returns the models that the model imports, directly or not.
func (m *Model) Imported() []*Definitions {
	var list []*Definitions
	for _, module := range m.modules[1:] {
		list = append(list, module.definitions)
	}
	return list
}

// Problems lists what is wrong in the model and does not keep it from running:
// expressions that will give null, types that are not known.
func (m *Model) Problems() []Problem { return append([]Problem(nil), m.problems...) }

// declare makes the elements of a module, without their logic.
func (c *compiler) declare(m *module) {
	d := m.definitions
	c.model.nodes = slices.Grow(c.model.nodes, len(d.Inputs)+len(d.Decisions))
	for _, in := range d.Inputs {
		at := place{module: m, owner: &holder{"inputData", in.Name}, offset: int32(in.Pos.Offset)}
		c.node(m, &node{module: m, name: in.Name, id: in.ID, typ: c.variableType(m, in.Variable, at), declared: in.Variable, at: at}, in.Pos)
	}
	for _, x := range d.Decisions {
		at := place{module: m, owner: &holder{"decision", x.Name}, offset: int32(x.Pos.Offset)}
		n := &node{module: m, name: x.Name, id: x.ID, typ: c.variableType(m, x.Variable, at), declared: x.Variable, decision: x, at: at}
		c.node(m, n, x.Pos)
	}
	for _, k := range d.Knowledge {
		c.declareKnowledge(m, k)
	}
	for _, s := range d.Services {
		at := place{module: m, owner: &holder{"decisionService", s.Name}, offset: int32(s.Pos.Offset)}
		m.byID[idOf(s.Named)] = &service{module: m, definition: s, at: at}
	}
}

// idOf is the key of an element: its id, or for those without one its name,
// which no reference can mean.
func idOf(n Named) string {
	if n.ID != "" {
		return n.ID
	}
	return "\x00" + n.Name
}

func (c *compiler) node(m *module, n *node, pos Pos) {
	n.index = len(c.model.nodes)
	c.model.nodes = append(c.model.nodes, n)
	m.byID[idOf(Named{Element: Element{ID: n.id}, Name: n.name})] = n
	c.checkName(n.name, n.at, pos)
}

func (c *compiler) variableType(m *module, v *InformationItem, at place) *itemType {
	if v == nil {
		return nil
	}
	return c.typeOf(m, v.TypeRef, at, v.Pos)
}

// resultType is what a knowledge model or service gives, of which the variable
// declares the result itself or, by a definition, the function.
func (c *compiler) resultType(m *module, v *InformationItem, at place) *itemType {
	if v == nil {
		return nil
	}
	if d := m.definedType[m.plainRef(v.TypeRef)]; d != nil && d.Function != nil {
		return c.typeOf(m, d.Function.OutputTypeRef, at, d.Pos)
	}
	if t := c.variableType(m, v, at); !t.isFunction() {
		return t
	}
	return nil
}

func (c *compiler) declareKnowledge(m *module, def *BusinessKnowledgeModel) {
	at := place{module: m, owner: &holder{"businessKnowledgeModel", def.Name}, offset: int32(def.Pos.Offset)}
	k := &knowledge{module: m, definition: def, at: at}
	c.checkName(def.Name, at, def.Pos)
	k.result = c.resultType(m, def.Variable, at)
	if def.Logic != nil {
		for _, p := range def.Logic.Parameters {
			k.params = append(k.params, param{p.Name, c.typeOf(m, p.TypeRef, at, p.Pos)})
			c.checkName(p.Name, at, p.Pos)
		}
		if k.result == nil {
			k.result = c.typeOf(m, def.Logic.TypeRef, at, def.Logic.Pos)
		}
		if def.Logic.Kind != KindFEEL {
			k.foreign = def.Logic.Kind
			c.problem(at, def.Logic.Pos, CodeUnsupported, "a function of kind %s: without help from outside it gives null", k.foreign)
		}
	}
	k.value = feel.NewFunction(feel.Func{Name: def.Name, Params: vars(k.params), Call: k.call})
	m.byID[idOf(def.Named)] = k
}

// checkImported checks references into other models, which could not be
// checked when their file was read.
func (c *compiler) checkImported() {
	for _, m := range c.model.modules {
		for _, d := range m.definitions.Decisions {
			c.imports(m, holder{"decision", d.Name}, d.InformationRequirements, d.KnowledgeRequirements)
		}
		for _, k := range m.definitions.Knowledge {
			c.imports(m, holder{"businessKnowledgeModel", k.Name}, k.KnowledgeRequirements)
		}
		for _, s := range m.definitions.Services {
			c.imports(m, holder{"decisionService", s.Name}, s.OutputDecisions, s.EncapsulatedDecisions, s.InputDecisions, s.InputData)
		}
	}
}

// imports checks that the references of an element into other models lead
// somewhere.
func (c *compiler) imports(m *module, h holder, lists ...[]*Reference) {
	for _, refs := range lists {
		for _, ref := range refs {
			if _, local := m.definitions.localID(ref.Href); !local && m.target(ref.Href) == nil {
				c.fatal = true
				c.problem(place{module: m, owner: &h}, ref.HrefPos, CodeReference, "the imported model has nothing with the id of %q", ref.Href)
			}
		}
	}
}

func (c *compiler) services(m *module) {
	for _, s := range m.definitions.Services {
		if service, ok := m.byID[idOf(s.Named)].(*service); ok {
			c.completeService(service)
		}
	}
}

// bodies compiles the logic of a module, once everything is declared in all.
func (c *compiler) bodies(m *module) {
	for _, d := range m.definitions.Decisions {
		if n, ok := m.byID[idOf(d.Named)].(*node); ok && d.Logic != nil {
			c.decisionBody(n)
		}
	}
	for _, def := range m.definitions.Knowledge {
		if k, ok := m.byID[idOf(def.Named)].(*knowledge); ok && def.Logic != nil {
			c.knowledgeBody(k)
		}
	}
}

func (c *compiler) decisionBody(n *node) {
	n.body = &body{}
	s := &scope{module: n.module, body: n.body}
	c.requirements(s, n.decision.InformationRequirements, n.decision.KnowledgeRequirements)
	n.body.code = c.expression(n.decision.Logic, s, n.at.owner)
}

// knowledgeBody sees its parameters, what it requires, and itself.
func (c *compiler) knowledgeBody(k *knowledge) {
	if isNilExpression(k.definition.Logic.Body) {
		return
	}
	b := &body{}
	s := &scope{module: k.module, body: b}
	for _, p := range k.params {
		s.add(feel.Var{Name: p.name, Type: p.typ.feelType()})
	}
	c.requirements(s, k.definition.KnowledgeRequirements)
	if name := k.definition.Name; !s.declares(name) {
		s.add(feel.Var{Name: name, Type: k.feelType()})
		b.fill = append(b.fill, filling{value: k.value})
	}
	b.code = c.expression(k.definition.Logic.Body, s, k.at.owner)
	k.body = b
}

func (s *scope) declares(name string) bool {
	for _, v := range s.vars {
		if v.Name == name {
			return true
		}
	}
	return false
}

func (c *compiler) completeService(s *service) {
	def := s.definition
	for _, refs := range [][]*Reference{def.InputData, def.InputDecisions} {
		for _, ref := range refs {
			if n, ok := s.module.target(ref.Href).(*node); ok {
				s.params = append(s.params, n)
			}
		}
	}
	for _, ref := range def.OutputDecisions {
		if n, ok := s.module.target(ref.Href).(*node); ok {
			s.outputs = append(s.outputs, n)
		}
	}
	if len(s.outputs) == 0 {
		c.problem(s.at, def.Pos, CodeStructure, "the service has no output decision, so it gives null")
	}
	s.result = c.resultType(s.module, def.Variable, s.at)
	params := make([]feel.Var, len(s.params))
	for i, n := range s.params {
		params[i].Name = n.name
	}
	s.value = feel.NewFunction(feel.Func{Name: fmt.Sprint(def.Name), Params: params, Call: s.call})
}
