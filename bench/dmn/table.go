package main

import (
	"fmt"
	"io"
	"strings"
)

// printTable prints times, memory and what the others take compared with the first engine.
func printTable(w io.Writer, cases []benchCase, engines []string, figures map[string][]figure) {
	fmt.Fprintln(w, "| model | measure | "+strings.Join(engines, " | ")+" | against the fastest other |")
	fmt.Fprintln(w, "|---|---|"+strings.Repeat("---:|", len(engines)+1))
	for i, c := range cases {
		row := make([]figure, len(engines))
		for k, engine := range engines {
			row[k] = figures[engine][i]
		}
		note := differences(engines, row)
		printRow(w, c.Name, "compilation", row, func(f figure) float64 { return f.Compile }, duration, note)
		if c.Inputs == nil {
			continue
		}
		printRow(w, c.Name, "evaluation", row, func(f figure) float64 { return f.Nanos }, duration, note)
		printRow(w, c.Name, "bytes allocated", row, func(f figure) float64 { return f.Bytes }, number, note)
		if a := row[0].Allocs; a != nil {
			fmt.Fprintf(w, "| %s | allocations | %s |%s |\n", c.Name, number(*a), strings.Repeat(" |", len(engines)-1))
		}
	}
}

func printRow(w io.Writer, name, measure string, row []figure, of func(figure) float64, show func(float64) string, note string) {
	var cells []string
	best := 0.0
	for i, f := range row {
		v := of(f)
		switch {
		case f.Error != "":
			cells = append(cells, "failed")
			continue
		case i > 0 && v > 0 && (best == 0 || v < best):
			best = v
		}
		cells = append(cells, show(v))
	}
	ratio := ""
	if first := of(row[0]); first > 0 && best > 0 && measure != "bytes allocated" {
		ratio = fmt.Sprintf("%.1f ×", best/first)
	}
	fmt.Fprintf(w, "| %s | %s | %s | %s |\n", name, measure, strings.Join(cells, " | "), ratio+note)
}

// differences tells which engines failed, or answered otherwise than the first.
func differences(engines []string, row []figure) string {
	var notes []string
	for i, f := range row {
		switch {
		case f.Error != "":
			notes = append(notes, fmt.Sprintf("%s: %.60s", engines[i], f.Error))
		case row[0].Error == "" && !sameResults(row[0].Results, f.Results):
			notes = append(notes, engines[i]+" answers otherwise")
		}
	}
	if notes == nil {
		return ""
	}
	return " (" + strings.ReplaceAll(strings.Join(notes, "; "), "\n", " ") + ")"
}

func sameResults(a, b []any) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if trimmed(a[i]) != trimmed(b[i]) {
			return false
		}
	}
	return true
}

// trimmed is an answer without the zeros after the decimal point that some engines keep.
func trimmed(v any) string {
	text := fmt.Sprint(v)
	if strings.Contains(text, ".") {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	return text
}

func duration(nanos float64) string {
	switch {
	case nanos == 0:
		return ""
	case nanos < 1e4:
		return fmt.Sprintf("%.0f ns", nanos)
	case nanos < 1e6:
		return fmt.Sprintf("%.1f µs", nanos/1e3)
	}
	return fmt.Sprintf("%.2f ms", nanos/1e6)
}

func number(n float64) string { return fmt.Sprintf("%.0f", n) }
