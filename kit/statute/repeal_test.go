package statute_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/statute"
)

func records(t *testing.T) []*statute.Statute {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(conformance(t, "rkrattsbaser"), "json", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("no records", err)
	}
	var all []*statute.Statute
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := statute.ParseRecord(data)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return all
}

// act makes an act with the given transitional provisions of its own.
func act(t *testing.T, number string, points ...string) *statute.Statute {
	t.Helper()
	s, err := statute.Parse(blocks(append([]string{"1 § A.", "Övergångsbestämmelser", number}, points...)...), statute.Options{SFS: number})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRepealsInTransitionalProvisions(t *testing.T) {
	for _, test := range []struct {
		name   string
		points []string
		want   string
	}{
		{"by this act", []string{"1. Denna lag träder i kraft den 1 april 1994.", "2. Genom lagen upphävs lagen (1956:618) om x."}, "1956:618 1994-04-01;"},
		{"two acts", []string{"Lagen träder i kraft den 1 juli 1990, då lagen (1950:1) om x och förordningen (1951:2) om y ska upphöra att gälla."}, "1950:1 1990-07-01;1951:2 1990-07-01;"},
		{"a list", []string{"1. Lagen träder i kraft den 1 april 1994.", "2. Genom lagen upphävs", "a) lagen (1956:618) om x,", "b) ordningsstadgan (1956:617)."}, "1956:618 1994-04-01;1956:617 1994-04-01;"},
		{"a number in the title of the act", []string{"1. Genom lagen upphävs lagen (1973:1) om ändring i lagen (1960:2)."}, "1973:1 ;"},
		{"only a provision", []string{"1. Genom lagen upphävs 3 § lagen (1973:1)."}, "1973:1  partial;"},
		{"on the Government's day", []string{"1. Lagen träder i kraft den dag regeringen bestämmer.", "2. Genom lagen upphävs lagen (1973:1)."}, "1973:1 den dag regeringen bestämmer;"},
		{"a date in the title of the act is not the day", []string{"1. Genom lagen upphävs kungörelsen (1967:724) om avtalet den 24 december 1936."}, "1967:724 ;"},
		{"two days are none", []string{"1. Lagen träder i kraft den 1 juli 2006 i fråga om 5 § och i övrigt den 1 oktober 2006 då lagen (1994:95) upphör att gälla."}, "1994:95 ;"},
		{"still applies", []string{"1. Lagen (1973:1) gäller fortfarande för äldre mål."}, ""},
		{"the repealed act is only mentioned", []string{"1. Bestämmelserna i den upphävda lagen (1973:1) gäller."}, ""},
		{"the act itself ends", []string{"1. Lagen upphör att gälla den 1 juli 2030."}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			for _, r := range act(t, "1993:1617", test.points...).Repeals() {
				got += r.Target + " " + r.From.String()
				if r.Partial {
					got += " partial"
				}
				got += ";"
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestARegisterKnowsRepealsByOtherActs(t *testing.T) {
	old := act(t, "1956:618")
	r := statute.NewRegister(old, act(t, "1993:1617", "1. Denna lag träder i kraft den 1 april 1994.", "2. Genom lagen upphävs lagen (1956:618) om x."))
	for day, want := range map[date.Date]statute.State{date.Must(1994, 3, 31): statute.InForce, date.Must(1994, 4, 1): statute.Ceased} {
		got, repeals, err := r.State("1956:618", day)
		if err != nil || got != want || len(repeals) != 1 || repeals[0].Act != "1993:1617" {
			t.Errorf("%s: %s, %v, %v", day, got, repeals, err)
		}
	}
	if state, _, _ := r.State("2001:1", date.Must(2020, 1, 1)); state != statute.Undecided {
		t.Error("an act that nobody knows is", state)
	}
}

func TestRepealsInARingAreAnError(t *testing.T) {
	r := statute.NewRegister(
		act(t, "2001:1", "1. Genom lagen upphävs lagen (2001:2)."),
		act(t, "2001:2", "1. Genom lagen upphävs lagen (2001:3)."),
		act(t, "2001:3", "1. Genom lagen upphävs lagen (2001:1)."),
		act(t, "2001:4", "1. Genom lagen upphävs lagen (2001:5)."),
	)
	_, _, err := r.State("2001:2", date.Must(2020, 1, 1))
	var cycle *statute.CycleError
	if !errors.As(err, &cycle) || len(cycle.Repeals) != 3 || !strings.Contains(err.Error(), "2001:1 repeals 2001:2 (7:1)") {
		t.Error(err)
	}
	if _, _, err := r.State("2001:5", date.Must(2020, 1, 1)); err != nil {
		t.Error(err)
	}
}
