package feel_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/feel"
	"pgregory.net/rapid"
)

func TestStringsAreCountedInCharacters(t *testing.T) {
	rows{
		{`string length("😀")`, "1", ""},
		{`string length("a😀b")`, "3", ""},
		{`string length("e\u0301")`, "2", ""}, // a letter and its accent are two code points
		{`string length("\uD83D\uDE00")`, "1", ""},
		{`string length("\U01F600")`, "1", ""},
		{`string length("👩‍👧")`, "3", ""},
		{`string length("\n\t\"\\")`, "4", ""},
		{`string length("\d")`, "2", ""},
		{`substring("😀😁😂", 2)`, `"😁😂"`, ""},
		{`substring("😀😁😂", -1)`, `"😂"`, ""},
		{`substring("😀😁😂", 2, 1)`, `"😁"`, ""},
		{`substring("😀😁😂", -3, 2)`, `"😀😁"`, ""},
		{`substring("😀", 2)`, "null", invalid},
		{`substring("😀", -2)`, "null", invalid},
		{`substring("", 1)`, "null", invalid},
		{`substring("abc", 0)`, "null", invalid},
		{`substring("abc", 3.8)`, `"c"`, ""},
		{`substring("abc", 0.5)`, "null", invalid},
		{`substring("abc", 1e30)`, "null", invalid},
		{`substring("abc", 2, 100)`, "null", invalid},
		{`substring("abc", 2, -1)`, "null", invalid},
		{`substring("abc", 2, 1.9)`, `"b"`, ""},
		{`substring("abc", 2, null)`, `"bc"`, ""},
		{`substring before("a😀b", "😀")`, `"a"`, ""},
		{`substring after("a😀b", "😀")`, `"b"`, ""},
		{`substring before("aXbXc", "X")`, `"a"`, ""},
		{`substring after("aXbXc", "X")`, `"bXc"`, ""},
		{`substring before("abc", "")`, `""`, ""},
		{`substring before("", "a")`, `""`, ""},
		{`substring after("", "a")`, `""`, ""},
		{`substring after("abc", "c")`, `""`, ""},
		{`contains("å😀", "😀")`, "true", ""},
		{`contains("abc", "")`, "true", ""},
		{`contains("", "a")`, "false", ""},
		{`starts with("😀a", "😀")`, "true", ""},
		{`starts with("abc", "")`, "true", ""},
		{`starts with("ab", "abc")`, "false", ""},
		{`ends with("a😀", "😀")`, "true", ""},
		{`ends with("abc", "bc")`, "true", ""},
		{`ends with("abc", "ab")`, "false", ""},
		{`upper case("straße åäö é")`, `"STRAßE ÅÄÖ É"`, ""}, // letter by letter
		{`lower case("ÅÄÖ É Σ")`, `"åäö é σ"`, ""},
		{`upper case("😀1")`, `"😀1"`, ""},
		{`"😀" > "\uFF5E"`, "true", ""}, // by code point, not by UTF-16 unit
		{`"a" < "B"`, "false", ""},
		{`"é" = "e\u0301"`, "false", ""},
		{`"a" + "😀" + ""`, `"a😀"`, ""},
		{`"" = ""`, "true", ""},
	}.check(t)
}

func TestPatternsAreThoseOfXPath(t *testing.T) {
	rows{
		{`matches("😀", "^.$")`, "true", ""},
		{`matches("abc", "b")`, "true", ""},
		{`matches("abc", "^b")`, "false", ""},
		{`matches("", "^$")`, "true", ""},
		{`matches("ab\ncd", "^cd$")`, "false", ""},
		{`matches("ab\ncd", "^cd$", "m")`, "true", ""},
		{`matches("a\r", "a.")`, "false", ""},
		{`matches("a\r", "a.", "s")`, "true", ""},
		{`matches("ÅÄÖ", "åäö", "i")`, "true", ""},
		{`matches("a b", "a\sb")`, "true", ""},
		{`matches("2026-11-22", "^\d{4}-\d{2}-\d{2}$")`, "true", ""},
		{`matches("19121212-1212", "^(19|20)?\d{6}[-+]?\d{4}$")`, "true", ""},
		{`matches("a", "[a-c]", "ix")`, "true", ""},
		{`matches("abc", "a b c", "x")`, "true", ""},
		{`matches("(a", "(a", "q")`, "true", ""},
		{`matches("A.", "a.", "qi")`, "true", ""},
		{`matches("a", "(")`, "null", invalid},
		{`matches("a", "a", "z")`, "null", invalid},
		{`matches("aa", "(a)\1")`, "true", ""},
		{`matches("a", "(?=a)")`, "null", invalid},
		{`matches("a", "a", "")`, "true", ""},
		{`matches("x", "[A-Z-[OI]]", "i")`, "true", ""},
		{`matches("o", "[A-Z-[OI]]", "i")`, "false", ""},
		{`matches("aA", "(a)\1", "i")`, "true", ""},
		{`matches("h", "(.)\2")`, "null", invalid},
		{`matches("abcd", "(asd)[\1]")`, "null", invalid},
		{`replace("abab", "(a)(b)\1", "$2")`, `"bb"`, ""},
		{`replace("abc", "x*", "-")`, "null", invalid},
		{`split("axxbyyc", "(.)\1")`, `["a", "b", "c"]`, ""},
		{`replace("abc", "b", "")`, `"ac"`, ""},
		{`replace("abc", "x", "y")`, `"abc"`, ""},
		{`replace("aaa", "a", "b")`, `"bbb"`, ""},
		{`replace("åäö", "ä", "😀")`, `"å😀ö"`, ""},
		{`replace("ab", "(a)(b)", "$2$1")`, `"ba"`, ""},
		{`replace("ab", "(a)(b)", "$0!")`, `"ab!"`, ""},
		{`replace("ab", "a", "\\")`, "null", invalid},
		{`replace("ab", "a", "\\\\")`, `"\\b"`, ""},
		{`replace("a", "a", "$")`, "null", invalid},
		{`replace("a", "a", "\\$")`, `"$"`, ""},
		{`replace("a.b", ".", "-")`, `"---"`, ""},
		{`replace("a.b", ".", "-", "q")`, `"a-b"`, ""},
		{`replace("a", "[", "x")`, "null", invalid},
		{`split("a,b,,c", ",")`, `["a", "b", "", "c"]`, ""},
		{`split("", ",")`, `[""]`, ""},
		{`split("abc", "")`, `["a", "b", "c"]`, ""},
		{`split("a1b22c", "\d+")`, `["a", "b", "c"]`, ""},
		{`split("a😀b", "😀")`, `["a", "b"]`, ""},
		{`split("a", "[")`, "null", invalid},
	}.check(t)
}

func TestStringsShowValuesAsFEEL(t *testing.T) {
	rows{
		{`string("a")`, `"a"`, ""},
		{`string(["a"])`, `"[\"a\"]"`, ""},
		{`string([])`, `"[]"`, ""},
		{`string({})`, `"{}"`, ""},
		{`string({a: {b: null}})`, `"{a: {b: null}}"`, ""},
		{`string(1.500)`, `"1.5"`, ""},
		{`string(-0)`, `"0"`, ""},
		{`string(1e3)`, `"1000"`, ""},
		{`string(true)`, `"true"`, ""},
		{`string(null)`, "null", arguments},
		{`string((< 5))`, `"(< 5)"`, ""},
		{`string(["å", "\n"])`, `"[\"å\", \"\\n\"]"`, ""},
		{`string(@"PT25H")`, `"P1DT1H"`, ""},
		{`string(@"P0M")`, `"P0M"`, ""},
	}.check(t)
}

func TestStringFunctionsFollowTheirLaws(t *testing.T) {
	s := scope(t, feel.Var{Name: "a"}, feel.Var{Name: "b"}, feel.Var{Name: "k"})
	alphabet := rapid.SampledFrom([]rune("abå😀\u0301 ,\n\"\\"))
	rapid.Check(t, func(rt *rapid.T) {
		a := string(rapid.SliceOfN(alphabet, 1, 10).Draw(rt, "a"))
		b := string(rapid.SliceOfN(alphabet, 1, 3).Draw(rt, "b"))
		k := rapid.Int64Range(1, int64(len([]rune(a)))).Draw(rt, "k")
		values := map[string]feel.Value{"a": feel.String(a), "b": feel.String(b), "k": feel.Int(k)}
		for _, law := range []string{
			"string length(a + b) = string length(a) + string length(b)", "starts with(a + b, a) and ends with(a + b, b)",
			"contains(a, b) = (substring before(a + \"x\", b) + b + substring after(a + \"x\", b) = a + \"x\")",
			"substring(a, 1, k) + (if k = string length(a) then \"\" else substring(a, k + 1)) = a",
			"substring(a, -k) = substring(a, string length(a) - k + 1)", "string length(substring(a, k, 1)) = 1",
			"contains(a, substring(a, k))", "replace(a, b, b + \"\", \"q\") = a", "contains(a, b) = matches(a, b, \"q\")",
			"string join(split(a, \",\"), \",\") = a", "string join(split(a, \"\"), \"\") = a", "(a < b) = not(b <= a)",
			"(a = b) = not(a != b)",
		} {
			if got := evalIn(t, s, law, values); !got.Value.IsTrue() {
				rt.Fatalf("%s with a = %q, b = %q, k = %d: %s %v", law, a, b, k, got.Value, got.Diagnostics)
			}
		}
		if got := lenient(t, feel.String(a).String()).Value; !got.Equal(feel.String(a)) {
			rt.Fatalf("%q came back as %s", a, got)
		}
	})
}

func TestNamesMayHoldSpacesOperatorsAndWords(t *testing.T) {
	names := []string{
		"a", "b", "a b", "a+b", "a-b", "a*b", "a/b", "a'b", "a.b", "a**b", "first and last", "if only", "x or y", "x", "y", "år", "naïve", "_id",
		"not true", "in use", "between jobs", "1st", "then and now", "list", "number of children", "return on investment", "Σ",
	}
	var vars []feel.Var
	values := map[string]feel.Value{}
	for i, name := range names {
		if name == "1st" {
			if _, err := feel.NewScope([]feel.Var{{Name: name}}); err == nil {
				t.Error("a name that begins with a digit was taken")
			}
			continue
		}
		vars = append(vars, feel.Var{Name: name})
		values[name] = feel.Int(int64(i + 1))
	}
	s := scope(t, vars...)
	for i, name := range names {
		if name == "1st" {
			continue
		}
		for src, want := range map[string]string{
			name: fmt.Sprint(i + 1), "(" + name + ")": fmt.Sprint(i + 1), name + " + 1": fmt.Sprint(i + 2), "1 + " + name: fmt.Sprint(i + 2),
			"[" + name + "][1]": fmt.Sprint(i + 1), name + " = " + fmt.Sprint(i+1): "true", "{r: " + name + "}.r": fmt.Sprint(i + 1),
			"if " + name + " > 0 then " + name + " else 0": fmt.Sprint(i + 1), name + " in [" + name + ".." + name + "]": "true",
			"for q in [" + name + "] return q + " + name: fmt.Sprintf("[%d]", 2*(i+1)),
		} {
			if got := evalIn(t, s, src, values); got.Value.String() != want {
				t.Errorf("%s = %s, want %s %v", src, got.Value, want, got.Diagnostics)
			}
		}
	}
	for src, want := range map[string]string{
		"(a) + (b)": "3", "a + b": "4", "a+b": "4", "(a) - b": "-1", "a - b": "5", "a-b": "5", "a b": "3", "a  b": "3", "a\nb": "3", "x or y": "13", "(a) * (b)": "2", "a*b": "6", "(a) / (b)": "0.5", "a / b": "7",
	} {
		if got := evalIn(t, s, src, values); got.Value.String() != want {
			t.Errorf("%q = %s, want %s", src, got.Value, want)
		}
	}
}

func TestEachLimitHasItsNameAndItsBorder(t *testing.T) {
	for _, c := range []struct {
		src    string
		limits feel.Limits
		ok     feel.Limits // just enough
		name   string
	}{
		{"for i in 1..10 return i", feel.Limits{List: 9}, feel.Limits{List: 10}, "list"},
		{"concatenate([1, 2], [3])", feel.Limits{List: 2}, feel.Limits{List: 3}, "list"},
		{"append([1, 2], 3)", feel.Limits{List: 2}, feel.Limits{List: 3}, "list"},
		{"insert before([1, 2], 1, 3)", feel.Limits{List: 2}, feel.Limits{List: 3}, "list"},
		{`split("a,b,c", ",")`, feel.Limits{List: 2}, feel.Limits{List: 3}, "list"},
		{"flatten([[1, 2], [3]])", feel.Limits{List: 2}, feel.Limits{List: 3}, "list"},
		{`"abc" + "d"`, feel.Limits{String: 3}, feel.Limits{String: 4}, "string"},
		{`upper case("abcd")`, feel.Limits{String: 3}, feel.Limits{String: 4}, "string"},
		{`string join(["ab", "cd"])`, feel.Limits{String: 3}, feel.Limits{String: 4}, "string"},
		{`replace("ab", "b", "xyz")`, feel.Limits{String: 3}, feel.Limits{String: 4}, "string"},
		{`string([1, 2])`, feel.Limits{String: 5}, feel.Limits{String: 6}, "string"},
		{"count(for i in 1..20 return i)", feel.Limits{Steps: 19}, feel.Limits{Steps: 30}, "steps"},
		{"some i in 1..20 satisfies i = 20", feel.Limits{Steps: 19}, feel.Limits{Steps: 30}, "steps"},
		{"[1, 2, 3][item = 3]", feel.Limits{Steps: 2}, feel.Limits{Steps: 10}, "steps"},
		{"sort([3, 2, 1])", feel.Limits{Steps: 2}, feel.Limits{Steps: 30}, "steps"},
		{"sqrt(2)", feel.Limits{Steps: 100}, feel.Limits{Steps: 6000}, "steps"},
		{"(function(x) x)((function(y) y)(1))", feel.Limits{Steps: 1}, feel.Limits{Steps: 10}, "steps"},
		{"{f: function(n, g) if n = 0 then 0 else g(n - 1, g), r: f(20, f)}.r", feel.Limits{Depth: 10}, feel.Limits{Depth: 30}, "depth"},
		{"flatten([[[[1]]]])", feel.Limits{Depth: 3}, feel.Limits{Depth: 4}, "depth"},
	} {
		prog, err := feel.Compile(c.src, nil)
		if err != nil {
			t.Fatalf("%s: %v", c.src, err)
		}
		_, err = prog.Eval(t.Context(), feel.Env{Limits: c.limits})
		if err == nil || !strings.Contains(err.Error(), "("+c.name+")") {
			t.Errorf("%s with %+v: %v, want the limit %s", c.src, c.limits, err, c.name)
		}
		if got, err := prog.Eval(t.Context(), feel.Env{Limits: c.ok}); err != nil || got.Value.IsNull() {
			t.Errorf("%s with %+v: %v, %v", c.src, c.ok, got, err)
		}
	}
}

// everyTrace calls f for a trace and all its parts.
func everyTrace(t *feel.Trace, f func(*feel.Trace)) {
	f(t)
	for _, part := range t.Parts {
		everyTrace(part, f)
	}
}

// A trace changes nothing, names pieces of the source, and each piece has the value that it has when evaluated alone.
func TestTracesHoldWhatEachPartGave(t *testing.T) {
	s := scope(t, feel.Var{Name: "a"}, feel.Var{Name: "b"}, feel.Var{Name: "l"})
	values := map[string]feel.Value{"a": feel.Int(3), "b": feel.Int(4), "l": feel.List(feel.Int(1), feel.Int(5))}
	bound, err := s.Bind(values)
	if err != nil {
		t.Fatal(err)
	}
	for src, parts := range map[string]int{
		"a + b * 2":                         4,
		"a > 1 and b > 5":                   5,
		"a > 5 and b > 5":                   3, // the right side was not needed
		"if a > 1 then b else l":            4,
		"sum(l) + max(a, b)":                6,
		"a in [1..b]":                       4,
		"[a, [b]]":                          4,
		"{x: a, y: b}.y":                    4,
		"a between 1 and b":                 3,
		"not(a = b) or b = 1":               5,
		"l[2] - -a":                         5,
		"string(a) + \"å\" + string(b + 1)": 7,
	} {
		prog, err := feel.Compile(src, s)
		if err != nil {
			t.Fatal(err)
		}
		plain, err1 := prog.Eval(t.Context(), feel.Env{Values: bound})
		traced, err2 := prog.Eval(t.Context(), feel.Env{Values: bound, Trace: true})
		if err1 != nil || err2 != nil || !traced.Value.Equal(plain.Value) || traced.Trace == nil {
			t.Fatalf("%s: %v %v, traced %v %v", src, plain.Value, err1, traced.Value, err2)
		}
		n := 0
		everyTrace(traced.Trace, func(p *feel.Trace) {
			n++
			if src[p.Span.Start.Offset:p.Span.End.Offset] != p.Text {
				t.Errorf("%s: the part %q is not at %+v", src, p.Text, p.Span)
			}
			if alone := evalIn(t, s, p.Text, values).Value; !alone.Equal(p.Value) {
				t.Errorf("%s: the part %s = %s, alone %s", src, p.Text, p.Value, alone)
			}
		})
		if n != parts {
			t.Errorf("%s has %d parts in its trace, want %d", src, n, parts)
		}
	}
}
