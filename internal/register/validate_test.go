package register

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/fault"
)

func TestWhatIsWrongIsNamedByPathAndKey(t *testing.T) {
	d := definitions(t)
	long := strings.Repeat("å", 400)
	for name, c := range map[string]struct {
		system System
		want   []string
	}{
		"nothing":                    {System{}, nil},
		"an unknown code":            {System{Slag: "robot"}, []string{"slag register.bad_code"}},
		"a code in a list":           {System{Sectors: []string{"justice", "x"}}, []string{"sectors[1] register.bad_code"}},
		"a link that runs script":    {System{Website: "javascript:alert(1)"}, []string{"website register.bad_url"}},
		"a link with a password":     {System{Website: "https://a:b@example.org"}, []string{"website register.bad_url"}},
		"a link without host":        {System{Website: "https:///x"}, []string{"website register.bad_url"}},
		"a good link":                {System{Website: "https://example.org/x?y=å"}, nil},
		"a partial date":             {System{Review: Review{Last: "2026-02"}}, nil},
		"a date that is none":        {System{Review: Review{Last: "2026-02-30"}}, []string{"review.last register.bad_date"}},
		"a date in words":            {System{Review: Review{Next: "våren"}}, []string{"review.next register.bad_date"}},
		"an organisation number":     {System{Parties: []Party{{Number: "212000-0142"}}}, nil},
		"a wrong check digit":        {System{Parties: []Party{{}, {Number: "212000-0143"}}}, []string{"parties[1].number register.bad_number"}},
		"a text too long":            {System{Summary: Text{EN: long}}, []string{"summary.en register.too_long"}},
		"characters, not bytes":      {System{Summary: Text{EN: long[:2*399]}}, nil},
		"a zero byte":                {System{Lessons: Text{SV: "a\x00"}}, []string{"lessons.sv register.bad_text"}},
		"broken UTF-8":               {System{OtherNames: []string{"\xff"}}, []string{"other_names[0] register.bad_text"}},
		"a licence of its own":       {System{Technique: Technique{Licence: "Egen"}}, nil},
		"an unknown field stated":    {System{Stated: map[string]Statement{"x": {State: "do_not_know"}}}, []string{"stated[x] register.unknown_field"}},
		"not applicable, no why":     {System{Stated: map[string]Statement{"law.basis": {State: "not_applicable"}}}, []string{"stated[law.basis].reason register.reason_missing"}},
		"a list without end":         {System{Risks: make([]Risk, maxItems+1)}, []string{"risks register.too_many"}},
		"many short values":          {System{SearchTerms: make([]string, maxItems+1)}, []string{"search_terms register.too_many"}},
		"markup is text like any":    {System{Name: Text{SV: "<script>alert(1)</script>"}}, nil},
		"faults in the form's order": {System{Review: Review{Last: "x"}, Slag: "x"}, []string{"slag register.bad_code", "review.last register.bad_date"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, keys(c.system.Validate(d))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func keys(fields []fault.Field) []string {
	var list []string
	for _, f := range fields {
		list = append(list, f.Path+" "+f.Key)
	}
	return list
}

func TestAnImportTakesTextsThatTheFormWouldNot(t *testing.T) {
	s := System{Summary: Text{EN: strings.Repeat("x", 5000)}}
	d := definitions(t)
	if faults := s.Sound(d); faults != nil {
		t.Errorf("faults: %v", faults)
	}
	s.Summary.EN = strings.Repeat("x", maxText+1)
	if len(s.Sound(d)) != 1 {
		t.Error("a text without end passes")
	}
}

func TestPathsLeadToTheirDefinition(t *testing.T) {
	for path, want := range map[string]string{
		"name.sv": "name", "risks[12].measure.other": "risks.measure", "law.basis": "law.basis", "stated[law.basis].state": "stated.state",
		"sectors[0]": "sectors", "unverified[1].en": "unverified", "": "",
	} {
		if got := idOf(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

// Two systems differ in no field if and only if their canonical JSON is the same.
func TestChangesAreEmptyExactlyWhenNothingChanged(t *testing.T) {
	d := definitions(t)
	rapid.Check(t, func(t *rapid.T) {
		a, b := anySystem(t, "a"), anySystem(t, "b")
		textA, errA := a.Canonical()
		textB, errB := b.Canonical()
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if same, changes := string(textA) == string(textB), d.Changes(a, b); same != (len(changes) == 0) {
			t.Fatalf("same content %v, changes %+v", same, changes)
		}
		if len(d.Changes(a, a)) > 0 {
			t.Fatal("a system differs from itself")
		}
	})
}

func anySystem(t *rapid.T, name string) System {
	word := rapid.SampledFrom([]string{"", "x", "y"})
	draw := func(field string) Text {
		return Text{SV: word.Draw(t, name+field+"sv"), EN: word.Draw(t, name+field+"en"), Other: word.Draw(t, name+field+"other")}
	}
	s := System{Name: draw("name"), Website: word.Draw(t, name+"site"), Law: Law{Basis: draw("basis")}}
	for range rapid.IntRange(0, 2).Draw(t, name+"risks") {
		s.Risks = append(s.Risks, Risk{Risk: draw("risk"), Severity: "low"})
		s.OtherNames = append(s.OtherNames, "n"+word.Draw(t, name+"other"))
	}
	s.AIAct.GeneralPurpose = rapid.Bool().Draw(t, name+"general")
	return s
}
