package content

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestValidTarget(t *testing.T) {
	cases := []struct {
		source, target string
		want           bool
	}{
		{"sfs/2017:900", "sfs/2017:900", true},
		{"sfs/2017:900", "sfs/2017:900#P28", true},
		{"sfs/2017:900", "sfs/2017:900#P28S1", true},
		{"sfs/2009:400", "sfs/2009:400#K10P2a", true},
		{"sfs/2009:400", "sfs/2009:400#K10", true},
		{"sfs/2017:725", "sfs/2017:725#K6P38S2N1", true},
		{"sfs/1994:1219", "sfs/1994:1219#A8", true},
		{"celex/32016R0679", "celex/32016R0679#35.7", true},
		{"celex/32016R0679", "celex/32016R0679#13.2.f", true},
		{"celex/32024R1689", "celex/32024R1689#4a", true},
		{"celex/32024R1689", "celex/32024R1689#ann-III.5", true},
		{"sfs/2017:900", "sfs/2017:900#", false},
		{"sfs/2017:900", "sfs/2017:9001#P1", false},
		{"sfs/2017:900", "sfs/2017:900#28", false},
		{"sfs/2017:900", "sfs/2017:900#S1", false},
		{"sfs/2017:900", "sfs/2017:900#P28K1", false},
		{"celex/32016R0679", "celex/32016R0679#P5", false},
		{"celex/32016R0679", "celex/32016R0679#35(7)", false},
		{"celex/32016R0679", "celex/32024R1689#35", false},
	}
	for _, c := range cases {
		if got := validTarget(c.source, c.target); got != c.want {
			t.Errorf("validTarget(%q, %q) = %t, want %t", c.source, c.target, got, c.want)
		}
	}
}

func TestAWellFormedSwedishPlaceIsAlwaysTaken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		place := ""
		if rapid.Bool().Draw(t, "has chapter") {
			place = fmt.Sprintf("K%d", rapid.IntRange(1, 120).Draw(t, "chapter"))
		}
		place += fmt.Sprintf("P%d", rapid.IntRange(1, 60).Draw(t, "section"))
		place += rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "letter")
		if rapid.Bool().Draw(t, "has paragraph") {
			place += fmt.Sprintf("S%d", rapid.IntRange(1, 9).Draw(t, "paragraph"))
		}
		if !validTarget("sfs/2010:110", "sfs/2010:110#"+place) {
			t.Fatalf("%s was refused", place)
		}
	})
}
