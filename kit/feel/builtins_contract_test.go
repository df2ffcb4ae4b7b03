package feel_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/feel"
)

// sampleCalls hold a call that gives a value for every signature of every built-in function, with all its parameters. What
// they give is said elsewhere; here they stand for their signatures in rules that hold for all of them.
var sampleCalls = map[string][][]string{
	"string":                    {{"12.5"}},
	"number":                    {{`"1 000,5"`, `" "`, `","`}},
	"decimal":                   {{"2.345", "2"}},
	"floor":                     {{"1.5"}, {"1.55", "1"}},
	"ceiling":                   {{"1.5"}, {"1.55", "1"}},
	"round up":                  {{"1.55", "1"}},
	"round down":                {{"1.55", "1"}},
	"round half up":             {{"1.55", "1"}},
	"round half down":           {{"1.55", "1"}},
	"abs":                       {{"-3"}},
	"modulo":                    {{"12", "5"}},
	"sqrt":                      {{"16"}},
	"log":                       {{"10"}},
	"exp":                       {{"2"}},
	"odd":                       {{"3"}},
	"even":                      {{"3"}},
	"substring":                 {{`"foobar"`, "3", "2"}},
	"string length":             {{`"foobar"`}},
	"upper case":                {{`"foobar"`}},
	"lower case":                {{`"FOOBAR"`}},
	"substring before":          {{`"foobar"`, `"bar"`}},
	"substring after":           {{`"foobar"`, `"foo"`}},
	"contains":                  {{`"foobar"`, `"ob"`}},
	"starts with":               {{`"foobar"`, `"fo"`}},
	"ends with":                 {{`"foobar"`, `"ar"`}},
	"matches":                   {{`"foobar"`, `"^FO+"`, `"i"`}},
	"replace":                   {{`"foobar"`, `"O"`, `"0"`, `"i"`}},
	"split":                     {{`"a,b"`, `","`}},
	"string join":               {{`["a", "b"]`, `"-"`}},
	"list contains":             {{"[1, 2]", "2"}},
	"count":                     {{"[1, 2]"}},
	"min":                       {{"[2, 1]"}, {"2", "1"}},
	"max":                       {{"[2, 1]"}, {"2", "1"}},
	"sum":                       {{"[2, 1]"}, {"2", "1"}},
	"product":                   {{"[2, 3]"}, {"2", "3"}},
	"mean":                      {{"[2, 1]"}, {"2", "1"}},
	"median":                    {{"[2, 1, 5]"}, {"2", "1", "5"}},
	"stddev":                    {{"[2, 1]"}, {"2", "1"}},
	"mode":                      {{"[2, 1, 2]"}, {"2", "1", "2"}},
	"index of":                  {{"[1, 2, 1]", "1"}},
	"sublist":                   {{"[1, 2, 3]", "2", "1"}},
	"append":                    {{"[1]", "2", "3"}},
	"concatenate":               {{"[1]", "[2]"}},
	"union":                     {{"[1, 2]", "[2]"}},
	"insert before":             {{"[1, 2]", "2", "5"}},
	"remove":                    {{"[1, 2]", "1"}},
	"reverse":                   {{"[1, 2]"}},
	"distinct values":           {{"[1, 2, 1]"}},
	"flatten":                   {{"[1, [2]]"}},
	"list replace":              {{"[1, 2]", "1", "5"}, {"[1, 2]", "function(item, newItem) item < newItem", "2"}},
	"sort":                      {{"[2, 1]", "function(x, y) x < y"}},
	"not":                       {{"false"}},
	"all":                       {{"[true, true]"}, {"true", "true"}},
	"any":                       {{"[false, true]"}, {"false", "true"}},
	"is":                        {{"1", "1"}},
	"get value":                 {{`{a: 1}`, `"a"`}},
	"get entries":               {{`{a: 1}`}},
	"context":                   {{`[{key: "a", value: 1}]`}},
	"context put":               {{`{a: 1}`, `["b"]`, "2"}, {`{a: 1}`, `"b"`, "2"}},
	"context merge":             {{`[{a: 1}, {b: 2}]`}},
	"date":                      {{`"2026-03-01"`}, {"2026", "3", "1"}},
	"time":                      {{`"10:20:30"`}, {"10", "20", "30", `@"PT1H"`}},
	"duration":                  {{`"P1D"`}},
	"years and months duration": {{`@"2025-01-01"`, `@"2026-03-01"`}},
	"date and time": {
		{`"2026-03-01T10:20:30"`},
		{`@"2026-03-01"`, `@"10:20:30"`},
		{"2026", "3", "1", "10", "20", "30", `@"PT1H"`},
		{"2026", "3", "1", "10", "20", "30", `"Europe/Stockholm"`},
	},
	"now":             {{}},
	"today":           {{}},
	"day of year":     {{`@"2026-03-01"`}},
	"week of year":    {{`@"2026-03-01"`}},
	"day of week":     {{`@"2026-03-01"`}},
	"month of year":   {{`@"2026-03-01"`}},
	"range":           {{`"[1..2]"`}},
	"before":          {{"[1..2]", "[3..4]"}, {"1", "2"}, {"1", "[2..3]"}, {"[1..2]", "3"}},
	"after":           {{"[3..4]", "[1..2]"}, {"2", "1"}, {"3", "[1..2]"}, {"[2..3]", "1"}},
	"meets":           {{"[1..2]", "[2..3]"}},
	"met by":          {{"[1..2]", "[2..3]"}},
	"overlaps":        {{"[1..2]", "[2..3]"}},
	"overlaps before": {{"[1..2]", "[2..3]"}},
	"overlaps after":  {{"[1..2]", "[2..3]"}},
	"finishes":        {{"[2..3]", "[1..3]"}, {"2", "[1..2]"}},
	"finished by":     {{"[1..3]", "[2..3]"}, {"[1..2]", "2"}},
	"includes":        {{"[1..4]", "[2..3]"}, {"[1..2]", "2"}},
	"during":          {{"[2..3]", "[1..4]"}, {"2", "[1..2]"}},
	"starts":          {{"[1..2]", "[1..3]"}, {"1", "[1..2]"}},
	"started by":      {{"[1..3]", "[1..2]"}, {"[1..2]", "1"}},
	"coincides":       {{"[1..2]", "[1..2]"}, {"1", "1"}},
}

// eachSample calls f for every signature with the sample that belongs to it.
func eachSample(t *testing.T, f func(t *testing.T, s feel.Signature, args []string)) {
	t.Helper()
	next := map[string]int{}
	for _, s := range feel.Signatures() {
		i := next[s.Function]
		next[s.Function]++
		if i >= len(sampleCalls[s.Function]) {
			t.Errorf("%s has no sample for its signature %d", s.Function, i+1)
			continue
		}
		args := sampleCalls[s.Function][i]
		if !s.Variadic && len(args) != len(s.Params) {
			t.Errorf("%s: the sample %q leaves parameters out", s.Function, args)
			continue
		}
		t.Run(fmt.Sprintf("%s_%d", s.Function, i+1), func(t *testing.T) { f(t, s, args) })
	}
	for name, samples := range sampleCalls {
		if next[name] != len(samples) {
			t.Errorf("%s has %d signatures and %d samples", name, next[name], len(samples))
		}
	}
}

func callOf(function string, args []string) string {
	return function + "(" + strings.Join(args, ", ") + ")"
}

// lenient evaluates as DMN asks for: what cannot work gives null.
func lenient(t *testing.T, src string) feel.Result {
	t.Helper()
	prog, err := feel.Compile(src, nil, feel.Lenient())
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	got, err := prog.Eval(t.Context(), feel.Env{})
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	return got
}

func TestEveryFunctionGivesAValueOfItsType(t *testing.T) {
	eachSample(t, func(t *testing.T, s feel.Signature, args []string) {
		src := callOf(s.Function, args)
		got := lenient(t, src)
		if got.Value.IsNull() || len(got.Diagnostics) > 0 {
			t.Fatalf("%s = %s %v", src, got.Value, got.Diagnostics)
		}
		prog, err := feel.Compile(src, nil)
		if err != nil {
			t.Fatalf("%s, checked: %v", src, err)
		}
		if typ := prog.Type(); typ.String() != "Any" && typ.String() != "context" {
			if is := lenient(t, src+" instance of "+typ.String()); !is.Value.IsTrue() {
				t.Errorf("%s = %s, which is no %s", src, got.Value, typ)
			}
		}
	})
}

func TestNamedArgumentsMayComeInAnyOrder(t *testing.T) {
	eachSample(t, func(t *testing.T, s feel.Signature, args []string) {
		if s.Variadic || len(args) == 0 {
			return
		}
		if last := s.Params[len(s.Params)-1].Name; (s.Function == "before" || s.Function == "after") && (last == "range" || last == "point") {
			return // before(point, range) and before(range, point) have the same names
		}
		named := make([]string, len(args))
		for i, arg := range args {
			named[len(args)-1-i] = s.Params[i].Name + ": " + arg
		}
		src := callOf(s.Function, named)
		want, got := lenient(t, callOf(s.Function, args)).Value, lenient(t, src).Value
		if got.String() != want.String() {
			t.Errorf("%s = %s, by position %s", src, got, want)
		}
	})
}

func TestFunctionsAreValuesThatCanBeCalled(t *testing.T) {
	eachSample(t, func(t *testing.T, s feel.Signature, args []string) {
		src := "{f: " + s.Function + ", r: f(" + strings.Join(args, ", ") + ")}.r"
		want, got := lenient(t, callOf(s.Function, args)).Value, lenient(t, src)
		if got.Value.String() != want.String() {
			t.Errorf("%s = %s, called directly %s %v", src, got.Value, want, got.Diagnostics)
		}
	})
}

func TestNullWhereAValueIsNeededGivesNullAndSaysSo(t *testing.T) {
	eachSample(t, func(t *testing.T, s feel.Signature, args []string) {
		for i := range args {
			p := s.Params[min(i, len(s.Params)-1)]
			if p.Nullable || otherSignatureTakes(s, i, feel.NullType) && s.Function == "date and time" {
				continue // seven arguments with null for the last are those with an optional offset
			}
			withNull := slices.Clone(args)
			withNull[i] = "null"
			src := callOf(s.Function, withNull)
			got := lenient(t, src)
			if !got.Value.IsNull() || len(got.Diagnostics) != 1 || got.Diagnostics[0].Code != feel.CodeArguments {
				t.Errorf("%s = %s %v", src, got.Value, got.Diagnostics)
				continue
			}
			names := []string{p.Name}
			for _, other := range feel.Signatures() {
				if other.Function == s.Function && len(other.Params) == len(s.Params) {
					names = append(names, other.Params[min(i, len(other.Params)-1)].Name)
				}
			}
			says := func(name string) bool {
				return got.Diagnostics[0].Message == fmt.Sprintf("%s: %q is null", s.Function, name)
			}
			if !slices.ContainsFunc(names, says) {
				t.Errorf("%s says %q, which names none of %q", src, got.Diagnostics[0].Message, names)
			}
		}
	})
}

// misfits are literals of every kind, of which one fits no parameter of a given type.
var misfits = []struct {
	src string
	typ feel.Type
}{
	{"true", feel.BooleanType},
	{`"x"`, feel.StringType},
	{"7", feel.NumberType},
	{`@"2026-01-01"`, feel.DateType},
	{`@"10:00:00"`, feel.TimeType},
	{`@"P1D"`, feel.DaysTimeType},
	{`@"P1M"`, feel.YearsMonthsType},
	{`@"2026-01-01T00:00:00"`, feel.DateTimeType},
	{"[1..2]", feel.RangeOf(feel.NumberType)},
	{"{}", feel.ContextOf()},
}

func TestArgumentsOfAnotherTypeAreRefusedBeforeAndGiveNullAfter(t *testing.T) {
	eachSample(t, func(t *testing.T, s feel.Signature, args []string) {
		for i := range args {
			p := s.Params[min(i, len(s.Params)-1)]
			for _, m := range misfits {
				if feel.Fits(m.typ, p.Type) || otherSignatureTakes(s, i, m.typ) {
					continue
				}
				wrong := slices.Clone(args)
				wrong[i] = m.src
				src := callOf(s.Function, wrong)
				if got := lenient(t, src); !got.Value.IsNull() || len(got.Diagnostics) == 0 || got.Diagnostics[0].Code != feel.CodeType {
					t.Errorf("%s = %s %v", src, got.Value, got.Diagnostics)
				}
				_, err := feel.Compile(src, nil)
				var ce *feel.CompileError
				column := len([]rune(callOf(s.Function, wrong[:i+1]))) - len([]rune(m.src))
				if !errors.As(err, &ce) || ce.Code != feel.CodeType || ce.Span.Start.Column != column {
					t.Errorf("%s: %v, want a type error at column %d", src, err, column)
				}
			}
		}
	})
}

// otherSignatureTakes tells whether the argument makes it a call of another signature of the same function.
func otherSignatureTakes(s feel.Signature, at int, typ feel.Type) bool {
	for _, other := range feel.Signatures() {
		if other.Function == s.Function && len(other.Params) == len(s.Params) && feel.Fits(typ, other.Params[min(at, len(other.Params)-1)].Type) {
			return true
		}
	}
	return false
}

func TestCallsWithOtherArgumentsShowHowToCall(t *testing.T) {
	eachSample(t, func(t *testing.T, s feel.Signature, args []string) {
		calls := []string{callOf(s.Function, []string{"no such name: 1"})}
		if !slices.ContainsFunc(feel.Signatures(), func(o feel.Signature) bool { return o.Function == s.Function && o.Variadic }) {
			calls = append(calls, callOf(s.Function, strings.Split("1,2,3,4,5,6,7,8,9", ",")))
		}
		if !s.Variadic && len(args) > 1 {
			calls = append(calls, callOf(s.Function, []string{s.Params[0].Name + ": 1", s.Params[0].Name + ": 2"}))
		}
		for _, src := range calls {
			_, err := feel.Compile(src, nil)
			var ce *feel.CompileError
			if !errors.As(err, &ce) || ce.Code != feel.CodeArguments || ce.Span.Start.Column != 1 || !strings.Contains(ce.Message, s.Function+"(") {
				t.Errorf("%s: %v", src, err)
			}
			got := lenient(t, src)
			if !got.Value.IsNull() || len(got.Diagnostics) == 0 || got.Diagnostics[0].Code != feel.CodeArguments {
				t.Errorf("%s = %s %v", src, got.Value, got.Diagnostics)
			}
		}
	})
}

func TestFunctionsWithoutTheirArgumentsAreRefused(t *testing.T) {
	for name := range sampleCalls {
		src := name + "()"
		_, err := feel.Compile(src, nil)
		if optional := name == "now" || name == "today" || name == "is"; optional != (err == nil) {
			t.Errorf("%s: %v", src, err)
		}
	}
}

func TestTheNormalFormOfACallMeansTheSame(t *testing.T) {
	eachSample(t, func(t *testing.T, s feel.Signature, args []string) {
		src := callOf(s.Function, args)
		prog, err := feel.Compile(src, nil)
		if err != nil {
			t.Fatal(err)
		}
		if want, got := lenient(t, src).Value, lenient(t, prog.String()).Value; got.String() != want.String() {
			t.Errorf("%s = %s, but its normal form %s = %s", src, want, prog, got)
		}
	})
}
