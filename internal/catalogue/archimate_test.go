package catalogue_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/catalogue"
)

// sources are the legal sources that the architecture cites.
func sources(t testing.TB) []content.Source {
	t.Helper()
	all, err := content.Provisions()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// exchanged is the ArchiMate file of the embedded architecture.
func exchanged(t *testing.T) (content.Architecture, []byte) {
	t.Helper()
	a, err := content.ReferenceArchitecture()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := catalogue.WriteArchiMate(&b, a, sources(t)); err != nil {
		t.Fatal(err)
	}
	if path := os.Getenv("TILLIT_ARCHIMATE_OUT"); path != "" { // to open it in an editor or validate it
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return a, b.Bytes()
}

// attributes walks all start elements of a file.
func attributes(t *testing.T, file []byte, visit func(name string, attr map[string]string)) {
	t.Helper()
	decoder := xml.NewDecoder(bytes.NewReader(file))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, ok := token.(xml.StartElement); ok {
			attr := map[string]string{}
			for _, a := range start.Attr {
				attr[a.Name.Local] = a.Value
			}
			visit(start.Name.Local, attr)
		}
	}
}

func TestEveryIdentifierOfTheExchangeFileIsUniqueAndEveryReferenceKnown(t *testing.T) {
	_, file := exchanged(t)
	known := map[string]bool{}
	attributes(t, file, func(name string, attr map[string]string) {
		id := attr["identifier"]
		if id == "" {
			return
		}
		if known[id] {
			t.Errorf("%s: the identifier %s is given twice", name, id)
		}
		if id[0] >= '0' && id[0] <= '9' {
			t.Errorf("%s: %s is no XML id", name, id)
		}
		known[id] = true
	})
	attributes(t, file, func(name string, attr map[string]string) {
		for _, key := range []string{"source", "target", "elementRef", "relationshipRef", "identifierRef", "propertyDefinitionRef"} {
			if ref, ok := attr[key]; ok && !known[ref] {
				t.Errorf("%s: %s %s leads nowhere", name, key, ref)
			}
		}
	})
}

func TestTheExchangeFileHoldsEveryPartInBothLanguages(t *testing.T) {
	a, file := exchanged(t)
	text := string(file)
	types := map[string]int{}
	attributes(t, file, func(name string, attr map[string]string) {
		if name == "element" || name == "relationship" || name == "view" {
			types[name+" "+attr["type"]]++
		}
	})
	if got, want := types["element ApplicationComponent"], len(a.Blocks)+len(a.National.Blocks)+4; got != want {
		t.Errorf("%d components, want %d", got, want)
	}
	if got, want := types["view Diagram"], 1+len(a.Patterns); got != want {
		t.Errorf("%d views, want %d", got, want)
	}
	if got := types["element SystemSoftware"]; got != len(a.Products) {
		t.Errorf("%d products, want %d", got, len(a.Products))
	}
	for _, b := range a.Blocks {
		for _, name := range []string{`<name xml:lang="sv">` + b.Name.SV, `<name xml:lang="en">` + b.Name.EN} {
			if !strings.Contains(text, name) {
				t.Errorf("%s is missing", name)
			}
		}
	}
}

func TestThePartsOfTheExchangeFileStandInTheOrderOfItsSchema(t *testing.T) {
	_, file := exchanged(t)
	at := -1
	for _, part := range []string{"<name ", "<documentation ", "<elements>", "<relationships>", "<organizations>", "<propertyDefinitions>", "<views>"} {
		found := bytes.Index(file, []byte(part))
		if found <= at {
			t.Errorf("%s stands at %d, before what it should follow at %d", part, found, at)
		}
		at = found
	}
}

func TestNodesOfAViewDoNotOverlap(t *testing.T) {
	_, file := exchanged(t)
	type box struct{ x, y, w, h string }
	seen := map[string]map[box]string{}
	view := ""
	attributes(t, file, func(name string, attr map[string]string) {
		switch name {
		case "view":
			view = attr["identifier"]
			seen[view] = map[box]string{}
		case "node":
			b := box{attr["x"], attr["y"], attr["w"], attr["h"]}
			if other, ok := seen[view][b]; ok {
				t.Errorf("%s: %s covers %s", view, attr["identifier"], other)
			}
			seen[view][b] = attr["identifier"]
		}
	})
}
