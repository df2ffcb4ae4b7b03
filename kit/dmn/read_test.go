package dmn_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
)

// conformance returns the folder of the DMN TCK, or skips the test.
func conformance(t testing.TB) string {
	t.Helper()
	root := os.Getenv("TILLIT_CONFORMANCE")
	if root == "" {
		t.Skip("TILLIT_CONFORMANCE is unset: it names the folder that holds dmn-tck")
	}
	return filepath.Join(root, "dmn-tck")
}

func TestAllModelsOfTheTCKAreRead(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(conformance(t), "compliance-level-*", "*", "*.dmn"))
	if err != nil || len(files) < 100 {
		t.Fatalf("found %d models, %v", len(files), err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := dmn.Read(source, dmn.FileLimits{}); err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
		}
	}
}
