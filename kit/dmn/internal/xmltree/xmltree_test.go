package xmltree_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn/internal/xmltree"
)

func parse(t *testing.T, text string) *xmltree.Document {
	t.Helper()
	d, err := xmltree.Parse([]byte(text), xmltree.Limits{})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return d
}

func TestElements(t *testing.T) {
	d := parse(t, "\ufeff<?xml version='1.0' encoding=\"utf-8\"?>\n<!-- c --><?pi x?>\n<a:x xmlns:a='urn:a' xmlns='urn:b' k='1' a:k=\"2\"><y/><!-- - --><z xmlns=''>t</z></a:x>\n<!-- end -->")
	root := d.Root
	if root.Space != "urn:a" || root.Local != "x" || root.Written() != "a:x" {
		t.Errorf("root is %s in %s", root.Written(), root.Space)
	}
	if v, ok := root.Attr("k"); !ok || v != "1" {
		t.Errorf("k = %q", v)
	}
	if a := root.Attribute("urn:a", "k"); a == nil || a.Value != "2" || string(d.Source[a.Start:a.End]) != "2" {
		t.Errorf("a:k = %v", a)
	}
	y := root.First
	if y == nil || y.Space != "urn:b" || y.Next == nil || y.Next.Space != "" || y.Next.Text.Value != "t" || y.Parent != root {
		t.Errorf("children: %v", y)
	}
	if text := string(d.Source[y.Next.Start:y.Next.End]); text != "<z xmlns=''>t</z>" {
		t.Errorf("z is %q", text)
	}
	if text := string(d.Source[y.Next.InnerStart:y.Next.InnerEnd]); text != "t" {
		t.Errorf("inside of z is %q", text)
	}
	if root.Child("y") != nil {
		t.Error("y of another namespace was found")
	}
}

func TestTextAndWhereItStands(t *testing.T) {
	tests := map[string]string{
		"<a>plain</a>":                      "plain",
		"<a>a &lt; b &amp;&#65;&#x42;</a>":  "a < b &AB",
		"<a>&quot;&apos;&gt;</a>":           `"'>`,
		"<a><![CDATA[<x> & ]] ]]>y</a>":     "<x> & ]] y",
		"<a>one\r\ntwo\rthree\n</a>":        "one\ntwo\nthree\n",
		"<a>be<!-- not this -->fore</a>":    "before",
		"<a>x]]y]</a>":                      "x]]y]",
		"<a>åäö &lt; 𝄞</a>":                 "åäö < 𝄞",
		"<a>  \n </a>":                      "",
		"<a><![CDATA[a\r\nb]]>&#13;c</a>":   "a\nb\rc",
		"<a><![CDATA[]]></a>":               "",
		"<a>x<?pi y?>z</a>":                 "xz",
		"<a>&#x10FFFF;</a>":                 "\U0010ffff",
		"<a>\n  text\n</a>":                 "\n  text\n",
		"<a>a<b>inner</b>c</a>":             "ac",
		"<a>x<!-- c --> <!-- d -->y</a>":    "x y",
		"<a>\n <b/>\n <b/>\n</a>":           "",
		"<a k='x'   />":                     "",
		"<a>1 &lt;= 2 and 3 &gt;= 2</a   >": "1 <= 2 and 3 >= 2",
	}
	for source, text := range tests {
		d := parse(t, source)
		got := d.Root.Text
		if got.Value != text {
			t.Errorf("%s holds %q, want %q", source, got.Value, text)
		}
		for i := range len(got.Value) {
			c, at := got.Value[i], d.Source[got.Offset(i)]
			if at != c && at != '&' && at != '\r' {
				t.Errorf("%s: byte %d is %q, but %q stands at its offset", source, i, c, at)
			}
		}
	}
}

func TestAttributeValues(t *testing.T) {
	d := parse(t, "<a k='a&lt;b&#10;c' l=\"x\ty\r\nz\" m='\"'/>")
	for name, want := range map[string]string{"k": "a<b\nc", "l": "x y z", "m": `"`} {
		if v, _ := d.Root.Attr(name); v != want {
			t.Errorf("%s = %q, want %q", name, v, want)
		}
	}
}

func TestPlaces(t *testing.T) {
	source := "<a>\nå<b/>" + strings.Repeat("ä", 3000) + "<c/></a>"
	d := parse(t, source)
	for offset, want := range map[int][2]int{
		0: {1, 1}, 3: {1, 4}, 4: {2, 1}, strings.Index(source, "<b"): {2, 2}, strings.Index(source, "<c"): {2, 3006}, len(source): {2, 3014}, 1 << 30: {2, 3014}, -5: {1, 1},
	} {
		if line, column := d.Place(offset); line != want[0] || column != want[1] {
			t.Errorf("offset %d is line %d, column %d; want %v", offset, line, column, want)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	tests := map[string]string{
		"":                                   "no element",
		"  \n":                               "no element",
		"text":                               "only elements",
		"<a>":                                "not closed",
		"<a":                                 "no end",
		"<a></b>":                            "closes <a>",
		"<a></a":                             "no end",
		"<a/><b/>":                           "nothing may follow",
		"<a/>text":                           "only elements",
		"<a k=1/>":                           "quotes",
		"<a k/>":                             `"=" is missing`,
		"<a k='1' k='2'/>":                   "twice",
		"<a k='1'l='2'/>":                    "space is missing",
		"<a k='<'/>":                         "&lt;",
		"<a k='x":                            "closing quote",
		"<a>&nbsp;</a>":                      "not known",
		"<a>& b</a>":                         "&amp;",
		"<a>&#0;</a>":                        "no character",
		"<a>&#xD800;</a>":                    "no character",
		"<a>&#99999999999;</a>":              "&amp;",
		"<a>]]></a>":                         "may not stand",
		"<a><!-- -- --></a>":                 "comment",
		"<a><!-- </a>":                       "no end",
		"<a><![CDATA[ </a>":                  "no end",
		"<a><!ELEMENT b></a>":                "declarations",
		"<!DOCTYPE a SYSTEM 'http://x'><a/>": "document type",
		"<?xml version='1.0' encoding='iso-8859-1'?><a/>": "UTF-8",
		"<a/><?xml version='1.0'?>":                       "beginning",
		"<?xml version='1.0'":                             "no end",
		"<?pi <a/>":                                       "no end",
		"\xff\xfe<\x00a\x00":                              "UTF-16",
		"<a>\x01</a>":                                     "control character",
		"<a>\xff</a>":                                     "UTF-8",
		"<a>\uffff</a>":                                   "may not stand",
		"<x:a/>":                                          "prefix x",
		"<a x:k='1'/>":                                    "prefix x",
		"<1a/>":                                           "name is missing",
		"<a:b:c/>":                                        "colon",
		"< a/>":                                           "name is missing",
	}
	for source, message := range tests {
		_, err := xmltree.Parse([]byte(source), xmltree.Limits{})
		var syntax *xmltree.SyntaxError
		if !errors.As(err, &syntax) || !strings.Contains(err.Error(), message) || syntax.Line < 1 {
			t.Errorf("%q gives %v, want %q", source, err, message)
		}
	}
}

func TestLimits(t *testing.T) {
	tests := map[string]struct {
		source string
		limits xmltree.Limits
	}{
		"bytes":      {"<a>12345</a>", xmltree.Limits{Bytes: 5}},
		"depth":      {"<a><a><a/></a></a>", xmltree.Limits{Depth: 2}},
		"elements":   {"<a><b/><b/></a>", xmltree.Limits{Elements: 2}},
		"attributes": {"<a k='' l='' m=''/>", xmltree.Limits{Attributes: 2}},
	}
	for name, test := range tests {
		_, err := xmltree.Parse([]byte(test.source), test.limits)
		var limit *xmltree.LimitError
		if !errors.As(err, &limit) || limit.Limit != name || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := xmltree.Parse([]byte(test.source), xmltree.Limits{}); err != nil {
			t.Errorf("%s without limits: %v", name, err)
		}
	}
}

// FuzzParse holds this reader against that of the standard library: what this
// one accepts, that one does too, and they see the same elements and text.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"<a k='1'>x<b/>&lt;</a>", "<a><![CDATA[x]]></a>", "<a xmlns='u' xmlns:p='v'><p:b p:k='å'/></a>", "<a>\r\n<!-- c --></a>",
		"<?xml version='1.0'?><a/>",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		d, err := xmltree.Parse(source, xmltree.Limits{Bytes: 1 << 16})
		if err != nil {
			return
		}
		var ours, theirs bytes.Buffer
		ourShape(&ours, d.Root)
		if err := theirShape(&theirs, source); err != nil {
			t.Skip(err) // names in other alphabets, and the like
		}
		if ours.String() != theirs.String() {
			t.Fatalf("ours:\n%s\ntheirs:\n%s", &ours, &theirs)
		}
	})
}

// spaced hides white space in attributes, which the standard library keeps.
var spaced = strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ", "\r", " ")

func ourShape(b *bytes.Buffer, n *xmltree.Node) {
	b.WriteString("<" + n.Local)
	for _, a := range n.Attrs {
		b.WriteString(" " + a.Local + "=" + spaced.Replace(a.Value))
	}
	b.WriteString(">")
	for c := n.First; c != nil; c = c.Next {
		ourShape(b, c)
	}
	b.WriteString("[" + strings.Join(strings.Fields(n.Text.Value), "") + "]")
}

func theirShape(b *bytes.Buffer, source []byte) error {
	d := xml.NewDecoder(bytes.NewReader(source))
	var texts []string
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			texts = append(texts, "")
			b.WriteString("<" + token.Name.Local)
			for _, a := range token.Attr {
				b.WriteString(" " + a.Name.Local + "=" + spaced.Replace(a.Value))
			}
			b.WriteString(">")
		case xml.EndElement:
			b.WriteString("[" + strings.Join(strings.Fields(texts[len(texts)-1]), "") + "]")
			texts = texts[:len(texts)-1]
		case xml.CharData:
			if len(texts) > 0 {
				texts[len(texts)-1] += string(token)
			}
		}
	}
}
