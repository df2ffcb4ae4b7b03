package instrument_test

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tillit-se/tillit/kit/instrument"
)

func TestProgressCountsEachSection(t *testing.T) {
	recheck := instrument.Answer{State: instrument.Answered, Value: "yes", Recheck: true}
	tests := []struct {
		name    string
		answers given
		want    instrument.Progress
	}{
		{"nothing", given{}, instrument.Progress{
			State: instrument.SectionNotStarted, Total: 3, Unanswered: 3, Optional: 1, Undetermined: 1,
		}},
		{"one answer", given{"a": "no"}, instrument.Progress{
			State: instrument.SectionStarted, Total: 3, Answered: 1, Unanswered: 2, Optional: 1,
		}},
		{"the optional one may be left", given{"a": "no", "b": "yes"}, instrument.Progress{
			State: instrument.SectionDone, Total: 3, Answered: 2, Unanswered: 1, Optional: 1,
		}},
		{"an answer opens another question", given{"a": "yes", "b": "yes"}, instrument.Progress{
			State: instrument.SectionStarted, Total: 4, Answered: 2, Unanswered: 2, Optional: 1,
		}},
		{"do not know and not applicable are answers too", given{"a": doNotKnow, "b": notApplicable}, instrument.Progress{
			State: instrument.SectionStarted, Total: 3, DoNotKnow: 1, NotApplicable: 1, Unanswered: 1, Optional: 1, Undetermined: 1,
		}},
		{"an answer to look over", given{"a": "no", "b": recheck, "o": "no"}, instrument.Progress{
			State: instrument.SectionStarted, Total: 3, Answered: 3, Recheck: 1,
		}},
		{"an answer that does not fit", given{"a": "no", "b": "perhaps", "o": "no"}, instrument.Progress{
			State: instrument.SectionStarted, Total: 3, Answered: 2, Unanswered: 1,
		}},
		{"a hidden answer is not counted", given{"a": "no", "b": "no", "o": "no", "child": "yes"}, instrument.Progress{
			State: instrument.SectionDone, Total: 3, Answered: 3,
		}},
	}
	pack := mustParse(t, packOf(yesNo("a")+yesNo("b", "not_applicable: true")+yesNo("o", "optional: true")+
		yesNo("child", `when: 'a = "yes"'`)+
		"  - {id: info, section: s, type: information, label: {sv: Läs, en: Read}}\n"))
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.want.Section = "s"
			same(t, "progress", instrument.Evaluate(pack, answersOf(pack, test.answers), day).Progress[0], test.want)
		})
	}
}

func TestStatusSaysWhyAQuestionIsShownOrNot(t *testing.T) {
	pack := demo(t)
	status := func(answers given, id string) instrument.QuestionStatus {
		for _, s := range instrument.Evaluate(pack, answersOf(pack, answers), day).Questions {
			if s.ID == id {
				return s
			}
		}
		t.Fatalf("no status of %s", id)
		return instrument.QuestionStatus{}
	}
	section := `decides = "yes" or decides = "partly"`
	tests := []struct {
		name    string
		answers given
		id      string
		want    instrument.QuestionStatus
	}{
		{"information is shown", given{}, "welcome", instrument.QuestionStatus{State: instrument.Shown, Section: "purpose"}},
		{"hidden with its section", given{"decides": "no"}, "reviewers", instrument.QuestionStatus{
			State: instrument.Hidden, Section: "decision", When: section, Because: []string{"decides"},
		}},
		{"waiting with its section", given{}, "reviewers", instrument.QuestionStatus{
			State: instrument.Undetermined, Section: "decision", When: section,
			Because: []string{"decides"}, Needs: []string{"decides"},
		}},
		{"hidden by its own condition", given{"decides": "yes", "review": "no"}, "reviewers", instrument.QuestionStatus{
			State: instrument.Hidden, Section: "decision", When: `review = "yes"`, Because: []string{"review"},
		}},
		{"waiting for its own condition", given{"decides": "yes"}, "reviewers", instrument.QuestionStatus{
			State: instrument.Undetermined, Section: "decision", When: `review = "yes"`,
			Because: []string{"review"}, Needs: []string{"review"},
		}},
		{"kept but not counted", given{"decides": "no", "review": "yes"}, "review", instrument.QuestionStatus{
			State: instrument.Hidden, Section: "decision", When: section, Because: []string{"decides"}, Kept: true,
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := status(test.answers, test.id)
			test.want.ID = test.id
			if got.Because != nil && len(got.Because) == 0 {
				got.Because = nil
			}
			if len(got.Needs) == 0 {
				got.Needs = nil
			}
			same(t, "status", got, test.want)
		})
	}
}

func TestOnePackServesManyGoroutines(t *testing.T) {
	pack := demo(t)
	answers := answersOf(pack, given{"decides": "yes", "people": 5000, "review": "no"})
	want := findingIDs(instrument.Evaluate(pack, answers, day))
	var wait sync.WaitGroup
	for range 8 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for range 50 {
				if diff := cmp.Diff(want, findingIDs(instrument.Evaluate(pack, answers, day))); diff != "" {
					t.Error(diff)
					return
				}
			}
		}()
	}
	wait.Wait()
}
