package mask_test

import (
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
)

// What the finder reached at the balanced point on 2026-11-22, rounded to its disadvantage. Raise these, never lower them.
const (
	leastPersons  = 0.975 // of persons hidden whole: 948 of 971
	leastClean    = 0.982 // the same without the kind brus, which is noise on purpose
	leastAll      = 0.975 // of everything marked: 1293 of 1325
	leastPrecise  = 0.94  // of the characters hidden as persons
	mostVain      = 63    // stretches hidden in vain, in 172 documents
	knownLeaks    = "testdata/gold/known-leaks.txt"
	knownLeaksTop = "# Stretches of the gold set that are not wholly hidden: document, class, how many. Made by -update; only take away from it.\n"
)

// TestGoldGetsNoWorse is a ratchet: no leak that is not known, and not more hidden in vain.
func TestGoldGetsNoWorse(t *testing.T) {
	f := finder(t, mask.Options{})
	all := measureGold(f, allGold(t))
	persons := all.of(mask.Person)
	atLeast(t, "persons", persons.FullRecall(), leastPersons)
	atLeast(t, "all", all.report.All.FullRecall(), leastAll)
	atLeast(t, "precision of persons", persons.Precision(), leastPrecise)
	if len(all.vain) > mostVain {
		t.Errorf("%d stretches are hidden in vain, at most %d were", len(all.vain), mostVain)
	}
	var clean []goldDoc
	for _, doc := range allGold(t) {
		if doc.Kind != "brus" {
			clean = append(clean, doc)
		}
	}
	withoutNoise := measureGold(f, clean)
	cleanPersons := withoutNoise.of(mask.Person)
	atLeast(t, "persons without noise", cleanPersons.FullRecall(), leastClean)
	compareLeaks(t, all.leaks)
}

func atLeast(t *testing.T, what string, got, least float64) {
	t.Helper()
	if got < least {
		t.Errorf("%s: %.4f, was at least %.3f", what, got, least)
	}
}

// compareLeaks holds the leaks against those known, by document and class.
func compareLeaks(t *testing.T, leaks []string) {
	t.Helper()
	got := map[string]int{}
	for _, leak := range leaks {
		fields := strings.Fields(leak)
		got[fields[0]+" "+fields[1]]++
	}
	if *updateGold {
		if err := os.WriteFile(knownLeaks, []byte(leakList(got)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(knownLeaks)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]int{}
	for line := range strings.Lines(strings.TrimPrefix(string(data), knownLeaksTop)) {
		var id, class string
		var n int
		if _, err := fmt.Sscan(line, &id, &class, &n); err != nil {
			t.Fatalf("%s: %q: %v", knownLeaks, line, err)
		}
		known[id+" "+class] = n
	}
	for key, n := range got {
		if n > known[key] {
			t.Errorf("%s: %d leak, %d are known:\n%s", key, n, known[key], with(leaks, key))
		}
	}
	for key, n := range known {
		if got[key] < n {
			t.Logf("%s: %d leak, %d are known: mended, so run -update", key, got[key], n)
		}
	}
}

func leakList(leaks map[string]int) string {
	lines := make([]string, 0, len(leaks))
	for key, n := range leaks {
		lines = append(lines, fmt.Sprintf("%s %d\n", key, n))
	}
	sort.Strings(lines)
	return knownLeaksTop + strings.Join(lines, "")
}

func with(lines []string, prefix string) string {
	var found []string
	for _, line := range lines {
		if strings.HasPrefix(line, prefix+" ") {
			found = append(found, line)
		}
	}
	return strings.Join(found, "\n")
}

// TestGoldIdentifiersAreAllFound: of numbers and contacts nothing leaks but in texts that are spoiled or spelled out on purpose.
func TestGoldIdentifiersAreAllFound(t *testing.T) {
	f := finder(t, mask.Options{})
	identifying := map[string]bool{}
	for _, c := range mask.Classes() {
		identifying[string(c)] = true
	}
	for _, c := range []mask.Class{mask.Person, mask.Place, mask.Organisation, mask.Age, mask.BirthDate, mask.Address, mask.PostalPlace, mask.Property} {
		delete(identifying, string(c))
	}
	for _, leak := range measureGold(f, allGold(t)).leaks {
		fields := strings.Fields(leak)
		if identifying[fields[1]] && !strings.HasPrefix(leak, "brus-") && !strings.HasPrefix(leak, "tal-") {
			t.Errorf("leaks: %s", leak)
		}
	}
}
