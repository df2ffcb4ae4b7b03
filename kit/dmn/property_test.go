package dmn_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

// cellsOf draws cells for a column: those that an index judges, and others.
func cellsOf(kind string) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		n := func(name string) int { return rapid.IntRange(-3, 8).Draw(t, name) }
		literal := func(name string) string {
			switch kind {
			case "string":
				return fmt.Sprintf("%q", rapid.SampledFrom([]string{"a", "b", "c", ""}).Draw(t, name))
			case "boolean":
				return rapid.SampledFrom([]string{"true", "false"}).Draw(t, name)
			case "date":
				return fmt.Sprintf(`@"2026-01-%02d"`, 5+n(name))
			}
			if rapid.Bool().Draw(t, "decimals") {
				return fmt.Sprintf("%d.%d0", n(name), rapid.IntRange(0, 2).Draw(t, "digit"))
			}
			return fmt.Sprint(n(name))
		}
		shapes := []string{"-", "v", "v, v", "not(v)", "not(v, v)", "null", "? = v", "", "[v..v]"}
		if kind == "number" || kind == "date" {
			shapes = append(shapes, "< v", "<= v", "> v", ">= v", "[v..v]", "(v..v)", "[v..v)", "< v, > v", "not([v..v])", "not(< v)", "v, [v..v]", "[v,v]")
		}
		shape := rapid.SampledFrom(shapes).Draw(t, "shape")
		for i := 0; strings.Contains(shape, "v"); i++ {
			shape = strings.Replace(shape, "v", literal(fmt.Sprint("v", i)), 1)
		}
		return shape
	})
}

// valuesOf draws inputs for a column, some of another kind.
func valuesOf(kind string) *rapid.Generator[feel.Value] {
	return rapid.Custom(func(t *rapid.T) feel.Value {
		if rapid.IntRange(0, 9).Draw(t, "odd") == 0 {
			return rapid.SampledFrom([]feel.Value{feel.Null, feel.Int(1), feel.String("a"), feel.Bool(true), feel.List(feel.Int(1))}).Draw(t, "other")
		}
		switch kind {
		case "string":
			return feel.String(rapid.SampledFrom([]string{"a", "b", "c", "", "d"}).Draw(t, "text"))
		case "boolean":
			return feel.Bool(rapid.Bool().Draw(t, "bool"))
		case "date":
			v, _ := feel.Temporal(fmt.Sprintf("2026-01-%02d", rapid.IntRange(1, 15).Draw(t, "day")))
			return v
		}
		return feel.Scaled(int64(rapid.IntRange(-40, 90).Draw(t, "tenths")), -1)
	})
}

// TestTheIndexFindsWhatTestingEachRuleFinds compares evaluation by index with
// that under trace, which tests every cell.
func TestTheIndexFindsWhatTestingEachRuleFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kinds := rapid.SliceOfN(rapid.SampledFrom([]string{"number", "string", "boolean", "date"}), 1, 3).Draw(t, "kinds")
		g := grid{policy: "COLLECT", outputs: []string{""}}
		for i := range kinds {
			g.inputs = append(g.inputs, fmt.Sprintf("x%d:Any", i))
		}
		rules := rapid.SampledFrom([]int{0, 1, 5, 63, 64, 65, 130}).Draw(t, "rules")
		drawn := make([]*rapid.Generator[string], len(kinds))
		for i, kind := range kinds {
			drawn[i] = rapid.SampledFrom(rapid.SliceOfN(cellsOf(kind), 1, 6).Draw(t, "cells"))
		}
		for i := range rules {
			var cells []string
			for _, d := range drawn {
				cells = append(cells, d.Draw(t, "cell"))
			}
			g.rules = append(g.rules, strings.Join(append(cells, fmt.Sprint(i)), "|"))
		}
		m, err := dmn.Load(g.model(), dmn.Options{})
		if err != nil {
			t.Fatal(err)
		}
		target, err := m.Target("result")
		if err != nil {
			t.Fatal(err)
		}
		for range 10 {
			var inputs []feel.Value
			for _, kind := range kinds {
				inputs = append(inputs, valuesOf(kind).Draw(t, "input"))
			}
			indexed, err := target.Evaluate(t.Context(), inputs, dmn.Env{})
			if err != nil {
				t.Fatal(err)
			}
			naive, err := target.Evaluate(t.Context(), inputs, dmn.Env{Trace: true})
			if err != nil {
				t.Fatal(err)
			}
			if !indexed.Value.Equal(naive.Value) {
				t.Fatalf("by index %s, rule by rule %s, for %v in\n%s", indexed.Value, naive.Value, inputs, strings.Join(g.rules, "\n"))
			}
		}
	})
}

// TestTheOrderOfRulesMattersOnlyWhereItShould shuffles rules: U and A give the
// same, C the same in another order.
func TestTheOrderOfRulesMattersOnlyWhereItShould(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy := rapid.SampledFrom([]string{"UNIQUE", "ANY", "COLLECT", "PRIORITY"}).Draw(t, "policy")
		g := grid{policy: policy, inputs: []string{"x:number"}, outputs: []string{":number:4, 2, 0, 1, 3"}}
		for i := range rapid.IntRange(1, 12).Draw(t, "rules") {
			g.rules = append(g.rules, cellsOf("number").Draw(t, "cell")+fmt.Sprintf("|%d", i/2%5))
		}
		shuffled := g
		shuffled.rules = append([]string(nil), g.rules...)
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		random.Shuffle(len(g.rules), func(i, k int) {
			shuffled.rules[i], shuffled.rules[k] = shuffled.rules[k], shuffled.rules[i]
		})
		x := valuesOf("number").Draw(t, "x")
		a, b := resultOf(t, g, x), resultOf(t, shuffled, x)
		if policy == "COLLECT" {
			a, b = sorted(t, a), sorted(t, b)
		}
		if !a.Equal(b) {
			t.Fatalf("%s: %s, shuffled %s, for %s in\n%s", policy, a, b, x, strings.Join(g.rules, "\n"))
		}
	})
}

func resultOf(t *rapid.T, g grid, x feel.Value) feel.Value {
	m, err := dmn.Load(g.model(), dmn.Options{})
	if err != nil {
		t.Fatal(err)
	}
	target, err := m.Target("result")
	if err != nil {
		t.Fatal(err)
	}
	r, err := target.Evaluate(t.Context(), []feel.Value{x}, dmn.Env{})
	if err != nil {
		t.Fatal(err)
	}
	return r.Value
}

func sorted(t *rapid.T, v feel.Value) feel.Value {
	scope, err := feel.NewScope([]feel.Var{{Name: "l"}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := feel.Compile("sort(l, function(a, b) a < b)", scope)
	if err != nil {
		t.Fatal(err)
	}
	r, err := p.Eval(t.Context(), feel.Env{Values: []feel.Value{v}})
	if err != nil {
		t.Fatal(err)
	}
	return r.Value
}

// TestEvaluationIsDeterministic evaluates twice, and on a model loaded anew.
func TestEvaluationIsDeterministic(t *testing.T) {
	first := evaluate(t, load(t, tracedModel()), "all", `{age: 20, kind: "b"}`, dmn.Env{Trace: true})
	for range 5 {
		again := evaluate(t, load(t, tracedModel()), "all", `{age: 20, kind: "b"}`, dmn.Env{Trace: true})
		if fmt.Sprintf("%+v", first.Trace.Parts) == "" || !first.Value.Equal(again.Value) || len(first.Trace.Parts) != len(again.Trace.Parts) {
			t.Errorf("first %v, then %v", first, again)
		}
	}
}
