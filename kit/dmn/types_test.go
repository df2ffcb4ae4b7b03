package dmn_test

import (
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

const someTypes = `
<itemDefinition name="tGrade"><typeRef>string</typeRef><allowedValues><text>"A", "B"</text></allowedValues></itemDefinition>
<itemDefinition name="tGrades" isCollection="true"><typeRef>tGrade</typeRef></itemDefinition>
<itemDefinition name="tPair" isCollection="true"><typeRef>number</typeRef><typeConstraint><text>count(?) = 2</text></typeConstraint></itemDefinition>
<itemDefinition name="tSmall" isCollection="true"><typeRef>number</typeRef><allowedValues><text>&lt; 10</text></allowedValues></itemDefinition>
<itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef></itemComponent>
 <itemComponent name="born"><typeRef>date</typeRef></itemComponent>
 <itemComponent name="grade"><typeRef>tGrade</typeRef></itemComponent></itemDefinition>
<itemDefinition name="tTree"><itemComponent name="leaf"><typeRef>number</typeRef></itemComponent>
 <itemComponent name="below" isCollection="true"><typeRef>tTree</typeRef></itemComponent></itemDefinition>
<itemDefinition name="tTwoWords"><itemComponent name="first word"><typeRef>string</typeRef></itemComponent></itemDefinition>
<itemDefinition name="tFunction"><functionItem outputTypeRef="number"><parameters name="x" typeRef="number"/></functionItem></itemDefinition>`

func TestResultsFitTheirTypeOrAreNull(t *testing.T) {
	tests := map[string]struct{ typ, logic, want string }{
		"number":                     {"number", `1`, `1`},
		"text for a number":          {"number", `"1"`, `null`},
		"null fits everything":       {"tPerson", `null`, `null`},
		"a list of one":              {"number", `[1]`, `1`},
		"a list of two":              {"number", `[1, 2]`, `null`},
		"a list of one wrong":        {"number", `["a"]`, `null`},
		"one for a list":             {"tSmall", `5`, `[5]`},
		"one wrong for a list":       {"tSmall", `50`, `null`},
		"a date for date and time":   {"date and time", `date("2026-01-02")`, `@"2026-01-02T00:00:00Z"`},
		"a prefix":                   {"feel:string", `"a"`, `"a"`},
		"a type with parameters":     {"list&lt;number&gt;", `[1, "a"]`, `null`},
		"any":                        {"Any", `[1, "a"]`, `[1, "a"]`},
		"allowed":                    {"tGrade", `"A"`, `"A"`},
		"not allowed":                {"tGrade", `"C"`, `null`},
		"list of allowed":            {"tGrades", `["A", "B", "A"]`, `["A", "B", "A"]`},
		"list with one not allowed":  {"tGrades", `["A", "C"]`, `null`},
		"allowed values of items":    {"tSmall", `[1, 9]`, `[1, 9]`},
		"an item too large":          {"tSmall", `[1, 10]`, `null`},
		"constraint on the whole":    {"tPair", `[1, 2]`, `[1, 2]`},
		"constraint broken":          {"tPair", `[1, 2, 3]`, `null`},
		"context":                    {"tPerson", `{name: "x", born: @"2000-01-01", grade: "B"}`, `{name: "x", born: @"2000-01-01", grade: "B"}`},
		"context with more":          {"tPerson", `{name: "x", born: null, grade: "B", k: 1}`, `{name: "x", born: null, grade: "B", k: 1}`},
		"context with less":          {"tPerson", `{name: "x", grade: "B"}`, `null`},
		"context with a wrong entry": {"tPerson", `{name: "x", born: null, grade: "C"}`, `null`},
		"a tree":                     {"tTree", `{leaf: 1, below: [{leaf: 2, below: []}]}`, `{leaf: 1, below: [{leaf: 2, below: []}]}`},
		"a tree with a wrong leaf":   {"tTree", `{leaf: 1, below: [{leaf: "x", below: []}]}`, `null`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			source := model(someTypes + `<decision id="d" name="d"><variable name="d" typeRef="` + test.typ + `"/>` + literal(test.logic) + `</decision>`)
			got := evaluate(t, load(t, source), "d", "")
			want(t, got, test.want)
			if wrong := test.want == "null" && test.logic != "null"; wrong != hasCode(got, dmn.CodeType) {
				t.Errorf("diagnostics: %v", got.Diagnostics)
			}
		})
	}
}

func TestInputsFitTheirTypeOrAreNull(t *testing.T) {
	m := load(t, model(someTypes+decision("d", "", literal("x"), "x:tGrade")))
	want(t, evaluate(t, m, "d", `{x: "A"}`), `"A"`)
	got := evaluate(t, m, "d", `{x: "Z"}`)
	want(t, got, `null`)
	if !hasCode(got, dmn.CodeType) || got.Diagnostics[0].Element != `input "x"` {
		t.Errorf("diagnostics: %v", got.Diagnostics)
	}
}

func TestEntriesWithSpacesAreKnownFromTheType(t *testing.T) {
	m := load(t, model(someTypes+decision("d", "", literal("x.first word + y[1].first word"), "x:tTwoWords", "y:")))
	want(t, evaluate(t, m, "d", `{x: {"first word": "a"}, y: [{"first word": "b"}]}`), `"ab"`)
}

func TestFunctionsFitFunctionTypes(t *testing.T) {
	m := load(t, model(someTypes+knowledge("use", literal("f(2)"), "f:tFunction")+
		plain("d", needs("knowledge", "#use-id"), in("list", literal("use(function(x: number) x + 1)")+literal("use(abs)")+
			literal("use(function(x, y) x)")+literal(`use("text")`)))))
	want(t, evaluate(t, m, "d", ""), `[3, 2, null, null]`)
}

func TestJSONIsReadByTheInputsTypes(t *testing.T) {
	m := load(t, model(someTypes+decision("d", "", literal("x.born.year + p[1].born.year + sum(for t in ts return t.hour) + len.days"),
		"x:tPerson", "p:tPeople", "ts:tTimes", "len:days and time duration")+
		`<itemDefinition name="tPeople" isCollection="true"><typeRef>tPerson</typeRef></itemDefinition>`+
		`<itemDefinition name="tTimes" isCollection="true"><typeRef>time</typeRef></itemDefinition>`))
	inputs, err := feel.FromJSON([]byte(`{"x": {"name": "a", "born": "2000-01-01", "grade": "A"},
		"p": [{"name": "b", "born": "0100-12-31", "grade": null}], "ts": ["10:00:00", "03:30:00Z"], "len": "P5D"}`))
	if err != nil {
		t.Fatal(err)
	}
	target, err := m.Target("d")
	if err != nil {
		t.Fatal(err)
	}
	got, err := target.EvaluateContext(t.Context(), inputs, dmn.Env{})
	if err != nil {
		t.Fatal(err)
	}
	want(t, got, `2118`)
}

func TestTextThatIsNoDateIsExplained(t *testing.T) {
	m := load(t, model(decision("d", "", literal("x"), "x:date")))
	for _, text := range []string{"2026-02-30", "NaN", "tomorrow", "+999999999-01-01T00:00:00", "10:00:00", ""} {
		inputs := feel.NewContext(feel.Entry{Name: "x", Value: feel.String(text)})
		target, _ := m.Target("d")
		got, err := target.EvaluateContext(t.Context(), inputs, dmn.Env{})
		if err != nil || !got.Value.IsNull() || !got.Failed() {
			t.Errorf("%q gives %v, %v", text, got, err)
		}
	}
}
