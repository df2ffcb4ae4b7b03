package statute_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/statute"
)

// conformance returns a folder of the conformance data, or skips the test.
func conformance(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("TILLIT_CONFORMANCE")
	if root == "" {
		t.Skip("set TILLIT_CONFORMANCE to the folder of conformance data to run this test")
	}
	return filepath.Join(root, name)
}

// The trees were made when these dates were in the past and in the future: a chapter that ceased on 2018-05-25 has no ids in them, one that
// ceases on 2019-04-01 has.
var treesMade = date.Must(2018, 12, 1)

// readTree reads XML; plain drops the links and joins the texts around them.
func readTree(t *testing.T, data []byte, plain bool) string {
	t.Helper()
	decoder := xml.NewDecoder(bytes.NewReader(data))
	var b strings.Builder
	depth, inText := 0, 0
	var text string
	flush := func() {
		if s := strings.Join(strings.Fields(text), " "); s != "" {
			fmt.Fprintf(&b, "%s%q\n", strings.Repeat("  ", depth), s)
		}
		text = ""
	}
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return b.String()
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, data)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if plain && (token.Name.Local == "str" || token.Name.Local == "LinkSubject") {
				inText++
				continue
			}
			flush()
			fmt.Fprintf(&b, "%s<%s", strings.Repeat("  ", depth), token.Name.Local)
			for _, name := range []string{"id", "ordinal", "rubrik", "underrubrik", "sfsnr", "upphor", "ikrafttrader", "type", "predicate", "uri"} {
				for _, attr := range token.Attr {
					if attr.Name.Local == name {
						fmt.Fprintf(&b, " %s=%q", name, attr.Value)
					}
				}
			}
			b.WriteString(">\n")
			depth++
		case xml.EndElement:
			if plain && (token.Name.Local == "str" || token.Name.Local == "LinkSubject") {
				inText--
				continue
			}
			flush()
			depth--
		case xml.CharData:
			if plain && inText == 0 && strings.TrimSpace(string(token)) == "" {
				continue
			}
			text += string(token)
		}
	}
}

// TestTreesOfSFSParse scores the trees of conformance/sfs-parse.
func TestTreesOfSFSParse(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(conformance(t, "sfs-parse"), "*.xml"))
	if err != nil || len(files) == 0 {
		t.Fatal("no trees", err)
	}
	structure := 0
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".xml")
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got := treeOf(t, strings.TrimSuffix(file, ".xml")+".txt")
		if g, w := readTree(t, got, true), readTree(t, want, true); g == w {
			structure++
		} else {
			t.Logf("%s: the structure differs\n--- got\n%s--- want\n%s", name, g, w)
		}
	}
	t.Logf("sfs-parse: %d of %d trees have the same structure and text", structure, len(files))
	if structure*100 < 85*len(files) {
		t.Errorf("fewer than 85 %%: %d of %d", structure, len(files))
	}
}

func treeOf(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := statute.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	s, err := statute.Parse(text, statute.Options{SFS: "9999:998"})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	err = s.WriteTree(&b, statute.TreeOptions{At: treesMade, Host: "http://localhost:8000/res/", TermHost: "https://lagen.nu/begrepp/"})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
