package feel_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/feel"
)

func TestValuesComeOutAsTheyWentIn(t *testing.T) {
	if b, ok := feel.Bool(true).AsBool(); !b || !ok {
		t.Error("boolean")
	}
	if s, ok := feel.String("åäö").AsString(); s != "åäö" || !ok {
		t.Error("string")
	}
	if s, ok := feel.String("").AsString(); s != "" || !ok {
		t.Error("empty string")
	}
	if d, ok := feel.Date(date.Must(-44, 3, 15)).AsDate(); d != date.Must(-44, 3, 15) || !ok {
		t.Error("date")
	}
	if n, ok := feel.Int(-5).AsInt64(); n != -5 || !ok {
		t.Error("number")
	}
	if items, ok := feel.Strings("a", "b").AsList(); len(items) != 2 || !ok {
		t.Error("list")
	}
	r := feel.NewRange(feel.Range{Low: feel.Int(1), High: feel.Int(2), LowIncluded: true})
	if got, ok := r.AsRange(); !ok || !got.LowIncluded || r.String() != "[1..2)" {
		t.Error("range")
	}
	c, ok := feel.NewContext(feel.Entry{Name: "a", Value: feel.Int(1)}).AsContext()
	if !ok || c.Len() != 1 || c.At(0).Name != "a" {
		t.Error("context")
	}
}

func TestTheWrongKindComesOutAsNothing(t *testing.T) {
	for _, v := range []feel.Value{feel.Null, feel.List(), feel.NewContext(), feel.Months(1), feel.Duration(time.Second)} {
		_, isBool := v.AsBool()
		_, isString := v.AsString()
		_, isDate := v.AsDate()
		_, isInt := v.AsInt64()
		_, isRange := v.AsRange()
		_, isTime := v.AsTime(nil)
		if isBool || isString || isDate || isInt || isRange || isTime || v.NumberText() != "" || v.IsTrue() || v.IsFalse() {
			t.Errorf("%s passes for another kind", v.Kind())
		}
	}
	if !feel.Date(date.Date{}).IsNull() || !feel.Scaled(1, 5000).IsNull() {
		t.Error("no date, or no number, is not null")
	}
}

func TestKindsHaveFEELNames(t *testing.T) {
	for v, want := range map[string]string{
		"null": "null", "1": "number", `@"P1M"`: "years and months duration", `@"P1D"`: "days and time duration",
		`@"2026-01-01T00:00:00"`: "date and time", "[1..2]": "range", "abs": "function", "{}": "context",
	} {
		if got := evalIn(t, scope(t), v, nil).Value.Kind().String(); got != want {
			t.Errorf("%s is a %s, want %s", v, got, want)
		}
	}
	if feel.Kind(99).String() != "unknown kind" {
		t.Error("a kind that does not exist has a name")
	}
}

func TestContextsKeepTheirOrderAndLastValues(t *testing.T) {
	var entries []feel.Entry
	for i := range 30 {
		entries = append(entries, feel.Entry{Name: fmt.Sprintf("n%02d", 29-i), Value: feel.Int(int64(i))})
	}
	entries = append(entries, feel.Entry{Name: "n15", Value: feel.String("last")})
	c, _ := feel.NewContext(entries...).AsContext()
	if c.Len() != 30 || c.At(0).Name != "n29" || c.At(14).Value.String() != `"last"` {
		t.Errorf("the context holds %d entries, first %s", c.Len(), c.At(0).Name)
	}
	for i := range 30 {
		if _, ok := c.Get(fmt.Sprintf("n%02d", i)); !ok {
			t.Errorf("n%02d is missing", i)
		}
	}
	if _, ok := c.Get("n30"); ok {
		t.Error("an entry was found that is not there")
	}
}

func TestInstantsBecomeDatesAndTimes(t *testing.T) {
	instant := time.Date(2026, 7, 1, 12, 30, 15, 500_000_000, time.FixedZone("", 2*3600))
	v := feel.DateTime(instant)
	if v.String() != `@"2026-07-01T12:30:15.5+02:00"` {
		t.Errorf("got %s", v)
	}
	back, ok := v.AsTime(nil)
	if !ok || !back.Equal(instant) {
		t.Errorf("came back as %v", back)
	}
	local := evalIn(t, scope(t), `@"2026-07-01T12:00:00"`, nil).Value
	if got, _ := local.AsTime(time.FixedZone("", 3600)); !got.Equal(time.Date(2026, 7, 1, 11, 0, 0, 0, time.UTC)) {
		t.Errorf("a local time came out as %v", got)
	}
	named := evalIn(t, scope(t), `@"2026-07-01T12:00:00@Europe/Stockholm"`, nil).Value
	if got, _ := named.AsTime(nil); !got.Equal(time.Date(2026, 7, 1, 10, 0, 0, 0, time.UTC)) {
		t.Errorf("a time in a named zone came out as %v", got)
	}
	far := evalIn(t, scope(t), `@"999999999-01-01T00:00:00Z"`, nil).Value
	if _, ok := far.AsTime(nil); ok {
		t.Error("a year beyond package time came out")
	}
}

func TestDurationsTakeGoDurations(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: `@"PT0S"`, 90 * time.Minute: `@"PT1H30M"`, -time.Millisecond: `@"-PT0.001S"`, 49 * time.Hour: `@"P2DT1H"`, -1: `@"-PT0.000000001S"`,
	} {
		if got := feel.Duration(d).String(); got != want {
			t.Errorf("%v = %s, want %s", d, got, want)
		}
	}
}

func TestJSONIsExactAndOrdered(t *testing.T) {
	for text, want := range map[string]string{
		`{"b":1,"a":[true,null,"x"]}`:    `{b: 1, a: [true, null, "x"]}`,
		`0.1`:                            "0.1",
		`12345678901234567890.123456789`: "12345678901234567890.123456789",
		`1e3`:                            "1000",
		` "å\u00e4" `:                    `"åä"`,
		`{"two words":1,"if":2,"a:b":3}`: `{two words: 1, "if": 2, "a:b": 3}`,
		`[]`:                             "[]",
		`{}`:                             "{}",
		`"2026-01-01"`:                   `"2026-01-01"`,
	} {
		v, err := feel.FromJSON([]byte(text))
		if err != nil || v.String() != want {
			t.Errorf("%s = %s, %v; want %s", text, v, err, want)
		}
	}
}

func TestJSONSaysWhatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "ends too early",
		"[1":                        "ends too early",
		"{\"a\"":                    "ends too early",
		"1 2":                       "more text follows",
		"[1,]":                      "at byte",
		"nope":                      "at byte",
		"1e99999":                   "beyond decimal128",
		`{"a":1,"a":2}`:             "comes twice",
		"\"\xff\"":                  "UTF-8",
		strings.Repeat("[", 10_000): "200 levels",
	} {
		if _, err := feel.FromJSON([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q gives %v, want %q", text, err, want)
		}
	}
}

func TestJSONWritesWhatHasAForm(t *testing.T) {
	v := evalIn(t, scope(t), `{d: @"2026-01-01", p: @"P1Y", r: [1..2), n: 1.50, s: "<å>"}`, nil).Value
	text, err := json.Marshal(map[string]feel.Value{"v": v})
	if err != nil || !strings.Contains(string(text), `"d":"2026-01-01","p":"P1Y","r":"[1..2)","n":1.5`) {
		t.Errorf("%s, %v", text, err)
	}
	if _, err := feel.ToJSON(evalIn(t, scope(t), "[abs]", nil).Value); err == nil {
		t.Error("a function was written as JSON")
	}
	if _, err := feel.ToJSON(evalIn(t, scope(t), "for i in 1..60 return [partial, partial]", nil).Value); err == nil {
		t.Error("an enormous value was written as JSON")
	}
	var back struct{ V feel.Value }
	if err := json.Unmarshal([]byte(`{"V":[0.1]}`), &back); err != nil || back.V.String() != "[0.1]" {
		t.Errorf("%s, %v", back.V, err)
	}
}

func TestEqualNeedsSameKindAndContent(t *testing.T) {
	same := []string{"null", "1", "1.5", `"a"`, "true", "[1, [2]]", "{a: {b: 1}}", "[1..2]", `@"P1D"`, `@"2026-01-01"`, `@"10:00:00"`}
	for i, a := range same {
		for j, b := range same {
			got := evalIn(t, scope(t), a, nil).Value.Equal(evalIn(t, scope(t), b, nil).Value)
			if got != (i == j) {
				t.Errorf("%s equal to %s: %t", a, b, got)
			}
		}
	}
}

func TestTypesPrintAsFEEL(t *testing.T) {
	for want, typ := range map[string]feel.Type{
		"Any":                               feel.Any,
		"Null":                              feel.NullType,
		"list<string>":                      feel.ListOf(feel.StringType),
		"range<date>":                       feel.RangeOf(feel.DateType),
		"context":                           feel.ContextOf(),
		"context<a: number, b: list<Any>>":  feel.ContextOf(feel.Field{Name: "a", Type: feel.NumberType}, feel.Field{Name: "b", Type: feel.ListOf(feel.Any)}),
		"function<number, time> -> boolean": feel.FunctionOf(feel.BooleanType, feel.NumberType, feel.TimeType),
		"function<> -> date and time":       feel.FunctionOf(feel.DateTimeType),
	} {
		if typ.String() != want {
			t.Errorf("got %s, want %s", typ, want)
		}
	}
}
