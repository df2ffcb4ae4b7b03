package tillit_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

const module = "github.com/tillit-se/tillit/"

// floors are the house, from the top. A package imports only floors below its own; see docs/architecture.md.
var floors = [][]string{
	{"cmd", "bench"},
	{"internal/cli"},
	{"internal/app"},
	{"internal/web", "internal/api"},
	{"internal/store", "internal/search"},
	{"internal/account", "internal/inbox", "internal/law", "internal/register", "internal/assess", "internal/decide", "internal/catalogue", "internal/forum", "internal/guide", "internal/masking"},
	{"internal/ledger", "internal/jobs", "internal/outbox", "internal/blob"},
	{"internal/fault", "internal/clock", "internal/i18n", "internal/config", "internal/obs"},
	{"content"},
	{"kit"},
}

// below are the imports that features and kit packages may make on their own floor: each to what stands left of it or is listed.
var below = map[string][]string{
	"internal/inbox":     {"internal/account"},
	"internal/law":       {"internal/account", "internal/inbox"},
	"internal/register":  {"internal/account", "internal/inbox", "internal/law"},
	"internal/assess":    {"internal/account", "internal/inbox", "internal/law", "internal/register"},
	"internal/decide":    {"internal/account", "internal/inbox", "internal/law", "internal/register", "internal/assess"},
	"internal/catalogue": {"internal/account", "internal/inbox", "internal/law", "internal/register"},
	"internal/forum":     {"internal/account", "internal/inbox", "internal/law", "internal/register"},
	"internal/guide":     {"internal/account", "internal/inbox", "internal/law", "internal/register", "internal/assess", "internal/catalogue"},
	"kit/dmn":            {"kit/feel", "kit/date"},
	"kit/instrument":     {"kit/feel", "kit/date"},
	"kit/statute":        {"kit/legalref", "kit/date"},
	"kit/feel":           {"kit/date"},
	"kit/legalref":       {"kit/date"},
	"kit/mask":           {"kit/date"},
	"internal/i18n":      {"internal/fault", "internal/clock"},
	"internal/config":    {"internal/fault"},
	"internal/obs":       {"internal/fault", "internal/clock"},
}

// TestPackagesImportOnlyFloorsBelow reads the imports of all code but tests, which may stand on what they need.
func TestPackagesImportOnlyFloorsBelow(t *testing.T) {
	for _, file := range goFiles(t) {
		from := room(filepath.ToSlash(filepath.Dir(file)))
		for _, path := range importsOf(t, file) {
			to := room(path)
			if !mayImport(from, to) {
				t.Errorf("%s: %s may not import %s", file, from, to)
			}
		}
	}
}

// TestKitKnowsNothingOfTillit keeps the components free for anyone to use alone.
func TestKitKnowsNothingOfTillit(t *testing.T) {
	for _, file := range goFiles(t) {
		if !strings.HasPrefix(filepath.ToSlash(file), "kit/") {
			continue
		}
		for _, path := range importsOf(t, file) {
			if !strings.HasPrefix(path, "kit/") {
				t.Errorf("%s imports %s", file, path)
			}
		}
	}
}

func goFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || d.Name() == "tools" || strings.HasPrefix(d.Name(), ".") && path != ".") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 5 {
		t.Fatalf("found only %d files: the test reads the wrong folder", len(files))
	}
	return files
}

// importsOf gives the imports of our own packages, without the module path.
func importsOf(t *testing.T, file string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, spec := range parsed.Imports {
		if path, ours := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), module); ours {
			paths = append(paths, path)
		}
	}
	return paths
}

// room is the part of a path that names a room: "internal/web/components" is in "internal/web".
func room(path string) string {
	parts := strings.SplitN(path, "/", 3)
	if parts[0] == "internal" || parts[0] == "kit" {
		return strings.Join(parts[:min(2, len(parts))], "/")
	}
	return parts[0]
}

// floorOf is the floor of a room, counted from the top, or -1.
func floorOf(name string) int {
	for i, floor := range floors {
		for _, r := range floor {
			if r == name || r == "kit" && strings.HasPrefix(name, "kit/") {
				return i
			}
		}
	}
	return -1
}

func mayImport(from, to string) bool {
	if from == to {
		return true
	}
	above, under := floorOf(from), floorOf(to)
	if above < 0 || under < 0 {
		return false
	}
	if above != under {
		return above < under
	}
	for _, allowed := range below[from] {
		if allowed == to {
			return true
		}
	}
	return false
}
