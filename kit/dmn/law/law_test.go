package law_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/dmn/document"
	"github.com/tillit-se/tillit/kit/dmn/law"
	"github.com/tillit-se/tillit/kit/feel"
)

func open(t testing.TB, name string) *document.Document {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := document.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestLawIsRead(t *testing.T) {
	got, problems := law.Check(open(t, "fee.dmn"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := law.Model{
		ID: "fee", Version: "2", Title: law.Text{SV: "Avgift", EN: "Fee"}, Description: law.Text{SV: "Vad det kostar.", EN: "What it costs."},
		Review: law.Text{SV: "Ingen jurist har granskat modellen.", EN: "No lawyer has reviewed the model."}, AppliesFrom: date.Must(2026, 1, 1), RelevantDate: "applied on", Sources: []string{"sfs/2017:900"},
	}
	if diff := cmp.Diff(want, got.Model, cmp.Comparer(func(a, b date.Date) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
	rule := got.Rules[law.RuleKey{Element: "fee", Rule: 1}]
	if rule.Outcome != law.Decided || len(rule.Provisions) != 1 || rule.Reason.EN != "With an income of {income|kr} the fee is {fee|kr}." {
		t.Errorf("got %+v", rule)
	}
}

func TestWritingWhatWasReadChangesNoByte(t *testing.T) {
	doc := open(t, "fee.dmn")
	read, _ := law.Read(doc)
	written, err := law.Write(doc, read)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(doc.Bytes(), written.Bytes()) {
		t.Errorf("got\n%s", written.Bytes())
	}
}

func TestLawIsWrittenIntoAnotherEditorsFile(t *testing.T) {
	with, _ := law.Read(open(t, "fee.dmn"))
	foreign := open(t, "foreign.dmn")
	written, err := law.Write(foreign, with)
	if err != nil {
		t.Fatal(err)
	}
	got, problems := law.Check(written)
	if len(problems) > 0 {
		t.Errorf("problems %v in\n%s", problems, written.Text())
	}
	if diff := cmp.Diff(with, got, cmp.Comparer(func(a, b date.Date) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
	if n := strings.Count(written.Text(), law.Space); n != 1 {
		t.Errorf("the namespace is declared %d times", n)
	}
	bare, err := law.Write(written, law.Law{})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Replace(bare.Text(), ` xmlns:tillit="`+law.Space+`"`, "", 1); got != foreign.Text() {
		t.Errorf("taking the law away leaves\n%s", got)
	}
}

func TestAnyTextIsReadAsItWasWritten(t *testing.T) {
	doc := open(t, "foreign.dmn")
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[^\s\x00-\x1F\x{FFFE}\x{FFFF}]{1,12}( [^\s\x00-\x1F\x{FFFE}\x{FFFF}]{1,12}){0,3}`)
		text := func(name string) law.Text { return law.Text{SV: word.Draw(t, name), EN: word.Draw(t, name)} }
		want := law.Law{
			Model:     law.Model{ID: "m", Version: word.Draw(t, "version"), Title: text("title"), Sources: []string{word.Draw(t, "source")}},
			Inputs:    map[string]law.Input{"income": {Label: text("label"), Options: []law.Option{{Value: word.Draw(t, "value"), Label: text("option")}}}},
			Decisions: map[string]law.Decision{"fee": {Label: text("label"), Reason: text("reason"), Outcome: law.Person}},
			Rules:     map[law.RuleKey]law.Rule{{Element: "fee", Rule: 1}: {Outcome: law.Decided, Reason: text("reason"), Provisions: []string{word.Draw(t, "target")}}},
		}
		written, err := law.Write(doc, want)
		if err != nil {
			t.Skip("no XML text")
		}
		got, problems := law.Read(written)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b date.Date) bool { return a == b })); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestProblems(t *testing.T) {
	source := open(t, "fee.dmn").Text()
	for name, tc := range map[string]struct{ old, put, want string }{
		"a placeholder of nothing":   {"{income|kr} the", "{salary|kr} the", "the placeholder {salary} names no input and no output"},
		"a brace without end":        {"{income|kr} the", "{income the", "a { has no }"},
		"one language":               {`<tillit:title xml:lang="en">Fee</tillit:title>`, "", "the title is missing in English"},
		"no language":                {`<tillit:title xml:lang="en">`, `<tillit:title>`, `<title> needs xml:lang`},
		"a day that is none":         {`appliesFrom="2026-01-01"`, `appliesFrom="2026-02-30"`, "appliesFrom: "},
		"time that ends too early":   {`appliesFrom="2026-01-01"`, `appliesFrom="2026-01-01" appliesTo="2025-01-01"`, "before it applies from"},
		"a date that is no input":    {`relevantDate="applied on"`, `relevantDate="income"`, `the relevant date "income" must name an input of type date`},
		"a provision that is none":   {`target="sfs/2017:900#P5"`, `target="5 § FL"`, `"5 § FL" is no target`},
		"an outcome that is none":    {`outcome="person"`, `outcome="maybe"`, `the outcome "maybe" is neither decided nor person`},
		"a rule without a provision": {`<tillit:provision target="sfs/2017:900#P5"/>`, "", "a rule that decides names the provisions"},
		"a bad id":                   {`id="fee" version`, `id="Fee!" version`, `the id "Fee!"`},
		"no version":                 {` version="2"`, ``, "the version is missing"},
		"two labels for a value":     {`value="south"`, `value="north"`, `the value "north" has two labels`},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(source, tc.old, tc.put, 1)
			if text == source {
				t.Fatal("the test changes nothing")
			}
			doc, err := document.Parse([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			_, problems := law.Check(doc)
			var told []string
			for _, p := range problems {
				told = append(told, p.Error())
				if p.Line < 2 {
					t.Errorf("no place: %v", p)
				}
			}
			if !strings.Contains(strings.Join(told, "\n"), tc.want) {
				t.Errorf("got %q, want %q", told, tc.want)
			}
		})
	}
}

func TestAFileWithoutLawHasNoProblems(t *testing.T) {
	got, problems := law.Check(open(t, "foreign.dmn"))
	if !got.IsZero() || len(problems) > 0 {
		t.Errorf("got %v, %v", got, problems)
	}
}

func TestAnOutcomeThatIsNotUnderstoodIsForAPerson(t *testing.T) {
	text := strings.Replace(open(t, "fee.dmn").Text(), `outcome="decided"`, `outcome="approved"`, 1)
	doc, err := document.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	got, _ := law.Read(doc)
	if rule := got.Rules[law.RuleKey{Element: "fee"}]; rule.Outcome != law.Person {
		t.Errorf("got %q", rule.Outcome)
	}
}

func TestWords(t *testing.T) {
	number := func(s string) feel.Value { v, _ := feel.Number(s); return v }
	options := []law.Option{{Value: "north", Label: law.Text{SV: "norr", EN: "the north"}}}
	for _, tc := range []struct {
		value  feel.Value
		sv, en string
	}{
		{feel.Date(date.Must(2026, 5, 4)), "4 maj 2026", "4 May 2026"},
		{number("1234567.5"), "1\u00A0234\u00A0567,5", "1,234,567.5"},
		{number("-250"), "−250", "−250"},
		{number("1000"), "1\u00A0000", "1,000"},
		{feel.Bool(true), "ja", "yes"},
		{feel.Bool(false), "nej", "no"},
		{feel.Null, "uppgift saknas", "not known"},
		{feel.String("north"), "norr", "the north"},
		{feel.String("west"), "west", "west"},
		{feel.Strings("north", "a", "b"), "norr, a och b", "the north, a and b"},
		{feel.List(), "inget", "none"},
	} {
		if sv, en := law.Words(tc.value, "sv", options), law.Words(tc.value, "en", options); sv != tc.sv || en != tc.en {
			t.Errorf("%v: got %q and %q", tc.value, sv, en)
		}
	}
}

func models(periods ...string) []law.Model {
	var list []law.Model
	for i, p := range periods {
		from, to, _ := strings.Cut(p, "/")
		m := law.Model{ID: "m", Version: string(rune('1' + i))}
		m.AppliesFrom, _ = date.Parse(from)
		m.AppliesTo, _ = date.Parse(to)
		list = append(list, m)
	}
	return list
}

func self(m law.Model) law.Model { return m }

func TestTheVersionInForceOnTheDayIsTaken(t *testing.T) {
	v, err := law.NewVersions(models("2024-01-01/", "2018-07-01/2022-06-30", "2023-01-01/2023-12-31"), self)
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]string{
		"2018-06-30": "", "2018-07-01": "2", "2022-06-30": "2", "2022-07-01": "", "2023-06-01": "3", "2024-01-01": "1", "2999-01-01": "1", "": "",
	} {
		d, _ := date.Parse(day)
		if got, _ := v.On(d); got.Version != want {
			t.Errorf("%s: version %q, want %q", day, got.Version, want)
		}
	}
	if gaps := v.Gaps(); len(gaps) != 1 || gaps[0][0] != date.Must(2022, 7, 1) || gaps[0][1] != date.Must(2022, 12, 31) {
		t.Errorf("gaps %v", gaps)
	}
}

func TestVersionsThatDoNotFitTogetherAreRefused(t *testing.T) {
	other := models("2020-01-01/2020-12-31", "2021-01-01/")
	other[1].ID = "n"
	twice := models("2020-01-01/2020-12-31", "2021-01-01/")
	twice[1].Version = "1"
	for want, list := range map[string][]law.Model{
		"overlap":           models("2020-01-01/2021-06-30", "2021-01-01/"),
		"has no last day":   models("2020-01-01/", "2021-01-01/"),
		"another model":     other,
		"is there twice":    twice,
		"m: versions 1 and": models("/2021-06-30", "/2022-01-01"),
	} {
		if _, err := law.NewVersions(list, self); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"fee.dmn", "foreign.dmn"} {
		f.Add(open(f, name).Bytes())
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := document.Parse(data)
		if err != nil {
			return
		}
		read, _ := law.Check(doc)
		written, err := law.Write(doc, read)
		if err == nil && !read.IsZero() && len(written.Bytes()) < len(data) {
			t.Fatalf("writing what was read took something away")
		}
	})
}
