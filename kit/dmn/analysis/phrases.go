package analysis

import "github.com/tillit-se/tillit/kit/feel"

// Phrasing is how [Phrases] writes.
type Phrasing struct {
	// Value writes a constant.
	Value func(feel.Value) string
	// Bound writes an end of what is allowed, as "≥ 18": the sign is one of ≥ > ≤ < ≠. Nil writes the sign and the value.
	Bound func(sign string, v feel.Value) string
	// And stands between a lower and an upper end; empty is a comma and a space.
	And string
}

func (p Phrasing) bound(sign string, v feel.Value) string {
	if p.Bound == nil {
		return sign + " " + p.Value(v)
	}
	return p.Bound(sign, v)
}

// Phrases takes unary tests apart for people: a list of which one must hold, or none where not is true. ok is false where the tests are FEEL that is
// not analysed, and anything is true where they hold for everything.
func Phrases(tests string, p Phrasing) (phrases []string, not, anything, ok bool) {
	r := reader{map[string]feel.Value{}}
	c := r.cell(tests)
	if c.unread || c.any {
		return nil, false, c.any, !c.unread
	}
	for _, at := range c.list {
		phrases = append(phrases, p.phrase(at))
	}
	return phrases, c.not, false, true
}

func (p Phrasing) phrase(at atom) string {
	switch {
	case at.negative:
		return p.bound("≠", at.low)
	case at.point, at.null:
		return p.Value(at.low)
	case at.high.IsNull():
		return p.bound(either(at.lowIn, "≥", ">"), at.low)
	case at.low.IsNull():
		return p.bound(either(at.highIn, "≤", "<"), at.high)
	}
	and := p.And
	if and == "" {
		and = ", "
	}
	return p.bound(either(at.lowIn, "≥", ">"), at.low) + and + p.bound(either(at.highIn, "≤", "<"), at.high)
}
