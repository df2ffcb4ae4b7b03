package score

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Span is a stretch of text with a class: byte offsets, half open.
type Span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Class string `json:"class"`
}

// Document is a text with the spans that are truly in it, in order.
type Document struct {
	Text  string `json:"text"`
	Spans []Span `json:"spans"`
}

// Unit says what offsets in a file count.
type Unit string

// The units of offsets.
const (
	Bytes Unit = "bytes"
	Runes Unit = "runes"
	UTF16 Unit = "utf16"
)

// ErrGold says that a file of gold cannot be read; the message says where.
var ErrGold = errors.New("not usable as gold")

// maxLine is the longest line of a file, in bytes.
const maxLine = 16 << 20

// classes translates the tags of corpora. Other tags stay as they are, in lower case.
var classes = map[string]string{
	"PER": "person", "PRS": "person", "PERSON": "person", "LOC": "place", "PLACE": "place", "GPE": "place",
	"ORG": "organisation", "ORGANISATION": "organisation", "ORGANIZATION": "organisation", "MISC": "other", "OTHER": "other", "ADR": "address",
	"EMAIL_ADDRESS": "email", "PHONE_NUMBER": "phone", "PNR": "personnummer",
}

// ClassOf is the class that a tag of a corpus stands for: PER is person, LOC place, ORG organisation, MISC other.
func ClassOf(tag string) string {
	if c, ok := classes[strings.ToUpper(tag)]; ok {
		return c
	}
	return strings.ToLower(tag)
}

// ClassesOf gives the classes that documents hold, in alphabetical order, but not other: names of products and events are no personal data.
func ClassesOf(docs []Document) []string {
	seen := map[string]bool{}
	for _, d := range docs {
		for _, s := range d.Spans {
			seen[s.Class] = true
		}
	}
	delete(seen, "other")
	return slices.Sorted(maps.Keys(seen))
}

// ReadIOB2 reads a token and a tag per line, parted by tab or spaces, with an empty line after each sentence; of more columns the last is
// the tag, unless the first is a number as in CoNLL-U style files, where token and tag are the second and third. Tags are B-PER, I-PER and O,
// or PER and 0 without B- and I-. Lines that begin with # are remarks when they hold no tab. Every sentence becomes a document whose
// text has its tokens joined as they would be printed.
func ReadIOB2(r io.Reader) ([]Document, error) {
	var docs []Document
	var s sentence
	line := 0
	scan := bufio.NewScanner(r)
	scan.Buffer(make([]byte, 0, 1<<16), maxLine)
	for scan.Scan() {
		line++
		text := strings.TrimRight(scan.Text(), "\r")
		if line == 1 {
			text = strings.TrimPrefix(text, "\ufeff")
		}
		if strings.TrimSpace(text) == "" {
			docs = s.flush(docs)
			continue
		}
		if remark(text) {
			continue
		}
		token, tag := columns(text)
		if !utf8.ValidString(token) {
			token = strings.ToValidUTF8(token, "\ufffd")
		}
		if err := s.add(token, tag); err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("%w: line %d: %w", ErrGold, line+1, err)
	}
	return s.flush(docs), nil
}

// remark tells whether a line is none of the corpus: one that begins with # and is no token with a tag, or in CoNLL-U a range of tokens
// (3-4) or a token that is not written (5.1).
func remark(line string) bool {
	f := strings.Fields(line)
	if len(f) > 2 && strings.Contains(line, "\t") {
		whole, part, cut := strings.Cut(strings.Replace(f[0], ".", "-", 1), "-")
		return cut && isIndex(whole) && isIndex(part)
	}
	if !strings.HasPrefix(line, "#") || strings.Contains(line, "\t") {
		return false
	}
	if len(f) != 2 || f[0] != "#" {
		return true
	}
	_, class, err := splitTag(f[1])
	return err != nil || class != "" && f[1] == strings.ToLower(f[1])
}

// columns picks token and tag from a line.
func columns(line string) (token, tag string) {
	f := strings.Split(line, "\t")
	if len(f) == 1 {
		f = strings.Fields(line)
	}
	switch {
	case len(f) == 1:
		return f[0], "O"
	case len(f) >= 3 && isIndex(f[0]):
		return f[1], f[2]
	}
	return f[0], f[len(f)-1]
}

func isIndex(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

// sentence gathers the tokens of a document.
type sentence struct {
	text  strings.Builder
	spans []Span
	last  string // class of the token before, "" outside
	glue  bool   // no space before the next token
}

func (s *sentence) add(token, tag string) error {
	prefix, class, err := splitTag(tag)
	if err != nil {
		return err
	}
	token = strings.TrimSpace(token)
	if token == "" {
		return nil
	}
	if s.text.Len() > 0 && !s.glue && !closes(token) {
		s.text.WriteByte(' ')
	}
	start := s.text.Len()
	s.text.WriteString(token)
	s.glue = token == "(" || token == "[" || token == "«"
	switch {
	case class == "":
	case class == s.last && prefix != 'B':
		s.spans[len(s.spans)-1].End = s.text.Len()
	default:
		s.spans = append(s.spans, Span{Start: start, End: s.text.Len(), Class: class})
	}
	s.last = class
	return nil
}

// closes tells whether a token stands close to the one before.
func closes(token string) bool {
	switch token {
	case ".", ",", ":", ";", "!", "?", ")", "]", "%", "…", "»":
		return true
	}
	return false
}

// splitTag takes B-PER apart. Outside is O, 0, - or nothing.
func splitTag(tag string) (prefix byte, class string, err error) {
	tag = strings.TrimSpace(tag)
	if tag == "" || tag == "O" || tag == "0" || tag == "-" || tag == "_" {
		return 'O', "", nil
	}
	if len(tag) > 2 && tag[1] == '-' {
		switch tag[0] {
		case 'B', 'S', 'U':
			return 'B', ClassOf(tag[2:]), nil
		case 'I', 'E', 'L', 'M':
			return 'I', ClassOf(tag[2:]), nil
		}
		return 0, "", fmt.Errorf("%w: tag %q begins with neither B nor I", ErrGold, tag)
	}
	return 'I', ClassOf(tag), nil
}

func (s *sentence) flush(docs []Document) []Document {
	if s.text.Len() > 0 {
		docs = append(docs, Document{Text: s.text.String(), Spans: s.spans})
	}
	*s = sentence{}
	return docs
}

// ReadJSONL reads a JSON object per line: text and spans with start, end and class. A span may name its class as label or type. Offsets
// count what unit says. Empty lines are skipped.
func ReadJSONL(r io.Reader, unit Unit) ([]Document, error) {
	var docs []Document
	line := 0
	scan := bufio.NewScanner(r)
	scan.Buffer(make([]byte, 0, 1<<16), maxLine)
	for scan.Scan() {
		line++
		if len(bytes.TrimSpace(scan.Bytes())) == 0 {
			continue
		}
		doc, err := readLine(scan.Bytes(), unit)
		if err != nil {
			return nil, fmt.Errorf("%w: line %d: %w", ErrGold, line, err)
		}
		docs = append(docs, doc)
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("%w: line %d: %w", ErrGold, line+1, err)
	}
	return docs, nil
}

// rawSpan is a span as files have it.
type rawSpan struct {
	Start *int   `json:"start"`
	End   *int   `json:"end"`
	Class string `json:"class"`
	Label string `json:"label"`
	Type  string `json:"type"`
}

func readLine(data []byte, unit Unit) (Document, error) {
	var raw struct {
		Text  *string   `json:"text"`
		Spans []rawSpan `json:"spans"`
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return Document{}, err
	}
	if raw.Text == nil {
		return Document{}, errors.New("there is no text")
	}
	doc := Document{Text: *raw.Text}
	at, err := offsets(doc.Text, unit)
	if err != nil {
		return doc, err
	}
	for i, s := range raw.Spans {
		span, err := s.resolve(at)
		if err != nil {
			return doc, fmt.Errorf("span %d: %w", i+1, err)
		}
		doc.Spans = append(doc.Spans, span)
	}
	sortSpans(doc.Spans)
	return doc, nil
}

func (s rawSpan) resolve(at func(int) (int, bool)) (Span, error) {
	if s.Start == nil || s.End == nil {
		return Span{}, errors.New("start or end is missing")
	}
	start, ok1 := at(*s.Start)
	end, ok2 := at(*s.End)
	if !ok1 || !ok2 || start >= end {
		return Span{}, fmt.Errorf("%d to %d is no stretch of the text", *s.Start, *s.End)
	}
	class := s.Class
	for _, other := range []string{s.Label, s.Type} {
		if class == "" {
			class = other
		}
	}
	if class == "" {
		return Span{}, errors.New("class is missing")
	}
	return Span{Start: start, End: end, Class: ClassOf(class)}, nil
}

// offsets gives a function from offsets in unit to bytes.
func offsets(text string, unit Unit) (func(int) (int, bool), error) {
	switch unit {
	case Bytes, "":
		return func(i int) (int, bool) { return i, i >= 0 && i <= len(text) }, nil
	case Runes, UTF16:
	default:
		return nil, fmt.Errorf("offsets in %q: want bytes, runes or utf16", unit)
	}
	var table []int
	for i, r := range text {
		table = append(table, i)
		if unit == UTF16 && r > 0xFFFF {
			table = append(table, -1) // the middle of a pair is no place to cut
		}
	}
	table = append(table, len(text))
	return func(i int) (int, bool) {
		if i < 0 || i >= len(table) || table[i] < 0 {
			return 0, false
		}
		return table[i], true
	}, nil
}
