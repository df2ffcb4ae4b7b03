package register

import (
	"testing"
	"time"
)

func TestAPhaseIsNeverSurerThanItsSource(t *testing.T) {
	now := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		entry PhaseEntry
		want  Standing
	}{
		"none":                         {PhaseEntry{}, NoPhase},
		"none, though dated":           {PhaseEntry{AsOf: "2026", Original: "?"}, NoPhase},
		"confirmed":                    {PhaseEntry{Phase: InUse, AsOf: "2010", Confirmed: true}, Confirmed},
		"fresh":                        {PhaseEntry{Phase: InUse, AsOf: "2026-04-01"}, FromSource},
		"24 months to the day":         {PhaseEntry{Phase: InUse, AsOf: "2024-11-22"}, FromSource},
		"a day older":                  {PhaseEntry{Phase: InUse, AsOf: "2024-11-21"}, Outdated},
		"a month that begins before":   {PhaseEntry{Phase: InUse, AsOf: "2024-11"}, Outdated},
		"a year that begins before":    {PhaseEntry{Phase: InUse, AsOf: "2024"}, Outdated},
		"a year that is fresh":         {PhaseEntry{Phase: InUse, AsOf: "2025"}, FromSource},
		"undated":                      {PhaseEntry{Phase: InUse}, Outdated},
		"old, and not in use any more": {PhaseEntry{Phase: Retired, AsOf: "2019"}, Outdated},
	} {
		t.Run(name, func(t *testing.T) {
			s := System{}
			if c.entry != (PhaseEntry{}) {
				s.Phases = []PhaseEntry{c.entry}
			}
			if got := s.PhaseStanding(now); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			if counts := c.entry.Phase == InUse && (c.want == Confirmed || c.want == FromSource); s.CountsAsInUse(now) != counts {
				t.Errorf("counts as in use: %v", !counts)
			}
		})
	}
}

func TestANewPhaseEndsTheOneBefore(t *testing.T) {
	before := System{Phases: []PhaseEntry{{Phase: Testing, From: "2025"}}}
	after := before.enter(PhaseEntry{Phase: InUse, From: "2026-03"})
	if after.Phases[0].Phase != InUse || after.Phases[1].Until != "2026-03" {
		t.Errorf("phases: %+v", after.Phases)
	}
	if before.Phases[0].Until != "" || len(before.Phases) != 1 {
		t.Error("the system before was changed")
	}
}
