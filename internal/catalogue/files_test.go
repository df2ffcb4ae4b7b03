package catalogue_test

import (
	"bytes"
	"encoding/json"
	"sync"
	"testing"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/catalogue"
)

func TestFilesAreWrittenOnceAndTheSameForAll(t *testing.T) {
	a, err := content.ReferenceArchitecture()
	if err != nil {
		t.Fatal(err)
	}
	files := catalogue.NewFiles(a, sources(t))
	markdown := func(lang string) func() ([]byte, error) {
		return func() ([]byte, error) { return files.Markdown(lang) }
	}
	for name, get := range map[string]func() ([]byte, error){
		"ArchiMate": files.ArchiMate, "JSON": files.JSON, "Swedish": markdown("sv"), "English": markdown("en"),
	} {
		var all sync.WaitGroup
		got := make([][]byte, 4)
		for i := range got {
			all.Go(func() { got[i], _ = get() })
		}
		all.Wait()
		for _, one := range got {
			if len(one) == 0 || &one[0] != &got[0][0] {
				t.Fatalf("%s is written more than once, or empty", name)
			}
		}
	}
	sv, _ := files.Markdown("sv")
	en, _ := files.Markdown("en")
	other, _ := files.Markdown("fi")
	if bytes.Equal(sv, en) || !bytes.Equal(sv, other) {
		t.Error("the languages are mixed up")
	}
	var back content.Architecture
	data, _ := files.JSON()
	if err := json.Unmarshal(data, &back); err != nil || len(back.Blocks) != len(a.Blocks) || back.Blocks[0].Purpose != a.Blocks[0].Purpose {
		t.Errorf("%d blocks, %v", len(back.Blocks), err)
	}
}

func BenchmarkWritingAnew(b *testing.B) {
	a, err := content.ReferenceArchitecture()
	if err != nil {
		b.Fatal(err)
	}
	law := sources(b)
	for b.Loop() {
		var out bytes.Buffer
		if err := catalogue.WriteArchiMate(&out, a, law); err != nil {
			b.Fatal(err)
		}
	}
}
