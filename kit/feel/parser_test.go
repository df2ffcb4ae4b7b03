package feel_test

import (
	"testing"

	"github.com/tillit-se/tillit/kit/feel"
)

// The normal form puts parentheses where grouping could be in doubt, so it
// shows how the parser grouped.
func TestPrecedenceAndGrouping(t *testing.T) {
	s := loanScope(t)
	for _, c := range []struct{ src, want string }{
		{"a + b * a", "a + (b * a)"},
		{"a * b + a", "(a * b) + a"},
		{"(a) - (b) - a", "((a) - (b)) - a"},
		{"a / b / a", "(a / b) / a"},
		{"a * b ** a", "a * (b ** a)"},
		{"-a ** b", "(-a) ** b"},
		{"-a + b", "(-a) + b"},
		{"- - a", "-(-a)"},
		{"a + -b", "a + (-b)"},
		{"a = b and ok", "(a = b) and ok"},
		{"ok or ok and ok", "ok or (ok and ok)"},
		{"ok and ok or ok", "(ok and ok) or ok"},
		{"a < b = ok", "(a < b) = ok"},
		{"a + 1 < b - 1", "(a + 1) < (b - 1)"},
		{"a between 1 and 2 and ok", "(a between 1 and 2) and ok"},
		{"a between b + 1 and b * 2", "a between (b + 1) and (b * 2)"},
		{"a in 5 and ok", "(a in (5)) and ok"},
		{"a in (1, < 2, [3..4])", "a in (1, < 2, [3..4])"},
		{"a in [1..2]", "a in ([1..2])"},
		{"a in (1..2]", "a in ((1..2])"},
		{"a in (((1)))", "a in (1)"},
		{"if ok then a else b + 1", "if ok then a else b + 1"},
		{"(if ok then a else b) + 1", "(if ok then a else b) + 1"},
		{"for x in [1] return x + 1", "for x in [1] return x + 1"},
		{"for x in 1..a + 1, y in [x] return y", "for x in 1..a + 1, y in [x] return y"},
		{"some x in [1], y in [2] satisfies x < y and ok", "some x in [1], y in [2] satisfies (x < y) and ok"},
		{"every child in children satisfies child.age > 3", "every child in children satisfies child.age > 3"},
		{"applicant.first name", "applicant.first name"},
		{"applicant . first   name", "applicant.first name"},
		{"children[age > 3][1].age", "children[age > 3][1].age"},
		{"children.age[1]", "children.age[1]"},
		{"anything.x(1).y[2]", "anything.x(1).y[2]"},
		{"(a + b)[1]", "(a + b)[1]"},
		{"-children[1].age", "-children[1].age"},
		{"a instance of number and ok", "(a instance of number) and ok"},
		{"(-a) instance of number", "(-a) instance of number"},
		{"function(x, y: number) x + y", "function(x, y: number) x + y"},
		{"(function(x) x)(a)", "(function(x) x)(a)"},
		{"{a b: 1, \"c:d\": a b + 1}", "{a b: 1, \"c:d\": a b + 1}"},
		{"{ }", "{}"},
		{"[ ]", "[]"},
		{"[1,(2),[3]]", "[1, 2, [3]]"},
		{"]1..2[", "(1..2)"},
		{"[a..b[", "[a..b)"},
		{"[a..b[ = [1..2)", "[a..b) = [1..2)"},
		{"a in ]1..2[ and ok", "(a in ((1..2))) and ok"},
		{"(<= 5)", "(<= 5)"},
		{"[< 5, >= a]", "[(< 5), (>= a)]"},
		{"substring(start position: 2, string: name)", "substring(name, 2)"},
		{"number(from: name, decimal separator: \",\")", "number(from: name, decimal separator: \",\")"},
		{"@\"P1D\"", "@\"P1D\""},
		{"\"a\\u00e5\\\"\"", "\"aå\\\"\""},
		{"1.50e2", "150"},
		{"date and time(born, time(1, 2, 3))", "date and time(born, time(1, 2, 3))"},
		{"not(ok)", "not(ok)"},
		{"// all\nok /* is */ and /* well */ ok // done", "ok and ok"},
	} {
		prog, err := feel.Compile(c.src, s)
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		if prog.String() != c.want {
			t.Errorf("%s was read as %s, want %s", c.src, prog, c.want)
		}
		if prog.Source() != c.src {
			t.Errorf("%s keeps its source as %s", c.src, prog.Source())
		}
	}
}

func TestUnaryTestsPrintAsWritten(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"-", "-"},
		{"<5", "< 5"},
		{"1,2 , [3..4)", "1, 2, [3..4)"},
		{"not( 1, >2 )", "not(1, > 2)"},
		{"?>3 and ?<5", "(? > 3) and (? < 5)"},
		{"- 5", "-5"},
		{"not(?) or true", "not(?) or true"},
	} {
		prog, err := feel.CompileUnaryTests(c.src, nil, feel.Any)
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		if prog.String() != c.want {
			t.Errorf("%s was read as %s, want %s", c.src, prog, c.want)
		}
	}
}

func TestKeywordsMayStandInsideNames(t *testing.T) {
	vars := []feel.Var{
		{Name: "in use"},
		{Name: "not applicable"},
		{Name: "for sale"},
		{Name: "date of birth"},
		{Name: "x in use"},
		{Name: "x"},
		{Name: "return-date"},
		{Name: "item 2"},
		{Name: "order.no"},
		{Name: "a+b"},
		{Name: "kön"},
		{Name: "date"},
		{Name: "count"},
	}
	s := scope(t, vars...)
	for _, v := range vars {
		prog, err := feel.Compile(v.Name, s)
		if err != nil {
			t.Errorf("%s: %v", v.Name, err)
			continue
		}
		if got := prog.Names(); len(got) != 1 || got[0] != v.Name {
			t.Errorf("%s was read as %q", v.Name, got)
		}
	}
	got := evalIn(t, s, `date("2026-01-01").year + count([1])`, nil)
	if got.Value.String() != "2027" {
		t.Errorf("variables named like functions took them away: %s %v", got.Value, got.Diagnostics)
	}
}

func TestFunctionNamesOfSeveralWordsNeedNoDeclaration(t *testing.T) {
	got := evalIn(t, scope(t), `string   length("abc") + day of year(date and time("2026-01-02T00:00:00"))`, nil)
	if got.Value.String() != "5" {
		t.Errorf("got %s", got.Value)
	}
}
