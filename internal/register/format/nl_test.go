package format_test

import (
	"bytes"
	"encoding/json"
	"io"
	"iter"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/tillit-se/tillit/internal/register"
)

var nlFiles = []string{"Centric.json", "Gemeente Amsterdam.json", "Gemeente Tilburg.json", "Zylab.json"}

func TestTheDutchRecordsGoInWithNoWordLost(t *testing.T) {
	total := 0
	for _, name := range nlFiles {
		path := filepath.Join("nl-register", "records", name)
		raw, err := io.ReadAll(conformance(t, path))
		if err != nil {
			t.Fatal(err)
		}
		var records []map[string]any
		if err := json.Unmarshal(raw, &records); err != nil {
			t.Fatal(err)
		}
		got := read(t, byCode(t, "nl-1.0"), bytes.NewReader(raw))
		if got.err != nil || len(got.rejected) > 0 || len(got.rows) != len(records) {
			t.Fatalf("%s: %d of %d rows, error %v", name, len(got.rows), len(records), got.err)
		}
		for i, row := range got.rows {
			looksForWords(t, records[i], everything(t, row))
		}
		total += len(records)
	}
	if total != 10 {
		t.Errorf("%d records, want 10", total)
	}
}

var markup = regexp.MustCompile(`<[^>]*>|&[a-z#0-9]+;`)

// looksForWords finds each word of each field, without markup; codes of language and version are no words about the system.
func looksForWords(t *testing.T, record map[string]any, kept string) {
	t.Helper()
	delete(record, "lang")
	delete(record, "standard_version")
	for field, value := range record {
		var b strings.Builder
		flatten(&b, value)
		for word := range strings.FieldsSeq(markup.ReplaceAllString(b.String(), " ")) {
			if !strings.Contains(kept, strings.TrimRight(word, ",")) {
				t.Errorf("%q of %s is lost", word, field)
			}
		}
	}
}

func exported(rows []register.Row) iter.Seq2[register.ExportRecord, error] {
	return func(yield func(register.ExportRecord, error) bool) {
		for _, row := range rows {
			r := register.ExportRecord{
				ID:           row.ForeignID,
				Organisation: register.ExportOrganisation{Name: row.Organisation.Name},
				Version:      register.ExportVersion{PublishedAt: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)},
				System:       row.System,
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

func TestWhatIsWrittenIsValidByTheDutchSchema(t *testing.T) {
	schema, err := jsonschema.UnmarshalJSON(conformance(t, "nl-register/schema-publicatiestandaard-v1.0.0.json"))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("nl.json", schema); err != nil {
		t.Fatal(err)
	}
	standard, err := compiler.Compile("nl.json")
	if err != nil {
		t.Fatal(err)
	}
	rows := read(t, byCode(t, "nl-1.0"), conformance(t, "nl-register/records/Centric.json")).rows
	rows = append(rows, read(t, byCode(t, "us-2025"), conformance(t, us2025File)).rows...)
	rows = append(rows, read(t, byCode(t, "us-2024"), conformance(t, us2024File)).rows...)
	rows = append(rows, register.Row{}) // a record that answers nothing
	for i, record := range written(t, rows) {
		if err := standard.Validate(record); err != nil {
			t.Fatalf("record %d: %v", i, err)
		}
	}
}

func written(t *testing.T, rows []register.Row) []any {
	t.Helper()
	var out bytes.Buffer
	if err := byCode(t, "nl-1.0").Write(&out, exported(rows)); err != nil {
		t.Fatal(err)
	}
	records, err := jsonschema.UnmarshalJSON(&out)
	if err != nil {
		t.Fatal(err)
	}
	return records.([]any)
}

func TestWhatIsWrittenReadsBackTheSame(t *testing.T) {
	rows := read(t, byCode(t, "nl-1.0"), conformance(t, "nl-register/records/Centric.json")).rows
	first := written(t, rows)
	text, err := json.Marshal(first)
	if err != nil {
		t.Fatal(err)
	}
	again := read(t, byCode(t, "nl-1.0"), bytes.NewReader(text))
	if again.err != nil || len(again.rejected) > 0 {
		t.Fatal(again.err, again.rejected)
	}
	if diff := cmp.Diff(first, written(t, again.rows)); diff != "" {
		t.Errorf("second writing differs:\n%s", diff)
	}
}

func TestBrokenJSONIsRefusedWithPlaceAndReason(t *testing.T) {
	cases := map[string]struct{ text, file, row string }{
		"empty":        {text: "", file: "empty"},
		"csv":          {text: "name,x", file: "expected a JSON list"},
		"cut off":      {text: `[{"name":"a"},{"name":"b`, file: "record 2: broken JSON"},
		"no bracket":   {text: `[{"name":"a"}`, file: "ends in the middle"},
		"not objects":  {text: `["a"]`, row: "no JSON object"},
		"ten thousand": {text: "[" + strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5000) + "]", row: "deeper than 32"},
	}
	for name, c := range cases {
		got := read(t, byCode(t, "nl-1.0"), strings.NewReader(c.text))
		if c.file != "" && (got.err == nil || !strings.Contains(got.err.Error(), c.file)) {
			t.Errorf("%s: error %v, want %q", name, got.err, c.file)
		}
		if c.row != "" && (len(got.rejected) != 1 || !strings.Contains(got.rejected[0].Error(), c.row)) {
			t.Errorf("%s: rejected %v, error %v", name, got.rejected, got.err)
		}
	}
}

func TestAFieldThatTheStandardDoesNotKnowIsKept(t *testing.T) {
	got := read(t, byCode(t, "nl-1.0"), strings.NewReader(`{"name":"x","lars":"12345","verzonnen":{"a":[1]}}`))
	row := got.rows[0]
	if row.ForeignID != "12345" || !strings.Contains(everything(t, row), `{"a":[1]}`) {
		t.Errorf("row %+v", row)
	}
}
