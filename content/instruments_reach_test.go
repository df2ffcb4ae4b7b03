package content_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/instrument"
)

const everythingApplies = "instruments/trust_questions/testdata/everything_applies.json"

// changed_suggestions_share is asked only of systems that support or prepare.
var notOfDecidingSystems = []string{"changed_suggestions_share"}

func TestEveryQuestionCanBeShown(t *testing.T) {
	pack := trustQuestions(t)
	result := instrument.Evaluate(pack, readAnswers(t, pack, everythingApplies), day(t, "2026-11-22"))
	for _, q := range pack.Questions {
		shown := slices.Contains(result.Visible, q.ID)
		if shown == slices.Contains(notOfDecidingSystems, q.ID) {
			t.Errorf("%s: shown %v", q.ID, shown)
		}
	}
}

// One critical answer among sound ones stops, and the outcome says of what kind the obstacle is.
func TestEveryCriticalAnswerStops(t *testing.T) {
	pack := trustQuestions(t)
	for _, q := range pack.Questions {
		for _, f := range q.Findings {
			if f.Severity != instrument.SeverityCritical {
				continue
			}
			for _, on := range f.On {
				t.Run(q.ID+"/"+on, func(t *testing.T) { checkStops(t, pack, q, on, f.AppliesFrom) })
			}
		}
	}
}

func checkStops(t *testing.T, pack *instrument.Pack, q instrument.Question, on, appliesFrom string) {
	t.Helper()
	answers := readAnswers(t, pack, everythingApplies)
	answers.Items[q.ID] = instrument.Value(on)
	if q.Type == instrument.TypeChoices {
		answers.Items[q.ID] = instrument.Value([]string{on})
	}
	before := instrument.Evaluate(pack, answers, day(t, "2026-11-22")).Outcome
	after := instrument.Evaluate(pack, answers, day(t, "2027-12-02")).Outcome
	if appliesFrom == "" && !strings.HasPrefix(before.ID, "stop_") {
		t.Errorf("outcome %q, want one that names the obstacle", before.ID)
	}
	if appliesFrom != "" && (strings.HasPrefix(before.ID, "stop") || after.ID != "stop") {
		t.Errorf("outcome %q before the rule applies and %q when it does", before.ID, after.ID)
	}
}
