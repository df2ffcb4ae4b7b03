package tck

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/tillit-se/tillit/kit/feel"
)

// File is one file of tests for one model.
type File struct {
	ModelName string `xml:"modelName"`
	Cases     []Case `xml:"testCase"`
}

// Case is one set of inputs and the results they must give.
type Case struct {
	ID string `xml:"id,attr"`
	// Type is "decision", "bkm" or "decisionService"; empty means decision.
	Type      string       `xml:"type,attr"`
	Invocable string       `xml:"invocableName,attr"`
	Inputs    []InputNode  `xml:"inputNode"`
	Results   []ResultNode `xml:"resultNode"`
}

// InputNode is a named input.
type InputNode struct {
	Name      string `xml:"name,attr"`
	Namespace string `xml:"namespace,attr"`
	node
}

// ResultNode is the result that a decision must have.
type ResultNode struct {
	Name        string `xml:"name,attr"`
	Namespace   string `xml:"namespace,attr"`
	Type        string `xml:"type,attr"`
	ErrorResult bool   `xml:"errorResult,attr"`
	Expected    *node  `xml:"expected"`
}

// node is a value: simple, a list, or components.
type node struct {
	Value      *simple     `xml:"value"`
	List       *list       `xml:"list"`
	Components []component `xml:"component"`
}

type simple struct {
	Type string `xml:"http://www.w3.org/2001/XMLSchema-instance type,attr"`
	Nil  string `xml:"http://www.w3.org/2001/XMLSchema-instance nil,attr"`
	Text string `xml:",chardata"`
}

type list struct {
	Nil   string `xml:"http://www.w3.org/2001/XMLSchema-instance nil,attr"`
	Items []node `xml:"item"`
}

type component struct {
	Name string `xml:"name,attr"`
	Nil  string `xml:"http://www.w3.org/2001/XMLSchema-instance nil,attr"`
	node
}

// Parse reads a file of tests.
func Parse(text []byte) (*File, error) {
	var f File
	err := xml.Unmarshal(text, &f)
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the file of tests is not XML")
	}
	if err != nil {
		return nil, fmt.Errorf("the file of tests cannot be read: %w", err)
	}
	return &f, nil
}

// feel turns a node into a value.
func (n *node) feel() (feel.Value, error) {
	switch {
	case n == nil:
		return feel.Null, nil
	case n.List != nil:
		return n.List.feel()
	case len(n.Components) > 0:
		return n.context()
	case n.Value != nil:
		return n.Value.feel()
	}
	return feel.Null, nil
}

func isTrue(attr string) bool { return attr == "true" || attr == "1" }

func (l *list) feel() (feel.Value, error) {
	if isTrue(l.Nil) {
		return feel.Null, nil
	}
	items := make([]feel.Value, len(l.Items))
	for i := range l.Items {
		var err error
		if items[i], err = l.Items[i].feel(); err != nil {
			return feel.Null, err
		}
	}
	return feel.List(items...), nil
}

func (n *node) context() (feel.Value, error) {
	var entries []feel.Entry
	for i := range n.Components {
		c := &n.Components[i]
		if isTrue(c.Nil) && c.Name == "" {
			return feel.Null, nil
		}
		v, err := c.feel()
		if err != nil {
			return feel.Null, err
		}
		entries = append(entries, feel.Entry{Name: c.Name, Value: v})
	}
	return feel.NewContext(entries...), nil
}

func (s *simple) feel() (feel.Value, error) {
	if isTrue(s.Nil) {
		return feel.Null, nil
	}
	text := strings.TrimSpace(s.Text)
	switch local := s.Type[strings.Index(s.Type, ":")+1:]; local {
	case "string", "":
		return feel.String(s.Text), nil
	case "boolean":
		return feel.Bool(isTrue(text)), nil
	case "decimal", "double", "integer", "int", "long", "float":
		v, ok := feel.Number(text)
		if !ok {
			return feel.Null, fmt.Errorf("%q is no number", text)
		}
		return v, nil
	}
	v, ok := feel.Temporal(text)
	if !ok {
		return feel.Null, fmt.Errorf("%q is no %s", text, s.Type)
	}
	return v, nil
}
