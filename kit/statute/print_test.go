package statute_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/statute"
)

// printed writes the tree of an act as a text, a block for each unit, as the Government Offices publish it. It is the way back that the package
// itself does not have: what is read from it must be the tree it was written from.
func printed(s *statute.Statute) string {
	var out []string
	var write func(u *statute.Unit, lead string)
	write = func(u *statute.Unit, lead string) {
		mark := ""
		if v := u.Validity; !v.From.IsZero() {
			mark = "/Träder i kraft I:" + v.From.String() + "/ "
		} else if !v.To.IsZero() {
			mark = "/Upphör att gälla U:" + v.To.String() + "/ "
		}
		switch u.Kind {
		case statute.Section, statute.Subsection:
			if lead = strings.TrimSpace(lead + " " + u.Label + " " + mark); u.Text != "" {
				out = append(out, lead+" "+u.Text) // a notice
			}
			for i, child := range u.Children {
				if i > 0 {
					lead = ""
				}
				write(child, lead)
			}
			return
		case statute.NumberList, statute.LetterList, statute.DashList, statute.Root:
		case statute.Part, statute.Transitional, statute.Provision:
			for _, line := range []string{u.Label, u.Text} {
				if line != "" {
					out = append(out, line)
				}
			}
		default:
			out = append(out, strings.Join(strings.Fields(lead+" "+u.Label+" "+mark+u.Text), " "))
		}
		for _, child := range u.Children {
			write(child, "")
		}
	}
	write(s.Root, "")
	return strings.Join(out, "\n\n") + "\n"
}

// rich draws acts with all the usual kinds of units.
var rich = rapid.Custom(func(t *rapid.T) string {
	g := &generated{paths: map[string]string{}}
	parts := rapid.Bool().Draw(t, "parts")
	names := []string{"FÖRSTA AVDELNINGEN", "ANDRA AVDELNINGEN", "TREDJE AVDELNINGEN"}
	for k := range rapid.IntRange(2, 3).Draw(t, "chapters") {
		if parts {
			g.text += names[k] + "\n\nOM NÅGOT\n\n"
		}
		g.block("", fmt.Sprintf("%d kap.", k+1), "Rubrik om något")
		for p := range rapid.IntRange(1, 3).Draw(t, "sections") {
			if rapid.Bool().Draw(t, "heading") {
				g.block("", "", rapid.SampledFrom([]string{"Syfte", "Tillämpningsområde", "Avgifter m.m."}).Draw(t, "heading text"))
			}
			number := fmt.Sprint(p + 1)
			switch rapid.IntRange(0, 4).Draw(t, "form") {
			case 0:
				g.block("", number+" §", "/Upphör att gälla U:2030-01-01/ Den gamla gäller.")
				g.block("", number+" §", "/Träder i kraft I:2030-01-01/ Den nya gäller. Lag (2029:1).")
			case 1:
				g.block("", number+" §", "Har upphävts genom lag (2011:5).")
			case 2:
				g.block("", number+" §", "Den som begär det ska ange")
				g.block("", "1.", "namn,")
				g.block("", "a)", "förnamn, och")
				g.block("", "b)", "efternamn,")
				g.block("", "2.", "adress.")
			default:
				g.section(t, fmt.Sprintf("K%dP%s", k+1, number), number)
			}
		}
	}
	if rapid.Bool().Draw(t, "transitional") {
		g.text += "Övergångsbestämmelser\n\n2020:1\n\n1. Denna lag träder i kraft den 1 juli 2020.\n\n2. Genom lagen upphävs lagen (1990:1) om x.\n\n"
	}
	if rapid.Bool().Draw(t, "appendix") {
		g.text += "Bilaga 1\n\nDen förteckning som avses.\n\n"
	}
	return g.text
})

// TestWhatIsPrintedIsReadAsTheSameTree is the property parse, print, parse: the second tree is the first.
func TestWhatIsPrintedIsReadAsTheSameTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rich.Draw(t, "act")
		first, err := statute.Parse(text, statute.Options{SFS: "2020:1"})
		if err != nil {
			t.Fatal(err)
		}
		again, err := statute.Parse(printed(first), statute.Options{SFS: "2020:1"})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(outline(first), outline(again)); diff != "" {
			t.Fatalf("%s\nprinted as\n%s", diff, printed(first))
		}
		if len(first.Problems)+len(again.Problems) > 0 {
			t.Fatalf("%v, %v in\n%s", first.Problems, again.Problems, text)
		}
	})
}

// TestPathsNameOneProvisionAtATime: on every day a path of a section leads to at most one unit, targets are made of paths, and every path is found.
func TestPathsNameOneProvisionAtATime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, err := statute.Parse(rich.Draw(t, "act"), statute.Options{SFS: "2020:1"})
		if err != nil {
			t.Fatal(err)
		}
		for u := range s.Root.All() {
			if u.Path != "" && !slices.Contains(s.Find(u.Path), u) {
				t.Fatalf("%s is not found by its path", u.Path)
			}
			if got := s.Target(u); u.Path != "" && got != "sfs/2020:1#"+u.Path || u.Path == "" && got != "" {
				t.Fatalf("the target of %q is %q", u.Path, got)
			}
		}
		for _, e := range s.Expressions() {
			seen := map[string]bool{}
			for u := range e.Root.All() {
				if u.Kind == statute.Section && seen[u.Path] {
					t.Fatalf("%s stands twice between %s and %s", u.Path, e.From, e.Until)
				}
				seen[u.Path] = seen[u.Path] || u.Kind == statute.Section
			}
		}
	})
}

// TestExpressionsAreTheWordingsOfTheirDays: the periods follow on each other without gap, and on any day the wording is that of its period.
func TestExpressionsAreTheWordingsOfTheirDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var parts []string
		for n := range rapid.IntRange(1, 6).Draw(t, "sections") {
			day := func(name string) date.Date {
				return date.Must(2020+rapid.IntRange(0, 3).Draw(t, name), rapid.IntRange(1, 12).Draw(t, name+" month"), 1)
			}
			switch change := day("change"); rapid.IntRange(0, 3).Draw(t, "kind") {
			case 0:
				parts = append(parts, fmt.Sprintf("%d § Alltid.", n+1))
			case 1:
				parts = append(parts, fmt.Sprintf("%d § /Upphör att gälla U:%s/\nDen gamla.", n+1, change), fmt.Sprintf("%d § /Träder i kraft I:%s/\nDen nya.", n+1, change))
			case 2:
				parts = append(parts, fmt.Sprintf("%d § /Träder i kraft I:%s/\nDen nya.", n+1, change))
			case 3:
				parts = append(parts, fmt.Sprintf("%d § /Träder i kraft I:den dag regeringen bestämmer/\nDen väntar.", n+1))
			}
		}
		s, err := statute.Parse(blocks(parts...), statute.Options{})
		if err != nil {
			t.Fatal(err)
		}
		all := s.Expressions()
		for i, e := range all {
			switch {
			case i == 0 && !e.From.IsZero(), i == len(all)-1 && !e.Until.IsZero():
				t.Fatalf("the outermost period is bound: %s to %s", e.From, e.Until)
			case i > 0 && all[i-1].Until != e.From:
				t.Fatalf("a gap between %s and %s", all[i-1].Until, e.From)
			}
			if strings.Contains(e.Root.FullText(), "väntar") {
				t.Fatalf("what waits for the Government is in force from %s", e.From)
			}
		}
		day, err := date.Must(2019, 6, 1).AddDays(rapid.Int64Range(0, 2400).Draw(t, "day"))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range all {
			if (e.From.IsZero() || !day.Before(e.From)) && (e.Until.IsZero() || day.Before(e.Until)) {
				if got := s.At(day); got.Root.FullText() != e.Root.FullText() || got.From != e.From || got.Until != e.Until {
					t.Fatalf("%s: %q, and its period %q", day, got.Root.FullText(), e.Root.FullText())
				}
				return
			}
		}
		t.Fatalf("%s lies in no period", day)
	})
}

// TestARegisterDoesNotDependOnTheOrderOfActs: whichever way the acts come in, they stand the same on every day.
func TestARegisterDoesNotDependOnTheOrderOfActs(t *testing.T) {
	acts := []*statute.Statute{
		act(t, "1990:1"), act(t, "1991:2", "1. Denna lag träder i kraft den 1 april 1994.", "2. Genom lagen upphävs lagen (1990:1) om x."),
		act(t, "2001:3", "1. Denna lag träder i kraft den 1 juli 2001, då lagen (1991:2) om y ska upphöra att gälla."),
		act(t, "2005:4", "1. Denna lag träder i kraft den dag regeringen bestämmer.", "2. Genom lagen upphävs lagen (2001:3)."), act(t, "2006:5", "1. Genom lagen upphävs 3 § lagen (2001:3)."),
	}
	states := func(r *statute.Register, day date.Date) string {
		var b strings.Builder
		for _, s := range acts {
			state, repeals, err := r.State(s.Work.SFS, day)
			fmt.Fprintf(&b, "%s %s %d %v;", s.Work.SFS, state, len(repeals), err)
		}
		return b.String()
	}
	want := statute.NewRegister(acts...)
	if got := states(want, date.Must(2002, 1, 1)); got != "1990:1 ceased 1 <nil>;1991:2 ceased 1 <nil>;2001:3 in-force 2 <nil>;2005:4 in-force 0 <nil>;2006:5 in-force 0 <nil>;" {
		t.Errorf("%s", got)
	}
	rapid.Check(t, func(rt *rapid.T) {
		order := rapid.Permutation(acts).Draw(rt, "order")
		r := statute.NewRegister(append(order, order[0])...)
		day := date.Must(rapid.IntRange(1985, 2010).Draw(rt, "year"), rapid.IntRange(1, 12).Draw(rt, "month"), 1)
		if got := states(r, day); got != states(want, day) {
			rt.Fatalf("%s: %s, want %s", day, got, states(want, day))
		}
	})
}

// TestAStateNeverGoesBack: an act that has ceased stays so, and one in force was not so before it began.
func TestAStateNeverGoesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) statute.Moment {
			if rapid.IntRange(0, 3).Draw(t, name+" kind") == 0 {
				return statute.Moment{}
			}
			return statute.Moment{Date: date.Must(rapid.IntRange(2000, 2010).Draw(t, name), rapid.IntRange(1, 12).Draw(t, name+" month"), 1)}
		}
		v := statute.Validity{From: draw("from"), To: draw("to")}
		day := date.Must(1999, 1, 1)
		last := v.At(day)
		for range 160 {
			next, err := day.AddMonths(1)
			if err != nil {
				t.Fatal(err)
			}
			state := v.At(next)
			if last == statute.Ceased && state != statute.Ceased || last == statute.InForce && state == statute.NotYet {
				t.Fatalf("%+v goes from %s to %s on %s", v, last, state, next)
			}
			if !v.To.Date.IsZero() && (state == statute.Ceased) == next.Before(v.To.Date) {
				t.Fatalf("%+v is %s on %s", v, state, next)
			}
			day, last = next, state
		}
	})
}
