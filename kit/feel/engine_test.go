package feel_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/feel"
)

func compiled(t *testing.T, src string, s *feel.Scope) *feel.Program {
	t.Helper()
	p, err := feel.Compile(src, s, feel.Lenient())
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	return p
}

func TestASessionRunsProgramsWithinPrograms(t *testing.T) {
	inner := compiled(t, "x * 10 + 1 / 0", scope(t, feel.Var{Name: "x"}))
	var innerFaults []feel.Diagnostic
	f := feel.NewFunction(feel.Func{Name: "f", Params: []feel.Var{{Name: "n"}}, Call: func(c *feel.Call, args []feel.Value) (feel.Value, error) {
		_, faults, err := c.Session().Run(inner, []feel.Value{args[0]}, feel.Null)
		innerFaults = append(innerFaults, faults...)
		plain := compiled(t, "x * 10", scope(t, feel.Var{Name: "x"}))
		v, _, err2 := c.Session().Run(plain, []feel.Value{args[0]}, feel.Null)
		return v, errors.Join(err, err2)
	}})
	outer := compiled(t, "[x, f(x), x, for i in [1, 2] return f(i) + x]", scope(t, feel.Var{Name: "x"}, feel.Var{Name: "f"}))
	s := feel.NewSession(t.Context(), feel.Env{})
	v, faults, err := s.Run(outer, []feel.Value{feel.Int(4), f}, feel.Null)
	if err != nil || v.String() != "[4, 40, 4, [14, 24]]" {
		t.Errorf("%s, %v", v, err)
	}
	if len(faults) != 0 || len(innerFaults) != 3 {
		t.Errorf("diagnostics of the outer program: %v, of the inner: %v", faults, innerFaults)
	}
}

func TestAFunctionKeepsTheVariablesOfItsProgram(t *testing.T) {
	s := feel.NewSession(t.Context(), feel.Env{})
	fn, _, err := s.Run(compiled(t, "function(n) n + x", scope(t, feel.Var{Name: "x"})), []feel.Value{feel.Int(100)}, feel.Null)
	if err != nil {
		t.Fatal(err)
	}
	v, _, err := s.Run(compiled(t, "f(x)", scope(t, feel.Var{Name: "x"}, feel.Var{Name: "f"})), []feel.Value{feel.Int(1), fn}, feel.Null)
	if err != nil || v.String() != "101" {
		t.Errorf("%s, %v", v, err)
	}
	for _, names := range [][]string{nil, {"n"}} {
		if v, _, err := s.Call(fn, []feel.Value{feel.Int(5)}, names); err != nil || v.String() != "105" {
			t.Errorf("called by %v: %s, %v", names, v, err)
		}
	}
	if v, faults, _ := s.Call(feel.Int(1), nil, nil); !v.IsNull() || len(faults) == 0 {
		t.Error("a number was called")
	}
	if names, ok := fn.Params(); !ok || len(names) != 1 || names[0] != "n" {
		t.Errorf("parameters: %v", names)
	}
}

func TestNestedRunsShareTheirLimits(t *testing.T) {
	var f feel.Value
	again := compiled(t, "f(n + 1)", scope(t, feel.Var{Name: "n"}, feel.Var{Name: "f"}))
	f = feel.NewFunction(feel.Func{Name: "f", Params: []feel.Var{{Name: "n"}}, Call: func(c *feel.Call, args []feel.Value) (feel.Value, error) {
		v, _, err := c.Session().Run(again, []feel.Value{args[0], f}, feel.Null)
		return v, err
	}})
	s := feel.NewSession(t.Context(), feel.Env{Limits: feel.Limits{Depth: 50}})
	_, _, err := s.Run(again, []feel.Value{feel.Int(1), f}, feel.Null)
	var limit *feel.LimitError
	if !errors.As(err, &limit) || limit.Limit != "depth" {
		t.Fatalf("got %v", err)
	}
	if _, _, err := s.Run(compiled(t, "1", nil), nil, feel.Null); err == nil {
		t.Error("the session goes on after its error")
	}
	s.Restart(t.Context(), feel.Env{})
	if v, _, err := s.Run(compiled(t, "1", nil), nil, feel.Null); err != nil || v.String() != "1" {
		t.Errorf("after a restart: %s, %v", v, err)
	}
	if err := s.Spend(2_000_000); err == nil {
		t.Error("two million steps were spent")
	}
}

func TestLiteralsOfTests(t *testing.T) {
	for src, want := range map[string]struct {
		count              int
		negated, every, ok bool
	}{
		`"a", "b"`: {2, false, false, true}, `< 5`: {1, false, false, true}, `[1..2], 7`: {2, false, false, true},
		`not(1)`: {1, true, false, true}, `-`: {0, false, true, true}, `? > 1`: {0, false, false, false}, `x`: {0, false, false, false}, `!= 3`: {0, false, false, false},
	} {
		p, err := feel.CompileUnaryTests(src, scope(t, feel.Var{Name: "x"}), feel.Any, feel.Lenient())
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		tests, negated, every, ok := p.Tests()
		if len(tests) != want.count || negated != want.negated || every != want.every || ok != want.ok {
			t.Errorf("%s: %v, %v, %v, %v", src, tests, negated, every, ok)
		}
	}
}

func TestConstantsAndVariables(t *testing.T) {
	s := scope(t, feel.Var{Name: "x"}, feel.Var{Name: "y"})
	for src, constant := range map[string]bool{"1": true, `"a"`: true, "[1, 2]": true, "[1..2]": true, "-5": true, "null": true, "x": false, "1 + 1": false, "abs": false} {
		if _, ok := compiled(t, src, s).Constant(); ok != constant {
			t.Errorf("%s is constant: %v", src, ok)
		}
	}
	if slot, ok := compiled(t, "y", s).Variable(); !ok || slot != 1 {
		t.Errorf("y is in slot %d, %v", slot, ok)
	}
	if _, ok := compiled(t, "y + 1", s).Variable(); ok {
		t.Error("y + 1 is a variable")
	}
}

func TestMatchesOfFilters(t *testing.T) {
	p, err := feel.CompileMatch("price > limit and item.price < 10", scope(t, feel.Var{Name: "limit"}), feel.Any, feel.Lenient())
	if err != nil {
		t.Fatal(err)
	}
	s := feel.NewSession(t.Context(), feel.Env{})
	for price, want := range map[int64]bool{1: false, 5: true, 20: false} {
		item := feel.NewContext(feel.Entry{Name: "price", Value: feel.Int(price)})
		if v, _, err := s.Run(p, []feel.Value{feel.Int(3)}, item); err != nil || v.IsTrue() != want {
			t.Errorf("price %d: %s, %v", price, v, err)
		}
	}
}

func TestTypesByName(t *testing.T) {
	for src, want := range map[string]string{"number": "number", "list<date and time>": "list<date and time>", "days and time duration": "days and time duration"} {
		if typ, err := feel.ParseType(src, nil); err != nil || typ.String() != want {
			t.Errorf("%s: %s, %v", src, typ, err)
		}
	}
	for _, src := range []string{"", "tNone", "number number", "list<", "\""} {
		if _, err := feel.ParseType(src, nil); err == nil {
			t.Errorf("%q is a type", src)
		}
	}
	if !feel.ListOf(feel.NumberType).Accepts(value(t, "[1, null]")) || feel.NumberType.Accepts(feel.String("1")) || !feel.NumberType.Accepts(feel.Null) {
		t.Error("Accepts is wrong")
	}
}

func value(t *testing.T, src string) feel.Value {
	t.Helper()
	return evalIn(t, scope(t), src, nil).Value
}

// TestNamesAreCheckedAlike holds the short way of CheckName against NewScope.
func TestNamesAreCheckedAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringOf(rapid.SampledFrom([]rune("aZ_09 .-+/*'é(,\""))).Draw(t, "name")
		if rapid.IntRange(0, 3).Draw(t, "word") == 0 {
			name = rapid.SampledFrom([]string{"for", "in", "null", "external", "item", "date", "a b", "days and time"}).Draw(t, "name")
		}
		_, err := feel.NewScope([]feel.Var{{Name: name}})
		if (err == nil) != (feel.CheckName(name) == nil) {
			t.Fatalf("%q: %v, %v", name, err, feel.CheckName(name))
		}
	})
}
