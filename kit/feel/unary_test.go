package feel_test

import (
	"testing"

	"github.com/tillit-se/tillit/kit/feel"
)

func TestUnaryTests(t *testing.T) {
	s := scope(t, feel.Var{Name: "limit", Type: feel.NumberType}, feel.Var{Name: "allowed", Type: feel.ListOf(feel.NumberType)})
	values := []feel.Value{feel.Int(10), feel.List(feel.Int(3), feel.Int(4))}
	for _, c := range []struct {
		tests string
		input feel.Value
		want  string
	}{
		{"-", feel.Null, "true"},
		{"< 5", feel.Int(4), "true"},
		{"< 5", feel.Int(5), "false"},
		{"< 5", feel.Null, "null"},
		{"[1..10]", feel.Int(10), "true"},
		{"(1..10)", feel.Int(10), "false"},
		{"1, 2, > 8", feel.Int(9), "true"},
		{"1, 2, > 8", feel.Int(3), "false"},
		{"not(1, 2)", feel.Int(3), "true"},
		{"not(< 5)", feel.Int(3), "false"},
		{"not(< 5)", feel.Null, "null"},
		{"<= limit", feel.Int(10), "true"},
		{"limit", feel.Int(10), "true"},
		{"allowed", feel.Int(4), "true"},
		{"allowed", feel.Int(5), "false"},
		{"? > 3 and ? < limit", feel.Int(5), "true"},
		{"modulo(?, 2) = 0", feel.Int(5), "false"},
		{"not(? > 3) or ? = 7", feel.Int(7), "true"},
		{"null", feel.Null, "true"},
		{"null", feel.Int(1), "false"},
		{"!= 3", feel.Int(4), "true"},
		{"some x in allowed satisfies x = ?", feel.Int(3), "true"},
	} {
		prog, err := feel.CompileUnaryTests(c.tests, s, feel.NumberType)
		if err != nil {
			t.Errorf("%s: %v", c.tests, err)
			continue
		}
		got, err := prog.EvalTest(t.Context(), feel.Env{Values: values}, c.input)
		if err != nil || got.Value.String() != c.want {
			t.Errorf("%s of %s = %s, %v; want %s", c.input, c.tests, got.Value, err, c.want)
		}
	}
}

func TestUnaryTestsOfStrings(t *testing.T) {
	prog, err := feel.CompileUnaryTests(`"north", "south"`, nil, feel.StringType)
	if err != nil {
		t.Fatal(err)
	}
	for input, want := range map[string]bool{"north": true, "south": true, "east": false} {
		got, err := prog.EvalTest(t.Context(), feel.Env{}, feel.String(input))
		if err != nil || got.Value.IsTrue() != want {
			t.Errorf("%q: %s, %v", input, got.Value, err)
		}
		matches, err := feel.NewSession(t.Context(), feel.Env{}).Matches(prog, feel.String(input))
		if err != nil || matches != want {
			t.Errorf("%q: matches %t, %v", input, matches, err)
		}
	}
}

func TestUnaryTestsThatCanNeverPassAreCompileErrors(t *testing.T) {
	for _, src := range []string{`"a"`, `< "a"`, `["a".."b"]`, "", "1,", "not(1", "1 2", `not("a")`} {
		if _, err := feel.CompileUnaryTests(src, nil, feel.NumberType); err == nil {
			t.Errorf("%s was accepted for a number", src)
		}
	}
}
