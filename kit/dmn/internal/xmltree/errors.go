package xmltree

import (
	"fmt"
	"math"
)

// SyntaxError says why a file is no XML that this package reads.
type SyntaxError struct {
	Offset, Line, Column int
	Message              string
}

// Error returns the place and the message.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Message)
}

// LimitError says that a file is larger than a limit allows.
type LimitError struct {
	Limit                string // "bytes", "depth", "elements" or "attributes"
	Max                  int
	Offset, Line, Column int
}

// Error returns which limit was passed, and where.
func (e *LimitError) Error() string {
	return fmt.Sprintf("line %d, column %d: the file passes the limit of %d (%s)", e.Line, e.Column, e.Max, e.Limit)
}

// Limits bound a file; a zero field means the default.
type Limits struct {
	Bytes      int // of the file; default 64 MiB, never more than 2 GiB
	Depth      int // of nested elements; default 200
	Elements   int // default 2,000,000
	Attributes int // of one element; default 200
}

func (l Limits) withDefaults() Limits {
	for _, f := range []struct {
		field *int
		value int
	}{{&l.Bytes, 64 << 20}, {&l.Depth, 200}, {&l.Elements, 2_000_000}, {&l.Attributes, 200}} {
		if *f.field <= 0 {
			*f.field = f.value
		}
	}
	l.Bytes = min(l.Bytes, math.MaxInt32)
	return l
}
