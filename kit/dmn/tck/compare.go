package tck

import (
	"context"

	"github.com/tillit-se/tillit/kit/feel"
)

// comparer compares results with what tests expect: equal, with numbers
// compared to eight decimals.
type comparer struct{ near *feel.Program }

func newComparer() (*comparer, error) {
	scope, err := feel.NewScope([]feel.Var{{Name: "a", Type: feel.NumberType}, {Name: "b", Type: feel.NumberType}})
	if err != nil {
		return nil, err
	}
	near, err := feel.Compile("abs(a - b) < 0.00000001", scope)
	return &comparer{near}, err
}

func (c *comparer) same(got, want feel.Value) bool {
	switch want.Kind() {
	case feel.KindNumber:
		return c.sameNumber(got, want)
	case feel.KindList:
		a, ok := got.AsList()
		b, _ := want.AsList()
		if !ok || len(a) != len(b) {
			return false
		}
		for i := range a {
			if !c.same(a[i], b[i]) {
				return false
			}
		}
		return true
	case feel.KindContext:
		return c.sameContext(got, want)
	}
	return got.Equal(want)
}

func (c *comparer) sameContext(got, want feel.Value) bool {
	a, ok := got.AsContext()
	b, _ := want.AsContext()
	if !ok || a.Len() != b.Len() {
		return false
	}
	for i := range b.Len() {
		e := b.At(i)
		v, ok := a.Get(e.Name)
		if !ok || !c.same(v, e.Value) {
			return false
		}
	}
	return true
}

func (c *comparer) sameNumber(got, want feel.Value) bool {
	if got.Kind() != feel.KindNumber || got.Equal(want) {
		return got.Equal(want)
	}
	r, err := c.near.Eval(context.Background(), feel.Env{Values: []feel.Value{got, want}})
	return err == nil && r.Value.IsTrue()
}
