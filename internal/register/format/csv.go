package format

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/register"
)

// CSV is a table for spreadsheets, without loss: UTF-8 with a byte order mark, commas, one row per record. Columns are the paths of the
// JSON record: the envelope, then every field of content/fields in its order. A text has one column per language ("name.sv", "name.en",
// "name.other"). Several codes stand with spaces between. Lists stand as JSON in one cell. A cell that a spreadsheet would run as a
// formula begins with an apostrophe, which is taken away on import.
func CSV() register.Format {
	return register.Format{
		Code: "csv", Title: register.Text{SV: "CSV för kalkylblad", EN: "CSV for spreadsheets"},
		Media: "text/csv; charset=utf-8", Ext: "csv", Open: openCSV, Write: writeCSV,
	}
}

// csvColumn is a column and how its cells are written.
type csvColumn struct {
	path string
	kind csvKind
}

type csvKind uint8

const (
	plainCell csvKind = iota
	codesCell         // codes with spaces between
	jsonCell          // a list or map
	boolCell
	numberCell
)

// ownerPrefix and versionPrefix begin the columns of the organisation and the version.
const (
	ownerPrefix   = "organisation."
	versionPrefix = "version."
)

// envelopeColumns are those that are no field of a system.
func envelopeColumns() []csvColumn {
	return []csvColumn{
		{"id", plainCell},
		{ownerPrefix + "id", plainCell},
		{ownerPrefix + "name.sv", plainCell},
		{ownerPrefix + "name.en", plainCell},
		{ownerPrefix + "name.other", plainCell},
		{ownerPrefix + "names", jsonCell},
		{ownerPrefix + "type", plainCell},
		{ownerPrefix + "country", plainCell},
		{ownerPrefix + "number", plainCell},
		{ownerPrefix + "identifiers", jsonCell},
		{ownerPrefix + "website", plainCell},
		{"state", plainCell},
		{"gathered", boolCell},
		{"demo", boolCell},
		{"retirement", jsonCell},
		{versionPrefix + "number", numberCell},
		{versionPrefix + "published_at", plainCell},
		{versionPrefix + "hash", plainCell},
		{versionPrefix + "note", plainCell},
		{versionPrefix + "origin", jsonCell},
	}
}

// systemColumns are the columns of the fields.
func systemColumns() ([]csvColumn, error) {
	defs, err := register.LoadDefinitions()
	if err != nil {
		return nil, err
	}
	var columns []csvColumn
	for _, group := range defs.Groups() {
		for _, f := range group.Fields {
			columns = append(columns, columnsOf(f)...)
		}
	}
	return columns, nil
}

func columnsOf(f content.Field) []csvColumn {
	switch f.Type {
	case content.FieldText, content.FieldLongText:
		return []csvColumn{{f.ID + ".sv", plainCell}, {f.ID + ".en", plainCell}, {f.ID + ".other", plainCell}}
	case content.FieldChoices:
		return []csvColumn{{f.ID, codesCell}}
	case content.FieldList, content.FieldMap, content.FieldStrings:
		return []csvColumn{{f.ID, jsonCell}}
	case content.FieldBool:
		return []csvColumn{{f.ID, boolCell}}
	}
	return []csvColumn{{f.ID, plainCell}}
}

func writeCSV(w io.Writer, records iter.Seq2[register.ExportRecord, error]) error {
	fields, err := systemColumns()
	if err != nil {
		return err
	}
	envelope := envelopeColumns()
	var header []string
	for _, c := range slices.Concat(envelope, fields) {
		header = append(header, c.path)
	}
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	if err := out.Write(header); err != nil {
		return err
	}
	for r, err := range records {
		if err != nil {
			return err
		}
		cells, err := csvRow(r, envelope, fields)
		if err != nil {
			return err
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func csvRow(r register.ExportRecord, envelope, fields []csvColumn) ([]string, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	var tree map[string]any
	if err := json.Unmarshal(text, &tree); err != nil {
		return nil, err
	}
	system, _ := tree["system"].(map[string]any)
	cells := make([]string, 0, len(envelope)+len(fields))
	for _, part := range []struct {
		columns []csvColumn
		tree    map[string]any
	}{{envelope, tree}, {fields, system}} {
		for _, c := range part.columns {
			cell, err := c.cell(at(part.tree, c.path))
			if err != nil {
				return nil, err
			}
			cells = append(cells, guarded(cell))
		}
	}
	return cells, nil
}

// at finds the value under a dotted path; nil where there is none.
func at(tree map[string]any, path string) any {
	head, rest, more := strings.Cut(path, ".")
	if !more {
		return tree[head]
	}
	below, _ := tree[head].(map[string]any)
	return at(below, rest)
}

func (c csvColumn) cell(value any) (string, error) {
	switch v := value.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case bool:
		return strconv.FormatBool(v), nil
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), nil
	case []any:
		if c.kind == codesCell {
			codes := make([]string, len(v))
			for i := range v {
				codes[i] = fmt.Sprint(v[i])
			}
			return strings.Join(codes, " "), nil
		}
	}
	text, err := json.Marshal(value)
	return string(text), err
}

// formulaStarts are what makes a spreadsheet run a cell, and the apostrophe that keeps it from doing so.
const formulaStarts = "=+-@\t\r'"

func guarded(cell string) string {
	if cell != "" && strings.IndexByte(formulaStarts, cell[0]) >= 0 {
		return "'" + cell
	}
	return cell
}

func unguarded(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.IndexByte(formulaStarts, cell[1]) >= 0 {
		return cell[1:]
	}
	return cell
}

// csvReader reads rows of the format csv.
type csvReader struct {
	table   *table
	columns []*csvColumn // by place; nil where the heading is not ours
}

func openCSV(r io.Reader, _ register.Options) (register.Reader, error) {
	t, err := openTable(r, checkHeading)
	if err != nil {
		return nil, err
	}
	fields, err := systemColumns()
	if err != nil {
		return nil, err
	}
	known := map[string]*csvColumn{}
	for _, c := range slices.Concat(envelopeColumns(), fields) {
		known[c.path] = &c
	}
	reader := &csvReader{table: t}
	for _, heading := range t.header {
		reader.columns = append(reader.columns, known[heading])
	}
	return reader, nil
}

// checkHeading wants what no row can do without.
func checkHeading(header []string) error {
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return slices.Contains(header, n) })
	}
	seen := map[string]bool{}
	for _, h := range header {
		if h != "" && seen[h] {
			return fmt.Errorf("the heading holds %q twice; a column must have a name of its own", h)
		}
		seen[h] = true
	}
	switch {
	case !has("slag"):
		return errors.New(`the heading lacks the column "slag"; the columns are described in docs/formats.md, and must be separated by commas`)
	case !has(ownerPrefix+"id", ownerPrefix+"name.sv", ownerPrefix+"name.en"):
		return errors.New(`the heading lacks the organisation; give "organisation.name.sv"`)
	case !has("name.sv", "name.en", "name.other"):
		return errors.New(`the heading lacks the system's name; give "name.sv"`)
	}
	return nil
}
