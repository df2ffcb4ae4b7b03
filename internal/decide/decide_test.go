package decide_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/decide"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/dmn/law"
	"github.com/tillit-se/tillit/kit/feel"
)

const small = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:s" name="small">
<itemDefinition name="tColour"><typeRef>string</typeRef><allowedValues><text>"red", "blue"</text></allowedValues></itemDefinition>
<inputData id="c" name="colour"><variable name="colour" typeRef="tColour"/></inputData>
<inputData id="n" name="n"><variable name="n" typeRef="number"/></inputData>
<decision id="b" name="base"><variable name="base"/><informationRequirement><requiredInput href="#n"/></informationRequirement><literalExpression><text>LOGIC</text></literalExpression></decision>
<decision id="t" name="top"><variable name="top"/><informationRequirement><requiredDecision href="#b"/></informationRequirement><informationRequirement><requiredInput href="#c"/></informationRequirement>
<decisionTable><input><inputExpression><text>colour</text></inputExpression></input><output/>
<rule><inputEntry><text>"red"</text></inputEntry><outputEntry><text>base + 1</text></outputEntry></rule></decisionTable></decision></definitions>`

func sent(t *testing.T, logic string) *decide.Model {
	t.Helper()
	m, err := decide.Read([]byte(strings.Replace(small, "LOGIC", logic, 1)))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTheQuestionOfAModelIsTheDecisionThatNoOtherNeeds(t *testing.T) {
	m := sent(t, "n")
	if got := m.Decisions(); !slices.Equal(got, []string{"top", "base"}) {
		t.Errorf("got %q", got)
	}
	inputs, err := m.Inputs("")
	if err != nil || len(inputs) != 2 {
		t.Fatal(inputs, err)
	}
	if in := inputs[0]; in.Name != "colour" || in.Type != "string" || !slices.Equal(in.Allowed, []string{"red", "blue"}) {
		t.Errorf("got %+v", in)
	}
}

func TestAnAnswerIsGivenOnlyWhereNothingIsInDoubt(t *testing.T) {
	for name, tc := range map[string]struct {
		logic  string
		values map[string]any
		cause  law.Cause // empty: decided
	}{
		"all is known":             {"n", map[string]any{"colour": "red", "n": 1}, ""},
		"no rule answers":          {"n", map[string]any{"colour": "blue", "n": 1}, law.NoRule},
		"an input is missing":      {"n", map[string]any{"colour": "red"}, law.NoValue},
		"a value is not allowed":   {"n", map[string]any{"colour": "green", "n": 1}, law.Failed},
		"an expression fails":      {"n / 0", map[string]any{"colour": "red", "n": 1}, law.Failed},
		"a limit is passed":        {"sum(for i in 1..n return i)", map[string]any{"colour": "red", "n": 1e9}, law.Failed},
		"what failed is hidden":    {"if (n / 0) = null then 1 else 2", map[string]any{"colour": "red", "n": 1}, law.Failed},
		"a decision below is null": {"null", map[string]any{"colour": "red", "n": 1}, law.NoValue},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := library(t).EvaluateModel(t.Context(), sent(t, strings.ReplaceAll(tc.logic, "<", "&lt;")), "", inputs(t, tc.values))
			if err != nil {
				t.Fatal(err)
			}
			a := got.Answer
			if tc.cause == "" {
				if a.Outcome != law.Decided || a.Value.NumberText() != "2" || a.Words.SV != "2" {
					t.Errorf("got %+v", a)
				}
				return
			}
			if a.Outcome != law.Person || !a.Value.IsNull() || !slices.Contains(a.Causes, tc.cause) {
				t.Errorf("got %s %v %v; %v", a.Outcome, a.Value, a.Causes, got.Diagnostics)
			}
		})
	}
}

func TestWhatIsAskedWronglyIsRefused(t *testing.T) {
	l := library(t)
	m := sent(t, "n")
	for name, tc := range map[string]struct {
		ask  func() error
		kind fault.Kind
		key  string
	}{
		"an input that is none": {func() error {
			_, err := l.EvaluateModel(t.Context(), m, "", inputs(t, map[string]any{"color": 1}))
			return err
		}, fault.Invalid, "decide.unknown_input"},
		"a decision that is none":  {func() error { _, err := l.EvaluateModel(t.Context(), m, "tip", feel.Null); return err }, fault.Invalid, "decide.unknown_decision"},
		"inputs that are no names": {func() error { _, err := l.EvaluateModel(t.Context(), m, "", feel.Int(3)); return err }, fault.Invalid, "decide.inputs"},
		"a model that is none":     {func() error { _, err := l.Evaluate(t.Context(), "x", "", feel.Null); return err }, fault.NotFound, "decide.unknown_model"},
		"no decision at all": {func() error {
			empty, err := decide.Read([]byte(`<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="n" name="n"/>`))
			if err == nil {
				_, err = l.EvaluateModel(t.Context(), empty, "", feel.Null)
			}
			return err
		}, fault.Invalid, "decide.no_decision"},
		"a file too large": {func() error { _, err := decide.Read(make([]byte, decide.MaxSource+1)); return err }, fault.TooLarge, "decide.too_large"},
		"a file too deep": {func() error {
			_, err := decide.Read([]byte(strings.Repeat(`<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/">`, 200)))
			return err
		}, fault.TooLarge, "decide.limit"},
		"no file": {func() error { _, err := decide.Read(nil); return err }, fault.Invalid, "decide.not_a_model"},
	} {
		t.Run(name, func(t *testing.T) {
			err := tc.ask()
			if !fault.Is(err, tc.kind) || fault.As(err).MessageKey() != tc.key {
				t.Errorf("got %v, want %v %s", err, tc.kind, tc.key)
			}
		})
	}
}

func TestTheCurrentVersionIsThatOfTheDay(t *testing.T) {
	at := func(y, m, d int) *decide.Library {
		return decide.NewLibrary(content.Decisions, clock.NewManual(time.Date(y, time.Month(m), d, 12, 0, 0, 0, time.UTC)))
	}
	for want, l := range map[string]*decide.Library{"1": at(2026, 7, 26), "2": at(2026, 7, 27)} {
		set, err := l.Set("ai-act-duties")
		if err != nil {
			t.Fatal(err)
		}
		if got := l.Current(set).Law.Model.Version; got != want {
			t.Errorf("version %s, want %s", got, want)
		}
	}
	set, err := at(2001, 1, 1).Set("ai-act-duties")
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := set.On(date.Must(2001, 1, 1)); ok {
		t.Error("a version is in force before there was any")
	}
	if _, err := set.Version("3"); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}

func TestALibraryThatCannotBeReadSaysSoEveryTime(t *testing.T) {
	broken := errors.New("broken")
	l := decide.NewLibrary(func() ([]content.DecisionModels, error) { return nil, broken }, clock.System{})
	for range 2 {
		if _, err := l.Set("x"); !errors.Is(err, broken) {
			t.Error(err)
		}
	}
}

const knowing = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" xmlns:t="https://tillit.se/ns/dmn/1" namespace="urn:k" name="k">
<businessKnowledgeModel id="k" name="Half"><variable name="Half"/><encapsulatedLogic><formalParameter name="n" typeRef="number"/>
<decisionTable><input><inputExpression><text>n</text></inputExpression></input><output/>
<rule><extensionElements><t:rule outcome="decided"/></extensionElements><inputEntry><text>&lt; 10</text></inputEntry><outputEntry><text>n / 2</text></outputEntry></rule>
<rule><extensionElements><t:rule outcome="person"/></extensionElements><inputEntry><text>&gt;= 10</text></inputEntry><outputEntry><text>0</text></outputEntry></rule></decisionTable></encapsulatedLogic></businessKnowledgeModel>
<businessKnowledgeModel id="p" name="Plain"><variable name="Plain"/><encapsulatedLogic><formalParameter name="n" typeRef="number"/><literalExpression><text>n</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
<decision id="d" name="Use"><variable name="Use"/><knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement><literalExpression><text>Half(10)</text></literalExpression></decision>
<decision id="f" name="Both"><variable name="Both"/><knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement><literalExpression><text>Half(8) + Half(10)</text></literalExpression></decision>
<decision id="e" name="Small"><variable name="Small"/><knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement><literalExpression><text>Half(8)</text></literalExpression></decision></definitions>`

func TestKnowledgeModelsAreExplainedToo(t *testing.T) {
	m, err := decide.Read([]byte(knowing))
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name    string
		values  map[string]any
		outcome law.Outcome
		words   string
	}{
		{"Half", map[string]any{"n": 8}, law.Decided, "4"},
		{"Half", map[string]any{"n": 10}, law.Person, ""},
		{"Plain", map[string]any{"n": 3}, law.Decided, "3"},
		{"Use", map[string]any{}, law.Person, ""},
		{"Both", map[string]any{}, law.Person, ""},
		{"Small", map[string]any{}, law.Decided, "4"},
	} {
		got, err := library(t).EvaluateModel(t.Context(), m, tc.name, inputs(t, tc.values))
		if err != nil {
			t.Fatal(err)
		}
		if got.Answer.Outcome != tc.outcome || got.Answer.Words.SV != tc.words {
			t.Errorf("%s %v: got %+v", tc.name, tc.values, got.Answer)
		}
	}
}
