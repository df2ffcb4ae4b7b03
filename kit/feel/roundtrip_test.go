package feel_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/feel"
)

// anyValue draws a value of any kind but function, nested up to a depth.
func anyValue(t *rapid.T, depth int) feel.Value {
	kinds := []func(*rapid.T) feel.Value{
		func(*rapid.T) feel.Value { return feel.Null },
		func(t *rapid.T) feel.Value { return feel.Bool(rapid.Bool().Draw(t, "bool")) },
		anyNumber,
		func(t *rapid.T) feel.Value { return feel.String(rapid.String().Draw(t, "string")) },
		anyMoment, anyDuration, anyRange,
	}
	if depth > 0 {
		kinds = append(kinds, func(t *rapid.T) feel.Value { return anyListValue(t, depth-1) },
			func(t *rapid.T) feel.Value { return anyContext(t, depth-1) })
	}
	return rapid.SampledFrom(kinds).Draw(t, "kind")(t)
}

func anyListValue(t *rapid.T, depth int) feel.Value {
	items := make([]feel.Value, rapid.IntRange(0, 4).Draw(t, "items"))
	for i := range items {
		items[i] = anyValue(t, depth)
	}
	return feel.List(items...)
}

func anyContext(t *rapid.T, depth int) feel.Value {
	key := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"a", "monthly income", "a-b", "if", "for x", "1x", "", "item", "date", "å.ä"}))
	entries := make([]feel.Entry, rapid.IntRange(0, 4).Draw(t, "entries"))
	for i := range entries {
		entries[i] = feel.Entry{Name: key.Draw(t, "key"), Value: anyValue(t, depth)}
	}
	return feel.NewContext(entries...)
}

func anyNumber(t *rapid.T) feel.Value {
	digits := rapid.StringMatching(`-?[0-9]{1,34}`).Draw(t, "digits")
	if rapid.Bool().Draw(t, "exponent") {
		digits += "e" + rapid.StringMatching(`-?[0-9]{1,3}`).Draw(t, "exponent digits")
	}
	v, ok := feel.Number(digits)
	if !ok {
		t.Fatalf("%s is no number", digits)
	}
	return v
}

// anyMoment draws a date, a time or a date and time with every kind of zone.
func anyMoment(t *rapid.T) feel.Value {
	text := rapid.StringMatching(`-?[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])`).Draw(t, "date")
	clock := rapid.StringMatching(`([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?`).Draw(t, "clock") +
		rapid.SampledFrom([]string{"", "Z", "+01:00", "-11:30", "+00:00:07", "@Europe/Stockholm", "@Etc/UTC"}).Draw(t, "zone")
	form := rapid.SampledFrom([]string{text, clock, text + "T" + clock}).Draw(t, "form")
	v, ok := feel.Temporal(form)
	if !ok {
		t.Fatalf("%s is no date or time", form)
	}
	return v
}

func anyDuration(t *rapid.T) feel.Value {
	if rapid.Bool().Draw(t, "months") {
		return feel.Months(rapid.Int64Range(-1e9, 1e9).Draw(t, "number of months"))
	}
	return feel.Duration(time.Duration(rapid.Int64().Draw(t, "nanoseconds")))
}

func anyRange(t *rapid.T) feel.Value {
	src := rapid.SampledFrom([]string{
		"[1..2]", "(1..2]", "[1..2)", "(1..2)", "(< 5)", "(<= 5)", "(> 5)", "(>= 5)", "(= 5)", "(!= 5)", `["a".."b"]`,
		`[@"2026-01-01"..@"2026-12-31"]`, `(> @"P1Y")`, `[@"PT0S"..@"P1D")`,
	}).Draw(t, "range")
	return evaluate(t, src)
}

func evaluate(t *rapid.T, src string) feel.Value {
	prog, err := feel.Compile(src, nil)
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	got, err := prog.Eval(t.Context(), feel.Env{})
	if err != nil || len(got.Diagnostics) > 0 {
		t.Fatalf("%s: %v %v", src, err, got.Diagnostics)
	}
	return got.Value
}

func TestWhatIsPrintedReadsBackAsTheSameValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyValue(t, 3)
		text := v.String()
		again := evaluate(t, text)
		if again.String() != text || again.Kind() != v.Kind() {
			t.Fatalf("%s reads back as %s, a %s", text, again, again.Kind())
		}
		if !strings.Contains(text, "@Et") && !again.Equal(v) && v.Equal(v) {
			t.Fatalf("%s is not equal to what it was printed from", text)
		}
	})
}

// TestJSONKeepsWhatJSONCanHold writes and reads values of the kinds that JSON has.
func TestJSONKeepsWhatJSONCanHold(t *testing.T) {
	var plain func(t *rapid.T, depth int) feel.Value
	plain = func(t *rapid.T, depth int) feel.Value {
		n := 5
		if depth == 0 {
			n = 3
		}
		switch rapid.IntRange(0, n).Draw(t, "kind") {
		case 0:
			return feel.Null
		case 1:
			return feel.Bool(rapid.Bool().Draw(t, "bool"))
		case 2:
			return anyNumber(t)
		case 3:
			return feel.String(rapid.String().Draw(t, "string"))
		case 4:
			return feel.List(plain(t, depth-1), plain(t, depth-1))
		}
		return feel.NewContext(feel.Entry{Name: rapid.String().Draw(t, "key"), Value: plain(t, depth-1)})
	}
	rapid.Check(t, func(t *rapid.T) {
		v := plain(t, 3)
		text, err := feel.ToJSON(v)
		if err != nil {
			t.Fatal(err)
		}
		again, err := feel.FromJSON(text)
		if err != nil || !again.Equal(v) || again.String() != v.String() {
			t.Fatalf("%s became %s and then %s, %v", v, text, again, err)
		}
	})
}

func TestBadJSONIsRefusedWithItsPlace(t *testing.T) {
	for text, says := range map[string]string{
		``:                                "too early",
		`{"a": 1`:                         "too early",
		`[1, 2`:                           "too early",
		`{"a": 1, "a": 2}`:                `the entry "a" comes twice`,
		`{"a": {"b": 1, "b": 1}}`:         `the entry "b" comes twice`,
		`{"a": 1, "\u0061": 2}`:           `the entry "a" comes twice`,
		`1 2`:                             "more text follows",
		`NaN`:                             "byte",
		`[NaN]`:                           "byte",
		`Infinity`:                        "byte",
		`[-Infinity]`:                     "byte",
		`1e999999999`:                     "beyond decimal128",
		`1e6145`:                          "beyond decimal128",
		`{a: 1}`:                          "byte",
		`'a'`:                             "byte",
		`01`:                              "byte",
		`[1,]`:                            "byte",
		"\"\xff\"":                        "UTF-8",
		"\"a\nb\"":                        "byte",
		strings.Repeat("[", 100_000):      "nested",
		strings.Repeat(`{"a":`, 100_000):  "nested",
		strings.Repeat(`[{"a":`, 100_000): "nested",
	} {
		_, err := feel.FromJSON([]byte(text))
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.40q: %v, want %q", text, err, says)
		}
	}
}

func TestDatesHaveTheirBorders(t *testing.T) {
	rows{
		{`date("999999999-12-31") + @"P1D"`, "null", overflow},
		{`date("-999999999-01-01") - @"P1D"`, "null", overflow},
		{`date("999999999-12-31") + @"P1M"`, "null", overflow},
		{`@"2026-01-01" + @"P999999999Y"`, "null", overflow},
		{`date(2026, 2, 29)`, "null", invalid},
		{`date(1e30, 1, 1)`, "null", invalid},
		{`date("2026-02-29")`, "null", invalid},
		{`date("1000000000-01-01")`, "null", invalid},
		{`date("02026-01-01")`, "null", invalid},
		{`date("+2026-01-01")`, "null", invalid},
		{`date("2026-1-1")`, "null", invalid},
		{`date("20260101")`, "null", invalid},
		{`date("٢٠٢٦-01-01")`, "null", invalid},
		{`date("NaN")`, "null", invalid},
		{`time("25:00:00")`, "null", invalid},
		{`time("12:60:00")`, "null", invalid},
		{`time("12:00:00+19:00")`, "null", invalid},
		{`time("12:00:00@Nowhere/Else")`, "null", invalid},
		{`time("12:00:00@../etc/passwd")`, "null", invalid},
		{`time("12:00:00@Local")`, "null", invalid},
		{`date and time("2026-01-01T12:00:00@Europe/Nowhere")`, "null", invalid},
		{`duration("P1Y1D")`, "null", invalid},
		{`duration("P99999999999999999999Y")`, "null", invalid},
		{`duration("PT99999999999999999999S")`, "null", invalid},
		{`duration("P")`, "null", invalid},
		{`years and months duration(@"-999999999-01-01", @"999999999-12-31")`, `@"P1999999998Y11M"`, ""},
		{`@"999999999-12-31" - @"-999999999-01-01"`, `@"P730484999633D"`, ""},
	}.check(t)
	if !feel.Date(date.Date{}).IsNull() {
		t.Error("the zero date is a date")
	}
}
