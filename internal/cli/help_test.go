package cli

import (
	"encoding/json"
	"testing"

	"github.com/alecthomas/kong"
)

func TestAllHelpExistsInSwedish(t *testing.T) {
	var words map[string]string
	if err := json.Unmarshal(helpSV, &words); err != nil {
		t.Fatal(err)
	}
	parser, err := kong.New(&root{}, kong.Name("tillit"), kong.Description(about))
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	err = helpTexts(parser.Model, func(text *string) {
		used[*text] = true
		if *text != "" && words[*text] == "" {
			t.Errorf("help_sv.json has no words for %q", *text)
		}
	})
	if err != nil {
		t.Error(err)
	}
	if len(used) < 100 {
		t.Errorf("only %d texts were looked at", len(used))
	}
	for text := range words {
		if !used[text] {
			t.Errorf("help_sv.json has words for %q, which no command says", text)
		}
	}
}
