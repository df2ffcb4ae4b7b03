package format

import (
	"bytes"
	"encoding/csv"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/register"
)

// readWhole reads a file to its end and tells how it went: the rows, those refused, and what ended it.
func readWhole(t testing.TB, f register.Format, file []byte) (rows []register.Row, refused []string, end error) {
	t.Helper()
	reader, err := f.Open(bytes.NewReader(file), register.Options{AsOf: "2025-01"})
	if err != nil {
		return nil, nil, err
	}
	for range len(file) + 2 {
		row, err := reader.Next()
		var bad *register.RowError
		switch {
		case errors.As(err, &bad):
			if bad.Reason == "" {
				t.Fatalf("row %d is refused without a reason", bad.Row)
			}
			refused = append(refused, bad.Error())
		case err != nil:
			return rows, refused, err
		default:
			rows = append(rows, row)
		}
	}
	t.Fatal("the file has no end")
	return nil, nil, nil
}

// fuzzFormat holds a format to what is true of any file at all: reading ends, twice is the same as once, every row can be written as JSON
// and tells which it is, and an import could look at it.
func fuzzFormat(f *testing.F, format register.Format, seeds ...string) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	defs, err := register.LoadDefinitions()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		rows, refused, end := readWhole(t, format, file)
		again, refusedAgain, endAgain := readWhole(t, format, file)
		if !reflect.DeepEqual(rows, again) || !reflect.DeepEqual(refused, refusedAgain) || end.Error() != endAgain.Error() {
			t.Fatalf("reading twice gives two things: %v and %v", end, endAgain)
		}
		last := 0
		for _, row := range rows {
			if row.Number <= last {
				t.Fatalf("row %d comes after row %d", row.Number, last)
			}
			last = row.Number
			row.System.Tidy(defs)
			if _, err := row.System.Canonical(); err != nil {
				t.Fatalf("row %d: %v", row.Number, err)
			}
			row.System.Sound(defs)
			for _, n := range row.Notes {
				if n.Message == "" || n.Kind == "" || n.Row != row.Number {
					t.Fatalf("a note without words or place: %+v", n)
				}
			}
		}
	})
}

// tableOf is a file of a format with columns: the heading and rows in which every cell says cell(row, column).
func tableOf(headings []string, rows int, cell func(row int, heading string) string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write(headings)
	for row := range rows {
		cells := make([]string, len(headings))
		for i, h := range headings {
			cells[i] = cell(row, h)
		}
		_ = w.Write(cells)
	}
	w.Flush()
	return b.String()
}

func headingsOf(parts ...[]column) []string {
	var all []string
	for _, part := range parts {
		for _, c := range part {
			all = append(all, c.heading)
		}
	}
	return all
}

func us2025Headings() []string { return headingsOf(us2025Use(""), us2025HighImpact()) }

func us2024Headings() []string {
	return headingsOf(us2024Use(""), us2024Data(), us2024Resources(), us2024Impacting())
}

func FuzzCSV(f *testing.F) {
	fuzzFormat(
		f, CSV(),
		"slag,name.sv,organisation.name.sv\nai_system,A,B\n", "\ufeffslag,name.sv,organisation.name.sv,x\r\nai_system,\"a\"\"b\",'=1,y\r\n",
		"slag,name.sv,organisation.name.sv,phases\nai_system,A,B,\"[{\"\"phase\"\":\"\"idea\"\"}]\"\n", "slag,name.sv,organisation.name.sv\nai_system,\"A\n",
		"slag,name.sv,organisation.name.sv,version.number,state,id\nai_system,A,B,x,published,1\n", "slag,name.sv,organisation.name.sv\nai_system,\xe5,B\n",
		"\xff\xfes\x00", "", "slag,slag,name.sv\n",
	)
}

func FuzzTillit(f *testing.F) {
	fuzzFormat(
		f, Tillit(), `{"format":"tillit","version":1,"records":[]}`, `{"format":"tillit","version":1,"records":[{"id":"x"}]}`,
		`{"format":"tillit","version":2}`, `[`, `{"records":[{}]}`, `{"format":"tillit","version":1,"records":[{},{}`,
		`{"format":"tillit","version":1,"records":[{},{"id":1},[]]}`,
		`{"format":"tillit","version":1,"records":[{"id":"01930000-0000-7000-8000-000000000000","organisation":{"name":{"sv":"A"}},"state":"published","version":{"number":1},"system":{"slag":"ai_system","name":{"sv":"B"}}}]}`,
	)
}

func FuzzNL(f *testing.F) {
	fuzzFormat(
		f, NL10(), `[{"name":"Naam","organization":"Gemeente","status":"In gebruik","begin_date":"2021-04"}]`, `{"name":"<b>Naam</b>"}`,
		`[{"name":1,"lawful_basis_grouping":[{"title":"a"},{"title":5}]}]`, `[{"tags":"a, b","provider":null}`, `[`, `[[[[]]]]`, `[{}]x`,
		"\xef\xbb\xbf[]", `[{"contact_email":"<script>","impacttoetsen_grouping":[{"title":"DPIA","link":"javascript:x"}]}]`,
	)
}

func FuzzUS2025(f *testing.F) {
	plain := tableOf(us2025Headings(), 2, func(_ int, h string) string { return h })
	fuzzFormat(
		f, US2025(), plain, tableOf(us2025Headings(), 1, func(int, string) string { return "['a) One', 'b) Two']" }),
		tableOf(headingsOf(us2025Products("")), 1, func(int, string) string { return "Y" }), strings.ReplaceAll(plain, "agency", "agencies"),
		strings.TrimSuffix(plain, "\n")+`,"`,
	)
}

func FuzzUS2024(f *testing.F) {
	fuzzFormat(
		f, US2024(), tableOf(us2024Headings(), 2, func(row int, _ string) string { return strings.Repeat("\x93x\x94", row) }),
		tableOf(us2024Headings(), 1, func(int, string) string { return "12/31/2023" }), tableOf(us2024Headings()[1:], 1, func(int, string) string { return "" }),
	)
}
