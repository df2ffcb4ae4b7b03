package legalref_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tillit-se/tillit/kit/legalref"
)

// TestTheTwoSourceDocumentsAreReadWhole compares with lists that have been checked by eye against the two documents: each
// reference, and nothing else. The page's own label "Propositionsnummer" is no reference, nor are acts spoken of without number. The
// documents themselves are not part of the project; TILLIT_SHARED names the folder that holds them.
func TestTheTwoSourceDocumentsAreReadWhole(t *testing.T) {
	root := os.Getenv("TILLIT_SHARED")
	if root == "" {
		t.Skip("TILLIT_SHARED is not set: it names the folder with seeds/")
	}
	for _, name := range []string{"skr-2021-22-203", "uppdrag-I2021-01825"} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(root, "seeds", name+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			list, err := os.ReadFile(filepath.Join("testdata", "seeds", name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			var want []found
			if err := json.Unmarshal(list, &want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, pairs(legalref.Find(string(text)))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
