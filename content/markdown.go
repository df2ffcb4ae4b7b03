package content

import (
	"bytes"
	"reflect"
	"regexp"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Prose is a Markdown text, read. Raw HTML in it is text and nothing else. A source is cited as [^id].
type Prose struct {
	Source []byte
	Root   ast.Node
}

// ReadProse reads Markdown.
func ReadProse(source []byte) Prose {
	return Prose{Source: source, Root: markdownParser().Parse(text.NewReader(source))}
}

// markdownParser reads CommonMark with tables and citations, without HTML: neither blocks nor tags in a line.
func markdownParser() parser.Parser {
	// The parsers of raw HTML are left out, so that a < is a character.
	m := goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(withoutHTML(parser.DefaultBlockParsers(), parser.NewHTMLBlockParser())...),
			parser.WithInlineParsers(append(withoutHTML(parser.DefaultInlineParsers(), parser.NewRawHTMLParser()), util.Prioritized(citationParser{}, 90))...),
			parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		)),
		goldmark.WithExtensions(extension.Table),
	)
	return m.Parser()
}

func withoutHTML(all []util.PrioritizedValue, unwanted any) []util.PrioritizedValue {
	var kept []util.PrioritizedValue
	for _, p := range all {
		if !sameParser(p.Value, unwanted) {
			kept = append(kept, p)
		}
	}
	return kept
}

// Citation is a reference to a source: [^id].
type Citation struct {
	ast.BaseInline
	ID   string
	At   int // byte in the text
	Size int
}

// KindCitation is the kind of citations, for renderers.
var KindCitation = ast.NewNodeKind("Citation")

// Kind implements ast.Node.
func (*Citation) Kind() ast.NodeKind { return KindCitation }

// Dump implements ast.Node.
func (c *Citation) Dump(source []byte, level int) {
	ast.DumpHelper(c, source, level, map[string]string{"ID": c.ID}, nil)
}

var citationForm = regexp.MustCompile(`^\[\^([^\]\s]+)\]`)

type citationParser struct{}

func (citationParser) Trigger() []byte { return []byte{'['} }

func (citationParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	found := citationForm.FindSubmatch(line)
	if found == nil {
		return nil
	}
	block.Advance(len(found[0]))
	return &Citation{ID: string(found[1]), At: segment.Start, Size: len(found[0])}
}

// line is the number of the line in which a byte stands, from 1.
func (p Prose) line(at int) int {
	return bytes.Count(p.Source[:min(at, len(p.Source))], []byte{'\n'}) + 1
}

// place is the first byte of a node, as well as it is known: that of its own text, of the text in it, or of what stands around it.
func place(n ast.Node) int {
	found := -1
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && found < 0 {
			found = start(n)
		}
		if found >= 0 {
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	for parent := n; found < 0 && parent != nil; parent = parent.Parent() {
		found = start(parent)
	}
	return max(found, 0)
}

func start(n ast.Node) int {
	switch n := n.(type) {
	case *ast.Text:
		return n.Segment.Start
	case *Citation:
		return n.At
	}
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	return -1
}

// plain is the text of a node without marks and citations.
func (p Prose) plain(n ast.Node) string {
	var b bytes.Buffer
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			b.Write(t.Segment.Value(p.Source))
			if t.SoftLineBreak() || t.HardLineBreak() {
				b.WriteByte(' ')
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// Plain is the text that a reader reads: each block on a line of its own, without code.
func (p Prose) Plain() string { return p.plainUnder(p.Root) }

// plainUnder is the part of [Prose.Plain] under a node.
func (p Prose) plainUnder(root ast.Node) string {
	var b bytes.Buffer
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || !holdsInline(n) {
			return ast.WalkContinue, nil
		}
		b.WriteString(p.plain(n))
		b.WriteByte('\n')
		return ast.WalkSkipChildren, nil
	})
	return b.String()
}

// holdsInline tells whether a block's children are text.
func holdsInline(n ast.Node) bool {
	return n.Type() == ast.TypeBlock && n.FirstChild() != nil && n.FirstChild().Type() == ast.TypeInline
}

// sameParser compares parsers by their type: they are private to goldmark and have no state.
func sameParser(a, b any) bool { return reflect.TypeOf(a) == reflect.TypeOf(b) }
