package guide

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/internal/fault"
)

// inventoryFile is an inventory as a JSON file.
type inventoryFile struct {
	Format string    `json:"format"` // inventoryFormat
	System string    `json:"system,omitempty"`
	Sets   []DataSet `json:"data_sets"`
}

const inventoryFormat = "tillit-data-inventory-1"

// WriteInventoryJSON writes the data sets as JSON that [ReadInventory] reads again without loss.
func WriteInventoryJSON(i Inventory) ([]byte, error) {
	text, err := json.MarshalIndent(inventoryFile{Format: inventoryFormat, System: i.SystemID, Sets: slices.Concat([]DataSet{}, i.Sets)}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("guide: inventory: %w", err)
	}
	return append(text, '\n'), nil
}

// WriteInventoryCSV writes a row per data set and a column per field, with the fields' ids as heads. What a spreadsheet would take for a formula
// begins with an apostrophe, which is taken away on import.
func WriteInventoryCSV(i Inventory) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	fields := DataFields()
	heads := []string{"id"}
	for _, f := range fields {
		heads = append(heads, f.ID)
	}
	rows := [][]string{heads}
	for n := range i.Sets {
		row := []string{i.Sets[n].ID}
		for _, f := range fields {
			row = append(row, guard(*f.Of(&i.Sets[n])))
		}
		rows = append(rows, row)
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("guide: inventory: %w", err)
	}
	return b.Bytes(), nil
}

// formulaStarts are what makes a spreadsheet run a cell, and the apostrophe that keeps it from doing so.
const formulaStarts = "=+-@\t\r'"

func guard(cell string) string {
	if cell != "" && strings.IndexByte(formulaStarts, cell[0]) >= 0 {
		return "'" + cell
	}
	return cell
}

func unguard(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.IndexByte(formulaStarts, cell[1]) >= 0 {
		return cell[1:]
	}
	return cell
}

// ReadInventory reads a file that the export gave, or one like it: JSON, or CSV with commas or semicolons. What it does not know is a fault
// of kind invalid that names it, so that nothing is lost in silence.
func ReadInventory(data []byte) ([]DataSet, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if trimmed := bytes.TrimSpace(data); len(trimmed) > 0 && trimmed[0] == '{' {
		return readJSON(trimmed)
	}
	return readCSV(data)
}

func unreadable(err error) error {
	return fault.New("guide.ReadInventory", fault.Invalid, "guide.file_unreadable", fault.Args{"problem": err.Error()})
}

func readJSON(data []byte) ([]DataSet, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	var file inventoryFile
	if err := decoder.Decode(&file); err != nil {
		return nil, unreadable(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, unreadable(errors.New("there is more after the end"))
	}
	if file.Format != inventoryFormat {
		return nil, unreadable(fmt.Errorf("format is %q, not %q", file.Format, inventoryFormat))
	}
	return file.Sets, nil
}

func readCSV(data []byte) ([]DataSet, error) {
	r := csv.NewReader(bytes.NewReader(data))
	first, _, _ := bytes.Cut(data, []byte("\n"))
	if bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		r.Comma = ';'
	}
	heads, err := r.Read()
	if err != nil {
		return nil, unreadable(err)
	}
	columns, err := columnsOf(heads)
	if err != nil {
		return nil, err
	}
	var sets []DataSet
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return sets, nil
		}
		if err != nil {
			return nil, unreadable(err)
		}
		var d DataSet
		for i, cell := range row {
			*columns[i](&d) = unguard(cell)
		}
		sets = append(sets, d)
	}
}

// columnsOf finds the field of each column.
func columnsOf(heads []string) ([]func(*DataSet) *string, error) {
	known := map[string]func(*DataSet) *string{"id": func(d *DataSet) *string { return &d.ID }}
	for _, f := range DataFields() {
		known[f.ID] = f.Of
	}
	columns := make([]func(*DataSet) *string, len(heads))
	for i, head := range heads {
		head = strings.TrimSpace(head)
		if columns[i] = known[head]; columns[i] == nil {
			return nil, fault.New("guide.ReadInventory", fault.Invalid, "guide.file_column", fault.Args{"column": head})
		}
		delete(known, head)
	}
	return columns, nil
}

func rowPath(i int) string { return fmt.Sprintf("[%d].", i+1) }
