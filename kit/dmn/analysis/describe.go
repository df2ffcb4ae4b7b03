package analysis

import (
	"strings"
)

// describe writes regions as a condition.
func (a *axis) describe(spans []span) Condition {
	c := Condition{Input: a.input}
	spans = normal(append([]span(nil), spans...))
	var tests []string
	null := false
	if n := len(spans); n > 0 && spans[n-1].hi == a.null() {
		null = true
		if spans[n-1].hi--; spans[n-1].lo > spans[n-1].hi {
			spans = spans[:n-1]
		}
	}
	if a.kind == ordered {
		for _, s := range spans {
			test, part := a.interval(s)
			tests, c.parts = append(tests, test), append(c.parts, part)
		}
	} else if len(spans) > 0 {
		test, part := a.members(spans)
		tests, c.parts = append(tests, test), append(c.parts, part...)
	}
	if null {
		tests, c.parts = append(tests, "null"), append(c.parts, a.input+" = null")
	}
	c.Tests = join(tests)
	return c
}

// interval writes a span of an ordered axis as FEEL and for people.
func (a *axis) interval(s span) (test, part string) {
	low, high := "", ""
	lowIn, highIn := s.lo%2 == 1, s.hi%2 == 1
	if lowIn {
		low = a.values[s.lo/2].String()
	} else if s.lo > 0 {
		low = a.values[s.lo/2-1].String()
	}
	if s.hi/2 < len(a.values) {
		high = a.values[s.hi/2].String()
	}
	switch {
	case low == "" && high == "":
		return "not(null)", a.input + " ≠ null"
	case lowIn && highIn && s.lo == s.hi:
		return low, a.input + " = " + low
	case high == "":
		return either(lowIn, ">= ", "> ") + low, a.input + either(lowIn, " ≥ ", " > ") + low
	case low == "":
		return either(highIn, "<= ", "< ") + high, a.input + either(highIn, " ≤ ", " < ") + high
	}
	return either(lowIn, "[", "(") + low + ".." + high + either(highIn, "]", ")"),
		low + either(lowIn, " ≤ ", " < ") + a.input + either(highIn, " ≤ ", " < ") + high
}

func either(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

// members writes the constants in spans. Where every other value is among them, it is told which are not.
func (a *axis) members(spans []span) (test string, parts []string) {
	in := make([]bool, a.count)
	for _, s := range spans {
		for i := s.lo; i <= s.hi; i++ {
			in[i] = true
		}
	}
	other := a.kind == named && in[len(a.values)]
	var listed []string
	for i, v := range a.values {
		if in[i] != other {
			listed = append(listed, v.String())
		}
	}
	switch {
	case other && len(listed) == 0:
		return "not(null)", []string{a.input + " ≠ null"}
	case other:
		return "not(" + join(append(listed, "null")) + ")", []string{a.input + " ≠ " + join(listed)}
	}
	for _, v := range listed {
		parts = append(parts, a.input+" = "+v)
	}
	return join(listed), shorten(a.input, parts)
}

// shorten names the input once: region = "a" or "b".
func shorten(input string, parts []string) []string {
	for i := 1; i < len(parts); i++ {
		parts[i] = strings.TrimPrefix(parts[i], input+" = ")
	}
	return parts
}
