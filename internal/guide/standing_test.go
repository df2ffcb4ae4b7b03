package guide_test

import (
	"strings"
	"testing"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store/storetest"
	"github.com/tillit-se/tillit/kit/instrument"
)

func (r *room) wantStep(t *testing.T, system, step string, state guide.State, why string) {
	t.Helper()
	got, ok := r.standing(t, system).Step(step)
	if words := got.Why.In(swedish(t)); !ok || got.State != state || !strings.Contains(words, why) {
		t.Errorf("%s is %s because %q; want %s because …%s…", step, got.State, words, state, why)
	}
}

func TestAnEmptyRecordHasEverythingToDo(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		r.wantStep(t, id, "need", guide.ToDo, "”Syfte” är ifyllt")
		r.wantStep(t, id, "buy", guide.ToDo, "stegets 2 kontroller")
		r.wantStep(t, id, "retire", guide.ToDo, "Klart när")
		if s := r.standing(t, id); s.Next != "need" || s.Way.Path != "" {
			t.Errorf("next %q on path %q", s.Next, s.Way.Path)
		}
	})
}

func TestAStepTicksItselfFromTheRecordAndTheAssessment(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, func(s *register.System) { s.Purpose = i18n.Text{EN: "Shorter queues"} })
		r.wantStep(t, id, "need", guide.Started, "eller svaret är ja på ”Har ni prövat om problemet")
		r.answer(t, id, "round_parts", instrument.Value([]string{"before"}))
		r.answer(t, id, "purpose_alternatives", instrument.Value("partly"))
		r.wantStep(t, id, "need", guide.Started, "Klart när")
		other := r.system(t, func(s *register.System) { s.Purpose = i18n.Text{SV: "Kortare köer"} })
		r.answer(t, other, "purpose_alternatives", instrument.Value("yes"))
		r.wantStep(t, other, "need", guide.Done, "2 kontroller återstår")
		if s := r.standing(t, other); s.Next != "privacy" {
			t.Errorf("next is %q: the phase is not stated, and no step of it remains", s.Next)
		}
	})
}

// Whether a step applies is not guessed: unanswered is not no.
func TestWhatHangsOnAnUnansweredQuestionIsUnknown(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		r.wantStep(t, r.system(t, nil), "privacy", guide.Unknown, "Svara först på ”Behandlas personuppgifter”")
		no := r.system(t, func(s *register.System) { s.Data.PersonalData = register.No })
		r.wantStep(t, no, "privacy", guide.NotApplicable, "enligt ”Behandlas personuppgifter”")
		yes := r.system(t, func(s *register.System) { s.Data.PersonalData = register.Yes })
		r.wantStep(t, yes, "privacy", guide.ToDo, "”Rättslig grund i ord”")
		unsure := r.system(t, func(s *register.System) {
			s.Data.PersonalData = register.Yes
			s.Stated = map[string]register.Statement{"law.basis": {State: "do_not_know"}}
		})
		r.wantStep(t, unsure, "privacy", guide.Unknown, "vet inte på ”Rättslig grund i ord”")
	})
}

// That nothing critical is found is said only when everything is answered.
func TestNothingFoundIsNotTakenForGranted(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		r.wantStep(t, id, "deploy", guide.ToDo, "inget kritiskt")
		r.answer(t, id, "purpose_alternatives", instrument.Value("yes"))
		r.wantStep(t, id, "deploy", guide.ToDo, "inget kritiskt")
	})
}

func TestAPrivateStepKeepsNothing(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		r.wantStep(t, id, "secret", guide.Unknown, "sparar inget")
		err := r.Tick(t.Context(), r.editor, id, guide.Tick{Step: "secret", Demand: "asked", State: guide.TickDone})
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("ticking gives %v", err)
		}
	})
}

func TestNextFollowsThePhase(t *testing.T) {
	phase := func(p register.Phase) func(*register.System) {
		return func(s *register.System) {
			s.Purpose, s.Use.Alternatives = i18n.Text{SV: "a"}, i18n.Text{SV: "b"}
			s.Data.PersonalData = register.No
			s.Phases = []register.PhaseEntry{{Phase: p, From: "2026", Confirmed: true}}
		}
	}
	each(t, func(t *testing.T, r *room) {
		for p, want := range map[register.Phase]string{
			register.Idea: "buy", register.Development: "buy", register.InUse: "buy", register.Retired: "",
		} {
			if got := r.standing(t, r.system(t, phase(p))).Next; got != want {
				t.Errorf("in %s the next step is %q, want %q", p, got, want)
			}
		}
		id := r.system(t, phase(register.InUse))
		for _, demand := range []string{"one", "two"} {
			if err := r.Tick(t.Context(), r.editor, id, guide.Tick{Step: "buy", Demand: demand, State: guide.TickDone}); err != nil {
				t.Fatal(err)
			}
		}
		if got := r.standing(t, id).Next; got != "deploy" {
			t.Errorf("next is %q", got)
		}
	})
}

func TestAShortPathLeavesTheOtherStepsOut(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, func(s *register.System) { s.Technique.Product = "Produkten" })
		s := r.standing(t, id)
		if s.Way.Path != "short" || s.Next != "short" {
			t.Fatalf("path %q, next %q", s.Way.Path, s.Next)
		}
		for step, on := range map[string]bool{"need": false, "short": true, "deploy": true} {
			if got, _ := s.Step(step); got.OnPath != on {
				t.Errorf("%s on path: %v", step, got.OnPath)
			}
		}
		if got, _ := r.standing(t, r.system(t, nil)).Step("short"); got.OnPath {
			t.Error("the step of a short path is on the whole way")
		}
	})
}

func TestADemandIsShownByTheRecord(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		demand := func(id string) guide.DemandStanding {
			step, _ := r.standing(t, id).Step("need")
			return step.Demands[0]
		}
		if d := demand(r.system(t, nil)); d.State != guide.DemandOpen || len(d.Lacks) != 1 {
			t.Errorf("%+v", d)
		}
		id := r.system(t, func(s *register.System) { s.Use.Previous = i18n.Text{SV: "För hand"} })
		if d := demand(id); d.State != guide.DemandShown || d.Shown[0].In(swedish(t)) != "”Hur det gjordes tidigare” är ifyllt" {
			t.Errorf("%+v", d)
		}
	})
}

func TestOthersDoNotLearnThatASystemIsThere(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		for name, who := range map[string]account.Actor{"the public": {}, "a stranger": r.Member(r.Two, account.Roles()...)} {
			if _, err := r.Status(t.Context(), who, id); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s asks where it stands: %v", name, err)
			}
			if _, err := r.Inventory(t.Context(), who, id); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s asks for its data: %v", name, err)
			}
			tick := guide.Tick{Step: "buy", Demand: "one", State: guide.TickDone}
			if err := r.Tick(t.Context(), who, id, tick); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s ticks: %v", name, err)
			}
		}
	})
}

// The embedded guide answers for a real record without a fault, and says every reason in words in both languages.
func TestTheEmbeddedGuideKnowsWhereASystemStands(t *testing.T) {
	r := newRoom(t, storetest.SQLite(t), content.Embedded())
	complete := storetest.Complete("Postsortering")
	record := r.Publish(t, r.One, complete)
	s, err := r.Status(t.Context(), account.Operator(), record.ID)
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range i18n.Languages() {
		p := catalogue.Printer(lang)
		for _, step := range s.Steps {
			if why := step.Why.In(p); why == "" || strings.ContainsAny(why, "[{") {
				t.Errorf("%s in %s: %q", step.ID, lang, why)
			}
		}
	}
	if s.Next == "" || len(s.Steps) != 20 {
		t.Errorf("next %q of %d steps", s.Next, len(s.Steps))
	}
}

func TestAStepSaysWhereWhatIsMissingIsFilledIn(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		step, _ := r.standing(t, id).Step("need")
		var got []string
		for _, p := range step.Places {
			got = append(got, p.Group+p.Instrument+p.Assessment)
		}
		if strings.Join(got, " ") != "basics use trust_questions" {
			t.Errorf("places %q", got)
		}
		r.answer(t, id, "purpose_alternatives", instrument.Value("no"))
		step, _ = r.standing(t, id).Step("need")
		if p := step.Places[2]; p.Assessment == "" || p.Title.SV != "Förtroendefrågorna" {
			t.Errorf("%+v", p)
		}
	})
}
