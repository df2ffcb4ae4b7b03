package dmn

import (
	"github.com/tillit-se/tillit/kit/dmn/internal/xmltree"
	"github.com/tillit-se/tillit/kit/feel"
)

// Pos is a place in a model file: byte offset from 0, line from 1, and column
// in code points from 1.
type Pos = feel.Pos

// Element is what all parts of a model share.
type Element struct {
	ID          string
	Label       string
	Description string
	// Pos is where the element's tag begins.
	Pos Pos
	// End is the byte offset after the element's closing tag, so that
	// Source[Pos.Offset:End] is its XML.
	End int
	// Extensions is the place of the element's extensionElements, for those
	// who know what is in them; it is empty when there are none.
	Extensions Piece
}

// Piece is a stretch of bytes in the file: Source[Start:End].
type Piece struct{ Start, End int }

// Named is an element with a name.
type Named struct {
	Element
	Name string
}

// Text is FEEL source in a model, and where in the file it stands.
type Text struct {
	Text string
	at   xmltree.Text
}

// Offset returns the byte offset in the file of byte i of the text.
func (t Text) Offset(i int) int { return t.at.Offset(i) }

// Definitions is a model file: the root element.
type Definitions struct {
	Named
	// Version is the version of DMN the file is written in, such as "1.5".
	Version            string
	Namespace          string
	ExpressionLanguage string
	TypeLanguage       string
	Exporter           string
	ExporterVersion    string

	Imports   []*Import
	Types     []*ItemDefinition
	Inputs    []*InputData
	Decisions []*Decision
	Knowledge []*BusinessKnowledgeModel
	Services  []*DecisionService
	Sources   []*KnowledgeSource

	// Source is the file. Nobody may change it.
	Source []byte
	doc    *xmltree.Document
}

// Position returns line and column of a byte offset of the file.
func (d *Definitions) Position(offset int) Pos {
	line, column := d.doc.Place(offset)
	return Pos{Offset: offset, Line: line, Column: column}
}

// Import makes the elements of another model known under a name.
type Import struct {
	Named
	Namespace   string
	LocationURI string
	ImportType  string
}

// InformationItem declares a name with a type: the variable of a decision, a
// parameter, a column.
type InformationItem struct {
	Named
	// TypeRef is the name of a type of FEEL or of an [ItemDefinition], or
	// empty.
	TypeRef string
}

// InputData is a fact that comes from outside.
type InputData struct {
	Named
	// Variable declares the type; nil when the file has none.
	Variable *InformationItem
}

// ItemDefinition defines a type. Exactly one of TypeRef, Components and
// Function is set, or none, which means Any.
type ItemDefinition struct {
	Named
	TypeRef      string
	TypeLanguage string
	IsCollection bool
	// AllowedValues bounds the value, or each item of a collection.
	AllowedValues *UnaryTests
	// TypeConstraint bounds the value as a whole (since DMN 1.5).
	TypeConstraint *UnaryTests
	Components     []*ItemDefinition
	Function       *FunctionItem
}

// FunctionItem is the type of a function.
type FunctionItem struct {
	Element
	Parameters    []*InformationItem
	OutputTypeRef string
}

// Reference points at another element by its id: "#id", or "namespace#id".
type Reference struct {
	Element
	Href string
	// HrefPos is where the value of the href attribute begins.
	HrefPos Pos
}
