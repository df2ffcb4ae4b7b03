package decide_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/decide"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/law"
)

func testdata(t testing.TB, name string) []byte {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return source
}

func TestAModelIsReadWithTheModelsThatItImports(t *testing.T) {
	main, rates := testdata(t, "fees.dmn"), testdata(t, "rates.dmn")
	m, err := decide.Read(main, decide.File{Source: rates})
	if err != nil || len(m.Problems) > 0 {
		t.Fatal(err, m.Problems)
	}
	if len(m.Imported) != 1 || m.Imported[0].Law.Model.ID != "rates" || len(m.Imported[0].Report.Tables) != 1 || m.In("urn:rates") != m.Imported[0] || m.In("") != m {
		t.Fatalf("imported %+v", m.Imported)
	}
	asked, err := m.Inputs("fee")
	if err != nil || len(asked) != 3 {
		t.Fatal(asked, err)
	}
	if own := asked[0]; own.Name != "applied on" || own.About.Label.SV != "Ansökan kom in" {
		t.Errorf("own input %+v", own)
	}
	if theirs := asked[2]; theirs.Name != "urn:rates#age" || theirs.Type != "number" || theirs.About.Label.SV != "Barnets ålder" || asked[1].About.Label.SV != "Din ålder" {
		t.Errorf("inputs %+v", asked)
	}
	got, err := library(t).EvaluateModel(t.Context(), m, "fee", inputs(t, map[string]any{"applied on": "2025-12-31", "age": 40, "urn:rates#age": 7}))
	if err != nil {
		t.Fatal(err)
	}
	if got.Answer.Outcome != law.Decided || got.Answer.Words.SV != "500" || len(got.Answer.Reasons) != 2 || got.Answer.Reasons[1].From == nil {
		t.Errorf("%+v", got.Answer)
	}
	if targets := m.Law.Targets(); !slices.Contains(targets, "sfs/2017:900#P44S1") {
		t.Errorf("targets %v", targets)
	}
}

func TestAnImportedModelOutOfForceLeavesTheMatterToAPerson(t *testing.T) {
	m, err := decide.Read(testdata(t, "fees.dmn"), decide.File{Source: testdata(t, "rates.dmn")})
	if err != nil {
		t.Fatal(err)
	}
	got, err := library(t).EvaluateModel(t.Context(), m, "fee", inputs(t, map[string]any{"applied on": "2026-01-01", "age": 40, "urn:rates#age": 7}))
	if err != nil {
		t.Fatal(err)
	}
	a := got.Answer
	if a.Outcome != law.Person || !slices.Equal(a.Causes, []law.Cause{law.ImportNotInForce}) || len(a.NotInForce) != 1 || a.NotInForce[0].To != date.Must(2025, 12, 31) || !a.Value.IsNull() {
		t.Errorf("%+v", a)
	}
}

func TestImportsThatCannotBeFoundAreRefused(t *testing.T) {
	main, rates := testdata(t, "fees.dmn"), testdata(t, "rates.dmn")
	other := []byte(strings.ReplaceAll(string(rates), "urn:rates", "urn:other"))
	for name, tc := range map[string]struct {
		beside []decide.File
		words  string
	}{
		"nothing is sent":       {nil, "no file has that namespace"},
		"another model is sent": {[]decide.File{{Source: other}}, "no file has that namespace"},
		"two of the same":       {[]decide.File{{Name: "a.dmn", Source: rates}, {Name: "b.dmn", Source: rates}}, "2 files have that namespace"},
		"a file that is none":   {[]decide.File{{Name: "notes.txt", Source: []byte("hello")}}, `"notes.txt" cannot be read`},
		"one without a name":    {[]decide.File{{Source: rates}, {Source: []byte("<x/>")}}, "number 2 cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := decide.Read(main, tc.beside...)
			if !fault.Is(err, fault.Invalid) {
				t.Fatal(err)
			}
			fields := fault.As(err).Fields
			if len(fields) == 0 || !strings.Contains(fields[0].Args["text"].(string), tc.words) {
				t.Errorf("%+v", fields)
			}
		})
	}
	if _, err := decide.Read(main, decide.File{Source: make([]byte, decide.MaxSource)}); !fault.Is(err, fault.TooLarge) {
		t.Error(err)
	}
}

func TestTheLocationTellsTwoFilesWithANamespaceApart(t *testing.T) {
	rates := testdata(t, "rates.dmn")
	later := []byte(strings.Replace(string(rates), ">0.5<", ">0.25<", 1))
	for name, want := range map[string]string{"old.dmn": "500", "new.dmn": "250"} {
		main := strings.Replace(string(testdata(t, "fees.dmn")), `namespace="urn:rates"`, `namespace="urn:rates" locationURI="models/`+name+`"`, 1)
		m, err := decide.Read([]byte(main), decide.File{Name: "old.dmn", Source: rates}, decide.File{Name: "new.dmn", Source: later})
		if err != nil {
			t.Fatal(err)
		}
		got, err := library(t).EvaluateModel(t.Context(), m, "fee", inputs(t, map[string]any{"applied on": "2025-05-01", "age": 40, "urn:rates#age": 7}))
		if err != nil || got.Answer.Words.SV != want {
			t.Errorf("%s: %+v %v", name, got.Answer, err)
		}
	}
}

func TestModelsOfALibraryMayImportEachOther(t *testing.T) {
	list := func() ([]content.DecisionModels, error) {
		var all []content.DecisionModels
		for _, name := range []string{"fees.dmn", "rates.dmn"} {
			source := testdata(t, name)
			d, err := dmn.Read(source, dmn.FileLimits{})
			if err != nil {
				return nil, err
			}
			id := strings.TrimSuffix(name, ".dmn")
			one, err := law.NewVersions([]content.DecisionModel{{File: "decisions/" + name, Source: source, Definitions: d, Law: law.Law{Model: law.Model{ID: id, Version: "1"}}}}, func(m content.DecisionModel) law.Model { return m.Law.Model })
			if err != nil {
				return nil, err
			}
			all = append(all, one)
		}
		return all, nil
	}
	l := decide.NewLibrary(list, clock.NewManual(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)))
	ask := func(day string) law.Answer {
		got, err := l.Evaluate(t.Context(), "fees", "fee", inputs(t, map[string]any{"applied on": day, "age": 40, "urn:rates#age": 7}))
		if err != nil {
			t.Fatal(err)
		}
		return got.Answer
	}
	if a := ask("2025-01-02"); a.Outcome != law.Decided || a.Words.SV != "500" {
		t.Errorf("%+v", a)
	}
	if a := ask("2026-01-02"); !slices.Equal(a.Causes, []law.Cause{law.ImportNotInForce}) {
		t.Errorf("%+v", a)
	}
	if a := ask("2019-12-31"); !slices.Equal(a.Causes, []law.Cause{law.NoVersion}) {
		t.Errorf("%+v", a)
	}
}

func TestTheRelevantDay(t *testing.T) {
	today := date.Must(2026, 11, 22)
	named := law.Law{Model: law.Model{RelevantDate: "day"}}
	for name, tc := range map[string]struct {
		l      law.Law
		inputs map[string]any
		want   date.Date
	}{
		"none is named":     {law.Law{}, map[string]any{"day": "2020-01-01"}, today},
		"it is given":       {named, map[string]any{"day": "2020-01-01"}, date.Must(2020, 1, 1)},
		"it is not given":   {named, map[string]any{}, date.Date{}},
		"it is no date":     {named, map[string]any{"day": "tomorrow"}, date.Date{}},
		"it is a number":    {named, map[string]any{"day": 20200101}, date.Date{}},
		"a day that is not": {named, map[string]any{"day": "2020-02-30"}, date.Date{}},
	} {
		if got := decide.RelevantDay(tc.l, inputs(t, tc.inputs), today); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}

func TestTheRelevantDateIsMadeADateOnlyWhereItIsOne(t *testing.T) {
	m, err := decide.Read([]byte(`<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" xmlns:t="https://tillit.se/ns/dmn/1" namespace="urn:d" name="d">
<extensionElements><t:model id="d" version="1" relevantDate="day"/></extensionElements>
<inputData id="i" name="day"><variable name="day" typeRef="date"/></inputData>
<decision id="a" name="age"><variable name="age"/><informationRequirement><requiredInput href="#i"/></informationRequirement>
<literalExpression><text>if day &lt; date("2020-01-01") then "old" else "new"</text></literalExpression></decision></definitions>`))
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]string{"2020-02-29": "new", "2019-12-31": "old", "2021-02-29": "", "soon": "", "": "", "0000-00-00": ""} {
		values := map[string]any{"day": day}
		if day == "" {
			values["day"] = nil
		}
		got, err := library(t).EvaluateModel(t.Context(), m, "age", inputs(t, values))
		if err != nil {
			t.Fatal(err)
		}
		if got.Answer.Words.SV != want || (got.Answer.Outcome == law.Decided) != (want != "") {
			t.Errorf("%q: %s %v %v; %v", day, got.Answer.Outcome, got.Answer.Words, got.Answer.Causes, got.Diagnostics)
		}
	}
}
