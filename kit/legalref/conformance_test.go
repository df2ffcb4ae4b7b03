package legalref_test

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tillit-se/tillit/kit/legalref"
)

// found is a reference as the conformance cases and our own lists write it.
type found struct{ Text, Target string }

// conformance is the folder with data that others made, which is not part of the project.
func conformance(t *testing.T, parts ...string) string {
	t.Helper()
	root := os.Getenv("TILLIT_CONFORMANCE")
	if root == "" {
		t.Skip("TILLIT_CONFORMANCE is not set: it names the folder with the conformance data")
	}
	return filepath.Join(append([]string{root}, parts...)...)
}

// conformanceCase is one file: paragraphs that share state, and the links expected in each.
type conformanceCase struct {
	name       string
	options    legalref.Options
	paragraphs []string
	want       [][]found
}

var (
	linkForm   = regexp.MustCompile(`(?s)<Link uri="https://lagen\.nu/([^"]*)">(.*?)</Link>`)
	baseYear   = regexp.MustCompile(`'year': "([^"]+)", 'no': "([^"]+)"`)
	baseReport = regexp.MustCompile(`'kommittensbetankande': "([^"]+)"`)
)

// readCase reads a case; ok is false when it has no expected links.
func readCase(t *testing.T, file string) (c conformanceCase, ok bool) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := legalref.Decode(data, legalref.Windows1252)
	if err != nil {
		t.Fatal(err)
	}
	input, expected, ok := strings.Cut(strings.ReplaceAll(decoded.Text, "\r\n", "\n"), "\n\n")
	if !ok || !strings.Contains(expected, "<list>") {
		return c, false
	}
	c.name = filepath.Base(file)
	c.options.Base = legalref.Current()
	if strings.HasPrefix(input, "NOBASE:") {
		c.options.Base = legalref.Target{}
	}
	if strings.HasPrefix(input, "BASE:") {
		line, rest, _ := strings.Cut(input, "\n")
		input = rest
		if m := baseYear.FindStringSubmatch(line); m != nil {
			c.options.Base = legalref.Target{Series: "prop", Number: m[1] + ":" + m[2]}
		}
		if m := baseReport.FindStringSubmatch(line); m != nil {
			c.options.Report = legalref.Target{Series: "sou", Number: m[1]}
		}
	}
	c.paragraphs = strings.Split(input, "\n---\n")
	for _, list := range strings.Split(expected, "\n---\n") {
		var want []found
		for _, m := range linkForm.FindAllStringSubmatch(list, -1) {
			want = append(want, found{html.UnescapeString(m[2]), ourTarget(m[1])})
		}
		c.want = append(c.want, want)
	}
	return c, true
}

// ourTarget puts the series before the path of a case's link.
func ourTarget(path string) string {
	path = html.UnescapeString(path)
	if rest, ok := strings.CutPrefix(path, "ext/celex/"); ok {
		return "celex/" + rest
	}
	if path[0] >= '0' && path[0] <= '9' {
		return "sfs/" + path
	}
	return path
}

// read gives what we find in each paragraph of a case.
func (c conformanceCase) read() [][]found {
	reader := legalref.NewReader(c.options)
	var got [][]found
	for _, paragraph := range c.paragraphs {
		if strings.HasPrefix(paragraph, "RESET:") {
			reader.Reset()
		}
		got = append(got, pairs(reader.Find(paragraph)))
	}
	return got
}

func pairs(refs []legalref.Reference) []found {
	var list []found
	for _, r := range refs {
		list = append(list, found{r.Text, r.Target.String()})
	}
	return list
}

// wrong are the references found whose text is cited in the case, but with another target.
func wrong(got, want [][]found) []found {
	var list []found
	for i := range want {
		for n, g := range got[i] {
			for _, w := range want[i] {
				if w.Text == g.Text && !contains(want[i], g) && n < len(got[i]) {
					list = append(list, g)
				}
			}
		}
	}
	return list
}

func contains(list []found, f found) bool {
	for _, other := range list {
		if other == f {
			return true
		}
	}
	return false
}

// TestConformanceCases scores the cases. Those of the kinds that we promise must be at least 90 % exact, and no target may be wrong; of
// the other kinds the figures are only printed.
func TestConformanceCases(t *testing.T) {
	promised := map[string]bool{"SFS": true, "Simple": true, "Regpubl": true, "EGLag": true}
	kinds, err := os.ReadDir(conformance(t, "legalref"))
	if err != nil {
		t.Fatal(err)
	}
	exact, all := 0, 0
	for _, kind := range kinds {
		files, err := filepath.Glob(conformance(t, "legalref", kind.Name(), "*.txt"))
		if err != nil {
			t.Fatal(err)
		}
		good, total := 0, 0
		for _, file := range files {
			c, ok := readCase(t, file)
			if !ok {
				continue
			}
			total++
			got := c.read()
			diff := cmp.Diff(c.want, got)
			if diff == "" {
				good++
			} else {
				t.Logf("%s/%s (-want +got):\n%s", kind.Name(), c.name, diff)
			}
			if bad := wrong(got, c.want); len(bad) > 0 && promised[kind.Name()] {
				t.Errorf("%s/%s: wrong targets %v", kind.Name(), c.name, bad)
			}
		}
		t.Logf("%-8s %2d of %2d exact", kind.Name(), good, total)
		if promised[kind.Name()] {
			exact, all = exact+good, all+total
		}
	}
	t.Logf("promised %2d of %2d exact", exact, all)
	if exact*10 < all*9 {
		t.Errorf("%d of %d cases are exact, less than 90 %%", exact, all)
	}
}
