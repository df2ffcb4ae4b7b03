package register

import (
	"slices"
	"testing"
)

func complete() System {
	text := Text{SV: "x", EN: "x"}
	return System{
		Slag: AISystem, Name: text, Summary: text, Purpose: text, Affected: text, DecisionRole: Informs,
		Phases: []PhaseEntry{{Phase: Testing, AsOf: "2026"}},
	}
}

func required(s System, d *Definitions) []string {
	var fields []string
	for _, g := range s.Gaps(d) {
		if g.Need == Required {
			fields = append(fields, g.Field)
		}
	}
	return fields
}

func TestWhatPublicationRequiresFollowsFromWhatIsSaid(t *testing.T) {
	d := definitions(t)
	for name, c := range map[string]struct {
		change func(*System)
		want   []string
	}{
		"the seven are enough":        {func(*System) {}, nil},
		"one of the seven is missing": {func(s *System) { s.Affected = Text{} }, []string{"affected"}},
		"stated as unknown is not there": {func(s *System) {
			s.Affected = Text{}
			s.Stated = map[string]Statement{"affected": {State: "do_not_know"}}
		}, []string{"affected"}},
		"it decides":                    {func(s *System) { s.DecisionRole = Decides }, []string{"questioning.route"}},
		"it decides, with a route":      {func(s *System) { s.DecisionRole = Decides; s.Questioning.Route.SV = "Skriv till oss." }, nil},
		"it decides, with a human":      {func(s *System) { s.DecisionRole = Decides; s.Questioning.HumanReview.SV = "En handläggare." }, nil},
		"personal data":                 {func(s *System) { s.Data.PersonalData = Yes }, []string{"law.basis"}},
		"personal data, with provision": {func(s *System) { s.Data.PersonalData = Partly; s.Law.Provisions = []ProvisionRef{{Title: "5 § FL"}} }, nil},
		"no personal data":              {func(s *System) { s.Data.PersonalData = No }, nil},
		"in use":                        {func(s *System) { s.Phases[0].Phase = InUse }, []string{"responsibility.contact"}},
		"high risk":                     {func(s *System) { s.AIAct.Class = "high_risk_annex_iii" }, []string{"ai_act.grounds"}},
		"exempt":                        {func(s *System) { s.AIAct.Class = "exempt_6_3"; s.AIAct.Grounds.EN = "narrow" }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := complete()
			c.change(&s)
			if got := required(s, d); !slices.Equal(got, c.want) {
				t.Errorf("required %v, want %v", got, c.want)
			}
		})
	}
}

func TestEveryGapSaysWhyInBothLanguages(t *testing.T) {
	d := definitions(t)
	s := System{DecisionRole: Decides, Data: Data{PersonalData: Yes, Sensitive: []string{"health"}}, Reuse: Reuse{Possible: Yes}}
	gaps := s.Gaps(d)
	if len(gaps) < 15 {
		t.Errorf("%d gaps in an empty system", len(gaps))
	}
	recommended := false
	for _, g := range gaps {
		if g.Why.SV == "" || g.Why.EN == "" {
			t.Errorf("%s does not say why", g.Field)
		}
		if recommended && g.Need == Required {
			t.Errorf("%s is required but stands after what is recommended", g.Field)
		}
		recommended = recommended || g.Need == Recommended
	}
}

func TestWhatIsStatedNotApplicableIsNoGap(t *testing.T) {
	d := definitions(t)
	s := complete()
	before := len(s.Gaps(d))
	s.Stated = map[string]Statement{"ai_act.class": {State: "not_applicable", Reason: "inte AI"}}
	if got := len(s.Gaps(d)); got != before-1 {
		t.Errorf("%d gaps, %d before", got, before)
	}
}
