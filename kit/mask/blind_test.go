package mask_test

import (
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
)

// blindDocs gives the documents of testdata/blind, sorted by id. Every third of a kind is kept: nobody reads what the finder does wrong there
// before the last score; the others are open.
func blindDocs(t testing.TB, kept bool) []goldDoc {
	t.Helper()
	var docs []goldDoc
	for _, of := range markedSources(t, "testdata/blind/source") {
		for i, doc := range of {
			if (i%3 == 2) == kept {
				docs = append(docs, doc)
			}
		}
	}
	sort.Slice(docs, func(i, j int) bool { return docs[i].ID < docs[j].ID })
	return docs
}

// TestBlindTable prints how the finder does on the blind set: counts of both parts, and with TILLIT_BLIND=open what it missed in the open part.
// TILLIT_BLIND=kept does so for the kept part, when that is to be opened.
func TestBlindTable(t *testing.T) {
	want := os.Getenv("TILLIT_BLIND")
	if want == "" {
		t.Skip("set TILLIT_BLIND to score, open or kept to print the tables")
	}
	for _, point := range []mask.Point{mask.Recall, mask.Balanced, mask.Precision} {
		f := finder(t, mask.Options{Point: point})
		for _, kept := range []bool{false, true} {
			part := map[bool]string{false: "open", true: "kept"}[kept]
			r := measureGold(f, blindDocs(t, kept))
			p := r.of(mask.Person)
			fmt.Printf("%-6v %s: all %d of %d (%.4f), persons %d of %d (%.4f), precision %.4f of persons, %d in vain\n", point, part, r.report.All.Full,
				r.report.All.Gold, r.report.All.FullRecall(), p.Full, p.Gold, p.FullRecall(), p.Precision(), len(r.vain))
			if want != part || point != mask.Balanced {
				continue
			}
			for _, c := range r.report.Classes {
				fmt.Printf("%-20s gold %4d full %4d part %3d miss %3d | precision %.4f vain %d\n", c.Class, c.Gold, c.Full, c.Partial, c.Missed, c.Precision(), c.Spurious)
			}
			fmt.Println(strings.Join(r.leaks, "\n") + "\n-- in vain\n" + strings.Join(r.vain, "\n"))
		}
	}
}

// What the finder reached on the blind set on 2026-11-22 at the balanced point, both parts together, rounded to its disadvantage. Raise these, never
// lower them.
const (
	leastBlindPersons = 0.965 // of persons hidden whole: 537 of 554
	leastBlindAll     = 0.96  // of everything marked: 820 of 851
	mostBlindVain     = 54    // stretches hidden in vain, in 139 documents
)

// TestBlindSetGetsNoWorse holds the finder to that.
func TestBlindSetGetsNoWorse(t *testing.T) {
	f := finder(t, mask.Options{})
	r := measureGold(f, append(blindDocs(t, false), blindDocs(t, true)...))
	persons := r.of(mask.Person)
	atLeast(t, "persons", persons.FullRecall(), leastBlindPersons)
	atLeast(t, "all", r.report.All.FullRecall(), leastBlindAll)
	if len(r.vain) > mostBlindVain {
		t.Errorf("%d stretches are hidden in vain, at most %d were", len(r.vain), mostBlindVain)
	}
}
