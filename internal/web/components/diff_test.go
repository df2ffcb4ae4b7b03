package components_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/web/components"
)

func TestDiffMarksTheWordsThatChanged(t *testing.T) {
	same, removed, added := components.Same, components.Removed, components.Added
	cases := []struct {
		name, before, after string
		want                []components.Segment
	}{
		{"both empty", "", "", nil},
		{"equal", "ett två", "ett två", []components.Segment{{same, "ett två"}}},
		{"word replaced", "fas: provas", "fas: i drift", []components.Segment{{same, "fas: "}, {removed, "provas"}, {added, "i drift"}}},
		{"word added", "efter ämne.", "efter ämne och brådska.", []components.Segment{{same, "efter ämne"}, {added, " och brådska"}, {same, "."}}},
		{"all new", "", "nytt", []components.Segment{{added, "nytt"}}},
		{"all gone", "gammalt", "", []components.Segment{{removed, "gammalt"}}},
		{"each mark is its own", "nu!!", "nu!", []components.Segment{{same, "nu!"}, {removed, "!"}}},
		{"a letter is not a word", "beslut", "besluten", []components.Segment{{removed, "beslut"}, {added, "besluten"}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, components.Diff(c.before, c.after)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestDiffLosesNothing(t *testing.T) {
	text := rapid.StringMatching(`([abåäö]{1,2}|[ .,\n]|\xff){0,24}`)
	rapid.Check(t, func(t *rapid.T) {
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		checkDiff(t, before, after)
	})
}

func TestDiffOfLongTextsIsBounded(t *testing.T) {
	before := strings.Repeat("ett två ", 3000)
	after := strings.Repeat("tre fyra ", 3000)
	segments := components.Diff(before, after)
	if len(segments) > 3 {
		// White space is alike in both; beyond the bound only what both texts end with is matched.
		t.Errorf("got %d segments, want the one text removed, the other added, and the common end", len(segments))
	}
}

type fataler interface {
	Fatalf(format string, args ...any)
}

func checkDiff(t fataler, before, after string) {
	var left, right strings.Builder
	var last components.Change
	for i, segment := range components.Diff(before, after) {
		if segment.Text == "" {
			t.Fatalf("segment %d is empty", i)
		}
		if i > 0 && segment.Change == last {
			t.Fatalf("segments %d and %d have the same change", i-1, i)
		}
		last = segment.Change
		if segment.Change != components.Added {
			left.WriteString(segment.Text)
		}
		if segment.Change != components.Removed {
			right.WriteString(segment.Text)
		}
	}
	if left.String() != before || right.String() != after {
		t.Fatalf("%q → %q came back as %q → %q", before, after, left.String(), right.String())
	}
}

func TestComparisonShowsEachSideItsOwnWords(t *testing.T) {
	row := components.Compared{Label: "Fas", Before: "provas nu", After: "i drift nu"}
	for _, segment := range row.Left() {
		if segment.Change == components.Added {
			t.Errorf("the left side shows what was added: %q", segment.Text)
		}
	}
	for _, segment := range row.Right() {
		if segment.Change == components.Removed {
			t.Errorf("the right side shows what was removed: %q", segment.Text)
		}
	}
	c := components.Comparison{Rows: []components.Compared{row, {Label: "Sektor", Before: "a", After: "a"}}}
	if c.Changed() != 1 {
		t.Errorf("got %d changed fields, want 1", c.Changed())
	}
}
