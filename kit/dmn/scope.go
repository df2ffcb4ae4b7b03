package dmn

import (
	"fmt"
	"strings"

	"github.com/tillit-se/tillit/kit/feel"
)

// scope is the names that a piece of logic may use. Each name has a place in
// the frame of values that the body around shares, so inner scopes only add
// places at the end.
type scope struct {
	module *module
	vars   []feel.Var
	body   *body
	cached *feel.Scope
}

// body is logic with a frame of its own: that of a decision, a knowledge model
// or a function.
type body struct {
	// size is the number of values in the frame.
	size int
	// fill says what stands in the frame when the body begins.
	fill []filling
	code expression
}

// filling puts something of the model into a place of the frame.
type filling struct {
	node  *node      // the value of an input or decision
	value feel.Value // or a constant, such as a function
	parts []importedPart
}

// importedPart is an element of another model, reached as an entry of a context
// that has the import's name.
type importedPart struct {
	name    string
	filling filling
}

// add declares names and returns the slot of the first. A name that is taken
// is hidden by the new one.
func (s *scope) add(vars ...feel.Var) int {
	first := len(s.vars)
	for _, v := range vars {
		for i := range s.vars {
			if s.vars[i].Name == v.Name {
				s.vars[i] = feel.Var{Name: fmt.Sprintf("__hidden_%d", i)}
			}
		}
		s.vars = append(s.vars, v)
	}
	s.cached = nil
	s.body.size = max(s.body.size, len(s.vars))
	return first
}

// inner returns a scope for names that end with a part of the logic.
func (s *scope) inner() *scope {
	return &scope{module: s.module, vars: append([]feel.Var(nil), s.vars...), body: s.body}
}

// feel returns the scope as FEEL needs it. Names that FEEL cannot use are
// reported where they are declared.
func (s *scope) feel() *feel.Scope {
	if s.cached == nil && len(s.vars) == 0 {
		s.cached = s.module.typeScope
	}
	if s.cached == nil {
		s.cached, _ = s.module.typeScope.WithVars(s.vars)
	}
	return s.cached
}

// checkName reports a name that no expression will be able to use.
func (c *compiler) checkName(name string, at place, pos Pos) {
	if name == "" {
		return
	}
	if err := feel.CheckName(name); err != nil {
		c.problem(at, pos, CodeName, "%v", err)
	}
}

// requirements declares what a decision or knowledge model requires.
func (c *compiler) requirements(s *scope, refs ...[]*Reference) {
	imported := map[string][]importedPart{}
	var order []string
	for _, list := range refs {
		for _, ref := range list {
			name, typ, f, ok := s.module.required(ref)
			if !ok {
				continue
			}
			space, _, _ := strings.Cut(ref.Href, "#")
			i := s.module.importOf(space)
			if i == nil || i.name == "" || space == s.module.definitions.Namespace {
				s.add(feel.Var{Name: name, Type: typ})
				s.body.fill = append(s.body.fill, f)
				if other := f.node.variable(); other != "" && other != name && !s.declares(other) {
					s.add(feel.Var{Name: other, Type: typ})
					s.body.fill = append(s.body.fill, f)
				}
				continue
			}
			if imported[i.name] == nil {
				order = append(order, i.name)
			}
			imported[i.name] = append(imported[i.name], importedPart{name, f})
		}
	}
	for _, name := range order {
		s.add(feel.Var{Name: name, Type: contextOf(imported[name])})
		s.body.fill = append(s.body.fill, importFilling(imported[name]))
	}
}

// required finds what a reference gives: a name, a type and a value.
func (m *module) required(ref *Reference) (string, feel.Type, filling, bool) {
	switch target := m.target(ref.Href).(type) {
	case *node:
		return target.name, target.typ.feelType(), filling{node: target}, true
	case *knowledge:
		return target.definition.Name, target.feelType(), filling{value: target.value}, true
	case *service:
		return target.definition.Name, target.feelType(), filling{value: target.value}, true
	}
	return "", feel.Any, filling{}, false
}

func (f filling) feelType() feel.Type {
	if f.node != nil {
		return f.node.typ.feelType()
	}
	return feel.FunctionOf(feel.Any)
}

func contextOf(parts []importedPart) feel.Type {
	fields := make([]feel.Field, len(parts))
	for i, p := range parts {
		fields[i] = feel.Field{Name: p.name, Type: p.filling.feelType()}
	}
	return feel.ContextOf(fields...)
}

// importFilling is the context of an import, made once when it holds functions
// only.
func importFilling(parts []importedPart) filling {
	entries := make([]feel.Entry, len(parts))
	for i, p := range parts {
		if p.filling.node != nil {
			return filling{parts: parts}
		}
		entries[i] = feel.Entry{Name: p.name, Value: p.filling.value}
	}
	return filling{value: feel.NewContext(entries...)}
}

func (k *knowledge) feelType() feel.Type { return functionOf(k.result, k.params) }

func (s *service) feelType() feel.Type {
	params := make([]param, len(s.params))
	for i, n := range s.params {
		params[i] = param{n.name, n.typ}
	}
	return functionOf(s.result, params)
}

func functionOf(result *itemType, params []param) feel.Type {
	types := make([]feel.Type, len(params))
	for i, p := range params {
		types[i] = p.typ.feelType()
	}
	return feel.FunctionOf(result.feelType(), types...)
}
