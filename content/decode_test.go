package content_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/content"
)

func TestReadingIsStrictAndNamesTheLine(t *testing.T) {
	cases := []struct {
		name, old, new, message string
	}{
		{"an unknown key", "sector: health", "sektor: health", "systems/test-system.yaml:11: field sektor not found"},
		{"a review that may not be shown", "source_strength: good", "source_strength: good\nreviews_not_to_show: []", "systems/test-system.yaml:32: field reviews_not_to_show not found"},
		{"a key given twice", "sector: health", "sector: health\nsector: health", "systems/test-system.yaml:12: mapping key"},
		{"a value of the wrong kind", "techniques: [ocr]", "techniques: ocr", "systems/test-system.yaml:10: cannot unmarshal"},
		{"broken YAML", "techniques: [ocr]", "techniques: [ocr", "systems/test-system.yaml:"},
		{"a second document", "source_strength: good\n", "source_strength: good\n---\nid: x\n", "more than one YAML document"},
		{"a comma that splits a text", "{sv: Sorterar post,", "{sv: Sorterar post, brev,", "systems/test-system.yaml:8: field brev not found"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := changed(t, systemFile, c.old, c.new).Systems()
			if err == nil || !strings.Contains(err.Error(), c.message) {
				t.Errorf("want %q, got %v", c.message, err)
			}
		})
	}
}

func TestReadingSaysThatAFileIsEmpty(t *testing.T) {
	files := soundTree()
	files[bodiesFile] = "# nothing\n"
	_, err := content.Open(tree(files)).Organisations()
	var failure *content.DecodeError
	if !errors.As(err, &failure) || failure.Problems[0].File != bodiesFile || !strings.Contains(err.Error(), "empty") {
		t.Errorf("want a problem with %s, got %v", bodiesFile, err)
	}
}

func TestReadingTellsEveryFaultOfEveryFile(t *testing.T) {
	files := soundTree()
	files[systemFile] = strings.Replace(files[systemFile], "slag:", "slags:", 1)
	files["systems/other.yaml"] = "id: other\nwrong: 1\nworse: 2\n"
	_, err := content.Open(tree(files)).Systems()
	for _, want := range []string{"other.yaml:2", "other.yaml:3", "test-system.yaml:2"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %s in %v", want, err)
		}
	}
}

func TestReadingSaysWhichFolderIsMissing(t *testing.T) {
	empty := content.Open(tree(nil))
	reads := map[string]func() error{
		"provisions":    func() error { _, err := empty.Provisions(); return err },
		"systems":       func() error { _, err := empty.Systems(); return err },
		"vocabularies":  func() error { _, err := empty.Vocabularies(); return err },
		"search":        func() error { _, err := empty.Synonyms(); return err },
		"organisations": func() error { _, err := empty.Organisations(); return err },
	}
	for folder, read := range reads {
		err := read()
		if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), folder) {
			t.Errorf("want a missing %s, got %v", folder, err)
		}
	}
	if len(empty.Check()) < len(reads) {
		t.Errorf("the check should report every missing folder, got %v", empty.Check())
	}
}

func TestEveryCallDecodesAnew(t *testing.T) {
	library := content.Open(tree(soundTree()))
	first, err := library.Systems()
	if err != nil {
		t.Fatal(err)
	}
	first[0].Techniques[0] = "changed"
	second, err := library.Systems()
	if err != nil {
		t.Fatal(err)
	}
	if second[0].Techniques[0] != "ocr" {
		t.Error("a caller's change reached another caller")
	}
}

func TestProblemsReadAsFileAndLine(t *testing.T) {
	with := content.Problem{File: "a.yaml", Line: 3, Message: "wrong"}
	without := content.Problem{File: "a.yaml", Message: "wrong"}
	if with.Error() != "a.yaml:3: wrong" || without.Error() != "a.yaml: wrong" {
		t.Errorf("got %q and %q", with, without)
	}
}

// FuzzReading feeds anything to every reader: they may refuse, never panic, and
// what a reader takes the check can look at.
func FuzzReading(f *testing.F) {
	for _, text := range soundTree() {
		f.Add(text)
	}
	f.Add("a: &a [*a]\n")
	f.Add("<<: {id: x}\nid: y\n")
	f.Add("\xef\xbb\xbfid: x\n")
	f.Fuzz(func(t *testing.T, text string) {
		files := soundTree()
		for _, name := range []string{provisionFile, systemFile, synonymFile, bodiesFile, slagFile} {
			files[name] = text
		}
		for _, problem := range content.Open(tree(files)).Check() {
			if problem.Message == "" {
				t.Errorf("a problem without a message in %s", problem.File)
			}
		}
	})
}
