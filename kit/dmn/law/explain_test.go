package law_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/document"
	"github.com/tillit-se/tillit/kit/dmn/law"
	"github.com/tillit-se/tillit/kit/feel"
)

type loaded struct {
	model *dmn.Model
	law   law.Law
}

type failer interface{ Fatal(...any) }

func load(t failer, replace ...string) loaded {
	data, err := os.ReadFile("testdata/fee.dmn")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer(replace...).Replace(string(data))
	doc, err := document.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	model, err := dmn.Load([]byte(text), dmn.Options{})
	if err != nil {
		t.Fatal(err)
	}
	l, _ := law.Read(doc)
	return loaded{model, l}
}

func (m loaded) ask(t failer, trace bool, income, region feel.Value) law.Answer {
	target, err := m.model.Target("fee")
	if err != nil {
		t.Fatal(err)
	}
	inputs := feel.NewContext(feel.Entry{Name: "income", Value: income}, feel.Entry{Name: "region", Value: region})
	result, err := target.EvaluateContext(context.Background(), inputs, dmn.Env{Trace: trace})
	return law.Explain(m.model, m.law, date.Must(2026, 5, 4), inputs, result, err)
}

func plainSpaces(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

func TestADecidedAnswerHasItsReasonsInBothLanguages(t *testing.T) {
	got := load(t).ask(t, true, feel.Int(500), feel.String("south"))
	if got.Outcome != law.Decided || got.Value.NumberText() != "50" || got.Model != "fee" || got.Version != "2" || len(got.Reasons) != 1 {
		t.Fatalf("got %+v", got)
	}
	r := got.Reasons[0]
	if sv := plainSpaces(r.Text.SV); sv != "Med inkomsten 500 kr är avgiften 50 kr." {
		t.Errorf("got %q", sv)
	}
	if en := plainSpaces(r.Text.EN); en != "With an income of SEK 500 the fee is SEK 50." {
		t.Errorf("got %q", en)
	}
	if r.Rule != 2 || !slices.Equal(r.Provisions, []string{"sfs/2017:900#P6"}) || r.Label.SV != "Avgiften" {
		t.Errorf("got %+v", r)
	}
	if len(r.Facts) != 1 || r.Facts[0].Name != "income" || r.Facts[0].Label.EN != "Income" || r.Facts[0].Test != "[100..1000]" {
		t.Errorf("facts %+v: a column that the rule passes over decides nothing", r.Facts)
	}
}

func TestARuleForAPersonWithholdsTheValue(t *testing.T) {
	got := load(t).ask(t, true, feel.Int(5000), feel.String("north"))
	if got.Outcome != law.Person || !got.Value.IsNull() || !slices.Equal(got.Causes, []law.Cause{law.ByRule}) || !got.Words.IsZero() {
		t.Fatalf("got %+v", got)
	}
	if en := plainSpaces(got.Reasons[0].Text.EN); en != "A person must judge the fee in the north for one who earns SEK 5,000." {
		t.Errorf("got %q", en)
	}
}

func TestWhatTheTableLeavesOpenIsForAPerson(t *testing.T) {
	m := load(t)
	for name, tc := range map[string]struct {
		got   law.Answer
		cause law.Cause
	}{
		"no rule":         {m.ask(t, true, feel.Int(5000), feel.String("south")), law.NoRule},
		"no value":        {m.ask(t, true, feel.Null, feel.String("south")), law.NoValue},
		"no trace":        {m.ask(t, false, feel.Int(500), feel.String("south")), law.NotTraced},
		"a failure":       {load(t, "income / 10", "income / 0").ask(t, true, feel.Int(500), feel.String("south")), law.Failed},
		"by the decision": {load(t, "<tillit:decision>", `<tillit:decision outcome="person">`).ask(t, true, feel.Int(500), feel.String("south")), law.ByRule},
		"no version":      {law.Unversioned("fee"), law.NoVersion},
		"a limit":         {law.Explain(m.model, m.law, date.Must(2026, 5, 4), feel.Null, dmn.Result{Value: feel.Int(1)}, &dmn.LimitError{Limit: "steps"}), law.Failed},
	} {
		if tc.got.Outcome != law.Person || !tc.got.Value.IsNull() || !slices.Contains(tc.got.Causes, tc.cause) {
			t.Errorf("%s: got %s %v %v, want %s", name, tc.got.Outcome, tc.got.Value, tc.got.Causes, tc.cause)
		}
	}
}

func TestAFileWithoutLawIsExplainedByItsNames(t *testing.T) {
	m := load(t)
	m.law = law.Law{}
	got := m.ask(t, true, feel.Int(500), feel.String("south"))
	if got.Outcome != law.Decided || got.Words.SV != "50" || got.Reasons[0].Facts[0].Label.SV != "income" {
		t.Errorf("got %+v", got)
	}
}

// TestAnAnswerIsDecidedOnlyInsideTheRules compares with what the table says in plain Go.
func TestAnAnswerIsDecidedOnlyInsideTheRules(t *testing.T) {
	m := load(t)
	rapid.Check(t, func(t *rapid.T) {
		income := rapid.Int64Range(-10, 2000).Draw(t, "income")
		region := rapid.SampledFrom([]string{"north", "south", "other"}).Draw(t, "region")
		got := m.ask(t, true, feel.Int(income), feel.String(region))
		if want := income <= 1000; (got.Outcome == law.Decided) != want {
			t.Fatalf("%d in %s: %s", income, region, got.Outcome)
		}
		if (got.Outcome == law.Person) != got.Value.IsNull() {
			t.Fatalf("%s with the value %v", got.Outcome, got.Value)
		}
	})
}

func TestNamedShowsAReasonBeforeThereAreValues(t *testing.T) {
	upper := func(name string) string { return "[" + strings.ToUpper(name) + "]" }
	for text, want := range map[string]string{
		"From {last  day} on": "From [LAST DAY] on", "{a|kr} {{b}}": "[A] {b}", "no placeholders": "no placeholders", "a { lost brace": "a { lost brace",
	} {
		if got := law.Named(text, upper); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestTargetsAreGivenOnce(t *testing.T) {
	got := load(t).law.Targets()
	slices.Sort(got)
	if want := []string{"sfs/2017:900", "sfs/2017:900#P5", "sfs/2017:900#P6"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func ExampleExplain() {
	source, err := os.ReadFile("testdata/fee.dmn")
	if err != nil {
		fmt.Println(err)
		return
	}
	doc, _ := document.Parse(source)
	around, problems := law.Check(doc)
	model, err := dmn.Load(source, dmn.Options{})
	if err != nil || len(problems) > 0 {
		fmt.Println(err, problems)
		return
	}
	fee, _ := model.Target("fee")
	inputs, _ := feel.FromJSON([]byte(`{"income": 500, "region": "south"}`))
	result, err := fee.EvaluateContext(context.Background(), inputs, dmn.Env{Trace: true})
	answer := law.Explain(model, around, date.Must(2026, 5, 4), inputs, result, err)
	fmt.Println(answer.Outcome, answer.Value, answer.Reasons[0].Provisions)
	// Output: decided 50 [sfs/2017:900#P6]
}

func ExampleVersions_On() {
	text := func(version, from, to string) law.Model {
		m := law.Model{ID: "fee", Version: version}
		_ = m.AppliesFrom.UnmarshalText([]byte(from))
		if to != "" {
			_ = m.AppliesTo.UnmarshalText([]byte(to))
		}
		return m
	}
	versions, err := law.NewVersions([]law.Model{text("2", "2026-01-01", ""), text("1", "2020-01-01", "2025-12-31")}, func(m law.Model) law.Model { return m })
	if err != nil {
		fmt.Println(err)
		return
	}
	inForce, ok := versions.On(versions.All()[0].AppliesTo)
	fmt.Println(inForce.Version, ok)
	// Output: 1 true
}
