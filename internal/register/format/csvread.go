package format

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/internal/register"
)

// Next gives the next row.
func (c *csvReader) Next() (register.Row, error) {
	r, err := c.table.next()
	if err != nil {
		return register.Row{}, err
	}
	envelope, system := map[string]any{}, map[string]any{}
	var foreign []register.ForeignField
	for i, cell := range r.cells {
		cell = unguarded(cell)
		column := c.columns[i]
		switch {
		case cell == "":
			continue
		case column == nil:
			foreign = append(foreign, register.ForeignField{Format: "csv", Field: c.table.header[i], Value: cell})
			continue
		}
		value, err := column.value(cell)
		if err != nil {
			return register.Row{}, &register.RowError{Row: r.number, Field: column.path, Reason: err.Error()}
		}
		tree := system
		if isEnvelope(column.path) {
			tree = envelope
		}
		put(tree, column.path, value)
	}
	envelope["system"] = system
	return c.row(r, envelope, foreign)
}

func isEnvelope(path string) bool {
	switch path {
	case "id", "state", "gathered", "demo", "retirement":
		return true
	}
	return strings.HasPrefix(path, ownerPrefix) || strings.HasPrefix(path, versionPrefix)
}

func put(tree map[string]any, path string, value any) {
	head, rest, more := strings.Cut(path, ".")
	if !more {
		tree[head] = value
		return
	}
	below, ok := tree[head].(map[string]any)
	if !ok {
		below = map[string]any{}
		tree[head] = below
	}
	put(below, rest, value)
}

// value is what a cell stands for in JSON.
func (c *csvColumn) value(cell string) (any, error) {
	switch c.kind {
	case codesCell:
		return strings.Fields(cell), nil
	case jsonCell:
		if !json.Valid([]byte(cell)) {
			return nil, fmt.Errorf("the cell must be a list in JSON, such as [\"a\", \"b\"], but is %q", shorten(cell))
		}
		return json.RawMessage(cell), nil
	case boolCell:
		switch strings.ToLower(cell) { // spreadsheets write TRUE
		case "true":
			return true, nil
		case "false":
			return false, nil
		}
		return nil, fmt.Errorf("the cell must be true or false, but is %q", shorten(cell))
	case numberCell:
		n, err := strconv.Atoi(cell)
		if err != nil {
			return nil, fmt.Errorf("the cell must be a whole number, but is %q", shorten(cell))
		}
		return n, nil
	}
	return cell, nil
}

func (c *csvReader) row(r record, envelope map[string]any, foreign []register.ForeignField) (register.Row, error) {
	refuse := func(reason string) (register.Row, error) {
		return register.Row{}, &register.RowError{Row: r.number, Reason: reason}
	}
	text, err := json.Marshal(envelope)
	if err != nil {
		return refuse(err.Error())
	}
	var e register.ExportRecord
	strict := json.NewDecoder(bytes.NewReader(text))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&e); err != nil {
		return refuse(fmt.Sprintf("a cell does not have the form of its column: %v", err))
	}
	row := register.Row{
		Number: r.number, ForeignID: e.ID, Publisher: publisherOf(e), Organisation: ownerOf(e), System: e.System, Hash: r.hash,
	}
	for _, heading := range r.repaired {
		row.Notes = append(row.Notes, register.Note{
			Row: r.number, Field: heading, Kind: register.NoteRepaired, Message: "was not UTF-8; read as Windows-1252",
		})
	}
	for _, f := range foreign {
		row.System.Foreign = append(row.System.Foreign, f)
		row.Notes = append(row.Notes, register.Note{
			Row: r.number, Field: f.Field, Kind: register.NoteKeptForeign, Message: "no field here has this name; the value was kept with the record",
		})
	}
	if e.State == "" {
		// Written by hand, not exported: the id is the writer's own.
		row.Name = e.System.Name.In("sv")
		return row, nil
	}
	kept, reason := keptOf(e)
	if reason != "" {
		return refuse(reason)
	}
	row.Kept = kept
	return row, nil
}

// publisherOf tells organisations apart: by id where the row has one, by name otherwise.
func publisherOf(e register.ExportRecord) string {
	if e.Organisation.ID != "" {
		return e.Organisation.ID
	}
	return e.Organisation.Name.In("sv")
}
