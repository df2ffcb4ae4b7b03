package statute_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/statute"
)

var twoWordings = blocks(
	"1 § Alltid.",
	"4 § /Upphör att gälla U:2024-07-01/\nGammal.",
	"4 § /Träder i kraft I:2024-07-01/\nNy. Lag (2024:5).",
	"5 § /Träder i kraft I:den dag regeringen bestämmer/\nSenare.",
)

func textOf(u *statute.Unit) string {
	if u == nil {
		return ""
	}
	return u.FullText()
}

func TestTheWordingIsChosenByDate(t *testing.T) {
	s := parse(t, twoWordings)
	if len(s.Find("P4")) != 2 || len(s.Problems) != 0 {
		t.Fatal("both wordings are kept", s.Problems)
	}
	for day, want := range map[date.Date]string{
		date.Must(2024, 6, 30): "1 §\nAlltid.\n4 §\nGammal.",
		date.Must(2024, 7, 1):  "1 §\nAlltid.\n4 §\nNy. Lag (2024:5).",
		date.Must(2099, 1, 1):  "1 §\nAlltid.\n4 §\nNy. Lag (2024:5).",
	} {
		e := s.At(day)
		if got := textOf(e.Root); got != want {
			t.Errorf("%s: %q", day, got)
		}
		if len(e.Undecided) != 1 || e.Undecided[0].Path != "P5" {
			t.Errorf("%s: undecided %v", day, e.Undecided)
		}
	}
}

func TestExpressionsCoverAllTimeWithoutOverlap(t *testing.T) {
	all := parse(t, twoWordings).Expressions()
	if len(all) != 2 {
		t.Fatal(len(all))
	}
	change := date.Must(2024, 7, 1)
	if !all[0].From.IsZero() || all[0].Until != change || all[1].From != change || !all[1].Until.IsZero() {
		t.Error(all[0].From, all[0].Until, all[1].From, all[1].Until)
	}
	if one := parse(t, "1 § A.").Expressions(); len(one) != 1 {
		t.Error(len(one))
	}
}

func TestAMarkFirstInTheTextIsForTheWholeAct(t *testing.T) {
	s := parse(t, blocks("/Träder i kraft I:2024-07-01/\nInledande bestämmelser", "1 § A."))
	if s.Root.Validity.From.Date != date.Must(2024, 7, 1) || s.Root.Children[0].Kind != statute.Heading {
		t.Error(outline(s))
	}
	if got := textOf(s.At(date.Must(2024, 6, 1)).Root); got != "" {
		t.Error(got)
	}
}

func TestAMarkAloneIsForTheUnitThatFollows(t *testing.T) {
	s := parse(t, blocks("1 § A.", "/Rubriken upphör att gälla U:2025-01-01/", "Rubrik", "2 § B."))
	heading := s.Find("R1")[0]
	if heading.Text != "Rubrik" || heading.Validity.To.Date != date.Must(2025, 1, 1) {
		t.Error(outline(s))
	}
}

func TestEndsNameTheActThatRepeals(t *testing.T) {
	s := parse(t, blocks("3 kap. /Kapitlet upphör att gälla U:2018-05-25 genom lag (2018:221)./\nRättigheter", "1 § A."))
	if v := s.Find("K3")[0].Validity; v.By != "2018:221" || v.To.Date != date.Must(2018, 5, 25) {
		t.Error(v)
	}
}

func TestOrdinarySlashesAreText(t *testing.T) {
	s := parse(t, blocks("1 § Enligt direktiv 96/46/EG och prop. 2021/22 /se ovan/ gäller."))
	if got := s.Find("P1S1")[0].Text; got != "Enligt direktiv 96/46/EG och prop. 2021/22 /se ovan/ gäller." || len(s.Problems) > 0 {
		t.Error(got, s.Problems)
	}
}

const recordJSON = `{"beteckning":"2000:1","rubrik":"Lag (2000:1) om x","forfattningstypNamn":"Lag","organisation":{"namn":"Justitiedepartementet"},
"upphavdDateTime":"2030-01-01T00:00:00","ikraftDateTime":"2000-07-01T00:00:00","register":{"forarbeten":"Prop. 1999/2000:1"},
"fulltext":{"upphavdGenom":"SFS 2029:5","andringInford":"t.o.m. SFS 2020:9","utfardadDateTime":"0001-01-01T00:00:00","forfattningstext":"1 § A.\r\n\r\n2 § B.\r\n"},
"andringsforfattningar":[{"beteckning":"2020:9","anteckningar":"ändr. 2 §","ikraftDenDagenRegeringenBestammer":true}]}`

func TestParseRecord(t *testing.T) {
	s, err := statute.ParseRecord([]byte(recordJSON))
	if err != nil {
		t.Fatal(err)
	}
	want := statute.Work{
		SFS: "2000:1", Title: "Lag (2000:1) om x", Type: "Lag", Department: "Justitiedepartementet", Preparatory: "Prop. 1999/2000:1",
		ConsolidatedTo: "2020:9",
		Validity:       statute.Validity{From: statute.Moment{Date: date.Must(2000, 7, 1)}, To: statute.Moment{Date: date.Must(2030, 1, 1)}, By: "2029:5"},
		Amendments:     []statute.Amendment{{SFS: "2020:9", Scope: "ändr. 2 §", From: statute.Moment{Condition: "den dag regeringen bestämmer"}}},
	}
	if diff := cmp.Diff(want, s.Work, cmp.Comparer(func(a, b date.Date) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
	if len(s.Problems) != 1 || s.Problems[0].Code != statute.BadDate {
		t.Error("0001-01-01 is no date:", s.Problems)
	}
	if len(s.Find("P2")) != 1 {
		t.Error(outline(s))
	}
}

func TestAFutureRepealIsNoRepeal(t *testing.T) {
	s, err := statute.ParseRecord([]byte(recordJSON))
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[date.Date]statute.State{
		date.Must(2000, 6, 30):  statute.NotYet,
		date.Must(2026, 1, 1):   statute.InForce,
		date.Must(2029, 12, 31): statute.InForce,
		date.Must(2030, 1, 1):   statute.Ceased,
	} {
		if got := s.Work.StateAt(day); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
	notice := parse(t, blocks("Har upphävts genom lag (2024:945).", "1 § A."))
	if got := notice.Work.StateAt(date.Must(2026, 1, 1)); got != statute.Undecided || notice.Work.Validity.By != "2024:945" {
		t.Error("repealed on a day that the text does not tell:", got, notice.Work.Validity)
	}
}

func TestBadRecordsAreRefusedWithAPlace(t *testing.T) {
	for data, at := range map[string]string{"{\n\"beteckning\":": "2:14", `{"beteckning":5}`: "1:16", `{}`: "1:1", "[]": "1:2"} {
		_, err := statute.ParseRecord([]byte(data))
		var bad *statute.Error
		if !errors.As(err, &bad) || bad.At.String() != at {
			t.Errorf("%s: %v, want an error at %s", data, err, at)
		}
	}
}

func TestRecordsOfTheInterface(t *testing.T) {
	for _, s := range records(t) {
		checkEveryWord(t, s.Work.SFS, s)
		if s.Work.Title == "" || s.Work.Issued.IsZero() || len(s.Work.Amendments) == 0 {
			t.Errorf("%s: %+v", s.Work.SFS, s.Work)
		}
		if all := s.Expressions(); len(all) == 0 {
			t.Errorf("%s: no expressions", s.Work.SFS)
		}
	}
}
