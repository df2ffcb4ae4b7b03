package instrument_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tillit-se/tillit/kit/instrument"
	"pgregory.net/rapid"
)

// drawAnswer draws an answer to a question, right or wrong, or none.
func drawAnswer(t *rapid.T, q instrument.Question) (instrument.Answer, bool) {
	states := []instrument.Answer{
		{State: instrument.DoNotKnow},
		{State: instrument.NotApplicable, Reason: "r"},
		{State: instrument.Unanswered, Comment: "c"},
		instrument.Value("nonsense"),
	}
	var values []any
	switch q.Type {
	case instrument.TypeYesPartlyNo:
		values = []any{"yes", "partly", "no"}
	case instrument.TypeNumber:
		values = []any{0, 1000, 1001}
	case instrument.TypeChoices:
		values = []any{[]string{"health"}, []string{"income"}, []string{"none"}, []string{}}
	case instrument.TypeGroup:
		values = []any{
			[]instrument.Row{{"role": instrument.Value("r"), "trained": instrument.Value("no")}},
			[]instrument.Row{{"role": instrument.Value("r")}},
		}
	default:
		values = []any{"text", ""}
	}
	i := rapid.IntRange(0, len(states)+2*len(values)+1).Draw(t, q.ID)
	switch {
	case i < len(states):
		return states[i], true
	case i < len(states)+2*len(values):
		return instrument.Value(values[(i-len(states))/2]), true
	}
	return instrument.Answer{}, false
}

func drawAnswers(t *rapid.T, pack *instrument.Pack) instrument.Answers {
	answers := instrument.NewAnswers(pack)
	for _, q := range pack.Questions {
		if answer, ok := drawAnswer(t, q); ok {
			answers.Items[q.ID] = answer
		}
	}
	return answers
}

func with(answers instrument.Answers, id string, answer instrument.Answer) instrument.Answers {
	more := answers
	more.Items = maps.Clone(answers.Items)
	more.Items[id] = answer
	return more
}

// judged is what a result says, without the answers themselves.
func judged(t *rapid.T, r instrument.Result) string {
	for i := range r.Questions {
		r.Questions[i].Kept = false
	}
	r.Problems = nil
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func stateOf(r instrument.Result, id string) instrument.State {
	i := slices.IndexFunc(r.Questions, func(q instrument.QuestionStatus) bool { return q.ID == id })
	return r.Questions[i].State
}

func TestHiddenAnswersNeverChangeTheResult(t *testing.T) {
	pack := demo(t)
	rapid.Check(t, func(t *rapid.T) {
		answers := drawAnswers(t, pack)
		before := instrument.Evaluate(pack, answers, day)
		for _, q := range pack.Questions {
			if stateOf(before, q.ID) != instrument.Hidden {
				continue
			}
			answer, ok := drawAnswer(t, q)
			if !ok {
				continue
			}
			after := instrument.Evaluate(pack, with(answers, q.ID, answer), day)
			if diff := cmp.Diff(judged(t, before), judged(t, after)); diff != "" {
				t.Fatalf("the hidden answer to %s changed the result:\n%s", q.ID, diff)
			}
		}
	})
}

// TestAnsweringMoreNeverOverturnsWhatWasDecided answers one question that is open, and looks at
// everything that was decided before: what is shown, findings by answers, complete scores.
func TestAnsweringMoreNeverOverturnsWhatWasDecided(t *testing.T) {
	pack := demo(t)
	rapid.Check(t, func(t *rapid.T) {
		answers := drawAnswers(t, pack)
		before := instrument.Evaluate(pack, answers, day)
		var open []instrument.Question
		for _, q := range pack.Questions {
			state := stateOf(before, q.ID)
			if q.Answerable() && state == instrument.Unanswered {
				open = append(open, q)
			}
		}
		if len(open) == 0 {
			return
		}
		q := rapid.SampledFrom(open).Draw(t, "question")
		answer, ok := drawAnswer(t, q)
		if !ok {
			return
		}
		after := instrument.Evaluate(pack, with(answers, q.ID, answer), day)
		for _, asked := range pack.Questions {
			was, is := stateOf(before, asked.ID), stateOf(after, asked.ID)
			if was != instrument.Undetermined && (was == instrument.Hidden) != (is == instrument.Hidden) {
				t.Fatalf("answering %s turned %s from %s to %s", q.ID, asked.ID, was, is)
			}
		}
		for _, finding := range before.Findings {
			if finding.On == instrument.OnMissing {
				continue
			}
			if !slices.ContainsFunc(after.Findings, func(f instrument.Finding) bool { return f.ID == finding.ID }) {
				t.Fatalf("answering %s took the finding %s away", q.ID, finding.ID)
			}
		}
		if was, is := before.Scores[0], after.Scores[0]; was.Complete && was.Value.String() != is.Value.String() {
			t.Fatalf("answering %s changed the complete score from %s to %s", q.ID, was.Value, is.Value)
		}
		if was, is := before.Outcome, after.Outcome; was.State == instrument.OutcomeDecided && was.ID != is.ID {
			t.Fatalf("answering %s changed the outcome from %s to %s", q.ID, was.ID, is.ID)
		}
	})
}

func TestNothingFoundMeansThatNoAnswerCanRaiseAnything(t *testing.T) {
	pack := demo(t)
	rapid.Check(t, func(t *rapid.T) {
		result := instrument.Evaluate(pack, drawAnswers(t, pack), day)
		if !result.NothingFound {
			return
		}
		if len(result.Findings) > 0 || len(result.Undetermined) > 0 {
			t.Fatalf("nothing found, but %v and %v", result.Findings, result.Undetermined)
		}
		for _, id := range []string{"problem", "data"} {
			if s := stateOf(result, id); s != instrument.Answered && s != instrument.NotApplicable {
				t.Fatalf("nothing found, but %s is %s", id, s)
			}
		}
	})
}

func TestEveryQuestionIsInExactlyOnePlace(t *testing.T) {
	pack := demo(t)
	rapid.Check(t, func(t *rapid.T) {
		answers := drawAnswers(t, pack)
		result := instrument.Evaluate(pack, answers, day)
		hidden := 0
		for _, q := range result.Questions {
			if q.State == instrument.Hidden {
				hidden++
			}
			if (q.State == instrument.Undetermined) != slices.Contains(result.Undetermined, q.ID) {
				t.Fatalf("%s is %s", q.ID, q.State)
			}
		}
		if len(result.Visible)+len(result.Undetermined)+hidden != len(pack.Questions) {
			t.Fatalf("visible %v, undetermined %v, %d hidden", result.Visible, result.Undetermined, hidden)
		}
		for _, m := range result.Missing {
			if m.Reason == instrument.ReasonUndetermined && len(m.Needs) == 0 {
				t.Fatalf("%s %s is undetermined and needs nothing", m.Kind, m.ID)
			}
		}
	})
}

func TestEvaluateGivesTheSameTwice(t *testing.T) {
	pack := demo(t)
	rapid.Check(t, func(t *rapid.T) {
		answers := drawAnswers(t, pack)
		first := judged(t, instrument.Evaluate(pack, answers, day))
		if second := judged(t, instrument.Evaluate(pack, answers, day)); first != second {
			t.Fatal(cmp.Diff(first, second))
		}
	})
}

func TestMigrateLosesNoAnswer(t *testing.T) {
	from := demo(t)
	to := mustParse(t, strings.Replace(ok, "id: small", "id: demo", 1))
	rapid.Check(t, func(t *rapid.T) {
		answers := drawAnswers(t, from)
		moved, report := instrument.Migrate(from, to, answers)
		if len(report.Kept)+len(report.Recheck)+len(report.Aside) != len(answers.Items) {
			t.Fatalf("%d answers became %+v", len(answers.Items), report)
		}
		if len(moved.Items) != len(report.Kept)+len(report.Recheck) {
			t.Fatalf("moved %v, report %+v", moved.IDs(), report)
		}
	})
}
