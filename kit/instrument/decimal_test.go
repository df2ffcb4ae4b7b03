package instrument_test

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/instrument"
	"pgregory.net/rapid"
)

func TestDecimalsAreReadExactlyOrNotAtAll(t *testing.T) {
	tests := []struct {
		text string
		fits bool
	}{
		{"0", true},
		{"-0.10", true},
		{"1e6", true},
		{"2.5E-3", true},
		{strings.Repeat("9", 34), true},
		{strings.Repeat("9", 35), false},
		{"1e100", false},
		{"1e999999999", false},
		{"+1", false},
		{".5", false},
		{"1.", false},
		{"1_000", false},
		{"0x10", false},
		{"NaN", false},
		{"Infinity", false},
		{"1,5", false},
		{"", false},
		{"1\n", false},
	}
	for _, test := range tests {
		d, err := instrument.ParseDecimal(test.text)
		if (err == nil) != test.fits {
			t.Errorf("%q: error %v", test.text, err)
		}
		if err == nil && d.String() != test.text {
			t.Errorf("%q came back as %q", test.text, d)
		}
	}
}

func TestZeroDecimalIsZero(t *testing.T) {
	var zero instrument.Decimal
	same(t, "text", zero.String(), "0")
	same(t, "compared", zero.Cmp(decimal("0.000")), 0)
	same(t, "less than one", zero.CmpInt(1), -1)
	data, err := json.Marshal(zero)
	if err != nil || string(data) != "0" {
		t.Errorf("JSON %s, %v", data, err)
	}
}

func TestDecimalsCompareAsNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		form := rapid.StringMatching(`-?[0-9]{1,8}(\.[0-9]{1,8})?(e-?[0-9]{1,2})?`)
		a, b := form.Draw(t, "a"), form.Draw(t, "b")
		x, _ := new(big.Rat).SetString(a)
		y, _ := new(big.Rat).SetString(b)
		if got := decimal(a).Cmp(decimal(b)); got != x.Cmp(y) {
			t.Fatalf("%s and %s compare as %d", a, b, got)
		}
	})
}

func TestNumbersKeepTheirDigitsThroughEvaluation(t *testing.T) {
	pack := mustParse(t, packOf(numeric("n"),
		"values: [{id: third, value: n / 3}, {id: twice, value: n * 2}]",
		"scores: [{id: points, title: {sv: P, en: P}, value: n + 0.1}]"))
	result := instrument.Evaluate(pack, answersOf(pack, given{"n": decimal("0.2")}), day)
	same(t, "score", result.Scores[0].Value.String(), "0.3")
	same(t, "twice", plain(t, result.Values[1].Value), "0.4")
	same(t, "third", strings.HasPrefix(plain(t, result.Values[0].Value), "0.0666666666666666"), true)
}

func plain(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestValuesOfEveryKindBecomePlainJSON(t *testing.T) {
	tests := []struct{ feel, want string }{
		{`"text"`, `"text"`},
		{`1.50`, `1.5`},
		{`true`, `true`},
		{`null`, `null`},
		{`[1, "a", null, [true]]`, `[1,"a",null,[true]]`},
		{`{a: 1, b: {c: "d"}}`, `{"a":1,"b":{"c":"d"}}`},
		{`date("2026-11-22")`, `"2026-11-22"`},
		{`date("2026-11-22") + duration("P1M")`, `"2026-12-22"`},
		{`10 ** 40`, `10000000000000000000000000000000000000000`},
		{`10 ** 400 > 1`, `true`},
		{`string(duration("P1Y"))`, `"P1Y"`},
		{`duration("P1Y")`, `"P1Y"`},
	}
	for _, test := range tests {
		t.Run(test.feel, func(t *testing.T) {
			pack := mustParse(t, packOf(yesNo("a"), "values:\n  - id: v\n    value: '"+test.feel+"'"))
			got := instrument.Evaluate(pack, instrument.NewAnswers(pack), day).Values[0]
			if !got.Known || plain(t, got.Value) != test.want {
				t.Errorf("%s, known %v", plain(t, got.Value), got.Known)
			}
		})
	}
}
