package dmn

import (
	"fmt"
	"strings"

	"github.com/tillit-se/tillit/kit/feel"
)

// module is one file of a compiled model: the model itself or an imported one.
type module struct {
	definitions *Definitions
	imports     []moduleImport
	byID        map[string]any // *node, *knowledge or *service
	definedType map[string]*ItemDefinition
	types       map[string]*itemType
	typeScope   *feel.Scope // names of types, without variables
	main        bool
}

type moduleImport struct {
	name   string
	module *module
}

// node is an input or a decision.
type node struct {
	index  int
	module *module
	name   string
	id     string
	typ    *itemType
	// declared is the element's variable, or nil.
	declared *InformationItem
	// decision is nil for an input.
	decision *Decision
	body     *body // nil for inputs, and decisions without logic
	at       place
}

// variable is the name that the element's variable has, which should be that of
// the element but in some editors' files is not.
func (n *node) variable() string {
	if n == nil || n.declared == nil {
		return ""
	}
	return n.declared.Name
}

// knowledge is a business knowledge model.
type knowledge struct {
	module     *module
	definition *BusinessKnowledgeModel
	params     []param
	body       *body
	result     *itemType
	at         place
	value      feel.Value // the function
	foreign    FunctionKind
}

type param struct {
	name string
	typ  *itemType
}

// service is a decision service.
type service struct {
	module     *module
	definition *DecisionService
	params     []*node
	outputs    []*node
	result     *itemType
	at         place
	value      feel.Value
}

// place is where in which file something of a model stands, for diagnostics.
type place struct {
	module *module
	owner  *holder
	text   *Text // FEEL source, when offsets in it have to be found in the file
	offset int32
	rule   int32 // of a table, from 1; 0 outside of rules
}

// element says which part of the model it is in.
func (p place) element() string {
	switch {
	case p.owner == nil:
		return ""
	case p.rule > 0:
		return fmt.Sprintf("%s, rule %d", p.owner, p.rule)
	}
	return p.owner.String()
}

func (p place) pos() Pos {
	if p.module == nil {
		return Pos{}
	}
	return p.module.definitions.Position(int(p.offset))
}

// posOf returns the place in the file of a byte of the FEEL source.
func (p place) posOf(offset int) Pos {
	if p.text == nil || p.module == nil {
		return p.pos()
	}
	return p.module.definitions.Position(p.text.Offset(offset))
}

func (p place) file() string {
	if p.module == nil || p.module.main {
		return ""
	}
	return p.module.definitions.Namespace
}

// space is the namespace of the model that it stands in.
func (p place) space() string {
	if p.module == nil {
		return ""
	}
	return p.module.definitions.Namespace
}

// compiler turns definitions into a Model.
type compiler struct {
	options  Options
	model    *Model
	modules  map[string]*module // by namespace
	loading  map[string]bool
	problems []Problem
	fatal    bool
}

// maxModules bounds the files that one model may import.
const maxModules = 200

func (c *compiler) problem(at place, pos Pos, code Code, format string, args ...any) {
	if len(c.problems) < maxProblems {
		c.problems = append(c.problems, Problem{
			Pos: pos, File: at.file(), Element: at.element(), Code: code, Message: fmt.Sprintf(format, args...),
		})
	}
}

// load makes a module of definitions and loads what they import.
func (c *compiler) load(d *Definitions) *module {
	m := &module{
		definitions: d, byID: make(map[string]any, len(d.Inputs)+len(d.Decisions)+len(d.Knowledge)+len(d.Services)), types: map[string]*itemType{},
		definedType: map[string]*ItemDefinition{}, main: len(c.modules) == 0,
	}
	c.modules[d.Namespace] = m
	c.model.modules = append(c.model.modules, m)
	c.loading[d.Namespace] = true
	for _, i := range d.Imports {
		c.imported(m, i)
	}
	delete(c.loading, d.Namespace)
	for _, t := range d.Types {
		m.definedType[t.Name] = t
	}
	return m
}

// dmnImport tells whether an import is of a decision model; others, such as
// XML schemas, are passed over.
func dmnImport(i *Import) bool {
	return i.ImportType == "" || strings.Contains(i.ImportType, "/spec/DMN/")
}

func (c *compiler) imported(m *module, i *Import) {
	if !dmnImport(i) {
		return
	}
	at := place{module: m, owner: &holder{"import", i.Name}}
	fail := func(code Code, format string, args ...any) {
		c.fatal = true
		c.problem(at, i.Pos, code, format, args...)
	}
	if c.loading[i.Namespace] {
		fail(CodeCycle, "the models import each other in a circle: %q", i.Namespace)
		return
	}
	target := c.modules[i.Namespace]
	if target == nil {
		if len(c.modules) >= maxModules {
			fail(CodeImport, "more than %d models are imported", maxModules)
			return
		}
		d, err := c.fetch(i)
		if err != nil {
			fail(CodeImport, "the model %q cannot be imported: %v", i.Namespace, err)
			return
		}
		target = c.load(d)
	}
	m.imports = append(m.imports, moduleImport{i.Name, target})
}

func (c *compiler) fetch(i *Import) (*Definitions, error) {
	if c.options.Import == nil {
		return nil, fmt.Errorf("nothing tells where imported models are")
	}
	source, err := c.options.Import(i)
	if err != nil {
		return nil, err
	}
	if source == nil {
		return nil, fmt.Errorf("no file has that namespace")
	}
	d, err := Read(source, c.options.Limits)
	if err != nil {
		return nil, err
	}
	if d.Namespace != i.Namespace {
		return nil, fmt.Errorf("the file has the namespace %q", d.Namespace)
	}
	return d, nil
}

// target finds the element that a reference means.
func (m *module) target(href string) any {
	space, id, _ := strings.Cut(href, "#")
	if space == "" || space == m.definitions.Namespace {
		return m.byID[id]
	}
	if i := m.importOf(space); i != nil {
		return i.module.byID[id]
	}
	return nil
}

func (m *module) importOf(space string) *moduleImport {
	for k := range m.imports {
		if m.imports[k].module.definitions.Namespace == space {
			return &m.imports[k]
		}
	}
	return nil
}
