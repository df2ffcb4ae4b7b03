package analysis

import "github.com/tillit-se/tillit/kit/feel"

// Phrases takes unary tests apart for people: a list of which one must hold, or none where not is true. word writes a constant. ok is false where the
// tests are FEEL that is not analysed, and any is true where they hold for everything.
func Phrases(tests string, word func(feel.Value) string) (phrases []string, not, anything, ok bool) {
	r := reader{map[string]feel.Value{}}
	c := r.cell(tests)
	if c.unread || c.any {
		return nil, false, c.any, !c.unread
	}
	for _, at := range c.list {
		phrases = append(phrases, phrase(at, word))
	}
	return phrases, c.not, false, true
}

func phrase(at atom, word func(feel.Value) string) string {
	switch {
	case at.negative:
		return "≠ " + word(at.low)
	case at.point, at.null:
		return word(at.low)
	case at.high.IsNull():
		return either(at.lowIn, "≥ ", "> ") + word(at.low)
	case at.low.IsNull():
		return either(at.highIn, "≤ ", "< ") + word(at.high)
	}
	return either(at.lowIn, "≥ ", "> ") + word(at.low) + ", " + either(at.highIn, "≤ ", "< ") + word(at.high)
}
