package feel_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/tillit-se/tillit/kit/feel"
	"pgregory.net/rapid"
)

// partly knows some variables and some calls.
type partly struct {
	slots []feel.Knowledge
	calls bool
}

func (p partly) KnowsSlot(slot int) feel.Knowledge { return p.slots[slot] }
func (p partly) KnowsCall(feel.HostCall) bool      { return p.calls }

func decideScope(t interface{ Fatal(...any) }) *feel.Scope {
	status := feel.Func{
		Name: "status", Params: []feel.Var{{Name: "of", Type: feel.StringType}}, Result: feel.StringType,
		Call: func(*feel.Call, []feel.Value) (feel.Value, error) { return feel.String("open"), nil },
	}
	scope, err := feel.NewScope([]feel.Var{
		{Name: "a", Type: feel.StringType},
		{Name: "b", Type: feel.StringType},
		{Name: "n", Type: feel.NumberType},
		{Name: "list", Type: feel.ListOf(feel.StringType)},
	}, status)
	if err != nil {
		t.Fatal(err)
	}
	return scope
}

func decide(t interface{ Fatal(...any) }, src string, values []feel.Value, know partly) feel.Decision {
	program, err := feel.Compile(src, decideScope(t))
	if err != nil {
		t.Fatal(src, err)
	}
	session := feel.NewSession(context.Background(), feel.Env{Values: values})
	decision, err := session.Decide(program.Decider(), know)
	if err != nil {
		t.Fatal(src, err)
	}
	return decision
}

func TestDecideTellsWhatStandsInTheWay(t *testing.T) {
	yes, no := feel.String("yes"), feel.String("no")
	const k, absent, u = feel.Known, feel.Absent, feel.Unknown
	tests := []struct {
		name  string
		src   string
		a, b  feel.Value
		know  [2]feel.Knowledge
		known bool
		slots []int
	}{
		{"everything known", `a = "yes" and b = "yes"`, yes, no, [2]feel.Knowledge{k, k}, true, nil},
		{"or needs one true side", `a = "yes" or b = "yes"`, feel.Null, yes, [2]feel.Knowledge{absent, k}, true, nil},
		{"or with a false side needs the other", `a = "yes" or b = "yes"`, feel.Null, no, [2]feel.Knowledge{absent, k}, false, []int{0}},
		{"and needs one false side", `a = "yes" and b = "yes"`, feel.Null, no, [2]feel.Knowledge{u, k}, true, nil},
		{"both sides in the way", `a = "yes" and b = "yes"`, feel.Null, feel.Null, [2]feel.Knowledge{u, u}, false, []int{0, 1}},
		{"the branch taken", `if b = "yes" then 1 else string length(a)`, feel.Null, yes, [2]feel.Knowledge{absent, k}, true, nil},
		{"the other branch", `if b = "yes" then 1 else string length(a)`, feel.Null, no, [2]feel.Knowledge{absent, k}, false, []int{0}},
		{"an unknown condition", `if a = "yes" then 1 else 1`, feel.Null, no, [2]feel.Knowledge{absent, k}, false, []int{0}},
		{"absent and compared with null", `a = null`, feel.Null, no, [2]feel.Knowledge{absent, k}, true, nil},
		{"unknown and compared with null", `null != a`, feel.Null, no, [2]feel.Knowledge{u, k}, false, []int{0}},
		{"null on both sides of in", `a in ("x", b)`, yes, feel.Null, [2]feel.Knowledge{k, absent}, false, []int{1}},
		{"inside a loop", `some x in ["no"] satisfies (x = b or x = a)`, feel.Null, no, [2]feel.Knowledge{u, k}, false, []int{0}},
		{"a loop over what is known", `some x in ["no"] satisfies x = b`, feel.Null, no, [2]feel.Knowledge{u, k}, true, nil},
		{"within a function", `(function(x) x = a)("yes")`, feel.Null, no, [2]feel.Knowledge{u, k}, false, []int{0}},
		{"negation", `not(b = "yes" or a = "yes")`, feel.Null, yes, [2]feel.Knowledge{u, k}, true, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			know := partly{slots: []feel.Knowledge{test.know[0], test.know[1], k, k}}
			got := decide(t, test.src, []feel.Value{test.a, test.b, feel.Null, feel.Null}, know)
			if got.Known != test.known || !slices.Equal(got.Slots, test.slots) {
				t.Errorf("%s: known %v, slots %v", test.src, got.Known, got.Slots)
			}
		})
	}
}

func TestDecideAsksAboutHostCalls(t *testing.T) {
	src := `status("x") = "open"`
	none := partly{slots: make([]feel.Knowledge, 4)}
	got := decide(t, src, make([]feel.Value, 4), none)
	if got.Known || len(got.Calls) != 1 || got.Calls[0].Name != "status" {
		t.Errorf("decision %+v", got)
	}
	none.calls = true
	if got := decide(t, src, make([]feel.Value, 4), none); !got.Known || !got.Value.IsTrue() {
		t.Errorf("decision %+v", got)
	}
}

// condition draws a boolean expression over a, b, n and list that never asks for null.
func condition(depth int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		if depth == 0 {
			return rapid.SampledFrom([]string{
				`a = "yes"`, `a != "no"`, `b = "yes"`, `n > 3`, `n between 1 and 5`, `list contains(list, a)`,
				`count(list) > 1`, `a in ("yes", b)`, `list[1] = a`, `some x in list satisfies x = b`, `true`, `false`,
			}).Draw(t, "atom")
		}
		l, r := condition(depth-1).Draw(t, "l"), condition(depth-1).Draw(t, "r")
		switch rapid.IntRange(0, 4).Draw(t, "shape") {
		case 0:
			return fmt.Sprintf("(%s and %s)", l, r)
		case 1:
			return fmt.Sprintf("(%s or %s)", l, r)
		case 2:
			return fmt.Sprintf("not(%s)", l)
		case 3:
			return fmt.Sprintf("(if %s then %s else %s)", l, r, condition(depth-1).Draw(t, "e"))
		}
		return fmt.Sprintf("((%s) = (%s))", l, r)
	})
}

func drawSlot(t *rapid.T, slot int) feel.Value {
	text := rapid.SampledFrom([]feel.Value{feel.String("yes"), feel.String("no"), feel.Null})
	switch slot {
	case 2:
		return rapid.SampledFrom([]feel.Value{feel.Int(1), feel.Int(4), feel.Int(9), feel.Null}).Draw(t, "n")
	case 3:
		return rapid.SampledFrom([]feel.Value{feel.Strings(), feel.Strings("yes"), feel.Strings("yes", "no"), feel.Null}).Draw(t, "list")
	}
	return text.Draw(t, "text")
}

func TestWhatIsDecidedNeverChangesWhenMoreBecomesKnown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := condition(rapid.IntRange(0, 3).Draw(t, "depth")).Draw(t, "src")
		values, know := make([]feel.Value, 4), partly{slots: make([]feel.Knowledge, 4)}
		for slot := range values {
			if rapid.Bool().Draw(t, "known") {
				values[slot] = drawSlot(t, slot)
				continue
			}
			know.slots[slot] = rapid.SampledFrom([]feel.Knowledge{feel.Absent, feel.Unknown}).Draw(t, "how")
		}
		before := decide(t, src, slices.Clone(values), know)
		if !before.Known {
			return
		}
		for slot, how := range know.slots {
			if how != feel.Known {
				values[slot], know.slots[slot] = drawSlot(t, slot), feel.Known
			}
		}
		after := decide(t, src, values, know)
		if before.Value.String() != after.Value.String() {
			t.Fatalf("%s was decided as %v and became %v", src, before.Value, after.Value)
		}
	})
}

func TestComparisonsAreFound(t *testing.T) {
	tests := []struct {
		src  string
		want string
	}{
		{`a = "x"`, `[a "x"]`},
		{`"x" != a`, `[a "x"]`},
		{`a in ("x", "y")`, `[a "x"] [a "y"]`},
		{`a in ["x", "y"]`, `[a "x"] [a "y"]`},
		{`list contains(list, "x")`, `[list "x"]`},
		{`some l in list satisfies l = "x"`, `[list "x"]`},
		{`count(list[item = "x"]) > 0`, `[list "x"]`},
		{`status("q") = "open"`, `[status() "open"]`},
		{`a = null`, ``},
		{`a = b`, ``},
		{`n > 3`, ``},
	}
	for _, test := range tests {
		program, err := feel.Compile(test.src, decideScope(t))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, c := range program.Comparisons() {
			name := c.Name
			if c.Call != "" {
				name = c.Call + "()"
			}
			if got != "" {
				got += " "
			}
			got += fmt.Sprintf("[%s %v]", name, c.Value)
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.src, got, test.want)
		}
	}
}
