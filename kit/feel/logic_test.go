package feel_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/feel"
	"pgregory.net/rapid"
)

var truths = []string{"true", "false", "null"}

// The tables of DMN 1.5 section 10.3.2.8; a value that is no boolean counts as null, with a diagnostic.
var conjunction = map[string]string{
	"true/true": "true", "true/false": "false", "true/null": "null",
	"false/true": "false", "false/false": "false", "false/null": "false",
	"null/true": "null", "null/false": "false", "null/null": "null",
}

var disjunction = map[string]string{
	"true/true": "true", "true/false": "true", "true/null": "true",
	"false/true": "true", "false/false": "false", "false/null": "null",
	"null/true": "true", "null/false": "null", "null/null": "null",
}

func TestTruthTables(t *testing.T) {
	s := scope(t, feel.Var{Name: "a"}, feel.Var{Name: "b"})
	value := map[string]feel.Value{"true": feel.Bool(true), "false": feel.Bool(false), "null": feel.Null}
	for _, a := range truths {
		for _, b := range truths {
			and, or := conjunction[a+"/"+b], disjunction[a+"/"+b]
			for src, want := range map[string]string{
				a + " and " + b: and, a + " or " + b: or,
				"all([" + a + ", " + b + "])": and, "any([" + a + ", " + b + "])": or,
				"all(" + a + ", " + b + ")": and, "any(" + a + ", " + b + ")": or,
				"every x in [" + a + ", " + b + "] satisfies x":   and,
				"some x in [" + a + ", " + b + "] satisfies x":    or,
				"not(not(" + a + ") or not(" + b + "))":           and,
				"not(not(" + a + ") and not(" + b + "))":          or,
				"if " + a + " and " + b + " then true else false": map[bool]string{true: "true", false: "false"}[and == "true"],
				"count([1][" + a + " and " + b + "])":             map[bool]string{true: "1", false: "0"}[and == "true"],
			} {
				if got := lenient(t, src).Value.String(); got != want {
					t.Errorf("%s = %s, want %s", src, got, want)
				}
			}
			values := map[string]feel.Value{"a": value[a], "b": value[b]}
			for src, want := range map[string]string{"a and b": and, "a or b": or, "not(a and b)": negated(and), "not(a or b)": negated(or)} {
				if got := evalIn(t, s, src, values).Value.String(); got != want {
					t.Errorf("%s with %s, %s = %s, want %s", src, a, b, got, want)
				}
			}
		}
	}
}

func negated(truth string) string {
	return map[string]string{"true": "false", "false": "true", "null": "null"}[truth]
}

func TestWhatIsNoBooleanCountsAsUnknown(t *testing.T) {
	for _, other := range []string{"1", `"true"`, "[]", "{}", `@"2026-01-01"`, `@"P1D"`, "[1..2]", "abs"} {
		rows{
			{"true and " + other, "null", wrongType},
			{other + " and true", "null", wrongType},
			{"false or " + other, "null", wrongType},
			{other + " or false", "null", wrongType},
			{"not(" + other + ")", "null", wrongType},
			{"if " + other + " then 1 else 2", "2", wrongType},
			{"some x in [1] satisfies " + other, "null", wrongType},
			{"every x in [1] satisfies " + other, "null", wrongType},
		}.check(t)
		if got := lenient(t, other+" and false").Value.String(); got != "false" {
			t.Errorf("%s and false = %s", other, got)
		}
		if got := lenient(t, other+" or true").Value.String(); got != "true" {
			t.Errorf("%s or true = %s", other, got)
		}
	}
}

func TestWhatIsNotNeededIsNotEvaluated(t *testing.T) {
	rows{
		{"false and 1 / 0 = 1", "false", ""},
		{"true or 1 / 0 = 1", "true", ""},
		{"if true then 1 else 1 / 0", "1", ""},
		{"if false then 1 / 0 else 2", "2", ""},
		{"some x in [1, 0] satisfies 1 / x = 1", "true", ""},
		{"every x in [2, 0] satisfies 1 / x = 1", "false", ""},
		{"some x in [0, 1] satisfies 1 / x = 1", "true", division},
		{"every x in [] satisfies 1 / 0 = 1", "true", ""},
		{"some x in [] satisfies 1 / 0 = 1", "false", ""},
		{"for x in [] return 1 / 0", "[]", ""},
		{"[][1 / 0 = 1]", "[]", ""},
	}.check(t)
}

func TestNullAnswersEqualityButHasNoOrder(t *testing.T) {
	for _, v := range []string{"1", `"a"`, "true", `@"2026-01-01"`, `@"10:00:00"`, `@"P1Y"`, `@"P1D"`, "[1]", "{a: 1}", "[1..2]"} {
		cases{
			v + " = null": "false", "null = " + v: "false", v + " != null": "true", "null != " + v: "true",
			v + " < null": "null", "null >= " + v: "null", v + " in (null)": "false", "null in (" + v + ", null)": "true",
			v + " = " + v: "true", v + " != " + v: "false", v + " in " + v: "true",
			"list contains([" + v + "], " + v + ")": "true", "index of([null, " + v + "], " + v + ")": "[2]",
			"count(distinct values([" + v + ", null, " + v + "]))": "2",
			"[" + v + "] = [null]":                                 "false",
			"{x: " + v + "} = {x: null}":                           "false",
			"{x: " + v + "} = {x: " + v + "}":                      "true",
			"is(" + v + ", null)":                                  "false",
		}.check(t)
	}
	cases{
		"null = null": "true", "null != null": "false", "null < null": "null", "null <= null": "null",
		"[null] = [null]": "true", "null in null": "true", "null between 1 and 2": "null", "1 between null and 2": "null",
		"1 between 2 and null": "false", "3 between null and 2": "false", "[] = null": "false", "is(null, null)": "true",
	}.check(t)
}

func TestListsAndContextsAreEqualPartByPart(t *testing.T) {
	cases{
		"[] = []": "true", "[1] = [1, 2]": "false", "[1, 2] = [2, 1]": "false", "[[1], [2]] = [[1], [2]]": "true",
		`[1, "a"] = [1, "a"]`: "true", `[1, "a"] = [1, 2]`: "null", `[2, "a"] = [1, 2]`: "false", "[1, [2, null]] = [1, [2, null]]": "true",
		"{} = {}": "true", "{a: 1} = {b: 1}": "false", "{a: 1, b: 2} = {a: 1}": "false", "{a: {b: [1]}} = {a: {b: [1]}}": "true",
		"{a: 1, b: 2} != {b: 2, a: 1}": "false", "[1..2] != [1..2)": "true", "(1..2) = ]1..2[": "true", "[1..2] = [1..3]": "false",
		"(< 5) = (< 5)": "true", "(< 5) = (<= 5)": "false", "[@\"2026-01-01\"..@\"2026-01-02\"] = [@\"2026-01-01\"..@\"2026-01-02\"]": "true",
		"abs = abs": "true", "{f: function(x) x, r: f = f}.r": "true",
	}.check(t)
}

func TestMembershipInRanges(t *testing.T) {
	for _, c := range []struct {
		rng          string
		in, out, odd []string
	}{
		{"[1..5]", []string{"1", "3", "5"}, []string{"0.999", "5.001", "-3"}, []string{`"a"`, "null", `@"P1D"`}},
		{"(1..5)", []string{"1.001", "4.999"}, []string{"1", "5"}, nil},
		{"]1..5]", []string{"5"}, []string{"1"}, nil},
		{"[1..5[", []string{"1"}, []string{"5"}, nil},
		{"(< 5)", []string{"4.9", "-1e6000"}, []string{"5"}, []string{`"a"`}},
		{"(<= 5)", []string{"5"}, []string{"5.1"}, nil},
		{"(> 5)", []string{"5.1"}, []string{"5"}, nil},
		{"(>= 5)", []string{"5"}, []string{"4.9"}, nil},
		{"(= 5)", []string{"5", "5.0"}, []string{"6"}, nil},
		{"(!= 5)", []string{"6"}, []string{"5"}, nil},
		{`["b".."d"]`, []string{`"b"`, `"c"`, `"cz"`, `"d"`}, []string{`"a"`, `"da"`, `"B"`}, []string{"1"}},
		{`[@"2026-01-01"..@"2026-02-01")`, []string{`@"2026-01-01"`, `@"2026-01-31"`}, []string{`@"2026-02-01"`, `@"2025-12-31"`}, []string{"1"}},
		{`(@"PT1H"..@"P1D"]`, []string{`@"PT61M"`, `@"PT24H"`}, []string{`@"PT60M"`, `@"PT25H"`}, []string{`@"P1M"`}},
		{`[@"P1Y"..@"P2Y"]`, []string{`@"P18M"`}, []string{`@"P11M"`, `@"P25M"`}, []string{`@"P400D"`}},
		{`[@"10:00:00Z"..@"12:00:00Z"]`, []string{`@"13:00:00+01:00"`}, []string{`@"12:00:01Z"`}, []string{"11"}},
	} {
		for want, points := range map[string][]string{"true": c.in, "false": c.out, "null": c.odd} {
			for _, p := range points {
				cases{p + " in " + c.rng: want, p + " in (" + c.rng + ")": want}.check(t)
				if want != "null" && !strings.ContainsAny(c.rng, "<>!") {
					cases{"includes(" + c.rng + ", " + p + ")": want, "during(" + p + ", " + c.rng + ")": want}.check(t)
				}
			}
		}
	}
}

// Allen's thirteen relations hold one at a time, and every function but overlaps names one of them or two of them together.
func TestRelationsOfRanges(t *testing.T) {
	functions := []string{
		"before", "after", "meets", "met by", "overlaps", "overlaps before", "overlaps after", "finishes", "finished by", "includes",
		"during", "starts", "started by", "coincides",
	}
	for _, c := range []struct{ a, b, hold string }{
		{"[1..2]", "[3..4]", "before"},
		{"[3..4]", "[1..2]", "after"},
		{"[1..2)", "[2..4]", "before"},
		{"[1..2]", "(2..4]", "before"},
		{"[1..2]", "[2..4]", "meets, overlaps, overlaps before"},
		{"[2..4]", "[1..2]", "met by, overlaps, overlaps after"},
		{"[1..3]", "[2..4]", "overlaps, overlaps before"},
		{"[2..4]", "[1..3]", "overlaps, overlaps after"},
		{"[1..4]", "[2..3]", "includes, overlaps"},
		{"[2..3]", "[1..4]", "during, overlaps"},
		{"[1..3]", "[1..4]", "during, overlaps, overlaps before?, starts"},
		{"[1..4]", "[1..3]", "includes, overlaps, overlaps after?, started by"},
		{"[2..4]", "[1..4]", "during, finishes, overlaps, overlaps after?"},
		{"[1..4]", "[2..4]", "finished by, includes, overlaps, overlaps before?"},
		{"[1..4]", "[1..4]", "coincides, during, finished by, finishes, includes, overlaps, overlaps before?, overlaps after?, started by, starts"},
		{"(1..4)", "[1..4]", "during, overlaps, overlaps after?"},
		{"[1..4]", "(1..4)", "includes, overlaps, overlaps before?"},
	} {
		var hold, never []string
		for _, f := range functions {
			if lenient(t, fmt.Sprintf("%s(%s, %s)", f, c.a, c.b)).Value.IsTrue() {
				hold = append(hold, f)
			}
		}
		for _, f := range functions {
			stated := contains(c.hold, f)
			if stated != contains(strings.Join(hold, ", "), f) && !contains(c.hold, f+"?") {
				never = append(never, f)
			}
		}
		if len(never) > 0 {
			t.Errorf("%s and %s: %q hold, want %s: differ in %q", c.a, c.b, hold, c.hold, never)
		}
	}
}

func contains(list, name string) bool {
	for _, n := range strings.Split(list, ", ") {
		if n == name {
			return true
		}
	}
	return false
}

func TestRelationsHaveTheirConverses(t *testing.T) {
	converse := map[string]string{
		"before": "after", "meets": "met by", "overlaps": "overlaps", "overlaps before": "overlaps after", "finishes": "finished by",
		"includes": "during", "starts": "started by", "coincides": "coincides",
	}
	draw := func(rt *rapid.T, label string) string {
		low := rapid.IntRange(0, 6).Draw(rt, label+" low")
		high := low + rapid.IntRange(1, 4).Draw(rt, label+" length")
		return rapid.SampledFrom([]string{"[", "("}).Draw(rt, label+" open") + fmt.Sprintf("%d..%d", low, high) +
			rapid.SampledFrom([]string{"]", ")"}).Draw(rt, label+" close")
	}
	rapid.Check(t, func(rt *rapid.T) {
		a, b := draw(rt, "a"), draw(rt, "b")
		for f, g := range converse {
			src := fmt.Sprintf("%s(%s, %s) = %s(%s, %s)", f, a, b, g, b, a)
			if got := lenient(t, src); !got.Value.IsTrue() {
				rt.Fatalf("%s: %s %v", src, got.Value, got.Diagnostics)
			}
		}
		for _, law := range []string{
			"not(before(A, B) and overlaps(A, B))", "not(coincides(A, B)) or includes(A, B) and during(A, B)",
			"not(includes(A, B)) or overlaps(A, B)", "not(meets(A, B)) or overlaps(A, B)",
			"before(A, B) or after(A, B) or overlaps(A, B)",
		} {
			src := strings.NewReplacer("A", a, "B", b).Replace(law)
			if got := lenient(t, src); !got.Value.IsTrue() {
				rt.Fatalf("%s: %s %v", src, got.Value, got.Diagnostics)
			}
		}
	})
}

func TestRangesAreMadeOfTextWithoutRunningIt(t *testing.T) {
	rows{
		{`range("[1..2]")`, "[1..2]", ""},
		{`range("]1..2[")`, "(1..2)", ""},
		{`range("( 1 .. 2 )")`, "(1..2)", ""},
		{`range("[-5..-1]")`, "[-5..-1]", ""},
		{`range("[2..2]")`, "[2..2]", ""},
		{`range("(..5]").end`, "5", ""},
		{`range("(..5]").start included`, "false", ""},
		{`range("[5..)").start`, "5", ""},
		{`3 in range("(..5]")`, "true", ""},
		{"includes((!= 5), 5)", "null", wrongType},
		{"during(6, (!= 5))", "null", wrongType},
		{"coincides((!= 5), 5)", "null", wrongType},
		{`range("[\"a\"..\"b\"]")`, `["a".."b"]`, ""},
		{`range("[@\"P1D\"..@\"P2D\"]")`, `[@"P1D"..@"P2D"]`, ""},
		{`range("[duration(\"P1D\")..duration(\"P2D\")]")`, `[@"P1D"..@"P2D"]`, ""},
		{`range("[time(\"10:00:00\")..time(\"11:00:00\")]")`, `[@"10:00:00"..@"11:00:00"]`, ""},
		{`range("[date and time(\"2026-01-01T00:00:00\")..date and time(\"2026-01-02T00:00:00\")]").end.day`, "2", ""},
		{`range("[..5]")`, "null", invalid},
		{`range("(..)")`, "null", invalid},
		{`range("[5..1]")`, "null", invalid},
		{`range("[1..\"a\"]")`, "null", invalid},
		{`range("[true..false]")`, "null", invalid},
		{`range("[1+1..3]")`, "null", invalid},
		{`range("[today()..3]")`, "null", invalid},
		{`range("[date(\"x\")..date(\"2026-01-01\")]")`, "null", invalid},
		{`range("[date(\"2026-01-01..date(\"2026-01-01\")]")`, "null", invalid},
		{`range("[1..2")`, "null", invalid},
		{`range("1..2]")`, "null", invalid},
		{`range("[1...2]")`, "null", invalid},
		{`range("[1,2]")`, "null", invalid},
		{`range("")`, "null", invalid},
		{`range("[1..2] ")`, "[1..2]", ""},
		{`range("[1..2] or true")`, "null", invalid},
		{`range("[1..-\"a\"]")`, "null", invalid},
	}.check(t)
}
