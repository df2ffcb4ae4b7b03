package guide_test

import (
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/guide"
)

func TestTicksSettleDemandsAndAreTakenBack(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		tick := func(demand string, state guide.TickState, note string) {
			t.Helper()
			if err := r.Tick(t.Context(), r.editor, id, guide.Tick{Step: "buy", Demand: demand, State: state, Note: note}); err != nil {
				t.Fatal(err)
			}
		}
		tick("one", guide.TickDone, " Dnr 7 ")
		r.wantStep(t, id, "buy", guide.Started, "En kontroll återstår")
		step, _ := r.standing(t, id).Step("buy")
		if d := step.Demands[0]; d.State != guide.DemandTicked || d.Tick.Note != "Dnr 7" || d.Tick.Day != "2026-11-22" || d.Tick.By != r.editor.AccountID {
			t.Errorf("%+v", d.Tick)
		}
		tick("two", guide.TickNotApplicable, "Vi köper inget")
		r.wantStep(t, id, "buy", guide.Done, "Alla 2 kontroller")
		tick("one", guide.TickNotApplicable, "Inte heller")
		r.wantStep(t, id, "buy", guide.NotApplicable, "ingen av kontrollerna")
		if err := r.Untick(t.Context(), r.editor, id, "buy", "one"); err != nil {
			t.Fatal(err)
		}
		r.wantStep(t, id, "buy", guide.Started, "återstår")
	})
}

func TestATickMustSayWhatItMeans(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		for name, c := range map[string]struct {
			tick  guide.Tick
			field string
		}{
			"no state":                {guide.Tick{}, "state"},
			"a state that is none":    {guide.Tick{State: "maybe"}, "state"},
			"not applicable, no why":  {guide.Tick{State: guide.TickNotApplicable, Note: " "}, "note"},
			"a note without end":      {guide.Tick{State: guide.TickDone, Note: strings.Repeat("å", 1001)}, "note"},
			"a day that is none":      {guide.Tick{State: guide.TickDone, Day: "2026-02-30"}, "day"},
			"a day that has not come": {guide.Tick{State: guide.TickDone, Day: "2026-11-23"}, "day"},
		} {
			c.tick.Step, c.tick.Demand = "buy", "one"
			err := r.Tick(t.Context(), r.editor, id, c.tick)
			if f := fault.As(err); !fault.Is(err, fault.Invalid) || len(f.Fields) != 1 || f.Fields[0].Path != c.field {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, where := range []guide.Tick{{Step: "gone", Demand: "one"}, {Step: "buy", Demand: "gone"}} {
			where.State = guide.TickDone
			if err := r.Tick(t.Context(), r.editor, id, where); !fault.Is(err, fault.NotFound) {
				t.Errorf("%+v: %v", where, err)
			}
		}
	})
}

func TestOnlyEditorsTick(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		for _, role := range []account.Role{account.Reader, account.Adviser, account.DecisionMaker, account.Administrator} {
			who := r.Member(r.One, role)
			if err := r.Tick(t.Context(), who, id, guide.Tick{Step: "buy", Demand: "one", State: guide.TickDone}); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s ticks: %v", role, err)
			}
			if err := r.Untick(t.Context(), who, id, "buy", "one"); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s takes back: %v", role, err)
			}
		}
	})
}
