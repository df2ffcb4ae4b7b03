package document_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/dmn/document"
)

const space = "https://example.org/ns/law/1"

const plain = `<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" xmlns:v = 'urn:vendor'  name="m" id="d1" >
    <decision id="a"   name='Åldern'  >
        <description>Why &amp; how</description>
        <extensionElements>
            <v:colour  r="1"/>
        </extensionElements>
        <variable name="Åldern"/>
    </decision>
    <decision id="b" name="B"><variable name="B"/></decision>
    <inputData id="c" name="C"/>
    <inputData id="e" name="E">
        <extensionElements/>
    </inputData>
</definitions>
<!-- end -->
`

func parse(t testing.TB, text string) *document.Document {
	t.Helper()
	d, err := document.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func byID(t testing.TB, d *document.Document, id string) *document.Element {
	t.Helper()
	found := d.Find(func(e *document.Element) bool { return e.Attr("id") == id })
	if len(found) != 1 {
		t.Fatalf("%d elements with the id %s", len(found), id)
	}
	return found[0]
}

var note = document.Node{Name: "note", Attrs: []document.Attr{{Local: "of", Value: `a"<&`}}, Children: []document.Node{
	{Name: "reason", Attrs: []document.Attr{{Space: "xml", Local: "lang", Value: "sv"}}, Text: "Åtta < nio & ”tio”\n\trad"},
}}

func TestUnchangedDocumentIsWrittenByteForByte(t *testing.T) {
	if got := parse(t, plain).Bytes(); string(got) != plain {
		t.Errorf("got %q", got)
	}
}

func TestPutAddsAnExtensionAndNothingElse(t *testing.T) {
	for id, want := range map[string][2]string{
		// what stands before the insertion, and what after
		"a": {`<v:colour  r="1"/>`, "\n        </extensionElements>\n        <variable name=\"Åldern\"/>"},
		"b": {`<decision id="b" name="B">`, `<variable name="B"/></decision>`},
		"c": {`<inputData id="c" name="C"`, "\n    <inputData id=\"e\""},
		"e": {`<extensionElements`, "\n    </inputData>"},
	} {
		t.Run(id, func(t *testing.T) {
			d := parse(t, plain)
			changed, err := d.Put(byID(t, d, id), space, "law", note)
			if err != nil {
				t.Fatal(err)
			}
			text := changed.Text()
			head, tail := plain[:strings.Index(plain, want[0])+len(want[0])], plain[strings.LastIndex(plain, want[1]):]
			if id == "e" {
				head = plain[:strings.LastIndex(plain, want[0])+len(want[0])]
			}
			if !strings.HasPrefix(text, head) || !strings.HasSuffix(text, tail) {
				t.Errorf("touched more than the extension:\n%s", text)
			}
			mine := byID(t, changed, id).Extension(space, "note")
			if mine == nil {
				t.Fatalf("the extension is not there:\n%s", text)
			}
			if mine.Attr("of") != `a"<&` || mine.Child("reason").Text() != note.Children[0].Text || mine.Child("reason").Lang() != "sv" {
				t.Errorf("reads back as %q %q", mine.Attr("of"), mine.Child("reason").Text())
			}
		})
	}
}

func TestPutKeepsTheFilesIndentation(t *testing.T) {
	d := parse(t, plain)
	changed, err := d.Put(byID(t, d, "a"), space, "law", note)
	if err != nil {
		t.Fatal(err)
	}
	want := "\n            <law:note xmlns:law=\"" + space + "\" of=\"a&quot;&lt;&amp;\">\n                <law:reason xml:lang=\"sv\">"
	if !strings.Contains(changed.Text(), want) {
		t.Errorf("got\n%s", changed.Text())
	}
}

func TestPutReplacesWhatItPutBefore(t *testing.T) {
	d := parse(t, plain)
	once, err := d.Put(byID(t, d, "a"), space, "law", note)
	if err != nil {
		t.Fatal(err)
	}
	twice, err := once.Put(byID(t, once, "a"), space, "law", note)
	if err != nil {
		t.Fatal(err)
	}
	if twice.Text() != once.Text() {
		t.Errorf("the second time gave\n%s\nthe first\n%s", twice.Text(), once.Text())
	}
	if got := len(byID(t, twice, "a").Extensions(space)); got != 1 {
		t.Errorf("%d extensions", got)
	}
}

func TestRemoveTakesBackWhatPutDid(t *testing.T) {
	for _, id := range []string{"a", "b"} {
		d := parse(t, plain)
		changed, err := d.Put(byID(t, d, id), space, "law", note)
		if err != nil {
			t.Fatal(err)
		}
		back, err := changed.Remove(byID(t, changed, id), space, "note")
		if err != nil {
			t.Fatal(err)
		}
		if string(back.Bytes()) != plain {
			t.Errorf("%s: got\n%s", id, back.Bytes())
		}
	}
}

func TestRemoveWithoutAnExtensionChangesNothing(t *testing.T) {
	d := parse(t, plain)
	same, err := d.Remove(byID(t, d, "a"), space, "note")
	if err != nil || same != d {
		t.Errorf("got %v, %v", same, err)
	}
}

func TestDeclareOnTheRootIsUsedByExtensions(t *testing.T) {
	d := parse(t, plain)
	d, err := d.Declare(space, "v") // taken by the vendor
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(d.Text(), `id="d1" xmlns:v2="`+space+`" >`) {
		t.Errorf("got\n%s", d.Text())
	}
	if again, err := d.Declare(space, "law"); err != nil || again != d {
		t.Errorf("declared twice: %v", err)
	}
	d, err = d.Put(byID(t, d, "a"), space, "law", note)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(d.Text(), "<v2:note of=") {
		t.Errorf("got\n%s", d.Text())
	}
}

func TestOtherEncodingsKeepTheirBytes(t *testing.T) {
	latin1 := []byte("<?xml version='1.0' encoding='ISO-8859-1'?>\r\n<definitions name='r\xE4kna' xmlns='urn:m'>\r\n\t<decision id='a' name='\xE5r'/>\r\n</definitions>")
	text := strings.Replace(plain, "UTF-8", "UTF-16", 1)
	var wide []byte
	for _, unit := range utf16.Encode([]rune("\uFEFF" + text)) {
		wide = append(wide, byte(unit), byte(unit>>8))
	}
	for name, data := range map[string][]byte{"ISO-8859-1": latin1, "UTF-16": wide, "mark": []byte("\uFEFF" + plain)} {
		t.Run(name, func(t *testing.T) {
			d, err := document.Parse(data)
			if err != nil {
				t.Fatal(err)
			}
			changed, err := d.Put(byID(t, d, "a"), space, "law", note)
			if err != nil {
				t.Fatal(err)
			}
			mine := byID(t, changed, "a").Extension(space, "note")
			if mine == nil || mine.Child("reason").Text() != note.Children[0].Text {
				t.Fatalf("reads back as %v in\n%s", mine, changed.Text())
			}
			if !spliced(data, changed.Bytes()) {
				t.Errorf("bytes outside the change were touched")
			}
		})
	}
}

// spliced tells whether after is before with bytes put in at one place, or "/" taken out there.
func spliced(before, after []byte) bool {
	head := 0
	for head < len(before) && head < len(after) && before[head] == after[head] {
		head++
	}
	tail := 0
	for tail < len(before)-head && before[len(before)-1-tail] == after[len(after)-1-tail] {
		tail++
	}
	lost := strings.Trim(string(before[head:len(before)-tail]), "\x00")
	return lost == "" || lost == "/" || lost == "/>"
}

func TestWhatIsNoDocumentIsToldWithItsPlace(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "1:1: the file holds no element",
		"<a>\n <b></a>":         "2:9: this is not well-formed XML: element <b> closed by </a>",
		"<!DOCTYPE a []>\n<a/>": "1:1: a document type declaration is not allowed",
		"<a/><b/>":              "1:5: there is a second outermost element",
		"<a>&lol;</a>":          "this is not well-formed XML: invalid character entity &lol;",
		"<a>":                   "unexpected EOF",
		`<?xml version="1.0" encoding="EBCDIC-SE"?><a/>`: "1:1: the file says that it is encoded as EBCDIC-SE",
		strings.Repeat("<a>", document.MaxDepth+1):       "nested deeper than the limit of 500",
	} {
		_, err := document.Parse([]byte(text))
		var syntax *document.SyntaxError
		if !errors.As(err, &syntax) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: got %v, want %s", text, err, want)
		}
	}
}

func TestPutRefusesWhatXMLCannotHold(t *testing.T) {
	d := parse(t, plain)
	for _, bad := range []document.Node{
		{Name: "note", Text: "a\x00b"},
		{Name: "note", Attrs: []document.Attr{{Local: "a", Value: "\x01"}}},
		{Name: "note", Children: []document.Node{{Name: "x", Text: "\xFF"}}},
	} {
		if _, err := d.Put(byID(t, d, "a"), space, "law", bad); err == nil {
			t.Errorf("%v was written", bad)
		}
	}
	other := parse(t, plain)
	if _, err := d.Put(byID(t, other, "a"), space, "law", note); !errors.Is(err, document.ErrForeign) {
		t.Errorf("an element of another document: %v", err)
	}
}

// TestKitModels reads every model of the conformance kit, and puts an extension on random elements.
func TestKitModels(t *testing.T) {
	root := os.Getenv("TILLIT_CONFORMANCE")
	if root == "" {
		t.Skip("TILLIT_CONFORMANCE names no folder: the models of the kit are not read")
	}
	var files []string
	err := filepath.WalkDir(filepath.Join(root, "dmn-tck"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".dmn") {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) < 100 {
		t.Fatalf("found %d models: %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d, err := document.Parse(data)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if !bytes.Equal(d.Bytes(), data) {
			t.Errorf("%s is not written back as it was", file)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		data, err := os.ReadFile(rapid.SampledFrom(files).Draw(t, "file"))
		if err != nil {
			t.Fatal(err)
		}
		checkPut(t, data, rapid.String().Draw(t, "text"))
	})
}

// checkPut puts an extension on an element and takes it away again.
func checkPut(t *rapid.T, data []byte, text string) {
	d, err := document.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	owners := d.Find(func(e *document.Element) bool {
		return e.Space == d.Root().Space && (e.Local == "decision" || e.Local == "rule" || e.Local == "inputData" || e.Local == "definitions")
	})
	at := rapid.IntRange(0, len(owners)-1).Draw(t, "element")
	changed, err := d.Put(owners[at], space, "law", document.Node{Name: "note", Text: text})
	if err != nil {
		if strings.Contains(err.Error(), "does not allow") {
			t.Skip("no XML text")
		}
		t.Fatal(err)
	}
	if !spliced(data, changed.Bytes()) {
		t.Fatalf("bytes outside the change were touched")
	}
	owner := changed.Find(func(e *document.Element) bool { return e.Start == owners[at].Start })[0]
	if got := owner.Extension(space, "note").Text(); got != text {
		t.Fatalf("wrote %q, read %q", text, got)
	}
	back, err := changed.Remove(owner, space, "note")
	if err != nil {
		t.Fatal(err)
	}
	if len(owners[at].ChildrenIn(owners[at].Space, "extensionElements")) == 0 && owners[at].EndStart > owners[at].StartEnd && !bytes.Equal(back.Bytes(), data) {
		t.Fatalf("taking the extension away does not give the file back")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(plain))
	f.Add([]byte("<a xmlns:x='y'><x:b/></a>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := document.Parse(data)
		if err != nil {
			return
		}
		if !bytes.Equal(d.Bytes(), data) {
			t.Fatal("not written back as it was")
		}
		for _, e := range d.Find(func(*document.Element) bool { return true })[:1] {
			changed, err := d.Put(e, space, "law", note)
			if err != nil {
				continue
			}
			if mine := changed.Root().Extension(space, "note"); mine == nil {
				t.Fatalf("the extension is lost in %q", changed.Bytes())
			}
		}
	})
}
