package legalref_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tillit-se/tillit/kit/legalref"
)

// update writes the golden files anew: go test ./kit/legalref -run Golden -update. Read the difference before it is committed.
var update = flag.Bool("update", false, "write the golden files")

// TestGoldenTexts reads whole texts, which we have made up, and compares with what was found when they were last read by eye.
func TestGoldenTexts(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "golden", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden texts: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			refs := legalref.NewReader(inStatute()).Find(string(text))
			sound(t, string(text), refs)
			var got strings.Builder
			for _, r := range refs {
				fmt.Fprintf(&got, "%d-%d\t%s\t%s\t%s\n", r.Start, r.End, r.Target, r.Target.Display(), strings.Join(strings.Fields(r.Text), " "))
			}
			golden := strings.TrimSuffix(file, ".txt") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got.String()), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
