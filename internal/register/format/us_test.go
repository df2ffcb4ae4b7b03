package format_test

import (
	"encoding/csv"
	"io"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/tillit-se/tillit/internal/register"
)

const (
	us2025File = "us-inventory/2025_individually_reported_AI_use_cases.csv"
	us2024File = "us-inventory/2024_consolidated_ai_inventory_raw_v2.csv"
	us2025COTS = "us-inventory/2025_consolidated_COTS_AI_use_cases.csv"
)

func TestTheInventoryOf2025GoesInWithItsCounts(t *testing.T) {
	got := read(t, byCode(t, "us-2025"), conformance(t, us2025File))
	if got.err != nil || len(got.rejected) > 0 || len(got.rows) != 3611 {
		t.Fatalf("%d rows, %d rejected, error %v", len(got.rows), len(got.rejected), got.err)
	}
	phases, high := map[register.Phase]int{}, 0
	for _, row := range got.rows {
		phase := register.Phase("")
		if len(row.System.Phases) > 0 {
			phase = row.System.Phases[0].Phase
		}
		phases[phase]++
		if row.System.Impact.Level == "high" {
			high++
		}
	}
	want := map[register.Phase]int{register.Development: 1479, register.Testing: 440, register.InUse: 1040, register.Retired: 314, "": 338}
	for phase, n := range want {
		if phases[phase] != n {
			t.Errorf("phase %q: %d, want %d", phase, phases[phase], n)
		}
	}
	if high != 445 {
		t.Errorf("impact high: %d, want 445", high)
	}
}

// TestNoWordOfTheInventoriesIsLost looks for every cell of the files in what was kept.
func TestNoWordOfTheInventoriesIsLost(t *testing.T) {
	for _, c := range []struct {
		format, file string
		windows1252  bool
	}{{"us-2025", us2025File, false}, {"us-2024", us2024File, true}, {"us-2025", us2025COTS, false}} {
		t.Run(c.file, func(t *testing.T) {
			got := read(t, byCode(t, c.format), conformance(t, c.file))
			if got.err != nil || len(got.rejected) > 0 {
				t.Fatalf("%d rejected, error %v", len(got.rejected), got.err)
			}
			cells := rawCells(t, conformance(t, c.file), c.windows1252)
			if len(cells)-1 != len(got.rows) {
				t.Fatalf("%d rows of %d", len(got.rows), len(cells)-1)
			}
			for i, row := range got.rows {
				lookForAll(t, cells[0], cells[i+1], everything(t, row))
			}
		})
	}
}

func rawCells(t *testing.T, file *os.File, windows1252 bool) [][]string {
	t.Helper()
	var from io.Reader = file
	if windows1252 {
		from = charmap.Windows1252.NewDecoder().Reader(file)
	}
	cells, err := csv.NewReader(from).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return cells
}

func lookForAll(t *testing.T, header, cells []string, kept string) {
	t.Helper()
	for n, cell := range cells {
		word := squeeze(cell)
		if word == "" || word == "[]" || strings.HasPrefix(word, "[") && header[n] == "hi_public_consultation" {
			continue
		}
		if !strings.Contains(kept, word) && !translated(header[n], word, kept) {
			t.Errorf("%q of column %q is lost", word, header[n])
		}
	}
}

// translated tells whether a plain yes or no stands as a typed answer, or a date in ISO form.
func translated(heading, word, kept string) bool {
	switch strings.ToLower(word) {
	case "yes", "no":
		return strings.Contains(kept, strings.ToLower(word)+"\n")
	}
	return strings.Contains(strings.ToLower(heading), "date") && len(word) >= 10 && strings.Contains(kept, word[:10])
}

func TestARowWithoutNameIsShownByItsID(t *testing.T) {
	got := read(t, byCode(t, "us-2025"), conformance(t, us2025File))
	for _, row := range got.rows {
		if row.ForeignID == "DOI-0015" && row.Name == "" {
			if !strings.Contains(row.System.Name.EN, "DOI-0015") || row.System.Phases[0].Phase != register.InUse {
				t.Errorf("shown as %q", row.System.Name.EN)
			}
			return
		}
	}
	t.Error("the row is gone")
}

func TestTheInventoryOf2024IsReadAsWindows1252(t *testing.T) {
	got := read(t, byCode(t, "us-2024"), conformance(t, us2024File))
	if got.err != nil || len(got.rows) != 2133 {
		t.Fatalf("%d rows, error %v", len(got.rows), got.err)
	}
	repaired := 0
	for _, row := range got.rows {
		if strings.ContainsRune(everything(t, row), '\uFFFD') {
			t.Errorf("row %d holds a replacement character", row.Number)
		}
		for _, note := range row.Notes {
			if note.Kind == register.NoteRepaired {
				repaired++
			}
		}
	}
	if repaired == 0 {
		t.Error("the change of encoding is not told")
	}
}

// cots is the heading of the shortest sheet.
const cots = "Agency,AI Use Case,Agency Use (Y/N)?,Name of Commercial Product or Service Used,Estimated # of Licenses/Users\n"

func TestBrokenTablesAreRefusedWithRowAndReason(t *testing.T) {
	cases := map[string]struct{ text, file, row string }{
		"empty file":            {text: "", file: "empty"},
		"another heading":       {text: "name,age\nx,1\n", file: "not us-2025"},
		"utf-16":                {text: "\xff\xfea\x00", file: "UTF-16"},
		"bare quote":            {text: cots + "A,B \"x\" y,Y,P,1\nA,B,Y,P,1\n", row: "row 1: broken quotation marks at line 2"},
		"too few cells":         {text: cots + "A,B,Y\n", row: "row 1: has 3 cells where the heading has 5"},
		"quote without its end": {text: cots + "A,\"B,Y,P,1\nA,B,Y,P,1\n", row: "broken quotation marks"},
		"fifty megabytes":       {text: cots + "A,\"" + strings.Repeat("x", 50<<20) + "\",Y,P,1\n", file: "larger than 16 MB"},
	}
	for name, c := range cases {
		got := read(t, byCode(t, "us-2025"), strings.NewReader(c.text))
		if c.file != "" && (got.err == nil || !strings.Contains(got.err.Error(), c.file)) {
			t.Errorf("%s: error %v, want %q", name, got.err, c.file)
		}
		if c.row != "" && (len(got.rejected) == 0 || !strings.Contains(got.rejected[0].Error(), c.row)) {
			t.Errorf("%s: rejected %v, error %v, want %q", name, got.rejected, got.err, c.row)
		}
	}
}

func TestRowsAfterABrokenOneAreRead(t *testing.T) {
	got := read(t, byCode(t, "us-2025"), strings.NewReader(cots+"A,B \"x\" y,Y,P,1\nAgency,Minutes,Y,Product,10\n"))
	if len(got.rows) != 1 || got.rows[0].Number != 2 || got.rows[0].System.Technique.Product != "Product" {
		t.Errorf("rows %+v", got.rows)
	}
}

func TestMarkupAndFormulasStayTextOfTheRow(t *testing.T) {
	got := read(t, byCode(t, "us-2025"), strings.NewReader(cots+"A,<script>alert(1)</script>,Y,=cmd(),1\n"))
	if got.rows[0].System.Name.EN != "<script>alert(1)</script>" || got.rows[0].System.Technique.Product != "=cmd()" {
		t.Errorf("changed: %+v", got.rows[0].System)
	}
}
