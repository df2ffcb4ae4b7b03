package feel

import (
	"fmt"
	"unicode/utf8"
)

// Pos is a place in the source of an expression.
type Pos struct {
	Offset int `json:"offset"` // in bytes, from 0
	Line   int `json:"line"`   // from 1
	Column int `json:"column"` // in code points, from 1
}

// Span is a piece of source, from Start up to but not including End.
type Span struct{ Start, End Pos }

// span is how nodes and code remember their source; lines and columns are
// counted only when somebody asks.
type span struct{ start, end int32 }

// at makes a Span of byte offsets in src.
func (s span) in(src string) Span {
	return Span{posAt(src, int(s.start)), posAt(src, int(s.end))}
}

func posAt(src string, offset int) Pos {
	offset = min(offset, len(src))
	p := Pos{Offset: offset, Line: 1, Column: 1}
	lineStart := 0
	for i := range offset {
		if src[i] == '\n' {
			p.Line++
			lineStart = i + 1
		}
	}
	p.Column += utf8.RuneCountInString(src[lineStart:offset])
	return p
}

// Code names what kind of fault an error or a diagnostic is about, for callers
// that write their own messages.
type Code string

// Faults found when an expression is compiled.
const (
	CodeSyntax      Code = "syntax"       // not FEEL
	CodeUnknownName Code = "unknown-name" // a name that nothing declares
	CodeType        Code = "type"         // values that can never work together
	CodeArguments   Code = "arguments"    // a call with the wrong arguments
	CodeTooLarge    Code = "too-large"    // source too long or nested too deep
)

// Faults found when an expression runs; each gives null. CodeType and
// CodeArguments are used here too.
const (
	CodeDivision Code = "division"  // division by zero
	CodeOverflow Code = "overflow"  // a result beyond decimal128 or the calendar
	CodeInvalid  Code = "invalid"   // an argument outside the function's domain
	CodeNotFound Code = "not-found" // no such entry, item or property
	CodeHost     Code = "host"      // a host function failed
)

// CompileError says why a source is no valid expression in its scope. Message
// is a sentence for the author of the expression, in English.
type CompileError struct {
	Code    Code
	Span    Span
	Message string
	// Name is the offending name for CodeUnknownName, else empty.
	Name string
}

// Error returns the place and the message.
func (e *CompileError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Span.Start.Line, e.Span.Start.Column, e.Message)
}

// Diagnostic explains why a part of an expression gave null.
type Diagnostic struct {
	Code    Code
	Span    Span
	Message string
}

// String returns the place and the message.
func (d Diagnostic) String() string {
	return fmt.Sprintf("line %d, column %d: %s", d.Span.Start.Line, d.Span.Start.Column, d.Message)
}

// LimitError says that an evaluation was stopped because it grew past a limit
// of its [Env]. The values computed until then are thrown away.
type LimitError struct {
	Limit string // "steps", "depth", "list" or "string"
	Max   int
	Span  Span
}

// Error returns which limit was passed, and where.
func (e *LimitError) Error() string {
	return fmt.Sprintf("line %d, column %d: the expression was stopped at its limit of %d (%s)",
		e.Span.Start.Line, e.Span.Start.Column, e.Max, e.Limit)
}
