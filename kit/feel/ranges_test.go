package feel_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/feel"
)

func TestRangesWithOneOperatorReachWithoutEnd(t *testing.T) {
	rows{
		{"includes((< 5), 4)", "true", ""},
		{"includes((< 5), 5)", "false", ""},
		{"includes((<= 5), 5)", "true", ""},
		{"includes((> 5), 6)", "true", ""},
		{"includes((> 5), 5)", "false", ""},
		{"includes((< 5), [1..4])", "true", ""},
		{"includes((< 5), [1..5])", "false", ""},
		{"includes((< 5), [1..5))", "true", ""},
		{"includes((< 5), (< 4))", "true", ""},
		{"includes((< 5), (< 5))", "true", ""},
		{"includes((< 5), (<= 5))", "false", ""},
		{"includes((< 5), (> 3))", "false", ""},
		{"includes([1..3], (< 3))", "false", ""},
		{"includes([1..3], (> 1))", "false", ""},
		{`includes((< 5), "a")`, "null", wrongType},
		{`includes((< 5), (< "a"))`, "null", wrongType},
		{"includes((= 5), 5)", "true", ""},
		{"during(4, (< 5))", "true", ""},
		{"during((< 4), (< 5))", "true", ""},
		{"before((< 5), 5)", "true", ""},
		{"before((<= 5), 5)", "false", ""},
		{"before((< 5), (> 5))", "true", ""},
		{"before((<= 5), (>= 5))", "false", ""},
		{"before((> 5), 9)", "false", ""},
		{"before(1, (< 5))", "false", ""},
		{"after((> 5), 5)", "true", ""},
		{"after((> 5), (< 5))", "true", ""},
		{"overlaps((< 5), (> 3))", "true", ""},
		{"overlaps((< 5), (> 5))", "false", ""},
		{"overlaps((<= 5), (>= 5))", "true", ""},
		{"overlaps((< 5), (< 3))", "true", ""},
		{"overlaps before((< 5), (> 3))", "true", ""},
		{"overlaps after((> 3), (< 5))", "true", ""},
		{"meets((<= 5), (>= 5))", "true", ""},
		{"meets((< 5), (>= 5))", "false", ""},
		{"meets((> 5), (> 5))", "false", ""},
		{"met by((>= 5), (<= 5))", "true", ""},
		{"starts((< 3), (< 5))", "true", ""},
		{"started by((< 5), (< 3))", "true", ""},
		{"finishes((> 5), (> 3))", "true", ""},
		{"finished by((> 3), (> 5))", "true", ""},
		{"coincides((< 5), (< 5))", "true", ""},
		{"coincides((< 5), (<= 5))", "false", ""},
		{"coincides((> 5), (> 6))", "false", ""},
	}.check(t)
}

// TestRelationsOfRangesAgreeWithTheirPoints compares the relations of random ranges, also with one end only, with what
// holds for every whole and half number near them.
func TestRelationsOfRangesAgreeWithTheirPoints(t *testing.T) {
	ranges := rapid.Custom(func(t *rapid.T) string {
		low := rapid.IntRange(0, 6).Draw(t, "low")
		switch rapid.IntRange(0, 2).Draw(t, "shape") {
		case 0:
			return fmt.Sprintf("(%s %d)", rapid.SampledFrom([]string{"<", "<=", ">", ">="}).Draw(t, "operator"), low)
		case 1:
			return fmt.Sprintf("[%d..%d]", low, low+rapid.IntRange(0, 4).Draw(t, "length"))
		}
		return fmt.Sprintf("(%d..%d)", low, low+rapid.IntRange(1, 4).Draw(t, "length"))
	})
	const points = "for i in -20..40 return i / 2"
	rapid.Check(t, func(rt *rapid.T) {
		a, b := ranges.Draw(rt, "a"), ranges.Draw(rt, "b")
		for relation, law := range map[string]string{
			"includes(%s, %s)": "every p in " + points + " satisfies not(p in %[2]s) or p in %[1]s",
			"overlaps(%s, %s)": "some p in " + points + " satisfies p in %[1]s and p in %[2]s",
			"during(%s, %s)":   "every p in " + points + " satisfies not(p in %[1]s) or p in %[2]s",
		} {
			got := evalIn(t, scope(t), fmt.Sprintf(relation, a, b), nil).Value
			want := evalIn(t, scope(t), fmt.Sprintf(law, a, b), nil).Value
			if !got.Equal(want) {
				rt.Fatalf("%s = %s, but its points say %s", fmt.Sprintf(relation, a, b), got, want)
			}
		}
	})
}

func TestWholeNumbersBeyondTheDigitsAreNotDivided(t *testing.T) {
	rows{
		{"modulo(1e6000, 7)", "null", overflow},
		{"modulo(1e30, 7)", "1", ""},
		{"modulo(10, 1e-30)", "0", ""},
		{"even(1e40)", "true", ""},
		{"odd(1e40)", "false", ""},
		{"even(0)", "true", ""},
		{"odd(-3)", "true", ""},
		{"even(2.5)", "false", ""},
		{"odd(2.5)", "false", ""},
	}.check(t)
}

func TestSumsOfNumbersFarApartKeepTheGreater(t *testing.T) {
	rows{
		{"10**6000 + 1 = 10**6000", "true", ""},
		{"1 - 10**-6000 = 1", "true", ""},
		{"10**-6000 - 1", "-1", ""},
		{"1 - 10**6000 = -(10**6000)", "true", ""},
		{"10**40 + 1 = 10**40", "true", ""},
		{"10**33 + 1 = 10**33", "false", ""},
		{"10**6000 + 0 = 10**6000", "true", ""},
	}.check(t)
}

func TestAWrongAtLiteralSaysSo(t *testing.T) {
	got := lenient(t, `@"2026-13-01"`)
	if !got.Value.IsNull() || len(got.Diagnostics) != 1 || got.Diagnostics[0].Code != feel.CodeSyntax {
		t.Errorf("got %s %v", got.Value, got.Diagnostics)
	}
}
