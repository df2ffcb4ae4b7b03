package format_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/register/format"
)

// conformance opens a file of the conformance data, or skips.
func conformance(t testing.TB, path string) *os.File {
	t.Helper()
	folder := os.Getenv("TILLIT_CONFORMANCE")
	if folder == "" {
		t.Skip("TILLIT_CONFORMANCE is not set: it names the folder with others' registers")
	}
	f, err := os.Open(filepath.Join(folder, path))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

type result struct {
	rows     []register.Row
	rejected []*register.RowError
	err      error
}

func read(t testing.TB, f register.Format, from io.Reader) result {
	t.Helper()
	reader, err := f.Open(from, register.Options{})
	if err != nil {
		return result{err: err}
	}
	var got result
	for {
		row, err := reader.Next()
		var rejected *register.RowError
		switch {
		case errors.Is(err, io.EOF):
			return got
		case errors.As(err, &rejected):
			got.rejected = append(got.rejected, rejected)
		case err != nil:
			got.err = err
			return got
		default:
			got.rows = append(got.rows, row)
		}
	}
}

// everything is all that was kept of a row, as one text to look for words in.
func everything(t *testing.T, row register.Row) string {
	t.Helper()
	text, err := json.Marshal(row)
	if err != nil {
		t.Fatal(err)
	}
	var plain any
	if err := json.Unmarshal(text, &plain); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	flatten(&b, plain)
	return b.String()
}

func flatten(b *strings.Builder, v any) {
	switch v := v.(type) {
	case string:
		b.WriteString(squeeze(v) + "\n")
	case []any:
		for _, e := range v {
			flatten(b, e)
		}
	case map[string]any:
		for _, e := range v {
			flatten(b, e)
		}
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func byCode(t testing.TB, code string) register.Format {
	t.Helper()
	for _, f := range format.All() {
		if f.Code == code {
			return f
		}
	}
	t.Fatalf("no format %s", code)
	return register.Format{}
}

func FuzzEveryFormatReadsOrRefuses(f *testing.F) {
	f.Add("us-2025", "agency,agency_name\n\"x")
	f.Add("us-2024", "Use Case Name,Agency\na,b\n")
	f.Add("nl-1.0", `[{"name":"x","theme":["Verkeer"],"legal_basis_grouping":[{"title":1}]}]`)
	f.Add("nl-1.0", `{"name":"<a href='x'>y</a>","status":"In gebruik","start_date":"2024-13"}`)
	f.Fuzz(func(t *testing.T, code, text string) {
		for _, one := range format.All() {
			if one.Code != code {
				continue
			}
			for _, row := range read(t, one, strings.NewReader(text)).rows {
				if row.System.Name.IsZero() && row.ForeignID != "" {
					t.Errorf("a row with an id has no name: %+v", row)
				}
			}
		}
	})
}
