package static_test

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Contrast is counted as WCAG 2.2 defines it: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
const (
	textContrast    = 7.0
	controlContrast = 3.0
)

// onGround says which text stands on which ground.
var onGround = [][2]string{
	{"ink", "paper"},
	{"ink", "paper-tint"},
	{"ink", "paper-deep"},
	{"ink", "accent-tint"},
	{"ink", "success-tint"},
	{"ink", "warning-tint"},
	{"ink", "error-tint"},
	{"ink-soft", "paper"},
	{"ink-soft", "paper-tint"},
	{"accent", "paper"},
	{"accent", "paper-tint"},
	{"accent", "accent-tint"},
	{"accent", "warning-tint"},
	{"accent", "success-tint"},
	{"accent-deep", "paper"},
	{"accent-deep", "paper-tint"},
	{"accent-deep", "accent-tint"},
	{"accent-deep", "warning-tint"},
	{"on-accent", "accent"},
	{"on-accent", "accent-deep"},
	{"visited", "paper"},
	{"visited", "accent-tint"},
	{"visited", "warning-tint"},
	{"error", "paper"},
	{"error", "error-tint"},
	{"success", "success-tint"},
	{"warning", "warning-tint"},
	{"warning", "paper"},
	{"low", "low-tint"},
	{"moderate", "moderate-tint"},
	{"high", "high-tint"},
	{"critical", "critical-tint"},
	{"added", "added-tint"},
	{"removed", "removed-tint"},
}

// controls says which edge, mark or line must be seen against which ground.
var controls = [][2]string{
	{"control", "paper"},
	{"accent", "paper"},
	{"accent", "paper-deep"},
	{"accent", "paper-tint"},
	{"error", "paper"},
	{"high", "paper"},
	{"visited", "paper"},
	{"focus", "focus-edge"},
	{"accent", "accent-tint"},
	{"success", "success-tint"},
	{"warning", "warning-tint"},
}

func TestColoursHaveContrast(t *testing.T) {
	for scheme, tokens := range schemes(t) {
		for _, pair := range onGround {
			check(t, scheme, tokens, pair, textContrast)
		}
		for _, pair := range controls {
			check(t, scheme, tokens, pair, controlContrast)
		}
		// The ring of focus is yellow with a dark edge: one of the two is always seen.
		ring := math.Max(contrast(tokens["focus"], tokens["paper"]), contrast(tokens["focus-edge"], tokens["paper"]))
		if ring < controlContrast {
			t.Errorf("%s: the ring of focus has contrast %.1f", scheme, ring)
		}
	}
}

func TestBothSchemesDefineTheSameColours(t *testing.T) {
	all := schemes(t)
	if len(all["light"]) < 30 {
		t.Fatalf("only %d colours were read", len(all["light"]))
	}
	for name := range all["light"] {
		if _, ok := all["dark"][name]; !ok {
			t.Errorf("--%s has no dark colour", name)
		}
	}
}

func TestContrastIsCountedRight(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#ffffff", "#ffffff", 1}, {"#777777", "#ffffff", 4.48}} {
		if got := contrast(c.a, c.b); math.Abs(got-c.want) > 0.01 {
			t.Errorf("%s on %s: got %.2f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

func check(t *testing.T, scheme string, tokens map[string]string, pair [2]string, least float64) {
	t.Helper()
	a, b := tokens[pair[0]], tokens[pair[1]]
	if a == "" || b == "" {
		t.Errorf("%s: --%s or --%s is not defined", scheme, pair[0], pair[1])
		return
	}
	if got := contrast(a, b); got < least {
		t.Errorf("%s: --%s (%s) on --%s (%s) has contrast %.2f, want at least %.0f", scheme, pair[0], a, pair[1], b, got, least)
	}
}

// schemes reads the colours of tokens.css: before the media query the light ones, within it the dark ones.
func schemes(t *testing.T) map[string]map[string]string {
	t.Helper()
	light, dark, ok := strings.Cut(source(t, "css/10-tokens.css"), "prefers-color-scheme: dark")
	if !ok {
		t.Fatal("there is no dark scheme")
	}
	return map[string]map[string]string{"light": colours(light), "dark": colours(dark)}
}

func colours(css string) map[string]string {
	all := map[string]string{}
	for _, m := range regexp.MustCompile(`--([a-z-]+):\s*(#[0-9a-f]{6});`).FindAllStringSubmatch(css, -1) {
		all[m[1]] = m[2]
	}
	return all
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func luminance(hex string) float64 {
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			panic(fmt.Sprintf("%s is no colour", hex))
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
