package instrument_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/instrument"
)

func TestLimitsAreThoseThatAreSet(t *testing.T) {
	standard := instrument.DefaultLimits()
	if standard.PackBytes <= 0 || standard.PackNodes <= 0 || standard.PackDepth <= 0 || standard.AnswerBytes <= 0 ||
		standard.AnswerDepth <= 0 || standard.AnswerNodes <= 0 || standard.AnswerRows <= 0 || standard.Problems <= 0 || standard.EvalSteps <= 0 {
		t.Fatalf("a limit has no default: %+v", standard)
	}
	tests := []struct {
		name   string
		limits instrument.Limits
		want   string
	}{
		{"size", instrument.Limits{PackBytes: 100}, "too_large"},
		{"nodes", instrument.Limits{PackNodes: 20}, "too_many_nodes"},
		{"depth", instrument.Limits{PackDepth: 2}, "too_deep"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := instrument.Parse("p.yaml", []byte(ok), instrument.WithLimits(test.limits))
			same(t, "codes", codes(instrument.AsProblems(err)), []string{test.want})
		})
	}
	mustParse(t, ok)
}

func TestLimitsOfAnswers(t *testing.T) {
	source := `{"answers": {"reviewers": {"value": [{"role": "a"}, {"role": "b"}, {"role": "c"}]}}}`
	tests := []struct {
		name   string
		limits instrument.Limits
		want   string
	}{
		{"size", instrument.Limits{AnswerBytes: 20}, "too_large"},
		{"depth", instrument.Limits{AnswerDepth: 3}, "too_deep"},
		{"values", instrument.Limits{AnswerNodes: 5}, "too_many_values"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := instrument.ParseAnswers("a.json", []byte(source), instrument.WithLimits(test.limits))
			same(t, "codes", codes(instrument.AsProblems(err)), []string{test.want})
		})
	}
	rows := parseAnswers(t, source).Check(demo(t), instrument.WithLimits(instrument.Limits{AnswerRows: 2}))
	same(t, "rows", codes(rows), []string{"too_many"})
}

func TestAnswersMadeInGoAreCheckedLikeThoseFromFiles(t *testing.T) {
	row := instrument.Row{"f": instrument.Value(3)}
	source := packOf(
		numeric("n", "min: -1.5", "max: 10") +
			"  - {id: few, section: s, type: choices, min: 2, max: 3, label: {sv: V, en: C}, options: [" +
			"{id: a, label: {sv: A, en: A}}, {id: b, label: {sv: B, en: B}}, {id: c, label: {sv: C, en: C}}, {id: d, label: {sv: D, en: D}}]}\n" +
			"  - {id: rows, section: s, type: group, max: 2, label: {sv: R, en: R}, fields: [{id: f, type: number, max: 5, label: {sv: F, en: F}}]}\n" +
			"  - {id: word, section: s, type: text, max_length: 3, label: {sv: O, en: W}}\n")
	tests := []struct {
		name string
		id   string
		give any
		want []string
	}{
		{"an int", "n", 3, nil},
		{"an int64", "n", int64(-1), nil},
		{"a json.Number", "n", json.Number("9.99"), nil},
		{"a float, which is not what somebody wrote", "n", 3.0, []string{"wrong_answer_type"}},
		{"below", "n", decimal("-1.51"), []string{"too_small"}},
		{"above", "n", 11, []string{"too_big"}},
		{"two of four", "few", []string{"a", "b"}, nil},
		{"one of four", "few", []string{"a"}, []string{"too_few"}},
		{"all four", "few", []string{"a", "b", "c", "d"}, []string{"too_many"}},
		{"rows", "rows", []instrument.Row{row}, nil},
		{"too many rows", "rows", []instrument.Row{row, row, row}, []string{"too_many"}},
		{"a cell beyond its bound", "rows", []instrument.Row{{"f": instrument.Value(6)}}, []string{"too_big"}},
		{"rows of another kind", "rows", []map[string]any{{"f": 1}}, []string{"wrong_answer_type"}},
		{"three letters", "word", "åäö", nil},
		{"four letters", "word", "åäöå", []string{"too_long"}},
		{"two lines", "word", "a\nb", []string{"one_line"}},
		{"a state that no answer has", "word", instrument.Hidden, []string{"bad_state"}},
		{"no state and no value", "word", instrument.Answer{}, nil},
		{"a long comment", "word", instrument.Answer{State: unanswered, Comment: strings.Repeat("x", 10_001)}, []string{"too_long"}},
		{"a long reason", "word", instrument.Answer{State: unanswered, Reason: strings.Repeat("x", 4_001)}, []string{"too_long"}},
	}
	pack := mustParse(t, source)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answers := answersOf(pack, given{test.id: test.give})
			problems := answers.Check(pack)
			same(t, "codes", codes(problems), test.want)
			for _, p := range problems {
				if !strings.HasPrefix(p.String(), "answers."+test.id) {
					t.Errorf("without a file the problem should name the path: %v", p)
				}
			}
			result := instrument.Evaluate(pack, answers, day)
			same(t, "the evaluation agrees", codes(result.Problems), test.want)
		})
	}
}

func TestMigrateLooksIntoGroups(t *testing.T) {
	group := func(fields string) *instrument.Pack {
		return mustParse(t, packOf("  - {id: g, section: s, type: group, label: {sv: G, en: G}, fields: ["+fields+"]}\n"))
	}
	text, number := "{id: f, type: text, label: {sv: F, en: F}}", "{id: f, type: number, label: {sv: F, en: F}}"
	more := text + ", {id: h, type: text, label: {sv: H, en: H}}"
	tests := []struct {
		name     string
		from, to string
		want     string
	}{
		{"nothing changed", text, text, "kept"},
		{"a field more", text, more, "recheck options"},
		{"a field less, which was answered", more, "{id: h, type: text, label: {sv: H, en: H}}", "aside invalid"},
		{"a field of another type", text, number, "aside invalid"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			from, to := group(test.from), group(test.to)
			answers := answersOf(from, given{"g": []instrument.Row{{"f": instrument.Value("x")}}})
			_, report := instrument.Migrate(from, to, answers)
			got := ""
			switch {
			case len(report.Kept) == 1:
				got = "kept"
			case len(report.Recheck) == 1:
				got = "recheck " + string(report.Recheck[0].Reason)
			case len(report.Aside) == 1:
				got = "aside " + string(report.Aside[0].Reason)
			}
			same(t, "what became of it", got, test.want)
		})
	}
}

func TestTypesThatGrowIntoEachOtherKeepTheirAnswers(t *testing.T) {
	tests := []struct {
		from, to string
		give     any
		want     bool
	}{
		{one("text"), one("long_text"), "x", true},
		{one("yes_partly_no"), one("choice", "options: [{id: yes, label: {sv: J, en: Y}}, {id: no, label: {sv: N, en: N}}]"), "yes", true},
		{one("yes_partly_no"), one("choice", "options: [{id: yes, label: {sv: J, en: Y}}, {id: no, label: {sv: N, en: N}}]"), "partly", false},
		{one("text"), one("number"), "5", false},
		{one("text"), one("number"), doNotKnow, true},
		{one("text"), one("information"), "x", false},
	}
	for _, test := range tests {
		from, to := mustParse(t, test.from), mustParse(t, test.to)
		moved, report := instrument.Migrate(from, to, answersOf(from, given{"q": test.give}))
		if got := len(moved.Items) == 1; got != test.want || got != (len(report.Recheck) == 1) {
			t.Errorf("%v: moved %v, report %+v", test.give, moved.Items, report)
		}
	}
}
