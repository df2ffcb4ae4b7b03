package names

import (
	"bufio"
	"flag"
	"io/fs"
	"math/bits"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

var extend = flag.Bool("extend", false, "put the names of our own lists into data/table.bin")

var update = flag.Bool("update", false, "write data/table.bin anew from the lists and the texts")

// TestTableIsMadeOfTheLists writes the table with -update. It needs two things that are not in the repository: TILLIT_NAMES_TEXT, a folder
// of texts whose lower-case words are counted (statutes as Markdown; *.txt files with a word and a label per line), and
// TILLIT_NAMES_WORLD, the file list.txt of the npm package humannames.
func TestTableIsMadeOfTheLists(t *testing.T) {
	if !*update {
		t.Skip("run with -update to write the table")
	}
	words := map[string]Info{}
	addLists(t, words)
	addWorld(t, words, os.Getenv("TILLIT_NAMES_WORLD"))
	addCommon(t, words, os.Getenv("TILLIT_NAMES_TEXT"))
	data, err := build(words)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("data/table.bin", data, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d words, %d bytes", len(words), len(data))
}

func mark(words map[string]Info, word string, f Flags) {
	key := string(Fold(nil, []byte(word)))
	if key == "" || len(key) > maxWord {
		return
	}
	info := words[key]
	info.Flags |= f
	words[key] = info
}

// markName marks a name of one word with whole, and the words of a longer one with part.
func markName(words map[string]Info, name string, whole, part Flags) {
	fields := strings.Fields(name)
	if len(fields) == 1 {
		mark(words, name, whole)
		return
	}
	for _, f := range fields {
		if unicode.IsUpper([]rune(f)[0]) {
			mark(words, f, part)
		}
	}
}

func addLists(t *testing.T, words map[string]Info) {
	given, err := GivenNames()
	must(t, err)
	for _, g := range given {
		f := Given
		if g.Women > 3*g.Men {
			f |= Women
		} else if g.Men > 3*g.Women {
			f |= Men
		}
		mark(words, g.Name, f)
		key := string(Fold(nil, []byte(g.Name)))
		info := words[key]
		info.GivenWeight = max(info.GivenWeight, weight((g.Women+g.Men)/8))
		words[key] = info
	}
	for _, load := range []struct {
		list        func() ([]string, error)
		whole, part Flags
	}{
		{Surnames, Surname, Surname},
		{Municipalities, Place, PlacePart},
		{Localities, Place, PlacePart},
		{Counties, Place, PlacePart},
		{Places, Place, PlacePart},
		{Cities, City, 0},
		{Authorities, Organisation, OrgPart},
		{Organisations, Organisation, OrgPart},
	} {
		list, err := load.list()
		must(t, err)
		for _, name := range list {
			markName(words, name, load.whole, load.part)
		}
	}
	addCountries(words)
	for _, p := range []string{"af", "von", "van", "de", "der", "den", "du", "la", "le", "di", "da", "dos", "del", "della", "bin", "ibn", "al", "el", "ben", "ten", "ter", "zu", "av", "af", "st", "mac", "abu"} {
		mark(words, p, Particle)
	}
}

func addCountries(words map[string]Info) {
	names := display.Regions(language.Swedish)
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			region, err := language.ParseRegion(string(a) + string(b))
			if err == nil && region.IsCountry() {
				markName(words, names.Name(region), Place, PlacePart)
			}
		}
	}
}

func addWorld(t *testing.T, words map[string]Info, path string) {
	origins, err := Origins()
	must(t, err)
	for _, o := range origins {
		for _, n := range append(o.First, o.Last...) {
			mark(words, n, World)
		}
	}
	file, err := os.Open(path)
	must(t, err)
	defer func() { _ = file.Close() }()
	for scan := bufio.NewScanner(file); scan.Scan(); {
		name := strings.TrimSpace(scan.Text())
		if len(name) > 2 && unicode.IsUpper([]rune(name)[0]) {
			mark(words, name, World)
		}
	}
}

// addCommon counts the words in lower case. One that is seen only once or twice in the statutes may be a slip and is left out.
func addCommon(t *testing.T, words map[string]Info, folder string) {
	counts := map[string]int{}
	must(t, filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text := string(data)
		if _, body, ok := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n"); ok {
			text = body
		}
		for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
			if w = strings.Trim(w, "-"); len(w) > 1 && w == strings.ToLower(w) {
				counts[w]++
			}
		}
		return nil
	}))
	for w, n := range counts {
		if n < 3 || len(w) > 32 {
			continue
		}
		mark(words, w, Common)
		info := words[w]
		info.CommonWeight = max(info.CommonWeight, weight(n))
		words[w] = info
	}
}

// weight is 1 + log2(n), at most 15, and 1 for none.
func weight(n int) uint8 { return uint8(min(15, max(1, bits.Len(uint(n))))) }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
