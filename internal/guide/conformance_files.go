package guide

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/tillit-se/tillit/content"
)

// ExportedConformance is a system held against the reference architecture, as JSON.
type ExportedConformance struct {
	System string          `json:"system"`
	Counts map[string]int  `json:"counts"` // by state
	Blocks []ExportedBlock `json:"blocks"`
}

// ExportedBlock is how one block stands.
type ExportedBlock struct {
	ID       string   `json:"id"`
	Layer    string   `json:"layer"`
	Name     string   `json:"name"`
	Need     Need     `json:"need"`
	State    string   `json:"state"`
	Why      []string `json:"why"`             // what makes it needed
	Asks     string   `json:"asks,omitempty"`  // what would tell, where the need is unknown
	Seen     string   `json:"seen,omitempty"`  // what the platform sees of it
	Lacks    string   `json:"lacks,omitempty"` // what the platform would see
	FilledBy string   `json:"filled_by,omitempty"`
	Note     string   `json:"note,omitempty"`
	Day      string   `json:"day,omitempty"`
	Guide    []string `json:"guide"` // steps of the guide that help
}

// Export gives the conformance in a language, sv or en.
func (c Conformance) Export(language string) ExportedConformance {
	e := ExportedConformance{System: c.System.Record.ID, Counts: map[string]int{}, Blocks: []ExportedBlock{}}
	said := func(t *content.Text) string {
		if t == nil {
			return ""
		}
		return t.In(language)
	}
	for _, b := range c.Blocks {
		row := ExportedBlock{
			ID: b.Block.ID, Layer: b.Block.Layer, Name: b.Block.Name.In(language), Need: b.Need, State: string(b.State), Why: []string{},
			Asks: content.Text{SV: b.Asks.SV, EN: b.Asks.EN}.In(language), Seen: said(b.Seen), Lacks: said(b.Lacks), Guide: list(b.Block.Guide),
		}
		for _, why := range b.Why {
			row.Why = append(row.Why, why.In(language))
		}
		if b.Mark != nil {
			row.FilledBy, row.Note, row.Day = b.Mark.FilledBy, b.Mark.Note, b.Mark.Day
		}
		e.Counts[row.State]++
		e.Blocks = append(e.Blocks, row)
	}
	return e
}

// WriteCSV writes a row per block. What a spreadsheet would take for a formula begins with an apostrophe.
func (e ExportedConformance) WriteCSV() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"id", "layer", "name", "need", "state", "why", "asks", "seen", "lacks", "filled_by", "note", "day", "guide"}}
	for _, row := range e.Blocks {
		cells := []string{
			row.ID, row.Layer, row.Name, string(row.Need), row.State, strings.Join(row.Why, " "), row.Asks, row.Seen, row.Lacks,
			row.FilledBy, row.Note, row.Day, strings.Join(row.Guide, " "),
		}
		for i := range cells {
			cells[i] = guard(cells[i])
		}
		rows = append(rows, cells)
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("guide: conformance: %w", err)
	}
	return b.Bytes(), nil
}
