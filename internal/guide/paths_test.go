package guide_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

func bought(s *register.System) { s.Technique.Product = "Produkten" }

// path reads whether a path fits a system.
func (r *room) path(t *testing.T, system, path string) guide.PathStanding {
	t.Helper()
	standing, ok := r.standing(t, system).Way.Standing(path)
	if !ok {
		t.Fatalf("there is no path %s", path)
	}
	return standing
}

func TestTheGuideChoosesAPathFromTheRecordAndSaysWhy(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		way := r.standing(t, r.system(t, bought)).Way
		if way.Path != "short" || way.Chosen || way.Why.In(swedish(t)) != "Kort väg, för en köpt produkt." {
			t.Errorf("%+v: %q", way, way.Why.In(swedish(t)))
		}
		open := way.Paths[0].Open.In(swedish(t))
		if !strings.Contains(open, "Påverkan") && !strings.Contains(open, "påverkan") || len(way.Paths[0].Asks) == 0 {
			t.Errorf("what may still change it: %q, at %+v", open, way.Paths[0].Asks)
		}
	})
}

func TestWhatSpeaksAgainstAPathTakesTheSystemOffIt(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		for name, change := range map[string]func(*register.System){
			"a high impact":     func(s *register.System) { bought(s); s.Impact.Level = "high" },
			"made in the house": func(s *register.System) { bought(s); s.Technique.Acquisition = "in_house" },
		} {
			id := r.system(t, change)
			if got := r.path(t, id, "short"); got.Fit != guide.FitsNot || !strings.HasPrefix(got.Why.In(swedish(t)), "Räcker inte enligt") {
				t.Errorf("%s: %s, %q", name, got.Fit, got.Why.In(swedish(t)))
			}
			if way := r.standing(t, id).Way; way.Path != "" {
				t.Errorf("%s: on the path %q", name, way.Path)
			}
		}
		settled := r.system(t, func(s *register.System) { bought(s); s.Impact.Level, s.Technique.Acquisition = "low", "contracted" })
		if got := r.path(t, settled, "short"); got.Fit != guide.Fits || got.Open.Key != "" || got.Asks != nil {
			t.Errorf("when all is answered: %+v", got)
		}
		unsure := r.system(t, func(s *register.System) {
			bought(s)
			s.Impact.Level, s.Technique.Acquisition = "not_assessed", "contracted"
		})
		if got := r.path(t, unsure, "short"); got.Fit != guide.Fits || len(got.Asks) != 1 || got.Asks[0].Group != "impact" {
			t.Errorf("an impact that is not assessed: %+v", got)
		}
	})
}

func TestTheSizeOfTheOrganisationIsAskedOnceForAllItsSystems(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		one, two := r.system(t, nil), r.system(t, nil)
		if got := r.path(t, one, "alone"); got.Fit != guide.FitUnclear || len(got.Asks) != 1 || !got.Asks[0].Size {
			t.Errorf("unanswered: %+v", got)
		}
		if err := r.AnswerSize(t.Context(), r.editor, one, guide.SmallSize); err != nil {
			t.Fatal(err)
		}
		if s := r.standing(t, two); s.Way.Path != "alone" || s.Way.Size != guide.SmallSize || s.Next != "short" {
			t.Errorf("the other system: %+v, next %q", s.Way, s.Next)
		}
		if err := r.AnswerSize(t.Context(), r.editor, two, guide.LargeSize); err != nil {
			t.Fatal(err)
		}
		if s := r.standing(t, one); s.Way.Path != "" || s.Way.Size != guide.LargeSize {
			t.Errorf("answered otherwise: %+v", s.Way)
		}
		stranger, theirs := r.Member(r.Two, account.Editor), ""
		if record, err := r.Create(t.Context(), stranger, r.Two.ID, register.System{Slag: register.AISystem, Name: i18n.Text{SV: "Deras"}}); err == nil {
			theirs = record.ID
		}
		if s, err := r.Status(t.Context(), stranger, theirs); err != nil || s.Way.Size != "" {
			t.Errorf("another organisation's answer: %q, %v", s.Way.Size, err)
		}
	})
}

func TestPeopleMayChooseTheWayAndLeaveItToTheGuideAgain(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, bought)
		choose := func(path string) guide.Standing {
			t.Helper()
			if err := r.ChoosePath(t.Context(), r.editor, id, path); err != nil {
				t.Fatal(err)
			}
			return r.standing(t, id)
		}
		if s := choose(guide.WholeWay); !s.Way.Chosen || s.Way.Path != "" || s.Next != "need" {
			t.Errorf("the whole way: %+v, next %q", s.Way, s.Next)
		}
		s := choose("alone")
		if step, _ := s.Step("deploy"); !s.Way.Chosen || s.Way.Path != "alone" || step.OnPath {
			t.Errorf("another path: %+v", s.Way)
		}
		if s := choose("never"); !s.Way.Against {
			t.Errorf("a path that does not fit: %+v", s.Way)
		}
		if s := choose(""); s.Way.Chosen || s.Way.Path != "short" {
			t.Errorf("left to the guide: %+v", s.Way)
		}
	})
}

func TestOnlyEditorsChooseTheWay(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		for name, c := range map[string]struct {
			who  account.Actor
			want fault.Kind
		}{
			"the public":       {account.Actor{}, fault.NotFound},
			"a stranger":       {r.Member(r.Two, account.Roles()...), fault.NotFound},
			"a reader":         {r.Member(r.One, account.Reader), fault.Forbidden},
			"a decision maker": {r.Member(r.One, account.DecisionMaker), fault.Forbidden},
		} {
			if err := r.ChoosePath(t.Context(), c.who, id, guide.WholeWay); !fault.Is(err, c.want) {
				t.Errorf("%s chooses: %v", name, err)
			}
			if err := r.AnswerSize(t.Context(), c.who, id, guide.SmallSize); !fault.Is(err, c.want) {
				t.Errorf("%s answers: %v", name, err)
			}
		}
		if err := r.ChoosePath(t.Context(), r.editor, id, "gone"); !fault.Is(err, fault.Invalid) || fault.As(err).Fields[0].Path != "path" {
			t.Errorf("a path that is none: %v", err)
		}
		if err := r.AnswerSize(t.Context(), r.editor, id, "huge"); !fault.Is(err, fault.Invalid) || fault.As(err).Fields[0].Path != "size" {
			t.Errorf("a size that is none: %v", err)
		}
	})
}

func TestTheStandingIsExportedInTheReadersLanguage(t *testing.T) {
	r := newRoom(t, storetest.SQLite(t), library(t))
	id := r.system(t, bought)
	e := r.standing(t, id).Export(swedish(t))
	if e.System != id || e.Path != "short" || e.Chosen != "guide" || e.Next != "short" || !strings.Contains(e.Why, "köpt produkt") || len(e.Paths) != 3 {
		t.Errorf("%+v", e)
	}
	at := slices.IndexFunc(e.Steps, func(s guide.ExportedStepStands) bool { return s.ID == "need" })
	if len(e.Steps) != 7 || e.Steps[at].OnPath || e.Steps[at].Why == "" {
		t.Errorf("steps %+v", e.Steps)
	}
	if err := r.ChoosePath(t.Context(), r.editor, id, guide.WholeWay); err != nil {
		t.Fatal(err)
	}
	if e := r.standing(t, id).Export(swedish(t)); e.Path != guide.WholeWay || e.Chosen != "people" {
		t.Errorf("%+v", e)
	}
}

// The embedded guide puts each kind of system on the way that is meant for it.
func TestTheEmbeddedGuideChoosesWays(t *testing.T) {
	r := newRoom(t, storetest.SQLite(t), content.Embedded())
	product := func(s *register.System) { s.Technique.Product = "Produkten"; s.DecisionRole = "supports" }
	for name, c := range map[string]struct {
		change func(*register.System)
		want   string
	}{
		"an empty record":         {nil, ""},
		"a bought product":        {product, "standard-products"},
		"one that decides":        {func(s *register.System) { product(s); s.DecisionRole = "decides" }, ""},
		"one that is high-risk":   {func(s *register.System) { product(s); s.AIAct.Class = "high_risk_annex_iii" }, ""},
		"one partly of their own": {func(s *register.System) { product(s); s.Technique.Acquisition = "both" }, ""},
		"a language model":        {func(s *register.System) { s.Technologies = []string{"language_model"}; s.DecisionRole = "informs" }, "language-models"},
		"one that supports":       {func(s *register.System) { s.Technologies = []string{"language_model"}; s.DecisionRole = "supports" }, ""},
		"a bought language model": {func(s *register.System) { product(s); s.Technologies = []string{"chatbot"}; s.DecisionRole = "informs" }, "language-models"},
		"with much at stake":      {func(s *register.System) { product(s); s.Impact.Level = "high" }, ""},
		"with little at stake":    {func(s *register.System) { product(s); s.Impact.Level = "low" }, "standard-products"},
	} {
		if got := r.standing(t, r.system(t, c.change)).Way; got.Path != c.want {
			t.Errorf("%s is on %q, want %q", name, got.Path, c.want)
		}
	}
	small := r.system(t, product)
	if err := r.AnswerSize(t.Context(), r.editor, small, guide.SmallSize); err != nil {
		t.Fatal(err)
	}
	if s := r.standing(t, small); s.Way.Path != "small-organisation" || s.Next != "small-organisation" {
		t.Errorf("in a small organisation: %+v", s.Way)
	}
	heavy := r.system(t, func(s *register.System) { s.Impact.Level = "high" })
	if s := r.standing(t, heavy); s.Way.Path != "" {
		t.Errorf("much at stake in a small organisation: %q", s.Way.Path)
	}
}
