package guide_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store/storetest"
	"github.com/tillit-se/tillit/kit/instrument"
)

// asking is the test guide where the step on data protection applies when a condition is met: not_applicable is a no, unknown is that
// nobody knows, and anything else a yes.
func asking(t *testing.T, condition string) content.Library {
	t.Helper()
	tree := testTree(t)
	text := string(tree["guide/privacy.yaml"].Data)
	tree["guide/privacy.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(text, `'record.data.personal_data != "no"'`, "'"+condition+"'", 1))}
	return content.Open(tree)
}

// answer is what a condition comes to for a system.
type answer string

const (
	yes     answer = "yes"
	no      answer = "no"
	unknown answer = "unknown"
)

func (r *room) asks(t *testing.T, system string) answer {
	t.Helper()
	step, ok := r.standing(t, system).Step("privacy")
	switch {
	case !ok:
		t.Fatal("there is no step")
	case step.State == guide.NotApplicable:
		return no
	case step.State == guide.Unknown && strings.HasPrefix(step.Why.Key, "guide.why.applies"):
		return unknown
	}
	return yes
}

func TestConditionsReadTheRecord(t *testing.T) {
	for condition, c := range map[string]struct {
		change       func(*register.System)
		before, then answer
	}{
		`record.purpose != null`:           {func(s *register.System) { s.Purpose = i18n.Text{EN: "Shorter queues"} }, no, yes},
		`record.purpose = "Kortare kö"`:    {func(s *register.System) { s.Purpose = i18n.Text{SV: "Kortare kö", EN: "Shorter"} }, unknown, yes},
		`record.decision_role = "decides"`: {func(s *register.System) { s.DecisionRole = "supports" }, unknown, no},
		`record.phase = "testing"`: {func(s *register.System) {
			s.Phases = []register.PhaseEntry{{Phase: register.Testing, From: "2026", Confirmed: true}}
		}, unknown, yes},
		`some t in record.technologies satisfies t = "chatbot"`: {func(s *register.System) { s.Technologies = []string{"ocr", "chatbot"} }, unknown, yes},
		`count(record.technologies) > 2`:                        {func(s *register.System) { s.Technologies = []string{"ocr"} }, unknown, no},
		`record.published`:                                      {func(s *register.System) { s.Purpose = i18n.Text{SV: "x"} }, no, no},
		`record.missing.required = 0`:                           {func(s *register.System) { *s = storetest.Complete("Hel") }, no, yes},
		`record.age > 100`:                                      {func(s *register.System) { s.Purpose = i18n.Text{SV: "x"} }, unknown, unknown},
		`record.impact.level = "high"`: {func(s *register.System) {
			s.Stated = map[string]register.Statement{"impact.level": {State: "do_not_know"}}
		}, unknown, unknown},
	} {
		t.Run(condition, func(t *testing.T) {
			r := newRoom(t, storetest.SQLite(t), asking(t, condition))
			if got := r.asks(t, r.system(t, nil)); got != c.before {
				t.Errorf("of an empty record: %s, want %s", got, c.before)
			}
			if got := r.asks(t, r.system(t, c.change)); got != c.then {
				t.Errorf("filled in: %s, want %s", got, c.then)
			}
		})
	}
}

func TestConditionsReadThePublication(t *testing.T) {
	r := newRoom(t, storetest.SQLite(t), asking(t, "record.published and record.age >= 30"))
	record := r.Publish(t, r.One, storetest.Complete("Postsortering"))
	if got := r.asks(t, record.ID); got != no {
		t.Errorf("the day it was published: %s", got)
	}
	r.Clock.Advance(31 * 24 * time.Hour)
	if got := r.asks(t, record.ID); got != yes {
		t.Errorf("a month later: %s", got)
	}
}

func TestConditionsReadTheAssessment(t *testing.T) {
	const trust = "assessment.trust_questions"
	value := func(answers ...any) map[string]instrument.Answer {
		all := map[string]instrument.Answer{}
		for i := 0; i < len(answers); i += 2 {
			all[answers[i].(string)] = instrument.Value(answers[i+1])
		}
		return all
	}
	for condition, c := range map[string]struct {
		answers      map[string]instrument.Answer
		before, then answer
	}{
		trust + ".begun":                                             {value("purpose_alternatives", "yes"), no, yes},
		trust + ".done > 0":                                          {value("round_parts", []string{"before"}), no, yes},
		trust + ".done >= " + trust + ".total":                       {value("purpose_alternatives", "yes"), yes, no},
		trust + `.answers.purpose_alternatives = "partly"`:           {value("purpose_alternatives", "partly"), unknown, yes},
		trust + `.answers.purpose_alternatives = "no"`:               {value("purpose_alternatives", "partly"), unknown, no},
		trust + ".findings.critical = 0":                             {value("purpose_alternatives", "yes"), unknown, unknown},
		`list contains(` + trust + `.answers.round_parts, "before")`: {value("round_parts", []string{"before"}), unknown, yes},
		trust + `.answers.purpose_alternatives != "no"`: {map[string]instrument.Answer{
			"purpose_alternatives": {State: instrument.DoNotKnow},
		}, unknown, unknown},
	} {
		t.Run(condition, func(t *testing.T) {
			r := newRoom(t, storetest.SQLite(t), asking(t, condition))
			id := r.system(t, nil)
			if got := r.asks(t, id); got != c.before {
				t.Errorf("before the assessment: %s, want %s", got, c.before)
			}
			for question, answer := range c.answers {
				r.answer(t, id, question, answer)
			}
			if got := r.asks(t, id); got != c.then {
				t.Errorf("when answered: %s, want %s", got, c.then)
			}
		})
	}
}

func TestConditionsReadTheInventory(t *testing.T) {
	for condition, want := range map[string][3]answer{ // empty, with a sound set, with one that may not be used
		"inventory.sets > 0":           {no, yes, yes},
		"inventory.unanswered = 0":     {no, yes, yes},
		"inventory.open.right = 0":     {yes, yes, no},
		"inventory.open.structure = 0": {no, yes, yes},
		"inventory.open.quality > 0":   {no, yes, yes}, // trained on without anything to test with
	} {
		t.Run(condition, func(t *testing.T) {
			r := newRoom(t, storetest.SQLite(t), asking(t, condition))
			id := r.system(t, nil)
			got := [3]answer{r.asks(t, id)}
			sound := r.save(t, id, nothing, whole()).Sets[0]
			got[1] = r.asks(t, id)
			bad := sound
			bad.Training.Right = "no"
			r.save(t, id, sound, bad)
			if got[2] = r.asks(t, id); got != want {
				t.Errorf("%v, want %v", got, want)
			}
		})
	}
}

func TestConditionsReadTheSizeOfTheOrganisation(t *testing.T) {
	r := newRoom(t, storetest.SQLite(t), asking(t, "organisation.small"))
	id := r.system(t, nil)
	if got := r.asks(t, id); got != unknown {
		t.Errorf("unanswered: %s", got)
	}
	step, _ := r.standing(t, id).Step("privacy")
	if len(step.Places) != 1 || !step.Places[0].Size {
		t.Errorf("it is answered at %+v", step.Places)
	}
	for size, want := range map[guide.Size]answer{guide.SmallSize: yes, guide.LargeSize: no} {
		if err := r.AnswerSize(t.Context(), r.editor, id, size); err != nil {
			t.Fatal(err)
		}
		if got := r.asks(t, id); got != want {
			t.Errorf("%s: %s, want %s", size, got, want)
		}
	}
}

// What is filled in leads to the part of the form where it is; each once, and never to what no form sets.
func TestPlacesAreThePartsOfTheForm(t *testing.T) {
	for condition, want := range map[string]string{
		`record.purpose = "x" and record.summary = "y"`:                   "basics",
		`record.impact.level = "high" or record.ai_act.class = "minimal"`: "impact ai_act",
		`record.age > 5`: "",
		`assessment.trust_questions.answers.purpose_alternatives = "yes"`:            "trust_questions",
		`record.impact.level = "high" and record.technique.acquisition = "in_house"`: "impact technique",
	} {
		r := newRoom(t, storetest.SQLite(t), asking(t, condition))
		step, _ := r.standing(t, r.system(t, nil)).Step("privacy")
		var got []string
		for _, p := range step.Places {
			if got = append(got, p.Group+p.Instrument); p.Title.SV == "" || p.Title.EN == "" {
				t.Errorf("%s: %+v has no title", condition, p)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s leads to %q, want %q", condition, got, want)
		}
	}
}
