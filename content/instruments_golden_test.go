package content_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tillit-se/tillit/kit/instrument"
)

var update = flag.Bool("update", false, "write the golden results of the instruments anew")

// A summary is what a golden file holds of a result: what an official would act on.
type summary struct {
	Today    string         `json:"today"`
	Outcome  string         `json:"outcome"`
	Findings []string       `json:"findings"`
	Scores   map[string]any `json:"scores"`
	Values   map[string]any `json:"values"`
	Missing  []string       `json:"missing"`
	Visible  int            `json:"visible"`
}

func summarise(result instrument.Result, today string) summary {
	s := summary{Today: today, Outcome: string(result.Outcome.State), Scores: map[string]any{}, Values: map[string]any{}, Visible: len(result.Visible)}
	if result.Outcome.ID != "" {
		s.Outcome = result.Outcome.ID
	}
	for _, f := range result.Findings {
		s.Findings = append(s.Findings, fmt.Sprintf("%s %s (%s)", f.Severity, f.ID, f.Force))
	}
	for _, score := range result.Scores {
		s.Scores[score.ID] = fmt.Sprintf("%v of %v, complete %v", text(score.Value), text(score.Max), score.Complete)
	}
	for _, v := range result.Values {
		s.Values[v.ID] = v.Value
		if !v.Known {
			s.Values[v.ID] = "not known yet"
		}
	}
	for _, m := range result.Missing {
		if m.Kind == instrument.MissingQuestion {
			s.Missing = append(s.Missing, fmt.Sprintf("%s %s", m.ID, m.Reason))
		}
	}
	return s
}

func text(d *instrument.Decimal) string {
	if d == nil {
		return "nothing"
	}
	return d.String()
}

func TestGoldenAnswersGiveGoldenResults(t *testing.T) {
	pack := trustQuestions(t)
	files, err := filepath.Glob("instruments/trust_questions/testdata/*.json")
	if err != nil || len(files) < 4 {
		t.Fatalf("want at least four sets of answers, got %v, %v", files, err)
	}
	for _, file := range files {
		for _, today := range []string{"2026-11-22", "2027-12-02"} {
			name := strings.TrimSuffix(filepath.Base(file), ".json") + "_" + today
			t.Run(name, func(t *testing.T) {
				answers := readAnswers(t, pack, file)
				result := instrument.Evaluate(pack, answers, day(t, today))
				checkAnswersAreShown(t, result)
				compareGolden(t, "instruments/trust_questions/testdata/golden/"+name+".json", summarise(result, today))
			})
		}
	}
}

// checkAnswersAreShown keeps the golden answers such as a person could have given them.
func checkAnswersAreShown(t *testing.T, result instrument.Result) {
	t.Helper()
	for _, status := range result.Questions {
		if status.Kept {
			t.Errorf("%s is answered but not shown", status.ID)
		}
	}
	for _, id := range result.Ignored {
		t.Errorf("%s is answered but not in the pack", id)
	}
}

func readAnswers(t *testing.T, pack *instrument.Pack, file string) instrument.Answers {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	answers, err := instrument.ParseAnswers(file, data)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range answers.Check(pack) {
		t.Errorf("answers do not fit: %v", problem)
	}
	return answers
}

func compareGolden(t *testing.T, file string, got summary) {
	t.Helper()
	gotJSON, err := json.MarshalIndent(got, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	gotJSON = append(gotJSON, '\n')
	if *update {
		if err := os.WriteFile(file, gotJSON, 0o644); err != nil { //nolint:gosec // a test file that anyone may read
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (make it with -update)", err)
	}
	if diff := cmp.Diff(string(want), string(gotJSON)); diff != "" {
		t.Errorf("result differs (-want +got):\n%s", diff)
	}
}
