package instrument

import (
	"bytes"
	"strings"

	"github.com/tillit-se/tillit/kit/feel"
	"go.yaml.in/yaml/v3"
)

// A sourceMap finds the place in the file of a place within an expression.
type sourceMap struct {
	lines [][]byte
	nodes map[string]*yaml.Node // scalars by path
}

func newSourceMap(data []byte, t *tree) *sourceMap {
	m := &sourceMap{lines: bytes.Split(trimBOM(data), []byte("\n")), nodes: map[string]*yaml.Node{}}
	m.collect(t.root, "")
	return m
}

func (m *sourceMap) collect(node *yaml.Node, path string) {
	switch node.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			m.collect(node.Content[i+1], childPath(path, node.Content[i].Value))
		}
	case yaml.SequenceNode:
		for i, item := range node.Content {
			m.collect(item, itemPath(path, i))
		}
	case yaml.ScalarNode:
		m.nodes[path] = node
	}
}

// place gives the line and column in the file of a place in the expression at path. For
// expressions folded over several lines it gives where the expression begins.
func (m *sourceMap) place(path string, at feel.Pos) position {
	node := m.nodes[path]
	if node == nil {
		return position{}
	}
	start := position{node.Line, node.Column}
	switch {
	case node.Style&yaml.LiteralStyle != 0:
		return m.inLiteral(start, at)
	case node.Style&yaml.FoldedStyle != 0, strings.Contains(node.Value, "\n"), at.Line > 1:
		return start
	case node.Style&yaml.SingleQuotedStyle != 0:
		quotes := strings.Count(node.Value[:min(at.Offset, len(node.Value))], "'")
		return position{start.line, start.col + at.Column + quotes}
	case node.Style&yaml.DoubleQuotedStyle != 0:
		escapes := strings.Count(node.Value[:min(at.Offset, len(node.Value))], `"`)
		return position{start.line, start.col + at.Column + escapes}
	}
	return position{start.line, start.col + at.Column - 1}
}

// inLiteral counts lines below the | sign and columns from their indent.
func (m *sourceMap) inLiteral(start position, at feel.Pos) position {
	line := start.line + at.Line
	if line > len(m.lines) {
		return start
	}
	first := m.lines[min(start.line, len(m.lines)-1)]
	indent := len(first) - len(bytes.TrimLeft(first, " "))
	return position{line, indent + at.Column}
}
