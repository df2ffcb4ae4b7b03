package catalogue_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/catalogue"
)

func TestMarkdownTellsEveryBlockPatternAndProductInItsLanguage(t *testing.T) {
	a, err := content.ReferenceArchitecture()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"sv", "en"} {
		var b strings.Builder
		if err := catalogue.WriteMarkdown(&b, a, sources(t), language); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		for _, block := range a.Blocks {
			for _, want := range []string{"### " + block.Name.In(language) + " (`" + block.ID + "`)", block.Purpose.In(language), block.Risks[0].In(language)} {
				if !strings.Contains(text, want) {
					t.Errorf("%s: %q is missing", language, want)
				}
			}
		}
		for _, p := range a.Patterns {
			if !strings.Contains(text, "### "+p.Name.In(language)) {
				t.Errorf("%s: the pattern %s is missing", language, p.ID)
			}
		}
		for _, p := range a.Products {
			if !strings.Contains(text, "["+p.Name+"]("+p.Repository+"), "+p.Licence) {
				t.Errorf("%s: the product %s is missing", language, p.ID)
			}
		}
		if strings.Contains(text, "%!") {
			t.Errorf("%s: a format failed", language)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestAFileThatCannotBeWrittenIsAnError(t *testing.T) {
	a, err := content.ReferenceArchitecture()
	if err != nil {
		t.Fatal(err)
	}
	if err := catalogue.WriteMarkdown(full{}, a, nil, "sv"); err == nil {
		t.Error("Markdown: no error")
	}
	if err := catalogue.WriteArchiMate(full{}, a, nil); err == nil {
		t.Error("ArchiMate: no error")
	}
}
