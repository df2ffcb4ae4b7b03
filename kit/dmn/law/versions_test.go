package law_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/dmn/law"
)

func dayNumber(n int) date.Date {
	d, err := date.Must(2026, 1, 1).AddDays(int64(n))
	if err != nil {
		panic(err)
	}
	return d
}

// drawPeriods makes versions of a few days each, some without a beginning or an end.
func drawPeriods(t *rapid.T) []law.Model {
	var list []law.Model
	for i := range rapid.IntRange(1, 4).Draw(t, "versions") {
		m := law.Model{ID: "m", Version: fmt.Sprint(i)}
		if rapid.IntRange(0, 4).Draw(t, "from") > 0 {
			m.AppliesFrom = dayNumber(rapid.IntRange(0, 20).Draw(t, "first"))
		}
		if rapid.IntRange(0, 4).Draw(t, "to") > 0 {
			m.AppliesTo = dayNumber(rapid.IntRange(0, 20).Draw(t, "last"))
		}
		list = append(list, m)
	}
	return list
}

// covers tells, day by day, how many versions apply.
func covers(list []law.Model, day int) (in []law.Model) {
	d := dayNumber(day)
	for _, m := range list {
		if (m.AppliesFrom.IsZero() || !d.Before(m.AppliesFrom)) && (m.AppliesTo.IsZero() || !d.After(m.AppliesTo)) {
			in = append(in, m)
		}
	}
	return in
}

func TestVersionsAgreeWithTheCalendarDayByDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := drawPeriods(t)
		v, err := law.NewVersions(list, self)
		overlap := false
		for day := -5; day < 30; day++ {
			overlap = overlap || len(covers(list, day)) > 1
		}
		if overlap && err == nil {
			t.Fatalf("%v overlap and are taken", list)
		}
		inverted := slices.ContainsFunc(list, func(m law.Model) bool { return !m.AppliesTo.IsZero() && m.AppliesTo.Before(m.AppliesFrom) })
		if inverted && err == nil {
			t.Fatalf("one of %v ends before it begins, and is taken", list)
		}
		if err != nil {
			return
		}
		gaps := v.Gaps()
		for day := -5; day < 30; day++ {
			in := covers(list, day)
			got, ok := v.On(dayNumber(day))
			if ok != (len(in) == 1) || ok && got.Version != in[0].Version {
				t.Fatalf("day %d: %v %v, want %v", day, got, ok, in)
			}
			d := dayNumber(day)
			inGap := slices.ContainsFunc(gaps, func(g [2]date.Date) bool { return !d.Before(g[0]) && !d.After(g[1]) })
			if inGap && ok {
				t.Fatalf("day %d is in a gap and in version %s", day, got.Version)
			}
			if !ok && !inGap && between(list, day) {
				t.Fatalf("day %d is in no version and no gap: %v, gaps %v", day, list, gaps)
			}
		}
		if all := v.All(); len(all) != len(list) || !slices.IsSortedFunc(all, func(a, b law.Model) int { return a.AppliesFrom.Compare(b.AppliesFrom) }) {
			t.Fatalf("%v", all)
		}
	})
}

// between tells whether a day has a version before it and one after it.
func between(list []law.Model, day int) bool {
	before, after := false, false
	for other := -5; other < 30; other++ {
		if len(covers(list, other)) > 0 {
			before, after = before || other < day, after || other > day
		}
	}
	return before && after
}

func TestAModelIsInForceFromItsFirstToItsLastDay(t *testing.T) {
	m := law.Model{AppliesFrom: date.Must(2026, 2, 28), AppliesTo: date.Must(2028, 2, 29)}
	for day, want := range map[date.Date]bool{
		date.Must(2026, 2, 27): false, date.Must(2026, 2, 28): true, date.Must(2027, 1, 1): true, date.Must(2028, 2, 29): true, date.Must(2028, 3, 1): false, {}: false,
	} {
		if got := m.InForce(day); got != want {
			t.Errorf("%s: %v", day, got)
		}
	}
	if !m.Bounded() || (law.Model{}).Bounded() || (law.Model{}).InForce(date.Date{}) || !(law.Model{}).InForce(date.Must(1, 1, 1)) {
		t.Error("a model without time applies on every day that is one")
	}
}
