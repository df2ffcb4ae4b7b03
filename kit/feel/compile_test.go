package feel_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/feel"
)

func scope(t *testing.T, vars ...feel.Var) *feel.Scope {
	t.Helper()
	s, err := feel.NewScope(vars)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func loanScope(t *testing.T) *feel.Scope {
	return scope(
		t,
		feel.Var{Name: "income", Type: feel.NumberType},
		feel.Var{Name: "monthly income", Type: feel.NumberType},
		feel.Var{Name: "profit and loss", Type: feel.NumberType},
		feel.Var{Name: "a-b", Type: feel.NumberType},
		feel.Var{Name: "a", Type: feel.NumberType},
		feel.Var{Name: "b", Type: feel.NumberType},
		feel.Var{Name: "name", Type: feel.StringType},
		feel.Var{Name: "ok", Type: feel.BooleanType},
		feel.Var{Name: "born", Type: feel.DateType},
		feel.Var{Name: "applicant", Type: feel.ContextOf(
			feel.Field{Name: "first name", Type: feel.StringType}, feel.Field{Name: "age", Type: feel.NumberType})},
		feel.Var{Name: "children", Type: feel.ListOf(feel.ContextOf(feel.Field{Name: "age", Type: feel.NumberType}))},
		feel.Var{Name: "anything", Type: feel.Any},
	)
}

// evalIn compiles in scope and evaluates with named values.
func evalIn(t *testing.T, s *feel.Scope, src string, values map[string]feel.Value) feel.Result {
	t.Helper()
	prog, err := feel.Compile(src, s)
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	bound, err := s.Bind(values)
	if err != nil {
		t.Fatal(err)
	}
	got, err := prog.Eval(t.Context(), feel.Env{Values: bound})
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	return got
}

func TestTheLongestDeclaredNameWins(t *testing.T) {
	s := loanScope(t)
	values := map[string]feel.Value{
		"income": feel.Int(1), "monthly income": feel.Int(20), "profit and loss": feel.Int(300),
		"a-b": feel.Int(7), "a": feel.Int(5), "b": feel.Int(3), "ok": feel.Bool(true),
	}
	for src, want := range map[string]string{
		"monthly income + income": "21", "monthly   income": "20", "monthly\n/* x */ income": "20",
		"profit and loss + 1": "301", "a-b": "7", "a - b": "7", "a -b": "7", "(a)-(b)": "2", "(a) - b": "2", "a-b - a-b": "0", "ok and ok": "true",
		"for income in [10] return income": "[10]", "{income: 5, x: income}.x": "5",
	} {
		if got := evalIn(t, s, src, values); got.Value.String() != want {
			t.Errorf("%s = %s, want %s", src, got.Value, want)
		}
	}
}

func TestEntriesOfTypedContextsAreNamesInFilters(t *testing.T) {
	s := loanScope(t)
	child := func(age int64) feel.Value { return feel.NewContext(feel.Entry{Name: "age", Value: feel.Int(age)}) }
	values := map[string]feel.Value{
		"children": feel.List(child(4), child(19)), "a": feel.Int(10),
		"anything": feel.List(feel.NewContext(feel.Entry{Name: "shoe size", Value: feel.Int(40)})),
	}
	for src, want := range map[string]string{
		"children[age < 18].age": "[4]", "count(children[age > a])": "1", "children[item.age < 18].age": "[4]",
		"anything[shoe size = 40][1].shoe size": "40", "anything[shoe size > a and a = 10].shoe size": "[40]",
	} {
		if got := evalIn(t, s, src, values); got.Value.String() != want {
			t.Errorf("%s = %s, want %s %v", src, got.Value, want, got.Diagnostics)
		}
	}
}

func TestCompileErrorsSayWhereAndWhat(t *testing.T) {
	s := loanScope(t)
	for _, c := range []struct {
		src    string
		code   feel.Code
		line   int
		column int
		text   string
	}{
		{"", feel.CodeSyntax, 1, 1, "a value is missing"},
		{"1 +", feel.CodeSyntax, 1, 4, "but the expression ends"},
		{"1 2", feel.CodeSyntax, 1, 3, "should end here"},
		{"incme + 1", feel.CodeUnknownName, 1, 1, `did you mean "income"?`},
		{"1 +\n  nobody", feel.CodeUnknownName, 2, 3, `"nobody" is not declared`},
		{`name < 5`, feel.CodeType, 1, 1, "a string is never compared with a number"},
		{`5 = name`, feel.CodeType, 1, 1, "never compared"},
		{`name * 2`, feel.CodeType, 1, 1, "a string * a number"},
		{`if income then 1 else 2`, feel.CodeType, 1, 4, "the condition of an if must be a boolean, not a number"},
		{`ok and income`, feel.CodeType, 1, 8, "each side of"},
		{`income between "a" and "b"`, feel.CodeType, 1, 1, "never compared"},
		{`income in "a"`, feel.CodeType, 1, 11, "never a string"},
		{`income in < "a"`, feel.CodeType, 1, 11, "never compared"},
		{`ok < true`, feel.CodeType, 1, 1, "has no order"},
		{`applicant.shoe`, feel.CodeUnknownName, 1, 11, "has no entry"},
		{`upper case(income)`, feel.CodeType, 1, 12, `"string" of upper case must be a string`},
		{`substring(name)`, feel.CodeArguments, 1, 1, "substring(string, start position, length?)"},
		{`substring(strng: name, start position: 1)`, feel.CodeArguments, 1, 1, "other arguments"},
		{`children["a"]`, feel.CodeType, 1, 10, "a filter must be a boolean"},
		{`some c in children satisfies c.age`, feel.CodeType, 1, 30, "must be a boolean"},
		{`income(3)`, feel.CodeType, 1, 1, "cannot be called"},
		{`"open`, feel.CodeSyntax, 1, 1, "no closing quotation mark"},
		{`/* open`, feel.CodeSyntax, 1, 1, "no end */"},
		{`@"2026-02-30"`, feel.CodeSyntax, 1, 1, "is no date"},
		{`(1`, feel.CodeSyntax, 1, 3, "to close"},
		{`[1, 2`, feel.CodeSyntax, 1, 6, "end of the list"},
		{`{a: 1`, feel.CodeSyntax, 1, 6, "between the entries"},
		{`{a: 1, a: 2}`, feel.CodeSyntax, 1, 8, "comes twice"},
		{`if ok then 1`, feel.CodeSyntax, 1, 13, `"else" is missing`},
		{`for x in [1] x`, feel.CodeSyntax, 1, 14, `"return" is missing`},
		{`?`, feel.CodeSyntax, 1, 1, "decision table"},
		{`"å" # 1`, feel.CodeSyntax, 1, 5, "has no meaning"},
		{"\"\xff\"", feel.CodeSyntax, 1, 2, "UTF-8"},
		{`"\u12"`, feel.CodeSyntax, 1, 2, "hexadecimal"},
		{`income == 5`, feel.CodeSyntax, 1, 9, "a single ="},
		{`income => 5`, feel.CodeSyntax, 1, 9, "<= and >="},
		{`name = 'x'`, feel.CodeSyntax, 1, 8, "double quotation marks"},
		{`name = “x”`, feel.CodeSyntax, 1, 8, "straight quotation marks"},
		{`ok && ok`, feel.CodeSyntax, 1, 4, `with "and"`},
		{`ok || ok`, feel.CodeSyntax, 1, 4, `with "or"`},
		{`!ok`, feel.CodeSyntax, 1, 1, `"not(...)"`},
		{`round(a)`, feel.CodeUnknownName, 1, 1, `"round" is not declared`},
		{`1 instance of thing`, feel.CodeSyntax, 1, 15, "name of a type"},
		{strings.Repeat("(", 300) + "1", feel.CodeTooLarge, 1, 251, "250 levels"},
		{strings.Repeat("-", 300) + "1", feel.CodeTooLarge, 1, 251, "250 levels"},
		{strings.Repeat("{a:", 300) + "1", feel.CodeTooLarge, 1, 376, "250 levels"},
		{strings.Repeat(" ", 1<<20) + "1", feel.CodeTooLarge, 1, 1, "longer than"},
	} {
		_, err := feel.Compile(c.src, s)
		var ce *feel.CompileError
		if !errors.As(err, &ce) {
			t.Errorf("%.40q gives %v", c.src, err)
			continue
		}
		if ce.Code != c.code || ce.Span.Start.Line != c.line || ce.Span.Start.Column != c.column || !strings.Contains(ce.Message, c.text) {
			t.Errorf("%.40q gives %s %v", c.src, ce.Code, err)
		}
	}
}

func TestWhatMayWorkIsNoCompileError(t *testing.T) {
	s := loanScope(t)
	for _, src := range []string{
		"anything + 1", `anything = "a" or anything = 1`, "income = null", "null < income", "if null then 1 else 2", "born + @\"P1D\"",
		"children.age", "anything.any.path", `[income] = income`, "sum(income)", "income in (null, 3)", "anything(1)",
	} {
		if _, err := feel.Compile(src, s); err != nil {
			t.Errorf("%s: %v", src, err)
		}
	}
}

func TestNamesAreThoseTheExpressionUses(t *testing.T) {
	s := loanScope(t)
	for src, want := range map[string][]string{
		"1":                           {},
		"b + a + b":                   {"a", "b"},
		"a-b":                         {"a-b"},
		"for a in [1] return a + b":   {"b"},
		"applicant.age":               {"applicant"},
		"(function(x) x + income)(1)": {"income"},
		"if ok then income else upper case(name)": {"income", "name", "ok"},
		"anything[a > 1]":                         {"a", "anything"},
	} {
		prog, err := feel.Compile(src, s)
		if err != nil {
			t.Fatalf("%s: %v", src, err)
		}
		if got := prog.Names(); !slices.Equal(got, want) {
			t.Errorf("%s uses %q, want %q", src, got, want)
		}
	}
}

func TestScopesRefuseWhatIsNoName(t *testing.T) {
	for _, name := range []string{"", " ", "1a", "if", "true", "a=b", `"a"`, "a(b)", "-a", "a\xff"} {
		if _, err := feel.NewScope([]feel.Var{{Name: name}}); err == nil {
			t.Errorf("%q was taken as a name", name)
		}
	}
	if _, err := feel.NewScope([]feel.Var{{Name: "a b"}, {Name: "a  b"}}); err == nil {
		t.Error("the same name was declared twice")
	}
	if _, err := scope(t, feel.Var{Name: "a"}).Bind(map[string]feel.Value{"b": feel.Null}); err == nil {
		t.Error("a value without declaration was bound")
	}
}

func TestNamedTypesServeInstanceOf(t *testing.T) {
	s, err := scope(t).WithTypes(feel.Field{Name: "shoe size", Type: feel.NumberType})
	if err != nil {
		t.Fatal(err)
	}
	if got := evalIn(t, s, "[40 instance of shoe size, \"a\" instance of shoe size]", nil); got.Value.String() != "[true, false]" {
		t.Errorf("got %s", got.Value)
	}
}

func TestTypesAreKnownBeforeEvaluation(t *testing.T) {
	s := loanScope(t)
	for src, want := range map[string]string{
		"1 + 2": "number", "income > 3": "boolean", "[1, 2]": "list<number>", "{a: name}": "context<a: string>",
		"children[age > 3]": "list<context<age: number>>", "children.age": "list<number>", "children[1].age": "number",
		"born - born": "days and time duration", "if ok then 1 else null": "number", "anything": "Any", "[1..2]": "range<number>",
		"for c in children return c.age": "list<number>", "function(a: number) \"x\"": "function<number> -> string",
	} {
		prog, err := feel.Compile(src, s)
		if err != nil {
			t.Fatalf("%s: %v", src, err)
		}
		if got := prog.Type().String(); got != want {
			t.Errorf("%s has type %s, want %s", src, got, want)
		}
	}
}
