package main

import (
	"fmt"
	"io"
	"slices"
	"time"
	"unicode/utf8"
)

// table gathers figures by column and row, in the order in which they come.
type table struct {
	columns, rows []string
	cells         map[[2]string]string
}

func (t *table) add(column, row, value string) {
	if t.cells == nil {
		t.cells = map[[2]string]string{}
	}
	if !slices.Contains(t.columns, column) {
		t.columns = append(t.columns, column)
	}
	if !slices.Contains(t.rows, row) {
		t.rows = append(t.rows, row)
	}
	t.cells[[2]string{column, row}] = value
}

// print writes the table as Markdown.
func (t *table) print(w io.Writer) {
	lines := [][]string{append([]string{""}, t.columns...)}
	for _, row := range t.rows {
		line := []string{row}
		for _, column := range t.columns {
			line = append(line, t.cells[[2]string{column, row}])
		}
		lines = append(lines, line)
	}
	for i, line := range lines {
		for n, cell := range line {
			fmt.Fprintf(w, "| %s%*s ", cell, widest(lines, n)-utf8.RuneCountInString(cell), "")
		}
		fmt.Fprintln(w, "|")
		if i == 0 {
			for n := range line {
				fmt.Fprintf(w, "|%s", dashes(widest(lines, n)+2))
			}
			fmt.Fprintln(w, "|")
		}
	}
}

func widest(lines [][]string, n int) int {
	most := 0
	for _, line := range lines {
		most = max(most, utf8.RuneCountInString(line[n]))
	}
	return most
}

func dashes(n int) string {
	line := make([]byte, n)
	for i := range line {
		line[i] = '-'
	}
	return string(line)
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }

func sec(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }

func mb(anon, resident float64) string { return fmt.Sprintf("%.0f (%.0f) MB", anon, resident) }
