package instrument_test

import (
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/instrument"
)

// one makes a pack of one question q of a type with extra lines.
func one(kind string, lines ...string) string {
	source := "  - id: q\n    section: s\n    type: " + kind + "\n    label: {sv: F, en: Q}\n"
	for _, line := range lines {
		source += "    " + line + "\n"
	}
	return packOf(source)
}

const (
	twoOptions = "options: [{id: a, label: {sv: A, en: A}}, {id: b, label: {sv: B, en: B}}]"
	oneField   = "fields: [{id: f, type: text, label: {sv: F, en: F}}]"
)

func TestEachTypeOfQuestionTakesItsOwnKeys(t *testing.T) {
	tests := []struct {
		name  string
		pack  string
		codes []string
	}{
		{"text with a length", one("text", "max_length: 10"), nil},
		{"text with options", one("text", twoOptions), []string{"key_not_for_type"}},
		{"text with bounds", one("text", "min: 1"), []string{"key_not_for_type"}},
		{"choice with options", one("choice", twoOptions), nil},
		{"choice with one option", one("choice", "options: [{id: a, label: {sv: A, en: A}}]"), []string{"one_option"}},
		{"choice with an empty list", one("choice", "options: []"), []string{"options_missing"}},
		{"choice with a state as option", one("choice", "options: [{id: missing, label: {sv: A, en: A}}, {id: b, label: {sv: B, en: B}}]"), []string{"reserved_id"}},
		{"choices with bounds", one("choices", twoOptions, "min: 1", "max: 2"), nil},
		{"choices with a unit", one("choices", twoOptions, "unit: {sv: st, en: pcs}"), []string{"key_not_for_type"}},
		{"number with everything", one("number", "min: -1.5", "max: 1e3", "unit: {sv: kr, en: SEK}"), nil},
		{"number with a length", one("number", "max_length: 3"), []string{"key_not_for_type"}},
		{"number with text as bound", one("number", "min: many"), []string{"wrong_type"}},
		{"date with bounds", one("date", "min: 1"), []string{"key_not_for_type"}},
		{"yes_partly_no with options", one("yes_partly_no", twoOptions), []string{"key_not_for_type"}},
		{"evidence", one("evidence", "max_length: 200"), nil},
		{"group with fields", one("group", oneField), nil},
		{"group without fields", one("group"), []string{"fields_missing"}},
		{"group with a field twice", one("group", "fields: [{id: f, type: text, label: {sv: F, en: F}}, {id: f, type: date, label: {sv: F, en: F}}]"), []string{"duplicate_in_list"}},
		{"group within a group", one("group", "fields: [{id: f, type: group, label: {sv: F, en: F}}]"), []string{"fields_missing", "not_one_of"}},
		{"field with a condition", one("group", "fields: [{id: f, type: text, label: {sv: F, en: F}, when: true}]"), []string{"unknown_key"}},
		{"field that is a choice without options", one("group", "fields: [{id: f, type: choice, label: {sv: F, en: F}}]"), []string{"options_missing"}},
		{"information", one("information"), nil},
		{"information with states", one("information", "do_not_know: true", "not_applicable: true"), []string{"key_not_for_type", "key_not_for_type"}},
		{"information with findings", one("information", "findings: []"), []string{"key_not_for_type"}},
		{"finding on an option", one("choices", twoOptions, "findings: [{on: [a, b], severity: low, text: {sv: T, en: T}}]"), nil},
		{"finding on text", one("text", "findings: [{on: hello, severity: low, text: {sv: T, en: T}}]"), []string{"no_such_trigger"}},
		{"finding on missing text", one("text", "findings: [{on: missing, severity: low, text: {sv: T, en: T}}]"), nil},
		{"finding on a state that is not allowed", one("text", "findings: [{on: not_applicable, severity: low, text: {sv: T, en: T}}]"), []string{"trigger_never"}},
		{"finding on do not know that is not allowed", one("text", "do_not_know: false", "findings: [{on: do_not_know, severity: low, text: {sv: T, en: T}}]"), []string{"trigger_never"}},
		{"two findings of the same trigger", one("text", "findings: [{on: missing, severity: low, text: {sv: T, en: T}}, {on: missing, severity: high, text: {sv: U, en: U}}]"), []string{"duplicate_in_list"}},
		{"two findings of the same trigger with ids", one("text", "findings: [{id: x, on: missing, severity: low, text: {sv: T, en: T}}, {on: missing, severity: high, text: {sv: U, en: U}}]"), nil},
		{"finding with an empty list of triggers", one("text", "findings: [{on: [], severity: low, text: {sv: T, en: T}}]"), []string{"too_few_items"}},
		{"the same trigger twice", one("text", "findings: [{on: [missing, missing], severity: low, text: {sv: T, en: T}}]"), []string{"repeated"}},
		{"a version of zero", one("text", "version: 0"), []string{"schema"}},
		{"a version that is no whole number", one("text", "version: 1.5"), []string{"wrong_type"}},
		{"a label that is a list", strings.Replace(one("text"), "label: {sv: F, en: Q}", "label: [F, Q]", 1), []string{"wrong_type"}},
		{"a third language", strings.Replace(one("text"), "{sv: F, en: Q}", "{sv: F, en: Q, fi: K}", 1), []string{"unknown_key"}},
		{"a provision twice", one("text", "provisions: [a, a]"), []string{"repeated"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			problems, err := instrument.Check("p.yaml", []byte(test.pack))
			if err != nil {
				t.Fatal(err)
			}
			same(t, "codes", codes(problems), test.codes)
			for _, p := range problems {
				if p.Line < 6 {
					t.Errorf("the problem points at line %d: %v", p.Line, p)
				}
			}
		})
	}
}

func TestEachTypeOfQuestionHasItsTypeInConditions(t *testing.T) {
	tests := []struct {
		kind      string
		condition string
		value     any
	}{
		{"text", `contains(q, "b")`, "abc"},
		{"long_text", `string length(q) = 3`, "abc"},
		{"evidence", `starts with(q, "https:")`, "https://exempel.se"},
		{"date", `q > date("2026-01-01")`, "2026-11-22"},
		{"number", `q / 4 = 0.25`, 1},
		{"yes_partly_no", `q in ("partly", "no")`, "partly"},
		{"choice\n    " + twoOptions, `q = "a"`, "a"},
		{"choices\n    " + twoOptions, `list contains(q, "b") and count(q) = 1`, []string{"b"}},
		{"choices\n    min: 0\n    " + twoOptions, `count(q) = 0`, []string{}},
		{"group\n    " + oneField, `q[1].f = "x"`, []instrument.Row{{"f": instrument.Value("x")}}},
		{"group\n    " + oneField, `some row in q satisfies row.f = "x"`, []instrument.Row{{"f": instrument.Value("x")}}},
	}
	for _, test := range tests {
		t.Run(test.condition, func(t *testing.T) {
			pack := mustParse(t, one(test.kind)+"findings: [{id: hit, when: '"+test.condition+"', severity: low, text: {sv: T, en: T}}]\n")
			with := instrument.Evaluate(pack, answersOf(pack, given{"q": test.value}), day)
			same(t, "answered", findingIDs(with), []string{"hit low"})
			without := instrument.Evaluate(pack, answersOf(pack, given{}), day)
			same(t, "unanswered", missing(without), []string{"question q unanswered", "finding hit undetermined needs q"})
		})
	}
}

func TestFindingWithAFurtherCondition(t *testing.T) {
	pack := mustParse(t, packOf(yesNo("large")+
		yesNo("a", `findings: [{on: no, when: 'large = "yes"', severity: high, text: {sv: T, en: T}}]`)))
	tests := []struct {
		answers given
		want    []string
		open    bool
	}{
		{given{"a": "no", "large": "yes"}, []string{"a__no high"}, false},
		{given{"a": "no", "large": "no"}, nil, false},
		{given{"a": "yes"}, nil, false},
		{given{"a": "no"}, nil, true},
		{given{"large": "no"}, nil, false},
	}
	for _, test := range tests {
		result := instrument.Evaluate(pack, answersOf(pack, test.answers), day)
		same(t, "findings", findingIDs(result), test.want)
		waits := strings.Contains(strings.Join(missing(result), ";"), "finding a__no undetermined")
		same(t, "waits", waits, test.open)
	}
}

func TestLevelsReachUpToAndIncludingTheirEnd(t *testing.T) {
	pack := mustParse(t, packOf(numeric("n"), `scores:
  - id: points
    title: {sv: P, en: P}
    value: n
    levels:
      - {id: low, up_to: 1.5, title: {sv: L, en: L}}
      - {id: middle, up_to: 3, title: {sv: M, en: M}}
      - {id: high, title: {sv: H, en: H}}`))
	for value, want := range map[string]string{
		"-7": "low", "1.5": "low", "1.50001": "middle", "3": "middle", "3.1": "high", "1e30": "high",
	} {
		score := instrument.Evaluate(pack, answersOf(pack, given{"n": decimal(value)}), day).Scores[0]
		if score.Level == nil || score.Level.ID != want {
			t.Errorf("%s: level %v, want %s", value, score.Level, want)
		}
	}
}

func TestAScoreWithoutAValueSaysSo(t *testing.T) {
	pack := mustParse(t, packOf(numeric("n"), "scores: [{id: points, title: {sv: P, en: P}, value: 1 / n}]"))
	result := instrument.Evaluate(pack, answersOf(pack, given{"n": 0}), day)
	if s := result.Scores[0]; s.Complete || s.Value != nil || s.Level != nil {
		t.Errorf("score %+v", s)
	}
	same(t, "missing", missing(result), []string{"score points null"})
}

func TestOutcomeThatGivesNullIsUndetermined(t *testing.T) {
	pack := mustParse(t, packOf(numeric("n"),
		"outcomes: [{id: big, when: 1 / n > 5, title: {sv: S, en: B}}, {id: rest, when: true, title: {sv: R, en: R}}]"))
	outcome := instrument.Evaluate(pack, answersOf(pack, given{"n": 0}), day).Outcome
	same(t, "state", outcome.State, instrument.OutcomeUndetermined)
	same(t, "possible", outcome.Possible, []string{"big", "rest"})
	none := mustParse(t, packOf(numeric("n"), "outcomes: [{id: big, when: n > 5, title: {sv: S, en: B}}]"))
	same(t, "none", instrument.Evaluate(none, answersOf(none, given{"n": 1}), day).Outcome.State, instrument.OutcomeNone)
}
