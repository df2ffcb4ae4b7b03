package feel

import (
	"errors"
	"fmt"
)

// Var declares a variable that expressions may use. The name follows FEEL's
// rules: it may hold spaces and the signs . / - ' + * between its words, and
// is compared with runs of white space made one.
type Var struct {
	Name string
	Type Type
}

// Func declares a host function: Go code that expressions may call. It must be
// safe for concurrent use, and deterministic given its arguments and the
// [Env.Host] of the evaluation.
type Func struct {
	Name   string
	Params []Var
	Result Type
	// Call computes the result. An error becomes null and a diagnostic at
	// the place of the call. args has one value for each parameter and must
	// not be kept or used after the call.
	Call func(c *Call, args []Value) (Value, error)
}

// Scope is an immutable set of declared variables and host functions, against
// which expressions are compiled. Variables have slots: variable i of NewScope
// is value i of [Env.Values].
type Scope struct {
	vars  []Var
	funcs []Func
	names nameTable
	types nameTable
	slots map[string]int
	// scratch is memory for compilations and evaluations; scopes made of each
	// other share it.
	scratch *scratch
}

// NewScope declares variables and host functions. The error names every
// declaration that is not a legal name or comes twice.
func NewScope(vars []Var, funcs ...Func) (*Scope, error) {
	s := &Scope{
		vars:  append([]Var(nil), vars...),
		funcs: append([]Func(nil), funcs...),
		slots: make(map[string]int, len(vars)), scratch: &scratch{},
	}
	seen := make(map[string]bool, len(vars)+len(funcs))
	var errs []error
	declare := func(name string, target symbol) {
		words, err := splitName(name)
		switch {
		case err != nil:
			errs = append(errs, err)
		case seen[joinName(words)]:
			errs = append(errs, fmt.Errorf("the name %q is declared twice", name))
		default:
			seen[joinName(words)] = true
			s.names.add(words, target)
		}
	}
	for i, v := range s.vars {
		declare(v.Name, symbol{kind: symGlobal, index: i, typ: v.Type, name: v.Name})
		s.slots[v.Name] = i
	}
	for i, f := range s.funcs {
		declare(f.Name, symbol{kind: symHost, index: i, typ: f.typ(), name: f.Name})
	}
	return s, errors.Join(errs...)
}

func (f *Func) typ() Type {
	params := make([]Type, len(f.Params))
	for i, p := range f.Params {
		params[i] = p.Type
	}
	return FunctionOf(f.Result, params...)
}

// WithTypes returns a scope that also knows names of types, such as the item
// definitions of a decision model, for "instance of" and for parameters.
func (s *Scope) WithTypes(types ...Field) (*Scope, error) {
	extended := *s
	extended.types = nameTable{}
	if extended.scratch == nil {
		extended.scratch = &scratch{}
	}
	for _, known := range s.types.byFirst {
		for _, d := range known {
			extended.types.add(d.words, d.sym)
		}
	}
	var errs []error
	for _, t := range types {
		words, err := splitName(t.Name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		extended.types.add(words, symbol{typ: t.Type, name: t.Name})
	}
	return &extended, errors.Join(errs...)
}

// Vars returns the declared variables in slot order.
func (s *Scope) Vars() []Var { return append([]Var(nil), s.vars...) }

// Slot returns the slot of a declared variable.
func (s *Scope) Slot(name string) (slot int, ok bool) {
	slot, ok = s.slots[name]
	return slot, ok
}

// Bind lays named values into slots, for [Env.Values]. Declared variables
// without a value are null; a value without a declaration is an error.
func (s *Scope) Bind(values map[string]Value) ([]Value, error) {
	bound := make([]Value, len(s.vars))
	for name, v := range values {
		slot, ok := s.slots[name]
		if !ok {
			return nil, fmt.Errorf("no variable %q is declared", name)
		}
		bound[slot] = v
	}
	return bound, nil
}
