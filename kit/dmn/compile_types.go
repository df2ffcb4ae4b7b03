package dmn

import (
	"errors"
	"fmt"
	"strings"

	"github.com/tillit-se/tillit/kit/feel"
)

// compileTypes makes the types of all modules. Types refer to each other and to
// themselves, so they are made on demand and filled in afterwards.
func (c *compiler) compileTypes(m *module) {
	empty, _ := feel.NewScope(nil)
	m.typeScope = empty
	var fields []feel.Field
	for _, d := range m.definitions.Types {
		at := place{module: m, owner: &holder{"itemDefinition", d.Name}}
		t := c.definedType(m, d, at)
		fields = append(fields, feel.Field{Name: d.Name, Type: t.feelType()})
	}
	for _, i := range m.imports {
		for _, d := range i.module.definitions.Types {
			if t := i.module.types[d.Name]; t != nil && i.name != "" {
				fields = append(fields, feel.Field{Name: i.name + "." + d.Name, Type: t.feelType()})
			}
		}
	}
	m.typeScope, _ = empty.WithTypes(fields...)
	c.cutCycles(m)
}

// cutCycles finds definitions that are nothing but names for each other.
func (c *compiler) cutCycles(m *module) {
	for _, d := range m.definitions.Types {
		steps := 0
		for t := m.types[d.Name]; t != nil && !t.collection; t = t.item {
			if steps++; steps > len(m.types)+len(m.imports)+10_000 {
				at := place{module: m, owner: &holder{"itemDefinition", d.Name}}
				c.problem(at, d.Pos, CodeCycle, "the type %q refers to itself", d.Name)
				m.types[d.Name].item = nil
				break
			}
		}
	}
}

// typeOf resolves a reference to a type; nil is Any.
func (c *compiler) typeOf(m *module, ref string, at place, pos Pos) *itemType {
	ref = m.plainRef(ref)
	if ref == "" || ref == "Any" {
		return nil
	}
	if d, ok := m.definedType[ref]; ok {
		return c.definedType(m, d, place{module: m, owner: &holder{"itemDefinition", d.Name}})
	}
	if t := c.importedType(m, ref, at); t != nil {
		return t
	}
	if t, ok := baseTypes[ref]; ok {
		return &itemType{name: ref, feel: t}
	}
	t, err := feel.ParseType(ref, m.typeScope)
	if err != nil {
		c.problem(at, pos, CodeType, "the type %q is not defined", ref)
		return nil
	}
	return &itemType{name: ref, feel: t}
}

func (c *compiler) importedType(m *module, ref string, at place) *itemType {
	for _, i := range m.imports {
		rest := ref
		if i.name != "" {
			var ok bool
			if rest, ok = strings.CutPrefix(ref, i.name+"."); !ok {
				continue
			}
		}
		if d, ok := i.module.definedType[rest]; ok {
			return c.definedType(i.module, d, at)
		}
		if t := c.importedType(i.module, rest, at); t != nil && i.name != "" {
			return t
		}
	}
	return nil
}

func (c *compiler) definedType(m *module, d *ItemDefinition, at place) *itemType {
	if t, ok := m.types[d.Name]; ok {
		return t
	}
	// A type that refers to this one before it is complete must look into it.
	t := &itemType{refined: true}
	m.types[d.Name] = t
	c.fillType(m, t, d, at)
	return t
}

// fillType completes the type of a definition or component.
func (c *compiler) fillType(m *module, t *itemType, d *ItemDefinition, at place) {
	t.name = d.Name
	var of itemType // what one value, or item of the collection, is
	switch {
	case len(d.Components) > 0:
		c.fillComponents(m, &of, d, at)
	case d.Function != nil:
		of.feel = c.functionType(m, d.Function, at)
	case d.TypeRef != "":
		if ref := c.typeOf(m, d.TypeRef, at, d.Pos); ref != nil {
			of = itemType{feel: ref.feel, item: ref, refined: ref.refined}
		}
	}
	if !d.IsCollection {
		*t = of
		t.name = d.Name
	} else {
		item := of
		t.collection, t.item, t.refined = true, &item, true
		t.feel = feel.ListOf(item.feel)
	}
	t.allowed = c.typeTests(m, d.AllowedValues, of.feel, at)
	t.constraint = c.typeTests(m, d.TypeConstraint, t.feel, at)
	t.refined = t.refined || t.allowed != nil || t.constraint != nil
}

func (c *compiler) fillComponents(m *module, t *itemType, d *ItemDefinition, at place) {
	t.isContext, t.refined = true, true
	var fields []feel.Field
	for _, part := range d.Components {
		typ := &itemType{}
		c.fillType(m, typ, part, at)
		t.components = append(t.components, component{part.Name, typ})
		fields = append(fields, feel.Field{Name: part.Name, Type: typ.feelType()})
	}
	t.feel = feel.ContextOf(fields...)
}

func (c *compiler) functionType(m *module, f *FunctionItem, at place) feel.Type {
	var params []feel.Type
	for _, p := range f.Parameters {
		params = append(params, c.typeOf(m, p.TypeRef, at, p.Pos).feelType())
	}
	return feel.FunctionOf(c.typeOf(m, f.OutputTypeRef, at, f.Pos).feelType(), params...)
}

// typeTests compiles a constraint of a type; nil when there is none.
func (c *compiler) typeTests(m *module, tests *UnaryTests, input feel.Type, at place) *feel.Program {
	if tests == nil || strings.TrimSpace(tests.Text.Text) == "" {
		return nil
	}
	at.text, at.offset = &tests.Text, int32(tests.Pos.Offset)
	prog, err := feel.CompileUnaryTests(tests.Text.Text, m.typeScope, input, feel.Lenient())
	if err != nil {
		c.feelProblem(at, err)
		return nil
	}
	return prog
}

// feelProblem reports an expression that does not compile.
func (c *compiler) feelProblem(at place, err error) {
	pos, message := positioned(at, err)
	c.problem(at, pos, CodeFEEL, "%s", message)
}

// positioned finds the place in the file of an error of FEEL.
func positioned(at place, err error) (Pos, string) {
	var fault *feel.CompileError
	if errors.As(err, &fault) {
		return at.posOf(fault.Span.Start.Offset), fault.Message
	}
	return at.pos(), fmt.Sprint(err)
}
