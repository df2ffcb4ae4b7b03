package dmn_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

// span is a condition on a whole number: from low to high.
type span struct{ low, high int }

// oracleRule is a rule of a table whose results are worked out by hand: two outputs, of which the second may be left out.
type oracleRule struct {
	when span
	a, b int
}

// oracleTable says what a table with a hit policy must give.
type oracleTable struct {
	policy, aggregation string
	both                bool // has the second output
	order               [2][]int
	defaults            [2]string // FEEL, or empty
	rules               []oracleRule
}

func (o oracleTable) grid() grid {
	g := grid{policy: o.policy, aggregation: o.aggregation, inputs: []string{"x:number"}}
	names := []string{"a", "b"}
	if !o.both {
		names = []string{""}
	}
	for i, name := range names {
		values := strings.Trim(strings.ReplaceAll(fmt.Sprint(o.order[i]), " ", ", "), "[]")
		if o.defaults[i] != "" {
			values += ", " + o.defaults[i]
		}
		g.outputs = append(g.outputs, fmt.Sprintf("%s:number:%s:%s", name, values, o.defaults[i]))
	}
	for _, r := range o.rules {
		cells := fmt.Sprintf("[%d..%d] | %d", r.when.low, r.when.high, r.a)
		if o.both {
			cells += fmt.Sprintf(" | %d", r.b)
		}
		g.rules = append(g.rules, cells)
	}
	return g
}

func (o oracleTable) show(r oracleRule) string {
	if !o.both {
		return fmt.Sprint(r.a)
	}
	return fmt.Sprintf("{a: %d, b: %d}", r.a, r.b)
}

// none is the result where no rule matches.
func (o oracleTable) none() string {
	switch {
	case o.both && o.defaults[0]+o.defaults[1] != "":
		return fmt.Sprintf("{a: %s, b: %s}", cmp.Or(o.defaults[0], "null"), cmp.Or(o.defaults[1], "null"))
	case !o.both && o.defaults[0] != "":
		return o.defaults[0]
	case o.aggregation == "COUNT":
		return "0"
	case o.policy == "COLLECT" && o.aggregation == "":
		return "[]"
	}
	return "null"
}

// byPriority sorts rules by the places of their outputs among the values allowed, the first output first.
func (o oracleTable) byPriority(hits []oracleRule) []oracleRule {
	sorted := slices.Clone(hits)
	slices.SortStableFunc(sorted, func(x, y oracleRule) int {
		first := cmp.Compare(slices.Index(o.order[0], x.a), slices.Index(o.order[0], y.a))
		if first != 0 || !o.both {
			return first
		}
		return cmp.Compare(slices.Index(o.order[1], x.b), slices.Index(o.order[1], y.b))
	})
	return sorted
}

func (o oracleTable) list(hits []oracleRule) string {
	var items []string
	for _, r := range hits {
		items = append(items, o.show(r))
	}
	return "[" + strings.Join(items, ", ") + "]"
}

func (o oracleTable) aggregate(hits []oracleRule) string {
	total := hits[0]
	for _, r := range hits[1:] {
		switch o.aggregation {
		case "SUM":
			total.a, total.b = total.a+r.a, total.b+r.b
		case "MIN":
			total.a, total.b = min(total.a, r.a), min(total.b, r.b)
		case "MAX":
			total.a, total.b = max(total.a, r.a), max(total.b, r.b)
		}
	}
	if o.aggregation == "COUNT" {
		return fmt.Sprint(len(hits))
	}
	return o.show(total)
}

// result follows DMN 1.5, section 8.2.10, word by word.
func (o oracleTable) result(x int) string {
	var hits []oracleRule
	for _, r := range o.rules {
		if x >= r.when.low && x <= r.when.high {
			hits = append(hits, r)
		}
	}
	alike := func(r oracleRule) bool { return o.show(r) == o.show(hits[0]) }
	switch {
	case len(hits) == 0:
		return o.none()
	case o.aggregation != "":
		return o.aggregate(hits)
	case o.policy == "UNIQUE" && len(hits) > 1, o.policy == "ANY" && !allOf(hits, alike):
		return "null"
	case o.policy == "PRIORITY":
		return o.show(o.byPriority(hits)[0])
	case o.policy == "OUTPUT ORDER":
		return o.list(o.byPriority(hits))
	case o.policy == "COLLECT", o.policy == "RULE ORDER":
		return o.list(hits)
	}
	return o.show(hits[0])
}

func allOf[T any](list []T, test func(T) bool) bool {
	return !slices.ContainsFunc(list, func(v T) bool { return !test(v) })
}

func drawOracle(t *rapid.T) oracleTable {
	policies := []string{"UNIQUE", "FIRST", "ANY", "PRIORITY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"}
	o := oracleTable{policy: rapid.SampledFrom(policies).Draw(t, "policy"), both: rapid.Bool().Draw(t, "two outputs")}
	if o.policy == "COLLECT" {
		o.aggregation = rapid.SampledFrom([]string{"", "SUM", "COUNT", "MIN", "MAX"}).Draw(t, "aggregation")
	}
	for i := range o.order {
		o.order[i] = rapid.Permutation([]int{1, 2, 3}).Draw(t, "order")
		o.defaults[i] = rapid.SampledFrom([]string{"", "9"}).Draw(t, "default")
	}
	for range rapid.IntRange(0, 6).Draw(t, "rules") {
		low := rapid.IntRange(0, 5).Draw(t, "low")
		o.rules = append(o.rules, oracleRule{
			when: span{low, low + rapid.IntRange(0, 3).Draw(t, "width")},
			a:    rapid.IntRange(1, 3).Draw(t, "a"), b: rapid.IntRange(1, 3).Draw(t, "b"),
		})
	}
	return o
}

func TestHitPoliciesGiveWhatTheStandardSays(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		o := drawOracle(rt)
		m, err := dmn.Load(o.grid().model(), dmn.Options{})
		if err != nil {
			rt.Fatal(err)
		}
		target, err := m.Target("result")
		if err != nil {
			rt.Fatal(err)
		}
		for x := range 9 {
			expected := value(t, o.result(x))
			for _, trace := range []bool{false, true} {
				got, err := target.Evaluate(rt.Context(), []feel.Value{feel.Int(int64(x))}, dmn.Env{Trace: trace})
				if err != nil {
					rt.Fatal(err)
				}
				if got.Value.String() != expected.String() {
					rt.Fatalf("%s %s, two outputs %v, defaults %q, order %v: %d gives %s, want %s\n%v", o.policy, o.aggregation, o.both, o.defaults, o.order, x, got.Value, expected, o.rules)
				}
				if failed := o.result(x) == "null"; got.Failed() != failed {
					rt.Fatalf("%s: %d fails %v, want %v: %v", o.policy, x, got.Failed(), failed, got.Diagnostics)
				}
				o.checkTrace(rt, x, got.Trace)
			}
		}
	})
}

// checkTrace demands that the trace names the rules that match, and no others.
func (o oracleTable) checkTrace(t *rapid.T, x int, trace *dmn.Trace) {
	if trace == nil {
		return
	}
	var matched []int
	for i, r := range o.rules {
		if x >= r.when.low && x <= r.when.high {
			matched = append(matched, i+1)
		}
	}
	table := trace.Parts[0].Table
	if !slices.Equal(table.Matched, matched) {
		t.Fatalf("%d: the trace has %v, want %v", x, table.Matched, matched)
	}
	for _, n := range table.Chosen {
		if !slices.Contains(matched, n) {
			t.Fatalf("%d: rule %d is chosen and does not match", x, n)
		}
	}
}

// shape is a type, and what fits it said in Go. Null fits all.
type shape struct {
	xml  func(name, element string) string
	fits func(v feel.Value) bool
}

// takes is what becomes of a value: what fits is itself, a list of one may stand for its item, and an item for a list of one (DMN 1.5 section
// 10.3.2.9.4). Within a value nothing is converted.
func (s shape) takes(v feel.Value) (feel.Value, bool) {
	items, isList := v.AsList()
	switch {
	case s.fits(v):
		return v, true
	case isList && len(items) == 1 && s.fits(items[0]):
		return items[0], true
	case !isList && s.fits(feel.List(v)):
		return feel.List(v), true
	}
	return feel.Null, false
}

func typed(ref, allowed, more string) func(name, element string) string {
	return func(name, element string) string {
		return fmt.Sprintf(`<%s name="%s"%s><typeRef>%s</typeRef><allowedValues><text>%s</text></allowedValues></%s>`, element, name, more, ref, allowed, element)
	}
}

func between(v feel.Value, low, high int64) bool {
	n, ok := v.AsInt64()
	return v.IsNull() || ok && n >= low && n <= high
}

func smallNumbers() shape {
	return shape{typed("number", "[0..2]", ""), func(v feel.Value) bool { return between(v, 0, 2) }}
}

func letters() shape {
	return shape{typed("string", `"a", "b"`, ""), func(v feel.Value) bool {
		text, ok := v.AsString()
		return v.IsNull() || ok && (text == "a" || text == "b")
	}}
}

func listsOfNumbers() shape {
	return shape{typed("number", "[0..2]", ` isCollection="true"`), func(v feel.Value) bool {
		items, ok := v.AsList()
		return v.IsNull() || ok && allOf(items, func(item feel.Value) bool { return between(item, 0, 2) })
	}}
}

func contextsOf(fields ...shape) shape {
	name := func(i int) string { return fmt.Sprintf("f%d", i) }
	return shape{
		xml: func(own, element string) string {
			var b strings.Builder
			fmt.Fprintf(&b, `<%s name="%s">`, element, own)
			for i, f := range fields {
				b.WriteString(f.xml(name(i), "itemComponent"))
			}
			return b.String() + "</" + element + ">"
		},
		fits: func(v feel.Value) bool {
			c, ok := v.AsContext()
			if !ok {
				return v.IsNull()
			}
			for i, f := range fields {
				if entry, there := c.Get(name(i)); !there || !f.fits(entry) {
					return false
				}
			}
			return true
		},
	}
}

func drawShape(t *rapid.T, depth int) shape {
	kinds := 4
	if depth > 2 {
		kinds = 3
	}
	switch rapid.IntRange(0, kinds-1).Draw(t, "kind") {
	case 0:
		return smallNumbers()
	case 1:
		return letters()
	case 2:
		return listsOfNumbers()
	}
	var fields []shape
	for range rapid.IntRange(1, 2).Draw(t, "fields") {
		fields = append(fields, drawShape(t, depth+1))
	}
	return contextsOf(fields...)
}

func drawValue(t *rapid.T, depth int) feel.Value {
	kinds := 7
	if depth > 2 {
		kinds = 4
	}
	switch rapid.IntRange(0, kinds-1).Draw(t, "value") {
	case 0:
		return feel.Int(int64(rapid.IntRange(-1, 3).Draw(t, "number")))
	case 1:
		return feel.String(rapid.SampledFrom([]string{"a", "b", "c", ""}).Draw(t, "text"))
	case 2:
		return feel.Null
	case 3:
		return feel.Bool(true)
	case 4:
		var items []feel.Value
		for range rapid.IntRange(0, 2).Draw(t, "items") {
			items = append(items, drawValue(t, depth+1))
		}
		return feel.List(items...)
	}
	var entries []feel.Entry
	for i := range rapid.IntRange(0, 3).Draw(t, "entries") {
		entries = append(entries, feel.Entry{Name: fmt.Sprintf("f%d", i), Value: drawValue(t, depth+1)})
	}
	return feel.NewContext(entries...)
}

// TestTypesTakeWhatTheySay holds item definitions with constraints against the same said in Go: for inputs and for results.
func TestTypesTakeWhatTheySay(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := drawShape(rt, 0)
		source := model(s.xml("tShape", "itemDefinition") +
			`<inputData id="v" name="v"><variable name="v"/></inputData><inputData id="w" name="w"><variable name="w" typeRef="tShape"/></inputData>` +
			`<decision id="r" name="result"><variable name="result" typeRef="tShape"/><informationRequirement><requiredInput href="#v"/></informationRequirement>` + literal("v") + `</decision>` +
			`<decision id="i" name="given"><variable name="given"/><informationRequirement><requiredInput href="#w"/></informationRequirement>` + literal("w") + `</decision>`)
		m, err := dmn.Load(source, dmn.Options{})
		if err != nil {
			rt.Fatal(err)
		}
		for range 8 {
			v := drawValue(rt, 0)
			expected, ok := s.takes(v)
			if !ok {
				expected = feel.Null
			}
			for _, name := range []string{"result", "given"} {
				target, err := m.Target(name)
				if err != nil {
					rt.Fatal(err)
				}
				got, err := target.Evaluate(rt.Context(), []feel.Value{v}, dmn.Env{})
				if err != nil {
					rt.Fatal(err)
				}
				if got.Value.String() != expected.String() || got.Failed() == ok && !ok {
					rt.Fatalf("%s of %s is %s, want %s; %v\n%s", name, v, got.Value, expected, got.Diagnostics, s.xml("tShape", "itemDefinition"))
				}
			}
		}
	})
}
