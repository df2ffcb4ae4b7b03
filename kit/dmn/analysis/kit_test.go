package analysis_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/analysis"
)

// TestEveryTableOfTheKitIsAnalysed reads tables that others wrote: all end in time, and most cells are read.
func TestEveryTableOfTheKitIsAnalysed(t *testing.T) {
	root := os.Getenv("TILLIT_CONFORMANCE")
	if root == "" {
		t.Skip("TILLIT_CONFORMANCE names no folder: the tables of the kit are not analysed")
	}
	files, err := filepath.Glob(filepath.Join(root, "dmn-tck", "compliance-level-*", "*", "*.dmn"))
	if err != nil || len(files) < 100 {
		t.Fatalf("found %d models: %v", len(files), err)
	}
	tables, cells, unread := 0, 0, 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d, err := dmn.Read(source, dmn.FileLimits{})
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		report, err := analysis.Analyse(d, analysis.Options{})
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, a := range report.Tables {
			tables++
			cells += a.Rules * len(a.Inputs)
			unread += len(a.Unread)
			if a.Limit != "" {
				t.Errorf("%s: the table of %s stops at the limit %s", filepath.Base(file), a.Element, a.Limit)
			}
		}
	}
	t.Logf("%d tables, %d cells, %d unread", tables, cells, unread)
	if tables < 20 || unread*4 > cells {
		t.Errorf("%d tables, %d of %d cells unread", tables, unread, cells)
	}
}
