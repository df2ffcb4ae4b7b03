package content_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/instrument"
	"pgregory.net/rapid"
)

// packFiles are the instrument packs, from this folder.
func packFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("instruments/*/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no packs found: %v", err)
	}
	return files
}

func loadPack(t *testing.T, path string) *instrument.Pack {
	t.Helper()
	pack, err := instrument.Load(os.DirFS("."), path)
	if err != nil {
		t.Fatalf("load %s: %v", path, err)
	}
	return pack
}

func trustQuestions(t *testing.T) *instrument.Pack {
	t.Helper()
	return loadPack(t, "instruments/trust_questions/trust_questions.yaml")
}

func day(t *testing.T, text string) instrument.Options {
	t.Helper()
	today, err := date.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return instrument.Options{Today: today}
}

func TestPacksLoadAndCiteOnlyProvisionsThatWeHaveRead(t *testing.T) {
	sources, err := content.Provisions()
	if err != nil {
		t.Fatal(err)
	}
	index := content.IndexProvisions(sources)
	for _, file := range packFiles(t) {
		pack := loadPack(t, file)
		for _, warning := range pack.Warnings() {
			t.Logf("%s: %v", file, warning)
		}
		for _, target := range citedBy(pack) {
			if _, ok := index.Resolve(target); !ok {
				t.Errorf("%s cites %q, which content/provisions does not have", file, target)
			}
		}
	}
}

// citedBy gives every provision a pack points at, sorted, each once.
func citedBy(pack *instrument.Pack) []string {
	var all []string
	for _, q := range pack.Questions {
		all = append(all, q.Provisions...)
		for _, f := range q.Findings {
			all = append(all, f.Provisions...)
		}
	}
	for _, f := range pack.Findings {
		all = append(all, f.Provisions...)
	}
	for _, o := range pack.Outcomes {
		all = append(all, o.Provisions...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestEveryFindingSaysWhatToDo(t *testing.T) {
	for _, file := range packFiles(t) {
		pack := loadPack(t, file)
		for _, q := range pack.Questions {
			for _, f := range q.Findings {
				if f.Action.SV == "" || f.Action.EN == "" {
					t.Errorf("%s: a finding of %s has no action", file, q.ID)
				}
			}
		}
	}
}

func TestEachPartWaitsOnlyForItsOwnQuestions(t *testing.T) {
	pack := trustQuestions(t)
	partOf := partOfQuestions(pack)
	for _, part := range []string{"before", "development", "followup"} {
		answers := instrument.NewAnswers(pack)
		answers.Items["round_parts"] = instrument.Value([]string{part})
		result := instrument.Evaluate(pack, answers, day(t, "2026-11-22"))
		for _, status := range result.Questions {
			shown := status.State != instrument.Hidden
			if shown && partOf[status.ID] != part && status.ID != "round_parts" {
				t.Errorf("%s of part %s is %s when only %s is chosen", status.ID, partOf[status.ID], status.State, part)
			}
			for _, need := range status.Needs {
				if partOf[need] != part {
					t.Errorf("%s waits for %s of part %s when only %s is chosen", status.ID, need, partOf[need], part)
				}
			}
		}
	}
}

func partOfQuestions(pack *instrument.Pack) map[string]string {
	sections, parts := map[string]string{}, map[string]string{}
	for _, s := range pack.Sections {
		sections[s.ID] = s.Part
	}
	for _, q := range pack.Questions {
		parts[q.ID] = sections[q.Section]
	}
	return parts
}

// The outcome names the kind of obstacle by the values stop_*. They must know every answer
// that raises a critical finding, except those whose rule does not apply from the start.
func TestStopValuesKnowEveryCriticalAnswer(t *testing.T) {
	pack := trustQuestions(t)
	stops := ""
	for _, v := range pack.Values {
		if strings.HasPrefix(v.ID, "stop_") {
			stops += v.Value + "\n"
		}
	}
	for _, q := range pack.Questions {
		for _, f := range q.Findings {
			if f.Severity != instrument.SeverityCritical || f.AppliesFrom != "" {
				continue
			}
			for _, on := range f.On {
				single := fmt.Sprintf("%s = %q", q.ID, on)
				several := fmt.Sprintf("list contains(%s, %q)", q.ID, on)
				if !strings.Contains(stops, single) && !strings.Contains(stops, several) {
					t.Errorf("no stop value knows %s answered %s", q.ID, on)
				}
			}
		}
	}
}

func TestOpenValuesCountEveryQuestionThatMustBeAnswered(t *testing.T) {
	pack := trustQuestions(t)
	counted := ""
	for _, v := range pack.Values {
		if strings.HasPrefix(v.ID, "open_") {
			counted += v.Value
		}
	}
	for _, q := range pack.Questions {
		listed := strings.Contains(counted, fmt.Sprintf("state(%q)", q.ID))
		if listed == q.Optional {
			t.Errorf("%s is optional %v but listed %v", q.ID, q.Optional, listed)
		}
	}
}

// Whatever is answered and whatever is left out, the pack never says that no obstacle emerged
// while a question that counts is open or a serious finding is raised.
func TestNoObstacleIsSaidOnlyWhenAllIsAnswered(t *testing.T) {
	pack := trustQuestions(t)
	base := readAnswers(t, pack, "instruments/trust_questions/testdata/supporting_low_risk.json")
	options := day(t, "2026-11-22")
	ids := base.IDs()
	rapid.Check(t, func(t *rapid.T) {
		answers := instrument.NewAnswers(pack)
		for _, id := range ids {
			answers.Items[id] = base.Items[id]
		}
		for _, id := range rapid.SliceOfN(rapid.SampledFrom(ids), 1, 4).Draw(t, "changed") {
			change(t, pack, answers, id)
		}
		result := instrument.Evaluate(pack, answers, options)
		if result.Outcome.ID == "no_obstacle" {
			checkNothingIsOpen(t, pack, result)
		}
	})
}

// change drops an answer, says that it is not known, or picks another.
func change(t *rapid.T, pack *instrument.Pack, answers instrument.Answers, id string) {
	q, _ := pack.Question(id)
	switch rapid.IntRange(0, 2).Draw(t, "how") {
	case 0:
		delete(answers.Items, id)
	case 1:
		answers.Items[id] = instrument.Answer{State: instrument.DoNotKnow}
	default:
		answers.Items[id] = another(t, q, answers.Items[id])
	}
}

func another(t *rapid.T, q instrument.Question, was instrument.Answer) instrument.Answer {
	switch q.Type {
	case instrument.TypeYesPartlyNo:
		return instrument.Value(rapid.SampledFrom([]string{"yes", "partly", "no"}).Draw(t, q.ID))
	case instrument.TypeChoice:
		return instrument.Value(rapid.SampledFrom(q.Options).Draw(t, q.ID).ID)
	case instrument.TypeChoices:
		return instrument.Value([]string{rapid.SampledFrom(q.Options).Draw(t, q.ID).ID})
	}
	return was
}

func checkNothingIsOpen(t *rapid.T, pack *instrument.Pack, result instrument.Result) {
	for _, status := range result.Questions {
		q, _ := pack.Question(status.ID)
		open := status.State == instrument.Unanswered || status.State == instrument.DoNotKnow || status.State == instrument.Undetermined
		if open && !q.Optional {
			t.Fatalf("no obstacle is said while %s is %s", status.ID, status.State)
		}
	}
	for _, f := range result.Findings {
		if f.Severity.Rank() >= instrument.SeverityHigh.Rank() {
			t.Fatalf("no obstacle is said while %s is raised", f.ID)
		}
	}
}

func TestScreeningStopsOnYesAndUnclear(t *testing.T) {
	pack := loadPack(t, "instruments/screening/screening.yaml")
	tests := []struct{ name, activity, information, enters, outcome string }{
		{"all no", "no", "no", "no", "continue"},
		{"one yes", "no", "yes", "no", "do_not_continue"},
		{"one unclear", "no", "no", "unclear", "do_not_continue"},
		{"yes before the others are answered", "yes", "", "", "do_not_continue"},
		{"unclear while the first is not answered", "", "", "unclear", "do_not_continue"},
		{"not all answered", "no", "no", "", ""},
		{"nothing answered", "", "", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answers := instrument.NewAnswers(pack)
			for id, value := range map[string]string{"sensitive_activity": test.activity, "classified_information": test.information, "classified_information_may_enter": test.enters} {
				if value != "" {
					answers.Items[id] = instrument.Value(value)
				}
			}
			result := instrument.Evaluate(pack, answers, day(t, "2026-11-22"))
			if result.Outcome.ID != test.outcome {
				t.Errorf("outcome %q (%s), want %q", result.Outcome.ID, result.Outcome.State, test.outcome)
			}
		})
	}
}
