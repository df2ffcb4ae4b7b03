package web

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/i18n"
)

// asked finds message keys where templates and Go code ask for them.
var asked = []*regexp.Regexp{
	regexp.MustCompile(`[{(\s](?:t|n|say) "([a-z_]+(?:\.[a-z0-9_]+)+)"`),             // {{t "web.search"}}
	regexp.MustCompile(`\.(?:T|N|Parts|Has)\("([a-z_]+(?:\.[a-z0-9_]+)+)"`),          // r.T("web.search")
	regexp.MustCompile(`Fail\([^,\n]+, "([a-z_]+(?:\.[a-z0-9_]+)+)"`),                // form.Fail(name, "web.form.number", nil)
	regexp.MustCompile(`fault\.New\([^,\n]+, [^,\n]+, "([a-z_]+(?:\.[a-z0-9_]+)+)"`), // fault.New(op, kind, "web.form.number", nil)
}

func TestEveryMessageAskedForExists(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	printer, found := catalogue.Printer(i18n.Swedish), 0
	for file, text := range sources(t) {
		for _, pattern := range asked {
			for _, match := range pattern.FindAllStringSubmatch(text, -1) {
				found++
				if !printer.Has(match[1]) {
					t.Errorf("%s asks for the message %q, which is in no catalogue", file, match[1])
				}
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d messages are asked for; does the test still find them?", found)
	}
}

func TestNoMessageOfThePagesIsLeftOver(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, text := range sources(t) {
		all.WriteString(text)
	}
	// These are put together from a beginning and a code.
	made := []string{"web.severity.", "web.task.", "web.error.title."}
	for _, key := range catalogue.Keys(i18n.Swedish) {
		ours := strings.HasPrefix(key, "web.") || strings.HasPrefix(key, "preview.")
		if !ours || slices.ContainsFunc(made, func(p string) bool { return strings.HasPrefix(key, p) }) {
			continue
		}
		if !strings.Contains(all.String(), `"`+key+`"`) {
			t.Errorf("nothing asks for the message %q", key)
		}
	}
}

// sources are the templates and the code of the pages, without tests, by file.
func sources(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(file, "_test.go") || !slices.Contains([]string{".go", ".html"}, filepath.Ext(file)) {
			return err
		}
		data, err := os.ReadFile(file)
		all[file] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
