package feel_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/feel"
	"pgregory.net/rapid"
)

func TestFiltersChooseByConditionOrByPlace(t *testing.T) {
	rows{
		{"[1, 2, 3][1]", "1", ""},
		{"[1, 2, 3][-3]", "1", ""},
		{"[1, 2, 3][-4]", "null", notFound},
		{"[1, 2, 3][0]", "null", notFound},
		{"[1, 2, 3][1.5]", "null", wrongType},
		{"[1, 2, 3][1e30]", "null", wrongType},
		{"[][1]", "null", notFound},
		{"[null][1]", "null", ""},
		{"null[1]", "null", ""},
		{"7[1]", "7", ""},
		{"7[2]", "null", notFound},
		{`"abc"[1]`, `"abc"`, ""},
		{"{a: 1}[1]", "{a: 1}", ""},
		{"{a: 1}[a = 1]", "[{a: 1}]", ""},
		{"{a: 1}[a = 2]", "[]", ""},
		{"[1, 2, 3][item >= 2]", "[2, 3]", ""},
		{"[1, 2, 3][item >= 2][1]", "2", ""},
		{"[1, 2, 3][true]", "[1, 2, 3]", ""},
		{"[1, 2, 3][false]", "[]", ""},
		{`[1, 2, 3]["a"]`, "null", wrongType},
		{"[1, 2, 3][[1]]", "null", wrongType},
		{"[1, null, 3][item > 1]", "[3]", ""},
		{"[null, null][item = null]", "[null, null]", ""},
		{"[[1, 2], [3]][1]", "[1, 2]", ""},
		{"[[1, 2], [3]][1][2]", "2", ""},
		{"[{a: 1, b: 2}, {a: 3, b: 4}][a > 1].b", "[4]", ""},
		{"[{a: 1}, {b: 2}][b = 2]", "[{b: 2}]", ""},
		{"[{item: 1}, {item: 2}][item = 2]", "[{item: 2}]", ""},
		{"{n: 2, l: [1, 2, 3], r: l[n]}.r", "2", ""},
		{"{n: 2, l: [1, 2, 3], r: l[item > n]}.r", "[3]", ""},
		{"for i in 1..3 return [10, 20, 30][i]", "[10, 20, 30]", ""},
		{"for i in 1..3 return [10, 20, 30][-i]", "[30, 20, 10]", ""},
		{"[10, 20, 30][count(item) = 1]", "[10, 20, 30]", ""},
	}.check(t)
}

func TestPathsReadFromEveryItem(t *testing.T) {
	rows{
		{"{a: {b: {c: 5}}}.a.b.c", "5", ""},
		{"{a: 1}.b", "null", notFound},
		{"{a: null}.a.b", "null", ""},
		{"[{a: 1}, {a: 2}].a", "[1, 2]", ""},
		{"[{a: {b: 1}}, {a: {b: 2}}].a.b", "[1, 2]", ""},
		{"[{a: 1}, {b: 2}].a", "[1, null]", notFound},
		{"[{a: [1, 2]}, {a: [3]}].a", "[[1, 2], [3]]", ""},
		{"[].a", "[]", ""},
		{"null.a", "null", ""},
		{"(5).a", "null", notFound},
		{`("x").length`, "null", notFound},
		{`[@"2026-01-01", @"2027-01-01"].year`, "[2026, 2027]", ""},
		{"[[1..2], [3..4]].start", "[1, 3]", ""},
		{"[1..2].step", "null", notFound},
		{"{first name: 1, last name: 2}.last name", "2", ""},
		{`{"a b": 1}.a b`, "1", ""},
		{"{a: 1, b: a + 1, c: b + a}.c", "3", ""},
		{"{a: 1, b: {a: 2, c: a}}.b.c", "2", ""},
		{"{a: 1, b: {c: a}}.b.c", "1", ""},
		{"{a: function(x) x + 1, b: a(2)}.b", "3", ""},
	}.check(t)
}

func TestLoopsGoThroughListsNumbersAndRanges(t *testing.T) {
	rows{
		{"for i in 1..0 return i", "[1, 0]", ""},
		{"for i in -1..1 return i", "[-1, 0, 1]", ""},
		{"for i in 1..1 return i", "[1]", ""},
		{"for i in [1..3] return i", "[1, 2, 3]", ""},
		{"for i in [1..3) return i", "[1, 2]", ""},
		{"for i in (1..3] return i", "[2, 3]", ""},
		{"for i in (1..2) return i", "[]", ""},
		{"for i in (1..1) return i", "[]", ""},
		{"for i in [1..1) return i", "[]", ""},
		{"for i in (1..1] return i", "[]", ""},
		{"for i in [3..1] return i", "null", invalid},
		{"for i in [1..1.5] return i", "null", invalid},
		{`for i in ["a".."c"] return i`, "null", wrongType},
		{`for d in (@"2026-01-30"..@"2026-02-01") return d.day`, "[31]", ""},
		{`for d in @"2026-02-01"..@"2026-01-30" return d.day`, "[1, 31, 30]", ""},
		{"for i in 1..null return i", "null", wrongType},
		{`for i in 1..@"2026-01-01" return i`, "null", wrongType},
		{"for i in 1..1e30 return i", "null", invalid},
		{"for i in (> 3) return i", "null", wrongType},
		{"for i in null return i", "null", wrongType},
		{"for i in 5 return i", "[5]", ""},
		{`for i in "ab" return i`, `["ab"]`, ""},
		{"for i in {a: 1} return i.a", "[1]", ""},
		{"for i in [1, 2], j in [10, 20] return i + j", "[11, 21, 12, 22]", ""},
		{"for i in 1..2, j in 1..i return [i, j]", "[[1, 1], [2, 1], [2, 2]]", ""},
		{"for i in [1, 2], j in null return i", "null", wrongType},
		{"for i in [], j in null return i", "[]", ""},
		{"for i in 1..3 return count(partial)", "[0, 1, 2]", ""},
		{"for i in 1..6 return if i < 3 then 1 else partial[-1] + partial[-2]", "[1, 1, 2, 3, 5, 8]", ""},
		{"for i in 1..1 return sum(partial) + i", "[null]", ""},
		{"(for i in 1..4 return sum(partial) + i)[4]", "null", wrongType},
		{"for i in 1..3 return if i = 1 then 1 else product(partial) + i", "[1, 3, 6]", ""},
		{"for i in 1..2, j in 1..2 return count(partial)", "[0, 1, 2, 3]", ""},
		{"for i in 1..2 return for j in 1..2 return count(partial)", "[[0, 1], [0, 1]]", ""},
		{"(for i in 1..3 return partial)[3]", "[[], [[]]]", ""},
		{"for x in [1, 2] return for x in [10] return x", "[[10], [10]]", ""},
		{"{x: 5, r: for x in [1] return x, s: x}.s", "5", ""},
		{"some x in 1..3 satisfies x = 3", "true", ""},
		{"every x in 1..3 satisfies x > 0", "true", ""},
		{"some x in [1, 2], y in [2, 3] satisfies x = y", "true", ""},
		{"every x in [1, 2], y in [2, 3] satisfies x < y", "false", ""},
		{"some x in null satisfies x", "null", wrongType},
		{"every x in null satisfies x", "null", wrongType},
	}.check(t)
}

func TestListFunctionsAtTheirBorders(t *testing.T) {
	rows{
		{"count([null])", "1", ""},
		{"count([[]])", "1", ""},
		{"min(5)", "5", ""},
		{"max(1, 2, null)", "null", wrongType},
		{`min([@"2026-02-01", @"2026-01-01"])`, `@"2026-01-01"`, ""},
		{`max("å", "z", "ö")`, `"ö"`, ""},
		{"max([])", "null", ""},
		{"min([true, false])", "null", wrongType},
		{"min([[1], [2]])", "null", wrongType},
		{"sum([])", "null", ""},
		{"sum([1, null])", "null", wrongType},
		{"sum(0.1, 0.2, 0.3)", "0.6", ""},
		{`sum([@"P1Y", @"P1M"])`, `@"P1Y1M"`, ""},
		{`sum([@"P1Y", @"P1D"])`, "null", wrongType},
		{`sum([@"P1D", 1])`, "null", wrongType},
		{`sum("a")`, "null", wrongType},
		{"product([5])", "5", ""},
		{"product([2, null])", "null", wrongType},
		{"mean([1])", "1", ""},
		{"mean([1, 2])", "1.5", ""},
		{"mean(1, 2, 6)", "3", ""},
		{"mean([1, null])", "null", wrongType},
		{`mean([@"P1Y", @"P3Y"])`, `@"P2Y"`, ""},
		{"median([3])", "3", ""},
		{"median([1, 4])", "2.5", ""},
		{"median([3, 1, 2])", "2", ""},
		{`median(["a"])`, "null", wrongType},
		{"stddev([1, 1, 1])", "0", ""},
		{"stddev([1, 2, 3, 4])", "1.290994448735805628393088466594133", ""},
		{"stddev(1, 3)", "1.414213562373095048801688724209698", ""},
		{"stddev([1])", "null", invalid},
		{`stddev([1, "a"])`, "null", wrongType},
		{"mode([1, 2, 2, 3, 3])", "[2, 3]", ""},
		{"mode([3, 2, 1])", "[1, 2, 3]", ""},
		{"mode([1, 1.0])", "[1]", ""},
		{"mode([1, null])", "null", wrongType},
		{"index of([1, 2, 1], 1)", "[1, 3]", ""},
		{"index of([[1], [2]], [2])", "[2]", ""},
		{"list contains([], null)", "false", ""},
		{"list contains([[1]], [1])", "true", ""},
		{`list contains([1, "a"], "a")`, "true", ""},
		{"list contains(1, 1)", "true", ""},
		{"sublist([1, 2, 3], 1, 3)", "[1, 2, 3]", ""},
		{"sublist([1, 2, 3], 3)", "[3]", ""},
		{"sublist([1, 2, 3], -1)", "[3]", ""},
		{"sublist([1, 2, 3], -3, 2)", "[1, 2]", ""},
		{"sublist([1, 2, 3], 4)", "null", notFound},
		{"sublist([1, 2, 3], -4)", "null", notFound},
		{"sublist([1, 2, 3], 0)", "null", notFound},
		{"sublist([1, 2, 3], 2, 3)", "null", invalid},
		{"sublist([1, 2, 3], 2, 0)", "null", invalid},
		{"sublist([1, 2, 3], 1.9)", "[1, 2, 3]", ""},
		{"sublist([], 1)", "null", notFound},
		{"append([], 1)", "[1]", ""},
		{"append(1, 2)", "[1, 2]", ""},
		{"append([1], null)", "[1, null]", ""},
		{"concatenate([], [])", "[]", ""},
		{"concatenate([1])", "[1]", ""},
		{"concatenate([1], [[2]], [null])", "[1, [2], null]", ""},
		{"insert before([1, 2], 1, 0)", "[0, 1, 2]", ""},
		{"insert before([1, 2], 2, 0)", "[1, 0, 2]", ""},
		{"insert before([1, 2], -1, 0)", "[1, 0, 2]", ""},
		{"insert before([1, 2], 3, 0)", "null", notFound},
		{"insert before([1, 2], 0, 0)", "null", notFound},
		{"remove([1, 2, 3], 3)", "[1, 2]", ""},
		{"remove([1, 2, 3], -3)", "[2, 3]", ""},
		{"remove([1], 1)", "[]", ""},
		{"remove([1], 2)", "null", notFound},
		{"remove([], 1)", "null", notFound},
		{"reverse([])", "[]", ""},
		{"reverse([1, [2, 3]])", "[[2, 3], 1]", ""},
		{"union([1, 1], [1])", "[1]", ""},
		{"union([], [])", "[]", ""},
		{"union([1, null], [null, 2])", "[1, null, 2]", ""},
		{"distinct values([1, 1.0, 2])", "[1, 2]", ""},
		{"distinct values([[1], [1], {a: 1}, {a: 1}])", "[[1], {a: 1}]", ""},
		{"flatten([])", "[]", ""},
		{"flatten([[], [[]]])", "[]", ""},
		{"flatten([1, [null, [{a: [1]}]]])", "[1, null, {a: [1]}]", ""},
		{"list replace([1, 2, 3], -1, 9)", "[1, 2, 9]", ""},
		{"list replace([1, 2, 3], 0, 9)", "null", notFound},
		{"list replace([1, 2, 3], 4, 9)", "null", notFound},
		{"list replace([1, 2, 3], 1, null)", "[null, 2, 3]", ""},
		{"list replace([1, 2], function(item, newItem) 5, 9)", "null", wrongType},
		{"list replace([], function(item, newItem) true, 9)", "[]", ""},
		{"sort([])", "[]", ""},
		{"sort([1])", "[1]", ""},
		{`sort(["b", "a", "å"])`, `["a", "b", "å"]`, ""},
		{"sort([1, null])", "null", wrongType},
		{"sort([{n: 1, k: 2}, {n: 1, k: 1}], function(x, y) x.n < y.n)", "[{n: 1, k: 2}, {n: 1, k: 1}]", ""},
		{"sort([2, 1], function(x, y) null)", "null", wrongType},
		{"sort([2, 1], function(x) true)", "null", arguments},
		{"string join([])", `""`, ""},
		{`string join(["a", null, "b"], ", ")`, `"a, b"`, ""},
		{`string join(["a"], null)`, `"a"`, ""},
		{`string join([null])`, `""`, ""},
	}.check(t)
}

func TestContextFunctionsAtTheirBorders(t *testing.T) {
	rows{
		{`get value({a: null}, "a")`, "null", ""},
		{`get value({}, "a")`, "null", ""},
		{`get value({a: 1}, 5)`, "null", wrongType},
		{`get value({a: {b: null}}, ["a", "b", "c"])`, "null", ""},
		{`get value({a: {b: 1}}, ["a", 5])`, "null", ""},
		{`get value({"": 1}, "")`, "1", ""},
		{`get value({a: 1}, [])`, "null", invalid},
		{`get entries({})`, "[]", ""},
		{`get entries({b: 1, a: 2}).key`, `["b", "a"]`, ""},
		{`context(get entries({b: 1, a: [2]}))`, "{b: 1, a: [2]}", ""},
		{`context({key: "a", value: 1})`, "{a: 1}", ""},
		{`context([])`, "{}", ""},
		{`context([{key: 1, value: 2}])`, "null", invalid},
		{`context([{value: 2}])`, "null", invalid},
		{`context([{key: "a", value: 1}, {key: "a", value: 1}])`, "null", invalid},
		{`context put({}, "a", null)`, "{a: null}", ""},
		{`context put({a: 1}, "a", {b: 2})`, "{a: {b: 2}}", ""},
		{`context put({a: {b: 1}}, ["a", "b"], 5).a.b`, "5", ""},
		{`context put({a: {b: {c: 1}}}, ["a", "b", "d"], 2)`, "{a: {b: {c: 1, d: 2}}}", ""},
		{`context put({a: 1}, ["b", "c"], 2)`, "null", notFound},
		{`context put({a: 1}, ["a", "c"], 2)`, "null", notFound},
		{`context put({a: 1}, [5], 2)`, "null", wrongType},
		{`context put({a: {b: 1}}, ["a", 5], 2)`, "null", wrongType},
		{`context put({a: 1}, [], 2)`, "null", invalid},
		{`{c: {a: 1}, d: context put(c, "a", 2), r: c.a}.r`, "1", ""},
		{`context merge({a: 1})`, "{a: 1}", ""},
		{`context merge([{}, {}])`, "{}", ""},
		{`context merge([{a: 1, b: 1}, {b: 2, c: 2}, {a: 3}])`, "{a: 3, b: 2, c: 2}", ""},
		{`context merge([{a: 1}, null])`, "null", wrongType},
		{`{a: 1, a: 2}`, "null", invalid},
	}.check(t)
}

func drawNumbers(t *rapid.T) ([]int64, feel.Value) {
	items := rapid.SliceOfN(rapid.Int64Range(-9, 9), 1, 12).Draw(t, "items")
	values := make([]feel.Value, len(items))
	for i, n := range items {
		values[i] = feel.Int(n)
	}
	return items, feel.List(values...)
}

func TestListFunctionsFollowTheirLaws(t *testing.T) {
	s := scope(t, feel.Var{Name: "l"}, feel.Var{Name: "k"})
	rapid.Check(t, func(rt *rapid.T) {
		items, list := drawNumbers(rt)
		k := rapid.Int64Range(1, int64(len(items))).Draw(rt, "k")
		values := map[string]feel.Value{"l": list, "k": feel.Int(k)}
		for _, law := range []string{
			"reverse(reverse(l)) = l", "count(concatenate(l, l)) = 2 * count(l)", "sort(reverse(sort(l))) = sort(l)",
			"sum(l) = count(l) * mean(l) or decimal(sum(l) - count(l) * mean(l), 25) = 0", "min(l) = sort(l)[1]", "max(l) = sort(l)[-1]",
			"every i in index of(l, l[k]) satisfies l[i] = l[k]", "list contains(index of(l, l[k]), k)",
			"insert before(remove(l, k), k, l[k]) = l or k = count(l)", "list replace(l, k, l[k]) = l",
			"concatenate(sublist(l, 1, k), if k = count(l) then [] else sublist(l, k + 1)) = l",
			"union(l, l) = distinct values(l)", "every x in l satisfies list contains(distinct values(l), x)",
			"flatten([l, [l]]) = concatenate(l, l)", "l[item >= l[k]] = reverse(reverse(l)[item >= l[k]])",
			"count(l[item > 0]) + count(l[item <= 0]) = count(l)", "(for x in l return -x)[k] = -l[k]", "median(l) = median(sort(l))",
			"(some x in l satisfies x > 3) = (max(l) > 3)", "(every x in l satisfies x > -3) = (min(l) > -3)",
			"every m in mode(l) satisfies count(index of(l, m)) = max(for x in l return count(index of(l, x)))",
		} {
			if got := evalIn(t, s, law, values); !got.Value.IsTrue() {
				rt.Fatalf("%s with l = %v, k = %d: %s %v", law, items, k, got.Value, got.Diagnostics)
			}
		}
		slices.Sort(items)
		if got, want := evalIn(t, s, "sort(l)", values).Value.String(), strings.ReplaceAll(fmt.Sprint(items), " ", ", "); got != want {
			rt.Fatalf("sorted %s, want %s", got, want)
		}
	})
}
