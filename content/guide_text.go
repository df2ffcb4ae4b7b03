package content

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"go.yaml.in/yaml/v3"
)

// StepText is the text of a step in one language.
type StepText struct {
	Title   string   `yaml:"title"`
	Lead    string   `yaml:"lead"`    // one or two sentences
	Updated string   `yaml:"updated"` // the day of the last change in substance, YYYY-MM-DD
	Reading *Reading `yaml:"reading,omitempty"`
	Body    Prose    `yaml:"-"`

	file string
	skip int // lines before the body
}

// Reading says how the sources of a step were read, where the reader should know.
type Reading struct {
	Note string `yaml:"note"`
}

const fence = "---\n"

// stepText reads a file of front matter between lines of three hyphens, and Markdown after it.
func (l Library) stepText(file string) (*StepText, error) {
	data, err := fs.ReadFile(l.files, file)
	if err != nil {
		return nil, fmt.Errorf("content: read %s: %w", file, err)
	}
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	rest, ok := bytes.CutPrefix(data, []byte(fence))
	front, body, closed := bytes.Cut(rest, []byte("\n"+fence))
	if !ok || !closed {
		return nil, refuse(file, "the file must begin with front matter between two lines of ---")
	}
	t := &StepText{file: file, skip: bytes.Count(front, []byte("\n")) + 3}
	decoder := yaml.NewDecoder(bytes.NewReader(append([]byte("\n"), front...))) // the line of the first fence
	decoder.KnownFields(true)
	if err := decoder.Decode(t); err != nil {
		return nil, yamlError(file, err)
	}
	t.Body = ReadProse(body)
	return t, nil
}

func (t *StepText) problem(line int, format string, args ...any) Problem {
	return Problem{File: t.file, Line: line, Message: fmt.Sprintf(format, args...)}
}

// bodyLine is the line in the file of a byte of the body.
func (t *StepText) bodyLine(at int) int { return t.skip + t.Body.line(at) }

// LinkKind is what a link in a text leads to.
type LinkKind string

// The kinds of link. Any other destination is a web address.
const (
	LinkTerm  LinkKind = "term"
	LinkStep  LinkKind = "step"
	LinkBlock LinkKind = "block"
	LinkLaw   LinkKind = "law"
	LinkPage  LinkKind = "page"
	LinkWeb   LinkKind = "web"
)

var linkKinds = []LinkKind{LinkTerm, LinkStep, LinkBlock, LinkLaw, LinkPage}

// ReadLink takes a destination apart: term:id, step:id, block:id, law:target, page:/path, or a web address.
func ReadLink(destination string) (LinkKind, string) {
	kind, rest, found := strings.Cut(destination, ":")
	if found && slices.Contains(linkKinds, LinkKind(kind)) {
		return LinkKind(kind), rest
	}
	return LinkWeb, destination
}

// proseLink is a link in a text, with its place.
type proseLink struct {
	kind LinkKind
	to   string
	at   int // byte in the body
}

// section is what stands under one H2, or before the first.
type section struct {
	title     string
	at        int // byte in the body
	blocks    []string
	citations []string
	links     []string // to places of ours, as written
	text      string   // what a reader reads, without marks
}

// outline is what the two languages of a text must have in common, and all that leads somewhere.
type outline struct {
	sections  []section
	links     []proseLink
	citations []*Citation
}

func (t *StepText) outline() outline {
	o := outline{sections: []section{{}}}
	for n := t.Body.Root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && h.Level == 2 {
			o.sections = append(o.sections, section{title: t.Body.plain(h), at: place(h)})
		}
		last := &o.sections[len(o.sections)-1]
		o.take(last, n)
		last.text += t.Body.plainUnder(n)
	}
	return o
}

// take notes a block and what is in it.
func (o *outline) take(s *section, block ast.Node) {
	s.blocks = append(s.blocks, shape(block))
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *Citation:
			s.citations = append(s.citations, n.ID)
			o.citations = append(o.citations, n)
		case *ast.Link:
			kind, to := ReadLink(string(n.Destination))
			o.links = append(o.links, proseLink{kind, to, place(n)})
			if kind != LinkWeb {
				s.links = append(s.links, string(n.Destination))
			}
		case *ast.AutoLink:
			o.links = append(o.links, proseLink{LinkWeb, "autolink", place(n)})
		}
		return ast.WalkContinue, nil
	})
}

// shape names a block for comparison: headings with their level, lists with their number of items, tables with their rows.
func shape(n ast.Node) string {
	name := strings.ToLower(n.Kind().String())
	switch n := n.(type) {
	case *ast.Heading:
		return fmt.Sprintf("h%d", n.Level)
	case *ast.List:
		return fmt.Sprintf("a list of %d", n.ChildCount())
	}
	if name == "table" {
		return fmt.Sprintf("a table of %d rows", n.ChildCount())
	}
	return name
}
