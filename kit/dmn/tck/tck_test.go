package tck_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/tillit-se/tillit/kit/dmn/tck"
)

func TestConformance(t *testing.T) {
	root := os.Getenv("TILLIT_CONFORMANCE")
	if root == "" {
		t.Skip("TILLIT_CONFORMANCE is unset: it names the folder that holds dmn-tck")
	}
	runner, err := tck.NewRunner(tck.Options{Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	lines, err := runner.RunDir(t.Context(), filepath.Join(root, "dmn-tck"))
	if err != nil {
		t.Fatal(err)
	}
	failed := 0
	for _, l := range lines {
		if !l.OK {
			failed++
			t.Logf("%s %s %s %s: %s", l.Suite, l.File, l.Case, l.Result, l.Message)
		}
	}
	t.Logf("%d of %d failed", failed, len(lines))
}
