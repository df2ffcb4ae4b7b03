package compare_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/compare"
	"github.com/tillit-se/tillit/kit/dmn/document"
	"github.com/tillit-se/tillit/kit/dmn/law"
)

func version(t *testing.T, replace ...string) compare.Version {
	t.Helper()
	data, err := os.ReadFile("../law/testdata/fee.dmn")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for i := 0; i < len(replace); i += 2 {
		changed := strings.Replace(text, replace[i], replace[i+1], 1)
		if changed == text {
			t.Fatalf("%q is not in the file", replace[i])
		}
		text = changed
	}
	doc, err := document.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	d, err := dmn.Read([]byte(text), dmn.FileLimits{})
	if err != nil {
		t.Fatal(err)
	}
	l, _ := law.Read(doc)
	return compare.Version{Definitions: d, Law: l}
}

// section cuts a rule out of the file.
func section(t *testing.T, id string) string {
	t.Helper()
	data, err := os.ReadFile("../law/testdata/fee.dmn")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), `<dmn:rule id="`+id+`"`)
	body, _, _ := strings.Cut(rest, `</dmn:rule>`)
	return `<dmn:rule id="` + id + `"` + body + `</dmn:rule>`
}

func told(changes []compare.Change) []string {
	lines := []string{}
	for _, c := range changes {
		lines = append(lines, fmt.Sprintf("%s %s %d→%d %s: %s → %s", c.Kind, c.What, c.RuleBefore, c.RuleAfter, c.Name, c.Before.EN, c.After.EN))
	}
	return lines
}

func TestDifferences(t *testing.T) {
	for name, tc := range map[string]struct {
		after []string
		want  []string
	}{
		"none":              {nil, []string{}},
		"a condition":       {[]string{"&lt; 100", "&lt; 200"}, []string{"changed condition 1→1 income: < 100 → < 200"}},
		"an output":         {[]string{"income / 10", "income / 20"}, []string{"changed output 2→2 : income / 10 → income / 20"}},
		"a provision":       {[]string{"sfs/2017:900#P6", "sfs/2017:900#P7"}, []string{"changed provisions 2→2 : sfs/2017:900#P6 → sfs/2017:900#P7"}},
		"a reason":          {[]string{"One who earns {income|kr}", "Who earns {income|kr}"}, []string{"changed reason 1→1 : One who earns {income|kr} pays no fee. → Who earns {income|kr} pays no fee."}},
		"an outcome":        {[]string{`outcome="person"`, `outcome="decided"`}, []string{"changed outcome 3→3 : person → decided"}},
		"validity":          {[]string{`appliesFrom="2026-01-01"`, `appliesFrom="2027-01-01"`}, []string{"changed validity 0→0 : 2026-01-01/ → 2027-01-01/"}},
		"the policy":        {[]string{`hitPolicy="UNIQUE"`, `hitPolicy="FIRST"`}, []string{"changed hit-policy 0→0 : UNIQUE → FIRST"}},
		"a source":          {[]string{`source target="sfs/2017:900"`, `source target="sfs/2017:725"`}, []string{"removed source 0→0 sfs/2017:900:  → ", "added source 0→0 sfs/2017:725:  → "}},
		"a rule gone":       {[]string{section(t, "r2"), ""}, []string{`removed rule 2→0 : [100..1000] | - → income / 10 → `}},
		"a rule that moved": {[]string{section(t, "r1"), "", section(t, "r3"), section(t, "r3") + section(t, "r1")}, []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := told(compare.Compare(version(t), version(t, tc.after...))); !slices.Equal(got, tc.want) {
				t.Errorf("got  %q\nwant %q", got, tc.want)
			}
		})
	}
}

func TestARuleThatCameIsTheOneGoneSeenBackwards(t *testing.T) {
	got := told(compare.Compare(version(t, section(t, "r2"), ""), version(t)))
	if want := []string{`added rule 0→2 :  → [100..1000] | - → income / 10`}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
