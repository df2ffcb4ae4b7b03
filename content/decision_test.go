package content_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tillit-se/tillit/content"
)

// decisionTree is the embedded tree with a decision model changed: pairs of old and new text, in automated-decision-2.dmn.
func decisionTree(t *testing.T, name string, replace ...string) content.Library {
	t.Helper()
	tree := fstest.MapFS{}
	err := fs.WalkDir(content.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(content.FS(), path)
		tree[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	const from = "decisions/automated-decision-2.dmn"
	text := string(tree[from].Data)
	for i := 0; i < len(replace); i += 2 {
		changed := strings.Replace(text, replace[i], replace[i+1], 1)
		if changed == text {
			t.Fatalf("%q is not in the model", replace[i])
		}
		text = changed
	}
	delete(tree, from)
	tree["decisions/"+name] = &fstest.MapFile{Data: []byte(text)}
	return content.Open(tree)
}

func TestDecisionModelsAreReadWithTheirVersions(t *testing.T) {
	models, err := content.Decisions()
	if err != nil {
		t.Fatal(err)
	}
	versions := map[string]int{}
	for _, m := range models {
		for _, v := range m.All() {
			versions[v.Law.Model.ID]++
			if !strings.Contains(v.Law.Model.Review.EN, "No lawyer has reviewed") {
				t.Errorf("%s does not say who has reviewed it", v.File)
			}
		}
	}
	if len(versions) < 4 || versions["automated-decision"] != 2 || versions["ai-act-duties"] != 2 {
		t.Errorf("got %v", versions)
	}
}

func TestATreeWithoutDecisionModelsHasNone(t *testing.T) {
	models, err := content.Open(fstest.MapFS{}).Decisions()
	if len(models) != 0 || err != nil {
		t.Errorf("got %v, %v", models, err)
	}
}

func TestFaultsOfDecisionModelsAreTold(t *testing.T) {
	const file = "automated-decision-2.dmn"
	for name, tc := range map[string]struct {
		file    string
		replace []string
		want    string
	}{
		"a provision that is not there": {file, []string{"sfs/2017:725#K6P37", "sfs/2017:725#K6P99"}, "no provision file has the target sfs/2017:725#K6P99"},
		"a source that is not there":    {file, []string{`source target="sfs/2017:725"`, `source target="sfs/2017:1"`}, "no provision file has the target sfs/2017:1"},
		"a gap":                         {file, []string{`"yes", "unsure"`, `"yes"`}, `the table of may be automatic: gap`},
		"an overlap":                    {file, []string{`"ordinary", "none"`, `"ordinary", "none", "legality"`}, "the table of permitted by administrative law: overlap"},
		"other FEEL":                    {file, []string{"<text>\"unsure\"</text>", "<text>lower case(?) = \"unsure\"</text>"}, "cannot be analysed"},
		"a language that is missing":    {file, []string{`<tillit:title xml:lang="en">`, `<tillit:title xml:lang="sv">`}, "the title is missing in English"},
		"another name":                  {"other.dmn", nil, "the file must be named automated-decision.dmn"},
		"versions that overlap":         {file, []string{`appliesFrom="2022-07-01"`, `appliesFrom="2022-06-30"`}, "versions 1 and 2 overlap"},
		"a gap between versions":        {file, []string{`appliesFrom="2022-07-01"`, `appliesFrom="2022-07-03"`}, "no version is in force from 2022-07-01 to 2022-07-02"},
		"a requirement of nothing":      {file, []string{`href="#input_body"`, `href="#input_nobody"`}, "input_nobody"},
		"no XML":                        {file, []string{"<definitions", "<definitons"}, "not well-formed"},
		"no law":                        {"plain.dmn", nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			library := decisionTree(t, tc.file, tc.replace...)
			var told []string
			for _, p := range library.Check() {
				if strings.HasPrefix(p.File, "decisions/") {
					told = append(told, p.Error())
				}
			}
			if !strings.Contains(strings.Join(told, "\n"), tc.want) || len(told) == 0 {
				t.Errorf("got %q, want %q", told, tc.want)
			}
		})
	}
}
