package dmn_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

// TestLimitsOfFilesAreReachedExactly reads a file at a limit and one beyond.
func TestLimitsOfFilesAreReachedExactly(t *testing.T) {
	rules := func(n int) []byte { return feeTable(n) }
	elements := func(n int) []byte { return model(strings.Repeat("<x/>", n-1)) } // with the root
	depth := func(n int) []byte { return model(strings.Repeat("<x>", n-1) + strings.Repeat("</x>", n-1)) }
	bytes := func(n int) []byte { return model(strings.Repeat(" ", n-len(model("")))) }
	tests := map[string]struct {
		source func(int) []byte
		limits func(int) dmn.FileLimits
		most   int
	}{
		"rules":    {rules, func(n int) dmn.FileLimits { return dmn.FileLimits{Rules: n} }, 12},
		"elements": {elements, func(n int) dmn.FileLimits { return dmn.FileLimits{Elements: n} }, 50},
		"depth":    {depth, func(n int) dmn.FileLimits { return dmn.FileLimits{Depth: n} }, 20},
		"bytes":    {bytes, func(n int) dmn.FileLimits { return dmn.FileLimits{Bytes: n} }, 1000},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := dmn.Read(test.source(test.most), test.limits(test.most)); err != nil {
				t.Errorf("at the limit: %v", err)
			}
			_, err := dmn.Read(test.source(test.most+1), test.limits(test.most))
			var limit *dmn.LimitError
			if !errors.As(err, &limit) || limit.Limit != name || limit.Max != test.most || limit.Pos.Line < 1 {
				t.Fatalf("beyond the limit: %v", err)
			}
			if text := err.Error(); !strings.Contains(text, name) || !strings.Contains(text, fmt.Sprint(test.most)) {
				t.Errorf("the message names neither limit nor number: %s", text)
			}
		})
	}
}

// TestTablesOfBorders asks at, below and above every border of many intervals,
// closed and open, against a count by hand.
func TestTablesOfBorders(t *testing.T) {
	for _, brackets := range []string{"[]", "[)", "(]", "()"} {
		for _, count := range []int{1, 63, 64, 65, 200} {
			g := grid{policy: "COLLECT", inputs: []string{"x:number"}, outputs: []string{""}}
			for i := range count {
				g.rules = append(g.rules, fmt.Sprintf("%c%d..%d%c|%d", brackets[0], i*10, i*10+20, brackets[1], i))
			}
			target, err := load(t, g.model()).Target("result")
			if err != nil {
				t.Fatal(err)
			}
			for tenths := -10; tenths <= count*100+210; tenths += 5 {
				if tenths > 300 && tenths < count*100-100 {
					continue
				}
				var expected []feel.Value
				for i := range count {
					low, high := tenths-i*100, i*100+200-tenths
					if (low > 0 || low == 0 && brackets[0] == '[') && (high > 0 || high == 0 && brackets[1] == ']') {
						expected = append(expected, feel.Int(int64(i)))
					}
				}
				r, err := target.Evaluate(t.Context(), []feel.Value{feel.Scaled(int64(tenths), -1)}, dmn.Env{})
				if err != nil || !r.Value.Equal(feel.List(expected...)) {
					t.Fatalf("%d intervals %s at %d tenths: %s, want %v; %v", count, brackets, tenths, r.Value, expected, err)
				}
			}
		}
	}
}

// TestHugeNumbersInColumns holds numbers that no float can tell apart.
func TestHugeNumbersInColumns(t *testing.T) {
	const big = "9007199254740993" // 2**53 + 1
	g := grid{policy: "COLLECT", inputs: []string{"x:number"}, outputs: []string{""}, rules: []string{
		big + "|1", "9007199254740992|2", "< " + big + "|3", "[" + big + ".." + big + "]|4", "1e6000|5", "> 1e6000|6", "0.1|7", "1e-6000|8", "-0|9", "100000000000000000000000000000000.1|10",
	}}
	m := load(t, g.model())
	for input, expected := range map[string]string{
		big:                                   "[1, 4]",
		"9007199254740992":                    "[2, 3]",
		"1e6000":                              "[5]",
		"1e6001":                              "[6]",
		"0.1000":                              "[3, 7]",
		"1e-6000":                             "[3, 8]",
		"0":                                   "[3, 9]",
		"100000000000000000000000000000000.1": "[10]",
		"100000000000000000000000000000000.2": "[]",
	} {
		for _, trace := range []bool{false, true} {
			if want(t, evaluate(t, m, "result", "{x: "+input+"}", dmn.Env{Trace: trace}), expected); t.Failed() {
				t.Fatalf("x = %s, trace %v", input, trace)
			}
		}
	}
}
