package feel_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/tillit-se/tillit/kit/feel"
)

// TestZonesAreTheSameHoweverOftenTheyAreNamed names zones from many goroutines,
// more than are remembered, among them names that are none.
func TestZonesAreTheSameHoweverOftenTheyAreNamed(t *testing.T) {
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i := range 300 {
				for text, want := range map[string]string{
					`@"2026-07-01T12:00:00@Europe/Stockholm".time offset`:                                `@"PT2H"`,
					`@"2026-01-01T12:00:00@Europe/Stockholm".time offset`:                                `@"PT1H"`,
					`@"2026-01-01T12:00:00@America/New_York".time offset`:                                `-@"PT5H"`,
					fmt.Sprintf(`date and time("2026-01-01T12:00:00@Nowhere/%d")`, i):                    `null`,
					`@"2026-01-01T12:00:00@Europe/Stockholm" = @"2026-01-01T06:00:00@America/New_York"`:  `true`,
					`@"2026-01-01T12:00:00@Europe/Stockholm".timezone + @"10:00:00@Asia/Tokyo".timezone`: `"Europe/StockholmAsia/Tokyo"`,
				} {
					if got, expected := evalText(t, text), evalText(t, want); !got.Equal(expected) {
						t.Errorf("%s = %s, want %s", text, got, expected)
					}
				}
			}
		})
	}
	group.Wait()
}

func evalText(t *testing.T, text string) feel.Value {
	p, err := feel.Compile(text, nil)
	if err != nil {
		t.Errorf("%s: %v", text, err)
		return feel.Null
	}
	r, err := p.Eval(t.Context(), feel.Env{})
	if err != nil {
		t.Errorf("%s: %v", text, err)
	}
	return r.Value
}

// TestTracesFromManyGoroutines asks a new program for its first trace from
// several goroutines at once.
func TestTracesFromManyGoroutines(t *testing.T) {
	scope, err := feel.NewScope([]feel.Var{{Name: "x", Type: feel.NumberType}})
	if err != nil {
		t.Fatal(err)
	}
	for range 50 {
		p, err := feel.Compile("if x > 1 then x * 2 else x + 1", scope)
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		for x := range 4 {
			group.Go(func() {
				r, err := p.Eval(t.Context(), feel.Env{Values: []feel.Value{feel.Int(int64(x))}, Trace: true})
				want := x + 1
				if x > 1 {
					want = x * 2
				}
				if err != nil || r.Trace == nil || !r.Value.Equal(feel.Int(int64(want))) {
					t.Errorf("x = %d: %v, %v", x, r, err)
				}
			})
		}
		group.Wait()
	}
}

func TestTheNearestName(t *testing.T) {
	names := []string{"monthly income", "tax", "Fee", "fees total"}
	for name, want := range map[string]string{
		"monthly incom": "monthly income", "montly incme": "monthly income", "tex": "tax", "fee": "Fee", "fees totla": "fees total",
		"": "", "zzz": "", "t": "", "monthly": "", "income monthly": "",
	} {
		if got := feel.Closest(name, names); got != want {
			t.Errorf("%q is near %q, want %q", name, got, want)
		}
	}
	if got := feel.Closest("tax", nil); got != "" {
		t.Errorf("%q among nothing", got)
	}
}
