package instrument

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// maxBrackets bounds open brackets in the raw file, prose included. The YAML parser takes
// quadratic time on deeper nesting.
const maxBrackets = 1000

// A tree is a YAML document without aliases and duplicate keys, with the place of every part.
type tree struct {
	root  *yaml.Node
	at    positions
	nodes int
}

// readTree parses a pack file. It reports everything that makes the YAML unfit, and gives
// nil only when nothing can be read at all. Aliases are written out under the node limit,
// so a bomb costs no more than the limit.
func readTree(data []byte, limits Limits, report *reporter) *tree {
	if !fitText(data, limits.PackBytes, report) {
		return nil
	}
	data = trimBOM(data)
	if flowDepth(data) > max(maxBrackets, limits.PackDepth) {
		report.addAt(position{1, 1}, "", codeTooDeep, limits.PackDepth)
		return nil
	}
	doc, ok := readDocument(data, report)
	if !ok {
		return nil
	}
	t := &tree{at: newPositions()}
	report.at = t.at
	grower := &grower{tree: t, limits: limits, report: report, open: map[*yaml.Node]bool{}}
	t.root = grower.grow(doc.Content[0], "", 0)
	if grower.stopped {
		return nil
	}
	return t
}

// readDocument reads the one document of the file.
func readDocument(data []byte, report *reporter) (doc yaml.Node, ok bool) {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	err := decoder.Decode(&doc)
	if errors.Is(err, io.EOF) || err == nil && len(doc.Content) == 0 {
		report.addAt(position{1, 1}, "", codeEmpty)
		return doc, false
	}
	var second yaml.Node
	if err == nil {
		err = decoder.Decode(&second)
	}
	switch {
	case errors.Is(err, io.EOF):
		return doc, true
	case err == nil:
		report.addAt(position{second.Line, second.Column}, "", codeSecondDocument)
	default:
		at, message := yamlError(err)
		report.addAt(at, "", codeYAML, message)
	}
	return doc, false
}

// fitText checks size and encoding of a file that is to be read.
func fitText(data []byte, maxBytes int, report *reporter) bool {
	start := position{1, 1}
	switch {
	case len(data) > maxBytes:
		report.addAt(start, "", codeTooLarge, len(data), maxBytes)
	case len(strings.TrimSpace(string(data))) == 0:
		report.addAt(start, "", codeEmpty)
	case !utf8.Valid(data):
		report.addAt(badUTF8(data), "", codeEncoding)
	default:
		return true
	}
	return false
}

func badUTF8(data []byte) position {
	at := position{1, 1}
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			break
		}
		at.col++
		if r == '\n' {
			at = position{at.line + 1, 1}
		}
		data = data[size:]
	}
	return at
}

func trimBOM(data []byte) []byte {
	return []byte(strings.TrimPrefix(string(data), "\uFEFF"))
}

// flowDepth is an upper bound of how deep brackets nest.
func flowDepth(data []byte) int {
	depth, deepest := 0, 0
	for _, c := range data {
		switch c {
		case '[', '{':
			depth++
			deepest = max(deepest, depth)
		case ']', '}':
			depth = max(0, depth-1)
		}
	}
	return deepest
}

var yamlLine = regexp.MustCompile(`^yaml: (?:line ([0-9]+): )?`)

// yamlError takes the line out of the parser's message.
func yamlError(err error) (position, string) {
	message := err.Error()
	var typeError *yaml.TypeError
	if errors.As(err, &typeError) && len(typeError.Errors) > 0 {
		message = "yaml: " + typeError.Errors[0]
	}
	match := yamlLine.FindStringSubmatch(message)
	if match == nil {
		return position{1, 1}, message
	}
	line, convErr := strconv.Atoi(match[1])
	if convErr != nil {
		line = 1
	}
	return position{line, 1}, strings.TrimPrefix(message, match[0])
}

// A grower copies a YAML tree, writing aliases out.
type grower struct {
	tree    *tree
	limits  Limits
	report  *reporter
	open    map[*yaml.Node]bool // nodes being copied, to find an alias inside itself
	stopped bool
}

func (g *grower) grow(node *yaml.Node, path string, depth int) *yaml.Node {
	if g.stopped {
		return node
	}
	at := position{node.Line, node.Column}
	g.tree.at.value[path] = at
	g.tree.nodes++
	switch {
	case g.tree.nodes > g.limits.PackNodes:
		return g.stop(node, at, path, codeTooManyNodes, g.limits.PackNodes)
	case depth > g.limits.PackDepth:
		return g.stop(node, at, path, codeTooDeep, g.limits.PackDepth)
	}
	if node.Kind == yaml.AliasNode {
		return g.alias(node, at, path, depth)
	}
	g.open[node] = true
	defer delete(g.open, node)
	grown := *node
	grown.Anchor, grown.Content = "", nil
	switch node.Kind {
	case yaml.MappingNode:
		g.mapping(&grown, node, path, depth)
	case yaml.SequenceNode:
		for i, item := range node.Content {
			grown.Content = append(grown.Content, g.grow(item, itemPath(path, i), depth+1))
		}
	}
	return &grown
}

func (g *grower) alias(node *yaml.Node, at position, path string, depth int) *yaml.Node {
	if g.open[node.Alias] {
		return g.stop(node, at, path, codeAliasLoop, node.Value)
	}
	grown := g.grow(node.Alias, path, depth)
	g.tree.at.value[path] = at
	return grown
}

func (g *grower) mapping(grown, node *yaml.Node, path string, depth int) {
	seen := map[string]int{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		at := position{key.Line, key.Column}
		name := key.Value
		switch {
		case key.Kind != yaml.ScalarNode:
			g.report.addAt(at, path, codeKeyNotText)
			continue
		case key.ShortTag() == "!!merge":
			g.report.addAt(at, path, codeMergeKey)
			continue
		case seen[name] > 0:
			g.report.addAt(at, childPath(path, name), codeDuplicateKey, name, seen[name])
			continue
		}
		seen[name] = key.Line
		child := childPath(path, name)
		g.tree.at.key[child] = at
		grown.Content = append(grown.Content, key, g.grow(value, child, depth+1))
	}
}

func (g *grower) stop(node *yaml.Node, at position, path, code string, args ...any) *yaml.Node {
	if !g.stopped {
		g.report.addAt(at, path, code, args...)
	}
	g.stopped = true
	return node
}
