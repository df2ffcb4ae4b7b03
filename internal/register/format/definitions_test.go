package format_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/register/format"
)

// Every row of the peers' files must be something that the register takes: no code that no list has, no broken link.
func TestRowsOfThePeersAreSound(t *testing.T) {
	root := os.Getenv("TILLIT_CONFORMANCE")
	if root == "" {
		t.Skip("TILLIT_CONFORMANCE names no folder with the peers' files")
	}
	defs, err := register.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		file   string
		format register.Format
	}{
		{"us-inventory/2025_individually_reported_AI_use_cases.csv", format.US2025()},
		{"us-inventory/2024_consolidated_ai_inventory_raw_v2.csv", format.US2024()},
		{"nl-register/records/Centric.json", format.NL10()},
		{"nl-register/records/Gemeente Amsterdam.json", format.NL10()},
		{"nl-register/records/Gemeente Tilburg.json", format.NL10()},
		{"nl-register/records/Zylab.json", format.NL10()},
	} {
		t.Run(c.file, func(t *testing.T) { soundFile(t, defs, filepath.Join(root, c.file), c.format) })
	}
}

func soundFile(t *testing.T, defs *register.Definitions, path string, f register.Format) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	rows, err := f.Open(file, register.Options{})
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]int{}
	for {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range row.System.Sound(defs) {
			key := fault.Key + fault.Path
			if said[key]++; said[key] <= 3 {
				t.Errorf("row %d: %s: %s %v", row.Number, fault.Path, fault.Key, fault.Args)
			}
		}
		if row.System.Slag == "" || row.Organisation.Name.IsZero() {
			t.Errorf("row %d: no slag or organisation", row.Number)
		}
	}
}
