package format_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/register/format"
)

const handHeading = "slag,name.sv,summary.sv,organisation.name.sv\n"

// outcomes reads a file to its end: the summaries of the rows taken, the reasons of those refused, and what ended it.
func outcomes(t *testing.T, f register.Format, file string) (taken []string, refused []*register.RowError, end error) {
	t.Helper()
	rows, err := f.Open(strings.NewReader(file), register.Options{})
	if err != nil {
		return nil, nil, err
	}
	for {
		row, err := rows.Next()
		var bad *register.RowError
		switch {
		case errors.Is(err, io.EOF):
			return taken, refused, nil
		case errors.As(err, &bad):
			refused = append(refused, bad)
		case err != nil:
			return taken, refused, err
		default:
			taken = append(taken, row.System.Summary.SV)
		}
	}
}

func TestCellsAreReadAsSpreadsheetsWriteThem(t *testing.T) {
	for _, c := range []struct{ name, cell, want string }{
		{"plain", "text", "text"},
		{"empty", "", ""},
		{"spaces around", "  text ", "text"},
		{"a comma in quotes", `"a,b"`, "a,b"},
		{"a quote in quotes", `"a ""b"" c"`, `a "b" c`},
		{"a line break in quotes", "\"a\nb\"", "a\nb"},
		{"a Windows line break in quotes", "\"a\r\nb\"", "a\nb"},
		{"å in UTF-8", "åäö 😀", "åäö 😀"},
		{"å in Windows-1252", "\xe5\xe4\xf6 \x80", "åäö €"},
		{"a zero byte", "a\x00b", "ab"},
		{"markup", "<script>alert(1)</script>", "<script>alert(1)</script>"},
		{"a guarded formula", "'=1+1", "=1+1"},
		{"a guarded minus", "'-1", "-1"},
		{"a guarded plus", "'+1", "+1"},
		{"a guarded at sign", "'@SUM(A1)", "@SUM(A1)"},
		{"an apostrophe of one's own", "'tis", "'tis"},
		{"an apostrophe alone", "'", "'"},
		{"an unguarded formula is text", "=1+1", "=1+1"},
		{"a semicolon", "a;b", "a;b"},
		{"JSON is text in a text", `"{""a"":1}"`, `{"a":1}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			for mark, before := range map[string]string{"with": "\ufeff", "without": ""} {
				for ending, end := range map[string]string{"\\n": "\n", "\\r\\n": "\r\n", "none": ""} {
					file := before + strings.TrimSuffix(handHeading, "\n") + "\r\nai_system,n," + c.cell + ",Testkommunen" + end
					taken, refused, err := outcomes(t, format.CSV(), file)
					if err != nil || len(refused) > 0 || len(taken) != 1 || taken[0] != c.want {
						t.Errorf("%s byte order mark, line ending %s: %q, %v, %v; want %q", mark, ending, taken, refused, err, c.want)
					}
				}
			}
		})
	}
}

func TestRowsThatAreBrokenAreNamedAndTheNextAreRead(t *testing.T) {
	for _, c := range []struct {
		name, rows  string
		taken       string
		refused     []int
		reason, end string
	}{
		{"all whole", "ai_system,n,a,T\nai_system,n,b,T\n", "a b", nil, "", ""},
		{"blank lines", "\n\nai_system,n,a,T\n\n\nai_system,n,b,T\n\n", "a b", nil, "", ""},
		{"a cell too many", "ai_system,n,a,T,x\nai_system,n,b,T\n", "b", []int{1}, "5 cells where the heading has 4", ""},
		{"a cell too few", "ai_system,n,a,T\nai_system,n,b\nai_system,n,c,T\n", "a c", []int{2}, "3 cells where the heading has 4", ""},
		{"a quote inside a cell", "ai_system,n,a\"b,T\nai_system,n,c,T\n", "c", []int{1}, "quotation", ""},
		{"text after a quoted cell", "ai_system,n,\"a\"b,T\nai_system,n,c,T\n", "c", []int{1}, "quotation", ""},
		{"nothing but the heading", "", "", nil, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			taken, refused, err := outcomes(t, format.CSV(), handHeading+c.rows)
			if err != nil || strings.Join(taken, " ") != c.taken || len(refused) != len(c.refused) {
				t.Fatalf("taken %q, refused %v, %v", taken, refused, err)
			}
			for i, bad := range refused {
				if bad.Row != c.refused[i] || !strings.Contains(bad.Reason, c.reason) {
					t.Errorf("refused %+v, want row %d with %q", bad, c.refused[i], c.reason)
				}
			}
		})
	}
}

func TestARowWithoutEndStopsTheReadingBeforeTheMemoryDoes(t *testing.T) {
	// 50 MB in one cell, and a quote that is never closed over as much.
	for name, cell := range map[string]string{"a cell": strings.Repeat("x", 50<<20), "an open quote": `"` + strings.Repeat("x\n", 25<<20)} {
		taken, _, err := outcomes(t, format.CSV(), handHeading+"ai_system,n,a,T\nai_system,n,"+cell+",T\n")
		if err == nil || len(taken) != 1 || !strings.Contains(err.Error(), "row 2") {
			t.Errorf("%s: taken %d, %v", name, len(taken), err)
		}
	}
}

func TestNoCellThatIsWrittenRunsInASpreadsheet(t *testing.T) {
	for _, text := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "'=1", "''", "-", "=", "\t=1"} {
		r := anyRecord().Example(1)
		r.System.Summary = register.Text{SV: text, EN: text}
		var file bytes.Buffer
		if err := format.CSV().Write(&file, all([]register.ExportRecord{r})); err != nil {
			t.Fatal(err)
		}
		table, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.String(), "\ufeff"))).ReadAll()
		if err != nil || len(table) != 2 {
			t.Fatal(len(table), err)
		}
		for i, cell := range table[1] {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("%q is written to %s as %q", text, table[0][i], cell)
			}
		}
	}
}

func TestVersionsOfTheTillitFormat(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{`{"format":"tillit","version":1,"records":[]}`, ""},
		{" \n{\"format\":\"tillit\",\"version\":1,\"records\":[ ]}\n", ""},
		{"\ufeff" + `{"format":"tillit","version":1,"records":[]}`, ""},
		{`{"format":"tillit","version":2,"records":[]}`, "Update Tillit"},
		{`{"format":"tillit","version":99,"records":[]}`, "Update Tillit"},
		{`{"format":"tillit","version":0,"records":[]}`, "no version"},
		{`{"format":"tillit","version":-1,"records":[]}`, "no version"},
		{`{"format":"Tillit","version":1,"records":[]}`, "not tillit"},
		{`{"format":"","version":1,"records":[]}`, "not"},
		{`{"version":1,"records":[]}`, "not of the format"},
		{`{"format":"tillit","records":[]}`, "not of the format"},
		{`{"records":[]}`, "not of the format"},
		{`"tillit"`, "not of the format"},
		{`null`, "not of the format"},
		{`{"format":"tillit","version":"1","records":[]}`, `"1", which is no version`},
		{`{"format":"tillit","version":1,"records":{}}`, "not of the format"},
	} {
		_, _, err := outcomes(t, format.Tillit(), c.file)
		if c.want == "" && err == nil {
			continue
		}
		if c.want == "" || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.file, err, c.want)
		}
	}
}
