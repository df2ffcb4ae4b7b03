package dmn

import (
	"fmt"
	"strings"
)

// Code names what kind of fault a [Problem] or a [Diagnostic] is about, for
// callers that write their own messages.
type Code string

// Faults of a model file.
const (
	CodeXML         Code = "xml"          // not XML as this package reads it
	CodeNotDMN      Code = "not-dmn"      // not a DMN model of a version that is read
	CodeStructure   Code = "structure"    // an element that lacks a part, or has one too many
	CodeDuplicateID Code = "duplicate-id" // two elements with one id
	CodeDuplicate   Code = "duplicate"    // two elements with one name
	CodeReference   Code = "reference"    // a reference to nothing, or to the wrong kind of element
	CodeCycle       Code = "cycle"        // elements that need each other
	CodeImport      Code = "import"       // an import that cannot be resolved
	CodeType        Code = "type"         // a type that is not known, or values that never fit
	CodeFEEL        Code = "feel"         // an expression that is not FEEL in its scope
	CodeName        Code = "name"         // a name that FEEL cannot use
	CodeUnsupported Code = "unsupported"  // what this engine does not do
)

// Problem is one fault of a model file.
type Problem struct {
	Pos Pos
	// File is the namespace of the model that the fault is in when it is an
	// imported one, else empty.
	File string
	// Element tells which element, for people: decision "Fee", rule 3.
	Element string
	Code    Code
	Message string
}

// String returns the place, the element and the message.
func (p Problem) String() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File + ": ")
	}
	fmt.Fprintf(&b, "line %d, column %d: ", p.Pos.Line, p.Pos.Column)
	if p.Element != "" {
		b.WriteString(p.Element + ": ")
	}
	b.WriteString(p.Message)
	return b.String()
}

// ModelError says why a file is no model that can be evaluated. It has at
// least one problem.
type ModelError struct{ Problems []Problem }

// Error returns the first problem and how many more there are.
func (e *ModelError) Error() string {
	if len(e.Problems) == 1 {
		return e.Problems[0].String()
	}
	return fmt.Sprintf("%s (and %d more)", e.Problems[0], len(e.Problems)-1)
}

// LimitError says that a file or an evaluation is larger than a limit allows.
type LimitError struct {
	// Limit is its name: "bytes", "depth", "elements" and "attributes" of a
	// file, "rules" of a table; "steps", "depth", "list" and "string" of an
	// evaluation.
	Limit string
	Max   int
	Pos   Pos
	// Element tells where an evaluation was; it is empty for files.
	Element string
}

// Error returns which limit was passed, and where.
func (e *LimitError) Error() string {
	where := ""
	if e.Element != "" {
		where = " in " + e.Element
	}
	return fmt.Sprintf("line %d, column %d%s: stopped at the limit of %d (%s)", e.Pos.Line, e.Pos.Column, where, e.Max, e.Limit)
}
