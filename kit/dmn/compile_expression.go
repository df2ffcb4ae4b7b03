package dmn

import (
	"fmt"
	"strings"

	"github.com/tillit-se/tillit/kit/feel"
)

// expression is runnable logic. It holds no state, so any number of
// evaluations may run it at once. The frame holds the values of its scope.
type expression interface {
	eval(r *run, frame []feel.Value) feel.Value
}

// expression compiles logic in a scope; missing logic gives null. The result is
// fitted to the type that the logic declares.
func (c *compiler) expression(e Expression, s *scope, owner *holder) expression {
	if isNilExpression(e) {
		return nullCode{}
	}
	base := e.Base()
	at := place{module: s.module, owner: owner, offset: int32(base.Pos.Offset)}
	code := c.bare(e, s, owner)
	typ := c.typeOf(s.module, base.TypeRef, at, base.Pos)
	if typ == nil {
		return code
	}
	if _, isFunction := e.(*FunctionDefinition); isFunction {
		return code // the type is that of the result
	}
	return &typedCode{code, typ, at}
}

func isNilExpression(e Expression) bool {
	return e == nil || e.Base() == nil
}

func (c *compiler) bare(e Expression, s *scope, owner *holder) expression {
	at := place{module: s.module, owner: owner, offset: int32(e.Base().Pos.Offset)}
	switch e := e.(type) {
	case *LiteralExpression:
		return c.literal(e, s, owner)
	case *DecisionTable:
		return c.table(e, s, owner)
	case *Context:
		return c.context(e, s, owner)
	case *List:
		return &listCode{c.expressions(e.Items, s, owner), at}
	case *Relation:
		return c.relation(e, s, owner)
	case *Invocation:
		return c.invocation(e, s, owner)
	case *FunctionDefinition:
		return c.function(e, s, owner)
	case *Conditional:
		return &conditionalCode{c.expression(e.If, s, owner), c.expression(e.Then, s, owner), c.expression(e.Else, s, owner), at}
	case *Filter:
		return c.filter(e, s, owner)
	case *For:
		return c.forLoop(e, s, owner)
	case *Quantified:
		inner := s.inner()
		slot := inner.add(feel.Var{Name: e.Variable})
		c.checkName(e.Variable, at, e.Pos)
		return &quantifiedCode{e.Every, slot, c.expression(e.In, s, owner), c.expression(e.Satisfies, inner, owner), at}
	}
	return nullCode{}
}

func (c *compiler) expressions(list []Expression, s *scope, owner *holder) []expression {
	codes := make([]expression, len(list))
	for i, e := range list {
		codes[i] = c.expression(e, s, owner)
	}
	return codes
}

// foreign tells whether an expression is written in another language.
func (c *compiler) foreign(language string, m *module) bool {
	if language == "" {
		language = m.definitions.ExpressionLanguage
	}
	return language != "" && !strings.EqualFold(language, "feel") && !strings.Contains(strings.ToUpper(language), "/FEEL")
}

// literal compiles FEEL. What does not compile gives null when it runs.
func (c *compiler) literal(e *LiteralExpression, s *scope, owner *holder) expression {
	at := place{module: s.module, owner: owner, offset: int32(e.Pos.Offset), text: &e.Text}
	if strings.TrimSpace(e.Text.Text) == "" {
		return nullCode{}
	}
	if c.foreign(e.Language, s.module) {
		c.problem(at, e.Pos, CodeUnsupported, "the expression is written in %q; only FEEL is run here", e.Language)
		return &faultCode{at, CodeUnsupported, fmt.Sprintf("the expression is written in %q", e.Language)}
	}
	prog, err := feel.Compile(e.Text.Text, s.feel(), feel.Lenient())
	if err != nil {
		c.feelProblem(at, err)
		_, message := positioned(at, err)
		return &faultCode{at, CodeFEEL, message}
	}
	c.strict(at, func() error {
		_, err := feel.Compile(e.Text.Text, s.feel())
		return err
	})
	if v, ok := prog.Constant(); ok {
		return &constantCode{v}
	}
	if slot, ok := prog.Variable(); ok {
		return &variableCode{slot}
	}
	return &feelCode{prog, at}
}

// strict reports what a strict reading of FEEL would refuse.
func (c *compiler) strict(at place, compile func() error) {
	if !c.options.Strict {
		return
	}
	if err := compile(); err != nil {
		c.feelProblem(at, err)
	}
}

func (c *compiler) context(e *Context, s *scope, owner *holder) expression {
	code := &contextCode{at: place{module: s.module, owner: owner, offset: int32(e.Pos.Offset)}, slot: len(s.vars)}
	inner := s.inner()
	for _, entry := range e.Entries {
		at := place{module: s.module, owner: owner, offset: int32(entry.Pos.Offset)}
		value := c.expression(entry.Value, inner, owner)
		if entry.Variable == nil {
			code.result = value
			break
		}
		v := entry.Variable
		typ := c.typeOf(s.module, v.TypeRef, at, v.Pos)
		c.checkName(v.Name, at, v.Pos)
		if typ != nil && !typ.isFunction() {
			value = &typedCode{value, typ, at}
		}
		inner.add(feel.Var{Name: v.Name, Type: c.entryType(entry, typ, s, at)})
		code.names = append(code.names, v.Name)
		code.values = append(code.values, value)
	}
	return code
}

// entryType is what is known of an entry for those after it.
func (c *compiler) entryType(entry *ContextEntry, typ *itemType, s *scope, at place) feel.Type {
	if f, ok := entry.Value.(*FunctionDefinition); ok {
		params := make([]param, len(f.Parameters))
		for i, p := range f.Parameters {
			params[i] = param{p.Name, c.typeOf(s.module, p.TypeRef, at, p.Pos)}
		}
		return functionOf(nil, params)
	}
	return typ.feelType()
}

func (t *itemType) isFunction() bool {
	return t != nil && strings.HasPrefix(t.feel.String(), "function")
}

func (c *compiler) relation(e *Relation, s *scope, owner *holder) expression {
	code := &relationCode{at: place{module: s.module, owner: owner, offset: int32(e.Pos.Offset)}}
	for _, column := range e.Columns {
		code.names = append(code.names, column.Name)
		code.types = append(code.types, c.typeOf(s.module, column.TypeRef, code.at, column.Pos))
	}
	for _, row := range e.Rows {
		code.rows = append(code.rows, c.expressions(row.Items, s, owner))
	}
	return code
}

func (c *compiler) invocation(e *Invocation, s *scope, owner *holder) expression {
	at := place{module: s.module, owner: owner, offset: int32(e.Pos.Offset)}
	code := &invocationCode{function: c.expression(e.Function, s, owner), at: at}
	for _, b := range e.Bindings {
		code.names = append(code.names, b.Parameter.Name)
		code.values = append(code.values, c.expression(b.Value, s, owner))
	}
	return code
}

// function compiles a function definition. Its body sees the names around as
// they were when the function was made.
func (c *compiler) function(e *FunctionDefinition, s *scope, owner *holder) expression {
	at := place{module: s.module, owner: owner, offset: int32(e.Pos.Offset)}
	code := &functionCode{at: at, outer: len(s.vars), result: c.typeOf(s.module, e.TypeRef, at, e.Pos)}
	code.body = &body{size: len(s.vars)}
	inner := &scope{module: s.module, vars: append([]feel.Var(nil), s.vars...), body: code.body}
	for _, p := range e.Parameters {
		typ := c.typeOf(s.module, p.TypeRef, at, p.Pos)
		c.checkName(p.Name, at, p.Pos)
		inner.add(feel.Var{Name: p.Name, Type: typ.feelType()})
		code.params = append(code.params, param{p.Name, typ})
	}
	if e.Kind != KindFEEL {
		c.problem(at, e.Pos, CodeUnsupported, "a function of kind %s: without help from outside it gives null", e.Kind)
		code.foreign = e.Kind
	}
	code.body.code = c.expression(e.Body, inner, owner)
	return code
}

func (c *compiler) filter(e *Filter, s *scope, owner *holder) expression {
	code := &filterCode{
		in: c.expression(e.In, s, owner), at: place{module: s.module, owner: owner, offset: int32(e.Pos.Offset)},
	}
	item := c.itemFeelType(e.In, s, code.at)
	if lit, ok := e.Match.(*LiteralExpression); ok && !c.foreign(lit.Language, s.module) {
		return c.literalFilter(code, lit, item, s)
	}
	inner := s.inner()
	code.slot = inner.add(feel.Var{Name: "item", Type: item})
	for _, f := range item.Fields() {
		if f.Name != "item" {
			inner.add(feel.Var(f))
			code.fields = append(code.fields, f.Name)
		}
	}
	code.match = c.expression(e.Match, inner, owner)
	return code
}

// literalFilter lets FEEL find the entries of items of which nothing is known
// before.
func (c *compiler) literalFilter(code *filterCode, lit *LiteralExpression, item feel.Type, s *scope) expression {
	code.text = place{module: s.module, owner: code.at.owner, offset: int32(lit.Pos.Offset), text: &lit.Text}
	prog, err := feel.CompileMatch(lit.Text.Text, s.feel(), item, feel.Lenient())
	if err != nil {
		c.feelProblem(code.text, err)
		_, message := positioned(code.text, err)
		return &faultCode{code.text, CodeFEEL, message}
	}
	code.prog = prog
	c.strict(code.text, func() error {
		_, err := feel.CompileMatch(lit.Text.Text, s.feel(), item)
		return err
	})
	return code
}

// itemFeelType is what is known of the items of a list expression.
func (c *compiler) itemFeelType(e Expression, s *scope, at place) feel.Type {
	if isNilExpression(e) {
		return feel.Any
	}
	t := c.typeOf(s.module, e.Base().TypeRef, at, e.Base().Pos).feelType()
	if lit, ok := e.(*LiteralExpression); ok && t.String() == "Any" {
		if prog, err := feel.Compile(lit.Text.Text, s.feel(), feel.Lenient()); err == nil {
			t = prog.Type()
		}
	}
	if rel, ok := e.(*Relation); ok && len(rel.Columns) > 0 {
		fields := make([]feel.Field, len(rel.Columns))
		for i, column := range rel.Columns {
			fields[i] = feel.Field{Name: column.Name, Type: c.typeOf(s.module, column.TypeRef, at, column.Pos).feelType()}
		}
		return feel.ContextOf(fields...)
	}
	item, ok := t.Item()
	if !ok {
		return feel.Any
	}
	return item
}

func (c *compiler) forLoop(e *For, s *scope, owner *holder) expression {
	inner := s.inner()
	at := place{module: s.module, owner: owner, offset: int32(e.Pos.Offset)}
	c.checkName(e.Variable, at, e.Pos)
	slot := inner.add(feel.Var{Name: e.Variable, Type: c.itemFeelType(e.In, s, at)})
	partial := inner.add(feel.Var{Name: "partial", Type: feel.ListOf(feel.Any)})
	return &forCode{slot, partial, c.expression(e.In, s, owner), c.expression(e.Return, inner, owner), at}
}
