package instrument

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"unicode/utf8"
)

// A jsonNode is a JSON value with its place. Objects keep the order of the file.
type jsonNode struct {
	value any // string, json.Number, bool or nil; unset for objects and lists
	kind  jsonKind
	keys  []string   // of an object
	items []jsonNode // of an object or a list
}

type jsonKind int

const (
	jsonScalar jsonKind = iota
	jsonObject
	jsonList
)

// get gives the member of an object.
func (n jsonNode) get(key string) (jsonNode, bool) {
	for i, k := range n.keys {
		if k == key {
			return n.items[i], true
		}
	}
	return jsonNode{}, false
}

// plain gives the value as encoding/json would.
func (n jsonNode) plain() any {
	switch n.kind {
	case jsonObject:
		object := make(map[string]any, len(n.keys))
		for i, key := range n.keys {
			object[key] = n.items[i].plain()
		}
		return object
	case jsonList:
		list := make([]any, len(n.items))
		for i, item := range n.items {
			list[i] = item.plain()
		}
		return list
	}
	return n.value
}

// A jsonReader reads one JSON document with places, a depth limit and every repeated key reported.
type jsonReader struct {
	data    []byte
	lines   []int // offset where each line starts
	decoder *json.Decoder
	limits  Limits
	nodes   int
	report  *reporter

	last       position // of lastOffset
	lastOffset int64
}

var (
	errTooDeep  = errors.New("nested too deep")
	errTooLarge = errors.New("too many values")
)

// readJSON gives the document, or false after reporting why it cannot be read.
func readJSON(data []byte, limits Limits, report *reporter) (jsonNode, bool) {
	if !fitText(data, limits.AnswerBytes, report) {
		return jsonNode{}, false
	}
	data = trimBOM(data)
	r := &jsonReader{data: data, lines: lineStarts(data), limits: limits, report: report}
	r.decoder = json.NewDecoder(bytes.NewReader(data))
	r.decoder.UseNumber()
	node, err := r.read("", 0)
	if err == nil {
		err = r.atEnd()
	}
	if err != nil {
		r.reportError(err)
		return jsonNode{}, false
	}
	return node, true
}

func (r *jsonReader) atEnd() error {
	if _, err := r.decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is more text after the end of the document")
	}
	return nil
}

func (r *jsonReader) reportError(err error) {
	at := r.place(r.decoder.InputOffset())
	// The decoder of tokens is vague about where; that of documents is exact.
	var syntax *json.SyntaxError
	if whole := json.Unmarshal(r.data, new(json.RawMessage)); errors.As(err, &syntax) && errors.As(whole, &syntax) {
		at = r.place(max(0, syntax.Offset-1))
	}
	switch {
	case errors.Is(err, errTooDeep):
		r.report.addAt(at, "", codeTooDeep, r.limits.AnswerDepth)
	case errors.Is(err, errTooLarge):
		r.report.addAt(at, "", codeTooManyValues, r.limits.AnswerNodes)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		r.report.addAt(r.place(int64(len(r.data))), "", codeJSON, "the file ends too early")
	default:
		r.report.addAt(at, "", codeJSON, err.Error())
	}
}

func (r *jsonReader) read(path string, depth int) (jsonNode, error) {
	if depth > r.limits.AnswerDepth {
		return jsonNode{}, errTooDeep
	}
	if r.nodes++; r.nodes > r.limits.AnswerNodes {
		return jsonNode{}, errTooLarge
	}
	token, err := r.decoder.Token()
	if err != nil {
		return jsonNode{}, err
	}
	r.report.at.value[path] = r.place(r.tokenStart(token))
	switch token {
	case json.Delim('{'):
		return r.readObject(path, depth)
	case json.Delim('['):
		return r.readList(path, depth)
	}
	return jsonNode{value: token}, nil
}

func (r *jsonReader) readObject(path string, depth int) (jsonNode, error) {
	node := jsonNode{kind: jsonObject}
	seen := map[string]position{}
	for r.decoder.More() {
		token, err := r.decoder.Token()
		if err != nil {
			return node, err
		}
		key, ok := token.(string)
		if !ok {
			return node, fmt.Errorf("%v stands where a key should", token)
		}
		at := r.place(r.tokenStart(token))
		child := childPath(path, key)
		if first, again := seen[key]; again {
			r.report.addAt(at, child, codeDuplicateKey, key, first.line)
			child += " (repeated)"
		} else {
			seen[key] = at
			r.report.at.key[child] = at
		}
		item, err := r.read(child, depth+1)
		if err != nil {
			return node, err
		}
		node.keys, node.items = append(node.keys, key), append(node.items, item)
	}
	_, err := r.decoder.Token()
	return node, err
}

func (r *jsonReader) readList(path string, depth int) (jsonNode, error) {
	node := jsonNode{kind: jsonList}
	for r.decoder.More() {
		item, err := r.read(itemPath(path, len(node.items)), depth+1)
		if err != nil {
			return node, err
		}
		node.items = append(node.items, item)
	}
	_, err := r.decoder.Token()
	return node, err
}

// tokenStart finds where the token that was just read begins. For texts it walks back over
// the raw form to the opening quote.
func (r *jsonReader) tokenStart(token json.Token) int64 {
	end := r.decoder.InputOffset()
	switch token := token.(type) {
	case json.Delim:
		return end - 1
	case string:
		return r.quoteBefore(end)
	case json.Number:
		return end - int64(len(token))
	case bool:
		if token {
			return end - 4
		}
		return end - 5
	}
	return end - 4
}

func (r *jsonReader) quoteBefore(end int64) int64 {
	for i := end - 2; i >= 0; i-- {
		if r.data[i] != '"' {
			continue
		}
		slashes := int64(0)
		for i-slashes-1 >= 0 && r.data[i-slashes-1] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return i
		}
	}
	return 0
}

func lineStarts(data []byte) []int {
	starts := []int{0}
	for i, c := range data {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// place gives line and column of an offset. Offsets mostly come in rising order, so it counts
// on from the last one: a file that is one long line costs no more than any other.
func (r *jsonReader) place(offset int64) position {
	line := sort.SearchInts(r.lines, int(offset)+1)
	from, col := int64(r.lines[line-1]), 1
	if r.last.line == line && r.lastOffset <= offset {
		from, col = r.lastOffset, r.last.col
	}
	at := position{line, col + utf8.RuneCount(r.data[from:offset])}
	r.last, r.lastOffset = at, offset
	return at
}
