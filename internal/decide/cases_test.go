package decide_test

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/decide"
	"github.com/tillit-se/tillit/kit/dmn/law"
	"github.com/tillit-se/tillit/kit/feel"
)

func library(testing.TB) *decide.Library {
	return decide.NewLibrary(content.Decisions, clock.NewManual(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)))
}

// inputs makes a FEEL context of JSON.
func inputs(t testing.TB, values map[string]any) feel.Value {
	t.Helper()
	text, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	v, err := feel.FromJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// caseFile is a file of cases beside a model.
type caseFile struct {
	Model string         `yaml:"model"`
	Base  map[string]any `yaml:"base"`
	Cases []struct {
		Name    string         `yaml:"name"`
		Inputs  map[string]any `yaml:"inputs"`
		Outcome law.Outcome    `yaml:"outcome"`
		Value   string         `yaml:"value"`
		Version string         `yaml:"version"`
		Cause   law.Cause      `yaml:"cause"`
		Reason  string         `yaml:"reason"` // words of a reason, in Swedish
	} `yaml:"cases"`
}

func TestEveryModelAnswersItsCases(t *testing.T) {
	l := library(t)
	sets, err := l.Sets()
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range sets {
		data, err := fs.ReadFile(content.FS(), "decisions/"+set.ID+".cases.yaml")
		if err != nil {
			t.Errorf("%s has no cases: %v", set.ID, err)
			continue
		}
		var file caseFile
		if err := yaml.Unmarshal(data, &file); err != nil || file.Model != set.ID || len(file.Cases) < 5 {
			t.Fatalf("%s: %v", set.ID, err)
		}
		for _, c := range file.Cases {
			t.Run(set.ID+"/"+c.Name, func(t *testing.T) {
				values := map[string]any{}
				for _, from := range []map[string]any{file.Base, c.Inputs} {
					for name, v := range from {
						values[name] = v
					}
				}
				got, err := l.Evaluate(t.Context(), set.ID, "", inputs(t, values))
				if err != nil {
					t.Fatal(err)
				}
				value, _ := got.Answer.Value.AsString()
				if got.Answer.Outcome != c.Outcome || value != c.Value {
					t.Errorf("got %s %q %v, want %s %q; %v", got.Answer.Outcome, value, got.Answer.Causes, c.Outcome, c.Value, got.Diagnostics)
				}
				if c.Version != "" && got.Answer.Version != c.Version {
					t.Errorf("version %q, want %q", got.Answer.Version, c.Version)
				}
				if c.Cause != "" && !slices.Contains(got.Answer.Causes, c.Cause) {
					t.Errorf("causes %v, want %s", got.Answer.Causes, c.Cause)
				}
				said := func(r law.Reason) bool { return strings.Contains(r.Text.SV, c.Reason) }
				if c.Reason != "" && !slices.ContainsFunc(got.Answer.Reasons, said) {
					t.Errorf("no reason says %q: %+v", c.Reason, got.Answer.Reasons)
				}
			})
		}
	}
}
