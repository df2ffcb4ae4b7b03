package compare_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/compare"
)

func TestAModelDoesNotDifferFromItself(t *testing.T) {
	root := os.Getenv("TILLIT_CONFORMANCE")
	if root == "" {
		t.Skip("TILLIT_CONFORMANCE names no folder: the models of the kit are not compared")
	}
	files, err := filepath.Glob(filepath.Join(root, "dmn-tck", "compliance-level-*", "*", "*.dmn"))
	if err != nil || len(files) < 100 {
		t.Fatalf("found %d models: %v", len(files), err)
	}
	var before compare.Version
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d, err := dmn.Read(source, dmn.FileLimits{})
		if err != nil {
			t.Fatal(err)
		}
		v := compare.Version{Definitions: d}
		if changes := compare.Compare(v, v); len(changes) > 0 {
			t.Errorf("%s: %q", filepath.Base(file), told(changes))
		}
		if before.Definitions != nil {
			compare.Compare(before, v) // two models that have nothing to do with each other: no panic
		}
		before = v
	}
}
